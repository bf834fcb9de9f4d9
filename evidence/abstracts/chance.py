"""Whether two counts may differ by chance alone, for figures that an abstract gives without a mark of significance.

It never says that two counts differ: only that they need not.
"""

import math
from collections.abc import Sequence

from evidence.abstracts.figures import Figure

_LIMIT = 1.96
"""The 97.5th percentile of the standard normal distribution."""


def may_be_chance(left: Figure, right: Figure, beside: Sequence[Figure]) -> bool:
    """Whether shares with their counts, or counts that add up to a figure `beside` them, lie within chance.

    Shares by the test of two proportions with pooled variance, counts as Poisson variables of equal exposure.
    """
    a, b = left.count, right.count
    if a is not None and b is not None and left.total and right.total:
        pooled = (a + b) / (left.total + right.total)
        spread = math.sqrt(pooled * (1 - pooled) * (1 / left.total + 1 / right.total))
        return abs(a / left.total - b / right.total) <= _LIMIT * spread
    whole = {one.value for one in beside if not one.percent and one not in (left, right)}
    if left.percent or right.percent or left.value + right.value not in whole:
        return False
    return abs(left.value - right.value) <= _LIMIT * math.sqrt(left.value + right.value)
