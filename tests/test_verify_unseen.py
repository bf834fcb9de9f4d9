"""Invented claims and studies from many fields, fair and unfair, held against each other as an audit does it."""

from typing import Any

import pytest

from evidence.models import (
    ArmBase,
    CheckResult,
    ClaimBase,
    ClaimType,
    Direction,
    OutcomeKind,
    QuantityKind,
    ResultBase,
    SampleSizeBasis,
    StatedDesign,
    StudyBase,
    Support,
    VerificationBase,
)
from evidence.rules.examples import citation, claim, harm, quantity, result, study
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary

B, N, H = Direction.BENEFIT, Direction.NO_DIFFERENCE, Direction.HARM
PEOPLE, CHANGE = QuantityKind.PERCENT_OF_PEOPLE, QuantityKind.PERCENT_CHANGE
SECOND = OutcomeKind.SECONDARY
PASSES = {Support.SUPPORTED, Support.SUPPORTED_WEAK_SOURCE}


def verify(claimed: ClaimBase, found: StudyBase) -> VerificationBase:
    return verify_claim(claimed, found, publication=None, citation=citation(), vocabulary=Vocabulary.shipped())


def codes(verification: VerificationBase) -> set[str]:
    return {check.code for check in verification.checks if check.result is CheckResult.DIFFERS and check.code}


def rct(*results: ResultBase, arms: tuple[str, ...], **fields: Any) -> StudyBase:
    known = {"design": "rct", "species": "human", "controlled": True, "sample_size": 240, "purpose": "treatment",
             "sample_size_basis": SampleSizeBasis.RANDOMISED,
             "arms": tuple(ArmBase(name=arm) for arm in arms)}  # fmt: skip
    return study(*results, **(known | fields))


WEIGHT = rct(
    result("change in body weight", arm="semaglutide", value=-14.9, unit="%", quantity_kind=CHANGE,
           timepoint="68 weeks"),
    result("change in body weight", arm="placebo", value=-2.4, unit="%", quantity_kind=CHANGE, timepoint="68 weeks"),
    result("change in body weight", arm="semaglutide", comparator="placebo", direction=B, timepoint="68 weeks",
           value=-12.4, unit="percentage points"),
    harm("nausea", 44.2, "semaglutide"), harm("nausea", 17.4, "placebo"),
    arms=("semaglutide", "placebo"), condition="obesity", population="adults with obesity", follow_up="68 weeks",
)  # fmt: skip
KNEE = rct(
    result("WOMAC pain score", arm="arthroscopic surgery", comparator="sham surgery", direction=N,
           timepoint="12 months"),
    result("satisfaction", kind=SECOND, arm="arthroscopic surgery", value=77.4, unit="%", quantity_kind=PEOPLE),
    arms=("arthroscopic surgery", "sham surgery"), condition="knee osteoarthritis", follow_up="12 months",
)  # fmt: skip
SLEEP = rct(
    result("insomnia severity index", arm="cognitive behavioral therapy", comparator="zolpidem", direction=B,
           timepoint="8 weeks"),
    result("insomnia severity index", arm="cognitive behavioral therapy", comparator="placebo", direction=B),
    result("remission", kind=SECOND, arm="cognitive behavioral therapy", value=56, unit="%", quantity_kind=PEOPLE),
    result("remission", kind=SECOND, arm="zolpidem", value=31, unit="%", quantity_kind=PEOPLE),
    arms=("cognitive behavioral therapy", "zolpidem", "placebo"), condition="insomnia", follow_up="8 weeks",
)  # fmt: skip
OXYGEN = study(
    result("ulcer healing", arm="hyperbaric oxygen", direction=B, value=38, unit="%", quantity_kind=PEOPLE),
    design="case_series", species="human", controlled=False, sample_size=40, condition="diabetic foot ulcer",
    arms=(ArmBase(name="hyperbaric oxygen", participants=40),),
)  # fmt: skip
ACNE = rct(
    result("inflammatory lesion count", arm="isotretinoin", comparator="doxycycline", direction=H,
           timepoint="12 weeks"),
    harm("dry lips", 60, "isotretinoin"), harm("dry lips", 12, "doxycycline"),
    arms=("isotretinoin", "doxycycline"), condition="acne",
)  # fmt: skip


def said(quote: str, intervention: str, condition: str, outcome: str, **fields: Any) -> ClaimBase:
    return claim(quote, **({"intervention": intervention, "condition": condition, "outcome": outcome} | fields))


FAIR = {
    "direction and figure with its rounding": (
        said("Semaglutide cut body weight by about 15% at 68 weeks; nausea was common.", "semaglutide", "obesity",
             "body weight", effects=(quantity(15, "% less body weight", arm="semaglutide", timepoint="68 weeks"),)),
        WEIGHT,
    ),
    "figure of the control group": (
        said("With placebo weight fell by 2.4%, with semaglutide by 14.9%; 44% had nausea.", "semaglutide", "obesity",
             "weight loss", effects=(quantity(2.4, "% reduction", arm="placebo"),
                                     quantity(14.9, "% reduction", arm="semaglutide"))),
        WEIGHT,
    ),
    "difference between the groups": (
        said("Weight fell 12.5 percentage points more than with placebo, and nausea was common.", "semaglutide",
             "obesity", "weight", comparator="placebo", effects=(quantity(12.5, "percentage points"),)),
        WEIGHT,
    ),
    "winner named rightly": (
        said("CBT works better than zolpidem for insomnia.", "cognitive behavioral therapy", "insomnia", "insomnia",
             comparator="zolpidem", claim_type=ClaimType.COMPARATIVE_EFFICACY),
        SLEEP,
    ),
    "share of people as a share of people": (
        said("56% of people recovered with CBT.", "cognitive behavioral therapy", "insomnia", "remission",
             effects=(quantity(56, "% of people", arm="cognitive behavioral therapy"),)),
        SLEEP,
    ),
    "no difference told as no difference": (
        said("Arthroscopic surgery did not reduce pain more than sham surgery.", "arthroscopic surgery",
             "knee osteoarthritis", "pain", direction=N),
        KNEE,
    ),
    "a series told as a count": (
        said("In a case series 38% of patients healed.", "hyperbaric oxygen", "diabetic foot ulcer", "ulcer healing",
             effects=(quantity(38, "% of patients"),), study_type=StatedDesign.CASE_SERIES),
        OXYGEN,
    ),
}  # fmt: skip

UNFAIR: dict[str, tuple[ClaimBase, StudyBase, str]] = {
    "harm told as benefit": (
        said("60% of users improved on isotretinoin.", "isotretinoin", "acne", "acne improvement",
             effects=(quantity(60, "% of users", arm="isotretinoin"),)),
        ACNE, "outcome_swapped",
    ),
    "loser told as winner": (
        said("Isotretinoin beats doxycycline.", "isotretinoin", "acne", "lesions", comparator="doxycycline",
             claim_type=ClaimType.COMPARATIVE_EFFICACY),
        ACNE, "comparator_reversed",
    ),
    "null trial told as relief": (
        said("Arthroscopic surgery relieves knee pain.", "arthroscopic surgery", "knee osteoarthritis", "pain"),
        KNEE, "primary_outcome_null",
    ),
    "satisfaction told as pain relief": (
        said("77% less pain after arthroscopic surgery.", "arthroscopic surgery", "knee osteoarthritis", "pain",
             effects=(quantity(77, "% less pain", arm="arthroscopic surgery"),)),
        KNEE, "other_outcome",
    ),
    "figure of the other drug": (
        said("31% of people recovered with CBT.", "cognitive behavioral therapy", "insomnia", "remission",
             effects=(quantity(31, "% of people", arm="cognitive behavioral therapy"),)),
        SLEEP, "arm_swapped",
    ),
    "people told as change": (
        said("CBT brings a 56% reduction of insomnia.", "cognitive behavioral therapy", "insomnia", "remission",
             effects=(quantity(56, "% reduction", arm="cognitive behavioral therapy"),)),
        SLEEP, "responders_as_reduction",
    ),
    "series told as a trial": (
        said("Randomised trials prove that hyperbaric oxygen heals ulcers.", "hyperbaric oxygen", "diabetic foot ulcer",
             "ulcer healing", study_type=StatedDesign.RCT),
        OXYGEN, "design_overstated",
    ),
    "series told as an effect": (
        said("Hyperbaric oxygen heals ulcers.", "hyperbaric oxygen", "diabetic foot ulcer", "ulcer healing"),
        OXYGEN, "uncontrolled",
    ),
    "more people than took part": (
        said("In 900 adults semaglutide cut weight.", "semaglutide", "obesity", "weight", sample_size=900),
        WEIGHT, "sample_size_inflated",
    ),
    "longer than anybody looked": (
        said("CBT cures insomnia for good: lasting relief.", "cognitive behavioral therapy", "insomnia", "insomnia"),
        SLEEP, "duration_overstated",
    ),
    "another condition": (
        said("Semaglutide lifts depression.", "semaglutide", "depression", "mood"),
        WEIGHT, "condition_mismatch",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAIR)
def test_fair_claim_passes_without_an_accusation(name: str) -> None:
    verification = verify(*FAIR[name])
    assert not codes(verification), [c.reason for c in verification.checks if c.result is CheckResult.DIFFERS]
    assert verification.suggested in PASSES, verification.row


@pytest.mark.parametrize("name", UNFAIR)
def test_unfair_claim_is_found_out(name: str) -> None:
    claimed, found, code = UNFAIR[name]
    verification = verify(claimed, found)
    assert code in codes(verification)
    assert verification.suggested not in PASSES
