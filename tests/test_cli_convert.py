"""`evidence convert` writes data to stdout, remarks to stderr, and exits 2 where a person asked for no loss."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evidence.cli.convert import convert
from evidence.text.counting import counted
from tests.citation_damage import XML, content, ris
from tests.citation_reading import sample


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(convert, list(map(str, arguments)), input=stdin)


@pytest.mark.parametrize("name", ["sample.ris", "sample.nbib", "sample.bib", "sample_pubmed.xml", "sample_endnote.xml"])
def test_every_format_becomes_csl_json_on_stdout(name: str) -> None:
    result = run(sample(name), "--to", "csl")
    assert result.exit_code == 0
    items = json.loads(result.stdout)
    assert items
    assert all(item["custom"]["source_record"] for item in items)
    assert all(item["custom"]["standing"] in {"unknown", "corrected"} for item in items)
    assert f"{counted(len(items), 'record')}, 0 problems with loss" in result.stderr


def test_several_files_of_different_formats_make_one_file() -> None:
    result = run(sample("sample.ris"), sample("sample.nbib"), "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["pmid"] for row in rows] == ["99999991", "", "99999991"]


def test_the_source_text_can_be_left_out() -> None:
    items = json.loads(run(sample("sample.ris"), "--to", "csl", "--no-source").stdout)
    assert "source_record" not in items[0]["custom"]


def test_a_file_may_come_through_stdin() -> None:
    result = run("-", "--to", "jsonl", stdin=ris(1, 2).encode())
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["Title 1", "Title 2"]


def test_a_loss_is_told_and_only_an_error_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "damaged.xml"
    file.write_bytes(content(XML["control_char"][1]))
    result = run(file, "--to", "csl")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 2
    assert "damaged.xml" in result.stderr
    assert "not XML" in result.stderr
    assert "1 problem with loss" in result.stderr
    assert run(file, "--to", "csl", "--strict").exit_code != 0


def test_the_output_can_be_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.ris"
    assert run(sample("sample.nbib"), "--to", "ris", "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("TY  - JOUR")
