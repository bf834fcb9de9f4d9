"""Entries of reference lists in three styles, from whole records and from poor ones."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import PublicationBase, Standing
from evidence.report.citations_style import CitationStyle, in_text, reference, sort_key, written
from evidence.report.presets import Library

AMA, VANCOUVER, APA = CitationStyle.AMA, CitationStyle.VANCOUVER, CitationStyle.APA


def paper(**fields: Any) -> PublicationBase:
    values = {
        "key": "p",
        "title": "Ketamine for pain: a trial.",
        "authors": tuple(f"Author{letter} {letter}B" for letter in "ABC"),
        "journal": "Journal of Pain Studies",
        "journal_abbreviation": "J Pain Stud",
        "year": 2020,
        "volume": "133",
        "issue": "1",
        "pages": "154-164",
        "doi": "10.1234/abc",
        "pmid": "123",
    }
    return PublicationBase.model_validate(values | fields)


def text(publication: PublicationBase, style: CitationStyle) -> str:
    return written(reference(publication, style))


def test_a_whole_article_in_each_style() -> None:
    assert text(paper(), AMA) == (
        "AuthorA AB, AuthorB BB, AuthorC CB. Ketamine for pain: a trial. J Pain Stud. 2020;133(1):154-164. "
        "doi:10.1234/abc"
    )
    assert text(paper(), VANCOUVER).endswith("J Pain Stud. 2020;133(1):154-64. doi: 10.1234/abc")
    assert text(paper(), APA) == (
        "AuthorA, A. B., AuthorB, B. B., & AuthorC, C. B. (2020). Ketamine for pain: a trial. "
        "Journal of Pain Studies, 133(1), 154–164. https://doi.org/10.1234/abc"
    )


def test_only_the_parts_a_style_sets_in_italics_are() -> None:
    def slanted(style: CitationStyle) -> list[str]:
        return [piece.text for piece in reference(paper(), style) if piece.italic]

    assert slanted(AMA) == ["J Pain Stud."]
    assert slanted(VANCOUVER) == []
    assert slanted(APA) == ["Journal of Pain Studies", "133"]


def test_many_authors_are_cut_as_each_style_cuts_them() -> None:
    six = paper(authors=tuple(f"A{n} X" for n in range(6)))
    seven = paper(authors=tuple(f"A{n} X" for n in range(7)))
    many = paper(authors=tuple(f"A{n} X" for n in range(25)))
    assert "et al" not in text(six, AMA)
    assert text(seven, AMA).startswith("A0 X, A1 X, A2 X, et al. ")
    assert text(seven, VANCOUVER).startswith("A0 X, A1 X, A2 X, A3 X, A4 X, A5 X, et al. ")
    assert "A18, X., … A24, X. (2020)." in text(many, APA)
    assert "A19" not in text(many, APA)


def test_names_in_full_and_with_particles_become_initials() -> None:
    named = paper(authors=("van der Berg, Jan-Willem", "Smith JR", "Plato"))
    assert text(named, AMA).startswith("van der Berg JW, Smith JR, Plato. ")
    assert text(named, APA).startswith(
        "van der Berg, J. W., Smith, J. R., & Plato (2020)".replace(" (2020)", ". (2020)")
    )


def test_a_group_may_be_the_author() -> None:
    group = paper(authors=(), collective_authors=("Pain Group",))
    assert text(group, AMA).startswith("Pain Group. Ketamine")
    assert text(group, APA).startswith("Pain Group. (2020).")


def test_a_work_of_no_known_author_year_or_journal_says_so_and_invents_nothing() -> None:
    poor = PublicationBase(key="x", title="On pain", type="article-journal")
    assert text(poor, AMA) == "On pain. Journal unknown. Year unknown."
    assert text(poor, APA) == "On pain. (n.d.). Journal unknown."
    assert in_text(poor, AMA, 4) == "“On pain” year unknown [4]"
    assert in_text(poor, APA, 4) == "“On pain” (n.d.)"


def test_a_book_is_set_in_italics_with_its_publisher() -> None:
    book = PublicationBase(key="b", type="book", title="Pain", authors=("Roe J",), publisher="Press", year=1999)
    assert text(book, AMA) == "Roe J. Pain. Press; 1999."
    assert text(book, APA) == "Roe, J. (1999). Pain. Press."
    assert [piece.text for piece in reference(book, APA) if piece.italic] == ["Pain."]


def test_a_retracted_paper_says_so_in_every_style() -> None:
    for style in CitationStyle:
        assert "[retracted]" in text(paper(standing=Standing.RETRACTED), style)


@pytest.mark.parametrize(
    ("count", "shown"), [(1, "AuthorA (2020)"), (2, "AuthorA & AuthorB (2020)"), (3, "AuthorA et al. (2020)")]
)
def test_apa_points_at_one_two_or_more_authors(count: int, shown: str) -> None:
    assert in_text(paper(authors=paper().authors[:count]), APA, 9) == shown


def test_works_that_apa_would_point_at_alike_get_letters_in_text_and_list() -> None:
    one, other, third = paper(key="a", title="First"), paper(key="b", title="Second"), paper(key="c", year=2021)
    library = Library(APA, [other, one, third])
    assert [library.cite(each) for each in (other, one, third)] == [
        "AuthorA et al. (2020b)",
        "AuthorA et al. (2020a)",
        "AuthorA et al. (2021)",
    ]
    assert [written(entry.pieces).split("). ")[0][-6:] for entry in library.entries()] == ["(2020a", "(2020b", " (2021"]
    assert Library(AMA, [one, other]).cite(other) == "AuthorA 2020 [1]"


def test_alphabetical_order_is_by_name_year_and_title() -> None:
    papers = [paper(authors=("Zed A",)), paper(year=2021), paper(), paper(title="A first")]
    ordered = sorted(papers, key=sort_key)
    assert [(one.title, one.year) for one in ordered][:2] == [("A first", 2020), ("Ketamine for pain: a trial.", 2020)]
    assert ordered[-1].authors == ("Zed A",)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=8), words, st.one_of(st.none(), words), st.sampled_from(list(CitationStyle)))
def test_no_record_is_too_odd_to_cite(authors: list[str], title: str, pages: str | None, style: CitationStyle) -> None:
    odd = PublicationBase(key="x", title=title, authors=tuple(authors), pages=pages)
    entry = written(reference(odd, style))
    assert entry
    assert in_text(odd, style, 1)
    assert isinstance(sort_key(odd)[0], str)
