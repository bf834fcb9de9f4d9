"""A free-text claim held against an abstract: direction, figures with their arms and outcome, scope, wording.

It never supports or contradicts a claim about an outcome the abstract does not report: that is `not_checked`.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from evidence.abstracts.assertions import Assertion, core, read_assertion
from evidence.abstracts.direction import DirectionReading, direction_in
from evidence.abstracts.figures import Figure, figures
from evidence.abstracts.reading import Abstract, Sentence, read_abstract
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.share_assertions import ShareAssertion, read_shares
from evidence.abstracts.shares import ShareFinding, read_shares_in
from evidence.abstracts.species import read_species
from evidence.abstracts.terms import read_term
from evidence.abstracts.views import Way
from evidence.models import AbstractSection, Check, CheckName, CheckResult, Passage
from evidence.verify.statement_scope import scope_checks


class StatementVerdict(StrEnum):
    """What an abstract says of a claim; `not_checked` where no decisive check could be made."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OVERSTATED = "overstated"
    NOT_CHECKED = "not_checked"


class StatementReading(NamedTuple):
    """A verdict with the checks it follows from."""

    verdict: StatementVerdict
    checks: tuple[Check, ...]


_HARM = re.compile(
    r"(?i)\badverse\b|\bside[ -]effects?\b|\btoxicit|\bnausea\b|\bvomit|\bdizz|\bwithdr[ae]w|\bdiscontinu|"
    r"\bheadaches?\b|\bsedation\b|\bdissociat|\bhallucinat|\bserious events?\b|\bcomplications?\b|"
    r"\bdeaths?\b|\btolerab|\btreatment-emergent\b"
)
_RESULTS = frozenset({SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.CONCLUSION})
_ANIMAL_WORD = re.compile(
    r"(?i)\b(?:rats?|mice|mouse|animals?|rabbits?|dogs?|pigs?|cells?|in vitro|monkeys?|preclinical|laboratory)\b"
)


def check_statement(claim: str, title: str, abstract: tuple[AbstractSection, ...] | str) -> StatementReading:
    """Hold a free sentence against a title and an abstract.

    >>> abstract = "RESULTS: Pain was lower with X than with placebo (P = 0.01)."
    >>> check_statement("X reduced pain compared with placebo.", "", abstract).verdict.value
    'supported'
    """
    read = read_abstract(title, abstract)
    shares = read_shares(claim)
    if shares is not None:
        return _by_shares(read, claim, shares)
    assertion = read_assertion(claim)
    reading = _direction(read, assertion)
    checks = (
        _direction_check(assertion, reading),
        _numbers_check(read, claim, assertion),
        _species_check(read, claim),
        *scope_checks(read, claim, assertion),
        _assertiveness_check(assertion),
    )
    return StatementReading(_decide(checks, assertion), checks)


def _direction(read: Abstract, assertion: Assertion) -> DirectionReading:
    if not assertion.outcome or assertion.kind is None:
        return DirectionReading(Way.UNKNOWN, (), ("the claim names no outcome with a direction",))
    reading = direction_in(read, assertion.intervention, assertion.comparator, assertion.outcome)
    shorter = core(assertion.outcome)
    if reading.direction is not Way.UNKNOWN or shorter == assertion.outcome:
        return reading
    return direction_in(read, assertion.intervention, assertion.comparator, shorter)


def _direction_check(assertion: Assertion, reading: DirectionReading) -> Check:
    claimed = assertion.way()
    reason = "; ".join(reading.reasons)
    if claimed is Way.UNKNOWN or reading.direction is Way.UNKNOWN:
        why = reason if claimed is not Way.UNKNOWN else "the claim does not say which way the outcome went"
        return Check(name=CheckName.DIRECTION, result=CheckResult.NOT_CHECKED, reason=why, passages=reading.passages)
    agrees = claimed == reading.direction
    said = f"the claim says {_SAID[claimed]}, the abstract {_SAID[reading.direction]}: {reason}"
    return Check(
        name=CheckName.DIRECTION,
        result=CheckResult.AGREES if agrees else CheckResult.DIFFERS,
        reason=said,
        code=None if agrees else _difference(claimed, reading.direction),
        passages=reading.passages,
    )


_SAID = {Way.INCREASED: "higher", Way.DECREASED: "lower", Way.NO_DIFFERENCE: "no difference"}


def _difference(claimed: Way, found: Way) -> str:
    """A word for the way two directions differ."""
    if found is Way.NO_DIFFERENCE:
        return "no_difference_found"
    return "difference_denied" if claimed is Way.NO_DIFFERENCE else "direction_reversed"


_NO_FIGURE = Check(
    name=CheckName.NUMBERS, result=CheckResult.NOT_CHECKED, reason="the claim states no figure of a result"
)


def _numbers_check(read: Abstract, claim: str, assertion: Assertion) -> Check:
    """Whether the claim's figures stand in the abstract for the claim's outcome, or for harms instead."""
    wanted = [figure for figure in assertion.figures if figure.percent or figure.count is not None]
    if not wanted:
        return _NO_FIGURE
    places = [_places_of(figure, read) for figure in wanted]
    if not all(places):
        missing = next(figure for figure, found in zip(wanted, places, strict=True) if not found)
        reason = f"the abstract does not give {missing.value:g}; that is no sign against it"
        return Check(name=CheckName.NUMBERS, result=CheckResult.NOT_CHECKED, reason=reason)
    common = [sentence for sentence in places[0] if all(sentence in found for found in places)]
    sentences = common or places[0]
    term = read_term(assertion.outcome, read)
    own = [sentence for sentence in sentences if term.weights and term.mentioned(sentence) >= 0.34]
    passages = tuple(sentence.passage() for sentence in (own or sentences)[:2])
    if own:
        return Check(
            name=CheckName.NUMBERS,
            result=CheckResult.AGREES,
            reason="the abstract gives the figures for this outcome",
            passages=passages,
        )
    return _figures_of_other_outcome(claim, sentences, len(wanted), passages)


def _figures_of_other_outcome(
    claim: str, sentences: list[Sentence], wanted: int, passages: tuple[Passage, ...]
) -> Check:
    harms = all(_HARM.search(sentence.text) for sentence in sentences) and not _HARM.search(claim)
    if harms and wanted >= 2:
        reason = "the abstract gives these figures for adverse events, the claim for something else"
        return Check(
            name=CheckName.NUMBERS, result=CheckResult.DIFFERS, reason=reason, code="outcome_swapped", passages=passages
        )
    reason = "the figures stand in the abstract, but whether for this outcome cannot be read"
    return Check(name=CheckName.NUMBERS, result=CheckResult.NOT_CHECKED, reason=reason, passages=passages)


def _places_of(wanted: Figure, read: Abstract) -> list[Sentence]:
    return [
        sentence
        for sentence in read.sentences
        if sentence.kind in _RESULTS and any(_equal(figure, wanted) for figure in figures(sentence.text))
    ]


def _equal(figure: Figure, wanted: Figure) -> bool:
    if figure.count is not None and wanted.count is not None:
        return (figure.count, figure.total) == (wanted.count, wanted.total)
    tolerance = 0.5 if wanted.value == int(wanted.value) else 0.05
    return figure.percent == wanted.percent and abs(abs(figure.value) - abs(wanted.value)) < tolerance


def _species_check(read: Abstract, claim: str) -> Check:
    species, passage = read_species(read)
    if species is None:
        return Check(
            name=CheckName.SPECIES, result=CheckResult.NOT_CHECKED, reason="the abstract does not say what was studied"
        )
    passages = (Passage(source="abstract", text=passage),) if passage else ()
    if species == "human" or _ANIMAL_WORD.search(claim):
        return Check(name=CheckName.SPECIES, result=CheckResult.AGREES, reason=f"studied: {species}", passages=passages)
    reason = f"studied: {species}; the claim does not say so"
    return Check(
        name=CheckName.SPECIES,
        result=CheckResult.DIFFERS,
        reason=reason,
        code="nonhuman_undisclosed",
        passages=passages,
    )


_MODEST = Check(name=CheckName.ASSERTIVENESS, result=CheckResult.AGREES, reason="the claim uses no absolute words")


def _assertiveness_check(assertion: Assertion) -> Check:
    if not assertion.absolute:
        return _MODEST
    reason = "one study cannot carry words such as cure, always or completely"
    return Check(name=CheckName.ASSERTIVENESS, result=CheckResult.DIFFERS, reason=reason, code="absolute_wording")


_WEAKENS = (
    CheckName.ASSERTIVENESS,
    CheckName.POPULATION,
    CheckName.CONDITION,
    CheckName.ROUTE,
    CheckName.DOSE,
)
"""Checks that make `overstated` of a claim whose direction and figures stand: it goes beyond what was studied."""


def _decide(checks: tuple[Check, ...], assertion: Assertion) -> StatementVerdict:
    """The verdict of the decisive checks: direction and figures; scope and wording only weaken a support."""
    by_name = {check.name: check for check in checks}
    direction, numbers = by_name[CheckName.DIRECTION], by_name[CheckName.NUMBERS]
    if CheckResult.DIFFERS in {direction.result, numbers.result}:
        return StatementVerdict.CONTRADICTED
    if direction.result is CheckResult.NOT_CHECKED:
        return StatementVerdict.NOT_CHECKED
    stated = any(figure.percent or figure.count is not None for figure in assertion.figures)
    if stated and numbers.result is CheckResult.NOT_CHECKED:
        return StatementVerdict.NOT_CHECKED
    weakened = any(by_name[name].result is CheckResult.DIFFERS for name in _WEAKENS) or (
        by_name[CheckName.SPECIES].result is CheckResult.DIFFERS and assertion.way() is not Way.NO_DIFFERENCE
    )
    return StatementVerdict.OVERSTATED if weakened else StatementVerdict.SUPPORTED


_SHARE_VERDICT = {
    ShareFinding.SAME: (StatementVerdict.SUPPORTED, CheckResult.AGREES, None),
    ShareFinding.SWAPPED: (StatementVerdict.CONTRADICTED, CheckResult.DIFFERS, "arms_swapped"),
    ShareFinding.CHANGED: (StatementVerdict.CONTRADICTED, CheckResult.DIFFERS, "figure_changed"),
    ShareFinding.OTHER_OUTCOME: (StatementVerdict.CONTRADICTED, CheckResult.DIFFERS, "outcome_swapped"),
    ShareFinding.NOT_FOUND: (StatementVerdict.NOT_CHECKED, CheckResult.NOT_CHECKED, None),
}


def _by_shares(read: Abstract, claim: str, shares: ShareAssertion) -> StatementReading:
    """The verdict on `k of n in one arm and k of n in the other had …`."""
    found = read_shares_in(read, shares)
    verdict, result, code = _SHARE_VERDICT[found.finding]
    passages = (found.sentence.passage(),) if found.sentence is not None else ()
    check = Check(name=CheckName.NUMBERS, result=result, reason=found.reason, code=code, passages=passages)
    return StatementReading(verdict, (check, _species_check(read, claim)))
