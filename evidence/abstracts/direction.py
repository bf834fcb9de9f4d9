"""Which way an outcome went for an intervention against a comparator, as an abstract reports it.

It never answers for an outcome the abstract does not report: that reading is `unknown`, with the reason.
"""

from enum import StrEnum
from typing import NamedTuple

from evidence.abstracts import clauses
from evidence.abstracts.clauses import Clause
from evidence.abstracts.contrast import Contrast, Mention, read_contrast, subject_of
from evidence.abstracts.cues import OPPOSITE, Cue, CueKind, Mark, cues, is_within, marks, size_word
from evidence.abstracts.figures import paired_values
from evidence.abstracts.polarity import lower_is_better, names_a_decrease
from evidence.abstracts.reading import Abstract, Sentence, read_abstract
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.terms import Term, read_term
from evidence.models import AbstractSection, Passage


class Way(StrEnum):
    """Which way an outcome went for the intervention against the comparator."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_DIFFERENCE = "no_difference"
    UNKNOWN = "unknown"


class DirectionReading(NamedTuple):
    """A direction with the sentences it was read from and the reasons in words."""

    direction: Way
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...]


class _Statement(NamedTuple):
    way: Way
    cost: float
    reason: str
    sentence: Sentence


_SECTION_WEIGHT = {
    SectionKind.RESULTS: 0.2,
    SectionKind.CONCLUSION: 0.08,
    SectionKind.UNLABELLED: 0.05,
    SectionKind.TITLE: -0.05,
    SectionKind.METHODS: -0.3,
    SectionKind.OBJECTIVE: -0.35,
    SectionKind.BACKGROUND: -0.3,
    SectionKind.OTHER: -0.3,
}
REPORTED = 0.34
"""Least share of an outcome's words a sentence must hold to be read as reporting that outcome."""


def read_direction(
    title: str,
    abstract: tuple[AbstractSection, ...] | str,
    intervention: str,
    comparator: str,
    outcome: str,
) -> DirectionReading:
    """Which way the outcome went for the intervention against the comparator; `unknown` where the text does not say."""
    return direction_in(read_abstract(title, abstract), intervention, comparator, outcome)


def direction_in(abstract: Abstract, intervention: str, comparator: str, outcome: str) -> DirectionReading:
    """The same for an abstract that has been read already."""
    term = read_term(outcome, abstract)
    contrast = read_contrast(intervention, comparator, abstract)
    ranked = _ranked(abstract, term, contrast)
    if not ranked:
        return DirectionReading(Way.UNKNOWN, (), (f"the abstract does not report '{outcome}'",))
    for sentence in ranked[:4]:
        statement = _read_sentence(sentence, term, contrast)
        if statement is not None:
            return DirectionReading(statement.way, (sentence.passage(),), (statement.reason,))
    passages = tuple(sentence.passage() for sentence in ranked[:2])
    return DirectionReading(Way.UNKNOWN, passages, (f"'{outcome}' is mentioned, but no sentence says which way it went",))


def _ranked(abstract: Abstract, term: Term, contrast: Contrast) -> list[Sentence]:
    """Sentences that report the outcome, the one to be believed most first."""
    scored = []
    for sentence in abstract.sentences:
        share = term.mentioned(sentence)
        if share < REPORTED:
            continue
        arms = {mention.arm for mention in contrast.mentions(sentence)}
        score = share + _SECTION_WEIGHT[sentence.kind] + 0.08 * len(arms)
        score += 0.12 * bool(cues(sentence.text)) + 0.06 * bool(marks(sentence.text))
        scored.append((score, -sentence.start, sentence))
    scored.sort(key=lambda row: row[:2], reverse=True)
    if not scored:
        return []
    best = scored[0][0]
    return [sentence for score, _, sentence in scored if score >= best - 0.45 and score > 0.3]


def _read_sentence(sentence: Sentence, term: Term, contrast: Contrast) -> _Statement | None:
    parts = clauses.clauses(sentence.words)
    places = term.places(sentence)
    target = _target(parts, sentence, term)
    inside = [at for at in places if target.first <= at < target.last] or places
    heavy = _heavy(inside, sentence, term)
    mentions = contrast.mentions(sentence)
    if target.opened_by == "but" and sentence.words[target.first + 1 : target.first + 2] and sentence.words[target.first + 1].lower == "not":
        return _Statement(Way.NO_DIFFERENCE, 0, "'but not' sets this outcome apart", sentence)
    found = _merged(cues(sentence.text), set(places), sentence)
    chosen = _cheapest(found, heavy, parts, target, sentence)
    if chosen is None:
        return _by_numbers(sentence, target, mentions, term)
    return _state(chosen, sentence, parts, target, heavy, mentions, term)


def _target(parts: tuple[Clause, ...], sentence: Sentence, term: Term) -> Clause:
    def share(clause: Clause) -> float:
        return term.share(frozenset(word.stem for word in sentence.words[clause.first : clause.last]))

    return max(parts, key=lambda clause: (round(share(clause), 2), -clause.first))


def _heavy(places: list[int], sentence: Sentence, term: Term) -> list[int]:
    """The places of the outcome's telling words; all of them where none is telling."""
    if not term.weights:
        return places
    top = max(term.weights.values())
    light = {one for one, weight in term.weights.items() if weight < 0.4 * top}
    return [at for at in places if sentence.words[at].stem not in light] or places


def _merged(found: tuple[Cue, ...], places: set[int], sentence: Sentence) -> list[Cue]:
    """Cues outside the outcome's own words, with `greater … reduction` read as one."""
    kept: list[Cue] = []
    free = [cue for cue in found if cue.kind is CueKind.NULL or not set(range(cue.first, cue.last)) <= places]
    for cue in free:
        before = kept[-1] if kept else None
        if before is not None and cue.noun and cue.first - before.last <= 3 and before.kind is not CueKind.NULL:
            size = size_word(sentence.words[before.last - 1].lower)
            if size and not _parted(sentence, before.last, cue.first):
                kind = cue.kind if size > 0 else OPPOSITE[cue.kind]
                kept[-1] = Cue(kind, before.first, cue.last, noun=True)
                continue
        kept.append(cue)
    return kept


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.words[at].lower in {",", ";", "and", "than", "but", "(", ")"} for at in range(first, last))


def _cheapest(
    found: list[Cue], heavy: list[int], parts: tuple[Clause, ...], target: Clause, sentence: Sentence
) -> Cue | None:
    """The cue that most plausibly speaks of the outcome: near it, in its clause, comparing groups."""
    best: tuple[float, Cue] | None = None
    for cue in found:
        at = min(heavy, key=lambda place: abs(place - cue.first), default=cue.first)
        home = next((clause for clause in parts if clause.first <= cue.first < clause.last), target)
        cost = abs(at - cue.first) + 2.0 * min(4, clauses.depth_free(sentence.words, cue.first, at))
        cost += 12.0 * abs(parts.index(home) - parts.index(target))
        cost += 4.0 * (cue.kind is CueKind.DIFFERENT)
        words_of = sentence.text[sentence.words[home.first].start : sentence.words[home.last - 1].end]
        cost += 14.0 * (cue.kind is not CueKind.NULL and is_within(words_of))
        cost -= 4.0 * (cue.kind is CueKind.NULL)
        if best is None or cost < best[0]:
            best = cost, cue
    return None if best is None else best[1]


def _state(
    cue: Cue,
    sentence: Sentence,
    parts: tuple[Clause, ...],
    target: Clause,
    heavy: list[int],
    mentions: tuple[Mention, ...],
    term: Term,
) -> _Statement | None:
    words_of_cue = sentence.text[sentence.words[cue.first].start : sentence.words[cue.last - 1].end]
    if cue.kind is CueKind.NULL:
        return _Statement(Way.NO_DIFFERENCE, 0, f"the abstract says '{words_of_cue}'", sentence)
    mark = _mark_for(sentence, target, heavy, cue)
    if mark is not None and not mark.significant and not _said_significant(cue, sentence):
        return _Statement(Way.NO_DIFFERENCE, 0, f"'{words_of_cue}', but {mark.text.strip()} is not significant", sentence)
    if cue.kind is CueKind.DIFFERENT:
        return _by_numbers(sentence, target, mentions, term)
    home = next((clause for clause in parts if clause.first <= cue.first < clause.last), target)
    arm, _ = subject_of(cue, mentions, sentence, home.first, home.last)
    kind = cue.kind if arm == "i" else OPPOSITE[cue.kind]
    way = _way_of(kind, term.text, sentence)
    whom = "the intervention" if arm == "i" else "the comparator"
    return _Statement(way, 0, f"'{words_of_cue}' is said of {whom}", sentence)


def _way_of(kind: CueKind, outcome: str, sentence: Sentence) -> Way:
    if kind in {CueKind.BETTER, CueKind.WORSE}:
        less = lower_is_better(outcome) == (kind is CueKind.BETTER)
        return Way.DECREASED if less else Way.INCREASED
    if names_a_decrease(outcome) and not names_a_decrease(sentence.text):
        kind = OPPOSITE[kind]
    return Way.INCREASED if kind is CueKind.UP else Way.DECREASED


def _said_significant(cue: Cue, sentence: Sentence) -> bool:
    return any(word.lower.startswith("significan") for word in sentence.words[max(0, cue.first - 3) : cue.last + 1])


def _mark_for(sentence: Sentence, target: Clause, heavy: list[int], cue: Cue) -> Mark | None:
    """The p value or interval that belongs to the outcome: the first behind it in its clause, else any in the clause."""
    begin, end = sentence.words[target.first].start, sentence.words[target.last - 1].end
    inside = [mark for mark in marks(sentence.text) if begin <= mark.at < end]
    if not inside:
        return None
    after = sentence.words[max(heavy)].end if heavy else begin
    behind = [mark for mark in inside if mark.at >= after]
    return behind[0] if behind else inside[-1]


def _by_numbers(sentence: Sentence, target: Clause, mentions: tuple[Mention, ...], term: Term) -> _Statement | None:
    """Compare the two arms' figures where no word says which way; without two figures the sentence does not say."""
    mark = _mark_for(sentence, target, _heavy(term.places(sentence), sentence, term), Cue(CueKind.DIFFERENT, target.first, target.first))
    if mark is not None and not mark.significant:
        return _Statement(Way.NO_DIFFERENCE, 0, f"{mark.text.strip()} is not significant", sentence)
    pair = paired_values(sentence, mentions, target)
    if pair is None:
        return None
    left, right = pair
    if left == right:
        return _Statement(Way.NO_DIFFERENCE, 0, f"both arms have {left:g}", sentence)
    way = Way.INCREASED if left > right else Way.DECREASED
    return _Statement(way, 0, f"{left:g} with the intervention, {right:g} with the comparator", sentence)
