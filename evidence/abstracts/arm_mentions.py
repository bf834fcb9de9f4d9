"""Where a sentence names the arms of a trial, and which figure belongs to which arm, `respectively` lists included.

It never hands out figures when their number and that of the arms do not fit.
"""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from evidence.abstracts.arm_names import ArmReading
from evidence.abstracts.figures import Figure, amounts, figures, headline
from evidence.abstracts.reading import Sentence

_JOINS = frozenset({"/", "+", "-", "–", "plus", "with", "combined"})
_LIGHT = 0.3
"""Weight of `placebo` inside an arm that names a drug too: `ketamine plus placebo` is the ketamine arm."""
_PLACEBO_STEMS = frozenset({"placebo", "sham", "salin", "control"})


class ArmMention(NamedTuple):
    """An arm and the words of a sentence that name it."""

    arm: ArmReading
    first: int
    last: int


def arm_mentions(sentence: Sentence, arms: Sequence[ArmReading]) -> tuple[ArmMention, ...]:
    """The arms a sentence names, in order; a name that fits two arms alike is left out."""
    known = frozenset().union(*(one.stems for one in arms)) if arms else frozenset()
    found: list[ArmMention] = []
    at = 0
    while at < len(sentence.row):
        if sentence.row[at] not in known:
            at += 1
            continue
        last = _end_of_run(sentence, at, known)
        stems = known.intersection(sentence.row[at:last])
        arm = _best(stems, arms)
        if arm is not None:
            found.append(ArmMention(arm, at, last))
        at = last
    return tuple(found)


def _end_of_run(sentence: Sentence, first: int, known: frozenset[str]) -> int:
    row, last = sentence.row, first + 1
    while last < len(row):
        if row[last] in known:
            last += 1
        elif sentence.lowers[last] in _JOINS and last + 1 < len(row) and row[last + 1] in known:
            last += 2
        else:
            break
    return last


def _best(stems: frozenset[str], arms: Sequence[ArmReading]) -> ArmReading | None:
    scored = sorted(((_likeness(stems, one), number) for number, one in enumerate(arms)), reverse=True)
    if not scored or scored[0][0] < 0.25:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return arms[scored[0][1]]


def _likeness(stems: frozenset[str], arm: ArmReading) -> float:
    light = len(arm.stems - _PLACEBO_STEMS) > 0

    def weight(group: frozenset[str]) -> float:
        return sum(_LIGHT if light and one in _PLACEBO_STEMS else 1.0 for one in group)

    whole = weight(stems | arm.stems)
    return weight(stems & arm.stems) / whole if whole else 0.0


def figures_by_arm(
    sentence: Sentence, arms: Sequence[ArmReading], before: Sentence | None = None
) -> tuple[tuple[ArmReading, Figure], ...]:
    """Each arm with its figure; empty unless the sentence has exactly one headline figure for each arm it names.

    Where it names none and ends in `respectively`, the arms stand as in the sentence before, else as introduced.
    """
    mentions = arm_mentions(sentence, arms)
    plain = [one for one in mentions if not _bracketed(sentence, one.first)]
    order = _in_order(plain if len(plain) > 1 or "respectively" in sentence.lowers else mentions)
    given = headline(figures(sentence.text)) or (headline(amounts(sentence.text)) if not order else ())
    in_row = "respectively" in sentence.lowers
    row = _run_of(sentence.text, given, len(arms)) if len(given) >= len(arms) > 2 else given
    if row and len(row) == len(arms) > 2 and not _named_by(sentence, row, plain):
        order, given = [], row
    in_row = in_row or (len(given) > 2 and _all_close(sentence.text, given))
    if not order and in_row and len(given) == len(arms):
        told = _in_order(arm_mentions(before, arms)) if before is not None else []
        order = told if len(told) == len(arms) else list(arms)
    if len(order) < 2:
        return ()
    if len(given) == len(order) and _one_kind(given):
        return tuple(zip(order, given, strict=True))
    listed = _listed(sentence, mentions, given)
    return listed or ()


def _named_by(sentence: Sentence, given: tuple[Figure, ...], mentions: Sequence[ArmMention]) -> bool:
    """Whether an arm is named before the figures, or right behind them."""
    text, end = sentence.text, given[-1].end
    stop = min((at for at in (text.find(sign, end) for sign in ";.") if at != -1), default=len(text))
    return any(sentence.starts[one.first] < stop for one in mentions)


def _bracketed(sentence: Sentence, at: int) -> bool:
    before = sentence.lowers[:at]
    return before.count("(") > before.count(")")


def _in_order(mentions: Sequence[ArmMention]) -> list[ArmReading]:
    order: list[ArmReading] = []
    for mention in mentions:
        if mention.arm not in order:
            order.append(mention.arm)
    return order


def _one_kind(given: tuple[Figure, ...]) -> bool:
    return len({figure.percent for figure in given}) == 1


def _listed(
    sentence: Sentence, mentions: tuple[ArmMention, ...], given: tuple[Figure, ...]
) -> tuple[tuple[ArmReading, Figure], ...]:
    """A run of figures in a list, as many as the arms of a `respectively`."""
    if not re.search(r"(?i)\brespectively\b", sentence.text):
        return ()
    end = sentence.text.lower().rfind("respectively")
    tail: list[ArmReading] = []
    for mention in reversed([m for m in mentions if sentence.starts[m.first] < end]):
        if mention.arm in tail:
            break
        tail.insert(0, mention.arm)
    for start in range(len(given) - len(tail) + 1):
        run = given[start : start + len(tail)]
        if len(run) >= 2 and _one_kind(run) and all(_close(sentence.text, a, b) for a, b in itertools.pairwise(run)):
            return tuple(zip(tail, run, strict=True))
    return ()


def _run_of(text: str, given: tuple[Figure, ...], size: int) -> tuple[Figure, ...]:
    """The one run of so many figures in a row; all figures where there is none or more than one."""
    runs = [run for run in zip(*(given[k:] for k in range(size)), strict=False) if _all_close(text, run)]
    return runs[0] if len(runs) == 1 else given


def _all_close(text: str, given: tuple[Figure, ...]) -> bool:
    return _one_kind(given) and all(_close(text, one, following) for one, following in itertools.pairwise(given))


def _close(text: str, one: Figure, following: Figure) -> bool:
    """Whether only a comma, `and` or a spread lies between two figures of a list."""
    between = re.sub(r"(?:±|\+/-)\s?[\d.,]+|\([^)]*\)|\[[^\]]*\]", "", text[one.end : following.start])
    return bool(
        re.fullmatch(r"[\s,;]*(?:and|or|vs\.?|versus)?\s*(?:to )?", between.strip() + " ")
    ) or between.strip() in {",", "and", ", and", "vs", "vs.", "versus"}
