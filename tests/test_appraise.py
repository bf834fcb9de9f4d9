"""Starting levels follow the design, say that they are a start, and never guess."""

import pytest

from evidence.appraise import starting_level
from evidence.models import AppraisalTool, SampleSizeBasis, StatedDesign, StudyTypeBase
from evidence.rules.examples import result, study

RCT = StudyTypeBase(code="rct", label="Randomised controlled trial", ocebm_benefit=2, stated_as=(StatedDesign.RCT,))
SERIES = StudyTypeBase(code="case_series", label="Case series", ocebm_benefit=4)
REVIEW = StudyTypeBase(code="narrative_review", label="Narrative review")
POOLED = StudyTypeBase(code="meta_analysis", label="Meta-analysis", ocebm_benefit=1)


def test_level_is_that_of_the_design_and_says_that_it_is_a_start() -> None:
    appraisal = starting_level(study(result("pain"), design="rct", sample_size=300), RCT)
    assert (appraisal.tool, appraisal.rating, appraisal.starting) == (AppraisalTool.OCEBM_2011, "2", True)
    assert appraisal.reasons[0] == "level 2 is where this design starts: Randomised controlled trial"
    assert not [reason for reason in appraisal.reasons if reason.startswith(("may lower", "may raise"))]


@pytest.mark.parametrize(
    ("design", "kind"), [("unknown", None), ("unknown", RCT), ("narrative_review", REVIEW), ("rct", None)]
)
def test_design_without_a_level_is_unknown(design: str, kind: StudyTypeBase | None) -> None:
    assert starting_level(study(design=design), kind).rating == "unknown"


def test_question_without_levels_is_unknown() -> None:
    appraisal = starting_level(study(design="rct"), RCT, question="prognosis")
    assert (appraisal.rating, appraisal.question) == ("unknown", "prognosis")


def test_few_participants_and_animals_may_lower_it() -> None:
    reasons = starting_level(study(design="case_series", sample_size=16, species="rat"), SERIES).reasons
    assert "may lower it: imprecision, with 16 participants" in reasons
    assert "may lower it: indirectness, since the study was of another species: rat" in reasons
    assert "may lower it: no results are on record" in reasons


def test_unknown_and_planned_sizes_are_not_called_small() -> None:
    unknown = starting_level(study(design="rct"), RCT).reasons
    planned = starting_level(
        study(design="rct", sample_size=22, sample_size_basis=SampleSizeBasis.PLANNED), RCT
    ).reasons
    assert "may lower it: the number of participants is not on record" in unknown
    assert not [reason for reason in planned if "imprecision" in reason]


def test_review_of_other_than_randomised_trials_may_go_lower() -> None:
    pooled = study(design="meta_analysis", design_detail="trials and cohorts, mostly before-after", controlled=False)
    reasons = starting_level(pooled, POOLED).reasons
    assert "may lower it: the pooled studies are not all randomised trials" in reasons
    assert "may lower it: the pooled effect is change against the participants' own baseline" in reasons


def test_very_large_effect_may_raise_it() -> None:
    strong = result("survival", measure="odds_ratio", value=13.8, significant=True)
    weak = result("survival", measure="odds_ratio", value=1.4, significant=True)
    assert any("very large effect" in reason for reason in starting_level(study(strong, design="rct"), RCT).reasons)
    assert not any("very large" in reason for reason in starting_level(study(weak, design="rct"), RCT).reasons)


def test_draft_says_that_nobody_accepted_it() -> None:
    assert any(
        "nobody has accepted it" in reason for reason in starting_level(study(design="rct", draft=True), RCT).reasons
    )
