"""Quantities: value, range, unit, kind and place of the numbers that health pages and abstracts use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import QuantityKind as Kind
from evidence.text.quantities import quantities
from evidence.text.words import value_of

Row = tuple[float | None, float | None, str | None, Kind, str | None]


def read(text: str) -> list[Row]:
    return [(q.value, q.high, q.unit, q.kind, q.comparator) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("73% of patients improved", [(73, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("at least a 50% reduction", [(50, None, "%", Kind.PERCENT_CHANGE, ">=")]),
        ("a 90 percent success rate", [(90, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("rose by up to 12 percentage points", [(12, None, "percentage points", Kind.PERCENT_CHANGE, "<=")]),
        ("between 5 and 10 percent", [(5, 10, "%", Kind.PERCENT, None)]),
        ("5% to 10%", [(5, 10, "%", Kind.PERCENT, None)]),
        ("nine out of ten people", [(90, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("one in five adults", [(20, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("colds end half a day sooner", []),
        ("half of patients", [(50, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("two-thirds of users", [(66.7, None, "%", Kind.PERCENT_OF_PEOPLE, None)]),
        ("cuts pain in half", [(50, None, "%", Kind.PERCENT_CHANGE, None)]),
        ("12 of 40 patients", [(12, None, "of 40", Kind.COUNT, None)]),
        ("a threefold increase", [(3, None, "fold", Kind.RATIO, None)]),
        ("2 to 3 times more", [(2, 3, "fold", Kind.RATIO, None)]),
        ("risk doubled", [(2, None, "fold", Kind.RATIO, None)]),
        (
            "OR 2.3 (95% CI 1.1 to 4.5)",
            [(2.3, None, "odds ratio", Kind.RATIO, None), (1.1, 4.5, None, Kind.CONFIDENCE_INTERVAL, None)],
        ),
        ("P = 0.296", [(0.296, None, "p", Kind.P_VALUE, None)]),
        ("(p < .001)", [(0.001, None, "p", Kind.P_VALUE, "<")]),
        ("trial (n = 48)", [(48, None, "participants", Kind.SAMPLE_SIZE, None)]),
        ("a study of 1,234 overweight adults", [(1234, None, "adults", Kind.SAMPLE_SIZE, None)]),
        ("0.5 mg/kg", [(0.5, None, "mg/kg", Kind.DOSE, None)]),
        ("5,000 IU daily", [(5000, None, "IU", Kind.DOSE, None)]),
        ("as low as -110 mm Hg", [(-110, None, "mm Hg", Kind.MEASURE, "<=")]),
        ("lost five to seven pounds", [(5, 7, "lb", Kind.MEASURE, None)]),
        ("a 6-week course", [(6, None, "weeks", Kind.DURATION, None)]),
        ("aged 45 years", [(45, None, "years of age", Kind.OTHER, None)]),
        ("12-20 sessions", [(12, 20, "sessions", Kind.COUNT, None)]),
        ("fell from 8.2 to 3.1", [(8.2, None, None, Kind.SCORE, None), (3.1, None, None, Kind.OTHER, None)]),
        ("cleared in 2008", [(2008, None, None, Kind.YEAR, None)]),
    ],
)
def test_a_number_is_read_with_range_unit_kind_and_sign(text: str, expected: list[Row]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "call (310) 928-6863", "only $499 today", "type 2 diabetes", "BPC-157", "vitamin B12", "omega-3", "COVID-19",
        "at 12:30 pm", "see https://a.org/12", "twice a day", "relief.[3]", "one of the best", "phase 2 data",
        "10.1097/ALN.0000000000003345",
    ],
)  # fmt: skip
def test_names_telephone_numbers_prices_and_references_are_no_quantities(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="0123456789 .,%-–/()<p=onetwhalf mgCI\n", max_size=80))
@settings(max_examples=200)
def test_the_raw_words_are_the_text_at_the_offsets(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.start is not None
        assert quantity.end is not None
        assert text[quantity.start : quantity.end] == quantity.raw
        assert quantity.raw


@given(st.integers(1, 99_999))
@settings(max_examples=50)
def test_a_number_with_separators_has_its_value(number: int) -> None:
    assert value_of(f"{number:,}") == number
