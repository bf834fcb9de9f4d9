"""Tables and pictures in the browser: the rows, filters and files of the command line, and nobody's secret."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from evidence import store
from evidence.cli import cli
from evidence.models import AdvertiserBase, PageBase, TeamRole
from evidence.report.presets import Preset
from evidence.store.citations import Pointer
from evidence.web.routes.tables import SHOWN
from evidence.workflow.editing import ClaimRef, reject_claim
from evidence.workflow.review import Decision, record, solo_coding
from tests import reviewed, stored
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

ZIP = b"PK\x03\x04"
EMPTY = {"claimed-found", "forest"}
"""The pictures for which the page of these tests has nothing: no study of it gives a number with an interval."""


@pytest.fixture
def url(sqlite_url: str) -> str:
    stored_page(sqlite_url)
    with store.session(sqlite_url) as db:
        stored.vocabulary(db)
        store.save_advertisers(db, [AdvertiserBase(key="relief", name="Relief <b>Clinics</b>")], stored.BY)
        store.save_studies(db, [stored.study(title="A trial", sample_size=20)], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY, studies=["study"])
        snapshot = store.newest_snapshot(db, "clinic.txt")
        store.save_citations(db, snapshot, [Pointer("C001", stored.citation(), "pub")], stored.BY)
    return sqlite_url


@pytest.fixture
def browser(url: str) -> TestClient:
    return someone(application(url))


def many_claims(url: str, count: int) -> None:
    text = " ".join(f"Claim {n:03} holds." for n in range(count))
    with store.session(url) as db:
        snapshot = stored.save_page(db, "long", text)
        claims = [stored.claim(f"Claim {n:03} holds.", text, key=f"L{n:03}") for n in range(count)]
        store.save_claims(db, snapshot, claims, stored.BY)


@pytest.mark.parametrize("preset", list(Preset))
def test_every_preset_is_shown_with_how_it_was_made(browser: TestClient, preset: Preset) -> None:
    answer = browser.get(f"/tables?preset={preset}")
    assert answer.status_code == 200
    assert "How this table was made" in answer.text
    assert f'href="/tables?preset={preset}" aria-current="page"' in answer.text


def test_what_is_unknown_says_so_in_another_hand(browser: TestClient) -> None:
    text = browser.get("/tables?page=clinic.txt").text
    assert re.search(r'class="unknown">not (stated|checked|reported|judged)', text)


def test_a_filter_left_empty_asks_nothing_and_one_that_is_filled_narrows(browser: TestClient) -> None:
    empty = "condition=&intervention=&study_type=&verdict=&year_from=&year_to=&page=&advertiser=&sort=&group="
    assert browser.get(f"/tables?{empty}").text.count("<tr>") == browser.get("/tables").text.count("<tr>")
    assert browser.get("/tables?year_from=2019&year_to=2019").text.count("<th scope=row>") == 1
    nothing = browser.get("/tables?page=nowhere").text
    assert "No row passes these filters. That says nothing about the evidence." in nothing


def test_a_filter_or_column_that_there_is_not_is_refused(browser: TestClient) -> None:
    for wrong in ("condition=scurvy", "sort=colour", "verdict=perhaps", "preset=nonsense", "year_from=soon"):
        answer = browser.get(f"/tables?{wrong}")
        assert answer.status_code == 422, wrong
        assert 'class="evidence' not in answer.text


def test_who_goes_through_a_sorted_table_is_not_disturbed_by_others_and_is_told(browser: TestClient, url: str) -> None:
    many_claims(url, 2 * SHOWN)
    first = browser.get("/tables?page=long&sort=-claim").text
    assert "has changed since" not in first
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after
    with store.session(url) as db:
        reject_claim(db, ClaimRef("L099", "long"), "no claim", stored.BY)
    second = browser.get(after[1].replace("&amp;", "&")).text
    assert not set(re.findall(r"\bL\d{3}\b", first)) & set(re.findall(r"\bL\d{3}\b", second))
    assert len(set(re.findall(r"\bL\d{3}\b", second))) == SHOWN
    assert "The database has changed since these rows were put in order" in second
    anew = re.search(r'<a href="([^"]+)">begin anew', second)
    assert anew
    now = browser.get(anew[1].replace("&amp;", "&")).text
    assert f"Rows 1 to {SHOWN} of {2 * SHOWN - 1}." in now
    assert "L099" not in now


def test_what_shows_nothing_leads_on(browser: TestClient) -> None:
    filtered = browser.get("/tables?page=nowhere").text
    assert '<a href="/tables?preset=claims">Show it without filters</a>' in filtered
    assert "All rows as a file" not in filtered
    assert '<a href="/pictures?name=map">Draw it without filters</a>' in browser.get("/pictures?page=nowhere").text


def test_an_empty_database_says_where_to_begin(sqlite_url: str) -> None:
    newcomer = someone(application(sqlite_url))
    assert '<a href="/add">Add a page</a>: it is read' in newcomer.get("/").text
    for address in ("/tables", "/pictures"):
        assert 'the database holds no page yet: <a href="/">begin there</a>' in newcomer.get(address).text.replace(
            "The database", "the database"
        )
    assert "There is none yet." in newcomer.get("/projects").text
    assert "Agreement is counted between two" in newcomer.get("/agreement").text


def test_a_long_table_comes_a_screen_at_a_time_and_its_files_whole(browser: TestClient, url: str) -> None:
    many_claims(url, 2 * SHOWN + 7)
    keys: list[str] = []
    address = "/tables?page=long"
    while address:
        text = browser.get(address).text
        found = re.findall(r"\bL\d{3}\b", text)
        keys += found
        assert len(set(found)) <= SHOWN
        assert "limit" not in text.partition("How this table was made")[2]
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address = after[1].replace("&amp;", "&") if after else ""
    assert sorted(set(keys)) == [f"L{n:03}" for n in range(2 * SHOWN + 7)]
    assert f"Rows 51 to 100 of {2 * SHOWN + 7}." in browser.get("/tables?page=long&sort=claim&start=50").text
    assert browser.get("/tables/file?page=long&form=csv").text.count("\r\n") == 2 * SHOWN + 8


@pytest.mark.parametrize("form", ["csv", "markdown", "html"])
def test_a_file_is_byte_for_byte_what_the_command_line_writes(
    browser: TestClient, url: str, tmp_path: Path, form: str
) -> None:
    written = tmp_path / "table"
    words = ["--db", url, "table", "--year", "2019", "--format", form, "-o", str(written)]
    assert CliRunner().invoke(cli, words).exit_code == 0
    answer = browser.get(f"/tables/file?year_from=2019&year_to=2019&form={form}")
    assert answer.content == written.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("form", "begins"), [("xlsx", ZIP), ("docx", ZIP), ("pdf", b"%PDF"), ("parquet", b"PAR1"), ("json", b"{")]
)
def test_other_files_are_what_they_say(browser: TestClient, form: str, begins: bytes) -> None:
    assert browser.get(f"/tables/file?form={form}").content.startswith(begins)


def test_a_format_whose_package_is_missing_says_what_to_install(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = browser.get("/tables/file?form=pdf")
    assert answer.status_code == 422
    assert "evidence-audit[pdf]" in answer.text
    assert browser.get("/tables/file?form=exe").status_code == 404


def test_a_picture_stands_as_an_image_with_its_words_and_its_data(browser: TestClient) -> None:
    for name in ("map", "timeline", "claimed-found", "forest"):
        text = browser.get(f"/pictures?name={name}").text
        if name in EMPTY:
            assert "There is nothing to draw: no claim has what this picture shows." in text
            assert "<img" not in text
            continue
        image = re.search(r'<img class="picture" src="([^"]+)" alt="([^"]+)">', text)
        assert image is not None
        assert len(image[2]) > 20
        assert "<svg" not in text
        assert "The data of this picture" in text
        drawn = browser.get(image[1].replace("&amp;", "&"))
        assert drawn.headers["content-type"] == "image/svg+xml"
        assert drawn.content.startswith(b"<svg")


def test_a_picture_opened_by_itself_may_do_nothing(browser: TestClient) -> None:
    drawn = browser.get("/pictures/file?name=map&form=svg")
    assert drawn.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert "content-disposition" not in drawn.headers
    assert browser.get("/pictures/file?name=map&form=svg&keep=true").headers["content-disposition"]
    assert browser.get("/pictures/file?name=map&form=png").content.startswith(b"\x89PNG")
    assert browser.get("/pictures/file?name=map&form=html").text.startswith("<!DOCTYPE html>")


def test_the_report_of_a_page_is_a_file_to_keep(browser: TestClient) -> None:
    answer = browser.get("/report?page=clinic.txt")
    assert answer.headers["content-disposition"] == 'attachment; filename="report.html"'
    assert "Content-Security-Policy" in answer.text
    assert browser.get("/report?page=nowhere").status_code == 404


def test_a_complaint_holds_nothing_that_does_not_stand_unless_it_is_a_draft(browser: TestClient, url: str) -> None:
    with store.session(url) as db:
        store.save_pages(db, [PageBase(key="clinic.txt", address="clinic.txt")], stored.BY, advertisers=["relief"])
    assert "Relief &lt;b&gt;Clinics&lt;/b&gt;" in browser.get("/packets").text
    refused = browser.get("/packets/file?advertiser=relief")
    assert refused.status_code == 422
    assert "may go into a packet" in refused.text
    assert browser.get("/packets/file?advertiser=nobody").status_code == 404
    assert browser.get("/packets/file?advertiser=relief&form=pdf").status_code == 404


def test_a_draft_of_a_complaint_says_so_in_its_name_and_on_its_pages(browser: TestClient, url: str) -> None:
    with store.session(url) as db:
        store.save_pages(db, [PageBase(key="clinic.txt", address="clinic.txt")], stored.BY, advertisers=["relief"])
        [first, *_] = store.claim_ids(db, store.newest_snapshot(db, "clinic.txt"))
        weighed = Decision("not_supported", "misleading")
        seat = solo_coding(db, "ana", "clinic.txt", stored.BY)
        claim = store.claim_ids(db, store.newest_snapshot(db, "clinic.txt"))[first]
        record(db, seat.on(claim), weighed, stored.BY)
    draft = browser.get(f"/packets/file?advertiser=relief&claims={first}&draft=yes&form=html")
    assert draft.headers["content-disposition"] == 'attachment; filename="complaint-draft.html"'
    assert "DRAFT" in draft.text
    assert browser.get("/packets/file?advertiser=relief&draft=yes").content.startswith(ZIP)


def test_a_coder_finds_anothers_judgement_in_no_table_or_file_before_both_are_done(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        first, _ = reviewed.project(db)
        pairs = [(first, name) for name in ("ann", "bob")]
        store.assigning.assign_claims(db, reviewed.BOOK, pairs, stored.BY)
        reviewed.says(db, "ann", first, "overstated misleading", rationale="nobody says so")
    app = application(sqlite_url, team=True)
    ann, bob = someone(app, "Ann", TeamRole.CODER), someone(app, "Bob", TeamRole.CODER)
    files = ["/tables", *(f"/tables/file?form={form}" for form in ("csv", "json", "html", "markdown"))]
    assert all("verstated" in ann.get(address).text for address in files)
    for address in files:
        text = bob.get(address).text
        assert "Overstated" not in text.replace('<option value="overstated">overstated</option>', ""), address
        assert "nobody says so" not in text
    with store.session(sqlite_url) as db:
        reviewed.says(db, "bob", first)
    assert "verstated" in bob.get("/tables/file?form=csv").text


def test_a_blind_coder_gets_no_table_picture_or_report_while_claims_are_left(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        reviewed.project(db, blind=True)
    app = application(sqlite_url, team=True)
    coder, reader = someone(app, "Ann", TeamRole.CODER), someone(app, "Rea", TeamRole.READER)
    shut = ["/tables", "/tables/file", "/pictures", "/pictures/file", "/report?page=page", "/packets"]
    assert [coder.get(address).status_code for address in shut] == [403] * len(shut)
    assert [reader.get(address).status_code for address in shut] == [200] * len(shut)
