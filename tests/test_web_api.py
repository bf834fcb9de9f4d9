"""The workbench for programs: the shapes of `--json`, tokens, fingerprints, and one sentence an error."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from evidence import store
from evidence.cli import cli
from evidence.models import TeamRole
from evidence.store.citations import Pointer
from evidence.workflow.duplicates import find_duplicates
from tests import reviewed, stored
from tests.served import ORIGIN, application, someone, stored_page, visitor
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

API = "/api/v1"


def filled(url: str) -> None:
    """A page with claims, one of which points at a publication with a draft study."""
    stored_page(url)
    with store.session(url) as db:
        store.save_studies(db, [stored.study(draft=True, title="A trial")], stored.BY)
        store.save_publications(db, [stored.publication(doi="10.1000/a"), stored.publication("other")], stored.BY)
        store.save_publications(db, [store.publication(db, "pub")], stored.BY, studies=["study"])
        twins = [stored.publication("twin1", title="Magnesium for migraine in adults", authors=("Example A",))]
        twins += [stored.publication("twin2", title="Magnesium for migraine in adults", authors=("Example, Ada",))]
        store.save_publications(db, twins, stored.BY)
        assert find_duplicates(db, stored.BY) == 1
        snapshot = store.newest_snapshot(db, "clinic.txt")
        store.save_citations(db, snapshot, [Pointer("C001", stored.citation(), "pub")], stored.BY)


@pytest.fixture
def url(database_url: str) -> str:
    filled(database_url)
    return database_url


@pytest.fixture
def browser(url: str) -> TestClient:
    return someone(application(url))


def printed(url: str, *words: str) -> Any:
    """What the command line prints."""
    result = CliRunner().invoke(cli, ["--db", url, *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/pages", ["pages", "list"]),
        ("/pages/clinic.txt", ["pages", "show", "clinic.txt"]),
        ("/pages/clinic.txt?reading=true", ["pages", "show", "clinic.txt", "--reading"]),
        ("/claims", ["claims", "list"]),
        ("/claims/C001?history=true", ["claims", "show", "C001", "--history"]),
        ("/publications", ["publications", "list"]),
        ("/publications/pub", ["publications", "show", "pub"]),
        ("/duplicates", ["publications", "duplicates"]),
        ("/studies", ["studies", "list"]),
        ("/studies/study?history=true", ["studies", "show", "study", "--history"]),
        ("/search?q=about", ["search", "about"]),
        ("/citations?page=clinic.txt", ["cite", "--page", "clinic.txt", "--list"]),
        ("/verifications?page=clinic.txt", ["verify", "--page", "clinic.txt"]),
        ("/findings?page=clinic.txt&status=open", ["findings", "clinic.txt", "list", "--status", "open"]),
        ("/rules", ["rules"]),
    ],
)
def test_an_answer_is_what_the_command_line_prints(sqlite_url: str, address: str, words: list[str]) -> None:
    filled(sqlite_url)
    shown = printed(sqlite_url, *words)
    assert shown
    assert someone(application(sqlite_url)).get(f"{API}{address}").json() == shown


def test_a_table_has_the_rows_that_the_command_line_writes(sqlite_url: str) -> None:
    filled(sqlite_url)
    browser = someone(application(sqlite_url))
    for preset in ("claims", "included-studies", "grade-sof", "audit", "by-condition", "discrepancies"):
        shown, written = browser.get(f"{API}/tables/{preset}").json(), printed(sqlite_url, "table", "--preset", preset)
        assert [shown[name] for name in ("title", "fields", "rows")] == [
            written[name] for name in ("title", "fields", "rows")
        ]


def test_a_list_goes_on_where_its_link_leads_until_all_was_given(browser: TestClient) -> None:
    address, seen = f"{API}/claims?limit=1&page=clinic.txt", []
    while address:
        answer = browser.get(address)
        seen += [claim["key"] for claim in answer.json()]
        address = answer.links.get("next", {}).get("url", "")
        assert len(seen) < 10
    assert seen == ["C001", "C002", "C003"]


def test_claims_are_filtered_and_an_unknown_filter_is_refused(browser: TestClient) -> None:
    assert browser.get(f"{API}/claims?page=nowhere").json() == []
    assert browser.get(f"{API}/claims?status=rejected").json() == []
    assert len(browser.get(f"{API}/claims?year_from=2019&year_to=2019").json()) == 1
    refused = browser.get(f"{API}/claims?colour=red")
    assert (refused.status_code, refused.json()) == (422, {"error": "colour: extra inputs are not permitted"})


def test_a_claim_is_added_edited_split_merged_rejected_and_restored(browser: TestClient) -> None:
    edited = browser.patch(f"{API}/claims/C001", json={"fields": {"study_type": "rct"}})
    assert [claim["study_type"] for claim in edited.json()] == ["rct"]
    parts = browser.post(f"{API}/claims/C001/split", json={"at": ["in 35% of people"]}).json()
    assert len(parts) == 2
    merged = browser.post(f"{API}/claims/{parts[0]['key']}/merge", json={"other": parts[1]["key"]}).json()
    assert merged[0]["quote"] == edited.json()[0]["quote"]
    rejected = browser.post(f"{API}/claims/C002/reject", json={"reason": "not one"}).json()
    assert rejected[0]["status"] == "rejected"
    assert browser.post(f"{API}/claims/C002/restore", json={}).json()[0]["status"] == "active"
    new = {"page": "clinic.txt", "quote": "within 4 weeks", "fields": {"claim_type": "efficacy"}}
    assert browser.post(f"{API}/claims", json=new).json()[0]["origin"] == "curated"


def test_a_page_is_added_and_captured_again_only_when_that_is_meant(browser: TestClient) -> None:
    sent = {"name": "other.html", "text": "<p>Ketamine cures depression in 70% of people, a 2020 trial found.</p>"}
    added = browser.post(f"{API}/pages", json=sent).json()
    assert (added["key"], added["claims"], len(added["snapshots"])) == ("other.html", 1, 1)
    later = {**sent, "text": sent["text"].replace("70", "90")}
    assert browser.post(f"{API}/pages", json=later).status_code == 422
    again = browser.post(f"{API}/pages", json={**later, "again": True}).json()
    assert again["compared"]["counts"]["reworded"] == 1


def test_a_citation_file_is_put_into_the_library_or_its_problems_are_told_by_line(browser: TestClient) -> None:
    ris = "TY  - JOUR\nTI  - Magnesium in cluster headache\nDO  - 10.1000/cluster\nER  -\n"
    loaded = browser.post(f"{API}/publications", json={"name": "../a.ris", "text": ris}).json()
    assert (loaded["file"], loaded["loaded"], loaded["kinds"]["publications"]["added"]) == ("a.ris", True, 1)
    rows = "key,title,year\ngood,A title,2019\nbad,A title,many\n"
    refused = browser.post(f"{API}/publications", json={"name": "p.csv", "text": rows}).json()
    assert refused["loaded"] is False
    assert [(one["file"], one["line"], one["column"]) for one in refused["problems"]] == [("p.csv", 3, "year")]
    assert browser.get(f"{API}/publications/good").status_code == 404


def test_a_claim_needs_words_or_a_span_and_not_both(browser: TestClient) -> None:
    for where in ({}, {"quote": "It", "start": 0, "end": 4}, {"start": 0}):
        refused = browser.post(
            f"{API}/claims", json={"page": "clinic.txt", "fields": {"claim_type": "safety"}, **where}
        )
        assert refused.status_code == 422
        assert "'quote'" in refused.json()["error"]


def test_a_change_of_a_record_that_somebody_changed_since_is_refused(browser: TestClient) -> None:
    tag = browser.get(f"{API}/claims/C001").headers["ETag"]
    first = browser.patch(f"{API}/claims/C001", json={"fields": {"notes": "a"}}, headers={"If-Match": tag})
    late = browser.patch(f"{API}/claims/C001", json={"fields": {"notes": "b"}}, headers={"If-Match": tag})
    assert (first.status_code, late.status_code) == (200, 409)
    assert browser.get(f"{API}/claims/C001").json()["claim"]["notes"] == "a"
    study = browser.get(f"{API}/studies/study").headers["ETag"]
    assert browser.post(f"{API}/studies/study/accept", headers={"If-Match": study}).status_code == 200
    late = browser.patch(f"{API}/studies/study", json={"fields": {"notes": "b"}}, headers={"If-Match": study})
    assert late.status_code == 409


def test_a_study_is_edited_and_a_draft_accepted(browser: TestClient) -> None:
    changed = browser.patch(f"{API}/studies/study", json={"fields": {"sample_size": 20, "results": [{"outcome": "x"}]}})
    assert (changed.json()["sample_size"], len(changed.json()["results"])) == (20, 1)
    assert changed.json()["draft"] is True
    assert browser.post(f"{API}/studies/study/accept").json()["draft"] is False


def test_candidates_are_accepted_and_refused_one_by_one(browser: TestClient) -> None:
    pair = {"page": "clinic.txt", "claim": "C001", "publication": "pub"}
    assert [one["status"] for one in browser.post(f"{API}/citations/accept", json=pair).json()] == ["confirmed"]
    assert [one["status"] for one in browser.post(f"{API}/citations/refuse", json=pair).json()] == ["refused"]
    own = browser.post(f"{API}/citations/accept", json={**pair, "claim": "C002", "publication": "other"}).json()
    assert [(one["claim"], one["publication"], one["status"]) for one in own] == [("C002", "other", "confirmed")]
    assert browser.post(f"{API}/citations/propose", json={"page": "clinic.txt"}).status_code == 200


def test_a_finding_is_accepted_or_dismissed_with_a_reason(browser: TestClient) -> None:
    number = browser.get(f"{API}/findings?page=clinic.txt").json()[0]["id"]
    unfounded = browser.post(f"{API}/findings/{number}/dismiss", json={"page": "clinic.txt"})
    assert (unfounded.status_code, unfounded.json()) == (422, {"error": "reason: field required"})
    sent = {"page": "clinic.txt", "reason": "it is in the footer"}
    assert browser.post(f"{API}/findings/{number}/dismiss", json=sent).json()["status"] == "dismissed"
    assert browser.post(f"{API}/findings/{number}/accept", json=sent).json()["status"] == "accepted"
    assert browser.post(f"{API}/findings/9999/accept", json=sent).status_code == 404


def test_publications_are_changed_merged_and_told_apart(browser: TestClient) -> None:
    changed = browser.patch(f"{API}/publications/pub", json={"fields": {"volume": "133"}})
    assert changed.json()["volume"] == "133"
    twins = {"first": "twin1", "second": "twin2"}
    assert browser.post(f"{API}/duplicates/distinct", json=twins).json() == {"changed": True}
    assert browser.get(f"{API}/duplicates").json() == []
    assert len(browser.get(f"{API}/duplicates?status=distinct").json()) == 1
    assert browser.post(f"{API}/duplicates/merge", json=twins).status_code == 200
    assert browser.get(f"{API}/publications/twin2").json()["key"] == "twin1"
    assert browser.post(f"{API}/duplicates/merge", json={"first": "pub", "second": "pub"}).status_code == 422


def test_a_claim_is_added_by_its_span(browser: TestClient) -> None:
    span = {"page": "clinic.txt", "start": 0, "end": 27, "fields": {"claim_type": "efficacy"}, "key": "X1"}
    added = browser.post(f"{API}/claims", json=span).json()
    assert (added[0]["key"], added[0]["quote"]) == ("X1", "Magnesium relieves pain in ")


def test_a_page_is_checked_again(browser: TestClient) -> None:
    checked = browser.post(f"{API}/verifications", json={"page": "clinic.txt"}).json()
    assert [(one["claim"], one["study"]) for one in checked] == [("C001", "study")]
    assert checked == browser.get(f"{API}/verifications?page=clinic.txt").json()
    assert browser.post(f"{API}/verifications", json={"page": "nowhere"}).status_code == 404


def test_a_reworded_claim_is_carried_over(browser: TestClient) -> None:
    old = "Magnesium relieves pain in 35% of people with migraine, a 2019 randomized trial found."
    text = old.replace("35%", "45%")
    browser.patch(f"{API}/claims/C001", json={"fields": {"outcome": "pain at rest"}})
    compared = browser.post(f"{API}/pages", json={"name": "clinic.txt", "text": text, "again": True}).json()["compared"]
    new = next(one["new"]["key"] for one in compared["changes"] if one["status"] == "reworded")
    carried = browser.post(f"{API}/claims/{new}/carry", json={"page": "clinic.txt", "old": "C001"}).json()
    assert (carried[0]["outcome"], carried[0]["quote"]) == ("pain at rest", text)


def test_snapshots_reports_counts_and_the_log_are_given(browser: TestClient) -> None:
    number = browser.get(f"{API}/snapshots?page=clinic.txt").json()[0]
    assert browser.get(f"{API}/snapshots/{number}").json()["text"].startswith("Magnesium relieves pain")
    assert len(browser.get(f"{API}/report?page=clinic.txt").json()["claims"]) == 3
    assert browser.get(f"{API}/counts?by=year").json()["rows"] == [
        {"year": 2019, "count": 1},
        {"year": None, "count": 2},
    ]
    rows = browser.get(f"{API}/activity?limit=2").json()
    assert rows[0]["previous_hash"] == rows[1]["hash"]
    assert browser.get(f"{API}/activity/head").json() == {"head": rows[0]["hash"]}
    assert browser.get(f"{API}/activity/check").json() == {"sound": True, "problems": [], "head": rows[0]["hash"]}


def test_a_token_lets_a_program_in_until_it_is_ended(browser: TestClient) -> None:
    token = browser.post(f"{API}/tokens", json={"label": "notebook"}).json()["token"]
    program = visitor(browser.app)
    del program.headers["Origin"]
    program.headers["Authorization"] = f"Bearer {token}"
    assert program.get(f"{API}/pages").status_code == 200
    assert program.patch(f"{API}/claims/C001", json={"fields": {"notes": "by a program"}}).status_code == 200
    kept = program.get(f"{API}/tokens").json()
    assert [one["label"] for one in kept] == ["notebook"]
    assert token not in json.dumps(kept)
    assert program.delete(f"{API}/tokens/{kept[0]['id']}").json() == {"ended": kept[0]["id"]}
    gone = program.get(f"{API}/pages")
    assert gone.status_code == 401
    assert "Bearer" in gone.json()["error"]


def test_nobody_sees_or_ends_anothers_token(url: str) -> None:
    app = application(url, team=True)
    ana, ben = someone(app, "Ana"), someone(app, "Ben", TeamRole.READER)
    ana.post(f"{API}/tokens", json={"label": "notebook"})
    assert ben.get(f"{API}/tokens").json() == []
    number = ana.get(f"{API}/tokens").json()[0]["id"]
    assert ben.delete(f"{API}/tokens/{number}").status_code == 404
    assert len(ana.get(f"{API}/tokens").json()) == 1


def test_a_reader_reads_and_changes_nothing(url: str) -> None:
    reader = someone(application(url, team=True), "Ben", TeamRole.READER)
    assert reader.get(f"{API}/claims/C001").status_code == 200
    refused = reader.patch(f"{API}/claims/C001", json={"fields": {"notes": "x"}})
    assert refused.status_code == 403
    assert "needs the role coder, yours is reader" in refused.json()["error"]


def judging(url: str) -> Any:
    """A team in which Ann and Bob are to code both claims, and Ann has coded the first."""
    with store.session(url) as db:
        first, second = reviewed.project(db)
        store.assigning.assign_claims(
            db, reviewed.BOOK, [(one, name) for one in (first, second) for name in ("ann", "bob")], stored.BY
        )
        reviewed.says(db, "ann", first, "overstated misleading", rationale="nobody says so")
    return application(url, team=True), first


def test_a_coder_learns_anothers_judgement_when_both_are_done_and_not_before(database_url: str) -> None:
    app, first = judging(database_url)
    ann, bob = someone(app, "Ann", TeamRole.CODER), someone(app, "Bob", TeamRole.CODER)
    key = reviewed.FIRST.key

    def told(browser: TestClient) -> list[bool]:
        claim = browser.get(f"{API}/claims/{key}?history=true").json()["judgements"]
        rows = browser.get(f"{API}/activity?kind=judgement").json()
        table = browser.get(f"{API}/tables/claims").text
        return [bool(claim), any(row["detail"] is not None for row in rows), "nobody says so" in table]

    assert told(ann) == [True, True, True]
    assert told(bob) == [False, False, False]
    with store.session(database_url) as db:
        reviewed.says(db, "bob", first)
    assert told(bob) == [True, True, True]


def test_what_a_coder_makes_of_a_finding_in_a_project_does_not_show_before_the_other_is_done(database_url: str) -> None:
    app, _ = judging(database_url)
    ann, bob = someone(app, "Ann", TeamRole.CODER), someone(app, "Bob", TeamRole.CODER)
    about = [one for one in ann.get(f"{API}/findings?page=page").json() if one["claim_key"] == reviewed.SECOND.key]
    sent = {"page": "page", "project": "trial", "reason": "nobody says so"}
    weighed = ann.post(f"{API}/findings/{about[0]['id']}/accept", json=sent)
    assert weighed.json()["status"] == "open"
    assert "nobody says so" in ann.get(f"{API}/activity?verb=weighed").text
    hidden = bob.get(f"{API}/activity?verb=weighed").json()
    assert [row["detail"] for row in hidden] == [None]
    held = ann.get(f"{API}/claims/{reviewed.SECOND.key}").json()["judgements"]
    assert [(one["reviewer"], one["value"]) for one in held] == [("ann", about[0]["rule"])]
    assert bob.get(f"{API}/claims/{reviewed.SECOND.key}").json()["judgements"] == []


def test_a_blind_protocol_keeps_suggestions_from_a_coder_with_claims_left(database_url: str) -> None:
    with store.session(database_url) as db:
        ids = reviewed.project(db, blind=True)
    app = application(database_url, team=True)
    coder, owner = someone(app, "Ann", TeamRole.CODER), someone(app, "Ola")
    shut = ["/tables/claims", "/verifications?page=page", "/findings?page=page", "/counts?by=year", "/report?page=page"]
    for address in shut:
        refused = coder.get(f"{API}{address}")
        assert refused.status_code == 403, address
        assert "blind" in refused.json()["error"]
        assert owner.get(f"{API}{address}").status_code == 200
    claim = coder.get(f"{API}/claims/{reviewed.FIRST.key}").json()
    assert all(source["verification"] is None for source in claim["sources"])
    assert coder.get(f"{API}/claims?suggested=supported").status_code == 403
    with store.session(database_url) as db:
        for claim_id in ids:
            reviewed.says(db, "ann", claim_id)
    assert [coder.get(f"{API}{address}").status_code for address in shut] == [200] * len(shut)


def test_every_operation_is_described_with_a_summary_a_tag_an_answer_and_the_scheme(sqlite_url: str) -> None:
    described = someone(application(sqlite_url)).get("/api/openapi.json").json()
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    operations = [(path, verb, one) for path, verbs in described["paths"].items() for verb, one in verbs.items()]
    assert len(operations) > 30
    for path, verb, one in operations:
        answer = one["responses"]["200"]["content"]["application/json"]
        assert one["summary"], path
        assert one["description"], path
        assert one["tags"], path
        assert one["security"] == [{"token": []}], path
        assert answer.get("schema"), (verb, path)
        assert {"401", "403", "422"} <= one["responses"].keys()


def test_errors_are_one_sentence_whatever_is_wrong(browser: TestClient) -> None:
    answers = [
        browser.get(f"{API}/nowhere"),
        browser.delete(f"{API}/pages"),
        browser.get(f"{API}/pages/nowhere"),
        browser.get(f"{API}/report"),
        browser.post(f"{API}/claims", content=b"{", headers={"Content-Type": "application/json"}),
        browser.post(f"{API}/claims", json=[]),
        browser.post(f"{API}/claims", json={"page": "a\x00", "quote": "b"}),
        browser.get(f"{API}/claims?limit=0"),
        browser.get(f"{API}/tables/nonsense"),
        visitor(browser.app).get(f"{API}/pages"),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 404, 422, 422, 422, 422, 422, 422, 401]
    for answer in answers:
        said = answer.json()
        assert set(said) == {"error"}
        assert said["error"]
        assert "\n" not in said["error"]


def test_a_page_whose_key_is_an_address_is_found(sqlite_url: str) -> None:
    stored_page(sqlite_url, "https://clinic.example/a?b=c")
    browser = someone(application(sqlite_url))
    shown = browser.get(f"{API}/pages/https%3A%2F%2Fclinic.example%2Fa%3Fb%3Dc")
    assert shown.json()["key"] == "https://clinic.example/a?b=c"


def test_an_answer_gives_away_no_path_of_the_machine(browser: TestClient, url: str) -> None:
    assert browser.get(f"{API}/tables/claims").json()["database"] == ORIGIN
    assert url.rpartition("/")[2] not in browser.get(f"{API}/counts?by=year").text
