"""Find the arithmetic that turns a study's numbers into the claim's; every answer shows its sum."""

from collections.abc import Iterator

from evidence.models import QuantityBase, QuantityKind, ResultBase
from evidence.verify.pair import Pair
from evidence.verify.units import decimals, kind_of, result_kind, same_unit, unit_class
from evidence.verify.wording import Relation, same_period

_MOST = 24  # more results than this give every round number some sum by chance
_PERCENTS = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENT_OF_PEOPLE, QuantityKind.PERCENT_CHANGE})

Sum = tuple[float, str, ResultBase]


def derivation(quantity: QuantityBase, pair: Pair) -> tuple[str, ResultBase] | None:
    """The first sum over results of the claimed outcome that gives the claim's number, None where there is none."""
    usable = [
        result
        for result in pair.study.results
        if result.value is not None and pair.outcome_relation(result) is Relation.SAME
    ]
    if quantity.value is None or quantity.high is not None or len(usable) > _MOST:
        return None
    percent = kind_of(quantity, pair.claim.quote) in _PERCENTS
    half = 0.5 * 10.0 ** -decimals(quantity) + 1e-9
    for value, sum_, result in _sums(quantity, usable, pair, percent=percent):
        if abs(value - abs(quantity.value)) <= half:
            return sum_, result
    return None


def _sums(quantity: QuantityBase, usable: list[ResultBase], pair: Pair, *, percent: bool) -> Iterator[Sum]:
    for result in usable:
        if percent:
            yield from _of_one(result, pair, of_people=kind_of(quantity, pair.claim.quote))
    for one in usable:
        for two in usable:
            if one is not two and _side_by_side(one, two):
                yield from _of_two(one, two, quantity, pair, percent=percent)


def _of_one(result: ResultBase, pair: Pair, *, of_people: QuantityKind) -> Iterator[Sum]:
    """A share from a count, and the share of everybody else."""
    value = result.value or 0.0
    total = _participants(result.arm, pair)
    if unit_class(result.unit) == "people" and total:
        yield 100 * value / total, f"{value:g} of {total} = {100 * value / total:.1f} %", result
    if result_kind(result) is QuantityKind.PERCENT_OF_PEOPLE and of_people is not QuantityKind.PERCENT_CHANGE:
        yield 100 - value, f"100 % - {value:g} % = {100 - value:g} %", result


def _of_two(one: ResultBase, two: ResultBase, quantity: QuantityBase, pair: Pair, *, percent: bool) -> Iterator[Sum]:
    """A difference, a ratio, and a relative change of two values of one outcome."""
    first, second = one.value or 0.0, two.value or 0.0
    if same_unit(quantity, one, pair.claim.quote):
        yield abs(first - second), f"{first:g} - {second:g} = {first - second:g}", one
    if percent and first:
        change = 100 * (first - second) / first
        yield abs(change), f"({first:g} - {second:g}) / {first:g} = {change:.1f} %", one
    elif second and unit_class(quantity.unit) == "ratio":
        yield first / second, f"{first:g} / {second:g} = {first / second:.2f}", one


def _side_by_side(one: ResultBase, two: ResultBase) -> bool:
    """Whether two values differ in their arm or their time alone, so that a sum of them means something."""
    if one.outcome != two.outcome or unit_class(one.unit) != unit_class(two.unit):
        return False
    if one.comparator or two.comparator or one.value == two.value:
        return False
    return one.arm == two.arm or same_period(one.timepoint, two.timepoint) is not Relation.OTHER


def _participants(arm: str | None, pair: Pair) -> int | None:
    for known in pair.study.arms:
        if arm and known.name == arm:
            return known.participants
    return pair.study.sample_size if len(pair.study.arms) <= 1 else None
