"""The workbook of an evidence table: made, edited by a colleague, and loaded back with conflicts shown."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evidence import store
from evidence.formats.xlsx_workbook import workbook
from evidence.models import PageBase
from evidence.report.presets import Preset
from evidence.text.spans import prefix, suffix
from evidence.workflow.load import load_files
from evidence.workflow.load.report import LoadedFile
from evidence.workflow.presets import Asked, made_table
from evidence.workflow.workbook import workbook_of
from tests.preset_page import document
from tests.stored import BY, TEXT, claim, snapshot

RISKY = '=HYPERLINK("x") of '


@pytest.fixture
def database(sqlite_url: str) -> str:
    with store.session(sqlite_url) as db:
        text = RISKY + TEXT
        store.save_pages(db, [PageBase(key="clinic", address="https://clinic.example/")], BY)
        saved = store.save_snapshot(db, "clinic", snapshot(text), text.encode(), BY)
        claims = [
            claim("Ketamine helps 35% of people 😀", text, key="C1", condition="pain", notes="'quoted"),
            claim("Magnesium does not", text, key="C2"),
            claim(RISKY.strip(), text, key="C3"),
        ]
        around = [
            one.model_copy(update={"prefix": prefix(text, one.start), "suffix": suffix(text, one.end)})
            for one in claims
        ]
        store.save_claims(db, saved.id, around, BY)
    return sqlite_url


@pytest.fixture
def file(database: str, tmp_path: Path) -> Path:
    with store.session(database, read_only=True) as db:
        content = workbook_of(db, made_table(db, Asked()))
        assert content == workbook_of(db, made_table(db, Asked()))
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    return path


def edit(path: Path, key: str, **values: Any) -> None:
    book = openpyxl.load_workbook(path)
    sheet: Any = book["claims"]
    names = {cell.value: cell.column for cell in sheet[1]}
    row = next(line[0].row for line in sheet.iter_rows(min_row=2) if line[names["key"] - 1].value == key)
    for name, value in values.items():
        sheet.cell(row, names[name], value)
    book.save(path)


def load(database: str, path: Path) -> LoadedFile:
    with store.session(database) as db:
        return load_files(db, [path], BY)[0]


def now(database: str, key: str) -> Any:
    with store.session(database, read_only=True) as db:
        held = store.claims_of(db, store.snapshots_of(db, "clinic")[0])
    return next(one for one in held if one.key == key)


def change_here(database: str, key: str, **values: Any) -> None:
    with store.session(database) as db:
        there = store.snapshots_of(db, "clinic")[0]
        changed = next(one for one in store.claims_of(db, there) if one.key == key).model_copy(update=values)
        store.save_claims(db, there, [changed], BY)


def test_the_sheets_are_there_with_lists_of_permitted_values(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["evidence table", "claims", "judgements", "codebook", "provenance", "_base"]
    assert book["_base"].sheet_state == "hidden"
    offers = {
        str(offer.sqref).split(":", maxsplit=1)[0]: str(offer.formula1)
        for offer in book["claims"].data_validations.dataValidation
    }
    header: Any = book["claims"][1]
    names = {cell.value: cell.column_letter for cell in header}
    first, last = (
        int(place.rsplit("$", maxsplit=1)[1]) for place in offers[f"{names['claim_type']}2"].split("!")[1].split(":")
    )
    listed = [book["codebook"].cell(row, 3).value for row in range(first, last + 1)]
    assert listed[:2] == ["efficacy", "comparative_efficacy"]
    assert len(listed) == 9


def test_a_workbook_prints_with_its_header_on_as_many_pages_across_as_can_be_read(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    table, provenance = book["evidence table"], book["provenance"]
    assert (table.page_setup.orientation, table.print_title_rows, table.print_title_cols) == (
        "landscape",
        "$1:$1",
        "$A:$A",
    )
    assert int(table.page_setup.fitToWidth or 0) > 1
    assert (provenance.page_setup.fitToWidth, table.page_setup.fitToHeight) == (1, 0)


def test_the_codebook_prints_what_coders_choose_among_and_not_the_vocabulary() -> None:
    made = workbook(document(Preset.CLAIMS), terms={"condition_code": [("pain", "Pain"), ("migraine", "Migraine")]})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["codebook"]
    last = int(sheet.max_row or 0)
    assert [sheet.cell(row, 3).value for row in (last - 1, last)] == ["pain", "migraine"]
    assert str(sheet.print_area).endswith(f"$D${last - 2}")


def test_a_row_is_as_high_as_its_longest_text_and_an_empty_cell_is_empty(file: Path) -> None:
    sheet = openpyxl.load_workbook(file)["provenance"]
    rows = {row: len(str(sheet.cell(row, 3).value)) for row in range(2, sheet.max_row + 1)}
    longest, shortest = max(rows, key=lambda row: rows[row]), min(rows, key=lambda row: rows[row])
    assert (sheet.row_dimensions[longest].height or 0) > (sheet.row_dimensions[shortest].height or 0)
    assert sheet.cell(2, 2).value is None


def test_no_text_is_a_formula(file: Path) -> None:
    for sheet in openpyxl.load_workbook(file):
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def test_the_provenance_says_what_the_table_was_made_from(file: Path, database: str) -> None:
    texts = [row[2].value for row in openpyxl.load_workbook(file)["provenance"].iter_rows()]
    with store.session(database, read_only=True) as db:
        head = store.head(db)
    assert any(head in str(text) for text in texts)


def test_an_untouched_workbook_changes_nothing(database: str, file: Path) -> None:
    report = load(database, file)
    assert str(report.tallies["claims"]) == "0 added, 0 changed, 3 unchanged, 0 refused"
    assert not report.problems


def test_what_a_colleague_changed_is_taken(database: str, file: Path) -> None:
    edit(file, "C1", condition="chronic pain", direction="benefit")
    assert load(database, file).tallies["claims"].changed == 1
    assert (now(database, "C1").condition, now(database, "C1").direction) == ("chronic pain", "benefit")


def test_what_changed_here_meanwhile_is_kept(database: str, file: Path) -> None:
    change_here(database, "C1", outcome="pain score")
    edit(file, "C1", condition="chronic pain")
    assert load(database, file).tallies["claims"].changed == 1
    assert (now(database, "C1").condition, now(database, "C1").outcome) == ("chronic pain", "pain score")


def test_what_both_changed_is_a_conflict_that_shows_all_three_values(database: str, file: Path) -> None:
    change_here(database, "C1", condition="acute pain")
    edit(file, "C1", condition="chronic pain")
    report = load(database, file)
    assert not report.loaded
    assert [problem.column for problem in report.problems] == ["condition"]
    reason = report.problems[0].reason
    assert "exported as 'pain', now 'acute pain' in the database and 'chronic pain' in the workbook" in reason
    assert now(database, "C1").condition == "acute pain"


def test_both_making_the_same_change_is_no_conflict(database: str, file: Path) -> None:
    change_here(database, "C1", condition="chronic pain")
    edit(file, "C1", condition="chronic pain")
    assert str(load(database, file).tallies["claims"]) == "0 added, 0 changed, 3 unchanged, 0 refused"


def test_a_value_outside_the_codebook_is_refused_with_its_place(database: str, file: Path) -> None:
    edit(file, "C2", claim_type="efficiency")
    report = load(database, file)
    assert not report.loaded
    assert "did you mean 'efficacy'" in report.problems[0].reason


def test_other_presets_have_a_workbook_without_records(database: str) -> None:

    with store.session(database, read_only=True) as db:
        content = workbook_of(db, made_table(db, Asked(preset=Preset.BY_CONDITION)))
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["evidence table", "codebook", "provenance"]
