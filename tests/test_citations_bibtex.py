"""BibTeX and biblatex mean what BibTeX and biblatex would print."""

import pytest

from evidence.errors import Problem
from evidence.formats.citations import read_citations
from evidence.formats.citations.latex import decode
from evidence.models import PublicationBase
from tests.citation_reading import one, records_of, sample


def bib(fields: str, kind: str = "article") -> PublicationBase:
    return one(f"@{kind}{{key1,\n{fields}\n}}\n")


def test_strings_comments_and_cross_references_are_followed() -> None:
    article, proceedings, talk = records_of(sample("sample.bib"))
    assert article.key == "ng2019"
    assert article.title == "Magnesium for nightly cramp: 5 \N{GREEK SMALL LETTER MU}g at p<0.05"
    assert article.authors == ("Ng, Adèle", "van der Berg, Jan P.", "Müller, Jörg, Jr.")
    assert article.collective_authors == ("Example Trial Group",)
    assert (article.journal, article.issued) == ("Journal of Invented Medicine", "2019-03-09")
    assert (article.volume, article.issue, article.pages) == ("12", "3", "101-109")
    assert article.doi == "10.5555/jim.2019_0012"
    assert article.keywords == ("cramp", "magnesium")
    assert article.not_kept == ("mendeley-groups",)
    assert proceedings.type == "book"
    assert (talk.type, talk.journal, talk.year) == ("paper-conference", proceedings.title, 2018)
    assert talk.csl["editor"] == [{"family": "Editor", "given": "Ed"}]
    assert talk.title == "Cramp & pain"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e}t\'{e} \`a la \^{\i}le", "été à la île"),
        (
            r"\c{c}edilla, \v{S}koda, \H{o}, \k{a}, \r{a}, \u{g}, \.{z}, \={a}, \d{s}",
            "çedilla, Škoda, ő, ą, å, ğ, ż, ā, ṣ",
        ),
        (r"Stra{\ss}e, {\AA}ngstr{\"o}m, \O re, {\L}\'od\'z, na\"{\i}ve", "Straße, Ångström, Øre, Łódź, naïve"),
        (r"{{DNA}} and {RNA}", "DNA and RNA"),
        (r"50\% of \$5 \& \#1 a\_b", "50% of $5 & #1 a_b"),
        (r"$\beta$-blockers, $\geq 5$, $5 \times 10^{-3}$, H$_2$O", "β-blockers, ≥ 5, 5 × 10⁻³, H₂O"),
        (r"\emph{in vitro} \textbf{and} \textit{in vivo}", "in vitro and in vivo"),
        (r"CO\textsubscript{2} at 10\textsuperscript{th}", "CO₂ at 10th"),
        (r"a -- b --- c", "a \N{EN DASH} b \N{EM DASH} c"),
        (r"from $5 to $10 a day", "from $5 to $10 a day"),
        (r"one~two\ three\,four \\ five", "one two three four five"),
        (r"\url{http://example.org/a_b}", "http://example.org/a_b"),
        (r"37\textdegree{}C, 5$^{\circ}$C, \textpm 2", "37°C, 5°C, ±2"),
        (r"Erd{\H o}s, \v{c}, {\v c}, \v c", "Erdős, č, č, č"),
    ],
)
def test_latex_is_read_as_it_prints(latex: str, text: str) -> None:
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("names", "authors", "groups"),
    [
        ("Adele Ng and Jan P. van der Berg", ("Ng, Adele", "van der Berg, Jan P."), ()),
        ("de la Vall{\\'e}e Poussin, Jean Charles", ("de la Vallée Poussin, Jean Charles",), ()),
        ("Charles Louis de la Vall{\\'e}e Poussin", ("de la Vallée Poussin, Charles Louis",), ()),
        ("{Barnes and Noble, Inc.} and Ng, A", ("Ng, A",), ("Barnes and Noble, Inc.",)),
        ("King, Jr., Martin Luther", ("King, Martin Luther, Jr.",), ()),
        ("Ng, Adele and others", ("Ng, Adele",), ()),
        ("Ng,Adele AND Berg,J.", ("Ng, Adele", "Berg, J."), ()),
        ("Ng,\n  Adele\n  and\n  Berg, J", ("Ng, Adele", "Berg, J"), ()),
        ("Plato", ("Plato",), ()),
        ("{\\O}re, {\\AA}sa", ("Øre, Åsa",), ()),
    ],
)
def test_names_are_split_as_bibtex_splits_them(names: str, authors: tuple[str, ...], groups: tuple[str, ...]) -> None:
    record = bib(f"author = {{{names}}}, title = {{T}}")
    assert (record.authors, record.collective_authors) == (authors, groups)


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2019, month = mar", "2019-03"),
        ("year = 2019, month = {March}", "2019-03"),
        ("year = 2019, month = 3", "2019-03"),
        ("year = {2019}, month = {03}, day = {9}", "2019-03-09"),
        ('year = 2019, month = mar # "~9"', "2019-03-09"),
        ('year = 2019, month = "9~" # mar', "2019-03-09"),
        ("date = {2019-03-09}", "2019-03-09"),
        ("date = {2019-03-09/2019-03-12}", "2019-03-09"),
        ("year = {2019}, month = {Mar-Apr}", "2019"),
        ("year = {in press}", None),
    ],
)
def test_a_date_is_as_precise_as_given(fields: str, issued: str | None) -> None:
    assert bib(f"title = {{T}}, {fields}").issued == issued


def test_kinds_of_entries_and_their_fields() -> None:
    thesis = bib("author = {Ng, A}, title = {T}, school = {University}, year = 2019, address = {Town}", "phdthesis")
    assert (thesis.type, thesis.publisher, thesis.csl["genre"]) == ("thesis", "University", "PhD thesis")
    assert thesis.csl["publisher-place"] == "Town"
    chapter = bib("title = {C}, booktitle = {B}, editor = {Ed, I}, chapter = 3, edition = {2nd}", "incollection")
    assert (chapter.type, chapter.journal, chapter.csl["chapter-number"]) == ("chapter", "B", "3")
    online = bib("title = {W}, url = {https://example.org/a\\_b~c}, urldate = {2020-01-02}", "online")
    assert (online.type, online.url) == ("webpage", "https://example.org/a_b~c")
    assert online.csl["accessed"] == {"date-parts": [[2020, 1, 2]]}
    article = bib(
        "title = {T}, subtitle = {S}, journaltitle = {J}, number = 4, eid = {e12},eprint = {123}, eprinttype = {pubmed}"
    )
    assert (article.title, article.journal, article.issue, article.pages) == ("T: S", "J", "4", "e12")
    assert article.pmid == "123"
    report = bib("title = {R}, institution = {I}, number = {12}, type = {Tech. rep.}", "techreport")
    assert (report.publisher, report.csl["number"], report.csl["genre"]) == ("I", "12", "Tech. rep.")
    assert bib("title = {M}, url = {\\url{http://example.org/a\\_x}}").url == "http://example.org/a_x"
    assert bib("title = {M}, howpublished = {\\url{http://example.org/x}}", "misc").url == "http://example.org/x"


def test_a_field_that_another_one_stands_for_is_named() -> None:
    assert bib("title = {T}, publisher = {P}, institution = {I}, pages = {1--2}, eid = {e1}").not_kept == (
        "institution",
        "eid",
    )


def test_an_entry_that_refers_to_a_missing_one_is_read_and_told() -> None:
    record, problem = sorted(
        read_citations(b"@inproceedings{a, title = {T}, crossref = {nosuch}}"),
        key=lambda item: isinstance(item, Problem),
    )
    assert isinstance(record, PublicationBase)
    assert isinstance(problem, Problem)
    assert problem.kept


def test_a_parent_may_stand_before_or_behind() -> None:
    child = "@incollection{c, title = {C}, crossref = {b}}\n"
    parent = "@book{b, title = {B}, publisher = {P}}\n"
    for content in (child + parent, parent + child):
        record = next(record for record in records_of(content) if record.key == "c")
        assert (record.journal, record.publisher) == ("B", "P")


def test_words_between_entries_and_comments_are_no_records() -> None:
    content = "Some words, mail me@example.org\n@comment{ignored {deep} text}\n\n@article{a, title={T}}\n"
    assert [record.key for record in records_of(content)] == ["a"]


def test_reading_takes_time_in_proportion_to_a_file_of_unclosed_entries() -> None:
    items = list(read_citations(b"@article{a, title = {T\n" * 3000))
    assert len(items) == 3000
