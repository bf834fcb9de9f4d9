import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.abstracts.assertions import read_assertion
from evidence.abstracts.share_assertions import read_shares
from evidence.abstracts.views import Way
from evidence.models import CheckName, CheckResult
from evidence.verify.statement import StatementVerdict, check_statement
from tests.test_draft import ABSTRACT, TITLE

SUPPORTED, CONTRADICTED = StatementVerdict.SUPPORTED, StatementVerdict.CONTRADICTED
OVERSTATED, NOT_CHECKED = StatementVerdict.OVERSTATED, StatementVerdict.NOT_CHECKED
TRIAL = (
    "METHODS: 81 patients were randomly assigned to ondansetron or placebo. RESULTS: Nausea was less frequent with "
    "ondansetron than with placebo (12 of 40 [30%] vs 20 of 41 [49%], P = 0.04). Pain did not differ (P = 0.6)."
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Ondansetron reduced nausea compared with placebo.", SUPPORTED),
        ("Ondansetron increased nausea compared with placebo.", CONTRADICTED),
        ("Ondansetron did not reduce nausea.", CONTRADICTED),
        ("Ondansetron made no significant difference to nausea compared with placebo.", CONTRADICTED),
        ("Placebo reduced nausea compared with ondansetron.", CONTRADICTED),
        ("Ondansetron reduced pain compared with placebo.", CONTRADICTED),
        ("Ondansetron was no more effective than placebo for pain.", SUPPORTED),
        ("Pain was similar with ondansetron and placebo.", SUPPORTED),
        ("Nausea was less frequent with ondansetron than with placebo.", SUPPORTED),
        ("Ondansetron reduced nausea more than placebo.", SUPPORTED),
        ("Ondansetron reduced nausea less than placebo.", CONTRADICTED),
        ("Ondansetron relieved pain no better than placebo.", SUPPORTED),
        ("Ondansetron did not differ from placebo for pain.", SUPPORTED),
        ("Ondansetron and placebo did not differ for pain.", SUPPORTED),
        ("Ondansetron did not significantly reduce pain compared with placebo.", SUPPORTED),
        ("Ondansetron did not significantly reduce nausea compared with placebo.", CONTRADICTED),
        ("Ondansetron did not differ from placebo in nausea.", CONTRADICTED),
        ("Ondansetron improves appetite.", NOT_CHECKED),
        ("Ondansetron cures nausea.", OVERSTATED),
        ("Ondansetron is great.", NOT_CHECKED),
        ("", NOT_CHECKED),
    ],
)
def test_a_claim_is_held_against_the_direction_of_its_outcome(claim: str, verdict: StatementVerdict) -> None:
    assert check_statement(claim, "", TRIAL).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("12 of 40 patients in the ondansetron group and 20 of 41 in the placebo group had nausea.", SUPPORTED),
        ("20 of 41 patients in the placebo group and 12 of 40 in the ondansetron group had nausea.", SUPPORTED),
        ("Nausea occurred in 12/40 patients on ondansetron versus 20/41 on placebo.", SUPPORTED),
        ("30% of patients in the ondansetron group and 49% in the placebo group had nausea.", SUPPORTED),
        ("20 of 41 patients in the ondansetron group and 12 of 40 in the placebo group had nausea.", CONTRADICTED),
        ("14 of 40 patients in the ondansetron group and 20 of 41 in the placebo group had nausea.", CONTRADICTED),
        ("12 of 40 patients in the ondansetron group and 26 of 41 in the placebo group had nausea.", CONTRADICTED),
        ("30% of patients on ondansetron and 49% on placebo had 5% or more nausea.", SUPPORTED),
        ("5 of 33 patients in the ondansetron group and 6 of 35 in the placebo group had a rash.", NOT_CHECKED),
    ],
)
def test_counts_are_held_against_their_arms_and_outcome(claim: str, verdict: StatementVerdict) -> None:
    assert check_statement(claim, "", TRIAL).verdict is verdict


FEEDING = (
    "METHODS: Group A received early feeding (n = 60) and group B delayed feeding (n = 61). RESULTS: Ileus occurred in "
    "8 of 60 patients (13%) in group A and 17 of 61 (28%) in group B. Vomiting was reported by 5 and 16 patients in "
    "groups A and B. Leaks were seen in two and nine, respectively. Infection (4/60 v 7/61) was rare."
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("5 of 60 patients in the early feeding group and 16 of 61 in the delayed feeding group vomited.", SUPPORTED),
        (
            "16 of 60 patients in the early feeding group and 5 of 61 in the delayed feeding group vomited.",
            CONTRADICTED,
        ),
        ("2 of 60 patients in the early feeding group and 9 of 61 in the delayed feeding group had leaks.", SUPPORTED),
        (
            "9 of 60 patients in the early feeding group and 2 of 61 in the delayed feeding group had leaks.",
            CONTRADICTED,
        ),
        (
            "4 of 60 patients in the early feeding group and 7 of 61 in the delayed feeding group had infection.",
            SUPPORTED,
        ),
        (
            "4 of 60 patients in the early feeding group and 9 of 61 in the delayed feeding group had infection.",
            CONTRADICTED,
        ),
    ],
)
def test_counts_are_found_in_rows_of_groups_and_in_words(claim: str, verdict: StatementVerdict) -> None:
    assert check_statement(claim, "", FEEDING).verdict is verdict


def test_a_bound_in_the_name_of_an_outcome_is_no_third_share() -> None:
    abstract = "RESULTS: Adherence above 95% was reached by 16 of 27 patients on X and 13 of 26 on placebo."
    claim = "16 of 27 patients on X and 13 of 26 on placebo had adherence of more than 95%."
    assert check_statement(claim, "", abstract).verdict is SUPPORTED


def test_harm_rates_sold_as_improvement_are_contradicted_by_the_passage() -> None:
    claim = "Ketamine infusions showed 20% improvement while the magnesium and ketamine combo showed 35% improvement."
    reading = check_statement(claim, TITLE, ABSTRACT)
    numbers = next(check for check in reading.checks if check.name is CheckName.NUMBERS)
    assert reading.verdict is CONTRADICTED
    assert (numbers.result, numbers.code) == (CheckResult.DIFFERS, "outcome_swapped")
    assert "adverse event" in numbers.passages[0].text


def test_the_same_rates_told_as_harms_are_supported() -> None:
    claim = "20% of patients in the ketamine group and 10% in the placebo group reported at least one adverse event."
    assert check_statement(claim, TITLE, ABSTRACT).verdict is SUPPORTED


def test_a_benefit_claimed_of_a_null_primary_outcome_is_contradicted() -> None:
    assert (
        check_statement("Ketamine reduced pain intensity compared with placebo.", TITLE, ABSTRACT).verdict
        is CONTRADICTED
    )


def test_a_figure_the_abstract_does_not_give_is_no_sign_against_the_claim() -> None:
    reading = check_statement("Ondansetron reduced nausea by 77%.", "", TRIAL)
    numbers = next(check for check in reading.checks if check.name is CheckName.NUMBERS)
    assert (reading.verdict, numbers.result) == (NOT_CHECKED, CheckResult.NOT_CHECKED)


def test_a_result_in_rats_told_without_the_rats_is_overstated() -> None:
    abstract = (
        "Rats received ketamine or saline. RESULTS: Ketamine reduced pain in rats compared with saline (P = 0.01)."
    )
    assert (
        check_statement("Ketamine reduced pain compared with saline.", "Ketamine in rats", abstract).verdict
        is OVERSTATED
    )
    assert check_statement("In rats, ketamine reduced pain.", "Ketamine in rats", abstract).verdict is SUPPORTED


SCOPE = (
    "METHODS: 60 adults with migraine were randomly assigned to intravenous magnesium 2 g or saline. RESULTS: "
    "Headache was less severe with magnesium than with saline (P = 0.01) in women and men alike."
)


@pytest.mark.parametrize(
    ("claim", "name", "result"),
    [
        ("Magnesium reduced headache in children.", CheckName.POPULATION, CheckResult.DIFFERS),
        ("Magnesium reduced headache in adults.", CheckName.POPULATION, CheckResult.AGREES),
        ("Magnesium reduced headache in women.", CheckName.POPULATION, CheckResult.AGREES),
        ("Magnesium reduced headache in pregnant women.", CheckName.POPULATION, CheckResult.NOT_CHECKED),
        ("Magnesium reduced headache in smokers.", CheckName.POPULATION, CheckResult.NOT_CHECKED),
        ("Magnesium reduced headache.", CheckName.POPULATION, CheckResult.NOT_CHECKED),
        ("Oral magnesium reduced headache.", CheckName.ROUTE, CheckResult.DIFFERS),
        ("Intravenous magnesium reduced headache.", CheckName.ROUTE, CheckResult.AGREES),
        ("Magnesium reduced headache.", CheckName.ROUTE, CheckResult.NOT_CHECKED),
        ("Magnesium 300 mg reduced headache.", CheckName.DOSE, CheckResult.DIFFERS),
        ("Magnesium 2000 mg reduced headache.", CheckName.DOSE, CheckResult.AGREES),
        ("Magnesium 5 ml reduced headache.", CheckName.DOSE, CheckResult.NOT_CHECKED),
        ("Magnesium reduced headache in patients with fibromyalgia.", CheckName.CONDITION, CheckResult.DIFFERS),
        ("Magnesium reduced headache in patients with migraine.", CheckName.CONDITION, CheckResult.AGREES),
        ("Magnesium reduced headache in patients with a rare thing.", CheckName.CONDITION, CheckResult.NOT_CHECKED),
    ],
)
def test_scope_differs_only_where_both_sides_say_so(claim: str, name: CheckName, result: CheckResult) -> None:
    reading = check_statement(claim, "", SCOPE)
    check = next(check for check in reading.checks if check.name is name)
    assert check.result is result, check.reason
    assert (reading.verdict is OVERSTATED) == (result is CheckResult.DIFFERS), reading.verdict


@pytest.mark.parametrize(
    ("claim", "abstract", "differs"),
    [
        ("X reduced pain in men.", "METHODS: 40 women received X or placebo. RESULTS: Pain was lower with X.", True),
        ("X reduced pain in men.", "METHODS: 40 people received X or placebo. RESULTS: Pain was lower with X.", False),
        ("X reduced pain in adults.", "METHODS: 40 boys received X or placebo. RESULTS: Pain was lower with X.", True),
        (
            "X reduced pain in pregnancy.",
            "METHODS: 40 men received X or placebo. RESULTS: Pain was lower with X.",
            True,
        ),
        (
            "X reduced pain in women.",
            "METHODS: 40 men and women took X or sham. RESULTS: Pain was lower with X.",
            False,
        ),
    ],
)
def test_people_of_another_sex_or_age_are_told_apart(claim: str, abstract: str, *, differs: bool) -> None:
    check = next(one for one in check_statement(claim, "", abstract).checks if one.name is CheckName.POPULATION)
    assert (check.result is CheckResult.DIFFERS) is differs, check.reason


def test_scope_never_turns_a_contradicted_claim_into_a_weaker_verdict() -> None:
    assert check_statement("Oral magnesium increased headache in children.", "", SCOPE).verdict is CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        ("Ketamine reduces pain by 30%.", ("Ketamine", "", "pain", "down")),
        ("Honey was as good as syrup for cough.", ("Honey", "syrup", "cough", "null")),
        ("Honey was no more effective than syrup for cough.", ("Honey", "syrup", "cough", "null")),
        ("Honey was superior to syrup for cough.", ("Honey", "syrup", "cough", "better")),
        ("Cough scores were lower with honey than with syrup.", ("honey", "syrup", "Cough scores", "down")),
        ("Honey led to a greater reduction in cough than syrup.", ("Honey", "syrup", "cough", "down")),
        ("There was no difference between honey and syrup in cough.", ("honey", "syrup", "cough", "null")),
        ("Honey significantly improved sleep compared with syrup.", ("Honey", "syrup", "sleep", "better")),
        ("Honey did not affect sleep.", ("Honey", "", "sleep", "null")),
    ],
)
def test_free_sentences_are_taken_apart(claim: str, parts: tuple[str, str, str, str]) -> None:
    read = read_assertion(claim)
    assert read.kind is not None
    assert (read.intervention, read.comparator, read.outcome, read.kind.value) == parts


def test_a_figure_inside_a_name_is_not_a_result() -> None:
    read = read_assertion("A 0.9% saline infusion significantly reduced pain compared with 5% glucose.")
    assert read.figures == ()


def test_a_sentence_with_one_share_is_no_comparison_of_shares() -> None:
    assert read_shares("12 of 40 patients had nausea.") is None


def test_every_passage_of_a_check_stands_in_the_abstract() -> None:
    reading = check_statement("Ondansetron reduced nausea compared with placebo.", "", TRIAL)
    passages = [passage for check in reading.checks for passage in check.passages if passage.start is not None]
    assert passages
    assert all(TRIAL[passage.start : passage.end] == passage.text for passage in passages)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=150), st.text(max_size=100), st.text(max_size=400))
def test_any_claim_has_a_verdict_against_any_text(claim: str, title: str, abstract: str) -> None:
    assert check_statement(claim, title, abstract).verdict in StatementVerdict


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc de f12%of/.,", max_size=80))
def test_nothing_is_supported_by_an_empty_abstract(claim: str) -> None:
    assert check_statement(claim, "", "").verdict is NOT_CHECKED


def test_a_thousand_claims_take_a_few_seconds() -> None:
    started = time.process_time()
    for number in range(200):
        check_statement("Ondansetron reduced nausea compared with placebo.", f"Trial {number}", TRIAL)
    assert time.process_time() - started < 4


def test_what_one_group_did_more_or_needed_less_is_a_direction() -> None:
    abstract = (
        "RESULTS: Infants on drops cried 49 minutes more than infants on placebo (P = 0.02); they needed fewer feeds."
    )
    assert (
        check_statement("Infants given drops cried longer than those given placebo.", "", abstract).verdict is SUPPORTED
    )
    assertion = read_assertion("Physiotherapy patients needed less additional treatment than those who had injections.")
    assert (assertion.outcome, assertion.way()) == ("additional treatment", Way.DECREASED)
