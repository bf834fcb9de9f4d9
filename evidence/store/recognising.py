"""Find what a record from a file may be another copy of; whether two publications are one is decided elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from evidence.ids import Identifier
from evidence.models import JudgementBase, PublicationBase
from evidence.store import writing
from evidence.store.engine import Session
from evidence.store.other_values import aliased
from evidence.store.people import JUDGEMENT, PROJECT, PROTOCOL, REVIEWER, Coding
from evidence.store.saving import TABLES, record_of

PUBLICATION, STUDY = TABLES["publication"], TABLES["study"]
IDENTIFIERS = ("pmid", "doi", "pmcid")
"""The columns that tell one publication from another."""


def publications_like(db: Session, records: Sequence[PublicationBase]) -> list[PublicationBase]:
    """The publications that share a key, PMID, DOI or PMCID with any of these, by key."""
    found: dict[str, PublicationBase] = {}
    for name in ("key", *IDENTIFIERS):
        values = {getattr(record, name) for record in records} - {None}
        for publication in _with(db, name, values):
            found[publication.key] = publication
    return [found[key] for key in sorted(found)]


def publications_with_keys(db: Session, keys: Iterable[str]) -> list[PublicationBase]:
    """The publications that have one of these keys."""
    return list(_with(db, "key", keys))


def not_in_library(db: Session, identifiers: Iterable[Identifier]) -> list[Identifier]:
    """Those of the identifiers that no publication and no study has, under whatever name it was known."""
    left = list(dict.fromkeys(identifiers))
    named = {name: {value for kind, value in left if kind == name} for name in IDENTIFIERS}
    known = {(name, getattr(record, name)) for name, values in named.items() for record in _with(db, name, values)}
    known |= aliased(db, named).keys()
    trials = {value for kind, value in left if kind == "registry"}
    known |= {("registry", value) for value in trials if _is_registered(db, value)}
    return [identifier for identifier in left if tuple(identifier) not in known]


def _is_registered(db: Session, number: str) -> bool:
    text = sa.cast(sa.type_coerce(PUBLICATION.c.registry_ids, sa.JSON), sa.Text)
    named = sa.select(PUBLICATION.c.id).where(text.contains(f'"{number}"', autoescape=True)).limit(1)
    study = sa.select(STUDY.c.id).where(STUDY.c.registry_id == number).limit(1)
    return any(db.execute(query).scalar() is not None for query in (study, named))


def judgement_recorded(db: Session, coding: Coding, judgement: JudgementBase, at: datetime) -> bool:
    """Whether this reviewer's judgement was recorded before with this moment, superseded since or not."""
    query = (
        sa.select(sa.func.count())
        .select_from(JUDGEMENT)
        .join(REVIEWER, JUDGEMENT.c.reviewer_id == REVIEWER.c.id)
        .join(PROTOCOL, JUDGEMENT.c.protocol_id == PROTOCOL.c.id)
        .join(PROJECT, PROTOCOL.c.project_id == PROJECT.c.id)
        .where(
            JUDGEMENT.c.claim_id == coding.claim_id,
            JUDGEMENT.c.axis == judgement.axis,
            JUDGEMENT.c.value == judgement.value,
            JUDGEMENT.c.created_at == at,
            REVIEWER.c.key == coding.reviewer,
            PROJECT.c.key == coding.project,
            PROTOCOL.c.version == coding.version,
        )
    )
    return bool(db.execute(query).scalar())


def _with(db: Session, name: str, values: Iterable[str]) -> Iterable[PublicationBase]:
    column = PUBLICATION.c[name]
    for batch in writing.batches(sorted(values), 500):
        for row in db.execute(sa.select(PUBLICATION).where(column.in_(batch))).mappings():
            yield record_of(PublicationBase, row)
