import json

import pytest

from evidence.errors import Problem
from evidence.workflow.filters import draft_lines, verify_lines
from tests.test_draft import ABSTRACT, TITLE

PAPER = {"title": TITLE, "abstract": ABSTRACT}


def test_each_pair_gives_its_verdict_and_checks() -> None:
    lines = [
        json.dumps({"id": "a", "claim": "Ketamine reduced pain intensity compared with placebo.", **PAPER}),
        json.dumps({"id": 7, "claim": "Ketamine improves sleep.", **PAPER}),
    ]
    rows = [row for row in verify_lines(lines) if isinstance(row, dict)]
    assert [(row["id"], row["verdict"]) for row in rows] == [("a", "contradicted"), (7, "not_checked")]
    check = rows[0]["checks"][0]
    assert set(check) == {"name", "result", "reason", "code", "passages"}
    assert (check["name"], check["result"]) == ("direction", "differs")
    assert "P = 0.296" in check["passages"][0]["text"]


def test_intervention_comparator_and_outcome_give_a_direction() -> None:
    line = json.dumps(
        {"id": 1, "intervention": "ketamine", "comparator": "placebo", "outcome": "pain intensity", **PAPER}
    )
    (row,) = verify_lines([line])
    assert isinstance(row, dict)
    assert (row["id"], row["direction"]) == (1, "no_difference")
    assert row["passages"][0]["source"] == "abstract"


def test_text_stands_in_for_an_abstract_and_sections_are_read() -> None:
    text = json.dumps({"id": 1, "claim": "X reduced pain.", "text": "RESULTS: Pain was lower with X (P = 0.01)."})
    parts = json.dumps(
        {
            "id": 2,
            "claim": "X reduced pain.",
            "abstract": [{"label": "RESULTS", "text": "Pain was lower with X (P = 0.01)."}],
        }
    )
    assert [row["verdict"] for row in verify_lines([text, parts]) if isinstance(row, dict)] == [
        "supported",
        "supported",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "one JSON object"),
        ('{"claim": "x", "abstract": ""}', "no 'id'"),
        ('{"id": 1, "claim": "x"}', "neither 'abstract' nor 'text'"),
        ('{"id": 1, "abstract": "x"}', "needs 'claim'"),
        ('{"id": 1, "claim": 5, "abstract": "x"}', "'claim' must be text, not int"),
        ('{"id": 1, "claim": "x", "abstract": 5}', "'abstract' must be text or a list"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_on(line: str, reason: str) -> None:
    good = json.dumps({"id": 2, "claim": "X reduced pain.", "abstract": ""})
    problem, row = verify_lines(["", line, good], file="pairs.jsonl")
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line) == ("pairs.jsonl", 2)
    assert reason in problem.reason
    assert isinstance(row, dict)
    assert row["id"] == 2


def test_papers_become_drafts_with_their_passages() -> None:
    line = json.dumps({"id": "p1", "publication_types": ["Randomized Controlled Trial"], **PAPER})
    (row,) = draft_lines([line])
    assert isinstance(row, dict)
    assert (row["id"], row["design"], row["basis"], row["sample_size"]) == ("p1", "rct_crossover", "abstract", 20)
    assert row["condition"] == "refractory neuropathic pain"
    assert [arm["name"] for arm in row["arms"]] == [
        "ketamine plus placebo",
        "ketamine plus magnesium sulfate",
        "placebo",
    ]
    assert {result["value"] for result in row["results"] if result["kind"] == "adverse_event"} == {10.0, 20.0, 35.0}
    assert row["passages"]["sample_size"] in ABSTRACT


def test_a_paper_that_says_nothing_is_unknown_throughout() -> None:
    (row,) = draft_lines(
        ['{"id": 1, "text": "", "publication_types": [{"label": "Journal Article", "ui": "D016428"}]}']
    )
    assert isinstance(row, dict)
    assert [row[name] for name in ("design", "sample_size", "species", "condition")] == ["unknown"] * 4


def test_lines_are_read_one_by_one() -> None:
    def endless() -> object:
        while True:
            yield json.dumps({"id": 1, "claim": "X reduced pain.", "abstract": ""})

    rows = verify_lines(endless())  # type: ignore[arg-type]
    assert isinstance(next(rows), dict)
    assert isinstance(next(rows), dict)


def test_a_sentence_that_only_praises_is_held_as_an_audit_holds_it() -> None:
    abstract = "RESULTS: Cough fell. CONCLUSIONS: Honey is a safe and effective treatment of cough."
    lines = [json.dumps({"id": 1, "claim": "Honey is effective for cough.", "abstract": abstract})]
    (row,) = verify_lines(lines)
    assert isinstance(row, dict)
    assert row["verdict"] == "supported"
    direction = next(check for check in row["checks"] if check["name"] == "direction")
    assert direction["reason"].startswith("the authors conclude")


def test_strong_words_about_an_outcome_the_abstract_does_not_report_are_not_checked() -> None:
    abstract = "RESULTS: Cough fell with honey. CONCLUSIONS: Honey relieved cough."
    lines = [json.dumps({"id": 1, "claim": "Honey is proven to cure diabetes.", "abstract": abstract})]
    (row,) = verify_lines(lines)
    assert isinstance(row, dict)
    assert row["verdict"] == "not_checked"
