"""The seed article audited end to end, as a user would: nothing about its trials is told to the program."""

import csv
import importlib.util
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.models import CheckName, CheckResult, CitationStatus, NumberMatch, PageDossier, Support
from evidence.report import summarise
from evidence.store.dossiers import dossiers_of
from evidence.workflow.audit import Audited, audit
from evidence.workflow.seeding import ARTICLE_KEY, load_article, load_vocabulary

BY = store.Author("test", datetime(2026, 1, 2, tzinfo=UTC))


def seeded(url: str) -> Audited:
    with store.session(url) as db:
        load_vocabulary(db, BY)
        load_article(db, BY)
        return audit(db, ARTICLE_KEY, BY)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(cli, ["--db", str(folder / "evidence.db"), "demo", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    (folder / "summary.txt").write_text(result.output, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(demo: Path) -> PageDossier:
    with store.session(str(demo / "evidence.db"), read_only=True) as db:
        return dossiers_of(db, ARTICLE_KEY)


@pytest.fixture
def run(demo: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(cli, ["--db", str(demo / "evidence.db"), *arguments])


def test_the_audit_comes_to_the_same_on_both_kinds_of_database(database_url: str) -> None:
    audited = seeded(database_url)
    summary = summarise(audited.page, audited.findings)
    assert summary.claims == 205
    assert summary.verified.count >= 20
    with store.session(database_url) as db:
        again = audit(db, ARTICLE_KEY, BY)
    assert again == audited


def test_every_quote_stands_where_it_says(page: PageDossier) -> None:
    assert len(page.dossiers) == 205
    for dossier in page.dossiers:
        claim = dossier.claim
        assert page.snapshot.text[claim.start : claim.end] == claim.quote


def test_the_summary_names_the_worst_claim_and_why(demo: Path) -> None:
    summary = (demo / "summary.txt").read_text(encoding="utf-8")
    worst = summary[summary.index("Look first at") :].split("\n\n")[0]
    assert "20% improvement" in worst
    assert "adverse event" in worst
    assert "P = 0.296" in worst
    assert "not verified" in summary
    assert "Then try:" in summary


def test_both_numbers_are_found_among_the_adverse_events_of_the_right_arms(page: PageDossier) -> None:
    dossier = next(d for d in page.dossiers if "20% improvement while" in d.claim.quote)
    verification = dossier.sources[0].verification
    assert verification is not None
    numbers = next(check for check in verification.checks if check.name is CheckName.NUMBERS)
    assert numbers.result is CheckResult.DIFFERS
    found = {number.quantity.value: number.found for number in numbers.numbers}
    assert {n.match for n in numbers.numbers} == {NumberMatch.MATCH_OTHER_OUTCOME}
    assert [(value, one.arm, one.kind.value) for value, one in found.items() if one is not None] == [
        (20, "ketamine", "adverse_event"),
        (35, "ketamine + magnesium sulfate", "adverse_event"),
    ]
    assert verification.suggested is Support.CONTRADICTED


def test_what_rests_on_an_unconfirmed_source_is_capped_and_nothing_else_is(page: PageDossier) -> None:
    sources = [source for dossier in page.dossiers for source in dossier.sources if source.verification is not None]
    for source in sources:
        assert source.verification is not None
        assert source.verification.capped == (source.citation.status is not CitationStatus.CONFIRMED)
    assert any(source.verification is not None and source.verification.capped for source in sources)


def test_a_claim_without_a_traced_source_is_never_supported(page: PageDossier) -> None:
    for dossier in page.dossiers:
        if not any(source.study for source in dossier.sources):
            assert all(source.verification is None for source in dossier.sources)


def test_the_table_has_the_claim_its_values_and_the_null_result(run: Callable[..., Result]) -> None:
    result = run("table", "--condition", "neuropathic pain", "--format", "json")
    rows: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    row = next(row for row in rows if "20% improvement while" in row["quote"])
    assert row["stated_study_type"] == "rct"
    assert [number["value"] for number in row["claimed"]] == [20, 35]
    primary = [one for one in row["primary_results"] if one["p_value"] is not None]
    assert primary
    assert {(one["p_value"], one["direction"], one["significant"]) for one in primary} == {
        (0.296, "no_difference", False)
    }


def test_the_table_written_as_csv_has_no_empty_cell(demo: Path) -> None:
    with (demo / "evidence_table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 205
    assert all(value for row in rows for value in row.values())


def test_the_report_is_one_file_that_asks_for_nothing(demo: Path) -> None:
    html = (demo / "report.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert "<script src" not in html
    assert '<link rel="stylesheet"' not in html


def test_the_whole_set_is_written_and_read_by_readers_that_are_not_ours(demo: Path) -> None:
    docx, pdfium = pytest.importorskip("docx"), pytest.importorskip("pypdfium2")
    bundle = pytest.importorskip("fhir.resources.bundle").Bundle
    for name in ("claims", "included-studies", "grade-sof", "discrepancies"):
        read = docx.Document(str(demo / "tables" / f"{name}.docx"))
        assert read.sections[0].page_width > read.sections[0].page_height
        assert len(read.tables[0].rows) > 20
    assert openpyxl.load_workbook(demo / "tables" / "claims.xlsx").sheetnames[:3] == [
        "evidence table",
        "claims",
        "judgements",
    ]
    if importlib.util.find_spec("typst") is not None:
        with pdfium.PdfDocument(demo / "tables" / "discrepancies.pdf") as pages:
            assert "adverse event" in " ".join(page.get_textpage().get_text_range() for page in pages)
    assert len(bundle.model_validate_json((demo / "exports" / "fhir.json").read_text(encoding="utf-8")).entry) > 205
    for picture in (demo / "pictures").glob("*.svg"):
        assert fromstring(picture.read_text(encoding="utf-8")).get("role") == "img"  # noqa: S314 - our own drawing
    text = "\n".join(one.text for one in docx.Document(str(next((demo / "packets").glob("*.docx")))).paragraphs)
    assert "Only in a draft: no adjudicator has judged it." in text


def test_the_demonstration_can_be_run_again_and_leaves_other_work_alone(tmp_path: Path) -> None:
    database = str(tmp_path / "mine.db")
    page = tmp_path / "page.txt"
    page.write_text("Our drip cures fatigue in 85% of patients, a study found.\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["--db", database, "audit", str(page), "--out", str(tmp_path)]).exit_code == 0
    refused = CliRunner().invoke(cli, ["--db", database, "demo", "--out", str(tmp_path)])
    assert refused.exit_code == 2
    assert "holds work that is not the demo's" in refused.stderr


def test_the_demonstration_never_removes_what_a_person_loaded(tmp_path: Path) -> None:
    database = str(tmp_path / "library.db")
    library = tmp_path / "library.ris"
    library.write_text(
        "TY  - JOUR\nTI  - A trial of tea\nAU  - Doe, J\nPY  - 2020\nDO  - 10.1000/tea\nER  - \n", encoding="utf-8"
    )
    runner = CliRunner()
    assert runner.invoke(cli, ["--db", database, "init"]).exit_code == 0
    assert runner.invoke(cli, ["--db", database, "load", str(library)]).exit_code == 0
    assert runner.invoke(cli, ["--db", database, "demo", "--out", str(tmp_path)]).exit_code == 2
    assert "A trial of tea" in runner.invoke(cli, ["--db", database, "publications"]).output


def test_the_demonstration_never_removes_a_file_that_is_not_its_own(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as foreign:
        foreign.execute("CREATE TABLE diary (line TEXT)")
    before = other.read_bytes()
    assert CliRunner().invoke(cli, ["--db", str(other), "demo", "--out", str(tmp_path)]).exit_code == 2
    assert other.read_bytes() == before


def test_the_demonstration_starts_afresh_from_its_own_database_until_somebody_adds_to_it(tmp_path: Path) -> None:
    database = str(tmp_path / "demo.db")
    runner = CliRunner()
    again = ["--db", database, "demo", "--out", str(tmp_path)]
    assert [runner.invoke(cli, again).exit_code for _ in range(2)] == [0, 0]
    assert runner.invoke(cli, ["--db", database, "claims", "reject", "C001", "--reason", "a truism"]).exit_code == 0
    assert runner.invoke(cli, again).exit_code == 2


def test_the_database_is_sound_after_the_audit(run: Callable[..., Result]) -> None:
    result = run("db", "check")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("kind", ["claims", "studies", "publications", "citations", "conditions"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "yaml"])
def test_what_is_exported_loads_back_unchanged(
    run: Callable[..., Result], tmp_path: Path, kind: str, ending: str
) -> None:
    file = str(tmp_path / f"{kind}.{ending}")
    assert run("export", kind, "-o", file).exit_code == 0
    loaded = run("load", file)
    assert loaded.exit_code == 0, loaded.output
    assert "0 added, 0 changed" in loaded.output
    assert "0 refused" in loaded.output


def test_a_folder_without_pages_is_no_audit_without_findings(tmp_path: Path) -> None:
    (tmp_path / "page.report.html").write_text("a report of before", encoding="utf-8")
    database = str(tmp_path / "evidence.db")
    result = CliRunner().invoke(cli, ["--db", database, "audit", str(tmp_path), "--fail-on", "major"])
    assert result.exit_code == 2
    assert "holds no page" in result.stderr
