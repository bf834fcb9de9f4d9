"""Judging in the browser: drafts, records, blindness, two coders who differ, and the one who decides."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import Axis, FindingStatus, ProjectBase, ProtocolBase, ReviewerRole, TeamRole
from evidence.store.conclusions import findings_of, replace_findings
from evidence.store.people import current_judgements
from evidence.workflow.review import assign, codebook_of
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture
from tests.stored import BY

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PAGE = "clinic.txt"


def project(database: str, *, blind: bool = False, key: str = "audit") -> None:
    with store.session(database) as db:
        store.save_projects(db, [ProjectBase(key=key, title="An audit")], BY)
        store.save_protocols(db, key, [ProtocolBase(version=1, blind=blind)], BY)
        store.add_pages_to_project(db, key, [PAGE], BY)


def seen_in(form: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', form)
    assert found
    return found[1]


def filled(browser: TestClient, claim: str, **choices: str) -> dict[str, str]:
    """The form as a browser would send it after the choices."""
    form = browser.get("/judge", params={"page": PAGE, "claim": claim})
    assert form.status_code == 200
    key = re.search(r'name="project" value="([^"]*)"', form.text)
    assert key
    return {"page": PAGE, "claim": claim, "project": key[1], "seen": seen_in(form.text), **choices}


def held(database: str, **where: Any) -> dict[tuple[str, Axis], str]:
    with store.session(database, read_only=True) as db:
        return {(one.reviewer, one.judgement.axis): one.judgement.value for one in current_judgements(db, **where)}


def test_one_person_judges_at_their_own_desk_without_setting_anything_up(database_url: str) -> None:
    (claim, *_) = stored_page(database_url)
    browser = someone(application(database_url), "Ana")
    answer = browser.post("/judge", data=filled(browser, claim, support="overstated", accuracy="misleading"))
    assert answer.status_code == 200
    assert "Recorded." in answer.text
    assert held(database_url) == {("ana", Axis.SUPPORT): "overstated", ("ana", Axis.ACCURACY): "misleading"}


def test_a_draft_is_kept_and_is_no_judgement(database_url: str) -> None:
    (claim, *_) = stored_page(database_url)
    project(database_url)
    browser = someone(application(database_url), "Ana")
    kept = browser.post("/judge/draft", data=filled(browser, claim, support="supported", rationale="so far"))
    assert kept.status_code == 204
    assert held(database_url) == {}
    form = browser.get("/judge", params={"page": PAGE, "claim": claim}).text
    assert "not recorded" in form
    assert "so far" in form
    assert re.search(r'value="supported"[^>]* checked', form)


def test_a_draft_that_comes_after_the_record_is_dropped(database_url: str) -> None:
    (claim, *_) = stored_page(database_url)
    project(database_url)
    browser = someone(application(database_url), "Ana")
    late = filled(browser, claim, support="supported", accuracy="accurate")
    assert browser.post("/judge", data=late).status_code == 200
    assert browser.post("/judge/draft", data=late).status_code == 204
    assert "Draft of" not in browser.get("/judge", params={"page": PAGE, "claim": claim}).text


def test_what_cannot_be_checked_needs_a_reason(sqlite_url: str) -> None:
    (claim, *_) = stored_page(sqlite_url)
    browser = someone(application(sqlite_url), "Ana")
    sent = filled(browser, claim, support="not_checkable")
    refused = browser.post("/judge", data=sent, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "say why it cannot be checked" in refused.text
    assert browser.post("/judge", data=sent | {"reason": "no source is named"}).status_code == 200
    assert held(sqlite_url) == {("ana", Axis.SUPPORT): "not_checkable"}


def test_the_same_claim_recorded_from_a_second_window_is_told_and_nothing_is_lost(database_url: str) -> None:
    (claim, *_) = stored_page(database_url)
    browser = someone(application(database_url), "Ana")
    first = filled(browser, claim, support="supported", accuracy="accurate")
    second = filled(browser, claim, support="contradicted", accuracy="inaccurate")
    assert browser.post("/judge", data=first).status_code == 200
    refused = browser.post("/judge", data=second, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "was judged by" in refused.text
    assert held(database_url)["ana", Axis.SUPPORT] == "supported"


def test_a_finding_that_a_person_accepts_or_dismisses_is_kept_as_that(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    with store.session(sqlite_url, read_only=True) as db:
        snapshot = store.snapshots_of(db, PAGE)[0]
        entries = [entry for entry in store.findings_of(db, snapshot) if entry.finding.claim_key]
    by_claim: dict[str, list[str]] = {}
    for entry in entries:
        by_claim.setdefault(str(entry.finding.claim_key), []).append(entry.finding.rule)
    claim, (yes, no, *_) = next((key, rules) for key, rules in by_claim.items() if len(set(rules)) > 1)
    browser = someone(application(sqlite_url), "Ana")
    choices = {f"rule:{yes}": "yes", f"rule:{no}": "no", "rationale": "as the source says"}
    sent = filled(browser, claim, support="overstated", accuracy="misleading") | choices
    assert browser.post("/judge", data=sent).status_code == 200
    with store.session(sqlite_url, read_only=True) as db:
        found = {
            entry.finding.rule: (entry.status, entry.reason)
            for entry in store.findings_of(db, snapshot)
            if entry.finding.claim_key == claim
        }
    assert found[yes][0] is FindingStatus.ACCEPTED
    assert found[no] == (FindingStatus.DISMISSED, "as the source says")
    assert held(sqlite_url)["ana", Axis.RULE] == yes


def test_a_rule_that_left_two_findings_is_asked_about_once(sqlite_url: str) -> None:
    (claim, *_) = stored_page(sqlite_url)
    with store.session(sqlite_url) as db:
        snapshot = store.newest_snapshot(db, PAGE)
        found = [entry.finding for entry in findings_of(db, snapshot)]
        twice = next(one for one in found if one.claim_key == claim)
        replace_findings(db, snapshot, [*found, twice.model_copy(update={"identity": "another"})], BY)
        assert sum(entry.finding.rule == twice.rule for entry in findings_of(db, snapshot)) > 1
    form = someone(application(sqlite_url)).get("/judge", params={"page": PAGE, "claim": claim}).text
    asked = re.findall(r'name="rule:([^"]+)" value="yes"', form)
    assert asked.count(twice.rule) == 1
    assert len(asked) == len(set(asked))


def test_a_blind_protocol_hides_what_the_program_suggests_until_one_has_judged(sqlite_url: str) -> None:
    (claim, *_) = stored_page(sqlite_url)
    project(sqlite_url, blind=True)
    browser = someone(application(sqlite_url, team=True), "Ana", TeamRole.CODER)
    place = {"page": PAGE, "claim": claim}
    before = browser.get("/read", params=place).text
    assert "suggestion hidden" in before
    assert 'class="c unsourced' not in before
    assert 'class="c doubtful' not in before
    assert "Findings</h3>" not in before
    assert "Rules that left a finding" not in browser.get("/judge", params=place).text
    sent = filled(browser, claim, support="not_supported", accuracy="unsupported")
    assert browser.post("/judge", data=sent).status_code == 200
    assert "suggestion hidden" not in browser.get("/claim", params=place).text
    with store.session(sqlite_url, read_only=True) as db:
        assert all(entry.judgement.blinded for entry in current_judgements(db))


def test_two_coders_do_not_see_each_other_until_both_are_done_and_a_third_decides(database_url: str) -> None:
    (claim, *_) = stored_page(database_url)
    project(database_url)
    app = application(database_url, team=True)
    ana, bea = (someone(app, name, TeamRole.CODER) for name in ("Ana", "Bea"))
    cai = someone(app, "Cai", TeamRole.ADJUDICATOR)
    with store.session(database_url) as db:
        assign(db, codebook_of(db, "audit"), ["ana", "bea"], BY)
    place = {"page": PAGE, "claim": claim}
    told = filled(ana, claim, support="supported", accuracy="accurate", rationale="ana-says-so")
    assert ana.post("/judge", data=told).status_code == 200
    for browser in (bea, cai):
        assert "ana-says-so" not in browser.get("/judge", params=place).text
    assert "No claim waits for an adjudicator" in bea.get("/queue/differing?project=audit").text
    told = filled(bea, claim, support="contradicted", accuracy="inaccurate", rationale="bea-says-so")
    assert bea.post("/judge", data=told).status_code == 200
    assert "ana-says-so" in bea.get("/judge", params=place).text
    assert "bea-says-so" in ana.get("/judge", params=place).text
    assert '<a href="' not in (waiting := bea.get("/queue/differing?project=audit").text)
    assert "1 claim waits for an adjudicator" in waiting
    part = cai.get("/queue/differing?project=audit").text
    address = re.search(r"/adjudicate\?project=audit&amp;claim_id=(\d+)", part)
    assert address
    form = cai.get("/adjudicate", params={"project": "audit", "claim_id": address[1]}).text
    assert "ana-says-so" in form
    assert "bea-says-so" in form
    verdict = {"project": "audit", "claim_id": address[1], "seen": seen_in(form), "support": "overstated"}
    decided = cai.post("/adjudicate", data=verdict | {"accuracy": "misleading", "rationale": "both read one part"})
    assert decided.status_code == 303
    with store.session(database_url, read_only=True) as db:
        kept = {
            (one.reviewer, one.judgement.role, one.judgement.axis, one.judgement.value)
            for one in current_judgements(db)
        }
    assert ("ana", ReviewerRole.CODER, Axis.SUPPORT, "supported") in kept
    assert ("bea", ReviewerRole.CODER, Axis.SUPPORT, "contradicted") in kept
    assert ("cai", ReviewerRole.ADJUDICATOR, Axis.SUPPORT, "overstated") in kept
    figures = cai.get("/agreement?project=audit").text
    assert "1 of 1 coded claims" in figures
    assert "<b>0.00</b>" in figures
    pairs = cai.get("/agreement/pairs.csv?project=audit")
    assert pairs.headers["content-disposition"] == 'attachment; filename="pairs.csv"'
    assert f"{PAGE},{claim},support,ana,supported,bea,contradicted,no" in pairs.text


def test_the_queue_asks_for_what_takes_long_to_count_when_it_shows(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    project(sqlite_url)
    app = application(sqlite_url, team=True)
    ana = someone(app, "Ana", TeamRole.CODER)
    page = ana.get("/queue?project=audit").text
    parts = re.findall(r'hx-get="([^"]+)" hx-trigger="load"', page)
    assert parts == ["/queue/differing?project=audit", "/queue/progress?project=audit"]
    assert "<dt>claims in the project</dt>" in ana.get(parts[1]).text
    reader = someone(app, "Rita", TeamRole.READER)
    assert [reader.get(part).status_code for part in parts] == [403, 403]
    assert ana.get("/queue/progress?project=nowhere").status_code == 404


def test_a_coder_neither_adjudicates_nor_reads_agreement(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    project(sqlite_url)
    app = application(sqlite_url, team=True)
    ana = someone(app, "Ana", TeamRole.CODER)
    for address in (
        "/adjudicate?project=audit&claim_id=1",
        "/agreement?project=audit",
        "/agreement/pairs.csv?project=audit",
    ):
        assert ana.get(address).status_code == 403
    assert ana.post("/queue/assign", data={"project": "audit", "reviewer": "ana"}).status_code == 403


def test_a_part_is_coded_twice_by_chance_and_the_same_seed_picks_the_same(sqlite_url: str) -> None:
    text = " ".join(
        f"Magnesium relieves migraine in {number}% of people, a 2019 randomized trial found."
        for number in range(20, 40)
    )
    claims = stored_page(sqlite_url, text=text)
    project(sqlite_url)
    app = application(sqlite_url, team=True)
    owner = someone(app, "Ola")
    someone(app, "Ana", TeamRole.CODER)
    bea = someone(app, "Bea", TeamRole.CODER)
    assert owner.post("/queue/assign", data={"project": "audit", "reviewer": "ana"}).status_code == 303
    twice = {"project": "audit", "reviewer": "bea", "percent": "25", "seed": "7"}
    assert owner.post("/queue/double", data=twice).status_code == 303
    assert owner.post("/queue/double", data=twice).status_code == 303
    left = re.search(r"<b>(\d+)</b> claims? (is|are) left", bea.get("/queue?project=audit").text)
    assert left
    assert int(left[1]) == -(-len(claims) // 4)


def test_an_owner_makes_a_project_with_its_codebook_and_a_version_stays_as_it_was(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    owner = someone(application(sqlite_url, team=True), "Ola")
    made = {
        "title": "Ketamine clinics",
        "frame": "all in one city",
        "questions": "route: which one?\nscope: who?",
        "blind": "yes",
    }
    assert owner.post("/projects", data=made).status_code == 303
    assert owner.post("/projects/pages", data={"project": "ketamine-clinics", "page": PAGE}).status_code == 303
    assert (
        owner.post(
            "/projects/protocol", data={"project": "ketamine-clinics", "questions": "route: and why?"}
        ).status_code
        == 303
    )
    with store.session(sqlite_url, read_only=True) as db:
        first, second = store.protocols(db, "ketamine-clinics")
        assert store.pages_of_project(db, "ketamine-clinics") == [PAGE]
    assert (first.version, first.blind, first.questions) == (1, True, {"route": "which one?", "scope": "who?"})
    assert (second.version, second.blind, second.questions) == (2, False, {"route": "and why?"})
    again = owner.post("/projects", data=made)
    assert again.status_code == 422
    assert "route: which one?" not in again.text
