"""Answer which claims cite a publication, and how, and which publications report a study; nothing is judged here."""

from dataclasses import dataclass

import sqlalchemy as sa

from evidence.models import CitationBase, ClaimStatus, Support
from evidence.store.citations import CITATION, PUBLICATION
from evidence.store.claims import CLAIM
from evidence.store.conclusions import STUDY, VERIFICATION
from evidence.store.engine import Session
from evidence.store.pages import PAGE, SNAPSHOT
from evidence.store.saving import record_of


@dataclass(frozen=True)
class Citing:
    """A claim that points at a publication: where it stands, the citation, and what the check suggests if any."""

    page: str
    claim: str
    quote: str
    status: ClaimStatus
    citation: CitationBase
    suggested: Support | None


def claims_citing(db: Session, publication: str, *, limit: int = 200) -> list[Citing]:
    """The claims of what pages last said that point at a publication, refused ones too, by page and place."""
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    query = (
        sa.select(
            CITATION,
            PAGE.c.key.label("page"),
            CLAIM.c.key.label("claim"),
            CLAIM.c.quote,
            CLAIM.c.status.label("claim_status"),
            VERIFICATION.c.suggested,
        )
        .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
        .outerjoin(
            VERIFICATION,
            sa.and_(VERIFICATION.c.claim_id == CLAIM.c.id, VERIFICATION.c.study_id == PUBLICATION.c.study_id),
        )
        .where(PUBLICATION.c.key == publication, CLAIM.c.snapshot_id.in_(newest))
        .order_by(PAGE.c.key, CLAIM.c.start, CLAIM.c.id, CITATION.c.id)
        .limit(limit)
    )
    return [
        Citing(
            row["page"],
            row["claim"],
            row["quote"],
            row["claim_status"],
            record_of(CitationBase, row),
            row["suggested"],
        )
        for row in db.execute(query).mappings()
    ]


def publications_of_study(db: Session, study: str) -> list[str]:
    """The keys of the publications that report a study."""
    query = sa.select(PUBLICATION.c.key).join(STUDY, PUBLICATION.c.study_id == STUDY.c.id).where(STUDY.c.key == study)
    return [str(key) for key in db.execute(query.order_by(PUBLICATION.c.key)).scalars()]
