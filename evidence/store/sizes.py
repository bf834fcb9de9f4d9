"""Answer how much a database holds, for the foot of what is made from it; it reads no record."""

import sqlalchemy as sa

from evidence.store.engine import Session
from evidence.store.saving import TABLES

_COUNTED = (
    ("pages", "page"),
    ("claims", "claim"),
    ("publications", "publication"),
    ("studies", "study"),
    ("citations", "citation"),
    ("verifications", "verification"),
    ("findings", "finding"),
    ("judgements", "judgement"),
)


def sizes(db: Session) -> tuple[tuple[str, int], ...]:
    """How many rows there are of each kind that a reader of a table may ask about."""
    return tuple(
        (name, int(db.execute(sa.select(sa.func.count()).select_from(TABLES[table])).scalar_one()))
        for name, table in _COUNTED
    )
