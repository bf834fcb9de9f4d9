"""Read records out of the database with the keys that join them, so that what is written loads back."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence import store
from evidence.models import ClaimStatus, Record
from evidence.store import library, listing
from evidence.store.citations import citations_of

Linked = tuple[Record, dict[str, Any]]
BATCH = 500


def records(db: store.Session, kind: str) -> Iterator[Linked]:
    """Every record of a kind, each with the keys of the records it belongs to; `EXPORTED` names the kinds."""
    return EXPORTED[kind](db)


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


def _claims(db: store.Session) -> Iterator[Linked]:
    where = listing.ClaimFilter(statuses=tuple(ClaimStatus))
    after = 0
    while batch := listing.claims(db, where, after=after, limit=BATCH):
        yield from ((entry.claim, {"page": entry.page}) for entry in batch)
        after = batch[-1].id


def _citations(db: store.Session) -> Iterator[Linked]:
    for entry in store.pages(db):
        if entry.snapshot_id is not None:
            for pointer in citations_of(db, entry.snapshot_id):
                links = {"page": entry.page.key, "claim": pointer.claim, "publication": pointer.publication}
                yield pointer.citation, links


def _terms(read: Callable[[store.Session], Any]) -> Callable[[store.Session], Iterator[Linked]]:
    return lambda db: ((term, {}) for term in read(db))


EXPORTED: dict[str, Callable[[store.Session], Iterator[Linked]]] = {
    "conditions": _terms(store.conditions),
    "interventions": _terms(store.interventions),
    "study_types": _terms(store.study_types),
    "advertisers": _terms(store.advertisers),
    "pages": _pages,
    "studies": _studies,
    "publications": _publications,
    "claims": _claims,
    "citations": _citations,
}
"""How each kind is read, in an order in which nothing is named before it is there."""
