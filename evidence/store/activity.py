"""The log of every write, each row chained to the one before by its hash; rows are only ever added.

The hash covers the row's content and the hash before it: no row can be changed, removed or put in between without every
later hash being wrong. What it cannot show is a log that was rewritten from some row to its end: reports print the head
so that it can be compared with one kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from pydantic import JsonValue
from sqlmodel import SQLModel

from evidence.models import ActivityBase
from evidence.store.engine import Session
from evidence.version import __version__

FIRST_HASH = "0" * 64
"""What stands before the first row."""

_LOCK = 7304
_ACTIVITY = SQLModel.metadata.tables["activity"]


@dataclass(frozen=True)
class Author:
    """Who writes, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Deed:
    """What was done to what."""

    verb: str
    object_type: str
    object_key: str
    detail: Mapping[str, JsonValue]


def lock(db: Session) -> None:
    """Let no other writer in until this transaction ends; on SQLite that was done when it began."""
    if db.dialect.name != "sqlite":
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def head(db: Session) -> str:
    """The hash of the newest row of the log.

    The newest is the one that no other names as its predecessor; a log of no rows has the hash of zeros.
    """
    newest = sa.select(_ACTIVITY.c.hash).order_by(_ACTIVITY.c.id.desc()).limit(1)
    return db.execute(newest).scalar() or FIRST_HASH


def entries(db: Session) -> Iterator[ActivityBase]:
    """The rows of the log, oldest first."""
    columns = [_ACTIVITY.c[name] for name in ActivityBase.model_fields]
    for row in db.execute(sa.select(*columns).order_by(_ACTIVITY.c.id)).mappings():
        yield ActivityBase.model_validate(dict(row))


def is_of_one_moment(db: Session) -> bool:
    """Whether the log has rows and all of them were written at the same moment, as by one command."""
    return db.execute(sa.select(sa.func.count(sa.distinct(_ACTIVITY.c.at)))).scalar() == 1


def record_activity(db: Session, by: Author, *deeds: Deed) -> str:
    """Add a row to the log for each deed, in order; gives the new head."""
    lock(db)
    previous = head(db)
    rows = []
    for deed in deeds:
        content = {
            "at": by.at.astimezone(UTC),
            "actor": by.name,
            "verb": deed.verb,
            "object_type": deed.object_type,
            "object_key": deed.object_key,
            "detail": json.loads(_canonical(deed.detail)),
            "tool_version": __version__,
        }
        row = ActivityBase(**content, previous_hash=previous, hash=content_hash(content, previous))
        rows.append(row.model_dump())
        previous = row.hash
    if rows:
        db.execute(_ACTIVITY.insert(), rows)
    return previous


def content_hash(content: Mapping[str, object], previous_hash: str) -> str:
    """The hash of a row: SHA-256 over its content as JSON with sorted keys, then the hash before it."""
    named = {name: content[name] for name in ActivityBase.model_fields if name not in {"hash", "previous_hash"}}
    return hashlib.sha256(f"{_canonical(named)}{previous_hash}".encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_moment_or_record
    )


def _moment_or_record(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, SQLModel):
        return value.model_dump(mode="json")
    return str(value)
