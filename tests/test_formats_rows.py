"""Tables of records: told by content, read exactly, refused with place and reason, written to load again."""

import tempfile
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evidence.errors import Problem
from evidence.formats.rows import KINDS, Checked, Checker, Limits, RefusedFileError, checked_entries, read_tables
from evidence.formats.rows.anchors import Misplaced
from evidence.models import Assertiveness, ClaimBase, ClaimType, StudyBase

TEXT = "Ketamine cut pain by half. Pain is common. “Proven” relief."


def page_text(page: str | None) -> str | Misplaced:
    """The one page there is."""
    return TEXT if page in {None, "clinic"} else Misplaced("page", f"there is no page '{page}'")


def checked(path: Path, **options: Any) -> tuple[list[Checked], list[Problem]]:
    """What a file of one table holds."""
    good: list[Checked] = []
    bad: list[Problem] = []
    for table in read_tables(path, **options).tables:
        checker = Checker(table.kind, table.label, page_text if table.kind.name == "claims" else None)
        for outcome in checked_entries(checker, table.entries):
            if isinstance(outcome, Checked):
                good.append(outcome)
            else:
                bad.extend(outcome)
    return good, bad


def file_of(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one_problem(path: Path, **options: Any) -> Problem:
    good, bad = checked(path, **options)
    assert good == []
    assert len(bad) == 1
    return bad[0]


def refusal(path: Path, **options: Any) -> Problem:
    with pytest.raises(RefusedFileError) as caught:
        checked(path, **options)
    return caught.value.problems[0]


# ---------------------------------------------------------------- the first thing a user tries


CLAIMS_CSV = """key,page,quote,claim_type,condition,effects,assertiveness
C1,clinic,Ketamine cut pain by half,efficacy,pain,"[{""value"": [40, 60], ""unit"": ""%""}]",fact
C2,clinic,Pain is common,prevalence,pain,,
"""

CLAIMS_YAML = """
- id: C1
  file: clinic
  quote: Ketamine cut pain by half
  claim_type: efficacy
  condition: pain
  effects: [{value: [40, 60], unit: "%"}]
  assertiveness: fact
- id: C2
  file: clinic
  quote: Pain is common
  claim_type: prevalence
  condition: pain
"""


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


# ---------------------------------------------------------------- damaged and hostile files


CLAIM_ROW = "Pain is common,prevalence"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"quote,claim_type\n", "the table of claims has a header and no rows"),
        (b"claims: []\n", "the list of records is empty"),
        (b"quote,quote,claim_type\na,b,efficacy\n", "the column stands in the header 2 times"),
        (b"quote,start\na,1\n", "the column 'claim_type' is missing"),
        (b"quote,claim_typ\na,efficacy\n", "claims have no column 'claim_typ'; did you mean 'claim_type'?"),
        (b"a,b,c\n1,2,3\n", "fit no kind of record"),
        (b"just words\n", "fit no kind of record"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04 cut off", "cut off or damaged"),
        (b"\xd0\xcf\x11\xe0old", "an old or encrypted Excel workbook"),
        (b"quote,claim_type\n\x81\xff\xfe,efficacy\n", "is neither UTF-8 nor Windows-1252"),
        (b'[{"quote": "a", "claim_type": "efficacy"}, {"quote": ', "it is not valid JSON"),
        (b"- quote: [a\n", "it is not valid YAML"),
        (b"- quote: a\n  quote: b\n", "the key 'quote' occurs twice, first on line 1; keep one"),
        (b"- quote: !!python/object:os.system a\n", "the tag tag:yaml.org,2002:python/object:os.system is not allowed"),
        (b"- &a [*a]\n", "*a names nothing that was given before it"),
        (b"- quote: " + b"[" * 100 + b"]" * 100 + b"\n", "nested more than 20 deep"),
        (b"claims:\n- {quote: a}\nnonsense: 1\n", "'nonsense' is not expected beside lists of records"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refusal(file_of(tmp_path, "file", content)).reason


def test_every_fault_of_a_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_tables(file_of(tmp_path, "c.csv", "quote,foo,foo,start,end\na,b,c,0,1\n"))
    assert [problem.column for problem in caught.value.problems] == ["foo", "foo", "claim_type"]


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("Pain is common\n", 2, "the row has 1 cells, the header 2"),
        ("Pain is common,prevalence,more\n", 2, "the row has 3 cells, the header 2"),
        ('"Pain is common,prevalence\n', 2, "a quotation mark is opened here and never closed"),
        ('"Pain" is common,prevalence\n', 2, "text follows a closing quotation mark"),
        ("Pain\0is common,prevalence\n", 2, "it holds a NUL byte"),
        ("\n\n,prevalence\n", 4, "'quote' is missing"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, rows: str, line: int, reason: str) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", f"quote,claim_type\n{rows}"))
    assert problem.line == line
    assert reason in problem.reason


def test_the_rest_of_a_table_is_read_after_a_bad_row(tmp_path: Path) -> None:
    good, bad = checked(file_of(tmp_path, "c.csv", f"quote,claim_type\nx\n{CLAIM_ROW}\n"))
    assert [item.line for item in good] == [3]
    assert [problem.line for problem in bad] == [2]


def test_an_unclosed_quotation_mark_says_how_much_it_swallowed(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", f'quote,claim_type\n"x,efficacy\n{CLAIM_ROW}\n{CLAIM_ROW}\n'))
    assert (problem.line, "lines 2-4 were taken for one record" in problem.reason) == (2, True)


def test_a_second_record_under_one_key_names_the_first(tmp_path: Path) -> None:
    _, bad = checked(file_of(tmp_path, "s.yaml", "- {key: a, species: human}\n- {key: a, species: human}\n"))
    assert [problem.reason for problem in bad] == ["'a' stands already on line 1; keep one"]


def test_windows_1252_is_read_and_said_aloud(tmp_path: Path) -> None:
    path = file_of(tmp_path, "s.csv", "key,title,species\na,Pain \u2013 caf\u00e9,human\n".encode("cp1252"))
    reading = read_tables(path)
    good, _ = checked(path)
    assert isinstance(good[0].record, StudyBase)
    assert good[0].record.title == "Pain \u2013 caf\u00e9"
    assert "read as Windows-1252; check accents and quotation marks" in reading.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_unicode_encoding_and_line_end_reads_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["key;title;species", "a;caf\u00e9;human", "b;two;human", ""])
    good, bad = checked(file_of(tmp_path, "s.csv", text.encode(encoding)))
    assert bad == []
    assert [getattr(item.record, "title", None) for item in good] == ["caf\u00e9", "two"]


def test_a_bad_line_of_jsonl_is_one_problem(tmp_path: Path) -> None:
    lines = [
        '{"key": "a", "species": "human"}',
        '{"key": "b", "species"',
        '{"key": "c", "species": "human"}',
        '{"key": "d',
    ]
    good, bad = checked(file_of(tmp_path, "s.jsonl", "\n".join(lines)))
    assert [getattr(item.record, "key", None) for item in good] == ["a", "c"]
    assert [problem.line for problem in bad] == [2, 4]
    assert "is the file cut off?" in bad[1].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"key": "a", "key": "b"}', "the key 'key' occurs twice"),
        ('{"key": "a", "sample_size": NaN}', "NaN is not JSON"),
        ('{"key": "a", "sample_size": true}', "expected a whole number, found 'true'"),
        ('{"key": "a", "sample_size": "nan"}', "expected a whole number, found 'nan'"),
        ('{"key": "a", "sample_size": 20.5}', "expected a whole number, found '20.5'"),
        ('{"key": "a", "title": ["x"]}', "expected text"),
        ('{"key": "a", "arms": {"name": "x"}}', "expected a list"),
        ('{"key": "a", "arms": [{"nam": "x"}]}', "'name' is missing (arms[0].name)"),
        ('{"key": "a", "results": [{"outcome": "x", "value": "inf"}]}', "(results[0].value)"),
        (
            '{"key": "a", "results": [{"outcome": "x", "value": true}]}',
            "expected a number, found 'true' (results[0].value)",
        ),
        ('{"key": "a", "title": "x\\ud800"}', "half of a surrogate pair"),
        ('{"key": "a", "title": "x\\u0000"}', "it holds a NUL byte"),
        ('{"key": "a", "id": "b"}', "'key' is given twice"),
        ("[1]", "expected a record with named values"),
        ('{"key": ' + "[" * 100_000, "nested too deeply"),
        ('{"key": "a", "sample_size": 1' + "0" * 5000 + "}", "too many digits"),
    ],
)
def test_a_wrong_value_in_jsonl_is_explained(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"key": "z", "species": "human"}'
    _, bad = checked(file_of(tmp_path, "s.jsonl", f"{good}\n{line}\n"), kind="studies")
    assert [problem.line for problem in bad] == [2] * len(bad)
    assert any(reason in problem.reason for problem in bad)


def test_a_yaml_bomb_of_aliases_is_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{n}: &{n} [{', '.join([f'*{p}'] * 10)}]" for p, n in zip("abcdefg", "bcdefgh", strict=True)]
    assert "aliases stand for more than 10,000 values" in refusal(file_of(tmp_path, "b.yaml", "\n".join(lines))).reason


def test_yaml_guesses_no_types(tmp_path: Path) -> None:
    text = "- {key: 012, title: no, pmid: 00123, issued: 2018-03, journal: ~, volume: 1_0, notes: 'null'}\n"
    good, bad = checked(file_of(tmp_path, "p.yaml", text), kind="publications")
    assert bad == []
    found = good[0].record.model_dump(include={"key", "title", "pmid", "issued", "journal", "volume", "notes"})
    assert list(found.values()) == ["012", "no", None, "2018-03", "1_0", "00123", "null"]


def test_dates_are_written_one_way(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "r.csv", "key,name,interests_dated\na,A,03/01/2020\n"))
    assert problem.reason == "expected a date as YYYY-MM-DD, found '03/01/2020'"


def test_a_field_and_a_record_have_limits(tmp_path: Path) -> None:
    path = file_of(tmp_path, "s.csv", f"key,title,species\na,{'x' * 500},human\nb,y,human\n")
    good, bad = checked(path, limits=Limits(field_chars=100))
    assert ([item.line for item in good], [problem.line for problem in bad]) == ([3], [2])
    assert "a field is larger than the limit" in bad[0].reason
    lines = file_of(
        tmp_path, "s.jsonl", '{"key": "a", "title": "' + "x" * 500 + '"}\n{"key": "b", "species": "human"}\n'
    )
    good, bad = checked(lines, kind="studies", limits=Limits(record_chars=100))
    assert ([item.line for item in good], [problem.line for problem in bad]) == ([2], [1])


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


# ---------------------------------------------------------------- whatever comes


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_file_makes_the_reader_crash(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(RefusedFileError):
        checked(file_of(Path(folder), "file", content))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(CLAIMS_CSV)), st.integers(0, len(CLAIMS_YAML)), st.sampled_from(["", "\0", '"', "\n", ",", "{"])
)
def test_cut_off_and_damaged_tables_never_lose_a_record_silently(at: int, cut: int, damage: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for content in (CLAIMS_CSV[:at] + damage + CLAIMS_CSV[at:], CLAIMS_YAML[:cut]):
            with suppress(RefusedFileError):
                good, bad = checked(file_of(Path(folder), "file", content))
                assert good or bad


def test_columns_can_be_left_out(tmp_path: Path) -> None:
    rows = "key,species,colour\na,human,blue\n"
    good, bad = checked(file_of(tmp_path, "s.csv", rows), ignored=["colour"])
    assert (len(good), bad) == (1, [])
    line = '{"key": "a", "species": "human", "colour": "blue"}\n'
    assert checked(file_of(tmp_path, "s.jsonl", line), ignored=["colour"])[1] == []
