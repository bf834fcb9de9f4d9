"""What a claim asks of an abstract: which treatments, which outcome, and the way it is said to have gone.

It reads the claim only; a claim that names no outcome asks nothing here.
"""

from typing import NamedTuple

from evidence.abstracts.assertions import Assertion, core, read_assertion
from evidence.abstracts.polarity import known_polarity
from evidence.abstracts.timepoints import timepoints
from evidence.abstracts.views import Way
from evidence.models import Direction
from evidence.verify.outcomes import families, is_generic
from evidence.verify.pair import Pair
from evidence.verify.plain import compared_with, named, said

_LONGEST_NAME = 8
"""Words; what stands before the verb of a longer sentence is no name of a treatment."""


class Question(NamedTuple):
    """What to ask the abstract, and the answer that the claim asserts."""

    intervention: str
    comparator: str
    outcome: str
    claimed: Way


def names_a_change(pair: Pair) -> bool:
    """Whether the claim says of something what became of it, `relieves pain`, and not only `works for pain`."""
    assertion = read_assertion(said(pair.claim.quote))
    return assertion.kind is not None and bool(named(assertion.outcome))


def questions_of(pair: Pair) -> list[Question]:
    """What the claim says of outcomes it names, by its own words first and then by its fields."""
    claim = pair.claim
    assertion = read_assertion(said(claim.quote))
    intervention, comparator = map(pair.as_named, _sides(pair, assertion))
    asked: list[tuple[str, Way]] = []
    if assertion.kind is not None and named(assertion.outcome):
        told = dict.fromkeys((assertion.outcome, core(assertion.outcome)))
        asked = [(outcome, assertion.way()) for outcome in told]
    if claim.outcome:
        asked.append((claim.outcome, _way_of(claim.direction, claim.outcome)))
    return [
        Question(intervention, comparator, _timed(pair, outcome), way)
        for outcome, way in asked
        if way is not Way.UNKNOWN and _is_an_outcome(pair, outcome)
    ]


def _sides(pair: Pair, assertion: Assertion) -> tuple[str, str]:
    """Who is set against whom: by the sentence where it names both shortly, else by the claim's fields."""
    ours, theirs = pair.claim.intervention or "", pair.claim.comparator or ""
    if assertion.kind is None:
        return ours, theirs
    told = named(assertion.intervention)
    short = len(told.split()) <= _LONGEST_NAME
    return (told if short or not ours else ours) or ours, compared_with(assertion.comparator) or theirs


def _way_of(direction: Direction, outcome: str) -> Way:
    if direction is Direction.NO_DIFFERENCE:
        return Way.NO_DIFFERENCE
    lower = known_polarity(outcome)
    if lower is None or direction not in {Direction.BENEFIT, Direction.HARM}:
        return Way.UNKNOWN
    return Way.DECREASED if lower is (direction is Direction.BENEFIT) else Way.INCREASED


def _is_an_outcome(pair: Pair, outcome: str) -> bool:
    """Whether a phrase names something measured, and not just `results` or the condition that was treated."""
    if is_generic(outcome):
        return False
    treated = pair.vocabulary.condition_code(core(outcome)) or pair.is_treated(outcome)
    return bool(families(outcome)) or not treated


def _timed(pair: Pair, outcome: str) -> str:
    """The outcome with the time the claim gives for it."""
    times = [effect.timepoint for effect in pair.claim.effects if effect.timepoint]
    return f"{outcome} at {times[0]}" if times and not timepoints(outcome) else outcome
