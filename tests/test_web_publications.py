"""A publication's own fields edited in the browser: what others say stays beside, and who came second is told."""

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import AbstractSection, PublicationBase, Standing, TeamRole
from evidence.store.duplicates import pairs
from evidence.store.other_values import other_values
from evidence.workflow.editing import edit_publication
from evidence.workflow.load.recognise import save_recognised
from tests import stored
from tests.served import application, someone
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

ABSTRACT = (AbstractSection(label="AIM", text="To see."), AbstractSection(text="Pain fell: by 3 points."))


def loaded(**fields: Any) -> PublicationBase:
    values: dict[str, Any] = {
        "doi": "10.1000/a",
        "authors": ("Ng, Ada", "Ito, Bo"),
        "abstract": ABSTRACT,
        "volume": "3",
    }
    return stored.publication(**(values | fields))


@pytest.fixture
def url(database_url: str) -> str:
    with store.session(database_url) as db:
        stored.vocabulary(db)
        save_recognised(db, [loaded(), stored.publication("other", doi="10.1000/other")], "library.ris", stored.BY)
    return database_url


@pytest.fixture
def browser(url: str) -> TestClient:
    return someone(application(url, team=True))


def kept(url: str) -> PublicationBase:
    with store.session(url, read_only=True) as db:
        return store.publication(db, "pub")


def form_of(text: str) -> dict[str, str]:
    """What a browser would send of the form."""
    inputs = re.findall(r'<input [^>]*?name="([^"]+)" value="([^"]*)"', text)
    areas = re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    chosen = [
        (name, (re.findall(r'<option value="([^"]*)" selected', options) or [""])[0])
        for name, options in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL)
    ]
    return {name: html.unescape(value).replace("\n", "\r\n") for name, value in (*inputs, *areas, *chosen)}


def opened(browser: TestClient) -> dict[str, str]:
    return form_of(browser.get("/publication/edit?key=pub").text)


def test_a_form_sent_as_it_came_changes_nothing(browser: TestClient, url: str) -> None:
    was = kept(url)
    form = opened(browser)
    assert form["authors"] == "Ng, Ada\r\nIto, Bo"
    assert form["abstract"] == "AIM: To see.\r\n\r\nPain fell: by 3 points."
    assert browser.post("/publication/edit", data=form).status_code == 303
    assert kept(url) == was


def test_fields_are_set_and_what_was_loaded_stays_beside_them(browser: TestClient, url: str) -> None:
    form = opened(browser) | {
        "title": "About pain & <b>pubs</b>",
        "authors": "Ng, Ada\r\n\r\nIto, Cy",
        "year": "2021",
        "doi": "https://doi.org/10.1000/B",
        "registry_ids": "nct 02467517",
        "abstract": "AIM: To see.\r\n\r\nRESULTS: Nothing fell.",
    }
    assert browser.post("/publication/edit", data=form).status_code == 303
    now = kept(url)
    assert (now.title, now.authors, now.year) == ("About pain & <b>pubs</b>", ("Ng, Ada", "Ito, Cy"), 2021)
    assert (now.doi, now.registry_ids) == ("10.1000/b", ("NCT02467517",))
    assert [(part.label, part.text) for part in now.abstract] == [("AIM", "To see."), ("RESULTS", "Nothing fell.")]
    shown = browser.get("/publication?key=pub").text
    assert "<td>10.1000/a</td><td>the record as it was loaded" in shown
    assert re.search(r"Set by hand: [^.]*title by ana on", shown)
    assert "<b>pubs</b>" not in shown
    assert "the record as it was loaded</b> says: 10.1000/a" in browser.get("/publication/edit?key=pub").text
    assert "2020 → 2021" in browser.get("/history/record?kind=publication&key=pub").text


def test_no_later_source_takes_the_word_of_a_person_away_not_even_that_a_field_is_empty(
    browser: TestClient, url: str
) -> None:
    browser.post("/publication/edit", data=opened(browser) | {"volume": "", "year": "2021"})
    with store.session(url) as db:
        save_recognised(db, [loaded(volume="4", issue="2")], "PubMed", stored.BY)
        said = {(one.field, one.source): one.value for one in other_values(db, "pub")}
    now = kept(url)
    assert (now.volume, now.year, now.issue) == (None, 2021, "2")
    assert (said["volume", "PubMed"], said["year", "PubMed"]) == ("4", 2020)
    assert said["volume", "the record as it was loaded"] == "3"


def test_what_a_person_had_set_is_not_taken_for_what_a_source_said(browser: TestClient, url: str) -> None:
    for volume in ("5", "6"):
        browser.post("/publication/edit", data=opened(browser) | {"volume": volume})
    with store.session(url, read_only=True) as db:
        assert [one.value for one in other_values(db, "pub") if one.field == "volume"] == ["3"]
    taken = {"key": "pub", "field": "volume", "source": "the record as it was loaded"}
    assert browser.post("/publication/take", data=taken).status_code == 303
    assert kept(url).volume == "3"
    assert "Use this" not in browser.get("/publication?key=pub").text
    assert browser.post("/publication/take", data=taken | {"field": "issue"}).status_code == 404


def test_who_comes_second_is_told_and_keeps_what_they_typed(browser: TestClient, url: str) -> None:
    form = opened(browser)
    with store.session(url) as db:
        edit_publication(db, "pub", {"year": "2021", "pages": "7-9"}, store.Author("ben", stored.NOW))
    answer = browser.post("/publication/edit", data=form | {"year": "2022", "volume": "33"})
    assert answer.status_code == 409
    assert "ben changed it at 2026-03-04 05:06 UTC (" in answer.text
    assert "It is now: 2021" in answer.text
    assert kept(url).year == 2021
    again = form_of(answer.text)
    assert (again["year"], again["volume"], again["pages"]) == ("2022", "33", "7-9")
    assert browser.post("/publication/edit", data=again).status_code == 303
    now = kept(url)
    assert (now.year, now.volume, now.pages) == (2022, "33", "7-9")


def test_a_value_that_a_field_does_not_take_is_said_beside_it_and_nothing_typed_is_lost(
    browser: TestClient, url: str
) -> None:
    for wrong, said in (({"year": "soon"}, "year"), ({"doi": "ten"}, "&#39;ten&#39; is not a DOI such as")):
        answer = browser.post("/publication/edit", data=opened(browser) | {"issue": "9"} | wrong)
        assert answer.status_code == 422
        assert said in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert form_of(answer.text)["issue"] == "9"
    assert kept(url).issue is None


def test_a_standing_and_a_design_that_a_person_sets_rest_on_them(browser: TestClient, url: str) -> None:
    browser.post("/publication/edit", data=opened(browser) | {"standing": "retracted", "design": "unknown"})
    now = kept(url)
    assert (now.standing, now.standing_source) == (Standing.RETRACTED, "ana")
    assert (now.design, now.design_basis) == ("unknown", "curator")
    assert now.standing_checked_on is not None


def test_an_identifier_that_another_has_makes_them_a_pair_to_decide(browser: TestClient, url: str) -> None:
    browser.post("/publication/edit", data=opened(browser) | {"doi": "10.1000/other"})
    with store.session(url, read_only=True) as db:
        assert [(one.first.key, one.second.key) for one in pairs(db)] == [("pub", "other")]
    assert "It may be one with" in browser.get("/publication?key=pub").text


def test_a_reader_is_offered_no_change_and_may_make_none(url: str) -> None:
    reader = someone(application(url, team=True), "Ben", TeamRole.READER)
    assert "/publication/edit" not in reader.get("/publication?key=pub").text
    assert reader.get("/publication/edit?key=pub").status_code == 403
    assert reader.post("/publication/edit", data={"key": "pub", "year": "1999"}).status_code == 403
    assert reader.post("/publication/take", data={"key": "pub", "field": "x", "source": "y"}).status_code == 403
    assert kept(url).year == 2020


def test_a_program_sends_back_the_tag_of_what_it_saw(browser: TestClient, url: str) -> None:
    tag = browser.get("/api/v1/publications/pub").headers["etag"]
    sent, seen = {"fields": {"year": 2021}}, {"If-Match": tag}
    assert browser.patch("/api/v1/publications/pub", json=sent, headers=seen).status_code == 200
    refused = browser.patch("/api/v1/publications/pub", json=sent, headers=seen)
    assert refused.status_code == 409
    assert "is not what you saw" in refused.json()["error"]
    assert kept(url).year == 2021


def test_what_was_merged_is_split_again_where_the_publication_is_shown(browser: TestClient) -> None:
    browser.post("/library/duplicates", data={"first": "pub", "second": "other", "verdict": "first"})
    shown = browser.get("/publication?key=pub").text
    assert "Merged into it" in shown
    assert 'aria-label="They are two: split other from it again"' in shown
    answer = browser.post("/publication/split", data={"key": "pub", "other": "other"})
    assert answer.headers["location"] == "/publication?key=other"
    assert browser.get("/publication?key=other").status_code == 200
    assert "Merged into it" not in browser.get("/publication?key=pub").text
    past = browser.get("/history/record?kind=publication&key=pub").text
    assert re.search(r"<td>merged</td>.*<td>split</td>", past, re.DOTALL)
    again = browser.post("/publication/split", data={"key": "pub", "other": "other"})
    assert again.status_code == 422
    assert "the log has no merge of the two that is not taken back" in again.text


def test_a_program_splits_what_was_merged_and_a_reader_does_not(browser: TestClient, url: str) -> None:
    two = {"first": "pub", "second": "other"}
    assert browser.post("/api/v1/duplicates/merge", json=two).status_code == 200
    reader = someone(application(url, team=True), "Ben", TeamRole.READER)
    assert "They are two" not in reader.get("/publication?key=pub").text
    assert reader.post("/publication/split", data={"key": "pub", "other": "other"}).status_code == 403
    assert browser.post("/api/v1/duplicates/split", json=two).json() == {
        "citations": 0,
        "stay": 0,
        "changed": [],
        "audited": [],
    }
