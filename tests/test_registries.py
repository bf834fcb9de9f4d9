"""What registries answer is read into records: no more than they say, and whatever shape it has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.formats.registries.clinicaltrials import read_study
from evidence.formats.registries.crossref import read_crossref
from evidence.formats.registries.europepmc import read_europepmc
from evidence.models import Basis, Notice, OutcomeKind, QuantityKind, SampleSizeBasis
from tests.registries import TITLE, TRIAL, located, work


def test_a_crossref_work_is_read_with_notices_from_all_three_places() -> None:
    updated = {"date-parts": [[2022, 3, 14]]}
    read = read_crossref(
        work(
            members={
                "updated-by": [{"DOI": "10.1000/R1", "type": "retraction", "updated": updated}],
                "update-to": [
                    {"DOI": "10.1000/A", "type": "removal"},
                    {"DOI": "10.1000/old", "type": "erratum"},
                ],
                "clinical-trial-number": [{"clinical-trial-number": "nct00000001"}],
                "abstract": "<jats:title>Abstract</jats:title><jats:sec><jats:title>Results</jats:title>"
                "<jats:p>Pain <jats:italic>fell</jats:italic>.</jats:p></jats:sec>",
            }
        ),
        [
            {"DOI": "10.1000/C", "update-to": [{"DOI": "10.1000/a", "type": "expression_of_concern"}]},
            {"DOI": "10.1000/D", "update-to": [{"DOI": "10.1000/other", "type": "retraction"}]},
        ],
    )
    assert read is not None
    assert (read.doi, read.title, read.authors, read.year) == ("10.1000/a", f"{TITLE}.", ("Ng, Ada",), 2020)
    assert (read.journal, read.volume, read.pages, read.issued) == ("Anesthesiology", "133", "154-164", "2020-07")
    assert read.registry_ids == ("NCT00000001",)
    assert [(part.label, part.text) for part in read.abstract] == [("Results", "Pain fell .")]
    assert read.notices == (
        Notice(kind="RetractionIn", source="Crossref: retraction of 2022-03-14", doi="10.1000/r1"),
        Notice(kind="WithdrawalIn", source="Crossref: removal", doi="10.1000/a"),
        Notice(kind="ErratumFor", source="Crossref: erratum", doi="10.1000/old"),
        Notice(kind="ExpressionOfConcernIn", source="Crossref: expression of concern", doi="10.1000/c"),
    )
    assert "reference-count" not in read.csl


def test_a_europe_pmc_record_is_read() -> None:
    read = read_europepmc(
        located(
            pmcid="PMC123",
            abstractText="<h4>Results</h4>Pain fell (p &lt; 0.05).",
            authorList={"author": [{"lastName": "Ng", "firstName": "Ada"}, {"collectiveName": "The Pain Group"}]},
            journalInfo={
                "volume": "133",
                "yearOfPublication": 2020,
                "journal": {"title": "Anesthesiology", "isoabbreviation": "Anesthesiology", "issn": "0003-3022"},
            },
            pubTypeList={"pubType": ["Journal Article"]},
            commentCorrectionList={
                "commentCorrection": [{"id": "99", "source": "MED", "reference": "J. 2022", "type": "Retraction in"}]
            },
        )
    )
    assert read is not None
    assert (read.pmid, read.doi, read.pmcid, read.year, read.volume) == ("7", "10.1000/a", "PMC123", 2020, "133")
    assert (read.authors, read.collective_authors) == (("Ng, Ada",), ("The Pain Group",))
    assert read.notices == (Notice(kind="RetractionIn", source="J. 2022", pmid="99"),)
    assert read.abstract[0].label == "Results"


def test_a_registered_study_is_a_draft_with_its_outcomes_and_posted_results() -> None:
    study, entry, papers = read_study(TRIAL, "NCT00000001")
    assert (study.key, study.design, study.draft, study.basis) == ("NCT00000001", "rct_crossover", True, Basis.REGISTRY)
    assert (study.sample_size, study.sample_size_basis) == (20, SampleSizeBasis.ENROLLED)
    assert (study.condition, study.purpose, study.year) == ("Neuropathic Pain", "treatment", 2015)
    assert study.population == "18 Years and older, all sexes"
    assert [(arm.name, arm.role, arm.intervention) for arm in study.arms] == [
        ("Ketamine", "intervention", "Ketamine"),
        ("Placebo", "placebo", "Saline"),
    ]
    mean, contrast, ketamine, placebo, nausea, sleep = study.results
    assert (mean.outcome, mean.kind, mean.arm, mean.value, mean.sd) == (
        "Pain",
        OutcomeKind.PRIMARY,
        "Ketamine",
        4.2,
        1.1,
    )
    assert (contrast.arm, contrast.comparator, contrast.value) == ("Ketamine", "Placebo", -0.5)
    assert (contrast.p_value, contrast.p_comparator, contrast.significant) == (0.001, "<", None)
    assert (contrast.ci_low, contrast.ci_high, contrast.ci_level) == (-1.0, 0.1, 95)
    assert (ketamine.kind, ketamine.value, placebo.value) == (OutcomeKind.ADVERSE_EVENT, 20.0, 10.0)
    assert nausea.text == "Nausea: 3 of 20 participants (Ketamine)."
    assert (sleep.outcome, sleep.kind, sleep.value) == ("Sleep", OutcomeKind.SECONDARY, None)
    assert papers == ("7",)
    assert (entry.key, entry.registry_ids, entry.year) == ("NCT00000001", ("NCT00000001",), 2015)


def test_a_study_without_results_has_its_registered_outcomes_and_no_values() -> None:
    study, _, _ = read_study({"protocolSection": TRIAL["protocolSection"]}, "NCT00000001")
    assert [(one.outcome, one.value) for one in study.results] == [("Pain", None), ("Sleep", None)]
    assert study.notes == "registry: status completed; results not posted"
    bare, entry, _ = read_study({"protocolSection": {}}, "NCT00000001")
    assert (bare.design, bare.sample_size, bare.controlled, entry.title) == ("unknown", None, None, None)


def posted(**members: Any) -> dict[str, Any]:
    """A study with one outcome measure."""
    groups = [
        {"id": "OG000", "title": "Ketamine"},
        {"id": "OG001", "title": "Placebo"},
        {"id": "OG002", "title": "None"},
    ]
    measure = {"type": "SECONDARY", "title": "Relief", "groups": groups} | members
    return {"protocolSection": {}, "resultsSection": {"outcomeMeasuresModule": {"outcomeMeasures": [measure]}}}


def measured(value: str, **members: Any) -> list[dict[str, Any]]:
    found = {"groupId": "OG000", "value": value} | members
    return [{"title": "At 4 weeks", "categories": [{"title": "Better", "measurements": [found]}]}]


def test_posted_values_keep_their_class_category_and_interval() -> None:
    study = posted(
        paramType="NUMBER",
        dispersionType="95% Confidence Interval",
        unitOfMeasure="percentage of participants",
        classes=measured("35", lowerLimit="20.5", upperLimit="50"),
    )
    (value,) = read_study(study, "NCT00000001").study.results
    assert (value.outcome, value.value, value.arm) == ("Relief: At 4 weeks: Better", 35.0, "Ketamine")
    assert (value.ci_low, value.ci_high, value.ci_level) == (20.5, 50.0, 95.0)
    assert value.quantity_kind is QuantityKind.PERCENT_OF_PEOPLE
    counted = posted(paramType="COUNT_OF_PARTICIPANTS", unitOfMeasure="Participants", classes=measured("7"))
    assert read_study(counted, "NCT00000001").study.results[0].quantity_kind is QuantityKind.COUNT


@pytest.mark.parametrize(
    ("groups", "p_value", "kept"),
    [
        (["OG000", "OG001"], "0.03", (0.03, "=")),
        (["OG000", "OG001"], ">= 0.05", (0.05, ">")),
        (["OG000", "OG001"], "not significant", (None, None)),
        (["OG000", "OG001", "OG002"], "0.03", None),
        (["OG000"], "0.03", None),
    ],
)
def test_only_a_comparison_of_two_arms_is_a_contrast(
    groups: list[str], p_value: str, kept: tuple[float | None, str | None] | None
) -> None:
    study = posted(analyses=[{"groupIds": groups, "pValue": p_value}])
    found = read_study(study, "NCT00000001").study.results
    assert [(one.p_value, one.p_comparator) for one in found] == ([] if kept is None else [kept])


def test_counts_that_are_not_of_the_same_people_are_no_share() -> None:
    module = {"eventGroups": [{"id": "EG000", "title": "Ketamine", "seriousNumAffected": 5, "seriousNumAtRisk": 0}]}
    study = {"protocolSection": {}, "resultsSection": {"adverseEventsModule": module}}
    assert read_study(study, "NCT00000001").study.results == ()


@pytest.mark.parametrize(
    ("module", "design", "controlled"),
    [
        ({"studyType": "INTERVENTIONAL", "designInfo": {"interventionModel": "SINGLE_GROUP"}}, "single_arm", False),
        ({"studyType": "INTERVENTIONAL", "designInfo": {"allocation": "NON_RANDOMIZED"}}, "controlled_trial", None),
        ({"studyType": "INTERVENTIONAL", "designInfo": {"allocation": "RANDOMIZED"}}, "rct", None),
        ({"studyType": "OBSERVATIONAL", "designInfo": {"observationalModel": "CASE_CONTROL"}}, "case_control", None),
        ({"studyType": "OBSERVATIONAL"}, "observational", None),
    ],
)
def test_a_design_is_no_more_precise_than_the_registry(
    module: dict[str, Any], design: str, *, controlled: bool | None
) -> None:
    study = read_study({"protocolSection": {"designModule": module}}, "NCT00000001").study
    assert (study.design, study.controlled) == (design, controlled)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def damaged(document: Any, draw: st.DataObject) -> Any:
    """The document with one member replaced by anything."""
    if isinstance(document, dict) and document and draw.draw(st.booleans()):
        name = draw.draw(st.sampled_from(sorted(document)))
        return document | {name: damaged(document[name], draw)}
    if isinstance(document, list) and document and draw.draw(st.booleans()):
        return [damaged(document[0], draw), *document[1:]]
    return draw.draw(anything)


@given(st.data())
def test_no_answer_of_an_odd_shape_makes_reading_fail(data: st.DataObject) -> None:
    trial = damaged(TRIAL, data)
    if isinstance(trial, dict):
        assert read_study(trial, "NCT00000001").study.draft
    record = damaged(located(journalInfo={"journal": {}}, authorList={"author": [{}]}), data)
    assert not isinstance(record, dict) or read_europepmc(record) is None or read_europepmc(record)
    item = damaged(work(members={"updated-by": [{"DOI": "10.1/x", "type": "retraction", "updated": {}}]}), data)
    assert not isinstance(item, dict) or read_crossref(item) is None or read_crossref(item)
