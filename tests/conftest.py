"""What several test files share: the evaluation data beside the checkout, and empty databases of both kinds."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings

from tests import browsing, postgres

settings.register_profile("same", derandomize=True)
settings.register_profile("search", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The examples are the same in every run: a change is judged by what it changed; `search` looks for new ones."""

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the evaluation data; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the evaluation data beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[sa.URL]:
    """A PostgreSQL server; the test is skipped where there is none."""
    reason = postgres.why_not()
    if reason is not None:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_database(postgres_server: sa.URL) -> Iterator[str]:
    """The address of the evidence database that the tests use one after the other."""
    from evidence import store  # noqa: PLC0415  only tests that need a database pay for it

    with postgres.database(postgres_server) as url:
        store.upgrade(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty evidence database that others are copied from."""
    from evidence import store  # noqa: PLC0415  only tests that need a database pay for it

    path = tmp_path_factory.mktemp("template") / "evidence.db"
    store.upgrade(str(path))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty evidence database in a file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'evidence.db')}"


@pytest.fixture
def postgres_url(postgres_database: str) -> Iterator[str]:
    """The address of an empty evidence database on a server."""
    from evidence.store.engine import LAYOUTS  # noqa: PLC0415  only tests that need a database pay for it

    yield postgres_database
    postgres.empty(postgres_database, LAYOUTS[-1])


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty evidence database: the test runs on both kinds."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium, started once."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is there

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=list(browsing.QUIET))
        yield browser
        browser.close()
