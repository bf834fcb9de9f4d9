"""Who is in the team, what they may do, what they declared, and the programs that work in their name."""

import re

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import TeamRole
from tests.served import ORIGIN, PASSWORD, application, someone, stored_page, visitor
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def owner(database_url: str) -> TestClient:
    return someone(application(database_url, team=True), "Ola")


def link_in(text: str) -> str:
    found = re.search(rf'value="{ORIGIN}(/join\?key=[^"]+)"', text)
    assert found is not None
    return found[1]


def join(browser: TestClient, link: str) -> int:
    key = link.partition("key=")[2]
    return browser.post("/join", data={"key": key, "password": PASSWORD, "interests": "none"}).status_code


def test_an_invitation_is_shown_once_and_lets_in_once(owner: TestClient) -> None:
    invited = owner.post("/team/invite", data={"name": "Ben Example", "role": "coder"})
    link = link_in(invited.text)
    assert invited.headers["cache-control"] == "private, no-store"
    assert link not in owner.get("/team").text
    ben = visitor(owner.app)
    assert join(ben, link) == 303
    assert ben.get("/").status_code == 200
    assert join(visitor(owner.app), link) == 403
    assert owner.post("/team/invite", data={"name": "Ben Example", "role": "owner"}).status_code == 422


def test_a_role_holds_from_the_next_request_on(owner: TestClient) -> None:
    ben = someone(owner.app, "Ben", TeamRole.READER)
    assert ben.get("/library/add").status_code == 403
    owner.post("/team/role", data={"reviewer": "ben", "role": "coder"})
    assert ben.get("/library/add").status_code == 200
    assert owner.post("/team/role", data={"reviewer": "ben", "role": "king"}).status_code == 422
    assert owner.post("/team/role", data={"reviewer": "nobody", "role": "coder"}).status_code == 404


def test_who_is_locked_out_is_out_at_once_and_can_be_let_in_again(owner: TestClient) -> None:
    ben = someone(owner.app, "Ben", TeamRole.CODER)
    owner.post("/team/lock", data={"reviewer": "ben", "locked": "yes"})
    assert ben.get("/").status_code == 303
    assert "locked out" in owner.get("/team").text
    owner.post("/team/lock", data={"reviewer": "ben", "locked": "no"})
    again = visitor(owner.app)
    assert again.post("/login", data={"name": "Ben", "password": PASSWORD}).status_code == 303


def test_a_new_link_ends_the_old_password_and_sessions(owner: TestClient) -> None:
    ben = someone(owner.app, "Ben", TeamRole.CODER)
    link = link_in(owner.post("/team/again", data={"reviewer": "ben"}).text)
    assert ben.get("/").status_code == 303
    assert visitor(owner.app).post("/login", data={"name": "Ben", "password": PASSWORD}).status_code == 403
    assert join(visitor(owner.app), link) == 303


def test_the_last_owner_can_neither_step_down_nor_lock_themselves_out(owner: TestClient) -> None:
    for address, sent in (("/team/role", {"role": "coder"}), ("/team/lock", {"locked": "yes"})):
        refused = owner.post(address, data={"reviewer": "ola", **sent})
        assert refused.status_code == 422
        assert "make somebody else an owner first" in refused.text
    assert owner.get("/team").status_code == 200


def test_only_an_owner_sees_or_changes_the_team(owner: TestClient) -> None:
    for role in (TeamRole.READER, TeamRole.CODER, TeamRole.ADJUDICATOR):
        browser = someone(owner.app, f"A {role.value}", role)
        assert browser.get("/team").status_code == 403
        assert browser.post("/team/invite", data={"name": "Eve", "role": "owner"}).status_code == 403
        assert 'href="/team"' not in browser.get("/").text
    assert 'href="/team"' in owner.get("/").text


def test_one_person_alone_has_no_team(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url))
    assert browser.get("/team").status_code == 404
    assert browser.post("/team/invite", data={"name": "Eve", "role": "owner"}).status_code == 404
    assert 'href="/team"' not in browser.get("/").text


def test_a_name_is_shown_as_words(owner: TestClient) -> None:
    owner.post("/team/invite", data={"name": "<script>alert(1)</script>", "role": "reader"})
    assert "<script>alert" not in owner.get("/team").text


def test_interests_are_kept_with_their_date_and_the_earlier_ones_in_the_log(owner: TestClient) -> None:
    owner.post("/account/interests", data={"interests": "shares in a clinic"})
    assert re.search(r"Declared on \d{4}-\d\d-\d\d: shares in a clinic", owner.get("/account").text)
    assert "shares in a clinic" in owner.get("/team").text
    owner.post("/account/interests", data={"interests": ""})
    assert "none declared" in owner.get("/account").text
    assert "interests: shares in a clinic → none declared" in owner.get("/history?kind=reviewer").text


def test_a_token_is_shown_once_listed_by_its_name_and_ended(owner: TestClient, database_url: str) -> None:
    stored_page(database_url)
    made = owner.post("/account/tokens", data={"label": "the <b>notebook</b>"}).text
    found = re.search(r'id="token" class="secret" value="([^"]+)"', made)
    assert found is not None
    listed = owner.get("/account").text
    assert found[1] not in listed
    assert "the &lt;b&gt;notebook&lt;/b&gt;" in listed
    program = visitor(owner.app)
    program.headers["Authorization"] = f"Bearer {found[1]}"
    assert program.get("/api/v1/pages").status_code == 200
    number = re.search(r'name="number" value="(\d+)"', listed)
    assert number is not None
    owner.post("/account/tokens/end", data={"number": number[1]})
    assert program.get("/api/v1/pages").status_code == 401
    assert owner.post("/account/tokens", data={"label": " "}).status_code == 422


def test_no_secret_stands_in_the_log_or_the_database(owner: TestClient, database_url: str) -> None:
    link = link_in(owner.post("/team/invite", data={"name": "Ben", "role": "coder"}).text)
    secret = link.partition("key=")[2]
    assert secret not in owner.get("/history").text
    with store.session(database_url, read_only=True) as db:
        assert store.check(db) == []
