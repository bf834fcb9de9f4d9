"""Evidence tables: what a row says, which rows pass, and how each format writes them."""

import csv
import json
import os
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.formats import tables
from evidence.formats.frames import grid_frame
from evidence.formats.rows.cells import unguarded
from evidence.formats.terminal import columns_text, width_of
from evidence.formats.xlsx_workbook import grid_workbook
from evidence.models import FindingBase, PageDossier
from evidence.report import EvidenceRow, evidence_rows

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def rows() -> tuple[EvidenceRow, ...]:
    held = json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8"))
    findings = tuple(FindingBase.model_validate(finding) for finding in held["findings"])
    return evidence_rows(PageDossier.model_validate(held["page"]), findings)


def golden(name: str, made: str) -> None:
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(made.encode())
    assert made == file.read_bytes().decode()


def kept(rows: tuple[EvidenceRow, ...], **filters: Any) -> list[str]:
    wanted = tables.TableFilters(**filters)
    return [row.claim.claim for row in rows if tables.keeps(wanted, row)]


# ---------------------------------------------------------------- cells


def test_no_cell_is_blank_and_the_unknown_says_so(rows: tuple[EvidenceRow, ...]) -> None:
    frame = grid_frame(tables.evidence_grid(rows, list(tables.COLUMNS)))
    assert frame.shape == (9, len(tables.COLUMNS))
    assert not frame.isna().to_numpy().any()
    assert not [cell for cell in frame.to_numpy().ravel() if cell == ""]
    unsourced = frame[frame["Claim"] == "K7"].iloc[0]
    assert unsourced["Publication"] == "no source named"
    assert unsourced["Checks"] == "not checked"
    assert unsourced["Study type stated"] == "not stated"
    candidate = frame[frame["Claim"] == "K4"].iloc[0]
    assert (candidate["Participants"], candidate["PMID"]) == ("not reported", "not reported")


def test_the_claim_about_the_combination_shows_trial_numbers_and_null_primary_result(
    rows: tuple[EvidenceRow, ...],
) -> None:
    cells = grid_frame(tables.evidence_grid(rows)).iloc[0]
    assert cells["Design"] == "randomised crossover trial (RCT)"
    assert cells["Participants"] == 20
    assert cells["Numbers claimed"] == "ketamine: 20%; combination: 35%"
    assert cells["Primary outcome and what it found"].endswith("ketamine vs placebo, no difference, P = 0.296")
    assert (
        "20% → at least one adverse event during infusion: ketamine, 20% (adverse event)"
        in cells["Claimed → found (role)"]
    )
    assert cells["Checks"] == "3 of 4 decided; differs: numbers, direction"
    assert cells["Findings"] == "VER001, NUM002"


def test_a_candidate_says_probably_and_that_nobody_confirmed_it(rows: tuple[EvidenceRow, ...]) -> None:
    frame = grid_frame(tables.evidence_grid(rows))
    cells = frame[frame["Claim"] == "K4"].iloc[0]
    assert (cells["Verdict suggested"], cells["Match"]) == ("Probably overstated", "probable, candidate")


def test_an_unknown_column_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(tables.UnknownColumnError, match="no column 'colour'; choose among page, claim, quote"):
        tables.chosen_columns(["claim", "colour"])


# ---------------------------------------------------------------- filters and order


def test_filters_keep_what_they_name_and_no_noise(rows: tuple[EvidenceRow, ...]) -> None:
    assert kept(rows, conditions=frozenset({"neuropathic_pain"})) == ["K1", "K2", "K3"]
    assert kept(rows, conditions=frozenset({"back pain"})) == ["K4", "K8"]
    assert kept(rows, interventions=frozenset({"ketamine"})) == ["K2", "K3"]
    assert kept(rows, verdicts=frozenset({"overstated", "no_citation"})) == ["K4", "K7"]
    assert kept(rows, pages=frozenset({"elsewhere"})) == []
    assert len(kept(rows)) == 9


def test_a_study_type_counts_as_stated_or_as_it_really_is(rows: tuple[EvidenceRow, ...]) -> None:
    assert kept(rows, study_types=frozenset({"rct_crossover"})) == ["K1", "K2", "K3"]
    assert kept(rows, study_types=frozenset({"clinical_trial"})) == ["K8"]


def test_years_are_inclusive_and_a_claim_without_any_year_does_not_pass(rows: tuple[EvidenceRow, ...]) -> None:
    assert kept(rows, first_year=2018, last_year=2019) == ["K4", "K9"]
    assert kept(rows, first_year=2020) == ["K1", "K2", "K3"]
    assert kept(rows, last_year=2016) == ["K8"]


def test_sorting_puts_numbers_before_words_and_turns_round(rows: tuple[EvidenceRow, ...]) -> None:
    assert [row.claim.claim for row in tables.sorted_rows(rows, "participants")][:4] == ["K1", "K2", "K3", "K8"]
    assert tables.sorted_rows(rows, "-claim")[0].claim.claim == "K9"


# ---------------------------------------------------------------- formats


def test_csv_json_markdown_terminal_and_html_are_the_golden_ones(rows: tuple[EvidenceRow, ...]) -> None:
    golden("table.csv", tables.to_csv(tables.evidence_grid(rows)))
    golden("table.json", json.dumps(tables.shaped_rows(rows), ensure_ascii=False, indent=2) + "\n")
    golden("table.md", tables.to_markdown(tables.evidence_grid(rows, tables.TERMINAL_COLUMNS)))
    golden("table.txt", tables.to_terminal(tables.evidence_grid(rows, ("claim", "quote", "verdict"))) + "\n")
    html = tables.to_html(rows, title="Evidence table", notes=("All claims.",))
    golden("table.html", html[: html.index("<style>")] + html[html.index("</style>") :])


def test_a_cell_that_looks_like_a_formula_is_guarded_in_csv() -> None:
    grid = tables.Grid(("a",) * 8, [["=1+1", "+1", "-1", "@x", "\ta", "\ra", "'tis", "pain"]])
    cells = next(csv.reader(StringIO(tables.to_csv(grid).split("\r\n", 1)[1], newline="")))
    assert cells == ["'=1+1", "'+1", "'-1", "'@x", "'\ta", "'\ra", "''tis", "pain"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20))
def test_what_goes_into_a_csv_comes_out(text: str) -> None:
    written = tables.to_csv(tables.Grid(("a", "b"), [[text, "x"]]))
    _, cells = csv.reader(StringIO(written, newline=""))
    assert unguarded(cells[0]) == text


def test_json_is_one_document_with_typed_numbers_on_both_sides(rows: tuple[EvidenceRow, ...]) -> None:
    shaped = tables.shaped_rows(rows)
    first, seventh = shaped[0], shaped[6]
    assert first["stated_study_type"] == "rct"
    assert [number["value"] for number in first["claimed"]] == [20, 35]
    assert [link["found"]["role"] for link in first["numbers"]] == ["adverse event", "adverse event"]
    assert first["primary_results"][0]["direction"] == "no_difference"
    assert first["primary_results"][0]["p_value"] == 0.296
    assert seventh["publication"] is None


def test_a_workbook_runs_no_formula_and_keeps_numbers(rows: tuple[EvidenceRow, ...]) -> None:
    grid = tables.evidence_grid(rows, ("claim", "participants", "quote"))
    grid.lines[0][2] = "=HYPERLINK(1)"
    sheet = openpyxl.load_workbook(BytesIO(grid_workbook(grid, title="Claims"))).active
    assert sheet is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=HYPERLINK(1)", "s")
    assert (sheet["B2"].value, sheet["B2"].data_type) == (20, "n")
    assert sheet.freeze_panes == "B2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == "$1:$1"


def test_markdown_holds_no_markup_of_the_page(rows: tuple[EvidenceRow, ...]) -> None:
    text = tables.to_markdown(tables.evidence_grid(rows, ("claim", "quote")))
    assert "<script>" not in text
    assert "\\<script\\>" in text
    assert {line.replace("\\|", "").count("|") for line in text.splitlines()} == {3}


def test_the_html_table_has_no_script_and_escapes_the_page(rows: tuple[EvidenceRow, ...]) -> None:
    html = tables.to_html(rows, title="<b>", columns=("claim", "quote"))
    assert "script-src &#39;none&#39;" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<h1>&lt;b&gt;</h1>" in html


def test_grouped_counts_say_not_stated_for_a_group_without_a_value() -> None:
    counts: list[dict[str, Any]] = [
        {"condition": "pain", "year": 2020, "count": 3},
        {"condition": None, "year": None, "count": 1},
    ]
    grid = tables.counts_grid(counts, ("condition", "year"))
    assert grid.lines == [["pain", 2020, 3], ["not stated", "not stated", 1]]
    assert grid.headings == ("Condition", "Year", "Claims")
    labelled = tables.counts_grid(counts, ("condition", "year"), {"condition": {"pain": "Pain"}})
    assert labelled.lines == [["Pain", 2020, 3], ["not stated", "not stated", 1]]
    document = json.loads(tables.counts_json(counts, filters={}, database="x"))
    assert document["rows"][1] == {"condition": None, "year": None, "count": 1}
    assert "not stated" in tables.grid_html(grid, title="Counts")


# ---------------------------------------------------------------- terminal


def test_a_key_is_not_broken_while_another_column_has_room() -> None:
    rows = [["statpearls_ketamine_pain", "called a study " * 6, "the source is another " * 6]]
    lines = columns_text(["study", "said", "differs"], rows, width=70).splitlines()
    assert lines[2].startswith("statpearls_ketamine_pain  called a study")
    assert max(map(len, lines)) <= 70


def test_numbers_stand_to_the_right_though_some_are_unknown() -> None:
    lines = columns_text(["key", "participants"], [["a", "7"], ["b", "–"]], width=60).splitlines()
    assert [len(line) for line in lines] == [len("key  participants")] * 4


def test_a_terminal_table_never_passes_its_width_and_loses_no_word() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    text = columns_text(["a", "b"], [[words, words]], width=40)
    assert max(width_of(line) for line in text.splitlines()) <= 40
    assert sorted(text.split())[-24:] == sorted(words.split() * 2)


def test_many_wide_columns_become_records() -> None:
    long = "word " * 12
    text = columns_text([f"column {at}" for at in range(7)], [[long] * 7], width=80)
    assert text.splitlines()[0].startswith("column 0  word word")


def test_control_characters_of_a_page_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in columns_text(["a"], [["\x1b[31mred"]])


def test_a_table_without_rows_has_its_headings() -> None:
    assert columns_text(["claim", "verdict"], []).splitlines()[0] == "claim  verdict"
