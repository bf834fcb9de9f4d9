"""Keep when and where the standing of publications was looked up, and find the claims that lean on them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.ids import Identifier
from evidence.models import CitationStatus, ClaimStatus, PublicationBase, Standing
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.saving import TABLES, record_of

PUBLICATION, CITATION, CLAIM = TABLES["publication"], TABLES["citation"], TABLES["claim"]
SNAPSHOT, PAGE, ACTIVITY = TABLES["snapshot"], TABLES["page"], TABLES["activity"]


class Leaning(NamedTuple):
    """That a claim of a page points at a publication, whether a person stands behind that, and its condition."""

    page: str
    claim: str
    publication: str
    status: CitationStatus
    condition: str | None = None


class Turn(NamedTuple):
    """That a publication came to stand otherwise: when, by whom, by which source."""

    at: datetime
    actor: str
    publication: str
    was: Standing
    now: Standing
    source: str | None


def claims_leaning_on(db: Session, publications: Collection[str]) -> list[Leaning]:
    """The claims on newest snapshots that point at one of these and were not told not to, by page and place."""
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    found: list[Leaning] = []
    for batch in writing.batches(sorted(set(publications)), 500):
        query = (
            sa.select(PAGE.c.key, CLAIM.c.key, PUBLICATION.c.key, CITATION.c.status, CLAIM.c.condition_code)
            .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
            .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
            .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
            .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
            .where(PUBLICATION.c.key.in_(batch), CITATION.c.status != CitationStatus.REFUSED)
            .where(CLAIM.c.status == ClaimStatus.ACTIVE, SNAPSHOT.c.id.in_(newest))
            .order_by(PAGE.c.key, CLAIM.c.start, PUBLICATION.c.key)
        )
        found += [Leaning(*row) for row in db.execute(query)]
    return found


def turns(db: Session, since: datetime | None = None) -> list[Turn]:
    """Every time a publication of the library came to stand otherwise, by the log, oldest first."""
    query = sa.select(ACTIVITY).where(ACTIVITY.c.object_type == "publication", ACTIVITY.c.verb == "changed")
    if since is not None:
        query = query.where(ACTIVITY.c.at >= since)
    found = []
    for row in db.execute(query.order_by(ACTIVITY.c.id)).mappings():
        change = row["detail"].get("standing")
        if change is not None:
            source = row["detail"].get("standing_source", {}).get("is")
            was, now = Standing(change["was"]), Standing(change["is"])
            found.append(Turn(row["at"], row["actor"], row["object_key"], was, now, source))
    return found


def standing_counts(db: Session) -> dict[Standing, int]:
    """How many publications stand how; those nobody looked up are `unknown`."""
    query = sa.select(PUBLICATION.c.standing, sa.func.count()).group_by(PUBLICATION.c.standing)
    found = {row[0]: int(row[1]) for row in db.execute(query)}
    return {standing: found.get(standing, 0) for standing in Standing}


def publications_standing(db: Session, standings: Collection[Standing]) -> list[PublicationBase]:
    """The publications that stand in one of these ways, by key."""
    query = sa.select(PUBLICATION).where(PUBLICATION.c.standing.in_(sorted(standings))).order_by(PUBLICATION.c.key)
    return [record_of(PublicationBase, row) for row in db.execute(query).mappings()]


def cited_identifiers(db: Session) -> list[Identifier]:
    """An identifier of each publication that a claim on a newest snapshot leans on, by key: PMID, else DOI, else PMCID.

    One that has none cannot be looked up and is left out.
    """
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    names = ("pmid", "doi", "pmcid")
    query = (
        sa.select(PUBLICATION.c.key, *(PUBLICATION.c[name] for name in names))
        .join(CITATION, CITATION.c.publication_id == PUBLICATION.c.id)
        .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
        .where(CITATION.c.status != CitationStatus.REFUSED, CLAIM.c.snapshot_id.in_(newest))
        .distinct()
        .order_by(PUBLICATION.c.key)
    )
    found = (next(((name, row[name]) for name in names if row[name]), None) for row in db.execute(query).mappings())
    return [Identifier(*one) for one in found if one is not None]


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


def note_looked_up(  # noqa: PLR0913 (what, how it stands, where and when that was looked up, by whom)
    db: Session,
    publications: Collection[str],
    source: str,
    on: date,
    by: Author,
    *,
    standing: Standing | None = None,
) -> None:
    """Note that publications were looked up and stayed as they were, or stand so; one row of the log for all."""
    keys = sorted(set(publications))
    if not keys:
        return
    activity.lock(db)
    values: dict[str, object] = {"standing_source": source, "standing_checked_on": on}
    detail: dict[str, JsonValue] = {"count": len(keys), "source": source, "on": on.isoformat()}
    if standing is not None:
        values["standing"] = standing
        detail["standing"] = standing.value
    for batch in writing.batches(keys, 500):
        db.execute(PUBLICATION.update().where(PUBLICATION.c.key.in_(batch)).values(**values))
    activity.record_activity(db, by, Deed("looked up", "publication", f"{len(keys)} records", detail))
