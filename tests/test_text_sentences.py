"""Sentences and spans: every boundary a person would see, no offset off by one, and no text that stops the program."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.text.sentences import sentences
from evidence.text.spans import Span, find_quote, prefix, suffix, trimmed

PROSE = st.text(alphabet="aB c.!?\n•1[](),'é😀-", max_size=120)


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith et al. (2019) found it. It helps.", ["Dr. Smith et al. (2019) found it.", "It helps."]),
        ("It works vs. placebo, e.g. in men. Really?", ["It works vs. placebo, e.g. in men.", "Really?"]),
        ("Doses of 0.5 mg/kg i.v. were given. Pain fell.", ["Doses of 0.5 mg/kg i.v. were given.", "Pain fell."]),
        ("Approx. 50% of pts. improved.", ["Approx. 50% of pts. improved."]),
        ("Relief lasts.[3] It is safe.", ["Relief lasts.[3]", "It is safe."]),
        ("Better than other treatments11. Next one.", ["Better than other treatments11.", "Next one."]),
        ("It eased pain.12 Patients slept.", ["It eased pain.12", "Patients slept."]),
        ("It prevents cancer.Scientists agree on it.", ["It prevents cancer.", "Scientists agree on it."]),
        (
            "The U.S. Food and Drug Administration. It said no.",
            ["The U.S. Food and Drug Administration.", "It said no."],
        ),
        ("She took vitamin D. Bones grew.", ["She took vitamin D.", "Bones grew."]),
        ("J. Pain. 2018;11(2):3-5.", ["J. Pain. 2018;11(2):3-5."]),
        ("John A. Smith works here.", ["John A. Smith works here."]),
        ("Wow... it works.", ["Wow... it works."]),
        ("1. First thing\n2) Second thing", ["First thing", "Second thing"]),
        ("• less pain\n• more sleep", ["less pain", "more sleep"]),
        ("Helps with: • pain • sleep", ["Helps with:", "pain", "sleep"]),
        ("“It works!” she said.", ["“It works!” she said."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_sentence_broken_by_a_fixed_width_layout_stays_whole() -> None:
    text = "The scientists looked at one hundred and thirty\nprostate cancer patients in Australia. They found less."
    assert split(text) == [text[: text.index(" They")], "They found less."]


def test_a_heading_does_not_run_into_the_paragraph_below() -> None:
    assert split("Ketamine For Chronic Pain\nIt helps.") == ["Ketamine For Chronic Pain", "It helps."]


@given(PROSE)
@settings(max_examples=150)
def test_spans_are_in_order_trimmed_and_lose_nothing_but_blanks_and_list_marks(text: str) -> None:
    at = 0
    for span in sentences(text):
        assert at <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert not any(
            len(word.strip("().")) > 1 and any(map(str.isalpha, word)) for word in text[at : span.start].split()
        )
        at = span.end


@given(PROSE, st.integers(0, 60), st.integers(0, 120))
@settings(max_examples=60)
def test_a_part_of_a_text_is_cut_within_its_bounds(text: str, start: int, end: int) -> None:
    assert all(start <= span.start and span.end <= end for span in sentences(text, start, end))


@pytest.mark.parametrize("unit", ["word ", "a", "(", "• ", "A. b? ", "[1]", "\n", "a.B "])
def test_a_long_text_of_anything_is_cut_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 3


def test_a_quote_is_found_by_its_surroundings_then_by_its_place() -> None:
    text = "less pain here, less pain there"
    assert find_quote(text, "less pain", after=" there") == Span(16, 25)
    assert find_quote(text, "less pain", near=14) == Span(16, 25)
    assert find_quote(text, "more") is None
    assert find_quote(text, "") is None
    assert prefix(text, 5) == "less "
    assert suffix(text, 25) == " there"
    assert trimmed("  a ", 0, 4) == Span(2, 3)
