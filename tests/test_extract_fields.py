"""The fields of an extracted claim: what it is about, what it rests on, what it counts, how it words itself."""

from datetime import UTC, datetime

import pytest

from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import Assertiveness, ClaimBase, Direction, StatedDesign
from evidence.vocabulary import Vocabulary


def claims_of(text: str) -> list[ClaimBase]:
    snapshot = read_page(text.encode(), name="page.txt", captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    return list(extract_claims(snapshot, Vocabulary.shipped()))


def claim_of(text: str) -> ClaimBase:
    (claim,) = claims_of(text)
    return claim


def test_intervention_and_condition_are_named_with_their_codes() -> None:
    claim = claim_of("Acupuncture relieves chronic migraine.")
    assert (claim.intervention, claim.intervention_code) == ("Acupuncture", "acupuncture")
    assert (claim.condition, claim.condition_code) == ("chronic migraine", "chronic_migraine")


def test_an_abbreviation_is_shown_with_the_pages_long_form() -> None:
    claim = claim_of("Platelet-rich plasma (PRP) is made from blood. In most patients PRP heals tendinopathy.")
    assert claim.intervention == "Platelet-rich plasma (PRP)"
    assert claim.intervention_code == "platelet_rich_plasma"


def test_a_product_nobody_knows_is_text_without_a_code() -> None:
    claim = claim_of("Zerovia melts stubborn belly fat.")
    assert (claim.intervention, claim.intervention_code) == ("Zerovia", None)


def test_subject_and_condition_are_inherited_from_sentence_and_heading() -> None:
    text = (
        "Neurofeedback for Insomnia\n\nNeurofeedback calms the mind and improves sleep.\n\n"
        "It also reduces fatigue in adults."
    )
    first, second = claims_of(text)
    assert (first.intervention, first.condition) == ("Neurofeedback", "Insomnia")
    assert (second.intervention, second.condition) == ("Neurofeedback", "fatigue")


def test_a_treatment_that_was_given_up_is_not_the_subject() -> None:
    text = (
        "Chiropractic care for back pain\n\n"
        "After our chiropractic care he stopped taking ibuprofen and his back pain is gone."
    )
    assert claims_of(text)[-1].intervention_code == "chiropractic"


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("In a randomized, double-blind trial, ginger reduced nausea.", StatedDesign.RCT),
        ("A clinical trial showed that yoga lowers blood pressure.", StatedDesign.CLINICAL_TRIAL),
        ("A systematic review found that cupping relieves neck pain.", StatedDesign.SYSTEMATIC_REVIEW),
        ("A meta-analysis of 6 studies concluded that zinc prevents the common cold.", StatedDesign.META_ANALYSIS),
        ("A 2019 review found that curcumin eases osteoarthritis.", StatedDesign.REVIEW),
        ("A cohort study linked coffee to lower rates of depression.", StatedDesign.COHORT),
        ("A case-control study linked lycopene to a lower risk of prostate cancer.", StatedDesign.CASE_CONTROL),
        ("A retrospective study showed that botox reduces migraine.", StatedDesign.RETROSPECTIVE),
        ("In a case report, ketamine relieved phantom limb pain.", StatedDesign.CASE_REPORT),
        ("In a customer survey, melatonin improved sleep.", StatedDesign.SURVEY),
        ("In rats, curcumin slowed breast cancer.", StatedDesign.ANIMAL),
        ("In vitro, garlic kills bacteria.", StatedDesign.IN_VITRO),
        ("Studies show that probiotics prevent diarrhea.", StatedDesign.UNSPECIFIED_STUDY),
        ("Clinically proven to reduce wrinkles, collagen works.", StatedDesign.UNSPECIFIED_STUDY),
        ("Dr. Hale says turmeric relieves arthritis.", StatedDesign.EXPERT_OPINION),
        ("Many patients report less pain after acupuncture.", StatedDesign.TESTIMONIAL),
        ("Acupuncture relieves pain.", StatedDesign.NONE),
    ],
)
def test_the_design_is_the_one_the_words_state(text: str, design: StatedDesign) -> None:
    assert claims_of(text)[0].study_type is design


def test_year_size_journal_and_attribution_are_read_as_stated() -> None:
    claim = claim_of(
        "A 2018 trial of 848 women published in the Journal of Pain found that ginger reduced nausea by 30%."
    )
    assert (claim.study_year, claim.sample_size) == (2018, 848)
    assert claim.journal == "Journal of Pain"
    assert claim.attribution is not None
    assert claim.attribution.startswith("A 2018 trial of 848 women")
    assert claim.species == "human"


def test_a_year_that_is_no_study_year_is_left_alone() -> None:
    assert claim_of("The FDA approved botox for chronic migraine in 2010.").study_year is None


def test_a_claim_that_points_back_keeps_the_study_of_the_sentence_before() -> None:
    first, second = claims_of(
        "A 2015 randomized trial of 60 adults found that yoga relieved back pain. The effects lasted for six months."
    )
    assert (second.study_type, second.study_year, second.sample_size) == (StatedDesign.RCT, 2015, 60)
    assert second.attribution == first.attribution
    assert [(e.value, e.unit) for e in second.effects] == [(6, "months")]


def test_a_closing_reference_gives_year_and_journal_to_the_claim_before_it() -> None:
    claim = claim_of("Studies have shown that lycopene prevents prostate cancer. (Cancer Letters, October 8, 2008).")
    assert (claim.study_year, claim.journal) == (2008, "Cancer Letters")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Botox reduced migraine attacks by 50% in 12 weeks.", [50, 12]),
        ("PRP reduced knee pain in 85% of patients.", [85]),
        ("Lavender (80 mg a day) eases anxiety.", []),
        ("After 20 sessions of neurofeedback, ADHD improved by 42% (P < .001).", [42, 0.001]),
        ("In a 12-week trial of 60 adults, zinc eased depression.", []),
        ("Semaglutide helps people lose 15 pounds.", [15]),
        ("Nine out of ten users report that melatonin improves sleep.", [90]),
    ],
)
def test_effects_are_outcome_numbers_and_no_doses_sizes_or_sessions(text: str, values: list[float]) -> None:
    assert [effect.value for claim in claims_of(text) for effect in claim.effects] == values


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Acupuncture relieves pain.", Direction.BENEFIT),
        ("Acupuncture does not relieve back pain.", Direction.NO_DIFFERENCE),
        ("There is no evidence that magnets cure arthritis.", Direction.NO_DIFFERENCE),
        ("Acupuncture has no serious side effects.", Direction.BENEFIT),
        ("High doses of zinc can cause nausea.", Direction.HARM),
        ("Ozone devices are not approved by the FDA.", Direction.NEUTRAL),
    ],
)
def test_direction_follows_the_words(text: str, direction: Direction) -> None:
    assert claim_of(text).direction is direction


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Massage permanently cures sciatica.", Assertiveness.GUARANTEE),
        ("Massage relieves sciatica.", Assertiveness.FACT),
        ("Evidence suggests that massage relieves sciatica.", Assertiveness.HEDGED),
        ("Massage may relieve sciatica.", Assertiveness.POSSIBILITY),
        ("Many patients report that massage relieves sciatica.", Assertiveness.TESTIMONIAL),
    ],
)
def test_assertiveness_is_the_strength_of_the_verb(text: str, strength: Assertiveness) -> None:
    assert claim_of(text).assertiveness is strength


def test_route_and_dose_are_kept_as_worded() -> None:
    claim = claim_of("Intravenous infusions of ketamine at 0.5 mg/kg relieve neuropathic pain.")
    assert (claim.route, claim.dose) == ("intravenous infusion", "0.5 mg/kg")
    assert claim.outcome == "neuropathic pain"


@pytest.mark.parametrize(
    "credit",
    [
        "A 2020 study by Pickering et al. showed",
        "A review by Smith and Jones found",
        "A trial by Pickering and colleagues showed",
        "A study from Dr. Pickering showed",
        "Pickering et al. showed",
        "Pickering and colleagues (2020) found",
    ],
)
def test_named_authors_are_a_source(credit: str) -> None:
    claim = claim_of(f"{credit} that ketamine reduced neuropathic pain by 35%.")
    assert claim.attribution == credit
