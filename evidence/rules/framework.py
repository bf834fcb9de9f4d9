"""What an audit rule is, and how its hits become findings with a lasting identity; no rule's own words stand here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from evidence.models import ClaimBase, Dossier, FindingBase, PageDossier, Severity
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
    rule looked at beside the page, passage by passage.
    """

    message: str
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None
    inputs: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    probable: bool = False


ClaimCheck = Callable[[Dossier, PageDossier], Iterable[Hit]]
PageCheck = Callable[[PageDossier], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One audit rule; give it `claims` or `pages`, whichever its question is about.

    `name` is the fault and reads well after "allow". `doc` is the module's docstring with its headings. `flags` and
    `passes` are pages that must and must not be flagged: they are shown to readers, and the tests run them.
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
        return next((reference.short for reference in self.references if reference.verified), None)

    def findings(self, page: PageDossier) -> Iterator[FindingBase]:
        """Every hit on a page as a finding; two claims with the same words at the same place give one."""
        seen: set[tuple[int | None, int | None, str]] = set()
        count: dict[str, int] = {}
        for claim, hit in self._hits(page):
            start = hit.start if hit.start is not None else (claim.start if claim else None)
            end = hit.end if hit.end is not None else (claim.end if claim else None)
            if (start, end, hit.message) not in seen:
                seen.add((start, end, hit.message))
                yield self._finding(claim, replace(hit, start=start, end=end), page, count)

    def _hits(self, page: PageDossier) -> Iterator[tuple[ClaimBase | None, Hit]]:
        if self.pages is not None:
            yield from ((None, hit) for hit in self.pages(page))
        if self.claims is not None:
            for dossier in page.dossiers:
                yield from ((dossier.claim, hit) for hit in self.claims(dossier, page))

    def _finding(self, claim: ClaimBase | None, hit: Hit, page: PageDossier, count: dict[str, int]) -> FindingBase:
        spanned = hit.start is not None and hit.end is not None
        words = page.snapshot.text[hit.start : hit.end] if spanned else ""
        told = " ".join(f"{words} \x1f {claim.quote if claim else ''}".split())
        ground = f"{self.code}\x1f{page.page.key}\x1f{told}"
        count[ground] = count.get(ground, 0) + 1
        standard = f"; this does not meet the {self.benchmark} benchmark" if self.benchmark else ""
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
