"""Claims corrected with keys, mouse and selection in a real browser: places are code points, and nothing is lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from evidence import store
from evidence.models import ClaimBase
from evidence.workflow.editing import ClaimRef, edit_claim
from tests.browsing import Watched, needs_browser, serving, window
from tests.served import stored_page
from tests.stored import BY

pytestmark = needs_browser

PAGE = "clinic.txt"
TEXT = (
    "😀😀 Magnesium relieves pain in 35% of people with migraine, a 2019 randomized trial found. "
    "It is completely safe for everyone. A review of 12 studies showed that it works within 4 weeks."
)


@pytest.fixture
def reader(sqlite_url: str, chromium: Any) -> Iterator[Watched]:
    """A person at the reading view of a page that has characters of two UTF-16 units."""
    stored_page(sqlite_url, PAGE, TEXT)
    with serving(sqlite_url) as server:
        person = window(chromium, server.origin)
        person.page.goto(server.first)
        person.page.goto(f"{server.origin}/read?page={PAGE}&claim=C001")
        person.page.locator("form.judge").wait_for()
        yield person


def claims_in(database: str) -> dict[str, ClaimBase]:
    with store.session(database, read_only=True) as db:
        return {claim.key: claim for claim in store.claims_of(db, store.newest_snapshot(db, PAGE))}


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def notice(page: Any, words: str) -> None:
    page.locator("#notice").get_by_text(words).wait_for()


def test_boundaries_move_by_words_and_are_left_or_saved(reader: Watched, sqlite_url: str) -> None:
    page, was = reader.page, claims_in(sqlite_url)["C001"]
    press(page, "[", "ArrowRight", "ArrowRight")
    assert focused(page) == "edge-start"
    assert page.locator("#adjust-where").inner_text() == "Starts with “relieves pain in 35% of …”"
    press(page, "Escape")
    assert focused(page) == "claim"
    press(page, "[", "ArrowRight", "ArrowRight", "Enter")
    notice(page, "C001 has other boundaries.")
    now = claims_in(sqlite_url)["C001"]
    assert (now.start, now.end) == (TEXT.index("relieves"), was.end)
    assert now.quote == TEXT[now.start : now.end]
    press(page, "u")
    notice(page, "Undone: C001 is again as it was (its boundaries).")
    assert claims_in(sqlite_url)["C001"] == was
    assert reader.faults == []


def test_a_handle_is_dragged_to_the_end_of_a_word(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    handle = page.locator("#edge-end").bounding_box()
    word = page.evaluate(
        """() => { const node = document.querySelector("a.c[data-claim=C001]").firstChild;
        const range = document.createRange(); const at = node.data.indexOf("migraine");
        range.setStart(node, at); range.setEnd(node, at + 6); const box = range.getBoundingClientRect();
        return { x: box.right, y: (box.top + box.bottom) / 2 } }"""
    )
    middle = {"x": handle["x"] + handle["width"] / 2, "y": handle["y"] + handle["height"] / 2}
    line = page.evaluate(
        """() => { const node = [...document.querySelectorAll("a.c[data-claim=C001]")].at(-1);
        const boxes = node.getClientRects(); const box = boxes[boxes.length - 1]; return (box.top + box.bottom) / 2 }"""
    )
    page.mouse.move(middle["x"], middle["y"])
    page.mouse.down()
    page.mouse.move(word["x"], word["y"] + middle["y"] - line, steps=8)
    page.mouse.up()
    notice(page, "C001 has other boundaries.")
    assert claims_in(sqlite_url)["C001"].quote.endswith("with migraine,")


def test_a_selection_becomes_a_claim_of_whole_words(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    page.evaluate(
        """() => { const pieces = [...document.querySelectorAll("[data-at]")];
        const piece = pieces.find((one) => one.textContent.includes("completely"));
        const at = piece.firstChild.data.indexOf("completely"); const range = document.createRange();
        range.setStart(piece.firstChild, at + 3); range.setEnd(piece.firstChild, at + 13);
        getSelection().removeAllRanges(); getSelection().addRange(range) }"""
    )
    page.locator("#do-add").wait_for()
    press(page, "a")
    page.locator("#new-type").select_option("safety")
    assert page.locator("#new-claim blockquote").inner_text() == "“completely safe”"
    page.get_by_role("button", name="Add the claim").click()
    page.locator("#notice").get_by_text(" added.").wait_for()
    added = claims_in(sqlite_url)[page.locator("#claim article").get_attribute("data-claim")]
    assert (added.quote, added.claim_type) == ("completely safe", "safety")
    assert added.start == TEXT.index("completely")


def test_a_claim_is_split_merged_and_set_aside_by_keys(reader: Watched, sqlite_url: str) -> None:
    page, was = reader.page, claims_in(sqlite_url)["C001"]
    press(page, "s")
    assert focused(page) == "edge-cut"
    press(page, "Enter")
    notice(page, "C001 is now C001 and C001b.")
    press(page, "m")
    notice(page, "C001b is part of C001 now")
    assert claims_in(sqlite_url)["C001"].quote == was.quote
    press(page, "x")
    assert focused(page) == "reject-reason"
    page.keyboard.type("an opinion")
    press(page, "Enter")
    notice(page, "C001 is set aside.")
    assert page.locator("#claim article").get_attribute("data-claim") != "C001"
    assert focused(page) == "claim"


def test_fields_set_in_haste_are_all_saved_though_one_moves_on(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    press(page, "e")
    for field in ("outcome", "dose", "comparator", "journal"):
        page.locator(f"#field-{field}").fill(f"{field} as set")
        page.locator(f"#field-{field}").press("Tab")
    page.locator("#field-notes").fill("left at once")
    page.locator("#text a.c:not([data-claim=C001])").first.click()
    for _ in range(200):
        if claims_in(sqlite_url)["C001"].notes == "left at once":
            break
        page.wait_for_timeout(50)
    claim = claims_in(sqlite_url)["C001"]
    assert (claim.outcome, claim.dose, claim.comparator, claim.journal, claim.notes) == (
        "outcome as set",
        "dose as set",
        "comparator as set",
        "journal as set",
        "left at once",
    )
    assert page.locator(".alert").count() == 0


def test_what_somebody_else_changed_is_shown_and_what_was_typed_stays(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    with store.session(sqlite_url) as db:
        edit_claim(db, ClaimRef("C001", PAGE), {"outcome": "pain at night"}, BY)
    press(page, "e")
    page.locator("#field-dose").fill("5 mg")
    page.locator("#field-dose").press("Tab")
    page.get_by_role("alert").get_by_text("is not what you saw: tester edited it").wait_for()
    assert focused(page) == "alert"
    assert page.locator("#field-outcome").input_value() == "pain at night"
    page.get_by_role("button", name="Save mine").click()
    page.locator("#saved").get_by_text("Saved at").wait_for()
    claim = claims_in(sqlite_url)["C001"]
    assert (claim.outcome, claim.dose) == ("pain at night", "5 mg")
