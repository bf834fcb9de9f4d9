"""How one sentence is read for one outcome and one contrast: the cue that speaks of it, for whom, and with what mark.

It never chooses between sentences: that is direction's business.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from evidence.abstracts.clauses import Clause, clauses, distance, pauses_between
from evidence.abstracts.contrast import Contrast, Mention, other
from evidence.abstracts.cues import (
    OPPOSITE,
    Cue,
    CueKind,
    Mark,
    cues,
    is_change,
    is_within,
    marks,
    number,
    says_both,
    size_word,
)
from evidence.abstracts.figures import ordered_values, paired_values
from evidence.abstracts.polarity import is_a_time, lower_is_better, names_a_decrease
from evidence.abstracts.reading import Sentence
from evidence.abstracts.subjects import UNSURE, Subject, follows_marker, subject_of
from evidence.abstracts.terms import Term
from evidence.abstracts.timepoints import timepoints
from evidence.abstracts.words import words


class Way(StrEnum):
    """Which way an outcome went for the intervention against the comparator."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_DIFFERENCE = "no_difference"
    UNKNOWN = "unknown"


class Statement(NamedTuple):
    """What a sentence says of an outcome, why it is read so, and how far it may be trusted against other sentences."""

    way: Way
    reason: str
    trust: float
    within: bool = False


class _View(NamedTuple):
    """A sentence as seen for one outcome and one contrast."""

    sentence: Sentence
    term: Term
    parts: tuple[Clause, ...]
    target: Clause
    heavy: list[int]
    mentions: tuple[Mention, ...]
    order: tuple[str, ...]

    def text_of(self, clause: Clause) -> str:
        read = self.sentence.words
        return self.sentence.text[read[clause.first].start : read[clause.last - 1].end]

    def in_usual_order(self) -> tuple[float, float] | None:
        """Two figures of a clause that names no arm, in the order in which the methods introduce the arms."""
        return None if self.mentions else ordered_values(self.sentence, self.target, self.order)

    def home_of(self, cue: Cue) -> Clause:
        return next((clause for clause in self.parts if clause.first <= cue.first < clause.last), self.target)


_BETWEEN = re.compile(
    r"(?i)\bbetween\b|\bthan\b|\bcompared\b|\bversus\b|\bvs\b|\brelative to\b|\bfavou?r|\bover placebo|"
    r"\bsuperior\b|\binferior\b|\bacross (?:the )?(?:treatment )?groups|\bgroup differences|\bin comparison"
)
_BASELINE_BALANCE = re.compile(
    r"(?i)\bat baseline\b|\bbaseline (?:characteristics|demographic|clinical)|\bcharacteristics\b|"
    r"\bdemographic|\bbaseline\b[^.]{0,40}\b(?:similar|comparable)"
)
_COMPARES = re.compile(
    r"(?i)differ|similar|compar|equal|equiv|between|than|versus|\bvs\b|superior|inferior|same|as .{3,20} as"
)
_CORRELATES = re.compile(r"(?i)\bcorrelat\w+|\bpredict\w*|\bregression\b")
_SPREAD = 30.0
"""How much less plausible than the first a cue may be and still speak where the first says nothing decisive."""
_TURNS = frozenset({"whereas", "while", "but", "whilst", "although"})
_WHOM = {"i": "the intervention", "c": "the comparator", "both": "both arms", "neither": "another arm"}


def read_sentence(sentence: Sentence, term: Term, contrast: Contrast) -> Statement | None:
    """What the sentence says of the outcome, or None where it names no direction for it."""
    view = _view(sentence, term, contrast)
    if _set_apart(view):
        return Statement(Way.NO_DIFFERENCE, "'but not' sets this outcome apart", 0.2)
    found = _merged(cues(sentence.text), set(view.heavy), sentence)
    if _levelled(view, found):
        return Statement(Way.NO_DIFFERENCE, "the sentence ends in 'no difference between the groups'", 0.3)
    told: list[Statement] = []
    for cue in _by_cost(found, view):
        statement = _state(cue, view)
        if statement is not None and not statement.within:
            return statement
        told += [statement] if statement is not None else []
    return told[0] if told else _by_numbers(view)


_LEVELS = re.compile(
    r"(?i)\b(?:no|without) (?:\w+ ){0,3}?differences? (?:between|among) (?:the )?(?:two |three |study |"
    r"treatment )?(?:groups?|arms?|treatments?|conditions?|interventions?)"
    r"|\b(?:did not|not) (?:\w+ )?differ\w* between (?:the )?(?:two |three |study |treatment )?(?:groups?|"
    r"arms?|treatments?|conditions?)"
)


def _levelled(view: _View, found: list[Cue]) -> bool:
    """Whether a later clause, with no outcome of its own, says that the groups did not differ."""
    later = [clause for clause in view.parts if clause.first > view.target.first]
    told = any(cue.kind is not CueKind.NULL and view.home_of(cue) == view.target for cue in found)
    for clause in later[:1]:
        text = view.text_of(clause)
        own = sum(1 for word in view.sentence.words[clause.first : clause.last] if len(word.stem) > 3)
        if told and _LEVELS.search(text) and own <= 7:
            return True
    return False


def _view(sentence: Sentence, term: Term, contrast: Contrast) -> _View:
    parts = clauses(sentence.words)
    places = term.places(sentence)
    wanted = timepoints(term.text)

    def share(clause: Clause) -> tuple[float, int]:
        stems = frozenset(word.stem for word in sentence.words[clause.first : clause.last])
        text = sentence.text[sentence.words[clause.first].start : sentence.words[clause.last - 1].end]
        agreement = 0.0
        if wanted and (named := timepoints(text)):
            agreement = 0.4 if wanted & named else -0.4
        return round(term.share(stems) + agreement, 2), -clause.first

    target = max(parts, key=share)
    inside = [at for at in places if target.first <= at < target.last] or places
    return _View(
        sentence, term, parts, target, _heavy(inside, sentence, term), contrast.mentions(sentence), contrast.order
    )


def _heavy(places: list[int], sentence: Sentence, term: Term) -> list[int]:
    """The places of the outcome's telling words; all of them where none is telling."""
    if not term.weights:
        return places
    top = max(term.weights.values())
    light = {one for one, weight in term.weights.items() if weight < 0.4 * top}
    return [at for at in places if sentence.words[at].stem not in light] or places


def _set_apart(view: _View) -> bool:
    read, target = view.sentence.words, view.target
    follows = [word.lower for word in read[target.first + 1 : target.first + 2]]
    if target.opened_by != "but" or follows != ["not"]:
        return False
    return not any(target.first < mention.first <= target.first + 4 for mention in view.mentions)


def _merged(found: tuple[Cue, ...], places: set[int], sentence: Sentence) -> list[Cue]:
    """Cues outside the outcome's own words; `greater … reduction` and `reduction was greater` become one cue."""
    kept: list[Cue] = []
    for cue in found:
        if cue.kind is not CueKind.NULL and set(range(cue.first, cue.last)) <= places:
            continue
        joined = _joined(kept[-1], cue, sentence) if kept else None
        if joined is None:
            kept.append(cue)
        else:
            kept[-1] = joined
    return kept


def _joined(before: Cue, cue: Cue, sentence: Sentence) -> Cue | None:
    if CueKind.NULL in {before.kind, cue.kind} or CueKind.DIFFERENT in {before.kind, cue.kind}:
        return None
    read = sentence.words
    if cue.noun and cue.first - before.last <= 3 and not _parted(sentence, before.last, cue.first):
        size = size_word(read[before.last - 1].lower)
        if size:
            return Cue(cue.kind if size > 0 else OPPOSITE[cue.kind], before.first, cue.last, noun=True)
    if read[cue.first].lower in {"less", "more"} and cue.first - before.last <= 1 and not before.noun:
        return Cue(before.kind if read[cue.first].lower == "more" else OPPOSITE[before.kind], before.first, cue.last)
    size = size_word(read[cue.first].lower)
    stands_after = any(read[at].lower in {"was", "were", "is", "are"} for at in range(max(0, cue.first - 3), cue.first))
    if (
        before.noun
        and not cue.noun
        and size
        and stands_after
        and not _parted(sentence, before.last, cue.first, clause_only=True)
    ):
        return Cue(before.kind if size > 0 else OPPOSITE[before.kind], cue.first, cue.last)
    return None


def _parted(sentence: Sentence, first: int, last: int, *, clause_only: bool = False) -> bool:
    stops = {";", "but", "whereas", "while"} if clause_only else {",", ";", "and", "than", "but", "(", ")"}
    return any(sentence.words[at].lower in stops for at in range(first, last))


def _by_cost(found: list[Cue], view: _View) -> list[Cue]:
    """The cues that may speak of the outcome, the most plausible first: near it, in its clause, comparing groups."""
    costs = sorted((_cost(cue, view), number) for number, cue in enumerate(found))
    return [found[number] for cost, number in costs if cost <= costs[0][0] + _SPREAD]


def _cost(cue: Cue, view: _View) -> float:
    at = min(view.heavy, key=lambda place: abs(place - cue.first), default=cue.first)
    home = view.home_of(cue)
    text = view.text_of(home)
    cost = distance(view.sentence.words, cue.first, at) + 2.0 * min(
        4, pauses_between(view.sentence.words, cue.first, at)
    )
    apart = abs(view.parts.index(home) - view.parts.index(view.target))
    if cue.kind is CueKind.NULL:
        cost += (8.0 if _BETWEEN.search(text) else 12.0) * apart - 4.0
        cost += 15.0 * bool(_BASELINE_BALANCE.search(text))
    else:
        arm, sure = subject_of(cue, view.mentions, view.sentence, home.first, home.last)
        cost += 12.0 * apart + 25.0 * (is_within(text) and sure < 1.0) - 4.0 * bool(_BETWEEN.search(text))
        cost += 20.0 * (arm == "neither" or (arm == "both" and _by_changes(cue, view, home) is None))
    return cost + 4.0 * (cue.kind is CueKind.DIFFERENT)


def _state(cue: Cue, view: _View) -> Statement | None:
    """What a cue says of the outcome, its clause, its mark of significance and its subject taken together."""
    read = view.sentence.words
    said = view.sentence.text[read[cue.first].start : read[cue.last - 1].end]
    home = view.home_of(cue)
    trust = 0.2 * bool(_BETWEEN.search(view.text_of(home)))
    if cue.kind is CueKind.NULL:
        return _null(said, view, home, trust)
    mark = _mark_for(view, cue)
    if (
        mark is not None
        and not mark.significant
        and (_adjoins(mark, view) or not _said_significant(cue, view.sentence))
    ):
        return Statement(Way.NO_DIFFERENCE, f"'{said}', but {mark.text.strip()} is not significant", trust + 0.1)
    if cue.kind is CueKind.DIFFERENT:
        return _by_numbers(view)
    if _hedged_away(cue, view):
        return Statement(Way.NO_DIFFERENCE, f"'{said}', but called not significant", trust)
    return _directed(cue, said, view, home, trust + 0.1 * (mark is not None))


def _null(said: str, view: _View, home: Clause, trust: float) -> Statement:
    """No difference: between the arms, at baseline only, or no change of the comparator alone."""
    text = view.text_of(home)
    named = {m.arm for m in view.mentions if home.first <= m.first < home.last}
    if _BASELINE_BALANCE.search(text):
        return Statement(Way.NO_DIFFERENCE, f"the abstract says '{said}' of the baseline", trust - 0.9)
    if named == {"c"} and not _COMPARES.search(text):
        return Statement(Way.NO_DIFFERENCE, f"'{said}' is said of the comparator alone", trust - 0.6, within=True)
    return Statement(Way.NO_DIFFERENCE, f"the abstract says '{said}'", trust + 0.2 * bool(_BETWEEN.search(text)))


def _directed(cue: Cue, said: str, view: _View, home: Clause, trust: float) -> Statement:
    arm, sure = _subject(cue, view, home)
    if arm == "both" and (changes := _by_changes(cue, view, home)) is not None:
        return changes
    text = view.text_of(home)
    first = view.sentence.words[cue.first].lower
    kind = OPPOSITE[cue.kind] if arm == "c" else cue.kind
    way = _way_of(
        kind, view, changes=cue.noun or is_change(first), names_it=not cue.noun, delays=first.startswith("delay")
    )
    within = (is_within(text) and sure < 1.0) or arm in {"both", "neither"}
    whom = "both arms" if within and says_both(text) else _WHOM[arm]
    trust += 0.2 * (sure - 0.8) - 0.5 * within - 0.3 * bool(_CORRELATES.search(text))
    return Statement(way, f"'{said}' is said of {whom}", trust, within=within)


def _carried_on(view: _View, before: Clause) -> Subject | None:
    """The subject of the clause before, which a clause that names nobody carries on."""
    told = [m for m in view.mentions if before.first <= m.first < before.last and not follows_marker(m, view.sentence)]
    return Subject(told[0].arm, 0.6) if told else None


_HEDGE = re.compile(
    r"(?i)(?:[^.;]|\.\d){0,140}?\b(?P<hedge>(?:but|although|though|albeit|however|(?<=, )(?:the|this|these|"
    r"those) (?:\w+ )?(?:differences?|reductions?|increases?|changes?|effects?|trends?|"
    r"results?))\b[^.;]{0,40}\b(?:not|non|"
    r"fail\w* to|without)[ -]?(?:\w+ly |reach |reaching |obtain |achieve |statistical |attain )*significan)"
)


def _hedged_away(cue: Cue, view: _View) -> bool:
    """Whether the sentence takes the cue back, as `higher, but not significantly so` does, before it turns to more."""
    rest = view.sentence.text[view.sentence.words[cue.last - 1].end :]
    mark = _HEDGE.match(rest)
    return mark is not None and not view.term.share(frozenset(word.stem for word in words(mark["hedge"])))


def _by_changes(cue: Cue, view: _View, home: Clause) -> Statement | None:
    """Both arms changed and the sentence says by how much each: the larger change decides."""
    pair = paired_values(view.sentence, view.mentions, home)
    if (
        pair is None
        or cue.kind not in {CueKind.UP, CueKind.DOWN}
        or not is_change(view.sentence.words[cue.first].lower)
    ):
        return None
    left, right = abs(pair[0]), abs(pair[1])
    if left == right:
        return Statement(Way.NO_DIFFERENCE, f"both arms changed by {left:g}", 0.0)
    up = (cue.kind is CueKind.UP) == (left > right)
    way = Way.INCREASED if up else Way.DECREASED
    return Statement(way, f"a change of {left:g} with the intervention, of {right:g} with the comparator", 0.0)


_RATIO = re.compile(
    r"(?i)(?:\b(?:a?OR|RR|HR|IRR)\b|(?:odds|hazard|risk|rate) ratio|"
    r"relative risk)[^\d;.]{0,25}(?P<value>\d+(?:[.·]\d+)?)"
)


def _by_ratio(view: _View) -> Statement | None:
    """A ratio above or below 1 for the one arm the clause names, or for the intervention where it names none."""
    named = {m.arm for m in view.mentions if view.target.first <= m.first < view.target.last}
    mark = _RATIO.search(view.text_of(view.target))
    if mark is None or len(named) == 2:
        return None
    ratio = number(mark["value"])
    if ratio == 1:
        return None
    arm = named.pop() if named else "i"
    way = Way.INCREASED if (ratio > 1) == (arm == "i") else Way.DECREASED
    return Statement(way, f"a ratio of {ratio:g} for {_WHOM[arm]}", 0.0)


def _subject(cue: Cue, view: _View, home: Clause) -> Subject:
    """The arm the cue speaks of; one named only across a `whereas` or `but` is the other one."""
    subject = subject_of(cue, view.mentions, view.sentence, home.first, home.last)
    if subject.sure != UNSURE:
        return subject
    place = view.parts.index(home)
    if place and not any(home.first <= m.first < home.last for m in view.mentions):
        return _carried_on(view, view.parts[place - 1]) or subject
    across = [clause for clause in view.parts[place + 1 : place + 2] if clause.opened_by in _TURNS]
    named = {m.arm for m in view.mentions if any(clause.first <= m.first < clause.last for clause in across)}
    return Subject(other(named.pop()), 0.7) if len(named) == 1 else subject


def _way_of(kind: CueKind, view: _View, *, changes: bool, names_it: bool, delays: bool) -> Way:
    """The way of the outcome; `changes` says that the cue is a change (`reduced`), not a comparison (`lower`)."""
    outcome = view.term.text
    if kind in {CueKind.BETTER, CueKind.WORSE}:
        less = lower_is_better(outcome) == (kind is CueKind.BETTER)
        return Way.DECREASED if less else Way.INCREASED
    if names_a_decrease(outcome) and changes and not (names_it and names_a_decrease(view.sentence.text)):
        kind = OPPOSITE[kind]
    if delays and is_a_time(outcome):
        kind = OPPOSITE[kind]
    return Way.INCREASED if kind is CueKind.UP else Way.DECREASED


def _said_significant(cue: Cue, sentence: Sentence) -> bool:
    return any(word.lower.startswith("significan") for word in sentence.words[max(0, cue.first - 3) : cue.last + 1])


def _adjoins(mark: Mark, view: _View) -> bool:
    """Whether a mark stands in a bracket right behind the outcome's words."""
    end = view.sentence.words[max(view.heavy)].end if view.heavy else 0
    between = view.sentence.text[end : mark.at]
    return mark.at >= end and len(between) <= 4 and between.lstrip().startswith("(")


def _mark_for(view: _View, cue: Cue | None) -> Mark | None:
    """The p value or interval of the outcome: the first behind it in its clause, else any in the clause."""
    read, target = view.sentence.words, view.target
    begin, end = read[target.first].start, read[target.last - 1].end
    inside = [mark for mark in marks(view.sentence.text) if begin <= mark.at < end]
    if any(mark.is_p for mark in inside):
        inside = [mark for mark in inside if mark.is_p]
    if not inside:
        return None
    places = [at for at in view.heavy if target.first <= at < target.last]
    after = read[max(places)].end if places else begin
    if cue is not None and target.first <= cue.first < target.last:
        after = (
            max(after, read[cue.first].start)
            if pauses_between(read, cue.first, max(places, default=cue.first)) == 0
            else after
        )
    behind = [mark for mark in inside if mark.at >= after]
    return behind[0] if behind else inside[-1]


def _by_numbers(view: _View) -> Statement | None:
    """Compare the two arms' figures where no word says which way; without two figures the sentence does not say."""
    mark = _mark_for(view, None)
    if mark is not None and not mark.significant:
        return Statement(Way.NO_DIFFERENCE, f"{mark.text.strip()} is not significant", 0.1)
    pair = paired_values(view.sentence, view.mentions, view.target) or view.in_usual_order()
    if pair is None:
        return _by_ratio(view)
    left, right = pair
    trust = 0.0 if mark is not None else -0.25
    if left == right:
        return Statement(Way.NO_DIFFERENCE, f"both arms have {left:g}", trust)
    way = Way.INCREASED if left > right else Way.DECREASED
    return Statement(way, f"{left:g} with the intervention, {right:g} with the comparator", trust)
