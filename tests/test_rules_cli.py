"""Rules chosen, findings printed and decided, as a user does it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence.cli import cli
from evidence.cli.choice import Choice, ConfigurationError, choice_of
from evidence.formats.findings import place
from evidence.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
NOTHING: dict[str, Any] = {"select": (), "ignore": (), "jurisdiction": None}
PAGE = "Our drip cures diabetes in 85% of patients, a study found.\n\nIt always works.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--db", str(Path.cwd() / "e.db"), "--as", "roe", *arguments])


def found(*arguments: str) -> list[dict[str, Any]]:
    result = run("audit", "page.txt", "--json", *arguments)
    assert result.exit_code == 0, result.output
    findings: list[dict[str, Any]] = json.loads(result.stdout)[0]["findings"]
    return findings


@pytest.mark.usefixtures("folder")
def test_select_and_ignore_choose_rules_by_group() -> None:
    assert {one["rule"][:3] for one in found("--select", "LNG,SRC")} == {"LNG", "SRC"}
    assert "LNG003" not in {one["rule"] for one in found("--ignore", "lng003")}


@pytest.mark.usefixtures("folder")
def test_an_unknown_code_is_refused_with_the_way_out() -> None:
    result = run("audit", "page.txt", "--select", "XYZ")
    assert result.exit_code == 2
    assert "run `evidence rules`" in result.stderr


def test_a_project_chooses_in_its_file_and_options_go_first(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.evidence]\nselect = ["NUM"]\njurisdiction = "UK"\n', encoding="utf-8")
    assert choice_of(NOTHING) == Choice(("NUM",), (), "UK")
    assert choice_of(NOTHING | {"select": ("SAF",), "jurisdiction": "EU"}) == Choice(("SAF",), (), "EU")
    (folder / "evidence.toml").write_text('ignore = ["DOC"]\n', encoding="utf-8")
    assert choice_of(NOTHING) == Choice((), ("DOC",), "US")


@pytest.mark.parametrize("told", ["colour = 1", 'select = "NUM"', 'jurisdiction = "XX"', "select = [", "ignore = [1]"])
def test_a_file_that_cannot_be_followed_is_refused(folder: Path, told: str) -> None:
    (folder / "evidence.toml").write_text(told, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"evidence\.toml"):
        choice_of(NOTHING)


@pytest.mark.usefixtures("folder")
def test_findings_come_as_text_sarif_and_annotations() -> None:
    text = run("audit", "page.txt", "--format", "text").stdout
    assert "page.txt:1:" in text
    assert "LNG003 critical: 'cures'" in text
    github = run("audit", "page.txt", "--format", "github").stdout
    assert "::error file=page.txt,line=1,col=10,title=LNG003::'cures'" in github
    sarif = json.loads(run("audit", "page.txt", "--format", "sarif").stdout)
    results = sarif["runs"][0]["results"]
    described = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in results} == described
    cure = next(result for result in results if result["ruleId"] == "LNG003")
    assert cure["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "cures"


def test_places_count_from_one() -> None:
    assert place("a\nbc", None) == (1, 1)
    assert place("a\nbc", 3) == (2, 2)


@pytest.mark.usefixtures("folder")
def test_a_dismissed_finding_stays_dismissed_with_its_reason() -> None:
    found()
    listed = json.loads(run("findings", "page.txt", "list", "--json").stdout)
    number = str(next(one["id"] for one in listed if one["rule"] == "LNG003"))
    assert run("findings", "page.txt", "dismiss", number).exit_code == 2
    done = run("findings", "page.txt", "dismiss", number, "--reason", "quoted from a leaflet")
    assert done.exit_code == 0, done.output
    found()
    dismissed = json.loads(run("findings", "page.txt", "list", "--status", "dismissed", "--json").stdout)
    assert [(one["rule"], one["reason"], one["reviewer"]) for one in dismissed] == [
        ("LNG003", "quoted from a leaflet", "roe")
    ]
    assert run("findings", "page.txt", "accept", number).exit_code == 0
    assert "accepted" in run("findings", "page.txt", "list").stdout


@pytest.mark.usefixtures("folder")
def test_a_finding_of_another_page_is_refused() -> None:
    found()
    result = run("findings", "page.txt", "dismiss", "999999", "--reason", "no")
    assert result.exit_code == 2
    assert "no finding 999999" in result.stderr


def test_every_rule_has_a_page_of_its_own() -> None:
    listed = CliRunner().invoke(cli, ["rules", "--json"])
    assert [rule["code"] for rule in json.loads(listed.stdout)] == [rule.code for rule in RULES]
    for rule in RULES:
        result = CliRunner().invoke(cli, ["rules", rule.code])
        assert result.exit_code == 0
        assert rule.title in result.stdout


def test_a_taken_code_and_a_wrong_name_are_refused() -> None:
    for arguments in (["SRC001", "unnamed-study"], ["XX1", "name"], ["ABC001"]):
        refused = subprocess.run([sys.executable, str(ROOT / "scripts" / "new_rule"), *arguments], check=False)
        assert refused.returncode != 0


@pytest.mark.parametrize("form", ["text", "github", "sarif"])
def test_every_format_says_that_no_finding_is_no_pass(tmp_path: Path, form: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The office opens at nine and parking is free.\n", encoding="utf-8")
    arguments = ["--db", str(tmp_path / "evidence.db"), "audit", str(page), "--out", str(tmp_path), "--format", form]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert "0 findings; 0 claims, 0 held against a study, 0 not checked, which is not a pass" in result.stdout
