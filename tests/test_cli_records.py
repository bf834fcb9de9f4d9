"""The commands about records: a bare call lists, a key shows, edits say what they came to, and JSON is one document."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.models import Origin
from evidence.store.citations import Pointer
from evidence.workflow.tracking import take_claims
from tests import stored

TEXT = "Ketamine cut pain by 20% while the combination cut it by 35%. It is safe. It is safe. Most felt better."
FIRST = "Ketamine cut pain by 20% while the combination cut it by 35%."

Run = Callable[..., Result]


@pytest.fixture
def url(sqlite_url: str) -> str:
    with store.session(sqlite_url) as db:
        stored.vocabulary(db)
        snapshot_id = stored.save_page(db, "clinic", TEXT)
        claims = [
            stored.claim(FIRST, TEXT, key="C001", origin=Origin.EXTRACTED, outcome="pain", condition="pain"),
            stored.claim("Most felt better.", TEXT, key="C002", origin=Origin.EXTRACTED),
        ]
        store.save_claims(db, snapshot_id, claims, stored.BY)
        store.save_studies(db, [stored.study(draft=True, title="A trial", sample_size=20)], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY, studies=["study"])
        store.save_citations(db, snapshot_id, [Pointer("C001", stored.citation(), "pub")], stored.BY)
    return sqlite_url


@pytest.fixture
def run(url: str) -> Run:
    return lambda *arguments: CliRunner().invoke(cli, ["--db", url, "--as", "ana", *arguments])


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("noun", ["claims", "studies", "publications", "pages"])
def test_a_bare_call_lists_and_a_key_shows(run: Run, noun: str) -> None:
    assert document(run(noun, "--json")) == document(run(noun, "list", "--json"))
    key = document(run(noun, "--json"))[0]["key"]
    shown = run(noun, key, "--json")
    assert shown.stdout == run(noun, "show", key, "--json").stdout
    assert key in shown.stdout
    assert key in run(noun).stdout
    assert key in run(noun, key).stdout
    unknown = run(noun, "nowhere")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "'nowhere'" in unknown.stderr


def test_a_list_says_when_it_was_cut_off(run: Run) -> None:
    assert "the first 1; --limit shows more" in run("claims", "--limit", "1").stderr
    assert len(document(run("claims", "--limit", "1", "--page", "clinic", "--json"))) == 1
    assert document(run("claims", "--page", "elsewhere", "--json")) == []


def test_an_edit_is_shown_beside_what_the_program_read(run: Run) -> None:
    edited = run("claims", "edit", "C001", "--set", "condition=CRPS", "--set", "sample_size=45", "--json")
    assert document(edited)[0]["condition_code"] == "crps"
    assert edited.stderr == "C001: changed\n"
    shown = document(run("claims", "show", "C001", "--history", "--json"))
    assert (shown["page"], shown["claim"]["condition"], shown["extracted"]["condition"]) == ("clinic", "CRPS", "pain")
    assert [source["publication"]["key"] for source in shown["sources"]] == ["pub"]
    (row,) = shown["history"]
    assert (row["actor"], row["verb"]) == ("ana", "edited")
    assert row["detail"]["fields"]["sample_size"] == {"was": None, "is": 45}
    text = run("claims", "show", "C001", "--history").stdout
    assert "as the program read it" in text
    assert "sample_size: – → 45" in text
    assert "not checked" in text
    assert run("claims", "edit", "C001", "--set", "sample_size=45").stderr == "C001: nothing to change\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("edit", "C001"), "give --set, --start or --end"),
        (("edit", "C001", "--set", "outcome"), "'outcome' is not FIELD=VALUE"),
        (("edit", "C001", "--set", "dose=1", "--set", "dose=2"), "'dose' is set twice"),
        (("edit", "C001", "--set", "claim_type=cure"), "is not one of efficacy"),
        (("edit", "C009", "--set", "dose=1"), "there is no claim 'C009'"),
        (("add", "--page", "clinic"), "give --quote, or --start and --end"),
        (("add", "--page", "clinic", "--start", "3"), "give --quote, or --start and --end"),
        (("add", "--page", "clinic", "--quote", "It is safe."), "occurs 2 times"),
        (("split", "C001", "cut"), "2 times"),
        (("merge", "C001", "C002"), "between them"),
        (("reject", "C001"), "--reason"),
    ],
)
def test_an_edit_that_cannot_be_made_is_one_sentence_and_exit_code_2(
    run: Run, arguments: tuple[str, ...], reason: str
) -> None:
    before = run("claims", "--json").stdout
    result = run("claims", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in " ".join(result.output.split())
    assert run("claims", "--json").stdout == before


def test_a_claims_life_by_hand(run: Run) -> None:
    added = document(
        run("claims", "add", "--page", "clinic", "--quote", "Most felt", "--set", "claim_type=efficacy", "--json")
    )
    assert added[0]["key"] == "C003"
    spanned = run("claims", "add", "--page", "clinic", "--start", "62", "--end", "73", "--set", "claim_type=safety")
    assert spanned.stderr == "C004: added\n"
    assert run("claims", "edit", "C003", "--end", str(len(TEXT))).exit_code == 0
    assert [row["quote"] for row in document(run("claims", "split", "C001", "by 20%", "--json"))] == [
        "Ketamine cut pain by 20%",
        "while the combination cut it by 35%.",
    ]
    assert document(run("claims", "merge", "C001", "C001b", "--json"))[0]["quote"] == FIRST
    assert run("claims", "reject", "C002", "--reason", "no claim").stderr == "C002: rejected\n"
    assert [row["key"] for row in document(run("claims", "--json"))] == ["C001", "C003", "C004"]
    assert [row["key"] for row in document(run("claims", "list", "--status", "rejected", "--json"))] == [
        "C002",
        "C001b",
    ]
    assert run("claims", "restore", "C002").stderr == "C002: restored\n"
    assert run("db", "check").exit_code == 0


def test_a_study_is_edited_from_a_file_and_accepted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "results.yaml"
    file.write_text("- outcome: pain\n  kind: primary\n  p_value: 0.296\n  significant: no\n", encoding="utf-8")
    edited = document(run("studies", "edit", "study", "--set", "sample_size=21", "--file", str(file), "--json"))
    assert edited["sample_size"] == 21
    assert [(r["kind"], r["p_value"], r["significant"]) for r in edited["results"]] == [("primary", 0.296, False)]
    assert edited["draft"] is True
    assert "a draft nobody has accepted" in run("studies", "study").stdout
    assert run("studies", "accept", "study").stderr == "study: accepted\n"
    shown = document(run("studies", "show", "study", "--history", "--json"))
    assert shown["draft"] is False
    assert [row["verb"] for row in shown["history"]] == ["added", "changed", "accepted", "changed"]
    assert "P = 0.296" in run("studies", "study", "--history").stdout
    file.write_text('{"results": [{"outcome": "mood"}], "follow_up": "5 weeks"}', encoding="utf-8")
    edited = document(run("studies", "edit", "study", "--file", str(file), "--json"))
    assert (edited["results"][0]["outcome"], edited["follow_up"]) == ("mood", "5 weeks")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"just words", "holds neither fields nor a list"),
        (b"a: [1", "not valid YAML"),
        (b"- outcome: pain\n  kind: main\n", "'main' is not one of primary"),
        (b"colour: red", "'colour' is not a field"),
    ],
)
def test_a_file_that_sets_nothing_is_refused(run: Run, tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "fields.yaml"
    file.write_bytes(content)
    result = run("studies", "edit", "study", "--file", str(file))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert run("studies", "edit", "study").exit_code == 2


def test_studies_are_drafted_without_a_database(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "p1", "abstract": "We randomized 45 adults to ketamine or placebo."}) + "\n")
    result = CliRunner().invoke(cli, ["--db", "nowhere.db", "studies", "draft", "--jsonl", str(papers)])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["id"] == "p1"


def test_the_programs_reading_stands_beside_the_claims_and_changes_nothing(run: Run) -> None:
    before = run("claims", "--json").stdout
    pairs = document(run("pages", "show", "clinic", "--reading", "--json"))["reading"]
    assert [pair["claim"]["key"] for pair in pairs if pair["claim"]] == ["C001", "C002"]
    assert all(pair["claim"] or pair["read"] for pair in pairs)
    for pair in pairs:
        if pair["claim"] and pair["read"]:
            assert pair["read"]["start"] < pair["claim"]["end"]
            assert pair["claim"]["start"] < pair["read"]["end"]
    assert "as the program reads it now" in run("pages", "clinic", "--reading").stdout
    assert run("claims", "--json").stdout == before


def test_a_page_captured_twice_shows_what_became_of_each_claim(run: Run, url: str) -> None:
    once = document(run("pages", "show", "clinic", "--json"))
    assert (len(once["snapshots"]), once["compared"]) == (1, None)
    assert run("claims", "edit", "C002", "--set", "outcome=mood").exit_code == 0
    text = f"{TEXT.replace('20%', '30%')} It is cheap."
    with store.session(url) as db:
        read = [
            stored.claim(FIRST.replace("20%", "30%"), text, key="C001", origin=Origin.EXTRACTED),
            stored.claim("It is cheap.", text, key="C002", origin=Origin.EXTRACTED),
        ]
        take_claims(db, "clinic", stored.save_page(db, "clinic", text), read, stored.BY)
    compared = document(run("pages", "show", "clinic", "--json"))["compared"]
    assert compared["counts"] == {"unchanged": 1, "moved": 0, "reworded": 1, "removed": 0, "new": 1}
    reworded = compared["changes"][0]
    assert (reworded["old"]["key"], reworded["new"]["key"], reworded["status"]) == ("C001", "C003", "reworded")
    assert (reworded["edits"], reworded["signs_changed"]) == ([{"was": "20", "now": "30"}], ["numbers"])
    assert reworded["first_seen"] == stored.NOW.isoformat()
    kept = compared["changes"][1]
    assert (kept["status"], kept["new"]["key"], kept["new"]["origin"]) == ("unchanged", "C002", "curated")
    shown = run("pages", "clinic").stdout
    assert "1 unchanged, 0 moved, 1 reworded, 0 removed, 1 new" in shown
    assert "[-20-]{+30+}" in " ".join(shown.split())
    assert "Most felt better" not in shown
    assert "Most felt better" in run("pages", "clinic", "--all").stdout
    assert [row["key"] for row in document(run("claims", "--json"))] == ["C002", "C003", "C004"]


@pytest.mark.parametrize("command", [["studies", "draft"], ["verify"]])
def test_a_line_that_is_no_utf_8_is_named_and_the_rest_goes_on(tmp_path: Path, command: list[str]) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(
        b'{"id": 1, "title": "caf\xe9"}\n{"id": 2, "claim": "X cured it.", "title": "T", "abstract": "None."}\n'
    )
    result = CliRunner().invoke(cli, ["--db", "nowhere.db", *command, "--jsonl", str(lines)])
    assert result.exit_code == 2
    assert "lines.jsonl, line 1: not UTF-8 text" in result.stderr
    assert json.loads(result.stdout)["id"] == 2
