"""The presets that count: `audit` (rule by advertiser, k of n) and `by-condition`; every count has its denominator.

Nothing is estimated here beyond the interval of a share (Wilson 1927, as Newcombe 1998 recommends it).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.report.presets import Draft, Field, Preset, Words
from evidence.report.presets_words import NOT_STATED_NOTE, unknown
from evidence.report.view import RuleNote
from evidence.report.words import NOT_STATED, design_words, spoken
from evidence.stats import wilson
from evidence.text.counting import counted

_REMARK = (
    "k is the number of claims or pages with a finding that no reviewer has dismissed, n the number looked at. A "
    "finding is a suggestion of the program until a reviewer accepts it. No finding is no proof of compliance."
)


def share_words(count: int, of: int) -> str:
    """A count with its denominator and percentage; some are never none, and not quite all are never all.

    >>> share_words(7, 17), share_words(0, 0), share_words(1, 400), share_words(399, 400)
    ('7/17 (41%)', '0/0', '1/400 (<1%)', '399/400 (>99%)')
    """
    if not of:
        return "0/0"
    percent = f"{count / of:.0%}"
    if percent == "0%" and count:
        percent = "<1%"
    elif percent == "100%" and count < of:
        percent = ">99%"
    return f"{count}/{of} ({percent})"


@dataclass(frozen=True)
class RuleHit:
    """That a rule left a finding: whose page, which claim (None for the page as a whole), and if a person agreed."""

    rule: str
    advertiser: str
    page: str
    claim: str | None
    accepted: bool


@dataclass(frozen=True)
class Audited:
    """How much of an advertiser was looked at; `name` is None for pages whose advertiser nobody entered."""

    key: str
    name: str | None
    pages: int
    claims: int


def _cell(rule: str, who: Audited, hits: Sequence[RuleHit], *, whole: bool) -> Words:
    own = [hit for hit in hits if hit.rule == rule and hit.advertiser == who.key]
    count = len({_counted(hit, whole=whole) for hit in own})
    accepted = len({_counted(hit, whole=whole) for hit in own if hit.accepted})
    of = who.pages if whole else who.claims
    if not of:
        return unknown("not checked", "Not checked: no page or claim of this advertiser was looked at.")
    agreed = f"; {accepted} accepted" if accepted else ""
    return Words(share_words(count, of) + agreed)


def _counted(hit: RuleHit, *, whole: bool) -> tuple[str, str | None]:
    return (hit.page, None if whole else hit.claim)


def _overall(rule: str, audited: Sequence[Audited], hits: Sequence[RuleHit]) -> Words:
    looked_at = [who for who in audited if who.claims or who.pages]
    count = len({hit.advertiser for hit in hits if hit.rule == rule})
    if not looked_at:
        return unknown("not checked", "Not checked: no page was looked at.")
    low, high = wilson(count, len(looked_at))
    return Words(f"{share_words(count, len(looked_at))}, 95% CI {low:.0%} to {high:.0%}")


def audit_table(
    audited: Sequence[Audited], hits: Sequence[RuleHit], rules: Mapping[str, RuleNote], *, whole: frozenset[str]
) -> Draft:
    """Rule by advertiser: in how many of its claims (or pages, for a rule in `whole`) a rule left a finding.

    Advertisers come first in the column over all: claims of one advertiser are not independent of one another.
    """
    known = sorted({*rules, *(hit.rule for hit in hits)})
    named = [who.name or "advertiser not entered" for who in audited]
    fields = (
        Field("rule", "Rule", share=4),
        Field("unit", "Counted in", share=2),
        Field("advertisers", "Advertisers with a finding", share=4),
        *(Field(f"advertiser_{at}", f"{name} (k/n)", share=3) for at, name in enumerate(named, start=1)),
    )
    rows = []
    for rule in known:
        is_whole = rule in whole
        name = f"{rule} {rules[rule].name}" if rule in rules else rule
        cells = [Words(name), Words("pages" if is_whole else "claims"), _overall(rule, audited, hits)]
        rows.append(("", (*cells, *(_cell(rule, who, hits, whole=is_whole) for who in audited))))
    pages, claims = sum(who.pages for who in audited), sum(who.claims for who in audited)
    return Draft(
        preset=Preset.AUDIT,
        title="Findings by rule and advertiser",
        caption=f"{counted(len(known), 'rule')}, {counted(len(audited), 'advertiser')}, "
        f"{counted(pages, 'page')}, {counted(claims, 'claim')}.",
        fields=fields,
        rows=tuple(rows),
        remarks=(_REMARK,),
    )


@dataclass(frozen=True)
class Counted:
    """How many claims share a condition, a study type and a year as the page states them; None where it does not."""

    condition: str | None
    study_type: str | None
    year: int | None
    claims: int


GROUPS = ("condition", "study_type", "year")
"""What claims are counted by."""

_FIELDS = {
    "condition": Field("condition", "Condition", share=4),
    "study_type": Field("study_type", "Study type stated", share=4),
    "year": Field("year", "Year stated", share=2),
}
_NAMES = {"condition": "condition", "study_type": "study type", "year": "year"}


def by_condition(counts: Sequence[Counted], labels: Mapping[str, str], by: Sequence[str] = GROUPS) -> Draft:
    """Claims counted by condition, study type and year, or some of these; `labels` are names of conditions by code.

    Where there is more beside the condition, each condition has a heading, and shares are those of its claims.
    """
    total = sum(one.claims for one in counts)
    within = "condition" in by and len(by) > 1
    of_condition: Counter[str | None] = Counter()
    for one in counts:
        of_condition[one.condition] += one.claims
    rows = []
    for one in sorted(counts, key=_place):
        name = labels.get(one.condition, one.condition) if one.condition is not None else None
        cells = _group_cells(one, name)
        whole = of_condition[one.condition] if within else total
        shown = (
            *(cells[group] for group in by),
            Words(f"{one.claims:,}", number=one.claims),
            Words(share_words(one.claims, whole)),
        )
        heading = f"{name or 'Condition not stated'}: {whole:,} of {counted(total, 'claim')}" if within else ""
        rows.append((heading, shown))
    named = [_NAMES[group] for group in by]
    words = ", ".join(named[:-1]) + (" and " if len(named) > 1 else "") + named[-1]
    return Draft(
        preset=Preset.BY_CONDITION,
        title=f"Claims by {words}",
        caption=f"{counted(total, 'claim')}, by condition and by the study type and year that the page states."
        if tuple(by) == GROUPS
        else f"{counted(total, 'claim')}, by {words} as the page states them.",
        fields=(
            *(_FIELDS[group] for group in by),
            Field("claims", "Claims", share=2),
            Field("share", "Of the condition’s claims" if within else "Of all claims", share=3),
        ),
        rows=tuple(rows),
    )


def _group_cells(one: Counted, name: str | None) -> Mapping[str, Words]:
    not_stated = unknown(NOT_STATED, NOT_STATED_NOTE)
    return {
        "condition": Words(name) if name is not None else not_stated,
        "study_type": Words(design_words(one.study_type)) if one.study_type else not_stated,
        "year": Words(str(one.year), number=one.year) if one.year else not_stated,
    }


def _place(one: Counted) -> tuple[bool, str, bool, str, bool, int]:
    return (
        one.condition is None,
        spoken(one.condition or ""),
        one.study_type is None,
        one.study_type or "",
        one.year is None,
        one.year or 0,
    )
