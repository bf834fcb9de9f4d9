"""The past in the browser: the log with its chain, what became of a record, and two snapshots side by side."""

import html
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from evidence import store
from evidence.models import TeamRole
from evidence.store.logbook import LogFilter, log_entries
from evidence.web.comparing import compared
from evidence.workflow.audit import add_page
from evidence.workflow.duplicates import find_duplicates, merge_publications, split_publications
from evidence.workflow.editing import ClaimRef, edit_claim, edit_publication, edit_study
from evidence.workflow.review import Decision, record
from tests import reviewed, stored
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

MOOD = "A trial showed that it lifts mood in many people."
OLD = f"Ketamine cut pain by 20% in people with CRPS, a trial found.\n\nIt is safe for all.\n\n{MOOD}"
NEW = f"{MOOD}\n\nKetamine did not cut pain by 30% in people with CRPS, a trial found.\n\nIt works in 90% of people."
LATER = store.Author("tester", stored.NOW + timedelta(days=1))


@pytest.fixture
def url(database_url: str) -> str:
    stored_page(database_url)
    with store.session(database_url) as db:
        store.save_studies(db, [stored.study()], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY)
        edit_claim(db, ClaimRef("C001"), {"notes": "<i>seen</i>"}, store.Author("ben", stored.NOW))
        edit_study(db, "study", {"sample_size": "20"}, stored.BY)
    return database_url


@pytest.fixture
def browser(url: str) -> TestClient:
    return someone(application(url, team=True))


def verbs(text: str) -> list[str]:
    return re.findall(r'<th scope="row" class="when">.*?</th><td>.*?</td><td>(.*?)</td>', text)


# ---------------------------------------------------------------- the log


def test_the_log_is_shown_newest_first_with_its_head(browser: TestClient, url: str) -> None:
    text = browser.get("/history").text
    with store.session(url, read_only=True) as db:
        assert store.head(db) in text
        assert verbs(text) == [entry.row.verb for entry in log_entries(db, limit=50)]
    assert "notes: – → &lt;i&gt;seen&lt;/i&gt;" in text


def test_every_link_of_the_log_leads_somewhere_and_merges_are_in_words(browser: TestClient, url: str) -> None:
    with store.session(url) as db:
        title = "Ketamine for complex regional pain syndrome in adults"
        papers = [stored.publication(key, title=title, authors=("Ng, A",), year=2020) for key in ("a1", "a2", "a3")]
        store.save_publications(db, papers, stored.BY)
        find_duplicates(db, stored.BY)
        merge_publications(db, "a1", "a2", stored.BY)
        split_publications(db, "a1", "a2", stored.BY)
        edit_publication(db, "a1", {"year": "2021"}, stored.BY)
    text = browser.get("/history").text
    links = set(re.findall(r'<a href="((?:/publication|/study|/read)\?[^"]+)"', text))
    assert len(links) > 3
    for link in links:
        assert browser.get(html.unescape(link)).status_code == 200, link
    for words in ("a2 was merged into it, 0 citations moved", "a2 was split from it again", "set by hand: year"):
        assert words in text
    assert 'of <a href="/read?page=clinic.txt">clinic.txt</a>' in text


def test_the_log_is_filtered_by_who_what_and_page(browser: TestClient) -> None:
    assert verbs(browser.get("/history?actor=ben&kind=claim").text) == ["edited"]
    assert verbs(browser.get("/history?verb=edited&page=clinic.txt").text) == ["edited"]
    assert verbs(browser.get("/history?verb=edited&page=nowhere").text) == []
    assert set(verbs(browser.get("/history?kind=study&key=study").text)) == {"added", "changed"}
    assert "No row of the log passes" in browser.get("/history?actor=nobody").text


def test_a_page_of_the_log_leads_to_the_next_and_none_is_given_twice(url: str, browser: TestClient) -> None:
    with store.session(url) as db:
        deeds = [store.Deed("noted", "thing", f"t{n:03}", {}) for n in range(120)]
        store.record_activity(db, stored.BY, *deeds)
    keys: list[str] = []
    address = "/history?kind=thing"
    while address:
        text = browser.get(address).text
        keys += re.findall(r"\bt\d{3}\b", text)
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address = after[1].replace("&amp;", "&") if after else ""
    assert keys == [f"t{n:03}" for n in reversed(range(120))]


def test_what_belongs_to_a_page_is_found_by_the_page(url: str) -> None:
    with store.session(url) as db:
        stored.save_page(db, "another", "Nothing of it.")
        kinds = {entry.row.object_type for entry in log_entries(db, LogFilter(page="clinic.txt"))}
        keys = {entry.row.object_key for entry in log_entries(db, LogFilter(page="clinic.txt", kind="page"))}
    assert {"claim", "page", "snapshot"} <= kinds
    assert keys == {"clinic.txt"}


def test_the_check_says_that_all_is_sound_and_shows_the_head(browser: TestClient, url: str) -> None:
    text = browser.get("/history/check").text
    with store.session(url, read_only=True) as db:
        assert store.head(db) in text
    assert "The database is sound" in text


def test_the_check_finds_a_row_of_the_log_that_was_changed(sqlite_url: str) -> None:
    stored_page(sqlite_url)
    browser = someone(application(sqlite_url))
    with sa.create_engine(sqlite_url, poolclass=sa.pool.NullPool).begin() as raw:
        for name in raw.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            raw.exec_driver_sql(f'DROP TRIGGER "{name}"')
        raw.exec_driver_sql("UPDATE activity SET actor = 'somebody else' WHERE id = 2")
    text = browser.get("/history/check").text
    assert "found</h1>" in text
    assert "The database is sound" not in text


def test_a_reader_sees_the_log_and_sets_no_check_going(url: str) -> None:
    reader = someone(application(url, team=True), "Rea", TeamRole.READER)
    assert reader.get("/history").status_code == 200
    assert reader.get("/history/check").status_code == 403


def test_what_a_coder_judged_is_hidden_from_the_others_until_all_are_done(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = reviewed.project(db)
        store.assigning.assign_claims(db, reviewed.BOOK, [(first, "ann"), (first, "bob")], stored.BY)
        by = store.Author("ann", stored.NOW)
        decision = Decision("overstated", "misleading", ("VER001",))
        record(db, reviewed.coding("ann", first), decision, by)
    app = application(database_url, team=True)
    people = {
        name: someone(app, name, role)
        for name, role in (("Ann", TeamRole.CODER), ("Bob", TeamRole.CODER), ("Ola", TeamRole.OWNER))
    }

    def told(name: str) -> bool:
        text = people[name].get("/history?kind=judgement").text
        assert "judged" in text
        return "overstated" in text

    assert (told("Ann"), told("Bob"), told("Ola")) == (True, False, False)
    assert "hidden until everyone who is to code the claim is done" in people["Bob"].get("/history").text
    with store.session(database_url) as db:
        reviewed.says(db, "bob", first)
    assert (told("Ann"), told("Bob"), told("Ola")) == (True, True, True)


# ---------------------------------------------------------------- records


def test_a_record_shows_its_past_oldest_first(browser: TestClient) -> None:
    claim = browser.get("/history/record?kind=claim&key=C001&page=clinic.txt").text
    assert verbs(claim.replace('class="when"', 'class="when"')) or "edited" in claim
    assert "&lt;i&gt;seen&lt;/i&gt;" in claim
    study = browser.get("/history/record?kind=study&key=study").text
    assert "sample_size: – → 20" in study
    assert "added" in browser.get("/history/record?kind=publication&key=pub").text


@pytest.mark.parametrize("kind", ["claim", "study", "publication", "nonsense"])
def test_a_record_that_is_not_there_is_not_found(browser: TestClient, kind: str) -> None:
    assert browser.get(f"/history/record?kind={kind}&key=nowhere").status_code == 404


# ---------------------------------------------------------------- snapshots


def captured_twice(url: str) -> None:
    with store.session(url) as db:
        add_page(db, OLD.encode(), name="page.txt", by=stored.BY)
        add_page(db, NEW.encode(), name="page.txt", by=LATER)


def test_two_snapshots_stand_side_by_side_with_what_differs_marked_word_by_word(browser: TestClient, url: str) -> None:
    captured_twice(url)
    text = browser.get("/history/snapshots?page=page.txt").text
    assert "Ketamine cut pain by <del>20</del>% in people" in text
    assert "Ketamine <ins>did not</ins> cut pain by <ins>30</ins>% in people" in text
    assert '<mark class="removed"' in text
    assert '<mark class="new"' in text
    assert '<mark class="moved"' in text


def test_the_texts_side_by_side_are_the_snapshots_to_the_letter(url: str) -> None:
    captured_twice(url)
    with store.session(url, read_only=True) as db:
        view = compared(db, "page.txt", None, None)
    for paragraphs, text in ((view.before, OLD), (view.after, NEW)):
        assert ["".join(piece.text for piece in parts) for parts in paragraphs] == text.split("\n\n")
    assert sum(view.counts.values()) == len(view.changes)


def test_a_person_carries_over_a_reworded_claim(browser: TestClient, url: str) -> None:
    captured_twice(url)
    text = browser.get("/history/snapshots?page=page.txt").text
    pair = re.search(r'name="old" value="([^"]+)"><input type="hidden" name="new" value="([^"]+)"', text)
    assert pair is not None
    sent = {"page": "page.txt", "old": pair[1], "new": pair[2]}
    assert browser.post("/history/carry", data=sent).status_code == 303
    assert "carried over by hand" in browser.get("/history?page=page.txt").text
    assert browser.post("/history/carry", data={**sent, "old": "nowhere"}).status_code == 404
    reader = someone(application(url, team=True), "Rea", TeamRole.READER)
    assert 'action="/history/carry"' not in reader.get("/history/snapshots?page=page.txt").text


def test_any_two_snapshots_of_the_page_can_be_chosen_and_no_others(browser: TestClient, url: str) -> None:
    captured_twice(url)
    with store.session(url) as db:
        other = store.newest_snapshot(db, "clinic.txt")
        new, old = store.snapshots_of(db, "page.txt")
    swapped = browser.get(f"/history/snapshots?page=page.txt&old={old}&new={old}").text
    assert "Every claim stayed where and as it was" in swapped
    assert browser.get(f"/history/snapshots?page=page.txt&old={other}&new={new}").status_code == 404


def test_a_page_captured_once_has_nothing_to_be_held_against(browser: TestClient) -> None:
    assert "It was captured once" in browser.get("/history/snapshots?page=clinic.txt").text
    assert browser.get("/history/snapshots?page=nowhere").status_code == 404
