"""Recognise publications that are in the database already, under whatever key; what a person entered is only added to.

Two records are one publication if they share a PMID, DOI or PMCID and disagree on none, or if they share key and title.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from evidence.models import PublicationBase, Standing
from evidence.store.library import save_publications
from evidence.store.recognising import IDENTIFIERS, publications_like, publications_with_keys
from evidence.workflow.load.context import Context
from evidence.workflow.load.savers import Kept

_OWN = frozenset({"key", "source_record", "source_format", "not_kept", "standing", "standing_source", "notices"})
"""Fields that are not filled from another record of the same publication as the rest is."""


def same_publication(one: PublicationBase, other: PublicationBase) -> bool:
    """Whether two records are of one publication.

    >>> a = PublicationBase(key="a", title="Pain", doi="10.1/x")
    >>> same_publication(a, PublicationBase(key="b", doi="10.1/x")), same_publication(a, PublicationBase(key="a"))
    (True, False)
    """
    pairs = [(getattr(one, name), getattr(other, name)) for name in IDENTIFIERS]
    known = [(left, right) for left, right in pairs if left and right]
    if known:
        return all(left == right for left, right in known)
    return one.key == other.key and plain_title(one) == plain_title(other)


def plain_title(record: PublicationBase) -> str:
    """The letters and digits of the title."""
    return re.sub(r"\W+", "", record.title or "").casefold()


def filled(known: PublicationBase, new: PublicationBase) -> PublicationBase:
    """The record that is known, with what only the new one says; a change of standing is taken over.

    >>> filled(PublicationBase(key="a", title="Pain"), PublicationBase(key="b", title="PAIN", year=2020)).year
    2020
    """
    empty = PublicationBase(key=known.key)
    values = {
        name: getattr(new, name)
        for name in PublicationBase.model_fields
        if name not in _OWN and getattr(known, name) == getattr(empty, name)
    }
    if new.standing not in {Standing.UNKNOWN, known.standing}:
        values |= {"standing": new.standing, "standing_source": new.standing_source}
    values["notices"] = known.notices + tuple(notice for notice in new.notices if notice not in known.notices)
    return known.model_copy(update=values)


@dataclass
class Library:
    """The publications met so far, by key and by identifier."""

    by_key: dict[str, PublicationBase] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, record: PublicationBase) -> None:
        """Keep a record under its key and identifiers."""
        self.by_key[record.key] = record
        for name in IDENTIFIERS:
            value = getattr(record, name)
            if value:
                self.by_identifier.setdefault((name, value), record.key)

    def twin(self, record: PublicationBase) -> PublicationBase | None:
        """The known record of the same publication; None where there is none."""
        keys = [self.by_identifier.get((name, getattr(record, name) or "")) for name in IDENTIFIERS]
        for key in [*filter(None, keys), record.key]:
            known = self.by_key.get(key)
            if known is not None and same_publication(known, record):
                return known
        return None


def save_found(context: Context, publications: Sequence[PublicationBase]) -> Kept:
    """Save the records of a citation file, those that are known already into the record they are."""
    library = Library()
    for known in publications_like(context.db, publications):
        library.put(known)
    records = [_placed(context, library, record) for record in publications]
    last = {record.key: record for record in records}
    saved = save_publications(context.db, list(last.values()), context.by)
    kept = Kept()
    kept.count(saved)
    kept.repeated = len(records) - len(last)
    return kept


def _placed(context: Context, library: Library, record: PublicationBase) -> PublicationBase:
    """The record as it will be saved: added to its twin, or under a key that no other publication has."""
    twin = library.twin(record)
    if twin is None and record.key in library.by_key:
        record, twin = _renamed(context, library, record)
    placed = record if twin is None else filled(twin, record)
    library.put(placed)
    return placed


def _renamed(
    context: Context, library: Library, record: PublicationBase
) -> tuple[PublicationBase, PublicationBase | None]:
    """The record under the first free key of `key-2`, `key-3` …, and its twin where one of these is taken by itself."""
    for number in count(2):
        renamed = record.model_copy(update={"key": f"{record.key[:190]}-{number}"})
        if renamed.key not in library.by_key:
            for known in publications_with_keys(context.db, [renamed.key]):
                library.put(known)
        twin = library.by_key.get(renamed.key)
        if twin is None or same_publication(twin, renamed):
            return renamed, twin
    raise AssertionError("count never ends")
