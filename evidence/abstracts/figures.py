"""The headline figures of a sentence and the arms they belong to; p values, intervals and spreads are not figures.

It never compares or judges a figure.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.clauses import Clause
from evidence.abstracts.contrast import Mention
from evidence.abstracts.cues import number
from evidence.abstracts.reading import Sentence

_NOT_FIGURES = re.compile(
    r"(?ix)\bp(?:[ -]?values?)?\s?(?:=|<|>|≤|≥|of|was)\s?=?\s?[\d.,·]+(?:\s?[×x]\s?10[-−–]\d+)?"
    r"|\b\d{2}(?:\.\d)?\s?%\s?(?:CI|confidence|credible|CrI)[^;)\]]*"
    r"|\b(?:CI|confidence[ ]interval)s?\b[^;)\]]*"
    r"|±\s?[\d.,·]+|\bn\s?=\s?\d[\d,]*|\bN\s?=\s?\d[\d,]*"
    r"|\b(?:day|week|month|year|hour|visit|stage|grade|phase|type|at|level|question|group|cohort|arm|dose|item)s?\s\d+(?:\s?(?:,|and|or|to|-|–)\s?\d+)*(?![.%\d])"
    r"|\b\d+(?:[.,]\d+)?[- ]?(?:weeks?|months?|years?|days?|hours?|minutes?|h|min|wk|mo|mg(?:/\w+)*|µg|μg|mcg|IU|kHz|Hz|Gy)\b"
    r"|[χFtzr]\d?\s?\(?\d*\)?\s?=\s?[-−]?[\d.]+|\b(?:OR|RR|HR)\b[^;)\]]*|\b(?:SD|IQR|SE|SEM|range)\b[:\s]*[\d.]+(?:\s?[-–]\s?[\d.]+)?"
)
_FIGURE = re.compile(r"(?<![\w.])(?<![A-Za-z][-–])(?P<value>[-−–+]?\s?\d+(?:,\d{3})*(?:[.·]\d+)?)(?P<percent>\s?%)?(?![\w])")
_NAME_NUMBER = re.compile(r"([A-Za-z]{2,})[-–]\d+")


class Figure(NamedTuple):
    """A number as the sentence states it, with its place in characters and whether it stands in brackets."""

    value: float
    percent: bool
    start: int
    end: int
    bracketed: bool


@lru_cache(maxsize=4096)
def figures(sentence: str) -> tuple[Figure, ...]:
    """The headline figures in order.

    >>> [(f.value, f.percent) for f in figures("10%, 20%, and 35% (P < 0.05) after 3 weeks, n = 20")]
    [(10.0, True), (20.0, True), (35.0, True)]
    """
    hidden = _NOT_FIGURES.sub(lambda m: " " * len(m[0]), sentence)
    hidden = _NAME_NUMBER.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), hidden)
    found = []
    for mark in _FIGURE.finditer(hidden):
        before = hidden[: mark.start()]
        bracketed = before.count("(") + before.count("[") > before.count(")") + before.count("]")
        value = mark["value"].replace(",", "") if re.search(r"\d,\d{3}", mark["value"]) else mark["value"]
        found.append(Figure(number(_unsigned(value, before)), bool(mark["percent"]), mark.start(), mark.end(), bracketed))
    return tuple(found)


def _unsigned(value: str, before: str) -> str:
    """A dash after a digit or a word is no minus."""
    return value.lstrip("-−–+ ") if before[-1:].isalnum() else value


def paired_values(sentence: Sentence, mentions: tuple[Mention, ...], clause: Clause) -> tuple[float, float] | None:
    """The intervention's and the comparator's figure, first named arm first; None unless both are plainly there."""
    begin, end = sentence.words[clause.first].start, sentence.words[clause.last - 1].end
    inside = [figure for figure in figures(sentence.text) if begin <= figure.start < end]
    plain = [figure for figure in inside if not figure.bracketed]
    chosen = plain if len(plain) >= 2 else inside
    order = [m.arm for m in mentions if clause.first <= m.first < clause.last] or [m.arm for m in mentions]
    arms = list(dict.fromkeys(order))
    if len(arms) < 2 or len(chosen) < 2:
        return None
    first, second = chosen[0].value, chosen[1].value
    return (first, second) if arms[0] == "i" else (second, first)
