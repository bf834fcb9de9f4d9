"""Keep when and where the standing of publications was looked up, and find the claims that lean on them."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.models import CitationStatus
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.saving import TABLES

PUBLICATION, CITATION, CLAIM = TABLES["publication"], TABLES["citation"], TABLES["claim"]
SNAPSHOT, PAGE = TABLES["snapshot"], TABLES["page"]


class Leaning(NamedTuple):
    """That a claim of a page points at a publication, and whether a person stands behind that."""

    page: str
    claim: str
    publication: str
    status: CitationStatus


def claims_leaning_on(db: Session, publications: Collection[str]) -> list[Leaning]:
    """The claims that point at one of these publications and were not told not to, by page and place."""
    found: list[Leaning] = []
    for batch in writing.batches(sorted(set(publications)), 500):
        query = (
            sa.select(PAGE.c.key, CLAIM.c.key, PUBLICATION.c.key, CITATION.c.status)
            .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
            .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
            .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
            .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
            .where(PUBLICATION.c.key.in_(batch), CITATION.c.status != CitationStatus.REFUSED)
            .order_by(PAGE.c.key, CLAIM.c.start, PUBLICATION.c.key)
        )
        found += [Leaning(*row) for row in db.execute(query)]
    return found


def pages_citing(db: Session, publications: Collection[str]) -> list[tuple[str, int]]:
    """The pages whose newest snapshot has a claim that points at one of these, each with that snapshot's id."""
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    found: set[tuple[str, int]] = set()
    for batch in writing.batches(sorted(set(publications)), 500):
        query = (
            sa.select(PAGE.c.key, SNAPSHOT.c.id)
            .join(SNAPSHOT, SNAPSHOT.c.page_id == PAGE.c.id)
            .join(CLAIM, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
            .join(CITATION, CITATION.c.claim_id == CLAIM.c.id)
            .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
            .where(PUBLICATION.c.key.in_(batch), SNAPSHOT.c.id.in_(newest))
        )
        found |= {(str(row[0]), int(row[1])) for row in db.execute(query)}
    return sorted(found)


def note_looked_up(db: Session, publications: Collection[str], source: str, on: date, by: Author) -> None:
    """Note that the standing of these publications was looked up and stayed as it was; one row of the log for all."""
    keys = sorted(set(publications))
    if not keys:
        return
    activity.lock(db)
    for batch in writing.batches(keys, 500):
        update = PUBLICATION.update().where(PUBLICATION.c.key.in_(batch))
        db.execute(update.values(standing_source=source, standing_checked_on=on))
    detail: dict[str, JsonValue] = {"count": len(keys), "source": source, "on": on.isoformat()}
    activity.record_activity(db, by, Deed("looked up", "publication", f"{len(keys)} records", detail))
