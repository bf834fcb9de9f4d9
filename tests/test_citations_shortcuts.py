"""What is told at a glance comes out as if it had been looked at in full, and fits the record it is put into."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Problem
from evidence.formats.citations import medline, names, pubmed_bulk, pubmed_xml, read_citations, ris
from evidence.formats.citations.bibtex_names import read_names
from evidence.formats.citations.latex import _decoded, decode
from evidence.formats.citations.record import clean, heading, section
from evidence.models import AbstractSection, Heading, PublicationBase

BLANK = st.sampled_from([" ", "  ", "\t", "\n", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u2028", "\u3000"])
WORD = st.sampled_from(
    ["Ng", "Adele", "J.", "A", "van", "Jr", "III", "2nd", "Group", "et al.", "Müller", "O’Neil", "-"]
)
MARK = st.sampled_from([" ", ", ", ",", "; ", "  ", "\xa0", " and ", "", "  - "])
NAME = st.lists(st.one_of(WORD, MARK), min_size=1, max_size=7).map("".join)
TIDY_NAME = st.builds("{}, {}".format, WORD, st.lists(WORD, min_size=1, max_size=3).map(" ".join))
NAMES = st.lists(st.one_of(NAME, TIDY_NAME), max_size=4)
VALUE = st.lists(st.one_of(WORD, MARK, st.sampled_from(["AIM: ", ". RESULTS: ", "10.1/x", "2019"])), max_size=6).map(
    "".join
)


def everything(content: str, form: str) -> list[Any]:
    """What comes out of a file, in a form that two readings can be compared by."""
    return [
        (item.reason, item.line, item.kept) if isinstance(item, Problem) else item.model_dump()
        for item in read_citations(content.encode(), form=form)
    ]


@given(st.lists(st.one_of(BLANK, st.text(max_size=3)), max_size=12).map("".join))
def test_a_text_that_looks_clean_is_clean(text: str) -> None:
    assert clean(text) == " ".join(text.split())


@given(NAMES)
def test_names_that_look_plain_are_sorted_like_all_others(listed: list[str]) -> None:
    sorted_names = [name for name in map(names._sorted, listed) if name is not None]
    assert names.split_people(listed) == names.in_order(sorted_names)


@given(st.lists(st.fixed_dictionaries({"family": WORD, "given": NAME}), max_size=4))
def test_plain_names_of_an_item_are_read_like_all_others(items: list[dict[str, str]]) -> None:
    spelled_out = [{**item, "suffix": ""} for item in items]  # an empty part makes the list none that is plain
    assert names.read_csl_names(items)[:2] == names.read_csl_names(spelled_out)[:2]


@pytest.mark.parametrize("odd", [None, 5, "Ng, A", ["Ng"], [{"family": 5, "given": "A"}], [{"family": "Ng"}], {}, []])
def test_what_is_no_list_of_plain_names_is_none(odd: Any) -> None:
    assert names._plain_csl(odd) == ()


@given(NAMES)
def test_plain_names_of_an_entry_are_read_like_all_others(listed: list[str]) -> None:
    text = " and ".join(listed)
    assert read_names(text) == read_names(text.replace("Ng", "{}Ng"))


@given(
    st.lists(st.sampled_from(["a", "b", " ", "--", "``", "''", "~", "{", "}", "_", "^", "-"]), max_size=12).map("".join)
)
def test_a_text_without_commands_prints_as_if_they_had_been_sought(text: str) -> None:
    assert decode(text) == _decoded.__wrapped__(text) or text == decode(text)


RIS_LINE = st.builds(
    "{}  - {}".format, st.sampled_from(["AU", "TI", "AB", "KW", "PY", "DO", "T2", "N1", "ZZ", "SN"]), VALUE
)
NBIB_LINE = st.builds(
    "{:<4}- {}".format,
    st.sampled_from(["FAU", "AU", "CN", "TI", "AB", "MH", "DP", "AID", "OT", "ZZZZ", "LA", "CIN"]),
    VALUE,
)  # codespell:ignore
FURTHER = st.builds("      {}".format, VALUE)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(RIS_LINE, max_size=8), other=st.lists(RIS_LINE, max_size=3))
def test_a_record_of_ris_on_its_columns_is_read_like_all_others(lines: list[str], other: list[str]) -> None:
    content = "".join("\n".join(["TY  - JOUR", *some, "ER  - ", ""]) for some in (lines, other))
    assert_same(content, "ris", ris, "_fixed_tags", lambda _: None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(NBIB_LINE, FURTHER), max_size=10))
def test_a_record_of_nbib_on_its_columns_is_read_like_all_others(lines: list[str]) -> None:
    assert_same("\n".join(["PMID- 5", *lines, ""]), "nbib", medline, "_fixed_tags", lambda _: None)


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_authors_of_pubmed_xml_are_read_like_all_others(listed: list[str]) -> None:
    authors = "".join(
        f"<Author><LastName>{family}</LastName><ForeName>{given_names}</ForeName></Author>"
        for family, _, given_names in (name.partition(",") for name in listed)
    )
    content = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>T</ArticleTitle>"
        f"<AuthorList>{authors}</AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    assert_same(content, "pubmed_xml", pubmed_xml, "plain_authors", lambda record: (record, []))


def assert_same(content: str, form: str, module: Any, shortcut: str, instead: Callable[[Any], Any]) -> None:
    """The file reads the same without a shortcut, and every record would pass validation."""
    quick = everything(content, form)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, shortcut, instead)
        assert quick == everything(content, form)
    for fields in quick:
        if isinstance(fields, dict):
            assert PublicationBase.model_validate(fields).model_dump() == fields


def test_an_author_without_a_family_name_is_not_plain() -> None:
    assert (
        pubmed_bulk.plain_authors(b"<PubmedArticle><AuthorList><Author><ForeName>A</ForeName></Author></AuthorList>")[1]
        == []
    )


def test_a_record_that_is_not_validated_is_one_like_any_other() -> None:
    term = heading("Pain", "D010146", major=True, qualifiers=(("drug therapy", None, False),))
    whole = Heading(
        label="Pain", ui="D010146", major=True, qualifiers=(Heading(label="drug therapy", major=False, qualifiers=()),)
    )
    assert (term, term.model_dump(exclude_unset=True)) == (
        whole,
        {**whole.model_dump(), "qualifiers": term.model_dump()["qualifiers"]},
    )
    part = section("AIM", "To see.")
    assert part.model_copy(update={"label": None}) == AbstractSection(label=None, text="To see.")
    part.text = "Seen."
    assert part.model_dump_json() == '{"label":"AIM","text":"Seen."}'
    with pytest.raises(ValueError, match="text"):
        part.text = None  # type: ignore[assignment]
