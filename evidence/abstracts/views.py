"""A sentence seen for one outcome and one contrast: its clauses, the place of the outcome, the arms it names.

It never says which way anything went.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from evidence.abstracts.clauses import Clause, clauses, pauses_between
from evidence.abstracts.contrast import Contrast
from evidence.abstracts.cues import Cue
from evidence.abstracts.figures import Figure
from evidence.abstracts.marks import Mark, marks
from evidence.abstracts.mentions import Mention
from evidence.abstracts.pairing import ordered_figures
from evidence.abstracts.reading import Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.terms import Term
from evidence.abstracts.timepoints import place_behind, timepoints


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


class View(NamedTuple):
    """A sentence as seen for one outcome and one contrast."""

    sentence: Sentence
    term: Term
    parts: tuple[Clause, ...]
    target: Clause
    heavy: list[int]
    mentions: tuple[Mention, ...]
    contrast: Contrast
    strangers: tuple[int, ...] = ()
    """the places of words that name a further arm"""

    def bounds(self, clause: Clause) -> tuple[int, int]:
        """Where a clause begins and ends in the text of its sentence."""
        return self.sentence.starts[clause.first], self.sentence.ends[clause.last - 1]

    def text_of(self, clause: Clause) -> str:
        """The words of a clause as written."""
        begin, end = self.bounds(clause)
        return self.sentence.text[begin:end]

    def in_usual_order(self) -> tuple[float, float] | None:
        """Two values of a clause that names no arm, in the order in which the methods introduce the arms."""
        pair = self.figures_in_usual_order()
        return None if pair is None else (pair[0].value, pair[1].value)

    def figures_in_usual_order(self) -> tuple[Figure, Figure] | None:
        """The same as figures."""
        if not self.mentions:
            return ordered_figures(self.sentence, self.target, self._order_before() or self.contrast.order)
        before = tuple(dict.fromkeys(m.arm for m in self.mentions if m.first < self.target.first))
        if self.named_in(self.target) or "respectively" not in self.text_of(self.target).lower():
            return None
        return ordered_figures(self.sentence, self.target, before)

    def _order_before(self) -> tuple[str, ...]:
        """The order in which one of the two sentences before this one names both arms, the nearer first."""
        sentences = self.contrast.abstract.sentences
        place = sentences.index(self.sentence)
        for sentence in reversed(sentences[max(0, place - 2) : place]):
            named = tuple(dict.fromkeys(mention.arm for mention in self.contrast.mentions(sentence)))
            if len(named) == 2 and sentence.kind is not SectionKind.TITLE:
                return named
        return ()

    def named_in(self, clause: Clause) -> set[str]:
        """The arms a clause names."""
        return {mention.arm for mention in self.mentions if clause.first <= mention.first < clause.last}

    def home_of(self, cue: Cue) -> Clause:
        """The clause a cue stands in."""
        return next((clause for clause in self.parts if clause.first <= cue.first < clause.last), self.target)


MOST_TRUST = 0.5
"""No statement is trusted more than this."""
WHOM = {"i": "the intervention", "c": "the comparator", "both": "both arms", "neither": "another arm"}
"""The arms in words."""


def view_of(sentence: Sentence, term: Term, contrast: Contrast) -> View:
    """The sentence for this outcome and these arms; its target is the clause that speaks of the outcome most."""
    parts = clauses(sentence.lowers)
    places = term.places(sentence)
    wanted = timepoints(term.text)

    def share(clause: Clause) -> tuple[float, int]:
        stems = frozenset(sentence.row[clause.first : clause.last])
        text = sentence.text[sentence.starts[clause.first] : sentence.ends[clause.last - 1]]
        agreement = 0.0
        if wanted and (named := timepoints(text)):
            agreement = 0.4 if wanted & named else -0.4
        return round(term.share(stems) + agreement, 2), -clause.first

    target = max(parts, key=share) if len(parts) > 1 else parts[0]
    if not places and len(parts) > 1:
        target = _of_both(parts, contrast.mentions(sentence)) or target
    inside = [at for at in places if target.first <= at < target.last] or places
    return View(
        sentence,
        term,
        parts,
        target,
        _heavy(inside, sentence, term),
        contrast.mentions(sentence),
        contrast,
        contrast.others_at(sentence),
    )


def _of_both(parts: tuple[Clause, ...], mentions: tuple[Mention, ...]) -> Clause | None:
    """The first clause that names both arms, or else the intervention."""
    named = [(one, {m.arm for m in mentions if one.first <= m.first < one.last}) for one in parts]
    return next((one for one, arms in named if len(arms) == 2), next((one for one, arms in named if "i" in arms), None))


def _heavy(places: list[int], sentence: Sentence, term: Term) -> list[int]:
    """The places of the outcome's telling words, those of its whole name first; all of them where none is telling."""
    if not term.weights:
        return places
    whole = [at for at in term.whole_name(sentence) if at in places]
    if whole:
        return whole
    top = max(term.weights.values())
    light = {one for one, weight in term.weights.items() if weight < 0.4 * top}
    return [at for at in places if sentence.row[at] not in light] or places


def adjoins(mark: Mark, view: View) -> bool:
    """Whether a mark stands in a bracket right behind the outcome's words."""
    end = view.sentence.ends[max(view.heavy)] if view.heavy else 0
    between = view.sentence.text[end : mark.at]
    return mark.at >= end and len(between) <= 4 and between.lstrip().startswith("(")


_COMPARES = re.compile(r"(?i)\b(?:vs\.?|versus|compared|between|relative to)\b")
_EITHER = re.compile(r"(?i)\b(?:either|both|all|each|any)\b")


def _between_the_arms(inside: list[Mark], view: View) -> Mark | None:
    """The one of several marks that names both arms right behind it: `P = 0.4 for A vs B`."""
    if len(inside) < 2 or not view.mentions:
        return None
    text, starts, others = view.sentence.text, view.sentence.starts, []
    ahead = [mark for mark in inside if _told_of_both(mark, inside, view)]
    if len(ahead) == 1:
        return ahead[0]
    for mark, end in zip(inside, [*(one.at for one in inside[1:]), len(text)], strict=True):
        begin = mark.at + len(mark.text)
        stop = min((at for at in (text.find(sign, begin, end) for sign in ");") if at != -1), default=end)
        named = {m.arm for m in view.mentions if begin <= starts[m.first] < stop}
        compares = _COMPARES.search(text, begin, stop)
        if named == {"i", "c"} or (named and compares and _EITHER.search(text, begin, stop)):
            return mark
        others += [mark] if compares else []
    free = [mark for mark in inside if mark not in others]
    return free[0] if others and len(free) == 1 else None


_DIFFERENCE_OF = re.compile(r"(?i)\b(?:differences?|comparison|that) between\b")


def _told_of_both(mark: Mark, inside: list[Mark], view: View) -> bool:
    """Whether `the difference between A and B` stands before a mark, behind the mark before it."""
    text, starts = view.sentence.text, view.sentence.starts
    begin = max((one.at + len(one.text) for one in inside if one.at < mark.at), default=0)
    begin = max(begin, text.rfind(";", begin, mark.at))
    named = {m.arm for m in view.mentions if begin <= starts[m.first] < mark.at}
    return named == {"i", "c"} and _DIFFERENCE_OF.search(text, begin, mark.at) is not None


def _behind_the_intervention(inside: list[Mark], view: View) -> Mark | None:
    """Of several marks beside a further arm's, the one behind the intervention: `with C (P = 0.1) and A (P = 0.01)`."""
    starts = view.sentence.starts
    if len(inside) < 2 or not any(view.target.first <= at < view.target.last for at in view.strangers):
        return None
    named = [(starts[m.first], m.arm) for m in view.mentions] + [(starts[at], "other") for at in view.strangers]
    last = [max(((at, arm) for at, arm in named if at < mark.at), default=(0, ""))[1] for mark in inside]
    return inside[last.index("i")] if last.count("i") == 1 and "other" in last else None


def _at_its_time(inside: list[Mark], view: View) -> Mark | None:
    """Of several marks, the one behind the time that the outcome names."""
    wanted = timepoints(view.term.text) if len(inside) > 1 else frozenset()
    reach = place_behind(view.sentence.text, wanted) if wanted else None
    return next((mark for mark in inside if reach and reach[0] <= mark.at < reach[1]), None)


def mark_for(view: View, cue: Cue | None) -> Mark | None:
    """The p value or interval of the outcome: the first behind it in its clause, else any in the clause."""
    starts, ends, target = view.sentence.starts, view.sentence.ends, view.target
    begin, end = starts[target.first], ends[target.last - 1]
    inside = [mark for mark in marks(view.sentence.text) if begin <= mark.at < end]
    if any(mark.is_p for mark in inside):
        inside = [mark for mark in inside if mark.is_p]
    if not inside:
        others = [mark for mark in marks(view.sentence.text) if mark.is_p]
        return next((mark for mark in others if _told_of_both(mark, others, view)), None)
    named = _between_the_arms(inside, view)
    if named is not None:
        return named
    own = _behind_the_intervention(inside, view)
    if own is not None:
        return own
    timed = _at_its_time(inside, view)
    if timed is not None:
        return timed
    places = [at for at in view.heavy if target.first <= at < target.last]
    after = ends[max(places)] if places else begin
    if cue is not None and target.first <= cue.first < target.last:
        after = (
            max(after, starts[cue.first])
            if pauses_between(view.sentence.lowers, cue.first, max(places, default=cue.first)) == 0
            else after
        )
    behind = [mark for mark in inside if mark.at >= after]
    return behind[0] if behind else inside[-1]
