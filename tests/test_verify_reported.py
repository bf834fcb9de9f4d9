"""A claim on a page against a publication of which only the abstract is on record."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.abstracts.conclusion import Conclusion, read_conclusion
from evidence.abstracts.reading import read_abstract
from evidence.models import Check, CheckName, CheckResult, NumberMatch, Support, VerificationBase
from evidence.workflow.one_claim import claim_in, hold_claim
from tests.test_draft import ABSTRACT, TITLE

PLACEBO_TRIAL = (
    "METHODS: We randomly assigned 240 adults with chronic back pain to pregabalin or placebo for 8 "
    "weeks. RESULTS: Pain scores fell by 2.1 points in the pregabalin group and by 1.9 points in the "
    "placebo group (P = 0.41). Sleep quality was significantly better with pregabalin than with placebo "
    "(P = 0.01). Dizziness occurred in 31% of patients given pregabalin and in 12% of those given "
    "placebo. Treatment success was recorded in 44.6% of the pregabalin group, compared with 29.3% of the "
    "placebo group (P = 0.02). CONCLUSIONS: Pregabalin relieved pain no better than placebo."
)
HELPFUL = (
    "METHODS: In this randomized trial 180 adults with insomnia received melatonin or placebo. RESULTS: "
    "Sleep latency was shorter with melatonin than with placebo (P < 0.001). At 4 weeks, success rates "
    "were 71.8% in the melatonin group compared with 40.2% in the placebo group. CONCLUSIONS: Melatonin "
    "is a safe and effective treatment of insomnia."
)
REVIEW = (
    "MAIN RESULTS: Nine small trials were included. AUTHORS' CONCLUSIONS: There is insufficient evidence "
    "to determine whether acupuncture relieves migraine."
)
TWO_DRUGS = (
    "METHODS: Adults with depression were randomized to sertraline or escitalopram. RESULTS: Response "
    "occurred in 60% of the patients in the sertraline group and in 58% of those in the escitalopram "
    "group; remission occurred in 41% and 29%, respectively. CONCLUSIONS: Sertraline and escitalopram did "
    "not differ significantly in efficacy."
)

PIECES = (
    "Ketamine",
    "placebo",
    "reduced pain",
    "RESULTS:",
    "CONCLUSIONS:",
    "by 20%",
    "versus",
    "(P = 0.03)",
    "did not",
    "neither",
    "nor",
    "depression",
    "in 12 of 40 (30%)",
    "no better than",
    "respectively.",
    "at 24 weeks",
    "effective",
    ";",
    "but",
    "1.41 (1.07-1.85)",
    "cures",
    "side effects",
    "free of",
    "half of the patients",
    "\x00",
    "\ud800",
    "°",
    "٣٣٪",
    "e" * 90,
)

VERBS = {
    "increased": "significantly increased",
    "decreased": "significantly reduced",
    "no_difference": "made no significant difference to",
}
PASSES = {Support.SUPPORTED, Support.SUPPORTED_WEAK_SOURCE}
REJECTS = {Support.CONTRADICTED, Support.NOT_SUPPORTED}


def verified(text: str, abstract: str, title: str = "A trial") -> VerificationBase:
    """The claim that a page of these words makes, against an abstract."""
    claim = claim_in(text)
    assert claim is not None, f"no claim is seen in {text!r}"
    return hold_claim(claim, title=title, abstract=abstract)


def test_few_false_claims_about_trials_pass_and_few_true_ones_are_rejected(shared: Path) -> None:
    """235 findings of trials, each as a page would tell it: as it was, and in two ways as it was not."""
    lines = (shared / "eval/tasks/data/direction_dev.jsonl").read_text(encoding="utf-8").splitlines()
    told: dict[bool, list[Support]] = {True: [], False: []}
    for row in map(json.loads, lines):
        for way, verb in VERBS.items():
            claim = f"{row['intervention']} {verb} {row['outcome']} compared with {row['comparator']}."
            found = claim_in(claim)
            if found is not None:
                verification = hold_claim(found, title=row["title"], abstract=row["abstract"])
                told[way == row["direction"]].append(verification.suggested)
    passed = sum(map(PASSES.__contains__, told[False])) / len(told[False])
    rejected = sum(map(REJECTS.__contains__, told[True])) / len(told[True])
    upheld = sum(map(PASSES.__contains__, told[True])) / len(told[True])
    caught = sum(map(REJECTS.__contains__, told[False])) / len(told[False])
    assert passed <= 0.08, passed
    assert rejected <= 0.15, rejected
    assert upheld >= 0.55, upheld
    assert caught >= 0.7, caught


def check(verification: VerificationBase, name: CheckName) -> Check:
    return next(one for one in verification.checks if one.name is name)


@pytest.mark.parametrize(
    ("claim", "abstract", "suggested"),
    [
        ("Pregabalin relieves back pain.", PLACEBO_TRIAL, Support.CONTRADICTED),
        ("Pregabalin did not reduce pain scores compared with placebo.", PLACEBO_TRIAL, Support.SUPPORTED),
        ("Melatonin is effective for insomnia.", HELPFUL, Support.SUPPORTED),
        ("Melatonin is no better than placebo for insomnia.", HELPFUL, Support.CONTRADICTED),
        ("Acupuncture is an effective treatment for migraine.", REVIEW, Support.NOT_SUPPORTED),
        ("Sertraline is more effective than escitalopram for depression.", TWO_DRUGS, Support.CONTRADICTED),
    ],
)
def test_a_claim_is_held_against_what_the_abstract_says(claim: str, abstract: str, suggested: Support) -> None:
    assert verified(claim, abstract).suggested is suggested


def test_an_outcome_the_abstract_does_not_report_is_neither_supported_nor_contradicted() -> None:
    verification = verified("Melatonin lowers blood pressure.", HELPFUL)
    assert check(verification, CheckName.DIRECTION).result is CheckResult.NOT_CHECKED
    assert verification.suggested is Support.NOT_CHECKABLE


def test_figures_of_both_arms_are_found_rounded_and_each_in_its_arm() -> None:
    verification = verified("A trial reported 72% success with melatonin versus 40% with placebo at 4 weeks.", HELPFUL)
    numbers = check(verification, CheckName.NUMBERS)
    assert [one.match for one in numbers.numbers] == [NumberMatch.ROUNDED, NumberMatch.ROUNDED]
    assert verification.suggested is Support.SUPPORTED


def test_figures_given_to_the_wrong_arms_are_told() -> None:
    claim = "Remission occurred in 41% of patients with escitalopram and 29% with sertraline."
    numbers = check(verified(claim, TWO_DRUGS), CheckName.NUMBERS)
    assert (numbers.result, numbers.code) == (CheckResult.DIFFERS, "arm_swapped")


def test_a_figure_of_a_harm_is_no_figure_of_the_benefit() -> None:
    numbers = check(verified("31% of patients improved with pregabalin, against 12% with placebo.", PLACEBO_TRIAL),
                    CheckName.NUMBERS)  # fmt: skip
    assert (numbers.result, numbers.code) == (CheckResult.DIFFERS, "outcome_swapped")


def test_true_figures_of_a_difference_that_was_none_are_half_the_truth() -> None:
    verification = verified("60% of patients responded to sertraline, compared with 58% on escitalopram.", TWO_DRUGS)
    assert (verification.suggested, verification.row) == (Support.PARTLY_SUPPORTED, "difference-not-shown")


def test_one_good_result_does_not_stand_for_a_study_whose_authors_deny_a_benefit() -> None:
    verification = verified("Pregabalin improves sleep quality.", PLACEBO_TRIAL)
    assert (verification.suggested, verification.row) == (Support.PARTLY_SUPPORTED, "conclusion-left-out")


def test_no_side_effects_is_held_against_the_harms_the_abstract_names() -> None:
    harms = check(verified("Pregabalin has no side effects.", PLACEBO_TRIAL), CheckName.HARMS)
    assert (harms.result, harms.code) == (CheckResult.DIFFERS, "harms_denied")


def test_a_null_between_two_active_treatments_does_not_tell_whether_one_works() -> None:
    direction = check(verified("Sertraline is effective for depression.", TWO_DRUGS), CheckName.DIRECTION)
    assert direction.result is CheckResult.NOT_CHECKED
    assert "two active treatments" in direction.reason


def test_a_treatment_is_found_by_another_name_the_vocabulary_knows() -> None:
    abstract = HELPFUL.replace("melatonin", "onabotulinumtoxinA").replace("Melatonin", "OnabotulinumtoxinA")
    assert verified("Botox is effective for insomnia.", abstract).suggested is Support.SUPPORTED


def test_a_passage_about_another_part_of_the_body_answers_nothing() -> None:
    abstract = (
        "RESULTS: Abdominal pain was more frequent with ibuprofen than with curcumin. CONCLUSIONS: Both were used."
    )
    direction = check(verified("Curcumin reduces knee pain compared with ibuprofen.", abstract), CheckName.DIRECTION)
    assert direction.result is CheckResult.NOT_CHECKED


@pytest.mark.parametrize(
    ("sentence", "conclusion"),
    [
        ("Zinc is effective against colds.", Conclusion.HELPS),
        ("Zinc did not show a significant benefit.", Conclusion.DOES_NOT),
        ("It is unlikely that zinc shortens colds or provides any clinically relevant benefit.", Conclusion.DOES_NOT),
        ("Zinc was safe and was not associated with adverse effects.", Conclusion.SILENT),
        ("Zinc improved symptoms without serious adverse events.", Conclusion.HELPS),
        ("Zinc improved symptoms but did not shorten the illness or improve quality of life.", Conclusion.MIXED),
        ("There is not enough evidence on zinc.", Conclusion.NOT_KNOWN),
        ("Honey was more effective than zinc.", Conclusion.DOES_NOT),
        ("Zinc was not only effective but cheap.", Conclusion.HELPS),
        ("Neither zinc nor honey has physiologically relevant beneficial effects on sleep.", Conclusion.DOES_NOT),
        ("Colds are common.", Conclusion.SILENT),
    ],
)
def test_what_authors_conclude_of_a_treatment(sentence: str, conclusion: Conclusion) -> None:
    read = read_abstract("", f"RESULTS: Colds were counted. CONCLUSION: {sentence}")
    assert read_conclusion(read, "zinc").conclusion is conclusion


def test_fewer_attacks_are_no_freedom_from_attacks() -> None:
    abstract = (
        "METHODS: Adults with migraine received magnesium or placebo. RESULTS: The share of patients with at least "
        "half as many attacks was 43% with magnesium and 27% with placebo."
    )
    numbers = check(verified("Magnesium made 43% of patients migraine-free.", abstract), CheckName.NUMBERS)
    assert numbers.result is CheckResult.NOT_CHECKED


TWO_OUTCOMES = (
    "METHODS: Adults were randomly assigned to rosuvastatin or placebo. RESULTS: Rosuvastatin reduced LDL cholesterol "
    "by 50% and high-sensitivity C-reactive protein by 37%. CONCLUSIONS: Rosuvastatin lowered both."
)


@pytest.mark.parametrize(("figure", "result"), [("50%", CheckResult.AGREES), ("37%", CheckResult.NOT_CHECKED)])
def test_a_figure_belongs_to_the_outcome_it_stands_behind(figure: str, result: CheckResult) -> None:
    numbers = check(verified(f"Rosuvastatin lowered LDL cholesterol by {figure}.", TWO_OUTCOMES), CheckName.NUMBERS)
    assert numbers.result is result


def test_a_claim_that_gives_both_values_is_read_with_its_comparator() -> None:
    abstract = (
        "METHODS: Fifty adults with neck pain were randomised to acupuncture or a waiting list. RESULTS: Pain was "
        "32.0 mm in the acupuncture group and 45.4 mm in the control group (p=0.005). CONCLUSIONS: Acupuncture "
        "relieved neck pain."
    )
    verification = verified("Acupuncture lowered pain to 32 mm versus 45 mm in the control group.", abstract)
    assert check(verification, CheckName.NUMBERS).result is CheckResult.AGREES
    assert verification.suggested is Support.SUPPORTED


def test_what_people_were_counted_for_may_be_a_word_of_the_claim() -> None:
    abstract = (
        "RESULTS: Of 120 women who had acupuncture, 73% were satisfied. CONCLUSIONS: Acupuncture was well accepted."
    )
    numbers = check(verified("73% of patients were satisfied with acupuncture.", abstract), CheckName.NUMBERS)
    assert numbers.result is CheckResult.AGREES


def test_a_last_sentence_that_judges_is_the_conclusion_where_none_is_labelled() -> None:
    abstract = "Two hundred adults with insomnia took melatonin or placebo. Melatonin did not provide any benefit."
    assert verified("Melatonin is effective for insomnia.", abstract).suggested is Support.CONTRADICTED


@pytest.mark.parametrize(
    "result",
    [
        "Melatonin is unlikely to reduce the number of awakenings.",
        "The failure of melatonin to reduce awakenings was the same in every centre.",
        "Melatonin was of no significant benefit for awakenings, but they felt better than those on placebo.",
    ],
)
def test_a_verb_that_is_denied_from_afar_is_denied(result: str) -> None:
    abstract = f"METHODS: Adults with insomnia took melatonin or placebo. RESULTS: {result}"
    direction = check(verified("Melatonin reduces awakenings.", abstract), CheckName.DIRECTION)
    assert direction.result is not CheckResult.AGREES


def test_figures_of_groups_named_by_their_role_belong_to_a_treatment_with_a_common_name() -> None:
    abstract = (
        "METHODS: Adults with diabetes were randomised to a low-energy diet or usual care. RESULTS: Remission was "
        "achieved in 46% of the intervention group and 4% of the control group (p<0.001)."
    )
    claim = "46% of people achieved diabetes remission on the diet, versus 4% in the control group."
    assert check(verified(claim, abstract), CheckName.NUMBERS).result is CheckResult.AGREES


def test_a_treatment_added_in_one_arm_only_is_what_the_study_tells_of() -> None:
    abstract = (
        "METHODS: Patients had acupuncture with magnesium or acupuncture with placebo. RESULTS: Pain was lower "
        "with magnesium (P = 0.01). CONCLUSIONS: Magnesium relieved pain."
    )
    intervention = check(verified("Magnesium relieves pain.", abstract), CheckName.INTERVENTION)
    assert intervention.result is not CheckResult.DIFFERS


def test_what_is_said_of_the_drug_is_not_said_of_the_placebo_that_a_claim_praises() -> None:
    verification = verified("Placebo led to better sleep than melatonin.", HELPFUL)
    assert verification.suggested is not Support.SUPPORTED


def test_a_shorter_illness_is_no_illness_prevented() -> None:
    abstract = "METHODS: Adults took zinc or placebo. RESULTS: The duration of colds was shorter with zinc (P = 0.01)."
    assert check(verified("Zinc prevents colds.", abstract), CheckName.DIRECTION).result is CheckResult.NOT_CHECKED


def test_two_treatments_are_compared_in_the_clause_that_names_them() -> None:
    abstract = (
        "METHODS: Adults with depression had light therapy, fluoxetine or placebo. RESULTS: Light therapy was superior "
        "to placebo, but fluoxetine was not superior to placebo. CONCLUSIONS: Light therapy was effective."
    )
    assert verified("Fluoxetine was no better than placebo.", abstract).suggested is Support.SUPPORTED
    assert verified("Fluoxetine was superior to placebo for depression.", abstract).suggested is Support.CONTRADICTED


def test_a_review_of_two_conditions_is_read_for_the_one_that_is_claimed() -> None:
    abstract = (
        "RESULTS: Nine trials were read. CONCLUSION: Acupuncture was effective in relieving migraine. Limited evidence "
        "suggested no effectiveness for back pain."
    )
    assert verified("Acupuncture is effective for migraine.", abstract).suggested is not Support.CONTRADICTED
    direction = check(verified("Acupuncture is effective for back pain.", abstract), CheckName.DIRECTION)
    assert direction.result is not CheckResult.AGREES


ANY = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)


@settings(max_examples=120, deadline=None)
@given(claim=ANY, title=ANY, abstract=ANY)
def test_no_text_stops_it(claim: str, title: str, abstract: str) -> None:
    found = claim_in(claim)
    if found is not None:
        verification = hold_claim(found, title=title, abstract=abstract)
        assert len(verification.checks) == len({one.name for one in verification.checks})


def test_a_figure_of_the_inactive_device_is_not_the_treatments() -> None:
    abstract = (
        "METHODS: Adults had photobiomodulation or an inactive device. RESULTS: The rate was 1.1 mm per month with "
        "photobiomodulation and 0.7 mm per month with the inactive device (P=0.002)."
    )
    claim = "The rate improved to 1.1 mm with photobiomodulation versus 0.7 mm with an inactive device."
    assert check(verified(claim, abstract), CheckName.NUMBERS).result is not CheckResult.DIFFERS


def test_a_trial_of_one_drug_is_no_trial_of_another_of_its_class() -> None:
    abstract = "METHODS: Adults took escitalopram or placebo. CONCLUSIONS: Escitalopram was effective in depression."
    verification = verified("Sertraline is effective for depression.", abstract)
    assert check(verification, CheckName.INTERVENTION).result is not CheckResult.AGREES
    assert verification.suggested is not Support.SUPPORTED


def test_shares_of_adverse_events_sold_as_improvement_are_caught_from_the_abstract_alone() -> None:
    claim = claim_in(
        "Ketamine infusions showed 20% improvement while the magnesium and ketamine combo showed 35% improvement."
    )
    assert claim is not None
    checked = hold_claim(claim, title=TITLE, abstract=ABSTRACT)
    codes = {check.name: check.code for check in checked.checks}
    assert checked.suggested is Support.CONTRADICTED
    assert codes[CheckName.NUMBERS] == "outcome_swapped"
    assert codes[CheckName.HARMS] == "omitted_harm"


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Ketamine relieves neuropathic pain.", Support.CONTRADICTED),
        ("Ketamine did not relieve neuropathic pain better than placebo.", Support.SUPPORTED),
    ],
)
def test_a_refuted_hypothesis_is_a_denial(text: str, support: Support) -> None:
    claim = claim_in(text)
    assert claim is not None
    assert hold_claim(claim, title=TITLE, abstract=ABSTRACT).suggested is support


OZONE = (
    "METHODS: Twelve studies with 7,859 patients were pooled. RESULTS: Ozone led to complications in 0.064%. "
    "CONCLUSIONS: Ozone appears to be safe and effective for herniated discs."
)


def test_a_figure_the_claim_itself_gives_as_one_of_harms_is_not_sold_as_benefit() -> None:
    claim = claim_in("Ozone therapy is a safe treatment for herniated discs, with complications in 0.064% of patients.")
    assert claim is not None
    checked = hold_claim(claim, title="Ozone for herniated discs", abstract=OZONE)
    numbers = next(check for check in checked.checks if check.name is CheckName.NUMBERS)
    assert numbers.code is None
    assert checked.suggested is not Support.CONTRADICTED


def test_the_same_figure_sold_as_improvement_is_one_of_harms() -> None:
    claim = claim_in(
        "Ozone therapy brought improvement of herniated discs in 0.064% of patients, without complications."
    )
    assert claim is not None
    checked = hold_claim(claim, title="Ozone for herniated discs", abstract=OZONE)
    numbers = next(check for check in checked.checks if check.name is CheckName.NUMBERS)
    assert numbers.code == "outcome_swapped"


TWO_ACTIVE = (
    "METHODS: 59 adults with major depressive disorder were randomly assigned to psilocybin or escitalopram. RESULTS: "
    "A QIDS response occurred in 70% of the psilocybin group and 48% of the escitalopram group."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("70% of patients responded to psilocybin.", None),
        ("48% of patients responded to psilocybin.", "arm_swapped"),
        ("48% of patients responded to escitalopram.", None),
    ],
)
def test_a_figure_of_the_second_of_two_treatments_is_not_given_to_the_first(text: str, code: str | None) -> None:
    claim = claim_in(text)
    assert claim is not None
    checked = hold_claim(claim, title="Psilocybin versus escitalopram", abstract=TWO_ACTIVE)
    numbers = next(check for check in checked.checks if check.name is CheckName.NUMBERS)
    assert (numbers.result, numbers.code) == (CheckResult.DIFFERS if code else CheckResult.AGREES, code)


@pytest.mark.parametrize("behind", ["", " (trial)", " (Wilding et al., 2021)", " [3]", " (1,2)"])
def test_a_source_in_brackets_behind_a_claim_changes_nothing(behind: str) -> None:
    claim = claim_in(f"Pregabalin led to a 44.6% rate of treatment success{behind}.")
    assert claim is not None
    checked = hold_claim(claim, title="Pregabalin for back pain", abstract=PLACEBO_TRIAL)
    numbers = next(check for check in checked.checks if check.name is CheckName.NUMBERS)
    assert numbers.result is CheckResult.AGREES
