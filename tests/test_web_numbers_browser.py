"""The numbers of a claim in a real browser: by mouse and by keys, wide and narrow, and what is wrong in sight."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from evidence.models import QuantityBase
from tests.browsing import Watched, needs_browser, serving, window
from tests.served import stored_page
from tests.test_web_reading_browser import PAGE, TEXT, claims_in, focused, notice, press

pytestmark = needs_browser


@pytest.fixture(params=[1280, 768])
def reader(sqlite_url: str, chromium: Any, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A person at the reading view, in a wide and in a narrow window."""
    stored_page(sqlite_url, PAGE, TEXT)
    with serving(sqlite_url) as server:
        person = window(chromium, server.origin, width=request.param)
        person.page.goto(server.first)
        person.page.goto(f"{server.origin}/read?page={PAGE}&claim=C001")
        person.page.locator("form.judge").wait_for()
        yield person


def effects(database: str) -> tuple[QuantityBase, ...]:
    return claims_in(database)["C001"].effects


def until(page: Any, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    assert holds()


def select(page: Any, words: str) -> None:
    page.evaluate(
        """(words) => { const pieces = [...document.querySelectorAll("[data-at]")];
        const piece = pieces.find((one) => one.textContent.includes(words));
        const at = piece.firstChild.data.indexOf(words); const range = document.createRange();
        range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + words.length);
        getSelection().removeAllRanges(); getSelection().addRange(range) }""",
        words,
    )


def is_as_wide_as_the_window(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_number_is_corrected_and_what_is_wrong_stands_beside_its_field(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    press(page, "e")
    row = page.get_by_role("group", name="Number 1 35%")
    value = row.get_by_role("textbox", name="Value")
    assert value.input_value() == "35"
    value.fill("many")
    press(page, "Tab")
    row.get_by_text("expected a number such as 35").wait_for()
    assert value.get_attribute("aria-invalid") == "true"
    assert is_as_wide_as_the_window(page)
    value.fill("53")
    row.get_by_label("Time point").fill("4 weeks")
    press(page, "Tab")
    until(page, lambda: [(one.value, one.timepoint) for one in effects(sqlite_url)] == [(53, "4 weeks")])
    page.locator("#saved").get_by_text("Saved at").wait_for()
    assert page.locator("#edit .wrong").count() == 0
    assert value.get_attribute("aria-invalid") is None
    page.locator("#claim-facts").get_by_text("53% · 4 weeks").wait_for()
    assert [one for one in reader.faults if "422" not in one] == []


def test_a_number_is_added_from_selected_words_taken_out_by_keys_and_undone(reader: Watched, sqlite_url: str) -> None:
    page, was = reader.page, effects(sqlite_url)
    select(page, "2019")
    press(page, "n")
    page.locator("#field-number-1-value").wait_for()
    until(page, lambda: focused(page) == "field-number-1-value")
    assert page.locator("#field-number-1-value").input_value() == "2019"
    until(page, lambda: len(effects(sqlite_url)) == 2)
    assert (effects(sqlite_url)[1].raw, effects(sqlite_url)[1].start) == ("2019", TEXT.index("2019"))
    while focused(page) != "field-number-1-timepoint":
        press(page, "Tab")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove number 2"
    press(page, "Enter")
    page.locator("#numbers-said").get_by_text("Number 2 2019 is removed.").wait_for()
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove number 1"
    until(page, lambda: effects(sqlite_url) == was)
    press(page, "u")
    notice(page, "Undone: C001 is again as it was (its numbers).")
    until(page, lambda: len(effects(sqlite_url)) == 2)
    assert page.locator("#edit .number").count() == 2
    assert reader.faults == []


def test_an_empty_row_is_saved_when_something_is_set_in_it(reader: Watched, sqlite_url: str) -> None:
    page, was = reader.page, effects(sqlite_url)
    press(page, "e")
    add = page.get_by_role("button", name="Add a number")
    add.click()
    until(page, lambda: focused(page) == "field-number-1-value")
    add.click()
    until(page, lambda: focused(page) == "field-number-2-value")
    assert effects(sqlite_url) == was
    page.keyboard.type("0.04")
    page.locator("#field-number-2-kind").select_option("p_value")
    until(page, lambda: [(one.value, one.kind) for one in effects(sqlite_url)][1:] == [(0.04, "p_value")])
    assert is_as_wide_as_the_window(page)
    assert reader.faults == []


def test_the_button_names_the_words_that_were_selected_and_takes_them(reader: Watched, sqlite_url: str) -> None:
    page = reader.page
    press(page, "e")
    select(page, "2019")
    add = page.get_by_role("button", name="Add “2019”")
    add.click()
    until(page, lambda: [one.value for one in effects(sqlite_url)] == [35, 2019])
    page.get_by_role("button", name="Add a number").wait_for()
    select(page, "12 studies")
    page.wait_for_timeout(300)
    assert page.locator("#number-words").inner_text() == "a number"
