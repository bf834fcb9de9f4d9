"""What the results of an abstract say, sentence by sentence: outcome, role, arms, figures, direction and significance.

It never fills a gap: what a sentence does not give stays None, and every finding keeps its sentence.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from evidence.abstracts.arm_mentions import arm_mentions, figures_by_arm
from evidence.abstracts.arm_names import ArmReading
from evidence.abstracts.contrast import read_contrast
from evidence.abstracts.figures import Figure
from evidence.abstracts.marks import Mark, marks, number
from evidence.abstracts.outcomes import is_harm, outcome_of, primary_outcome, role_of
from evidence.abstracts.polarity import known_polarity
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.statements import read_sentence
from evidence.abstracts.terms import Term, read_term
from evidence.abstracts.timepoints import first_timepoint
from evidence.abstracts.views import Statement, Way
from evidence.models import Direction, OutcomeKind, QuantityKind, ResultBase

_P = re.compile(r"(?i)p[^<>=≤≥\d]{0,25}(?P<sign>[<>=≤≥]|&lt;|&gt;)?\s?=?\s?(?P<value>[\d.,·]+\d)")
_SIGNS = {"&lt;": "<", "&gt;": ">", "≤": "<", "≥": ">"}
_PEOPLE = re.compile(
    r"(?i)\bof (?:the )?(?:patients|participants|subjects|women|men|children|people|individuals|adults|"
    r"infants|cases)\b|\b(?:patients|participants|subjects|women|men|children)\b"
)


class _Context(NamedTuple):
    abstract: Abstract
    arms: Sequence[ArmReading]
    stems: frozenset[str]
    primary: Term | None


def read_findings(abstract: Abstract, arms: Sequence[ArmReading]) -> tuple[ResultBase, ...]:
    """The results in the order of their sentences; offsets are those of the sentence in the abstract's text."""
    named = primary_outcome(abstract)
    stems = frozenset().union(*(one.stems for one in arms)) if arms else frozenset()
    context = _Context(abstract, arms, stems, read_term(named[0], abstract) if named else None)
    found: list[ResultBase] = []
    for sentence in abstract.of_kind(SectionKind.RESULTS):
        found.extend(_of_sentence(sentence, context))
    return tuple(found)


def _of_sentence(sentence: Sentence, context: _Context) -> list[ResultBase]:
    outcome = outcome_of(sentence, context.stems)
    if outcome is None:
        return []
    kind = role_of(sentence, outcome, context.primary)
    told = figures_by_arm(sentence, context.arms, _before(sentence, context.abstract))
    values = [_value(sentence, outcome, kind, arm, figure) for arm, figure in told]
    contrast = _contrast(sentence, outcome, kind, context)
    return values + ([contrast] if contrast is not None else [])


def _before(sentence: Sentence, abstract: Abstract) -> Sentence | None:
    place = abstract.sentences.index(sentence)
    return abstract.sentences[place - 1] if place else None


def _value(sentence: Sentence, outcome: str, kind: OutcomeKind, arm: ArmReading, figure: Figure) -> ResultBase:
    people = figure.count is not None or (figure.percent and _PEOPLE.search(sentence.text) is not None)
    quantity = QuantityKind.MEASURE
    if figure.percent:
        quantity = QuantityKind.PERCENT_OF_PEOPLE if people else QuantityKind.PERCENT
    return ResultBase(
        outcome=outcome,
        kind=kind,
        arm=arm.arm.name,
        timepoint=first_timepoint(sentence.text),
        measure="proportion" if people else None,
        value=figure.value,
        unit="%" if figure.percent else None,
        quantity_kind=quantity,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )


def _contrast(sentence: Sentence, outcome: str, kind: OutcomeKind, context: _Context) -> ResultBase | None:
    """What the sentence says between the arms; None where it gives no direction and no p value."""
    intervention, comparator = _sides(sentence, context.arms)
    contrast = read_contrast(intervention or "", comparator or "", context.abstract)
    statement = read_sentence(sentence, read_term(outcome, context.abstract), contrast)
    given = marks(sentence.text)
    p_mark = next((mark for mark in given if mark.is_p and _P.match(mark.text)), None)
    if statement is None and p_mark is None:
        return None
    sign, p_value = _p_of(p_mark)
    return ResultBase(
        outcome=outcome,
        kind=kind,
        arm=intervention,
        comparator=comparator,
        timepoint=first_timepoint(sentence.text),
        p_value=p_value,
        p_comparator=sign,
        direction=_direction(statement, outcome, named=intervention is not None),
        significant=_significant(statement, given),
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )


def _sides(sentence: Sentence, arms: Sequence[ArmReading]) -> tuple[str | None, str | None]:
    """The intervention and the comparator a sentence compares; the only two of the trial where it names neither."""
    named = {mention.arm.arm.name for mention in arm_mentions(sentence, arms)}
    pool = [one.arm for one in arms if one.arm.name in named] or [one.arm for one in arms]
    treated = [one for one in pool if one.role == "intervention"]
    controls = [one for one in pool if one.role != "intervention"] or [
        one.arm for one in arms if one.arm.role != "intervention"
    ]
    if len(treated) == 1 and len(controls) == 1:
        return treated[0].name, controls[0].name
    if len(treated) == 2 and not controls:
        return treated[0].name, treated[1].name
    return None, None


def _p_of(mark: Mark | None) -> tuple[str | None, float | None]:
    parts = _P.match(mark.text) if mark is not None else None
    if parts is None:
        return None, None
    value = number(parts["value"])
    sign = parts["sign"] or "="
    return (_SIGNS.get(sign, sign), value) if 0 <= value <= 1 else (None, None)


def _direction(statement: Statement | None, outcome: str, *, named: bool) -> Direction:
    """Benefit or harm for a named arm, by what is good for the outcome; no difference needs no name."""
    if statement is None or statement.within:
        return Direction.UNKNOWN
    if statement.way is Way.NO_DIFFERENCE:
        return Direction.NO_DIFFERENCE
    if not named:
        return Direction.UNKNOWN
    lower_is_good = True if is_harm(outcome) else known_polarity(outcome)
    if lower_is_good is None:
        return Direction.UNKNOWN
    good = (statement.way is Way.DECREASED) == lower_is_good
    return Direction.BENEFIT if good else Direction.HARM


def _significant(statement: Statement | None, given: Sequence[Mark]) -> bool | None:
    if statement is not None and statement.way is Way.NO_DIFFERENCE:
        return False
    return given[0].significant if given else None
