"""The vocabulary: names are known however they are spelt, found in running text, and placed in their tree."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import ConditionBase, InterventionBase, StudyTypeBase
from evidence.vocabulary import Vocabulary

SHIPPED = Vocabulary.shipped()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CRPS", "complex_regional_pain_syndrome"),
        ("crps-1", "complex_regional_pain_syndrome_type_i"),
        ("RSD", "complex_regional_pain_syndrome_type_i"),
        ("Reflex Sympathetic Dystrophy", "complex_regional_pain_syndrome_type_i"),
        ("Low-Back Pain", "low_back_pain"),
        ("migraines", "migraine"),
        ("Alzheimer’s", "alzheimers_disease"),
        ("erectile dysfunction", "erectile_dysfunction"),
        ("general happiness", None),
        ("", None),
    ],
)
def test_a_condition_is_known_by_any_spelling_of_its_names(name: str, code: str | None) -> None:
    assert SHIPPED.condition_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ketamine infusions", "ketamine"),
        ("rTMS", "transcranial_magnetic_stimulation"),
        ("hyperbaric oxygen", "hyperbaric_oxygen_therapy"),
        ("PRP injections", "platelet_rich_plasma"),
        ("fish oil", "omega_3"),
        ("NSAID", "nsaids"),
        ("magnesium sulphate", "magnesium_sulfate"),
        ("Slimvia", None),
    ],
)
def test_an_intervention_is_known_by_any_spelling_of_its_names(name: str, code: str | None) -> None:
    assert SHIPPED.intervention_code(name) == code


def test_the_longest_name_is_found_and_numbers_of_ten_are_no_device() -> None:
    text = "Of tens of people with chronic migraine, TENS and magnesium glycinate helped most."
    assert [(m.code, text[m.start : m.end]) for m in SHIPPED.find(text)] == [
        ("chronic_migraine", "chronic migraine"),
        ("tens", "TENS"),
        ("magnesium_glycinate", "magnesium glycinate"),
    ]


def test_no_name_runs_across_a_comma_or_a_full_stop() -> None:
    assert [m.code for m in SHIPPED.find("low back, pain")] == ["pain"]


def test_codes_stand_in_a_tree() -> None:
    assert SHIPPED.ancestors("migraine_with_aura")[0] == "migraine"
    assert "pain" in SHIPPED.ancestors("migraine_with_aura")
    assert "chronic_migraine" in SHIPPED.descendants("migraine")
    assert SHIPPED.is_a("rct_crossover", "rct")
    assert not SHIPPED.is_a("rct", "rct_crossover")
    assert SHIPPED.label("rct") == "Randomised controlled trial"
    assert SHIPPED.label("no_such_code") is None
    study_type = SHIPPED.study_type("rct")
    assert study_type is not None
    assert study_type.ocebm_benefit == 2


def test_every_parent_exists_and_no_name_belongs_to_two_terms() -> None:
    for kind in ("condition", "intervention"):
        terms = SHIPPED.terms("condition") if kind == "condition" else SHIPPED.terms("intervention")
        known = {term.code for term in terms}
        names = [name.lower() for term in terms for name in (term.label, *term.synonyms)]
        assert all(term.parent in known for term in terms if term.parent)
        assert len(names) == len(set(names))
        assert len(terms) > 350


def test_a_loop_in_a_users_table_ends() -> None:
    own = Vocabulary.of(
        [
            ConditionBase(code="a", label="a disease", parent="b"),
            ConditionBase(code="b", label="b disease", parent="a"),
        ],
        [InterventionBase(code="x", label="x cure", synonyms=("xx",))],
        [StudyTypeBase(code="rct", label="RCT")],
    )
    assert own.ancestors("a") == ("b",)
    assert own.descendants("a") == ("b",)
    assert own.intervention_code("XX") == "x"


@given(st.text(alphabet="migrane pTMS-,.\n'’é", max_size=60))
@settings(max_examples=100)
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for mention in SHIPPED.find(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


def test_matching_costs_little() -> None:
    text = "Ketamine relieves chronic pain and depression in many patients. " * 2_000
    started = time.process_time()
    assert len(SHIPPED.find(text)) == 6_000
    assert time.process_time() - started < 3


def test_every_condition_of_the_curated_claims_is_known(shared: Path) -> None:

    rows = [json.loads(line) for line in (shared / "seed/claims_gold.jsonl").read_text("utf-8").splitlines()]
    unknown = {r["condition"] for r in rows if r["condition"] and SHIPPED.condition_code(r["condition"]) is None}
    assert unknown == set()


def test_two_drugs_of_a_class_are_two_and_each_of_the_class() -> None:
    shipped = Vocabulary.shipped()
    code = shipped.intervention_code
    assert code("Prozac") == code("fluoxetine") != code("sertraline")
    for drug, kind in [
        ("Zoloft", "SSRI"),
        ("Crestor", "statins"),
        ("Xanax", "benzodiazepine"),
        ("CoolSculpting", "body sculpting"),
    ]:
        one, whole = code(drug), code(kind)
        assert None not in {one, whole}
        assert one != whole
        assert shipped.is_a(str(one), str(whole))
