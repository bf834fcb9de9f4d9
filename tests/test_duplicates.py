"""Two records that may be one are paired for a person; merging loses nothing, and what was told apart stays apart."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from evidence import store
from evidence.cite.differing import differing
from evidence.cite.duplicates import Sketch, SketchIndex, compared, title_words
from evidence.cite.same import filled
from evidence.cli import cli
from evidence.errors import EvidenceError
from evidence.models import CitationStatus, DuplicateStatus, Notice, PublicationBase, Standing, StudyBase
from evidence.store.activity import Deed, record_activity
from evidence.store.citations import Pointer, citations_of, save_citations
from evidence.store.conclusions import verifications_of
from evidence.store.duplicates import count_pairs, pairs, sketches
from evidence.store.errors import UnknownKeyError
from evidence.store.joining import SettledOtherwiseError
from evidence.store.library import study_of_publication
from evidence.store.logbook import record_history
from evidence.store.other_values import aliases_of, other_values, owner_of, save_other_values
from evidence.store.splitting import CannotSplitError
from evidence.workflow.audit import add_page, audit
from evidence.workflow.cite import ClaimPlace, decide
from evidence.workflow.duplicates import (
    SamePublicationError,
    find_duplicates,
    merge_publications,
    split_publications,
    tell_apart,
)
from evidence.workflow.editing import edit_publication
from evidence.workflow.load.recognise import save_recognised
from tests import stored
from tests.stored import BY

TITLE = "Ketamine for complex regional pain syndrome in adults"


def sketch(number: int, title: str = TITLE, author: str = "ng", year: int | None = 2020, **more: Any) -> Sketch:
    return Sketch(number, title_words(title), author, year, **more)


def paper(key: str, **fields: Any) -> PublicationBase:
    return stored.publication(key, **{"title": TITLE, "authors": ("Ng, Ada", "Ito, Bo"), **fields})


# ---------------------------------------------------------------- what may be one


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (sketch(2), "their titles agree"),
        (sketch(2, "Ketamine for Complex Regional Pain Syndrom in Adults."), "their titles are 99% alike"),
        (sketch(2, f"RETRACTED: {TITLE}"), "their titles agree"),
        (sketch(2, year=2021), "they are of 2020 and 2021"),
        (sketch(2, year=None), "a year is wanting"),
        (sketch(2, author=""), "an author is wanting"),
        (sketch(2, doi="10.1000/b"), "they have another DOI: one may be a preprint or a reprint of the other"),
        (sketch(2, pmid="7"), "only one has a PMID"),
        (sketch(2, pmid="7", doi="10.1000/a"), "they have the same DOI"),
        (sketch(2, "Something else altogether", "ito", 1999, doi="10.1000/a"), "their titles are only 33% alike"),
    ],
)
def test_records_that_may_be_one_are_paired_with_the_reason(other: Sketch, reason: str) -> None:
    pair = compared(sketch(1, doi="10.1000/a"), other)
    assert pair is not None
    assert (pair.first, pair.second) == (1, 2)
    assert reason in pair.reasons
    assert 0 <= pair.score <= 1


@pytest.mark.parametrize(
    "other",
    [
        sketch(2, author="ito"),
        sketch(2, year=2018),
        sketch(2, f"{TITLE} II"),
        sketch(2, f"Reply: {TITLE}"),
        sketch(2, f"Correction to {TITLE}"),
        sketch(2, TITLE.replace("Ketamine", "Lidocaine")),
        sketch(2, pmid="8"),
        sketch(2, "A review of pain"),
    ],
)
def test_other_works_are_not_paired(other: Sketch) -> None:
    assert compared(sketch(1, pmid="7"), other) is None


def test_a_short_title_tells_nothing_unless_volume_and_page_agree() -> None:
    assert compared(sketch(1, "Editorial"), sketch(2, "Editorial")) is None
    placed = sketch(1, "Editorial", volume="3", page="12")
    assert compared(placed, placed._replace(id=2)) is not None


def test_a_pair_that_shares_a_pubmed_number_but_no_doi_is_surer_than_one_with_another_title() -> None:
    one = sketch(1, pmid="7", doi="10.1000/a")
    alike, unlike = compared(one, sketch(2, pmid="7", doi="10.1000/b")), compared(one, sketch(2, "Tea", pmid="7"))
    assert alike is not None
    assert unlike is not None
    assert alike.score > unlike.score
    assert "they have another DOI" in alike.reasons


titles = st.sampled_from([TITLE, TITLE.upper(), f"{TITLE}.", "Tea", f"{TITLE}: part 2"])
drawn = st.builds(
    Sketch,
    st.integers(1, 9),
    titles.map(title_words),
    st.sampled_from(["ng", "ito", ""]),
    st.sampled_from([2019, 2020, None]),
    st.sampled_from(["1", "2", None]),
    st.sampled_from(["10.1/a", "10.1/b", None]),
    volume=st.sampled_from(["3", None]),
    page=st.sampled_from(["12", None]),
)


@given(drawn, drawn)
def test_a_pair_is_the_same_whichever_comes_first_and_the_index_finds_it(one: Sketch, other: Sketch) -> None:
    later = other._replace(id=one.id + 1)
    pair = compared(one, later)
    assert compared(later, one) == pair
    assert list(SketchIndex([one]).like(later)) == ([] if pair is None else [pair])


def test_how_names_and_pages_are_written_is_no_difference() -> None:
    one = paper("a", journal="Pain Medicine", journal_abbreviation="Pain Med", pages="120-9", doi="10.1000/a")
    same = paper("b", title=f"{TITLE.upper()}.", authors=("Ng A", "Ito B"), journal="Pain Med", pages="120-129")
    assert differing(one, same) == {}
    other = paper("c", authors=("Ito B", "Ng A"), journal="Anesthesiology", doi="10.1000/b")
    assert differing(one, other) == {"authors": ["Ito B", "Ng A"], "journal": "Anesthesiology", "doi": "10.1000/b"}


def test_a_standing_on_record_yields_only_to_a_graver_one_or_a_reinstatement() -> None:
    retracted = paper("a", standing=Standing.RETRACTED, standing_source="a list")
    assert filled(retracted, paper("b", standing=Standing.CORRECTED)).standing is Standing.RETRACTED
    assert filled(retracted, paper("b", standing=Standing.CURRENT)).standing is Standing.RETRACTED
    assert filled(retracted, paper("b", standing=Standing.REINSTATED)).standing is Standing.REINSTATED
    notice = Notice(kind="RetractionIn", source="J. 2020")
    back = paper("a", standing=Standing.REINSTATED, notices=(notice,))
    assert filled(back, paper("b", standing=Standing.RETRACTED, notices=(notice,))).standing is Standing.REINSTATED
    again = paper("b", standing=Standing.RETRACTED, notices=(Notice(kind="RetractionIn", source="J. 2022"),))
    assert filled(back, again).standing is Standing.RETRACTED
    worse = filled(paper("a", standing=Standing.CORRECTED), paper("b", standing=Standing.RETRACTED))
    assert worse.standing is Standing.RETRACTED
    assert filled(paper("a"), paper("b", standing=Standing.CURRENT)).standing is Standing.CURRENT


# ---------------------------------------------------------------- kept in the database


@pytest.mark.parametrize("few", [20_000, 0])
def test_only_what_is_new_is_held_against_the_rest(
    database_url: str, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("evidence.workflow.duplicates.FEW", few)
    with store.session(database_url) as db:
        store.save_publications(db, [paper("a"), paper("noise", title="Tea and sympathy in the ward"), paper("b")], BY)
        assert find_duplicates(db, BY) == 1
        assert find_duplicates(db, BY) == 0
        newest = max(one.id for one in sketches(db))
        store.save_publications(db, [paper("c", year=2021), paper("x", title="Coffee and pain in old age")], BY)
        assert find_duplicates(db, BY, after=newest) == 2
        assert [(one.first.key, one.second.key) for one in pairs(db)] == [("a", "b"), ("a", "c"), ("b", "c")]
        assert [one.pair.status for one in pairs(db, of="c")] == [DuplicateStatus.CANDIDATE] * 2
        assert store.check(db) == []


def test_a_record_without_a_year_is_held_against_all(database_url: str) -> None:
    with store.session(database_url) as db:
        store.save_publications(db, [paper("a", year=1990)], BY)
        store.save_publications(db, [paper("b", year=None)], BY)
        assert find_duplicates(db, BY, after=1) == 1


def test_what_was_told_apart_is_not_paired_again(database_url: str) -> None:
    with store.session(database_url) as db:
        store.save_publications(db, [paper("a"), paper("b"), paper("z", title="Tea for two and two for tea")], BY)
        find_duplicates(db, BY)
        assert tell_apart(db, "b", "a", BY)
        assert not tell_apart(db, "a", "b", BY)
        assert tell_apart(db, "a", "z", BY)
        assert find_duplicates(db, BY) == 0
        assert count_pairs(db) == 0
        told = [(one.first.key, one.second.key) for one in pairs(db, status=DuplicateStatus.DISTINCT)]
        assert told == [("a", "b"), ("a", "z")]
        with pytest.raises(SamePublicationError, match="named twice"):
            tell_apart(db, "a", "a", BY)


def test_merging_moves_everything_and_loses_nothing(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db)
        quotes = ("Ketamine helps 35% of people 😀", "Magnesium does not — at 20 mg.")
        store.save_claims(db, snapshot_id, [stored.claim(quote) for quote in quotes], BY)
        ours, theirs = (one.key for one in (stored.claim(quotes[0]), stored.claim(quotes[1])))
        store.save_studies(db, [stored.study("trial")], BY)
        store.save_publications(db, [paper("keep", pmid="7", volume="3"), paper("third")], BY)
        other = paper("other", doi="10.1000/x", volume="4", abstract=(), issue="2", notes="read by me")
        store.save_publications(db, [other], BY, studies=["trial"])
        accepted = stored.citation(status=CitationStatus.CONFIRMED)
        pointers = [Pointer(ours, stored.citation(), "keep"), Pointer(ours, accepted, "other")]
        save_citations(db, snapshot_id, [*pointers, Pointer(theirs, accepted, "other")], BY)
        find_duplicates(db, BY)
        merged = merge_publications(db, "keep", "other", BY)
        assert (merged.citations, merged.conflicts, merged.study_left) == (2, {"volume": "4"}, None)
        found = citations_of(db, snapshot_id)
        assert {(one.claim, one.publication, one.citation.status) for one in found} == {
            (ours, "keep", CitationStatus.CONFIRMED),
            (theirs, "keep", CitationStatus.CONFIRMED),
        }
        kept = store.publication(db, "keep")
        assert (kept.pmid, kept.doi, kept.volume, kept.issue, kept.notes) == ("7", "10.1000/x", "3", "2", "read by me")
        assert study_of_publication(db, "keep") == "trial"
        assert [(one.field, one.value, one.source) for one in other_values(db, "keep")] == [("volume", "4", "other")]
        assert owner_of(db, "other") == "keep"
        assert [(one.first.key, one.second.key) for one in pairs(db)] == [("keep", "third")]
        assert [hit.publication.key for hit in store.search(db, "complex regional")] == ["keep", "third"]
        assert store.check(db) == []


def test_a_record_that_was_merged_does_not_come_back_from_its_file(database_url: str) -> None:
    with store.session(database_url) as db:
        store.save_publications(db, [paper("keep", pmid="7")], BY)
        store.save_publications(db, [paper("mine", title=f"{TITLE}s"), paper("pre", doi="10.1000/pre")], BY)
        merge_publications(db, "keep", "mine", BY)
        merge_publications(db, "keep", "pre", BY)
        store.save_publications(db, [paper("last", pmid="8", doi="10.1000/last")], BY)
        merge_publications(db, "last", "keep", BY)
        assert [one.value for one in aliases_of(db, "last")] == ["10.1000/pre", "keep", "mine", "pre", "7"]
        again = [paper("mine", title=f"{TITLE}s"), paper("p2", doi="10.1000/pre"), paper("x", pmid="7")]
        assert save_recognised(db, again, "a file", BY).keys == ("last", "last", "last")
        stranger = paper("mine", title="Another work that has the same key")
        assert save_recognised(db, [stranger], "a file", BY).keys == ("mine",)


def test_what_was_told_of_the_one_that_goes_holds_for_the_one_that_stays(database_url: str) -> None:
    with store.session(database_url) as db:
        store.save_publications(db, [paper(key) for key in ("keep", "gone", "third", "fourth")], BY)
        find_duplicates(db, BY)
        tell_apart(db, "gone", "third", BY)
        save_other_values(db, {"keep": {"volume": "1"}}, "PubMed", BY)
        save_other_values(db, {"gone": {"volume": "2", "issue": "5"}}, "PubMed", BY)
        merge_publications(db, "keep", "gone", BY)
        told = [(one.first.key, one.second.key) for one in pairs(db, status=DuplicateStatus.DISTINCT)]
        assert told == [("keep", "third")]
        assert [(one.first.key, one.second.key) for one in pairs(db)] == [("keep", "fourth"), ("third", "fourth")]
        assert [(one.field, one.value) for one in other_values(db, "keep")] == [("issue", "5"), ("volume", "1")]


def test_a_claim_that_had_one_accepted_and_the_other_refused_stops_a_merge(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db)
        store.save_claims(db, snapshot_id, [stored.claim()], BY)
        store.save_publications(db, [paper("a"), paper("b")], BY)
        refused = stored.citation(status=CitationStatus.REFUSED)
        accepted = stored.citation(status=CitationStatus.CONFIRMED)
        save_citations(db, snapshot_id, [Pointer("c0", refused, "a"), Pointer("c0", accepted, "b")], BY)
        with pytest.raises(SettledOtherwiseError, match="decide for one"):
            merge_publications(db, "a", "b", BY)


@pytest.mark.parametrize(("mine", "theirs", "stays"), [(False, True, "s1"), (True, False, "s2"), (True, True, "s1")])
def test_of_two_studies_a_persons_stays_before_a_draft(
    database_url: str, *, mine: bool, theirs: bool, stays: str
) -> None:
    with store.session(database_url) as db:
        store.save_studies(db, [StudyBase(key="s1", draft=mine), StudyBase(key="s2", draft=theirs)], BY)
        store.save_publications(db, [paper("a"), paper("b")], BY, studies=["s1", "s2"])
        merged = merge_publications(db, "a", "b", BY)
        assert study_of_publication(db, "a") == stays
        assert merged.study_left == ({"s1", "s2"} - {stays}).pop()


def test_pages_that_were_audited_are_audited_again_after_a_merge(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        page = b"A 2020 trial (PMID 7) found that ketamine cut pain by 20%."
        store.save_publications(db, [paper("a", pmid="7"), paper("b")], BY)
        (claim, *_) = add_page(db, page, name="page.txt", by=BY)
        snapshot_id = store.snapshots_of(db, "page.txt")[0]
        save_citations(db, snapshot_id, [Pointer(claim.key, stored.citation(), "b")], BY)
        audit(db, "page.txt", BY)
        assert merge_publications(db, "a", "b", BY).audited == ("page.txt",)
        assert store.check(db) == []


# ---------------------------------------------------------------- from files, and the commands

RIS = "TY  - JOUR\nTI  - {}\nAU  - Ng, A\nAU  - Ito, B\nPY  - 2020\nVL  - {}\n{}ER  - \n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    runner, database = CliRunner(), str(tmp_path / "library.db")
    assert runner.invoke(cli, ["--db", database, "init"]).exit_code == 0

    def invoke(*arguments: str) -> Result:
        result = runner.invoke(cli, ["--db", database, *arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit | EvidenceError):
            raise result.exception
        return result

    return invoke


def load(run: Any, tmp_path: Path, name: str, *records: tuple[str, str, str]) -> str:
    file = tmp_path / name
    file.write_text("".join(RIS.format(*record) for record in records), encoding="utf-8")
    loaded: Result = run("load", str(file))
    assert loaded.exit_code == 0
    return loaded.stderr


def test_what_a_later_file_says_otherwise_is_shown_beside_what_is_kept(run: Any, tmp_path: Path) -> None:
    load(run, tmp_path, "mine.ris", (TITLE, "3", "DO  - 10.1000/a\n"))
    load(run, tmp_path, "export.ris", (TITLE.upper(), "33", "DO  - 10.1000/a\nIS  - 2\n"))
    shown = json.loads(run("publications", "doi:10.1000/a", "--json").stdout)
    assert (shown["volume"], shown["issue"], shown["title"]) == ("3", "2", TITLE)
    assert [(one["field"], one["value"], one["source"]) for one in shown["other_values"]] == [
        ("volume", "33", "export.ris")
    ]
    assert "export.ris" in run("publications", "doi:10.1000/a").stdout
    load(run, tmp_path, "export.ris", (TITLE, "3", "DO  - 10.1000/a\n"))
    assert json.loads(run("publications", "doi:10.1000/a", "--json").stdout)["other_values"] == []


def test_loading_pairs_and_the_commands_settle_them(run: Any, tmp_path: Path) -> None:
    load(run, tmp_path, "a.ris", (TITLE, "3", "DO  - 10.1000/a\n"), ("Tea in the wards of old", "1", ""))
    told = load(run, tmp_path, "b.ris", (f"{TITLE}.", "4", ""), (TITLE, "3", "DO  - 10.1000/b\n"))
    assert "b.ris: 3 pairs of publications may be one" in told
    listed = json.loads(run("publications", "duplicates", "--json").stdout)
    keys = [(one["first"]["key"], one["second"]["key"]) for one in listed]
    loose = next(key for pair in keys for key in pair if not key.startswith("doi:"))
    assert set(keys) == {("doi:10.1000/a", loose), ("doi:10.1000/a", "doi:10.1000/b"), (loose, "doi:10.1000/b")}
    assert "3 pairs wait for a decision" in run("publications", "duplicates").stderr
    assert run("publications", "distinct", "doi:10.1000/a", "doi:10.1000/b").exit_code == 0
    merged = run("publications", "merge", "doi:10.1000/a", loose)
    assert merged.exit_code == 0, merged.output
    assert f"volume is kept; {loose} says 4" in merged.stderr
    assert json.loads(run("publications", "duplicates", "--json").stdout) == []
    assert run("publications", loose).stdout.startswith(run("publications", "doi:10.1000/a").stdout)
    assert len(json.loads(run("publications", "duplicates", "--distinct", "--json").stdout)) == 1
    load(run, tmp_path, "b.ris", (f"{TITLE}.", "4", ""))
    assert json.loads(run("publications", "duplicates", "--find", "--json").stdout) == []
    assert "there is no publication 'nobody'" in run("publications", "merge", "doi:10.1000/a", "nobody").stderr
    assert run("db", "check").exit_code == 0


def test_a_person_takes_over_what_another_source_says(run: Any, tmp_path: Path) -> None:
    load(run, tmp_path, "mine.ris", (TITLE, "3", "DO  - 10.1000/a\n"))
    load(run, tmp_path, "export.ris", (TITLE, "33", "DO  - 10.1000/a\n"))
    edited = run("publications", "edit", "doi:10.1000/a", "--set", "volume=33", "--set", "design=cohort", "--json")
    assert edited.exit_code == 0, edited.output
    shown = json.loads(edited.stdout)
    assert (shown["volume"], shown["design"], shown["design_basis"]) == ("33", "cohort", "curator")
    said = json.loads(run("publications", "doi:10.1000/a", "--json").stdout)["other_values"]
    assert [(one["field"], one["value"], one["source"]) for one in said] == [
        ("volume", "3", "the record as it was loaded")
    ]
    assert "nothing to change" in run("publications", "edit", "doi:10.1000/a", "--set", "volume=33").stderr
    assert run("publications", "edit", "doi:10.1000/a").exit_code == 2
    refused = run("publications", "edit", "doi:10.1000/a", "--set", "source_record=x")
    assert refused.exit_code == 2
    retracted = run("--as", "ng", "publications", "edit", "doi:10.1000/a", "--set", "standing=retracted", "--json")
    assert json.loads(retracted.stdout)["standing_source"] == "ng"
    load(run, tmp_path, "mine.ris", (TITLE, "3", "DO  - 10.1000/a\n"))
    assert json.loads(run("publications", "doi:10.1000/a", "--json").stdout)["volume"] == "33"


def test_a_dry_run_pairs_nothing(run: Any, tmp_path: Path) -> None:
    load(run, tmp_path, "a.ris", (TITLE, "3", ""))
    again = tmp_path / "b.ris"
    again.write_text(RIS.format(TITLE, "4", "DO  - 10.1000/a\n"), encoding="utf-8")
    assert run("load", "--dry-run", str(again)).exit_code == 0
    assert json.loads(run("publications", "duplicates", "--json").stdout) == []


def test_fifty_thousand_records_are_paired_in_seconds() -> None:
    words = [f"word{number}" for number in range(997)]
    many = [
        sketch(n, f"Effects of {words[n % 997]} and {words[n * 7 % 991]} on {words[n * 13 % 983]}", f"author{n % 50}")
        for n in range(1, 50_001)
    ]
    start = time.process_time()
    index = SketchIndex(many)
    found = [pair for one in many[::2] for pair in index.like(one._replace(id=one.id + 100_000))]
    assert len(found) == 25_000
    assert time.process_time() - start < 20


# ---------------------------------------------------------------- split again


def whole(db: store.Session) -> dict[str, Any]:
    """All that hangs on publications, by their keys."""
    found: dict[str, Any] = {}
    for one in store.publications(db):
        found[one.key] = (
            one,
            study_of_publication(db, one.key),
            aliases_of(db, one.key),
            other_values(db, one.key),
        )
    found["citations"] = {
        (one.claim, one.publication, one.citation.status, one.citation.notes)
        for entry in store.pages(db)
        if entry.snapshot_id is not None
        for one in citations_of(db, entry.snapshot_id)
    }
    return found


def merged_library(db: store.Session) -> int:
    """Two publications with everything that a merge moves, and a third; gives the snapshot."""
    snapshot_id = stored.save_page(db)
    quotes = ("Ketamine helps 35% of people 😀", "Magnesium does not — at 20 mg.")
    store.save_claims(db, snapshot_id, [stored.claim(quote) for quote in quotes], BY)
    store.save_studies(db, [stored.study("mine", draft=True), stored.study("trial")], BY)
    keep = paper("keep", pmid="7", volume="3")
    store.save_publications(db, [keep, paper("third"), paper("old")], BY, studies=["mine", None, None])
    other = paper(
        "other", doi="10.1000/x", volume="4", issue="2", standing=Standing.RETRACTED, standing_source="a list"
    )
    store.save_publications(db, [other], BY, studies=["trial"])
    merge_publications(db, "other", "old", BY)
    accepted = stored.citation(status=CitationStatus.CONFIRMED, notes="read")
    candidate = stored.citation()
    pointers = [Pointer("c0", candidate, "keep"), Pointer("c0", accepted, "other"), Pointer("c47", candidate, "other")]
    save_citations(db, snapshot_id, pointers, BY)
    find_duplicates(db, BY)
    save_other_values(db, {"keep": {"volume": "1"}}, "PubMed", BY)
    save_other_values(db, {"other": {"volume": "2", "issue": "5"}}, "PubMed", BY)
    return snapshot_id


def test_a_merge_is_taken_back_whole_and_the_log_keeps_both_acts(database_url: str) -> None:
    with store.session(database_url) as db:
        merged_library(db)
        was, paired = whole(db), {frozenset((one.first.key, one.second.key)) for one in pairs(db)}
        merge_publications(db, "keep", "other", BY)
        assert "other" not in whole(db)
        assert owner_of(db, "old") == "keep"
        assert split_publications(db, "keep", "other", BY)[:3] == (2, 1, ())
        assert whole(db) == was
        now = {frozenset((one.first.key, one.second.key)) for one in pairs(db)}
        assert now == paired - {frozenset(("keep", "other"))}
        told = [{one.first.key, one.second.key} for one in pairs(db, status=DuplicateStatus.DISTINCT)]
        assert told == [{"keep", "other"}]
        assert find_duplicates(db, BY) == 0
        acts = [row.verb for row in record_history(db, "publication", "keep") if row.verb in {"merged", "split"}]
        assert acts == ["merged", "split"]
        assert [hit.publication.key for hit in store.search(db, "complex regional")] == ["keep", "third", "other"]
        assert owner_of(db, "old") == "other"
        split_publications(db, "other", "old", BY)
        assert store.publication(db, "old").title == TITLE
        assert store.check(db) == []


def test_what_a_person_did_since_a_merge_stays_when_it_is_taken_back(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = merged_library(db)
        merge_publications(db, "keep", "other", BY)
        edit_publication(db, "keep", {"issue": "9"}, BY)
        decide(db, ClaimPlace(snapshot_id, "c47"), "keep", CitationStatus.REFUSED, BY)
        split = split_publications(db, "keep", "other", BY)
        assert split.changed == ("issue",)
        kept, back = store.publication(db, "keep"), store.publication(db, "other")
        assert (kept.issue, kept.doi, kept.standing, back.issue) == ("9", None, Standing.UNKNOWN, "2")
        assert {(one.claim, one.publication, one.citation.status) for one in citations_of(db, snapshot_id)} == {
            ("c0", "keep", CitationStatus.CANDIDATE),
            ("c0", "other", CitationStatus.CONFIRMED),
            ("c47", "other", CitationStatus.REFUSED),
        }


def test_pages_are_audited_again_after_a_split(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = merged_library(db)
        audit(db, "page", BY)
        before = {(one.claim, one.study) for one in verifications_of(db, snapshot_id)}
        merge_publications(db, "keep", "other", BY)
        assert split_publications(db, "keep", "other", BY).audited == ("page",)
        assert {(one.claim, one.study) for one in verifications_of(db, snapshot_id)} == before


def test_what_cannot_be_split_says_why(database_url: str) -> None:
    with store.session(database_url) as db:
        merged_library(db)
        with pytest.raises(CannotSplitError, match="the log has no merge of the two"):
            split_publications(db, "keep", "other", BY)
        merge_publications(db, "keep", "other", BY)
        merge_publications(db, "third", "keep", BY)
        with pytest.raises(CannotSplitError, match="'keep' was itself merged into 'third' since: split that first"):
            split_publications(db, "keep", "other", BY)
        split_publications(db, "third", "keep", BY)
        store.save_publications(db, [paper("other", title="Another work")], BY)
        with pytest.raises(CannotSplitError, match="there is another publication 'other' by now"):
            split_publications(db, "keep", "other", BY)
        with pytest.raises(UnknownKeyError):
            split_publications(db, "nowhere", "other", BY)
        record_activity(db, BY, Deed("merged", "publication", "third", {"from": "gone"}))
        with pytest.raises(CannotSplitError, match="a version that did not keep what it moved"):
            split_publications(db, "third", "gone", BY)


def test_the_command_splits_what_it_merged(run: Any, tmp_path: Path) -> None:
    load(run, tmp_path, "a.ris", (TITLE, "3", "DO  - 10.1000/a\n"))
    load(run, tmp_path, "b.ris", (TITLE, "4", "DO  - 10.1000/b\n"))
    assert run("publications", "merge", "doi:10.1000/a", "doi:10.1000/b").exit_code == 0
    done = run("publications", "split", "doi:10.1000/a", "doi:10.1000/b", "--json")
    assert json.loads(done.stdout) == {"citations": 0, "stay": 0, "changed": [], "audited": []}
    assert json.loads(run("publications", "doi:10.1000/b", "--json").stdout)["volume"] == "4"
    again = run("publications", "split", "doi:10.1000/a", "doi:10.1000/b")
    assert again.exit_code == 2
    assert "cannot be split from 'doi:10.1000/a' again: the log has no merge of the two" in again.stderr
    assert run("db", "check").exit_code == 0
