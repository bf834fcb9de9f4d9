"""Open a database by its address and hand out transactions; the only place that knows drivers and their faults.

It never creates a database, and it keeps no connection open between two sessions unless it is told to.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from evidence.errors import EvidenceError
from evidence.store import errors

Session = sa.Connection
"""An open transaction; what `with session(url) as db` gives."""

LAYOUTS = ("0001", "0002", "0003", "0004", "0005")
"""The revisions of the migrations, oldest first: known here so that opening a database need not import alembic."""

SERVER = {"connect_timeout": 10}
"""How long a server may take to answer a new connection, in seconds."""

_KEPT: set[sa.URL] = set()

BUSY_SECONDS = 10.0
"""How long one writer waits for another."""


def database_url(address: str) -> sa.URL:
    """The address of a database as a URL; a bare path is a SQLite file.

    >>> database_url("evidence.db").render_as_string()
    'sqlite:///evidence.db'
    >>> database_url("postgres://team@host/audit").render_as_string()
    'postgresql+psycopg://team@host/audit'

    Raises:
        UnknownDatabaseUrlError: the address is of another kind, or a SQLite address without a file.
    """
    if "://" not in address:
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise errors.UnknownDatabaseUrlError(address.partition("@")[2] or address) from error
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"} or url.database in {None, "", ":memory:"}:
        raise errors.UnknownDatabaseUrlError(url.render_as_string(hide_password=True))
    return url


def place(url: sa.URL) -> str:
    """How messages name the database: its file, or its URL without the password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def keep_connections(address: str) -> None:
    """From now on keep connections to a server between sessions, as a process that answers many people needs."""
    url = database_url(address)
    if url.drivername != "sqlite":
        _KEPT.add(url)
        engine.cache_clear()


@lru_cache(maxsize=16)
def engine(url: sa.URL) -> sa.Engine:
    """The engine of a database; it opens a connection for each session and closes it after, unless it is to keep them.

    Raises:
        MissingDriverError: PostgreSQL's driver is not installed.
    """
    if url.drivername == "sqlite":
        made = sa.create_engine(url, poolclass=sa.pool.NullPool, connect_args={"timeout": BUSY_SECONDS})
        sa.event.listen(made, "connect", _prepare_sqlite)
        sa.event.listen(made, "begin", _begin_sqlite)
        return made
    try:
        if url in _KEPT:
            return sa.create_engine(url, pool_size=8, max_overflow=40, pool_pre_ping=True, connect_args=SERVER)
        return sa.create_engine(url, poolclass=sa.pool.NullPool, connect_args=SERVER)
    except ModuleNotFoundError as error:
        raise errors.MissingDriverError from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN leaves schema changes and reads outside the transaction
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -32768")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",) and _is_ours_to_change(connection):
        _switch_to_wal(connection)


def _is_ours_to_change(connection: sqlite3.Connection) -> bool:
    """Whether the file is empty or holds our log; a database of another program is only looked at."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return not tables or "activity" in tables


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # A file that cannot be written, or is in use, is still good for reading in the mode it has.
        if _sqlite_code(error) not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN}:
            raise


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes its lock at once: a transaction that reads first and writes later could not wait for another.
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def session(address: str, *, read_only: bool = False) -> Iterator[Session]:
    """One transaction on a database: committed at the end, rolled back on any error.

    With `read_only` it waits for no writer and refuses to write.

    Raises:
        StoreError: the database is missing, older, newer, locked, damaged, not writable or not reachable.
    """
    url = database_url(address)
    with translated(url):
        refuse_missing_file(url)
        with opened(url, read_only=read_only) as db:
            check_layout(db, url)
            yield db


@contextmanager
def opened(url: sa.URL, *, read_only: bool = False) -> Iterator[Session]:
    """A transaction on whatever is there, layout unseen."""
    with engine(url).connect() as connection:
        db = connection.execution_options(read_only=read_only)
        with db.begin():
            if read_only:
                refuse_writing(db)
            yield db


def refuse_writing(db: Session) -> None:
    """Make the rest of the transaction read-only."""
    is_sqlite = db.dialect.name == "sqlite"
    db.exec_driver_sql("PRAGMA query_only = ON" if is_sqlite else "SET TRANSACTION READ ONLY")


def refuse_missing_file(url: sa.URL) -> None:
    """Opening a SQLite file that is not there would create it.

    Raises:
        MissingDatabaseError: there is no file, or an empty one.
    """
    if url.drivername == "sqlite" and not str(url.database).startswith("file:"):
        path = Path(str(url.database))
        if path.is_dir():
            raise errors.NotADatabaseError(str(path))
        if not path.exists() or not path.stat().st_size:
            raise errors.MissingDatabaseError(str(path))


def layout_of(db: Session) -> str | None:
    """The revision a database is at; None where it holds nothing of ours."""
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def check_layout(db: Session, url: sa.URL) -> None:
    """Compare the database's revision with the program's.

    Raises:
        MissingDatabaseError: it holds nothing of ours.
        OlderDatabaseError: it must be upgraded.
        NewerDatabaseError: this program is too old for it.
    """
    found = layout_of(db)
    if found is None:
        raise errors.MissingDatabaseError(place(url))
    if found not in LAYOUTS:
        raise errors.NewerDatabaseError(place(url), found)
    if found != LAYOUTS[-1]:
        raise errors.OlderDatabaseError(place(url), found)


@contextmanager
def translated(url: sa.URL) -> Iterator[None]:
    """Turn what a driver says about the database into a sentence for a person; let faults of the program through."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        found = _sqlite_fault(cause, url) if isinstance(cause, sqlite3.Error) else _server_fault(cause, url)
        if found is None:
            raise
        raise found from error


def _sqlite_code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _sqlite_fault(error: BaseException, url: sa.URL) -> EvidenceError | None:
    fault = {
        sqlite3.SQLITE_NOTADB: errors.NotADatabaseError,
        sqlite3.SQLITE_CORRUPT: errors.NotADatabaseError,
        sqlite3.SQLITE_BUSY: errors.LockedDatabaseError,
        sqlite3.SQLITE_LOCKED: errors.LockedDatabaseError,
        sqlite3.SQLITE_READONLY: errors.ReadOnlyDatabaseError,
        sqlite3.SQLITE_PERM: errors.ReadOnlyDatabaseError,
        sqlite3.SQLITE_CANTOPEN: errors.UnopenableDatabaseError,
        sqlite3.SQLITE_FULL: errors.DiskFullError,
    }.get(_sqlite_code(error))
    return None if fault is None else fault(place(url))


def _server_fault(error: BaseException | None, url: sa.URL) -> EvidenceError | None:
    state = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        reason = (str(error).strip().splitlines() or ["no answer"])[-1]
        return errors.UnreachableServerError(place(url), reason)
    fault = {
        "53100": errors.DiskFullError,
        "55P03": errors.LockedDatabaseError,
        "40P01": errors.LockedDatabaseError,
        "25006": errors.ReadOnlyDatabaseError,
        "42501": errors.ReadOnlyDatabaseError,
    }.get(str(state))
    return None if fault is None else fault(place(url))
