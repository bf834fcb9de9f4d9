"""Who is to code which claim, and what is chosen and not recorded yet; `queues` says what is left to code.

A claim keeps its key on its page while its words stay, so page and key say which claims of several snapshots are one:
who judged it on an earlier snapshot has judged it. Whether anyone may see or do something is not decided here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.dialects import postgresql, sqlite

from evidence.store import activity, errors, writing
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM, claims_from
from evidence.store.editing import Standing
from evidence.store.engine import Session
from evidence.store.people import (
    PAGE,
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


def _named(claim_ids: Collection[int]) -> sa.Select[Any]:
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
    query = (
        sa.select(CLAIM, PAGE.c.key.label("page"))
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
    )
    rows: list[sa.RowMapping] = []
    for batch in writing.batches(sorted(claim_ids), 5000):
        rows += db.execute(query.where(CLAIM.c.id.in_(batch))).mappings().all()
    found = [
        Standing(row["id"], row["snapshot_id"], row["page"], claim)
        for row, claim in zip(rows, claims_from(db, rows), strict=True)
    ]
    return sorted(found, key=lambda one: (one.page, one.snapshot_id, one.claim.start, one.id))


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
