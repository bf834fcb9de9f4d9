"""Check what was read against what it was read from: bytes, text, and every span that points into it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from evidence.store.checking.faults import Fault
from evidence.store.engine import Session
from evidence.store.pages import text_sha256
from evidence.store.saving import TABLES

_CLAIM, _SNAPSHOT, _ORIGINAL = (TABLES[name] for name in ("claim", "snapshot", "original"))


def original_faults(db: Session) -> Iterator[Fault]:
    """Bytes that are not what their hash says, and snapshots whose bytes are not there."""
    for key in db.execute(sa.select(_ORIGINAL.c.sha256).order_by(_ORIGINAL.c.sha256)).scalars().all():
        as_kept = sa.type_coerce(_ORIGINAL.c.content, sa.types.NullType)  # SQLite may hold a text where bytes belong
        content: object = db.execute(sa.select(as_kept).where(_ORIGINAL.c.sha256 == key)).scalar()
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != key:
            yield Fault("original", key[:12], "the bytes are not those of its hash")
    kept = sa.select(_ORIGINAL.c.sha256)
    missing = sa.select(_SNAPSHOT.c.id).where(_SNAPSHOT.c.sha256.not_in(kept)).order_by(_SNAPSHOT.c.id)
    for snapshot_id in db.execute(missing).scalars():
        yield Fault("snapshot", str(snapshot_id), "the bytes it was read from are not there")


def span_faults(db: Session) -> Iterator[Fault]:
    """Texts that are not those of their hash, and spans that do not say what they should or lie outside."""
    for snapshot_id in db.execute(sa.select(_SNAPSHOT.c.id).order_by(_SNAPSHOT.c.id)).scalars().all():
        columns = (_SNAPSHOT.c.text, _SNAPSHOT.c.text_sha256)
        text, digest = db.execute(sa.select(*columns).where(_SNAPSHOT.c.id == snapshot_id)).one()
        if text_sha256(text) != digest:
            yield Fault("snapshot", str(snapshot_id), "the text is not that of its hash")
        on_it = _CLAIM.c.snapshot_id == snapshot_id
        yield from _unsaid(db, sa.select(_CLAIM.c.id, _CLAIM.c.start, _CLAIM.c.end, _CLAIM.c.quote).where(on_it), text)
        citation, quantity, finding = (TABLES[name] for name in ("citation", "quantity", "finding"))
        yield from _unsaid(db, _spans(citation, citation.c.attribution).join(_CLAIM).where(on_it), text)
        yield from _outside(db, _spans(quantity).join(_CLAIM).where(on_it), len(text))
        yield from _outside(db, _spans(finding).where(finding.c.snapshot_id == snapshot_id), len(text))


def _spans(table: sa.Table, *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(table.c.id, table.c.start, table.c.end, *more).where(table.c.start.is_not(None))


def _unsaid(db: Session, query: sa.Select[Any], text: str) -> Iterator[Fault]:
    table = query.selected_columns[0].table.name
    for row_id, start, end, words in db.execute(query):
        if not 0 <= start <= (end or 0) <= len(text):
            yield Fault(table, str(row_id), f"its span {start}-{end} is not inside the text of {len(text)} characters")
        elif words is not None and text[start:end] != words:
            yield Fault(table, str(row_id), f"the page does not say '{words[:60]}' at {start}-{end}")


def _outside(db: Session, query: sa.Select[Any], length: int) -> Iterator[Fault]:
    table = query.selected_columns[0].table.name
    for row_id, start, end in db.execute(query):
        if not 0 <= start <= (end or 0) <= length:
            yield Fault(table, str(row_id), f"its span {start}-{end} is not inside the text of {length} characters")
