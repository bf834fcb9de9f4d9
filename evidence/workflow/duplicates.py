"""Find publications that may be one, and do what a person decides: make them one, or remember that they are two."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import JsonValue

from evidence import store
from evidence.cite.differing import differing
from evidence.cite.duplicates import Pair, SketchIndex
from evidence.cite.same import filled
from evidence.errors import EvidenceError
from evidence.store.duplicates import Near, mark_distinct, newest_publication, save_pairs, sketches
from evidence.store.joining import join_publications
from evidence.workflow.standing import audit_again

STEP = 50_000
"""New publications that are held in memory at a time while the others pass by."""


class SamePublicationError(EvidenceError):
    """A publication was named twice where two are needed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"'{key}' is named twice: name two publications")


def find_duplicates(db: store.Session, by: store.Author, *, after: int = 0) -> int:
    """Pair publications with an id above `after` with all that may be the same; gives how many pairs are new.

    By default every publication is held against every other. What a person told apart is not paired again.
    """
    newest = newest_publication(db)
    return sum(save_pairs(db, _pairs(db, start, start + STEP), by) for start in range(after, newest, STEP))


def _pairs(db: store.Session, after: int, upto: int) -> Iterator[Pair]:
    """The pairs whose newer record has an id in this range."""
    new = list(sketches(db, after=after, upto=upto))
    index = SketchIndex(new)
    yield from index.within()
    for older in sketches(db, upto=after, near=Near.of(new)):
        yield from index.like(older)


class MergedPublications(NamedTuple):
    """What a merge came to: citations moved, what the other said otherwise, a study left, pages audited again."""

    citations: int
    conflicts: dict[str, JsonValue]
    study_left: str | None
    audited: tuple[str, ...]


def merge_publications(db: store.Session, keep: str, other: str, by: store.Author) -> MergedPublications:
    """Make two publications one under the key `keep`; its values stay, what only the other says is added.

    Raises:
        UnknownKeyError: one of them is not in the database.
        SamePublicationError: both are the same.
        SettledOtherwiseError: a claim has one accepted and the other refused.
    """
    if keep == other:
        raise SamePublicationError(keep)
    mine, theirs = store.publication(db, keep), store.publication(db, other)
    merged = filled(mine, theirs)
    conflicts = differing(merged, theirs)
    joined = join_publications(db, merged, theirs, conflicts, by)
    pages = audit_again(db, [keep], by)
    return MergedPublications(joined.citations, conflicts, joined.study_left, pages)


def tell_apart(db: store.Session, one: str, other: str, by: store.Author) -> bool:
    """Remember that two publications are not one; False where that was known.

    Raises:
        UnknownKeyError: one of them is not in the database.
        SamePublicationError: both are the same.
    """
    if one == other:
        raise SamePublicationError(one)
    return mark_distinct(db, one, other, by)
