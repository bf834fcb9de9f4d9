"""Which figure of a sentence belongs to which of two arms: by nearness, by a list with `respectively`, by order.

It never hands out a figure where the arms are not plainly named beside the figures.
"""

import re
from itertools import pairwise

from evidence.abstracts.clauses import Clause
from evidence.abstracts.figures import Figure, amounts, figures, headline, with_spelled
from evidence.abstracts.mentions import Mention
from evidence.abstracts.reading import Sentence


def paired_values(
    sentence: Sentence, mentions: tuple[Mention, ...], clause: Clause, strangers: tuple[int, ...] = ()
) -> tuple[float, float] | None:
    """The intervention's and the comparator's figure, first named arm first; None unless both are plainly there."""
    pair = paired_figures(sentence, mentions, clause, strangers)
    return None if pair is None else (pair[0].value, pair[1].value)


def paired_figures(
    sentence: Sentence, mentions: tuple[Mention, ...], clause: Clause, strangers: tuple[int, ...] = ()
) -> tuple[Figure, Figure] | None:
    """The intervention's and the comparator's figure in a stretch of a sentence; `strangers` name further arms."""
    chosen = _chosen(sentence, clause, mentions)
    if len(chosen) > 2 and not any(figure.bracketed for figure in chosen):
        mentions = tuple(m for m in mentions if not _beside_a_mark(sentence, m.first))
    order = [m.arm for m in mentions if clause.first <= m.first < clause.last] or [m.arm for m in mentions]
    arms = list(dict.fromkeys(order))
    listed = _listed(sentence, mentions, chosen)
    beside = listed or _beside(sentence, mentions, chosen, clause, strangers)
    if beside is not None:
        return beside
    if len(chosen) > 2 and not any(clause.first <= m.first < clause.last for m in mentions):
        return None
    others = [at for at in strangers if clause.first <= at < clause.last and _outside(sentence, at)]
    if others and len(chosen) > 2:
        return _in_named_order(sentence, mentions, chosen, clause, others)
    if len(arms) == 1 and len(chosen) == 2 and not others:
        arms = _with_unnamed(arms[0], sentence, mentions, chosen)
    if len(arms) < 2 or len(chosen) < 2:
        return None
    first, second = chosen[0], chosen[1]
    return (first, second) if arms[0] == "i" else (second, first)


_MARK = re.compile(r"(?i)\bp\s?[<>=≤≥]|\bCI\b")


def _beside_a_mark(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in a bracket with a P value or an interval: `(P = 0.1 for A vs B)`."""
    start = sentence.starts[at]
    opened, closed = sentence.text.rfind("(", 0, start), sentence.text.find(")", start)
    return sentence.text.rfind(")", 0, start) < opened and _MARK.search(sentence.text, opened, closed) is not None


def _outside(sentence: Sentence, at: int) -> bool:
    before = sentence.lowers[:at]
    return before.count("(") <= before.count(")")


def _in_named_order(
    sentence: Sentence, mentions: tuple[Mention, ...], chosen: tuple[Figure, ...], clause: Clause, others: list[int]
) -> tuple[Figure, Figure] | None:
    """The two arms' figures where all arms are named in a row, before the figures or behind them."""
    named = [
        (m.first, m.arm) for m in mentions if clause.first <= m.first < clause.last and _outside(sentence, m.first)
    ]
    taken = {at for m in mentions for at in range(m.first, m.last)}
    named += [(at, f"other {at}") for at in others if at not in taken and at - 1 not in others and at - 2 not in others]
    order = list(dict.fromkeys(arm for _, arm in sorted(named)))
    places = [sentence.starts[at] for at, _ in named]
    apart = max(places) < chosen[0].start or min(places) > chosen[-1].end
    if not apart or len(order) != len(chosen) or not {"i", "c"} <= set(order):
        return None
    return chosen[order.index("i")], chosen[order.index("c")]


_PEOPLE_NEXT = re.compile(r"\s(?:patients|participants|women|men|children|subjects|infants|cases)\b")
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


def ordered_figures(sentence: Sentence, clause: Clause, order: tuple[str, ...]) -> tuple[Figure, Figure] | None:
    """Two figures set against each other in a clause, given to the arms in this order; None where there are more."""
    chosen = _chosen(sentence, clause)
    if len(order) != 2 or len(chosen) != 2:
        return None
    between = sentence.text[chosen[0].end : chosen[1].start]
    shares = chosen[0].percent and chosen[1].percent and between.strip() == "and"
    people = between.strip() == "and" and _PEOPLE_NEXT.match(sentence.text, chosen[1].end)
    if not shares and not people and not _AGAINST.search(between) and "respectively" not in sentence.text.lower():
        return None
    first, second = chosen
    return (first, second) if order[0] == "i" else (second, first)


def _chosen(sentence: Sentence, clause: Clause, mentions: tuple[Mention, ...] = ()) -> tuple[Figure, ...]:
    """The headline figures of a clause, without those a value came `from`."""
    begin, end = sentence.starts[clause.first], sentence.ends[clause.last - 1]
    inside = tuple(figure for figure in figures(sentence.text) if begin <= figure.start < end)
    if not inside:
        inside = tuple(figure for figure in with_spelled(sentence, ()) if begin <= figure.start < end)
    if len(inside) < 2:
        inside = _as_amounts(sentence, (begin, end), mentions) or inside
    told = headline(tuple(one for one in inside if not _is_threshold(sentence.text, one)))
    arms = [sentence.starts[mention.first] for mention in mentions]
    left = [one for one, following in pairwise(told) if _came_from(sentence.text, one, following, arms)]
    return tuple(one for one in told if one not in left)


def _as_amounts(sentence: Sentence, reach: tuple[int, int], mentions: tuple[Mention, ...]) -> tuple[Figure, ...]:
    """Two amounts or more that are no part of an arm's name."""
    names = [(sentence.starts[m.first], sentence.ends[m.last - 1]) for m in mentions]
    given = tuple(
        one
        for one in amounts(sentence.text)
        if reach[0] <= one.start < reach[1] and not any(low - 12 <= one.start <= high + 3 for low, high in names)
    )
    return given if len(given) > 1 else ()


_AT_LEAST = re.compile(r"(?i)(?:\bat least|\bminimum of|≥|>=|>)\s?(?:an? )?\Z")
_OR_MORE = re.compile(r"(?i)\s?(?:points?\s)?or (?:more|greater|higher|better|less|fewer|lower)\b")


def _is_threshold(text: str, figure: Figure) -> bool:
    """Whether a figure only says from where on something counted: `a reduction of 5% or more`."""
    return bool(_OR_MORE.match(text, figure.end) or _AT_LEAST.search(text[: figure.start]))


def _came_from(text: str, one: Figure, following: Figure, arms: list[int]) -> bool:
    if any(one.end <= place < following.start for place in arms):
        return False
    between = re.sub(r"\([^)]*\)", "", text[one.end : following.start])
    if one.bracketed and following.bracketed and between.strip() == "to":
        return True
    return text[: one.start].rstrip().lower().endswith("from") and bool(_REACHES.fullmatch(between))


_REACHES = re.compile(r"(?i)[^\d,;]{0,30}?\bto\b[^\d,;]{0,15}")


def _beside(
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    chosen: tuple[Figure, ...],
    clause: Clause,
    strangers: tuple[int, ...] = (),
) -> tuple[Figure, Figure] | None:
    """Each arm's figure where every figure has its arm right behind it, or every one right before it."""
    begin, end = sentence.starts[clause.first], sentence.ends[clause.last - 1]
    named = [(sentence.starts[m.first], m.arm) for m in mentions if clause.first <= m.first < clause.last]
    named += [(sentence.starts[at], "other") for at in strangers if clause.first <= at < clause.last]
    named.sort()
    bounds = [begin, *(point for figure in chosen for point in (figure.start, figure.end)), end]
    gaps = [
        [arm for place, arm in named if low <= place < high]
        for low, high in zip(bounds[::2], bounds[1::2], strict=True)
    ]
    behind = [gap[:1] for gap in gaps[1:]]
    all_behind = all(behind) and len({gap[0] for gap in behind}) == len(behind)
    if len(chosen) < 2 or (gaps[0] and gaps[-1] and not all_behind) or not any(gaps[:-1]):
        return None
    place: dict[str, Figure] = {}
    for number, figure in enumerate(chosen):
        gap = gaps[number][-1:] if gaps[0] and not all_behind else gaps[number + 1][:1]
        if gap:
            place.setdefault(gap[0], figure)
    return (place["i"], place["c"]) if {"i", "c"} <= place.keys() else None


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
    if 3 <= len(bounds) <= len(chosen):  # the first figures have their arms beside them
        return _rest_listed(sentence, mentions, chosen, bounds)
    if len(bounds) != len(chosen) + 1:
        return None
    place: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda one: -one.weight):
        start = sentence.starts[mention.first]
        number_of = next((k for k in range(len(chosen)) if bounds[k] <= start < bounds[k + 1]), None)
        if number_of is not None:
            place.setdefault(mention.arm, number_of)
    return (chosen[place["i"]], chosen[place["c"]]) if len(place) == 2 else None


def _rest_listed(
    sentence: Sentence, mentions: tuple[Mention, ...], chosen: tuple[Figure, ...], bounds: list[int]
) -> tuple[Figure, Figure] | None:
    """Both arms among the last of a list: `14% of A-treated patients versus 6% and 5% of B and C, respectively`."""
    last = chosen[-(len(bounds) - 1) :]
    place: dict[str, Figure] = {}
    for figure, (low, high) in zip(last, pairwise(bounds), strict=True):
        for mention in mentions:
            if low <= sentence.starts[mention.first] < high:
                place.setdefault(mention.arm, figure)
    ahead = chosen[: -len(last)]
    if len(place) == 1 and len(ahead) == 1:
        between = [m for m in mentions if ahead[0].end <= sentence.starts[m.first] < last[0].start]
        for mention in between[:1]:
            place.setdefault(mention.arm, ahead[0])
    return (place["i"], place["c"]) if len(place) == 2 else None


_ITEM = re.compile(r",\s*(?:and\s|or\s)?|\s(?:and|or)\s")
