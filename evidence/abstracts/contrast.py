"""Two arms under comparison: where a sentence names each, and which of them a cue has for its subject.

It never reads numbers and never says what the cue means.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from evidence.abstracts.cues import Cue
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.terms import Term, content_stems, is_generic, read_term
from evidence.abstracts.words import stem, words

_PLACEBO = frozenset(
    ["placebo", "placebos", "sham", "untreated", "vehicle", "nonintervention", "waitlist", "tau", "unexposed", "controls", "dummy", "nontreated"]
)
_CONTROL_WORDS = _PLACEBO | {"control"}
_CONTROL_BEFORE = {
    "usual": frozenset(["care", "treatment", "therapy", "practice", "clinical", "diet"]),
    "standard": frozenset(
        ["care", "treatment", "therapy", "practice", "arm", "group", "treatments", "management", "of", "diet", "protocol", "regimen"]
    ),
    "routine": frozenset(["care", "treatment", "practice", "management"]),
    "conventional": frozenset(),
    "comparison": frozenset(["group", "groups", "arm", "arms", "condition"]),
    "waiting": frozenset(["list"]),
    "attention": frozenset(["control"]),
}
_ROLE_WORDS = _PLACEBO | _CONTROL_BEFORE.keys() | {"control"}
_CONTROL_AFTER = frozenset(["the", "than", "vs", "versus", "with", "to", "placebo", "sham", "and", "in", "or", "for", "no", "a", "normal", "healthy"])
_NOT_CONTROL = frozenset(["of", "over", "for", "in"])
_CONTROL_CLASS = re.compile(
    r"(?i)\b(?:placebo|controls?|sham|usual|no|not|without|untreated|standard|conventional|routine|vehicle|saline|wait|alone|only|comparison|nothing|none|baseline|attention|regular|traditional)\b"
)
_TREATED = frozenset(
    ["intervention", "experimental", "active", "treated", "supplemented", "verum", "treatment", "exercise", "training", "program", "supplementation", "study", "trial", "test"]
)
_ALWAYS_TREATED = frozenset(["supplemented", "verum", "experimental"])
_GROUP_WORDS = frozenset(
    ["group", "groups", "arm", "arms", "women", "men", "children", "participants", "patients", "subjects", "practices", "pharmacies", "clinics", "schools", "villages", "clusters", "infants", "condition", "families", "students", "individuals", "animals", "mice", "rats", "horses"]
)
_TOO_COMMON = frozenset(
    stem(word)
    for word in ["dose", "doses", "daily", "day", "days", "week", "weeks", "month", "months", "mg", "kg", "g", "ml", "oral", "orally", "capsule", "capsules", "tablet", "tablets", "twice", "once", "three", "two", "one", "therapy", "treatment", "treatments", "session", "sessions", "hour", "hours", "min", "minutes", "care", "program", "programme", "plan", "receive", "received", "receiving", "strategy", "given", "administration", "administered", "including", "addition", "followed", "following", "condition", "conditions", "high", "low", "early", "late", "new", "first", "long", "short", "increased", "reduced", "improved", "reduction", "minute", "single", "time", "times", "per", "period", "standardized", "type", "level", "levels", "system", "systems", "based", "combined", "combination", "alone", "only", "plus", "medical", "clinical", "approach", "method", "methods", "technique", "home", "health", "support", "information"]
)
_GROUP_STEMS = frozenset(stem(word) for word in ["group", "arm"])
_TREATED_STEMS = frozenset(
    stem(word) for word in ["intervention", "experimental", "treatment", "exercise", "training", "active", "study"]
)
_ROLE_STEMS = frozenset(
    stem(word)
    for word in ["placebo", "control", "controls", "usual", "standard", "routine", "conventional", "comparison", "intervention", "experimental", "active", "treated", "study", "standardised", "regular"]
)
_MARKERS = frozenset(["than", "versus", "vs", "compared", "comparison", "relative", "comparing"])
_TAKES_TO = frozenset("superior inferior superiority inferiority preferable advantage benefit favored favoured preferred".split())
_PREPOSITIONS = frozenset(["in", "for", "with", "by", "among", "within", "on", "after", "under", "during", "following", "to"])
_ROLE_WORDS |= _TREATED | _ALWAYS_TREATED


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
    control: str | None
    """which arm the words placebo, control, usual care mean: `i`, `c`, or None where neither"""
    roles: Mapping[str, str]
    """words of role that stand in one arm's own name, and that arm"""
    negated: str | None
    """the arm that is the other one's absence, as `no drain` is of `drain`"""

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The places where the sentence names an arm, in order."""
        found: list[Mention] = []
        for at, word in enumerate(sentence.words):
            arm, weight = self._arm_of(word.stem)
            if arm == "shared" and self.negated is not None:
                arm = self.negated if _is_negated(sentence, at) else other(self.negated)
            if arm is None and word.lower in _ROLE_WORDS:
                arm, weight = self._role_of(sentence, at), 0.8
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
        return kept if self.negated is not None else self._with_contained(kept)

    def _arm_of(self, one: str) -> tuple[str | None, float]:
        left, right = self.intervention.get(one, 0.0), self.comparator.get(one, 0.0)
        if left or right:
            return ("i", left) if left > right else ("c", right)
        if (self.contained is not None or self.negated is not None) and one in self.shared:
            return "shared", 0.5
        return None, 0.0

    def _role_of(self, sentence: Sentence, at: int) -> str | None:
        """The arm a word of role such as `control` or `intervention group` stands for."""
        read = sentence.words
        before = read[at - 1].lower if at else ""
        after = read[at + 1].lower if at + 1 < len(read) else ""
        if _is_control(read[at].lower, before, after):
            return self.roles.get(read[at].lower, self.control)
        later = read[at + 2].lower if at + 2 < len(read) else ""
        if _is_treated(read[at].lower, after) or (
            after in {"and", "or"} and later in _CONTROL_WORDS and read[at].lower in _TREATED
        ):
            return "i" if self.control in {"c", None} else "c"
        return None

    def _with_contained(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Turn mentions of shared words into the smaller arm, unless words of the larger one stand beside them."""
        if self.contained is None:
            return found
        larger = "c" if self.contained == "i" else "i"
        kept = []
        for mention in found:
            near = any(
                m.arm == larger and (m.first - mention.last) <= 3 and (mention.first - m.last) <= 3 for m in found
            )
            if mention.arm != "shared":
                kept.append(mention)
            elif not near:
                kept.append(mention._replace(arm=self.contained))
        return tuple(kept)


def _is_control(lower: str, before: str, after: str) -> bool:
    if lower in _PLACEBO:
        return True
    if lower == "control":
        return after in _GROUP_WORDS or (before in _CONTROL_AFTER and after not in _NOT_CONTROL)
    followers = _CONTROL_BEFORE.get(lower)
    return followers is not None and (not followers or after in followers or after in _GROUP_WORDS)


def _is_treated(lower: str, after: str) -> bool:
    return lower in _ALWAYS_TREATED or (lower in _TREATED and after in _GROUP_WORDS)


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.words[at].lower in {",", ";", ".", "than", "vs", "versus", ")"} for at in range(first, last))


def read_contrast(intervention: str, comparator: str, abstract: Abstract) -> Contrast:
    """What tells these two arms apart in this abstract."""
    left, right = _arm_stems(intervention, abstract), _arm_stems(comparator, abstract)
    shared = frozenset(left.keys() & right.keys())
    only_left = {one: weight for one, weight in left.items() if one not in shared}
    only_right = {one: weight for one, weight in right.items() if one not in shared}
    contrast = Contrast(
        _without_roles(only_left),
        _without_roles(only_right),
        _contained(shared, only_left, only_right, abstract),
        shared,
        _control(intervention, comparator, only_right, abstract),
        _roles(intervention, comparator),
        _negated(intervention, comparator, shared),
    )
    labels = _labels(abstract, contrast)
    return replace(
        contrast,
        intervention={**{one: 1.0 for one, arm in labels.items() if arm == "i"}, **contrast.intervention},
        comparator={**{one: 1.0 for one, arm in labels.items() if arm == "c"}, **contrast.comparator},
    )


def _without_roles(stems: Mapping[str, float]) -> dict[str, float]:
    return {one: weight for one, weight in stems.items() if one not in _ROLE_STEMS}


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
    named = any(abstract.frequency.get(one) and one not in _ROLE_STEMS for one in only_right)
    if _CONTROL_CLASS.search(comparator) or not named:
        return "c"
    return "i" if _CONTROL_CLASS.search(intervention) else None


def _roles(intervention: str, comparator: str) -> dict[str, str]:
    left = {word.lower for word in words(intervention)} & _ROLE_WORDS
    right = {word.lower for word in words(comparator)} & _ROLE_WORDS
    return dict.fromkeys(left - right, "i") | dict.fromkeys(right - left, "c")


_ABSENCE = re.compile(r"(?i)^(?:no|non|without|not)\b")


def _negated(intervention: str, comparator: str, shared: frozenset[str]) -> str | None:
    left, right = bool(_ABSENCE.match(intervention.strip())), bool(_ABSENCE.match(comparator.strip()))
    if not shared or left == right:
        return None
    return "i" if left else "c"


def _is_negated(sentence: Sentence, at: int) -> bool:
    return any(word.lower in {"no", "non", "not", "without"} for word in sentence.words[max(0, at - 2) : at])


def _labels(abstract: Abstract, contrast: Contrast) -> dict[str, str]:
    """Labels such as `group A` or `CG` and the arm they stand for, where the abstract introduces them."""
    found: dict[str, str] = {}
    for sentence in abstract.sentences:
        places = [at for at, word in enumerate(sentence.words) if word.stem.startswith("group:")]
        for number, at in enumerate(places):
            label = sentence.words[at].stem
            if label in found:
                continue
            arm = _introduced_arm(sentence, places, number, contrast.mentions(sentence))
            if arm is not None:
                found[label] = arm
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
    stop = places[number + 1] if number + 1 < len(places) else len(sentence.words)
    for mention in mentions:
        if at < mention.first < min(stop, at + 14):
            return mention.arm
    before = [mention for mention in mentions if at - 5 <= mention.last <= at]
    return before[-1].arm if before else None


def _arm_stems(name: str, abstract: Abstract) -> dict[str, float]:
    term: Term = read_term(name, abstract)
    found = {
        one: 1.0
        for one in content_stems(name)
        if one not in _TOO_COMMON
        and not is_generic(one)
        and not one[0].isdigit()
        and (len(one) > 1 or name.strip().startswith(one.upper()))
    }
    if not found:
        found = {one: 1.0 for one in content_stems(name) if not one[0].isdigit()}
    for one in content_stems(name):
        if one[0].isdigit() and one not in found:
            found[one] = 0.5
    if re.fullmatch(r"(?i)\s*(?:[a-h]|[1-6]|i{1,3}|iv|v)\s*", name):
        found[f"group:{name.strip().lower()}"] = 1.0
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


class Subject(NamedTuple):
    """Which arm a cue speaks of: `i`, `c`, `both`, or `neither` of the two; and how sure that is, 0 to 1."""

    arm: str
    sure: float


UNSURE = 0.5
"""How sure a subject is that is named in another clause only."""


def subject_of(cue: Cue, mentions: tuple[Mention, ...], sentence: Sentence, first: int, last: int) -> Subject:
    """Which arm the cue speaks of; `first` and `last` bound the clause in words."""
    inside = tuple(m for m in mentions if first <= m.first < last)
    compared = _against(cue, inside, sentence, first, last)
    if compared == "both":
        return Subject("neither", 0.9)
    if compared is not None:
        return Subject(other(compared), 1.0)
    if any(not _excepted(m, sentence) for m in inside):
        return Subject(_nearest(cue, inside, sentence), 0.8)
    if mentions:
        return Subject(_nearest(cue, mentions, sentence), UNSURE)
    return Subject("i", 0.3)


def _against(cue: Cue, inside: tuple[Mention, ...], sentence: Sentence, first: int, last: int) -> str | None:
    """The arm that stands on the far side of `than`, `compared with` or `versus`; None where no marker names one."""
    best: tuple[int, str] | None = None
    for at in range(first, min(last, len(sentence.words))):
        if not _is_marker(sentence, at):
            continue
        named = _after_marker(at, inside, sentence)
        if named is None:
            continue
        distance = abs(at - cue.first)
        if best is None or distance < best[0]:
            best = distance, named
    return None if best is None else best[1]


def _is_marker(sentence: Sentence, at: int) -> bool:
    """Whether a word opens the far side of a comparison: `than`, `versus`, the `to` of `superior to`."""
    lower = sentence.words[at].lower
    return lower in _MARKERS or (lower in {"to", "over"} and at > 0 and sentence.words[at - 1].lower in _TAKES_TO)


def _after_marker(at: int, inside: tuple[Mention, ...], sentence: Sentence) -> str | None:
    behind = [mention for mention in inside if mention.first > at]
    if not behind:
        return None
    mention = behind[0]
    between = [sentence.words[k].lower for k in range(at + 1, mention.first)]
    if len(between) > 9 or any(mark in {",", ";", ":"} for mark in between[:-1]):
        return None
    return "both" if _joined_arms(behind[:2], sentence) and not any(m.last <= at for m in inside) else mention.arm


def _joined_arms(pair: list[Mention], sentence: Sentence) -> bool:
    """Whether two mentions of different arms are named together: `A and B`, `A and the B group`."""
    if len(pair) < 2 or pair[0].arm == pair[1].arm:
        return False
    between = [sentence.words[at].lower for at in range(pair[0].last, pair[1].first)]
    return len(between) <= 4 and "and" in between and not {",", ";", "(", "than"} & set(between)


def _nearest(cue: Cue, inside: tuple[Mention, ...], sentence: Sentence) -> str:
    """The arm nearest to the cue: one after `in`, `for`, `with` behind it first, then the one before it."""
    said = tuple(m for m in inside if not _excepted(m, sentence)) or inside
    after = [m for m in said if m.first >= cue.last]
    before = [m for m in said if m.last <= cue.first]
    if after and _introduced(cue, after[0], sentence) and after[0].first - cue.last <= 12:
        return "both" if _joined_arms(after[:2], sentence) else after[0].arm
    if before:
        return "both" if _joined_arms(before[-2:], sentence) else before[-1].arm
    return after[0].arm if after else said[0].arm


def _excepted(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention is set apart by `but not`, as in `X, but not Y, reduced pain`."""
    before = [word.lower for word in sentence.words[max(0, mention.first - 3) : mention.first]]
    return "not" in before and "but" in before


def _introduced(cue: Cue, mention: Mention, sentence: Sentence) -> bool:
    between = [sentence.words[at].lower for at in range(cue.last, mention.first)]
    if any(mark in {",", ";", "and", "but"} for mark in between):
        return False
    return any(word in _PREPOSITIONS for word in between)
