"""Agreement by published formulas: worked examples of the sources, and the laws the figures obey."""

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import Estimate, Z, cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement, wilson

Pairs = list[tuple[str, str]]

COHEN_1960 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""Cohen 1960, table 2, as counts of 200."""
FLEISS_1969 = ((106, 10, 4), (22, 28, 10), (2, 12, 6))
"""Fleiss, Cohen & Everitt 1969, their example of 200 people."""
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
"""Two abstractors of 100 records (Gwet, Handbook of Inter-Rater Reliability; `cont3x3abstractors` of irrCAC)."""
FLEISS_1971 = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Fleiss 1971, table 1: six psychiatrists, thirty patients, five diagnoses."""


def pairs_of(table: Sequence[Sequence[int]]) -> Pairs:
    return [("abc"[i], "abc"[j]) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


def error_of(estimate: Estimate) -> float:
    assert estimate.low is not None
    assert estimate.high is not None
    return (estimate.high - estimate.low) / 2 / Z


def test_cohens_own_example() -> None:
    assert cohen_kappa(pairs_of(COHEN_1960)).value == pytest.approx(0.492, abs=5e-4)


def test_the_variance_of_kappa_in_the_example_of_its_authors() -> None:
    kappa = cohen_kappa(pairs_of(FLEISS_1969))
    assert kappa.value == pytest.approx(0.429, abs=5e-4)
    assert error_of(kappa) ** 2 == pytest.approx(0.002885, abs=5e-7)


def test_all_coefficients_of_the_two_abstractors() -> None:
    pairs = pairs_of(ABSTRACTORS)
    assert percent_agreement(pairs).value == 0.89
    kappa, ac1 = cohen_kappa(pairs), gwet_ac1(pairs, 3)
    assert kappa.value == pytest.approx(0.7964094, abs=5e-8)
    assert error_of(kappa) == pytest.approx(0.05891072, abs=5e-8)
    assert ac1.value == pytest.approx(0.8493305, abs=5e-8)
    assert error_of(ac1) == pytest.approx(0.04321747, abs=5e-8)
    assert {kappa.n, ac1.n} == {100}


def test_fleiss_own_example_with_six_coders() -> None:
    ratings = [[code for code, count in enumerate(row) for _ in range(int(count))] for row in FLEISS_1971.split()]
    assert {len(codes) for codes in ratings} == {6}
    assert fleiss_kappa(ratings).value == pytest.approx(0.430, abs=5e-4)


def test_the_prevalence_paradox_is_why_ac1_stands_beside_kappa() -> None:
    """Feinstein & Cicchetti 1990: high agreement and low kappa where one category prevails."""
    pairs = [*[("no", "no")] * 118, *[("no", "yes")] * 5, *[("yes", "no")] * 2]
    percent, kappa, ac1 = percent_agreement(pairs).value, cohen_kappa(pairs).value, gwet_ac1(pairs, 2).value
    assert percent == pytest.approx(0.944)
    assert kappa == pytest.approx(-0.0234, abs=5e-5)
    assert ac1 == pytest.approx(0.9408, abs=5e-5)


@pytest.mark.parametrize(
    "figure",
    [percent_agreement, cohen_kappa, fleiss_kappa, lambda pairs: gwet_ac1(pairs, 2)],
    ids=["percent", "cohen", "fleiss", "ac1"],
)
def test_nothing_comes_from_no_pairs(figure: Callable[[Pairs], Estimate]) -> None:
    assert figure([]) == Estimate(None, None, None, 0, "no claim was judged by both")


def test_kappa_is_undefined_where_one_category_was_used_and_ac1_is_not() -> None:
    pairs = [("no", "no")] * 9
    for kappa in (cohen_kappa(pairs), fleiss_kappa(pairs)):
        assert (kappa.value, kappa.low, kappa.n) == (None, None, 9)
        assert "only one category was used" in kappa.note
    assert gwet_ac1(pairs, 2).value == 1.0


def test_perfect_agreement_has_no_interval_but_that_of_the_percentage() -> None:
    pairs = [("a", "a"), ("b", "b"), ("a", "a")]
    assert percent_agreement(pairs).low == pytest.approx(wilson(3, 3)[0])
    for figure in (cohen_kappa(pairs), fleiss_kappa(pairs), gwet_ac1(pairs, 2)):
        assert (figure.value, figure.low, figure.high) == (1.0, None, None)
        assert "no variance" in figure.note


def test_the_interval_of_a_share_of_nothing_is_all_there_is() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_one_claim_has_a_figure_and_no_interval() -> None:
    for figure in (cohen_kappa([("a", "b")]), fleiss_kappa([("a", "b")]), gwet_ac1(["abb"], 2)):
        assert (figure.n, figure.low) == (1, None)
        assert figure.note


@pytest.mark.parametrize("ratings", [[("a", "b"), ("a", "b", "b")], [("a",)]])
def test_claims_coded_by_different_numbers_are_refused(ratings: list[tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match="as many codes as every other"):
        fleiss_kappa(ratings)


def test_a_scale_smaller_than_what_was_coded_is_refused() -> None:
    with pytest.raises(ValueError, match="2 categories"):
        gwet_ac1([("a", "b"), ("c", "c")], 2)


coded = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1, max_size=40)
FIGURES: dict[str, Callable[[Pairs], Estimate]] = {
    "percent": percent_agreement,
    "cohen": cohen_kappa,
    "fleiss": fleiss_kappa,
    "ac1": lambda pairs: gwet_ac1(pairs, 4),
}


def same(one: Estimate, other: Estimate) -> bool:
    numbers = zip((one.value, one.low, one.high), (other.value, other.low, other.high), strict=True)
    return all(
        left is right is None or (left is not None and right is not None and math.isclose(left, right, abs_tol=1e-7))
        for left, right in numbers
    )


@pytest.mark.parametrize("name", FIGURES)
@given(pairs=coded, order=st.permutations("abcd"))
def test_neither_the_order_of_coders_nor_the_names_of_categories_nor_that_of_claims_counts(
    name: str, pairs: Pairs, order: list[str]
) -> None:
    figure, renamed = FIGURES[name], dict(zip("abcd", order, strict=True))
    found = figure(pairs)
    assert same(found, figure([(second, first) for first, second in pairs]))
    assert same(found, figure([(renamed[first], renamed[second]) for first, second in pairs]))
    assert same(found, figure(pairs[::-1]))


@pytest.mark.parametrize("name", FIGURES)
@given(pairs=coded)
def test_a_figure_is_one_for_identical_codes_only_and_lies_in_its_interval(name: str, pairs: Pairs) -> None:
    found = FIGURES[name](pairs)
    same_codes = all(first == second for first, second in pairs)
    assert found.n == len(pairs)
    if found.value is None:
        assert same_codes
        assert found.note
        return
    assert (found.value > 1 - 1e-9) == same_codes
    assert -1 <= found.value <= 1 + 1e-9
    if found.low is not None and found.high is not None:
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


@given(pairs=coded)
def test_twice_as_many_claims_alike_give_the_same_figure_and_a_narrower_interval(pairs: Pairs) -> None:
    for figure in FIGURES.values():
        once, twice = figure(pairs), figure(pairs * 2)
        if once.value is not None and twice.value is not None:
            assert once.value == pytest.approx(twice.value, abs=1e-9)
        if None not in {once.low, once.high, twice.low, twice.high}:
            assert (twice.high or 0) - (twice.low or 0) <= (once.high or 0) - (once.low or 0) + 1e-9
