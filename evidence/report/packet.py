"""Lay out a complaint about one advertiser: its claims, what the studies found, what people judged, what was not met.

Only a claim with a source that a person confirmed and a judgement that an adjudicator made against it belongs in a
packet. Everything else is left out with the reason, or makes the whole packet a draft that says so on every page.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.models import (
    Accuracy,
    Assertiveness,
    Axis,
    CitationRole,
    CitationStatus,
    ClaimBase,
    StatedDesign,
    StudyBase,
    Support,
)
from evidence.report.citations_style import CitationStyle, Pieces, reference
from evidence.report.presets import TableState
from evidence.report.presets_claims import number_line
from evidence.report.presets_records import Judged, TabledRow, adjudicated, agreement_words
from evidence.report.sources import comparator_words, participants_words, primary_results
from evidence.report.view import RuleNote, Tone, Verdict
from evidence.report.words import (
    BASES,
    CONFIDENCES,
    TONES,
    design_words,
    moment_words,
    result_sentence,
    spoken,
    status_words,
)
from evidence.text.counting import counted_kind

AGAINST = frozenset(
    {
        Support.OVERSTATED,
        Support.PARTLY_SUPPORTED,
        Support.NOT_SUPPORTED,
        Support.CONTRADICTED,
        Support.IRRELEVANT_SOURCE,
        Accuracy.LACKS_CONTEXT,
        Accuracy.MISLEADING,
        Accuracy.UNSUPPORTED,
        Accuracy.INACCURATE,
    }
)
"""The judgements a complaint can rest on."""

NO_SOURCE = "it has no source that a person confirmed"
NOT_ADJUDICATED = "no adjudicator has judged it"
NOT_AGAINST = "the adjudicator did not judge against it"
_TESTIMONIAL = "withheld testimonial"


@dataclass(frozen=True)
class Benchmark:
    """A rule that was judged broken, or that the program suggests, with what it rests on."""

    code: str
    name: str
    who: str
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class PacketItem:
    """One claim of a packet; `reason` says why it belongs only in a draft, empty where it stands."""

    number: int
    key: str
    quote: str
    redacted: bool
    reason: str
    facts: tuple[tuple[str, str], ...]
    source: Pieces
    found: tuple[str, ...]
    numbers: tuple[str, ...]
    judgements: tuple[str, ...]
    benchmarks: tuple[Benchmark, ...]


@dataclass(frozen=True)
class Packet:
    """A complaint: its claims, and how many claims were left out for which reason."""

    advertiser: str
    draft: bool
    items: tuple[PacketItem, ...]
    left_out: tuple[tuple[str, int], ...]
    provenance: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{'DRAFT: ' if self.draft else ''}Complaint about claims of {self.advertiser}"


def why_not(row: TabledRow) -> str:
    """Why a claim and its source do not belong in a packet; empty where they do."""
    source = row.source
    cited = source is not None and source.citation.role is CitationRole.CITED
    if source is None or not cited or source.citation.status is not CitationStatus.CONFIRMED:
        return NO_SOURCE
    final = [one for one in (adjudicated(row.judgements, axis) for axis in (Axis.SUPPORT, Axis.ACCURACY)) if one]
    if not final:
        return NOT_ADJUDICATED
    return "" if any(one.judgement.value in AGAINST for one in final) else NOT_AGAINST


def _doubtful(row: TabledRow) -> bool:
    """Whether a draft shows a claim: it was judged against, or the program found something."""
    judged = any(one.judgement.value in AGAINST for one in row.judgements)
    return judged or TONES[Verdict(row.row.verdict.verdict)] in {Tone.CONTRADICTED, Tone.DOUBTFUL}


@dataclass(frozen=True)
class PacketRequest:
    """Whose packet, whether as a draft, and whether testimonials are withheld."""

    advertiser: str
    draft: bool = False
    redact: bool = False


def packet(
    rows: Sequence[TabledRow], request: PacketRequest, notes: Mapping[str, RuleNote], state: TableState
) -> Packet:
    """The packet of an advertiser's rows; without `draft` it holds only claims that stand."""
    reasons = {id(row): why_not(row) for row in rows}
    shown = [row for row in rows if not reasons[id(row)] or (request.draft and _doubtful(row))]
    keys = {_identity(row) for row in shown}
    left_out: dict[tuple[str, str], str] = {}
    for row in rows:
        if _identity(row) not in keys:
            left_out.setdefault(_identity(row), reasons[id(row)] or NOT_AGAINST)
    items = [
        _item(number, row, reasons[id(row)], notes, redact=request.redact) for number, row in enumerate(shown, start=1)
    ]
    counts = ", ".join(counted_kind(count, name) for name, count in state.counts)
    return Packet(
        advertiser=request.advertiser,
        draft=request.draft,
        items=tuple(items),
        left_out=tuple(sorted(Counter(left_out.values()).items())),
        provenance=(
            f"Database: {counts or 'no counts'}; head of its log {state.head}.",
            f"Made by evidence {state.tool_version}.",
        ),
    )


def _identity(row: TabledRow) -> tuple[str, str]:
    return row.capture.page.key, row.claim.key


def is_testimonial(claim: ClaimBase) -> bool:
    """Whether a claim is in the words of a patient."""
    return claim.assertiveness is Assertiveness.TESTIMONIAL or claim.study_type is StatedDesign.TESTIMONIAL


def _item(number: int, row: TabledRow, reason: str, notes: Mapping[str, RuleNote], *, redact: bool) -> PacketItem:
    claim, source = row.claim, row.source
    withheld = redact and is_testimonial(claim)
    digest = hashlib.sha256(claim.quote.encode("utf-8", "surrogatepass")).hexdigest()
    quote = f"[{_TESTIMONIAL}: {len(claim.quote)} characters, SHA-256 {digest}]" if withheld else claim.quote
    study = source.study if source is not None else None
    publication = source.publication if source is not None else None
    return PacketItem(
        number=number,
        key=claim.key,
        quote=quote,
        redacted=withheld,
        reason=reason,
        facts=_facts(row),
        source=reference(publication, CitationStyle.AMA) if publication is not None else (),
        found=_found(study),
        numbers=tuple(dict.fromkeys(number_line(link) for link in row.row.source.numbers)),
        judgements=_judged(row.judgements),
        benchmarks=_benchmarks(row, notes),
    )


def _facts(row: TabledRow) -> tuple[tuple[str, str], ...]:
    capture, source = row.capture, row.source
    moment = moment_words(capture.captured_at) if capture.captured_at is not None else "not known"
    facts = [
        ("Address", capture.page.address),
        ("Captured", moment),
        ("SHA-256 of the capture", capture.sha256 or "not known"),
        ("Place in its text", f"characters {row.claim.start} to {row.claim.end}"),
    ]
    if source is not None:
        facts.append(
            ("Match of the source", f"{CONFIDENCES[source.citation.confidence]}. {status_words(source.citation)}")
        )
    return tuple(facts)


def _found(study: StudyBase | None) -> tuple[str, ...]:
    if study is None:
        return ("What the study found is not in the database.",)
    who = f"participants: {participants_words(study)}; comparator: {comparator_words(study)}"
    about = f"{design_words(study.design)}; {who}"
    results = [f"Primary outcome: {result_sentence(one)}." for one in primary_results(study)]
    return (
        f"{about}.",
        *(results or ["The record of the study names no primary outcome."]),
        f"Read from {BASES[study.basis]}.",
    )


def _judged(judgements: Sequence[Judged]) -> tuple[str, ...]:
    """What people decided, the adjudicator first, then who coded."""
    lines = []
    for axis in (Axis.SUPPORT, Axis.ACCURACY):
        final = adjudicated(judgements, axis)
        if final is not None:
            why = f": {final.judgement.rationale}" if final.judgement.rationale else ""
            who = f"adjudicated by {final.initials}, from {BASES[final.judgement.basis]}"
            lines.append(f"{axis.value.capitalize()}: {spoken(final.judgement.value)} ({who}){why}")
    coders = agreement_words(judgements)
    return (*lines, coders[:1].upper() + coders[1:] or "Nobody has judged it.")


def _benchmarks(row: TabledRow, notes: Mapping[str, RuleNote]) -> tuple[Benchmark, ...]:
    """The rules people judged broken; where nobody judged any, those the program suggests, which say so."""
    who: dict[str, list[str]] = {}
    final = adjudicated(row.judgements, Axis.RULE)
    for one in row.judgements:
        is_final = final is None or one.judgement.role is final.judgement.role
        if one.judgement.axis is Axis.RULE and is_final and one.judgement.value != "none":
            who.setdefault(one.judgement.value, []).append(one.initials)
    named = {code: f"judged broken by {', '.join(people)}" for code, people in who.items()}
    if not who and final is None:
        named = dict.fromkeys(row.row.verdict.findings, "suggested by the program, judged by nobody")
    empty = RuleNote("no such rule in this version")
    return tuple(
        Benchmark(code, notes.get(code, empty).name, said, notes.get(code, empty).grounds)
        for code, said in named.items()
    )
