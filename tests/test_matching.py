"""Claims of two snapshots held against each other: a look-alike is never taken for the same."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import ClaimBase, ClaimType
from evidence.text.edits import edits, marked, signs_changed
from evidence.text.matching import ChangeStatus, ClaimChange, compare_claims
from evidence.text.sentences import sentences

UNCHANGED, MOVED, REWORDED, REMOVED, NEW = ChangeStatus
SAME_OR_NEW = {UNCHANGED, MOVED, NEW}
PAGE = (
    "Ketamine at our clinic\n\nKetamine cut pain by 20% in 45 people. Most people felt better within 4 weeks.\n\n"
    "Side effects are rare. No serious harm was seen.\n\nKetamine is safe."
)


def claims(text: str) -> list[ClaimBase]:
    """Every sentence as a claim: a reader that misses nothing."""
    found = enumerate(sentences(text))
    return [
        ClaimBase(key=f"C{n}", start=s.start, end=s.end, quote=s.of(text), claim_type=ClaimType.EFFICACY)
        for n, s in found
    ]


def one(text: str, quote: str, **fields: object) -> ClaimBase:
    start = text.index(quote)
    values = {"key": "C1", "start": start, "end": start + len(quote), "quote": quote, "claim_type": "efficacy"}
    return ClaimBase.model_validate(values | fields)


def compared(old: str, new: str) -> tuple[ClaimChange, ...]:
    return compare_claims(claims(old), old, claims(new), new)


def statuses(old: str, new: str) -> list[ChangeStatus]:
    return [change.status for change in compared(old, new)]


def of(changes: tuple[ClaimChange, ...], quote: str) -> ClaimChange:
    return next(change for change in changes if change.old is not None and quote in change.old.quote)


def test_every_status_on_one_page() -> None:
    new = (
        "Ketamine at our clinic\n\nMost people felt better within 4 weeks.\n\n"
        "Ketamine cut pain by 30% in 45 people.\n\n"
        "Ketamine is safe.\n\nIt also lifts mood in most of those who try it."
    )
    changes = compared(PAGE, new)
    assert of(changes, "at our clinic").status is UNCHANGED
    assert of(changes, "Most people").status is MOVED
    assert of(changes, "20%").status is REWORDED
    assert of(changes, "serious harm").status is REMOVED
    assert [change.new.quote for change in changes if change.status is NEW and change.new is not None] == [
        "It also lifts mood in most of those who try it."
    ]


def test_a_reworded_claim_stands_beside_what_it_became() -> None:
    change = of(compared(PAGE, PAGE.replace("20%", "30%")), "20%")
    assert change.new is not None
    assert change.new.quote == "Ketamine cut pain by 30% in 45 people."
    assert 0.8 < change.similarity < 1
    assert change.reason == "the words differ"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("20%", "30%"),
        ("20%", "20"),
        ("20%", "-20%"),
        ("by 20%", "by <20%"),
        ("by 20%", "by up to 20%"),
        ("cut pain", "did not cut pain"),
        ("cut pain", "never cut pain"),
        ("No serious", "Serious"),
        ("45 people", "45 rats"),
        ("4 weeks", "4.5 weeks"),
        ("20%", "2.0%"),
    ],
)
def test_a_changed_sign_is_never_the_same_claim(was: str, now: str) -> None:
    assert was in PAGE
    changes = compared(PAGE, PAGE.replace(was, now))
    assert of(changes, was).status in {REWORDED, REMOVED}
    assert [c.status for c in changes if c.old is not None and was not in c.old.quote] == [UNCHANGED] * 5


def test_a_negation_put_before_the_quote_within_its_sentence_is_a_change() -> None:
    old, new = "Studies show that ketamine cures pain.", "Studies do not show that ketamine cures pain."
    (change,) = compare_claims([one(old, "ketamine cures pain")], old, [one(new, "ketamine cures pain")], new)
    assert change.status is REWORDED
    assert change.reason == "the words are the same, the rest of their sentence is not"


def test_a_digit_put_before_the_quote_makes_another_number() -> None:
    old, new = "In all, 5% had harm.", "Rates vary. In all, 15% had harm."
    (change,) = compare_claims([one(old, "5% had harm")], old, [], new)
    assert change.status is REWORDED


def test_of_several_places_with_the_same_words_none_is_chosen() -> None:
    old = "Ketamine works. It helps many."
    new = "First of all: wow. Ketamine works. And again. Ketamine works."
    change = of(compared(old, new), "Ketamine works")
    assert change.status is REWORDED
    assert "2 times" in change.reason


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    old = "Ketamine arm.\n\nIt helps 50%.\n\nMagnesium arm.\n\nIt helps 50%.\n\nThe end."
    new = "Magnesium arm.\n\nIt helps 50%.\n\nThe end.\n\nKetamine arm.\n\nIt helps 50%.\n\nMagnesium arm is above."
    changes = compared(old, new)
    seconds = [c for c in changes if c.old is not None and c.old.quote == "It helps 50%."]
    assert seconds[1].status in {MOVED, REWORDED}
    if seconds[1].status is MOVED and seconds[1].at is not None:
        assert seconds[1].at.start < new.index("Ketamine")


def test_one_of_two_repeated_claims_that_went_leaves_the_other_uncertain() -> None:
    old = "Ketamine.\n\nIt helps 50%.\n\nMagnesium.\n\nIt helps 50%."
    assert set(statuses(old, "It helps 50%.")) <= {REWORDED, REMOVED}


def test_blank_space_soft_hyphens_and_ligatures_are_no_change() -> None:
    new = PAGE.replace("Ketamine cut", "Keta\u00admine  cut").replace("Side effects", "Side e\ufb00ects")
    assert set(statuses(PAGE, new)) == {UNCHANGED}


def test_digits_that_only_blank_space_joins_are_a_change() -> None:
    assert statuses("It helps 1 5 people.", "It helps 15 people.") == [REWORDED]


def test_a_claim_about_a_subject_named_before_it_changes_with_its_subject() -> None:
    old, new = "Ketamine was tested. It cut pain by 50%.", "Magnesium was tested. It cut pain by 50%."
    claim = one(old, "It cut pain by 50%.", intervention="ketamine")
    read = one(new, "It cut pain by 50%.", intervention="magnesium")
    (change,) = compare_claims([claim], old, [read], new)
    assert change.status is REWORDED
    same = read.model_copy(update={"intervention": "ketamine"})
    assert compare_claims([claim], old, [same], new)[0].status is UNCHANGED


def test_what_nobody_reads_as_a_claim_any_more_is_still_found_on_the_page() -> None:
    (change,) = compare_claims([one(PAGE, "Ketamine is safe.")], PAGE, [], f"New words.\n\n{PAGE}")
    assert (change.status, change.new) == (UNCHANGED, None)
    assert change.at is not None
    assert change.at.of(f"New words.\n\n{PAGE}") == "Ketamine is safe."


def test_a_look_alike_that_is_no_claim_is_shown_all_the_same() -> None:
    new = PAGE.replace("Ketamine is safe.", "Ketamine is not safe.")
    (change,) = compare_claims([one(PAGE, "Ketamine is safe.")], PAGE, [], new)
    assert change.status is REWORDED
    assert change.at is not None
    assert change.at.of(new) == "Ketamine is not safe."


def test_edits_name_the_signs_that_changed() -> None:
    found = edits("Over 20% had no pain.", "Under 20% had pain for 3 days.")
    assert signs_changed(found) == ("numbers", "comparators", "negation")
    assert signs_changed(edits("It heals.", "It soothes.")) == ()
    assert marked("It heals.", "It soothes.") == "It [-heals-]{+soothes+} ."


# ---------------------------------------------------------------- laws

words = st.sampled_from(
    ["Ketamine", "helps", "cuts", "pain", "by", "20%", "35%", "in", "4", "weeks", "no", "<", "0.05", "mg"]
)
sentence = st.lists(words, min_size=2, max_size=7).map(lambda found: " ".join(found).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
pages = st.lists(paragraph, min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(paragraphs=pages)
def test_a_text_compared_with_itself_has_only_unchanged_claims(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert set(statuses(text, text)) == {UNCHANGED}


@settings(max_examples=60, deadline=None)
@given(paragraphs=pages, more=paragraph, place=st.integers(0, 5))
def test_a_paragraph_put_in_changes_no_claim(paragraphs: list[str], more: str, place: int) -> None:
    old, new = "\n\n".join(paragraphs), "\n\n".join([*paragraphs[:place], more, *paragraphs[place:]])
    changes = compared(old, new)
    assert {change.status for change in changes} <= SAME_OR_NEW
    assert all(c.at is not None and c.old is not None and c.at.of(new) == c.old.quote for c in changes if c.old)


@settings(max_examples=100, deadline=None)
@given(paragraphs=pages, pick=st.integers(0, 30), change=st.sampled_from("1789n"))
def test_a_digit_or_a_not_is_never_taken_for_the_same(paragraphs: list[str], pick: int, change: str) -> None:
    old = "\n\n".join(paragraphs)
    own = claims(old)
    claim = own[pick % len(own)]
    quote = claim.quote
    changed = quote.replace(" ", " not ", 1) if change == "n" else re.sub(r"\d", change, quote, count=1)
    if changed == quote:
        return
    new = old[: claim.start] + changed + old[claim.end :]
    found = compare_claims(own, old, claims(new), new)[pick % len(own)]
    assert found.old == claim
    assert found.status in {REWORDED, REMOVED}
