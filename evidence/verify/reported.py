"""Read an abstract with the claim in hand, where nobody has entered the study's results: which way the outcome went.

It never decides on an outcome the abstract does not report; a claim that names none is held against the conclusion.
"""

import re

from evidence.abstracts.contrast import read_contrast
from evidence.abstracts.direction import DirectionReading, direction_in
from evidence.abstracts.outcomes import is_harm, primary_outcome
from evidence.abstracts.reading import Abstract
from evidence.abstracts.terms import read_term
from evidence.abstracts.views import Way
from evidence.models import Check, CheckName, CheckResult, Direction, Passage
from evidence.verify.bearing import arms_named, bears_on
from evidence.verify.concluded import as_a_whole, by_conclusion, concludes_against, has_inert_control
from evidence.verify.outcomes import families
from evidence.verify.pair import Pair, agrees, differs, not_checked, quoted
from evidence.verify.questions import Question, names_a_change, questions_of
from evidence.verify.wording import is_inert

_NAME = CheckName.DIRECTION
_SAID = {Way.INCREASED: "higher", Way.DECREASED: "lower", Way.NO_DIFFERENCE: "no difference"}


def reported_direction(pair: Pair, abstract: Abstract) -> Check:
    """Whether the abstract says of the claimed outcome what the claim says; without one, what its authors conclude."""
    if (compared := as_a_whole(pair, abstract)) is not None:
        return compared
    questions = questions_of(pair)
    in_general = all(pair.is_treated(asked.outcome) for asked in questions)
    concluded = by_conclusion(pair, abstract) if in_general else None
    if concluded is not None and concluded.result is not CheckResult.NOT_CHECKED and not names_a_change(pair):
        return concluded
    for asked in questions:
        reading = direction_in(abstract, asked.intervention, asked.comparator, asked.outcome)
        if reading.direction is not Way.UNKNOWN and bears_on(pair, asked, abstract, reading):
            return _answer(pair, abstract, asked, reading)
    if concluded is not None:
        return concluded
    return not_checked(_NAME, f"the abstract does not say which way '{questions[0].outcome}' went")


def _answer(pair: Pair, abstract: Abstract, asked: Question, reading: DirectionReading) -> Check:
    reason = "; ".join(reading.reasons)
    told = f"the claim says {_SAID[asked.claimed]}, the abstract {_SAID[reading.direction]}: {reason}"
    passages = (quoted(pair), *reading.passages)
    if _agrees(pair, asked, reading.direction):
        against = concludes_against(pair, abstract) if asked.claimed is not Way.NO_DIFFERENCE else None
        if against is not None:
            return against
        failed = _failed_primary(pair, abstract, asked)
        if failed is not None:
            reason = "the claim tells another outcome than the primary one, which did not differ"
            return differs(_NAME, "secondary_as_headline", reason, quoted(pair), *failed.passages, *reading.passages)
        return agrees(_NAME, told, *passages)
    if reading.direction is Way.NO_DIFFERENCE:
        return _null(pair, abstract, asked, told, passages)
    if asked.claimed is not Way.NO_DIFFERENCE and (doubt := _doubt(asked, abstract, reading)):
        return not_checked(_NAME, f"{told}; {doubt}", *passages)
    code = "difference_denied" if asked.claimed is Way.NO_DIFFERENCE else "direction_reversed"
    if code == "direction_reversed" and pair.claim.comparator and not is_inert(pair.claim.comparator):
        code = "comparator_reversed"
    return differs(_NAME, code, told, *passages)


_SIZE_OF_CHANGE = re.compile(r"(?i)\bchanges?\b[^.;]{0,90}\b(?:greater|larger|smaller|more|less)\b")


def _doubt(asked: Question, abstract: Abstract, reading: DirectionReading) -> str | None:
    """Why the opposite of the claim should not be taken from these passages; None where nothing speaks against it."""
    contrast = read_contrast(asked.intervention, asked.comparator, abstract)
    told = [passage.text for passage in reading.passages]
    arms = arms_named(abstract, contrast, told)
    if arms and "i" not in arms:
        return "the passage names the comparator only"
    if any(_SIZE_OF_CHANGE.search(text) for text in told):
        return "a greater change may be a rise or a fall"
    return None


def _agrees(pair: Pair, asked: Question, found: Way) -> bool:
    harmless = is_harm(asked.outcome) and pair.claim.direction is Direction.BENEFIT and found is Way.NO_DIFFERENCE
    return found is asked.claimed or harmless


def _null(pair: Pair, abstract: Abstract, asked: Question, told: str, passages: tuple[Passage, ...]) -> Check:
    """No difference where the claim says one; between two treatments that both may work, only if both are named."""
    if asked.comparator and not is_inert(asked.comparator):
        return differs(_NAME, "no_advantage", told, *passages)
    if not asked.comparator and not has_inert_control(pair, abstract):
        reason = "the study compared two active treatments, which does not tell whether either one works"
        return not_checked(_NAME, reason, *passages)
    primary = primary_outcome(abstract)
    is_primary = primary is not None and _shares(asked.outcome, primary[0], abstract)
    return differs(_NAME, "primary_outcome_null" if is_primary else "outcome_null", told, *passages)


def _failed_primary(pair: Pair, abstract: Abstract, asked: Question) -> DirectionReading | None:
    """The reading of the primary outcome, where it is another one and did not differ."""
    primary = primary_outcome(abstract)
    if primary is None or pair.about_harm or pair.claim.direction is not Direction.BENEFIT:
        return None
    if _shares(asked.outcome, primary[0], abstract):
        return None
    reading = direction_in(abstract, asked.intervention, asked.comparator, primary[0])
    return reading if reading.direction is Way.NO_DIFFERENCE and has_inert_control(pair, abstract) else None


def _shares(one: str, another: str, abstract: Abstract) -> bool:
    """Whether two outcomes share a telling word, or a kind of outcome, so that they may be the same."""
    left, right = read_term(one, abstract), read_term(another, abstract)
    return not left.weights.keys().isdisjoint(right.weights) or bool(families(one) & families(another))
