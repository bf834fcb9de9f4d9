"""Who gets into the workbench, and who does not."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import CredentialKind, TeamRole
from evidence.store import accounts as kept
from evidence.web.app import make_app
from evidence.web.routes.door import TRIES
from evidence.web.setup import Setup
from evidence.web.who import COOKIE
from evidence.workflow import accounts
from tests.served import PASSWORD, application, someone, visitor
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture
from tests.stored import BY

pytestmark = pytest.mark.usefixtures("cheap_passwords")


def test_whoever_started_the_server_enters_once_by_the_address_it_printed(sqlite_url: str) -> None:
    app = application(sqlite_url)
    with store.session(sqlite_url) as db:
        secret = accounts.start(db, "Ana", store.Author("Ana", datetime.now(UTC)))
    browser = visitor(app)
    entered = browser.get("/start", params={"key": secret})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "samesite=strict" in entered.headers["set-cookie"].lower()
    assert browser.get("/").status_code == 200
    again = visitor(app).get("/start", params={"key": secret})
    assert again.status_code == 403
    assert "used before or is too old" in again.text


def test_nobody_reads_without_entering(sqlite_url: str) -> None:
    refused = visitor(application(sqlite_url)).get("/read?page=clinic.txt")
    assert refused.status_code == 303
    assert refused.headers["location"] == "/login?then=/read%3Fpage%3Dclinic.txt"


def test_an_invited_person_joins_logs_out_and_logs_in(database_url: str) -> None:
    app = application(database_url, team=True)
    browser = someone(app, "Ana Núñez", TeamRole.CODER)
    assert "Ana Núñez" in browser.get("/").text
    assert browser.post("/logout").status_code == 303
    assert browser.get("/").status_code == 303
    wrong = browser.post("/login", data={"name": "Ana Núñez", "password": "not the password"})
    assert wrong.status_code == 403
    assert "no account has this name and password" in wrong.text
    right = browser.post("/login", data={"name": "ana-nunez", "password": PASSWORD, "then": "/read?page=x"})
    assert (right.status_code, right.headers["location"]) == (303, "/read?page=x")
    assert browser.get("/").status_code == 200


def test_a_session_is_new_after_logging_in_whatever_the_browser_held(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app)
    browser = visitor(app)
    browser.cookies.set(COOKIE, "planted-by-somebody-else", domain="127.0.0.1", path="/")
    entered = browser.post("/login", data={"name": "Ana", "password": PASSWORD})
    assert "planted" not in entered.headers["set-cookie"]
    thief = visitor(app)
    thief.cookies.set(COOKIE, "planted-by-somebody-else")
    assert thief.get("/").status_code == 303


def test_a_logged_out_session_is_dead_wherever_its_cookie_is_kept(sqlite_url: str) -> None:
    app = application(sqlite_url)
    browser = someone(app)
    stolen = browser.cookies[COOKIE]
    browser.post("/logout")
    thief = visitor(app)
    thief.cookies.set(COOKIE, stolen)
    assert thief.get("/").status_code == 303


def test_a_locked_out_person_is_out_at_once_and_what_they_hold_is_dead(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app, "Ola")
    browser = someone(app, "Ana", TeamRole.CODER)
    with store.session(sqlite_url) as db:
        accounts.set_disabled(db, "ana", BY, disabled=True)
    assert browser.get("/").status_code == 303
    assert browser.post("/login", data={"name": "Ana", "password": PASSWORD}).status_code == 403


def test_guessing_passwords_ends_after_ten_tries_even_with_the_right_one(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app)
    browser = visitor(app)
    for number in range(TRIES):
        assert browser.post("/login", data={"name": "Ana", "password": f"guess {number}"}).status_code == 403
    last = browser.post("/login", data={"name": "Ana", "password": PASSWORD})
    assert last.status_code == 422
    assert "too many wrong passwords" in last.text


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\tx", ""]
)
def test_logging_in_never_leads_to_another_site(sqlite_url: str, then: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app)
    entered = visitor(app).post("/login", data={"name": "Ana", "password": PASSWORD, "then": then})
    assert entered.headers["location"] == "/"


def test_the_database_holds_no_secret_that_would_let_somebody_in(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    browser = someone(app)
    with store.session(sqlite_url) as db:
        token = accounts.make_token(db, "ana", "script", BY)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file:
        held = "\n".join(file.iterdump())
    for secret in (browser.cookies[COOKIE], token, PASSWORD):
        assert secret not in held


def test_a_token_works_as_its_person_until_it_is_ended(database_url: str) -> None:
    app = application(database_url, team=True)
    someone(app)
    with store.session(database_url) as db:
        token = accounts.make_token(db, "ana", "script", BY)
    program = visitor(app)
    program.headers = {"Authorization": f"Bearer {token}"}
    assert program.get("/").status_code == 200
    with store.session(database_url) as db:
        entry = kept.account_of(db, "ana")
        assert entry is not None
        (made,) = kept.credentials(db, entry.id, CredentialKind.PROGRAM)
        accounts.end_token(db, "ana", made.id, BY)
    assert program.get("/").status_code == 303


def test_an_invitation_is_dead_after_a_week_and_after_a_newer_one(database_url: str) -> None:
    now = datetime.now(UTC)
    with store.session(database_url) as db:
        old = accounts.invite(db, "Ana", TeamRole.CODER, store.Author("tester", now - timedelta(days=8)))
        with pytest.raises(accounts.UselessSecretError):
            accounts.invited(db, old, now)
        first = accounts.invite(db, "Ana", TeamRole.CODER, store.Author("tester", now))
        second = accounts.invite(db, "Ana", TeamRole.CODER, store.Author("tester", now))
        with pytest.raises(accounts.UselessSecretError):
            accounts.invited(db, first, now)
        assert accounts.invited(db, second, now).reviewer == "ana"


def test_a_short_password_is_refused_and_the_invitation_stays_good(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    with store.session(sqlite_url) as db:
        secret = accounts.invite(db, "Ana", TeamRole.CODER, store.Author("tester", datetime.now(UTC)))
    browser = visitor(app)
    poor = browser.post("/join", data={"key": secret, "password": "short"})
    assert poor.status_code == 422
    assert "12 to 256 characters" in poor.text
    assert browser.post("/join", data={"key": secret, "password": PASSWORD}).status_code == 303


def test_a_statement_of_interests_is_kept_with_its_date(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    with store.session(sqlite_url) as db:
        secret = accounts.invite(db, "Ana", TeamRole.CODER, store.Author("tester", datetime.now(UTC)))
    visitor(app).post("/join", data={"key": secret, "password": PASSWORD, "interests": "shares in a clinic"})
    with store.session(sqlite_url, read_only=True) as db:
        (reviewer,) = store.reviewers(db)
    assert reviewer.interests == "shares in a clinic"
    assert reviewer.interests_dated == datetime.now(UTC).date()


def test_the_last_owner_can_neither_leave_nor_be_locked_out(database_url: str) -> None:
    app = application(database_url, team=True)
    someone(app, "Ana")
    with store.session(database_url) as db:
        with pytest.raises(accounts.LastOwnerError):
            accounts.set_role(db, "ana", TeamRole.CODER, BY)
        with pytest.raises(accounts.LastOwnerError):
            accounts.set_disabled(db, "ana", BY, disabled=True)


def test_a_new_link_ends_the_old_password_and_every_session(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    browser = someone(app, "Ana")
    with store.session(sqlite_url) as db:
        accounts.invite_again(db, "ana", store.Author("tester", datetime.now(UTC)))
    assert browser.get("/").status_code == 303
    assert visitor(app).post("/login", data={"name": "Ana", "password": PASSWORD}).status_code == 403


def test_two_people_do_not_get_one_account(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app, "Ana Example")
    with store.session(sqlite_url) as db, pytest.raises(accounts.NameTakenError):
        accounts.invite(db, "ana example", TeamRole.OWNER, BY)


def test_a_secure_origin_makes_the_cookie_secure_and_pins_https(sqlite_url: str) -> None:
    secure = "https://audit.example.org"
    app = make_app(Setup(database=sqlite_url, origin=secure, team=True))
    with store.session(sqlite_url) as db:
        secret = accounts.invite(db, "Ana", TeamRole.OWNER, store.Author("tester", datetime.now(UTC)))
    browser = TestClient(app, base_url=secure, headers={"Origin": secure}, follow_redirects=False)
    joined = browser.post("/join", data={"key": secret, "password": PASSWORD})
    assert "secure" in joined.headers["set-cookie"].lower()
    assert "max-age" in joined.headers["strict-transport-security"]
