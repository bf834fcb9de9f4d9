"""Keep publications and the studies they report, with arms and results, and list them."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from evidence.models import ArmBase, PublicationBase, ResultBase, StudyBase
from evidence.store import errors
from evidence.store.activity import Author
from evidence.store.engine import Session
from evidence.store.indexing import index_publications
from evidence.store.saving import TABLES, Children, Kind, Saved, children_of, ids_of, record_of, save_records

ARMS = Children("arms", "arm", ArmBase)
RESULTS = Children("results", "result", ResultBase)
PUBLICATION, STUDY = TABLES["publication"], TABLES["study"]


def save_studies(db: Session, studies: Iterable[StudyBase], by: Author) -> list[Saved]:
    """Save studies by key, with their arms and results."""
    return save_records(db, Kind("study", children=(ARMS, RESULTS)), studies, by)


def save_publications(
    db: Session,
    publications: Iterable[PublicationBase],
    by: Author,
    *,
    studies: Sequence[str | None] | None = None,
) -> list[Saved]:
    """Save publications by key; `studies` are the keys of what they report, one by one; None leaves all as they are.

    Raises:
        UnknownKeyError: a study is not in the database.
    """
    beside = None
    if studies is not None:
        ids = ids_of(db, "study", (key for key in studies if key is not None))
        beside = [{"study_id": ids[key] if key is not None else None} for key in studies]
    saved = save_records(db, Kind("publication"), publications, by, beside=beside)
    index_publications(db)
    return saved


def publications(db: Session, *, after: str = "", limit: int | None = None) -> list[PublicationBase]:
    """Publications by key; `after` is the last key of the page before."""
    return [record_of(PublicationBase, row) for row in _listed(db, PUBLICATION, after, limit)]


def without_design(db: Session, *, after: str = "", limit: int | None = None) -> list[PublicationBase]:
    """Publications whose design nobody has read, by key; `after` is the last key of the page before."""
    query = sa.select(PUBLICATION).where(PUBLICATION.c.key > after, PUBLICATION.c.design.is_(None))
    rows = db.execute(query.order_by(PUBLICATION.c.key).limit(limit)).mappings()
    return [record_of(PublicationBase, row) for row in rows]


def count_without_design(db: Session) -> int:
    """How many publications have no design on record."""
    query = sa.select(sa.func.count()).select_from(PUBLICATION).where(PUBLICATION.c.design.is_(None))
    return int(db.execute(query).scalar_one())


def publication(db: Session, key: str) -> PublicationBase:
    """One publication.

    Raises:
        UnknownKeyError: there is none under this key.
    """
    found: PublicationBase = record_of(PublicationBase, _one(db, PUBLICATION, key))
    return found


def publication_keys(
    db: Session, *, pmid: str | None = None, doi: str | None = None, pmcid: str | None = None
) -> list[str]:
    """The keys of publications with one of these identifiers, none given twice."""
    given = [PUBLICATION.c[name] == value for name, value in (("pmid", pmid), ("doi", doi), ("pmcid", pmcid)) if value]
    if not given:
        return []
    query = sa.select(PUBLICATION.c.key).where(sa.or_(*given)).order_by(PUBLICATION.c.key)
    return [str(key) for key in db.execute(query).scalars()]


def study_of_publication(db: Session, key: str) -> str | None:
    """The key of the study a publication reports; None where none has been entered."""
    query = sa.select(STUDY.c.key).join(PUBLICATION, PUBLICATION.c.study_id == STUDY.c.id)
    found = db.execute(query.where(PUBLICATION.c.key == key)).scalar()
    return None if found is None else str(found)


def studies(db: Session, *, after: str = "", limit: int | None = None) -> list[StudyBase]:
    """Studies by key, with arms and results; `after` is the last key of the page before."""
    return list(studies_from(db, _listed(db, STUDY, after, limit)).values())


def study(db: Session, key: str) -> StudyBase:
    """One study with its arms and results.

    Raises:
        UnknownKeyError: there is none under this key.
    """
    return next(iter(studies_from(db, [_one(db, STUDY, key)]).values()))


def studies_from(db: Session, rows: Sequence[Any]) -> dict[int, StudyBase]:
    """The studies of these rows by id, with arms and results."""
    ids = [row["id"] for row in rows]
    arms, results = children_of(db, ARMS, "study", ids), children_of(db, RESULTS, "study", ids)
    return {
        row["id"]: record_of(StudyBase, row, arms=arms.get(row["id"], ()), results=results.get(row["id"], ()))
        for row in rows
    }


def _listed(db: Session, table: sa.Table, after: str, limit: int | None) -> Sequence[sa.RowMapping]:
    query = sa.select(table).where(table.c.key > after).order_by(table.c.key).limit(limit)
    return db.execute(query).mappings().all()


def _one(db: Session, table: sa.Table, key: str) -> sa.RowMapping:
    row = db.execute(sa.select(table).where(table.c.key == key)).mappings().one_or_none()
    if row is None:
        raise errors.UnknownKeyError(table.name, key)
    return row
