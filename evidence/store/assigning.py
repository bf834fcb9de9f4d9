"""Who is to code which claim, what is chosen and not recorded yet, and what is left to code.

A claim keeps its key on its page while its words stay, so page and key say which claims of several snapshots are one:
who judged it on an earlier snapshot has judged it. Whether anyone may see or do something is not decided here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.dialects import postgresql, sqlite

from evidence.models import Axis, ClaimStatus, ReviewerRole, Support
from evidence.store import activity, errors, writing
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM, claims_from
from evidence.store.editing import Standing
from evidence.store.engine import Session
from evidence.store.people import (
    JUDGEMENT,
    PAGE,
    PROJECT_PAGE,
    REVIEWER,
    SNAPSHOT,
    Codebook,
    Coding,
    protocol_id_of,
)
from evidence.store.saving import TABLES, ids_of

ASSIGNMENT, DRAFT = TABLES["assignment"], TABLES["judgementdraft"]


class ClaimName(NamedTuple):
    """What a claim is called through all snapshots of its page."""

    page: str
    claim: str


@dataclass(frozen=True)
class Assigned:
    """Who is to code which claim, and since when; the id is that of the claim as it was assigned."""

    claim_id: int
    name: ClaimName
    reviewer: str
    created_at: datetime


@dataclass(frozen=True)
class Draft:
    """What a reviewer has chosen and not recorded yet."""

    content: Mapping[str, JsonValue]
    saved_at: datetime


def assign_claims(
    db: Session,
    codebook: Codebook,
    pairs: Iterable[tuple[int, str]],
    by: Author,
    *,
    how: Mapping[str, JsonValue] | None = None,
) -> int:
    """Have reviewers code claims, each pair a claim's id and a reviewer; gives how many pairs were not there yet.

    `how` goes into the log: the share, the seed, or whatever the pairs were chosen by.

    Raises:
        UnknownKeyError: a claim, a reviewer, the project or its version is not in the database.
    """
    activity.lock(db)
    protocol_id = protocol_id_of(db, codebook)
    wanted = sorted(set(pairs))
    there = {(one.name, one.reviewer) for one in assignments(db, codebook)}
    names = claim_names(db, {claim_id for claim_id, _ in wanted})
    new = [(claim_id, reviewer) for claim_id, reviewer in wanted if (names[claim_id], reviewer) not in there]
    if not new:
        return 0
    ids = ids_of(db, "reviewer", (reviewer for _, reviewer in new))
    same = {"protocol_id": protocol_id, "created_at": by.at}
    rows = [{"claim_id": claim_id, "reviewer_id": ids[reviewer], **same} for claim_id, reviewer in new]
    db.execute(ASSIGNMENT.insert(), rows)
    detail: dict[str, Any] = {**(how or {}), "claims": {}}
    for claim_id, reviewer in new:
        detail["claims"].setdefault(reviewer, []).append(claim_id)
    activity.record_activity(db, by, Deed("assigned", "protocol", _key(codebook), detail))
    return len(new)


def withdraw_assignments(db: Session, codebook: Codebook, reviewer: str, claim_ids: Collection[int], by: Author) -> int:
    """Take claims back from a reviewer, on whichever snapshot they were assigned; gives how many there were.

    Raises:
        UnknownKeyError: a claim, the reviewer, the project or its version is not in the database.
    """
    activity.lock(db)
    names = set(claim_names(db, claim_ids).values())
    gone = [one.claim_id for one in assignments(db, codebook) if one.name in names and one.reviewer == reviewer]
    if gone:
        reviewer_id = ids_of(db, "reviewer", [reviewer])[reviewer]
        db.execute(
            ASSIGNMENT.delete().where(
                ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook),
                ASSIGNMENT.c.reviewer_id == reviewer_id,
                ASSIGNMENT.c.claim_id.in_(gone),
            )
        )
        detail: dict[str, Any] = {"claims": {reviewer: gone}}
        activity.record_activity(db, by, Deed("unassigned", "protocol", _key(codebook), detail))
    return len(gone)


def _key(codebook: Codebook) -> str:
    return f"{codebook.project} {codebook.version}"


def assignments(db: Session, codebook: Codebook, *, name: ClaimName | None = None) -> list[Assigned]:
    """Who is to code which claims, or this claim, oldest first.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    query = (
        sa.select(
            ASSIGNMENT.c.claim_id,
            PAGE.c.key.label("page"),
            CLAIM.c.key.label("claim"),
            REVIEWER.c.key.label("reviewer"),
            ASSIGNMENT.c.created_at,
        )
        .join(CLAIM, ASSIGNMENT.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .join(REVIEWER, ASSIGNMENT.c.reviewer_id == REVIEWER.c.id)
        .where(ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook))
        .order_by(ASSIGNMENT.c.created_at, ASSIGNMENT.c.claim_id, REVIEWER.c.key)
    )
    if name is not None:
        query = query.where(PAGE.c.key == name.page, CLAIM.c.key == name.claim)
    return [Assigned(row[0], ClaimName(row[1], row[2]), row[3], row[4]) for row in db.execute(query)]


def is_assigned(db: Session, codebook: Codebook) -> bool:
    """Whether anybody was told what to code; where nobody was, every claim is everybody's."""
    query = sa.select(ASSIGNMENT.c.claim_id).where(ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook)).limit(1)
    return db.execute(query).scalar() is not None


def claim_names(db: Session, claim_ids: Collection[int]) -> dict[int, ClaimName]:
    """Page and key of claims by their ids.

    Raises:
        UnknownKeyError: there is no such claim.
    """
    found: dict[int, ClaimName] = {}
    for batch in writing.batches(sorted(claim_ids), 5000):
        found |= {claim_id: ClaimName(page, key) for claim_id, page, key in db.execute(_named(batch))}
    for claim_id in claim_ids:
        if claim_id not in found:
            raise errors.UnknownKeyError("claim", str(claim_id))
    return found


def _named(claim_ids: Collection[int] | sa.Select[Any]) -> sa.Select[Any]:
    return (
        sa.select(CLAIM.c.id, PAGE.c.key, CLAIM.c.key)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .where(CLAIM.c.id.in_(claim_ids))
    )


def ids_called(db: Session, name: ClaimName) -> list[int]:
    """The ids a claim has on the snapshots of its page, newest first."""
    query = (
        sa.select(CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .where(PAGE.c.key == name.page, CLAIM.c.key == name.claim)
    )
    return list(db.execute(query.order_by(SNAPSHOT.c.id.desc())).scalars())


def standings(db: Session, claim_ids: Collection[int]) -> list[Standing]:
    """These claims with where they stand, in the order of page and text."""
    return _standings(db, sa.select(CLAIM.c.id).where(CLAIM.c.id.in_(claim_ids)), None)


def active_claims(db: Session, project: str) -> list[Standing]:
    """The active claims of what a project's pages last said, in the order of page and text.

    Raises:
        UnknownKeyError: there is no such project.
    """
    return _standings(db, _active(ids_of(db, "project", [project])[project]), None)


def assigned_claims(db: Session, codebook: Codebook) -> list[Standing]:
    """The claims assigned to anybody, each as its page last said it, without those rejected.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    return _standings(db, _assigned(ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook)), None)


def names_to_code(db: Session, codebook: Codebook) -> dict[ClaimName, int]:
    """What there is to code, by name with the newest id: the claims assigned, or all of the project where none is.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    if is_assigned(db, codebook):
        return _names(db, _assigned(ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook)))
    return active_names(db, codebook.project)


def active_names(db: Session, project: str) -> dict[ClaimName, int]:
    """The active claims of what a project's pages last said, by name with their ids.

    Raises:
        UnknownKeyError: there is no such project.
    """
    return _names(db, _active(ids_of(db, "project", [project])[project]))


def _names(db: Session, ids: sa.Select[Any]) -> dict[ClaimName, int]:
    rows = db.execute(_named(ids))
    return {ClaimName(page, key): claim_id for claim_id, page, key in rows}


def _active(project_id: int) -> sa.Select[Any]:
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    return (
        sa.select(CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PROJECT_PAGE, PROJECT_PAGE.c.page_id == SNAPSHOT.c.page_id)
        .where(PROJECT_PAGE.c.project_id == project_id, CLAIM.c.status == ClaimStatus.ACTIVE)
        .where(SNAPSHOT.c.id.in_(newest))
    )


def unreviewed_claims(db: Session, reviewer: str, codebook: Codebook, *, limit: int | None = None) -> list[Standing]:
    """The claims that a reviewer is to code and has not: those assigned, or all of the project where none ever was.

    Each stands as its page last said it; one that is gone from its page stands where it was assigned, and one that was
    rejected is left out. A claim is coded when support and accuracy are judged, or support as `not_checkable`.

    Raises:
        UnknownKeyError: the reviewer, the project or its version is not in the database.
    """
    reviewer_id = ids_of(db, "reviewer", [reviewer])[reviewer]
    protocol_id = protocol_id_of(db, codebook)
    if is_assigned(db, codebook):
        asked = _assigned(ASSIGNMENT.c.protocol_id == protocol_id, ASSIGNMENT.c.reviewer_id == reviewer_id)
    else:
        asked = _active(ids_of(db, "project", [codebook.project])[codebook.project])
    # A join, because SQLite looks through the whole list again for each NOT IN a list of pairs.
    done = _coded_by(protocol_id, reviewer_id).subquery("done")
    asked = asked.outerjoin(done, (done.c.page_id == SNAPSHOT.c.page_id) & (done.c.key == CLAIM.c.key))
    return _standings(db, asked.where(done.c.key.is_(None)), limit)


def _assigned(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The newest of the claims that are called as those of these assignments."""
    told, on = CLAIM.alias("told"), SNAPSHOT.alias("told_on")
    names = (
        sa.select(on.c.page_id, told.c.key)
        .join_from(ASSIGNMENT, told, ASSIGNMENT.c.claim_id == told.c.id)
        .join(on, told.c.snapshot_id == on.c.id)
        .where(*conditions)
    )
    later, later_on = CLAIM.alias("later"), SNAPSHOT.alias("later_on")
    newer = (
        sa.select(later.c.id)
        .join(later_on, later.c.snapshot_id == later_on.c.id)
        .where(later.c.key == CLAIM.c.key, later_on.c.page_id == SNAPSHOT.c.page_id, later_on.c.id > SNAPSHOT.c.id)
    )
    return (
        sa.select(CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .where(sa.tuple_(SNAPSHOT.c.page_id, CLAIM.c.key).in_(names), CLAIM.c.status != ClaimStatus.REJECTED)
        .where(~newer.correlate(CLAIM, SNAPSHOT).exists())
    )


def _coded_by(protocol_id: int, reviewer_id: int) -> sa.Select[Any]:
    """Page and key of the claims that a coder is done with."""
    claim, snapshot, later = CLAIM.alias("coded"), SNAPSHOT.alias("coded_on"), JUDGEMENT.alias("superseding")
    both = sa.func.count(sa.distinct(JUDGEMENT.c.axis)) == 2
    uncheckable = (JUDGEMENT.c.axis == Axis.SUPPORT) & (JUDGEMENT.c.value == Support.NOT_CHECKABLE.value)
    return (
        sa.select(snapshot.c.page_id, claim.c.key)
        .join_from(JUDGEMENT, claim, JUDGEMENT.c.claim_id == claim.c.id)
        .join(snapshot, claim.c.snapshot_id == snapshot.c.id)
        .outerjoin(later, later.c.supersedes_id == JUDGEMENT.c.id)
        .where(JUDGEMENT.c.protocol_id == protocol_id, JUDGEMENT.c.reviewer_id == reviewer_id)
        .where(JUDGEMENT.c.role == ReviewerRole.CODER, JUDGEMENT.c.axis != Axis.RULE, later.c.id.is_(None))
        .group_by(snapshot.c.page_id, claim.c.key)
        .having(both | (sa.func.max(sa.case((uncheckable, 1), else_=0)) == 1))
    )


def _standings(db: Session, ids: sa.Select[Any], limit: int | None) -> list[Standing]:
    query = (
        sa.select(CLAIM, PAGE.c.key.label("page"))
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .where(CLAIM.c.id.in_(ids))
        .order_by(PAGE.c.key, SNAPSHOT.c.id, CLAIM.c.start, CLAIM.c.id)
        .limit(limit)
    )
    rows: Sequence[sa.RowMapping] = db.execute(query).mappings().all()
    return [
        Standing(row["id"], row["snapshot_id"], row["page"], claim)
        for row, claim in zip(rows, claims_from(db, rows), strict=True)
    ]


def save_draft(db: Session, coding: Coding, content: Mapping[str, JsonValue], at: datetime) -> None:
    """Keep what a reviewer has chosen so far in place of what was kept before.

    A draft is not a record: it is not logged, so that typing does not fill the log and nobody reads there what a coder
    has not decided.

    Raises:
        UnknownKeyError: the claim, the reviewer, the project or its version is not in the database.
    """
    claim_names(db, [coding.claim_id])
    key = {"claim_id": coding.claim_id, **_whose(db, coding)}
    values = {"content": dict(content), "saved_at": at}
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    db.execute(insert(DRAFT).values(**key, **values).on_conflict_do_update(index_elements=list(key), set_=values))


def draft_of(db: Session, coding: Coding) -> Draft | None:
    """What a reviewer had chosen for a claim on whichever snapshot, the latest; None where there is nothing."""
    ids = ids_called(db, claim_names(db, [coding.claim_id])[coding.claim_id])
    query = sa.select(DRAFT.c.content, DRAFT.c.saved_at).where(DRAFT.c.claim_id.in_(ids), *_drafts(db, coding))
    row = db.execute(query.order_by(DRAFT.c.saved_at.desc()).limit(1)).one_or_none()
    return None if row is None else Draft(row[0], row[1])


def clear_draft(db: Session, coding: Coding) -> None:
    """Forget what a reviewer had chosen for a claim."""
    ids = ids_called(db, claim_names(db, [coding.claim_id])[coding.claim_id])
    db.execute(DRAFT.delete().where(DRAFT.c.claim_id.in_(ids), *_drafts(db, coding)))


def drafts(db: Session, codebook: Codebook) -> dict[str, int]:
    """How many drafts each reviewer has."""
    query = (
        sa.select(REVIEWER.c.key, sa.func.count())
        .select_from(DRAFT)
        .join(REVIEWER, DRAFT.c.reviewer_id == REVIEWER.c.id)
        .where(DRAFT.c.protocol_id == protocol_id_of(db, codebook))
        .group_by(REVIEWER.c.key)
    )
    return {str(row[0]): int(row[1]) for row in db.execute(query)}


def _whose(db: Session, coding: Coding) -> dict[str, int]:
    reviewer_id = ids_of(db, "reviewer", [coding.reviewer])[coding.reviewer]
    return {"reviewer_id": reviewer_id, "protocol_id": protocol_id_of(db, coding.codebook)}


def _drafts(db: Session, coding: Coding) -> list[sa.ColumnElement[bool]]:
    return [DRAFT.c[name] == value for name, value in _whose(db, coding).items()]
