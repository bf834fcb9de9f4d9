"""A claim is led to publications by what the page carries first, and by its words only where it carries nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cite import Cited, LibraryIndex, cite_claim, leaning_together
from evidence.cite.resolve import links_of
from evidence.models import (
    CitationMethod,
    CitationStatus,
    Dossier,
    Link,
    MatchConfidence,
    Reference,
    SnapshotBase,
    Source,
    StatedDesign,
)
from tests import seeded, stored
from tests.stored import citation, publication, study
from tests.test_cite import LIBRARY

PAGE = (
    "Ketamine with magnesium halves neuropathic pain [1]. Exercise prevents falls in older adults (2, 3).\n\n"
    "A study says vitamin D works. Magic helps.\n\n"
    "References\n"
    "1. Pickering G, et al. Anesthesiology 2020. doi:10.1097/ALN.0000000000003345\n"
    "2. Smith J, Jones A. Exercise to prevent falls in older adults: a systematic review. Br J Sports Med 2015.\n"
    "3. Nobody N. A paper on another matter altogether. J Nothing 1950.\n"
)


def page(*links: Link) -> SnapshotBase:
    entries = [line for line in PAGE.splitlines() if line[:2] in {"1.", "2.", "3."}]
    references = tuple(
        Reference(mark=entry[0], start=PAGE.index(entry), end=PAGE.index(entry) + len(entry)) for entry in entries
    )
    return stored.snapshot(PAGE, links=links, reference_list=references, links_visible=True)


def link(words: str, href: str = "", reference: str | None = None) -> Link:
    start = PAGE.index(words)
    return Link(start=start, end=start + len(words), href=href, reference=reference)


def cited(quote: str, *links: Link, **fields: Any) -> list[Cited]:
    return list(cite_claim(stored.claim(quote, PAGE, **fields), LIBRARY, page(*links)))


def shown(found: list[Cited]) -> list[tuple[str | None, str, str, str]]:
    return [
        (one.publication, one.citation.method.value, one.citation.confidence.value, one.citation.status.value)
        for one in found
    ]


KETAMINE, FALLS, VITAMIN = "Ketamine with magnesium halves neuropathic pain", "Exercise prevents falls", "A study says"


def test_a_mark_leads_through_the_reference_list_to_the_identifier_it_carries() -> None:
    found = cited(KETAMINE, link("[1]", reference="1"))
    assert shown(found) == [("pickering2020", "reference_list", "certain", "confirmed")]
    place = found[0].citation
    assert PAGE[place.start : place.end].startswith("1. Pickering")


def test_entries_without_identifier_are_matched_and_stay_candidates_and_unknown_ones_stay_unresolved() -> None:
    found = cited("Exercise prevents falls in older adults", link("2, 3", reference="2-3"))
    assert [one.publication for one in found] == ["smith2015"]
    assert found[0].citation.status is CitationStatus.CANDIDATE
    assert found[0].citation.method is CitationMethod.REFERENCE_LIST


def test_an_entry_that_no_record_fits_is_unresolved_where_it_stands() -> None:
    found = cited("Exercise prevents falls in older adults", link("2, 3", reference="3, 9"))
    assert shown(found) == [(None, "reference_list", "not_found", "unresolved")]
    place = found[0].citation
    assert PAGE[place.start : place.end].startswith("3. Nobody")


def test_a_link_inside_an_entry_tells_what_it_is() -> None:
    address = link("Anesthesiology 2020", "https://clinicaltrials.gov/study/NCT02467517")
    entry = link("Smith J, Jones A", "https://pubmed.ncbi.nlm.nih.gov/27707740/")
    found = cited("Exercise prevents falls in older adults", link("2, 3", reference="2"), address, entry)
    assert shown(found) == [("smith2015", "reference_list", "certain", "confirmed")]


def test_a_link_with_an_identifier_is_confirmed() -> None:
    found = cited(KETAMINE, link("Ketamine with", "https://doi.org/10.1097/ALN.0000000000003345"))
    assert shown(found) == [("pickering2020", "link", "certain", "confirmed")]
    assert found[0].citation.href == "https://doi.org/10.1097/ALN.0000000000003345"


def test_a_link_right_after_the_claim_counts_and_one_of_the_next_sentence_does_not() -> None:
    assert shown(cited(KETAMINE, link("[1]", "https://pubmed.ncbi.nlm.nih.gov/27707740/")))[0][0] == "smith2015"
    assert cited(KETAMINE, link(FALLS, "https://pubmed.ncbi.nlm.nih.gov/27707740/")) == []


@pytest.mark.parametrize(
    ("text", "words", "belongs"),
    [
        ("Acupuncture reduces migraine. A 2014 trial showed that PRP helps.", "A 2014 trial", False),
        ("Acupuncture reduces migraine. (PubMed) PRP helps.", "PubMed", False),
        ("Acupuncture reduces migraine. (PubMed).", "PubMed", True),
        ("Acupuncture reduces migraine (see the trial). PRP helps.", "see the trial", True),
        ("Acupuncture reduces migraine. [4] PRP helps.", "4", True),
        ("Acupuncture reduces migraine.\nA 2014 trial showed that PRP helps.", "A 2014 trial", False),
    ],
)
def test_behind_a_full_stop_a_link_belongs_to_the_claim_only_where_it_stands_alone(
    text: str, words: str, *, belongs: bool
) -> None:
    start = text.index(words)
    linked = Link(start=start, end=start + len(words), href="https://doi.org/10.1097/ALN.0000000000003345")
    claim = stored.claim("Acupuncture reduces migraine", text)
    claim = claim.model_copy(update={"end": claim.end + text.startswith("Acupuncture reduces migraine.")})
    snapshot = stored.snapshot(text, links=(linked,), links_visible=True)
    assert (links_of(claim, snapshot) == [linked]) is belongs


def test_a_link_nobody_knows_is_unresolved_and_keeps_its_address() -> None:
    found = cited(KETAMINE, link("[1]", "https://clinic.example/blog"))
    assert shown(found) == [(None, "link", "not_found", "unresolved")]
    assert found[0].citation.href == "https://clinic.example/blog"
    assert cited(KETAMINE, link("[1]", "#top")) == []


def test_a_link_to_the_address_of_a_record_is_probable_and_not_confirmed() -> None:
    library = [publication("web", title="A page", url="http://www.example.org/a/")]
    claim = stored.claim(KETAMINE, PAGE)
    found = list(cite_claim(claim, library, page(link("[1]", "https://example.org/a?utm_source=x"))))
    assert shown(found) == [("web", "link", "probable", "candidate")]


def test_an_identifier_in_the_claims_own_words_is_confirmed_and_needs_no_page() -> None:
    text = "Ketamine failed (PMID 27707740)."
    found = list(cite_claim(stored.claim(text, text), LIBRARY))
    assert shown(found) == [("smith2015", "identifier", "certain", "confirmed")]


def test_a_registration_number_of_two_publications_confirms_neither() -> None:
    library = [publication(key, registry_ids=("NCT02467517",)) for key in ("main", "secondary")]
    text = "Ketamine failed in NCT02467517."
    found = list(cite_claim(stored.claim(text, text), library))
    assert shown(found) == [
        ("main", "identifier", "probable", "candidate"),
        ("secondary", "identifier", "probable", "candidate"),
    ]


def test_an_attribution_is_matched_by_words_and_never_confirmed() -> None:
    found = cited(
        "A study says vitamin D works.",
        attribution="A study says",
        study_year=2019,
        intervention="vitamin D",
        condition="fractures in women",
    )
    assert found[0].publication == "smith2019"
    assert {one.citation.status for one in found} == {CitationStatus.CANDIDATE}
    assert found[0].citation.method is CitationMethod.MATCH
    assert PAGE[found[0].citation.start : found[0].citation.end] == "A study says"


def test_an_attribution_nothing_fits_is_one_unresolved_citation() -> None:
    found = cited("Magic helps.", attribution="A study says", study_type=StatedDesign.UNSPECIFIED_STUDY)
    assert shown(found) == [(None, "none", "not_found", "unresolved")]


def test_a_claim_that_credits_nothing_has_no_citations() -> None:
    assert cited("Magic helps.") == []


def test_what_was_refused_is_not_proposed_again() -> None:
    claim = stored.claim(KETAMINE, PAGE, attribution="A study says")
    assert cite_claim(claim, LIBRARY)[0].publication == "pickering2020"
    assert all(one.publication != "pickering2020" for one in cite_claim(claim, LIBRARY, exclude=["pickering2020"]))


@settings(max_examples=60, deadline=None)
@given(
    st.text(min_size=1, max_size=120),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 30), st.text(max_size=40), st.none() | st.text(max_size=6))),
    st.none() | st.text(min_size=1, max_size=30),
)
def test_no_page_makes_it_fail(
    text: str, places: list[tuple[int, int, str, str | None]], attribution: str | None
) -> None:
    links = tuple(Link(start=at, end=at + size, href=href, reference=mark) for at, size, href, mark in places)
    entry = Reference(mark="1", start=0, end=len(text))
    snapshot = stored.snapshot(text, content=b"", links=links, reference_list=(entry,))
    claim = stored.claim(text, text, attribution=attribution)
    found = cite_claim(claim, INDEX, snapshot)
    assert found == cite_claim(claim, INDEX, snapshot)
    confirmed = [one for one in found if one.citation.status is CitationStatus.CONFIRMED]
    assert all(one.citation.confidence is MatchConfidence.CERTAIN for one in confirmed)


INDEX = LibraryIndex(LIBRARY)


def test_nothing_in_the_article_is_accepted_by_itself() -> None:
    index = LibraryIndex(list(seeded.publications().values()))
    found = [one for claim in seeded.claims() for one in cite_claim(claim, index)]
    assert found
    assert {one.citation.status for one in found} <= {CitationStatus.CANDIDATE, CitationStatus.UNRESOLVED}
    assert {one.citation.method for one in found} <= {CitationMethod.MATCH, CitationMethod.NONE}


# ---------------------------------------------------------------- claims that lean on one trial


def dossier(quote: str, *sources: Source) -> Dossier:
    return Dossier(claim=stored.claim(quote, PAGE), sources=sources)


def source(key: str, *registry_ids: str, **fields: Any) -> Source:
    return Source(citation=citation(**fields), publication=publication(key, registry_ids=registry_ids))


def test_claims_on_one_publication_or_one_registration_lean_together() -> None:
    dossiers = [
        dossier(KETAMINE, source("main", "NCT02467517")),
        dossier(FALLS, source("protocol", "nct02467517")),
        dossier("Magic", source("other")),
        dossier(VITAMIN, source("other", status=CitationStatus.CONFIRMED), source("gone", "NCT00000001")),
    ]
    first, second = leaning_together(dossiers)
    assert (first.publications, first.registry_ids, len(first.claims)) == (("main", "protocol"), ("NCT02467517",), 2)
    assert first.sentence == "2 claims probably lean on the same trial (NCT02467517)"
    assert second.publications == ("other",)
    assert second.probable


def test_a_refused_source_and_a_claim_alone_make_no_group() -> None:
    dossiers = [
        dossier(KETAMINE, source("main", status=CitationStatus.REFUSED)),
        dossier(FALLS, source("main"), source("main")),
    ]
    assert leaning_together(dossiers) == ()


def test_the_study_of_a_source_counts_too_and_groups_grow_together() -> None:
    trial = Source(citation=citation(status=CitationStatus.CONFIRMED), study=study("s", registry_id="NCT00000002"))
    dossiers = [
        dossier(KETAMINE, source("a", "NCT00000001", status=CitationStatus.CONFIRMED)),
        dossier(FALLS, trial),
        dossier("Magic", source("b", "NCT00000001", "NCT00000002", status=CitationStatus.CONFIRMED)),
    ]
    assert [group.sentence for group in leaning_together(dossiers)] == [
        "3 claims lean on the same trial (NCT00000001, NCT00000002)"
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_claims_lean_on_nothing_together(count: int) -> None:
    assert leaning_together([dossier(KETAMINE, source("a"))] * count) == ()
