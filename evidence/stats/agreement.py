"""How far coders agree on unordered categories, beyond what chance would give, with 95 % intervals.

Cohen's kappa is for the same two coders throughout; Fleiss's for any coders, as many for each claim; Gwet's AC1 for
both, and stays near the percentage where nearly all claims fall into one category and kappa collapses.
No figure comes from no pairs, and no interval from a variance of nought.

Sources: Cohen 1960, Educ Psychol Meas 20:37-46. Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323-7 (variance of
kappa). Fleiss 1971, Psychol Bull 76:378-82. Gwet 2008, Br J Math Stat Psychol 61:29-48 (AC1, its variance). Gwet 2021,
Educ Psychol Meas 81:781-90 (variance of Fleiss's kappa).
"""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from evidence.stats.shares import Z, wilson

NOBODY = "no claim was judged by both"
NO_WIDTH = "no interval: the pairs leave the formula no variance"
_NOUGHT = 1e-12
"""Below this a variance is rounding."""

Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Estimate:
    """A figure from `n` claims with its 95 % interval; None where there is none, and `note` says why."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    note: str = ""


def percent_agreement(pairs: Sequence[Pair]) -> Estimate:
    """The share of pairs that are equal, from 0 to 1, with Wilson's interval.

    >>> percent_agreement([("a", "a"), ("a", "b")]).value
    0.5
    """
    if not pairs:
        return _nothing()
    equal = sum(first == second for first, second in pairs)
    return Estimate(equal / len(pairs), *wilson(equal, len(pairs)), len(pairs))


def cohen_kappa(pairs: Sequence[Pair]) -> Estimate:
    """Cohen's kappa of two coders, the first of every pair being the same person.

    >>> cohen_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")]).value
    0.0
    """
    n = len(pairs)
    if not n:
        return _nothing()
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(count * seconds[category] for category, count in firsts.items())
    if by_chance == n * n:
        return _undefined(n)
    agreed = sum(first == second for first, second in pairs) / n
    chance = by_chance / (n * n)
    off, total = 1 - agreed, 0.0
    for (first, second), count in Counter(pairs).items():
        if first == second:
            weight = (1 - chance) - (firsts[first] + seconds[first]) / n * off
        else:
            weight = (seconds[first] + firsts[second]) / n * off
        total += count / n * weight**2
    variance = (total - (agreed * chance - 2 * chance + agreed) ** 2) / (n * (1 - chance) ** 4)
    return _estimate((agreed - chance) / (1 - chance), variance, n)


def fleiss_kappa(ratings: Sequence[Sequence[Hashable]]) -> Estimate:
    """Fleiss's kappa; each claim has as many codes as every other, by whomever.

    >>> round(fleiss_kappa([("a", "a", "b"), ("b", "b", "b")]).value or 0, 3)
    0.25
    """
    n = len(ratings)
    if not n:
        return _nothing()
    shares = _shares(ratings)
    if len(shares) == 1:
        return _undefined(n)
    chance = sum(share**2 for share in shares.values())
    expected = [sum(shares[code] for code in codes) / len(codes) for codes in ratings]
    return _linearised(ratings, chance, expected, spare=1)


def gwet_ac1(ratings: Sequence[Sequence[Hashable]], categories: int) -> Estimate:
    """Gwet's AC1; each claim has as many codes as every other, and the scale has so many `categories`.

    >>> gwet_ac1([("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")], 2).value
    0.0
    """
    n = len(ratings)
    if not n:
        return _nothing()
    shares = _shares(ratings)
    if categories < max(2, len(shares)):
        raise ValueError(f"a scale of {categories} categories has no {len(shares)} codes to choose from")
    chance = sum(share * (1 - share) for share in shares.values()) / (categories - 1)
    expected = [sum(1 - shares[code] for code in codes) / len(codes) / (categories - 1) for codes in ratings]
    # For two coders the variance of 2008 divides by n, for more by n - 1.
    return _linearised(ratings, chance, expected, spare=0 if len(ratings[0]) == 2 else 1)


def _shares(ratings: Sequence[Sequence[Hashable]]) -> dict[Hashable, float]:
    """The share of each category among all codes."""
    sizes = {len(codes) for codes in ratings}
    if len(sizes) > 1 or min(sizes) < 2:
        raise ValueError("each claim needs as many codes as every other, and two at least")
    counted = Counter(code for codes in ratings for code in codes)
    return {code: count / counted.total() for code, count in counted.items()}


def _linearised(
    ratings: Sequence[Sequence[Hashable]], chance: float, expected: Sequence[float], *, spare: int
) -> Estimate:
    """The coefficient with the variance of its linear approximation (Gwet 2008, 2021).

    `expected` is each claim's own contribution to the agreement by chance.
    """
    n = len(ratings)
    observed = [_agreeing(codes) for codes in ratings]
    value = (sum(observed) / n - chance) / (1 - chance)
    own = [
        (agreed - chance) / (1 - chance) - 2 * (1 - value) * (by_chance - chance) / (1 - chance)
        for agreed, by_chance in zip(observed, expected, strict=True)
    ]
    squares = sum((one - value) ** 2 for one in own)
    return _estimate(value, squares / (n * (n - spare)) if n > spare else 0.0, n)


def _agreeing(codes: Sequence[Hashable]) -> float:
    """The share of a claim's pairs of codes that are equal."""
    return sum(count * (count - 1) for count in Counter(codes).values()) / (len(codes) * (len(codes) - 1))


def _nothing() -> Estimate:
    return Estimate(None, None, None, 0, NOBODY)


def _undefined(n: int) -> Estimate:
    return Estimate(None, None, None, n, "undefined: only one category was used, so chance alone would agree")


def _estimate(value: float, variance: float, n: int) -> Estimate:
    if variance < _NOUGHT:
        return Estimate(value, None, None, n, NO_WIDTH)
    half = Z * math.sqrt(variance)
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half), n)
