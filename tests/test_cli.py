"""The command line as a whole: quick to start, honest in its exit codes, every command explained."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from evidence.cli import COMMANDS, cli
from evidence.cli.output import print_table
from evidence.workflow import editing


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and sub-command with its full name."""
    waiting = [
        (name, getattr(importlib.import_module(place.split(":")[0]), place.split(":")[1]))
        for name, (place, _) in COMMANDS.items()
    ]
    while waiting:
        name, command = waiting.pop()
        yield name, command
        if isinstance(command, click.Group):
            waiting += [(f"{name} {sub}", inner) for sub, inner in command.commands.items()]


ALL = dict(commands())


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    program = code or "from evidence.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ALL)
def test_every_command_says_what_it_does_and_shows_an_example(name: str) -> None:
    text = ALL[name].help or ""
    assert len(text.split("\n")[0]) > 10
    assert "Example: evidence " in text


@pytest.mark.parametrize("name", ALL)
def test_every_option_has_help(name: str) -> None:
    unexplained = [p.name for p in ALL[name].params if isinstance(p, click.Option) and not p.help]
    assert unexplained == []


@pytest.mark.parametrize("name", ALL)
def test_help_can_be_printed(name: str) -> None:
    result = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize("name", [name for name, command in ALL.items() if isinstance(command, click.Group)])
def test_the_list_of_a_group_fits_a_terminal_of_eighty_columns(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"], terminal_width=80)
    listed = result.output.partition("Commands:\n")[2]
    assert listed.count("\n") == len(ALL[name].commands)  # type: ignore[attr-defined]
    assert "..." not in listed


def test_help_imports_neither_pandas_nor_the_database() -> None:
    code = (
        "import sys\nfrom evidence.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'sqlalchemy', 'sqlmodel', 'pydantic', 'numpy') if m in sys.modules])"
    )
    assert run(code=code).stdout.strip().endswith("[]")


READING = ("claims", "studies", "publications", "pages", "search ketamine", "team list", "table", "db check")
HEAVY = ("pandas", "numpy", "openpyxl", "alembic", "markdown_it", "httpx2", "docx")
STAGES = ("ingest", "extract", "verify", "draft")


def test_reading_the_database_imports_no_stage_of_an_audit_and_no_format_it_does_not_write(tmp_path: Path) -> None:
    database = str(tmp_path / "evidence.db")
    assert run("--db", database, "init").returncode == 0
    code = (
        "import sys\nfrom evidence.cli import main\n"
        f"for words in {READING}:\n"
        f"    try:\n        main(['--db', {database!r}, *words.split()])\n"
        "    except SystemExit as done:\n        assert done.code == 0, words\n"
        f"wanted = ({HEAVY}) + tuple('evidence.' + one for one in {STAGES})\n"
        "print([name for name in wanted if name in sys.modules])"
    )
    done = run(code=code)
    assert done.stdout.strip().splitlines()[-1:] == ["[]"], done.stderr


def test_importing_the_package_imports_neither_pandas_nor_the_database() -> None:
    code = "import sys, evidence\nprint([m for m in ('pandas', 'sqlalchemy', 'sqlmodel', 'click') if m in sys.modules])"
    assert run(code=code).stdout.strip() == "[]"


def test_a_missing_database_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    result = run("--db", str(tmp_path / "none.db"), "pages")
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "none.db init'" in result.stderr


def test_wrong_usage_is_exit_code_2() -> None:
    assert run("no-such-command").returncode == 2
    assert run("audit").returncode == 2


def test_a_crash_is_not_taken_for_findings() -> None:
    code = "import evidence.cli as c\ndef broken(*a, **k): raise RuntimeError('boom')\nc.cli.main = broken\nc.main([])"
    result = run(code=code)
    assert result.returncode == 2
    assert "boom" in result.stderr


def test_whatever_editing_names_is_there_though_it_is_imported_late() -> None:
    assert [name for name in editing.__all__ if getattr(editing, name, None) is None] == []
    with pytest.raises(AttributeError, match="has no attribute 'no_such_verb'"):
        _ = editing.no_such_verb


def test_a_table_for_people_has_words_for_what_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["field", "value"], [("open", True), ("shut", False), ("authors", ["Ng A", "Roe J"]), ("year", None)])
    told = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines()[2:])
    assert {name: value.strip() for name, value in told.items()} == {
        "open": "yes",
        "shut": "no",
        "authors": "Ng A; Roe J",
        "year": "–",
    }
    print_table(["field"], [], empty="nothing is there")
    assert capsys.readouterr() == ("", "nothing is there\n")
