"""Read records that stand on no page out of the database with the keys that join them, so that they load back."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence import store
from evidence.models import Record
from evidence.store import library

Linked = tuple[Record, dict[str, Any]]
BATCH = 500


def _pages(db: store.Session) -> Iterator[Linked]:
    for entry in store.pages(db):
        yield entry.page, {"advertiser": entry.advertiser}


def _publications(db: store.Session) -> Iterator[Linked]:
    after = ""
    while batch := library.publications(db, after=after, limit=BATCH):
        for publication in batch:
            yield publication, {"study": library.study_of_publication(db, publication.key)}
        after = batch[-1].key


def _studies(db: store.Session) -> Iterator[Linked]:
    after = ""
    while batch := library.studies(db, after=after, limit=BATCH):
        yield from ((study, {}) for study in batch)
        after = batch[-1].key


def _terms(read: Callable[[store.Session], Any]) -> Callable[[store.Session], Iterator[Linked]]:
    return lambda db: ((term, {}) for term in read(db))


PLAIN: dict[str, Callable[[store.Session], Iterator[Linked]]] = {
    "conditions": _terms(store.conditions),
    "interventions": _terms(store.interventions),
    "study_types": _terms(store.study_types),
    "advertisers": _terms(store.advertisers),
    "pages": _pages,
    "studies": _studies,
    "publications": _publications,
}
"""How each kind is read that stands on no page."""
