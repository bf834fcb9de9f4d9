"""The reading view: the text to the character, and claims corrected in it without anybody's work being lost."""

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import CitationStatus, ClaimBase, ClaimStatus, Origin, TeamRole
from evidence.store.citations import Pointer, citations_of
from evidence.store.conclusions import findings_of
from evidence.store.editing import claim_history
from evidence.workflow.editing import ClaimRef, find_claim
from tests import stored
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PAGE = "clinic.txt"
TEXT = (
    "😀 Magnesium relieves pain in 35% of people with migraine, a 2019 randomized trial found. "
    "It is completely safe for everyone.\r\nA review of 12 studies showed that it works within 4 weeks."
)
PART = {"HX-Request": "true"}


class Reader:
    """A person at the reading view of one page, who sends what its forms send."""

    def __init__(self, browser: TestClient, page: str = PAGE) -> None:
        self.browser = browser
        self.page = page

    def panel(self, claim: str) -> str:
        answer = self.browser.get("/claim", params={"page": self.page, "claim": claim}, headers=PART)
        assert answer.status_code == 200
        return answer.text

    def seen(self, claim: str) -> str:
        return seen_in(self.panel(claim))

    def send(self, path: str, claim: str = "", **fields: Any) -> Any:
        values = {"page": self.page, "claim": claim, **fields}
        if claim and "seen" not in fields:
            values["seen"] = self.seen(claim)
        return self.browser.post(path, data={name: str(value) for name, value in values.items()}, headers=PART)


def seen_in(part: str) -> str:
    found = re.search(r'id="seen" name="seen" value="([0-9a-f]+)"', part)
    assert found is not None
    return found[1]


def said(part: str) -> str:
    """The sentence of a notice or an alert."""
    found = re.search(r'<p class="(?:notice|alert)[^>]*>(.*?)(?:<button|</p>)', part, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def claims_in(database: str) -> dict[str, ClaimBase]:
    with store.session(database, read_only=True) as db:
        return {claim.key: claim for claim in store.claims_of(db, store.newest_snapshot(db, PAGE))}


def page_open(database: str) -> Reader:
    stored_page(database, PAGE, TEXT)
    with store.session(database) as db:
        stored.vocabulary(db)
    return Reader(someone(application(database)))


# ---------------------------------------------------------------- what is shown


def test_the_text_comes_to_the_character_with_the_place_of_each_stretch(sqlite_url: str) -> None:
    page = page_open(sqlite_url).browser.get("/read", params={"page": PAGE}).text
    pieces = re.findall(r'data-at="(\d+)">(.*?)</(?:a|span)>', page, re.DOTALL)
    assert len(pieces) > 3
    for at, words in pieces:
        shown = html.unescape(words)
        assert TEXT[int(at) : int(at) + len(shown)] == shown
    assert "&#13;" not in TEXT


def test_a_carriage_return_within_a_claim_survives_the_browser(sqlite_url: str) -> None:
    text = "Magnesium\r\nrelieves pain."
    with store.session(sqlite_url) as db:
        store.save_claims(db, stored.save_page(db, PAGE, text), [stored.claim(text, text)], stored.BY)
    page = someone(application(sqlite_url)).get("/read", params={"page": PAGE}).text
    assert "Magnesium&#13;\nrelieves" in page


def test_script_in_a_page_its_name_and_its_claims_is_only_text(sqlite_url: str) -> None:
    hostile = "<script>alert(1)</script>"
    key = f"{hostile}.txt"
    claims = stored_page(sqlite_url, key, f"{hostile} Magnesium cures 35% of people with migraine {hostile}.", hostile)
    browser = someone(application(sqlite_url))
    page = browser.get("/read", params={"page": key}).text
    assert claims
    assert hostile not in page
    assert html.escape(hostile, quote=False) in page.replace("&#34;", '"')
    part = browser.get("/claims/new", params={"page": key, "start": 0, "end": 25}, headers=PART).text
    assert hostile not in part
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in part


def test_a_page_that_is_not_there_is_said_not_to_be_there(sqlite_url: str) -> None:
    browser = page_open(sqlite_url).browser
    assert browser.get("/read", params={"page": "nowhere"}).status_code == 404
    missing = browser.get("/claim", params={"page": PAGE, "claim": "C999"}, headers=PART)
    assert missing.status_code == 404
    assert "there is no claim &#39;C999&#39;" in missing.text


def test_findings_about_the_whole_page_stand_above_its_text(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    with store.session(sqlite_url, read_only=True) as db:
        whole = [one for one in findings_of(db, store.newest_snapshot(db, PAGE)) if one.finding.claim_key is None]
    page = reader.browser.get("/read", params={"page": PAGE}).text
    assert whole
    assert f"{len(whole)} finding" in page
    assert html.escape(whole[0].finding.message) in html.unescape(page).replace("'", "&#x27;")


def test_whoever_only_reads_is_shown_no_form_and_may_send_none(sqlite_url: str) -> None:
    page_open(sqlite_url)
    reader = Reader(someone(application(sqlite_url), "Rita", TeamRole.READER))
    panel = reader.panel("C001")
    assert "<form" not in panel
    assert "/judge" not in panel
    for path in ("add", "edit", "bounds", "split", "merge", "reject", "restore", "undo"):
        assert reader.send(f"/claims/{path}", "C001").status_code == 403
    assert reader.send("/ties/decide", "C001").status_code == 403
    assert reader.send("/ties/attach", "C001").status_code == 403
    assert reader.browser.get("/add").status_code == 403


# ---------------------------------------------------------------- fields


def test_a_field_is_saved_as_it_is_set_and_the_form_is_left_alone(database_url: str) -> None:
    reader = page_open(database_url)
    before = claims_in(database_url)["C001"]
    answer = reader.send("/claims/edit", "C001", condition="CRPS", outcome="relief at night")
    assert answer.status_code == 200
    assert "Saved at" in answer.text
    assert "relief at night" in answer.text
    assert 'id="field-outcome"' not in answer.text
    claim = claims_in(database_url)["C001"]
    assert (claim.outcome, claim.condition, claim.condition_code) == ("relief at night", "CRPS", "crps")
    assert claim.origin is Origin.CURATED
    same = {"study_type", "study_year", "intervention", "sample_size", "effects", "start", "end"}
    assert claim.model_dump(include=same) == before.model_dump(include=same)
    assert seen_in(answer.text) == reader.seen("C001") != ""


def test_a_form_sent_as_it_was_shown_changes_nothing(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    with store.session(sqlite_url) as db:
        claim_id = find_claim(db, ClaimRef("C001", PAGE)).id
    panel = reader.panel("C001")
    shown = dict(re.findall(r'<input id="field-(\w+)" name="\w+" value="([^"]*)"', panel))
    chosen = re.findall(r'<select id="field-(\w+)".*?<option value="([^"]*)" selected', panel, re.DOTALL)
    assert len(shown) + len(chosen) > 12
    form = {name: html.unescape(value) for name, value in {**shown, **dict(chosen)}.items()}
    assert reader.send("/claims/edit", "C001", **form).status_code == 200
    with store.session(sqlite_url, read_only=True) as db:
        assert claim_history(db, find_claim(db, ClaimRef("C001", PAGE))) == []
        assert find_claim(db, ClaimRef("C001", PAGE)).id == claim_id


def test_a_field_is_emptied_and_a_choice_is_set(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    answer = reader.send(
        "/claims/edit", "C001", study_year="", needs_citation="false", assertiveness="hedged", notes="two\r\nlines"
    )
    assert answer.status_code == 200, answer.text
    claim = claims_in(sqlite_url)["C001"]
    assert (claim.study_year, claim.needs_citation, claim.assertiveness) == (None, False, "hedged")
    assert claim.notes == "two\r\nlines"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("study_year", "soon", "study_year: expected a whole number"),
        ("claim_type", "cure", "is not one of efficacy"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_told_beside_the_form(
    sqlite_url: str, field: str, value: str, reason: str
) -> None:
    reader = page_open(sqlite_url)
    before = claims_in(sqlite_url)
    answer = reader.send("/claims/edit", "C001", **{field: value})
    assert answer.status_code == 422
    assert reason in html.unescape(answer.text)
    assert answer.headers["HX-Retarget"] == "#saved"
    assert claims_in(sqlite_url) == before


def test_names_of_the_vocabulary_are_offered_for_what_is_typed(sqlite_url: str) -> None:
    browser = page_open(sqlite_url).browser
    offered = browser.get("/terms", params={"of": "condition", "condition": "pa"}, headers=PART).text
    assert '<option value="Pain">' in offered
    assert "CRPS" not in offered
    assert "<option" not in browser.get("/terms", params={"of": "condition", "condition": ""}, headers=PART).text


# ---------------------------------------------------------------- two people


def test_the_second_of_two_is_told_who_changed_what_and_keeps_what_they_typed(database_url: str) -> None:
    ana = page_open(database_url)
    ben = Reader(someone(application(database_url), "Ben", TeamRole.CODER))
    stale = ana.seen("C001")
    assert ben.send("/claims/edit", "C001", outcome="pain at night").status_code == 200
    form = {"outcome": claims_in(database_url)["C002"].outcome or "", "dose": "5 mg", "notes": "<b>mine</b>"}
    told = ana.send("/claims/edit", "C001", seen=stale, **form)
    assert told.status_code == 409
    assert told.headers["HX-Retarget"] == "#claim"
    assert re.match(r"claim 'C001' is not what you saw: Ben edited it at \d{4}-.*pain at night", said(told.text))
    assert 'name="dose" value="5 mg"' in told.text
    assert "&lt;b&gt;mine&lt;/b&gt;</textarea>" in told.text
    assert 'name="sample_size" value=""' in told.text
    claim = claims_in(database_url)["C001"]
    assert (claim.outcome, claim.dose) == ("pain at night", None)
    mine = ana.send("/claims/edit", "C001", seen=seen_in(told.text), dose="5 mg", notes="<b>mine</b>")
    assert mine.status_code == 200
    claim = claims_in(database_url)["C001"]
    assert (claim.outcome, claim.dose, claim.notes) == ("pain at night", "5 mg", "<b>mine</b>")


def test_what_the_other_changed_is_not_set_back_by_a_form_that_did_not_touch_it(sqlite_url: str) -> None:
    ana = page_open(sqlite_url)
    stale = ana.seen("C001")
    was = claims_in(sqlite_url)["C001"].outcome or ""
    assert (
        Reader(someone(application(sqlite_url), "Ben")).send("/claims/edit", "C001", outcome="sleep").status_code == 200
    )
    told = ana.send("/claims/edit", "C001", seen=stale, outcome=was, dose="5 mg")
    assert told.status_code == 409
    assert 'name="outcome" value="sleep"' in told.text
    assert 'name="dose" value="5 mg"' in told.text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("bounds", {"start": 2, "end": 20}),
        ("split", {"at": 20}),
        ("merge", {"other": "C002"}),
        ("reject", {"reason": "no claim"}),
        ("restore", {}),
    ],
)
def test_no_form_of_a_claim_writes_over_what_it_did_not_show(
    sqlite_url: str, path: str, fields: dict[str, Any]
) -> None:
    reader = page_open(sqlite_url)
    stale = reader.seen("C001")
    reader.send("/claims/edit", "C001", outcome="sleep")
    before = claims_in(sqlite_url)
    told = reader.send(f"/claims/{path}", "C001", seen=stale, **fields)
    assert told.status_code == 409
    assert "is not what you saw" in said(told.text)
    assert claims_in(sqlite_url) == before
    if path == "reject":
        assert 'name="reason" value="no claim"' in told.text


# ---------------------------------------------------------------- boundaries and parts


def test_boundaries_count_code_points(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    start, end = TEXT.index("relieves"), TEXT.index(" of people")
    answer = reader.send("/claims/bounds", "C001", start=start, end=end)
    assert answer.status_code == 200
    assert claims_in(sqlite_url)["C001"].quote == "relieves pain in 35%"
    assert f'data-start="{start}" data-end="{end}"' in answer.text
    assert 'id="text" hx-swap-oob' in answer.text
    bad = reader.send("/claims/bounds", "C001", start=5, end=100_000)
    assert bad.status_code == 422
    assert "is no span of words" in html.unescape(bad.text)


def test_a_claim_is_split_merged_set_aside_taken_back_and_undone(database_url: str) -> None:
    reader = page_open(database_url)
    whole = claims_in(database_url)["C001"]
    at = TEXT.index("a 2019")
    assert said(reader.send("/claims/split", "C001", at=at).text) == "C001 is now C001 and C001b."
    assert claims_in(database_url)["C001b"].quote.startswith("a 2019")
    assert said(reader.send("/claims/merge", "C001", other="C001b").text).startswith("C001b is part of C001 now")
    assert claims_in(database_url)["C001"].quote == whole.quote
    aside = reader.send("/claims/reject", "C002", reason="an opinion", then="C003")
    assert said(aside.text) == "C002 is set aside."
    assert '<article class="record" data-claim="C003">' in aside.text
    assert "Set aside by hand" in aside.text
    page = reader.browser.get("/read", params={"page": PAGE}).text
    found = re.search(r'name="claim" value="C002">.*?name="seen" value="([0-9a-f]+)"', page, re.DOTALL)
    assert found is not None
    assert said(reader.send("/claims/restore", "C002", seen=found[1]).text) == "C002 counts again."
    for _ in range(4):
        assert said(reader.send("/claims/undo").text).startswith("Undone: ")
    assert claims_in(database_url)["C001"] == whole
    assert claims_in(database_url)["C001b"].status is ClaimStatus.REJECTED
    nothing = reader.send("/claims/undo")
    assert nothing.status_code == 422
    assert "there is nothing of yours to undo" in html.unescape(nothing.text)


def test_a_claim_is_made_of_selected_words_after_saying_what_kind_it_is(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    start = TEXT.index("completely safe")
    span: dict[str, Any] = {"start": start, "end": start + len("completely safe")}
    asked = reader.browser.get("/claims/new", params={"page": PAGE, **span}, headers=PART)
    assert "“completely safe”" in asked.text
    added = reader.send("/claims/add", claim_type="safety", **span)
    assert added.status_code == 200
    key = max(claims_in(sqlite_url))
    assert said(added.text) == f"{key} added."
    claim = claims_in(sqlite_url)[key]
    assert (claim.quote, claim.claim_type, claim.origin) == ("completely safe", "safety", Origin.CURATED)
    assert reader.send("/claims/add", claim_type="safety", start=5, end=4).status_code == 422
    assert reader.send("/claims/add", claim_type="cure", **span).status_code == 422


def test_a_page_on_which_the_program_found_no_claim_takes_one(sqlite_url: str) -> None:
    assert stored_page(sqlite_url, PAGE, "Opening hours: nine to five. Call us.") == []
    reader = Reader(someone(application(sqlite_url)))
    assert "That is not a pass" in reader.browser.get("/read", params={"page": PAGE}).text
    assert reader.send("/claims/add", claim_type="promotional", start=0, end=13).status_code == 200
    gone = reader.send("/claims/reject", "C001", reason="a label")
    assert "No claim of this page counts" in gone.text


# ---------------------------------------------------------------- sources


def tied(database: str, status: CitationStatus = CitationStatus.CANDIDATE) -> Reader:
    reader = page_open(database)
    with store.session(database) as db:
        store.save_studies(db, [stored.study()], stored.BY)
        store.save_publications(db, [stored.publication(title="Magnesium in migraine")], stored.BY, studies=["study"])
        store.save_publications(db, [stored.publication("other", title="Another trial of <i>salts</i>")], stored.BY)
        newest = store.newest_snapshot(db, PAGE)
        store.save_citations(db, newest, [Pointer("C001", stored.citation(status=status), "pub")], stored.BY)
    return reader


def statuses(database: str) -> dict[str | None, CitationStatus]:
    with store.session(database, read_only=True) as db:
        return {
            one.publication: one.citation.status
            for one in citations_of(db, store.newest_snapshot(db, PAGE))
            if one.claim == "C001" and one.publication
        }


def tie_in(panel: str) -> str:
    found = re.search(r'name="tie" value="(\d+)"', panel)
    assert found is not None
    return found[1]


def test_a_candidate_is_confirmed_or_refused_and_the_page_checked_again(database_url: str) -> None:
    reader = tied(database_url)
    tie = tie_in(reader.panel("C001"))
    yes = reader.send("/ties/decide", "C001", tie=tie, seen="candidate", status="confirmed")
    assert yes.status_code == 200
    assert re.search(r'value="confirmed" aria-pressed="true"', yes.text)
    assert "Confirmed by a curator" in yes.text
    assert "Checks: " in yes.text
    assert statuses(database_url) == {"pub": CitationStatus.CONFIRMED}
    no = reader.send("/ties/decide", "C001", tie=tie, seen="confirmed", status="refused")
    assert "Checks: " not in no.text
    assert statuses(database_url) == {"pub": CitationStatus.REFUSED}
    undone = reader.send("/claims/undo")
    assert said(undone.text) == "Undone: the source of C001 is as it was."
    assert statuses(database_url) == {"pub": CitationStatus.CONFIRMED}


def test_two_who_decide_about_a_source_at_once_do_not_overrule_each_other(sqlite_url: str) -> None:
    reader = tied(sqlite_url)
    tie = tie_in(reader.panel("C001"))
    reader.send("/ties/decide", "C001", tie=tie, seen="candidate", status="refused")
    late = reader.send("/ties/decide", "C001", tie=tie, seen="candidate", status="confirmed")
    assert late.status_code == 409
    assert "somebody has set 'pub' to refused since you saw it" in html.unescape(late.text)
    assert re.search(r'value="refused" aria-pressed="true"', late.text)
    assert statuses(sqlite_url) == {"pub": CitationStatus.REFUSED}
    assert reader.send("/ties/decide", "C001", tie=999, seen="candidate", status="refused").status_code == 404


def test_a_source_is_looked_up_in_the_library_attached_and_detached(database_url: str) -> None:
    reader = tied(database_url)
    ask = {"page": PAGE, "claim": "C001"}
    found = reader.browser.get("/ties/search", params={**ask, "q": "salts"}, headers=PART).text
    assert "Another trial of &lt;i&gt;salts&lt;/i&gt;" in found
    assert 'name="publication" value="other"' in found
    attached = reader.send("/ties/attach", "C001", publication="other")
    assert attached.status_code == 200
    assert statuses(database_url)["other"] is CitationStatus.CONFIRMED
    none = reader.browser.get("/ties/search", params={**ask, "q": "zebra"}, headers=PART).text
    assert "No record of the library fits “zebra”" in none
    odd = reader.browser.get("/ties/search", params={**ask, "q": '"open'}, headers=PART)
    assert odd.status_code == 200
    assert reader.send("/ties/attach", "C001", publication="nowhere").status_code == 404
    assert reader.send("/ties/attach", "C001", publication="other").status_code == 200
    undone = reader.send("/claims/undo")
    assert said(undone.text) == "Undone: other is no source of C001 any more."
    assert "other" not in statuses(database_url)
    past = reader.browser.get("/history").text
    assert re.search(r'claim=C001">C001</a> and <a href="/publication\?key=other">other</a>', past)


def test_an_edit_is_followed_by_a_fresh_audit(sqlite_url: str) -> None:
    reader = tied(sqlite_url, CitationStatus.CONFIRMED)
    assert "has not been held against its study yet" in reader.panel("C001")
    answer = reader.send("/claims/edit", "C001", outcome="headache")
    assert "has not been held against its study yet" not in answer.text
    assert "Checks: " in answer.text
