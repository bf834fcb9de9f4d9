"""Read the numbers of a text: value or range, unit, kind, comparator and exact place.

It says what sort of number each is from the words around it and never what the number is an effect of.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence.models import QuantityBase, QuantityKind
from evidence.text.number_patterns import (
    AGE,
    ANY,
    CHANGE_BEFORE,
    CHANGE_NEXT,
    COMPARATOR,
    FOLD_WORD,
    FRACTION,
    FREQUENCY,
    FROM,
    INTERVAL,
    NOT_NUMBERS,
    OUT_OF,
    P_VALUE,
    PART_OF,
    PEOPLE_NEXT,
    PEOPLE_VERB,
    RANGE,
    RATE_NEXT,
    SAMPLE,
    SIGN,
    STATISTIC,
    STATISTIC_NAME,
    STUDY,
    TOKEN,
    VALUE_WORD,
)
from evidence.text.units import read_unit
from evidence.text.words import value_of


class Reading(NamedTuple):
    """A number as read, before it becomes a record; the names are those of QuantityBase."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str | None
    kind: QuantityKind
    comparator: str | None


def quantities(text: str) -> list[QuantityBase]:
    """All numbers of a text in order, with offsets into it; telephone numbers, dates, prices and labels are left out.

    >>> [(q.value, q.high, q.unit, q.kind.value) for q in quantities("Nine out of ten patients lost 5-7 kg (p < .05).")]
    [(90.0, None, '%', 'percent_of_people'), (5.0, 7.0, 'kg', 'measure'), (0.05, None, 'p', 'p_value')]
    """
    return [
        QuantityBase(
            value=r.value,
            high=r.high,
            unit=r.unit,
            kind=r.kind,
            comparator=r.comparator,
            raw=text[r.start : r.end],
            start=r.start,
            end=r.end,
        )
        for r in read_numbers(text)
    ]


def read_numbers(text: str, start: int = 0, end: int | None = None) -> list[Reading]:
    """The numbers of `text[start:end]` as plain readings with offsets into `text`."""
    stop = len(text) if end is None else min(end, len(text))
    if not ANY.search(text, start, stop):
        return []
    piece = text[start:stop]
    found = list(_named(piece))
    taken = sorted([(r.start, r.end) for r in found] + [m.span() for m in NOT_NUMBERS.finditer(piece)])
    found.extend(_plain(piece, taken))
    found.sort()
    return [r._replace(start=r.start + start, end=r.end + start) for r in found]


def _named(text: str) -> Iterator[Reading]:
    """Numbers whose kind a symbol before them names: P values, intervals, ratios, n = 12."""
    for match in P_VALUE.finditer(text):
        sign = match["sign"] or {"less than": "<", "below": "<", "greater than": ">", "above": ">"}.get(
            (match["word"] or "").lower()
        )
        sign = {"≤": "<=", "≥": ">=", "=": None}.get(sign or "=", sign)
        yield Reading(
            match.start(), match.end(), value_of(match["low"].split("e")[0]), None, "p", QuantityKind.P_VALUE, sign
        )
    for match in INTERVAL.finditer(text):
        yield Reading(
            match.start(),
            match.end(),
            value_of(match["low"]),
            value_of(match["high"]),
            None,
            QuantityKind.CONFIDENCE_INTERVAL,
            None,
        )
    for match in STATISTIC.finditer(text):
        name = match["name"].lower()
        yield Reading(
            match.start(),
            match.end(),
            value_of(match["low"]),
            None,
            STATISTIC_NAME.get(name, name),
            QuantityKind.RATIO,
            None,
        )
    for match in SAMPLE.finditer(text):
        yield Reading(
            match.start(),
            match.end(),
            value_of(match["low"].rstrip(",")),
            None,
            "participants",
            QuantityKind.SAMPLE_SIZE,
            None,
        )


def _plain(text: str, taken: list[tuple[int, int]]) -> Iterator[Reading]:
    place = at = 0
    for match in TOKEN.finditer(text):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if match.start() < at or (place < len(taken) and taken[place][0] < match.end()):
            continue
        reading = _read(text, match)
        if reading is not None:
            at = reading.end
            yield reading


def _read(text: str, match: re.Match[str]) -> Reading | None:
    word = match.group().lower()
    if word[0].isalpha() and (special := _word_reading(text, match, word)) is not None:
        return special
    if not VALUE_WORD.match(word):
        return None
    return _out_of(text, match) or _number(text, match, in_words=word[0].isalpha())


def _word_reading(text: str, match: re.Match[str], word: str) -> Reading | None:
    fold = FOLD_WORD.get(word.removesuffix("s").removesuffix("d") if word[-2:] in ("ed", "es") else word)
    if fold is not None:
        if FREQUENCY.match(text, match.end()) or text[match.end() : match.end() + 1] == "-":
            return None
        return Reading(*match.span(), float(fold), None, "fold", QuantityKind.RATIO, None)
    if word.startswith("halve"):
        return Reading(*match.span(), 50.0, None, "%", QuantityKind.PERCENT_CHANGE, None)
    return _fraction(text, match)


_OF_A_UNIT = re.compile(
    r"(?i)half an? |(?:half|quarters?|thirds?)(?: of an?)? (?:hour|day|week|month|year|mile|million)s?\b"
)


def _fraction(text: str, match: re.Match[str]) -> Reading | None:
    """`half of patients`, `two thirds of`, `cut in half`: a share as a percentage."""
    before = text[max(0, match.start() - 24) : match.start()].lower()
    at = match.start() if match.group()[0].lower() in "htq" and FRACTION.match(text, match.start()) else match.end() + 1
    part = FRACTION.match(text, at)
    if part is None or _OF_A_UNIT.match(text, part.start()):
        return None
    count = value_of(match.group()) if at > match.start() else 1.0
    share = round(100 * count / PART_OF[part["part"].lower().removesuffix("s")], 1)
    if at == match.start() and before.endswith((" in ", " by ")):
        return Reading(
            match.start(),
            part.start() + len(part["part"]),
            share,
            None,
            "%",
            QuantityKind.PERCENT_CHANGE,
            _comparator(text, match.start()),
        )
    if part.group() == part["part"] or (
        at == match.start() and part["part"].lower() != "half" and not before.endswith((" a ", "one "))
    ):
        return None
    end = part.start() + len(part["part"])
    return Reading(
        match.start(), end, share, None, "%", QuantityKind.PERCENT_OF_PEOPLE, _comparator(text, match.start())
    )


def _out_of(text: str, match: re.Match[str]) -> Reading | None:
    """`nine out of ten` as a percentage; `12 of 40 patients` as a count of a whole; `8/10` as a score."""
    rest = OUT_OF.match(text, match.end())
    if rest is None:
        return None
    count, whole = value_of(match.group()), value_of(rest["whole"])
    if not 0 < count <= whole or (whole > 1900 and "," not in rest["whole"] and rest["link"] == "in"):
        return None
    people = PEOPLE_NEXT.match(text, rest.end())
    link = rest["link"].lower()
    span = (match.start(), rest.end())
    if link == "/" and not people:
        return Reading(*span, count, None, f"of {whole:g}", QuantityKind.SCORE, None) if whole in (5, 10, 100) else None
    if link in ("of", "/") and (not people and not match.group()[0].isdigit()):
        return None
    if link in ("of", "/"):
        return Reading(*span, count, None, f"of {whole:g}", QuantityKind.COUNT, None)
    return Reading(
        *span,
        round(100 * count / whole, 1),
        None,
        "%",
        QuantityKind.PERCENT_OF_PEOPLE,
        _comparator(text, match.start()),
    )


def _comparator(text: str, start: int) -> str | None:
    match = COMPARATOR.search(text[max(0, start - 24) : start])
    return SIGN[match.lastgroup] if match and match.lastgroup else None


def _number(text: str, match: re.Match[str], *, in_words: bool) -> Reading | None:
    low, high, end = value_of(match.group()), None, match.end()
    first = read_unit(text, end)
    joined = RANGE.match(text, first.end if first and first.kind in ("percent", "dose", "measure", "duration") else end)
    changed = joined is not None and bool(FROM.search(text[max(0, match.start() - 60) : match.start()]))
    if joined and not changed and _is_range(text, match, joined, low):
        high, end = value_of(joined["high"]), joined.end()
        first = read_unit(text, end) or first
    if first is None and changed and joined:
        first = read_unit(text, joined.end())
        return Reading(
            match.start(),
            end,
            low,
            None,
            first.name if first else None,
            _kind(text, match.start(), end, first.kind) if first else QuantityKind.SCORE,
            None,
        )
    if first is None:
        return None if in_words else _bare(text, match, low, high, end)
    end = max(end, first.end if first.kind not in ("people", "counted") else end)
    kind, unit = _kind(text, match.start(), end, first.kind), first.name
    if first.kind == "duration" and (
        AGE.match(text, end) or re.search(r"\b(?:aged?|ages)\s\Z", text[max(0, match.start() - 6) : match.start()])
    ):
        kind, unit = QuantityKind.OTHER, "years of age"
    if first.kind == "fold" and FREQUENCY.match(text, end):
        kind, unit = QuantityKind.OTHER, "times"
    return Reading(match.start(), end, low, high, unit, kind, _comparator(text, match.start()))


def _is_range(text: str, match: re.Match[str], joined: re.Match[str], low: float) -> bool:
    link = joined.group()[: joined.start("high") - joined.start()].strip().lower()
    high = value_of(joined["high"])
    if link == "and" and not re.search(
        r"\bbetween\s(?:about\s|approximately\s)?\Z", text[max(0, match.start() - 24) : match.start()].lower()
    ):
        return False
    return high > low or (low < 0 and high > 0)


def _bare(text: str, match: re.Match[str], low: float, high: float | None, end: int) -> Reading | None:
    """A number with no unit after it: a year, or just a number."""
    digits = match.group()
    if text[end : end + 1].isalpha():
        return None
    if len(digits) == 4 and digits.isdigit() and 1900 <= low < 2100:
        return Reading(match.start(), match.end(), low, None, None, QuantityKind.YEAR, None)
    return Reading(match.start(), end, low, high, None, QuantityKind.OTHER, _comparator(text, match.start()))


_KIND = {
    "dose": QuantityKind.DOSE, "duration": QuantityKind.DURATION, "fold": QuantityKind.RATIO,
    "points": QuantityKind.SCORE, "measure": QuantityKind.MEASURE, "counted": QuantityKind.COUNT,
}  # fmt: skip


def _kind(text: str, start: int, end: int, unit: str) -> QuantityKind:
    if unit == "percent":
        return _kind_of_percent(text, start, end)
    if unit == "people":
        return QuantityKind.SAMPLE_SIZE if STUDY.search(text, max(0, start - 160), end + 160) else QuantityKind.COUNT
    return _KIND.get(unit, QuantityKind.OTHER)


def _kind_of_percent(text: str, start: int, end: int) -> QuantityKind:
    if PEOPLE_NEXT.match(text, end) or PEOPLE_VERB.match(text, end):
        return QuantityKind.PERCENT_OF_PEOPLE
    if CHANGE_NEXT.match(text, end) or CHANGE_BEFORE.search(text[max(0, start - 60) : start]):
        return QuantityKind.PERCENT_CHANGE
    return QuantityKind.PERCENT_OF_PEOPLE if RATE_NEXT.match(text, end) else QuantityKind.PERCENT
