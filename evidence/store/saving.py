"""Save records by their key, once: each comes back as added, unchanged or changed, and what changed goes into the log.

It never deletes a record, and it never guesses which record is meant: the key says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import SQLModel

from evidence.store import activity, errors, writing
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session

TABLES = SQLModel.metadata.tables


class Outcome(StrEnum):
    """What saving a record came to."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    CHANGED = "changed"


@dataclass(frozen=True)
class Saved:
    """One record after saving; `fields` names what changed."""

    key: str
    id: int
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Children:
    """Records of a field that stand in a table of their own, in order."""

    field: str
    table: str
    record: type[BaseModel]


@dataclass(frozen=True)
class Kind:
    """How a kind of record is kept: its table, the column that tells two apart, the children it owns.

    `scope` holds columns that are the same for all records saved together, within which the key tells two apart.
    """

    table: str
    key: str = "key"
    children: tuple[Children, ...] = ()
    scope: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Item:
    key: str
    values: dict[str, Any]
    children: dict[str, tuple[BaseModel, ...]]
    id: int = 0
    outcome: Outcome = Outcome.ADDED
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@cache
def columns_of(record: type[BaseModel], table: str) -> tuple[str, ...]:
    """The fields of a record that are columns of a table."""
    return tuple(name for name in TABLES[table].columns.keys() if name in record.model_fields)  # noqa: SIM118


def record_of(record: type[BaseModel], row: Any, **children: Any) -> Any:
    """The validated record of a row."""
    fields = record.model_fields
    return record.model_validate({name: value for name, value in row.items() if name in fields} | children)


def save_records(
    db: Session,
    kind: Kind,
    records: Iterable[BaseModel],
    by: Author,
    beside: Sequence[Mapping[str, Any]] | None = None,
) -> list[Saved]:
    """Save records in one transaction; the answers stand in the order of the records.

    Args:
        db: the open transaction.
        kind: where and how they are kept.
        records: what to save; the same record twice is one, two that differ under one key are refused.
        by: who saves, and when.
        beside: columns of each record that the record itself does not carry.

    Raises:
        RepeatedKeyError: two records under one key differ.
    """
    activity.lock(db)
    items = [_item(kind, record, {**kind.scope, **more}) for record, more in _paired(records, beside)]
    unique = _unique(kind, items)
    for batch in writing.batches(unique.values(), 500):
        _compare(db, kind, batch)
    added = [item for item in unique.values() if item.outcome is Outcome.ADDED]
    changed = [item for item in unique.values() if item.outcome is Outcome.CHANGED]
    _insert(db, kind, added)
    for item in changed:
        _update(db, kind, item)
    _log(db, kind, by, added, changed)
    return [_saved(unique[item.key]) for item in items]


def _paired(
    records: Iterable[BaseModel], beside: Sequence[Mapping[str, Any]] | None
) -> Iterable[tuple[BaseModel, Mapping[str, Any]]]:
    if beside is None:
        return ((record, {}) for record in records)
    return zip(records, beside, strict=True)


def _item(kind: Kind, record: BaseModel, more: Mapping[str, Any]) -> _Item:
    values = {name: getattr(record, name) for name in columns_of(type(record), kind.table)}
    children = {part.field: tuple(getattr(record, part.field)) for part in kind.children}
    return _Item(str(values[kind.key]), values | dict(more), children)


def _unique(kind: Kind, items: Sequence[_Item]) -> dict[str, _Item]:
    unique: dict[str, _Item] = {}
    for item in items:
        first = unique.setdefault(item.key, item)
        if first is not item and (first.values, first.children) != (item.values, item.children):
            raise errors.RepeatedKeyError(kind.table, item.key)
    return unique


def _saved(item: _Item) -> Saved:
    return Saved(item.key, item.id, item.outcome, tuple(item.fields))


def _compare(db: Session, kind: Kind, items: Sequence[_Item]) -> None:
    """Set the id and outcome of those that are there already."""
    table = TABLES[kind.table]
    known = sa.select(table).where(table.c[kind.key].in_([item.values[kind.key] for item in items]))
    for name, value in kind.scope.items():
        known = known.where(table.c[name] == value)
    rows = {str(row[kind.key]): row for row in db.execute(known).mappings()}
    if not rows:
        return
    kept = {
        part.field: children_of(db, part, kind.table, [row["id"] for row in rows.values()]) for part in kind.children
    }
    for item in items:
        row = rows.get(item.key)
        if row is not None:
            item.id = row["id"]
            item.fields = {name: (row[name], value) for name, value in item.values.items() if row[name] != value} | {
                name: (kept[name].get(item.id, ()), value)
                for name, value in item.children.items()
                if kept[name].get(item.id, ()) != value
            }
            item.outcome = Outcome.CHANGED if item.fields else Outcome.UNCHANGED


def children_of(db: Session, part: Children, parent: str, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """The children of each parent, in their order."""
    table = TABLES[part.table]
    owner = table.c[f"{parent}_id"]
    found: dict[int, list[Any]] = {}
    for batch in writing.batches(ids, 5000):
        query = sa.select(table).where(owner.in_(batch)).order_by(owner, table.c.position)
        for row in db.execute(query).mappings():
            found.setdefault(row[owner.name], []).append(record_of(part.record, row))
    return {owner_id: tuple(children) for owner_id, children in found.items()}


def _insert(db: Session, kind: Kind, items: Sequence[_Item]) -> None:
    if not items:
        return
    table = TABLES[kind.table]
    for item, new_id in zip(items, writing.new_ids(db, table, len(items)), strict=True):
        item.id = new_id
    columns = ["id", *items[0].values]
    writing.insert_rows(db, table, columns, ((item.id, *item.values.values()) for item in items))
    for part in kind.children:
        insert_children(db, part, kind.table, ((item.id, item.children[part.field]) for item in items))


def insert_children(
    db: Session, part: Children, parent: str, owned: Iterable[tuple[int, tuple[BaseModel, ...]]]
) -> None:
    """Insert the children of each parent, numbered in their order."""
    columns = columns_of(part.record, part.table)
    rows = (
        (parent_id, position, *(getattr(child, name) for name in columns))
        for parent_id, children in owned
        for position, child in enumerate(children)
    )
    writing.insert_rows(db, TABLES[part.table], (f"{parent}_id", "position", *columns), rows)


def _update(db: Session, kind: Kind, item: _Item) -> None:
    table = TABLES[kind.table]
    values = {name: new for name, (_, new) in item.fields.items() if name in item.values}
    if values:
        db.execute(table.update().where(table.c.id == item.id).values(**values))
    for part in kind.children:
        if part.field in item.fields:
            children = TABLES[part.table]
            db.execute(children.delete().where(children.c[f"{kind.table}_id"] == item.id))
            insert_children(db, part, kind.table, [(item.id, item.children[part.field])])


def _log(db: Session, kind: Kind, by: Author, added: Sequence[_Item], changed: Sequence[_Item]) -> None:
    deeds = [
        Deed(
            "changed",
            kind.table,
            item.key,
            {name: {"was": cast("Any", was), "is": cast("Any", now)} for name, (was, now) in item.fields.items()},
        )
        for item in changed
    ]
    if added:
        deeds.append(deed_of_adding(kind.table, [item.key for item in added]))
    if deeds:
        activity.record_activity(db, by, *deeds)


def deed_of_adding(table: str, keys: Sequence[str]) -> Deed:
    """One row of the log for all records that were added together."""
    name = keys[0] if len(keys) == 1 else f"{len(keys)} records"
    return Deed("added", table, name, {"count": len(keys), "keys": list(keys[:100])})


def ids_of(db: Session, table: str, keys: Iterable[str], *, key: str = "key", **scope: Any) -> dict[str, int]:
    """The ids of records by their keys.

    Raises:
        UnknownKeyError: one of them is not there.
    """
    wanted = sorted(set(keys))
    of = TABLES[table]
    found: dict[str, int] = {}
    for batch in writing.batches(wanted, 500):
        query = sa.select(of.c[key], of.c.id).where(of.c[key].in_(batch))
        for name, value in scope.items():
            query = query.where(of.c[name] == value)
        found |= {str(row[0]): int(row[1]) for row in db.execute(query)}
    for name in wanted:
        if name not in found:
            raise errors.UnknownKeyError(table, name)
    return found
