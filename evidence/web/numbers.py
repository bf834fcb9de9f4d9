"""The numbers of a claim as rows of a form: what each shows, and what a person made of them.

A form names a field of a row `number-<row>-<field>`; the rows stand in the order of the form. A row that was left as it
was shown is the number it was, to the last part that no field shows.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evidence.models import ClaimBase, QuantityBase, QuantityKind
from evidence.report.words import NOT_STATED, quantity_words
from evidence.text.quantities import quantities
from evidence.text.spans import Span, trimmed
from evidence.web.fields import FormField, called
from evidence.workflow.editing import BadValueError

Row = Mapping[str, str]
"""The texts of the fields of one number, and `place` and `raw`, which are carried along."""

_SIGNS = (
    ("", NOT_STATED),
    ("<", "less than"),
    ("<=", "at most"),
    (">", "more than"),
    (">=", "at least"),
    ("~", "about"),
)
NUMBER_FORM = (
    FormField("comparator", "Qualified", "choice", _SIGNS),
    FormField("value", "Value", "number"),
    FormField("high", "To", "number"),
    FormField("unit", "Unit"),
    FormField("kind", "Kind", "choice", called(QuantityKind)),
    FormField("arm", "Arm"),
    FormField("timepoint", "Time point"),
)
CARRIED = ("place", "raw")
SECTION = "numbers"
"""The field that says a form shows the numbers at all: one that does not leaves them as they are."""

_NAMES = tuple(field.name for field in NUMBER_FORM)
_NAME = re.compile(rf"number-(\d{{1,9}})-({'|'.join((*_NAMES, *CARRIED))})")
_WRITTEN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?)", re.IGNORECASE)
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


class NumberedRow(NamedTuple):
    """A row and what the form calls it."""

    at: int
    row: Row


class BadNumberError(BadValueError):
    """Numbers that a person set and that are none; `reasons` name the fields of the form."""

    def __init__(self, wrong: Iterable[tuple[int, int, str, str]]) -> None:
        found = tuple(wrong)
        labels = {field.name: field.label for field in NUMBER_FORM}
        super().__init__(
            (f"number {place}, {labels.get(name, name).lower()}", reason) for place, _, name, reason in found
        )
        self.reasons = tuple((f"number-{at}-{name}", reason) for _, at, name, reason in found)


def number_row(number: QuantityBase) -> Row:
    """What the form shows of one number; empty where nothing is known.

    >>> number_row(QuantityBase(value=35, unit="%", start=2, end=5))["value"]
    '35'
    """
    known = number.model_dump(mode="json")
    texts = {name: "" if known[name] is None else str(known[name]) for name in _NAMES}
    place = "" if number.start is None or number.end is None else f"{number.start}-{number.end}"
    amounts = {"value": _amount(number.value), "high": _amount(number.high)}
    return {**texts, **amounts, "place": place, "raw": number.raw or ""}


def number_rows(claim: ClaimBase) -> list[NumberedRow]:
    """The rows of a claim's form."""
    return [NumberedRow(at, number_row(number)) for at, number in enumerate(claim.effects)]


def numbers_words(claim: ClaimBase) -> str:
    """The numbers of a claim in a line."""
    return "; ".join(map(quantity_words, claim.effects))


def sent_rows(sent: Mapping[str, str]) -> list[NumberedRow]:
    """The rows that were sent, in the order of the form."""
    rows: dict[int, dict[str, str]] = {}
    for name, text in sent.items():
        if (found := _NAME.fullmatch(name)) is not None:
            rows.setdefault(int(found[1]), {})[found[2]] = text
    return [NumberedRow(at, row) for at, row in rows.items()]


def changed_numbers(sent: Mapping[str, str], seen: ClaimBase) -> list[dict[str, Any]] | None:
    """All numbers as a person left them, as an edit takes them; None where they are those of the record they saw.

    A row in which nothing is set is no number.

    Raises:
        BadNumberError: a field of a number does not take its value.
    """
    if SECTION not in sent:
        return None
    known: dict[tuple[str, ...], list[QuantityBase]] = {}
    for number in seen.effects:
        known.setdefault(_compared(number_row(number)), []).append(number)
    numbers, wrong = [], []
    rows = [(at, row) for at, row in sent_rows(sent) if _compared(row) in known or _is_set(row)]
    for place, (at, row) in enumerate(rows, 1):
        if as_shown := known.get(_compared(row)):
            numbers.append(as_shown.pop(0))
        elif faults := list(_faults(row)):
            wrong += [(place, at, name, reason) for name, reason in faults]
        else:
            numbers.append(_number(row, seen))
    if wrong:
        raise BadNumberError(wrong)
    return None if tuple(numbers) == seen.effects else [number.model_dump(mode="json") for number in numbers]


def numbers_in(claim: ClaimBase, chosen: Span) -> list[QuantityBase]:
    """The numbers that chosen words of a claim touch, read as the claim has them; else the words without a number.

    Nothing where the words are none of the claim's.
    """
    within = Span(max(chosen.start, claim.start) - claim.start, min(chosen.end, claim.end) - claim.start)
    words = trimmed(claim.quote, *within)
    if within.start >= within.end or not words.of(claim.quote):
        return []
    read = [one for one in quantities(claim.quote) if (one.start or 0) < words.end and (one.end or 0) > words.start]
    found = read or [QuantityBase(raw=words.of(claim.quote), start=words.start, end=words.end)]
    return [_moved(one, claim.start) for one in found]


def _moved(number: QuantityBase, by: int) -> QuantityBase:
    return number.model_copy(update={"start": (number.start or 0) + by, "end": (number.end or 0) + by})


def _compared(row: Row) -> tuple[str, ...]:
    """A row as a browser sends it back: a field of one line has no line ends, and no space around it."""
    return tuple("".join(row.get(name, "").splitlines()).strip() for name in (*_NAMES, *CARRIED))


def _is_set(row: Row) -> bool:
    return any(row.get(name) for name in _NAMES if name != "kind")


def _faults(row: Row) -> Iterable[tuple[str, str]]:
    for name in ("value", "high"):
        if row.get(name) and _read(row[name]) is None:
            yield name, f"expected a number such as 35, 0.5 or 1,200, found '{row[name][:40]}'"
    low, high = _read(row.get("value", "")), _read(row.get("high", ""))
    if row.get("high") and not row.get("value"):
        yield "value", "a range has a lower end too"
    elif low is not None and high is not None and high < low:
        yield "high", "the upper end of a range is not below its lower end"
    for name, known in (("kind", list(QuantityKind)), ("comparator", [sign for sign, _ in _SIGNS])):
        if row.get(name, known[0]) not in known:
            yield name, f"'{row[name][:40]}' is not one of {', '.join(filter(None, known))}"
    if row.get("place") and _PLACE.fullmatch(row["place"]) is None:
        yield "place", f"expected where it starts and ends, such as 12-15, found '{row['place'][:40]}'"


def _number(row: Row, claim: ClaimBase) -> QuantityBase:
    place = _PLACE.fullmatch(row.get("place", ""))
    start, end = (int(place[1]), int(place[2])) if place else (None, None)
    words = claim.quote[start - claim.start : end - claim.start] if start is not None and end is not None else ""
    return QuantityBase(
        value=_read(row.get("value", "")),
        high=_read(row.get("high", "")),
        unit=row.get("unit") or None,
        kind=QuantityKind(row.get("kind") or QuantityKind.OTHER),
        comparator=row.get("comparator") or None,
        arm=row.get("arm") or None,
        timepoint=row.get("timepoint") or None,
        raw=words or row.get("raw") or None,
        start=start,
        end=end,
    )


def _read(text: str) -> float | None:
    """The number that a text is; None where it is none.

    >>> _read("1,200"), _read("−0.5"), _read("soon"), _read("1e999")
    (1200.0, -0.5, None, None)
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    if _WRITTEN.fullmatch(plain) is None:
        return None
    number = float(plain.replace(",", ""))
    return number if math.isfinite(number) else None


def _amount(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
