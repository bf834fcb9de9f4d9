"""Recognise publications that are in the database already, under whatever key; what is known is only added to.

What a record says otherwise than the one that is kept is kept beside it, with its source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pydantic import JsonValue

from evidence import store
from evidence.cite.differing import differing
from evidence.cite.same import NONE, Names, filled, same_publication
from evidence.formats.json import record_json
from evidence.models import PublicationBase
from evidence.store.curating import SetByHand, fields_set_by_hand
from evidence.store.library import save_publications
from evidence.store.other_values import aliased, save_other_values
from evidence.store.recognising import IDENTIFIERS, publications_like, publications_with_keys
from evidence.workflow.designs import typed
from evidence.workflow.load.context import Context
from evidence.workflow.load.savers import Kept


@dataclass
class Library:
    """The publications met so far, by key and by identifier, and the names of those merged into them."""

    by_key: dict[str, PublicationBase] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], str] = field(default_factory=dict)
    merged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_hand: Mapping[str, Mapping[str, SetByHand]] = field(default_factory=dict)
    """what people set, by publication and field"""

    def put(self, record: PublicationBase) -> None:
        """Keep a record under its key and identifiers."""
        self.by_key[record.key] = record
        for name in IDENTIFIERS:
            value = getattr(record, name)
            if value:
                self.by_identifier.setdefault((name, value), record.key)

    def twin(self, record: PublicationBase) -> PublicationBase | None:
        """The known record of the same publication; None where there is none."""
        own = [(name, value) for name in ("key", *IDENTIFIERS) if (value := getattr(record, name))]
        keys = [self.by_identifier.get(name) for name in own[1:]]
        keys += [self.merged.get(name) for name in own] if self.merged else []
        for key in [*filter(None, keys), record.key]:
            known = self.by_key.get(key)
            if known is not None and same_publication(known, record, self._names(key)):
                return known
        return None

    def _names(self, key: str) -> Names:
        return frozenset(name for name, owner in self.merged.items() if owner == key) if self.merged else NONE


class Recognised(NamedTuple):
    """What saving came to, and the keys under which the records are kept, in their order."""

    kept: Kept
    keys: tuple[str, ...]


def save_found(context: Context, publications: Sequence[PublicationBase]) -> Kept:
    """Save the records of a citation file, those that are known already into the record they are."""
    return save_recognised(context.db, publications, context.path.name, context.by).kept


def save_recognised(
    db: store.Session, publications: Sequence[PublicationBase], source: str, by: store.Author
) -> Recognised:
    """Save records of a source, those that are known already into the record they are, and what they say otherwise."""
    library = Library(merged=aliased(db, _names_in(publications)))
    for known in [*publications_like(db, publications), *publications_with_keys(db, library.merged.values())]:
        library.put(known)
    library.by_hand = fields_set_by_hand(db, library.by_key) if library.by_key else {}
    said: dict[str, dict[str, JsonValue]] = {}
    records = [_placed(db, library, record, said) for record in publications]
    last = {record.key: record for record in records}
    kept = Kept(repeated=len(records) - len(last))
    kept.count(save_publications(db, list(last.values()), by))
    save_other_values(db, said, source, by)
    return Recognised(kept, tuple(record.key for record in records))


def _names_in(publications: Sequence[PublicationBase]) -> dict[str, set[str]]:
    return {name: {getattr(one, name) for one in publications} - {None} for name in ("key", *IDENTIFIERS)}


def _placed(
    db: store.Session, library: Library, record: PublicationBase, said: dict[str, dict[str, JsonValue]]
) -> PublicationBase:
    """The record as it will be saved: added to its twin, or under a key that no other publication has."""
    twin = library.twin(record)
    if twin is None and record.key in library.by_key:
        record, twin = _renamed(db, library, record)
    placed = typed(record if twin is None else filled(twin, record))
    if twin is not None:
        emptied = _emptied(library, twin, record)
        placed = placed.model_copy(update={name: getattr(twin, name) for name in emptied})
        said.setdefault(placed.key, {}).update(differing(placed, record) | emptied)
    library.put(placed)
    return placed


def _emptied(library: Library, twin: PublicationBase, record: PublicationBase) -> dict[str, JsonValue]:
    """The fields that a person left empty on purpose, with what the record says of them."""
    blank, own = record_json(PublicationBase(key=twin.key)), record_json(twin)
    said = record_json(record)
    by_hand = library.by_hand.get(twin.key, {})
    return {name: said[name] for name in by_hand if own[name] == blank[name] != said[name]}


def _renamed(
    db: store.Session, library: Library, record: PublicationBase
) -> tuple[PublicationBase, PublicationBase | None]:
    """The record under the first free key of `key-2`, `key-3` …, and its twin where one of these is taken by itself."""
    for number in count(2):
        renamed = record.model_copy(update={"key": f"{record.key[:190]}-{number}"})
        if renamed.key not in library.by_key:
            for known in publications_with_keys(db, [renamed.key]):
                library.put(known)
        twin = library.by_key.get(renamed.key)
        if twin is None or same_publication(twin, renamed):
            return renamed, twin
    raise AssertionError("count never ends")
