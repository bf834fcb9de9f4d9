"""The figures of an abstract as results, read with the claim in hand: its outcome, its two treatments, its times.

For abstracts nobody has entered results of; it never judges a figure, and one whose arm is not plain has none.
"""

import re
from dataclasses import replace
from itertools import pairwise

from evidence.abstracts.assertions import core, read_assertion
from evidence.abstracts.clauses import Clause
from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.figures import Figure, figures
from evidence.abstracts.mentions import Mention
from evidence.abstracts.outcomes import is_harm, outcome_of
from evidence.abstracts.pairing import paired_figures
from evidence.abstracts.reading import Abstract, Sentence, read_abstract
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.terms import Term, read_term
from evidence.abstracts.timepoints import first_timepoint
from evidence.abstracts.views import View, view_of
from evidence.models import OutcomeKind, QuantityBase, QuantityKind, ResultBase
from evidence.verify.concluded import has_inert_control
from evidence.verify.outcomes import content, is_generic
from evidence.verify.pair import Pair
from evidence.verify.plain import compared_with, named, said, without_source
from evidence.verify.wording import Relation, is_inert, stem, words

_REPORTS = (SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.CONCLUSION)
_UNNAMED = "improvement"
_GAIN = re.compile(
    r"(?i)\b(?:improv|respon[ds]|success|remission|recover|reliev|relief|reduc|decreas|better|resol|cure|heal|regrow)\w*"
)
"""What makes a sentence one about a claim that says only that people got better."""
_END = re.compile(r"(?i)\b(?:free|cure|complete|remi)")
"""An end that only a passage which names it too can bear out: `seizure-free` is more than fewer seizures."""
_CLASSES = frozenset(
    map(
        stem,
        words(
            "surgery operation procedure diet exercise exercises training injection injections infusion drug drugs "
            "medicine medication supplement supplements device program programme intervention care"
        ),
    )
)
_LESS = "something less than the end named"
_MENTIONED = 0.34
"""Least share of the outcome's words that makes a sentence one about it."""


def with_reported(pair: Pair, abstract: Abstract) -> Pair:
    """The pair with the abstract's figures for results, and the arms that the claim's sentence gives its figures."""
    sides = _Sides(pair)
    pair = replace(
        pair, claim=pair.claim.model_copy(update={"outcome": sides.outcome, "intervention": sides.intervention})
    )
    claim = pair.claim.model_copy(update={"effects": _with_arms(pair, sides)})
    study = pair.study.model_copy(update={"results": _results(pair, abstract, sides)})
    return replace(pair, claim=claim, study=study)


class _Sides:
    """The claim's two treatments and its outcome by name; a control nobody named is `control`, an outcome a change."""

    def __init__(self, pair: Pair) -> None:
        assertion = read_assertion(said(pair.claim.quote))
        told = named(core(assertion.outcome)) if assertion.kind is not None and not assertion.figures else ""
        self.intervention = pair.claim.intervention or _arm_in(pair) or assertion.intervention or "treatment"
        self.comparator = pair.claim.comparator or compared_with(assertion.comparator) or _second(pair) or ""
        self.comparator = self.comparator or _other_arm(pair, self.intervention) or ""
        self.outcome = pair.claim.outcome or told or _UNNAMED

    @property
    def are_told_apart(self) -> bool:
        """Whether the treatment's name says more than `surgery` or `diet`, which both arms may be called."""
        return bool(content(self.intervention) - _CLASSES)

    def contrast(self, abstract: Abstract, pair: Pair) -> Contrast:
        """The two in the abstract's own names."""
        return read_contrast(pair.as_named(self.intervention), pair.as_named(self.comparator), abstract)

    def label(self, arm: str | None) -> str | None:
        """The name of an arm, `i` or `c`."""
        return {"i": self.intervention, "c": self.comparator or "control"}.get(arm or "")


def _arm_in(pair: Pair) -> str | None:
    """The treatment arm of the study that the claim names by the name it has there."""
    quote = pair.claim.quote.lower()
    return next((arm.name for arm in pair.study.arms if not is_inert(arm.name) and arm.name.lower() in quote), None)


def _other_arm(pair: Pair, intervention: str) -> str | None:
    """The second of the study's two arms, where the claim speaks of the first."""
    names = [arm.name for arm in pair.study.arms]
    ours = [name for name in names if pair.arm_relation(intervention, name) is Relation.SAME]
    return next(name for name in names if name not in ours) if len(names) == 2 and len(ours) == 1 else None


def _second(pair: Pair) -> str | None:
    """The other treatment a claim with several figures names beside its own."""
    return pair.other_treatment if len(pair.claim.effects) > 1 else None


# ---------------------------------------------------------------- the claim's figures


def _with_arms(pair: Pair, sides: _Sides) -> tuple[QuantityBase, ...]:
    if len(pair.claim.effects) < 2:
        return tuple(pair.claim.effects)
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
    only = sides.label("i") if _has_one_arm(pair, abstract) else None
    found: list[ResultBase] = []
    for sentence in _worth_reading(pair, abstract, term):
        view = view_of(sentence, term, contrast)
        view = view if sides.are_told_apart else _by_role_alone(view)
        outcome = _outcome(pair, sentence, term)
        elsewhere = _of_other_outcomes(view, sides)
        found += [
            _result(view, figure, sides.label(arm) or only, outcome if figure not in elsewhere else _OTHER)
            for figure, arm in _by_arm(view)
        ]
    return tuple(found)


_ROLES = frozenset(words("intervention control placebo sham active usual untreated comparison"))


def _by_role_alone(view: View) -> View:
    """The sentence with those of its mentions that name an arm by its role: both arms may be called surgery or diet."""
    lowers = view.sentence.lowers
    return view._replace(mentions=tuple(m for m in view.mentions if not _ROLES.isdisjoint(lowers[m.first : m.last])))


def _of_other_outcomes(view: View, sides: _Sides) -> list[Figure]:
    """Figures of another outcome: of `cut LDL by 50% and CRP by 37%` the second, where LDL is meant.

    So are those before the outcome's name, where others stand behind it.
    """
    text, given = view.sentence.text, figures(view.sentence.text)
    named = min((view.sentence.starts[at] for at in view.heavy), default=0)
    found = [figure for figure in given if figure.end < named < given[-1].start]
    arms = content(sides.intervention) | content(sides.comparator) | _AROUND
    for before, figure in pairwise(given):
        between = text[before.end : figure.start]
        told = content(between) - arms - frozenset(view.term.weights)
        if _AND.match(between) and told and not frozenset(map(stem, words(between))) & content(view.term.text):
            found.append(figure)
    return found


_AND = re.compile(r"(?i)\W*(?:and|,|;)\s.*\b(?:by|of|was|were|to|in|at)\W*$", re.DOTALL)
_AROUND = frozenset(
    map(
        stem,
        words(
            "group groups arm arms compared comparison patients those who receiving received given treated weeks months"
        ),
    )
)
_OTHER = "another outcome of the sentence"


def _worth_reading(pair: Pair, abstract: Abstract, term: Term) -> list[Sentence]:
    """The sentences with a figure that the claim may mean; where there is none, those with figures of its outcome."""
    told = [sentence for sentence in abstract.of_kind(*_REPORTS) if figures(sentence.text)]
    wanted = [effect.value for effect in pair.claim.effects if effect.value is not None]
    near = [s for s in told if any(_is_near(figure, value) for figure in figures(s.text) for value in wanted)]
    return near or [sentence for sentence in told if term.mentioned(sentence) >= _MENTIONED]


def _is_near(figure: Figure, value: float) -> bool:
    return abs(abs(figure.value) - abs(value)) <= 0.5 or figure.value == value


def _has_one_arm(pair: Pair, abstract: Abstract) -> bool:
    """Whether everybody in the study had the same, so that every figure is theirs."""
    if pair.study.controlled is not None:
        return not pair.study.controlled
    return len(pair.study.arms) < 2 and not has_inert_control(pair, abstract)


def _outcome(pair: Pair, sentence: Sentence, term: Term) -> str:
    """The claim's outcome where the sentence speaks of it, else the sentence's own."""
    if not {end.lower() for end in _END.findall(pair.claim.quote)} <= {
        end.lower() for end in _END.findall(sentence.text)
    }:
        return _LESS
    named = frozenset(map(stem, words(pair.outcome))) & frozenset(map(stem, sentence.lowers))
    about = term.mentioned(sentence) >= _MENTIONED if term.weights else bool(named)
    about = about or (is_generic(pair.outcome) and _tells_of_gain(pair, sentence))
    return pair.outcome if about else _own_outcome(sentence)


def _tells_of_gain(pair: Pair, sentence: Sentence) -> bool:
    """Whether a sentence says that people got better, or what else the claim says became of them."""
    claim = pair.claim
    told = content(without_source(claim.quote)) - content(claim.intervention or "") - content(claim.comparator or "")
    shared = told & frozenset(map(stem, sentence.lowers))
    return _GAIN.search(sentence.text) is not None or (bool(told) and 2 * len(shared) >= len(told))


def _own_outcome(sentence: Sentence) -> str:
    """What a sentence names for its outcome; all its words where it names none in particular."""
    name = outcome_of(sentence, frozenset())
    return name if name and not is_generic(name) else sentence.text


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
    view = view._replace(mentions=tuple(_told_apart(mention, view.sentence) for mention in view.mentions))
    for clause in view.parts:
        begin, end = view.bounds(clause)
        inside = [one for one in given if begin <= one.start < end]
        told = len(inside) > 1 and any(mention.arm == "i" for mention in view.mentions)
        pair = paired_figures(view.sentence, view.mentions, clause) if told else None
        named_arms = view.named_in(clause)
        if not named_arms and len(inside) == 2 and (order := _order_before(view, clause)):
            arms |= dict(zip((one.start for one in inside), order, strict=True))
        elif pair is not None:
            arms |= {pair[0].start: "i", pair[1].start: "c"}
        elif len(named_arms) == 1:
            arms |= _of_one(view, inside, end, *named_arms)
    if not view.mentions and (usual := view.in_usual_order()) is not None:
        arms |= {one.start: arm for one in given for arm, value in zip("ic", usual, strict=True) if one.value == value}
    for one, following in pairwise(given):
        if _REACHES.fullmatch(view.sentence.text[one.end : following.start]) and following.start in arms:
            arms.setdefault(one.start, arms[following.start])
    return [(one, arms.get(one.start)) for one in given]


_REACHES = re.compile(r"(?i)[^\d,;]{0,20}?\bto\b[^\d,;]{0,12}")
"""What stands between where a value came from and what it came to."""


def _of_one(view: View, inside: list[Figure], end: int, arm: str) -> dict[int, str]:
    """The figures of a clause that names one arm; those before the name of an imitation are the comparator's.

    A figure of a group by another name, `48% of the escitalopram group`, is nobody's.
    """
    text = view.sentence.text
    ends = [one.start for one in inside[1:]] + [end] * bool(inside)
    behind = {one.start: text[one.end : stop] for one, stop in zip(inside, ends, strict=True)}
    named = [view.sentence.starts[mention.first] for mention in view.mentions]
    whose = {one.start: _WHOSE.match(text, one.end, stop) for one, stop in zip(inside, ends, strict=True)}
    strange = {at for at, of in whose.items() if of and not any(of.start() <= start < of.end() for start in named)}
    return {start: "c" if _IMITATION.search(words) else arm for start, words in behind.items() if start not in strange}


_WHOSE = re.compile(
    r"(?i)\W{0,3}(?:of|in|with|among|for|on) (?:the |those |patients |people |participants |in |of ){0,3}"
    r"(?!(?:same|whole|entire|overall|total|treatment|treated|active|experimental|study|intervention|group|arm)\b)"
    r"[\w-]+(?: [\w-]+)? (?:group|arm)\b"
)


def _order_before(view: View, clause: Clause) -> tuple[str, ...]:
    """The arms in the order of the clauses before, for a clause that names none and ends in `respectively`."""
    if "respectively" not in view.text_of(clause).lower():
        return ()
    before = tuple(dict.fromkeys(mention.arm for mention in view.mentions if mention.first < clause.first))
    return before if len(before) == 2 else ()


def _told_apart(mention: Mention, sentence: Sentence) -> Mention:
    """A mention of the treatment inside the name of its imitation, `sham surgery`, as one of the comparator."""
    near = " ".join(sentence.lowers[max(0, mention.first - 1) : mention.last])
    return mention._replace(arm="c") if mention.arm == "i" and _IMITATION.search(near) else mention


_IMITATION = re.compile(r"\b(?:sham|placebo|simulated|mock|dummy|inactive)\b")
