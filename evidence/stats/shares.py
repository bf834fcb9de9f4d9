"""The interval of a share (Wilson 1927, J Am Stat Assoc 22:209-12, as Newcombe 1998 recommends it)."""

import math

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score; nought to one where nothing was counted.

    >>> [round(limit, 3) for limit in wilson(7, 17)]
    [0.216, 0.64]
    """
    if not of:
        return 0.0, 1.0
    share, square = count / of, Z * Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)
