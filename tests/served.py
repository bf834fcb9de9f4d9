"""What the tests of the workbench share: the application over a database, and people who have entered it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from evidence import store
from evidence.models import PageBase, TeamRole
from evidence.web.app import make_app
from evidence.web.setup import Setup
from evidence.workflow import accounts
from evidence.workflow.audit import add_page, audit
from tests.stored import BY

ORIGIN = "http://127.0.0.1:8420"
PASSWORD = "a long enough password"
ARTICLE = (
    "Magnesium relieves pain in 35% of people with migraine, a 2019 randomized trial found. "
    "It is completely safe. A review of 12 studies showed that it works within 4 weeks."
)


def application(database: str, **settings: Any) -> Any:
    return make_app(Setup(database=database, origin=ORIGIN, **settings))


def visitor(app: Any) -> TestClient:
    """A browser that has not entered: it sends what browsers send with a write."""
    return TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)


def someone(app: Any, name: str = "Ana", role: TeamRole = TeamRole.OWNER) -> TestClient:
    """A browser of a person who joined the team."""
    database = app.state.setup.database
    with store.session(database) as db:
        secret = accounts.invite(db, name, role, store.Author("tester", datetime.now(UTC)))
    browser = visitor(app)
    assert browser.post("/join", data={"key": secret, "password": PASSWORD}).status_code == 303
    return browser


def stored_page(database: str, key: str = "clinic.txt", text: str = ARTICLE, title: str | None = None) -> list[str]:
    """A page that was read and audited; gives the keys of its claims."""
    with store.session(database) as db:
        claims = add_page(db, text.encode(), name=key, by=BY)
        if title is not None:
            store.save_pages(db, [PageBase(key=key, address=key, title=title)], BY)
        audit(db, key, BY)
    return [claim.key for claim in claims]


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in a hundredth of the time, for tests that are not about hashing."""
    monkeypatch.setattr(accounts, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
