"""Searching the library answers alike on both kinds of database."""

import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from evidence import store
from evidence.models import AbstractSection, Heading, PublicationBase, Standing
from evidence.store.indexing import index_is_behind
from evidence.store.search import SearchIndexBehindError
from evidence.store.search_words import BadSearchError, Leaf, leaves, read_search
from tests.stored import BY, publication, study


def library() -> list[PublicationBase]:
    return [
        publication(
            "trial",
            title="Ketamine and magnesium for refractory neuropathic pain",
            authors=("Pickering G", "Pereira B"),
            journal="Anesthesiology",
            doi="10.1097/aln.0000000000003345",
            pmid="32384291",
            registry_ids=("NCT02467517",),
            design="rct_crossover",
            abstract=(AbstractSection(label="RESULTS", text="No difference in chronic pain was found at five weeks."),),
            mesh=(Heading(label="Neuralgia", ui="D009437"),),
        ),
        publication("review", title="Opioids for chronic pain: a review", year=2012, design="systematic_review"),
        publication(
            "zinc",
            title="Zinc for the common cold",
            year=2015,
            journal="Cochrane Database of Systematic Reviews",
            standing=Standing.WITHDRAWN,
            abstract=(AbstractSection(text="Ketamine is not mentioned but once."),),
        ),
        publication("noise", title="Hedging in prose", authors=("Müller, Ångström",), keywords=("rhetoric",)),
    ]


@pytest.fixture
def db(database_url: str) -> Iterator[store.Session]:
    with store.session(database_url) as session:
        store.save_publications(session, library(), BY)
        yield session


def keys(hits: list[store.Hit]) -> list[str]:
    return [hit.publication.key for hit in hits]


def test_title_hits_stand_before_text_hits(db: store.Session) -> None:
    assert [(hit.publication.key, hit.where) for hit in store.search(db, "ketamine")] == [
        ("trial", "title"),
        ("zinc", "text"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"chronic pain"', {"review", "trial"}),
        ('"pain chronic"', set()),
        ("ketamine NOT magnesium", {"zinc"}),
        ("opioids OR zinc", {"review", "zinc"}),
        ("(opioids OR ketamine) AND pain", {"review", "trial"}),
        ("magn* title:neuro*", {"trial"}),
        ("author:pickering", {"trial"}),
        ("title:pickering", set()),
        ("journal:cochrane", {"zinc"}),
        ("mesh:neuralgia", {"trial"}),
        ("mesh:rhetoric", {"noise"}),
        ("opioid", {"review"}),
        ("NCT02467517", {"trial"}),
        ("nothing-of-the-kind", set()),
    ],
)
def test_words_phrases_fields_and_signs_find_what_they_say(db: store.Session, words: str, expected: set[str]) -> None:
    assert set(keys(store.search(db, words))) == expected


@pytest.mark.parametrize(
    "words",
    ["https://doi.org/10.1097/ALN.0000000000003345", "PMID: 32384291", "32384291", "pubmed.ncbi.nlm.nih.gov/32384291/"],
)
def test_an_identifier_in_any_spelling_finds_its_record_alone(db: store.Session, words: str) -> None:
    assert [(hit.publication.key, hit.where) for hit in store.search(db, words)] == [("trial", "identifier")]


def test_an_identifier_nobody_has_finds_nothing_and_a_bare_number_is_then_a_word(db: store.Session) -> None:
    assert store.search(db, "10.1000/not.here") == []
    store.save_publications(db, [publication("number", title="The 12345 study")], BY)
    assert keys(store.search(db, "12345")) == ["number"]


def test_filters_narrow_and_do_not_widen(db: store.Session) -> None:
    assert keys(store.search(db, "pain", year=2012)) == ["review"]
    assert keys(store.search(db, "pain", year=(None, 2015))) == ["review"]
    assert keys(store.search(db, "pain", year=(2016, None))) == ["trial"]
    assert keys(store.search(db, "ketamine", journal="cochrane")) == ["zinc"]
    assert keys(store.search(db, "ketamine", standing=Standing.WITHDRAWN)) == ["zinc"]
    assert keys(store.search(db, "32384291", year=1999)) == []
    assert keys(store.search(db, "pain", year=None, design=None)) == keys(store.search(db, "pain"))


def test_a_design_finds_the_designs_under_it_and_a_condition_those_studied_or_indexed(db: store.Session) -> None:
    from evidence.models import ConditionBase, StudyTypeBase  # noqa: PLC0415  only this test needs them

    store.save_vocabulary(db, [StudyTypeBase(code="rct", label="RCT")], BY)
    store.save_vocabulary(db, [StudyTypeBase(code="rct_crossover", label="Crossover", parent="rct")], BY)
    store.save_vocabulary(db, [ConditionBase(code="neuralgia", label="Neuralgia", mesh_ui="D009437")], BY)
    store.save_vocabulary(db, [ConditionBase(code="cold", label="Common cold")], BY)
    store.save_studies(db, [study("cold", condition_code="cold")], BY)
    store.save_publications(db, [library()[2]], BY, studies=["cold"])
    assert keys(store.search(db, "pain", design="rct")) == ["trial"]
    assert keys(store.search(db, "pain", condition="neuralgia")) == ["trial"]
    assert keys(store.search(db, "ketamine", condition="cold")) == ["zinc"]


def test_pages_of_hits_join_without_gap_or_repeat(db: store.Session) -> None:
    more = [publication(f"p{n:02}", title=f"Tea {n}") for n in range(7)]
    more += [publication(f"q{n:02}", title="Other", abstract=(AbstractSection(text="Tea."),)) for n in range(6)]
    store.save_publications(db, more, BY)
    whole = keys(store.search(db, "tea", limit=50))
    assert len(whole) == 13
    pages = [keys(store.search(db, "tea", limit=4, offset=at)) for at in range(0, 16, 4)]
    assert [key for page in pages for key in page] == whole


def test_a_changed_or_new_record_is_found_by_its_new_words_only(db: store.Session) -> None:
    store.save_publications(db, [publication("zinc", title="Copper bracelets")], BY)
    assert keys(store.search(db, "copper")) == ["zinc"]
    assert keys(store.search(db, "zinc")) == []
    store.save_publications(db, [publication("later", title="Selenium")], BY)
    assert keys(store.search(db, "selenium")) == ["later"]
    assert not index_is_behind(db)


def test_a_snippet_shows_the_words_where_they_stand(db: store.Session) -> None:
    text = "Introduction. " * 40 + "Here magnesium mattered most. " + "End. " * 40
    store.save_publications(db, [publication("long", title="Long", abstract=(AbstractSection(text=text),))], BY)
    hit = next(hit for hit in store.search(db, "magnesium") if hit.publication.key == "long")
    assert "Here magnesium mattered most." in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 182


def test_a_removed_record_is_gone_from_the_index(db: store.Session) -> None:
    db.exec_driver_sql("DELETE FROM publication WHERE key = 'zinc'")
    assert keys(store.search(db, "zinc")) == []


def test_the_index_of_a_file_agrees_with_its_content(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        store.save_publications(db, library(), BY)
        store.save_publications(db, [publication("noise", title="Another title", year=1999)], BY)
        db.exec_driver_sql("DELETE FROM publication WHERE key = 'review'")
        store.save_publications(db, [publication("new", title="New")], BY)
        db.exec_driver_sql("INSERT INTO publication_fts (publication_fts) VALUES ('integrity-check')")


def test_records_saved_beside_the_index_are_found_once_it_may_be_written(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        store.save_publications(db, library()[:1], BY)
        table = SQLModel.metadata.tables["publication"]
        names = [column.name for column in table.columns if column.name not in {"id", "key"}]
        copied = sa.select(sa.literal("twin"), *(table.c[name] for name in names))
        db.execute(table.insert().from_select(["key", *names], copied))
        assert index_is_behind(db)
    with store.session(sqlite_url, read_only=True) as db, pytest.raises(SearchIndexBehindError):
        store.search(db, "ketamine")
    with store.session(sqlite_url) as db:
        assert set(keys(store.search(db, "ketamine"))) == {"trial", "twin"}


def test_a_search_too_wide_to_rank_is_given_newest_first(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["evidence.store.search"], "RANKED_UP_TO", 2)
    with store.session(sqlite_url) as db:
        store.save_publications(db, [publication(f"p{n}", title="Tea") for n in range(4)], BY)
        assert keys(store.search(db, "tea")) == ["p3", "p2", "p1", "p0"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ('"open', "quotation mark"),
        ("(open", "bracket is not closed"),
        ("open)", "closed that was not opened"),
        ("colour:red", "no field 'colour:'"),
        ("NOT pain", "NOT stands alone"),
        ("pain AND", "word is missing"),
        ("pain OR", "no word to look for"),
        ("", "no word to look for"),
        ("— …", "no word to look for"),
        ("(" * 60 + "a" + ")" * 60, "more than 40 brackets"),
    ],
)
def test_a_search_that_cannot_be_read_gets_one_sentence(words: str, reason: str) -> None:
    with pytest.raises(BadSearchError, match=reason.replace("(", r"\(")) as told:
        read_search(words)
    assert "\n" not in str(told.value)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)
    | st.from_regex(r'[a-z"():* ANDORT]{0,20}')
)
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        tree = read_search(words)
    except BadSearchError:
        return
    assert all(isinstance(leaf, Leaf) and leaf.words for leaf in leaves(tree))


@pytest.mark.parametrize(
    "words",
    ["it's", "50% (n = 20)", "α-tocopherol", "the", "the AND pain", "pain*", "C++", "x'y", "Müller", "a\\b", "%s :x"],
)
def test_odd_words_are_answered_by_the_database(db: store.Session, words: str) -> None:
    assert isinstance(store.search(db, words), list)


def test_accents_are_no_obstacle_in_a_file(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        store.save_publications(db, library(), BY)
        assert keys(store.search(db, "author:muller")) == ["noise"]
