"""Refer files, EndNote's `.enw`, mean what the same record means in RIS, whatever is wrong with the file."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Problem
from evidence.formats.citations import Limits, UnknownCitationFormatError, read_citations, sniff
from evidence.formats.citations.refer import MEANING
from evidence.models import PublicationBase
from tests.citation_reading import one, records_of

ARTICLE = """%0 Journal Article
%A Ng, Adele
%A van der Berg, Jan P.
%A Example Trial Group
%T Magnesium for nightly cramp:
a randomised crossover trial
%J Journal of Invented Medicine
%O J Invent Med
%D 2019
%8 Mar 9
%V 12
%N 3
%P 101-109
%@ 2434-561X
%M 99999991
%~ PubMed
%2 PMC9999991
%R https://doi.org/10.5555/JIM.2019.0012
%K cramp
magnesium
%X BACKGROUND: Cramp is common. METHODS: We gave magnesium.

RESULTS: Nothing changed (P = 0.41).
%9 Randomized Controlled Trial
%U https://pubmed.ncbi.nlm.nih.gov/99999991/
%+ Somewhere
"""
CHAPTER = """%0 Book Section
%A Ng, Adele
%E Editor, Ed
%T Cramp
%B The Book of Muscles
%I Example Press
%C Exampleton
%D 2018
%P 12-34
%@ 978-0-306-40615-7
"""


def refer(*numbers: int) -> str:
    return "".join(
        f"%0 Journal Article\n%A Ng, Adele\n%T Title {n}\n%D 2019\n%J Invented Journal\n\n\n"
        for n in numbers or (1, 2, 3)
    )


def test_every_part_of_a_record_is_kept_or_named() -> None:
    article, chapter = records_of(f"{ARTICLE}\n\n{CHAPTER}")
    assert (article.source_format, article.type) == ("refer", "article-journal")
    assert article.authors == ("Ng, Adele", "van der Berg, Jan P.")
    assert article.collective_authors == ("Example Trial Group",)
    assert article.title == "Magnesium for nightly cramp: a randomised crossover trial"
    assert (article.journal, article.journal_abbreviation) == ("Journal of Invented Medicine", "J Invent Med")
    assert (article.issued, article.volume, article.issue, article.pages) == ("2019-03-09", "12", "3", "101-109")
    assert (article.doi, article.pmid, article.pmcid) == ("10.5555/jim.2019.0012", "99999991", "PMC9999991")
    assert (article.issn, article.keywords) == (("2434-561X",), ("cramp", "magnesium"))
    assert [part.label for part in article.abstract] == ["BACKGROUND", "METHODS", "RESULTS"]
    assert [term.label for term in article.publication_types] == ["Randomized Controlled Trial"]
    assert article.not_kept == ("%+",)
    assert (chapter.type, chapter.journal, chapter.pages) == ("chapter", "The Book of Muscles", "12-34")
    assert chapter.csl["editor"] == [{"family": "Editor", "given": "Ed"}]
    assert (chapter.isbn, chapter.csl["publisher-place"]) == ("9780306406157", "Exampleton")


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("%0 Journal Article\n%T Pain", "refer"),
        ("%A Ng, A\n%T Pain\n%D 2019", "refer"),
        ("\ufeff\r\n%T Pain\r\n%J Pain\r\n", "refer"),
        ("% Encoding: UTF-8\n@article{a, title={Pain}}", "bibtex"),
        ("%A remark\n@article{a, title={Pain}}", "bibtex"),
        ("TY  - JOUR\nTI  - Pain\nAB  - of\n%A and\n%T none\nER  - ", "ris"),
        ("%A a lone remark", None),
    ],
)
def test_refer_is_told_by_its_tags_and_not_by_a_remark(content: str, form: str | None) -> None:
    assert sniff(content.encode()) == form


def test_records_without_kinds_are_parted_by_blank_lines() -> None:
    records = records_of(
        "%A Ng, A\n%T First\n%J J Inv\n%O kept apart\n\n%A Berg, B\n%B A book\n\n\n%T Third\n%A Oh, C\n"
    )
    assert [record.title for record in records] == ["First", "A book", "Third"]
    assert [record.type for record in records] == ["article-journal", "book", "document"]
    assert records[0].notes == "kept apart"


def test_a_blank_line_inside_a_record_does_not_part_it() -> None:
    record = one("%0 Journal Article\n%T Cramp\n%X First.\n\nSecond.\n\n%D 2019\n%A Ng, A\n")
    assert (record.year, record.authors, record.abstract[0].text) == (2019, ("Ng, A",), "First. Second.")


def test_a_title_behind_a_blank_line_begins_a_record_even_where_its_kind_is_missing() -> None:
    records = records_of(refer(1) + refer(2).removeprefix("%0 Journal Article\n") + refer(3))
    assert [record.title for record in records] == ["Title 1", "Title 2", "Title 3"]


@pytest.mark.parametrize("kind", ["Web Page", "Thesis", "Conference Proceedings", "Patent", "Something Else"])
def test_a_kind_of_work_is_the_one_the_same_name_means_in_endnotes_xml(kind: str) -> None:
    wanted = {
        "Web Page": "webpage",
        "Thesis": "thesis",
        "Conference Proceedings": "paper-conference",
        "Patent": "patent",
        "Something Else": "document",
    }
    assert one(f"%0 {kind}\n%T Cramp\n").type == wanted[kind]


def test_a_line_that_only_begins_with_a_percent_sign_belongs_to_the_value_before_it() -> None:
    record = one("%0 Journal Article\n%T Cramp\n%X Of all nights\n% of nights and\n%age fell.\n")
    assert record.abstract[0].text == "Of all nights % of nights and %age fell."


def test_a_second_value_of_a_single_tag_is_named_as_the_file_calls_it() -> None:
    record = one("%0 Journal Article\n%T Cramp\n%T Other\n%q odd\n%4 more\n")
    assert (record.title, record.not_kept) == ("Cramp", ("%4", "%T (1 more)"))


DAMAGED: dict[str, tuple[int, Callable[[], str | bytes]]] = {
    "ok": (3, refer),
    "bom": (3, lambda: b"\xef\xbb\xbf" + refer().encode()),
    "crlf": (3, lambda: refer().replace("\n", "\r\n")),
    "cr_only": (3, lambda: refer().replace("\n", "\r")),
    "utf16": (3, lambda: refer().encode("utf-16")),
    "latin1": (3, lambda: refer().replace("Title 2", "T\xeftle 2").encode("latin-1")),
    "nul_bytes": (3, lambda: refer().replace("Title 2", "Ti\0tle 2")),
    "no_blank_lines": (3, lambda: refer().replace("\n\n\n", "\n")),
    "truncated_last": (3, lambda: refer().rstrip()[:-8]),
    "preamble": (3, lambda: "Exported from a library\n" + refer()),
    "indented": (3, lambda: refer().replace("%T ", "%T    ")),
    "huge_field_30MB": (2, lambda: refer(1, 2).replace("Title 1", "word " * 6_000_000)),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_every_record_of_a_damaged_file_is_read(name: str) -> None:
    wanted, make = DAMAGED[name]
    made = make()
    items = list(read_citations(made.encode() if isinstance(made, str) else made, name="file.enw"))
    records = [item for item in items if isinstance(item, PublicationBase)]
    assert [record.authors for record in records] == [("Ng, Adele",)] * wanted
    assert all(record.title for record in records)
    told = [item for item in items if isinstance(item, Problem)]
    assert all(problem.kept for problem in told)
    assert bool(told) == (name in {"latin1", "nul_bytes", "preamble"}), told


def test_a_record_with_nothing_in_it_is_told_with_its_line() -> None:
    items = list(read_citations((refer(1) + "%0 Journal Article\n%D 2019\n\n" + refer(2)).encode()))
    assert [isinstance(item, PublicationBase) for item in items] == [True, False, True]
    assert isinstance(items[1], Problem)
    assert (items[1].kept, items[1].line) == (False, 8)


def test_a_record_over_the_limit_is_refused_and_the_rest_read() -> None:
    content = refer(1, 2).replace("Title 1", "word " * 10_000)
    items = list(read_citations(content.encode(), limits=Limits(record=20_000)))
    assert [item.title for item in items if isinstance(item, PublicationBase)] == ["Title 2"]
    assert any(isinstance(item, Problem) and "longer" in item.reason and not item.kept for item in items)


@given(
    st.lists(st.sampled_from([*MEANING, "%0", "%+", "", "words", "\n", "%T Cramp"]), max_size=40),
    st.sampled_from(["", "%0 Journal Article\n"]),
)
@settings(max_examples=80, deadline=None)
def test_every_record_of_any_tags_is_valid(tags: list[str], kind: str) -> None:
    content = kind + "\n".join(f"{tag} 2019" for tag in tags)
    for item in read_citations(content.encode(), form="refer"):
        if isinstance(item, PublicationBase):
            assert PublicationBase.model_validate(item.model_dump()) == item


def test_a_letter_is_still_no_citation_file() -> None:
    with pytest.raises(UnknownCitationFormatError, match="refer"):
        list(read_citations(b"Dear sir,\n%A of it is about cramp.", name="letter.txt"))
