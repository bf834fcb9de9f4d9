"""Sum up the reports of several pages for the index that leads to them; it counts, and decides nothing anew.

A page of which nothing was captured is listed as not looked at: it adds to no count and is no pass.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence.models import Severity
from evidence.report.reading import SEVERITIES
from evidence.report.summary import anchor_of
from evidence.report.view import Fact, FindingView, ReportView, Share, Summary, Tone
from evidence.report.words import TONES, moment_words
from evidence.text.counting import counted

_FAULTY = frozenset({Tone.CONTRADICTED, Tone.DOUBTFUL})
_LONGEST = 80
"""Characters of a file's name before its ending."""


@dataclass(frozen=True)
class PageLine:
    """A page in the index; without a summary nothing of it was captured."""

    key: str
    file: str
    title: str
    address: str
    advertiser: str
    captured_at: datetime | None = None
    summary: Summary | None = None
    tones: tuple[tuple[Tone, int], ...] = ()
    faulty: Share | None = None
    """claims that say more than their source, or something else, of those held against a study"""
    severities: tuple[tuple[Severity, int], ...] = ()
    balance: str = ""
    rules: tuple[FindingView, ...] = ()
    """one finding of each rule that the page breaks"""


@dataclass(frozen=True)
class RuleLine:
    """A rule with the pages it left a finding on."""

    code: str
    name: str
    severity: Severity
    pages: Share


@dataclass(frozen=True)
class Overview:
    """Everything the index of several reports shows."""

    title: str
    headline: str
    sentences: tuple[str, ...]
    pages: tuple[PageLine, ...]
    figures: tuple[Share, ...]
    verdicts: tuple[Share, ...]
    unchecked: tuple[Share, ...]
    rules: tuple[RuleLine, ...]
    facts: tuple[Fact, ...]

    def lines(self) -> tuple[str, ...]:
        """The index as plain lines for a terminal."""
        shown = [self.headline, *self.sentences, "", "Pages:"]
        shown += [f"  {line.key}: {_line(line)}" for line in self.pages]
        shown += ["", "Verdicts suggested, of all claims:", *_shares(self.verdicts)]
        return (*shown, "", "Not checked, and why:", *_shares(self.unchecked))


def _shares(shares: Iterable[Share]) -> list[str]:
    return [f"  {share.words}  {share.label}" for share in shares]


def _line(line: PageLine) -> str:
    if line.summary is None or line.faulty is None:
        return "nothing captured, so nothing was looked at"
    if not line.summary.claims:
        return "no claim found"
    checked = f"{line.faulty.words} {line.faulty.label}" if line.faulty.of else "none could be checked"
    return f"{counted(line.summary.claims, 'claim')}; {checked}"


def page_line(key: str, advertiser: str | None, view: ReportView, file: str) -> PageLine:
    """A page's line in the index, from its report, which stands in a file beside it."""
    checked = [claim for claim in view.claims if claim.checked]
    faulty = [claim for claim in checked if claim.tone in _FAULTY]
    findings = [*view.page_findings, *(finding for claim in view.claims for finding in claim.findings)]
    by_rule = {finding.rule: finding for finding in findings}
    tones = [TONES[claim.verdict] for claim in view.claims]
    return PageLine(
        key=key,
        file=file,
        title=view.title,
        address=view.address,
        advertiser=advertiser or "not known",
        captured_at=view.captured_at,
        summary=view.summary,
        tones=tuple((tone, tones.count(tone)) for tone in Tone if tone in tones),
        faulty=Share(
            "held against a study say more than it, or something else",
            len(faulty),
            len(checked),
            probable=sum(claim.probable for claim in faulty),
        ),
        severities=tuple(
            (severity, count)
            for severity in SEVERITIES
            if (count := sum(finding.severity is severity for finding in findings))
        ),
        balance=view.balance[0].value if view.balance else "",
        rules=tuple(by_rule[code] for code in sorted(by_rule)),
    )


def file_names(keys: Iterable[str]) -> tuple[str, ...]:
    """A file name for each page, whatever its key is and however files are compared.

    >>> file_names(["clinic", "Clinic", "a/b?c", "..", "index"])
    ('clinic.html', 'Clinic-2.html', 'a-b-c.html', 'page.html', 'index-2.html')
    """
    taken = {"index"}
    names = []
    for key in keys:
        slug = anchor_of(key)[:_LONGEST].strip(".-") or "page"
        name, number = slug, 1
        while name.casefold() in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return tuple(names)


def build_overview(title: str, lines: Sequence[PageLine], *, head: str, tool_version: str, now: datetime) -> Overview:
    """The index of these pages."""
    seen = [line for line in lines if line.summary is not None]
    summaries = [line.summary for line in seen if line.summary is not None]
    claims = sum(one.claims for one in summaries)
    figures = tuple(
        _summed([getattr(one, name) for one in summaries]) for name in ("attributed", "traced", "confirmed", "verified")
    )
    faulty = _summed([line.faulty for line in seen if line.faulty is not None])
    return Overview(
        title=title,
        headline=_headline(len(lines), len(seen), claims, faulty),
        sentences=_sentences(len(lines) - len(seen), claims, figures),
        pages=tuple(lines),
        figures=figures if summaries else (),
        verdicts=_together([one.verdicts for one in summaries], claims),
        unchecked=_together([one.unchecked for one in summaries], claims),
        rules=_rules(seen),
        facts=(
            Fact("Program", f"evidence {tool_version}"),
            Fact("Report made", moment_words(now)),
            Fact("Head of the activity log", head),
        ),
    )


def _summed(shares: Sequence[Share]) -> Share:
    first = shares[0] if shares else Share("", 0, 0)
    counts = (sum(getattr(share, name) for share in shares) for name in ("count", "of", "probable"))
    count, of, probable = counts
    return Share(first.label, count, of, first.key, probable)


def _together(of_pages: Sequence[tuple[Share, ...]], claims: int) -> tuple[Share, ...]:
    """Shares of the claims of each page as shares of all claims, the most frequent first."""
    held: dict[str, list[Share]] = {}
    for shares in of_pages:
        for share in shares:
            held.setdefault(share.label, []).append(share)
    summed = [_summed(shares) for shares in held.values()]
    whole = [Share(one.label, one.count, claims, one.key, one.probable) for one in summed]
    return tuple(sorted(whole, key=lambda one: (-one.count, one.label)))


def _rules(seen: Sequence[PageLine]) -> tuple[RuleLine, ...]:
    held: dict[str, list[FindingView]] = {}
    for line in seen:
        for finding in line.rules:
            held.setdefault(finding.rule, []).append(finding)
    lines = [
        RuleLine(code, found[0].name, found[0].severity, Share("pages", len(found), len(seen)))
        for code, found in held.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.pages.count, SEVERITIES.index(one.severity), one.code)))


def _headline(pages: int, seen: int, claims: int, faulty: Share) -> str:
    if not claims:
        return f"{counted(pages, 'page')}, and no claim could be checked. That is not a pass."
    start = (
        f"{counted(claims, 'claim')} on {counted(seen, 'page')}, of which {faulty.of:,} could be held against a study"
    )
    if not faulty.of:
        return (
            f"{counted(claims, 'claim')} on {counted(seen, 'page')}, and not one could be checked. That is not a pass."
        )
    unsure = f", {faulty.probable} of them only if the source is the one the page means" if faulty.probable else ""
    verb = "says" if faulty.count == 1 else "say"
    return f"{start}. {faulty.count:,} of these {faulty.of:,} {verb} more than the study, or something else{unsure}."


def _sentences(unseen: int, claims: int, figures: tuple[Share, ...]) -> tuple[str, ...]:
    sentences = []
    if claims:
        verified = figures[-1]
        sentences.append(
            f"{claims - verified.count:,} of {claims:,} claims were not verified: neither a pass nor a fault."
        )
    if unseen:
        what, verb = ("page", "was") if unseen == 1 else ("pages", "were")
        sentences.append(
            f"Of {unseen} {what} nothing {verb} captured: {'it is' if unseen == 1 else 'they are'} in no count."
        )
    return tuple(sentences)
