"""`evidence table` and `evidence report` over a stored audit."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import UnknownEndingError
from evidence.cli.picture import picture
from evidence.cli.report import report
from evidence.cli.table import YearRange, table
from evidence.formats import preset_html
from evidence.formats.tables import UnknownColumnError
from evidence.models import ConditionBase, FindingBase, PageBase, PageDossier, StudyTypeBase
from evidence.report.presets import Preset
from evidence.store.citations import Pointer, save_citations
from evidence.store.conclusions import Verified, replace_findings, replace_verifications
from evidence.store.library import save_publications, save_studies
from evidence.workflow.keys import WhichPageError
from evidence.workflow.presets import Asked, UnusableFilterError, made_table
from evidence.workflow.tables import UncountableVerdictError, UnknownTermError
from tests.stored import BY

GOLDEN = Path(__file__).parent / "golden"


def save_page(db: store.Session, held: dict[str, Any]) -> None:
    page = PageDossier.model_validate(held["page"])
    sources = [(dossier.claim.key, source) for dossier in page.dossiers for source in dossier.sources]
    store.save_pages(db, [page.page], BY)
    saved = store.save_snapshot(db, page.page.key, page.snapshot, page.snapshot.text.encode(), BY)
    store.save_claims(db, saved.id, [dossier.claim for dossier in page.dossiers], BY)
    studies = {one.study.key: one.study for _, one in sources if one.study}
    publications = {one.publication.key: one for _, one in sources if one.publication}
    save_studies(db, studies.values(), BY)
    save_publications(
        db,
        [one.publication for one in publications.values() if one.publication],
        BY,
        studies=[one.study.key if one.study else None for one in publications.values()],
    )
    pointers = [Pointer(key, one.citation, one.publication.key if one.publication else None) for key, one in sources]
    save_citations(db, saved.id, pointers, BY)
    verified = [
        Verified(key, one.study.key, one.verification) for key, one in sources if one.study and one.verification
    ]
    replace_verifications(db, saved.id, verified, BY)
    replace_findings(db, saved.id, [FindingBase.model_validate(one) for one in held["findings"]], BY)


@pytest.fixture
def database(sqlite_url: str) -> str:
    with store.session(sqlite_url) as db:
        store.save_vocabulary(
            db,
            [
                ConditionBase(code="pain", label="Pain"),
                ConditionBase(
                    code="neuropathic_pain", label="Neuropathic pain", synonyms=("nerve pain",), parent="pain"
                ),
                ConditionBase(code="back_pain", label="Back pain", parent="pain"),
            ],
            BY,
        )
        terms = [("rct", None), ("rct_crossover", "rct"), ("review", None)]
        store.save_vocabulary(db, [StudyTypeBase(code=code, label=code, parent=parent) for code, parent in terms], BY)
        save_page(db, json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8")))
    return sqlite_url


def run(database: str, *arguments: str) -> Result:
    return CliRunner().invoke(table, list(arguments), obj=Settings(database, "tester"), catch_exceptions=False)


def keys(database: str, *arguments: str) -> list[str]:
    return [row["claim"] for row in json.loads(run(database, *arguments, "--json").stdout)["rows"]]


def test_a_condition_is_found_by_its_synonym_and_with_all_under_it(database: str) -> None:
    assert keys(database, "--condition", "Nerve pain") == ["K1", "K2", "K3"]
    assert keys(database, "--condition", "pain") == ["K1", "K2", "K3", "K4", "K8"]


def test_a_study_type_is_found_as_stated_and_as_it_really_is(database: str) -> None:
    assert keys(database, "--study-type", "rct") == ["K1", "K2", "K3", "K8"]
    assert keys(database, "--study-type", "rct_crossover") == ["K1", "K2", "K3"]
    assert keys(database, "--study-type", "unspecified_study") == ["K5"]


def test_years_verdicts_limit_and_order_are_kept(database: str) -> None:
    assert keys(database, "--year", "2016..2018") == ["K4", "K8"]
    assert keys(database, "--verdict", "no_citation", "--verdict", "not_checkable") == ["K6", "K7"]
    assert keys(database, "--sort", "-claim", "--limit", "2") == ["K9", "K8"]
    assert keys(database, "--limit", "2") == ["K1", "K2"]
    assert keys(database, "--page", "elsewhere") == []


def test_the_json_names_its_filters_and_database_and_keeps_numbers(database: str) -> None:
    document = json.loads(run(database, "--condition", "pain", "--year", "2020..", "--format", "json").stdout)
    assert document["filters"]["condition"] == ["pain"]
    assert document["filters"]["year"] == [2020, None]
    assert document["database"].endswith("evidence.db")
    assert [number["value"] for number in document["rows"][0]["claimed"]] == [20, 35]
    assert document["rows"][0]["findings"] == ["VER001", "NUM002"]


@pytest.mark.parametrize("form", ["docx", "pdf", "parquet"])
def test_chosen_groups_are_written_as_a_document_too(database: str, tmp_path: Path, form: str) -> None:
    place = tmp_path / f"counts.{form}"
    assert run(database, "--by", "study_type,year", "--format", form, "-o", str(place)).exit_code == 0
    assert len(place.read_bytes()) > 1000


def test_a_document_of_counts_has_the_groups_asked_for_with_shares_of_the_whole(database: str) -> None:
    with store.session(database, read_only=True) as db:
        made = made_table(db, Asked(preset=Preset.BY_CONDITION, by=("study_type", "year"))).document
        one = made_table(db, Asked(preset=Preset.BY_CONDITION, by=("condition", "year"))).document
    assert made.title == "Claims by study type and year"
    assert [field.heading for field in made.fields] == ["Study type stated", "Year stated", "Claims", "Of all claims"]
    assert sum(row.cells[2].number or 0 for row in made.rows) == 9
    assert {row.cells[3].text.partition("/")[2].partition(" ")[0] for row in made.rows} == {"9"}
    assert "grouped by study_type, year" in made.provenance[0]
    assert one.fields[-1].heading == "Of the condition’s claims"
    assert all(row.group for row in one.rows)


def test_a_long_html_table_is_written_as_files_beside_each_other(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preset_html, "ROWS_IN_A_FILE", 4)
    monkeypatch.setattr("evidence.cli.table.ROWS_IN_A_FILE", 4)
    done = run(database, "--format", "html", "-o", str(tmp_path / "claims.html"))
    assert done.stderr == "9 rows in 3 files, claims.html the first\n"
    assert sorted(path.name for path in tmp_path.glob("claims*")) == ["claims-2.html", "claims-3.html", "claims.html"]
    assert run(database, "--format", "html").stdout.count("<!DOCTYPE html>") == 1


def test_claims_are_counted_by_what_the_page_states(database: str) -> None:
    document = json.loads(run(database, "--by", "condition,study_type", "--json").stdout)
    assert {"condition": "neuropathic_pain", "study_type": "rct", "count": 3} in document["rows"]
    assert sum(row["count"] for row in document["rows"]) == 9
    text = run(database, "--by", "year", "--verdict", "contradicted").stdout
    assert text.splitlines()[-1].split() == ["2020", "3"]


@pytest.mark.parametrize(("form", "coded"), [("table", False), ("markdown", False), ("html", False), ("csv", True)])
def test_counts_show_people_labels_and_programs_codes(database: str, form: str, coded: bool) -> None:  # noqa: FBT001
    text = run(database, "--by", "condition,study_type", "--format", form).stdout
    assert ("neuropathic_pain" in text, "Neuropathic pain" in text) == (coded, not coded)
    assert ("randomised controlled trial" in text) is not coded


@pytest.mark.parametrize("form", ["table", "csv", "markdown", "html", "xlsx"])
def test_every_format_is_written_to_a_file(database: str, tmp_path: Path, form: str) -> None:
    place = tmp_path / "out"
    done = run(database, "--format", form, "-o", str(place))
    assert (done.stdout, done.exit_code) == ("", 0)
    assert done.stderr == "9 rows\n"
    assert place.stat().st_size > 500
    assert run(database, "--by", "year", "--format", form, "-o", str(place)).exit_code == 0


def test_an_ending_that_names_no_form_is_refused_and_nothing_is_written(database: str, tmp_path: Path) -> None:
    place = tmp_path / "table.foo"
    for command, words in ((table, ()), (picture, ("map",)), (report, ("relief",))):
        with pytest.raises(UnknownEndingError, match=r"table\.foo: the ending does not say what to write; use one of"):
            CliRunner().invoke(
                command, [*words, "-o", str(place)], obj=Settings(database, "tester"), catch_exceptions=False
            )
    assert not place.exists()
    assert run(database, "--format", "csv", "-o", str(place)).exit_code == 0
    assert run(database, "-o", str(tmp_path / "table.txt")).exit_code == 0
    assert (tmp_path / "table.txt").read_text(encoding="utf-8").startswith("Claims and")


def test_the_ending_of_a_report_names_its_form(database: str, tmp_path: Path) -> None:
    begins = {"r.html": "<!DOCTYPE html>", "r.json": "{", "r.txt": "", "r": "<!DOCTYPE html>"}
    for name, start in begins.items():
        done = CliRunner().invoke(report, ["-o", str(tmp_path / name)], obj=Settings(database, "tester"))
        assert done.exit_code == 0, done.output
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(start)
        assert ("<html" in text) is (name in {"r.html", "r"})


def test_a_folder_where_a_file_should_be_is_named_as_it_was_given(database: str, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        run(database, "-o", str(tmp_path))
    assert refused.value.filename == str(tmp_path)


def test_the_ending_of_the_file_names_the_form_unless_one_is_given(database: str, tmp_path: Path) -> None:
    begins = {"crps.html": "<!DOCTYPE html>", "crps.md": "# ", "crps.csv": "Claim,", "crps.json": "{", "crps": "Claims"}
    for name, start in begins.items():
        run(database, "-o", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8-sig").startswith(start), name
    run(database, "--format", "csv", "-o", str(tmp_path / "crps.html"))
    assert (tmp_path / "crps.html").read_text(encoding="utf-8-sig").startswith("Claim,")


@pytest.mark.parametrize("preset", [preset.value for preset in Preset])
@pytest.mark.parametrize("form", ["json", "csv", "html", "docx", "xlsx"])
def test_every_preset_comes_out_byte_for_byte_alike(database: str, tmp_path: Path, preset: str, form: str) -> None:
    places = [tmp_path / "one", tmp_path / "two"]
    for place in places:
        assert run(database, "--preset", preset, "--format", form, "-o", str(place)).exit_code == 0
    assert places[0].read_bytes() == places[1].read_bytes()
    with store.session(database, read_only=True) as db:
        head = store.head(db)
    if form == "csv":
        assert head in (tmp_path / "one-metadata.json").read_text(encoding="utf-8")
    elif form in {"json", "html"}:
        assert head in places[0].read_text(encoding="utf-8")


def test_html_has_no_error_for_a_parser_that_is_not_ours(database: str) -> None:
    html5lib: Any = pytest.importorskip("html5lib")
    for preset in Preset:
        parser = html5lib.HTMLParser()
        parser.parse(run(database, "--preset", preset.value, "--format", "html").stdout)
        assert parser.errors == []


def test_an_audit_table_refuses_filters_of_claims_and_takes_those_of_pages(database: str) -> None:
    with pytest.raises(UnusableFilterError, match="cannot be filtered by condition, year"):
        run(database, "--preset", "audit", "--condition", "pain", "--year", "2020")
    assert run(database, "--preset", "audit", "--page", "relief").exit_code == 0


def test_columns_order_and_groups_can_be_chosen_in_every_preset(database: str) -> None:
    done = run(
        database, "--preset", "included-studies", "--columns", "study,methods", "--sort", "-study", "--format", "csv"
    )
    names = [line.split(",")[0] for line in done.stdout.splitlines()]
    assert names[0] == "Study"
    assert names[1:] == sorted(names[1:], reverse=True)
    grouped = run(database, "--group", "condition", "--columns", "claim", "--format", "markdown").stdout
    assert "## neuropathic pain" in grouped
    with pytest.raises(UnknownColumnError):
        run(database, "--preset", "by-condition", "--sort", "colour")
    assert "quote" in run(database, "--columns", "list").stdout.splitlines()


@pytest.mark.parametrize("name", ["map", "timeline", "claimed-found", "forest"])
def test_a_picture_is_written_as_svg_and_html(database: str, tmp_path: Path, name: str) -> None:
    def drawn(*arguments: str) -> Result:
        return CliRunner().invoke(picture, list(arguments), obj=Settings(database, "tester"), catch_exceptions=False)

    assert drawn(name).stdout.startswith("<svg ")
    assert "<details>" in drawn(name, "--format", "html").stdout
    assert drawn("all").exit_code == 2
    assert drawn("all", "-o", str(tmp_path / "all.html")).exit_code == 0


def test_an_empty_table_says_that_this_says_nothing_about_the_evidence(database: str) -> None:
    assert run(database, "--page", "elsewhere").stderr == (
        "no row passes these filters; that says nothing about the evidence\n"
    )


def test_a_misspelt_term_or_column_is_an_error_with_a_hint(database: str) -> None:
    with pytest.raises(UnknownTermError, match="no condition 'neuropatic pain'; did you mean neuropathic pain"):
        run(database, "--condition", "neuropatic pain")
    with pytest.raises(UnknownTermError, match="no study type 'rtc'"):
        run(database, "--study-type", "rtc")
    with pytest.raises(UnknownColumnError):
        run(database, "--columns", "claim,colour")


@pytest.mark.parametrize("years", ["..", "20", "2020..2015", "2015-2020"])
def test_a_year_range_that_is_none_is_refused(database: str, years: str) -> None:
    assert run(database, "--year", years).exit_code == 2


def test_a_year_range_may_be_open(database: str) -> None:
    assert YearRange().convert("..2019", None, None) == (None, 2019)
    assert YearRange().convert("2019", None, None) == (2019, 2019)
    assert run(database, "--by", "colour").exit_code == 2
    with pytest.raises(UncountableVerdictError):
        run(database, "--by", "year", "--verdict", "not_checked")


# ---------------------------------------------------------------- report


def report_of(database: str, *arguments: str) -> Result:
    return CliRunner().invoke(report, list(arguments), obj=Settings(database, "tester"), catch_exceptions=False)


def test_the_report_of_the_only_page_is_written_as_html(database: str, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    done = report_of(database, "-o", str(place))
    html = place.read_text(encoding="utf-8")
    assert done.stdout == ""
    assert done.stderr.startswith("Of 9 claims, 5 could be held against a study")
    assert html.startswith("<!DOCTYPE html>")
    with store.session(database) as db:
        assert store.head(db) in html


def test_the_report_as_text_and_json_goes_to_standard_output(database: str) -> None:
    assert "Look first at K1, contradicted by its source:" in report_of(database, "--format", "text").stdout
    document = json.loads(report_of(database, "relief", "--json").stdout)
    assert document["claims"][0]["sources"][0]["short"] == "Smith 2020"


def test_without_exactly_one_page_a_page_must_be_named(database: str, sqlite_template: Path) -> None:
    with pytest.raises(WhichPageError, match="holds no audited page"):
        report_of(f"sqlite:///{sqlite_template}")
    held = json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8"))
    page = PageDossier.model_validate(held["page"])
    with store.session(database) as db:
        store.save_pages(db, [PageBase(key="second", address="second.txt")], BY)
        store.save_snapshot(db, "second", page.snapshot, page.snapshot.text.encode(), BY)
    with pytest.raises(WhichPageError, match="2 pages, name those you mean or give --all: relief, second"):
        report_of(database)
