"""Recompute the log from its first row: every hash, every link, and that every judgement is in it."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from evidence.store.activity import FIRST_HASH, content_hash
from evidence.store.checking.faults import Fault
from evidence.store.engine import Session
from evidence.store.saving import TABLES

_ACTIVITY, _JUDGEMENT = TABLES["activity"], TABLES["judgement"]


def log_faults(db: Session, known_head: str | None = None) -> Iterator[Fault]:
    """What is wrong with the chain."""
    previous, seen = FIRST_HASH, {FIRST_HASH}
    columns = [
        sa.cast(column, sa.Text).label("detail") if column.name == "detail" else column for column in _ACTIVITY.c
    ]
    try:
        for row in db.execute(sa.select(*columns).order_by(_ACTIVITY.c.id)).mappings():
            if row["previous_hash"] != previous:
                yield Fault("activity", str(row["id"]), "does not follow the row before it: one was removed or put in")
            content = {**row, "detail": json.loads(row["detail"])}
            if content_hash(content, row["previous_hash"]) != row["hash"]:
                yield Fault("activity", str(row["id"]), "was changed: its hash is not that of its content")
            previous = row["hash"]
            seen.add(previous)
    except (ValueError, TypeError) as error:
        yield Fault("activity", f"after {previous[:12]}", f"cannot be read: {error}")
    if known_head is not None and known_head not in seen:
        yield Fault(
            "activity", known_head[:12], "a head noted elsewhere is not in the log: its end was cut or rewritten"
        )
    yield from _unlogged_judgements(db)


def _unlogged_judgements(db: Session) -> Iterator[Fault]:
    logged = sa.select(_ACTIVITY.c.id).where(
        _ACTIVITY.c.object_type == "judgement",
        _ACTIVITY.c.verb == "judged",
        _ACTIVITY.c.object_key == sa.cast(_JUDGEMENT.c.id, sa.String),
    )
    for row_id in db.execute(sa.select(_JUDGEMENT.c.id).where(~logged.exists()).order_by(_JUDGEMENT.c.id)).scalars():
        yield Fault("judgement", str(row_id), "is not in the log")
