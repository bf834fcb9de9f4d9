"""Tables of records: told by content, read exactly, each record anchored and checked."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from evidence.formats.rows import KINDS, Checker, Limits, checked_entries, read_tables
from evidence.models import Assertiveness, ClaimBase, ClaimType, StudyBase
from tests.tabled import CLAIMS_CSV, CLAIMS_YAML, TEXT, checked, file_of, one_problem, refusal

# ---------------------------------------------------------------- the first thing a user tries


@pytest.mark.parametrize(("name", "content"), [("claims.csv", CLAIMS_CSV), ("claims.yaml", CLAIMS_YAML)])
def test_claims_are_anchored_where_their_quote_stands(tmp_path: Path, name: str, content: str) -> None:
    good, bad = checked(file_of(tmp_path, name, content))
    assert bad == []
    first, second = (item.record for item in good)
    assert isinstance(first, ClaimBase)
    assert isinstance(second, ClaimBase)
    assert (first.key, first.start, first.end, first.claim_type) == ("C1", 0, 25, ClaimType.EFFICACY)
    assert [(effect.value, effect.high, effect.unit) for effect in first.effects] == [(40, 60, "%")]
    assert first.assertiveness is Assertiveness.FACT
    assert (second.prefix, second.suffix) == ("Ketamine cut pain by half. ", ". “Proven” relief.")
    assert good[0].links == {"page": "clinic"}


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    assert [item.record for item in checked(file_of(tmp_path, "a.csv", CLAIMS_CSV))[0]] == [
        item.record for item in checked(file_of(tmp_path, "a.yaml", CLAIMS_YAML))[0]
    ]


def test_a_wrong_choice_lists_the_permitted_values_and_the_nearest(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,claim_type\nPain is common,prevalance\n"))
    assert (problem.line, problem.column) == (2, "claim_type")
    assert "'prevalance' is not one of efficacy, comparative_efficacy" in problem.reason
    assert "did you mean 'prevalence'?" in problem.reason


def test_yaml_errors_name_the_line_of_the_key(tmp_path: Path) -> None:
    text = "- quote: Pain is common\n  claim_type: prevalence\n\n  sample_size: many\n"
    problem = one_problem(file_of(tmp_path, "c.yaml", text))
    assert (problem.line, problem.column) == (4, "sample_size")
    assert problem.reason == "expected a whole number, found 'many'"


def test_all_faults_of_a_record_are_reported_at_once(tmp_path: Path) -> None:
    path = file_of(tmp_path, "c.csv", "quote,claim_type,study_year,sample_size\nPain is common,x,soon,-1\n")
    _, bad = checked(path)
    assert [problem.column for problem in bad] == ["claim_type", "sample_size", "study_year"]


# ---------------------------------------------------------------- quotes


def test_a_quote_at_wrong_offsets_is_shown_beside_what_stands_there(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,start,end,claim_type\nPain is common,0,14,prevalence\n"))
    assert "the page's text has 'Ketamine cut p' at 0-14, not the quote 'Pain is common'" in problem.reason
    assert "occurs once, at 27-41" in problem.reason


def test_offsets_beyond_the_text_are_out_of_range(tmp_path: Path) -> None:
    problem = one_problem(
        file_of(tmp_path, "c.csv", "quote,start,end,claim_type\nPain is common,990,1004,prevalence\n")
    )
    assert problem.column == "end"
    assert f"lies outside the page's text, which has {len(TEXT)} characters" in problem.reason


def test_a_quote_that_occurs_twice_needs_offsets_or_context(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,claim_type\nain,prevalence\n"))
    assert "occurs 2 times, at 14, 28" in problem.reason
    good, _ = checked(file_of(tmp_path, "d.csv", "quote,prefix,claim_type\nain,P,prevalence\n"))
    assert isinstance(good[0].record, ClaimBase)
    assert good[0].record.start == 28


def test_a_quote_with_straight_quotation_marks_is_told_how_the_page_writes_it(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.yaml", "- quote: '\"Proven\" relief'\n  claim_type: efficacy\n"))
    assert "the page writes it '“Proven” relief' at 43" in problem.reason


def test_byte_offsets_are_recognised(tmp_path: Path) -> None:
    start = len(TEXT.encode()[: TEXT.encode().index(b"relief")])
    row = f"quote,start,end,claim_type\nrelief,{start},{start + 6},efficacy\n"
    assert "count bytes of UTF-8" in one_problem(file_of(tmp_path, "c.csv", row)).reason


def test_an_unknown_page_is_a_fault_of_the_page_column(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "page,quote,claim_type\nother,Pain is common,prevalence\n"))
    assert (problem.column, problem.reason) == ("page", "there is no page 'other'")


# ---------------------------------------------------------------- kinds


def test_the_kind_is_told_by_the_columns(tmp_path: Path) -> None:
    headers = {
        "claims": "quote,start,end,claim_type",
        "studies": "key,design,sample_size,results",
        "publications": "key,title,journal,year,pmid",
        "citations": "claim,publication,role,confidence,status",
        "judgements": "claim,axis,value,reviewer",
        "pages": "key,address,title",
        "study_types": "code,label,rank,ocebm_benefit",
        "interventions": "code,label,kind,synonyms",
    }
    for kind, header in headers.items():
        path = file_of(tmp_path, "table.csv", f"{header}\n{','.join('1' for _ in header.split(','))}\n")
        assert [table.kind.name for table in read_tables(path).tables] == [kind]


def test_an_ambiguous_header_names_the_candidates(tmp_path: Path) -> None:
    reason = refusal(file_of(tmp_path, "x.csv", "code,label\ncrps,CRPS\n")).reason
    assert "fit several kinds" in reason
    assert "one of conditions, interventions, study_types" in reason


def test_the_file_name_settles_only_what_the_header_leaves_open(tmp_path: Path) -> None:
    table = read_tables(file_of(tmp_path, "conditions.csv", "code,label\ncrps,CRPS\n")).tables[0]
    assert table.kind is KINDS["conditions"]
    other = read_tables(file_of(tmp_path, "studies.csv", "quote,claim_type\nx,efficacy\n")).tables[0]
    assert other.kind is KINDS["claims"]


def test_kind_can_be_named_in_the_file_or_by_option(tmp_path: Path) -> None:
    path = file_of(tmp_path, "x.yaml", "kind: interventions\nrecords:\n- {code: ketamine, label: Ketamine}\n")
    assert read_tables(path).tables[0].kind.name == "interventions"
    plain = file_of(tmp_path, "x.csv", "code,label\ncrps,CRPS\n")
    assert read_tables(plain, "condition").tables[0].kind.name == "conditions"
    assert "there is no kind 'cliams'; did you mean 'claims'?" in refusal(plain, kind="cliams").reason


def test_one_yaml_file_may_hold_several_kinds(tmp_path: Path) -> None:
    text = "pages:\n- {key: clinic, address: a}\nstudies:\n- key: s\n  arms: [{name: ketamine}]\n"
    good, bad = checked(file_of(tmp_path, "all.yaml", text))
    assert bad == []
    assert [type(item.record).__name__ for item in good] == ["PageBase", "StudyBase"]
    assert isinstance(good[1].record, StudyBase)
    assert good[1].record.arms[0].name == "ketamine"


def test_limits_are_adjustable(tmp_path: Path) -> None:
    path = file_of(tmp_path, "c.csv", CLAIMS_CSV)
    assert "more than the limit of 10" in refusal(path, limits=Limits(file_bytes=10)).reason


# ---------------------------------------------------------------- content, not suffix


@pytest.mark.parametrize(
    ("name", "content", "layout"),
    [
        ("a.txt", '{"key": "a", "species": "human"}\n{"key": "b", "species": "human"}\n', "JSONL"),
        ("a.csv", '[{"key": "a", "species": "human"}]', "JSON"),
        ("a.json", "- key: a\n  species: human\n", "YAML"),
        ("a.yaml", "key\tspecies\na\thuman\n", "CSV"),
        ("a.csv", "sep=;\nkey;species\na;human\n", "CSV"),
        ("a.csv", "TY  - JOUR\nTI  - Pain\nER  - \n", "citations"),
        ("a.csv", "@article{a, title={Pain}}\n", "citations"),
        ("a.json", '[{"id": "a", "type": "article-journal", "DOI": "10.1/x"}]', "citations"),
        ("a.csv", '<?xml version="1.0"?><PubmedArticleSet/>', "citations"),
        ("a.txt", "\nPMID- 1\nTI  - Pain\n", "citations"),
    ],
)
def test_a_file_is_what_its_content_says(tmp_path: Path, name: str, content: str, layout: str) -> None:
    reading = read_tables(file_of(tmp_path, name, content))
    assert str(reading.layout) == layout
    promised = {".csv": "CSV", ".yaml": "YAML"}.get(Path(name).suffix, layout)
    assert any("its content is" in note for note in reading.notes) == (promised != layout)


def test_citation_files_are_left_to_their_own_readers(tmp_path: Path) -> None:
    reading = read_tables(file_of(tmp_path, "a.ris", "TY  - JOUR\nER  - \n"))
    assert reading.citations
    assert reading.tables == ()


# ---------------------------------------------------------------- workbooks


def workbook(tmp_path: Path, *rows: list[Any], name: str = "Sheet1") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_cells_of_a_workbook_keep_what_they_show(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["key", "design", "sample_size", "controlled", "year", "registry_id", "notes"],
        ["a", "rct", 20.0, True, 2020, 123, date(2020, 3, 1)],
    )
    book = load_workbook(path)
    book["Sheet1"]["F2"].number_format = "00000000"
    book.save(path)
    good, bad = checked(path)
    assert bad == []
    study = good[0].record
    assert isinstance(study, StudyBase)
    assert (study.sample_size, study.controlled, study.year) == (20, True, 2020)
    assert (study.registry_id, study.notes) == ("00000123", "2020-03-01")


def test_a_formula_without_a_stored_value_is_reported(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["key", "design", "sample_size"], ["a", "rct", "=10+10"], ["b", "rct", 5])
    good, bad = checked(path)
    assert [item.line for item in good] == [3]
    assert (bad[0].line, bad[0].column) == (2, "C")
    assert "the formula '=10+10' has no stored value" in bad[0].reason
    assert read_tables(path).notes == ("formulas were not calculated: the values stored with them were read",)


def test_an_error_in_a_cell_is_reported(tmp_path: Path) -> None:
    _, bad = checked(workbook(tmp_path, ["key", "species"], ["a", "#N/A"]))
    assert "the cell holds the error #N/A" in bad[0].reason


def test_each_sheet_may_hold_a_kind(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["code", "label"], ["crps", "CRPS"], name="Conditions")
    book = load_workbook(path)
    sheet = book.create_sheet("Interventions")
    sheet.append(["code", "label"])
    sheet.append(["ketamine", "Ketamine"])
    book.create_sheet("Empty")
    book.save(path)
    assert [table.kind.name for table in read_tables(path).tables] == ["conditions", "interventions"]


def test_a_workbook_made_to_exhaust_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", " " * 5_000_000)
    assert "looks made to exhaust memory" in refusal(path).reason
    assert "more than the limit of 1,000" in refusal(path, limits=Limits(unpacked_bytes=1000)).reason


def test_a_zip_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert "an OpenDocument or binary workbook" in refusal(path).reason


def test_columns_can_be_left_out(tmp_path: Path) -> None:
    rows = "key,species,colour\na,human,blue\n"
    good, bad = checked(file_of(tmp_path, "s.csv", rows), ignored=["colour"])
    assert (len(good), bad) == (1, [])
    line = '{"key": "a", "species": "human", "colour": "blue"}\n'
    assert checked(file_of(tmp_path, "s.jsonl", line), ignored=["colour"])[1] == []


# ---------------------------------------------------------------- what a file may leave out


def test_one_offset_gives_the_other(tmp_path: Path) -> None:
    for column, value in (("start", 27), ("end", 41)):
        good, bad = checked(
            file_of(tmp_path, "c.csv", f"quote,{column},claim_type\nPain is common,{value},prevalence\n")
        )
        assert bad == []
        assert isinstance(good[0].record, ClaimBase)
        assert (good[0].record.start, good[0].record.end, good[0].record.key) == (27, 41, "27-41")


@pytest.mark.parametrize(("column", "found"), [("prefix", "half. "), ("suffix", ". “Prov")])
def test_text_around_a_quote_must_stand_there(tmp_path: Path, column: str, found: str) -> None:
    row = f"quote,start,end,claim_type,{column}\nPain is common,27,41,prevalence,{'x' * len(found)}\n"
    problem = one_problem(file_of(tmp_path, "c.csv", row))
    assert problem.column == column
    assert f"the page has {found!r}" in problem.reason


def test_a_context_that_fits_no_occurrence_is_named(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,prefix,claim_type\nain,x,prevalence\n"))
    assert problem.reason == "the quote occurs 2 times, at 14, 28, but never with this text around it"


def test_offsets_of_a_repeated_or_rewritten_quote_say_where_it_is(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,start,end,claim_type\nain,0,3,prevalence\n"))
    assert "the quote occurs 2 times: at 14, 28" in problem.reason
    problem = one_problem(file_of(tmp_path, "d.csv", "quote,start,end,claim_type\npain is common,0,14,prevalence\n"))
    assert "the page writes it 'Pain is common' at 27" in problem.reason


def test_claims_need_a_page_or_offsets(tmp_path: Path) -> None:
    table = read_tables(file_of(tmp_path, "c.csv", "quote,claim_type\nPain,prevalence\n")).tables[0]
    (problems,) = checked_entries(Checker(table.kind, table.label), table.entries)
    assert isinstance(problems, list)
    assert "no page to look for the quote in" in problems[0].reason


def test_a_json_document_may_hold_several_kinds_or_one_record(tmp_path: Path) -> None:
    several = '{\n "pages": [{"key": "a", "address": "a"}],\n "studies": [{"key": "s", "species": "human"}]\n}'
    good, bad = checked(file_of(tmp_path, "a.json", several))
    assert (len(good), bad) == (2, [])
    one = '{\n "key": "s",\n "species": "human"\n}'
    assert [item.record for item in checked(file_of(tmp_path, "b.json", one))[0]] == [good[1].record]


def test_items_of_a_json_list_know_their_lines(tmp_path: Path) -> None:
    text = '[\n {"key": "a", "species": "human"},\n\n {"key": "b", "sample_size": "x", "species": "human"}\n]\n'
    good, bad = checked(file_of(tmp_path, "a.json", text))
    assert ([item.line for item in good], [problem.line for problem in bad]) == ([2], [4])


def test_a_citation_without_a_status_gets_that_of_its_confidence(tmp_path: Path) -> None:
    rows = "claim,publication,confidence\nC1,a,certain\nC1,b,possible\nC2,,not_found\n"
    good, bad = checked(file_of(tmp_path, "c.csv", rows))
    assert bad == []
    assert [getattr(item.record, "status", None) for item in good] == ["confirmed", "candidate", "unresolved"]
