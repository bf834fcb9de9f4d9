"""Which of two arms a cue has for its subject, by comparison words, prepositions and nearness.

It never reads figures and never says what the cue means.
"""

from typing import NamedTuple

from evidence.abstracts.clauses import Clause
from evidence.abstracts.contrast import other
from evidence.abstracts.cues import Cue
from evidence.abstracts.mentions import Mention
from evidence.abstracts.reading import Sentence
from evidence.abstracts.roles import GROUP_WORDS, ROLE_WORDS
from evidence.abstracts.views import View
from evidence.abstracts.wordlists import word_set

_MARKERS = word_set("than versus vs v compared comparison comparing exceeded exceeds exceeding unlike")
_TAKES_TO = word_set(
    "superior inferior superiority inferiority preferable advantage benefit favored favoured preferred"
)
_WITH_PARTNER = {
    "relative": frozenset({"to"}),
    "opposed": frozenset({"to"}),
    "contrast": frozenset({"to", "with"}),
    "over": frozenset({"and"}),
    "instead": frozenset({"of"}),
    "rather": frozenset({"than"}),
}
_TIMES = frozenset({"half", "third", "quarter", "twice", "double", "treble"})
_SUPERLATIVES = frozenset({"highest", "lowest", "greatest", "fewest", "largest", "smallest", "longest", "shortest"})
"""Words that single somebody out; in a sentence that names neither arm, somebody else."""
_FIGURE_ENDS = frozenset("0123456789%)")
_OWN_PAST = word_set("before baseline pre pretreatment preintervention initial preoperative beforehand previous")
_PREPOSITIONS = word_set("in for with by among within on after under during following to")


class Subject(NamedTuple):
    """Which arm a cue speaks of: `i`, `c`, `both`, or `neither` of the two; and how sure that is, 0 to 1."""

    arm: str
    sure: float


UNSURE = 0.5
"""How sure a subject is that is named in another clause only."""


def subject_of(cue: Cue, view: View, home: Clause) -> Subject:
    """Which arm the cue speaks of in its clause."""
    mentions, sentence = view.mentions, view.sentence
    inside = tuple(m for m in mentions if home.first <= m.first < home.last)
    if _of_a_stranger(cue, inside, view, home):
        return Subject("neither", 0.9)
    compared = _against(cue, inside, sentence, home.first, home.last)
    if compared == "both":
        return Subject("neither", 0.9)
    if compared is not None:
        arm = other(compared)
        return Subject("neither", 0.9) if _has_other_subject(cue, arm, inside, view, home) else Subject(arm, 1.0)
    if any(not _excepted(m, sentence) for m in inside):
        return Subject(_nearest(cue, inside, sentence), 0.8)
    return _unnamed(cue, view, home)


def _has_other_subject(cue: Cue, arm: str, inside: tuple[Mention, ...], view: View, home: Clause) -> bool:
    """Whether a further arm stands before the cue where this arm does not: `C improved it relative to B` of A and B."""
    ahead = [at for at in view.strangers if home.first <= at < cue.first]
    return bool(ahead) and not any(m.arm == arm and m.first < cue.first for m in inside)


def _unnamed(cue: Cue, view: View, home: Clause) -> Subject:
    """Whom a clause speaks of that names neither arm."""
    mentions, sentence = view.mentions, view.sentence
    if mentions:
        return Subject(_nearest(cue, mentions, sentence), UNSURE)
    if _compares_others(view, home):
        return Subject("neither", 0.9)
    return Subject("neither", 0.9) if sentence.lowers[cue.first] in _SUPERLATIVES else Subject("i", 0.3)


_OF_NOBODY = word_set("the a an with to in those on of for")


def _compares_others(view: View, home: Clause) -> bool:
    """Whether a clause that names neither arm compares two others by name: `sham was superior to pills`."""
    sentence, lowers = view.sentence, view.sentence.lowers
    no_name = _NO_NAME if view.contrast.control is None else _NO_NAME | ROLE_WORDS
    for at in range(home.first, home.last):
        if not _is_marker(sentence, at) or lowers[:at].count("(") > lowers[:at].count(")"):
            continue
        behind = [one for one in lowers[at + 1 : at + 5] if one not in _OF_NOBODY]
        if len(behind) > 1 and behind[0] in GROUP_WORDS and (behind[1][0].isdigit() or len(behind[1]) < 3):
            return True
        if behind and behind[0].isalpha() and len(behind[0]) > 3 and no_name.isdisjoint(behind):
            return True
    return False


_NO_NAME = _OWN_PAST | GROUP_WORDS | word_set("other others either normal expected predicted both")


def _of_a_stranger(cue: Cue, inside: tuple[Mention, ...], view: View, home: Clause) -> bool:
    """Whether a clause tells of a further arm: it names one, and of the two at most one, behind `than`."""
    told = [m for m in inside if not follows_marker(m, view.sentence)]
    near = [at for at in view.strangers if home.first <= at < home.last and abs(at - cue.first) <= 20]
    return bool(near) and not told and len({m.arm for m in inside}) <= 1


def _against(cue: Cue, inside: tuple[Mention, ...], sentence: Sentence, first: int, last: int) -> str | None:
    """The arm that stands on the far side of `than`, `compared with` or `versus`; None where no marker names one."""
    best: tuple[int, str] | None = None
    for at in range(first, min(last, len(sentence.lowers))):
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
    lower = sentence.lowers[at]
    if lower in _WITH_PARTNER:
        return at + 1 < len(sentence.lowers) and sentence.lowers[at + 1] in _WITH_PARTNER[lower]
    if lower in {"that", "those"}:
        return at > 0 and sentence.lowers[at - 1] in _TIMES
    if lower == "against":
        before, behind = sentence.lowers[at - 1 : at], sentence.lowers[at + 1 : at + 2]
        return bool(before and (before[0] == "as" or before[0][-1] in _FIGURE_ENDS)) or bool(
            behind and behind[0][0].isdigit()
        )
    return lower in _MARKERS or (lower in {"to", "over"} and at > 0 and sentence.lowers[at - 1] in _TAKES_TO)


def _after_marker(at: int, inside: tuple[Mention, ...], sentence: Sentence) -> str | None:
    behind = [mention for mention in inside if mention.first > at]
    if not behind:
        return None
    mention = behind[0]
    between = _outside_brackets(sentence.lowers[at + 1 : mention.first])
    if len(between) > 9 or any(mark in {";", ":"} for mark in between):
        return None
    if between.count(")") > between.count("("):
        return None
    if _exceeds(sentence.lowers[at]) and any(one[0].isdigit() for one in between):
        return None
    if any(mark == "," or mark in _OWN_PAST for mark in between[:-1]):
        return None
    return "both" if _joined_arms(behind[:2], sentence) and not any(m.last <= at for m in inside) else mention.arm


def follows_marker(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention stands on the far side of a comparison: right behind `than`, `compared with` and the like."""
    for at in range(mention.first - 1, max(-1, mention.first - 7), -1):
        if sentence.lowers[at] in {",", ";"}:
            return False
        if _is_marker(sentence, at):
            return True
    return False


def _outside_brackets(lowers: tuple[str, ...]) -> list[str]:
    """The words outside brackets; all of them where a bracket does not close."""
    if lowers.count("(") != lowers.count(")"):
        return list(lowers)
    depth, kept = 0, []
    for lower in lowers:
        depth += lower == "("
        kept += [lower] if depth == 0 else []
        depth -= lower == ")" and depth > 0
    return kept


def _exceeds(lower: str) -> bool:
    return lower.startswith("exceed")


def _joined_arms(pair: list[Mention], sentence: Sentence) -> bool:
    """Whether two mentions of different arms are named together: `A and B`, `A and the B group`."""
    if len(pair) < 2 or pair[0].arm == pair[1].arm:
        return False
    between = _outside_brackets(sentence.lowers[pair[0].last : pair[1].first])
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
    before = sentence.lowers[max(0, mention.first - 3) : mention.first]
    return "not" in before and "but" in before


def _introduced(cue: Cue, mention: Mention, sentence: Sentence) -> bool:
    between = sentence.lowers[cue.last : mention.first]
    if any(mark in {",", ";", "and", "but"} for mark in between):
        return False
    return any(word in _PREPOSITIONS for word in between)
