"""The figures of an abstract as results, read with the claim in hand: its outcome, its two treatments, its times.

For abstracts nobody has entered results of; it never judges a figure, and one whose arm is not plain has none.
"""

import re
from dataclasses import replace

from evidence.abstracts.assertions import core, read_assertion
from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.figures import Figure, figures
from evidence.abstracts.outcomes import is_harm, outcome_of
from evidence.abstracts.pairing import paired_figures
from evidence.abstracts.reading import Abstract, Sentence, read_abstract
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.terms import Term, read_term
from evidence.abstracts.timepoints import first_timepoint
from evidence.abstracts.views import View, view_of
from evidence.models import OutcomeKind, QuantityBase, QuantityKind, ResultBase
from evidence.verify.concluded import named, said
from evidence.verify.outcomes import is_generic
from evidence.verify.pair import Pair
from evidence.verify.wording import stem, words

_REPORTS = (SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.CONCLUSION)
_UNNAMED = "improvement"
_GAIN = re.compile(
    r"(?i)\b(?:improv|respon[ds]|success|remission|recover|reliev|relief|reduc|decreas|better|resol|cure|heal|regrow)\w*"
)
"""What makes a sentence one about a claim that says only that people got better."""
_MENTIONED = 0.34
"""Least share of the outcome's words that makes a sentence one about it."""


def with_reported(pair: Pair, abstract: Abstract) -> Pair:
    """The pair with the abstract's figures for results, and the arms that the claim's sentence gives its figures."""
    sides = _Sides(pair)
    pair = replace(pair, claim=pair.claim.model_copy(update={"outcome": sides.outcome}))
    claim = pair.claim.model_copy(update={"effects": _with_arms(pair, sides)})
    study = pair.study.model_copy(update={"results": _results(pair, abstract, sides)})
    return replace(pair, claim=claim, study=study)


class _Sides:
    """The claim's two treatments and its outcome by name; a control nobody named is `control`, an outcome a change."""

    def __init__(self, pair: Pair) -> None:
        assertion = read_assertion(said(pair.claim.quote))
        self.intervention = pair.claim.intervention or assertion.intervention
        self.comparator = pair.claim.comparator or assertion.comparator or "control"
        told = named(core(assertion.outcome)) if assertion.kind is not None and not assertion.figures else ""
        self.outcome = pair.claim.outcome or told or _UNNAMED

    def contrast(self, abstract: Abstract, pair: Pair) -> Contrast:
        return read_contrast(pair.as_named(self.intervention), pair.as_named(self.comparator), abstract)

    def label(self, arm: str | None) -> str | None:
        return {"i": self.intervention or None, "c": self.comparator}.get(arm or "")


# ---------------------------------------------------------------- the claim's figures


def _with_arms(pair: Pair, sides: _Sides) -> tuple[QuantityBase, ...]:
    read = read_abstract("", pair.claim.quote)
    arms: dict[float, str | None] = {}
    for sentence in read.sentences:
        view = view_of(
            sentence, read_term(pair.outcome, read), read_contrast(sides.intervention, sides.comparator, read)
        )
        arms |= {figure.value: sides.label(arm) for figure, arm in _by_arm(view) if arm is not None}
    return tuple(
        effect.model_copy(update={"arm": arms[effect.value]}) if effect.value in arms else effect
        for effect in pair.claim.effects
    )


# ---------------------------------------------------------------- the abstract's figures


def _results(pair: Pair, abstract: Abstract, sides: _Sides) -> tuple[ResultBase, ...]:
    term, contrast = read_term(pair.outcome, abstract), sides.contrast(abstract, pair)
    found: list[ResultBase] = []
    for sentence in abstract.of_kind(*_REPORTS):
        if not figures(sentence.text):
            continue
        view = view_of(sentence, term, contrast)
        outcome = _outcome(pair, sentence, term)
        found += [_result(view, figure, sides.label(arm), outcome) for figure, arm in _by_arm(view)]
    return tuple(found)


def _outcome(pair: Pair, sentence: Sentence, term: Term) -> str:
    """The claim's outcome where the sentence speaks of it, else the sentence's own."""
    named = frozenset(map(stem, words(pair.outcome))) & frozenset(map(stem, sentence.lowers))
    about = term.mentioned(sentence) >= _MENTIONED if term.weights else bool(named)
    about = about or (is_generic(pair.outcome) and _GAIN.search(sentence.text) is not None)
    return pair.outcome if about else outcome_of(sentence, frozenset()) or sentence.text


def _result(view: View, figure: Figure, arm: str | None, outcome: str) -> ResultBase:
    sentence = view.sentence
    harm = is_harm(sentence.text)
    people = figure.count is not None
    percent = QuantityKind.PERCENT_OF_PEOPLE if people else QuantityKind.PERCENT
    return ResultBase(
        outcome=outcome,
        kind=OutcomeKind.ADVERSE_EVENT if harm else OutcomeKind.UNKNOWN,
        arm=arm,
        timepoint=_when(view, figure),
        value=figure.value,
        unit="%" if figure.percent else None,
        quantity_kind=percent if figure.percent else QuantityKind.MEASURE,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )


def _when(view: View, figure: Figure) -> str | None:
    """The time that the figure's own clause names, else the sentence."""
    for clause in view.parts:
        begin, end = view.bounds(clause)
        if begin <= figure.start < end and (own := first_timepoint(view.text_of(clause))):
            return own
    return first_timepoint(view.sentence.text)


def _by_arm(view: View) -> list[tuple[Figure, str | None]]:
    """Every figure with the arm it belongs to, `i` or `c`: by pairs in a clause, else the one arm the clause names."""
    arms: dict[int, str] = {}
    given = figures(view.sentence.text)
    for clause in view.parts:
        begin, end = view.bounds(clause)
        inside = [one for one in given if begin <= one.start < end]
        pair = paired_figures(view.sentence, view.mentions, clause) if len(inside) > 1 else None
        named = view.named_in(clause)
        if pair is not None:
            arms |= {pair[0].start: "i", pair[1].start: "c"}
        elif len(named) == 1:
            (arm,) = named
            arms |= {one.start: arm for one in inside}
    return [(one, arms.get(one.start)) for one in given]
