"""CSL-JSON, EndNote XML and tables: every variable, element and column is kept, or named."""

import io
import json
from typing import Any

import openpyxl
import pytest

from evidence.errors import Problem
from evidence.formats.citations import read_citations
from evidence.formats.citations.csl import to_csl
from evidence.models import PublicationBase, Standing
from tests.citation_reading import one, records_of, sample

ITEM: dict[str, Any] = {
    "id": "http://example.org/items/1",
    "type": "article-journal",
    "title": "Cramp",
    "author": [
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        {"literal": "Study Group"},
        {"family": "King", "given": "M L", "suffix": "Jr"},
    ],
    "editor": [{"family": "Ed", "given": "Itor"}],
    "container-title": "Journal of Invented Medicine",
    "issued": {"date-parts": [["2019", "3", 9]]},
    "accessed": {"date-parts": [[2020, 1, 2]]},
    "volume": 12,
    "page": "1-9",
    "DOI": "https://doi.org/10.5555/ABC",
    "PMID": "29404715",
    "ISSN": "2434-561X",
    "number-of-pages": "9",
    "custom": {"shelf": "A", "publication_types": ["Review"]},
}


def csl(**changed: Any) -> PublicationBase:
    return one(json.dumps([{**ITEM, **changed}]))


def test_every_variable_of_an_item_is_kept() -> None:
    record = csl()
    assert record.key == "http://example.org/items/1"
    assert record.authors == ("van Gogh, Vincent", "King, M L, Jr")
    assert record.collective_authors == ("Study Group",)
    assert (record.issued, record.volume, record.doi, record.pmid) == ("2019-03-09", "12", "10.5555/abc", "29404715")
    item = to_csl(record)
    for name in ("author", "editor", "accessed", "number-of-pages", "container-title", "page", "type", "title"):
        assert item[name] == ITEM[name]
    assert item["custom"]["shelf"] == "A"
    assert item["custom"]["publication_types"] == [{"label": "Review"}]
    assert json.loads(item["custom"]["source_record"]) == ITEM


@pytest.mark.parametrize(
    ("issued", "written", "year"),
    [
        ({"date-parts": [[2019]]}, "2019", 2019),
        ({"date-parts": [[2019, 3], [2019, 4]]}, "2019", 2019),
        ({"date-parts": [[2019]], "season": "2"}, "2019", 2019),
        ({"raw": "2019-03-09"}, "2019-03-09", 2019),
        ({"literal": "Spring 2019"}, "2019", 2019),
        ("2019-03", "2019-03", 2019),
        (2019, "2019", 2019),
        ({"date-parts": [[None]]}, None, None),
        ({"date-parts": []}, None, None),
    ],
)
def test_a_date_in_every_form_items_have(issued: Any, written: str | None, year: int | None) -> None:
    record = csl(issued=issued)
    assert (record.issued, record.year) == (written, year)


def test_identifiers_in_a_note_are_read_and_the_note_kept() -> None:
    record = csl(PMID=None, DOI=None, note="PMID: 123\nPMCID: PMC456\nDOI: 10.5555/x")
    assert (record.pmid, record.pmcid, record.doi) == ("123", "PMC456", "10.5555/x")


def test_an_identifier_that_is_none_stays_as_it_is() -> None:
    record = csl(DOI="none", PMID="see note")
    assert (record.doi, record.pmid) == (None, None)
    assert (to_csl(record)["DOI"], to_csl(record)["PMID"]) == ("none", "see note")


def test_crossrefs_own_json_is_read() -> None:
    record = csl(
        type="journal-article", title=["Cramp"], **{"container-title": ["J Inv"], "ISSN": ["2434-561X", "0003-3022"]}
    )
    assert (record.type, record.title, record.journal) == ("article-journal", "Cramp", "J Inv")
    assert record.issn == ("2434-561X", "0003-3022")


def test_a_standing_that_is_no_standing_is_kept_as_said_and_not_believed() -> None:
    record = csl(custom={"standing": "fine", "mesh": [{"label": "Pain", "ui": "D010146"}]})
    assert record.standing is Standing.UNKNOWN
    assert record.csl["custom"] == {"standing": "fine"}
    assert record.mesh[0].ui == "D010146"


def test_an_address_that_is_neither_kept_nor_an_identifier_is_named() -> None:
    addresses = ("https://a.example/1", "https://doi.org/10.5555/jim.1", "https://b.example/2")
    urls = "".join(f"<url>{address}</url>" for address in addresses)
    body = f"<titles><title>T</title></titles><urls><related-urls>{urls}</related-urls></urls>"
    (record,) = records_of(
        f'<xml><records><record><ref-type name="Web Page">12</ref-type>{body}</record></records></xml>'
    )
    assert (record.url, record.doi, record.not_kept) == (addresses[0], "10.5555/jim.1", ("url (1 more)",))


def test_every_part_of_an_endnote_record_is_kept_or_named() -> None:
    article, chapter = records_of(sample("sample_endnote.xml"))
    assert article.title == "Magnesium for nightly cramp"
    assert (article.authors, article.collective_authors) == (("Ng, Adele", "Berg, J. P."), ("Example Trial Group",))
    assert (article.journal, article.journal_abbreviation) == ("Journal of Invented Medicine", "J Invent Med")
    assert (article.issued, article.volume, article.issue, article.pages) == ("2019-03-09", "12", "3", "101-9")
    assert (article.doi, article.pmid, article.pmcid) == ("10.5555/jim.2019.0012", "99999991", "PMC9999991")
    assert article.issn == ("2434-561X", "0003-3022")
    assert article.url == "https://www.ncbi.nlm.nih.gov/pubmed/99999991"
    assert article.keywords == ("cramp", "magnesium")
    assert [part.label for part in article.abstract] == ["BACKGROUND", "RESULTS"]
    assert set(article.not_kept) == {"auth-address", "url (1 more)"}
    assert (chapter.type, chapter.journal, chapter.isbn) == ("chapter", "The Book of Muscles", "9780306406157")
    assert chapter.csl["editor"] == [{"family": "Editor", "given": "Ed"}]
    assert (chapter.publisher, chapter.csl["publisher-place"]) == ("Example Press", "Exampleton")


@pytest.mark.parametrize(
    ("header", "row", "field", "value"),
    [
        (
            "PMID,Title,Authors,Journal/Book,Publication Year",
            '1,T,"Ng A, Berg JP.",J,2019',
            "authors",
            ("Ng, A", "Berg, JP"),
        ),
        ("Title,Author,Publication Title", 'T,"Ng, Adele; Berg, J",J', "authors", ("Ng, Adele", "Berg, J")),
        ("Title,Authors", 'T,"Ng, Adele"', "authors", ("Ng, Adele",)),
        ("Title,Page start,Page end", "T,12,34", "pages", "12-34"),
        ("Title,Art. No.", "T,4567", "pages", "4567"),
        ("Title,Year", "T,2019.0", "year", 2019),
        ("Title,PubMed ID", "T,29404715.0", "pmid", "29404715"),
        ("Title,DOI", "T,https://doi.org/10.5555/X", "doi", "10.5555/x"),
        ("Item Type,Title,Extra", "journalArticle,T,PMID: 123", "pmid", "123"),
        ("Title,Manual Tags", 'T,"a; b"', "keywords", ("a", "b")),
        ("Title,Shelf", "T,A7", "not_kept", ("Shelf",)),
        ("Title,Date", "T,2019-03-09", "issued", "2019-03-09"),
        ("title,registry id", "T,NCT 0123 4567", "registry_ids", ("NCT01234567",)),
    ],
)
def test_a_table_of_any_program_is_read_by_its_headings(header: str, row: str, field: str, value: Any) -> None:
    assert getattr(one(f"{header}\n{row}\n"), field) == value


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Citations", 0)
    for row in rows:
        sheet.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def test_a_workbook_is_read_as_a_table() -> None:
    content = workbook(
        ("Title", "Authors", "Year", "PMID", "DOI"), ("T", "Ng, A; Berg, J", 2019, 29404715, "10.5555/X")
    )
    record = one(content)
    assert (record.title, record.authors, record.year) == ("T", ("Ng, A", "Berg, J"), 2019)
    assert (record.pmid, record.doi) == ("29404715", "10.5555/x")


def test_a_sheet_of_something_else_is_left_out_and_told() -> None:
    items = list(read_citations(workbook(("Apples", "Pears"), (1, 2))))
    assert all(isinstance(item, Problem) for item in items)
    assert items
