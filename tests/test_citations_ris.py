"""RIS in the dialects of its writers means what its writers mean."""

import pytest

from evidence.formats.citations.csl import to_csl
from evidence.models import PublicationBase, Standing
from tests.citation_reading import one, records_of, sample


def ris(lines: str, kind: str = "JOUR") -> PublicationBase:
    return one(f"TY  - {kind}\n{lines}\nER  - \n")


def test_every_part_of_a_record_is_kept_or_named() -> None:
    article, chapter = records_of(sample("sample.ris"))
    assert article.authors == ("Ng, Adele", "van der Berg, Jan P.")
    assert article.collective_authors == ("Example Trial Group",)
    assert article.title == "Magnesium for nightly cramp: a randomised crossover trial"
    assert (article.journal, article.journal_abbreviation) == ("Journal of Invented Medicine", "J Invent Med")
    assert (article.issued, article.volume, article.issue, article.pages) == ("2019-03-09", "12", "3", "101-109")
    assert (article.doi, article.pmid, article.pmcid) == ("10.5555/jim.2019.0012", "99999991", "PMC9999991")
    assert article.keywords == ("cramp", "magnesium")
    assert article.not_kept == ("AD",)
    assert article.source_record is not None
    assert article.source_record.startswith("TY  - JOUR")
    assert (chapter.type, chapter.journal, chapter.pages) == ("chapter", "The Book of Muscles", "12-34")
    assert chapter.csl["editor"] == [{"family": "Editor", "given": "Ed"}]
    assert (chapter.isbn, chapter.csl["publisher-place"]) == ("9780306406157", "Exampleton")


@pytest.mark.parametrize(
    ("lines", "issued", "year"),
    [
        ("PY  - 2019", "2019", 2019),
        ("PY  - 2019//", "2019", 2019),
        ("Y1  - 2019/03/09/", "2019-03-09", 2019),
        ("Y1  - 2019/03//", "2019-03", 2019),
        ("PY  - 2019\nDA  - 2019/03/09", "2019-03-09", 2019),
        ("PY  - 2019\nDA  - Mar 9", "2019-03-09", 2019),
        ("PY  - 2019\nDA  - 2020/01/01", "2019", 2019),
        ("DA  - 2019-03-09", "2019-03-09", 2019),
        ("PY  - 9 March 2019", "2019-03-09", 2019),
        ("PY  - 2019///Spring", "2019", 2019),
        ("PY  - in press", None, None),
    ],
)
def test_a_date_is_as_precise_as_given(lines: str, issued: str | None, year: int | None) -> None:
    record = ris(f"TI  - T\n{lines}")
    assert (record.issued, record.year) == (issued, year)


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ("SP  - 154\nEP  - 164", "154-164"),
        ("SP  - 154-164", "154-164"),
        ("SP  - 154-164\nEP  - 164", "154-164"),
        ("SP  - 154-\nEP  - 164", "154-164"),
        ("SP  - e123", "e123"),
        ("SP  - S12\nEP  - S20", "S12-S20"),
        ("C7  - 4567", "4567"),
        ("SP  - 7\nEP  - 7", "7"),
    ],
)
def test_pages_are_joined_as_printed(lines: str, pages: str) -> None:
    assert ris(f"TI  - T\n{lines}").pages == pages


@pytest.mark.parametrize(
    ("lines", "journal", "short"),
    [
        ("JF  - Pain Medicine\nJO  - Pain Med", "Pain Medicine", "Pain Med"),
        ("T2  - Pain Medicine\nJ2  - Pain Med", "Pain Medicine", "Pain Med"),
        ("JO  - Pain Medicine", "Pain Medicine", None),
        ("JA  - Pain Med", "Pain Med", "Pain Med"),
        ("JF  - Pain Medicine\nJO  - Pain Medicine", "Pain Medicine", None),
    ],
)
def test_the_journal_and_its_short_title_are_told_apart(lines: str, journal: str, short: str | None) -> None:
    record = ris(f"TI  - T\n{lines}")
    assert (record.journal, record.journal_abbreviation) == (journal, short)


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("DB  - PubMed\nAN  - 29404715", "29404715"),
        ("DP  - NLM\nAN  - 29404715", "29404715"),
        ("DB  - Embase Medline\nC5  - 29404715\nU2  - L620123456", "29404715"),
        ("C3  - PUBMED 29404715\nAN  - CN-01234567", "29404715"),
        ("U1  - 29404715[pmid]", "29404715"),
        ("N1  - PMID: 29404715", "29404715"),
        ("UR  - https://www.ncbi.nlm.nih.gov/pubmed/29404715", "29404715"),
        ("DB  - Web of Science\nAN  - 29404715", None),
        ("AN  - WOS:000431234500012", None),
    ],
)
def test_a_pmid_is_found_where_each_database_puts_it(lines: str, pmid: str | None) -> None:
    assert ris(f"TI  - T\n{lines}").pmid == pmid


def test_a_doi_is_found_where_older_programs_put_it() -> None:
    assert ris("TI  - T\nM3  - 10.5555/a.b").doi == "10.5555/a.b"
    assert ris("TI  - T\nUR  - https://doi.org/10.5555/A.B").doi == "10.5555/a.b"
    assert ris("TI  - T\nL3  - 10.5555/a.b").doi == "10.5555/a.b"


def test_a_doi_that_is_none_is_named_as_not_kept() -> None:
    record = ris("TI  - T\nDO  - N/A")
    assert (record.doi, record.not_kept) == (None, ("DO",))


def test_authors_in_every_spelling() -> None:
    names = ("Baldwin,S.A.", "Smith JA", "Pfizer Inc,", "Plato", "et al.")
    record = ris("TI  - T\nA1  - Müller, Jörg, Jr.\n" + "\n".join(f"AU  - {name}" for name in names))
    assert record.authors == ("Baldwin, S.A.", "Smith, JA", "Plato", "Müller, Jörg, Jr.")
    assert record.collective_authors == ("Pfizer Inc",)


def test_authors_on_further_lines_and_joined_by_semicolons() -> None:
    assert ris("TI  - T\nAU  - Burger,D.R.\nGoldstein,A.S.\nAU  - Ng, A; Berg, J").authors == (
        "Burger, D.R.",
        "Goldstein, A.S.",
        "Ng, A",
        "Berg, J",
    )


def test_serial_numbers_of_two_kinds_in_one_tag() -> None:
    record = ris("TI  - T\nSN  - 0003-3022 (Print)\n0003-3022 (Linking)\nSN  - 1234-5678")
    assert record.issn == ("0003-3022", "1234-5678")


def test_the_kind_of_reference_decides_what_a_title_is() -> None:
    talk = ris("TI  - T\nT2  - The Congress\nC3  - The Proceedings", "CONF")
    assert (talk.type, talk.journal, talk.csl["event-title"]) == ("paper-conference", "The Proceedings", "The Congress")
    book = ris("TI  - The Book\nT2  - A Series\nSP  - 320\nET  - 3rd", "BOOK")
    assert (book.journal, book.csl["collection-title"], book.csl["number-of-pages"]) == (None, "A Series", "320")
    assert ris("T1  - T\nPB  - University", "THES").type == "thesis"  # codespell:ignore
    assert ris("TI  - T", "NOSUCH").type == "document"


def test_publication_types_of_databases_are_kept_as_labels() -> None:
    record = ris("TI  - T\nM3  - Journal Article; Randomized Controlled Trial")
    assert [term.label for term in record.publication_types] == ["Journal Article", "Randomized Controlled Trial"]


def test_a_title_that_says_retracted_is_believed_and_one_that_tells_of_another_is_not() -> None:
    assert ris("TI  - RETRACTED: Pain").standing is Standing.RETRACTED
    assert ris("TI  - WITHDRAWN: Pain").standing is Standing.WITHDRAWN
    assert ris("TI  - Retraction: Pain").standing is Standing.UNKNOWN
    assert to_csl(ris("TI  - T"))["custom"]["standing"] == "unknown"


def test_a_citation_key_is_the_records_key_and_a_number_is_not() -> None:
    assert ris("TI  - T\nID  - ng2019").key == "ng2019"
    assert ris("TI  - T\nID  - 12\nDO  - 10.5555/a").key == "doi:10.5555/a"
