"""Which of a trial's arms the two sides of a comparison are, and what the others are called.

It never decides where the trial's arms do not plainly fit the two sides.
"""

from collections.abc import Mapping
from typing import NamedTuple

from evidence.abstracts.arm_names import ArmReading
from evidence.abstracts.arm_stems import JOINED
from evidence.abstracts.arms import named_arms
from evidence.abstracts.reading import Abstract
from evidence.abstracts.terms import content_stems, is_generic


class Sides(NamedTuple):
    """Further stems that name each side, and the stems that name other arms of the trial."""

    intervention: frozenset[str] = frozenset()
    comparator: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    arms: tuple[str, ...] = ()
    """the names of the two arms, the intervention's first"""
    parts: frozenset[str] = frozenset()
    """stems of a side that alone name another arm, as `B` does where `A plus B` is held against A"""


_LEAST = 0.3
"""Least likeness of an arm and a side for them to be the same."""
_MARGIN = 0.02
"""How much better two arms must fit the two sides than any other two."""
_SURELY = 0.5
"""Likeness from which the other words of an arm's name are names of the side too."""


def read_sides(
    intervention: str,
    comparator: str,
    known: tuple[Mapping[str, float], Mapping[str, float]],
    control: str | None,
    abstract: Abstract,
) -> Sides:
    """What the trial's arms add to the two names; nothing where either side is none of the arms or could be two."""
    arms = named_arms(abstract)
    if len(arms) < 2:
        return Sides()
    left = [_likeness(intervention, known[0], one, control=control == "i") for one in arms]
    right = [_likeness(comparator, known[1], one, control=control == "c") for one in arms]
    pairs = sorted(
        ((left[a] + right[b], a, b) for a in range(len(arms)) for b in range(len(arms)) if a != b), reverse=True
    )
    total, a, b = pairs[0]
    if min(left[a], right[b]) < _LEAST or (len(pairs) > 1 and pairs[1][0] >= total - _MARGIN):
        return Sides()
    ours, theirs = _names(arms[a]), _names(arms[b])
    others = frozenset().union(*(_names(one) for at, one in enumerate(arms) if at not in {a, b}))
    mine = frozenset(known[0]) | frozenset(known[1]) | frozenset(content_stems(f"{intervention} {comparator}"))
    known_well = left[a] >= _SURELY, right[b] >= _SURELY
    return Sides(
        frozenset(one for one in (ours if known_well[0] else arms[a].aliases) - theirs - others - mine if _tells(one)),
        frozenset(one for one in (theirs if known_well[1] else arms[b].aliases) - ours - others - mine if _tells(one)),
        frozenset(one for one in others - ours - theirs - mine if _tells(one)),
        (arms[a].arm.name, arms[b].arm.name),
        frozenset().union(*(one.stems for at, one in enumerate(arms) if at not in {a, b} and one.stems <= mine))
        - theirs
        if JOINED.search(intervention) or JOINED.search(comparator)
        else frozenset(),
    )


def _likeness(name: str, known: Mapping[str, float], arm: ArmReading, *, control: bool) -> float:
    """How much a side and an arm have in common, 0 to 1; a control is like any arm with that role."""
    ours = frozenset(content_stems(name)) | frozenset(known)
    theirs = _names(arm)
    if not ours or not theirs:
        return 0.0
    shared = ours & theirs
    if ("non" in ours) != ("non" in theirs):
        return 0.4 * len(shared) / len(ours | theirs)
    likeness = 0.5 * len(shared) / len(ours | theirs) + 0.5 * len(shared) / min(len(ours), len(theirs))
    if JOINED.search(name):
        joined = JOINED.search(arm.arm.name) or "combin" in theirs
        return max(likeness, 0.9) if "combin" in theirs else likeness * (1.0 if joined else 0.5)
    if arm.arm.name.lower().startswith(name.strip().lower()):
        likeness += 0.1
    if control and arm.arm.role in {"placebo", "control"}:
        return max(likeness, 0.7)
    return likeness


def _names(arm: ArmReading) -> frozenset[str]:
    return arm.stems | arm.aliases


def _tells(one: str) -> bool:
    return not is_generic(one) and (len(one) > 1 or one.startswith("group:"))
