"""The numbers of a claim in the reading view's form: corrected, added, taken out; what was left alone stays."""

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import store
from evidence.models import ClaimBase, ClaimType, Origin, QuantityBase, QuantityKind, TeamRole
from evidence.store.editing import claim_history
from evidence.text.spans import Span
from evidence.web.numbers import changed_numbers, number_rows, numbers_in
from evidence.workflow.editing import ClaimRef, edit_claim, errors, find_claim
from tests import stored
from tests.served import application, someone
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture
from tests.test_web_judging import filled
from tests.test_web_reading import PAGE, PART, TEXT, Reader, claims_in, page_open, said, seen_in

pytestmark = pytest.mark.usefixtures("cheap_passwords")


def numbers(part: str) -> dict[str, str]:
    """What the form of a part would send of its numbers."""
    fields = re.findall(r'<input [^>]*name="(number-[\w-]+)" value="([^"]*)"', part)
    chosen = re.findall(r'<select [^>]*name="(number-[\w-]+)">(?:(?!</select>).)*?value="([^"]*)" selected', part)
    return {"numbers": "shown"} | {name: html.unescape(value) for name, value in (*fields, *chosen)}


def effects(database: str, claim: str = "C001") -> tuple[QuantityBase, ...]:
    return claims_in(database)[claim].effects


def edit(reader: Reader, form: dict[str, str], **more: Any) -> Any:
    return reader.send("/claims/edit", "C001", **form, **more)


# ---------------------------------------------------------------- correcting


def test_the_form_shows_each_number_and_sent_as_shown_it_changes_nothing(database_url: str) -> None:
    reader = page_open(database_url)
    form = numbers(reader.panel("C001"))
    assert (form["number-0-value"], form["number-0-unit"]) == ("35", "%")
    assert form["number-0-kind"] == "percent_of_people"
    start = TEXT.index("35%")
    assert form["number-0-place"] == f"{start}-{start + 3}"
    before = effects(database_url)
    assert edit(reader, form).status_code == 200
    assert effects(database_url) == before
    with store.session(database_url, read_only=True) as db:
        assert claim_history(db, find_claim(db, ClaimRef("C001", PAGE))) == []


def test_a_number_is_corrected_and_keeps_its_place_and_its_words(database_url: str) -> None:
    reader = page_open(database_url)
    form = numbers(reader.panel("C001"))
    form |= {"number-0-value": "1,035.5", "number-0-high": "2000", "number-0-unit": "points", "number-0-kind": "score"}
    form |= {"number-0-comparator": ">=", "number-0-arm": "magnesium", "number-0-timepoint": "4 weeks"}
    answer = edit(reader, form)
    assert answer.status_code == 200, answer.text
    assert "Saved at" in answer.text
    start = TEXT.index("35%")
    assert effects(database_url) == (
        QuantityBase(
            value=1035.5,
            high=2000,
            unit="points",
            kind=QuantityKind.SCORE,
            comparator=">=",
            arm="magnesium",
            timepoint="4 weeks",
            raw="35%",
            start=start,
            end=start + 3,
        ),
    )
    assert claims_in(database_url)["C001"].origin is Origin.CURATED
    assert seen_in(answer.text) == reader.seen("C001")


def test_a_number_is_taken_out_and_brought_back_by_undoing(database_url: str) -> None:
    reader = page_open(database_url)
    before = effects(database_url)
    assert before
    assert edit(reader, {"numbers": "shown"}).status_code == 200
    assert effects(database_url) == ()
    assert said(reader.send("/claims/undo").text) == "Undone: C001 is again as it was (its numbers)."
    assert effects(database_url) == before


def test_a_form_that_shows_no_numbers_leaves_them_as_they_are(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    before = effects(sqlite_url)
    assert edit(reader, {"outcome": "sleep"}).status_code == 200
    assert effects(sqlite_url) == before != ()


def test_a_row_in_which_nothing_is_set_is_no_number(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    before = effects(sqlite_url)
    form = numbers(reader.panel("C001")) | {"number-7-value": "", "number-7-kind": "dose", "number-7-place": ""}
    assert edit(reader, form).status_code == 200
    assert effects(sqlite_url) == before


def test_numbers_of_a_claim_that_is_judged_can_be_corrected(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    assert reader.browser.post("/judge", data=filled(reader.browser, "C001", support="overstated")).status_code == 200
    form = numbers(reader.panel("C001")) | {"number-0-value": "53"}
    assert edit(reader, form).status_code == 200
    assert [one.value for one in effects(sqlite_url)] == [53]
    assert reader.send("/claims/bounds", "C001", start=2, end=20).status_code == 422


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("value", "soon", "expected a number such as 35, 0.5 or 1,200, found 'soon'"),
        ("value", "1e999", "expected a number"),
        ("value", "1_000", "expected a number"),
        ("value", "nan", "expected a number"),
        ("value", "3,5", "expected a number"),
        ("high", "20", "the upper end of a range is not below its lower end"),
        ("kind", "cure", "'cure' is not one of percent, percent_of_people"),
        ("comparator", "!", "'!' is not one of <"),
        ("place", "here", "expected where it starts and ends"),
    ],
)
def test_what_is_wrong_with_a_number_is_said_of_its_field(sqlite_url: str, field: str, value: str, reason: str) -> None:
    reader = page_open(sqlite_url)
    before = claims_in(sqlite_url)
    answer = edit(reader, numbers(reader.panel("C001")) | {f"number-0-{field}": value, "outcome": "not saved either"})
    assert answer.status_code == 422
    wrong = dict(re.findall(r'data-wrong="([^"]*)" data-why="([^"]*)"', answer.text))
    assert list(wrong) == [f"number-0-{field}"]
    assert html.unescape(wrong[f"number-0-{field}"]).startswith(reason)
    assert "number 1, " in answer.text
    assert claims_in(sqlite_url) == before


def test_a_range_without_a_lower_end_is_refused(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    form = numbers(reader.panel("C001")) | {"number-0-value": "", "number-0-high": "20"}
    assert 'data-wrong="number-0-value" data-why="a range has a lower end too"' in edit(reader, form).text


def test_what_is_wrong_with_any_other_field_is_said_of_it_too(sqlite_url: str) -> None:
    answer = edit(page_open(sqlite_url), {"study_year": "soon"})
    assert 'data-wrong="study_year" data-why="expected a whole number' in answer.text


@pytest.mark.parametrize("place", ["95-99", "10-9999", "40-40", "44-41"])
def test_a_number_stands_within_its_claim_or_nowhere(database_url: str, place: str) -> None:
    reader = page_open(database_url)
    before = claims_in(database_url)
    form = numbers(reader.panel("C001"))
    answer = edit(reader, form | {"number-0-place": place})
    assert answer.status_code == 422
    assert "give both ends within the claim, or neither" in answer.text
    assert claims_in(database_url) == before
    assert edit(reader, form | {"number-0-place": ""}).status_code == 200
    assert [(one.start, one.end, one.raw) for one in effects(database_url)] == [(None, None, "35%")]


def test_half_a_place_is_refused_wherever_it_comes_from(sqlite_url: str) -> None:
    page_open(sqlite_url)
    with store.session(sqlite_url) as db, pytest.raises(errors.MisplacedNumberError, match="ends at nowhere"):
        edit_claim(db, ClaimRef("C001", PAGE), {"effects": [{"value": 1, "start": 5}]}, stored.BY)


# ---------------------------------------------------------------- two people


def test_numbers_that_somebody_else_changed_are_not_written_over(database_url: str) -> None:
    ana = page_open(database_url)
    ben = Reader(someone(application(database_url), "Ben", TeamRole.CODER))
    panel = ana.panel("C001")
    form = numbers(panel)
    assert edit(ben, form | {"number-0-value": "40"}).status_code == 200
    told = edit(ana, form | {"number-0-value": "53"}, seen=seen_in(panel))
    assert told.status_code == 409
    assert "Ben edited it" in said(told.text)
    assert "numbers: 35% → 40%" in said(told.text)
    assert numbers(told.text)["number-0-value"] == "53"
    assert "now on record: 40%" in told.text
    assert [one.value for one in effects(database_url)] == [40]
    assert edit(ana, numbers(told.text), seen=seen_in(told.text)).status_code == 200
    assert [one.value for one in effects(database_url)] == [53]


def test_numbers_left_alone_are_not_set_back_by_who_saw_the_old_ones(sqlite_url: str) -> None:
    ana = page_open(sqlite_url)
    panel = ana.panel("C001")
    form = numbers(panel)
    ben = Reader(someone(application(sqlite_url), "Ben", TeamRole.CODER))
    assert edit(ben, form | {"number-0-value": "40"}).status_code == 200
    told = edit(ana, form | {"dose": "5 mg"}, seen=seen_in(panel))
    assert told.status_code == 409
    assert numbers(told.text)["number-0-value"] == "40"
    assert 'name="dose" value="5 mg"' in told.text


# ---------------------------------------------------------------- adding


def offered(reader: Reader, words: str = "", claim: str = "C001") -> Any:
    at = TEXT.index(words)
    span = {"start": at, "end": at + len(words)} if words else {}
    return reader.browser.get("/claims/number", params={"page": PAGE, "claim": claim, "row": 5, **span}, headers=PART)


def test_a_number_is_added_from_selected_words_as_the_claim_reads_them(database_url: str) -> None:
    reader = page_open(database_url)
    form = numbers(offered(reader, "4 weeks", "C003").text)
    assert (form["number-5-value"], form["number-5-unit"], form["number-5-kind"]) == ("4", "weeks", "duration")
    shown = numbers(reader.panel("C003"))
    had = effects(database_url, "C003")
    assert reader.send("/claims/edit", "C003", **(shown | form)).status_code == 200
    added = effects(database_url, "C003")
    assert added[:-1] == had
    at = TEXT.index("4 weeks")
    assert (added[-1].raw, added[-1].start, added[-1].end) == ("4 weeks", at, at + 7)


def test_words_without_a_number_are_kept_as_its_words_and_none_give_an_empty_row(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    form = numbers(offered(reader, "relieves pain").text)
    assert (form["number-5-value"], form["number-5-raw"]) == ("", "relieves pain")
    empty = numbers(offered(reader).text)
    assert {name: value for name, value in empty.items() if value} == {"numbers": "shown", "number-5-kind": "other"}


def test_words_outside_the_claim_give_it_no_number(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    answer = offered(reader, "12 studies")
    assert answer.status_code == 422
    assert "select words of the claim, or none" in answer.text


def test_who_only_reads_is_offered_no_number(sqlite_url: str) -> None:
    page_open(sqlite_url)
    reader = Reader(someone(application(sqlite_url), "Rita", TeamRole.READER))
    assert offered(reader, "35%").status_code == 403


def test_the_words_of_a_number_are_only_text(sqlite_url: str) -> None:
    reader = page_open(sqlite_url)
    form = numbers(reader.panel("C001")) | {"number-0-arm": '"><script>x</script>', "number-0-place": ""}
    form["number-0-raw"] = "<b>35</b>"
    assert edit(reader, form).status_code == 200
    panel = reader.panel("C001")
    assert "<script>x" not in panel
    assert "<b>35" not in panel


# ---------------------------------------------------------------- laws

texts = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8))
amounts = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
any_number = st.builds(
    QuantityBase,
    value=amounts,
    high=amounts,
    unit=texts,
    kind=st.sampled_from(QuantityKind),
    comparator=st.sampled_from([None, "<", "~", "odd"]),
    arm=texts,
    timepoint=texts,
    raw=texts,
    start=st.one_of(st.none(), st.integers(0, 4)),
    end=st.one_of(st.none(), st.integers(5, 9)),
)


def claim_with(*found: QuantityBase) -> ClaimBase:
    quote = "Pain fell by 35% in 4 weeks."
    return ClaimBase(key="C1", start=3, end=3 + len(quote), quote=quote, claim_type=ClaimType.EFFICACY, effects=found)


def sent_form(claim: ClaimBase) -> dict[str, str]:
    rows = number_rows(claim)
    return {"numbers": "shown"} | {f"number-{at}-{name}": text for at, row in rows for name, text in row.items()}


@given(st.lists(any_number, max_size=3))
def test_a_form_of_numbers_sent_as_shown_is_no_change(found: list[QuantityBase]) -> None:
    claim = claim_with(*found)
    sent = {name: text.replace("\r", "").replace("\n", "").strip() for name, text in sent_form(claim).items()}
    assert changed_numbers(sent, claim) is None


@given(st.integers(0, 40), st.integers(0, 40))
def test_numbers_of_any_selection_lie_within_the_claim_and_say_its_words(start: int, end: int) -> None:
    claim = claim_with()
    for number in numbers_in(claim, Span(start, end)):
        assert number.start is not None
        assert number.end is not None
        assert claim.start <= number.start < number.end <= claim.end
        assert number.raw == claim.quote[number.start - claim.start : number.end - claim.start]
