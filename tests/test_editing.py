"""Claims and studies changed by hand: whole or not at all, on record, and never at the cost of what was there."""

from functools import partial
from typing import Any

import pytest

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import (
    Axis,
    CitationStatus,
    ClaimBase,
    ClaimStatus,
    JudgementBase,
    Origin,
    ProjectBase,
    ProtocolBase,
    QuantityBase,
    ResultBase,
    ReviewerBase,
)
from evidence.store.citations import Pointer
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers_of
from evidence.store.editing import claim_history, judgements_on, study_history
from evidence.text.spans import Span
from evidence.workflow.audit import audit
from evidence.workflow.editing import (
    ClaimRef,
    NewClaim,
    accept_study,
    add_claim,
    edit_claim,
    edit_study,
    extracted_record,
    find_claim,
    merge_claims,
    reject_claim,
    restore_claim,
    split_claim,
)
from evidence.workflow.tracking import take_claims
from tests import stored

BY = stored.BY
TEXT = "Ketamine cut pain by 20% while the combination cut it by 35%. It is safe. It is safe. Most felt better."
LONG = "Ketamine cut pain by 20% while the combination cut it by 35%."
LAST = "Most felt better."


def effect(value: float, raw: str) -> QuantityBase:
    start = TEXT.index(raw)
    return QuantityBase(value=value, unit="%", raw=raw, start=start, end=start + len(raw))


def page_with_claims(db: store.Session, key: str = "page") -> int:
    snapshot_id = stored.save_page(db, key, TEXT)
    first = stored.claim(
        LONG, TEXT, key="C001", origin="extracted", effects=(effect(20, "20%"), effect(35, "35%")), outcome="pain"
    )
    last = stored.claim(LAST, TEXT, key="C002", origin="extracted")
    store.save_claims(db, snapshot_id, [first, last], BY)
    return snapshot_id


def cite(db: store.Session, snapshot_id: int, key: str = "C001") -> None:
    store.save_studies(db, [stored.study()], BY)
    store.save_publications(db, [stored.publication()], BY, studies=["study"])
    confirmed = stored.citation(status=CitationStatus.CONFIRMED, attribution="pain", start=13, end=17)
    store.save_citations(db, snapshot_id, [Pointer(key, confirmed, "pub")], BY)


def judge(db: store.Session, key: str = "C001") -> None:
    store.save_reviewers(db, [ReviewerBase(key="ana", name="Ana")], BY)
    store.save_projects(db, [ProjectBase(key="p", title="P")], BY)
    store.save_protocols(db, "p", [ProtocolBase(version=1)], BY)
    judgement = JudgementBase(axis=Axis.SUPPORT, value="overstated")
    store.save_judgement(db, store.Coding(find_claim(db, ClaimRef(key)).id, "ana", "p"), judgement, BY)


def history(db: store.Session, key: str) -> list[tuple[str, dict[str, Any]]]:
    return [(row.verb, row.detail) for row in claim_history(db, find_claim(db, ClaimRef(key)))]


def test_a_field_set_by_hand_is_on_record_with_what_the_program_read(database_url: str) -> None:
    with store.session(database_url) as db:
        stored.vocabulary(db)
        page_with_claims(db)
        read = find_claim(db, ClaimRef("C001")).claim
        edit_claim(db, ClaimRef("C001"), {"condition": "CRPS", "study type": "rct", "sample_size": "45"}, BY)
        edit_claim(db, ClaimRef("C001"), {"sample_size": "", "notes": "checked"}, BY)
    with store.session(database_url, read_only=True) as db:
        standing = find_claim(db, ClaimRef("C001"))
        claim = standing.claim
        assert (claim.condition, claim.condition_code, claim.study_type, claim.origin) == (
            "CRPS",
            "crps",
            "rct",
            "curated",
        )
        assert (claim.sample_size, claim.notes, claim.effects) == (None, "checked", read.effects)
        assert extracted_record(db, standing) == read
        (first, one), (second, two) = history(db, "C001")
        assert (first, second) == ("edited", "edited")
        assert one["fields"]["sample_size"] == {"was": None, "is": 45}
        assert one["page"] == "page"
        assert two["fields"]["sample_size"] == {"was": 45, "is": None}
        assert store.check(db) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"claim_type": "cure"}, "claim_type: 'cure' is not one of efficacy, comparative_efficacy, safety"),
        ({"claim_type": "efficasy"}, "did you mean 'efficacy'"),
        ({"claim_type": ""}, "'claim_type' is missing"),
        ({"study_year": "soon"}, "study_year: expected a whole number, found 'soon'"),
        ({"effects": "[{"}, "effects: expected JSON"),
        ({"quote": "other words"}, "'quote' is not a field that can be set"),
        ({"colour": "red"}, "'colour' is not a field that can be set"),
        ({"condition_code": "nowhere"}, "there is no code 'nowhere'"),
    ],
)
def test_a_value_a_field_does_not_take_changes_nothing(sqlite_url: str, changes: dict[str, str], reason: str) -> None:
    with store.session(sqlite_url) as db:
        stored.vocabulary(db)
        page_with_claims(db)
        head = store.head(db)
    with pytest.raises(EvidenceError, match=reason.replace("(", r"\(")), store.session(sqlite_url) as db:
        edit_claim(db, ClaimRef("C001"), changes, BY)
    with store.session(sqlite_url) as db:
        assert store.head(db) == head


def test_setting_what_is_there_already_writes_nothing(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        page_with_claims(db)
        head = store.head(db)
        edited = edit_claim(db, ClaimRef("C001"), {"outcome": "pain"}, BY)
        assert not edited.changed
        assert store.head(db) == head


def test_effects_are_set_as_json_with_ranges(database_url: str) -> None:
    with store.session(database_url) as db:
        page_with_claims(db)
        edit_claim(db, ClaimRef("C001"), {"effects": '[{"value": [20, 35], "unit": "%"}]'}, BY)
        assert find_claim(db, ClaimRef("C001")).claim.effects == (QuantityBase(value=20, high=35, unit="%"),)


def test_boundaries_move_and_numbers_outside_go_on_record(database_url: str) -> None:
    with store.session(database_url) as db:
        page_with_claims(db)
        end = TEXT.index(" while")
        edit_claim(db, ClaimRef("C001"), {}, BY, bounds=(None, end))
        claim = find_claim(db, ClaimRef("C001")).claim
        assert (claim.quote, claim.suffix[:6]) == ("Ketamine cut pain by 20%", " while")
        assert [one.value for one in claim.effects] == [20]
        ((_, detail),) = history(db, "C001")
        assert detail["fields"]["end"] == {"was": len(LONG), "is": end}
        assert [one["value"] for one in detail["fields"]["effects"]["was"]] == [20, 35]
        for bounds in ((5, 5), (-1, None), (None, 10**6), (61, 62)):
            with pytest.raises(EvidenceError, match="no span of words"):
                edit_claim(db, ClaimRef("C001"), {}, BY, bounds=bounds)


def test_a_key_on_two_pages_has_to_be_told_apart(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        page_with_claims(db, "one")
        page_with_claims(db, "two")
        with pytest.raises(EvidenceError, match="2 pages have a claim 'C001': say which with --page, one of one, two"):
            edit_claim(db, ClaimRef("C001"), {"outcome": "mood"}, BY)
        edit_claim(db, ClaimRef("C001", "two"), {"outcome": "mood"}, BY)
        assert find_claim(db, ClaimRef("C001", "one")).claim.outcome == "pain"
        assert find_claim(db, ClaimRef("C001", "two")).claim.outcome == "mood"
        for ref in (ClaimRef("C009"), ClaimRef("C001", "three")):
            with pytest.raises(EvidenceError, match=f"there is no claim '{ref.key}'"):
                find_claim(db, ref)


def test_a_claim_is_added_by_its_words_or_its_span(database_url: str) -> None:
    with store.session(database_url) as db:
        page_with_claims(db)
        safety = {"claim_type": "safety"}
        added = add_claim(db, NewClaim("page", "Most felt"), safety, BY)
        assert (added.claims[0].key, added.claims[0].origin) == ("C003", Origin.CURATED)
        start = TEXT.index("It is safe.")
        by_span = add_claim(db, NewClaim("page", Span(start, start + 11), "safe"), safety, BY)
        assert (by_span.claims[0].key, by_span.claims[0].quote) == ("safe", "It is safe.")
        assert [verb for verb, _ in history(db, "C003")] == ["added by hand"]
        assert store.check(db) == []
        for new, fields, reason in (
            (NewClaim("page", "It is safe."), safety, "occurs 2 times, at 62, 74"),
            (NewClaim("page", "It is unsafe."), safety, "does not occur"),
            (NewClaim("page", ""), safety, "the quote is empty"),
            (NewClaim("page", "Most"), {}, "claim_type: it must be set, to one of efficacy"),
            (NewClaim("page", "Most", "C001"), safety, "has or had a claim 'C001'"),
            (NewClaim("nowhere", "Most"), safety, "there is no page 'nowhere'"),
        ):
            with pytest.raises(EvidenceError, match=reason):
                add_claim(db, new, fields, BY)


@pytest.mark.parametrize("cut", ["by 20%", str(LONG.index("while"))])
def test_a_claim_is_split_with_its_numbers_and_citations(database_url: str, cut: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id)
        split_claim(db, ClaimRef("C001"), [cut], BY)
        first, second, _ = store.claims_of(db, snapshot_id)
        assert (first.key, first.quote) == ("C001", "Ketamine cut pain by 20%")
        assert (second.key, second.quote) == ("C001b", "while the combination cut it by 35%.")
        assert [[e.value for e in one.effects] for one in (first, second)] == [[20], [35]]
        assert {one.origin for one in (first, second)} == {Origin.CURATED}
        pointers = store.citations_of(db, snapshot_id)
        assert [(p.claim, p.publication, p.citation.status) for p in pointers] == [
            ("C001", "pub", CitationStatus.CONFIRMED),
            ("C001b", "pub", CitationStatus.CONFIRMED),
        ]
        assert [verb for verb, _ in history(db, "C001b")] == ["split off"]
        assert store.check(db) == []


@pytest.mark.parametrize(
    ("cut", "reason"),
    [
        ("0", "between 1 and 60"),
        ("999", "between 1 and 60"),
        ("cut", "has these words 2 times"),
        ("mood", "does not have these words"),
        (str(LONG.index("20%") + 1), "would go through '20%'"),
        (LONG[-1], "a part would have no words"),
    ],
)
def test_a_cut_that_makes_no_two_claims_is_refused(sqlite_url: str, cut: str, reason: str) -> None:
    with store.session(sqlite_url) as db:
        page_with_claims(db)
        with pytest.raises(EvidenceError, match=reason):
            split_claim(db, ClaimRef("C001"), [cut], BY)


def test_what_was_split_can_be_merged_again(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id, "C001")
        split_claim(db, ClaimRef("C001"), ["20%"], BY)
        merged = merge_claims(db, ClaimRef("C001b"), ClaimRef("C001"), BY)
        (claim,) = merged.claims
        assert (claim.key, claim.quote) == ("C001b", LONG)
        assert [one.value for one in claim.effects] == [20, 35]
        assert find_claim(db, ClaimRef("C001")).claim.status is ClaimStatus.REJECTED
        assert history(db, "C001")[-1][1]["reason"] == "merged into C001b"
        assert [d.claim.key for d in dossiers_of(db, snapshot_id).dossiers] == ["C001b", "C002"]
        with pytest.raises(EvidenceError, match=r"the page says 'It is safe\. It is safe\.' between them"):
            merge_claims(db, ClaimRef("C001b"), ClaimRef("C002"), BY)
        with pytest.raises(EvidenceError, match="two different claims of one page"):
            merge_claims(db, ClaimRef("C001b"), ClaimRef("C001b"), BY)


def test_a_rejected_claim_leaves_audits_and_lists_and_stays_in_the_database(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id)
        judge(db)
        audit(db, "page", BY)
        before = len(findings_of(db, snapshot_id))
        edited = reject_claim(db, ClaimRef("C001"), "a heading, not a claim", BY)
        assert edited.audited
        assert [d.claim.key for d in dossiers_of(db, snapshot_id).dossiers] == ["C002"]
        assert [entry.claim.key for entry in store.claims(db)] == ["C002"]
        assert "C001" not in {entry.finding.claim_key for entry in findings_of(db, snapshot_id)}
        with pytest.raises(EvidenceError, match="was rejected: restore it first"):
            edit_claim(db, ClaimRef("C001"), {"outcome": "mood"}, BY)
        assert not reject_claim(db, ClaimRef("C001"), "again", BY).changed
        restore_claim(db, ClaimRef("C001"), BY)
        assert len(store.current_judgements(db)) == 1
        assert len(findings_of(db, snapshot_id)) == before
        assert [(verb, detail.get("reason")) for verb, detail in history(db, "C001")] == [
            ("rejected", "a heading, not a claim"),
            ("restored", None),
        ]
        assert find_claim(db, ClaimRef("C001")).claim.origin is Origin.EXTRACTED
        assert store.check(db) == []


def test_words_that_were_judged_keep_their_boundaries_and_their_judgements(database_url: str) -> None:
    with store.session(database_url) as db:
        page_with_claims(db)
        judge(db)
        edit_claim(db, ClaimRef("C001"), {"outcome": "mood"}, BY)
        for refused in (
            partial(edit_claim, db, ClaimRef("C001"), {}, BY, bounds=(0, 8)),
            partial(split_claim, db, ClaimRef("C001"), ["20%"], BY),
            partial(merge_claims, db, ClaimRef("C002"), ClaimRef("C001"), BY),
        ):
            with pytest.raises(EvidenceError, match="a judgement is about the words of claim 'C001'"):
                refused()
        assert [entry.claim for entry in store.current_judgements(db)] == ["C001"]


def test_judgements_stay_with_words_that_stayed_on_a_later_snapshot(database_url: str) -> None:
    with store.session(database_url) as db:
        page_with_claims(db)
        judge(db)
        later = f"{TEXT} New words."
        read = [stored.claim(LONG, later, key="C001", origin="extracted")]
        take_claims(db, "page", stored.save_page(db, "page", later), read, BY)
        standing = find_claim(db, ClaimRef("C001"))
        assert [one.judgement.value for one in judgements_on(db, standing)] == ["overstated"]
        with pytest.raises(EvidenceError, match="a judgement is about the words"):
            split_claim(db, ClaimRef("C001"), ["20%"], BY)
        changed = later.replace("35%", "45%")
        read = [stored.claim(LONG.replace("35%", "45%"), changed, key="C001", origin="extracted")]
        take_claims(db, "page", stored.save_page(db, "page", changed), read, BY)
        (entry,) = store.claims(db)
        assert entry.claim.key == "C003"
        assert judgements_on(db, find_claim(db, ClaimRef("C003"))) == []


def test_an_edit_brings_the_conclusions_of_an_audited_page_in_line(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id)
        assert not edit_claim(db, ClaimRef("C001"), {"outcome": "mood"}, BY).audited
        audit(db, "page", BY)
        assert edit_claim(db, ClaimRef("C001"), {"outcome": "pain", "sample_size": "12"}, BY).audited
        kept = dossiers_of(db, snapshot_id)
        audit(db, "page", BY)
        assert dossiers_of(db, snapshot_id) == kept


def test_a_study_is_edited_and_a_draft_accepted(database_url: str) -> None:
    with store.session(database_url) as db:
        draft = stored.study(draft=True, passages={"sample_size": "20 patients", "species": "patients"}, sample_size=20)
        store.save_studies(db, [draft, stored.study("other")], BY)
        results = [{"outcome": "pain", "kind": "primary", "p_value": 0.296, "direction": "no_difference"}]
        edit_study(db, "study", {"sample_size": "21", "results": results}, BY)
        edited = store.study(db, "study")
        assert (edited.sample_size, edited.draft, edited.passages) == (21, True, {"species": "patients"})
        assert edited.results == (ResultBase.model_validate(results[0]),)
        assert accept_study(db, "study", BY).changed
        assert not accept_study(db, "study", BY).changed
        assert not store.study(db, "study").draft
        assert store.study(db, "other") == stored.study("other")
        rows = study_history(db, "study")
        assert [row.verb for row in rows if row.verb != "added"] == ["changed", "accepted", "changed"]
        changed: Any = next(row.detail for row in rows if row.verb == "changed")
        assert changed["sample_size"] == {"was": 20, "is": 21}
        assert changed["results"]["was"][0]["value"] == 0.1
        for fields, reason in (
            ({"design": "rtc"}, "there is no code 'rtc'"),
            ({"draft": "false"}, "'draft' is not a field that can be set"),
            ({"results": [{"kind": "main"}]}, "is not one of primary, secondary"),
        ):
            with pytest.raises(EvidenceError, match=reason):
                edit_study(db, "study", fields, BY)


def test_a_changed_study_is_held_against_the_claims_that_lean_on_it_again(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        cite(db, snapshot_id)
        audit(db, "page", BY)
        assert edit_study(db, "study", {"sample_size": "9"}, BY).audited == ("page",)
        kept = dossiers_of(db, snapshot_id)
        audit(db, "page", BY)
        assert dossiers_of(db, snapshot_id) == kept


def _then_fail(db: store.Session) -> None:
    split_claim(db, ClaimRef("C001"), ["20%"], BY)
    split_claim(db, ClaimRef("C001"), ["nowhere"], BY)


def test_nothing_of_an_edit_is_kept_when_it_fails_half_way(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page_with_claims(db)
        before: list[ClaimBase] = store.claims_of(db, snapshot_id)
    with pytest.raises(EvidenceError, match="does not have these words"), store.session(database_url) as db:
        _then_fail(db)
    with store.session(database_url) as db:
        assert store.claims_of(db, snapshot_id) == before
