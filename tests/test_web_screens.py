"""The library, tables, pictures, history and account in a real browser, on a desk and on a tablet."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from evidence import store
from evidence.store.citations import Pointer
from evidence.workflow.audit import add_page, audit
from tests import stored
from tests.browsing import Serving, Watched, needs_browser, serving, window
from tests.served import stored_page
from tests.test_web_journeys import barriers

pytestmark = needs_browser

SCREENS = [
    "/",
    "/queue",
    "/agreement",
    "/projects",
    "/library",
    "/library?q=about&design=rct",
    "/library/add",
    "/library/duplicates",
    "/publication?key=pub",
    "/publication/edit?key=pub",
    "/study?key=study",
    "/study/edit?key=study",
    "/study/part?key=study&part=results&at=0",
    "/tables",
    "/tables?preset=included-studies",
    "/tables?preset=audit",
    "/pictures",
    "/pictures?name=forest",
    "/packets",
    "/history",
    "/history/check",
    "/history/record?kind=study&key=study",
    "/history/snapshots?page=clinic.txt",
    "/account",
]
LONG = f"https://clinic.example/{'treatments-of-pain/' * 8}?from=newsletter"
"""The name of a page that has no room anywhere."""
LATER = store.Author("tester", stored.NOW + timedelta(days=1))


@pytest.fixture
def server(sqlite_url: str) -> Iterator[Serving]:
    stored_page(sqlite_url)
    with store.session(sqlite_url) as db:
        add_page(db, b"Magnesium relieves pain in 45% of people. It is safe.", name="clinic.txt", by=LATER)
        add_page(db, b"Magnesium relieves pain. Call us.", name=LONG, by=LATER)
        store.save_studies(db, [stored.study(draft=True, title="A trial", sample_size=20)], stored.BY)
        store.save_publications(db, [stored.publication(doi="10.1000/a")], stored.BY, studies=["study"])
        snapshot = store.newest_snapshot(db, "clinic.txt")
        claim = min(store.claim_ids(db, snapshot))
        store.save_citations(db, snapshot, [Pointer(claim, stored.citation(), "pub")], stored.BY)
        audit(db, "clinic.txt", LATER)
    with serving(sqlite_url) as served:
        yield served


def entered(browser: Any, server: Serving, width: int = 1280, height: int = 800) -> Watched:
    person = window(browser, server.origin, width=width, height=height)
    person.page.goto(server.first)
    return person


def test_every_screen_is_quiet_fits_and_can_be_used_by_everybody(chromium: Any, server: Serving) -> None:
    person = entered(chromium, server)
    for width, height in ((1280, 800), (768, 1024)):
        person.page.set_viewport_size({"width": width, "height": height})
        for address in SCREENS:
            answer = person.page.goto(server.origin + address)
            assert answer.status == 200, address
            wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (address, width)
            if width == 1280:
                assert barriers(person.page) == [], address
    assert person.faults == []


def test_a_source_is_found_confirmed_its_result_corrected_and_the_table_kept(chromium: Any, server: Serving) -> None:
    person = entered(chromium, server)
    page = person.page
    page.get_by_role("link", name="Library").click()
    page.get_by_label("Words, a phrase in quotation marks, or an identifier").fill("10.1000/a")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="About pub").click()
    page.get_by_role("button", name="Confirm for").click()
    assert page.locator("#citing .chip").inner_text() == "confirmed"
    page.get_by_role("link", name="study", exact=True).click()
    page.get_by_role("link", name="Edit result 1").click()
    page.get_by_label("Outcome", exact=True).fill("pain at four weeks")
    page.get_by_label("Kind of outcome").select_option("primary")
    page.get_by_role("textbox", name="P value").fill("0.296")
    page.get_by_role("button", name="Save").click()
    assert "pain at four weeks" in page.locator("#results").inner_text()
    page.get_by_role("button", name="I have read the source: accept").click()
    assert "a person stands behind it" in page.inner_text("main")
    page.get_by_role("link", name="Tables").click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert b"pain at four weeks" in kept.value.path().read_bytes()
    page.get_by_role("link", name="History").click()
    assert "accepted" in page.locator("table.log").inner_text()
    assert person.faults == []
