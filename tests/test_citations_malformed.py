"""No damage to a file costs more than the records it hit, and every loss is told with its place."""

import gzip
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Problem
from evidence.formats.citations import Limits, UnknownCitationFormatError, read_citations
from evidence.models import PublicationBase
from tests import citation_damage as damage
from tests.citation_reading import sample

CASES = [
    pytest.param(form, name, wanted, make, id=f"{form}-{name}")
    for form, cases in {
        "pubmed_xml": damage.XML,
        "ris": damage.RIS,
        "nbib": damage.NBIB,
        "bibtex": damage.BIB,
        "csl": damage.CSL,
        "csv": damage.CSV,
    }.items()
    for name, (wanted, make) in cases.items()
]
WITH_LOSS = {
    *("latin1_bytes_in_utf8", "control_char", "unclosed_tag", "unclosed_record", "truncated_xml", "billion_laughs"),
    *(
        "xxe_file",
        "unclosed_brace",
        "unclosed_entry",
        "unclosed_quote",
        "unclosed_first_quote",
        "truncated",
        "bad_item",
    ),
    *("bad_item_pretty", "deep_nesting_100k", "deep_array_100k", "bibtex-truncated_last", "empty_list", "header_only"),
}
WITHOUT_RECORDS = {"empty_list", "header_only", "deep_array_100k"}
UNREMARKABLE = {
    "ok",
    "pretty",
    "crlf",
    "bom",
    "gz_concatenated",
    "inline_markup",
    "string_concat",
    "paren_entry",
    "jsonl",
}


def split(items: Iterable[PublicationBase | Problem]) -> tuple[list[PublicationBase], list[Problem]]:
    records: list[PublicationBase] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            records.append(item)
    return records, problems


@pytest.mark.parametrize(("form", "name", "wanted", "make"), CASES)
def test_every_good_record_of_a_damaged_file_is_read_and_every_loss_told(
    form: str, name: str, wanted: int, make: damage.Made
) -> None:
    records, problems = split(read_citations(damage.content(make), name="file"))
    lost = [problem for problem in problems if not problem.kept]
    assert len(records) == wanted
    assert all(record.title or record.pmid or record.doi for record in records)
    assert {record.source_format for record in records} <= {form}
    assert bool(lost) == bool({name, f"{form}-{name}"} & WITH_LOSS), problems
    assert not (name in UNREMARKABLE and problems), problems
    assert all(problem.line is not None or "byte" in problem.reason for problem in lost if name not in WITHOUT_RECORDS)


@pytest.mark.parametrize("form", ["pubmed_xml", "ris", "nbib", "bibtex", "csl", "csv"])
def test_every_record_of_every_file_is_valid(form: str) -> None:
    cases = {
        "pubmed_xml": damage.XML,
        "ris": damage.RIS,
        "nbib": damage.NBIB,
        "bibtex": damage.BIB,
        "csl": damage.CSL,
        "csv": damage.CSV,
    }[form]
    for name, (_, make) in cases.items():
        if "huge" not in name:
            records, _ = split(read_citations(damage.content(make)))
            for record in records:
                assert PublicationBase.model_validate(record.model_dump()) == record, name


@pytest.mark.parametrize("name", ["sample.ris", "sample.nbib", "sample.bib", "sample_pubmed.xml", "sample_endnote.xml"])
def test_every_record_of_the_samples_is_valid(name: str) -> None:
    records, problems = split(read_citations(sample(name)))
    assert not problems
    for record in records:
        assert PublicationBase.model_validate(record.model_dump()) == record


@pytest.mark.parametrize("name", damage.GZ)
def test_what_lies_before_the_damage_of_a_compressed_file_is_read(name: str) -> None:
    least, most, make = damage.GZ[name]
    records, problems = split(read_citations(damage.content(make)))
    assert least <= len(records) <= most
    assert [record.pmid for record in records] == [str(n) for n in range(1, len(records) + 1)]
    assert any("compressed" in problem.reason and not problem.kept for problem in problems)


def test_nothing_of_a_declared_entity_comes_out() -> None:
    for name in ("billion_laughs", "xxe_file"):
        records, problems = split(read_citations(damage.content(damage.XML[name][1])))
        text = "".join(record.model_dump_json() for record in records)
        assert "root:" not in text
        assert "haha" not in text
        assert problems


def test_a_record_that_declares_entities_itself_is_refused() -> None:
    bad = (
        "<PubmedArticle><!DOCTYPE x [<!ENTITY a 'b'>]><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle>"
    )
    records, problems = split(read_citations(damage.article_set(damage.article(1), bad).encode()))
    assert [record.pmid for record in records] == ["1"]
    assert "entities" in problems[0].reason


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (damage.RIS["latin1"][1], "T\xeftle"),
        (damage.NBIB["latin1"][1], "T\xeftle"),
        (damage.BIB["latin1"][1], "T\xeftle"),
        (damage.BIB["windows_1252_declared"][1], "T\N{LEFT DOUBLE QUOTATION MARK}"),
        (damage.CSL["latin1"][1], "T\xeftle"),
        (damage.CSV["latin1"][1], "T\xeftle"),
        (damage.XML["declared_latin1"][1], "T\xeftle"),
        (damage.RIS["nul_bytes"][1], "Title 2"),
    ],
)
def test_text_in_another_encoding_keeps_its_letters(make: damage.Made, title: str) -> None:
    records, _ = split(read_citations(damage.content(make)))
    assert records[1].title == title


def test_text_read_as_windows_1252_is_told_with_its_line() -> None:
    _, problems = split(read_citations(damage.content(damage.RIS["latin1"][1])))
    assert [(problem.line, problem.kept) for problem in problems] == [(10, True)]
    assert "cp1252" in problems[0].reason


def test_a_second_value_of_a_single_tag_is_named() -> None:
    records, _ = split(read_citations(damage.content(damage.RIS["duplicate_single_tags"][1])))
    assert (records[0].title, records[0].not_kept) == ("Title 1", ("TI (1 more)",))
    records, _ = split(read_citations(damage.content(damage.BIB["duplicate_fields"][1])))
    assert (records[0].title, records[0].not_kept) == ("Title 1", ("title (repeated)",))


def test_tags_without_a_field_are_named() -> None:
    records, _ = split(read_citations(damage.content(damage.RIS["unknown_tags"][1])))
    assert records[0].not_kept == ("ZZ",)


def test_lines_without_a_tag_belong_to_the_value_before_them() -> None:
    records, _ = split(read_citations(damage.content(damage.RIS["multiline_abstract"][1])))
    assert records[0].abstract[0].text == "First line second line TO - be sure third"


def test_a_repeated_key_gets_a_number() -> None:
    records, problems = split(read_citations(damage.content(damage.BIB["duplicate_keys"][1])))
    assert [record.key for record in records] == ["key1", "key1-2", "key1-3"]
    assert len(problems) == 2


def test_a_name_with_too_many_commas_stays_whole() -> None:
    records, _ = split(read_citations(damage.content(damage.BIB["too_many_commas_name"][1])))
    assert records[0].authors == ("Ng, A B C D",)


def test_an_undefined_string_keeps_its_name_and_is_told() -> None:
    records, problems = split(read_citations(damage.content(damage.BIB["undefined_macro"][1])))
    assert records[0].journal == "nosuch"
    assert "nosuch" in problems[0].reason


def test_a_cell_like_a_formula_stays_text() -> None:
    records, _ = split(read_citations(damage.content(damage.CSV["formula_cell"][1])))
    assert records[0].title == "=HYPERLINK(1)"


def test_a_pmid_with_zeros_in_front_is_that_pmid() -> None:
    records, _ = split(read_citations(damage.content(damage.CSV["leading_zero_pmid"][1])))
    assert records[0].pmid == "12345"


def test_content_that_is_no_citation_format_is_refused() -> None:
    with pytest.raises(UnknownCitationFormatError, match="not a citation format"):
        list(read_citations(b"Dear sir, we write to you about cramp.", name="letter.txt"))


def test_a_record_over_the_limit_is_refused_and_the_rest_read() -> None:
    limits = Limits(record=20_000)
    long = "word " * 10_000
    for content in (
        damage.article_set(damage.article(1, long), damage.article(2)),
        damage.ris(1, 2).replace("Title 1", long),
        damage.nbib(1, 2).replace("Title 1", long),
    ):
        records, problems = split(read_citations(content.encode(), limits=limits))
        assert [record.title for record in records] == ["Title 2"]
        assert any(not problem.kept and "longer" in problem.reason for problem in problems)


def test_a_compressed_file_that_unpacks_without_end_is_stopped() -> None:
    records, problems = split(
        read_citations(gzip.compress(damage.ris(1).encode() * 30_000), limits=Limits(unpacked=1_000_000))
    )
    assert 0 < len(records) < 30_000
    assert any("come out of this file" in problem.reason for problem in problems)


@given(
    st.binary(max_size=300),
    st.sampled_from(sorted({"ris", "nbib", "bibtex", "csl", "csv", "pubmed_xml", "endnote_xml"})),
)
@settings(max_examples=80, deadline=None)
def test_no_bytes_stop_a_reader(content: bytes, form: str) -> None:
    list(read_citations(content, form=form))


@given(st.sampled_from(CASES), st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_bytes_put_into_a_good_file_stop_a_reader(case: object, at: int, put: bytes) -> None:
    form, name, _, make = case.values  # type: ignore[attr-defined]
    if "huge" in name or "deep" in name:
        return
    content = damage.content(make)
    place = at % (len(content) + 1)
    records, _ = split(read_citations(content[:place] + put + content[place:], form=form))
    for record in records:
        assert PublicationBase.model_validate(record.model_dump()) == record
