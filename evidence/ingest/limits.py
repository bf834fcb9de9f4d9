"""How much of a hostile page is read before it is refused."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Sizes in bytes, depth in nested elements, pages of a PDF."""

    max_bytes: int = 20_000_000
    max_unpacked: int = 200_000_000
    max_depth: int = 3_000
    max_pages: int = 1_000
