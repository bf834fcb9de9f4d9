"""Create a database and bring an older one up to date; it never touches the rows.

Where a rule cannot be written as a constraint it is a trigger, made by the migrations.
"""

from pathlib import Path
from typing import Any

from evidence.store import engine, errors

OWN_TABLES = ("alembic_version",)
FULL_TEXT = ("_fts", "_fts_config", "_fts_content", "_fts_data", "_fts_docsize", "_fts_idx")


def is_ours(_object: Any, name: str | None, kind: str, _reflected: object, _compared: object) -> bool:
    """Whether the models describe it; full-text tables are made by the migrations alone."""
    return not (kind == "table" and (name in OWN_TABLES or str(name).endswith(FULL_TEXT)))


def upgrade(address: str) -> str:
    """Create the database, or bring it to the newest layout; gives the layout it has then.

    Raises:
        StoreError: it was made by a newer version, or cannot be opened or written.
    """
    url = engine.database_url(address)
    with engine.translated(url):
        if url.drivername == "sqlite" and Path(str(url.database)).is_dir():
            raise errors.NotADatabaseError(str(url.database))
        with engine.opened(url) as db:
            found = engine.layout_of(db)
            if found is not None and found not in engine.LAYOUTS:
                raise errors.NewerDatabaseError(engine.place(url), found)
            if found != engine.LAYOUTS[-1]:
                _run_migrations(db)
    return engine.LAYOUTS[-1]


def schema_version(address: str) -> str | None:
    """The layout of a database; None where there is none of ours.

    Raises:
        StoreError: it cannot be opened.
    """
    url = engine.database_url(address)
    with engine.translated(url):
        try:
            engine.refuse_missing_file(url)
        except errors.MissingDatabaseError:
            return None
        with engine.opened(url, read_only=True) as db:
            return engine.layout_of(db)


def migrations(db: engine.Session) -> Any:
    """Alembic's settings for this connection; the scripts are found inside the package, wherever it is installed."""
    from alembic.config import Config  # noqa: PLC0415  a third of a second that only creating and upgrading need pay

    config = Config()
    config.set_main_option("script_location", "evidence.store:migrations")
    config.attributes["connection"] = db
    return config


def _run_migrations(db: engine.Session) -> None:
    from alembic import command  # noqa: PLC0415  as above

    if db.dialect.name == "sqlite":
        command.upgrade(migrations(db), "head")
        return
    db.exec_driver_sql("SELECT pg_advisory_xact_lock(7305)")  # two programs that create the same database take turns
    command.upgrade(migrations(db), "head")
