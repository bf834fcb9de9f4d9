"""Find publications in the database that a new record may be another copy of; whether it is, is decided elsewhere."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from evidence.models import PublicationBase
from evidence.store import writing
from evidence.store.engine import Session
from evidence.store.saving import TABLES, record_of

PUBLICATION = TABLES["publication"]
IDENTIFIERS = ("pmid", "doi", "pmcid")
"""The columns that tell one publication from another."""


def publications_like(db: Session, records: Sequence[PublicationBase]) -> list[PublicationBase]:
    """The publications that share a key, PMID, DOI or PMCID with any of these, by key."""
    found: dict[str, PublicationBase] = {}
    for name in ("key", *IDENTIFIERS):
        values = {getattr(record, name) for record in records} - {None}
        for publication in _with(db, name, values):
            found[publication.key] = publication
    return [found[key] for key in sorted(found)]


def publications_with_keys(db: Session, keys: Iterable[str]) -> list[PublicationBase]:
    """The publications that have one of these keys."""
    return list(_with(db, "key", keys))


def _with(db: Session, name: str, values: Iterable[str]) -> Iterable[PublicationBase]:
    column = PUBLICATION.c[name]
    for batch in writing.batches(sorted(values), 500):
        for row in db.execute(sa.select(PUBLICATION).where(column.in_(batch))).mappings():
            yield record_of(PublicationBase, row)
