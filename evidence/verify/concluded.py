"""A claim against what the authors say of the treatment as a whole: their comparison of the two, their conclusion.

It never reads one outcome out of several; that is asked elsewhere, and first.
"""

import re

from evidence.abstracts.assertions import Assertion, read_assertion
from evidence.abstracts.conclusion import Conclusion, read_conclusion
from evidence.abstracts.cues import CueKind
from evidence.abstracts.reading import Abstract
from evidence.abstracts.sections import SectionKind
from evidence.models import Check, CheckName, Direction, Passage
from evidence.verify.outcomes import is_generic
from evidence.verify.pair import Pair, agrees, differs, not_checked, quoted
from evidence.verify.plain import named, said
from evidence.verify.wording import is_inert, stem, words

_NAME = CheckName.DIRECTION
_INERT_WORDS = re.compile(
    r"(?i)\b(?:placebos?|sham|no[- ](?:treatment|intervention)|untreated|usual care|standard care|"
    r"wait(?:ing)?[- ]?list|saline|vehicle|control(?:s| group| arm)?|dummy|attention control|simulated|mock|inactive|"
    r"room air|(?:slightly )?pressuri[sz]ed air|delayed (?:start|treatment)|education(?:al)?)\b"
)


def has_inert_control(pair: Pair, abstract: Abstract) -> bool:
    """Whether the study compared with placebo, no treatment or the like, by its arms or by its abstract's words."""
    if any(arm.role in {"placebo", "control"} or is_inert(arm.name) for arm in pair.study.arms):
        return True
    return _INERT_WORDS.search(f"{abstract.title}\n{abstract.text}") is not None


_CLAUSES = re.compile(r"(?i);\s|,? \b(?:but|whereas|while|although)\b ")
_BETTER = {CueKind.BETTER: 1, CueKind.WORSE: -1, CueKind.NULL: 0}


def as_a_whole(pair: Pair, abstract: Abstract) -> Check | None:
    """A sentence that sets the two treatments against each other as a whole: `A was no better than B`."""
    ours = read_assertion(said(pair.claim.quote))
    if ours.kind not in _BETTER or not ours.comparator:
        return None
    for sentence in abstract.of_kind(SectionKind.RESULTS, SectionKind.CONCLUSION, SectionKind.UNLABELLED):
        for theirs in map(read_assertion, _CLAUSES.split(sentence.text)):
            if theirs.kind not in _BETTER or not theirs.comparator or not _is_overall(pair, theirs.outcome):
                continue
            turn = _same_sides(pair, ours, theirs)
            if turn:
                return _overall(pair, _BETTER[ours.kind], turn * _BETTER[theirs.kind], sentence.passage())
    return None


_TREATING = re.compile(r"(?i)\b(?:treatment|management|therapy|relief) (?:of|for)\b|\btreating\b|\bmanaging\b")


def _is_overall(pair: Pair, outcome: str) -> bool:
    """Whether a comparison is said to hold for no outcome in particular, or for treating what was treated."""
    return not outcome or is_generic(outcome) or _TREATING.search(outcome) is not None or pair.is_treated(outcome)


def _same_sides(pair: Pair, one: Assertion, another: Assertion) -> int:
    """1 where both name the same treatments in the same places, -1 where crosswise, 0 where not."""
    left, right = _apart(pair.as_named(one.intervention), pair.as_named(one.comparator))
    first, second = _apart(another.intervention, another.comparator)
    if left & first and right & second:
        return 1
    return -1 if left & second and right & first else 0


def _apart(one: str, another: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of each name that are not the other's, so that real and simulated acupuncture are two."""
    left, right = _telling(one), _telling(another)
    return (left - right, right - left) if left != right else (left, right)


_SMALL = frozenset({"the", "and", "with", "alone", "group", "treatment", "therap", "extract", "extracts"})


def _telling(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(name) if len(word) > 2) - _SMALL


def _overall(pair: Pair, claimed: int, found: int, passage: Passage) -> Check:
    told = f"the authors compare the two as a whole: {passage.text}"
    if claimed == found:
        return agrees(_NAME, told, quoted(pair), passage)
    if claimed == 0:
        return differs(_NAME, "difference_denied", told, quoted(pair), passage)
    return differs(_NAME, "comparator_reversed" if found == -claimed else "no_advantage", told, quoted(pair), passage)


_PRAISES = re.compile(r"(?i)\b(?:effective\w*|efficac\w+|works?|improv\w+|reliev\w+|treats?|treatment for|helps?)\b")


def _of_harm_alone(pair: Pair) -> bool:
    """Whether a claim speaks of harms and not, as `safe and effective` does, of benefit as well."""
    return pair.about_harm and _PRAISES.search(pair.claim.quote) is None


def concludes_against(pair: Pair, abstract: Abstract) -> Check | None:
    """What a claim of benefit leaves out where the authors conclude that the treatment does not help."""
    claim = pair.claim
    if claim.direction is not Direction.BENEFIT or _of_harm_alone(pair) or not claim.intervention:
        return None
    ours, theirs = map(pair.as_named, (claim.intervention, claim.comparator or ""))
    reading = read_conclusion(abstract, ours, theirs)
    if reading.conclusion is not Conclusion.DOES_NOT or not has_inert_control(pair, abstract):
        return None
    passages = [sentence.passage() for sentence in reading.sentences]
    told = " ".join(passage.text for passage in passages)
    return differs(_NAME, "conclusion_against", f"the authors conclude: {told}", quoted(pair), *passages)


def by_conclusion(pair: Pair, abstract: Abstract) -> Check:
    """A claim that a treatment works, without saying at what, against what the authors conclude of it."""
    claim = pair.claim
    treatment = claim.intervention or named(read_assertion(said(claim.quote)).intervention)
    one_way = claim.direction in {Direction.BENEFIT, Direction.NO_DIFFERENCE} and not _of_harm_alone(pair)
    if not one_way or not treatment or is_inert(treatment):
        return not_checked(_NAME, "the claim names no outcome whose direction the abstract could tell")
    ours, theirs = map(pair.as_named, (treatment, claim.comparator or ""))
    if not _is_the_topic(pair):
        return not_checked(_NAME, "the abstract does not speak of what the claim is about")
    reading = read_conclusion(abstract, ours, theirs, claim.condition or "")
    passages = (quoted(pair), *(sentence.passage() for sentence in reading.sentences))
    told = "the authors conclude: " + " ".join(sentence.text for sentence in reading.sentences)
    if reading.conclusion in {Conclusion.SILENT, Conclusion.MIXED}:
        why = "nothing of it" if reading.conclusion is Conclusion.SILENT else "more than one thing of it"
        return not_checked(_NAME, f"the claim names no outcome, and the authors conclude {why}", *passages[1:])
    if reading.conclusion is Conclusion.NOT_KNOWN:
        return differs(_NAME, "evidence_insufficient", told, *passages)
    helps = claim.direction is Direction.BENEFIT
    if (reading.conclusion is Conclusion.HELPS) is helps:
        return agrees(_NAME, told, *passages)
    return _denied(pair, abstract, told, passages) if helps else differs(_NAME, "difference_denied", told, *passages)


def _is_the_topic(pair: Pair) -> bool:
    """Whether the abstract speaks of the condition and the outcome that the claim names, as far as it names any."""
    topics = [topic for topic in (pair.claim.condition, pair.claim.outcome) if topic and not is_generic(topic)]
    return all(any(map(pair.mentions_some_of, topic.split(";"))) for topic in topics)


def _denied(pair: Pair, abstract: Abstract, told: str, passages: tuple[Passage, ...]) -> Check:
    """The authors deny what the claim says; between two treatments that both may work, only if both are named."""
    comparator = pair.claim.comparator
    if comparator and not is_inert(comparator):
        return differs(_NAME, "no_advantage", told, *passages)
    if not has_inert_control(pair, abstract):
        reason = "the study compared two active treatments, which does not tell whether either one works"
        return not_checked(_NAME, reason, *passages)
    return differs(_NAME, "outcome_null", told, *passages)
