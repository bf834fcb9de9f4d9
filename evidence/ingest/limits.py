"""How much of a hostile page is read before it is refused."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Sizes in bytes, depth in nested elements."""

    max_bytes: int = 20_000_000
    max_depth: int = 3_000
