"""Bring rows that have no key of their own in line with what a stage found: added, changed, left alone or removed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from evidence.store import writing
from evidence.store.engine import Session
from evidence.store.saving import TABLES

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """How many rows saving added, changed, left alone and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def detail(self) -> dict[str, Any]:
        """For the log."""
        return {name: count for name, count in vars(self).items() if count}

    @property
    def wrote(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Merge:
    """How rows of a table are told apart and treated.

    `identity` gives what two rows that are the same have in common; columns in `unseen` make no difference; `settled`
    says whether a row must be left alone though another comes for it, `removable` whether it goes when none comes.
    """

    table: str
    identity: Callable[[Row], tuple[Any, ...]]
    unseen: frozenset[str] = frozenset()
    settled: Callable[[Row, Row], bool] = lambda _row, _wanted: False
    removable: Callable[[Row], bool] = lambda _row: False


def merge_rows(db: Session, merge: Merge, present: Sequence[Row], wanted: Sequence[Row]) -> Merged:
    """Bring the rows present in line with those wanted; of several wanted for one identity the first counts."""
    table = TABLES[merge.table]
    left = {merge.identity(row): row for row in present}
    first: dict[tuple[Any, ...], Row] = {}
    for row in wanted:
        first.setdefault(merge.identity(row), row)
    added, changed = [], 0
    for identity, values in first.items():
        if identity not in left:
            added.append(values)
            continue
        row = left.pop(identity)
        if _differs(merge, row, values) and not merge.settled(row, values):
            db.execute(table.update().where(table.c.id == row["id"]).values(**values))
            changed += 1
    removed = [row["id"] for row in left.values() if merge.removable(row)]
    for batch in writing.batches(removed, 500):
        db.execute(table.delete().where(table.c.id.in_(batch)))
    if added:
        writing.insert_rows(db, table, list(added[0]), (tuple(values.values()) for values in added))
    return Merged(len(added), changed, len(wanted) - len(added) - changed, len(removed))


def _differs(merge: Merge, row: Row, values: Row) -> bool:
    return any(row[name] != value for name, value in values.items() if name not in merge.unseen)


def rows(db: Session, query: sa.Select[Any]) -> Sequence[Row]:
    """The rows a query finds, by column name."""
    return [dict(row) for row in db.execute(query).mappings()]
