"""A page captured again: what people did stays with the words that stayed, and never goes to a look-alike."""

from datetime import timedelta
from typing import Any

import pytest

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import (
    CitationMethod,
    CitationStatus,
    ClaimBase,
    ClaimStatus,
    ClaimType,
    Origin,
    PageBase,
    QuantityBase,
)
from evidence.store.citations import Pointer
from evidence.store.editing import claim_history
from evidence.store.listing import ClaimFilter
from evidence.text.matching import ChangeStatus, ClaimChange
from evidence.text.sentences import sentences
from evidence.text.spans import prefix, suffix
from evidence.workflow.audit import add_page
from evidence.workflow.editing import ClaimRef, carry_claim, edit_claim, find_claim, reject_claim
from evidence.workflow.tracking import PageChanges, changes_of, take_claims
from tests import stored

BY = stored.BY
UNCHANGED, MOVED, REWORDED, REMOVED, NEW = ChangeStatus
OLD = "Ketamine cut pain by 20%.\n\nIt is safe.\n\nIt lifts mood in many.\n\nBook a visit now."
CHANGED = "Book a visit now.\n\nKetamine cut pain by 30%.\n\nIt lifts mood in many.\n\nOur staff is kind."


def read(text: str) -> list[ClaimBase]:
    """Every sentence as an extracted claim."""
    return [
        ClaimBase(
            key=f"C{n:03d}",
            start=s.start,
            end=s.end,
            quote=s.of(text),
            prefix=prefix(text, s.start),
            suffix=suffix(text, s.end),
            claim_type=ClaimType.EFFICACY,
            origin=Origin.EXTRACTED,
        )
        for n, s in enumerate(sentences(text), 1)
    ]


def capture(db: store.Session, text: str, claims: list[ClaimBase] | None = None) -> int:
    snapshot_id = stored.save_page(db, "page", text)
    take_claims(db, "page", snapshot_id, read(text) if claims is None else claims, BY)
    return snapshot_id


def of(found: PageChanges, words: str) -> ClaimChange:
    return next(change for change in found.changes if change.old is not None and words in change.old.quote)


def by_key(db: store.Session, snapshot_id: int) -> dict[str, ClaimBase]:
    return {claim.key: claim for claim in store.claims_of(db, snapshot_id)}


def test_the_first_snapshot_of_a_page_has_nothing_to_be_compared_with(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        first = capture(db, OLD)
        assert store.claims_of(db, first) == read(OLD)
        found = changes_of(db, "page")
        assert (found.old, found.new.id, found.changes) == (None, first, ())


def test_claims_whose_words_stayed_keep_their_keys_and_others_get_new_ones(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        second = capture(db, CHANGED)
        assert {key: claim.quote for key, claim in by_key(db, second).items()} == {
            "C004": "Book a visit now.",
            "C005": "Ketamine cut pain by 30%.",
            "C003": "It lifts mood in many.",
            "C006": "Our staff is kind.",
        }
        found = changes_of(db, "page")
        assert (found.old and found.old.id, found.new.id) == (first, second)
        assert [(c.status, c.old and c.old.key, c.new and c.new.key) for c in found.changes] == [
            (REWORDED, "C001", "C005"),
            (REMOVED, "C002", None),
            (MOVED, "C003", "C003"),
            (MOVED, "C004", "C004"),
            (NEW, None, "C006"),
        ]
        assert by_key(db, first)["C002"].status is ClaimStatus.REMOVED
        assert by_key(db, first)["C001"].status is ClaimStatus.ACTIVE
        assert store.check(db) == []


def test_lists_hold_what_a_page_last_said(database_url: str) -> None:
    with store.session(database_url) as db:
        capture(db, OLD)
        capture(db, CHANGED)
        assert sorted(entry.claim.key for entry in store.claims(db)) == ["C003", "C004", "C005", "C006"]
        assert sum(count.claims for count in store.counts(db)) == 4
        gone = ClaimFilter(statuses=(ClaimStatus.REMOVED,), every_snapshot=True)
        assert [entry.claim.quote for entry in store.claims(db, gone)] == ["It is safe."]


def test_what_a_person_set_stays_with_words_that_stayed_and_says_whence(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        start = OLD.index("many")
        number = QuantityBase(value=1, raw="many", start=start, end=start + 4)
        effects = f'[{{"value": 1, "raw": "many", "start": {start}, "end": {start + 4}}}]'
        edit_claim(db, ClaimRef("C003"), {"outcome": "mood", "effects": effects}, BY)
        before = find_claim(db, ClaimRef("C003"))
        assert before.claim.effects == (number,)
        second = capture(db, CHANGED)
        after = find_claim(db, ClaimRef("C003"))
        at = CHANGED.index("many")
        assert (after.snapshot_id, after.claim.outcome, after.claim.origin) == (second, "mood", Origin.CURATED)
        assert after.claim.effects == (number.model_copy(update={"start": at, "end": at + 4}),)
        detail: Any = claim_history(db, after)[0].detail
        assert detail["from"] == {"claim_id": before.id, "snapshot": first}
        assert detail["words"] == "moved"
        assert detail["extracted"]["quote"] == "It lifts mood in many."
        assert by_key(db, first)["C003"] == before.claim
        assert len(store.claims_of(db, second)) == 4


def test_nothing_is_carried_over_to_a_look_alike(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        edit_claim(db, ClaimRef("C001"), {"outcome": "pain"}, BY)
        cite(db, first, "C001")
        second = capture(db, CHANGED)
        new = by_key(db, second)["C005"]
        assert (new.quote, new.outcome, new.origin) == ("Ketamine cut pain by 30%.", None, Origin.EXTRACTED)
        assert store.citations_of(db, second) == []
        change = of(changes_of(db, "page"), "20%")
        assert (change.status, change.new) == (REWORDED, new)
        assert change.old is not None
        assert change.old.outcome == "pain"


def test_a_person_confirms_that_a_reworded_claim_is_the_same(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        edit_claim(db, ClaimRef("C001"), {"outcome": "pain", "sample_size": "45", "direction": "benefit"}, BY)
        cite(db, first, "C001")
        second = capture(db, CHANGED)
        read_as = by_key(db, second)["C005"]
        carry_claim(db, "page", ("C001", "C005"), BY)
        claim = by_key(db, second)["C005"]
        assert (claim.outcome, claim.origin) == ("pain", Origin.CURATED)
        assert (claim.sample_size, claim.direction, claim.quote) == (None, read_as.direction, read_as.quote)
        assert [(p.claim, p.citation.start) for p in store.citations_of(db, second)] == [("C005", None)]
        detail: Any = claim_history(db, find_claim(db, ClaimRef("C005")))[-1].detail
        assert (detail["citations"], detail["extracted"]["outcome"]) == (1, None)
        for keys in (("C009", "C005"), ("C001", "C009")):
            with pytest.raises(EvidenceError, match="there is no claim 'C009'"):
                carry_claim(db, "page", keys, BY)


def test_words_that_nobody_decided_about_are_taken_when_they_are_read(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        capture(db, OLD, read(OLD)[:2])
        second = capture(db, CHANGED)
        assert sorted(c.quote for c in store.claims_of(db, second)) == sorted(c.quote for c in read(CHANGED))
        reasons = {c.new.quote: c.reason for c in changes_of(db, "page").changes if c.old is None and c.new}
        assert reasons["Our staff is kind."] == ""
        assert reasons["Book a visit now."] == "the page said this before, and it was not among its claims"


def test_words_a_person_left_alone_stay_alone(database_url: str) -> None:
    with store.session(database_url) as db:
        capture(db, OLD, read(OLD)[:2])
        edit_claim(db, ClaimRef("C001"), {"outcome": "pain"}, BY)
        second = capture(db, CHANGED)
        assert sorted(c.quote for c in store.claims_of(db, second)) == [
            "Ketamine cut pain by 30%.",
            "Our staff is kind.",
        ]


def cite(db: store.Session, snapshot_id: int, key: str) -> None:
    store.save_publications(db, [stored.publication()], BY)
    claim = by_key(db, snapshot_id)[key]
    found = stored.citation(
        status=CitationStatus.CONFIRMED,
        method=CitationMethod.CURATOR,
        attribution=claim.quote[:2],
        start=claim.start,
        end=claim.start + 2,
    )
    store.save_citations(db, snapshot_id, [Pointer(key, found, "pub")], BY)


def test_citations_go_with_words_that_stayed_whoever_read_them(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        for key in ("C002", "C003", "C004"):
            cite(db, first, key)
        edit_claim(db, ClaimRef("C004"), {"claim_type": "promotional"}, BY)
        second = capture(db, CHANGED)
        claims = by_key(db, second)
        pointers = {p.claim: p for p in store.citations_of(db, second)}
        assert pointers.keys() == {"C003", "C004"}
        for key, pointer in pointers.items():
            citation = pointer.citation
            assert (pointer.publication, citation.method, citation.status) == ("pub", "curator", "confirmed")
            assert (citation.start, citation.attribution) == (claims[key].start, claims[key].quote[:2])
        assert [row.verb for row in claim_history(db, find_claim(db, ClaimRef("C003")))] == ["citations carried over"]
        assert len(store.citations_of(db, first)) == 3
        assert store.check(db) == []


def test_a_rejected_claim_stays_rejected(database_url: str) -> None:
    with store.session(database_url) as db:
        capture(db, OLD)
        reject_claim(db, ClaimRef("C004"), "no claim", BY)
        second = capture(db, CHANGED)
        claim = by_key(db, second)["C004"]
        assert (claim.status, claim.origin) == (ClaimStatus.REJECTED, Origin.EXTRACTED)
        assert "C004" not in [entry.claim.key for entry in store.claims(db)]


def test_a_persons_claim_that_the_reading_cuts_otherwise_stays_as_it_is_with_the_reading_beside_it(
    database_url: str,
) -> None:
    with store.session(database_url) as db:
        capture(db, OLD)
        end = OLD.index(" in many")
        edit_claim(db, ClaimRef("C003"), {}, BY, bounds=(None, end))
        second = capture(db, CHANGED)
        quotes = sorted(claim.quote for claim in store.claims_of(db, second))
        assert quotes == ["Book a visit now.", "It lifts mood", "Ketamine cut pain by 30%.", "Our staff is kind."]
        detail: Any = claim_history(db, find_claim(db, ClaimRef("C003")))[0].detail
        assert detail["extracted"]["quote"] == "It lifts mood in many."


def test_a_persons_claim_that_nothing_reads_any_more_is_carried_all_the_same(database_url: str) -> None:
    with store.session(database_url) as db:
        capture(db, OLD)
        edit_claim(db, ClaimRef("C003"), {"outcome": "mood"}, BY)
        second = capture(db, CHANGED, [])
        assert [(c.key, c.outcome, c.quote) for c in store.claims_of(db, second)] == [
            ("C003", "mood", "It lifts mood in many.")
        ]


def test_a_page_with_the_same_words_in_other_bytes_keeps_everything(database_url: str) -> None:
    with store.session(database_url) as db:
        first = capture(db, OLD)
        edit_claim(db, ClaimRef("C003"), {"outcome": "mood"}, BY)
        cite(db, first, "C001")
        later = stored.snapshot(OLD, content=b"other bytes")
        second = store.save_snapshot(db, "page", later, b"other bytes", BY).id
        assert set(take_claims(db, "page", second, read(OLD), BY)) == {UNCHANGED}
        assert store.claims_of(db, second) == store.claims_of(db, first)
        assert [p.claim for p in store.citations_of(db, second)] == ["C001"]


def test_a_page_read_again_follows_its_claims(database_url: str) -> None:
    text = "Ketamine cures depression in 80% of patients.\n\nKetamine infusions relieve pain within 40 minutes.\n"
    with store.session(database_url) as db:
        stored.vocabulary(db)
        first = add_page(db, text.encode(), name="clinic.txt", by=BY)
        assert len(first) == 2
        edit_claim(db, ClaimRef(first[0].key), {"outcome": "remission"}, BY)
        edit_claim(db, ClaimRef(first[1].key), {"outcome": "pain at rest"}, BY)
        again = add_page(db, text.encode(), name="clinic.txt", by=BY)
        assert [claim.outcome for claim in again] == ["remission", "pain at rest"]
        later = store.Author("tester", BY.at + timedelta(days=1))
        claims = add_page(db, text.replace("80%", "90%").encode(), name="clinic.txt", by=later)
        assert [(c.origin, c.outcome) for c in claims if "minutes" in c.quote] == [("curated", "pain at rest")]
        assert [(c.origin, c.outcome == "remission") for c in claims if "90%" in c.quote] == [("extracted", False)]
        found = changes_of(db, "clinic.txt")
        assert [change.status for change in found.changes] == [REWORDED, UNCHANGED]


def test_a_page_read_again_keeps_its_address_and_audience(sqlite_url: str) -> None:
    page = PageBase(key="clinic.txt", address="https://clinic.example/", title="A clinic", audience="clinicians")
    with store.session(sqlite_url) as db:
        store.save_pages(db, [page], BY)
        add_page(db, b"Ketamine cures depression in 80% of patients.\n", name="clinic.txt", by=BY)
        assert [entry.page for entry in store.pages(db)] == [page]


def test_a_known_page_without_claims_is_read(sqlite_url: str) -> None:
    text = "Ketamine cures depression in 80% of patients.\n"
    with store.session(sqlite_url) as db:
        claims = add_page(db, text.encode(), name="clinic.txt", by=BY)
        assert claims
        store.save_pages(db, [PageBase(key="bare", address="bare")], BY)
        snapshot = store.snapshot(db, store.snapshots_of(db, "clinic.txt")[0])
        store.save_snapshot(db, "bare", snapshot, text.encode(), BY)
        assert add_page(db, text.encode(), name="bare", by=BY) == claims
