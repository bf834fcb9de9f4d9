"""The checks against the answer key of the seed article: what they find, what they miss, whom they accuse wrongly."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence.models import (
    CheckResult,
    CitationBase,
    CitationStatus,
    ClaimBase,
    MatchConfidence,
    PublicationBase,
    StudyBase,
    Support,
    VerificationBase,
)
from evidence.seeds import seed_file
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary

# Which codes of the checks answer to a word of the key; a word that is not here is out of reach of these checks.
ANSWERS = {
    "outcome_swapped": {"outcome_swapped", "other_outcome", "outcome_not_measured", "prevention_as_treatment"},
    "outcome_not_measured": {"outcome_not_measured"},
    "direction_reversed": {"direction_reversed", "primary_outcome_null", "comparator_reversed", "no_advantage"},
    "primary_outcome_null": {"primary_outcome_null"},
    "population_reversed": {"population_reversed"},
    "population_mismatch": {"acute_to_chronic", "population_mismatch", "perioperative_only", "condition_narrowed",
                            "condition_mismatch"},
    "design_misnamed": {"design_misnamed", "design_overstated"},
    "protocol_only": {"protocol_only"},
    "overstated": {"overstated"},
    "uncontrolled": {"uncontrolled"},
    "single_case": {"single_case", "case_undisclosed"},
    "animal_model_only": {"animal_model_only", "species_undisclosed"},
    "omitted_harm": {"omitted_harm"},
    "omitted_comparator": {"omitted_comparator", "no_advantage"},
    "comparator_misstated": {"comparator_misstated"},
    "intervention_misstated": {"combination_omitted", "intervention_mismatch"},
    "duration_overstated": {"duration_overstated"},
    "route_omitted": {"route_omitted", "route_mismatch"},
    "dose_mismatch": {"dose_mismatch"},
    "year_wrong": {"year_wrong"},
}  # fmt: skip


@dataclass
class Score:
    """Figures over the rows of the key that have a study."""

    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)
    out_of_reach: Counter[str] = field(default_factory=Counter)
    beyond: Counter[str] = field(default_factory=Counter)
    fair: dict[str, set[str]] = field(default_factory=dict)
    suggested: dict[tuple[str, str], VerificationBase] = field(default_factory=dict)

    def __str__(self) -> str:
        found = sum(self.found.values())
        return (
            f"{found} of {found + len(self.missed)} found; missed {self.missed}; "
            f"out of reach {dict(self.out_of_reach)}; "
            f"not in the key {dict(self.beyond)}; on fair rows {self.fair}"
        )


def rows(name: str, key: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(seed_file(name).read_text(encoding="utf-8"), yaml.CSafeLoader)[key]
    return loaded


def records() -> tuple[dict[str, ClaimBase], dict[str, StudyBase], dict[str, PublicationBase]]:
    claims = {row["key"]: ClaimBase.model_validate({k: v for k, v in row.items() if k != "page"})
              for row in rows("claims.yaml", "claims")}  # fmt: skip
    studies = {row["key"]: StudyBase.model_validate(row) for row in rows("studies.yaml", "studies")}
    publications = {row["key"]: PublicationBase.model_validate({k: v for k, v in row.items() if k != "study"})
                    for row in rows("publications.yaml", "publications")}  # fmt: skip
    return claims, studies, publications


def add(score: Score, row: dict[str, Any], codes: set[str]) -> None:
    expected = {problem["code"] for problem in row["discrepancies"]}
    for word in expected:
        if word not in ANSWERS:
            score.out_of_reach[word] += 1
        elif codes & ANSWERS[word]:
            score.found[word] += 1
        else:
            score.missed.append((row["citation_key"], word))
    explained = set().union(*(ANSWERS.get(word, set()) for word in expected))
    score.beyond.update(codes - explained)
    if not expected:
        score.fair[row["citation_key"]] = codes


@pytest.fixture(scope="module")
def score(shared: Path) -> Score:
    claims, studies, publications = records()
    vocabulary = Vocabulary.shipped()
    result = Score()
    citation = CitationBase(confidence=MatchConfidence.CERTAIN, status=CitationStatus.CONFIRMED)
    for row in json.loads((shared / "seed" / "studies.json").read_text(encoding="utf-8")):
        if row["citation_key"] not in studies:
            continue
        codes: set[str] = set()
        for claim_key in row["claim_ids"]:
            verification = verify_claim(
                claims[claim_key], studies[row["citation_key"]], publication=publications.get(row["citation_key"]),
                citation=citation, vocabulary=vocabulary,
            )  # fmt: skip
            result.suggested[row["citation_key"], claim_key] = verification
            codes |= {check.code for check in verification.checks if check.code and check.result is CheckResult.DIFFERS}
        add(result, row, codes)
    return result


@pytest.mark.shared
def test_three_quarters_of_what_the_checks_cover_is_found(score: Score) -> None:
    found = sum(score.found.values())
    assert found >= 0.75 * (found + len(score.missed)), str(score)


@pytest.mark.shared
def test_fair_use_is_not_called_wrong(score: Score) -> None:
    assert score.fair
    for codes in score.fair.values():
        assert codes <= {"design_misnamed"}, str(score)


@pytest.mark.shared
def test_the_trial_that_explains_the_product_is_contradicted(score: Score) -> None:
    swapped = {key[1]: value for key, value in score.suggested.items() if key[0] == "pickering2020"}
    assert {value.suggested for value in swapped.values()} == {Support.CONTRADICTED}
    assert {key for key, value in swapped.items() if value.row == "harm-told-as-benefit"} == {"C173", "C174", "C175"}


@pytest.mark.shared
def test_no_claim_on_a_study_without_benefit_is_supported(score: Score, shared: Path) -> None:
    key = json.loads((shared / "seed" / "studies.json").read_text(encoding="utf-8"))
    without = {row["citation_key"] for row in key if row["conclusion_direction"] == "no_benefit"}
    passed = [
        pair
        for pair, verification in score.suggested.items()
        if pair[0] in without and verification.suggested in {Support.SUPPORTED, Support.SUPPORTED_WEAK_SOURCE}
    ]
    assert passed == []
