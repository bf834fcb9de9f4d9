"""Keep reviewers, projects, protocols and judgements; a judgement is never changed, a later one supersedes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from evidence.models import (
    Axis,
    JudgementBase,
    ProjectBase,
    ProtocolBase,
    ReviewerBase,
    ReviewerRole,
)
from evidence.store import activity, errors
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM
from evidence.store.engine import Session
from evidence.store.saving import TABLES, Kind, Outcome, Saved, columns_of, ids_of, record_of, save_records

PROJECT, PROJECT_PAGE, PROTOCOL, JUDGEMENT, REVIEWER, PAGE, SNAPSHOT = (
    TABLES[name] for name in ("project", "projectpage", "protocol", "judgement", "reviewer", "page", "snapshot")
)

NOT_BROKEN = "none"
"""The value on the rule axis that takes an earlier rule back, or says that a claim breaks none."""


class Codebook(NamedTuple):
    """A version of a project's protocol."""

    project: str
    version: int = 1


@dataclass(frozen=True)
class Coding:
    """Who judges which claim under which version of which project's codebook."""

    claim_id: int
    reviewer: str
    project: str
    version: int = 1

    @property
    def codebook(self) -> Codebook:
        """The protocol it is judged under."""
        return Codebook(self.project, self.version)


@dataclass(frozen=True)
class JudgementEntry:
    """A judgement with whose it is and what it is about."""

    id: int
    claim_id: int
    claim: str
    page: str
    reviewer: str
    project: str
    version: int
    created_at: datetime
    judgement: JudgementBase
    supersedes_id: int | None = None


def save_reviewers(db: Session, reviewers: Iterable[ReviewerBase], by: Author) -> list[Saved]:
    """Save reviewers by key."""
    return save_records(db, Kind("reviewer"), reviewers, by)


def reviewers(db: Session) -> list[ReviewerBase]:
    """All reviewers by key."""
    return [record_of(ReviewerBase, row) for row in db.execute(sa.select(REVIEWER).order_by(REVIEWER.c.key)).mappings()]


def save_projects(db: Session, projects: Iterable[ProjectBase], by: Author) -> list[Saved]:
    """Save projects by key."""
    return save_records(db, Kind("project"), projects, by)


def projects(db: Session) -> list[ProjectBase]:
    """All projects by key."""
    return [record_of(ProjectBase, row) for row in db.execute(sa.select(PROJECT).order_by(PROJECT.c.key)).mappings()]


def add_pages_to_project(db: Session, project: str, pages: Sequence[str], by: Author) -> int:
    """Put pages into a project; gives how many were not in it.

    Raises:
        UnknownKeyError: the project or a page is not in the database.
    """
    activity.lock(db)
    project_id = ids_of(db, "project", [project])[project]
    query = sa.select(PROJECT_PAGE.c.page_id).where(PROJECT_PAGE.c.project_id == project_id)
    there = set(db.execute(query).scalars())
    new = {key: page_id for key, page_id in ids_of(db, "page", pages).items() if page_id not in there}
    if new:
        db.execute(PROJECT_PAGE.insert(), [{"project_id": project_id, "page_id": page_id} for page_id in new.values()])
        activity.record_activity(db, by, Deed("added pages", "project", project, {"pages": list(new)}))
    return len(new)


def pages_of_project(db: Session, project: str) -> list[str]:
    """The keys of a project's pages.

    Raises:
        UnknownKeyError: there is no such project.
    """
    project_id = ids_of(db, "project", [project])[project]
    query = sa.select(PAGE.c.key).join(PROJECT_PAGE).where(PROJECT_PAGE.c.project_id == project_id)
    return [str(key) for key in db.execute(query.order_by(PAGE.c.key)).scalars()]


def save_protocols(db: Session, project: str, protocols: Iterable[ProtocolBase], by: Author) -> list[Saved]:
    """Save the versions of a project's codebook.

    Raises:
        UnknownKeyError: there is no such project.
    """
    project_id = ids_of(db, "project", [project])[project]
    return save_records(db, Kind("protocol", key="version", scope={"project_id": project_id}), protocols, by)


def protocols(db: Session, project: str) -> list[ProtocolBase]:
    """The versions of a project's codebook, oldest first.

    Raises:
        UnknownKeyError: there is no such project.
    """
    project_id = ids_of(db, "project", [project])[project]
    query = sa.select(PROTOCOL).where(PROTOCOL.c.project_id == project_id).order_by(PROTOCOL.c.version)
    return [record_of(ProtocolBase, row) for row in db.execute(query).mappings()]


def protocol_id_of(db: Session, codebook: Codebook) -> int:
    """The id of a version of a project's protocol.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    query = sa.select(PROJECT.c.id, PROTOCOL.c.id).outerjoin(
        PROTOCOL, (PROTOCOL.c.project_id == PROJECT.c.id) & (PROTOCOL.c.version == codebook.version)
    )
    row = db.execute(query.where(PROJECT.c.key == codebook.project)).one_or_none()
    if row is None:
        raise errors.UnknownKeyError("project", codebook.project)
    found = row[1]
    if found is None:
        raise errors.UnknownKeyError("protocol", f"{codebook.project} {codebook.version}")
    return int(found)


def save_judgement(db: Session, coding: Coding, judgement: JudgementBase, by: Author) -> Saved:
    """Record what a reviewer decided about a claim; it supersedes what the same reviewer said before on the same axis.

    On the rule axis each rule stands alone, and `take_back_rule` takes one back.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
        OwnAdjudicationError: the adjudicator coded the same claim on the same axis.
    """
    activity.lock(db)
    about = _about(db, coding) | {"axis": judgement.axis}
    line = _current(db, about, judgement.value if judgement.axis is Axis.RULE else None)
    return _append(db, about, line, judgement, by)


def take_back_rule(db: Session, coding: Coding, rule: str, by: Author) -> Saved | None:
    """Record that a reviewer no longer holds a claim to break a rule; None where they did not hold it.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
    """
    activity.lock(db)
    about = _about(db, coding) | {"axis": Axis.RULE}
    line = _current(db, about, rule)
    if line is None or line["value"] != rule:
        return None
    return _append(db, about, line, JudgementBase(axis=Axis.RULE, value=NOT_BROKEN, role=line["role"]), by)


def _about(db: Session, coding: Coding) -> dict[str, Any]:
    if db.execute(sa.select(CLAIM.c.id).where(CLAIM.c.id == coding.claim_id)).scalar() is None:
        raise errors.UnknownKeyError("claim", str(coding.claim_id))
    protocol_id = protocol_id_of(db, coding.codebook)
    reviewer_id = ids_of(db, "reviewer", [coding.reviewer])[coding.reviewer]
    return {"claim_id": coding.claim_id, "reviewer_id": reviewer_id, "protocol_id": protocol_id}


def _current(db: Session, about: dict[str, Any], rule: str | None) -> sa.RowMapping | None:
    """The last judgement of a line; on the rule axis the line is that whose root is the rule."""
    query = sa.select(JUDGEMENT).order_by(JUDGEMENT.c.id)
    for name, value in about.items():
        query = query.where(JUDGEMENT.c[name] == value)
    last: sa.RowMapping | None = None
    for row in db.execute(query).mappings():
        is_root = row["supersedes_id"] is None and rule in {None, row["value"]}
        if is_root or (last is not None and row["supersedes_id"] == last["id"]):
            last = row
    return last


def _append(
    db: Session, about: dict[str, Any], line: sa.RowMapping | None, judgement: JudgementBase, by: Author
) -> Saved:
    values = {name: getattr(judgement, name) for name in columns_of(JudgementBase, "judgement")}
    if line is not None and all(line[name] == value for name, value in values.items()):
        return Saved(judgement.value, line["id"], Outcome.UNCHANGED)
    if line is not None and {line["role"], judgement.role} == set(ReviewerRole):
        keys = (TABLES[name].c.key for name in ("reviewer", "claim"))
        raise errors.OwnAdjudicationError(
            *(
                str(db.execute(sa.select(key).where(key.table.c.id == about[f"{key.table.name}_id"])).scalar())
                for key in keys
            )
        )
    row = about | values | {"supersedes_id": None if line is None else line["id"], "created_at": by.at}
    new_id = int(db.execute(JUDGEMENT.insert().returning(JUDGEMENT.c.id).values(**row)).scalar_one())
    detail: dict[str, Any] = {**about, **judgement.model_dump(mode="json"), "supersedes_id": row["supersedes_id"]}
    activity.record_activity(db, by, Deed("judged", "judgement", str(new_id), detail))
    return Saved(judgement.value, new_id, Outcome.ADDED if line is None else Outcome.CHANGED)


def current_judgements(
    db: Session,
    *,
    project: str | None = None,
    page: str | None = None,
    reviewer: str | None = None,
    claim_ids: Sequence[int] | None = None,
) -> list[JudgementEntry]:
    """What reviewers hold now: the judgements that none supersedes, coders' and adjudicators' alike, oldest first."""
    later = JUDGEMENT.alias("later")
    query = _judgements().outerjoin(later, later.c.supersedes_id == JUDGEMENT.c.id).where(later.c.id.is_(None))
    asked = ((PROJECT.c.key, project), (PAGE.c.key, page), (REVIEWER.c.key, reviewer))
    for column, value in asked:
        if value is not None:
            query = query.where(column == value)
    if claim_ids is not None:
        query = query.where(CLAIM.c.id.in_(claim_ids))
    return _entries(db, query)


def every_judgement(
    db: Session, *, codebook: Codebook | None = None, claim_ids: Sequence[int] | None = None
) -> list[JudgementEntry]:
    """All judgements ever made, also those that a later one superseded, oldest first."""
    query = _judgements()
    if codebook is not None:
        query = query.where(PROJECT.c.key == codebook.project, PROTOCOL.c.version == codebook.version)
    if claim_ids is not None:
        query = query.where(CLAIM.c.id.in_(claim_ids))
    return _entries(db, query)


def _judgements() -> sa.Select[Any]:
    """All judgements with the keys of what they are about and whose they are."""
    return (
        sa.select(
            JUDGEMENT,
            CLAIM.c.key.label("claim"),
            PAGE.c.key.label("page"),
            REVIEWER.c.key.label("reviewer"),
            PROJECT.c.key.label("project"),
            PROTOCOL.c.version,
        )
        .select_from(JUDGEMENT)
        .join(CLAIM, JUDGEMENT.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .join(REVIEWER, JUDGEMENT.c.reviewer_id == REVIEWER.c.id)
        .join(PROTOCOL, JUDGEMENT.c.protocol_id == PROTOCOL.c.id)
        .join(PROJECT, PROTOCOL.c.project_id == PROJECT.c.id)
        .order_by(JUDGEMENT.c.id)
    )


def _entries(db: Session, query: sa.Select[Any]) -> list[JudgementEntry]:
    names = ("id", "claim_id", "claim", "page", "reviewer", "project", "version", "created_at", "supersedes_id")
    return [
        JudgementEntry(**{name: row[name] for name in names}, judgement=record_of(JudgementBase, row))
        for row in db.execute(query).mappings()
    ]
