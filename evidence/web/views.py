"""What the reading view shows, built from the same parts as the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evidence import store
from evidence.formats.reports import page_report, rule_notes
from evidence.models import ClaimStatus, Dossier, FindingBase, FindingStatus
from evidence.report import ReportView, Tone
from evidence.report.build import view_claim, view_finding
from evidence.report.layout import lay_out
from evidence.report.reading import read_page
from evidence.report.sources import is_web_address
from evidence.report.summary import summarise_readings
from evidence.report.view import ClaimView, FindingView, TextGroup
from evidence.report.words import TONES
from evidence.store.citations import Tie, ties_of
from evidence.store.claims import claims_set_aside
from evidence.store.conclusions import FindingEntry
from evidence.store.editing import Standing
from evidence.store.weighing import findings_about, findings_about_page
from evidence.version import __version__
from evidence.web.setup import now
from evidence.workflow.editing import ClaimRef, find_claim, fingerprint


@dataclass(frozen=True)
class ShownClaim:
    """One claim as the panel shows it, the record that its forms change, and the publications it is tied to."""

    standing: Standing
    view: ClaimView
    seen: str
    ties: tuple[Tie, ...]

    @property
    def is_aside(self) -> bool:
        """Whether a person set it aside."""
        return self.standing.claim.status is ClaimStatus.REJECTED


@dataclass(frozen=True)
class MarkedClaim:
    """A claim as the text marks it."""

    key: str
    start: int
    tone: Tone
    probable: bool


@dataclass(frozen=True)
class AsideClaim:
    """A claim that a person set aside, and the record that taking it back changes."""

    key: str
    quote: str
    seen: str


@dataclass(frozen=True)
class PageView:
    """A page as the reading view shows it: its text with the claims that stand in it, and those set aside."""

    title: str
    address: str
    address_link: str | None
    language: str | None
    captured_at: datetime
    headline: str
    claims: tuple[MarkedClaim, ...]
    text: tuple[TextGroup, ...]
    findings: tuple[FindingView, ...]
    """those about the page as a whole"""
    aside: tuple[AsideClaim, ...]


def reading_view(db: store.Session, page: str) -> PageView:
    """A page as it reads.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
    """
    snapshot_id = store.newest_snapshot(db, page)
    dossier = store.dossiers_of(db, snapshot_id)
    readings = read_page(dossier, ())
    address = dossier.page.address
    notes = rule_notes(dossier.snapshot.text)
    return PageView(
        title=dossier.page.title or dossier.snapshot.title or address,
        address=address,
        address_link=address if is_web_address(address) else None,
        language=dossier.snapshot.language,
        captured_at=dossier.snapshot.captured_at,
        headline=summarise_readings(readings, ()).headline,
        claims=tuple(MarkedClaim(one.claim.key, one.claim.start, TONES[one.verdict], one.probable) for one in readings),
        text=lay_out(dossier.snapshot, tuple(one.claim for one in readings)),
        findings=tuple(view_finding(one, notes) for one in _undismissed(findings_about_page(db, snapshot_id))),
        aside=tuple(AsideClaim(one.key, one.quote, fingerprint(one)) for one in claims_set_aside(db, snapshot_id)),
    )


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
    return _undismissed(store.findings_of(db, snapshot_id))


def _undismissed(entries: Iterable[FindingEntry]) -> tuple[FindingBase, ...]:
    return tuple(entry.finding for entry in entries if entry.status is not FindingStatus.DISMISSED)


def _words_of(dossier: Dossier) -> str:
    claim = dossier.claim
    return f"{claim.section or ''} {claim.intervention or ''} {claim.quote}"


def claim_view(db: store.Session, page: str, key: str) -> ShownClaim:
    """One claim of a page with everything known about it.

    Raises:
        NoSuchClaimError: the page has no such claim.
    """
    standing = find_claim(db, ClaimRef(key, page))
    dossier = store.dossiers(db, [standing.id])[standing.id]
    view = view_claim(dossier, _undismissed(findings_about(db, standing.id)), rule_notes(_words_of(dossier)))
    return ShownClaim(standing, view, fingerprint(standing.claim), tuple(ties_of(db, standing.id)))
