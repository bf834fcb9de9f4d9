"""News releases answered by criteria, and pages weighed: what words decide, and what they leave open."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cli import cli
from evidence.models import PageDossier
from evidence.rules import Facts, Reading, run_rules
from evidence.rules.balance import banded, fair_balance, instruments_of
from evidence.rules.criteria import CRITERIA, Answer, criteria
from evidence.rules.examples import said

RELEASES = Path(__file__).parent / "rules" / "releases"
KEYS = [
    "costs", "benefits", "harms", "evidence", "disease_mongering", "sources", "alternatives", "availability", "novelty",
    "sensational",
]  # fmt: skip


def answered(*names: str) -> dict[str, dict[str, str]]:
    files = [str(RELEASES / f"{name}.txt") for name in names]
    result = CliRunner().invoke(cli, ["audit", "--criteria", "hnr10", "--format", "json", *files])
    assert result.exit_code == 0, result.output
    told: list[dict[str, Any]] = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(one["file"]).stem: one["criteria"] for one in told}


def test_a_balanced_release_meets_every_criterion() -> None:
    told = answered("balanced")["balanced"]
    assert list(told) == KEYS
    assert set(told.values()) == {"met"}


def test_a_release_of_praise_meets_none() -> None:
    assert set(answered("hype")["hype"].values()) == {"not_met"}


def test_a_release_of_a_company_is_told_by_its_parts() -> None:
    told = answered("company")["company"]
    assert {key for key, answer in told.items() if answer == "met"} >= {"benefits", "harms", "availability"}
    assert told["evidence"] == "not_decided"
    assert told["costs"] == "not_met"


def test_association_with_its_limits_is_evidence_described_and_no_benefit_quantified() -> None:
    told = answered("observational")["observational"]
    assert (told["evidence"], told["benefits"], told["harms"]) == ("met", "not_met", "not_met")


def test_no_database_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answered("hype")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_not_there_is_refused_and_stops_no_other() -> None:
    arguments = ["audit", "--criteria", "hnr10", "--format", "json", "nowhere.txt", str(RELEASES / "hype.txt")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "nowhere.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_text_about_no_treatment_is_not_applicable() -> None:
    page = said("The museum opens at nine.", direction="neutral", claim_type="promotional")
    page = page.model_copy(update={"dossiers": ()})
    assert {one.answer for one in criteria(Reading(page)).values()} == {Answer.NOT_APPLICABLE}


@given(st.text(max_size=200))
@settings(max_examples=25, deadline=None)
def test_any_text_gets_ten_answers(text: str) -> None:
    page = said("")
    page = page.model_copy(update={"snapshot": page.snapshot.model_copy(update={"text": text, "blocks": ()})})
    assert list(criteria(Reading(page))) == [criterion.key for criterion in CRITERIA] == KEYS


def weighed(page: PageDossier) -> dict[str, int | None]:
    balance = fair_balance(page, run_rules(page), Facts.shipped())
    return {item.key: item.points for item in balance.items}


def test_twenty_items_are_weighed_and_the_undecided_are_left_out() -> None:
    page = said("Massage eases stiffness.", intervention="massage therapy")
    balance = fair_balance(page, run_rules(page))
    assert len(balance.items) == 20
    assert not balance.items[1].decided
    assert balance.items[0].points == 0
    assert balance.band == "promotional"
    assert balance.ratios.benefit_statements == 1
    assert balance.ratios.risk_statements == 0
    assert balance.ratios.first_risk is None


def test_harms_told_with_numbers_weigh_more() -> None:
    plain = said("The drip lifts fatigue.")
    told = said(
        "The drip lifts fatigue. Side effects of the drip: 1 in 20 had a sore vein. Infection after an infusion is "
        "possible. The drip can cause a rash. It is not suitable for people with kidney disease."
    )
    assert weighed(plain)["A3"] == 0
    assert weighed(told)["A3"] == 2
    assert weighed(told)["A4"] == 2


def test_a_page_that_sells_nothing_has_no_score() -> None:
    page = said("Opening hours are from nine to five.", direction="neutral", claim_type="promotional")
    balance = fair_balance(page, run_rules(page))
    assert (balance.score, balance.band) == (None, None)


def test_what_a_capture_hides_is_not_decided() -> None:
    page = said("Massage eases stiffness.")
    snapshot = page.snapshot.model_copy(update={"chrome_visible": False})
    page = page.model_copy(update={"snapshot": snapshot})
    findings = run_rules(page)
    balance = fair_balance(page, findings)
    assert instruments_of(balance, findings)["JAMA authorship and currency"] is None
    assert instruments_of(balance, findings)["DISCERN 11 risks"] is False


def test_bands_are_capped_where_harm_is_silent_or_a_finding_critical() -> None:
    assert banded(90, harms_named=True, critical=False) == ("balanced", ())
    assert banded(90, harms_named=False, critical=True)[0] == "poor"
    assert banded(90, harms_named=True, critical=True) == ("partial", ("a critical finding",))
    assert banded(20, harms_named=False, critical=True) == ("promotional", ())
    assert banded(None, harms_named=False, critical=True) == (None, ())


def test_money_raised_or_granted_is_no_price() -> None:
    text = "The drug stops pain in patients. The team hopes to raise $5 million. A grant of $200,000 was awarded."
    page = said(text)
    assert criteria(Reading(page))["costs"].answer is Answer.NOT_MET
    priced = said("The drug stops pain in patients. A dose costs $40.")
    assert criteria(Reading(priced))["costs"].answer is Answer.MET
