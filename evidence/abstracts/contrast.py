"""Two arms under comparison: where a sentence names each, and what tells them apart.

It never says what a sentence tells of an arm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.roles import CONTROL_CLASS, QUALIFIES, ROLE_STEMS, ROLE_WORDS, is_control, is_treated
from evidence.abstracts.terms import aliases, content_stems, is_generic
from evidence.abstracts.words import LABELLED, placed, stem_set

_TOO_COMMON = stem_set(
    "dose doses daily day days week weeks month months mg kg g ml oral orally capsule capsules tablet "
    "tablets twice once three two one therapy treatment treatments session sessions hour hours min "
    "minutes care program programme plan receive received receiving strategy given administration "
    "administered including addition followed following condition conditions high low early late new "
    "first long short increased reduced improved reduction minute single time times per period "
    "standardized type level levels system systems based combined combination alone only plus medical "
    "clinical approach method methods technique home health support information"
)
_ROLE_HINTS = stem_set(" ".join(ROLE_WORDS))
_ENDS_NAME = frozenset({"and", ",", ";", "(", ")", "than", "vs", "versus", "but", ""})
_GROUP_STEMS = stem_set("group arm")
_TREATED_STEMS = stem_set("intervention experimental treatment exercise training active study")


class Mention(NamedTuple):
    """Words of a sentence that name one arm: `first` to before `last`."""

    arm: str
    first: int
    last: int
    weight: float


@dataclass(frozen=True, eq=False)
class Contrast:
    """What tells intervention and comparator apart in a text: stems that belong to one arm only."""

    intervention: Mapping[str, float]
    comparator: Mapping[str, float]
    contained: str | None
    """the arm whose words are all in the other's too, named `i` or `c`; None otherwise"""
    shared: frozenset[str]
    control: str | None
    """which arm the words placebo, control, usual care mean: `i`, `c`, or None where neither"""
    roles: Mapping[str, str]
    """words of role that stand in one arm's own name, and that arm"""
    negated: str | None
    """the arm that is the other one's absence, as `no drain` is of `drain`"""
    abstract: Abstract

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The arms as the first sentence that names both has them; empty where none does."""
        return _usual_order(self, self.abstract)

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Stems of further arms, where the text calls these two and others a group by name."""
        return _strangers(self, self.abstract)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Stems without one of which a sentence names no arm."""
        return _ROLE_HINTS.union(self.intervention, self.comparator, self.shared)

    @cached_property
    def _known(self) -> dict[Sentence, tuple[Mention, ...]]:
        """The sentences read so far with what they name."""
        return {}

    def side_of(self, stems: frozenset[str], *, control: bool) -> str | None:
        """Which of the two an arm with these stems is, `i` or `c`; None where it is neither or could be both."""
        left, right = not stems.isdisjoint(self.intervention), not stems.isdisjoint(self.comparator)
        if left != right:
            return "i" if left else "c"
        return self.control if control and not left else None

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The places where the sentence names an arm, in order."""
        known = self._known.get(sentence)
        if known is None:
            known = () if sentence.stems.isdisjoint(self.telling) else self._read(sentence)
            self._known[sentence] = known
        return known

    def _read(self, sentence: Sentence) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for at, one in enumerate(sentence.row):
            if one not in self.telling and (self.negated is None or not one.startswith("un")):
                continue
            arm, weight = self._arm_at(sentence, at)
            if arm is None:
                continue
            if (
                found
                and found[-1].arm == arm
                and at - found[-1].last <= 3
                and not _parted(sentence, found[-1].last, at)
            ):
                found[-1] = Mention(arm, found[-1].first, at + 1, found[-1].weight + weight)
            else:
                found.append(Mention(arm, at, at + 1, weight))
        kept = tuple(m for m in found if m.weight >= 0.4)
        return kept if self.negated is not None else self._with_contained(kept, sentence)

    def _arm_at(self, sentence: Sentence, at: int) -> tuple[str | None, float]:
        """The arm that the word at this place names, and how surely."""
        one = sentence.row[at]
        arm, weight = self._arm_of(one)
        if self.negated is not None and one[:2] == "un" and one[2:] in self.shared:
            arm, weight = self.negated, 1.0
        if arm == "shared" and self.negated is not None:
            arm = self.negated if _is_negated(sentence, at) else other(self.negated)
        if arm is None and sentence.lowers[at] in ROLE_WORDS:
            arm, weight = self._role_of(sentence, at), 0.8
        return arm, weight

    def _arm_of(self, one: str) -> tuple[str | None, float]:
        left, right = self.intervention.get(one, 0.0), self.comparator.get(one, 0.0)
        if left or right:
            return ("i", left) if left > right else ("c", right)
        if (self.contained is not None or self.negated is not None) and one in self.shared:
            return "shared", 0.5
        return None, 0.0

    def _role_of(self, sentence: Sentence, at: int) -> str | None:
        """The arm a word of role such as `control` or `intervention group` stands for."""
        read = sentence.lowers
        before, after, later = _beside(read, at)
        if is_control(read[at], before, after):
            return self.roles.get(read[at], self.control)
        if before in QUALIFIES and is_control(before, "", read[at]):
            return self.roles.get(before, self.control)
        if read[at] == "intervention" and before == "the" and after in _ENDS_NAME:
            return "i" if self.control in {"c", None} else "c"
        if is_treated(read[at], after, later) and _is_negated(sentence, at):
            return self.control
        if is_treated(read[at], after, later):
            return "i" if self.control in {"c", None} else "c"
        return None

    def _with_contained(self, found: tuple[Mention, ...], sentence: Sentence) -> tuple[Mention, ...]:
        """Turn mentions of shared words into the smaller arm, unless words of the larger one stand beside them."""
        if self.contained is None:
            return found
        larger = "c" if self.contained == "i" else "i"
        kept = []
        for mention in found:
            near = any(m.arm == larger and _side_by_side(m, mention, sentence) for m in found)
            if mention.arm != "shared":
                kept.append(mention)
            elif not near:
                kept.append(mention._replace(arm=self.contained))
        return tuple(kept)


def _beside(read: tuple[str, ...], at: int) -> tuple[str, str, str]:
    """The word before a word and the two behind it, hyphens passed over; empty where there is none."""
    before = [one for one in read[max(0, at - 2) : at] if one != "-"]
    after = [*(one for one in read[at + 1 : at + 5] if one != "-"), "", ""]
    return before[-1] if before else "", after[0], after[1]


def _side_by_side(one: Mention, another: Mention, sentence: Sentence) -> bool:
    """Whether two mentions stand within three words of each other with nothing to set them apart."""
    before, after = sorted((one, another), key=lambda mention: mention.first)
    return after.first - before.last <= 3 and _SETS_APART.isdisjoint(sentence.lowers[before.last : after.first])


_SETS_APART = frozenset({"vs", "versus", "than", "v", ";", "to", "compared"})


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    return any(lower in {",", ";", ".", "than", "vs", "versus", ")"} for lower in sentence.lowers[first:last])


def read_contrast(intervention: str, comparator: str, abstract: Abstract) -> Contrast:
    """What tells these two arms apart in this abstract."""
    left, right = _arm_stems(intervention, abstract), _arm_stems(comparator, abstract)
    shared = frozenset(left.keys() & right.keys())
    only_left = {one: weight for one, weight in left.items() if one not in shared}
    only_right = {one: weight for one, weight in right.items() if one not in shared}
    only_left = (_opposed(intervention, comparator) | only_left) or _own_words(intervention, comparator)
    only_right = (_opposed(comparator, intervention) | only_right) or _own_words(comparator, intervention)
    contrast = Contrast(
        _without_roles(only_left),
        _without_roles(only_right),
        _contained(shared, only_left, only_right, abstract),
        shared,
        _control(intervention, comparator, only_right, abstract),
        _roles(intervention, comparator),
        _negated(intervention, comparator, shared),
        abstract,
    )
    labels = _labels(abstract, contrast)
    if not labels:
        return contrast
    return replace(
        contrast,
        intervention={**{one: 1.0 for one, arm in labels.items() if arm == "i"}, **contrast.intervention},
        comparator={**{one: 1.0 for one, arm in labels.items() if arm == "c"}, **contrast.comparator},
    )


def _strangers(contrast: Contrast, abstract: Abstract) -> frozenset[str]:
    """The names of further groups; none unless both arms are called groups by their own names too."""
    named: set[str] = set()
    for sentence in abstract.sentences:
        if sentence.stems.isdisjoint(_GROUP_STEMS):
            continue
        row = [one for one in sentence.row if one != "-"]
        named |= {before for before, one in pairwise(row) if one in _GROUP_STEMS}
    own = [named & arm.keys() for arm in (contrast.intervention, contrast.comparator)]
    if not own[0] or not (own[1] or (contrast.control == "c" and named & ROLE_STEMS)):
        return frozenset()
    known = _ROLE_HINTS.union(contrast.intervention, contrast.comparator, contrast.shared, ROLE_STEMS, _TOO_COMMON)
    return frozenset(one for one in named - known if len(one) > 3 and one.isalpha() and not is_generic(one))


def _usual_order(contrast: Contrast, abstract: Abstract) -> tuple[str, ...]:
    for sentence in abstract.sentences:
        named = tuple(dict.fromkeys(mention.arm for mention in contrast.mentions(sentence)))
        if len(named) == 2:
            return named
    return ()


def _own_words(name: str, across: str) -> dict[str, float]:
    """Even the common words of a name that has no telling ones of its own: `treated` of `treated nets`."""
    others = frozenset(content_stems(across))
    return {one: 1.0 for one in content_stems(name) if one not in others and not one[0].isdigit() and len(one) > 1}


def _opposed(name: str, across: str) -> dict[str, float]:
    """The common words that alone tell two variants of one treatment apart: `high` and `low`, `early` and `late`."""
    others = frozenset(content_stems(across))
    return dict.fromkeys((one for one in content_stems(name) if one in _OPPOSED and one not in others), 0.6)


_OPPOSED = stem_set("high low early late single short long daily weekly monthly first oral home")


def _without_roles(stems: Mapping[str, float]) -> dict[str, float]:
    return {one: weight for one, weight in stems.items() if one not in ROLE_STEMS}


def _contained(
    shared: frozenset[str], only_left: Mapping[str, float], only_right: Mapping[str, float], abstract: Abstract
) -> str | None:
    """The arm that has no word of its own in the text, where the two share words."""
    known = abstract.frequency
    if not shared:
        return None
    if not any(known.get(one) for one in only_right):
        return "c"
    return None if any(known.get(one) for one in only_left) else "i"


def _control(intervention: str, comparator: str, only_right: Mapping[str, float], abstract: Abstract) -> str | None:
    named = any(abstract.frequency.get(one) and one not in ROLE_STEMS for one in only_right)
    if CONTROL_CLASS.search(comparator) or not named:
        return "c"
    return "i" if CONTROL_CLASS.search(intervention) else None


def _roles(intervention: str, comparator: str) -> dict[str, str]:
    left = ROLE_WORDS.intersection(placed(intervention).lowers)
    right = ROLE_WORDS.intersection(placed(comparator).lowers)
    return dict.fromkeys(left - right, "i") | dict.fromkeys(right - left, "c")


_ABSENCE = re.compile(r"(?i)^(?:no|non|without|not)\b")


def _negated(intervention: str, comparator: str, shared: frozenset[str]) -> str | None:
    left, right = bool(_ABSENCE.match(intervention.strip())), bool(_ABSENCE.match(comparator.strip()))
    if not shared or left == right:
        return None
    return "i" if left else "c"


def _is_negated(sentence: Sentence, at: int) -> bool:
    return any(lower in {"no", "non", "not", "without", "absence"} for lower in sentence.lowers[max(0, at - 2) : at])


def _labels(abstract: Abstract, contrast: Contrast) -> dict[str, str]:
    """Labels such as `group A` or `CG` and the arm they stand for, where the abstract introduces them."""
    found: dict[str, str] = {}
    for sentence in abstract.sentences:
        if sentence.stems.isdisjoint(LABELLED):
            continue
        places = [at for at, one in enumerate(sentence.row) if one.startswith("group:")]
        for number, at in enumerate(places):
            label = sentence.row[at]
            known = label in found or label in contrast.intervention or label in contrast.comparator
            arm = None if known else _introduced_arm(sentence, places, number, contrast.mentions(sentence))
            if arm is not None:
                found[label] = arm
    return found | _short_roles(abstract, contrast)


def _short_roles(abstract: Abstract, contrast: Contrast) -> dict[str, str]:
    """Short forms of `control group`, `intervention group` and the like."""
    found: dict[str, str] = {}
    for short, long_form in abstract.abbreviations.items():
        if not long_form & _GROUP_STEMS:
            continue
        if "control" in long_form or "placebo" in long_form:
            found |= {short: contrast.control} if contrast.control else {}
        elif long_form & _TREATED_STEMS:
            found[short] = "c" if contrast.control == "i" else "i"
    return found


def _introduced_arm(sentence: Sentence, places: list[int], number: int, mentions: tuple[Mention, ...]) -> str | None:
    """The arm named right behind a label, up to the next label, or else in the words right before its bracket."""
    at = places[number]
    if "(" in sentence.lowers[max(0, at - 2) : at]:
        ahead = [mention for mention in mentions if at - 9 <= mention.last <= at]
        return ahead[-1].arm if ahead else None
    stop = places[number + 1] if number + 1 < len(places) else len(sentence.row)
    for mention in mentions:
        if at < mention.first < min(stop, at + 14):
            return mention.arm
    before = [mention for mention in mentions if at - 5 <= mention.last <= at]
    return before[-1].arm if before else None


def _arm_stems(name: str, abstract: Abstract) -> dict[str, float]:
    """The stems that name an arm: telling words and short forms fully, numbers by half."""
    stems = content_stems(name)
    words_only = [one for one in stems if not one[0].isdigit()]
    telling = [one for one in words_only if _tells(one, name)] or words_only
    found = dict.fromkeys((one for one in stems if one[0].isdigit()), 0.5) | dict.fromkeys(telling, 1.0)
    if re.fullmatch(r"(?i)\s*(?:[a-h]|[1-6]|i{1,3}|iv|v)\s*", name):
        found[f"group:{name.strip().lower()}"] = 1.0
    return found | _short_forms(*aliases(name, abstract), found)


def _tells(one: str, name: str) -> bool:
    if one in _TOO_COMMON or is_generic(one):
        return False
    return len(one) > 1 or name.strip().startswith(one.upper())


def _short_forms(
    covers: Mapping[str, frozenset[str]], expands: Mapping[str, frozenset[str]], found: Mapping[str, float]
) -> dict[str, float]:
    """Short forms that stand for words found, and the words that short forms found stand for."""
    added = {short: 1.0 for short, stands_for in covers.items() if any(one in found for one in stands_for)}
    for short, long_form in expands.items():
        if short in found or short in added:
            added |= {one: 0.5 for one in long_form if not is_generic(one) and one not in _TOO_COMMON}
    return added


def other(arm: str) -> str:
    """The arm across.

    >>> other("i")
    'c'
    """
    return "c" if arm == "i" else "i"
