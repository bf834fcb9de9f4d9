"""Two arms under comparison: where a sentence names each, and which of them a cue has for its subject.

It never reads numbers and never says what the cue means.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evidence.abstracts.cues import Cue
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.terms import Term, content_stems, is_generic, read_term
from evidence.abstracts.words import stem

_CONTROL = frozenset(
    stem(word)
    for word in "placebo placebos control controls sham usual untreated vehicle comparator conventional standard saline nonintervention dummy waitlist"
    " waiting tau comparison unexposed nontreated alone routine attention".split()
)
_CONTROL_CLASS = re.compile(
    r"(?i)\b(?:placebo|controls?|sham|usual|no|not|without|untreated|standard|conventional|routine|vehicle|saline|wait|alone|only|comparison|nothing|none|baseline|attention|regular|traditional)\b"
)
_TREATED = frozenset(
    stem(word) for word in "intervention experimental active treated supplemented verum exposed training program".split()
)
_GROUP_WORDS = frozenset("group groups arm arms women men children participants patients subjects practices pharmacies clinics".split())
_TOO_COMMON = frozenset(
    stem(word)
    for word in "dose doses daily day days week weeks month months mg kg g ml oral orally capsule capsules tablet tablets twice once three two one"
    " therapy treatment treatments session sessions hour hours min minutes care program programme plan receive received receiving strategy given"
    " administration administered including addition followed following condition conditions high low early late new first long short"
    " increased reduced improved reduction minute single time times per period standardized type level levels system systems"
    " based combined combination alone only plus medical clinical approach method methods technique home health support information".split()
)
_MARKERS = frozenset("than versus vs compared comparison relative comparing".split())


class Mention(NamedTuple):
    """Words of a sentence that name one arm: `first` to before `last`."""

    arm: str
    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """What tells intervention and comparator apart in a text: stems that belong to one arm only."""

    intervention: Mapping[str, float]
    comparator: Mapping[str, float]
    contained: str | None
    """the arm whose words are all in the other's too, named `i` or `c`; None otherwise"""
    shared: frozenset[str]

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The places where the sentence names an arm, in order."""
        found: list[Mention] = []
        for at, word in enumerate(sentence.words):
            arm, weight = self._arm_of(word.stem)
            if arm is None:
                continue
            if found and found[-1].arm == arm and at - found[-1].last <= 3 and not _parted(sentence, found[-1].last, at):
                found[-1] = Mention(arm, found[-1].first, at + 1, found[-1].weight + weight)
            else:
                found.append(Mention(arm, at, at + 1, weight))
        return self._with_contained(tuple(m for m in found if m.weight >= 0.4))

    def _arm_of(self, one: str) -> tuple[str | None, float]:
        left, right = self.intervention.get(one, 0.0), self.comparator.get(one, 0.0)
        if left or right:
            return ("i", left) if left > right else ("c", right)
        if self.contained is not None and one in self.shared:
            return "shared", 0.5
        return None, 0.0

    def _with_contained(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Turn mentions of shared words into the smaller arm, unless words of the larger one stand beside them."""
        if self.contained is None:
            return found
        larger = "c" if self.contained == "i" else "i"
        kept = []
        for mention in found:
            near = any(m.arm == larger and (m.first - mention.last) <= 3 and (mention.first - m.last) <= 3 for m in found)
            if mention.arm != "shared":
                kept.append(mention)
            elif not near:
                kept.append(mention._replace(arm=self.contained))
        return tuple(kept)


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.words[at].lower in {",", ";", ".", "than", "vs", "versus", ")"} for at in range(first, last))


def read_contrast(intervention: str, comparator: str, abstract: Abstract) -> Contrast:
    """What tells these two arms apart in this abstract."""
    left, right = _arm_stems(intervention, abstract), _arm_stems(comparator, abstract)
    shared = frozenset(left.keys() & right.keys())
    only_left = {one: weight for one, weight in left.items() if one not in shared}
    only_right = {one: weight for one, weight in right.items() if one not in shared}
    known = abstract.frequency
    contained = None
    if shared and not any(known.get(one) for one in only_right):
        contained = "c"
    elif shared and not any(known.get(one) for one in only_left):
        contained = "i"
    unnamed = not any(known.get(one) and one not in _CONTROL for one in right)
    if _CONTROL_CLASS.search(comparator) or unnamed:
        only_right |= {one: 1.0 for one in _CONTROL if one not in left}
    swapped = bool(_CONTROL_CLASS.match(intervention)) and not _CONTROL_CLASS.search(comparator)
    if swapped:
        only_left |= {one: 1.0 for one in _CONTROL if one not in right}
    generic = {one: 0.8 for one in _TREATED if one not in only_right and one not in only_left and one not in shared}
    if swapped:
        only_right |= generic
    else:
        only_left |= generic
    return Contrast(only_left, only_right, contained, shared)


def _arm_stems(name: str, abstract: Abstract) -> dict[str, float]:
    term: Term = read_term(name, abstract)
    found = {
        one: 1.0
        for one in content_stems(name)
        if one not in _TOO_COMMON and not is_generic(one) and not one[0].isdigit() and (len(one) > 1 or name.strip().startswith(one.upper()))
    }
    for one in content_stems(name):
        if one[0].isdigit() and one not in found:
            found[one] = 0.5
    for short, stands_for in term.covers.items():
        if any(one in found for one in stands_for):
            found[short] = 1.0
    for short, long_form in term.expands.items():
        if short in found:
            found |= {one: 0.5 for one in long_form if not is_generic(one) and one not in _TOO_COMMON}
    return found


def other(arm: str) -> str:
    """The arm across.

    >>> other("i")
    'c'
    """
    return "c" if arm == "i" else "i"


def subject_of(cue: Cue, mentions: tuple[Mention, ...], sentence: Sentence, first: int, last: int) -> tuple[str, float]:
    """Which arm the cue speaks of, with how sure that is (0 to 1); `first` and `last` bound the clause in words."""
    inside = tuple(m for m in mentions if first <= m.first < last)
    compared = _against(cue, inside, sentence, first, last)
    if compared is not None:
        return other(compared), 1.0
    if inside:
        return _nearest(cue, inside, sentence), 0.8
    if mentions:
        return _nearest(cue, mentions, sentence), 0.5
    return "i", 0.3


def _against(cue: Cue, inside: tuple[Mention, ...], sentence: Sentence, first: int, last: int) -> str | None:
    """The arm that stands on the far side of `than`, `compared with` or `versus`; None where no marker names one."""
    best: tuple[int, str] | None = None
    for at in range(first, min(last, len(sentence.words))):
        if sentence.words[at].lower not in _MARKERS:
            continue
        named = _after_marker(at, inside, sentence, last)
        if named is None:
            continue
        distance = abs(at - cue.first)
        if best is None or distance < best[0]:
            best = distance, named
    return None if best is None else best[1]


def _after_marker(at: int, inside: tuple[Mention, ...], sentence: Sentence, last: int) -> str | None:
    for mention in inside:
        if mention.first <= at:
            continue
        between = [sentence.words[k].lower for k in range(at + 1, mention.first)]
        if len(between) > 9 or any(mark in {",", ";", ":"} for mark in between[:-1]):
            return None
        return mention.arm
    return None


def _nearest(cue: Cue, inside: tuple[Mention, ...], sentence: Sentence) -> str:
    """The arm nearest to the cue: one after `in`, `for`, `with` behind it first, then the one before it."""
    after = [m for m in inside if m.first >= cue.last]
    before = [m for m in inside if m.last <= cue.first]
    if after and _introduced(cue, after[0], sentence) and after[0].first - cue.last <= 12:
        return after[0].arm
    if before:
        return before[-1].arm
    return after[0].arm if after else inside[0].arm


def _introduced(cue: Cue, mention: Mention, sentence: Sentence) -> bool:
    between = [sentence.words[at].lower for at in range(cue.last, mention.first)]
    if any(mark in {",", ";", "and", "but"} for mark in between):
        return False
    return any(word in {"in", "for", "with", "by", "among", "within", "on", "after", "under", "during", "following", "to"} for word in between)
