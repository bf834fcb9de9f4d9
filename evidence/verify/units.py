"""Say what sort of number a quantity is and whether two are of one sort; it never compares their values."""

import re
from functools import lru_cache

from evidence.models import QuantityBase, QuantityKind, ResultBase

_PERCENTS = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENT_OF_PEOPLE, QuantityKind.PERCENT_CHANGE})
_PEOPLE = re.compile(
    r"%?\s?(?:of (?:the |all |these |our )?(?:\w+ )?)?(?:patients|participants|people|subjects|women|men|children|"
    r"adults|individuals|responders?|responded|clients|users|volunteers|cases|had|with|reporting|reported)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:improvement|reduction|decrease|increase|fall|drop|decline|change|less|lower|more|higher|better|relief|gain|loss)\b",
    re.IGNORECASE,
)
_UNIT_CLASSES = (
    ("%", re.compile(r"^\s?(?:%|percent|per cent)", re.IGNORECASE)),
    ("ratio", re.compile(r"\b(?:ratio|fold|times|odds)\b", re.IGNORECASE)),
    ("time", re.compile(r"^(?:seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?)\b", re.IGNORECASE)),
    ("score-time", re.compile(r"score[- ](?:days|hours)", re.IGNORECASE)),
    ("mm", re.compile(r"^mm\b", re.IGNORECASE)),
    ("score", re.compile(r"\b(?:points?|score|nrs|vas)\b", re.IGNORECASE)),
    (
        "people",
        re.compile(r"^(?:patients?|participants?|people|subjects|cases|women|men|responders?)\b", re.IGNORECASE),
    ),
)


@lru_cache(maxsize=4096)
def unit_class(unit: str | None) -> str | None:
    """A unit's sort, the unit itself where it has none, None where nothing is said.

    >>> unit_class("% improvement"), unit_class("points"), unit_class("kg"), unit_class(None)
    ('%', 'score', 'kg', None)
    """
    if not unit or not unit.strip():
        return None
    return next((name for name, pattern in _UNIT_CLASSES if pattern.search(unit)), unit.strip().lower())


def kind_of(quantity: QuantityBase, quote: str) -> QuantityKind:
    """What sort of number a quantity of a claim is; a bare percent is told apart by the words beside it.

    >>> kind_of(QuantityBase(value=20, unit="% improvement"), "")
    <QuantityKind.PERCENT_CHANGE: 'percent_change'>
    >>> kind_of(QuantityBase(value=20, unit="%"), "20% of patients improved")
    <QuantityKind.PERCENT_OF_PEOPLE: 'percent_of_people'>
    """
    if quantity.kind not in {QuantityKind.OTHER, QuantityKind.PERCENT}:
        return quantity.kind
    unit = unit_class(quantity.unit)
    if unit == "%" or quantity.kind is QuantityKind.PERCENT:
        beside = _beside(quantity, quote)
        return _percent_kind(f"{(quantity.unit or '').lstrip('%')} | {beside}")
    return {"time": QuantityKind.DURATION, "ratio": QuantityKind.RATIO}.get(unit or "", quantity.kind)


def _beside(quantity: QuantityBase, quote: str) -> str:
    """The few words of the quote that follow the number."""
    written = re.escape(f"{quantity.value:g}") if quantity.value is not None else "$^"
    match = re.search(rf"(?<![\d.]){written}\s?(?:%|percent|per cent)(?P<after>.{{0,40}})", quote)
    return match["after"] if match else ""


def _percent_kind(beside: str) -> QuantityKind:
    people, change = _PEOPLE.search(beside), _CHANGE.search(beside)
    if people and (not change or people.start() < change.start()):
        return QuantityKind.PERCENT_OF_PEOPLE
    return QuantityKind.PERCENT_CHANGE if change else QuantityKind.PERCENT


def result_kind(result: ResultBase) -> QuantityKind:
    """What sort of number a result's value is."""
    if result.quantity_kind is not None and result.quantity_kind is not QuantityKind.PERCENT:
        return result.quantity_kind
    if result.measure == "proportion" and unit_class(result.unit) is None and (result.value or 2) <= 1:
        return QuantityKind.RATIO
    if unit_class(result.unit) == "%":
        return _percent_kind(f"{(result.unit or '').lstrip('%')} | {result.outcome}")
    return QuantityKind.COUNT if unit_class(result.unit) == "people" else QuantityKind.OTHER


def same_unit(quantity: QuantityBase, result: ResultBase, quote: str) -> bool:
    """Whether a claim's number and a result's could be the same; an unnamed unit fits any but a percentage.

    >>> same_unit(QuantityBase(value=4, unit="points"), ResultBase(outcome="pain", value=4, unit="NRS"), "")
    True
    >>> same_unit(QuantityBase(value=4, unit="%"), ResultBase(outcome="pain", value=4, unit="NRS"), "")
    False
    """
    claimed = "%" if kind_of(quantity, quote) in _PERCENTS else unit_class(quantity.unit)
    share = result.quantity_kind in _PERCENTS or (result.measure == "proportion" and result.unit is None)
    found = "%" if share else unit_class(result.unit)
    if claimed == found:
        return True
    return "%" not in {claimed, found} and None in {claimed, found}


def decimals(quantity: QuantityBase) -> int:
    """How many decimals the claim shows, from its own writing where that is kept.

    >>> decimals(QuantityBase(value=5.0, raw="5.0")), decimals(QuantityBase(value=5.0))
    (1, 0)
    """
    written = quantity.raw or (f"{quantity.value:g}" if quantity.value is not None else "")
    match = re.search(r"\d+[.,](\d+)", written)
    return len(match[1]) if match else 0
