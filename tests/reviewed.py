"""A project that people review: two claims of a page, three reviewers, and short ways to say who holds what."""

from datetime import timedelta
from typing import Any

from evidence import store
from evidence.models import FindingBase, ProjectBase, ProtocolBase, ReviewerBase, Severity
from evidence.store.conclusions import replace_findings
from evidence.store.people import every_judgement
from evidence.workflow import review
from tests import stored

BOOK = review.Codebook("trial", 1)
FIRST, SECOND = stored.claim(), stored.claim("Magnesium does not")


def project(db: store.Session, *, blind: bool = False) -> list[int]:
    """The ids of the page's two claims; each has two findings."""
    snapshot_id = stored.save_page(db)
    ids = [saved.id for saved in store.save_claims(db, snapshot_id, [FIRST, SECOND], stored.BY)]
    findings = [finding(claim.key, rule) for claim in (FIRST, SECOND) for rule in ("VER001", "SRC001")]
    replace_findings(db, snapshot_id, findings, stored.BY)
    people = [ReviewerBase(key=name.lower(), name=name) for name in ("Ann", "Bob", "Eve")]
    store.save_reviewers(db, people, stored.BY)
    store.save_projects(db, [ProjectBase(key="trial", title="Trial")], stored.BY)
    store.save_protocols(db, "trial", [ProtocolBase(version=1, blind=blind)], stored.BY)
    store.add_pages_to_project(db, "trial", ["page"], stored.BY)
    return ids


def finding(claim: str, rule: str) -> FindingBase:
    return FindingBase(
        rule=rule, severity=Severity.MAJOR, message="differs", claim_key=claim, identity=f"{claim} {rule}"
    )


def coding(reviewer: str, claim_id: int, codebook: review.Codebook = BOOK) -> review.Coding:
    return review.Seat(reviewer, codebook).on(claim_id)


def says(
    db: store.Session, reviewer: str, claim_id: int, verdict: str = "supported accurate", *rules: str, **more: Any
) -> review.Recorded:
    """Record support and accuracy, a dash for neither, and the rules, each time a little later."""
    support, accuracy = (None if word == "-" else word for word in verdict.split())
    decision = review.Decision(support, accuracy, rules, **more)
    by = store.Author("tester", stored.NOW + timedelta(seconds=len(every_judgement(db))))
    return review.record(db, coding(reviewer, claim_id), decision, by)


def capture_again(db: store.Session, key: str = "page") -> dict[str, int]:
    """Capture the page with words before its own, where both claims stay; the ids of the claims by their keys."""
    text = f"Before all else. {stored.TEXT}"
    snapshot_id = store.save_snapshot(db, key, stored.snapshot(text), text.encode(), stored.BY).id
    again = [stored.claim(one.quote, text, key=one.key) for one in (FIRST, SECOND)]
    store.save_claims(db, snapshot_id, again, stored.BY)
    return store.claim_ids(db, snapshot_id)
