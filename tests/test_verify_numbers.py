"""Numbers of a claim reconciled with the results of a study."""

from typing import Any

from evidence.models import (
    ArmBase,
    Check,
    CheckResult,
    ClaimBase,
    ClaimType,
    NumberMatch,
    OutcomeKind,
    QuantityBase,
    QuantityKind,
    ResultBase,
    StudyTypeBase,
)
from evidence.rules.examples import citation, claim, harm, quantity, result, study
from evidence.verify.numbers import check_numbers
from evidence.verify.pair import Pair


class NoWords:
    """A vocabulary that knows nothing, so that labels are compared by their own words."""

    def condition_code(self, _text: str) -> str | None:
        return None

    def intervention_code(self, _text: str) -> str | None:
        return None

    def is_a(self, code: str, ancestor: str) -> bool:
        return code == ancestor

    def study_type(self, _code: str) -> StudyTypeBase | None:
        return None


def numbers(claimed: ClaimBase, *results: ResultBase, **fields: Any) -> Check:
    return check_numbers(Pair(claimed, study(*results, **fields), None, citation(), NoWords()))


def matches(check: Check) -> list[NumberMatch]:
    return [number.match for number in check.numbers]


ADVERSE = (
    harm("at least one adverse event", 10, "placebo"),
    harm("at least one adverse event", 20, "pregabalin"),
    harm("at least one adverse event", 35, "pregabalin + magnesium"),
)
PAIN_NULL = result("area under the curve of daily pain", arm="pregabalin", value=185, unit="score-days", p_value=0.296)


def improvement(value: float, arm: str | None, quote: str = "Pregabalin showed {}% improvement.") -> ClaimBase:
    effect = quantity(value, "% improvement", arm=arm)
    return claim(quote.format(f"{value:g}"), outcome="improvement", condition="nerve pain", effects=(effect,))


def test_adverse_event_rate_told_as_improvement_is_found_out() -> None:
    check = numbers(improvement(20, "pregabalin"), PAIN_NULL, *ADVERSE)
    assert (check.result, check.code) == (CheckResult.DIFFERS, "outcome_swapped")
    assert matches(check) == [NumberMatch.MATCH_OTHER_OUTCOME]
    assert check.numbers[0].found == ADVERSE[1]
    assert any("adverse event" in passage.text for passage in check.passages)


def test_two_numbers_need_no_arm() -> None:
    effects = (quantity(20, "% improvement"), quantity(35, "% improvement"))
    claimed = claim("20% and then 35% improvement.", outcome="pain relief", effects=effects)
    assert numbers(claimed, *ADVERSE).code == "outcome_swapped"


def test_one_number_without_an_arm_may_be_chance() -> None:
    claimed = claim("20% improvement.", outcome="pain relief", effects=(quantity(20, "% improvement"),))
    check = numbers(claimed, *ADVERSE)
    assert check.result is CheckResult.NOT_CHECKED
    assert matches(check) == [NumberMatch.AMBIGUOUS]
    assert "may be chance" in check.numbers[0].detail


def test_same_value_for_the_claimed_outcome_clears_the_claim() -> None:
    responders = result(
        "pain response", arm="pregabalin", value=20, unit="%", quantity_kind=QuantityKind.PERCENT_CHANGE
    )
    check = numbers(improvement(20, "pregabalin"), *ADVERSE, responders)
    assert (check.result, matches(check)) == (CheckResult.AGREES, [NumberMatch.MATCH])


def test_claim_about_harm_may_use_harm_figures() -> None:
    claimed = claim(
        "Adverse events occurred in 20%.",
        claim_type=ClaimType.SAFETY,
        outcome="adverse events",
        effects=(quantity(20, arm="pregabalin"),),
    )
    assert numbers(claimed, *ADVERSE).result is CheckResult.AGREES


def test_number_of_another_benefit_outcome_differs() -> None:
    sleep = result("sleep quality", arm="melatonin", value=40, unit="%", quantity_kind=QuantityKind.PERCENT_CHANGE)
    claimed = claim("40% less pain", outcome="pain", effects=(quantity(40, "% less pain", arm="melatonin"),))
    assert numbers(claimed, sleep).code == "other_outcome"


def test_number_of_the_other_arm_differs() -> None:
    results = (
        result("walking distance", arm="exercise", value=52, unit="m"),
        result("walking distance", arm="stretching", value=11, unit="m"),
    )
    claimed = claim(
        "Stretching added 52 m to walking distance.",
        outcome="walking distance",
        effects=(quantity(52, "m", arm="stretching"),),
    )
    check = numbers(claimed, *results)
    assert (check.code, matches(check)) == ("arm_swapped", [NumberMatch.MATCH_OTHER_ARM])


def test_number_of_another_time_differs() -> None:
    early = result("pain", arm="laser", value=30, unit="mm", timepoint="1 week")
    claimed = claim("30 mm less pain at a year", outcome="pain", effects=(quantity(30, "mm", timepoint="1 year"),))
    assert numbers(claimed, early).code == "other_timepoint"


def test_rounding_in_the_claim_is_allowed() -> None:
    share = result("remission", arm="diet", value=46.4, unit="% of participants")
    claimed = claim(
        "46% of participants had remission", outcome="remission", effects=(quantity(46, "% of participants"),)
    )
    check = numbers(claimed, share)
    assert (check.result, matches(check)) == (CheckResult.AGREES, [NumberMatch.ROUNDED])


def test_rounding_does_not_stretch_beyond_what_the_claim_shows() -> None:
    share = result("remission", arm="diet", value=46.4, unit="% of participants")
    claimed = claim(
        "47.0% of participants", outcome="remission", effects=(quantity(47, "% of participants", raw="47.0%"),)
    )
    assert matches(numbers(claimed, share)) == [NumberMatch.ABSENT]


def test_people_told_as_change_differs() -> None:
    share = result(
        "at least 30% pain relief", arm="patch", value=60, unit="%", quantity_kind=QuantityKind.PERCENT_OF_PEOPLE
    )
    claimed = claim("Pain fell by 60%: a 60% reduction.", outcome="pain", effects=(quantity(60, "% reduction"),))
    assert numbers(claimed, share).code == "responders_as_reduction"


def test_change_told_as_people_differs() -> None:
    change = result("pain", arm="patch", value=60, unit="%", quantity_kind=QuantityKind.PERCENT_CHANGE)
    claimed = claim("60% of patients had less pain", outcome="pain", effects=(quantity(60, "% of patients"),))
    assert numbers(claimed, change).code == "reduction_as_responders"


def test_complement_difference_and_change_are_derived_with_their_sum() -> None:
    free = result("pain", arm="block", value=30, unit="% with pain", quantity_kind=QuantityKind.PERCENT_OF_PEOPLE)
    without = claim("70% of patients had no pain", outcome="pain", effects=(quantity(70, "% of patients"),))
    check = numbers(without, free)
    assert matches(check) == [NumberMatch.DERIVED]
    assert check.numbers[0].detail == "100 % - 30 % = 70 %"
    before, after = (
        result("headache pain", arm="admission", value=7.1, unit="NRS"),
        result("headache pain", arm="discharge", value=3.8, unit="NRS"),
    )
    fall = claim("a 46% reduction in pain", outcome="pain", effects=(quantity(46, "% reduction"),))
    assert numbers(fall, before, after).numbers[0].detail == "(7.1 - 3.8) / 7.1 = 46.5 %"
    points = claim("3.3 points less pain", outcome="pain", effects=(quantity(3.3, "points"),))
    assert numbers(points, before, after).numbers[0].match is NumberMatch.DERIVED


def test_share_is_derived_from_a_count() -> None:
    count = result("response", arm="drip", value=48, unit="patients of 61")
    claimed = claim("79% of patients responded", outcome="response", effects=(quantity(79, "% of patients"),))
    check = numbers(claimed, count, sample_size=61)
    assert check.numbers[0].detail == "48 of 61 = 78.7 %"


def test_absent_number_is_not_checked() -> None:
    claimed = claim("80% of people sleep better", outcome="sleep", effects=(quantity(80, "% of people"),))
    check = numbers(claimed, result("sleep quality", arm="valerian", value=12, unit="%"))
    assert (check.result, check.code, matches(check)) == (CheckResult.NOT_CHECKED, None, [NumberMatch.ABSENT])
    assert "12 %" in check.numbers[0].detail


def test_claim_without_numbers_is_not_checked() -> None:
    assert numbers(claim("It works.")).reason == "the claim states no number that a result could hold"
    assert numbers(improvement(20, None)).reason == "no results of this study are on record"


def test_reduction_by_a_positive_number_agrees_with_a_negative_difference() -> None:
    difference = result("pain", arm="drug", comparator="placebo", value=-1.1, unit="points")
    fell = claim("Pain was reduced by 1.1 points.", outcome="pain", effects=(quantity(1.1, "points"),))
    rose = claim("Pain increased by 1.1 points.", outcome="pain", effects=(quantity(1.1, "points"),))
    assert numbers(fell, difference).result is CheckResult.AGREES
    assert numbers(rose, difference).code == "sign_reversed"


def test_p_value_keeps_its_comparator() -> None:
    null = result("pain", arm="drug", comparator="placebo", p_value=0.296, p_comparator="=")
    changed = quantity(0.296, "P", kind=QuantityKind.P_VALUE, comparator="<")
    kept = quantity(0.296, "P", kind=QuantityKind.P_VALUE, comparator="=")
    assert numbers(claim("P < 0.296", outcome="pain", effects=(changed,)), null).code == "comparator_changed"
    assert numbers(claim("P = 0.296", outcome="pain", effects=(kept,)), null).result is CheckResult.AGREES


def test_baseline_figure_is_no_effect() -> None:
    base = result("pain", kind=OutcomeKind.BASELINE, arm="gel", value=70, unit="%")
    claimed = claim("70% less pain", outcome="pain", effects=(quantity(70, "% less", arm="gel"),))
    assert numbers(claimed, base).code == "other_outcome"


def test_p_value_of_the_claimed_outcome_is_preferred_and_another_is_no_match() -> None:
    other = result("sleep", arm="gel", comparator="placebo", p_value=0.04, p_comparator="=")
    ours = result("pain", arm="gel", comparator="placebo", p_value=0.04, p_comparator="<")
    stated = quantity(0.04, "P", kind=QuantityKind.P_VALUE, comparator="<")
    claimed = claim("P < 0.04 for pain", outcome="pain", effects=(stated,))
    assert matches(numbers(claimed, other, ours)) == [NumberMatch.MATCH]
    assert matches(numbers(claimed, other)) == [NumberMatch.ABSENT]


def test_confidence_interval_is_found_by_both_limits() -> None:
    interval = result("pain", arm="gel", comparator="placebo", value=-1.1, ci_low=-2.3, ci_high=0.1)
    stated = QuantityBase(value=-2.3, high=0.1, kind=QuantityKind.CONFIDENCE_INTERVAL)
    halved = QuantityBase(value=-2.3, high=0.2, kind=QuantityKind.CONFIDENCE_INTERVAL)
    assert matches(numbers(claim("-2.3 to 0.1", outcome="pain", effects=(stated,)), interval)) == [NumberMatch.MATCH]
    assert matches(numbers(claim("-2.3 to 0.2", outcome="pain", effects=(halved,)), interval)) == [NumberMatch.ABSENT]
    elsewhere = claim("-2.3 to 0.1", outcome="sleep", effects=(stated,))
    assert matches(numbers(elsewhere, interval)) == [NumberMatch.AMBIGUOUS]


def test_figure_among_very_many_needs_a_second_one() -> None:
    many = tuple(harm(f"event {number}", number * 3.0, "pregabalin") for number in range(1, 21))
    check = numbers(improvement(21, "pregabalin"), *many)
    assert (check.result, matches(check)) == (CheckResult.NOT_CHECKED, [NumberMatch.AMBIGUOUS])


def test_names_nobody_can_tell_apart_are_not_other_arms() -> None:
    stimulation = result(
        "mood score", arm="active stimulation", value=58, unit="%", quantity_kind=QuantityKind.PERCENT_OF_PEOPLE
    )
    effect = quantity(58, "% of patients", arm="deep TMS")
    claimed = claim("58% of patients responded to deep TMS.", outcome="mood", effects=(effect,))
    assert matches(numbers(claimed, stimulation)) == [NumberMatch.MATCH]
    sham = stimulation.model_copy(update={"arm": "sham"})
    assert matches(numbers(claimed, sham)) == [NumberMatch.MATCH_OTHER_ARM]


def test_negative_number_told_of_a_rise_is_reversed() -> None:
    rise = result("walking distance", arm="exercise", value=52, unit="m")
    effect = quantity(-52, "m", arm="exercise")
    assert (
        numbers(claim("a change of -52 m", outcome="walking distance", effects=(effect,)), rise).code == "sign_reversed"
    )


def test_ratio_and_proportion_are_read_as_such() -> None:
    results = (
        result("live birth", arm="treated", value=40, unit="per 100"),
        result("live birth", arm="untreated", value=20, unit="per 100"),
    )
    twice = claim("2 times as many live births", outcome="live birth", effects=(quantity(2, "times"),))
    assert numbers(twice, *results).numbers[0].detail == "40 / 20 = 2.00"
    share = result("remission", arm="diet", value=0.46, measure="proportion")
    claimed = claim("46% of people", outcome="remission", effects=(quantity(46, "% of people"),))
    assert matches(numbers(claimed, share)) == [NumberMatch.MATCH]


def test_range_is_found_by_both_ends() -> None:
    found = result("pain score", arm="gel", value=25, high=30, unit="%", quantity_kind=QuantityKind.PERCENT_CHANGE)
    stated = QuantityBase(value=25, high=30, unit="% less")
    wider = QuantityBase(value=25, high=60, unit="% less")
    assert matches(numbers(claim("25-30% less", outcome="pain", effects=(stated,)), found)) == [NumberMatch.MATCH]
    assert matches(numbers(claim("25-60% less", outcome="pain", effects=(wider,)), found)) == [NumberMatch.ABSENT]


def test_contrasts_take_no_part_in_sums() -> None:
    contrasts = (
        result("pain", arm="gel", comparator="placebo", value=30, unit="mm"),
        result("pain", arm="cream", comparator="placebo", value=10, unit="mm"),
    )
    claimed = claim("20 mm less pain", outcome="pain", effects=(quantity(20, "mm"),))
    assert matches(numbers(claimed, *contrasts)) == [NumberMatch.ABSENT]


def test_p_value_that_nobody_reports_is_absent() -> None:
    stated = quantity(0.001, "P", kind=QuantityKind.P_VALUE, comparator="<")
    claimed = claim("P < 0.001", outcome="pain", effects=(stated,))
    assert matches(numbers(claimed, result("pain", arm="gel", value=3, unit="mm"))) == [NumberMatch.ABSENT]


def test_share_of_an_arm_is_taken_of_that_arm() -> None:
    count = result("response", arm="gel", value=10, unit="patients")
    arms = (ArmBase(name="gel", participants=20), ArmBase(name="placebo", participants=40))
    claimed = claim("50% of patients responded", outcome="response", effects=(quantity(50, "% of patients"),))
    assert numbers(claimed, count, arms=arms, sample_size=60).numbers[0].detail == "10 of 20 = 50.0 %"
    assert matches(numbers(claimed, count, arms=(*arms[1:], arms[1]), sample_size=60)) == [NumberMatch.ABSENT]


def test_passage_of_a_draft_is_that_of_the_abstract() -> None:
    read = result("pain", arm="gel", value=30, unit="mm", text="Pain was 30 mm with gel.", start=5, end=29)
    claimed = claim("30 mm with gel", outcome="pain", effects=(quantity(30, "mm", arm="gel"),))
    passage = numbers(claimed, read).passages[-1]
    assert (passage.source, passage.text, passage.start) == ("abstract", "Pain was 30 mm with gel.", 5)


def test_number_of_an_outcome_that_cannot_be_told_apart_is_ambiguous() -> None:
    itch = result("itch", arm="balm", value=40, unit="%", quantity_kind=QuantityKind.PERCENT_CHANGE)
    claimed = claim("40% less dryness", outcome="dryness", effects=(quantity(40, "% less", arm="balm"),))
    assert matches(numbers(claimed, itch)) == [NumberMatch.AMBIGUOUS]


def test_values_of_different_outcomes_are_not_summed() -> None:
    results = (
        result("pain at rest", arm="gel", value=30, unit="mm"),
        result("pain on walking", arm="gel", value=10, unit="mm"),
    )
    claimed = claim("20 mm less pain", outcome="pain", effects=(quantity(20, "mm"),))
    assert matches(numbers(claimed, *results)) == [NumberMatch.ABSENT]
