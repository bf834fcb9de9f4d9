"""Scores of a whole page: fair balance in twenty items (FB-20), and what JAMA 1997 and DISCERN ask that words can show.

The items and bands of FB-20 are the project's own and have not been validated; a report says so. An item that cannot
be decided from the page is left out of the score and never counted as met.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from evidence.models import FindingBase, PageDossier, Severity
from evidence.rules.harms import NOT_FOR, WATCHED, harm_sentences
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import COMPARED, LIMITED, NUMBERED, PERCENT, RATE, STUDY_NOUN, TIME
from evidence.text.counting import counted
from evidence.vocabulary.facts import Facts

UNVALIDATED = "the items and bands of FB-20 are this project's own and have not been validated"


@dataclass(frozen=True)
class Item:
    """One item: 0 absent, 1 in part, 2 in full, None where the page does not let it be decided; with the reason."""

    key: str
    asks: str
    points: int | None
    why: str

    @property
    def decided(self) -> bool:
        """Whether it counts."""
        return self.points is not None


@dataclass(frozen=True)
class Ratios:
    """The raw figures that stand beside every score."""

    benefit_statements: int
    benefit_quantified: int
    risk_statements: int
    risk_quantified: int
    risk_share_of_words: float
    first_benefit: float | None
    """where on the page, from 0 at its start to 1 at its end"""
    first_risk: float | None
    calls_to_act: int
    attributions: int
    attributions_resolvable: int
    conditions: int


@dataclass(frozen=True)
class Balance:
    """The score of a page: percent of the points its decided items allow, its band, and why a band was capped."""

    items: tuple[Item, ...]
    ratios: Ratios
    score: int | None
    band: str | None
    caps: tuple[str, ...]
    note: str = UNVALIDATED


_BANDS = ((25, "promotional"), (50, "poor"), (75, "partial"), (100, "balanced"))
_COST = re.compile(r"[$£€] ?\d|\b\d+ (?:dollars|pounds|euros)\b", re.IGNORECASE)
_COST_WORD = re.compile(r"\b(?:costs?|prices?|insurance|medicare|covered|reimburs\w+)\b", re.IGNORECASE)
_OPTIONS = re.compile(
    r"\b(?:other (?:options|choices|treatments|therapies|ways)|alternatives?|medications? (?:used|such as|include|"
    r"including)|"
    r"exercise|physiotherapy|physical therapy|surgery|talking therap\w+|antidepressants|standard (?:care|treatment)|"
    r"first[- ]line)\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"\b(?:untreated|without (?:any )?(?:treatment|surgery)|on (?:its|their) own|by (?:it|them)sel(?:f|ves)|"
    r"no treatment|watchful waiting|resolves?)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:off-?label|not (?:been )?(?:\w+[- ])?approved|unapproved|controlled (?:drug|substance)|schedule (?:ii?i?|"
    r"iv|v)\b|is approved (?:for|only|as)|on prescription)\b",
    re.IGNORECASE,
)
_NULL = re.compile(
    r"\b(?:no (?:significant |clear )?(?:difference|effect|benefit)|little or no|did not (?:help|differ|improve|"
    r"reduce)|not (?:as )?(?:superior|effective|better)|found none|negative (?:trial|study))\b",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"\b(?:adults|women|men|children|older people|people (?:with|who|over|aged)|patients (?:with|who|suffering)|"
    r"refractory|chronic|mild|severe)\b",
    re.IGNORECASE,
)
_DECIDE = re.compile(
    r"\b(?:(?:talk|speak) (?:to|with) your (?:own )?(?:doctor|gp|pharmacist)|ask (?:your doctor|a pharmacist)|"
    r"second opinion|what matters to you|depends on (?:how|what))\b",
    re.IGNORECASE,
)
_SELLER = re.compile(r"\bconsult(?:ation)?\b|\bconsulation\b", re.IGNORECASE)
_RESTRAINED = frozenset({"LNG001", "LNG002", "LNG003"})


def fair_balance(page: PageDossier, findings: Collection[FindingBase], facts: Facts | None = None) -> Balance:
    """How fairly a page weighs benefit and risk; `findings` are what the rules found on it."""
    reading = Reading(page, facts)
    harms = tuple(one for one in harm_sentences(reading))
    items = tuple(make(reading, harms, findings) for make in _ITEMS)
    decided = [item.points for item in items if item.points is not None]
    score = round(100 * sum(decided) / (2 * len(decided))) if decided and reading.sells else None
    critical = any(one.severity is Severity.CRITICAL for one in findings)
    band, caps = banded(score, harms_named=items[0].points != 0, critical=critical)
    return Balance(items, _ratios(reading, harms), score, band, caps)


def banded(score: int | None, *, harms_named: bool, critical: bool) -> tuple[str | None, tuple[str, ...]]:
    """The band of a score, and why it was capped.

    A page that names no harm is never better than poor, one with a critical finding never better than partial.
    """
    if score is None:
        return None, ()
    band = next(name for most, name in _BANDS if score <= most)
    if not harms_named and band in {"partial", "balanced"}:
        return "poor", ("no side effect is named",)
    if critical and band == "balanced":
        return "partial", ("a critical finding",)
    return band, ()


def _ratios(reading: Reading, harms: tuple[Sentence, ...]) -> Ratios:
    credited = [one for one in reading.body if not one.is_heading and STUDY_NOUN.search(one.text)]
    benefits = reading.benefits
    words = max(1, len(reading.text.split()))
    length = max(1, len(reading.text))
    return Ratios(
        benefit_statements=len(benefits),
        benefit_quantified=sum(1 for one in benefits if RATE.search(one.text) or PERCENT.search(one.text)),
        risk_statements=len(harms),
        risk_quantified=sum(1 for one in harms if RATE.search(one.text)),
        risk_share_of_words=round(sum(len(one.text.split()) for one in harms) / words, 3),
        first_benefit=round(benefits[0].start / length, 3) if benefits else None,
        first_risk=round(harms[0].start / length, 3) if harms else None,
        calls_to_act=sum(1 for one in reading.sentences if one.is_call),
        attributions=len(credited),
        attributions_resolvable=sum(1 for one in credited if reading.resolvable(one)),
        conditions=len({claim.condition.lower() for claim in reading.claims if claim.condition}),
    )


Maker = Callable[[Reading, tuple[Sentence, ...], Collection[FindingBase]], Item]


def _graded(count: int, full: int) -> int:
    return 2 if count >= full else 1 if count else 0


def _told(sentences: Collection[Sentence]) -> str:
    return counted(len(sentences), "sentence tells", "sentences tell")


def _a1(_reading: Reading, harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    return Item("A1", "side effects named", _graded(len(harms), 3), f"{_told(harms)} a harm")


def _a2(reading: Reading, harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = " ".join(sentence.low for sentence in harms)
    risks = [fact for code in reading.treatments for fact in reading.facts.of(code, "risk") if fact.seen]
    if not risks:
        return Item("A2", "serious known risks covered", None, "no risks of the treatment are on record")
    named = [fact for fact in risks if fact.named_in(told)]
    missing = any(fact.serious and fact not in named for fact in risks)
    points = 0 if not named else 2 if len(named) >= 0.6 * len(risks) and not missing else 1
    return Item("A2", "serious known risks covered", points, f"{len(named)} of {len(risks)} known risks are named")


def _a3(_reading: Reading, harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    rated = [one for one in harms if RATE.search(one.text)]
    seen = f"{counted(len(rated), 'harm comes', 'harms come')} with a rate"
    return Item("A3", "a risk is quantified", 2 if rated else 0, seen)


def _a4(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = [one for one in reading.body if NOT_FOR.search(one.text)]
    return Item("A4", "who should not have it", 2 if told else 0, f"{_told(told)} it")


def _a5(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = [one for one in reading.body if WATCHED.search(one.text) and not one.is_heading]
    return Item("A5", "monitoring and after-care", _graded(len(told), 2), f"{_told(told)} of it")


def _a6(reading: Reading, harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    asks = "risk as prominent as benefit"
    if not harms:
        return Item("A6", asks, 0, "no harm is told")
    benefit = sum(len(one.text.split()) for one in reading.benefits)
    risk = sum(len(one.text.split()) for one in harms)
    calls = [one.start for one in reading.sentences if one.is_call]
    late = bool(calls) and harms[0].start > calls[-1]
    together = bool({one.headings for one in harms} & {one.headings for one in reading.benefits})
    fair = (risk >= 0.25 * benefit) + together + (not late)
    return Item("A6", asks, max(0, fair - 1), f"{risk} words on harm, {benefit} on benefit")


def _share(key: str, asks: str, pattern: re.Pattern[str], reading: Reading, *, of: str) -> Item:
    """Among the quantified benefits, or all of them, those whose surroundings match."""
    chosen = [one for one in reading.benefits if of == "all" or RATE.search(one.text) or PERCENT.search(one.text)]
    met = [one for one in chosen if pattern.search(reading.around(one))]
    if not chosen:
        return Item(key, asks, 0, "no benefit is given in figures")
    points = 2 if len(met) * 2 >= len(chosen) and len(met) >= 2 else 1 if met else 0
    return Item(key, asks, points, f"{len(met)} of {len(chosen)} statements")


def _b1(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    return _share("B1", "benefit in absolute numbers", NUMBERED, reading, of="figures")


def _b2(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    return _share("B2", "compared with what", COMPARED, reading, of="all")


def _b3(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    return _share("B3", "how long", TIME, reading, of="all")


def _b4(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    return _share("B4", "for whom", _FOR_WHOM, reading, of="all")


def _b5(_reading: Reading, _harms: tuple[Sentence, ...], found: Collection[FindingBase]) -> Item:
    hits = [one for one in found if one.rule in _RESTRAINED]
    return Item(
        "B5",
        "restrained wording",
        2 if not hits else 1 if len(hits) <= 2 else 0,
        f"{counted(len(hits), 'finding')} on wording",
    )


def _c1(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    asks = "sources retrievable"
    credited = [one for one in reading.body if not one.is_heading and STUDY_NOUN.search(one.text)]
    met = [one for one in credited if reading.resolvable(one)]
    if not credited:
        return Item("C1", asks, None, "no source is appealed to")
    share = len(met) / len(credited)
    return Item(
        "C1", asks, 2 if share >= 0.8 else 1 if share >= 0.2 else 0, f"{len(met)} of {len(credited)} can be traced"
    )


def _c2(reading: Reading, _harms: tuple[Sentence, ...], found: Collection[FindingBase]) -> Item:
    asks = "design named and right"
    wrong = [one for one in found if one.rule == "VER003" and one.severity in {Severity.MAJOR, Severity.CRITICAL}]
    named = [one for one in reading.body if one.claims and one.design.value not in {"none", "unspecified_study"}]
    if not named:
        return Item("C2", asks, 0, "no design is named")
    return Item("C2", asks, 1 if wrong else 2, f"{counted(len(named), 'design')} named, {len(wrong)} of them wrong")


def _c3(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = [one for one in reading.body if LIMITED.search(one.text) and (one.claims or STUDY_NOUN.search(one.text))]
    return Item("C3", "uncertainty stated", _graded(len(told), 2), f"{_told(told)} a limit")


def _c4(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = [one for one in reading.body if _NULL.search(one.text)]
    return Item("C4", "contrary evidence shown", _graded(len(told), 2), f"{_told(told)} a null or negative result")


def _c5(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    told = _STATUS.search(reading.text)
    return Item("C5", "regulatory status stated", 2 if told else 0, f"'{told[0]}'" if told else "nothing says so")


def _d1(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    options, untreated = bool(_OPTIONS.search(reading.text)), bool(_UNTREATED.search(reading.text))
    told = [name for name, there in (("other options", options), ("no treatment", untreated)) if there]
    return Item("D1", "other options and no treatment", options + untreated, ", ".join(told) or "neither is told")


def _d2(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    points = 2 if _COST.search(reading.text) else 1 if _COST_WORD.search(reading.text) else 0
    return Item("D2", "cost and cover", points, ("no cost", "cost named without a figure", "a price is given")[points])


def _d3(_reading: Reading, _harms: tuple[Sentence, ...], found: Collection[FindingBase]) -> Item:
    asks = "author, date, commercial interest"
    missing = [one for one in found if one.rule in {"DOC001", "DOC003"}]
    if any(one.caveats for one in missing):
        return Item("D3", asks, None, "header, footer and byline are not visible in this capture")
    return Item("D3", asks, 2 - min(2, len(missing)), "; ".join(one.rule for one in missing) or "all are given")


def _d4(reading: Reading, _harms: tuple[Sentence, ...], _found: Collection[FindingBase]) -> Item:
    points = 2 if _DECIDE.search(reading.text) else 1 if _SELLER.search(reading.text) else 0
    return Item(
        "D4", "decision help", points, ("none", "the seller's own consultation", "an independent adviser")[points]
    )


_ITEMS: tuple[Maker, ...] = (
    _a1, _a2, _a3, _a4, _a5, _a6, _b1, _b2, _b3, _b4, _b5, _c1, _c2, _c3, _c4, _c5, _d1, _d2, _d3, _d4,
)  # fmt: skip


def instruments_of(balance: Balance, findings: Collection[FindingBase]) -> dict[str, bool | None]:
    """What JAMA 1997 and DISCERN ask, as far as the page's words decide it; None where they do not."""
    points = {item.key: item.points for item in balance.items}
    codes = {finding.rule for finding in findings}
    hidden = any(one.rule == "DOC001" and one.caveats for one in findings)

    def at_least(key: str, least: int = 1) -> bool | None:
        found = points.get(key)
        return None if found is None else found >= least

    return {
        "JAMA authorship and currency": None if hidden else "DOC001" not in codes,
        "JAMA attribution": at_least("C1"),
        "JAMA disclosure": "DOC003" not in codes,
        "DISCERN 4 sources": at_least("C1"),
        "DISCERN 6 balance": at_least("A6"),
        "DISCERN 8 uncertainty": at_least("C3"),
        "DISCERN 10 benefits": balance.ratios.benefit_statements > 0,
        "DISCERN 11 risks": at_least("A1"),
        "DISCERN 12 no treatment": None if points["D1"] is None else "no treatment" in _why(balance, "D1"),
        "DISCERN 14 more than one choice": None if points["D1"] is None else "other options" in _why(balance, "D1"),
        "DISCERN 15 shared decision": at_least("D4", 2),
    }


def _why(balance: Balance, key: str) -> str:
    return next(item.why for item in balance.items if item.key == key)
