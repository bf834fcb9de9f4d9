"""What a page, a library or a study says never steers a terminal, and a program still gets it exactly."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from evidence.cli import cli

CLEAR, TURN, BELL, TITLE = "\x1b[2J", "\u202e", "\x07", "\x9d0;owned\x9c"
EVIL = f"{CLEAR}{TURN}{BELL}{TITLE}"
PAGE = f"""# Ketamine {EVIL} clinic

Ketamine relieves {EVIL} migraine in 70% of patients, a 2020 study{EVIL} in Pain{EVIL} showed.
Ketamine {EVIL} is completely safe and cures depression.
"""
STUDY = {
    "key": "s1",
    "title": f"A trial of ketamine{EVIL}",
    "design": "rct",
    "species": "human",
    "sample_size": 40,
    "condition": f"migraine{EVIL}",
    "arms": [{"name": f"ketamine{EVIL}"}],
    "results": [{"outcome": f"pain{EVIL}", "kind": "primary", "arm": f"ketamine{EVIL}", "value": 20, "unit": "%"}],
}
LIBRARY = {
    "key": "p1",
    "title": f"A trial of ketamine{EVIL} for migraine",
    "authors": [f"Ng{EVIL} A"],
    "journal": f"Pain{EVIL}",
    "year": 2020,
    "abstract": [{"text": f"Ketamine{EVIL} for migraine.", "label": f"AIM{EVIL}"}],
    "study": "s1",
}


def run(database: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--db", database, "--as", f"ann{TURN}", *arguments])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    place = str(folder / "evidence.db")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "studies.jsonl").write_text(json.dumps(STUDY) + "\n", encoding="utf-8")
    (folder / "publications.jsonl").write_text(json.dumps(LIBRARY) + "\n", encoding="utf-8")
    assert run(place, "init").exit_code == 0
    loaded = run(place, "load", str(folder / "studies.jsonl"), str(folder / "publications.jsonl"))
    assert loaded.exit_code == 0, loaded.output
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        audited = run(place, "audit", "page.md", "--format", "text")
        assert audited.exit_code == 0, audited.output
        assert steering(audited.output) == set()
        assert run(place, "cite", "--accept", "C001", "p1").exit_code == 0
        assert run(place, "claims", "edit", "C001", "--set", f"outcome=relief{EVIL}").exit_code == 0
        yield place


def steering(text: str) -> set[str]:
    """The characters of a text that a terminal would obey."""
    return {one for one in text if one not in "\n\t" and unicodedata.category(one) in {"Cc", "Cf"}}


READING = (
    ("claims",),
    ("claims", "C001", "--history"),
    ("studies",),
    ("studies", "s1"),
    ("publications",),
    ("publications", "p1"),
    ("publications", "standing"),
    ("pages",),
    ("pages", "page.md", "--all", "--reading"),
    ("findings", "page.md"),
    ("search", "ketamine"),
    ("cite", "--list"),
    ("verify",),
    ("table",),
    ("table", "--preset", "included-studies"),
    ("table", "--preset", "grade-sof"),
    ("table", "--by", "condition"),
    ("report", "--format", "text"),
    ("report", "--all", "--format", "text"),
    ("extract", "page.md", "--format", "table"),
)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_no_text_of_a_page_or_a_record_steers_the_terminal(database: str, arguments: tuple[str, ...]) -> None:
    done = run(database, *arguments)
    assert done.exit_code == 0, done.output
    assert len(done.output) > 20
    assert steering(done.output) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", EVIL),
        ("studies", EVIL),
        ("publications", EVIL),
        ("report", EVIL),
        ("audit", EVIL),
        ("search", f'"{EVIL}'),
        ("table", "--condition", EVIL),
        ("table", "--year", EVIL),
        ("load", EVIL),
        ("fetch", EVIL),
        (EVIL,),
        ("claims", "edit", "C001", "--set", EVIL),
    ],
    ids=lambda arguments: arguments[0] if arguments[0] != EVIL else "command",
)
def test_no_error_that_quotes_what_was_asked_steers_the_terminal(database: str, arguments: tuple[str, ...]) -> None:
    code = "import sys; from evidence.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, "--db", database, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert steering(done.stdout + done.stderr) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "C001", "--json"),
        ("studies", "s1", "--json"),
        ("publications", "p1", "--json"),
        ("table", "--format", "csv"),
        ("extract", "page.md"),
    ],
    ids=" ".join,
)
def test_a_program_gets_the_text_exactly_and_a_terminal_does_not(
    database: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = run(database, *arguments).stdout
    assert TURN in piped
    assert CLEAR in piped if "csv" in arguments else json.dumps(CLEAR)[1:-1] in piped
    monkeypatch.setattr("evidence.cli.output.is_terminal", lambda: True)
    shown = run(database, *arguments).stdout
    assert steering(shown.replace("\r\n", "\n")) == set()
    assert len(shown) > 20
