import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evidence.models import Direction, OutcomeKind, QuantityKind, ResultBase, SampleSizeBasis, StudyBase
from tests import seeded

# ---------------------------------------------------------------- publications and studies


def test_every_publication_reports_a_study_of_the_same_design() -> None:
    study_of = {record["key"]: record["study"] for record in seeded.records_in("publications.yaml", "publications")}
    assert sorted(study_of.values()) == sorted(seeded.studies())
    for key, publication in seeded.publications().items():
        study = seeded.studies()[study_of[key]]
        assert publication.design == study.design
        assert study.design in seeded.study_types()
        assert study.design_detail
        assert (study.title, study.year, study.journal) == (publication.title, publication.year, publication.journal)


def test_identifiers_are_well_formed() -> None:
    for key, publication in seeded.publications().items():
        assert publication.doi is None or re.fullmatch(r"10\.\d{4,9}/[^\sA-Z]+", publication.doi)
        assert publication.pmid is None or re.fullmatch(r"[1-9]\d{0,7}", publication.pmid)
        assert publication.pmcid is None or re.fullmatch(r"PMC\d+", publication.pmcid)
        assert seeded.studies()[key].source_url == (publication.doi and f"https://doi.org/{publication.doi}")
        assert "et al." not in publication.authors


def test_names_of_arms_join() -> None:
    for study in seeded.studies().values():
        names = [arm.name for arm in study.arms]
        used = {name for result in study.results for name in (result.arm, result.comparator) if name is not None}
        assert len(names) == len(set(names)), study.key
        assert used <= set(names), study.key


def test_results_are_many_and_each_says_in_words_what_it_is() -> None:
    results = [result for study in seeded.studies().values() for result in study.results]
    kinds = Counter(result.kind for result in results)
    assert len(results) > 150
    assert [result.outcome for result in results if not result.text] == []
    assert kinds[OutcomeKind.PRIMARY] > 60
    assert kinds[OutcomeKind.ADVERSE_EVENT] > 15


def test_significance_agrees_with_p_and_interval() -> None:
    for result in (result for study in seeded.studies().values() for result in study.results):
        if result.p_value is not None and result.significant is not None:
            assert result.significant == (result.p_value < 0.05), result
        assert (result.p_value is None) == (result.p_comparator is None)
        if result.ci_low is not None and result.ci_high is not None and result.value is not None:
            assert result.ci_low <= result.value <= result.ci_high
            assert result.ci_level == 95
        if result.significant is False:
            assert result.direction is Direction.NO_DIFFERENCE


def test_a_contrast_without_a_direction_is_one_whose_outcome_was_not_seen_or_is_a_mechanism() -> None:
    open_contrasts = Counter(
        study.key
        for study in seeded.studies().values()
        for result in study.results
        if result.comparator and result.direction is Direction.UNKNOWN
    )
    assert open_contrasts == {"lin2018": 4, "pang2020": 1}


def rows_of(study: StudyBase, *, outcome: str, kind: OutcomeKind) -> list[ResultBase]:
    return [result for result in study.results if result.outcome == outcome and result.kind is kind]


def test_the_trial_of_ketamine_and_magnesium_keeps_pain_and_adverse_events_apart() -> None:
    study = seeded.studies()["pickering2020"]
    auc = rows_of(study, outcome="area under the curve of daily pain intensity", kind=OutcomeKind.PRIMARY)
    values = {row.arm: (row.value, row.sd, row.timepoint) for row in auc if row.comparator is None}
    assert values == {
        "ketamine": (185, 100, "35 days"),
        "ketamine + magnesium sulfate": (196, 92, "35 days"),
        "placebo": (187, 90, "35 days"),
    }
    contrasts = [row for row in auc if row.comparator]
    assert {(row.p_value, row.significant, row.direction) for row in contrasts} == {
        (0.296, False, Direction.NO_DIFFERENCE)
    }
    events = rows_of(study, outcome="at least one adverse event", kind=OutcomeKind.ADVERSE_EVENT)
    assert {(row.arm, row.value, row.quantity_kind, row.timepoint) for row in events} == {
        ("placebo", 10, QuantityKind.PERCENT_OF_PEOPLE, "during infusion"),
        ("ketamine", 20, QuantityKind.PERCENT_OF_PEOPLE, "during infusion"),
        ("ketamine + magnesium sulfate", 35, QuantityKind.PERCENT_OF_PEOPLE, "during infusion"),
    }


def test_effect_sizes_of_that_trial_carry_interval_and_p() -> None:
    rows = rows_of(
        seeded.studies()["pickering2020"],
        outcome="area under the curve of daily pain intensity",
        kind=OutcomeKind.SECONDARY,
    )
    assert [(row.arm, row.comparator, row.value, row.ci_low, row.ci_high, row.p_value) for row in rows] == [
        ("ketamine", "placebo", -0.2, -0.6, 0.3, 0.425),
        ("placebo", "ketamine + magnesium sulfate", 0.2, -0.3, 0.6, 0.445),
        ("ketamine", "ketamine + magnesium sulfate", -0.4, -0.8, 0.1, 0.119),
    ]


def test_morphine_was_better_from_thirty_minutes_on() -> None:
    rows = rows_of(seeded.studies()["mahshidfar2017"], outcome="pain intensity", kind=OutcomeKind.PRIMARY)
    assert [(row.timepoint, row.direction, row.significant) for row in rows if row.comparator == "morphine"] == [
        ("15 minutes", Direction.NO_DIFFERENCE, False),
        ("30 minutes", Direction.HARM, True),
        ("45 minutes", Direction.HARM, True),
        ("60 minutes", Direction.HARM, True),
    ]


def test_a_planned_or_summed_number_of_participants_says_so() -> None:
    planned = [study.key for study in seeded.studies().values() if study.sample_size_basis is SampleSizeBasis.PLANNED]
    pooled = [study.key for study in seeded.studies().values() if study.sample_size_basis is SampleSizeBasis.POOLED]
    assert planned == ["delage2017"]
    assert pooled == ["michelet2018", "zhao2018", "vanderpluym2021", "pang2020"]
    for key in ("losvik2015", "pang2020", "michelet2018", "benish2019", "zitek2018", "etchison2018", "rigo2017"):
        assert seeded.studies()[key].sample_size == sum(arm.participants or 0 for arm in seeded.studies()[key].arms)
    unknown = [
        study.key
        for study in seeded.studies().values()
        if (study.sample_size is None) != (study.sample_size_basis == "unknown")
    ]
    assert unknown == []


def test_years_nobody_saw_are_marked() -> None:
    assert {study.key: study.unverified for study in seeded.studies().values() if study.unverified} == {
        "israel2021": ("year",),
        "xu2019": ("year",),
        "etchison2018": ("year",),
        "plp_prevalence2020": ("year",),
    }


def test_percentages_that_do_not_follow_from_their_counts_are_explained() -> None:
    sustained = rows_of(seeded.studies()["pomeroy2017"], outcome="sustained response", kind=OutcomeKind.SECONDARY)[1]
    response = rows_of(
        seeded.studies()["schwenk2018"], outcome="immediate response (2 points or more)", kind=OutcomeKind.PRIMARY
    )[1]
    assert sustained.value is not None
    assert math.isclose(sustained.value, 100 * 15 / 55, abs_tol=0.05)
    assert sustained.unit == "% of the 55 acute responders"
    assert (response.value, response.text) == (77, "The abstract prints 77 %; 48 of 61 is 78.7 %.")


@pytest.mark.shared
def test_study_facts_are_those_that_were_read(shared: Path) -> None:
    facts = json.loads((shared / "seed" / "studies.json").read_text(encoding="utf-8"))
    titled = [fact for fact in facts if fact["role"] != "unmatched"]
    assert [fact["citation_key"] for fact in titled] == list(seeded.studies())
    for fact in titled:
        study, publication = seeded.studies()[fact["citation_key"]], seeded.publications()[fact["citation_key"]]
        assert (study.sample_size, study.species, study.design_detail) == (fact["n"], fact["species"], fact["design"])
        assert (study.title, study.year, study.registry_id) == (fact["title"], fact["year"], fact["registry_id"])
        assert publication.doi == (fact["doi"] and fact["doi"].lower())
        assert (publication.pmid, publication.pmcid, publication.pages) == (fact["pmid"], fact["pmcid"], fact["pages"])
        assert list(publication.authors) == [author for author in fact["authors"] if author != "et al."]
        for given in _typed_values(fact):
            assert given in {(row.value, row.high, row.ci_low, row.ci_high, row.sd) for row in study.results}


def _typed_values(fact: dict[str, Any]) -> list[tuple[float | None, ...]]:
    """Value, upper end, interval and deviation of every number that the facts give as a number."""
    typed = [*(fact["primary_outcome"] or {}).get("values", []), *fact["adverse_events"]]
    found: list[tuple[float | None, ...]] = []
    for item in typed:
        if item["value"] is None:
            continue
        low, high = item["value"] if isinstance(item["value"], list) else (item["value"], None)
        ci_low, ci_high = item.get("ci95", (None, None))
        found.append((low, high, ci_low, ci_high, item.get("sd")))
    return found


# ---------------------------------------------------------------- study types


def test_identifiers_of_study_types_are_well_formed() -> None:
    pattern = re.compile(r"D\d{6}(?:\d{3})?(?:[+-]D\d{6}(?:\d{3})?)?")
    uis = [ui for row in seeded.study_types().values() for ui in (*row.publication_type_uis, *row.mesh_uis)]
    assert [ui for ui in uis if not pattern.fullmatch(ui)] == []
    assert [ui for ui, times in Counter(uis).items() if times > 1] == []


def test_study_types_are_a_tree_and_the_more_precise_design_ranks_first() -> None:
    assert sorted(row.rank or 0 for row in seeded.study_types().values()) == list(
        range(1, len(seeded.study_types()) + 1)
    )
    for row in seeded.study_types().values():
        assert row.parent is None or row.parent in seeded.study_types()
        assert row.parent is None or (row.rank or 0) < (seeded.study_types()[row.parent].rank or 0)


def test_a_design_known_only_in_outline_has_no_starting_level() -> None:
    levels = {code: row.ocebm_benefit for code, row in seeded.study_types().items()}
    for code in ("clinical_trial", "observational", "review", "narrative_review", "protocol", "guideline", "unknown"):
        assert levels[code] is None
    chosen = ("systematic_review_meta_analysis", "rct", "cohort", "single_arm", "case_report", "animal")
    assert [levels[code] for code in chosen] == [1, 2, 3, 4, 4, 5]


def test_every_study_type_says_what_it_rests_on() -> None:
    assert [code for code, row in seeded.study_types().items() if not row.source and code != "unknown"] == []
    assert "not verified" in (seeded.study_types()["guideline"].source or "")
    assert "not verified" in (seeded.study_types()["rct_crossover"].source or "")
