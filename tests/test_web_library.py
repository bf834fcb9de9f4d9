"""The library in the browser: found, read, tied to claims one by one, filled from files; studies entered by hand."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import (
    AbstractSection,
    CitationStatus,
    Notice,
    OutcomeKind,
    ResultBase,
    Standing,
    TeamRole,
)
from evidence.store.citations import Pointer
from evidence.workflow.duplicates import find_duplicates
from evidence.workflow.editing import study_fingerprint
from tests import stored
from tests.served import application, someone, stored_page, visitor
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

RIS = "TY  - JOUR\nTI  - Magnesium in cluster headache\nAU  - Example, A.\nPY  - 2019\nDO  - 10.1000/cluster\nER  -\n"
RESULTS = (
    ResultBase(outcome="pain", kind=OutcomeKind.PRIMARY, value=0.1, start=3, end=9, text="0.1 lower"),
    ResultBase(outcome="sleep", value=2.5, unverified=True),
)


@pytest.fixture
def url(database_url: str) -> str:
    stored_page(database_url)
    abstract = (AbstractSection(label="RESULTS", text="Pain fell by 12 points. <b>Not bold</b>"),)
    with store.session(database_url) as db:
        stored.vocabulary(db)
        store.save_studies(db, [stored.study(draft=True, title="A trial", results=RESULTS)], stored.BY)
        pub = stored.publication(
            doi="10.1000/a",
            pmid="29404715",
            abstract=abstract,
            journal="Headache",
            design="rct",
            authors=("Example A",),
        )
        fallen = stored.publication(
            "fallen",
            standing=Standing.RETRACTED,
            standing_source="a list of retractions",
            standing_checked_on="2026-03-01",
            notices=(Notice(kind="retraction", source="Headache"),),
        )
        store.save_publications(db, [pub, fallen], stored.BY, studies=["study", None])
        snapshot = store.newest_snapshot(db, "clinic.txt")
        store.save_citations(
            db,
            snapshot,
            [Pointer("C001", stored.citation(), "pub"), Pointer("C003", stored.citation(), "pub")],
            stored.BY,
        )
    return database_url


@pytest.fixture
def browser(url: str) -> TestClient:
    return someone(application(url, team=True))


def statuses(url: str) -> dict[tuple[str, str], CitationStatus]:
    with store.session(url, read_only=True) as db:
        found = store.citations_of(db, store.newest_snapshot(db, "clinic.txt"))
    return {(one.claim, one.publication or ""): one.citation.status for one in found}


def seen(url: str, key: str = "study") -> dict[str, str]:
    with store.session(url, read_only=True) as db:
        return {"key": key, "seen": study_fingerprint(store.study(db, key))}


# ---------------------------------------------------------------- searching and reading


def test_a_search_finds_by_words_and_filters_narrow_it(browser: TestClient) -> None:
    found = browser.get("/library", params={"q": "about"}).text
    assert "About pub" in found
    assert "About fallen" in found
    narrowed = browser.get("/library", params={"q": "about", "design": "rct", "year_from": "", "standing": ""}).text
    assert "About pub" in narrowed
    assert "About fallen" not in narrowed
    assert "Nothing in this library has these words" in browser.get("/library?q=nonsense").text


def test_a_search_says_which_hits_are_shown_and_whether_these_are_all(browser: TestClient, url: str) -> None:
    assert "Hits 1 to 2, all there are; those in title" in browser.get("/library?q=about").text
    assert "The publications by their keys, all 2." in browser.get("/library").text
    with store.session(url) as db:
        store.save_publications(db, [stored.publication(f"p{n:03}") for n in range(60)], stored.BY)
    assert "Hits 1 to 25; those in title" in browser.get("/library?q=about").text
    assert "Hits 26 to 50; those in title" in browser.get("/library?q=about&start=25").text
    assert "Hits 51 to 62, the last; those in title" in browser.get("/library?q=about&start=50").text


def test_a_search_that_cannot_be_read_keeps_the_form_and_says_why(browser: TestClient) -> None:
    for query, why in (("(((", "cannot be read"), ("about&condition=scurvy", "the vocabulary has no condition")):
        answer = browser.get(f"/library?q={query}")
        assert answer.status_code == 422
        assert why in answer.text
        assert 'name="q"' in answer.text


def test_without_words_the_library_lists_what_there_is_a_screen_at_a_time(browser: TestClient, url: str) -> None:
    with store.session(url) as db:
        store.save_publications(db, [stored.publication(f"p{n:03}") for n in range(60)], stored.BY)
    keys: list[str] = []
    address = "/library"
    while address:
        text = browser.get(address).text
        keys += re.findall(r'href="/publication\?key=([^"]+)"', text)
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address = after[1].replace("&amp;", "&") if after else ""
    assert len(keys) == len(set(keys)) == 62


def test_a_publication_shows_its_fields_its_labelled_abstract_and_links(browser: TestClient) -> None:
    text = browser.get("/publication?key=pub").text
    assert 'href="https://doi.org/10.1000/a"' in text
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/29404715/"' in text
    assert "<b>Results.</b> Pain fell by 12 points. &lt;b&gt;Not bold&lt;/b&gt;" in text
    assert "Headache" in text


def test_a_standing_never_looked_up_is_not_shown_as_clean(browser: TestClient) -> None:
    for text in (browser.get("/publication?key=pub").text, browser.get("/library?q=pub").text):
        assert '<span class="unknown">standing not checked</span>' in text
        assert "no notice known" not in text


def test_a_retraction_is_shown_with_its_source_and_date(browser: TestClient) -> None:
    text = browser.get("/publication?key=fallen").text
    assert '<span class="chip critical">retracted, checked 2026-03-01</span>' in text
    assert "as a list of retractions says" in text
    assert "<b>retraction</b>: Headache" in text


def test_what_is_not_there_is_said(browser: TestClient) -> None:
    text = browser.get("/publication?key=fallen").text
    assert "No abstract is in this library" in text
    assert "No study is recorded for it" in text
    assert browser.get("/publication?key=nowhere").status_code == 404


# ---------------------------------------------------------------- which claims lean on it


def test_a_candidate_is_confirmed_and_refused_one_by_one(browser: TestClient, url: str) -> None:
    sent = {"key": "pub", "page": "clinic.txt", "claim": "C001"}
    assert browser.post("/publication/decide", data={**sent, "decision": "confirm"}).status_code == 303
    assert statuses(url) == {("C001", "pub"): "confirmed", ("C003", "pub"): "candidate"}
    browser.post("/publication/decide", data={**sent, "decision": "refuse"})
    assert statuses(url) == {("C001", "pub"): "refused", ("C003", "pub"): "candidate"}
    assert "refused" in browser.get("/publication?key=pub").text


def test_a_decision_made_here_is_undone_in_the_reading_view(browser: TestClient, url: str) -> None:
    sent = {"key": "pub", "page": "clinic.txt", "claim": "C001", "decision": "refuse"}
    browser.post("/publication/decide", data=sent)
    browser.post("/publication/decide", data=sent | {"key": "fallen", "decision": "confirm"})
    page, part = {"page": "clinic.txt"}, {"HX-Request": "true"}
    assert "fallen is no source of C001 any more" in browser.post("/claims/undo", data=page, headers=part).text
    assert ("C001", "fallen") not in statuses(url)
    assert "the source of C001 is as it was" in browser.post("/claims/undo", data=page, headers=part).text
    assert statuses(url)["C001", "pub"] == "candidate"


def test_a_publication_is_attached_to_a_claim_that_did_not_point_at_it(browser: TestClient, url: str) -> None:
    sent = {"key": "fallen", "page": "clinic.txt", "claim": "C002", "decision": "confirm"}
    browser.post("/publication/decide", data=sent)
    assert statuses(url)["C002", "fallen"] == "confirmed"


def test_a_decision_that_is_neither_is_refused(browser: TestClient, url: str) -> None:
    sent = {"key": "pub", "page": "clinic.txt", "claim": "C001", "decision": "perhaps"}
    assert browser.post("/publication/decide", data=sent).status_code == 422
    assert statuses(url)["C001", "pub"] == "candidate"


def test_a_reader_is_offered_no_change_and_may_make_none(url: str) -> None:
    reader = someone(application(url, team=True), "Ben", TeamRole.READER)
    text = reader.get("/publication?key=pub").text
    assert 'action="/publication' not in text
    sent = {"key": "pub", "page": "clinic.txt", "claim": "C001", "decision": "confirm"}
    assert reader.post("/publication/decide", data=sent).status_code == 403
    assert statuses(url)["C001", "pub"] == "candidate"


# ---------------------------------------------------------------- studies


def results(url: str) -> tuple[ResultBase, ...]:
    with store.session(url, read_only=True) as db:
        return store.study(db, "study").results


def test_a_study_shows_arms_results_and_that_nobody_accepted_it(browser: TestClient) -> None:
    text = browser.get("/study?key=study").text
    assert "the program read it, nobody has accepted it" in text
    assert "No arm is recorded" in text
    assert "0.1 lower" in text
    assert "not seen in a source" in text


def test_one_result_is_changed_and_the_rest_of_it_and_the_others_stay(browser: TestClient, url: str) -> None:
    form = browser.get("/study/part?key=study&part=results&at=0").text
    assert 'value="0.1"' in form
    sent = {"part": "results", "at": "0", "outcome": "pain at rest", "kind": "primary", "value": "0.2", "do": "save"}
    assert browser.post("/study/part", data={**seen(url), **sent}).status_code == 303
    first, second = results(url)
    assert (first.outcome, first.value, first.start, first.text) == ("pain at rest", 0.2, 3, "0.1 lower")
    assert second == RESULTS[1]


def test_a_result_is_added_and_taken_out(browser: TestClient, url: str) -> None:
    new = {"part": "results", "at": "", "outcome": "mood", "kind": "secondary", "p_value": "0.04", "do": "save"}
    browser.post("/study/part", data={**seen(url), **new})
    assert [one.outcome for one in results(url)] == ["pain", "sleep", "mood"]
    browser.post("/study/part", data={**seen(url), "part": "results", "at": "1", "outcome": "sleep", "do": "remove"})
    assert [one.outcome for one in results(url)] == ["pain", "mood"]


def test_an_arm_is_added(browser: TestClient, url: str) -> None:
    arm = {"part": "arms", "at": "", "name": "placebo", "participants": "30", "do": "save"}
    browser.post("/study/part", data={**seen(url), **arm})
    assert '<td class="n">30</td>' in browser.get("/study?key=study").text


def test_a_number_that_is_none_is_refused_with_its_field(browser: TestClient, url: str) -> None:
    sent = {"part": "results", "at": "0", "outcome": "pain", "value": "some", "do": "save"}
    refused = browser.post("/study/part", data={**seen(url), **sent})
    assert refused.status_code == 422
    assert "(results[0].value)" in refused.text
    assert results(url) == RESULTS


def test_fields_of_a_study_are_set_and_what_was_not_touched_stays(browser: TestClient, url: str) -> None:
    form = browser.get("/study/edit?key=study").text
    assert "<option selected>rct</option>" in form
    sent = {"title": "A better title", "design": "rct", "sample_size": "60", "controlled": "yes", "funding": ""}
    assert browser.post("/study/edit", data={**seen(url), **sent}).status_code == 303
    with store.session(url, read_only=True) as db:
        study = store.study(db, "study")
    assert (study.title, study.sample_size, study.controlled) == ("A better title", 60, True)
    assert study.results == RESULTS
    assert study.draft


def test_who_saves_a_form_that_is_out_of_date_is_told_and_nothing_is_lost(browser: TestClient, url: str) -> None:
    stale = seen(url)
    browser.post("/study/edit", data={**stale, "sample_size": "60"})
    late = browser.post("/study/edit", data={**stale, "sample_size": "20"})
    assert late.status_code == 409
    assert "changed by somebody since you opened it" in late.text
    with store.session(url, read_only=True) as db:
        assert store.study(db, "study").sample_size == 60


def test_a_draft_is_accepted(browser: TestClient, url: str) -> None:
    browser.post("/study/accept", data=seen(url))
    assert "a person stands behind it" in browser.get("/study?key=study").text


def test_a_study_is_started_from_its_publication_once(browser: TestClient, url: str) -> None:
    answer = browser.post("/publication/study", data={"key": "fallen"})
    assert answer.headers["location"] == "/study?key=fallen"
    assert browser.post("/publication/study", data={"key": "fallen"}).status_code == 422
    with store.session(url, read_only=True) as db:
        assert store.study_of_publication(db, "fallen") == "fallen"
        assert store.study(db, "fallen").year == 2020


@pytest.mark.parametrize("address", ["/study/part?key=study&part=results&at=99", "/study/part?key=study&part=nothing"])
def test_a_part_that_is_not_there_is_not_found(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 404


# ---------------------------------------------------------------- two that may be one


@pytest.fixture
def twins(url: str) -> dict[str, str]:
    names = {"first": "twin1", "second": "twin2"}
    title = "Magnesium for <i>migraine</i> in adults"
    with store.session(url) as db:
        made = [
            stored.publication(key, title=title, authors=("Example A",), volume=str(n))
            for n, key in enumerate(names.values(), 1)
        ]
        store.save_publications(db, made, stored.BY)
        assert find_duplicates(db, stored.BY) == 1
    return names


@pytest.mark.usefixtures("twins")
def test_a_pair_is_shown_with_what_differs(browser: TestClient) -> None:
    assert "1 pair of publications may be one" in browser.get("/library").text
    assert 'href="/library/duplicates?of=twin1"' in browser.get("/publication?key=twin1").text
    text = browser.get("/library/duplicates").text
    assert '<th scope="row">volume</th><td>1</td><td>2</td>' in text
    assert "<i>migraine" not in text


def test_a_pair_is_merged_and_the_other_name_finds_the_one_that_is_kept(
    browser: TestClient, twins: dict[str, str]
) -> None:
    answer = browser.post("/library/duplicates", data={**twins, "verdict": "second"})
    assert answer.headers["location"] == "/publication?key=twin2"
    kept = browser.get("/publication?key=twin1").text
    assert "<dd>twin2</dd>" in kept
    assert "What other sources say otherwise" in kept
    assert "No pair waits" in browser.get("/library/duplicates").text


def test_a_pair_is_told_apart_for_good(browser: TestClient, twins: dict[str, str]) -> None:
    browser.post("/library/duplicates", data={**twins, "verdict": "two"})
    assert browser.post("/library/duplicates/find").status_code == 303
    assert "No pair waits" in browser.get("/library/duplicates").text
    assert browser.post("/library/duplicates", data={**twins, "verdict": "maybe"}).status_code == 422


# ---------------------------------------------------------------- files


def sent_file(browser: TestClient, name: str, content: str | bytes) -> Any:
    return browser.post("/library/add", files={"file": (name, content)})


def test_a_citation_file_is_loaded_and_found(browser: TestClient) -> None:
    answer = sent_file(browser, "library.ris", RIS)
    assert answer.status_code == 200
    assert "1 added" in answer.text
    assert "Magnesium in cluster headache" in browser.get("/library?q=10.1000/cluster").text
    assert "1 unchanged" in sent_file(browser, "library.ris", RIS).text


def test_problems_of_a_file_are_listed_by_line_and_nothing_is_loaded(browser: TestClient) -> None:
    rows = "key,title,year\ngood,A title,2019\nbad,A title,many\n"
    answer = sent_file(browser, "publications.csv", rows)
    assert answer.status_code == 422
    assert "nothing was loaded" in answer.text
    assert '<td class="n">3</td><td>year</td>' in answer.text
    assert browser.get("/publication?key=good").status_code == 404


def test_a_file_of_other_records_is_not_the_librarys(browser: TestClient) -> None:
    answer = sent_file(browser, "claims.csv", "key,page,quote,claim_type\nC9,clinic.txt,It works,efficacy\n")
    assert answer.status_code == 422
    assert "holds claims, and the library takes publications and studies" in answer.text


def test_a_file_that_is_nothing_is_refused_without_a_path_of_the_machine(browser: TestClient) -> None:
    answer = sent_file(browser, "../../<script>.bin", b"\x00\x01\x02")
    assert answer.status_code == 422
    assert "evidence-" not in answer.text
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_reader_adds_no_file(url: str) -> None:
    reader = someone(application(url, team=True), "Ben", TeamRole.READER)
    assert sent_file(reader, "library.ris", RIS).status_code == 403


# ---------------------------------------------------------------- where one is


def test_a_screen_says_where_it_is_and_an_error_keeps_the_way_back(browser: TestClient, url: str) -> None:
    assert '<a href="/library" aria-current="page">' in browser.get("/library").text
    for address in ("/publication?key=pub", "/study?key=study", "/library/duplicates"):
        assert '<a href="/library" aria-current="true">' in browser.get(address).text
    for address, status, title in (
        ("/nowhere", 404, "There is nothing here"),
        ("/publication?key=nobody", 404, "There is nothing here"),
        ("/tables?sort=colour", 422, "This cannot be shown"),
    ):
        answer = browser.get(address)
        assert answer.status_code == status
        assert f"<h1>{title}</h1>" in answer.text
        assert '<nav aria-label="Workbench">' in answer.text
    stranger = visitor(application(url))
    assert '<nav aria-label="Workbench">' not in stranger.get("/nowhere").text
