"""The findings about one claim, for whoever weighs them; `conclusions` keeps those of a whole snapshot."""

import sqlalchemy as sa

from evidence.models import FindingBase
from evidence.store.conclusions import FINDING, REVIEWER, FindingEntry
from evidence.store.engine import Session
from evidence.store.saving import record_of


def findings_about(db: Session, claim_id: int) -> list[FindingEntry]:
    """The findings about a claim with what was done about them, by rule."""
    return _findings(db, FINDING.c.claim_id == claim_id)


def findings_about_page(db: Session, snapshot_id: int) -> list[FindingEntry]:
    """The findings about a snapshot as a whole, about no one claim, by rule."""
    return _findings(db, FINDING.c.snapshot_id == snapshot_id, FINDING.c.claim_id.is_(None))


def _findings(db: Session, *conditions: sa.ColumnElement[bool]) -> list[FindingEntry]:
    query = (
        sa.select(FINDING, REVIEWER.c.key.label("reviewer"))
        .outerjoin(REVIEWER, FINDING.c.reviewer_id == REVIEWER.c.id)
        .where(*conditions)
        .order_by(FINDING.c.rule, FINDING.c.id)
    )
    return [
        FindingEntry(
            id=row["id"],
            finding=record_of(FindingBase, row),
            status=row["status"],
            reason=row["status_reason"],
            reviewer=row["reviewer"],
        )
        for row in db.execute(query).mappings()
    ]
