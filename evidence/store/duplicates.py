"""Keep pairs of publications that may be one and what a person said of them; which two may be is decided elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from evidence.cite.duplicates import IDENTIFIERS, Pair, Sketch, first_author, first_page, title_words
from evidence.models import DuplicateBase, DuplicateStatus, PublicationBase
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.saving import TABLES, ids_of, record_of

DUPLICATE, PUBLICATION = TABLES["duplicate"], TABLES["publication"]
MARK = sa.Table(
    "publication_mark",
    sa.MetaData(),
    sa.Column("mark", sa.BigInteger, nullable=False),
    sa.Column("id", sa.Integer, nullable=False),
    prefixes=["TEMPORARY"],
)
STEP = 5_000
"""Publications read at a time."""
FEW = 500
"""Publications for which those near them are sought; for more, all are read."""


class Listed(NamedTuple):
    """Two publications that may be one, and what is known about that."""

    first: PublicationBase
    second: PublicationBase
    pair: DuplicateBase


def newest_publication(db: Session) -> int:
    """The highest id of a publication, 0 where there is none."""
    return int(db.execute(sa.select(sa.func.max(PUBLICATION.c.id))).scalar() or 0)


def publication_id(db: Session, key: str) -> int:
    """The id of a publication.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    return ids_of(db, "publication", [key])[key]


@dataclass(frozen=True)
class Near:
    """What a publication must have to be near others: one of these years or none, or one of these identifiers."""

    years: frozenset[int]
    identifiers: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> "Near | None":
        """What is near these; None where they are too many, or one has no year, so that everything may be near."""
        if len(sketches) > FEW or any(sketch.year is None for sketch in sketches):
            return None
        years = {year for sketch in sketches if sketch.year for year in range(sketch.year - 1, sketch.year + 2)}
        named = {name: frozenset(v for one in sketches if (v := getattr(one, name))) for name in IDENTIFIERS}
        return cls(frozenset(years), named)

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """The same in SQL; each part has an index."""
        column = PUBLICATION.c
        parts = [column[name].in_(sorted(values)) for name, values in self.identifiers.items() if values]
        return sa.or_(column.year.in_(sorted(self.years)), column.year.is_(None), *parts)


def sketches(db: Session, *, after: int = 0, upto: int | None = None, near: Near | None = None) -> Iterator[Sketch]:
    """What of each publication is compared, by id, for ids above `after` and up to `upto`, of those `near`."""
    ids = [PUBLICATION.c.id > after] + ([PUBLICATION.c.id <= upto] if upto is not None else [])
    return _sketched(db, *ids, *([near.condition] if near is not None else []))


def _sketched(db: Session, *conditions: sa.ColumnElement[bool]) -> Iterator[Sketch]:
    column = PUBLICATION.c
    author = sa.type_coerce(column.authors, sa.JSON)[0].as_string()
    named = (column.pmid, column.doi, column.pmcid, column.volume, column.pages)
    query = sa.select(column.id, column.title, author, column.year, *named).where(*conditions)
    for row in db.execute(query, execution_options={"yield_per": STEP}):
        yield Sketch(row[0], title_words(row[1] or ""), first_author(row[2]), *row[3:8], first_page(row[8]))


def sketches_of(db: Session, ids: Iterable[int]) -> dict[int, Sketch]:
    """The sketches of these publications."""
    found: dict[int, Sketch] = {}
    for batch in writing.batches(sorted(set(ids)), 500):
        found |= {one.id: one for one in _sketched(db, PUBLICATION.c.id.in_(batch))}
    return found


def alike(db: Session, marks: Iterable[tuple[int, int]], *, crowd: int) -> Iterator[list[int]]:
    """The ids that share a mark, lowest first, for each mark that more than one and no more than `crowd` have.

    The database sorts them, on disk if it must, so that a million publications need no more memory than a thousand.
    """
    db.execute(sa.schema.CreateTable(MARK))
    for batch in writing.batches(marks, 10 * STEP):  # a server cannot read and take in at once
        writing.insert_ready_rows(db, MARK, ("mark", "id"), batch)
    sorted_marks = sa.select(MARK.c.mark, MARK.c.id).order_by(MARK.c.mark, MARK.c.id)
    rows = db.execute(sorted_marks, execution_options={"yield_per": STEP})
    for _, group in groupby(rows, key=itemgetter(0)):
        ids = [row[1] for row in islice(group, crowd + 1)]
        if 1 < len(ids) <= crowd:
            yield ids
    db.execute(sa.schema.DropTable(MARK))


def save_pairs(db: Session, pairs: Iterable[Pair], by: Author) -> int:
    """Keep pairs that are not known yet, whatever a person said of them; gives how many are new."""
    found = {(pair.first, pair.second): pair for pair in pairs}
    for batch in writing.batches(sorted({first for first, _ in found}), 500):
        known = sa.select(DUPLICATE.c.first_id, DUPLICATE.c.second_id).where(DUPLICATE.c.first_id.in_(batch))
        for row in db.execute(known):
            found.pop((row[0], row[1]), None)
    if not found:
        return 0
    activity.lock(db)
    columns = ("first_id", "second_id", "score", "reasons", "status")
    rows = ((*ends, pair.score, pair.reasons, DuplicateStatus.CANDIDATE) for ends, pair in sorted(found.items()))
    writing.insert_rows(db, DUPLICATE, columns, rows)
    activity.record_activity(db, by, Deed("paired", "publication", f"{len(found)} pairs", {"count": len(found)}))
    return len(found)


def pairs(
    db: Session, *, status: DuplicateStatus = DuplicateStatus.CANDIDATE, of: str | None = None, limit: int | None = None
) -> list[Listed]:
    """Pairs with this status, the surest first; `of` names a publication that one of the two must be."""
    query = sa.select(DUPLICATE).where(DUPLICATE.c.status == status)
    if of is not None:
        own = ids_of(db, "publication", [of])[of]
        query = query.where(sa.or_(DUPLICATE.c.first_id == own, DUPLICATE.c.second_id == own))
    rows = db.execute(query.order_by(DUPLICATE.c.score.desc(), DUPLICATE.c.id).limit(limit)).mappings().all()
    known = _publications(db, {row[name] for row in rows for name in ("first_id", "second_id")})
    return [Listed(known[row["first_id"]], known[row["second_id"]], record_of(DuplicateBase, row)) for row in rows]


def count_pairs(db: Session) -> int:
    """How many pairs wait for a person."""
    query = sa.select(sa.func.count()).where(DUPLICATE.c.status == DuplicateStatus.CANDIDATE)
    return int(db.execute(query).scalar_one())


def mark_distinct(db: Session, one: str, other: str, by: Author) -> bool:
    """Remember that two publications are not one, paired before or not; False where that was known.

    Raises:
        UnknownKeyError: one of them is not in the database.
    """
    ids = ids_of(db, "publication", (one, other))
    first, second = sorted((ids[one], ids[other]))
    activity.lock(db)
    here = sa.and_(DUPLICATE.c.first_id == first, DUPLICATE.c.second_id == second)
    was = db.execute(sa.select(DUPLICATE.c.status).where(here)).scalar()
    if was is DuplicateStatus.DISTINCT:
        return False
    if was is None:
        values = {"first_id": first, "second_id": second, "score": 0.0, "reasons": ()}
        db.execute(DUPLICATE.insert().values(**values, status=DuplicateStatus.DISTINCT))
    else:
        db.execute(DUPLICATE.update().where(here).values(status=DuplicateStatus.DISTINCT))
    activity.record_activity(db, by, Deed("told apart", "publication", one, {"from": other}))
    return True


def _publications(db: Session, ids: Iterable[int]) -> dict[int, PublicationBase]:
    found: dict[int, PublicationBase] = {}
    for batch in writing.batches(sorted(ids), 500):
        for row in db.execute(sa.select(PUBLICATION).where(PUBLICATION.c.id.in_(batch))).mappings():
            found[row["id"]] = record_of(PublicationBase, row)
    return found
