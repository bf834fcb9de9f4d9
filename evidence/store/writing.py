"""Put validated values into tables fast: prepared rows on SQLite, COPY on PostgreSQL; never through the ORM.

Values are converted here exactly as the column types would; what is read back goes through the column types.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from evidence.models import Records, UtcDateTime
from evidence.store.engine import Session

Item = TypeVar("Item")
BATCH = 2000
"""Rows sent at a time."""


def insert_rows(db: Session, table: sa.Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows whose values are those of validated records, in the order of the columns."""
    converters = [converter(table.c[name].type, db.dialect.name) for name in columns]
    places = [(place, convert) for place, convert in enumerate(converters) if convert is not None]
    insert_ready_rows(db, table, columns, (_converted(row, places) for row in rows))


def _converted(row: tuple[Any, ...], places: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for place, convert in places:
        value = values[place]
        if value is not None:
            values[place] = convert(value)
    return tuple(values)


def insert_ready_rows(
    db: Session, table: sa.Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, final: bool = False
) -> int:
    """Insert rows whose values are already what the driver takes; gives how many went in.

    With `final`, SQLite leaves out a row whose key is there already, and any other fault ends the transaction: without
    a way back from each statement it need not note what every page was before. PostgreSQL has no use for it.
    """
    prepare = db.dialect.identifier_preparer
    names = ", ".join(prepare.quote(name) for name in columns)
    into = f"{prepare.quote(table.name)} ({names})"
    driver = cast("Any", db.dialect.loaded_dbapi)
    cursor = cast("Any", db.connection.cursor())
    try:
        if db.dialect.name == "sqlite":
            return _insert_in_twenties(cursor, into, len(columns), rows, final=final)
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)
    except driver.Error as error:
        raise sa.exc.DBAPIError.instance(into, None, error, driver.Error) from error
    finally:
        cursor.close()


def _insert_in_twenties(cursor: Any, into: str, columns: int, rows: Iterable[tuple[Any, ...]], *, final: bool) -> int:
    """Twenty rows a statement: SQLite builds the list of each CHECK (x IN (...)) anew for every statement."""
    insert = f"INSERT {'OR ROLLBACK ' if final else ''}INTO {into} VALUES "  # noqa: S608  names of the models
    on = " ON CONFLICT DO NOTHING" if final else ""
    marks = f"({', '.join('?' * columns)})"
    values = chain.from_iterable(rows)
    rest: list[Any] = []

    def twenties() -> Iterator[list[Any]]:
        while len(some := list(islice(values, 20 * columns))) == 20 * columns:
            yield some
        rest.extend(some)

    cursor.executemany(insert + ", ".join([marks] * 20) + on, twenties())
    count = max(cursor.rowcount, 0)
    if rest:
        cursor.execute(insert + ", ".join([marks] * (len(rest) // columns)) + on, rest)
        count += cursor.rowcount
    return int(count)


@contextmanager
def set_aside(db: Session, table: sa.Table, which: str) -> Iterator[None]:
    """Take triggers or indexes of a SQLite table away for a while and make them again, all inside the transaction.

    `which` is a condition on `sqlite_master`, in the program's own words.
    """
    query = f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND {which}"  # noqa: S608
    made = db.exec_driver_sql(query, (table.name,)).all()
    for kind, name, _ in made:
        db.exec_driver_sql(f"DROP {kind} {name}")
    try:
        yield
    finally:
        for _, _, statement in made:
            db.exec_driver_sql(statement)


def converter(kind: sa.types.TypeEngine[Any], dialect: str) -> Callable[[Any], Any] | None:
    """What turns a value of a column into what the driver takes; None where it takes the value itself."""
    if isinstance(kind, Records):
        return _records_as_json(kind)
    if isinstance(kind, sa.JSON):
        return json.dumps
    if isinstance(kind, sa.Enum):
        return str
    if dialect == "sqlite" and isinstance(kind, UtcDateTime):
        return _moment_as_text
    if dialect == "sqlite" and isinstance(kind, sa.Date):
        return date.isoformat
    return None


def _records_as_json(kind: Records) -> Callable[[Any], str]:
    adapter = kind._adapter  # noqa: SLF001  the column type's own

    def dump(value: tuple[Any, ...]) -> str:
        return adapter.dump_json(value).decode() if value else "[]"

    return dump


def _moment_as_text(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def new_ids(db: Session, table: sa.Table, count: int) -> Sequence[int]:
    """Ids for rows to be inserted, reserved until the transaction ends: children are written with their parents."""
    if db.dialect.name == "sqlite":
        first = (db.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1
        return range(first, first + count)
    sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
    return list(
        db.execute(sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, count))).scalars()
    )


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in lists of at most this size."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
