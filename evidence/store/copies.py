"""Copy a database while it is in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from evidence.store import engine, errors


def backup(address: str, target: Path) -> Path:
    """Copy a SQLite database to a new file, whole and consistent even while others write; gives the file.

    Raises:
        NotSqliteError: the database is on a server.
        FileExistsAlreadyError: the target is there already.
        StoreError: the database is missing or cannot be read, or the target cannot be written.
    """
    url = engine.database_url(address)
    if url.drivername != "sqlite":
        raise errors.NotSqliteError(engine.place(url))
    if target.exists():
        raise errors.FileExistsAlreadyError(str(target))
    with engine.session(address, read_only=True):
        pass
    with (
        engine.translated(url.set(database=str(target))),
        closing(sqlite3.connect(str(url.database), timeout=engine.BUSY_SECONDS)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return target
