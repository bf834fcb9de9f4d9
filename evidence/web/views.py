"""What the reading view shows, built from the same parts as the report."""

from dataclasses import dataclass

from evidence import store
from evidence.formats.reports import page_report, rule_notes
from evidence.models import FindingBase, FindingStatus
from evidence.report import ReportView
from evidence.report.build import build_report, view_claim
from evidence.report.view import ClaimView
from evidence.store.editing import Standing
from evidence.version import __version__
from evidence.web.setup import now
from evidence.workflow.editing import ClaimRef, find_claim


@dataclass(frozen=True)
class ShownClaim:
    """One claim as the panel shows it, and the record that its forms change."""

    standing: Standing
    view: ClaimView


def reading_view(db: store.Session, page: str) -> ReportView:
    """A page as the report would show it.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
    """
    dossier = store.dossiers_of(db, page)
    findings = findings_shown(db, store.newest_snapshot(db, page))
    head = store.head(db)
    return build_report(dossier, findings, head=head, tool_version=__version__, now=now(), rules=rule_notes())


def whole_report(db: store.Session, page: str) -> ReportView:
    """A page's report just as `evidence report` has it, its fair balance scored.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
    """
    newest = store.newest_snapshot(db, page)
    dossier, findings = store.dossiers_of(db, newest), findings_shown(db, newest)
    return page_report(dossier, findings, head=store.head(db), tool_version=__version__, now=now())


def findings_shown(db: store.Session, snapshot_id: int) -> tuple[FindingBase, ...]:
    """The findings of a snapshot that nobody dismissed."""
    entries = store.findings_of(db, snapshot_id)
    return tuple(entry.finding for entry in entries if entry.status is not FindingStatus.DISMISSED)


def claim_view(db: store.Session, page: str, key: str) -> ShownClaim:
    """One claim of a page with everything known about it.

    Raises:
        NoSuchClaimError: the page has no such claim.
    """
    standing = find_claim(db, ClaimRef(key, page))
    dossier = store.dossiers(db, [standing.id])[standing.id]
    findings = tuple(one for one in findings_shown(db, standing.snapshot_id) if one.claim_key == key)
    return ShownClaim(standing, view_claim(dossier, findings, rule_notes()))
