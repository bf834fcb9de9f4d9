"""Identifiers survive every spelling, and what only looks like one is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import ids


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1097/ALN.0000000000003345", "10.1097/aln.0000000000003345"),
        ("DOI: 10.1001/jama.2018.1234;", "10.1001/jama.2018.1234"),
        ("http://dx.doi.org/10.1016/S0140-6736(03)12239-8", "10.1016/s0140-6736(03)12239-8"),
        ("(doi:10.1016/S0140-6736(03)12239-8)", "10.1016/s0140-6736(03)12239-8"),
        ("https://doi.org/10.1002/14651858.CD001431.pub5?utm_source=x", "10.1002/14651858.cd001431.pub5"),
        ("https://doi.org/10.1136%2Fbmj.n71", "10.1136/bmj.n71"),
        ("<a href='https://doi.org/10.1136/bmj.n71'>", "10.1136/bmj.n71"),
        ("10.1136/bmj.n71 [doi]", "10.1136/bmj.n71"),
        ("10.1136/bmj.n71[doi]", "10.1136/bmj.n71"),
        ("10.5555/\N{LATIN SMALL LETTER E WITH ACUTE}tude", "10.5555/\N{LATIN SMALL LETTER E WITH ACUTE}tude"),
        ("a dose of 10.5/12 hours", None),
        ("110.1001/jama", None),
        ("10.1001/", None),
        ("", None),
    ],
)
def test_a_doi_is_read_from_any_spelling(text: str, doi: str | None) -> None:
    assert ids.parse_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("PMID:29404715", "29404715"),
        ("pmid 29404715 [indexed for MEDLINE]", "29404715"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/29404715", "29404715"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/?term=1", None),
        ("https://europepmc.org/article/MED/29404715", "29404715"),
        ("00123", "123"),
        ("123456789", None),
        ("0", None),
        ("PMC29404715", None),
    ],
)
def test_a_pmid_is_read_from_any_spelling(text: str, pmid: str | None) -> None:
    assert ids.parse_pmid(text) == pmid


def test_a_pmcid_and_a_pmid_are_not_taken_for_each_other() -> None:
    text = "PMID: 29404715; PMCID: PMC7314567"
    assert (ids.parse_pmid(text), ids.parse_pmcid(text)) == ("29404715", "PMC7314567")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NCT-02467517", ("NCT02467517",)),
        ("clinicaltrials.gov (NCT02467517), ISRCTN73245678", ("NCT02467517", "ISRCTN73245678")),
        ("UMIN 000012345 and JPRN-UMIN000012345", ("UMIN000012345",)),
        ("jRCTs031180123", ("jRCTs031180123",)),
        ("ChiCTR1900021234; ChiCTR-IOR-17012345", ("ChiCTR1900021234", "ChiCTR-IOR-17012345")),
        ("IRCT2014012345N1", ()),
        ("IRCT201401234567N1", ("IRCT201401234567N1",)),
        ("EUCTR2011-001425-32-GB", ("2011-001425-32",)),
        ("RBR-8xy9k2", ("RBR-8xy9k2",)),
        ("the 2011-2012 season", ()),
    ],
)
def test_trial_registrations_are_read_in_the_registries_spelling(text: str, found: tuple[str, ...]) -> None:
    assert ids.registry_ids_in(text) == found


def test_a_wrong_check_digit_makes_no_identifier() -> None:
    assert ids.parse_issn("0003-3023") is None
    assert ids.parse_isbn("978-0-306-40615-8") is None
    assert ids.parse_orcid("0000-0002-1825-0098") is None


def test_identifiers_of_a_reference_come_each_once_with_their_kind() -> None:
    text = "Ng 2018. doi:10.5555/a.1. https://doi.org/10.5555/A.1 PMID: 12; PMC34; NCT02467517; arXiv:2101.01234"
    kinds = [(found.kind, found.value) for found in ids.identifiers_in(text)]
    assert kinds == [
        ("doi", "10.5555/a.1"),
        ("pmid", "12"),
        ("pmcid", "PMC34"),
        ("registry", "NCT02467517"),
        ("arxiv", "2101.01234"),
    ]


def test_only_kinds_with_a_resolver_have_a_link() -> None:
    assert ids.link(ids.Identifier("registry", "NCT02467517")) == "https://clinicaltrials.gov/study/NCT02467517"
    assert ids.link(ids.Identifier("registry", "ISRCTN73245678")) is None
    assert ids.link(ids.Identifier("issn", "0003-3022")) is None


@given(st.integers(min_value=1, max_value=99_999_999))
@settings(max_examples=30)
def test_a_pmid_reads_back_from_every_way_it_is_written(number: int) -> None:
    for text in (f"PMID: {number}", f"https://pubmed.ncbi.nlm.nih.gov/{number}/", f"{number:08}"):
        assert ids.parse_pmid(text) == str(number)


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_can_be_searched(text: str) -> None:
    for found in ids.identifiers_in(text):
        assert found.value
    ids.parse_issn(text), ids.parse_isbn(text), ids.parse_orcid(text)
