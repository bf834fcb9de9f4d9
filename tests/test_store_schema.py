"""The layout the migrations make is the one the models describe, on both kinds of database."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from evidence import store
from evidence.store import engine, schema
from tests import postgres


def test_migrations_and_models_agree(database_url: str) -> None:
    with store.session(database_url) as db:
        context = MigrationContext.configure(db, opts={"include_object": schema.is_ours, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


def checks_of(db: store.Session) -> dict[str, dict[str, str]]:
    inspector = sa.inspect(db)
    names = [name for name in inspector.get_table_names() if schema.is_ours(None, name, "table", None, None)]
    return {
        name: {
            str(check["name"]): re.sub(r"\s+", " ", check["sqltext"]) for check in inspector.get_check_constraints(name)
        }
        for name in names
    }


def test_check_constraints_are_the_models_too(bare_url: str) -> None:
    with engine.opened(engine.database_url(bare_url)) as db:
        SQLModel.metadata.create_all(db)
        expected = checks_of(db)
        SQLModel.metadata.drop_all(db)
    store.upgrade(bare_url)
    with store.session(bare_url) as db:
        assert checks_of(db) == expected
    assert any("span_not_empty" in name for name in expected["claim"])


def test_known_layouts_are_those_of_the_scripts(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        scripts = ScriptDirectory.from_config(schema.migrations(db))
        assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == engine.LAYOUTS


def test_creating_twice_changes_nothing(bare_url: str) -> None:
    assert store.schema_version(bare_url) is None
    assert store.upgrade(bare_url) == store.upgrade(bare_url) == store.schema_version(bare_url)
