"""Two arms under comparison: where a sentence names each, and what tells them apart.

It never says what a sentence tells of an arm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from evidence.abstracts.arm_sides import read_sides
from evidence.abstracts.arm_stems import (
    ALL_VARIANTS,
    NAMES_TOO,
    OPPOSED,
    TOO_COMMON,
    VARIANTS,
    arm_stems,
    combination,
    contained_arm,
    control_arm,
    negated_arm,
    opposed,
    own_words,
    roles_of,
    routes_aside,
    shared_stems,
    sized_doses,
    variants_of,
    with_names,
    without_idle_numbers,
    without_roles,
)
from evidence.abstracts.mentions import SETS_APART, Mention, beside, is_measured, parted, side_by_side
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.roles import GROUP_WORDS, QUALIFIES, ROLE_STEMS, ROLE_WORDS, is_control, is_treated
from evidence.abstracts.terms import is_generic
from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import LABELLED, stem, stem_set

_ROLE_HINTS = stem_set(" ".join(ROLE_WORDS))
_ENDS_NAME = frozenset({"and", ",", ";", "(", ")", "than", "vs", "versus", "but", ""})
_GROUP_STEMS = stem_set("group arm")
_TREATED_STEMS = stem_set("intervention experimental treatment exercise training active study")


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
    sized: Mapping[str, str] = field(default_factory=dict)
    """what `low`, `full` and the like before `dose` mean, where the two are doses of one thing"""
    variants: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """words such as `daily` in the name of each arm that tell it from a variant of the same treatment"""
    arms: tuple[str, ...] = ()
    """the names of the trial's arms that are intervention and comparator, where both are known"""
    others: frozenset[str] = frozenset()
    """stems of the trial's further arms"""
    parts: frozenset[str] = frozenset()
    """stems of one of the two that alone name a further arm"""

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The arms as the first sentence that names both has them; empty where none does."""
        return _usual_order(self, self.abstract)

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Stems of further arms, where the text calls these two and others a group by name."""
        return (_strangers(self, self.abstract) | self.others) - self.intervention.keys() - self.comparator.keys()

    @cached_property
    def telling(self) -> frozenset[str]:
        """Stems without one of which a sentence names no arm."""
        sizes = map(stem, self.sized)
        return _ROLE_HINTS.union(sizes, self.intervention, self.comparator, self.shared)

    @cached_property
    def _variants_at(self) -> dict[Sentence, tuple[int, ...]]:
        """The places of variants in the sentences read so far."""
        return {}

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
            known = self._read(sentence) if self._may_name(sentence) else ()
            self._known[sentence] = known
        return known

    def _may_name(self, sentence: Sentence) -> bool:
        return self._lettered or not sentence.stems.isdisjoint(self.telling)

    def others_at(self, sentence: Sentence) -> tuple[int, ...]:
        """The places of words that name a further arm of the trial or another variant of one of the two."""
        self.mentions(sentence)
        named = self.strangers
        row = self._row(sentence) if self._lettered or not named.isdisjoint(sentence.stems) else ()
        places = [at for at, one in enumerate(row) if one in named]
        return tuple(sorted({*places, *self._variants_at.get(sentence, ())}))

    def _read(self, sentence: Sentence) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for at, one in enumerate(self._row(sentence)):
            if one not in self.telling and (self.negated is None or not one.startswith("un")):
                continue
            arm, weight = self._arm_at(sentence, at, one)
            if arm is None:
                continue
            if found and found[-1].arm == arm and at - found[-1].last <= 3 and not parted(sentence, found[-1].last, at):
                found[-1] = Mention(arm, found[-1].first, at + 1, found[-1].weight + weight)
            else:
                found.append(Mention(arm, at, at + 1, weight))
        variants = [m for m in found if self._of_others(m, sentence)]
        if variants:
            self._variants_at[sentence] = tuple(m.first for m in variants)
        kept = tuple(m for m in found if m.weight >= 0.4 and m not in variants)
        return kept if self.negated is not None else self._with_contained(kept, sentence)

    def _of_others(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether the words beside a mention make it a further arm of the trial."""
        if self._of_a_variant(mention, sentence) or self._of_a_part(mention, sentence):
            return True
        ahead = sentence.row[max(0, mention.first - 1) : mention.first]
        stems = self.intervention if mention.arm == "i" else self.comparator
        whole = {one for one in stems if self.abstract.frequency.get(one)}
        return not self.others.isdisjoint(ahead) and not whole <= set(sentence.row[mention.first : mention.last])

    def _of_a_part(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a mention has only the words of an arm that is a part of the other: `B` where `A plus B` is meant."""
        if not self.parts.issuperset(sentence.row[mention.first : mention.last]):
            return False
        before, behind = max(0, mention.first - 3), mention.last + 3
        beside = self.shared.intersection(sentence.row[before:behind])
        return not beside or not SETS_APART.isdisjoint(sentence.lowers[before:behind])

    def _of_a_variant(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether words beside a mention make it another variant than the arm is: `weekly` of `daily reminders`."""
        own, across = self.variants if mention.arm == "i" else self.variants[::-1]
        if not own:
            return False
        beside = sentence.lowers[max(0, mention.first - 2) : mention.last + 1]
        told = {lower for lower in beside if lower in ALL_VARIANTS}
        return bool(told) and not told & (own | across) and any(told & row and own & row for row in VARIANTS)

    def _row(self, sentence: Sentence) -> tuple[str, ...]:
        """The stems of a sentence, a bare capital that is the label of a group read as one: `higher in C than in A`."""
        if not self._lettered:
            return sentence.row
        lowers, starts = sentence.lowers, sentence.starts
        return tuple(
            f"group:{one}"
            if len(one) == 1
            and f"group:{one}" in self.telling | self.strangers
            and sentence.text[starts[at]].isupper()
            and lowers[max(0, at - 1)] in _BEFORE_LETTER
            else one
            for at, one in enumerate(sentence.row)
        )

    @cached_property
    def _lettered(self) -> bool:
        return any(one.startswith("group:") for one in self.telling)

    def _arm_at(self, sentence: Sentence, at: int, one: str) -> tuple[str | None, float]:
        """The arm that the word at this place names, and how surely."""
        if one in self.strangers or (one[0].isdigit() and not is_measured(sentence, at)):
            return None, 0.0
        arm, weight = self._arm_of(one)
        if sentence.lowers[at] in self.sized and "dose" in sentence.lowers[at + 1 : at + 3]:
            return self.sized[sentence.lowers[at]], 0.8
        if (
            sentence.lowers[at] in _PARTICIPLES
            and self.control == "c"
            and beside(sentence.lowers, at)[1] in GROUP_WORDS
        ):
            return "i", 0.8  # `trained clubs`
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
        before, after, later = beside(read, at)
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
            near = any(m.arm == larger and side_by_side(m, mention, sentence) for m in found)
            if mention.arm != "shared":
                kept.append(mention)
            elif not near:
                kept.append(mention._replace(arm=self.contained))
        return tuple(kept)


_PARTICIPLES = word_set("trained treated exercised supplemented vaccinated coached")
_BEFORE_LETTER = word_set("in between and than vs versus to with from for or")


@lru_cache(maxsize=512)
def read_contrast(intervention: str, comparator: str, abstract: Abstract) -> Contrast:
    """What tells these two arms apart in this abstract."""
    left, right = arm_stems(intervention, abstract), arm_stems(comparator, abstract)
    shared = frozenset(left.keys() & right.keys())
    only_left = {one: weight for one, weight in left.items() if one not in shared}
    only_right = {one: weight for one, weight in right.items() if one not in shared}
    only_left = without_idle_numbers(intervention, only_left)
    only_right = without_idle_numbers(comparator, only_right)
    only_left = (opposed(intervention, comparator) | only_left) or own_words(intervention, comparator)
    only_right = (opposed(comparator, intervention) | only_right) or own_words(comparator, intervention)
    contrast = Contrast(
        routes_aside(without_roles(only_left, shared=bool(shared)), abstract),
        routes_aside(without_roles(only_right, shared=bool(shared)), abstract),
        contained_arm(shared, only_left, only_right, abstract),
        shared_stems(intervention, comparator, shared),
        control_arm(intervention, comparator, only_right, abstract),
        roles_of(intervention, comparator),
        negated_arm(intervention, comparator, shared),
        abstract,
    )
    sides = read_sides(intervention, comparator, (left, right), contrast.control, abstract)
    contrast = replace(
        contrast,
        intervention=with_names(contrast.intervention, sides.intervention),
        comparator=with_names(contrast.comparator, sides.comparator),
        arms=sides.arms,
        sized=sized_doses(intervention, comparator),
        variants=(variants_of(intervention), variants_of(comparator)),
        parts=sides.parts - (sides.intervention | sides.comparator),
        others=sides.strangers - (TOO_COMMON - OPPOSED) - (ROLE_STEMS - NAMES_TOO),
    )
    labels = _labels(abstract, contrast) | combination(intervention, comparator, abstract)
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
    known = _ROLE_HINTS.union(contrast.intervention, contrast.comparator, contrast.shared, ROLE_STEMS, TOO_COMMON)
    return frozenset(one for one in named - known if len(one) > 3 and one.isalpha() and not is_generic(one))


def _usual_order(contrast: Contrast, abstract: Abstract) -> tuple[str, ...]:
    for sentence in abstract.sentences:
        named = tuple(dict.fromkeys(mention.arm for mention in contrast.mentions(sentence)))
        if len(named) == 2:
            return named
    return ()


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
            known = (
                label in found
                or label in contrast.others
                or label in contrast.intervention
                or label in contrast.comparator
            )
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


def other(arm: str) -> str:
    """The arm across.

    >>> other("i")
    'c'
    """
    return "c" if arm == "i" else "i"
