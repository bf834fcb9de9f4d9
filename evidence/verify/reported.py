"""Read an abstract with the claim in hand, where nobody has entered the study's results: which way the outcome went.

It never decides on an outcome the abstract does not report; a claim that names none is held against the conclusion.
"""

import re
from typing import NamedTuple

from evidence.abstracts.assertions import Assertion, core, read_assertion
from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.direction import DirectionReading, direction_in
from evidence.abstracts.outcomes import is_harm, primary_outcome
from evidence.abstracts.polarity import known_polarity
from evidence.abstracts.reading import Abstract
from evidence.abstracts.terms import read_term
from evidence.abstracts.timepoints import timepoints
from evidence.abstracts.views import Way
from evidence.models import Check, CheckName, CheckResult, Direction, Passage
from evidence.verify.concluded import (
    as_a_whole,
    by_conclusion,
    compared_with,
    concludes_against,
    has_inert_control,
    named,
    said,
)
from evidence.verify.outcomes import families, is_generic
from evidence.verify.pair import Pair, agrees, differs, not_checked, quoted
from evidence.verify.wording import is_inert

_NAME = CheckName.DIRECTION
_LONGEST_NAME = 8
"""Words; what stands before the verb of a longer sentence is no name of a treatment."""
_SAID = {Way.INCREASED: "higher", Way.DECREASED: "lower", Way.NO_DIFFERENCE: "no difference"}


class Question(NamedTuple):
    """What to ask the abstract, and the answer that the claim asserts."""

    intervention: str
    comparator: str
    outcome: str
    claimed: Way


def reported_direction(pair: Pair, abstract: Abstract) -> Check:
    """Whether the abstract says of the claimed outcome what the claim says; without one, what its authors conclude."""
    if (compared := as_a_whole(pair, abstract)) is not None:
        return compared
    questions = _questions(pair)
    in_general = all(pair.is_treated(asked.outcome) for asked in questions)
    concluded = by_conclusion(pair, abstract) if in_general else None
    if concluded is not None and concluded.result is not CheckResult.NOT_CHECKED and not _names_a_change(pair):
        return concluded
    for asked in questions:
        reading = direction_in(abstract, asked.intervention, asked.comparator, asked.outcome)
        if reading.direction is not Way.UNKNOWN and _is_of(pair, asked, abstract, reading):
            return _answer(pair, abstract, asked, reading)
    if concluded is not None:
        return concluded
    return not_checked(_NAME, f"the abstract does not say which way '{questions[0].outcome}' went")


# ---------------------------------------------------------------- what is asked


def _names_a_change(pair: Pair) -> bool:
    """Whether the claim says of something what became of it, `relieves pain`, and not only `works for pain`."""
    assertion = read_assertion(said(pair.claim.quote))
    return assertion.kind is not None and bool(named(assertion.outcome))


def _questions(pair: Pair) -> list[Question]:
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


def _is_of(pair: Pair, asked: Question, abstract: Abstract, reading: DirectionReading) -> bool:
    """Whether what was read can be said of the claimed treatment.

    A trial of several drugs reports one of them in a sentence that is silent about the others.
    """
    told = [passage.text for passage in reading.passages]
    elsewhere = bool(told) and all(_is_elsewhere(asked.outcome, text) or _turns(asked.outcome, text) for text in told)
    if not asked.intervention or elsewhere or (told and _tells_of_the_course(pair, told[0])):
        return False
    contrast = read_contrast(asked.intervention, asked.comparator, abstract)
    if "i" in _arms_named(abstract, contrast, told):
        return True
    if not any(contrast.mentions(sentence) for sentence in abstract.sentences):
        return False
    return not any(pair.names_another_treatment(text) for text in told)


def _arms_named(abstract: Abstract, contrast: Contrast, told: list[str]) -> set[str]:
    """The arms, `i` and `c`, that some of the abstract's sentences name."""
    return {m.arm for one in abstract.sentences if one.text in told for m in contrast.mentions(one)}


_PREVENTS = re.compile(r"(?i)\b(?:prevents?|prevented|wards? off|protects? (?:you )?(?:from|against))\b")
_COURSE = re.compile(r"(?i)\b(?:duration|severity|shorter|longer|length|symptom scores?|days of)\b")


def _tells_of_the_course(pair: Pair, text: str) -> bool:
    """Whether a passage tells how long or how bad an illness was, where the claim says that it is prevented."""
    return _PREVENTS.search(pair.claim.quote) is not None and _COURSE.search(text) is not None


_PLACES = re.compile(
    r"(?i)\b(?:knees?|hips?|back|lumbar|neck|cervical|shoulders?|elbows?|wrists?|hands?|ankles?|foot|feet|heels?|"
    r"plantar|head|face|facial|jaws?|chest|abdom\w+|pelvi\w+|pelvis|legs?|arms? pain|calf|muscles?|joints?|teeth|"
    r"dental|breasts?|eyes?|ears?|throat|skin|scalp|wounds?)\b"
)


_TURNERS = (
    r"(?:latency|thresholds?|tolerance|relief|loss|disturbances?|problems?|difficult\w+|deprivation|onset|free|resistance|"
    r"failure|recovery|remission|improvements?|reductions?)"
)


def _turns(outcome: str, text: str) -> bool:
    """Whether a passage has the outcome only inside a name that means the opposite: sleep latency is not sleep."""
    last = re.findall(r"[\w-]+", outcome)[-1:]
    if not last or re.search(_TURNERS, outcome, re.IGNORECASE):
        return False
    word = re.escape(last[0])
    inside = len(re.findall(rf"(?i)\b{word}[ -]{_TURNERS}\b", text))
    return 0 < inside == len(re.findall(rf"(?i)\b{word}\b", text))


def _is_elsewhere(outcome: str, text: str) -> bool:
    """Whether a passage speaks of other parts of the body than the outcome: abdominal pain is no knee pain."""
    ours = {mark[0].lower().rstrip("s") for mark in _PLACES.finditer(outcome)}
    theirs = {mark[0].lower().rstrip("s") for mark in _PLACES.finditer(text)}
    return bool(ours and theirs) and not ours & theirs


# ---------------------------------------------------------------- what is answered


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
    named = _arms_named(abstract, contrast, told)
    if named and "i" not in named:
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
