"""Reports of several pages: the index that sums them up, the files it leads to, and what the command line says."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import Settings
from evidence.cli.report import report
from evidence.errors import EvidenceError
from evidence.formats.html import index_html
from evidence.models import PageBase, ProjectBase
from evidence.report.overview import PageLine, build_overview, page_line
from evidence.workflow.audit import add_page, audit
from evidence.workflow.keys import WhichPageError
from evidence.workflow.reports import Pages, stored_reports
from tests.stored import BY
from tests.test_cli_table import database  # noqa: F401 - a fixture
from tests.test_formats_html import NOW, Outline, small, view_of

HOSTILE = "<script>alert(1)</script>"


def line() -> PageLine:
    return page_line("relief", "Relief & Co", view_of(*small()), "relief.html")


def overview(*lines: PageLine) -> Any:
    return build_overview("Audit", lines, head="f" * 64, tool_version="0.1.0", now=NOW)


@pytest.fixture
def several(database: str) -> str:  # noqa: F811 - the fixture imported above
    """The small page, a page with no claim, one whose name is hostile, and one of which nothing was captured."""
    with store.session(database) as db:
        for name, text in (("spa", "We welcome you."), (HOSTILE, "Turmeric cures arthritis in 90% of people.")):
            add_page(db, text.encode(), name=name, by=BY)
            audit(db, name, BY)
        store.save_pages(db, [PageBase(key="gone", address="https://gone.example/")], BY)
        store.save_projects(db, [ProjectBase(key="sample", title="A <b>sample</b>")], BY)
        store.add_pages_to_project(db, "sample", ["relief", "gone", HOSTILE], BY)
    return database


def run(address: str, *arguments: str) -> Result:
    return CliRunner().invoke(report, list(arguments), obj=Settings(address, "tester"), catch_exceptions=False)


# ---------------------------------------------------------------- sums


def test_counts_of_pages_add_up_with_their_denominators() -> None:
    one, two = overview(line()), overview(line(), line())
    assert [(share.count * 2, share.of * 2) for share in one.figures] == [(s.count, s.of) for s in two.figures]
    assert {share.of for share in (*two.verdicts, *two.unchecked)} == {18}
    assert sum(share.count for share in two.verdicts) == 18
    assert two.headline.startswith("18 claims on 2 pages, of which 10 could be held against a study")


def test_the_sums_of_one_page_are_those_of_its_own_report() -> None:
    view = view_of(*small())
    made = overview(line())
    assert made.figures == (view.summary.attributed, view.summary.traced, view.summary.confirmed, view.summary.verified)
    assert sorted(made.verdicts, key=str) == sorted(view.summary.verdicts, key=str)
    assert sorted(made.unchecked, key=str) == sorted(view.summary.unchecked, key=str)


def test_a_page_that_was_not_captured_adds_to_no_count_and_is_no_pass() -> None:
    bare = PageLine("gone", "", "Gone", "https://gone.example/", "not known")
    made = overview(line(), bare)
    assert made.verdicts == overview(line()).verdicts
    assert {rule.pages.of for rule in made.rules} == {1}
    assert "Of 1 page nothing was captured: it is in no count." in made.sentences
    assert "  gone: nothing captured, so nothing was looked at" in made.lines()
    alone = overview(bare)
    assert alone.headline == "1 page, and no claim could be checked. That is not a pass."
    assert "There was no claim to check. That is not a pass." in Outline(index_html(alone)).text


# ---------------------------------------------------------------- the folder


def test_a_project_is_a_folder_with_an_index_that_leads_to_every_page_and_back(several: str, tmp_path: Path) -> None:
    done = run(several, "--project", "sample", "-o", str(tmp_path / "out"))
    assert done.exit_code == 0
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    index = Outline((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    links = [href for href in index.all("href") if not href.startswith("#")]
    assert sorted([*links, "index.html"]) == files
    assert len(files) == 3
    for name in links:
        page = Outline((tmp_path / "out" / name).read_text(encoding="utf-8"))
        assert "index.html" in page.all("href")


def test_the_index_is_safe_with_hostile_names_and_asks_nothing_of_any_network(several: str, tmp_path: Path) -> None:
    run(several, "--all", "-o", str(tmp_path))
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = Outline(html)
    assert HOSTILE not in html
    assert HOSTILE in page.text
    assert not [tag for tag, _ in page.tags if tag in {"script", "link", "img", "iframe", "b"}]
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'")
    assert "script-src 'none'" in policy
    assert not page.misplaced


def test_the_index_is_valid_html_for_a_parser_that_is_not_ours(several: str, tmp_path: Path) -> None:
    html5lib: Any = pytest.importorskip("html5lib")
    run(several, "--all", "-o", str(tmp_path / "out"))
    for file in (tmp_path / "out").iterdir():
        parser = html5lib.HTMLParser()
        parser.parse(file.read_text(encoding="utf-8"))
        assert parser.errors == [], file


def test_the_tables_of_the_index_have_headers_and_every_bar_has_words_beside_it() -> None:
    page = Outline(index_html(overview(line())))
    assert page.all("scope").count("col") == 7 + 2 + 2 + 4
    assert "Contradicted 3" in page.text
    hidden = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert all(attributes["aria-hidden"] == "true" for attributes in hidden)


def test_one_page_stays_one_file_without_a_way_to_an_index(several: str, tmp_path: Path) -> None:
    run(several, "relief", "-o", str(tmp_path / "report.html"))
    assert "index.html" not in (tmp_path / "report.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------- other forms and refusals


def test_several_pages_as_text_and_json_go_to_standard_output(several: str) -> None:
    text = run(several, "relief", "spa", "--format", "text").stdout
    assert text.startswith("Pages\n\n9 claims on 2 pages")
    assert "spa: no claim found" in text
    assert "Balance of benefit and risk:\n  Score (FB-20):" in text
    made = json.loads(run(several, "spa", "relief", "--json").stdout)
    assert [one["address"] for one in made["pages"]] == ["spa", "https://clinic.example/relief"]
    assert made["overview"]["pages"][0]["key"] == "spa"


def test_what_cannot_be_written_is_said_in_one_sentence(several: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a folder: name one" in run(several, "--all", "-o", "-").output
    assert (
        "is a file, and the HTML of several pages is a folder" in run(several, "--all", "-o", f"{tmp_path}/file").output
    )
    for arguments in (("--project", "none"), ("relief", "none")):
        with pytest.raises(EvidenceError, match="'none'"):
            run(several, *arguments, "-o", str(tmp_path / "out"))


def test_a_database_without_pages_has_no_report(sqlite_url: str) -> None:
    with store.session(sqlite_url, read_only=True) as db, pytest.raises(WhichPageError, match="no audited page"):
        stored_reports(db, Pages(every=True), lambda _file, _view: None, now=NOW)
