"""Two people at one claim: nobody writes over what they did not see. And what one did last can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from evidence import store
from evidence.models import CitationStatus, ClaimBase, ClaimStatus, Origin, ReviewerBase
from evidence.store.citations import Pointer, citations_of
from evidence.store.conclusions import verifications_of
from evidence.workflow.audit import audit
from evidence.workflow.cite import ClaimPlace, decide
from evidence.workflow.editing import (
    ClaimRef,
    NewClaim,
    StaleClaimError,
    add_claim,
    edit_claim,
    find_claim,
    fingerprint,
    merge_claims,
    reject_claim,
    restore_claim,
    since,
    split_claim,
    undo,
)
from evidence.workflow.editing.errors import CannotUndoError, JudgedClaimError, NothingToUndoError
from tests import stored
from tests.test_editing import LONG, TEXT, cite, judge, page_with_claims

PAGE = "page"


def author(name: str = "ana", minutes: int = 0) -> store.Author:
    return store.Author(name, stored.NOW + timedelta(minutes=minutes))


def claim_of(db: store.Session, key: str = "C001") -> ClaimBase:
    return find_claim(db, ClaimRef(key, PAGE)).claim


def seen(database: str, key: str = "C001") -> ClaimRef:
    with store.session(database, read_only=True) as db:
        return ClaimRef(key, PAGE, fingerprint(claim_of(db, key)))


def prepared(database: str) -> ClaimRef:
    with store.session(database) as db:
        page_with_claims(db)
        store.save_reviewers(db, [ReviewerBase(key="ana", name="Ana"), ReviewerBase(key="ben", name="Ben")], stored.BY)
    return seen(database)


def test_a_claim_that_others_changed_since_is_not_written_over_and_says_who_did_what(database_url: str) -> None:
    ref = prepared(database_url)
    with store.session(database_url) as db:
        edit_claim(db, ref, {"outcome": "pain at night"}, author("ben"))
    said = "claim 'C001' is not what you saw: Ben edited it at 2026-03-04 05:06 UTC .*outcome: pain → pain at night"
    with pytest.raises(StaleClaimError, match=said), store.session(database_url) as db:
        edit_claim(db, ref, {"outcome": "function"}, author("ana"))
    with store.session(database_url, read_only=True) as db:
        assert claim_of(db).outcome == "pain at night"


@pytest.mark.parametrize("verb", ["edit", "split", "merge", "other", "reject", "restore"])
def test_no_verb_works_on_a_record_that_is_no_longer_the_one_seen(sqlite_url: str, verb: str) -> None:
    stale = prepared(sqlite_url)._replace(seen="of another record")
    fresh = seen(sqlite_url)
    verbs: dict[str, Any] = {
        "edit": lambda db: edit_claim(db, stale, {"outcome": "x"}, author()),
        "split": lambda db: split_claim(db, stale, ["20%"], author()),
        "merge": lambda db: merge_claims(db, stale, ClaimRef("C002", PAGE), author()),
        "other": lambda db: merge_claims(db, fresh, ClaimRef("C002", PAGE, "of another record"), author()),
        "reject": lambda db: reject_claim(db, stale, "no claim", author()),
        "restore": lambda db: restore_claim(db, stale, author()),
    }
    with pytest.raises(StaleClaimError), store.session(sqlite_url) as db:
        verbs[verb](db)


def test_of_two_who_save_at_once_one_is_told_and_nothing_is_lost(database_url: str) -> None:
    ref = prepared(database_url)
    together = Barrier(2)

    def save(name: str) -> str:
        together.wait(timeout=20)
        try:
            with store.session(database_url) as db:
                edit_claim(db, ref, {"outcome": f"as {name} has it"}, author(name))
        except StaleClaimError as error:
            return str(error)
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(save, ["ana", "ben"]))
    assert sorted(one == "saved" for one in told) == [False, True]
    winner = ("ana", "ben")[told.index("saved")]
    refusal = next(one for one in told if one != "saved")
    assert f"{winner.capitalize()} edited it" in refusal
    with store.session(database_url, read_only=True) as db:
        assert claim_of(db).outcome == f"as {winner} has it"
        assert store.check(db) == []


def test_two_who_add_a_claim_at_once_both_have_it(database_url: str) -> None:
    prepared(database_url)
    together = Barrier(2)

    def add(name: str) -> str:
        together.wait(timeout=20)
        with store.session(database_url) as db:
            fields = {"claim_type": "safety", "notes": name}
            return add_claim(db, NewClaim(PAGE, "the combination"), fields, author(name)).claims[0].key

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, ["ana", "ben"])) == ["C003", "C004"]


def test_the_history_leads_back_to_the_record_that_was_seen(sqlite_url: str) -> None:
    ref = prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        was = claim_of(db)
        edit_claim(db, ClaimRef("C001", PAGE), {"outcome": "sleep"}, author("ben"))
        edit_claim(db, ClaimRef("C001", PAGE), {"notes": "seen"}, author("ben", 1), bounds=(None, len(LONG) - 1))
    with store.session(sqlite_url, read_only=True) as db:
        standing = find_claim(db, ClaimRef("C001", PAGE))
        found = since(db, standing, str(ref.seen))
        assert found.record == was
        assert [deed.verb for deed in found.deeds] == ["edited", "edited"]
        assert since(db, standing, fingerprint(standing.claim)) == (standing.claim, ())
        assert since(db, standing, "of no record").record is None


def test_edits_are_undone_one_after_the_other_and_the_program_s_reading_is_its_own_again(database_url: str) -> None:
    prepared(database_url)
    with store.session(database_url) as db:
        was = claim_of(db)
        edit_claim(db, ClaimRef("C001", PAGE), {"outcome": "sleep"}, author(minutes=1))
        once = claim_of(db)
        edit_claim(db, ClaimRef("C001", PAGE), {}, author(minutes=2), bounds=(9, 24))
        assert claim_of(db).effects != was.effects
        undone = undo(db, PAGE, author(minutes=3))
        assert claim_of(db) == once
        assert undone.words == "C001 is again as it was (its boundaries)"
        assert undo(db, PAGE, author(minutes=4)).words == "C001 is again as it was (outcome: pain)"
        assert claim_of(db) == was
        assert was.origin is Origin.EXTRACTED
        with pytest.raises(NothingToUndoError, match="nothing of yours to undo"):
            undo(db, PAGE, author(minutes=5))
        assert store.check(db) == []


def test_a_split_and_a_merge_are_undone_whole(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        was = claim_of(db)
        split_claim(db, ClaimRef("C001", PAGE), ["20%"], author(minutes=1))
        parts = claim_of(db), claim_of(db, "C001b")
        merge_claims(db, ClaimRef("C001", PAGE), ClaimRef("C001b", PAGE), author(minutes=2))
        undone = undo(db, PAGE, author(minutes=3))
        apart = "C001 is as it was; sources that came to it stay; C001b is a claim of its own again"
        assert (undone.claim, undone.words) == ("C001", apart)
        assert (claim_of(db), claim_of(db, "C001b")) == parts
        assert undo(db, PAGE, author(minutes=4)).words == "C001 is one claim again"
        assert claim_of(db) == was
        assert claim_of(db, "C001b").status is ClaimStatus.REJECTED


def test_adding_rejecting_and_restoring_are_undone(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        reject_claim(db, ClaimRef("C002", PAGE), "no claim", author(minutes=1))
        restore_claim(db, ClaimRef("C002", PAGE), author(minutes=2))
        added = add_claim(db, NewClaim(PAGE, "the combination"), {"claim_type": "safety"}, author(minutes=3))
        undo(db, PAGE, author(minutes=4))
        assert claim_of(db, added.claims[0].key).status is ClaimStatus.REJECTED
        undo(db, PAGE, author(minutes=5))
        assert claim_of(db, "C002").status is ClaimStatus.REJECTED
        undo(db, PAGE, author(minutes=6))
        assert claim_of(db, "C002").status is ClaimStatus.ACTIVE


def test_a_decision_about_a_source_is_undone(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        snapshot_id = store.snapshots_of(db, PAGE)[0]
        store.save_publications(db, [stored.publication()], stored.BY)
        store.save_citations(db, snapshot_id, [Pointer("C001", stored.citation(), "pub")], stored.BY)
        decide(db, ClaimPlace(snapshot_id, "C001"), "pub", CitationStatus.REFUSED, author(minutes=1))
        assert undo(db, PAGE, author(minutes=2)).claim == "C001"
        assert citations_of(db, snapshot_id)[0].citation.status is CitationStatus.CANDIDATE
        with pytest.raises(NothingToUndoError):
            undo(db, PAGE, author(minutes=3))


def sources(db: store.Session) -> list[tuple[str | None, CitationStatus]]:
    return [(one.publication, one.citation.status) for one in citations_of(db, store.snapshots_of(db, PAGE)[0])]


def test_attaching_detaching_and_attaching_again_are_undone_step_by_step(database_url: str) -> None:
    prepared(database_url)
    with store.session(database_url) as db:
        place = ClaimPlace(store.snapshots_of(db, PAGE)[0], "C001")
        store.save_publications(db, [stored.publication()], stored.BY)
        was = sources(db)
        for minute, status in enumerate((CitationStatus.CONFIRMED, CitationStatus.REFUSED, CitationStatus.CONFIRMED)):
            decide(db, place, "pub", status, author(minutes=minute))
            audit(db, PAGE, author(minutes=minute))
        undo(db, PAGE, author(minutes=11))
        assert sources(db) == [*was, ("pub", CitationStatus.REFUSED)]
        undo(db, PAGE, author(minutes=12))
        assert sources(db) == [*was, ("pub", CitationStatus.CONFIRMED)]
        undone = undo(db, PAGE, author(minutes=13))
        assert (undone.claim, undone.words) == ("C001", "pub is no source of C001 any more")
        assert sources(db) == was
        decide(db, place, "pub", CitationStatus.CONFIRMED, author(minutes=14))
        undo(db, PAGE, author(minutes=15))
        assert sources(db) == was
        with pytest.raises(NothingToUndoError):
            undo(db, PAGE, author(minutes=16))
        assert not list(store.check(db))


def test_an_attached_source_that_was_checked_is_undone_with_its_check(database_url: str) -> None:
    prepared(database_url)
    with store.session(database_url) as db:
        snapshot_id = store.snapshots_of(db, PAGE)[0]
        store.save_studies(db, [stored.study()], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY, studies=["study"])
        audit(db, PAGE, stored.BY)
        decide(db, ClaimPlace(snapshot_id, "C001"), "pub", CitationStatus.CONFIRMED, author(minutes=1))
        audit(db, PAGE, author(minutes=2))
        assert [one.study for one in verifications_of(db, snapshot_id)] == ["study"]
        undo(db, PAGE, author(minutes=3))
        assert verifications_of(db, snapshot_id) == []


def test_an_attached_source_that_another_decided_about_since_stays(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        place = ClaimPlace(store.snapshots_of(db, PAGE)[0], "C001")
        store.save_publications(db, [stored.publication()], stored.BY)
        decide(db, place, "pub", CitationStatus.CONFIRMED, author(minutes=1))
        decide(db, place, "pub", CitationStatus.REFUSED, author("ben", 2))
        with pytest.raises(CannotUndoError, match="somebody decided otherwise since"):
            undo(db, PAGE, author(minutes=3))


def test_what_many_matches_came_to_is_not_undone_and_says_what_to_do(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        store.save_publications(db, [stored.publication()], stored.BY)
        found = [Pointer("C001", stored.citation(), "pub")]
        store.save_citations(db, store.snapshots_of(db, PAGE)[0], found, author(minutes=1))
        with pytest.raises(CannotUndoError, match="refuse or detach the sources"):
            undo(db, PAGE, author(minutes=2))


def test_nobody_undoes_what_others_did_or_built_upon(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        edit_claim(db, ClaimRef("C001", PAGE), {"outcome": "sleep"}, author("ana", 1))
        with pytest.raises(NothingToUndoError):
            undo(db, PAGE, author("ben", 2))
        edit_claim(db, ClaimRef("C001", PAGE), {"outcome": "mood"}, author("ben", 3))
        with pytest.raises(CannotUndoError, match="the claim was changed again since"):
            undo(db, PAGE, author("ana", 4))
        assert claim_of(db).outcome == "mood"


def test_after_each_change_an_audit_of_the_whole_page_finds_nothing_more_to_write(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id)
        audit(db, PAGE, stored.BY)

        def settled() -> None:
            head = store.head(db)
            audit(db, PAGE, stored.BY)
            assert store.head(db) == head

        edit_claim(db, ClaimRef("C001", PAGE), {"study_type": "rct"}, author(minutes=1))
        settled()
        split_claim(db, ClaimRef("C001", PAGE), ["20%"], author(minutes=2))
        settled()
        merge_claims(db, ClaimRef("C001b", PAGE), ClaimRef("C001", PAGE), author(minutes=3))
        settled()
        reject_claim(db, ClaimRef("C001b", PAGE), "no claim", author(minutes=4))
        settled()
        for minute in range(5, 9):
            undo(db, PAGE, author(minutes=minute))
            settled()
        assert len(verifications_of(db, snapshot_id)) == 1


def test_words_that_were_judged_are_not_moved_back(sqlite_url: str) -> None:
    prepared(sqlite_url)
    with store.session(sqlite_url) as db:
        edit_claim(db, ClaimRef("C001", PAGE), {}, author(minutes=1), bounds=(9, None))
        judge(db)
        with pytest.raises(JudgedClaimError):
            undo(db, PAGE, author(minutes=2))
        assert claim_of(db).quote == TEXT[9 : len(LONG)]
