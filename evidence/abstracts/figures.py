"""The headline figures of a sentence; p values, intervals, spreads, doses and times are not figures.

It never compares or judges a figure, and never computes a percentage that can be read.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.abstracts.marks import number
from evidence.abstracts.reading import Sentence
from evidence.abstracts.size import whole_number
from evidence.abstracts.timepoints import NUMBER_WORDS
from evidence.abstracts.words import lowered

_NOT_FIGURES = re.compile(
    r"(?ix)\b(?:p(?:[ -]?values?)?\s?(?:=|<|>|≤|≥|of|was)\s?=?\s?[\d.,·]+(?:\s?[×x]\s?10[-−–]\d+)?"
    r"|\d{2}(?:\.\d)?\s?%\s?(?:B?CI|confidence|credible|CrI)[^;)\]]*"
    r"|(?:B?CI|confidence[ ]interval)s?\b[^;)\]]*"
    r"|n\s?=\s?\d[\d,]*"
    r"|(?<=[\d%])(?:\s?[a-z]{1,6})?\sin\s\d+\s(?:\w+\s)?(?:patients|participants|women|men|children|subjects|"
    r"adults|infants)\b"
    r"|(?:day|week|month|year|hour|visit|stage|grade|phase|type|at|level|question|cohort|dose|"
    r"item)s?\s\d+(?:\s?(?:,|and|or|to|-|–)\s?\d+)*(?![.%\d])"
    r"|(?:groups?|arms?)\s\d\b"
    r"|\d+(?:[.,]\d+)?[- ]?(?:(?:mg|µg|μg|mcg|IU)(?![ ]?/[ ]?[dmc]?l\b)(?:/\w+)*|kHz|Hz|Gy)\b"
    r"|\d+(?:[.,]\d+)?-(?:weeks?|months?|years?|days?|hours?|minutes?|h|min|wk|mo)\b"
    r"|(?:at|after|for|over|within|during|by|every|until|before|first|next|last|per|in|each|"
    r"aged)\s(?:the\s)?(?:\w+\s)?"
    r"\d+(?:[.,]\d+)?\s?(?:weeks?|months?|years?|days?|hours?|minutes?|h|min|wk|mo)\b"
    r"|(?:relative[ ]risk|(?:odds|hazard|risk|rate)[ ]ratio)s?\b[^\d;)\]]{0,20}\d[\d.·]*"
    r"|(?-i:a?(?:OR|RR|HR|IRR)\b)[^;)\]]*|(?:SD|IQR|SE|SEM|range)\b[:\s]*[\d.]+(?:\s?[-–]\s?[\d.]+)?)"
    r"|(?:±|\+/-)\s?[\d.,·]+|[χFtzr]\d?\s?\(?\d*\)?\s?=\s?[-−]?[\d.]+"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:[.·]\d+)?"
_PEOPLE = (
    r"(?:patients?|participants?|subjects?|women|men|children|infants?|adults?|volunteers?|users|cases|eyes|"
    r"people|individuals)"
)
_SHARE = re.compile(
    rf"(?x)(?<![\w.,/])(?:"
    rf"(?P<count>\d{{1,6}}|[a-z]+(?:-[a-z]+)?)\s?(?:{_PEOPLE}\s)?(?:/|of(?:[ ](?:the|a[ ]total[ ]of))?|"
    rf"out[ ]of)\s?(?P<total>\d{{1,6}})(?![\d.]|\s?%)(?:\s(?:(?!in|on|with|of|the|and|given|"
    rf"who)[a-z-]+\s){{0,3}}?{_PEOPLE})?(?:\s?[\[(;,]\s?(?P<percent>{_NUMBER})\s?%\s?(?:[\])]|(?=[;,])))?"
    rf"|(?P<percent2>{_NUMBER})\s?%\s?[\[(]\s?(?:n\s?=\s?)?(?P<count2>\d{{1,6}})\s?(?:/|of|"
    rf"out[ ]of)\s?(?P<total2>\d{{1,6}})\s?(?:{_PEOPLE}\s?)?[\])]"
    rf"|(?P<percent3>{_NUMBER})\s?%\s?[\[(]\s?(?:n\s?=\s?)?(?P<count3>\d{{1,6}})\s?(?:{_PEOPLE}\s?)?[\])]"
    rf"|(?P<count5>\d{{1,6}})\s?[\[(]\s?(?P<percent5>{_NUMBER})\s?%\s?[\])]\s(?:out\s)?of\s(?:the\s)?"
    rf"(?P<total5>\d{{1,6}})"
    rf"|\bof\s(?:the\s)?(?P<total6>\d{{1,6}})\s[^,.;()\d]{{3,70}},\s(?P<count6>\d{{1,6}})(?![\d.]|\s?%)"
    rf"|(?P<count4>\d{{1,6}})(?:\s{_PEOPLE})?\s?[\[(]\s?(?P<percent4>{_NUMBER})\s?%\s?[\])]"
    rf")"
)
_FIGURE = re.compile(
    r"(?<![\w.])(?<![A-Za-z][-–])(?P<value>[-−–+]?\s?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|"
    r"\d+(?:[.·]\d+)?))(?P<percent>\s?(?:%|percent\b|per cent\b))?(?![\w])"
)
_SPELLED_PERCENT = re.compile(
    r"\b(?P<value>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|"
    r"five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen)\s(?:percent|per cent|%)"
)
_NOBODY = re.compile(
    rf"\b(?:not \w+ (?:in|by) any (?:of the )?{_PEOPLE}|"
    rf"none of (?:the )?(?:\d+ )?{_PEOPLE}|no {_PEOPLE}|no[- ]one|nobody|none (?=(?:of|in|on|with|given)\b))"
    rf"(?=[^.;]*(?:\d ?%|\d (?:of|/) ?\d))|(?<=\d%)(?P<gap>[^.%]{{0,60}}?\b)none\b"
)
"""`None of the patients` beside a percentage is a figure too: nought."""
_NAME_NUMBER = re.compile(r"([A-Za-z]{2,})[-–]\d+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the sentence states it: a value, or a share with its count and total as far as stated."""

    value: float
    percent: bool
    start: int
    end: int
    bracketed: bool
    count: int | None = None
    total: int | None = None


@lru_cache(maxsize=4096)
def figures(sentence: str) -> tuple[Figure, ...]:
    """The headline figures in order.

    >>> [(f.value, f.percent) for f in figures("10%, 20%, and 35% (P < 0.05) after 3 weeks, n = 20")]
    [(10.0, True), (20.0, True), (35.0, True)]
    >>> [(f.value, f.count, f.total) for f in figures("12 of 40 (30%) vs 20/41")]
    [(30.0, 12, 40), (48.8, 20, 41)]
    """
    hidden = _NOT_FIGURES.sub(_blank, sentence)
    lower = lowered(hidden)
    found = []
    for mark in _SHARE.finditer(lower):
        share = _share(mark, hidden)
        if share is not None:
            found.append(share)
    for mark in _SPELLED_PERCENT.finditer(lower):
        spelled = float(whole_number(mark["value"]) or 0)
        found.append(
            Figure(
                spelled, percent=True, start=mark.start(), end=mark.end(), bracketed=_bracketed(sentence, mark.start())
            )
        )
    found += [
        Figure(
            0.0,
            percent=True,
            start=mark.end("gap") if mark["gap"] else mark.start(),
            end=mark.end(),
            bracketed=False,
            count=0,
        )
        for mark in _NOBODY.finditer(lower)
    ]
    for share in found:
        hidden = hidden[: share.start] + " " * (share.end - share.start) + hidden[share.end :]
    hidden = _NAME_NUMBER.sub(lambda mark: mark[1] + " " * (len(mark[0]) - len(mark[1])), hidden)
    for mark in _FIGURE.finditer(hidden):
        before = hidden[: mark.start()]
        value = mark["value"].replace(",", "") if re.search(r"\d,\d{3}", mark["value"]) else mark["value"]
        found.append(
            Figure(
                number(_unsigned(value, before)),
                bool(mark["percent"]),
                mark.start(),
                mark.end(),
                _bracketed(sentence, mark.start()),
            )
        )
    return tuple(sorted(found, key=lambda one: one.start))


_AMOUNT = re.compile(r"(?<![\w.,])(?P<value>\d+(?:[.·]\d+)?)\s?(?:mg|µg|μg|mcg|IU)\b(?![ ]?/[ ]?(?:kg|d)\b|-)")


def amounts(sentence: str) -> tuple[Figure, ...]:
    """Amounts of a substance, which may be results where nothing else is: `morphine use was 20 mg and 12 mg`.

    >>> [one.value for one in amounts("20 mg and 12 mg, n = 9")]
    [20.0, 12.0]
    """
    return tuple(
        Figure(
            number(mark["value"]),
            percent=False,
            start=mark.start(),
            end=mark.end(),
            bracketed=_bracketed(sentence, mark.start()),
        )
        for mark in _AMOUNT.finditer(sentence)
    )


def _blank(mark: re.Match[str]) -> str:
    return " " * len(mark[0])


def _bracketed(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _share(mark: re.Match[str], sentence: str) -> Figure | None:
    """A share; a count above its total is none."""
    count = whole_number(
        mark["count"] or mark["count2"] or mark["count3"] or mark["count4"] or mark["count5"] or mark["count6"] or ""
    )
    total = whole_number(mark["total"] or mark["total2"] or mark["total5"] or mark["total6"] or "")
    stated = mark["percent"] or mark["percent2"] or mark["percent3"] or mark["percent4"] or mark["percent5"]
    if count is None or (total is not None and not 0 <= count <= total):
        return None
    if stated is not None:
        value = number(stated)
    elif total:
        value = round(100 * count / total, 1)
    else:
        return None
    return Figure(
        value,
        percent=True,
        start=mark.start(),
        end=mark.end(),
        bracketed=_bracketed(sentence, mark.start()),
        count=count,
        total=total,
    )


def _unsigned(value: str, before: str) -> str:
    """A dash after a digit or a word is no minus."""
    return value.lstrip("-−–+ ") if before[-1:].isalnum() else value


def with_spelled(sentence: Sentence, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures and the counts a sentence spells out: `two and nine, respectively`."""
    if _SPELLED.isdisjoint(sentence.lowers):
        return found
    taken = [(figure.start, figure.end) for figure in found]
    spelled = [
        Figure(float(NUMBER_WORDS[lower]), percent=False, start=at, end=behind, bracketed=False)
        for lower, at, behind in zip(sentence.lowers, sentence.starts, sentence.ends, strict=True)
        if lower in _SPELLED and not any(start <= at < end for start, end in taken)
    ]
    return tuple(sorted((*found, *spelled), key=lambda figure: figure.start))


_SPELLED = frozenset(NUMBER_WORDS) - {"one"}


def headline(found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures outside brackets, or all where fewer than two stand outside."""
    plain = tuple(figure for figure in found if not figure.bracketed)
    return plain if len(plain) >= 2 else found
