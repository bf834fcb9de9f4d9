"""`evidence extract`: the contract of its lines, and files in any number of processes."""

import json
from pathlib import Path

from click.testing import CliRunner

from evidence.cli import cli
from evidence.cli.extract import extract

PAGE = "Acupuncture\n\nAcupuncture relieves migraine in 70% of patients.\nIt costs $80.\n"
CONTRACT = {
    *("file", "start", "end", "quote", "claim_type", "intervention", "intervention_code", "condition"),
    *("condition_code", "comparator", "route", "dose", "outcome", "direction", "effects", "sample_size"),
    *("species", "study_type", "study_year", "journal", "attribution", "assertiveness", "cues"),
}


def test_each_claim_is_one_line_with_the_fields_of_the_contract(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    result = CliRunner().invoke(extract, [str(page)])
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    row = json.loads(line)
    assert set(row) >= CONTRACT
    assert row["file"] == str(page)
    assert PAGE[row["start"] : row["end"]] == row["quote"] == "Acupuncture relieves migraine in 70% of patients."
    assert [(e["value"], e["unit"]) for e in row["effects"]] == [(70.0, "%")]
    assert "1 claim in 1 file\n" in result.stderr


def test_ranges_are_pairs_and_p_values_carry_their_sign(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Zinc shortened the common cold by 20-30% (p < .05).", encoding="utf-8")
    row = json.loads(CliRunner().invoke(extract, [str(page)]).stdout)
    assert [(e["value"], e["unit"]) for e in row["effects"]] == [([20.0, 30.0], "%"), (0.05, "p<")]


def test_several_files_in_several_processes_keep_their_order(tmp_path: Path) -> None:
    files = []
    for number in range(3):
        file = tmp_path / f"{number}.txt"
        file.write_text(PAGE, encoding="utf-8")
        files.append(str(file))
    one = CliRunner().invoke(extract, files)
    two = CliRunner().invoke(extract, [*files, "--jobs", "2"])
    assert one.stdout == two.stdout
    assert [json.loads(line)["file"] for line in one.stdout.splitlines()] == files


def test_a_table_has_one_row_a_claim_and_standard_input_is_a_file() -> None:
    result = CliRunner().invoke(extract, ["-", "--format", "table"], input=PAGE)
    assert result.exit_code == 0
    assert result.stdout.split("\t")[2:5] == ["efficacy", "Acupuncture", "migraine"]


def test_a_name_that_contradicts_the_content_is_told_on_stderr(tmp_path: Path) -> None:
    page = tmp_path / "page.docx"
    page.write_text(PAGE, encoding="utf-8")
    result = CliRunner().invoke(extract, [str(page)])
    assert len(result.stdout.splitlines()) == 1
    assert "page.docx: the name ends in .docx and the content is plain text: that is what was read\n" in result.stderr


def test_an_audit_against_an_empty_library_says_so(tmp_path: Path) -> None:
    page, library = tmp_path / "page.txt", tmp_path / "library.ris"
    page.write_text(PAGE, encoding="utf-8")
    library.write_text("TY  - JOUR\nTI  - Another thing\nER  - \n", encoding="utf-8")
    words = ["--db", str(tmp_path / "evidence.db"), "audit", str(page), "--out", str(tmp_path)]
    assert "the library is empty, so no claim could be held against a study" in CliRunner().invoke(cli, words).stderr
    assert CliRunner().invoke(cli, [*words[:2], "load", str(library)]).exit_code == 0
    assert "the library is empty" not in CliRunner().invoke(cli, words).stderr
