"""Damaged, hostile and mistaken tables: refused with place and reason, no crash, no record lost in silence."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.formats.rows import Limits, RefusedFileError, read_tables
from evidence.models import StudyBase
from tests.tabled import CLAIMS_CSV, CLAIMS_YAML, checked, file_of, one_problem, refusal

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
    path = file_of(tmp_path, "s.csv", "key,title,species\na,Pain \u2013 r\u00f4le,human\n".encode("cp1252"))
    reading = read_tables(path)
    good, _ = checked(path)
    assert isinstance(good[0].record, StudyBase)
    assert good[0].record.title == "Pain \u2013 r\u00f4le"
    assert "read as Windows-1252; check accents and quotation marks" in reading.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_unicode_encoding_and_line_end_reads_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["key;title;species", "a;r\u00f4le;human", "b;two;human", ""])
    good, bad = checked(file_of(tmp_path, "s.csv", text.encode(encoding)))
    assert bad == []
    assert [getattr(item.record, "title", None) for item in good] == ["r\u00f4le", "two"]


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
        ('{"key": "a", "arms": [{"nme": "x"}]}', "'name' is missing (arms[0].name)"),
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


@pytest.mark.parametrize("content", ['[{"key": "a", "species": "human"}', '[{"key": "a", "species": "human"}] more'])
def test_a_json_list_that_does_not_end_is_refused(tmp_path: Path, content: str) -> None:
    assert "the list is not closed, or something follows it" in refusal(file_of(tmp_path, "a.json", content)).reason


def test_a_document_too_large_to_be_read_whole_is_refused(tmp_path: Path) -> None:
    problem = refusal(file_of(tmp_path, "a.yaml", CLAIMS_YAML), limits=Limits(document_bytes=10))
    assert "write it as JSONL or CSV, or raise the limit" in problem.reason


def test_words_where_records_belong_are_refused(tmp_path: Path) -> None:
    _, bad = checked(file_of(tmp_path, "a.yaml", "- {key: a, species: human}\n- words\n"))
    assert bad[0].reason == "expected a record with named values, found 'words'"
    assert "no record can be read" in refusal(file_of(tmp_path, "b.yaml", "- words\n")).reason
    assert "expected a list of records, found 'words'" in refusal(file_of(tmp_path, "c.yaml", "--- words\n")).reason
    assert "the file holds no records" in refusal(file_of(tmp_path, "d.yaml", "---\n")).reason


def test_json_in_a_cell_is_read_as_strictly(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "s.csv", 'key,species,arms\na,human,"[{""name"": "\n'))
    assert problem.column == "arms"
    assert "it is not valid JSON" in problem.reason
