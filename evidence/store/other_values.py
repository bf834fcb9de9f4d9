"""Keep what other sources say of a publication beside what is kept, and the names by which a merged one is found."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.models import AliasBase, OtherValueBase
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.saving import TABLES, ids_of, record_of

OTHER_VALUE, ALIAS, PUBLICATION = TABLES["othervalue"], TABLES["alias"], TABLES["publication"]
Said = Mapping[str, JsonValue]
"""Fields and what a source says of them."""


def save_other_values(db: Session, said: Mapping[str, Said], source: str, by: Author) -> int:
    """Keep what a source says otherwise of publications, by their keys, in place of what it said before.

    Gives how many publications it says something else of than it did. A source that agrees is given with no fields.

    Raises:
        UnknownKeyError: a publication is not in the database.
    """
    ids = ids_of(db, "publication", said)
    known: dict[int, dict[str, Any]] = {}
    for batch in writing.batches(sorted(ids.values()), 500):
        query = sa.select(OTHER_VALUE).where(OTHER_VALUE.c.publication_id.in_(batch), OTHER_VALUE.c.source == source)
        for row in db.execute(query).mappings():
            known.setdefault(row["publication_id"], {})[row["field"]] = row["value"]
    changed = {key for key, fields in said.items() if dict(fields) != known.get(ids[key], {})}
    if not changed:
        return 0
    activity.lock(db)
    _replace(db, {ids[key]: said[key] for key in sorted(changed)}, source, by.at.date())
    detail: dict[str, JsonValue] = {"source": source, "count": len(changed), "keys": [*sorted(changed)[:100]]}
    name = next(iter(changed)) if len(changed) == 1 else f"{len(changed)} records"
    activity.record_activity(db, by, Deed("noted", "publication", name, detail))
    return len(changed)


def _replace(db: Session, said: Mapping[int, Said], source: str, on: date) -> None:
    for batch in writing.batches(said, 500):
        gone = OTHER_VALUE.delete().where(OTHER_VALUE.c.publication_id.in_(batch), OTHER_VALUE.c.source == source)
        db.execute(gone)
    columns = ("publication_id", "field", "value", "source", "seen_on")
    rows = ((own, name, value, source, on) for own, fields in said.items() for name, value in fields.items())
    writing.insert_rows(db, OTHER_VALUE, columns, rows)


def other_values(db: Session, key: str) -> list[OtherValueBase]:
    """What other sources say of a publication, by field.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    own = ids_of(db, "publication", [key])[key]
    query = sa.select(OTHER_VALUE).where(OTHER_VALUE.c.publication_id == own)
    rows = db.execute(query.order_by(OTHER_VALUE.c.field, OTHER_VALUE.c.source)).mappings()
    return [record_of(OtherValueBase, row) for row in rows]


def add_aliases(db: Session, publication_id: int, aliases: Iterable[AliasBase]) -> None:
    """Let a publication be found by these names too; one that is taken stays where it leads."""
    for one in aliases:
        there = sa.select(ALIAS.c.id).where(ALIAS.c.kind == one.kind, ALIAS.c.value == one.value)
        if db.execute(there).scalar() is None:
            db.execute(ALIAS.insert().values(kind=one.kind, value=one.value, publication_id=publication_id))


def aliases_of(db: Session, key: str) -> list[AliasBase]:
    """The names a publication has besides its own."""
    query = sa.select(ALIAS).join(PUBLICATION, ALIAS.c.publication_id == PUBLICATION.c.id)
    rows = db.execute(query.where(PUBLICATION.c.key == key).order_by(ALIAS.c.kind, ALIAS.c.value)).mappings()
    return [record_of(AliasBase, row) for row in rows]


def every_alias(db: Session) -> list[tuple[str, AliasBase]]:
    """All names that publications have besides their own, with the key of each."""
    query = sa.select(ALIAS, PUBLICATION.c.key).join(PUBLICATION, ALIAS.c.publication_id == PUBLICATION.c.id)
    rows = db.execute(query.order_by(PUBLICATION.c.key, ALIAS.c.kind, ALIAS.c.value)).mappings()
    return [(row["key"], record_of(AliasBase, row)) for row in rows]


def every_other_value(db: Session) -> list[tuple[str, OtherValueBase]]:
    """All that other sources say otherwise, with the key of each publication."""
    query = sa.select(OTHER_VALUE, PUBLICATION.c.key).join(
        PUBLICATION, OTHER_VALUE.c.publication_id == PUBLICATION.c.id
    )
    rows = db.execute(query.order_by(PUBLICATION.c.key, OTHER_VALUE.c.source, OTHER_VALUE.c.field)).mappings()
    return [(row["key"], record_of(OtherValueBase, row)) for row in rows]


def aliased(db: Session, names: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Where names lead that merged publications had: kind and name to the key of the publication."""
    if db.execute(sa.select(ALIAS.c.id).limit(1)).scalar() is None:
        return {}
    found: dict[tuple[str, str], str] = {}
    query = sa.select(ALIAS.c.kind, ALIAS.c.value, PUBLICATION.c.key).join(
        PUBLICATION, ALIAS.c.publication_id == PUBLICATION.c.id
    )
    for kind, values in names.items():
        for batch in writing.batches(sorted(values), 500):
            for row in db.execute(query.where(ALIAS.c.kind == kind, ALIAS.c.value.in_(batch))):
                found[(row[0], row[1])] = row[2]
    return found


def owner_of(db: Session, key: str) -> str | None:
    """The key of the publication that one called this was merged into; None where there is none."""
    return aliased(db, {"key": [key]}).get(("key", key))
