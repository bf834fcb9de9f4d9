"""What a person can put right about a database is said in one sentence; nothing is created by looking."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from evidence import store
from evidence.store import engine, errors
from tests import stored


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql://h", "http://x"])
def test_an_address_that_is_no_database_is_refused(address: str) -> None:
    with pytest.raises(errors.UnknownDatabaseUrlError, match="give a file name"):
        engine.database_url(address)


def open_once(address: str) -> None:
    with store.session(address):
        pass


def save_once(address: str, text: str = stored.TEXT) -> None:
    with store.session(address) as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1")  # no smaller than the file: it is full from here on
        stored.save_page(db, text=text)


def test_a_missing_database_is_not_created_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingDatabaseError, match=r"none\.db init'"):
        open_once(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_and_a_foreign_database_are_missing_ones(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE t (x)")
    foreign.close()
    for name in ("empty.db", "foreign.db"):
        with pytest.raises(errors.MissingDatabaseError):
            open_once(str(tmp_path / name))


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Not a database</p>" * 99)
    with pytest.raises(errors.NotADatabaseError, match=r"page\.html is not a SQLite database"):
        open_once(str(tmp_path / "page.html"))
    with pytest.raises(errors.NotADatabaseError):
        store.upgrade(str(tmp_path / "page.html"))
    with pytest.raises(errors.NotADatabaseError):
        open_once(str(tmp_path))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.UnopenableDatabaseError, match="needs a folder that exists"):
        store.upgrade(str(tmp_path / "no" / "such.db"))


@pytest.mark.parametrize(
    ("version", "error"), [("9999", errors.NewerDatabaseError), ("0000", errors.NewerDatabaseError)]
)
def test_a_layout_nobody_knows_is_refused(database_url: str, version: str, error: type[Exception]) -> None:
    with store.session(database_url) as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = :it"), {"it": version})
    with pytest.raises(error, match="newer evidence"):
        open_once(database_url)
    with pytest.raises(error, match="newer evidence"):
        store.upgrade(database_url)


def test_an_older_layout_asks_for_an_upgrade(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LAYOUTS", (*engine.LAYOUTS, "9999"))
    with pytest.raises(errors.OlderDatabaseError, match="evidence db upgrade"):
        open_once(sqlite_url)


def test_a_second_writer_waits_and_then_says_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    engine.engine.cache_clear()
    with store.session(sqlite_url) as db:
        stored.save_page(db)
        with store.session(sqlite_url, read_only=True) as reader:
            assert store.pages(reader) == []
        with pytest.raises(errors.LockedDatabaseError, match="busy"):
            open_once(sqlite_url)
    engine.engine.cache_clear()


def test_reading_refuses_to_write(database_url: str) -> None:
    with pytest.raises(errors.ReadOnlyDatabaseError), store.session(database_url, read_only=True) as db:
        stored.save_page(db)


def test_a_database_opened_read_only_by_its_address_cannot_be_written(sqlite_url: str) -> None:
    path = engine.database_url(sqlite_url).database
    with pytest.raises(errors.ReadOnlyDatabaseError, match="cannot be written"):
        save_once(f"sqlite:///file:{path}?mode=ro&uri=true")


def test_a_full_disk_is_named_and_nothing_is_saved(sqlite_url: str) -> None:
    with pytest.raises(errors.DiskFullError, match="nothing was saved"):
        save_once(sqlite_url, "word " * 50_000)
    with store.session(sqlite_url) as db:
        assert store.pages(db) == []


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(errors.UnreachableServerError) as found:
        open_once(f"postgresql+psycopg://team:secret@/audit?host={tmp_path}")
    assert "secret" not in str(found.value)
    assert "\n" not in str(found.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    engine.engine.cache_clear()
    with pytest.raises(errors.MissingDriverError, match="pip install"):
        open_once("postgresql://localhost/audit")


def test_every_connection_checks_foreign_keys_and_keeps_a_write_ahead_log(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_backup_holds_everything_and_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    with store.session(sqlite_url) as db:
        stored.save_page(db)
    copy = store.backup(sqlite_url, tmp_path / "copy.db")
    with store.session(str(copy)) as db:
        assert [entry.page.key for entry in store.pages(db)] == ["page"]
    with pytest.raises(errors.FileExistsAlreadyError):
        store.backup(sqlite_url, copy)
    with pytest.raises(errors.UnopenableDatabaseError):
        store.backup(sqlite_url, tmp_path / "no" / "copy.db")
    with pytest.raises(errors.NotSqliteError, match="pg_dump"):
        store.backup("postgresql://localhost/audit", tmp_path / "other.db")


def test_importing_the_store_needs_neither_pandas_nor_alembic_nor_a_driver() -> None:
    code = "import sys, evidence.store; print([m for m in ('pandas', 'alembic', 'psycopg') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "[]"
