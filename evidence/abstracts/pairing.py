"""Which figure of a sentence belongs to which of two arms: by nearness, by a list with `respectively`, by order.

It never hands out a figure where the arms are not plainly named beside the figures.
"""

import re
from itertools import pairwise

from evidence.abstracts.clauses import Clause
from evidence.abstracts.contrast import Mention
from evidence.abstracts.figures import Figure, figures, headline, with_spelled
from evidence.abstracts.reading import Sentence


def paired_values(sentence: Sentence, mentions: tuple[Mention, ...], clause: Clause) -> tuple[float, float] | None:
    """The intervention's and the comparator's figure, first named arm first; None unless both are plainly there."""
    pair = paired_figures(sentence, mentions, clause)
    return None if pair is None else (pair[0].value, pair[1].value)


def paired_figures(sentence: Sentence, mentions: tuple[Mention, ...], clause: Clause) -> tuple[Figure, Figure] | None:
    """The intervention's and the comparator's figure in a stretch of a sentence."""
    chosen = _chosen(sentence, clause, mentions)
    order = [m.arm for m in mentions if clause.first <= m.first < clause.last] or [m.arm for m in mentions]
    arms = list(dict.fromkeys(order))
    listed = _listed(sentence, mentions, chosen)
    beside = listed or _beside(sentence, mentions, chosen, clause)
    if beside is not None:
        return beside
    if len(arms) == 1 and len(chosen) == 2:
        arms = _with_unnamed(arms[0], sentence, mentions, chosen)
    if len(arms) < 2 or len(chosen) < 2:
        return None
    first, second = chosen[0], chosen[1]
    return (first, second) if arms[0] == "i" else (second, first)


_IN_GROUP = re.compile(r"(?i)\b(?:in|on|with|for|by) .{2,50}\b(?:groups?|arms?|patients|participants)\b.*\band\b")
_AGAINST = re.compile(r"(?i)\b(?:versus|vs?\.?|compared|than|against)\b")


def _with_unnamed(arm: str, sentence: Sentence, mentions: tuple[Mention, ...], chosen: tuple[Figure, ...]) -> list[str]:
    """The order of the arms where only one is named: `40%, versus 25% for placebo`."""
    if not _AGAINST.search(sentence.text, chosen[0].end) and not _IN_GROUP.search(
        sentence.text[chosen[0].end : chosen[1].start]
    ):
        return [arm]
    across = "c" if arm == "i" else "i"
    named = next(sentence.starts[m.first] for m in mentions if m.arm == arm)
    return [arm, across] if named < chosen[1].start else [across, arm]


def ordered_values(sentence: Sentence, clause: Clause, order: tuple[str, ...]) -> tuple[float, float] | None:
    """Two figures set against each other in a clause, given to the arms in this order; None where there are more."""
    chosen = _chosen(sentence, clause)
    if len(order) != 2 or len(chosen) != 2:
        return None
    between = sentence.text[chosen[0].end : chosen[1].start]
    shares = chosen[0].percent and chosen[1].percent and between.strip() == "and"
    if not shares and not _AGAINST.search(between) and "respectively" not in sentence.text.lower():
        return None
    first, second = chosen[0].value, chosen[1].value
    return (first, second) if order[0] == "i" else (second, first)


def _chosen(sentence: Sentence, clause: Clause, mentions: tuple[Mention, ...] = ()) -> tuple[Figure, ...]:
    """The headline figures of a clause, without those a value came `from`."""
    begin, end = sentence.starts[clause.first], sentence.ends[clause.last - 1]
    inside = tuple(figure for figure in figures(sentence.text) if begin <= figure.start < end)
    if not inside:
        inside = tuple(figure for figure in with_spelled(sentence, ()) if begin <= figure.start < end)
    told = headline(inside)
    arms = [sentence.starts[mention.first] for mention in mentions]
    left = [one for one, following in pairwise(told) if _came_from(sentence.text, one, following, arms)]
    return tuple(one for one in told if one not in left)


def _came_from(text: str, one: Figure, following: Figure, arms: list[int]) -> bool:
    if any(one.end <= place < following.start for place in arms):
        return False
    between = re.sub(r"\([^)]*\)", "", text[one.end : following.start])
    if one.bracketed and following.bracketed and between.strip() == "to":
        return True
    return text[: one.start].rstrip().lower().endswith("from") and bool(_REACHES.fullmatch(between))


_REACHES = re.compile(r"(?i)[^\d,;]{0,30}?\bto\b[^\d,;]{0,15}")


def _beside(
    sentence: Sentence, mentions: tuple[Mention, ...], chosen: tuple[Figure, ...], clause: Clause
) -> tuple[Figure, Figure] | None:
    """Each arm's figure where every figure has its arm right behind it, or every one right before it."""
    begin, end = sentence.starts[clause.first], sentence.ends[clause.last - 1]
    named = [(sentence.starts[m.first], m.arm) for m in mentions if clause.first <= m.first < clause.last]
    bounds = [begin, *(point for figure in chosen for point in (figure.start, figure.end)), end]
    gaps = [
        [arm for place, arm in named if low <= place < high]
        for low, high in zip(bounds[::2], bounds[1::2], strict=True)
    ]
    if len(chosen) < 2 or bool(gaps[0]) == bool(gaps[-1]):
        return None
    place: dict[str, Figure] = {}
    for number, figure in enumerate(chosen):
        gap = gaps[number][-1:] if gaps[0] else gaps[number + 1][:1]
        if gap:
            place.setdefault(gap[0], figure)
    return (place["i"], place["c"]) if len(place) == 2 else None


def _listed(
    sentence: Sentence, mentions: tuple[Mention, ...], chosen: tuple[Figure, ...]
) -> tuple[Figure, Figure] | None:
    """The two arms' figures out of a list of three or more that ends in `respectively`."""
    end = sentence.text.lower().rfind("respectively")
    if end == -1 or len(chosen) < 3:
        return None
    items = [mark.start() for mark in _ITEM.finditer(sentence.text, chosen[-1].end, end)]
    bounds = [chosen[-1].end, *items, end]
    if items and not sentence.text[items[-1] : end].strip(" ,"):
        bounds = [*bounds[:-2], end]
    if len(bounds) != len(chosen) + 1:
        return None
    place: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda one: -one.weight):
        start = sentence.starts[mention.first]
        number_of = next((k for k in range(len(chosen)) if bounds[k] <= start < bounds[k + 1]), None)
        if number_of is not None:
            place.setdefault(mention.arm, number_of)
    return (chosen[place["i"]], chosen[place["c"]]) if len(place) == 2 else None


_ITEM = re.compile(r",\s*(?:and\s|or\s)?|\s(?:and|or)\s")
