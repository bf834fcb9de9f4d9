"""What a hostile page, a hostile site or a curious colleague cannot do to the workbench."""

from typing import Any

import pytest

from evidence.models import TeamRole
from evidence.web.guard import POLICY
from evidence.web.who import RANKS, Needs
from tests.served import ORIGIN, application, someone, stored_page, visitor
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

DOOR = {"/start", "/join", "/login", "/logout", "/static/{name}"}
"""The routes that ask nobody's name: there one enters, leaves, or is shown what any page looks like."""


def routes(app: Any) -> list[Any]:
    """Every route with its whole path, its methods and what it depends on, those of included routers too."""
    found: list[Any] = []
    for route in app.routes:
        found += route.effective_route_contexts() if hasattr(route, "effective_route_contexts") else [route]
    assert len(found) > len(DOOR)
    return found


def needed(route: Any) -> list[TeamRole]:
    """The roles that the signature of a route names, also through what it depends on."""
    found, left = [], [route.dependant] if hasattr(route, "dependant") else []
    while left:
        one = left.pop()
        left += one.dependencies
        if isinstance(one.call, Needs):
            found.append(one.call.role)
    return found


def address_of(route: Any) -> str:
    return "/".join("1" if part.startswith("{") else part for part in route.path.split("/"))


def test_every_route_but_those_of_the_door_says_who_may_call_it(sqlite_url: str) -> None:
    open_to_all = {route.path for route in routes(application(sqlite_url)) if not needed(route)}
    assert open_to_all <= DOOR


def test_nobody_who_has_not_entered_gets_an_answer_from_any_route(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    browser = visitor(app)
    let_in = []
    for route in routes(app):
        for method in sorted(route.methods or ()):
            if route.path not in DOOR:
                answer = browser.request(method, address_of(route))
                if answer.status_code not in {303, 401}:
                    let_in.append((method, route.path, answer.status_code))
    assert let_in == []


def test_a_role_below_what_a_route_needs_is_refused_on_every_route(sqlite_url: str) -> None:
    app = application(sqlite_url, team=True)
    someone(app, "Ola", TeamRole.OWNER)
    browsers = {role: someone(app, f"A {role.value}", role) for role in RANKS[:-1]}
    let_in = []
    tried = 0
    for route in routes(app):
        for role in needed(route):
            for lower in RANKS[: RANKS.index(role)]:
                for method in sorted(route.methods or ()):
                    answer = browsers[lower].request(method, address_of(route))
                    tried += 1
                    if answer.status_code != 403:
                        let_in.append((lower.value, method, route.path, answer.status_code))
    assert let_in == []
    assert tried or all(needed(route) in ([], [TeamRole.READER]) for route in routes(app))


def test_another_name_for_this_host_is_refused(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url))
    assert browser.get("/", headers={"Host": "rebound.example"}).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", f"{ORIGIN}.evil.example"])
def test_a_write_from_another_site_is_refused_even_with_the_persons_cookie(sqlite_url: str, origin: str) -> None:
    browser = someone(application(sqlite_url))
    refused = browser.post("/logout", headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert browser.get("/").status_code == 200


def test_a_write_that_says_nothing_of_its_origin_is_refused(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url))
    del browser.headers["Origin"]
    assert browser.post("/logout").status_code == 403
    assert browser.post("/logout", headers={"Authorization": "Bearer made-up"}).status_code == 403
    assert browser.post("/logout", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_every_answer_forbids_foreign_and_inline_code_and_frames(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url))
    for address in ("/", "/nowhere", "/login", "/static/workbench.css", "/read?page=none", "/api/openapi.json"):
        headers = browser.get(address).headers
        assert headers["content-security-policy"] == POLICY, address
        assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY


def test_no_page_of_the_workbench_holds_inline_script_or_style(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    browser = someone(application(sqlite_url))
    for address in ("/", "/login", "/read?page=clinic.txt", "/nowhere"):
        text = browser.get(address).text
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert " on" not in {part[:3] for part in text.split('"') if part.startswith(" on")}


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>{{ 7 * 7 }}"


def test_hostile_words_of_a_page_and_its_name_are_shown_as_words(sqlite_url: str) -> None:
    key = f"{HOSTILE}.txt"
    text = f"Magnesium {HOSTILE} relieves pain in 35% of people with migraine, a 2019 randomized trial found."
    stored_page(sqlite_url, key, text, title=HOSTILE)
    browser = someone(application(sqlite_url))
    for answer in (browser.get("/"), browser.get("/read", params={"page": key})):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<svg onload" not in answer.text
        assert "alert(1)" in answer.text
        assert "{{ 7 * 7 }}" in answer.text


def test_hostile_words_in_an_error_are_shown_as_words(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url))
    answer = browser.get("/read", params={"page": HOSTILE})
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_body_longer_than_allowed_is_refused_whatever_it_says_of_its_length(sqlite_url: str) -> None:
    app = application(sqlite_url, max_upload=1000)
    browser = someone(app)
    assert browser.post("/login", data={"name": "a" * 2000, "password": "b"}).status_code == 413
    assert browser.post("/login", content=iter([b"name=" + b"a" * 600, b"b" * 600])).status_code == 411


def test_a_static_file_is_found_by_name_alone(sqlite_url: str) -> None:
    browser = visitor(application(sqlite_url))
    assert browser.get("/static/workbench.css").headers["content-type"].startswith("text/css")
    for name in ("../guard.py", "..%2fguard.py", "%2e%2e/guard.py", "nothing.css", "htmx.LICENSE.txt"):
        assert browser.get(f"/static/{name}").status_code == 404, name
