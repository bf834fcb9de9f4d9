"""Gather all that is known about claims - sources, publications, studies, verifications, appraisals - in a few queries.

The number of queries does not grow with the number of claims. A citation that a person refused is left out.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from evidence.models import (
    AppraisalBase,
    CitationBase,
    CitationStatus,
    ClaimStatus,
    Dossier,
    PageBase,
    PageDossier,
    PublicationBase,
    SnapshotBase,
    Source,
    VerificationBase,
)
from evidence.store import errors
from evidence.store.claims import CLAIM, claims_from
from evidence.store.conclusions import APPRAISAL, CITATION, PUBLICATION, STUDY, VERIFICATION
from evidence.store.engine import Session
from evidence.store.library import studies_from
from evidence.store.pages import PAGE, SNAPSHOT
from evidence.store.saving import record_of

Rows = Sequence[sa.RowMapping]


def dossiers_of(db: Session, page: str | int, *, jurisdiction: str = "US") -> PageDossier:
    """A snapshot with the dossiers of its active claims in the order of the text.

    Args:
        db: the open transaction.
        page: the key of a page, for its newest snapshot; or the id of a snapshot.
        jurisdiction: whose rules the dossier will be read under.

    Raises:
        UnknownKeyError: there is no such page or snapshot.
    """
    query = sa.select(SNAPSHOT).order_by(SNAPSHOT.c.id.desc()).limit(1)
    query = (
        query.where(SNAPSHOT.c.id == page)
        if isinstance(page, int)
        else query.join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id).where(PAGE.c.key == page)
    )
    found = db.execute(query).mappings().one_or_none()
    if found is None:
        raise errors.UnknownKeyError("snapshot" if isinstance(page, int) else "page with a snapshot", str(page))
    address = db.execute(sa.select(PAGE).where(PAGE.c.id == found["page_id"])).mappings().one()
    active = sa.select(CLAIM).where(CLAIM.c.snapshot_id == found["id"], CLAIM.c.status == ClaimStatus.ACTIVE)
    claims = db.execute(active.order_by(CLAIM.c.start, CLAIM.c.end, CLAIM.c.id)).mappings().all()
    return PageDossier(
        page=record_of(PageBase, address),
        snapshot=record_of(SnapshotBase, found),
        dossiers=tuple(dossiers_from(db, claims).values()),
        jurisdiction=jurisdiction,
    )


def dossiers(db: Session, claim_ids: Sequence[int]) -> dict[int, Dossier]:
    """The dossiers of these claims by id, in the order given; a claim that is not there is left out."""
    rows = db.execute(sa.select(CLAIM).where(CLAIM.c.id.in_(claim_ids))).mappings().all()
    found = dossiers_from(db, rows)
    return {claim_id: found[claim_id] for claim_id in claim_ids if claim_id in found}


def dossiers_from(db: Session, claims: Rows) -> dict[int, Dossier]:
    """The dossiers of the claims of these rows, by id."""
    ids = [row["id"] for row in claims]
    sources = _sources(db, ids)
    records = claims_from(db, claims)
    return {
        claim_id: Dossier(claim=record, sources=tuple(sources.get(claim_id, ())))
        for claim_id, record in zip(ids, records, strict=True)
    }


def _sources(db: Session, claim_ids: Sequence[int]) -> dict[int, list[Source]]:
    citations = _rows(db, CITATION, CITATION.c.claim_id.in_(claim_ids), CITATION.c.status != CitationStatus.REFUSED)
    publications = {
        row["id"]: row
        for row in _rows(db, PUBLICATION, PUBLICATION.c.id.in_({row["publication_id"] for row in citations}))
    }
    study_ids = {row["study_id"] for row in publications.values()}
    studies = studies_from(db, _rows(db, STUDY, STUDY.c.id.in_(study_ids)))
    verifications = {
        (row["claim_id"], row["study_id"]): record_of(VerificationBase, row)
        for row in _rows(db, VERIFICATION, VERIFICATION.c.claim_id.in_(claim_ids))
    }
    appraisals = _grouped(_rows(db, APPRAISAL, APPRAISAL.c.study_id.in_(study_ids)), "study_id")
    records = {key: record_of(PublicationBase, row) for key, row in publications.items()}
    found: dict[int, list[Source]] = {}
    for row in citations:
        publication = publications.get(row["publication_id"])
        study_id = None if publication is None else publication["study_id"]
        source = Source(
            citation=record_of(CitationBase, row),
            publication=records.get(row["publication_id"]),
            study=None if study_id is None else studies.get(study_id),
            verification=verifications.get((row["claim_id"], study_id)),
            appraisals=tuple(record_of(AppraisalBase, one) for one in appraisals.get(study_id, ())),
        )
        found.setdefault(row["claim_id"], []).append(source)
    return found


def _rows(db: Session, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> Rows:
    return db.execute(sa.select(table).where(*conditions).order_by(table.c.id)).mappings().all()


def _grouped(rows: Rows, name: str) -> dict[Any, list[sa.RowMapping]]:
    grouped: dict[Any, list[sa.RowMapping]] = {}
    for row in rows:
        grouped.setdefault(row[name], []).append(row)
    return grouped
