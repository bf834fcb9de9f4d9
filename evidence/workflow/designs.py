"""Give publications a design: by their types and headings when they are saved, by their words when a person asks.

Words take a hundred times as long to read as types, so that a large file is not held up by them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from evidence import store
from evidence.abstracts.design import DesignReading, finer, read_design
from evidence.abstracts.design_codes import study_type_rows
from evidence.models import Heading, PublicationBase
from evidence.store.library import save_publications, without_design

BATCH = 500
UNKNOWN = "unknown"


def typed(record: PublicationBase) -> PublicationBase:
    """The record with the design its publication types or MeSH headings give, where it has none and they give one.

    >>> kinds = (Heading(label="Randomized Controlled Trial", ui="D016449"),)
    >>> given = typed(PublicationBase(key="a", title="A crossover trial", publication_types=kinds))
    >>> given.design, given.design_basis
    ('rct_crossover', 'publication_type')
    >>> typed(PublicationBase(key="a", title="A crossover trial")).design is None
    True
    """
    if record.design is not None or not (record.publication_types or record.mesh):
        return record
    headings = tuple(one for one in record.mesh if one.ui is None or one.ui in _telling_headings())
    told = _told(_named(record.publication_types), ()) or (_told((), _named(headings)) if headings else None)
    return record if told is None else _given(record, finer(told.code, record.title or "", ""), told.basis)


def worded(record: PublicationBase) -> PublicationBase:
    """The record with the design that anything it says gives, words where its types are silent."""
    if record.design is not None:
        return record
    found = read_design(record.publication_types, record.mesh, record.title, record.abstract)
    return record if found.code == UNKNOWN else _given(record, found.code, found.basis)


def read_designs(db: store.Session, by: store.Author) -> int:
    """Read the design of all publications that have none; gives how many have one now."""
    count = 0
    for batch in _batches(db):
        found = [record for one in batch if (record := worded(one)).design is not None]
        save_publications(db, found, by)
        count += len(found)
    return count


def _batches(db: store.Session) -> Iterator[list[PublicationBase]]:
    after = ""
    while batch := without_design(db, after=after, limit=BATCH):
        yield batch
        after = batch[-1].key


Named = tuple[tuple[str | None, str], ...]


def _named(headings: Iterable[Heading]) -> Named:
    return tuple((one.ui, one.label) for one in headings)


@cache
def _telling_headings() -> frozenset[str]:
    """The identifiers of the MeSH headings that any design is told by: few of a record's are among them."""
    return frozenset(ui for row in study_type_rows() for one in row.mesh for ui in re.split("[+-]", one))


@lru_cache(maxsize=4096)
def _told(types: Named, mesh: Named) -> DesignReading | None:
    """What types or headings tell by themselves; libraries repeat a few sets of them."""
    headings = [[Heading(label=label, ui=ui) for ui, label in named] for named in (types, mesh)]
    found = read_design(headings[0], headings[1], "", "")
    return None if found.code == UNKNOWN else found


def _given(record: PublicationBase, code: str, basis: str) -> PublicationBase:
    return record.model_copy(update={"design": code, "design_basis": basis})
