"""PubMed XML and nbib give the same record, with every identifier, and say how it stands and no more than that."""

import gzip
import zlib
from typing import Any

import pytest

from evidence.formats.citations import pubmed_xml, read_citations, reading, xml_records
from evidence.formats.citations.csl import to_csl
from evidence.models import PublicationBase, Standing
from tests.citation_reading import one, records_of, sample


def pubmed(inside: str = "", *, article: str = "", data: str = "", citation: str = "") -> str:
    return (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue>"
        f"<PubDate>{inside or '<Year>2019</Year>'}</PubDate></JournalIssue></Journal><ArticleTitle>T</ArticleTitle>"
        f"{article}</Article>{citation}</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle></PubmedArticleSet>"
    )


def comparable(record: PublicationBase) -> dict[str, Any]:
    item = to_csl(record)
    custom = item["custom"]
    for name in ("source_record", "source_format", "not_kept"):
        custom.pop(name)
    for term in [
        *custom["mesh"],
        *custom["publication_types"],
        *(q for m in custom["mesh"] for q in m.get("qualifiers", [])),
    ]:
        term.pop("ui", None)
    return item


def test_the_same_record_in_both_formats_is_the_same_item() -> None:
    assert comparable(one(sample("sample_pubmed.xml"))) == comparable(one(sample("sample.nbib")))


def test_every_part_of_a_pubmed_record_is_kept_or_named() -> None:
    record = one(sample("sample_pubmed.xml"))
    assert (record.pmid, record.doi, record.pii) == ("99999991", "10.5555/jim.2019.0012", "S0000-0000(19)00012-1")
    assert record.authors == ("Ng, Adele", "Berg, Jan P, Jr")
    assert record.collective_authors == ("Example Trial Group",)
    assert record.issn == ("2434-561X", "0003-3022")
    assert (record.journal, record.journal_abbreviation) == ("Journal of invented medicine", "J Invent Med")
    assert (record.volume, record.issue, record.pages, record.issued) == ("12", "3", "101-9", "2019-03-09")
    assert [part.label for part in record.abstract] == ["BACKGROUND", "METHODS", "RESULTS"]
    assert record.abstract[1].text == "We gave magnesium."
    assert [(term.label, term.ui) for term in record.publication_types][1] == ("Randomized Controlled Trial", "D016449")
    magnesium = record.mesh[1]
    assert (magnesium.label, magnesium.ui, magnesium.major) == ("Magnesium", "D008274", True)
    assert [(q.label, q.ui, q.major) for q in magnesium.qualifiers][1] == ("adverse effects", "Q000009", True)
    assert record.registry_ids == ("NCT99999991",)
    assert record.csl["custom"] == {"accession_numbers": ["GENBANK/AB123456"]}
    assert record.keywords == ("cramp",)
    assert record.language == "eng"
    assert (record.standing, record.standing_source) == (Standing.CORRECTED, "ErratumIn")
    assert {"AffiliationInfo", "Identifier", "ReferenceList", "History"} <= set(record.not_kept)
    assert record.source_record is not None
    assert "<ReferenceList>" in record.source_record


def test_a_doi_survives_a_later_pii_and_the_references_own_identifiers() -> None:
    record = one(
        pubmed(
            article='<ELocationID EIdType="doi" ValidYN="Y">10.5555/a</ELocationID>'
            '<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>',
            data="<ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.5555/b</ArticleId>"
            "<ArticleId IdType='pmc'>PMC2</ArticleId></ArticleIdList></Reference></ReferenceList>",
        )
    )
    assert (record.doi, record.pii, record.pmcid) == ("10.5555/a", "S1", None)


@pytest.mark.parametrize(
    ("inside", "nbib", "issued", "year"),
    [
        ("<Year>2019</Year><Month>Mar</Month><Day>9</Day>", "2019 Mar 9", "2019-03-09", 2019),
        ("<Year>2019</Year><Month>03</Month><Day>09</Day>", "2019 Mar 9", "2019-03-09", 2019),
        ("<Year>2019</Year><Month>Mar</Month>", "2019 Mar", "2019-03", 2019),
        ("<Year>2019</Year>", "2019", "2019", 2019),
        ("<Year>2019</Year><Season>Spring</Season>", "2019 Spring", "2019", 2019),
        ("<MedlineDate>2019 Mar-Apr</MedlineDate>", "2019 Mar-Apr", "2019", 2019),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan", "1998", 1998),
        ("<MedlineDate>1976-1977</MedlineDate>", "1976-1977", "1976", 1976),
        ("<MedlineDate>2001 Jan 1-15</MedlineDate>", "2001 Jan 1-15", "2001-01", 2001),
    ],
)
def test_a_date_is_as_precise_as_given_in_both_formats(inside: str, nbib: str, issued: str, year: int) -> None:
    read = one(pubmed(inside))
    other = one(f"PMID- 1\nDP  - {nbib}\nTI  - T\n")
    assert (read.issued, read.year) == (issued, year)
    assert to_csl(read)["issued"] == to_csl(other)["issued"]


@pytest.mark.parametrize(
    ("kind", "tag", "standing"),
    [
        ("RetractionIn", "RIN", Standing.RETRACTED),  # codespell:ignore
        ("ExpressionOfConcernIn", "ECI", Standing.EXPRESSION_OF_CONCERN),
        ("ErratumIn", "EIN", Standing.CORRECTED),
        ("UpdateIn", "UIN", Standing.SUPERSEDED),
        ("RetractionOf", "ROF", Standing.UNKNOWN),
        ("ErratumFor", "EFR", Standing.UNKNOWN),
        ("CommentIn", "CIN", Standing.UNKNOWN),  # codespell:ignore
    ],
)
def test_a_notice_says_how_the_record_stands(kind: str, tag: str, standing: Standing) -> None:
    notice = f"<CommentsCorrections RefType='{kind}'><RefSource>J X. 2020;1:2</RefSource><PMID>7</PMID>"
    read = one(pubmed(citation=f"<CommentsCorrectionsList>{notice}</CommentsCorrections></CommentsCorrectionsList>"))
    other = one(f"PMID- 1\nTI  - T\n{tag:<4}- J X. 2020;1:2. PMID: 7\n")
    assert read.standing is other.standing is standing
    assert [(note.kind, note.pmid) for note in read.notices] == [(kind, "7")]
    assert [(note.kind, note.pmid) for note in other.notices] == [(kind, "7")]


def test_a_retracted_publication_type_is_told_by_its_identifier_under_any_label() -> None:
    types = "<PublicationTypeList><PublicationType UI='D016441'>Any words</PublicationType></PublicationTypeList>"
    assert one(pubmed(article=types)).standing is Standing.RETRACTED
    notice = (
        "<PublicationTypeList><PublicationType UI='D016440'>Retraction Notice</PublicationType></PublicationTypeList>"
    )
    assert one(pubmed(article=notice)).standing is Standing.UNKNOWN
    assert one("PMID- 1\nTI  - T\nPT  - Retracted Publication\n").standing is Standing.RETRACTED


def test_a_record_without_any_notice_is_never_called_current() -> None:
    assert one(pubmed()).standing is Standing.UNKNOWN
    assert one(pubmed()).standing_source is None


def test_a_body_keeps_its_place_among_the_authors_in_both_formats() -> None:
    authors = (
        "<AuthorList><Author><CollectiveName>SX Group</CollectiveName></Author><Author><LastName>Kumar</LastName>"
        "<ForeName>Anil V</ForeName><Initials>AV</Initials></Author><Author><LastName>Berg</LastName>"
        "<ForeName>J</ForeName><Suffix>3rd</Suffix></Author></AuthorList>"
    )
    nbib = (
        "PMID- 1\nTI  - T\nCN  - SX Group\nFAU - Kumar, Anil V\nAU  - Kumar AV\nFAU - Berg, J 3rd\nAU  - Berg J 3rd\n"
    )
    read, other = one(pubmed(article=authors)), one(nbib)
    assert to_csl(read)["author"] == to_csl(other)["author"]
    assert to_csl(read)["author"][0] == {"literal": "SX Group"}
    assert read.authors == ("Kumar, Anil V", "Berg, J, 3rd")


def test_old_records_with_short_names_alone_are_read() -> None:
    assert one("PMID- 1\nTI  - T\nAU  - Smith JA\nAU  - van der Berg J Jr\n").authors == (
        "Smith, JA",
        "van der Berg, J, Jr",
    )


def test_a_chapter_of_pubmeds_books_is_a_chapter() -> None:
    record = one(
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>5</PMID><ArticleIdList>"
        "<ArticleId IdType='doi'>10.5555/z</ArticleId></ArticleIdList>"
        "<Book><Publisher><PublisherName>Press</PublisherName><PublisherLocation>Town"
        "</PublisherLocation></Publisher><BookTitle>The Book</BookTitle><PubDate><Year>2020</Year></PubDate>"
        "<AuthorList Type='editors'><Author><LastName>Ed</LastName><ForeName>Itor</ForeName></Author></AuthorList>"
        "<Isbn>9780306406157</Isbn></Book><ArticleTitle>Cramp</ArticleTitle><Language>eng</Language>"
        "<AuthorList Type='authors'><Author><LastName>Ng</LastName><ForeName>A</ForeName></Author></AuthorList>"
        "<PublicationType UI='D016454'>Review</PublicationType><Abstract><AbstractText>Words.</AbstractText></Abstract>"
        "</BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    assert (record.type, record.title, record.journal) == ("chapter", "Cramp", "The Book")
    assert (record.authors, record.csl["editor"]) == (("Ng, A",), [{"family": "Ed", "given": "Itor"}])
    assert (record.publisher, record.isbn, record.doi, record.year) == ("Press", "9780306406157", "10.5555/z", 2020)
    assert [term.ui for term in record.publication_types] == ["D016454"]


def test_a_gzipped_set_and_a_plain_one_are_the_same() -> None:
    content = sample("sample_pubmed.xml").read_bytes()
    assert records_of(gzip.compress(content)) == records_of(content)


def test_without_the_optional_libraries_the_outcome_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    content = gzip.compress(sample("sample_pubmed.xml").read_bytes())
    with_them = records_of(content)
    monkeypatch.setattr(xml_records, "lxml", None)
    monkeypatch.setattr(reading, "inflate", zlib)
    assert records_of(content) == with_them
    assert records_of(sample("sample_endnote.xml"))


def test_mathematics_with_a_prefix_declared_outside_is_read() -> None:
    assert one(
        pubmed(article="<Abstract><AbstractText>a <mml:math><mml:mi>x</mml:mi></mml:math></AbstractText></Abstract>")
    )


def test_a_list_of_deleted_records_is_told() -> None:
    inside = "<DeleteCitation><PMID Version='1'>8</PMID><PMID>9</PMID></DeleteCitation>"
    (problem,) = read_citations(f"<PubmedArticleSet>{inside}</PubmedArticleSet>".encode())
    assert "deleted 2 records" in str(problem)


@pytest.mark.parametrize(
    "authors",
    [
        "<Author ValidYN='Y'><LastName>Ng</LastName><ForeName>A B</ForeName><Initials>AB</Initials></Author>",
        "<Author><LastName>Ng</LastName><Initials>A</Initials><Suffix>Jr</Suffix><AffiliationInfo/></Author>",
        "<Author><LastName>Ng</LastName></Author><Author><LastName>M&#252;ller &amp; So</LastName></Author>",
        "<Author><LastName>Ng</LastName></Author><Author><CollectiveName>The <i>X</i> Group</CollectiveName></Author>",
        "<Author><LastName>Ng</LastName></Author><Author ValidYN='N'><LastName>Nq</LastName></Author>",
    ],
)
def test_plain_names_are_read_like_all_others(authors: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pubmed(article=f"<AuthorList CompleteYN='Y'>{authors}</AuthorList>")
    quick = one(content)
    monkeypatch.setattr(pubmed_xml, "plain_authors", lambda record: (record, []))
    assert one(content).model_dump(exclude={"not_kept"}) == quick.model_dump(exclude={"not_kept"})
    assert quick.authors[0].startswith("Ng")
