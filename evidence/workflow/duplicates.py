"""Find publications that may be one, and do what a person decides: make them one, or remember that they are two."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from pydantic import JsonValue

from evidence import store
from evidence.cite.differing import differing
from evidence.cite.duplicates import CROWD, IDENTIFIERS, Pair, SketchIndex, compared, marks_of
from evidence.cite.same import filled
from evidence.errors import EvidenceError
from evidence.store import splitting
from evidence.store.duplicates import (
    Near,
    alike,
    mark_distinct,
    newest_publication,
    publication_id,
    save_pairs,
    sketches,
    sketches_of,
)
from evidence.store.joining import join_publications
from evidence.store.writing import batches
from evidence.workflow.standing import audit_again

FEW = 20_000
"""New publications that are held in memory while the others pass by."""
STEP = 5_000
"""Pairs that are compared at a time."""


class SamePublicationError(EvidenceError):
    """A publication was named twice where two are needed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"'{key}' is named twice: name two publications")


def find_duplicates(db: store.Session, by: store.Author, *, after: int = 0) -> int:
    """Pair publications with an id above `after` with all that may be the same; gives how many pairs are new.

    By default every publication is held against every other. What a person told apart is not paired again.
    """
    new = newest_publication(db) - after
    if new <= 0:
        return 0
    return save_pairs(db, _pairs_of_few(db, after) if new <= FEW else _pairs_of_many(db, after), by)


def pair_like(db: store.Session, key: str, by: store.Author) -> int:
    """Pair one publication with those that share an identifier with it and may be the same; gives how many are new.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    own = publication_id(db, key)
    mine = sketches_of(db, [own])[own]
    named = {name: frozenset({value}) for name in IDENTIFIERS if (value := getattr(mine, name))}
    near = [other for other in sketches(db, near=Near(frozenset(), named)) if other.id != own]
    found = (compared(*sorted((mine, other), key=lambda one: one.id)) for other in near)
    return save_pairs(db, (pair for pair in found if pair is not None), by)


def _pairs_of_few(db: store.Session, after: int) -> Iterator[Pair]:
    """The new ones are held in memory while the others pass by."""
    new = list(sketches(db, after=after))
    index = SketchIndex(new)
    yield from index.within()
    for older in sketches(db, upto=after, near=Near.of(new)):
        yield from index.like(older)


def _pairs_of_many(db: store.Session, after: int) -> Iterator[Pair]:
    """The database sorts what all have in common."""
    marks = ((hash(mark), sketch.id) for sketch in sketches(db) for mark in marks_of(sketch))
    together = (combinations(ids, 2) for ids in alike(db, marks, crowd=CROWD) if ids[-1] > after)
    wanted = {ends for pairs in together for ends in pairs if ends[1] > after}
    for batch in batches(sorted(wanted), STEP):
        known = sketches_of(db, {end for ends in batch for end in ends})
        compared_pairs = (compared(known[one], known[other]) for one, other in batch)
        yield from (pair for pair in compared_pairs if pair is not None)


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


class SplitPublications(NamedTuple):
    """What a split came to: citations that went back and that stay, fields that stay, pages audited again."""

    citations: int
    stay: int
    changed: tuple[str, ...]
    """fields of the kept one that came from the other and that somebody changed since"""
    audited: tuple[str, ...]


def split_publications(db: store.Session, keep: str, other: str, by: store.Author) -> SplitPublications:
    """Make two again of publications that were merged by mistake; the log keeps both acts.

    Raises:
        UnknownKeyError: there is no publication `keep`.
        CannotSplitError: there was no such merge, its parts are not known, or it was built upon.
    """
    split = splitting.split_publications(db, keep, other, by)
    pages = audit_again(db, [keep, other], by)
    return SplitPublications(split.citations, split.stay, split.changed, pages)


def tell_apart(db: store.Session, one: str, other: str, by: store.Author) -> bool:
    """Remember that two publications are not one; False where that was known.

    Raises:
        UnknownKeyError: one of them is not in the database.
        SamePublicationError: both are the same.
    """
    if one == other:
        raise SamePublicationError(one)
    return mark_distinct(db, one, other, by)
