"""A publication gets its design by its types when it is loaded, by its words when a person asks; a curator's stays."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence import store
from evidence.abstracts.design import read_design
from evidence.cli import cli
from evidence.models import AbstractSection, Heading
from evidence.workflow.designs import read_designs, typed, worded
from evidence.workflow.load.recognise import save_recognised
from tests.registries import article
from tests.stored import BY, publication

RCT = (Heading(label="Journal Article", ui="D016428"), Heading(label="Randomized Controlled Trial", ui="D016449"))
SILENT = (Heading(label="Journal Article", ui="D016428"),)


def test_types_come_before_headings_and_silence_is_no_design() -> None:
    assert typed(publication(publication_types=RCT)).design == "rct"
    cohort = (Heading(label="Cohort Studies", ui="D015331"),)
    assert typed(publication(publication_types=SILENT, mesh=cohort)).design_basis == "mesh"
    assert typed(publication(publication_types=SILENT, title="A randomized trial of tea")).design is None
    assert typed(publication(publication_types=RCT, design="cohort")).design == "cohort"


@pytest.mark.parametrize("mesh", [(), (Heading(label="Humans", ui="D006801"), Heading(label="Pain", ui="D010146"))])
@pytest.mark.parametrize("title", [None, "Tea", "Tea: a crossover trial", "A cluster-randomised trial of tea"])
def test_a_title_makes_a_type_finer_as_when_the_whole_record_is_read(
    title: str | None, mesh: tuple[Heading, ...]
) -> None:
    given = typed(publication(publication_types=RCT, mesh=mesh, title=title))
    read = read_design(RCT, mesh, title, "")
    assert (given.design, given.design_basis) == (read.code, read.basis)


def test_words_are_read_where_types_are_silent() -> None:
    abstract = (AbstractSection(text="In this retrospective cohort study we read the records of 40 patients."),)
    read = worded(publication(publication_types=SILENT, title="Tea and sleep", abstract=abstract))
    assert (read.design, read.design_basis) == ("cohort", "abstract")
    assert worded(publication(title="Tea")).design is None


def test_the_database_is_read_once_and_a_persons_design_stays(database_url: str) -> None:
    with store.session(database_url) as db:
        records = [
            publication("a", title="A randomized controlled trial of tea"),
            publication("b", title="Tea"),
            publication("c", title="A randomized controlled trial of coffee", design="cohort", design_basis="curator"),
        ]
        save_recognised(db, records, "a file", BY)
        assert read_designs(db, BY) == 1
        assert [one.design for one in store.publications(db)] == ["rct", None, "cohort"]
        assert read_designs(db, BY) == 0


def test_searching_by_design_says_what_it_passed_over(tmp_path: Path) -> None:
    database, runner = str(tmp_path / "library.db"), CliRunner()
    library, plain = tmp_path / "library.xml", tmp_path / "plain.ris"
    library.write_text(f"<PubmedArticleSet>{article()}</PubmedArticleSet>", encoding="utf-8")
    plain.write_text("TY  - JOUR\nTI  - A randomized trial of ketamine\nPY  - 2019\nER  - \n", encoding="utf-8")
    assert runner.invoke(cli, ["--db", database, "init"]).exit_code == 0
    assert runner.invoke(cli, ["--db", database, "load", str(library), str(plain)]).exit_code == 0
    searched = ["--db", database, "search", "ketamine", "--design", "rct"]
    first = runner.invoke(cli, searched)
    assert "1 hit\n" in first.stderr
    assert "1 publication without a design on record was passed over" in first.stderr
    read = runner.invoke(cli, ["--db", database, "publications", "designs"])
    assert read.stderr == "1 design read; 0 publications without one\n"
    assert "2 hits" in runner.invoke(cli, searched).stderr
