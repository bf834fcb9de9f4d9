"""Words of a sentence that name an arm, and what stands beside them.

It never says which arm a word names.
"""

from typing import NamedTuple

from evidence.abstracts.reading import Sentence
from evidence.abstracts.wordlists import word_set


class Mention(NamedTuple):
    """Words of a sentence that name one arm: `first` to before `last`."""

    arm: str
    first: int
    last: int
    weight: float


_BEFORE_NUMBER = frozenset({"group", "groups", "arm", "arms", "cohort"})
_JOINS_NUMBERS = frozenset({"and", "or", "vs", "versus", "to", "v"})


_UNITS = word_set(
    "mg g µg μg mcg kg iu ml mmol % group groups arm day days week weeks month months session sessions h hour "
    "hours min "
    "minutes gy hz cycles courses doses u units year years"
)


def is_measured(sentence: Sentence, at: int) -> bool:
    """Whether a number stands before a unit, as the dose that an arm is called by does; a bare 20 is no arm."""
    if sentence.lowers[max(0, at - 1)] in _BEFORE_NUMBER:
        return True
    following = [lower for lower in sentence.lowers[at + 1 : at + 5] if lower != "-"]
    if len(following) > 2 and following[0] in _JOINS_NUMBERS and following[1][0].isdigit():
        return following[2] in _UNITS  # `between 10 and 20 mg`
    return bool(following) and following[0] in _UNITS


def beside(read: tuple[str, ...], at: int) -> tuple[str, str, str]:
    """The word before a word and the two behind it, hyphens passed over; empty where there is none."""
    before = [one for one in read[max(0, at - 2) : at] if one != "-"]
    after = [*(one for one in read[at + 1 : at + 5] if one != "-"), "", ""]
    return before[-1] if before else "", after[0], after[1]


def side_by_side(one: Mention, another: Mention, sentence: Sentence) -> bool:
    """Whether two mentions stand within three words of each other with nothing to set them apart."""
    before, after = sorted((one, another), key=lambda mention: mention.first)
    return after.first - before.last <= 3 and SETS_APART.isdisjoint(sentence.lowers[before.last : after.first])


SETS_APART = frozenset({"vs", "versus", "than", "v", ";", "to", "compared", ",", "or"})


def parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a stop or a word of comparison stands between two words."""
    return any(lower in {",", ";", ".", "than", "vs", "versus", ")"} for lower in sentence.lowers[first:last])
