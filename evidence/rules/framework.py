"""What an audit rule is, and how its hits become findings with a lasting identity; no rule's own words stand here."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from evidence.models import ClaimBase, Dossier, FindingBase, PageDossier, Severity
from evidence.rules.reading import Reading, Sentence
from evidence.rules.references import Reference

_STEPS = (Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)


class Needs(StrEnum):
    """What a rule cannot do without."""

    PAGE = "page"
    FACTS = "facts"
    METADATA = "metadata"
    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"


class Lifecycle(StrEnum):
    """Where a rule stands; a removed rule keeps its code, and no other rule ever takes it."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"
    REMOVED = "removed"


@dataclass(frozen=True)
class Hit:
    """What a rule saw: the words, what is missing, and how sure and how grave it is.

    `severity` is None where it is the rule's own. `caveats` say what the capture could not show. `inputs` name what the
    rule looked at beside the page, passage by passage. `claim` is the claim it concerns, for checks not made claim by
    claim.
    """

    message: str
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None
    inputs: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    probable: bool = False
    claim: ClaimBase | None = None


ClaimCheck = Callable[[Dossier, PageDossier], Iterable[Hit]]
PageCheck = Callable[[PageDossier], Iterable[Hit]]
SentenceCheck = Callable[[Sentence, Reading], Iterable[Hit]]
ReadingCheck = Callable[[Reading], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One audit rule; give it `claims`, `pages`, `sentences` or `readings`, whichever its question is about.

    `sentences` sees every sentence that a reader reads and that has one of the words of `gate` (beginnings of words, in
    lower case; no gate means every sentence); what it finds in background is one step less grave. `readings` sees the
    page as a whole with the facts. `name` is the fault and reads well after "allow". `doc` is the module's docstring
    with its headings. `flags` and `passes` are pages that must and must not be flagged: they are shown to readers, and
    the tests run them.
    """

    code: str
    name: str
    severity: Severity
    needs: Needs
    doc: str
    references: tuple[Reference, ...]
    flags: tuple[PageDossier, ...]
    passes: tuple[PageDossier, ...]
    claims: ClaimCheck | None = None
    pages: PageCheck | None = None
    sentences: SentenceCheck | None = None
    readings: ReadingCheck | None = None
    gate: tuple[str, ...] = ()
    jurisdictions: frozenset[str] = frozenset()
    """where the rule is in force; empty means everywhere"""
    lifecycle: Lifecycle = Lifecycle.STABLE
    since: str = "0.1.0"
    replaced_by: str | None = field(default=None)

    @property
    def title(self) -> str:
        """The first line of the doc: what the rule detects."""
        return self.doc.strip().split("\n", 1)[0]

    @property
    def benchmark(self) -> str | None:
        """The first reference whose text was seen, as a benchmark to name in a message; None where none was."""
        return self.benchmark_in("")

    def benchmark_in(self, jurisdiction: str, text: str | None = None) -> str | None:
        """The first reference seen that counts in a jurisdiction, or in all, and bears on a text, if one is given."""
        seen = [one for one in self.references if one.verified and (text is None or one.bears_on(text))]
        fitting = [one for one in seen if not jurisdiction or one.jurisdiction in {"", jurisdiction}]
        return fitting[0].short if fitting else None

    def findings(self, page: PageDossier, reading: Reading | None = None) -> Iterator[FindingBase]:
        """Every hit on a page as a finding; two claims with the same words at the same place give one."""
        seen: set[tuple[int | None, int | None, str]] = set()
        count: dict[str, int] = {}
        for claim, hit in self._hits(page, reading or Reading(page)):
            start = hit.start if hit.start is not None else (claim.start if claim else None)
            end = hit.end if hit.end is not None else (claim.end if claim else None)
            if (start, end, hit.message) not in seen:
                seen.add((start, end, hit.message))
                yield self._finding(claim, replace(hit, start=start, end=end), page, count)

    def _hits(self, page: PageDossier, reading: Reading) -> Iterator[tuple[ClaimBase | None, Hit]]:
        if self.pages is not None:
            yield from ((hit.claim, hit) for hit in self.pages(page))
        if self.readings is not None:
            yield from ((hit.claim, hit) for hit in self.readings(reading))
        if self.claims is not None:
            for dossier in page.dossiers:
                yield from ((dossier.claim, hit) for hit in self.claims(dossier, page))
        if self.sentences is not None:
            yield from self._sentence_hits(reading)

    def _sentence_hits(self, reading: Reading) -> Iterator[tuple[ClaimBase | None, Hit]]:
        check = self.sentences
        for sentence in reading.body:
            if check is None or (self.gate and not any(word in sentence.low for word in self.gate)):
                continue
            for hit in check(sentence, reading):
                graver = hit.severity or self.severity
                severity = lowered(graver) if sentence.background else graver
                start = sentence.start if hit.start is None else hit.start
                end = sentence.end if hit.end is None else hit.end
                yield hit.claim or sentence.claim, replace(hit, severity=severity, start=start, end=end)

    def _finding(self, claim: ClaimBase | None, hit: Hit, page: PageDossier, count: dict[str, int]) -> FindingBase:
        spanned = hit.start is not None and hit.end is not None
        words = page.snapshot.text[hit.start : hit.end] if spanned else ""
        told = " ".join(f"{words} \x1f {claim.quote if claim else ''}".split())
        ground = f"{self.code}\x1f{page.page.key}\x1f{told}"
        count[ground] = count.get(ground, 0) + 1
        benchmark = self.benchmark_in(page.jurisdiction, page.snapshot.text)
        standard = f"; this does not meet the {benchmark} benchmark" if benchmark else ""
        return FindingBase(
            rule=self.code,
            severity=hit.severity or self.severity,
            message=f"{'probably: ' if hit.probable else ''}{hit.message}{standard}",
            claim_key=claim.key if claim else None,
            start=hit.start,
            end=hit.end,
            inputs=hit.inputs,
            caveats=hit.caveats,
            probable=hit.probable,
            identity=sha256(f"{ground}\x1f{count[ground]}".encode()).hexdigest()[:20],
        )


def lowered(severity: Severity, steps: int = 1) -> Severity:
    """The severity some steps further down, never below a note.

    >>> lowered(Severity.MAJOR).value, lowered(Severity.INFO).value
    ('minor', 'info')
    """
    return _STEPS[max(0, _STEPS.index(severity) - steps)]


NOT_VISIBLE = "links and reference marks are not visible in this capture, so a missing source proves little"


def without_links(severity: Severity, page: PageDossier) -> tuple[Severity, tuple[str, ...]]:
    """The severity and caveats of a finding that rests on a missing link, for this kind of capture."""
    if page.snapshot.links_visible:
        return severity, ()
    return lowered(severity), (NOT_VISIBLE,)


def at(sentence: Sentence, match: re.Match[str] | None, message: str, severity: Severity | None = None) -> Hit:
    """A hit on the words that a pattern found in a sentence, or on the whole sentence where it found none."""
    start, end = match.span() if match else (0, len(sentence.text))
    return Hit(message, sentence.start + start, sentence.start + end, severity)


def cut(text: str, limit: int = 160) -> str:
    """Words to quote in a message, shortened where they are long.

    >>> cut("a b c d", 5)
    'a b …'
    """
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1].rsplit(' ', 1)[0]} …"
