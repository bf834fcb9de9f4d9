"""Loading files into a database: whole or not at all, in any order, the same twice, every fault with its place."""

import gc
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.cli.load import progress_bar
from evidence.models import ReviewerBase
from evidence.seeds import seed_file
from evidence.store.citations import citations_of
from evidence.store.library import publication, publications, study, study_of_publication
from evidence.store.people import current_judgements, save_reviewers
from evidence.workflow.load import LoadedFile, Options, load_files

BY = store.Author("tester", datetime(2026, 3, 4, tzinfo=UTC))
TEXT = "Ketamine cut pain by half. Pain is common. A 2020 study says so."
PAGES = "pages:\n- {key: clinic, address: clinic.txt, file: clinic.txt}\n"
CLAIMS = "key,quote,claim_type,condition\nC1,Ketamine cut pain by half,efficacy,pain\nC2,Pain is common,prevalence,\n"
CITATIONS = "claim,publication,confidence,attribution\nC1,smith2020,certain,A 2020 study\nC2,,not_found,A 2020 study\n"
PUBLICATIONS = "- {key: smith2020, title: Ketamine, doi: 10.1/x, study: smith}\n"
STUDIES = "- {key: smith, title: Ketamine, arms: [{name: ketamine}], results: [{outcome: pain, value: 1.5}]}\n"


@pytest.fixture(scope="module")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "evidence.db"
    store.upgrade(str(path))
    return path


@pytest.fixture
def database(tmp_path: Path, new_database: Path) -> str:
    return str(copyfile(new_database, tmp_path / "evidence.db"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One page with everything behind it, a file for each kind."""
    made = {
        "clinic.txt": TEXT,
        "pages.yaml": PAGES,
        "claims.csv": CLAIMS,
        "citations.csv": CITATIONS,
        "publications.yaml": PUBLICATIONS,
        "studies.yaml": STUDIES,
    }
    for name, content in made.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


ALL = ("citations.csv", "claims.csv", "publications.yaml", "studies.yaml", "pages.yaml")


def loaded(database: str, *paths: Path, **options: Any) -> list[LoadedFile]:
    with store.session(database) as db:
        return load_files(db, paths, BY, Options(**options))


def load_all(database: str, folder: Path) -> list[LoadedFile]:
    return loaded(database, *(folder / name for name in ALL))


def counts(files: list[LoadedFile]) -> list[str]:
    return [line for file in files for line in file.lines()]


def edited(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_files_in_any_order_load_into_one_whole(database: str, folder: Path) -> None:
    assert counts(load_all(database, folder)) == [
        "citations.csv: 2 citations: 2 added, 0 changed, 0 unchanged, 0 refused",
        "claims.csv: 2 claims: 2 added, 0 changed, 0 unchanged, 0 refused",
        "publications.yaml: 1 publication: 1 added, 0 changed, 0 unchanged, 0 refused",
        "studies.yaml: 1 study: 1 added, 0 changed, 0 unchanged, 0 refused",
        "pages.yaml: 1 page: 1 added, 0 changed, 0 unchanged, 0 refused",
    ]
    with store.session(database, read_only=True) as db:
        snapshot_id = store.snapshots_of(db, "clinic")[0]
        assert [(claim.key, claim.start) for claim in store.claims_of(db, snapshot_id)] == [("C1", 0), ("C2", 27)]
        pointers = [(item.claim, item.publication, item.citation.status) for item in citations_of(db, snapshot_id)]
        assert pointers == [("C1", "smith2020", "confirmed"), ("C2", None, "unresolved")]
        assert study_of_publication(db, "smith2020") == "smith"
        assert study(db, "smith").results[0].value == 1.5


def test_loading_again_changes_nothing(database: str, folder: Path) -> None:
    load_all(database, folder)
    with store.session(database, read_only=True) as db:
        before = store.head(db)
    again = load_all(database, folder)
    assert [(file.saved.added, file.saved.changed) for file in again] == [(0, 0)] * 5
    assert sum(file.saved.unchanged for file in again) == 7
    with store.session(database, read_only=True) as db:
        assert store.head(db) == before


def test_an_edited_record_is_changed_and_the_others_are_not(database: str, folder: Path) -> None:
    load_all(database, folder)
    path = edited(folder / "claims.csv", "half,efficacy", "half,comparative_efficacy")
    assert counts(loaded(database, path)) == ["claims.csv: 2 claims: 0 added, 1 changed, 1 unchanged, 0 refused"]


def test_one_bad_record_keeps_the_whole_file_out(database: str, folder: Path) -> None:
    edited(folder / "claims.csv", "Pain is common", "Pain is rare")
    files = load_all(database, folder)
    assert not files[1].loaded
    assert files[1].lines() == ["claims.csv: nothing loaded: 1 of 2 claims refused"]
    assert files[1].problems[0].line == 3
    assert "the quote does not occur" in files[1].problems[0].reason
    assert [problem.column for problem in files[0].problems] == ["claim", "claim"]
    with store.session(database, read_only=True) as db:
        assert store.claims_of(db, store.snapshots_of(db, "clinic")[0]) == []
        assert [item.key for item in publications(db)] == ["smith2020"]


def test_keep_going_loads_the_good_records(database: str, folder: Path) -> None:
    loaded(database, folder / "pages.yaml")
    edited(folder / "claims.csv", "Pain is common", "Pain is rare")
    (file,) = loaded(database, folder / "claims.csv", keep_going=True)
    assert file.refused
    assert file.lines() == ["claims.csv: 2 claims: 1 added, 0 changed, 0 unchanged, 1 refused"]


def test_a_dry_run_checks_all_files_together_and_writes_nothing(database: str, folder: Path) -> None:
    paths = [folder / name for name in ALL]
    files = loaded(database, *paths, dry_run=True)
    assert [file.refused for file in files] == [False] * 5
    assert sum(file.saved.added for file in files) == 7
    with store.session(database, read_only=True) as db:
        assert store.pages(db) == []
        assert store.head(db) == "0" * 64


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (("citations.csv", "C2,,", "C9,,"), ("claim", "page 'clinic' has no claim 'C9'")),
        (("citations.csv", "smith2020", "smyth2020"), ("publication", "there is no publication 'smyth2020'")),
        (("publications.yaml", "study: smith", "study: smyth"), ("study", "there is no study 'smyth'")),
        (("pages.yaml", "{key", "{advertiser: nobody, key"), ("advertiser", "there is no advertiser 'nobody'")),
        (("pages.yaml", "file: clinic.txt", "file: gone.txt"), ("file", "cannot be read: No such file")),
        (("claims.csv", "key,", "page,key,"), (None, "the row has 4 cells, the header 5")),
    ],
)
def test_what_points_nowhere_is_refused(
    database: str, folder: Path, edit: tuple[str, str, str], fault: tuple[str | None, str]
) -> None:
    load_all(database, folder)
    (file,) = loaded(database, edited(folder / edit[0], *edit[1:]))
    assert not file.loaded
    assert file.problems[0].column == fault[0]
    assert fault[1] in file.problems[0].reason


def test_pages_are_found_by_key_address_or_file_name(database: str, folder: Path) -> None:
    edited(folder / "pages.yaml", "- {key: clinic,", "- {key: other, address: b, file: clinic.txt}\n- {key: clinic,")
    loaded(database, folder / "pages.yaml")
    for page in ("clinic", "clinic.txt", "saved/clinic.txt"):
        (file,) = loaded(database, folder / "claims.csv", page=page)
        assert len(file.saved) == 2
    (beside,) = loaded(database, folder / "claims.csv")
    assert len(beside.saved) == 2
    (unknown,) = loaded(database, folder / "claims.csv", page="clinik")
    assert unknown.problems[0].reason == "there is no page 'clinik' in the database; did you mean 'clinic'?"


def test_a_claims_file_without_a_page_asks_for_one(database: str, folder: Path) -> None:
    (file,) = loaded(database, folder / "claims.csv")
    assert "add a column 'page' or give --page; there is no page in the database yet" in file.problems[0].reason


def test_codes_come_from_the_vocabulary_and_unknown_ones_are_refused(database: str, folder: Path) -> None:
    (folder / "conditions.csv").write_text("code,label,synonyms\npain,Pain,ache | aches\n")
    load_all(database, folder)
    loaded(database, folder / "conditions.csv")
    (file,) = loaded(database, folder / "claims.csv")
    assert file.saved.changed == 1
    with store.session(database, read_only=True) as db:
        claims = store.claims_of(db, store.snapshots_of(db, "clinic")[0])
        assert [claim.condition_code for claim in claims] == ["pain", None]
    coded = edited(folder / "claims.csv", "claim_type,condition\n", "claim_type,condition_code\n")
    (refused,) = loaded(database, edited(coded, "efficacy,pain", "efficacy,pian"))
    assert refused.problems[0].reason == "there is no code 'pian' in that vocabulary; did you mean 'pain'?"


def test_judgements_load_with_their_history_and_load_again_unchanged(database: str, folder: Path) -> None:
    load_all(database, folder)
    (folder / "people.yaml").write_text(
        "reviewers:\n- {key: anna, name: Anna}\nprojects:\n- {key: p, title: P, pages: [clinic]}\n"
        "protocols:\n- {project: p, version: 1}\n"
    )
    (folder / "judgements.csv").write_text(
        "claim,axis,value,reviewer,created_at\n"
        "C1,support,contradicted,anna,2026-01-02T10:00:00Z\n"
        "C1,support,overstated,anna,2026-01-01T10:00:00Z\n"
        "C1,rule,VER001,anna,2026-01-01T10:00:00Z\n"
    )
    first = loaded(database, folder / "judgements.csv", folder / "people.yaml")
    assert [problem for file in first for problem in file.problems] == []
    with store.session(database, read_only=True) as db:
        now = [(entry.judgement.axis, entry.judgement.value) for entry in current_judgements(db)]
        assert sorted(now) == [("rule", "VER001"), ("support", "contradicted")]
        before = store.head(db)
    (again,) = loaded(database, folder / "judgements.csv")
    assert counts([again]) == ["judgements.csv: 3 judgements: 0 added, 0 changed, 3 unchanged, 0 refused"]
    with store.session(database, read_only=True) as db:
        assert store.head(db) == before


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("C1,support,splendid,anna,", "value", "'splendid' is not on the support axis"),
        ("C1,support,overstated,berta,", "reviewer", "there is no reviewer 'berta'"),
        ("C1,support,overstated,anna,yesterday", "created_at", "expected a moment with its time zone"),
        ("C1,support,overstated,anna,", "project", "the file does not say which project"),
    ],
)
def test_a_judgement_that_does_not_fit_is_refused(
    database: str, folder: Path, row: str, column: str, reason: str
) -> None:
    load_all(database, folder)
    with store.session(database) as db:
        save_reviewers(db, [ReviewerBase(key="anna", name="Anna")], BY)
    (folder / "judgements.csv").write_text(f"claim,axis,value,reviewer,created_at\n{row}\n")
    (file,) = loaded(database, folder / "judgements.csv")
    assert reason in file.problems[0].reason
    assert file.problems[0].column in {column, None}


def test_citation_files_are_recognised_and_add_to_what_is_known(database: str, folder: Path) -> None:
    load_all(database, folder)
    (folder / "export.txt").write_text(
        "TY  - JOUR\nID  - smith2020\nTI  - KETAMINE!\nDO  - 10.1/X\nPY  - 2020\nER  - \n\n"
        "TY  - JOUR\nID  - smith2020\nTI  - Something else\nDO  - 10.1/y\nER  - \n"
    )
    (file,) = loaded(database, folder / "export.txt")
    assert file.problems == []
    assert (file.saved.added, file.saved.changed) == (1, 1)
    with store.session(database, read_only=True) as db:
        known = publication(db, "smith2020")
        assert (known.title, known.year) == ("Ketamine", 2020)
        assert [item.title for item in publications(db)] == ["Ketamine", "Something else"]
        assert study_of_publication(db, "smith2020") == "smith"
    (again,) = loaded(database, folder / "export.txt")
    assert (again.saved.added, again.saved.changed, again.saved.unchanged) == (0, 0, 2)


def test_the_seeds_load_whole_and_again_unchanged(database: str) -> None:
    names = ("citations.csv", "claims.yaml", "studies.yaml", "publications.yaml", "pages.yaml")
    terms = ("study_types.csv", "conditions.csv", "interventions.csv")
    paths = [Path(str(seed_file(name))) for name in (*names, *terms)]
    first = loaded(database, *paths)
    assert [str(problem) for file in first for problem in file.problems] == []
    assert first[1].saved.added == 205
    again = loaded(database, *paths)
    assert [(file.saved.added, file.saved.changed, file.saved.refused) for file in again] == [(0, 0, 0)] * len(paths)


# ---------------------------------------------------------------- the command


def command(database: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--db", database, "--as", "tester", "load", *arguments])


def test_the_command_counts_on_stderr_and_exits_0(database: str, folder: Path) -> None:
    result = command(database, *(str(folder / name) for name in ALL))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "claims.csv: 2 claims: 2 added, 0 changed, 0 unchanged, 0 refused\n" in result.stderr


def test_the_command_exits_2_and_names_each_fault_when_something_is_refused(database: str, folder: Path) -> None:
    edited(folder / "claims.csv", "half,efficacy", "half,eficacy")
    result = command(database, str(folder / "pages.yaml"), str(folder / "claims.csv"), "--json")
    assert result.exit_code == 2
    assert "claims.csv, line 2, column claim_type: 'eficacy' is not one of efficacy" in result.stderr
    document = json.loads(result.stdout)
    claims = document["files"][1]
    assert (claims["loaded"], claims["problem_count"]) == (False, 1)
    assert claims["kinds"]["claims"] == {"added": 0, "changed": 0, "unchanged": 0, "refused": 1, "left_out": 1}
    assert claims["problems"][0]["line"] == 2
    assert document["files"][0]["loaded"]


def test_the_command_needs_a_database(tmp_path: Path, folder: Path) -> None:
    result = command(str(tmp_path / "none.db"), str(folder / "claims.csv"))
    assert result.exit_code == 2
    assert "none.db init'" in result.stderr


def test_problems_of_one_kind_are_one_line_with_their_places(database: str, folder: Path) -> None:
    (folder / "many.csv").write_text("key,species,sample_size\n" + "a,human,x\n" * 60)
    result = command(database, str(folder / "many.csv"))
    lines = "column sample_size, lines 2, 3, 4 and 57 more: expected a whole number, found 'x'\n"
    assert lines in result.stderr
    assert result.stderr.count("expected a whole number") == 1


def test_publications_whose_studies_are_not_there_are_summed_up(database: str, folder: Path) -> None:
    rows = "".join(f"p{n},Title {n},s{n}\n" for n in range(12))
    (folder / "library.csv").write_text("key,title,study\n" + rows)
    result = command(database, "--kind", "publications", str(folder / "library.csv"))
    said = "lines 2, 3, 4 and 9 more: there is no study 's0', 's1', 's2' and 9 more in the database: load it first"
    assert said in result.stderr
    assert result.stderr.count("there is no study") == 1
    assert "nothing loaded: 12 of 12 publications refused" in result.stderr


def test_many_problems_are_shown_in_part_and_counted(database: str, folder: Path) -> None:
    names = [f"column{n}" for n in range(60)]
    (folder / "many.csv").write_text(f"key,species,{','.join(names)}\na,human{',1' * 60}\n")
    result = command(database, "--kind", "studies", str(folder / "many.csv"))
    assert result.stderr.count("studies have no column") == 50
    assert "many.csv: 60 problems in all; --json lists them" in result.stderr


def test_an_interrupted_load_leaves_nothing(database: str, folder: Path) -> None:
    program = (
        "from pathlib import Path; from datetime import UTC, datetime; from evidence import store\n"
        "from evidence.workflow.load import load_files\n"
        "def stop(path, count): raise KeyboardInterrupt\n"
        f"with store.session({database!r}) as db:\n"
        f"    by = store.Author('x', datetime.now(UTC)); path = Path({str(folder / 'pages.yaml')!r})\n"
        "    load_files(db, [path], by, None, stop)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "KeyboardInterrupt" in ended.stderr
    with store.session(database, read_only=True) as db:
        assert store.pages(db) == []


def test_the_search_for_cycles_is_seldom_in_a_load_and_as_usual_after_it(database: str, folder: Path) -> None:
    usual = gc.get_threshold()
    during = []

    def stop(_path: Path, _count: int) -> None:
        during.append(gc.get_threshold()[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.session(database) as db:
        load_files(db, [folder / "pages.yaml"], BY, progress=stop)
    assert during[0] > usual[0]
    assert gc.get_threshold() == usual


def test_progress_is_shown_on_a_terminal_only(
    database: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar() as silent:
        assert silent is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_bar() as progress, store.session(database) as db:
        load_files(db, [folder / "studies.yaml"], BY, None, progress)
    assert "studies.yaml: 1 record\x1b" in capsys.readouterr().err


def test_a_dry_run_says_so_and_limits_can_be_raised(database: str, folder: Path) -> None:
    result = command(database, str(folder / "studies.yaml"), "--dry-run", "--max-megabytes", "5", "--ignore", "x")
    assert result.exit_code == 0
    assert "dry run: nothing was written" in result.stderr


def test_a_citation_file_that_is_cut_off_says_what_was_lost(database: str, folder: Path) -> None:
    (folder / "a.xml").write_text("<html><p>not a citation</p></html>")
    (file,) = loaded(database, folder / "a.xml")
    assert not file.loaded
    assert "nothing loaded" in file.lines()[0]


def test_windows_1252_is_noted_by_the_command(database: str, folder: Path) -> None:
    (folder / "s.csv").write_bytes("key,species,title\na,human,Schmerz – größer\n".encode("cp1252"))
    assert "s.csv: not UTF-8 (byte" in command(database, str(folder / "s.csv")).stderr
