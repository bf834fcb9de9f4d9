"""Find what of the library is about one registered trial, by its registration number; nothing is joined by that.

A number counts where the record carries it, where the study it reports was registered under it, or where title or
abstract name it; which of these it is, is said.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa

from evidence.ids import registry_ids_in
from evidence.models import PublicationBase
from evidence.store.engine import Session
from evidence.store.saving import TABLES, ids_of, record_of
from evidence.store.search import ids_saying

PUBLICATION, STUDY = TABLES["publication"], TABLES["study"]
MOST = 20
"""Publications that are looked at for one number in one spelling."""

PATHS = ("", "/study", "/ct2/show")
"""Under which a registry shows a study, as addresses in abstracts have it."""


class Where(StrEnum):
    """Where a registration number of a publication stands, the surest first."""

    ENTRY = "entry"
    """it is the registry's own entry"""
    RECORD = "record"
    STUDY = "study"
    WORDS = "words"


class SameTrial(NamedTuple):
    """A publication of this library that has a registration number too, and where."""

    number: str
    publication: PublicationBase
    where: Where


def numbers_of(publication: PublicationBase, study_number: str | None = None) -> dict[str, Where]:
    """The registration numbers of a publication and where each stands, the surest first.

    >>> numbers_of(PublicationBase(key="a", title="A trial (NCT 02467517)", registry_ids=("ISRCTN12345678",)))
    {'ISRCTN12345678': <Where.RECORD: 'record'>, 'NCT02467517': <Where.WORDS: 'words'>}
    """
    found: dict[str, Where] = {}
    own = [number for said in publication.registry_ids for number in registry_ids_in(said) or (said,)]
    for number in own:
        found.setdefault(number, Where.ENTRY if number == publication.key else Where.RECORD)
    for number in registry_ids_in(study_number or ""):
        found.setdefault(number, Where.STUDY)
    for text in (publication.title or "", *(part.text for part in publication.abstract)):
        for number in registry_ids_in(text):
            found.setdefault(number, Where.WORDS)
    return found


def same_trial(db: Session, key: str) -> list[SameTrial]:
    """The other publications that have a registration number of this one, by number, the surest first.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    own = ids_of(db, "publication", [key])[key]
    row = db.execute(_with_study().where(PUBLICATION.c.id == own)).mappings().one()
    numbers = numbers_of(record_of(PublicationBase, row), row["number"])
    return _having(db, numbers, besides=[own])


def publications_of_trial(db: Session, study: str) -> list[SameTrial]:
    """The publications that have the registration number of a study and are not on record as reporting it.

    Raises:
        UnknownKeyError: there is no such study.
    """
    own = ids_of(db, "study", [study])[study]
    number = db.execute(sa.select(STUDY.c.registry_id).where(STUDY.c.id == own)).scalar()
    reporting = db.execute(sa.select(PUBLICATION.c.id).where(PUBLICATION.c.study_id == own)).scalars().all()
    return _having(db, registry_ids_in(number or ""), besides=reporting)


def _having(db: Session, numbers: Iterable[str], *, besides: Iterable[int]) -> list[SameTrial]:
    found: list[SameTrial] = []
    left_out = set(besides)
    for number in numbers:
        paths = [f"{path}/{number}" for path in PATHS] if number.isalnum() else []
        ids = {one for phrase in _spellings(number) for one in ids_saying(db, phrase, limit=MOST, paths=paths)}
        registered = sa.select(PUBLICATION.c.id).join(STUDY, PUBLICATION.c.study_id == STUDY.c.id)
        ids |= set(db.execute(registered.where(STUDY.c.registry_id == number).limit(MOST)).scalars())
        rows = db.execute(_with_study().where(PUBLICATION.c.id.in_(ids - left_out)).order_by(PUBLICATION.c.id))
        records = [(record_of(PublicationBase, row), row["number"]) for row in rows.mappings()]
        having = [SameTrial(number, one, where) for one, n in records if (where := numbers_of(one, n).get(number))]
        found += sorted(having, key=lambda one: list(Where).index(one.where))
    return found


def _with_study() -> sa.Select[tuple[object, ...]]:
    return sa.select(PUBLICATION, STUDY.c.registry_id.label("number")).outerjoin(
        STUDY, PUBLICATION.c.study_id == STUDY.c.id
    )


def _spellings(number: str) -> tuple[str, ...]:
    """A number as texts have it: in one word, or with a blank between letters and digits.

    >>> _spellings("NCT02467517"), _spellings("2011-001425-32")
    (('NCT02467517', 'NCT 02467517'), ('2011-001425-32',))
    """
    parted = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", number, count=1)
    return (number,) if parted == number else (number, parted)
