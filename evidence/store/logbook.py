"""Answer what the log holds: a page of it, newest first and filtered, or all about one record; it adds nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from evidence.models import ActivityBase
from evidence.store.activity import _ACTIVITY as ACTIVITY
from evidence.store.engine import Session
from evidence.store.pages import PAGE, SNAPSHOT
from evidence.store.saving import record_of


@dataclass(frozen=True)
class LogEntry:
    """A row of the log with its number."""

    id: int
    row: ActivityBase


@dataclass(frozen=True)
class LogFilter:
    """Which rows are asked for; an empty field asks nothing.

    `page` asks for rows about a page, its snapshots, or a record that the log says belongs to it.
    """

    actor: str = ""
    verb: str = ""
    kind: str = ""
    key: str = ""
    page: str = ""


EVERY_ROW = LogFilter()


def log_entries(
    db: Session, where: LogFilter = EVERY_ROW, *, before: int | None = None, limit: int | None = 100
) -> list[LogEntry]:
    """A page of the log, newest first; `before` is the number of the last row of the page before."""
    query = sa.select(ACTIVITY).order_by(ACTIVITY.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(ACTIVITY.c.id < before)
    columns = ((ACTIVITY.c.actor, where.actor), (ACTIVITY.c.verb, where.verb), (ACTIVITY.c.object_type, where.kind))
    for column, value in (*columns, (ACTIVITY.c.object_key, where.key)):
        if value:
            query = query.where(column == value)
    if where.page:
        query = query.where(_of_page(where.page))
    return [LogEntry(row["id"], record_of(ActivityBase, row)) for row in db.execute(query).mappings()]


def record_history(db: Session, kind: str, key: str) -> list[ActivityBase]:
    """The rows of the log about one record, oldest first; of records added many at once there is none on adding."""
    query = sa.select(ACTIVITY).where(ACTIVITY.c.object_type == kind, ACTIVITY.c.object_key == key)
    return [record_of(ActivityBase, row) for row in db.execute(query.order_by(ACTIVITY.c.id)).mappings()]


def pages_of_snapshots(db: Session, rows: Iterable[ActivityBase]) -> dict[str, str]:
    """The pages of the snapshots that rows of the log name by number, by that number."""
    ids = {int(row.object_key) for row in rows if row.object_type == "snapshot" and row.object_key.isdecimal()}
    query = sa.select(SNAPSHOT.c.id, PAGE.c.key).join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
    return {str(number): str(key) for number, key in db.execute(query.where(SNAPSHOT.c.id.in_(ids)))}


def log_words(db: Session) -> dict[str, list[str]]:
    """Who wrote, what was done, and to what kinds of record: what a filter can choose among."""
    asked = {"actor": ACTIVITY.c.actor, "verb": ACTIVITY.c.verb, "kind": ACTIVITY.c.object_type}
    return {name: sorted(db.execute(sa.select(column).distinct()).scalars()) for name, column in asked.items()}


def _of_page(page: str) -> sa.ColumnElement[bool]:
    ids = sa.select(sa.cast(SNAPSHOT.c.id, sa.String)).join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
    snapshots = ids.where(PAGE.c.key == page)
    kind, key = ACTIVITY.c.object_type, ACTIVITY.c.object_key
    return sa.or_(
        sa.and_(kind == "page", key == page),
        sa.and_(kind == "snapshot", key.in_(snapshots)),
        ACTIVITY.c.detail["page"].as_string() == page,
    )
