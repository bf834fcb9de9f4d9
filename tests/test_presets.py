"""Presets of evidence tables: what their cells say, what their footnotes explain, and every text format of each."""

import csv
import json
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from evidence.formats.preset_html import ROWS_IN_A_FILE, ROWS_ON_A_LEAF, leaves, preset_html, preset_html_files
from evidence.formats.preset_tables import (
    csv_metadata,
    preset_csv,
    preset_json,
    preset_markdown,
    preset_terminal,
)
from evidence.models import ReviewerRole
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import (
    Cell,
    Library,
    Marks,
    Preset,
    Row,
    TableDocument,
    Words,
    for_page,
    note_mark,
    page_cell,
    page_columns,
)
from evidence.report.presets_claims import ALL_COLUMNS, claims_table, sorted_rows
from evidence.report.presets_records import agreement_words, initials
from tests import preset_page
from tests.preset_page import GOLDEN, JUDGEMENTS, document, judged, rows
from tests.test_formats_html import Outline

PRESETS = list(Preset)


def cells(made: TableDocument, row: int) -> dict[str, str]:
    return {one.name: cell.text for one, cell in zip(made.fields, made.rows[row].cells, strict=True)}


def notes_at(made: TableDocument, row: int, name: str) -> list[str]:
    place = [one.name for one in made.fields].index(name)
    said = {note.mark: note.text for note in made.footnotes}
    return [said[mark] for mark in made.rows[row].cells[place].marks]


# ---------------------------------------------------------------- every preset


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_in_every_text_format_is_the_golden_one(preset: Preset) -> None:
    made = document(preset)
    html = preset_html(made)
    texts = {
        "csv": preset_csv(made),
        "csv-metadata.json": csv_metadata(made, f"{preset}.csv"),
        "json": preset_json(made),
        "md": preset_markdown(made),
        "txt": preset_terminal(made, width=120),
        "html": html[: html.index("<style>")] + html[html.index("</style>") :],
    }
    for ending, text in texts.items():
        file = GOLDEN / "presets" / f"{preset}.{ending}"
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(text.encode())
        assert text == file.read_bytes().decode(), file.name


@pytest.mark.parametrize("preset", PRESETS)
def test_no_cell_is_blank_and_every_unknown_cell_has_a_footnote(preset: Preset) -> None:
    made = document(preset)
    assert made.rows
    for row in made.rows:
        assert len(row.cells) == len(made.fields)
        for cell in row.cells:
            assert cell.text.strip()
            assert cell.marks or not cell.unknown


@pytest.mark.parametrize("preset", PRESETS)
def test_every_mark_has_a_footnote_and_every_footnote_a_mark(preset: Preset) -> None:
    made = document(preset)
    used = [mark for row in made.rows for cell in row.cells for mark in cell.marks]
    assert list(dict.fromkeys(used)) == [note.mark for note in made.footnotes]


@pytest.mark.parametrize("preset", PRESETS)
def test_what_a_table_was_made_from_is_printed_and_no_clock(preset: Preset) -> None:
    made = document(preset, sort="claim", limit=3)
    printed = " ".join(made.provenance)
    assert f"preset {preset}; filters: condition pain; sorted by claim; at most 3 rows" in printed
    assert "ab" * 32 in printed
    assert "1 page, 9 claims" in printed
    assert preset_html(made) == preset_html(document(preset, sort="claim", limit=3))


# ---------------------------------------------------------------- claims


def test_the_claims_table_shows_what_is_claimed_beside_what_was_found() -> None:
    made = document(Preset.CLAIMS)
    first = cells(made, 0)
    assert first["source"] == "Smith 2020 [1]"
    assert first["participants"] == "20 randomised"
    assert "P = 0.296" in first["found"]
    assert "20% → at least one adverse event during infusion: ketamine, 20% (adverse event)" in first["numbers"]
    assert first["advertiser"] == "Relief Clinics Ltd"
    assert first["captured"] == "2026-01-02"


def test_people_and_the_program_stand_apart() -> None:
    first = cells(document(Preset.CLAIMS), 0)
    assert first["verdict"] == "Contradicted by its source"
    assert first["support"] == "contradicted (adjudicated, EF)"
    assert first["accuracy"] == "misleading (AB)"
    assert first["rules_judged"] == "VER001 (AB)"
    assert first["coders"] == "2 coders: AB, CD; they differ; adjudicated by EF"


def test_a_claim_nobody_judged_says_so_and_never_shows_the_suggestion_as_a_judgement() -> None:
    made = document(Preset.CLAIMS)
    third = cells(made, 2)
    assert (third["support"], third["accuracy"], third["coders"]) == ("not judged", "not judged", "nobody yet")
    assert notes_at(made, 2, "support") == ["Not judged: no person has judged the claim on this axis."]


def test_a_candidate_says_that_nobody_confirmed_it() -> None:
    made = document(Preset.CLAIMS)
    at = [row.claim.key for row in rows()].index("K4")
    assert cells(made, at)["match"] == "probable, candidate"
    assert cells(made, at)["verdict"] == "Probably overstated"
    assert any("nobody has confirmed" in note for note in notes_at(made, at, "match"))


def test_certainty_is_shown_only_as_a_person_entered_it() -> None:
    made = document(Preset.CLAIMS)
    assert cells(made, 0)["certainty"] == "low (pain)"
    at = [row.claim.key for row in rows()].index("K4")
    assert cells(made, at)["certainty"] == "not rated"


def test_a_claim_without_a_source_says_no_source_named_in_every_field_of_it() -> None:
    made = document(Preset.CLAIMS)
    at = [row.claim.key for row in rows()].index("K7")
    found = cells(made, at)
    assert {found[name] for name in ("source", "design", "participants", "population", "found", "standing")} == {
        "no source named"
    }


def test_rows_stand_under_the_values_of_a_column_named_to_group_by() -> None:
    draft = claims_table(rows(), Library(CitationStyle.AMA), group="condition")
    headings = [heading for heading, _ in draft.rows]
    assert headings == sorted(headings, key=headings.index)
    assert len(set(headings)) == len([1 for at, one in enumerate(headings) if at == 0 or headings[at - 1] != one])


def test_sorting_puts_numbers_before_words_and_turns_round() -> None:
    assert [row.claim.key for row in sorted_rows(rows(), "participants")][:4] == ["K1", "K2", "K3", "K8"]
    assert sorted_rows(rows(), "-claim")[0].claim.key == "K9"


@pytest.mark.parametrize("name", ALL_COLUMNS)
def test_every_column_can_be_filled_for_every_row(name: str) -> None:
    draft = claims_table(rows(), Library(CitationStyle.AMA), columns=[name])
    assert [one.name for one in draft.fields] == [name]
    assert all(cell[0].text for _, cell in draft.rows)


# ---------------------------------------------------------------- studies


def test_included_studies_have_one_row_a_study_and_no_results() -> None:
    made = document(Preset.INCLUDED_STUDIES)
    studies = {row.source.study.key for row in rows() if row.source is not None and row.source.study is not None}
    assert len(made.rows) == len(studies)
    assert "Smith 2020 [" in " ".join(cells(made, at)["study"] for at in range(len(made.rows)))
    text = preset_csv(made)
    assert "0.296" not in text
    assert "primary outcome: " in text


def test_a_summary_of_findings_rates_nothing_by_itself() -> None:
    made = document(Preset.GRADE_SOF)
    rated = {cells(made, at)["certainty"] for at in range(len(made.rows))}
    assert rated <= {"low", "not rated"}
    assert "not rated" in rated
    assert all("very low" not in cell.text for row in made.rows for cell in row.cells)
    assert made.remarks[0] == "Nothing is pooled: each row is one result of one study."


# ---------------------------------------------------------------- counts and discrepancies


def test_the_audit_table_has_a_denominator_in_every_count_and_says_who_was_not_looked_at() -> None:
    made = document(Preset.AUDIT)
    by_rule = {cells(made, at)["rule"].split()[0]: cells(made, at) for at in range(len(made.rows))}
    assert by_rule["VER001"]["advertiser_1"].startswith("1/9 (11%)")
    assert by_rule["VER001"]["advertiser_1"].endswith("accepted")
    assert by_rule["SAF001"]["unit"] == "pages"
    assert by_rule["VER001"]["advertiser_2"] == "not checked"
    assert by_rule["VER001"]["advertisers"] == "1/1 (100%), 95% CI 21% to 100%"


def test_counts_by_condition_add_up() -> None:
    made = document(Preset.BY_CONDITION)
    place = [one.name for one in made.fields].index("claims")
    assert sum(row.cells[place].number or 0 for row in made.rows) == 9
    assert made.rows[-1].cells[0].text == "not stated"


def test_discrepancies_come_worst_first_and_count_what_was_not_checked() -> None:
    made = document(Preset.DISCREPANCIES)
    assert cells(made, 0)["claim"] == "K1"
    assert cells(made, 0)["verdict"] == "Contradicted by its source"
    assert "could not be checked is neither a difference nor a pass" in made.remarks[0]
    claims = {cells(made, at)["claim"] for at in range(len(made.rows))}
    assert "K7" not in claims


# ---------------------------------------------------------------- formats


def test_csv_guards_formulas_and_its_metadata_names_every_mark() -> None:
    made = document(Preset.CLAIMS)
    read = list(csv.DictReader(StringIO(preset_csv(made), newline="")))
    assert len(read) == len(made.rows)
    assert read[0]["Participants"] == "20"
    around = json.loads(csv_metadata(made, "claims.csv"))
    assert around["url"] == "claims.csv"
    marks = {mark for one in around["notes"]["marked"] for mark in one["marks"]}
    assert marks == set(around["notes"]["footnotes"])


def test_markdown_and_html_hold_no_markup_of_the_page() -> None:
    made = document(Preset.CLAIMS)
    assert "<script>" not in preset_markdown(made)
    html = preset_html(made)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "script-src &#39;none&#39;" in html


def test_a_long_html_table_is_cut_into_leaves() -> None:
    made = leaves([Row(()) for _ in range(2 * ROWS_ON_A_LEAF + 1)])
    assert [(leaf.first, leaf.last) for leaf in made] == [(1, 100), (101, 200), (201, 201)]


def test_a_long_table_is_several_files_that_hold_every_row_once_and_lead_to_each_other() -> None:
    made = document(Preset.CLAIMS)
    count = ROWS_IN_A_FILE + 5
    long = replace(made, rows=(made.rows * (count // len(made.rows) + 1))[:count])
    files = dict(preset_html_files(long, "table.html"))
    assert list(files) == ["table.html", "table-2.html"]
    pages = {name: Outline(html) for name, html in files.items()}
    rows = [sum(tag == "tr" for tag, _ in page.tags) for page in pages.values()]
    heads = [sum(tag == "thead" for tag, _ in page.tags) for page in pages.values()]
    assert sum(rows) - sum(heads) == count
    assert heads == [20, 1]
    for page in pages.values():
        inner = {href[1:] for href in page.all("href") if href.startswith("#")}
        assert inner <= set(page.all("id"))
        assert set(files) <= set(page.all("href"))
        assert page.all("aria-current") == ["page"]
        assert made.provenance[0] in page.text
    assert "References" not in pages["table.html"].text.replace("The references stand", "")
    assert "Rows 2,001 to 2,005 of 2,005, in 2 files." in pages["table-2.html"].text


def test_a_file_of_a_long_table_has_the_notes_of_its_own_rows_under_their_marks() -> None:
    made = document(Preset.CLAIMS)
    plain = Row(tuple(Cell("x") for _ in made.fields))
    long = replace(made, rows=(*made.rows, *([plain] * ROWS_IN_A_FILE)))
    first, second = (Outline(html) for _, html in preset_html_files(long, "t.html"))
    noted = {name for name in first.all("id") if name.startswith("note-")}
    assert noted == {f"note-{note.mark}" for note in made.footnotes}
    assert not [name for name in second.all("id") if name.startswith("note-")]


def test_a_short_table_is_one_file_as_ever() -> None:
    made = document(Preset.CLAIMS)
    assert [name for name, _ in preset_html_files(made, "t.html")] == ["t.html"]


def test_columns_have_their_widths_in_the_style_and_in_no_attribute() -> None:
    html = preset_html(document(Preset.CLAIMS))
    page = Outline(html)
    columns = {attributes["class"] for tag, attributes in page.tags if tag == "col"}
    assert columns == {f"w{at}" for at in range(8)}
    assert all(f".{name} {{ width: " in html for name in columns)
    assert not page.all("style")


def test_where_every_claim_stands_is_said_once_on_a_page_and_stays_in_every_row_of_data() -> None:
    made = document(Preset.CLAIMS)
    shown = for_page(made)
    gone = {one.name for one in made.fields} - {one.name for one in shown.fields}
    assert gone == {"advertiser", "address", "captured"}
    assert all(
        made.rows[0].cells[place].text in shown.caption for place, one in enumerate(made.fields) if one.name in gone
    )
    assert all(len(row.cells) == len(shown.fields) for row in shown.rows)
    assert "Captured" in preset_csv(made).splitlines()[0]


def test_where_claims_stand_in_several_places_every_row_says_so() -> None:
    made = document(Preset.CLAIMS)
    place = next(at for at, one in enumerate(made.fields) if one.name == "address")
    cells = list(made.rows[0].cells)
    cells[place] = Cell("https://other.example/")
    shown = for_page(replace(made, rows=(Row(tuple(cells)), *made.rows[1:])))
    assert "address" in {one.name for one in shown.fields}
    assert "Address" not in shown.caption
    assert for_page(replace(made, rows=made.rows[:1])).fields == made.fields


def test_a_column_asked_for_by_name_is_never_left_out() -> None:
    made = document(Preset.CLAIMS)
    alone = tuple(replace(one, column="") for one in made.fields)
    assert for_page(replace(made, fields=alone)).fields == alone


def test_what_is_unknown_alike_is_said_once_in_a_page_cell() -> None:
    made = document(Preset.CLAIMS)
    people = next(one for one in page_columns(made.fields) if one.heading == "Judged by people")
    labels = [label for label, _, _ in page_cell(made, made.rows[2], people)]
    assert "Support, accuracy, rules broken" in labels


def test_the_same_note_keeps_its_mark() -> None:
    marks = Marks()
    assert marks.cell(Words("a", ("one", "two"))).marks == ("a", "b")
    assert marks.cell(Words("b", ("two", "three"))).marks == ("b", "c")
    assert note_mark(27) == "ab"


def test_agreement_counts_coders_and_not_the_adjudicator() -> None:
    assert agreement_words(JUDGEMENTS[:1]) == "one coder: AB; not adjudicated"
    agreeing = (judged("AB", "supported"), judged("CD", "supported"))
    assert agreement_words(agreeing) == "2 coders: AB, CD; they agree; not adjudicated"
    assert agreement_words((judged("EF", "supported", role=ReviewerRole.ADJUDICATOR),)) == "adjudicated by EF"
    assert agreement_words(()) == ""
    assert initials("Ada Maria Lovelace") == "AML"


def test_no_file_of_the_machine_is_named_in_a_table() -> None:
    assert str(Path.cwd()) not in preset_html(document(Preset.CLAIMS))
    assert preset_page.STATE.tool_version in preset_html(document(Preset.CLAIMS))
