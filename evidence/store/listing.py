"""Answer what claims there are - filtered, a page at a time - and how many by condition, study type and year.

Codes are taken as given: whoever means a condition with all that stands under it passes `codes_under`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from evidence.models import CitationStatus, ClaimBase, ClaimStatus, Origin, StatedDesign, Support
from evidence.store.claims import CLAIM, claims_from
from evidence.store.conclusions import CITATION, PUBLICATION, STUDY, VERIFICATION
from evidence.store.engine import Session
from evidence.store.pages import ADVERTISER, PAGE, SNAPSHOT


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims are asked for; an empty field asks nothing, and those filled must all hold.

    Only what a page last said is asked for, unless `every_snapshot` is set: a claim that stayed on a page stands on
    each of its snapshots. `study_types` are what the page states; `designs` are codes of what a publication it points
    at really is. `year_from` and `year_to` are of the year the page states, `dated` of that or of one of its sources.
    """

    conditions: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    study_types: tuple[StatedDesign, ...] = ()
    designs: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    dated: tuple[int | None, int | None] = (None, None)
    suggested: tuple[Support, ...] = ()
    advertisers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    statuses: tuple[ClaimStatus, ...] = (ClaimStatus.ACTIVE,)
    every_snapshot: bool = False


EVERY = ClaimFilter()
"""All active claims of what pages last said."""


@dataclass(frozen=True)
class ClaimEntry:
    """A claim as a list shows it, with where it stands."""

    id: int
    snapshot_id: int
    page: str
    address: str
    advertiser: str | None
    claim: ClaimBase


@dataclass(frozen=True)
class Count:
    """How many claims share a condition, a stated study type and a stated year; None where the page states none."""

    condition: str | None
    study_type: StatedDesign
    study_year: int | None
    claims: int


def claims(
    db: Session, where: ClaimFilter = EVERY, *, after: int = 0, before: int | None = None, limit: int = 100
) -> list[ClaimEntry]:
    """A page of claims by id; `after` is the id of the last claim of the page before.

    With `before` they are the last ones before the claim of that id, still in order.
    """
    return claims_with_ids(db, claim_ids_where(db, where, after=after, before=before, limit=limit))


def claims_with_ids(db: Session, ids: Sequence[int]) -> list[ClaimEntry]:
    """The claims of these ids, by id; one that is not there is left out."""
    query = (
        sa.select(CLAIM, PAGE.c.key.label("page"), PAGE.c.address, ADVERTISER.c.key.label("advertiser"))
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .outerjoin(ADVERTISER, PAGE.c.advertiser_id == ADVERTISER.c.id)
        .where(CLAIM.c.id.in_(ids))
        .order_by(CLAIM.c.id)
    )
    rows = db.execute(query).mappings().all()
    return [
        ClaimEntry(row["id"], row["snapshot_id"], row["page"], row["address"], row["advertiser"], record)
        for row, record in zip(rows, claims_from(db, rows), strict=True)
    ]


def claim_ids_where(
    db: Session, where: ClaimFilter = EVERY, *, after: int = 0, before: int | None = None, limit: int | None = None
) -> list[int]:
    """The ids of the claims asked for, in order; with `before` the last ones before that id.

    Each condition is walked along its own index until the page is full, so that a page costs the same however many
    claims there are.
    """
    asked = _asked(db, where)
    # Inside a function the status keeps SQLite from the index that begins with it, and so from sorting all claims.
    status = [sa.func.coalesce(CLAIM.c.status, "").in_(where.statuses)] if where.statuses else []
    parts = where.conditions or (None,)
    found: set[int] = set()
    ends = [CLAIM.c.id > after] if before is None else [CLAIM.c.id > after, CLAIM.c.id < before]
    order = CLAIM.c.id if before is None else CLAIM.c.id.desc()
    for code in parts:
        query = sa.select(CLAIM.c.id).where(*ends, *asked, *status).order_by(order).limit(limit)
        if code is not None:
            query = query.where(CLAIM.c.condition_code == code)
        found.update(db.execute(query).scalars())
    nearest = sorted(found, reverse=before is not None)[:limit]
    return sorted(nearest)


def counts(db: Session, where: ClaimFilter = EVERY) -> list[Count]:
    """How many of the claims asked for there are by condition, stated study type and stated year, in that order."""
    groups = (CLAIM.c.condition_code, CLAIM.c.study_type, CLAIM.c.study_year)
    query = sa.select(*groups, sa.func.count()).where(*_asked(db, where)).group_by(*groups)
    if where.statuses:
        query = query.where(CLAIM.c.status.in_(where.statuses))
    if where.conditions:
        query = query.where(CLAIM.c.condition_code.in_(where.conditions))
    found = [Count(*row) for row in db.execute(query)]
    return sorted(found, key=lambda one: (one.condition or "", one.study_type, one.study_year or 0))


def _asked(db: Session, where: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    """What a filter asks but for health conditions and status."""
    claim = CLAIM.c
    columns: Sequence[tuple[sa.ColumnElement[object], Sequence[object]]] = (
        (claim.intervention_code, where.interventions),
        (claim.study_type, where.study_types),
        (claim.origin, where.origins),
    )
    asked: list[sa.ColumnElement[bool]] = [column.in_(values) for column, values in columns if values]
    if where.year_from is not None:
        asked.append(claim.study_year >= where.year_from)
    if where.year_to is not None:
        asked.append(claim.study_year <= where.year_to)
    if not where.every_snapshot and _some_page_was_read_again(db):
        newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
        # Inside a function, for the reason given above: SQLite then walks the claims and not the snapshots.
        asked.append(sa.func.coalesce(claim.snapshot_id, 0).in_(newest))
    return [*asked, *_asked_of_page(where), *_asked_of_sources(where)]


def _some_page_was_read_again(db: Session) -> bool:
    """Whether a snapshot is not the newest of its page; where none is, there is nothing to leave out."""
    twice = sa.select(SNAPSHOT.c.page_id).group_by(SNAPSHOT.c.page_id).having(sa.func.count() > 1)
    return db.execute(twice.limit(1)).scalar() is not None


def _asked_of_page(where: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    if not (where.pages or where.advertisers):
        return []
    on = sa.select(SNAPSHOT.c.id).join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
    if where.pages:
        on = on.where(PAGE.c.key.in_(where.pages))
    if where.advertisers:
        on = on.join(ADVERTISER, PAGE.c.advertiser_id == ADVERTISER.c.id).where(ADVERTISER.c.key.in_(where.advertisers))
    return [CLAIM.c.snapshot_id.in_(on)]


def _within(column: sa.ColumnElement[int | None], years: tuple[int | None, int | None]) -> sa.ColumnElement[bool]:
    first, last = years
    ends = [column >= first] if first is not None else []
    return sa.and_(*ends, *([column <= last] if last is not None else []))


def _asked_of_sources(where: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    asked: list[sa.ColumnElement[bool]] = []
    if where.dated != (None, None):
        cited = (
            sa.select(CITATION.c.claim_id)
            .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
            .outerjoin(STUDY, PUBLICATION.c.study_id == STUDY.c.id)
            .where(sa.or_(_within(PUBLICATION.c.year, where.dated), _within(STUDY.c.year, where.dated)))
        )
        asked.append(sa.or_(_within(CLAIM.c.study_year, where.dated), CLAIM.c.id.in_(cited)))
    if where.suggested:
        verified = sa.select(VERIFICATION.c.claim_id).where(VERIFICATION.c.suggested.in_(where.suggested))
        asked.append(CLAIM.c.id.in_(verified))
    if where.designs:
        cited = (
            sa.select(CITATION.c.claim_id)
            .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
            .outerjoin(STUDY, PUBLICATION.c.study_id == STUDY.c.id)
            .where(CITATION.c.status != CitationStatus.REFUSED)
            .where(sa.func.coalesce(sa.func.nullif(STUDY.c.design, "unknown"), PUBLICATION.c.design).in_(where.designs))
        )
        asked.append(CLAIM.c.id.in_(cited))
    return asked
