"""The kind of source a sentence credits and a title claims, the medicines they name, and their abbreviations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.cite.abbreviations import meanings, spelled_out, stands_for
from evidence.cite.kinds import Kind, credited_kind, tells_result, titled_kinds
from evidence.cite.medicines import medicines_in
from evidence.cite.words import terms


@pytest.mark.parametrize(
    ("text", "kind", "several"),
    [
        ("A Cochrane review of exercise found less pain.", Kind.REVIEW, False),
        ("A 2020 review says so.", Kind.REVIEW, False),
        ("Two meta-analyses differ.", Kind.REVIEW, True),
        ("In a randomised, placebo-controlled study, pain fell.", Kind.TRIAL, False),
        ("RCTs show relief.", Kind.TRIAL, True),
        ("An observational study agrees.", Kind.OBSERVATIONAL, False),
        ("One study says so.", Kind.STUDY, False),
        ("Previous studies say so.", Kind.STUDY, True),
        ("Included in that meta-analysis is a study of women.", Kind.STUDY, False),
        ("In this trial we followed a published protocol.", Kind.PROTOCOL, False),
        ("The review board agreed.", None, False),
        ("It works.", None, False),
    ],
)
def test_the_kind_of_source_is_read(text: str, kind: Kind | None, several: object) -> None:
    assert credited_kind(text) == (kind, several)


@pytest.mark.parametrize(
    ("title", "journal", "kinds"),
    [
        ("exercise for falls: a systematic review of randomised trials", (), {Kind.REVIEW}),
        ("exercise for falls: a randomised trial and meta-analysis", (), {Kind.REVIEW, Kind.TRIAL}),
        ("exercise for falls", ("cochrane", "database", "syst", "rev"), {Kind.REVIEW}),
        ("exercise for falls: protocol of a double-blind trial", (), {Kind.PROTOCOL, Kind.TRIAL}),
        ("exercise for falls", ("pain",), set()),
    ],
)
def test_the_kind_a_title_claims_is_read(title: str, journal: tuple[str, ...], kinds: set[Kind]) -> None:
    assert titled_kinds(title, journal) == kinds


def test_a_result_is_told_by_its_verb() -> None:
    assert tells_result("Pain was significantly lower.")
    assert not tells_result("The methods were described before.")


@pytest.mark.parametrize(
    ("words", "medicines"),
    [
        ("atorvastatin and rocuronium", {"atorvastatin", "rocuronium"}),
        ("adrenaline or epinephrine", {"epinephrine"}),
        ("the cholesterol of a person for a reason", set()),
        ("a mongrel in season", set()),
    ],
)
def test_medicines_are_known_by_their_stems_or_names(words: str, medicines: set[str]) -> None:
    assert medicines_in(words.split()) == medicines


def test_every_meaning_has_words_that_are_looked_up() -> None:
    assert len(meanings()) > 250
    assert [name for name, readings in meanings().items() if not all(readings)] == []


def test_a_meaning_counts_only_as_a_whole() -> None:
    assert spelled_out({"mi"}, set(terms("motivational interviewing"))) == set(terms("motivational interviewing"))
    assert spelled_out({"mi"}, set(terms("motivational films"))) == set()


@pytest.mark.parametrize(
    ("abbreviation", "title", "fits"),
    [
        ("mi", "motivational interviewing for smokers", True),
        ("cq", "chloroquine in children", False),
        ("dfp", "deferiprone in children", True),
        ("dfp", "pain in defiant people", False),
        ("dfp", "infants of deaf parents", False),
        ("t2d", "trials of two designs", False),
    ],
)
def test_letters_of_a_title_make_an_abbreviation(abbreviation: str, title: str, fits: object) -> None:
    assert stands_for(abbreviation, title) is fits


@given(st.text(max_size=120))
def test_no_text_makes_reading_a_kind_fail(text: str) -> None:
    read = credited_kind(text)
    assert read.kind is not None or not read.several
    assert titled_kinds(text) <= set(Kind)
