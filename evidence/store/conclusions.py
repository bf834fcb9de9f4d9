"""Keep what the program concludes - verifications, findings, appraisals - and what reviewers did about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from evidence.models import AppraisalBase, CitationRole, CitationStatus, FindingBase, FindingStatus, VerificationBase
from evidence.store import activity, errors
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM, claim_ids
from evidence.store.engine import Session
from evidence.store.merging import Merge, Merged, Row, merge_rows, rows
from evidence.store.saving import TABLES, columns_of, ids_of, record_of

VERIFICATION, FINDING, APPRAISAL, STUDY, CITATION, PUBLICATION, REVIEWER = (
    TABLES[name] for name in ("verification", "finding", "appraisal", "study", "citation", "publication", "reviewer")
)


@dataclass(frozen=True)
class Verified:
    """A verification with the keys of its claim and study, and when it was made; None stands for now."""

    claim: str
    study: str
    verification: VerificationBase
    at: datetime | None = None


@dataclass(frozen=True)
class Appraised:
    """A rating of a study with who rated it; None for what the program derives."""

    study: str
    reviewer: str | None
    appraisal: AppraisalBase


@dataclass(frozen=True)
class Reviewed:
    """A finding with what a reviewer did about it."""

    finding: FindingBase
    status: FindingStatus
    reason: str | None
    reviewer: str | None


@dataclass(frozen=True)
class FindingEntry(Reviewed):
    """One that is in the database."""

    id: int


@dataclass(frozen=True)
class Decision:
    """What a reviewer did with a finding, and why."""

    status: FindingStatus
    reviewer: str
    reason: str | None = None


def replace_verifications(
    db: Session, snapshot_id: int, verified: Sequence[Verified], by: Author, *, claims: Collection[str] | None = None
) -> Merged:
    """Make these the verifications of a snapshot's claims; one that says the same as before keeps its moment.

    `claims` are the keys of those that are meant, the verifications of all others stay; None means every claim.

    Raises:
        UnknownKeyError: a claim or study is not there, or no citation leads from the claim to the study.
    """
    return _keep_verifications(db, snapshot_id, verified, by, others_go=True, keys=claims)


def save_verifications(db: Session, snapshot_id: int, verified: Sequence[Verified], by: Author) -> Merged:
    """Save verifications that were made before, each at its moment; the others of the snapshot stay.

    Raises:
        UnknownKeyError: a claim or study is not there, or no citation leads from the claim to the study.
    """
    return _keep_verifications(db, snapshot_id, verified, by, others_go=False)


def _keep_verifications(  # noqa: PLR0913 (whose, what, by whom, and what becomes of the others)
    db: Session,
    snapshot_id: int,
    verified: Sequence[Verified],
    by: Author,
    *,
    others_go: bool,
    keys: Collection[str] | None = None,
) -> Merged:
    activity.lock(db)
    claims = ids_of(db, "claim", (one.claim for one in verified), snapshot_id=snapshot_id)
    studies = ids_of(db, "study", (one.study for one in verified))
    links = _citations_by_pair(db, snapshot_id, refused=not others_go)
    columns = columns_of(VerificationBase, "verification")
    wanted = []
    for one in verified:
        pair = (claims[one.claim], studies[one.study])
        if pair not in links:
            raise errors.UnknownKeyError("citation", f"{one.claim} → {one.study}")
        values = {name: getattr(one.verification, name) for name in columns}
        wanted.append(
            {
                "claim_id": pair[0],
                "study_id": pair[1],
                "citation_id": links[pair],
                "verified_at": one.at or by.at,
                **values,
            }
        )
    merge = Merge(
        "verification",
        lambda row: (row["claim_id"], row["study_id"]),
        unseen=frozenset({"verified_at"}),
        removable=lambda _row: others_go,
    )
    there = sa.select(VERIFICATION).join(CLAIM).where(CLAIM.c.snapshot_id == snapshot_id)
    present = rows(db, there if keys is None else there.where(CLAIM.c.key.in_(keys)))
    return _logged(db, by, "verified", snapshot_id, merge_rows(db, merge, present, wanted))


def _logged(db: Session, by: Author, verb: str, snapshot_id: int, merged: Merged) -> Merged:
    if merged.wrote:
        activity.record_activity(db, by, Deed(verb, "snapshot", str(snapshot_id), merged.detail))
    return merged


def _citations_by_pair(db: Session, snapshot_id: int, *, refused: bool) -> dict[tuple[int, int], int]:
    """For claim and study the citation that leads from one to the other: what the page cites before a benchmark.

    One that was refused after the verification was made counts, where it does, only if there is no other.
    """
    is_refused = CITATION.c.status == CitationStatus.REFUSED
    query = (
        sa.select(CITATION.c.claim_id, PUBLICATION.c.study_id, CITATION.c.id)
        .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
        .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
        .where(CLAIM.c.snapshot_id == snapshot_id, PUBLICATION.c.study_id.is_not(None))
        .where(sa.true() if refused else ~is_refused)
        .order_by(~is_refused, CITATION.c.role == CitationRole.CITED, CITATION.c.id.desc())
    )
    return {(row[0], row[1]): row[2] for row in db.execute(query)}


def verifications_of(db: Session, snapshot_id: int) -> list[Verified]:
    """The verifications of a snapshot's claims, with when each was made, in the order they were first made."""
    query = (
        sa.select(VERIFICATION, CLAIM.c.key.label("claim"), STUDY.c.key.label("study"))
        .join(CLAIM, VERIFICATION.c.claim_id == CLAIM.c.id)
        .join(STUDY, VERIFICATION.c.study_id == STUDY.c.id)
        .where(CLAIM.c.snapshot_id == snapshot_id)
        .order_by(VERIFICATION.c.id)
    )
    return [
        Verified(row["claim"], row["study"], record_of(VerificationBase, row), row["verified_at"])
        for row in db.execute(query).mappings()
    ]


def replace_findings(db: Session, snapshot_id: int, findings: Sequence[FindingBase], by: Author) -> Merged:
    """Make these the findings of a snapshot; what a reviewer said about one stays with its identity.

    A finding that no longer comes goes if nobody has looked at it; one that a reviewer accepted or dismissed stays.

    Raises:
        UnknownKeyError: a finding names a claim that the snapshot has not.
    """
    activity.lock(db)
    wanted = _finding_rows(db, snapshot_id, findings)
    present = rows(db, sa.select(FINDING).where(FINDING.c.snapshot_id == snapshot_id))
    known = {row["identity"] for row in present}
    new = [row | {"status": FindingStatus.OPEN} if row["identity"] not in known else row for row in wanted]
    merge = Merge("finding", lambda row: (row["identity"],), removable=lambda row: row["status"] is FindingStatus.OPEN)
    return _logged(db, by, "audited", snapshot_id, merge_rows(db, merge, present, new))


def _finding_rows(db: Session, snapshot_id: int, findings: Sequence[FindingBase]) -> list[dict[str, Any]]:
    claims = claim_ids(db, snapshot_id)
    columns = columns_of(FindingBase, "finding")
    found = []
    for finding in findings:
        if finding.claim_key is not None and finding.claim_key not in claims:
            raise errors.UnknownKeyError("claim", finding.claim_key)
        claim_id = None if finding.claim_key is None else claims[finding.claim_key]
        values = {name: getattr(finding, name) for name in columns}
        found.append({"snapshot_id": snapshot_id, "claim_id": claim_id, **values})
    return found


def save_findings(db: Session, snapshot_id: int, reviewed: Sequence[Reviewed], by: Author) -> Merged:
    """Save findings that were made before, with what reviewers did about them; the others of the snapshot stay.

    One that a reviewer decided here is not opened again.

    Raises:
        UnknownKeyError: a finding names a claim that the snapshot has not, or a reviewer who is not there.
    """
    activity.lock(db)
    people = ids_of(db, "reviewer", (one.reviewer for one in reviewed if one.reviewer is not None))
    wanted = [
        row
        | {
            "status": one.status,
            "status_reason": one.reason,
            "reviewer_id": None if one.reviewer is None else people[one.reviewer],
        }
        for row, one in zip(_finding_rows(db, snapshot_id, [one.finding for one in reviewed]), reviewed, strict=True)
    ]
    present = rows(db, sa.select(FINDING).where(FINDING.c.snapshot_id == snapshot_id))
    merge = Merge(
        "finding",
        lambda row: (row["identity"],),
        settled=lambda row, new: row["status"] is not FindingStatus.OPEN and new["status"] is FindingStatus.OPEN,
    )
    return _logged(db, by, "loaded findings", snapshot_id, merge_rows(db, merge, present, wanted))


def findings_of(db: Session, snapshot_id: int) -> list[FindingEntry]:
    """The findings of a snapshot in the order of the text, those about the whole page first."""
    query = (
        sa.select(FINDING, REVIEWER.c.key.label("reviewer"))
        .outerjoin(REVIEWER, FINDING.c.reviewer_id == REVIEWER.c.id)
        .where(FINDING.c.snapshot_id == snapshot_id)
        .order_by(sa.func.coalesce(FINDING.c.start, -1), FINDING.c.rule, FINDING.c.id)
    )
    return [
        FindingEntry(record_of(FindingBase, row), row["status"], row["status_reason"], row["reviewer"], row["id"])
        for row in db.execute(query).mappings()
    ]


def decide_finding(db: Session, finding_id: int, decision: Decision, by: Author) -> None:
    """Set what a reviewer did with a finding.

    Raises:
        UnknownKeyError: there is no such finding or reviewer.
    """
    found = rows(db, sa.select(FINDING).where(FINDING.c.id == finding_id))
    if not found:
        raise errors.UnknownKeyError("finding", str(finding_id))
    reviewer_id = ids_of(db, "reviewer", [decision.reviewer])[decision.reviewer]
    values = {"status": decision.status, "status_reason": decision.reason, "reviewer_id": reviewer_id}
    db.execute(FINDING.update().where(FINDING.c.id == finding_id).values(**values))
    detail: dict[str, Any] = {
        "reviewer": decision.reviewer,
        "status": {"was": found[0]["status"].value, "is": decision.status.value},
        "reason": {"was": found[0]["status_reason"], "is": decision.reason},
    }
    activity.record_activity(db, by, Deed("decided", "finding", found[0]["identity"], detail))


def save_appraisals(
    db: Session, study_key: str, appraisals: Sequence[AppraisalBase], by: Author, *, reviewer: str | None = None
) -> Merged:
    """Save ratings of a study; `reviewer` is who rated, None for what the program derives.

    Two ratings are the same if study, tool, question, outcome and reviewer are.

    Raises:
        UnknownKeyError: the study or the reviewer is not in the database.
    """
    activity.lock(db)
    study_id = ids_of(db, "study", [study_key])[study_key]
    reviewer_id = None if reviewer is None else ids_of(db, "reviewer", [reviewer])[reviewer]
    columns = columns_of(AppraisalBase, "appraisal")
    wanted: list[Row] = [
        {"study_id": study_id, "reviewer_id": reviewer_id, **{name: getattr(one, name) for name in columns}}
        for one in appraisals
    ]
    merge = Merge(
        "appraisal", lambda row: tuple(row[name] for name in ("study_id", "reviewer_id", "tool", "question", "outcome"))
    )
    present = rows(db, sa.select(APPRAISAL).where(APPRAISAL.c.study_id == study_id))
    merged = merge_rows(db, merge, present, wanted)
    if merged.wrote:
        activity.record_activity(db, by, Deed("appraised", "study", study_key, merged.detail))
    return merged


def every_appraisal(db: Session) -> list[Appraised]:
    """All ratings, by study."""
    query = (
        sa.select(APPRAISAL, STUDY.c.key.label("study"), REVIEWER.c.key.label("reviewer"))
        .join(STUDY, APPRAISAL.c.study_id == STUDY.c.id)
        .outerjoin(REVIEWER, APPRAISAL.c.reviewer_id == REVIEWER.c.id)
        .order_by(STUDY.c.key, APPRAISAL.c.id)
    )
    return [
        Appraised(row["study"], row["reviewer"], record_of(AppraisalBase, row)) for row in db.execute(query).mappings()
    ]
