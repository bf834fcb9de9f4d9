"""Candidates are kept with the page, a person decides, and the commands and the filter say what they did."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.errors import Problem
from evidence.models import (
    Basis,
    CitationMethod,
    CitationRole,
    CitationStatus,
    MatchConfidence,
    PublicationBase,
    Support,
    VerificationBase,
)
from evidence.store.citations import Pointer, save_citations
from evidence.store.errors import UnknownKeyError
from evidence.workflow.cite import (
    AmbiguousClaimError,
    citations_on,
    cite_lines,
    decide,
    find_claim,
    propose_citations,
)
from tests import stored
from tests.stored import BY, publication
from tests.test_cite import LIBRARY

TEXT = "A study says ketamine with magnesium eases refractory neuropathic pain. Magic helps. A study says so."


def load(db: store.Session, page: str = "page") -> None:
    snapshot_id = stored.save_page(db, page, TEXT)
    claims = [
        stored.claim("A study says ketamine with magnesium eases refractory neuropathic pain", TEXT, key="K"),
        stored.claim("Magic helps", TEXT, key="M"),
        stored.claim("A study says so", TEXT, key="U"),
    ]
    claims = [
        claim.model_copy(update={"attribution": "A study says"}) if claim.key != "M" else claim for claim in claims
    ]
    store.save_claims(db, snapshot_id, claims, BY)


@pytest.fixture
def url(sqlite_url: str) -> str:
    with store.session(sqlite_url) as db:
        load(db)
        store.save_publications(db, list(LIBRARY), BY)
    return sqlite_url


def shown(pointers: list[Pointer]) -> list[tuple[str, str | None, str]]:
    return [(p.claim, p.publication, p.citation.status.value) for p in pointers]


PROPOSED = [("K", "pickering2020", "candidate"), ("U", None, "unresolved")]


def test_candidates_are_kept_and_finding_them_again_changes_nothing(url: str) -> None:
    with store.session(url) as db:
        assert shown(propose_citations(db, "page", BY)) == PROPOSED
        head = store.head(db)
        assert shown(propose_citations(db, "page", BY)) == PROPOSED
        assert store.head(db) == head
        assert shown(citations_on(db, "page")) == PROPOSED


def better() -> PublicationBase:
    return publication(
        "better", title="A study of ketamine with magnesium that eases refractory neuropathic pain", year=2021
    )


def test_a_candidate_gives_way_when_the_library_has_a_better_one(database_url: str) -> None:
    with store.session(database_url) as db:
        load(db)
        store.save_publications(db, list(LIBRARY), BY)
        propose_citations(db, "page", BY)
        study = stored.study(key="trial")
        store.save_studies(db, [study], BY)
        store.save_publications(db, [LIBRARY[0]], BY, studies=["trial"])
        snapshot_id = store.snapshots_of(db, "page")[0]
        checked = VerificationBase(basis=Basis.ABSTRACT, suggested=Support.SUPPORTED, row="agrees", tool_version="1")
        store.replace_verifications(db, snapshot_id, [store.Verified("K", "trial", checked)], BY)
        store.save_publications(db, [better()], BY)
        wanted = [("U", None, "unresolved"), ("K", "better", "candidate")]
        assert shown(propose_citations(db, "page", BY)) == wanted
        assert shown(propose_citations(db, "page", BY)) == wanted
        dossier = next(one for one in store.dossiers_of(db, "page").dossiers if one.claim.key == "K")
        assert [source.verification for source in dossier.sources] == [None]


@pytest.mark.parametrize("status", [CitationStatus.CONFIRMED, CitationStatus.REFUSED])
def test_what_a_person_decided_outlives_a_better_candidate(database_url: str, status: CitationStatus) -> None:
    with store.session(database_url) as db:
        load(db)
        store.save_publications(db, list(LIBRARY), BY)
        propose_citations(db, "page", BY)
        decide(db, find_claim(db, "K"), "pickering2020", status, BY)
        store.save_publications(db, [better()], BY)
        assert ("K", "pickering2020", status.value) in shown(propose_citations(db, "page", BY))


def test_what_a_curator_wrote_of_a_source_not_found_is_kept(database_url: str) -> None:
    with store.session(database_url) as db:
        load(db)
        store.save_publications(db, list(LIBRARY), BY)
        lost = stored.citation(
            method=CitationMethod.NONE,
            status=CitationStatus.UNRESOLVED,
            confidence=MatchConfidence.NOT_FOUND,
            attribution="A study says",
            start=TEXT.rindex("A study says"),
            end=TEXT.rindex("A study says") + len("A study says"),
            notes="Looked in three registries.",
        )
        page = store.snapshots_of(db, "page")[0]
        save_citations(db, page, [Pointer("K", lost), Pointer("U", lost)], BY)
        found = propose_citations(db, "page", BY)
    assert [p.claim for p in found if p.citation.notes == lost.notes] == ["K", "U"]
    assert ("K", "pickering2020", "candidate") in shown(found)


def test_a_search_that_finds_nothing_adds_nothing_to_what_a_curator_wrote(database_url: str) -> None:
    with store.session(database_url) as db:
        load(db)
        store.save_publications(db, list(LIBRARY), BY)
        (unfound,) = (one.citation for one in propose_citations(db, "page", BY) if one.claim == "U")
        page = store.snapshots_of(db, "page")[0]
        written = unfound.model_copy(update={"start": None, "end": None, "notes": "Looked in three registries."})
        save_citations(db, page, [Pointer("U", written)], BY, searched=["U"])
        found = [one.citation for one in propose_citations(db, "page", BY) if one.claim == "U"]
    assert [one.notes for one in found] == ["Looked in three registries."]


def test_a_benchmark_a_curator_holds_up_is_not_taken_away_by_a_search(database_url: str) -> None:
    with store.session(database_url) as db:
        load(db)
        store.save_publications(db, [*LIBRARY, better()], BY)
        by_hand = stored.citation(method=CitationMethod.CURATOR, role=CitationRole.BENCHMARK)
        save_citations(db, store.snapshots_of(db, "page")[0], [Pointer("K", by_hand, "smith2019")], BY)
        assert ("K", "smith2019", by_hand.status.value) in shown(propose_citations(db, "page", BY))


def test_what_a_person_decided_stands_and_is_logged(url: str) -> None:
    with store.session(url) as db:
        propose_citations(db, "page", BY)
        head = store.head(db)
        decide(db, find_claim(db, "K"), "pickering2020", CitationStatus.REFUSED, BY)
        assert store.head(db) != head
        found = shown(propose_citations(db, "page", BY))
        assert ("K", "pickering2020", "refused") in found
        assert ("K", "pickering2020", "candidate") not in found
        decide(db, find_claim(db, "K", "page"), "pickering2020", CitationStatus.CONFIRMED, BY)
        assert ("K", "pickering2020", "confirmed") in shown(propose_citations(db, "page", BY))


def test_a_publication_that_was_not_proposed_becomes_the_curators_own_and_ends_the_search(url: str) -> None:
    with store.session(url) as db:
        decide(db, find_claim(db, "U"), "smith2015", CitationStatus.CONFIRMED, BY)
        mine = next(pointer for pointer in citations_on(db, "page") if pointer.claim == "U")
        assert mine.citation.method is CitationMethod.CURATOR
        assert [entry for entry in shown(propose_citations(db, "page", BY)) if entry[0] == "U"] == [
            ("U", "smith2015", "confirmed")
        ]


def test_a_source_given_by_a_curator_is_not_searched_for_again(url: str) -> None:
    with store.session(url) as db:
        by_hand = stored.citation(method=CitationMethod.CURATOR)
        save_citations(db, store.snapshots_of(db, "page")[0], [Pointer("K", by_hand, "smith2019")], BY)
        assert ("K", "pickering2020", "candidate") not in shown(propose_citations(db, "page", BY))


def test_a_claim_is_found_by_its_key_and_page(url: str) -> None:
    with store.session(url) as db:
        load(db, "other")
        with pytest.raises(AmbiguousClaimError, match="--page"):
            find_claim(db, "K")
        assert find_claim(db, "K", "other").claim == "K"
        with pytest.raises(UnknownKeyError, match="claim 'X'"):
            find_claim(db, "X")
        with pytest.raises(UnknownKeyError, match="publication 'nothing'"):
            decide(db, find_claim(db, "K", "page"), "nothing", CitationStatus.REFUSED, BY)


# ---------------------------------------------------------------- the filter and the commands


def test_the_filter_answers_each_line_and_names_the_bad_ones() -> None:
    lines = [
        '{"id": 1, "text": "Pickering et al. gave ketamine with magnesium."}',
        "",
        '{"id": 2, "text": "Pickering et al. gave ketamine.", "exclude": ["pickering2020"]}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": "x", "exclude": "p"}',
        '{"id": 5, "text": "Nothing of the kind."}',
    ]
    found = list(cite_lines(lines, LIBRARY, file="q.jsonl"))
    rows: list[dict[str, Any]] = [row for row in found if not isinstance(row, Problem)]
    assert [(row["id"], row["ranked"]) for row in rows] == [(1, ["pickering2020", "noise2"]), (2, []), (5, [])]
    assert len(rows[0]["scores"]) == len(rows[0]["reasons"]) == 2
    assert [problem.line for problem in found if isinstance(problem, Problem)] == [4, 5, 6]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def test_the_filter_needs_no_database(tmp_path: Path) -> None:
    library, queries = tmp_path / "library.json", tmp_path / "queries.jsonl"
    items = [{"id": "a", "type": "article-journal", "title": "Zinc for the cold", "author": [{"family": "Smith"}]}]
    library.write_text(json.dumps(items), encoding="utf-8")
    queries.write_text('{"id": "q", "text": "Smith et al. gave zinc for a cold."}\n', encoding="utf-8")
    done = run("--db", str(tmp_path / "none.db"), "cite", "--jsonl", str(queries), "--library", str(library))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["ranked"] == ["a"]
    assert done.stderr == "1 record in the library\n"
    assert run("cite", "--jsonl", str(queries)).exit_code == 2


def test_what_the_library_lost_is_said(tmp_path: Path) -> None:
    library, queries = tmp_path / "library.json", tmp_path / "queries.jsonl"
    library.write_text('[{"id": "a", "type": "book", "title": "Zinc"}, 7]', encoding="utf-8")
    queries.write_text("", encoding="utf-8")
    done = run("cite", "--jsonl", str(queries), "--library", str(library))
    assert done.exit_code == 0
    assert done.stderr.startswith("evidence: ")
    assert done.stderr.endswith("1 record in the library\n")


def test_the_command_lists_accepts_and_refuses(url: str) -> None:
    listed = run("--db", url, "cite", "--page", "page")
    assert listed.exit_code == 0
    assert "pickering2020" in listed.stdout
    assert "2 citations, 1 candidate nobody confirmed, 1 unresolved" in listed.stderr
    accepted = run("--db", url, "cite", "--accept", "K", "pickering2020", "--json")
    assert [(row["claim"], row["status"]) for row in json.loads(accepted.stdout)] == [
        ("K", "confirmed"),
        ("U", "unresolved"),
    ]
    refused = run("--db", url, "cite", "--refuse", "K", "pickering2020", "--json")
    assert json.loads(refused.stdout)[0]["status"] == "refused"
    unknown = run("--db", url, "cite", "--accept", "K", "nothing")
    assert unknown.exit_code == 2
    assert "there is no publication 'nothing'" in unknown.stderr


def test_claims_on_the_same_trial_say_so(url: str) -> None:
    run("--db", url, "cite", "--accept", "K", "pickering2020")
    done = run("--db", url, "cite", "--accept", "M", "pickering2020", "--accept", "U", "smith2015")
    assert "2 claims lean on the same publication (NCT02467517): K, M on pickering2020\n" in done.stderr
    alone = run("--db", url, "cite", "--refuse", "M", "pickering2020")
    assert "lean on" not in alone.stderr


def test_the_search_command_shows_hits_and_says_what_is_wrong(url: str) -> None:
    found = run("--db", url, "search", "ketamine", "--year", "2015-", "--json")
    assert [(row["key"], row["where"]) for row in json.loads(found.stdout)] == [("pickering2020", "title")]
    table = run("--db", url, "search", "exercise", "falls")
    assert "smith2015" in table.stdout
    assert table.stderr == "1 hit\n"
    assert run("--db", url, "search", "zzz", "--json").stdout == "[]\n"
    wrong = run("--db", url, "search", '"open')
    assert wrong.exit_code == 2
    assert "a quotation mark is not closed" in wrong.stderr


@pytest.mark.parametrize(
    ("year", "keys"), [("2020", {"pickering2020"}), ("-2015", set()), ("2016-2020", {"pickering2020"})]
)
def test_years_and_ranges_are_understood(url: str, year: str, keys: set[str]) -> None:
    found = run("--db", url, "search", "ketamine", "--year", year, "--json")
    assert {row["key"] for row in json.loads(found.stdout)} == keys


@pytest.mark.parametrize("year", ["20", "2015-20", "-", "soon"])
def test_what_is_no_year_is_refused(url: str, year: str) -> None:
    done = run("--db", url, "search", "ketamine", "--year", year)
    assert done.exit_code == 2
    assert "no year and no range of years" in done.stderr


def test_records_new_to_the_index_are_found_by_the_command(url: str) -> None:
    with store.session(url) as db:
        store.save_publications(db, [publication("late", title="Selenium")], BY)
    assert "late" in run("--db", url, "search", "selenium").stdout
