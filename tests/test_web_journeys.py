"""Whole journeys in a real browser: nothing fails on the way, nobody else is asked anything, everybody can use it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from evidence import store
from evidence.models import Axis, ProjectBase, ProtocolBase, TeamRole
from evidence.store.people import current_judgements
from evidence.workflow import accounts
from evidence.workflow.review import assign, codebook_of
from tests.browsing import Watched, needs_browser, serving, window
from tests.served import PASSWORD, stored_page
from tests.stored import BY

pytestmark = needs_browser

PAGE = "clinic.txt"
TEXT = " ".join(f"Magnesium relieves migraine in {n}% of people, a 2019 randomized trial found." for n in range(20, 32))


def barriers(page: Any) -> list[str]:
    """What an accessibility checker finds serious or worse on a page."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where a browser is there

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def joined(database: str, browser: Any, origin: str, name: str, role: TeamRole) -> Watched:
    with store.session(database) as db:
        secret = accounts.invite(db, name, role, store.Author("tester", datetime.now(UTC)))
    person = window(browser, origin)
    person.page.goto(f"{origin}/join?key={secret}")
    person.page.get_by_label("Password").fill(PASSWORD)
    person.page.get_by_role("button", name="Join").click()
    person.page.get_by_role("heading", name="Pages").wait_for()
    return person


def judge(person: Watched, keys: str, why: str = "") -> None:
    """Choose by keyboard, say why, record, and wait for the next claim."""
    page = person.page
    page.locator("form.judge").wait_for()
    was = page.locator("#claim article").get_attribute("data-claim")
    for key in keys:
        page.keyboard.press(key)
    if why:
        page.keyboard.press("r")
        page.keyboard.type(why)
        page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.locator(f'#claim article:not([data-claim="{was}"]) form.judge').wait_for()


def held(database: str) -> dict[tuple[str, str, Axis], str]:
    with store.session(database, read_only=True) as db:
        return {(one.reviewer, one.claim, one.judgement.axis): one.judgement.value for one in current_judgements(db)}


def test_one_person_judges_ten_claims_by_keyboard(sqlite_url: str, chromium: Any) -> None:
    claims = stored_page(sqlite_url, text=TEXT)
    with serving(sqlite_url) as server:
        person = window(chromium, server.origin)
        person.page.goto(server.first)
        person.page.get_by_role("link", name=PAGE).click()
        for number in range(10):
            judge(person, "34" if number % 2 else "65", why="as it says" if number == 3 else "")
        assert barriers(person.page) == []
        assert person.faults == []
    kept = held(sqlite_url)
    assert [kept["ana", claim, Axis.SUPPORT] for claim in claims[:4]] == ["contradicted", "overstated"] * 2
    assert len(kept) == 20


def test_a_newcomer_adds_a_page_corrects_a_boundary_judges_ten_claims_and_takes_the_table_home(
    sqlite_url: str, chromium: Any, tmp_path: Path
) -> None:
    saved = tmp_path / "clinic.html"
    saved.write_text(f"<title>Our clinic</title><main><h1>Migraine</h1><p>{TEXT}</p></main>", encoding="utf-8")
    with serving(sqlite_url) as server:
        person = window(chromium, server.origin)
        page = person.page
        page.goto(server.first)
        page.get_by_role("link", name="Add a page").first.click()
        assert barriers(page) == []
        page.locator("input[type=file]").set_input_files(saved)
        page.locator("#do-file").click()
        page.locator("form.judge").wait_for()
        quote = page.locator("#claim blockquote").inner_text()
        page.keyboard.press("]")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        page.locator("#claim blockquote").filter(has_not_text=quote.strip("“”")).wait_for()
        page.locator("form.judge").wait_for()
        assert page.locator("#claim blockquote").inner_text().strip("“”") == quote.strip("“”").rpartition(" ")[0]
        page.locator("body").click(position={"x": 5, "y": 300})
        for _ in range(10):
            judge(person, "34")
        assert barriers(page) == []
        page.goto(f"{server.origin}/tables")
        assert barriers(page) == []
        with page.expect_download() as taken:
            page.get_by_role("link", name="DOCX").or_(page.get_by_role("button", name="DOCX")).first.click()
        words = docx.Document(taken.value.path())
        assert person.faults == []
    assert sum("Overstated" in cell.text or "overstated" in cell.text for cell in words.tables[0]._cells) >= 10
    assert len(held(sqlite_url)) == 20


def test_two_coders_differ_and_a_third_decides(postgres_url: str, chromium: Any) -> None:
    (claim, *_) = stored_page(postgres_url)
    with store.session(postgres_url) as db:
        store.save_projects(db, [ProjectBase(key="audit", title="An audit")], BY)
        store.save_protocols(db, "audit", [ProtocolBase(version=1, blind=True)], BY)
        store.add_pages_to_project(db, "audit", [PAGE], BY)
    with serving(postgres_url, "--team") as server:
        ana, bea = (joined(postgres_url, chromium, server.origin, name, TeamRole.CODER) for name in ("Ana", "Bea"))
        cai = joined(postgres_url, chromium, server.origin, "Cai", TeamRole.ADJUDICATOR)
        with store.session(postgres_url) as db:
            assign(db, codebook_of(db, "audit"), ["ana", "bea"], BY)
        for person, keys, why in ((ana, "11", "ana says so"), (bea, "66", "bea says so")):
            person.page.goto(f"{server.origin}/queue/next?project=audit")
            assert person.page.get_by_text("suggestion hidden").count() == 1
            assert person.page.get_by_text("ana says so").count() == 0
            judge(person, keys, why)
        cai.page.goto(f"{server.origin}/queue?project=audit")
        assert barriers(cai.page) == []
        cai.page.locator("#differing a").first.click()
        assert cai.page.get_by_text("ana says so").count() == 1
        assert cai.page.get_by_text("bea says so").count() == 1
        assert barriers(cai.page) == []
        cai.page.locator("select[name=support]").select_option("overstated")
        cai.page.locator("select[name=accuracy]").select_option("misleading")
        cai.page.locator("textarea[name=rationale]").fill("each read one half")
        cai.page.get_by_role("button", name="Record the verdict").click()
        cai.page.get_by_text("No claim waits for an adjudicator").wait_for()
        cai.page.goto(f"{server.origin}/agreement?project=audit")
        assert cai.page.get_by_text("1 of 1 coded claims").count() == 1
        assert barriers(cai.page) == []
        assert [person.faults for person in (ana, bea, cai)] == [[], [], []]
    kept = held(postgres_url)
    assert kept["ana", claim, Axis.SUPPORT] == "supported"
    assert kept["bea", claim, Axis.SUPPORT] == "contradicted"
    assert kept["cai", claim, Axis.SUPPORT] == "overstated"


HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'


@pytest.mark.parametrize("width", [1280, 768])
def test_code_in_a_page_its_name_or_a_rationale_never_runs(sqlite_url: str, chromium: Any, width: int) -> None:
    key = f"{HOSTILE[:60]}.txt"
    (claim, *_) = stored_page(sqlite_url, key, f"{HOSTILE} Magnesium relieves migraine in 30% of people.", HOSTILE)
    with serving(sqlite_url) as server:
        person = window(chromium, server.origin, width=width, height=1024)
        person.page.goto(server.first)
        person.page.locator("tbody a").first.click()
        person.page.locator("form.judge").wait_for()
        person.page.keyboard.press("3")
        person.page.keyboard.press("4")
        person.page.keyboard.press("r")
        person.page.keyboard.type(HOSTILE)
        person.page.keyboard.press("Control+Enter")
        person.page.get_by_text("Recorded").first.wait_for()
        person.page.reload()
        person.page.locator("form.judge").wait_for()
        assert person.page.locator("textarea[name=rationale]").input_value() == HOSTILE
        assert person.faults == []
    assert held(sqlite_url)["ana", claim, Axis.SUPPORT] == "overstated"
