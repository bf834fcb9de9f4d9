"""Build the view of one page's audit: claims, text, findings, method; it reads no clock and no log, both come in."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from evidence.models import ClaimBase, Dossier, FindingBase, Origin, PageDossier, SnapshotBase
from evidence.report.layout import lay_out
from evidence.report.reading import JUDGES, SEVERITIES, Reading, read_claim, read_page
from evidence.report.sources import is_web_address, view_source
from evidence.report.summary import anchor_of, summarise_readings
from evidence.report.view import ClaimView, Fact, FindingView, ReportView, RuleNote, Share, Summary, Verdict
from evidence.report.words import (
    CLAIM_DIRECTIONS,
    NOT_STATED,
    TONES,
    claim_type_words,
    design_words,
    moment_words,
    quantity_words,
    spoken,
    verdict_words,
)
from evidence.text.counting import counted


def build_report(  # noqa: PLR0913 - what is known only outside: clock, log, version and rule texts
    page: PageDossier,
    findings: tuple[FindingBase, ...],
    *,
    head: str | None,
    tool_version: str,
    now: datetime,
    rules: Mapping[str, RuleNote] | None = None,
) -> ReportView:
    """The view of a page's audit; `head` is the activity log's, `rules` names each code and its grounds."""
    notes = rules or {}
    readings = read_page(page, findings)
    claims = tuple(_view_claim(reading, readings, notes) for reading in readings)
    summary = summarise_readings(readings, findings)
    keys = {reading.claim.key for reading in readings}
    about_page = [finding for finding in findings if finding.claim_key not in keys]
    types = Counter(reading.claim.claim_type for reading in readings)
    return ReportView(
        title=page.page.title or page.snapshot.title or page.page.address,
        address=page.page.address,
        language=page.snapshot.language,
        address_link=page.page.address if is_web_address(page.page.address) else None,
        captured_at=page.snapshot.captured_at,
        made_at=now,
        tool_version=tool_version,
        head=head,
        summary=summary,
        claims=claims,
        text=lay_out(page.snapshot, tuple(reading.claim for reading in readings)),
        page_findings=tuple(view_finding(finding, notes) for finding in sorted(about_page, key=_severity_first)),
        page_facts=_page_facts(page.snapshot),
        method=_method(page, summary, findings),
        method_facts=_method_facts(page, head, tool_version, now),
        claim_types=tuple(
            Share(claim_type_words(kind), count, len(readings), kind.value) for kind, count in types.most_common()
        ),
    )


def _severity_first(finding: FindingBase) -> tuple[int, str, int]:
    return (SEVERITIES.index(finding.severity), finding.rule, finding.start or 0)


def view_finding(finding: FindingBase, rules: Mapping[str, RuleNote]) -> FindingView:
    """A finding in words."""
    note = rules.get(finding.rule, RuleNote(name=""))
    return FindingView(
        rule=finding.rule,
        name=spoken(note.name.replace("-", " ")),
        severity=finding.severity,
        message=finding.message,
        grounds=note.grounds,
        caveats=finding.caveats,
        inputs=finding.inputs,
        probable=finding.probable,
        claim_key=finding.claim_key,
    )


def view_claim(dossier: Dossier, findings: tuple[FindingBase, ...], rules: Mapping[str, RuleNote]) -> ClaimView:
    """One claim with all that is known about it, without the claims it shares words with."""
    reading = read_claim(dossier, findings)
    return _view_claim(reading, (reading,), rules)


def _view_claim(reading: Reading, readings: tuple[Reading, ...], rules: Mapping[str, RuleNote]) -> ClaimView:
    claim = reading.claim
    return ClaimView(
        key=claim.key,
        anchor=anchor_of(claim.key),
        quote=claim.quote,
        section=claim.section or "",
        claim_type=claim.claim_type.value,
        claim_type_label=claim_type_words(claim.claim_type),
        verdict=reading.verdict,
        verdict_label=verdict_words(reading.verdict, probable=reading.probable),
        verdict_sentence=_verdict_sentence(reading),
        tone=TONES[reading.verdict],
        probable=reading.probable,
        checked=reading.checked,
        unchecked_reason=reading.reason,
        severity=reading.severity,
        facts=claim_facts(claim),
        sources=tuple(view_source(source) for source in reading.sources),
        findings=tuple(view_finding(finding, rules) for finding in reading.findings),
        overlaps=tuple(
            other.claim.key
            for other in readings
            if other is not reading and other.claim.start < claim.end and other.claim.end > claim.start
        ),
        origin="entered by a person" if claim.origin is Origin.CURATED else "read from the page by the program",
        notes=claim.notes or "",
        start=claim.start,
        end=claim.end,
    )


def _verdict_sentence(reading: Reading) -> str:
    if not reading.checked and reading.verdict not in JUDGES:
        return f"Not checked: {reading.reason}. This says nothing about whether the claim is right."
    if not reading.checked:
        return f"Suggested by the program, on little: {reading.reason}."
    if reading.verdict is Verdict.UNDECIDED:
        return "Some checks could be made, but they leave open whether the source supports the claim."
    if reading.probable:
        return "Suggested by the program, and only if this is the source the page means: nobody has confirmed that."
    return "Suggested by the program from the checks below; a reviewer decides."


def claim_facts(claim: ClaimBase) -> tuple[Fact, ...]:
    """The typed fields of a claim: the main ones always, `not stated` where they are not; the others where known."""
    study = design_words(claim.study_type)
    effects = "; ".join(
        " · ".join(part for part in (quantity_words(effect), effect.arm, effect.timepoint) if part)
        for effect in claim.effects
    )
    always = (
        ("Type", claim_type_words(claim.claim_type)),
        ("Intervention", claim.intervention),
        ("Condition", claim.condition),
        ("Study type, as the page states it", None if study == NOT_STATED else study),
        ("Study year, as the page states it", str(claim.study_year) if claim.study_year else None),
    )
    known = (
        ("Outcome", claim.outcome),
        ("Direction", CLAIM_DIRECTIONS[claim.direction]),
        ("Numbers", effects),
        ("Compared with", claim.comparator),
        ("Route", claim.route),
        ("Dose", claim.dose),
        ("Participants", f"{claim.sample_size:,}" if claim.sample_size is not None else None),
        ("Species", claim.species if claim.species != "human" else None),
        ("Journal, as the page states it", claim.journal),
        ("Credited to", f"“{claim.attribution}”" if claim.attribution else None),
        ("Wording", claim.assertiveness.value if claim.assertiveness else None),
    )
    facts = [Fact(label, value or NOT_STATED, known=bool(value)) for label, value in always]
    return (*facts, *(Fact(label, value) for label, value in known if value))


def _page_facts(snapshot: SnapshotBase) -> tuple[Fact, ...]:
    unread = []
    if snapshot.images_unread:
        unread.append(counted(snapshot.images_unread, "image"))
    if snapshot.videos_unread:
        unread.append(counted(snapshot.videos_unread, "video"))
    links = "seen" if snapshot.links_visible else "not visible in this kind of capture: a missing link proves nothing"
    chrome = (
        "seen" if snapshot.chrome_visible else "not visible in this kind of capture: a missing statement proves nothing"
    )
    return (
        Fact("Links", links, known=snapshot.links_visible),
        Fact("Header, footer and byline", chrome, known=snapshot.chrome_visible),
        Fact("Not read", " and ".join(unread) or "no image or video known", known=not unread),
        Fact("Language", snapshot.language or "unknown", known=bool(snapshot.language)),
        *(Fact("Note", note) for note in snapshot.notes),
    )


def _method(page: PageDossier, summary: Summary, findings: tuple[FindingBase, ...]) -> tuple[str, ...]:
    curated = sum(dossier.claim.origin is Origin.CURATED for dossier in page.dossiers)
    extracted = len(page.dossiers) - curated
    taken = "was" if summary.claims == 1 else "were"
    read = (
        f"The text holds {counted(len(page.snapshot.text), 'character')}. {counted(summary.claims, 'claim')} {taken} "
        f"taken from it ({curated} entered by people, {extracted} read by the program), each with its exact words "
        "and place."
    )
    checked = (
        "A claim is held against the study of the publication it leans on, check by check. A check agrees, differs, or "
        "was not made, with its reason; a number that an abstract does not give is not a difference. A claim counts as "
        "verified when at least its numbers, the direction of the effect, or the study design could be decided: "
        f"{summary.verified.count} of the {summary.verified.of} that lean on a source."
    )
    judged = (
        f"Rules read claims and page and left {counted(len(findings), 'finding')}. Verdicts are suggestions of the "
        "program with their reasons; judgements are made by people. Levels of evidence that follow from a design "
        "alone are starting levels."
    )
    return (read, checked, judged)


def _method_facts(page: PageDossier, head: str | None, tool_version: str, now: datetime) -> tuple[Fact, ...]:
    snapshot = page.snapshot
    return (
        Fact("Program", f"evidence {tool_version}"),
        Fact("Report made", moment_words(now)),
        Fact("Page captured", moment_words(snapshot.captured_at)),
        Fact("Kind of capture", snapshot.media_type),
        Fact("SHA-256 of the original", snapshot.sha256),
        Fact("SHA-256 of the text", snapshot.text_sha256),
        Fact("Text made by", snapshot.text_algorithm),
        Fact("Jurisdiction", page.jurisdiction),
        Fact("Head of the activity log", head or "no log: this audit was not stored", known=head is not None),
    )
