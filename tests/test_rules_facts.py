"""Fact tables carry their sources; rules use what was seen and leave the rest unchecked."""

import pytest

from evidence.rules import rules_not_checked, run_rules
from evidence.rules.examples import said
from evidence.vocabulary.facts import Fact, Facts, read_facts

TABLES = Facts.shipped()


def test_every_value_carries_a_source_and_a_tag() -> None:
    for fact in TABLES.rows:
        if fact.value:
            assert fact.source, fact
            assert fact.tag in {"V", "V2", "M"}, fact
        else:
            assert not fact.tag, fact


def test_ketamine_and_esketamine_are_told_apart() -> None:
    assert TABLES.code_of("intranasal ketamine") == "ketamine"
    assert TABLES.code_of("S-ketamine nasal spray") == "esketamine"
    assert TABLES.code_of("Spravato") == "esketamine"
    assert TABLES.code_of("aspirin") is None
    assert TABLES.code_of(None) is None


def test_nine_risks_of_ketamine_are_expected_and_six_are_serious() -> None:
    risks = TABLES.of("ketamine", "risk")
    assert len(risks) == 9
    assert sum(fact.serious for fact in risks) == 6


def test_at_least_ten_other_treatments_have_a_table() -> None:
    assert len(set(TABLES.interventions) - {"ketamine", "esketamine"}) >= 10


def test_facts_of_another_place_are_left_out() -> None:
    assert [fact.value for fact in TABLES.of("ketamine", "schedule", "US")] == ["Schedule III"]
    assert not TABLES.of("ketamine", "schedule", "UK")


def test_an_empty_table_knows_nothing() -> None:
    empty = Facts(())
    assert empty.code_of("ketamine") is None
    assert empty.codes_in("ketamine") == set()
    page = said("Ketamine infusions ease pain.", intervention="ketamine", condition="pain")
    assert not run_rules(page, select=("SAF004", "REG001", "REG004"), facts=empty)


@pytest.mark.parametrize(("text", "named"), [("an iv line", True), ("five lines", False), ("infusions of it", True)])
def test_short_names_are_whole_words(text: str, *, named: bool) -> None:
    assert Fact("x", "route", "intravenous", synonyms=("iv", "infusion")).named_in(text) is named


def test_background_knowledge_is_never_shown_to_a_reader() -> None:
    rows = "intervention,field,value,condition,grade,serious,jurisdiction,synonyms,source,url,tag,checked_on\n"
    rows += "tea,name,tea,,,,,,a book,,V,\ntea,risk,burns,,,yes,,burn,memory,,M,\n"
    page = said("Tea eases colds.", intervention="tea")
    assert not run_rules(page, select=("SAF004",), facts=Facts(read_facts(rows)))
    seen = rows.replace(",M,", ",V,")
    assert run_rules(page, select=("SAF004",), facts=Facts(read_facts(seen)))


def test_the_jurisdiction_chooses_rules_and_benchmarks() -> None:
    page = said("Ketamine infusions always ease pain.", intervention="ketamine")
    here = run_rules(page, select=("REG005", "SAF003", "REG004", "LNG004"))
    there = run_rules(page.model_copy(update={"jurisdiction": "UK"}), select=("REG005", "REG004"))
    assert {finding.rule for finding in here} == {"REG004"}
    assert [finding.rule for finding in there] == ["REG005"]
    assert "CAP Code 12.12" in there[0].message


def test_what_no_table_knows_is_named_as_not_checked() -> None:
    cupping = rules_not_checked(said("Cupping eases pain.", intervention="cupping"))
    assert ("SAF004", "cupping", "no risk of cupping is on record") in cupping
    ketamine = rules_not_checked(said("Ketamine eases pain.", intervention="ketamine"))
    assert not ketamine
    testosterone = {rule for rule, _, _ in rules_not_checked(said("It lifts drive.", intervention="testosterone"))}
    assert testosterone == {"REG001", "REG002", "REG003", "REG004"}
