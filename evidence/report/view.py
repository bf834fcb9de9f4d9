"""The records a report consists of: everything it shows, already in words; no rendering and no decision happens here.

All of it is plain frozen data, so that the HTML report, the workbench and the terminal show the same thing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from evidence.models import Severity


class Verdict(StrEnum):
    """What a report says of a claim, worst first: the support axis, and two values for what could not be decided.

    `undecided`: some checks were made and leave the claim open; `not_checked`: nothing was decided at all.
    """

    CONTRADICTED = "contradicted"
    NOT_SUPPORTED = "not_supported"
    IRRELEVANT_SOURCE = "irrelevant_source"
    OVERSTATED = "overstated"
    PARTLY_SUPPORTED = "partly_supported"
    SUPPORTED_WEAK_SOURCE = "supported_weak_source"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    NOT_CHECKED = "not_checked"
    SOURCE_UNAVAILABLE = "source_unavailable"
    NO_CITATION = "no_citation"
    NOT_CHECKABLE = "not_checkable"


class Tone(StrEnum):
    """Six looks for eleven verdicts: one colour, one underline and one sign each."""

    CONTRADICTED = "contradicted"
    DOUBTFUL = "doubtful"
    SUPPORTED = "supported"
    UNCHECKED = "unchecked"
    UNSOURCED = "unsourced"
    BACKGROUND = "background"


@dataclass(frozen=True)
class RuleNote:
    """What a report says of a rule beside its code: its name, what it rests on."""

    name: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """A count with the denominator it must be read with, and what is counted.

    `probable` is how many of the count rest on a source that nobody has confirmed.
    """

    label: str
    count: int
    of: int
    key: str = ""
    probable: int = 0

    @property
    def words(self) -> str:
        """The count as a report prints it."""
        return f"{self.count} of {self.of}" + (f" ({self.probable} probably)" if self.probable else "")


@dataclass(frozen=True)
class Fact:
    """One labelled field; `known` is False where the value says that nobody knows."""

    label: str
    value: str
    known: bool = True


@dataclass(frozen=True)
class WebLink:
    """A link that is safe to follow: http or https only."""

    label: str
    href: str


@dataclass(frozen=True)
class ResultLine:
    """One result in words: whose, and what; `when` only where it is not the time of its group."""

    contrast: str
    when: str
    value: str
    direction: str
    p: str
    text: str
    linked: bool
    """True where a number of the claim was found in this result"""
    unverified: bool


@dataclass(frozen=True)
class ResultGroup:
    """The results of one outcome of a study, contrasts before the values of single arms."""

    kind: str
    outcome: str
    when: str
    primary: bool
    linked: bool
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True)
class NumberView:
    """A number of the claim and where the study has it; `found` is empty where it does not."""

    claimed: str
    found: str
    role: str
    match: str
    detail: str
    tone: Tone


@dataclass(frozen=True)
class PassageView:
    """A stretch of text that a check looked at."""

    source: str
    text: str


@dataclass(frozen=True)
class CheckView:
    """One question put to claim and study, with its answer and the reason."""

    name: str
    result: str
    result_label: str
    reason: str
    code: str
    decisive: bool
    passages: tuple[PassageView, ...] = ()


@dataclass(frozen=True)
class SourceView:
    """A source of a claim: which publication, how sure, what it really is, what it found, how the claim compares."""

    citation: str
    short: str
    links: tuple[WebLink, ...]
    attribution: str
    traced: bool
    benchmark: bool
    confirmed: bool
    status: str
    match: str
    reasons: tuple[str, ...]
    standing: Fact
    facts: tuple[Fact, ...]
    results: tuple[ResultGroup, ...]
    other_results: tuple[ResultGroup, ...]
    numbers: tuple[NumberView, ...]
    checks: tuple[CheckView, ...]
    decided: int
    verdict: Verdict
    verdict_label: str
    verdict_row: str
    basis: str
    appraisals: tuple[str, ...]
    found: str
    """the primary result in one sentence, or why there is none to show"""
    draft: bool
    notes: str


@dataclass(frozen=True)
class FindingView:
    """One finding of a rule, with the rule's name and grounds."""

    rule: str
    name: str
    severity: Severity
    message: str
    grounds: tuple[str, ...]
    caveats: tuple[str, ...]
    inputs: tuple[str, ...]
    probable: bool
    claim_key: str | None


@dataclass(frozen=True)
class ClaimView:
    """A claim with all that is known about it; `anchor` is its address within the report."""

    key: str
    anchor: str
    quote: str
    section: str
    claim_type: str
    claim_type_label: str
    verdict: Verdict
    verdict_label: str
    verdict_sentence: str
    tone: Tone
    probable: bool
    checked: bool
    unchecked_reason: str
    severity: Severity | None
    facts: tuple[Fact, ...]
    sources: tuple[SourceView, ...]
    findings: tuple[FindingView, ...]
    overlaps: tuple[str, ...]
    origin: str
    notes: str
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A stretch of the page's text under the same claims; `lead` is the shortest of them, None where there is none."""

    text: str
    start: int
    """where it stands in the snapshot's text"""
    lead: str | None = None
    keys: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    """keys of the claims that begin here"""
    closes: bool = False
    """True where the lead claim ends here"""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, heading or list item of the page; `level` is the level of a heading within the report."""

    kind: str
    level: int
    region: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class TextGroup:
    """Neighbouring blocks that are shown as one element: a list, or a single block."""

    kind: str
    region: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True)
class WorstClaim:
    """The claim to look at first: what the page says, what the study found, why they do not go together."""

    key: str
    anchor: str
    quote: str
    verdict_label: str
    citation: str
    says: str
    found: tuple[str, ...]
    why: str
    probable: bool


def _probably(share: Share) -> str:
    return f" ({share.probable} of them probably)" if share.probable else ""


@dataclass(frozen=True)
class Summary:
    """The audit of a page in a few plain sentences and counts, every count with its denominator."""

    headline: str
    sentences: tuple[str, ...]
    claims: int
    attributed: Share
    traced: Share
    confirmed: Share
    verified: Share
    unchecked: tuple[Share, ...]
    verdicts: tuple[Share, ...]
    severities: tuple[Share, ...]
    worst: WorstClaim | None

    def lines(self) -> tuple[str, ...]:
        """The summary as plain lines for a terminal."""
        shown = [self.headline, *self.sentences]
        if self.worst is not None:
            shown += [
                "",
                f"Look first at {self.worst.key}, {self.worst.verdict_label.lower()}:",
                f"  The page says: “{self.worst.quote}”",
                f"  {self.worst.citation}",
                *(f"  {sentence}" for sentence in self.worst.found),
            ]
        shown += ["", "Verdicts suggested, of all claims:"]
        shown += [f"  {share.count:>5} of {share.of}  {share.label}{_probably(share)}" for share in self.verdicts]
        shown += ["", "Not checked, and why:"]
        shown += [f"  {share.count:>5} of {share.of}  {share.label}" for share in self.unchecked]
        return tuple(shown)

    def __str__(self) -> str:
        """The summary as it is printed."""
        return "\n".join(self.lines())

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: FBT001 - a notebook calls it so
        printer.text(str(self))


@dataclass(frozen=True)
class ReportView:
    """Everything an audit report of one page shows."""

    title: str
    address: str
    address_link: str | None
    language: str | None
    captured_at: datetime
    made_at: datetime
    tool_version: str
    head: str | None
    summary: Summary
    claims: tuple[ClaimView, ...]
    text: tuple[TextGroup, ...]
    page_findings: tuple[FindingView, ...]
    page_facts: tuple[Fact, ...]
    method: tuple[str, ...]
    method_facts: tuple[Fact, ...]
    claim_types: tuple[Share, ...]
    balance: tuple[Fact, ...] = ()
    """how benefit and risk are weighed on the page: the score, its raw figures, and each item; empty where not asked"""
