"""Find each number of a claim among a study's results and say whose it is there; a number not found proves nothing."""

import re
from dataclasses import dataclass

from evidence.models import (
    Check,
    CheckName,
    NumberCheck,
    NumberMatch,
    QuantityBase,
    QuantityKind,
    ResultBase,
)
from evidence.verify.derive import derivation
from evidence.verify.outcomes import HARM, compare_outcomes, families, is_harm
from evidence.verify.pair import Pair, agrees, differs, not_checked, quoted, shown
from evidence.verify.reported_numbers import with_reported
from evidence.verify.units import decimals, kind_of, result_kind, same_unit
from evidence.verify.wording import Relation, describe, same_period

_ELSEWHERE = frozenset({QuantityKind.YEAR, QuantityKind.DOSE, QuantityKind.DURATION, QuantityKind.SAMPLE_SIZE})
_PEOPLE_AND_CHANGE = {QuantityKind.PERCENT_OF_PEOPLE, QuantityKind.PERCENT_CHANGE}
_FALL = re.compile(
    r"\b(?:reduc|decreas|fell|fall|lower|less|drop|declin|fewer|shrink|shrank|cut|los[st])", re.IGNORECASE
)
_RISE = re.compile(r"\b(?:increas|rose|rise|rais|higher|gain|grew|more\b|boost)", re.IGNORECASE)
_GIVEN = re.compile(
    r"^(?:[$€£]|usd|dollars?|infusions?|injections?|sessions?|treatments?|visits?|tablets?|capsules?|pills?|applications?|"
    r"studies|trials)\b",
    re.IGNORECASE,
)
_MANY = 12  # with more figures than this a whole number below 100 is hit by chance more than once in ten times
FOUND = frozenset({NumberMatch.MATCH, NumberMatch.ROUNDED, NumberMatch.DERIVED})


@dataclass(frozen=True)
class Sighting:
    """A result that holds the claim's number, and how it stands to what the claim says about it."""

    result: ResultBase
    exact: bool
    outcome: Relation
    arm: Relation
    time: Relation
    fault: str | None = None

    @property
    def rank(self) -> tuple[bool, ...]:
        """Best first when sorted: right outcome, right arm, right time, no fault, exact."""
        other = Relation.OTHER
        return (
            self.outcome is other, self.arm is other, self.time is other, self.fault is not None,
            self.outcome is not Relation.SAME, self.arm is not Relation.SAME, not self.exact,
        )  # fmt: skip


@dataclass(frozen=True)
class Reconciled:
    """A number of the claim with its place in the study, and the way it differs there, if it does."""

    number: NumberCheck
    fault: str | None = None
    arm_named: bool = False


def check_numbers(pair: Pair) -> Check:
    """Reconcile every quantity the claim asserts with the study's results.

    Where nobody has entered results, the figures of the abstract stand for them.
    Finding the number under another outcome counts only with a second such number or with the same arm named on both
    sides, so that a chance hit on a round number is not an accusation.
    """
    name = CheckName.NUMBERS
    asserted = asserted_numbers(pair)
    if not asserted:
        return not_checked(name, "the claim states no number that a result could hold")
    if pair.abstract is not None:
        pair = with_reported(pair, pair.abstract)
        asserted = asserted_numbers(pair)
    if not pair.study.results:
        return not_checked(name, "no results of this study are on record")
    reconciled = tuple(reconcile(quantity, pair) for quantity in asserted)
    return _answer(reconciled, pair)


def asserted_numbers(pair: Pair) -> list[QuantityBase]:
    """The quantities of the claim that say what came of the treatment."""
    quote, effects = pair.claim.quote, pair.claim.effects
    counted = any(kind_of(effect, quote) is QuantityKind.PERCENT_OF_PEOPLE for effect in effects)
    return [
        effect
        for effect in effects
        if _could_be_a_result(effect, quote) and not (counted and _is_threshold(effect, quote))
    ]


def _is_threshold(quantity: QuantityBase, quote: str) -> bool:
    """Whether a number says from where on people were counted: `86% lost at least 5%`."""
    if quantity.raw is None or kind_of(quantity, quote) is QuantityKind.PERCENT_OF_PEOPLE:
        return False
    return re.search(rf"(?i)(?:at least|≥|or more than) ?{re.escape(quantity.raw)}", quote) is not None


def _could_be_a_result(quantity: QuantityBase, quote: str) -> bool:
    """Whether a number says what came of a treatment, and not how much of it was given, when, or at what price."""
    if quantity.value is None or kind_of(quantity, quote) in _ELSEWHERE:
        return False
    return _GIVEN.search(quantity.unit or "") is None


def reconcile(quantity: QuantityBase, pair: Pair) -> Reconciled:
    """Where the study has this number; the reading most favourable to the claim wins."""
    if quantity.kind is QuantityKind.P_VALUE:
        return _p_value(quantity, pair)
    if quantity.kind is QuantityKind.CONFIDENCE_INTERVAL:
        return _interval(quantity, pair)
    sightings = sorted(
        (seen for result in pair.study.results if (seen := _see(quantity, result, pair)) is not None),
        key=lambda seen: seen.rank,
    )
    if sightings:
        return _classify(quantity, sightings, reported=pair.abstract is not None)
    if pair.abstract is None and (arithmetic := derivation(quantity, pair)):
        detail, result = arithmetic
        return Reconciled(NumberCheck(quantity=quantity, match=NumberMatch.DERIVED, found=result, detail=detail))
    return Reconciled(_absent(quantity, pair))


def _see(quantity: QuantityBase, result: ResultBase, pair: Pair) -> Sighting | None:
    exact = _holds(quantity, result, pair.claim.quote)
    if exact is None:
        return None
    return Sighting(
        result=result,
        exact=exact,
        outcome=_outcome(quantity, result, pair),
        arm=_arm(quantity, result, pair),
        time=same_period(quantity.timepoint, result.timepoint),
        fault=_fault(quantity, result, pair),
    )


_PIECES = re.compile(r"(?i)[,;:()]\s|\s(?:with|without|and|but|while|plus)\s")


def _outcome(quantity: QuantityBase, result: ResultBase, pair: Pair) -> Relation:
    """Whether the result is about what the claim's figure counts: `safe, with complications in 2%` counts harms."""
    if is_harm(result) and quantity.raw:
        for piece in _PIECES.split(pair.claim.quote):
            if quantity.raw in piece and HARM in families(piece):
                return compare_outcomes(piece, result.outcome)
    return pair.outcome_relation(result)


def _arm(quantity: QuantityBase, result: ResultBase, pair: Pair) -> Relation:
    """Whether both figures are one arm's; an abstract read for this claim has the claim's own names for its arms."""
    ours = quantity.arm or pair.claim.intervention
    if pair.abstract is None or None in {ours, result.arm}:
        return pair.arm_relation(ours, result.arm)
    return Relation.SAME if ours == result.arm else Relation.OTHER


_FRACTION = re.compile(r"(?i)^(?:a |one |two )?(?:half|thirds?|quarters?|fifths?)$")
_ROUNDLY = 5.0
"""Percentage points that a share said in a word, `half of the patients`, may be from its figure."""


def _holds(quantity: QuantityBase, result: ResultBase, quote: str) -> bool | None:
    """True where the result has exactly this value, False where it has it before rounding, None where it has not."""
    if result.value is None or quantity.value is None or not same_unit(quantity, result, quote):
        return None
    claimed = (quantity.value, quantity.high if quantity.high is not None else quantity.value)
    scale = 100.0 if result_kind(result) is QuantityKind.RATIO and result.measure == "proportion" else 1.0
    found = (result.value * scale, (result.high if result.high is not None else result.value) * scale)
    gaps = [abs(abs(one) - abs(two)) for one, two in zip(claimed, found, strict=True)]
    if max(gaps) < 1e-9:
        return True
    if quantity.raw and _FRACTION.match(quantity.raw.strip()) and max(gaps) <= _ROUNDLY:
        return False
    places = decimals(quantity)
    rounded = all(
        round(abs(two), places) == abs(one) or gap <= 0.5 * 10**-places
        for one, two, gap in zip(claimed, found, gaps, strict=True)
    )
    return False if rounded else None


def _fault(quantity: QuantityBase, result: ResultBase, pair: Pair) -> str | None:
    """A word for how the same figure means something else in the study: another sign, or people told as change."""
    kinds = {kind_of(quantity, pair.claim.quote), result_kind(result)}
    if kinds == _PEOPLE_AND_CHANGE and (pair.abstract is None or result.quantity_kind in _PEOPLE_AND_CHANGE):
        people_found = result_kind(result) is QuantityKind.PERCENT_OF_PEOPLE
        return "responders_as_reduction" if people_found else "reduction_as_responders"
    if result.value is not None and quantity.value is not None and _sign_turned(quantity.value, result.value, pair):
        return "sign_reversed"
    return None


def _sign_turned(claimed: float, found: float, pair: Pair) -> bool:
    if found >= 0 and claimed >= 0:
        return False
    if claimed < 0 < found:
        return not _FALL.search(pair.claim.quote)
    return found < 0 <= claimed and bool(_RISE.search(pair.claim.quote)) and not _FALL.search(pair.claim.quote)


def _p_value(quantity: QuantityBase, pair: Pair) -> Reconciled:
    """A P value, whose comparator is part of it: `P < 0.296` is not `P = 0.296`."""
    same = [result for result in pair.study.results if result.p_value == quantity.value]
    ours = [result for result in same if pair.outcome_relation(result) is not Relation.OTHER]
    said = quantity.comparator or "="
    kept = [result for result in ours if (result.p_comparator or "=") == said]
    if kept:
        detail = describe(kept[0])
        return Reconciled(NumberCheck(quantity=quantity, match=NumberMatch.MATCH, found=kept[0], detail=detail))
    if ours:
        detail = f"the study has P {ours[0].p_comparator or '='} {ours[0].p_value:g}, the claim P {said}"
        number = NumberCheck(quantity=quantity, match=NumberMatch.AMBIGUOUS, found=ours[0], detail=detail)
        return Reconciled(number, fault="comparator_changed")
    return Reconciled(_absent(quantity, pair))


def _interval(quantity: QuantityBase, pair: Pair) -> Reconciled:
    """A confidence interval, by both of its limits."""
    for result in pair.study.results:
        if (result.ci_low, result.ci_high) == (quantity.value, quantity.high):
            ours = pair.outcome_relation(result) is not Relation.OTHER
            match = NumberMatch.MATCH if ours else NumberMatch.AMBIGUOUS
            return Reconciled(NumberCheck(quantity=quantity, match=match, found=result, detail=describe(result)))
    return Reconciled(_absent(quantity, pair))


def _classify(quantity: QuantityBase, sightings: list[Sighting], *, reported: bool) -> Reconciled:
    """What the best sighting comes to; a figure `reported` by an abstract is nobody's until its arm is told."""
    best = sightings[0]
    named = best.arm is Relation.SAME
    if best.outcome is Relation.OTHER:
        match = NumberMatch.MATCH_OTHER_OUTCOME
    elif best.arm is Relation.OTHER:
        match = NumberMatch.MATCH_OTHER_ARM
    elif best.time is Relation.OTHER:
        match = NumberMatch.MATCH_OTHER_TIMEPOINT
    elif Relation.UNCLEAR in {best.outcome, best.arm if reported else None}:
        match = NumberMatch.AMBIGUOUS
    elif best.fault:
        match = NumberMatch.MATCH_OTHER_OUTCOME
    else:
        match = NumberMatch.MATCH if best.exact else NumberMatch.ROUNDED
    number = NumberCheck(quantity=quantity, match=match, found=best.result, detail=describe(best.result))
    return Reconciled(number, fault=_fault_of(match, best), arm_named=named)


def _fault_of(match: NumberMatch, best: Sighting) -> str | None:
    if match is NumberMatch.MATCH_OTHER_ARM:
        return "arm_swapped"
    if match is NumberMatch.MATCH_OTHER_TIMEPOINT:
        return "other_timepoint"
    if best.outcome is Relation.OTHER:
        return "outcome_swapped" if is_harm(best.result) else "other_outcome"
    return best.fault if match is NumberMatch.MATCH_OTHER_OUTCOME else None


def _absent(quantity: QuantityBase, pair: Pair) -> NumberCheck:
    """The number is nowhere; what the study gives for the claimed outcome stands in the detail, as an offer to look."""
    kin = [
        result
        for result in pair.study.results
        if result.value is not None
        and pair.outcome_relation(result) is Relation.SAME
        and same_unit(quantity, result, pair.claim.quote)
    ]
    detail = f"not among the study's results; for this outcome it has {describe(kin[0])}" if kin else "not found"
    return NumberCheck(quantity=quantity, match=NumberMatch.ABSENT, detail=detail)


# ---------------------------------------------------------------- from numbers to an answer

_SAID = {
    "outcome_swapped": "the claim's figures are the study's figures for harms, told as benefit",
    "other_outcome": "the claim's figures belong to another outcome of the study",
    "arm_swapped": "the claim's figure belongs to another arm of the study",
    "other_timepoint": "the claim's figure was measured at another time",
    "responders_as_reduction": "the claim tells a share of people as a size of change",
    "reduction_as_responders": "the claim tells a size of change as a share of people",
    "sign_reversed": "the study's figure has the opposite sign",
    "comparator_changed": "the claim changes the sign between P and its value",
}  # worst first


def _answer(reconciled: tuple[Reconciled, ...], pair: Pair) -> Check:
    by_chance = {
        fault
        for fault in _BY_CHANCE
        if (hits := [one for one in reconciled if one.fault == fault]) and not _beyond_chance(hits, pair)
    }
    numbers = tuple(_doubted(one.number) if one.fault in by_chance else one.number for one in reconciled)
    passages = (quoted(pair), *(shown(number.found) for number in numbers if number.found))
    for fault, said in _SAID.items():
        hits = [one for one in reconciled if one.fault == fault]
        if hits and fault not in by_chance:
            return differs(CheckName.NUMBERS, fault, f"{said}: {_listed(hits)}", *passages, numbers=numbers)
    found = [number for number in numbers if number.match in FOUND]
    if len(found) == len(numbers):
        reason = f"{len(found)} of {len(numbers)} numbers found for this outcome, arm and time"
        return agrees(CheckName.NUMBERS, reason, *passages, numbers=numbers)
    rest = next(number for number in numbers if number.match not in FOUND)
    reason = (
        f"{len(found)} of {len(numbers)} numbers found; {_written(rest.quantity)}: {rest.match.value} ({rest.detail})"
    )
    return not_checked(CheckName.NUMBERS, reason, *passages, numbers=numbers)


_BY_CHANCE = ("outcome_swapped", "other_outcome")


def _doubted(number: NumberCheck) -> NumberCheck:
    detail = f"may be chance: the study has it as {number.detail}"
    return number.model_copy(update={"match": NumberMatch.AMBIGUOUS, "detail": detail})


def _beyond_chance(hits: list[Reconciled], pair: Pair) -> bool:
    """Two different numbers, or one whose arm both sides name (rule VER001); other faults need no second sign.

    One number is chance after all where the study has so many figures of its kind that any would be found.
    """
    if len({hit.number.quantity.value for hit in hits}) >= 2:
        return True
    return any(hit.arm_named for hit in hits) and _figures_like(hits[0], pair) <= _MANY


def _figures_like(hit: Reconciled, pair: Pair) -> int:
    """How many different figures of this unit the study has for outcomes other than the claimed one."""
    return len(
        {
            result.value
            for result in pair.study.results
            if same_unit(hit.number.quantity, result, pair.claim.quote)
            and pair.outcome_relation(result) is Relation.OTHER
        }
    )


def _listed(hits: list[Reconciled]) -> str:
    return "; ".join(f"{_written(hit.number.quantity)} is {hit.number.detail}" for hit in hits)


def _written(quantity: QuantityBase) -> str:
    if quantity.raw:
        return quantity.raw
    high = f"-{quantity.high:g}" if quantity.high is not None else ""
    return f"{quantity.value:g}{high} {quantity.unit or ''}".strip()
