"""Each check by itself: what agrees, what differs and how, and what cannot be said."""

from collections.abc import Callable
from typing import Any

import pytest

from evidence.models import (
    ArmBase,
    Assertiveness,
    Check,
    CheckResult,
    ClaimBase,
    ClaimType,
    Direction,
    OutcomeKind,
    PublicationBase,
    QuantityKind,
    ResultBase,
    Standing,
    StatedDesign,
    StudyBase,
)
from evidence.rules.examples import citation, claim, harm, publication, quantity, result, study
from evidence.verify import bibliographic, comparators, conduct, designs, direction, scope, timing
from evidence.verify.pair import Pair
from tests.terms import SmallVocabulary

VOCABULARY = SmallVocabulary()
D = Direction
S = StatedDesign


def ask(
    check: Callable[[Pair], Check], claimed: ClaimBase, found: StudyBase, record: PublicationBase | None = None
) -> str:
    """`agrees`, `not_checked`, or the code of the difference."""
    answer = check(Pair(claimed, found, record, citation(), VOCABULARY))
    assert answer.reason
    assert (answer.code is None) is (answer.result is not CheckResult.DIFFERS)
    return answer.code or answer.result.value


def contrast(way: Direction, arm: str = "ibuprofen", comparator: str = "placebo", **fields: Any) -> ResultBase:
    return result("pain", arm=arm, comparator=comparator, direction=way, **fields)


def pain(quote: str = "Ibuprofen relieves pain.", **fields: Any) -> ClaimBase:
    return claim(quote, **({"intervention": "ibuprofen", "outcome": "pain"} | fields))


# ---------------------------------------------------------------- direction

SECOND = OutcomeKind.SECONDARY


@pytest.mark.parametrize(
    ("results", "answer"),
    [
        ((contrast(D.BENEFIT),), "agrees"),
        ((contrast(D.NO_DIFFERENCE),), "primary_outcome_null"),
        ((contrast(D.UNKNOWN, p_value=0.3),), "primary_outcome_null"),
        ((contrast(D.UNKNOWN, value=-1.1, ci_low=-2.3, ci_high=0.1),), "primary_outcome_null"),
        ((contrast(D.UNKNOWN, measure="risk_ratio", value=0.9, ci_low=0.7, ci_high=1.2),), "primary_outcome_null"),
        ((contrast(D.HARM),), "direction_reversed"),
        ((contrast(D.NO_DIFFERENCE), contrast(D.BENEFIT, kind=SECOND)), "primary_outcome_null"),
        ((contrast(D.BENEFIT), contrast(D.NO_DIFFERENCE, kind=SECOND)), "agrees"),
        ((contrast(D.NO_DIFFERENCE, kind=SECOND),), "outcome_null"),
        ((contrast(D.NO_DIFFERENCE, comparator="morphine"),), "not_checked"),
        ((result("pain", arm="ibuprofen", direction=D.BENEFIT),), "agrees"),
        ((result("sleep", arm="ibuprofen", comparator="placebo", direction=D.NO_DIFFERENCE),), "not_checked"),
        ((contrast(D.UNKNOWN),), "not_checked"),
        ((contrast(D.NO_DIFFERENCE, arm="morphine"),), "not_checked"),
        ((), "not_checked"),
    ],
)
def test_direction_of_a_claim_of_benefit(results: tuple[ResultBase, ...], answer: str) -> None:
    assert ask(direction.check_direction, pain(), study(*results)) == answer


BETTER = pain("Ibuprofen is superior to morphine.", comparator="morphine", claim_type=ClaimType.COMPARATIVE_EFFICACY)
AT_15 = contrast(D.NO_DIFFERENCE, comparator="morphine", timepoint="15 minutes")
LOST = contrast(D.HARM, comparator="morphine", timepoint="60 minutes")
WON = contrast(D.BENEFIT, comparator="morphine", timepoint="30 minutes")
CROSSED = contrast(D.BENEFIT, arm="morphine", comparator="ibuprofen")


@pytest.mark.parametrize(
    ("results", "answer"),
    [
        ((WON,), "agrees"),
        ((AT_15, LOST), "comparator_reversed"),
        ((CROSSED,), "comparator_reversed"),
        ((AT_15,), "no_advantage"),
        ((WON, LOST), "selected_result"),
        ((contrast(D.BENEFIT),), "not_checked"),
    ],
)
def test_who_won_is_asked_at_every_time(results: tuple[ResultBase, ...], answer: str) -> None:
    assert ask(direction.check_direction, BETTER, study(*results)) == answer


def test_other_outcome_than_a_null_primary_one_is_no_headline() -> None:
    slept = pain("Ibuprofen improves sleep.", outcome="sleep")
    sleep = result("sleep quality", kind=SECOND, arm="ibuprofen", comparator="placebo", direction=D.BENEFIT)
    assert ask(direction.check_direction, slept, study(contrast(D.NO_DIFFERENCE), sleep)) == "secondary_as_headline"
    assert ask(direction.check_direction, slept, study(contrast(D.BENEFIT), sleep)) == "agrees"
    assert ask(direction.check_direction, slept, study(sleep)) == "agrees"


def test_no_more_harm_than_placebo_agrees_with_a_claim_of_safety() -> None:
    safe = pain("Ibuprofen is well tolerated.", outcome="adverse events", claim_type=ClaimType.SAFETY)
    event = {"arm": "ibuprofen", "comparator": "placebo", "kind": OutcomeKind.ADVERSE_EVENT}
    same, more = (result("adverse events", direction=way, **event) for way in (D.NO_DIFFERENCE, D.HARM))
    assert ask(direction.check_direction, safe, study(same)) == "agrees"
    assert ask(direction.check_direction, safe, study(more)) == "direction_reversed"


def test_difference_that_was_not_significant_is_none() -> None:
    assert (
        ask(direction.check_direction, pain(), study(contrast(D.BENEFIT, significant=False))) == "primary_outcome_null"
    )


def test_groups_that_did_not_differ_have_no_winner() -> None:
    alike = study(result("pain", significant=False, p_value=0.3), controlled=True)
    assert ask(direction.check_direction, BETTER, alike) == "no_advantage"
    assert ask(direction.check_direction, pain(), alike) == "primary_outcome_null"
    assert ask(direction.check_direction, BETTER, study(result("pain", significant=False))) == "not_checked"


def test_claims_of_no_difference_and_of_a_loss() -> None:
    tie = BETTER.model_copy(update={"direction": D.NO_DIFFERENCE})
    loss = BETTER.model_copy(update={"direction": D.HARM})
    assert ask(direction.check_direction, tie, study(AT_15)) == "agrees"
    assert ask(direction.check_direction, tie, study(LOST)) == "difference_denied"
    assert ask(direction.check_direction, tie, study(AT_15, LOST)) == "not_checked"
    assert ask(direction.check_direction, loss, study(LOST)) == "agrees"


def test_words_that_deny_the_recorded_direction_are_not_checked() -> None:
    assert (
        ask(direction.check_direction, pain("Ibuprofen did not reduce pain."), study(contrast(D.BENEFIT)))
        == "not_checked"
    )


def test_claim_without_a_direction_is_not_checked() -> None:
    assert ask(direction.check_direction, pain(direction=D.NEUTRAL), study(contrast(D.BENEFIT))) == "not_checked"


# ---------------------------------------------------------------- whom, what, how


@pytest.mark.parametrize(
    ("claimed", "studied", "fields", "answer"),
    [
        ("migraine", "migraine", {}, "agrees"),
        ("migraine", "chronic migraine", {}, "agrees"),
        ("migraine", "chronic migraine or depression", {}, "agrees"),
        ("migraine", "headache", {}, "condition_narrowed"),
        ("migraine", "headache", {"design": "narrative_review"}, "not_checked"),
        ("migraine", "insomnia", {}, "condition_mismatch"),
        ("cancer pain", "back pain", {"population": "chronic non-cancer pain"}, "population_reversed"),
        ("migraine", "lupus", {}, "not_checked"),
        ("migraine", "a kind of headache", {"condition_code": "chronic migraine"}, "agrees"),
        ("migraine", None, {}, "not_checked"),
    ],
)
def test_condition(claimed: str, studied: str | None, fields: dict[str, Any], answer: str) -> None:
    assert ask(scope.check_condition, pain(condition=claimed), study(condition=studied, **fields)) == answer


@pytest.mark.parametrize(
    ("quote", "section", "population", "answer"),
    [
        ("Ibuprofen eases pain in the emergency room.", "Chronic pain", "acute trauma patients", "acute_to_chronic"),
        ("Ibuprofen eases chronic pain.", None, "acute and chronic pain", "agrees"),
        ("Ibuprofen eases pain.", None, "healthy volunteers", "healthy_volunteers"),
        ("Ibuprofen eases pain.", None, "people with pain (healthy controls for imaging)", "agrees"),
        ("Ibuprofen eases pain.", None, "women having breast surgery", "perioperative_only"),
        ("Ibuprofen eases pain after surgery.", None, "women having breast surgery", "agrees"),
        ("Ibuprofen eases pain.", None, "children aged 6 to 12", "children_only"),
        ("Ibuprofen eases pain.", None, "refractory pain", "refractory_only"),
        ("Ibuprofen eases pain when other treatments fail.", None, "refractory pain", "agrees"),
        ("Ibuprofen eases pain.", None, "insulin-resistant women", "agrees"),
        ("Ibuprofen eases chronic pain.", None, "people with spinal cord injury", "agrees"),
        ("Ibuprofen eases pain.", None, "critically ill patients", "population_mismatch"),
        ("Ibuprofen eases pain.", None, None, "not_checked"),
    ],
)
def test_population(quote: str, section: str | None, population: str | None, answer: str) -> None:
    assert ask(scope.check_population, pain(quote, section=section), study(population=population)) == answer


def test_animals_disclosed_and_undisclosed() -> None:
    rats = study(design="animal", species="rat", population="rats")
    said, silent = pain("In rats ibuprofen eased pain.", species="rat"), pain()
    assert ask(scope.check_species, said, rats) == "agrees"
    assert ask(scope.check_species, silent, rats) == "species_undisclosed"
    assert ask(scope.check_species, pain("Rats ran more."), rats) == "agrees"
    assert ask(scope.check_species, silent, study(species="human")) == "agrees"
    assert ask(scope.check_species, silent, study()) == "not_checked"
    assert ask(scope.check_population, said, rats) == "animal_model_only"


@pytest.mark.parametrize(
    ("outcome", "measured", "fields", "answer"),
    [
        ("pain relief", "VAS at 2 hours", {}, "agrees"),
        ("pain relief", "paw swelling", {}, "outcome_not_measured"),
        ("pain relief", "paw swelling", {"draft": True}, "not_checked"),
        ("pain relief", "global impression", {}, "not_checked"),
    ],
)
def test_outcome(outcome: str, measured: str, fields: dict[str, Any], answer: str) -> None:
    assert ask(scope.check_outcome, pain(outcome=outcome), study(result(measured), **fields)) == answer


def test_prevention_told_as_treatment() -> None:
    relieves = pain("Ibuprofen relieves pain after breast surgery.")
    prevents = pain("Ibuprofen prevents lasting pain.")
    assert ask(scope.check_purpose, relieves, study(purpose="prevention")) == "prevention_as_treatment"
    assert ask(scope.check_purpose, prevents, study(purpose="prevention")) == "agrees"
    assert ask(scope.check_purpose, relieves, study(purpose="treatment")) == "agrees"
    assert ask(scope.check_purpose, prevents, study(purpose="treatment", title="Sleep")) == "treatment_as_prevention"
    assert ask(scope.check_purpose, relieves, study()) == "not_checked"


@pytest.mark.parametrize(
    ("arms", "answer"),
    [
        (("ibuprofen 400 mg", "placebo"), "agrees"),
        (("ibuprofen + magnesium", "placebo"), "combination_omitted"),
        (("morphine", "placebo"), "intervention_mismatch"),
        (("lavender oil", "placebo"), "not_checked"),
        ((), "not_checked"),
    ],
)
def test_intervention(arms: tuple[str, ...], answer: str) -> None:
    assert ask(scope.check_intervention, pain(), study(arms=tuple(ArmBase(name=arm) for arm in arms))) == answer


def test_kind_of_a_treatment_is_the_treatment() -> None:
    opioid = pain("Opioids relieve pain.", intervention="opioid")
    assert ask(scope.check_intervention, opioid, study(arms=(ArmBase(name="morphine"),))) == "agrees"


@pytest.mark.parametrize(
    ("quote", "section", "route", "answer"),
    [
        ("Ibuprofen infusions relieve pain.", None, "intravenous", "agrees"),
        ("Ibuprofen cream relieves pain.", None, "oral", "route_mismatch"),
        ("Ibuprofen relieves pain.", "Infusions for back pain", "oral", "route_omitted"),
        ("Ibuprofen relieves pain.", None, "oral", "not_checked"),
        ("Ibuprofen cream relieves pain.", None, None, "not_checked"),
    ],
)
def test_route(quote: str, section: str | None, route: str | None, answer: str) -> None:
    assert ask(scope.check_route, pain(quote, section=section), study(route=route)) == answer


@pytest.mark.parametrize(
    ("claimed", "studied", "answer"),
    [
        ("200 mg", "0.4 g", "agrees"),
        ("25 mg", "200 mg", "dose_mismatch"),
        ("0.5 mg/kg", "200 mg", "not_checked"),
        (None, "200 mg", "not_checked"),
        ("20 mg/dl", "200 mg", "not_checked"),
    ],
)
def test_dose(claimed: str | None, studied: str, answer: str) -> None:
    assert ask(scope.check_dose, pain(dose=claimed), study(dose=studied)) == answer


def test_comparators_named_misnamed_and_left_out() -> None:
    arms = (ArmBase(name="ibuprofen"), ArmBase(name="morphine + magnesium"))
    asked = comparators.check_comparator
    assert ask(asked, pain(comparator="acupuncture"), study(arms=arms)) == "comparator_mismatch"
    assert ask(asked, pain(comparator="morphine"), study(arms=arms)) == "comparator_misstated"
    assert ask(asked, pain(comparator="saline"), study(contrast(D.BENEFIT))) == "agrees"
    assert ask(asked, pain(), study(contrast(D.NO_DIFFERENCE))) == "omitted_comparator"
    assert ask(asked, pain(), study(LOST)) == "omitted_comparator"
    assert ask(asked, pain(), study(contrast(D.BENEFIT), contrast(D.NO_DIFFERENCE, kind=SECOND))) == "not_checked"
    assert ask(asked, pain(), study()) == "not_checked"


# ---------------------------------------------------------------- when and how long


def at(timepoint: str, **fields: Any) -> ClaimBase:
    return pain(effects=(quantity(None, None, timepoint=timepoint),), **fields)


def test_claimed_time_is_looked_for() -> None:
    asked = timing.check_timepoint
    assert ask(asked, at("5 weeks"), study(contrast(D.NO_DIFFERENCE, timepoint="35 days"))) == "timepoint_null"
    assert ask(asked, at("5 weeks"), study(contrast(D.BENEFIT, timepoint="35 days"))) == "agrees"
    assert ask(asked, at("5 weeks"), study(contrast(D.BENEFIT, timepoint="1 hour"))) == "not_checked"
    assert ask(asked, at("5 weeks"), study(contrast(D.BENEFIT))) == "not_checked"
    assert ask(asked, pain(), study(contrast(D.BENEFIT))) == "not_checked"


def test_duration_beyond_the_follow_up_is_overstated() -> None:
    asked = timing.check_duration
    lasting = pain(
        "Ibuprofen brings a year of relief.", effects=(quantity(1, "year of relief", kind=QuantityKind.DURATION),)
    )
    months = pain("3 months of relief.", effects=(quantity(3, "months of relief"),))
    hedged = pain("Up to 3 months of relief.", effects=(quantity(3, "months of relief"),))
    ranged = result("pain response", timepoint="1-3 months")
    assert ask(asked, lasting, study(follow_up="8 weeks")) == "duration_overstated"
    assert ask(asked, lasting, study(follow_up="12 months")) == "agrees"
    assert ask(asked, months, study(ranged)) == "duration_overstated"
    assert ask(asked, hedged, study(ranged)) == "agrees"
    assert ask(asked, pain("Lasting relief."), study(follow_up="8 weeks")) == "duration_overstated"
    assert ask(asked, pain("Lasting relief."), study(follow_up="2 years")) == "agrees"
    assert ask(asked, pain(), study(follow_up="2 years")) == "not_checked"
    assert ask(asked, pain("Lasting relief."), study()) == "not_checked"


# ---------------------------------------------------------------- the study behind it


@pytest.mark.parametrize(
    ("stated", "design", "answer"),
    [
        (S.RCT, "rct_crossover", "agrees"),
        (S.CLINICAL_TRIAL, "rct", "agrees"),
        (S.RETROSPECTIVE, "cohort", "agrees"),
        (S.RCT, "case_series", "design_overstated"),
        (S.META_ANALYSIS, "rct", "design_overstated"),
        (S.CASE_REPORT, "rct", "design_understated"),
        (S.CASE_CONTROL, "case_series", "design_misnamed"),
        (S.RCT, "protocol", "design_overstated"),
        (S.TESTIMONIAL, "web_page", "design_misnamed"),
        (S.NONE, "rct", "not_checked"),
        (S.RCT, "unknown", "not_checked"),
        (S.UNSPECIFIED_STUDY, "rct", "agrees"),
    ],
)  # fmt: skip
def test_design(stated: StatedDesign, design: str, answer: str) -> None:
    assert ask(designs.check_design, pain(study_type=stated), study(design=design)) == answer


def test_review_called_a_study_is_misnamed() -> None:
    called = pain("A study backs ibuprofen.", study_type=StatedDesign.UNSPECIFIED_STUDY)
    assert ask(designs.check_design, called, study(design="narrative_review")) == "design_misnamed"


def test_publication_tells_the_design_where_the_study_does_not() -> None:
    record = publication(design="case_series")
    assert ask(designs.check_design, pain(study_type=StatedDesign.RCT), study(), record) == "design_overstated"


def test_sources_without_results() -> None:
    asked = designs.check_evidence
    assert ask(asked, pain(), study(design="protocol")) == "protocol_only"
    assert ask(asked, pain(), study(design="editorial")) == "opinion_only"
    assert ask(asked, pain(), study(design="narrative_review")) == "not_checked"
    assert ask(asked, pain(), study(design="rct")) == "not_checked"
    assert ask(asked, pain(), study(contrast(D.BENEFIT), design="rct")) == "agrees"


def test_single_cases() -> None:
    asked, one = designs.check_cases, study(design="case_report", sample_size=1)
    assert ask(asked, pain("Patients walk again."), one) == "case_undisclosed"
    assert ask(asked, pain("A case report proves that ibuprofen works."), one) == "single_case"
    assert ask(asked, pain("One woman reported relief."), one) == "agrees"
    assert ask(asked, pain(), study(design="case_series", sample_size=64)) == "agrees"
    assert ask(asked, pain(), study(design="case_series")) == "agrees"
    assert ask(asked, pain(), study(sample_size=3)) == "case_undisclosed"
    assert ask(asked, pain(), study()) == "not_checked"


@pytest.mark.parametrize(
    ("quote", "fields", "answer"),
    [
        ("Ibuprofen relieves pain.", {"controlled": False}, "uncontrolled"),
        ("Ibuprofen relieves pain.", {"design": "single_arm"}, "uncontrolled"),
        ("50% of patients improved.", {"controlled": False}, "agrees"),
        ("An uncontrolled study saw less pain.", {"controlled": False}, "agrees"),
        ("Ibuprofen relieves pain.", {"design": "rct"}, "agrees"),
        ("Ibuprofen relieves pain.", {"design": "cohort"}, "not_checked"),
    ],
)
def test_control(quote: str, fields: dict[str, Any], answer: str) -> None:
    assert ask(conduct.check_control, pain(quote), study(**fields)) == answer


def test_comparison_with_the_start_is_no_control() -> None:
    own = study(contrast(D.BENEFIT, comparator="own baseline"), design="meta_analysis")
    assert ask(conduct.check_control, pain(), own) == "uncontrolled"


@pytest.mark.parametrize(
    ("quote", "strength", "design", "answer"),
    [
        ("Ibuprofen may help.", None, "narrative_review", "agrees"),
        ("Ibuprofen relieves pain.", None, "narrative_review", "overstated"),
        ("Ibuprofen relieves pain.", None, "rct", "agrees"),
        ("Ibuprofen always relieves pain.", None, "rct", "overstated"),
        ("Ibuprofen brings exceptional relief.", None, "rct", "overstated"),
        ("Ibuprofen suggests relief.", None, "cohort", "agrees"),
        ("Ibuprofen relieves pain.", Assertiveness.HEDGED, "cohort", "agrees"),
        ("Ibuprofen relieves pain.", None, "unknown", "not_checked"),
    ],
)
def test_assertiveness(quote: str, strength: Assertiveness | None, design: str, answer: str) -> None:
    assert ask(conduct.check_assertiveness, pain(quote, assertiveness=strength), study(design=design)) == answer


def test_harms_told_dropped_denied_and_of_the_other_arm() -> None:
    asked, nausea = conduct.check_harms, harm("nausea", 30, "ibuprofen")
    assert ask(asked, pain(), study(nausea)) == "omitted_harm"
    assert ask(asked, pain("Ibuprofen relieves pain; 30% had nausea."), study(nausea)) == "agrees"
    assert ask(asked, pain("Ibuprofen relieves pain with no side effects."), study(nausea)) == "harms_denied"
    assert ask(asked, pain(), study(harm("nausea", 30, "morphine"))) == "agrees"
    assert ask(asked, pain(), study(harm("complications", 0, "ibuprofen"))) == "agrees"
    assert ask(asked, pain(), study(contrast(D.BENEFIT))) == "not_checked"


# ---------------------------------------------------------------- facts about the source


@pytest.mark.parametrize(
    ("stated", "real", "answer"),
    [(30, 30, "agrees"), (15, 30, "agrees"), (34, 30, "sample_size_differs"), (500, 30, "sample_size_inflated"),
     (None, 30, "not_checked"), (30, None, "not_checked")],
)  # fmt: skip
def test_sample_size(stated: int | None, real: int | None, answer: str) -> None:
    arms = (ArmBase(name="ibuprofen", participants=15), ArmBase(name="placebo", participants=15))
    found = study(sample_size=real, arms=arms)
    assert ask(bibliographic.check_sample_size, pain(sample_size=stated), found) == answer


@pytest.mark.parametrize(
    ("stated", "real", "unverified", "answer"),
    [(2020, 2020, (), "agrees"), (2020, 2019, (), "agrees"), (2020, 2014, (), "year_wrong"),
     (None, 2014, (), "not_checked"), (2020, None, (), "not_checked"), (2020, 2014, ("year",), "not_checked")],
)  # fmt: skip
def test_year(stated: int | None, real: int | None, unverified: tuple[str, ...], answer: str) -> None:
    found = study(year=real, unverified=unverified)
    assert ask(bibliographic.check_year, pain(study_year=stated), found) == answer


@pytest.mark.parametrize(
    ("stated", "real", "answer"),
    [("Journal of Pain", "The Journal of Pain", "agrees"), ("Pain Med", "Pain Medicine", "agrees"),
     ("Lancet", "Nutrients", "journal_wrong"), ("SAGE journals", "Pain", "not_checked"), (None, "Pain", "not_checked"),
     ("Pain", None, "not_checked")],
)  # fmt: skip
def test_journal(stated: str | None, real: str | None, answer: str) -> None:
    assert ask(bibliographic.check_journal, pain(journal=stated), study(journal=real)) == answer


@pytest.mark.parametrize(
    ("standing", "answer"),
    [(Standing.CURRENT, "agrees"), (Standing.CORRECTED, "agrees"), (Standing.RETRACTED, "retracted"),
     (Standing.EXPRESSION_OF_CONCERN, "expression_of_concern"), (Standing.PREPRINT_ONLY, "preprint_undisclosed"),
     (Standing.UNKNOWN, "not_checked")],
)  # fmt: skip
def test_standing(standing: Standing, answer: str) -> None:
    assert ask(bibliographic.check_standing, pain(), study(), publication(standing=standing)) == answer


def test_standing_without_a_publication_is_not_checked() -> None:
    assert ask(bibliographic.check_standing, pain(), study()) == "not_checked"
