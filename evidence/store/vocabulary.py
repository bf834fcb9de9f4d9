"""Keep the controlled vocabularies, and answer which codes stand under a code."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel

from evidence.models import ConditionBase, InterventionBase, StudyTypeBase
from evidence.store.activity import Author
from evidence.store.engine import Session
from evidence.store.saving import TABLES, Kind, Saved, record_of, save_records

Vocabulary = Literal["condition", "intervention", "studytype"]

_RECORDS: dict[str, type[BaseModel]] = {
    "condition": ConditionBase,
    "intervention": InterventionBase,
    "studytype": StudyTypeBase,
}


def save_vocabulary(
    db: Session,
    records: Iterable[ConditionBase] | Iterable[InterventionBase] | Iterable[StudyTypeBase],
    by: Author,
) -> list[Saved]:
    """Save the terms of one vocabulary, known by their codes."""
    terms = list(records)
    if not terms:
        return []
    table = next(name for name, record in _RECORDS.items() if isinstance(terms[0], record))
    return save_records(db, Kind(table, key="code"), terms, by)


def conditions(db: Session) -> list[ConditionBase]:
    """All conditions, by code."""
    return _terms(db, "condition")


def interventions(db: Session) -> list[InterventionBase]:
    """All interventions, by code."""
    return _terms(db, "intervention")


def study_types(db: Session) -> list[StudyTypeBase]:
    """All study types, by code."""
    return _terms(db, "studytype")


def _terms(db: Session, vocabulary: Vocabulary) -> list[Any]:
    table = TABLES[vocabulary]
    rows = db.execute(sa.select(table).order_by(table.c.code)).mappings()
    return [record_of(_RECORDS[vocabulary], row) for row in rows]


def codes_under(db: Session, vocabulary: Vocabulary, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes given, and all that stand under them at any depth, in order; a code nobody knows stays as it is."""
    table = TABLES[vocabulary]
    under = sa.select(table.c.code).where(table.c.code.in_(codes)).cte("under", recursive=True)
    below = under.union(sa.select(table.c.code).join(under, table.c.parent == under.c.code))
    return tuple(sorted({*codes, *db.execute(sa.select(below.c.code)).scalars()}))
