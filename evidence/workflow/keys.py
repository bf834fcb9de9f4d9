"""Keys for claims that have none yet, never one that a page ever used, the only page's key, and names of captures."""

import re
from collections.abc import Collection, Iterator
from itertools import count

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import SnapshotBase

_NUMBERED = re.compile(r"C(\d{1,9})")


def free_keys(taken: Collection[str]) -> Iterator[str]:
    """The numbers that follow those of a page's claims.

    >>> next(free_keys({"C001", "C017", "C017b", "intro"})), next(free_keys(()))
    ('C018', 'C001')
    """
    numbers = [int(match[1]) for key in taken if (match := _NUMBERED.match(key))]
    return (f"C{number:03d}" for number in count(max(numbers, default=0) + 1))


def part_key(key: str, taken: Collection[str]) -> str:
    """A key for a part of a claim.

    >>> part_key("C017", {"C017", "C017b"})
    'C017c'
    """
    letters = (f"{key}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    numbers = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(name for names in (letters, numbers) for name in names if name not in taken)


def capture_name(snapshot: SnapshotBase) -> str:
    """How files name a snapshot of a page: the hash of its bytes, and what made a text of them."""
    return f"{snapshot.sha256} {snapshot.text_algorithm}"


class WhichPageError(EvidenceError):
    """No page was named and there is not exactly one."""

    def __init__(self, keys: list[str]) -> None:
        if not keys:
            super().__init__("the database holds no audited page: run 'evidence audit PAGE' first")
        else:
            listed = ", ".join(keys[:20])
            super().__init__(f"the database holds {len(keys)} pages, name those you mean or give --all: {listed}")


def only_page(db: store.Session) -> str:
    """The key of the only page of which something was captured.

    Raises:
        WhichPageError: there is none, or more than one.
    """
    keys = [entry.page.key for entry in store.pages(db) if entry.snapshot_id is not None]
    if len(keys) != 1:
        raise WhichPageError(keys)
    return keys[0]
