"""Judging for programs: the same rules as in the browser, in the same shapes as `evidence review --json`."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import TeamRole
from evidence.workflow.review import assign, codebook_of
from tests import reviewed
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture
from tests.stored import BY

pytestmark = pytest.mark.usefixtures("cheap_passwords")

API = "/api/v1"


def verdict(claim: str, page: str = "page", **fields: Any) -> dict[str, Any]:
    return {"page": page, "claim": claim, "support": "supported", "accuracy": "accurate", **fields}


def told(browser: TestClient, method: str, address: str, **sent: Any) -> Any:
    answer = browser.request(method, f"{API}{address}", **sent)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_two_programs_code_blind_and_a_third_settles(database_url: str) -> None:
    with store.session(database_url) as db:
        reviewed.project(db, blind=True)
        assign(db, codebook_of(db, "trial"), ["ann", "bob"], BY)
    app = application(database_url, team=True)
    ann, bob = (someone(app, name, TeamRole.CODER) for name in ("Ann", "Bob"))
    eve = someone(app, "Eve", TeamRole.ADJUDICATOR)
    first, second = reviewed.FIRST.key, reviewed.SECOND.key
    assert [one["key"] for one in told(ann, "GET", "/projects/trial/mine")] == [first, second]
    sheet = told(ann, "GET", f"/projects/trial/sheet?page=page&claim={first}")
    assert (sheet["blind"], sheet["findings"], sheet["seen"]) == (True, None, 0)
    mine = told(ann, "POST", "/judgements", json=verdict(first, project="trial", seen=0, rules=[]))
    assert mine["done"] is True
    assert told(bob, "GET", f"/judgements?page=page&claim={first}") == []
    told(bob, "POST", "/judgements", json=verdict(first, project="trial", support="contradicted", rules=["VER001"]))
    seen = {one["reviewer"] for one in told(ann, "GET", f"/judgements?page=page&claim={first}")}
    assert seen == {"ann", "bob"}
    (found,) = told(eve, "GET", "/projects/trial/disagreements")
    assert found["claim"]["key"] == first
    assert set(found["axes"]) == {"support", "rule"}
    settled = verdict(first, project="trial", support="overstated", rationale="each read one half")
    told(eve, "POST", "/adjudications", json=settled)
    assert told(eve, "GET", "/projects/trial/disagreements")[0]["axes"] == ["rule"]
    figures = told(eve, "GET", "/projects/trial/agreement")
    assert (figures["coded"], figures["double_coded"]) == (1, 1)
    assert told(ann, "GET", "/projects/trial/progress")["adjudicated"] == 1
    history = told(eve, "GET", f"/judgements?page=page&claim={first}&history=true")
    assert {(one["reviewer"], one["role"]) for one in history} >= {
        ("ann", "coder"),
        ("bob", "coder"),
        ("eve", "adjudicator"),
    }


def test_a_coder_gets_neither_agreement_nor_disagreements_nor_the_last_word(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        reviewed.project(db)
    ann = someone(application(sqlite_url, team=True), "Ann", TeamRole.CODER)
    for address in ("agreement", "disagreements"):
        assert ann.get(f"{API}/projects/trial/{address}").status_code == 403
    assert ann.post(f"{API}/adjudications", json=verdict(reviewed.FIRST.key)).status_code == 403


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"support": "maybe"}, 422, "not on the support axis"),
        ({"support": "not_checkable"}, 422, "say why it cannot be checked"),
        ({"rules": ["NOPE1"]}, 422, "no rule has the code"),
        ({"claim": "nowhere"}, 404, "nowhere"),
        ({"project": "none"}, 404, "none"),
        ({"extra": 1}, 422, "extra"),
        ({"seen": -1}, 422, "seen"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_one_sentence(
    sqlite_url: str, fields: dict[str, Any], status: int, said: str
) -> None:
    with store.session(sqlite_url) as db:
        reviewed.project(db)
    ann = someone(application(sqlite_url, team=True), "Ann", TeamRole.CODER)
    refused = ann.post(f"{API}/judgements", json=verdict(reviewed.FIRST.key) | fields)
    assert refused.status_code == status
    assert said in refused.json()["error"]
    assert told(ann, "GET", f"/judgements?page=page&claim={reviewed.FIRST.key}") == []


def test_one_person_needs_no_project(sqlite_url: str) -> None:
    (claim, *_) = stored_page(sqlite_url)
    ana = someone(application(sqlite_url), "Ana")
    assert told(ana, "GET", "/projects") == []
    told(ana, "POST", "/judgements", json=verdict(claim, page="clinic.txt"))
    (project,) = told(ana, "GET", "/projects")
    assert project["pages"] == ["clinic.txt"]
