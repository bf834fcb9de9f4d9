"""Check what constraints should have kept: keys that lead somewhere, words of their lists, guards still in place."""

import re
from collections.abc import Iterator

import sqlalchemy as sa

from evidence.store.checking.faults import Fault
from evidence.store.engine import Session
from evidence.store.migrations import guards
from evidence.store.saving import TABLES
from evidence.store.schema import is_ours


def guard_faults(db: Session) -> Iterator[Fault]:
    """Triggers, tables, indexes and constraints that somebody took away."""
    is_sqlite = db.dialect.name == "sqlite"
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if is_sqlite else "SELECT tgname FROM pg_trigger"
    there = set(db.exec_driver_sql(found).scalars())
    for statement in guards.statements(db.dialect.name):
        wanted = re.match(r"\s*CREATE TRIGGER (\w+)[^\"]*? ON (\w+)", statement.replace('"end"', "end"), re.DOTALL)
        if wanted is not None and wanted[1] not in there:
            yield Fault(wanted[2], "", f"the trigger {wanted[1]} that guards it is gone")
    inspector = sa.inspect(db)
    tables = set(inspector.get_table_names())
    for name, table in TABLES.items():
        if name not in tables and is_ours(table, name, "table", None, None):
            yield Fault(name, "", "the table is gone")
            continue
        indexes = {index["name"] for index in inspector.get_indexes(name)}
        for index in sorted(str(index.name) for index in table.indexes):
            if index not in indexes:
                yield Fault(name, "", f"the index {index} is gone")


def constraint_faults(db: Session) -> Iterator[Fault]:
    """Rows that break a constraint, which only happens where constraints were switched off or the file is damaged."""
    if db.dialect.name == "sqlite":
        for line in db.exec_driver_sql("PRAGMA integrity_check(100)").scalars():
            if line != "ok":
                yield Fault("database", "", str(line))
    for table in TABLES.values():
        yield from _dangling(db, table)
        yield from _words_not_on_the_list(db, table)


def _dangling(db: Session, table: sa.Table) -> Iterator[Fault]:
    for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
        target = key.column.table.alias("target")
        query = (
            sa.select(key.parent)
            .outerjoin(target, target.c[key.column.name] == key.parent)
            .where(key.parent.is_not(None), target.c[key.column.name].is_(None))
        )
        for value in db.execute(query.limit(100)).scalars():
            yield Fault(table.name, "", f"{key.parent.name} {value} leads to no {key.column.table.name}")


def _words_not_on_the_list(db: Session, table: sa.Table) -> Iterator[Fault]:
    for column in table.columns:
        if isinstance(column.type, sa.Enum):
            plain = sa.type_coerce(column, sa.String)
            for value in db.execute(sa.select(plain).where(plain.not_in(column.type.enums)).distinct()).scalars():
                yield Fault(table.name, "", f"{column.name} holds '{value}', which is not one of its values")


def parent_faults(db: Session) -> Iterator[Fault]:
    """Terms of a vocabulary whose parent is not there, or that are their own ancestor."""
    for name in ("condition", "intervention", "studytype"):
        table = TABLES[name]
        parents = {row[0]: row[1] for row in db.execute(sa.select(table.c.code, table.c.parent).order_by(table.c.code))}
        for code, parent in parents.items():
            if parent is not None and parent not in parents:
                yield Fault(name, code, f"its parent '{parent}' is not there")
            seen: set[str | None] = set()
            at: str | None = code
            while at is not None and at not in seen:
                seen.add(at)
                at = parents.get(at)
            if at == code:
                yield Fault(name, code, "is its own ancestor")
