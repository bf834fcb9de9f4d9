"""Compare when an effect is said to occur and how long it is said to last with when it was measured."""

import re

from evidence.models import Check, CheckName, Direction, QuantityKind, ResultBase
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted, shown
from evidence.verify.units import kind_of
from evidence.verify.wording import Relation, is_null, period, same_period

_LASTING = re.compile(
    r"\b(?:long[- ]?(?:term|lasting)|lasting|permanent(?:ly)?|for (?:years|good|life)|sustained|enduring|"
    r"durable|cured?|"
    r"curative)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:up to|as long as|within|less than|at most|a maximum of|as much as)\b", re.IGNORECASE)
LONG_TERM = 84.0  # days; rule VER012 takes 12 weeks as the least follow-up for long-term wording
_SLACK = 1.2  # visit windows


def check_timepoint(pair: Pair) -> Check:
    """Whether the study looked at the claimed time, and did not find the opposite there."""
    name = CheckName.TIMEPOINT
    claimed = [effect.timepoint for effect in pair.claim.effects if period(effect.timepoint)]
    if not claimed:
        return not_checked(name, "the claim names no time")
    measured = [result for result in pair.study.results if period(result.timepoint) and _on_outcome(pair, result)]
    if not measured:
        return not_checked(name, "the times of this outcome are not on record")
    at = [result for result in measured if same_period(claimed[0], result.timepoint) is Relation.SAME]
    where = (quoted(pair), *map(shown, at or measured[:3]))
    if not at:
        return not_checked(name, f"the study measured at other times than {claimed[0]}", *where)
    contrasts = [result for result in at if result.comparator or is_null(result)]
    helped = pair.claim.direction is Direction.BENEFIT and pair.abstract is None
    if contrasts and all(map(is_null, contrasts)) and helped:
        return differs(name, "timepoint_null", f"at {claimed[0]} the study found no difference", *where)
    return agrees(name, f"the study measured this outcome at {claimed[0]}", *where)


def check_duration(pair: Pair) -> Check:
    """Whether an effect is said to last longer than anybody looked, or a maximum is told as the rule."""
    name = CheckName.DURATION
    if not pair.claims_benefit:
        return not_checked(name, "the claim promises no lasting benefit")
    longest = _longest_look(pair)
    if longest is None:
        return not_checked(name, "how long the study followed people is not on record")
    days, seen = longest
    where = (quoted(pair), field("followed for", seen))
    claimed = _claimed_length(pair)
    if claimed is not None:
        return _compare(pair, claimed, days)
    if (word := _LASTING.search(pair.claim.quote)) is None:
        return not_checked(name, "the claim does not say how long the effect lasts", *where)
    if days < LONG_TERM:
        return differs(name, "duration_overstated", f"'{word[0]}', but the study looked no further than {seen}", *where)
    return agrees(name, f"the study looked as far as {seen}", *where)


def _compare(pair: Pair, claimed: str, days: float) -> Check:
    name = CheckName.DURATION
    length = period(claimed)
    where = (quoted(pair), field("followed for", f"{days:g} days"))
    if length is not None and length[1] > days * _SLACK:
        return differs(
            name, "duration_overstated", f"{claimed} claimed; the study looked no further than {days:g} days", *where
        )
    ranges = [result for result in pair.study.results if _ends_range(pair, result, claimed)]
    if ranges and not _UP_TO.search(pair.claim.quote):
        reason = f"{claimed} is the far end of a range in the study: {ranges[0].timepoint}"
        return differs(name, "duration_overstated", reason, quoted(pair), shown(ranges[0]))
    return agrees(name, f"the study looked as far as {claimed}", *where)


def _claimed_length(pair: Pair) -> str | None:
    """The length of relief the claim promises: a quantity of time, not the moment of a measurement."""
    for effect in pair.claim.effects:
        if effect.value is not None and kind_of(effect, pair.claim.quote) is QuantityKind.DURATION:
            unit = (effect.unit or "").split(" of ")[0]
            return f"{effect.value:g} {unit}"
    return None


def _ends_range(pair: Pair, result: ResultBase, claimed: str) -> bool:
    """Whether a result's time is a wide range whose far end is the claimed length."""
    seen, length = period(result.timepoint), period(claimed)
    if seen is None or length is None or not _on_outcome(pair, result):
        return False
    return seen[1] >= seen[0] * 1.5 and abs(seen[1] - length[1]) <= 0.1 * length[1]


def _longest_look(pair: Pair) -> tuple[float, str] | None:
    texts = [pair.study.follow_up, *(result.timepoint for result in pair.study.results if _on_outcome(pair, result))]
    known = [(span[1], text) for text in texts if text and (span := period(text))]
    return max(known, default=None)


def _on_outcome(pair: Pair, result: ResultBase) -> bool:
    return pair.outcome_relation(result) is not Relation.OTHER
