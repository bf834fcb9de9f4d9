"""What is left to code: the claims of a project or those assigned, without those a coder is done with.

The lists are taken as they are and compared here: a database that has not counted its rows yet, as PostgreSQL before
its first ANALYZE, joins them in time that grows with their product.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from evidence.models import Axis, ClaimStatus, ReviewerRole, Support
from evidence.store.assigning import ASSIGNMENT, ClaimName, is_assigned, standings
from evidence.store.claims import CLAIM
from evidence.store.editing import Standing
from evidence.store.engine import Session
from evidence.store.people import JUDGEMENT, PAGE, PROJECT_PAGE, SNAPSHOT, Codebook, protocol_id_of
from evidence.store.saving import ids_of


class _Place(NamedTuple):
    """Where a claim stands; places sort in the order of page and text."""

    page: str
    snapshot_id: int
    start: int
    id: int
    claim: str
    status: ClaimStatus

    @property
    def name(self) -> ClaimName:
        return ClaimName(self.page, self.claim)


def active_claims(db: Session, project: str) -> list[Standing]:
    """The active claims of what a project's pages last said, in the order of page and text.

    Raises:
        UnknownKeyError: there is no such project.
    """
    return standings(db, active_names(db, project).values())


def active_names(db: Session, project: str) -> dict[ClaimName, int]:
    """The active claims of what a project's pages last said, by name with their ids.

    Raises:
        UnknownKeyError: there is no such project.
    """
    return {place.name: place.id for place in _active(db, project)}


def assigned_claims(db: Session, codebook: Codebook) -> list[Standing]:
    """The claims assigned to anybody, each as its page last said it, without those rejected.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    found = _assigned(db, ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook))
    return standings(db, [place.id for place in found])


def names_to_code(db: Session, codebook: Codebook) -> dict[ClaimName, int]:
    """What there is to code, by name with the newest id: the claims assigned, or all of the project where none is.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    if not is_assigned(db, codebook):
        return active_names(db, codebook.project)
    found = _assigned(db, ASSIGNMENT.c.protocol_id == protocol_id_of(db, codebook))
    return {place.name: place.id for place in found}


def unreviewed_claims(db: Session, reviewer: str, codebook: Codebook, *, limit: int | None = None) -> list[Standing]:
    """The claims that a reviewer is to code and has not: those assigned, or all of the project where none ever was.

    Each stands as its page last said it; one that is gone from its page stands where it was assigned, and one that was
    rejected is left out. A claim is coded when support and accuracy are judged, or support as `not_checkable`.

    Raises:
        UnknownKeyError: the reviewer, the project or its version is not in the database.
    """
    reviewer_id = ids_of(db, "reviewer", [reviewer])[reviewer]
    protocol_id = protocol_id_of(db, codebook)
    if is_assigned(db, codebook):
        asked = _assigned(db, ASSIGNMENT.c.protocol_id == protocol_id, ASSIGNMENT.c.reviewer_id == reviewer_id)
    else:
        asked = _active(db, codebook.project)
    done = _coded_by(db, protocol_id, reviewer_id)
    left = sorted(place for place in asked if place.name not in done)
    return standings(db, [place.id for place in left[:limit]])


def _active(db: Session, project: str) -> list[_Place]:
    project_id = ids_of(db, "project", [project])[project]
    pages = sa.select(PROJECT_PAGE.c.page_id).where(PROJECT_PAGE.c.project_id == project_id)
    return _places(db, SNAPSHOT.c.id.in_(_newest(pages)), CLAIM.c.status == ClaimStatus.ACTIVE)


def _assigned(db: Session, *conditions: sa.ColumnElement[bool]) -> list[_Place]:
    """The claims of these assignments as their pages last said them, else as they were assigned; none rejected."""
    told = _places(db, CLAIM.c.id.in_(sa.select(ASSIGNMENT.c.claim_id).where(*conditions)))
    places = {place.name: place for place in sorted(told)}
    for place in _places(db, SNAPSHOT.c.id.in_(_newest(_pages_of(conditions)))):
        if place.name in places:
            places[place.name] = place
    return [place for place in places.values() if place.status is not ClaimStatus.REJECTED]


def _pages_of(conditions: Collection[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """The pages of what these assignments are about."""
    return (
        sa.select(SNAPSHOT.c.page_id)
        .join_from(ASSIGNMENT, CLAIM, ASSIGNMENT.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .where(*conditions)
        .distinct()
    )


def _newest(pages: sa.Select[Any]) -> sa.Select[Any]:
    """The newest snapshots of these pages."""
    newest = SNAPSHOT.alias("newest")
    return sa.select(sa.func.max(newest.c.id)).where(newest.c.page_id.in_(pages)).group_by(newest.c.page_id)


def _places(db: Session, *conditions: sa.ColumnElement[bool]) -> list[_Place]:
    query = (
        sa.select(PAGE.c.key, SNAPSHOT.c.id, CLAIM.c.start, CLAIM.c.id, CLAIM.c.key, CLAIM.c.status)
        .select_from(CLAIM)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
    )
    return [_Place(*row) for row in db.execute(query.where(*conditions))]


def _coded_by(db: Session, protocol_id: int, reviewer_id: int) -> set[ClaimName]:
    """The claims that a coder is done with."""
    later = JUDGEMENT.alias("later")
    both = sa.func.count(sa.distinct(JUDGEMENT.c.axis)) == 2
    uncheckable = (JUDGEMENT.c.axis == Axis.SUPPORT) & (JUDGEMENT.c.value == Support.NOT_CHECKABLE.value)
    query = (
        sa.select(PAGE.c.key, CLAIM.c.key)
        .select_from(JUDGEMENT)
        .join(CLAIM, JUDGEMENT.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .outerjoin(later, later.c.supersedes_id == JUDGEMENT.c.id)
        .where(JUDGEMENT.c.protocol_id == protocol_id, JUDGEMENT.c.reviewer_id == reviewer_id)
        .where(JUDGEMENT.c.role == ReviewerRole.CODER, JUDGEMENT.c.axis != Axis.RULE, later.c.id.is_(None))
        .group_by(PAGE.c.key, CLAIM.c.key)
        .having(both | (sa.func.max(sa.case((uncheckable, 1), else_=0)) == 1))
    )
    return {ClaimName(*row) for row in db.execute(query)}
