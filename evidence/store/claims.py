"""Keep claims with their numbers, and list them; a claim whose quote the page does not say is refused."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from evidence.models import ClaimBase, ClaimStatus, QuantityBase
from evidence.store import errors, writing
from evidence.store.activity import Author
from evidence.store.engine import Session
from evidence.store.saving import TABLES, Children, Kind, Saved, children_of, record_of, save_records

EFFECTS = Children("effects", "quantity", QuantityBase)
MANY = 500
"""From how many claims on the database's own check of their spans costs more than it is worth."""

CLAIM, SNAPSHOT = TABLES["claim"], TABLES["snapshot"]


def save_claims(db: Session, snapshot_id: int, claims: Sequence[ClaimBase], by: Author) -> list[Saved]:
    """Save the claims of a snapshot by their key within it.

    Raises:
        UnknownKeyError: there is no such snapshot.
        QuoteNotInTextError: a quote is not what the snapshot says at its span.
        RepeatedKeyError: two claims under one key differ.
    """
    text = text_of(db, snapshot_id)
    for claim in claims:
        if text[claim.start : claim.end] != claim.quote:
            raise errors.QuoteNotInTextError(claim.key, claim.start, claim.end, claim.quote)
    kind = Kind("claim", "key", (EFFECTS,), {"snapshot_id": snapshot_id})
    if len(claims) < MANY:
        return save_records(db, kind, claims, by)
    with spans_checked(db):
        return save_records(db, kind, claims, by)


def text_of(db: Session, snapshot_id: int) -> str:
    """The text of a snapshot.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    text = db.execute(sa.select(SNAPSHOT.c.text).where(SNAPSHOT.c.id == snapshot_id)).scalar()
    if text is None:
        raise errors.UnknownKeyError("snapshot", str(snapshot_id))
    return str(text)


@contextmanager
def spans_checked(db: Session) -> Iterator[None]:
    """Set the database's own check of spans aside for a caller that made it already; see `migrations/guards.py`."""
    if db.dialect.name == "sqlite":
        with writing.set_aside(db, CLAIM, "name = 'claim_span_insert'"):
            yield
        return
    db.exec_driver_sql("SET LOCAL evidence.spans_checked = 'yes'")
    yield
    db.exec_driver_sql("SET LOCAL evidence.spans_checked = 'no'")


def claim_ids(db: Session, snapshot_id: int) -> dict[str, int]:
    """The ids of a snapshot's claims by their keys."""
    query = sa.select(CLAIM.c.key, CLAIM.c.id).where(CLAIM.c.snapshot_id == snapshot_id)
    return {str(row[0]): int(row[1]) for row in db.execute(query)}


def claims_of(db: Session, snapshot_id: int) -> list[ClaimBase]:
    """All claims of a snapshot, whatever their status, in the order of the text."""
    query = sa.select(CLAIM).where(CLAIM.c.snapshot_id == snapshot_id).order_by(CLAIM.c.start, CLAIM.c.end, CLAIM.c.id)
    return claims_from(db, db.execute(query).mappings().all())


def claims_set_aside(db: Session, snapshot_id: int) -> list[ClaimBase]:
    """The claims of a snapshot that a person rejected, in the order of the text."""
    query = sa.select(CLAIM).where(CLAIM.c.snapshot_id == snapshot_id, CLAIM.c.status == ClaimStatus.REJECTED)
    return claims_from(db, db.execute(query.order_by(CLAIM.c.start, CLAIM.c.end, CLAIM.c.id)).mappings().all())


def claims_from(db: Session, rows: Sequence[sa.RowMapping]) -> list[ClaimBase]:
    """The claims of these rows, with their numbers."""
    effects = children_of(db, EFFECTS, "claim", [row["id"] for row in rows])
    return [record_of(ClaimBase, row, effects=effects.get(row["id"], ())) for row in rows]


def claim(db: Session, claim_id: int) -> ClaimBase:
    """One claim.

    Raises:
        UnknownKeyError: there is no such claim.
    """
    found = claims_from(db, db.execute(sa.select(CLAIM).where(CLAIM.c.id == claim_id)).mappings().all())
    if not found:
        raise errors.UnknownKeyError("claim", str(claim_id))
    return found[0]
