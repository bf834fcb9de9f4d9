"""Coders judge blind to each other, an adjudicator decides where they differ, and nothing said before is lost."""

import threading
from dataclasses import replace

import pytest

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import Axis, Basis, FindingStatus, ReviewerBase, ReviewerRole, TeamRole
from evidence.store.conclusions import Decision as Weighed
from evidence.store.conclusions import findings_of
from evidence.store.people import current_judgements, every_judgement
from evidence.workflow import review
from tests import stored
from tests.reviewed import BOOK, FIRST, capture_again, coding, project, says

CODER, ADJUDICATOR, OWNER, READER = TeamRole.CODER, TeamRole.ADJUDICATOR, TeamRole.OWNER, TeamRole.READER


def seen(db: store.Session, claim_id: int, reviewer: str | None, role: TeamRole = CODER) -> list[tuple[str, str]]:
    shown = review.visible_judgements(db, claim_id, reviewer, role)
    return [(one.reviewer, one.judgement.value) for one in shown if one.judgement.axis is not Axis.RULE]


def queue(db: store.Session, reviewer: str) -> list[int]:
    return [one.id for one in review.mine(db, review.Seat(reviewer, BOOK))]


def statuses(db: store.Session, claim: str = FIRST.key) -> dict[str, str]:
    found = findings_of(db, store.snapshots_of(db, "page")[0])
    return {one.finding.rule: one.status.value for one in found if one.finding.claim_key == claim}


def test_two_coders_differ_blind_to_each_other_and_a_third_adjudicates(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db, blind=True)
        assert review.is_blind(db, BOOK)
        assert review.assign(db, BOOK, ["ann", "bob"], stored.BY) == 4
        assert says(db, "ann", first, "overstated misleading", "VER001").is_done
        assert says(db, "ann", second).is_done
        assert (queue(db, "ann"), queue(db, "bob")) == ([], [first, second])
        assert seen(db, first, "bob") == seen(db, first, "eve", ADJUDICATOR) == []
        assert review.disagreements(db, BOOK) == []
        assert not says(db, "bob", first, "supported -").is_done
        assert seen(db, first, "bob") == [("bob", "supported")]
        assert seen(db, first, "ann") == [("ann", "overstated"), ("ann", "misleading")]
    with store.session(database_url) as db:
        assert says(db, "bob", first, "supported accurate").is_done
        says(db, "bob", second)
        both = [("ann", "overstated"), ("ann", "misleading"), ("bob", "supported"), ("bob", "accurate")]
        assert sorted(seen(db, first, "bob")) == sorted(both)
        assert sorted(seen(db, first, "eve", ADJUDICATOR)) == sorted(seen(db, first, None, READER)) == sorted(both)
        assert seen(db, first, "eve") == [], "whoever may be asked to code it as well stays blind"
        (differing,) = review.disagreements(db, BOOK)
        assert (differing.standing.id, differing.axes) == (first, (Axis.SUPPORT, Axis.ACCURACY, Axis.RULE))
        assert [held.rules for held in differing.coders] == [("VER001",), ()]
        before = every_judgement(db)
        at = review.deliberation(db, coding("eve", first))
        decision = review.Decision("overstated", "misleading", ("VER001",), "10 % is harm", Basis.FULL_TEXT)
        review.adjudicate(db, coding("eve", first), decision, stored.BY, seen=at.seen)
        assert every_judgement(db)[: len(before)] == before
        assert review.disagreements(db, BOOK) == []
        final = [one for one in current_judgements(db) if one.judgement.role is ReviewerRole.ADJUDICATOR]
        assert {one.judgement.axis for one in final} == set(Axis)
        assert all(one.judgement.blinded for one in current_judgements(db) if one.judgement.value != store.NOT_BROKEN)
        assert review.progress(db, BOOK) == review.Progress(
            claims=2,
            unassigned=0,
            coded_by_nobody=0,
            coded_by_one=0,
            coded_by_more=2,
            disagreements=0,
            adjudicated=1,
            coders=tuple(review.CoderProgress(name, 2, 2, 0, 0) for name in ("ann", "bob")),
        )
        assert store.check(db) == []


def test_adjudication_is_refused_to_coders_and_before_two_are_done(database_url: str) -> None:
    decision = review.Decision("overstated", "misleading")
    with store.session(database_url) as db:
        first, _ = project(db)
        review.assign(db, BOOK, ["ann", "bob"], stored.BY)
        says(db, "ann", first)
        for attempt in (review.deliberation, lambda db, who: review.adjudicate(db, who, decision, stored.BY)):
            with pytest.raises(review.ReviewError, match=r"was coded by ann \(bob still to come\)"):
                attempt(db, coding("eve", first))
        says(db, "bob", first, "overstated -")
        with pytest.raises(store.errors.OwnAdjudicationError, match="'bob' coded claim"):
            review.adjudicate(db, coding("bob", first), replace(decision, support=None), stored.BY)
        says(db, "bob", first, "overstated accurate")
        review.adjudicate(db, coding("eve", first), decision, stored.BY)
        with pytest.raises(store.errors.OwnAdjudicationError, match="'eve' coded claim"):
            says(db, "eve", first)


def test_one_coder_alone_leaves_nothing_to_adjudicate(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "ann", first)
        with pytest.raises(review.ReviewError, match="when two coders or more"):
            review.adjudicate(db, coding("eve", first), review.Decision("overstated"), stored.BY)


def test_what_a_claim_was_called_on_an_earlier_snapshot_counts_on_the_newest(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        review.assign(db, BOOK, ["ann", "bob"], stored.BY)
        says(db, "ann", first, "overstated misleading", "VER001")
        newest = capture_again(db)
        assert queue(db, "ann") == [id_ for id_ in newest.values() if id_ != newest[FIRST.key]]
        assert review.case_of(db, BOOK, first).done == {"ann"}
        says(db, "bob", newest[FIRST.key], "supported accurate")
        (differing,) = review.disagreements(db, BOOK)
        assert differing.standing.id == newest[FIRST.key]
        with pytest.raises(store.errors.OwnAdjudicationError):
            review.adjudicate(db, coding("ann", newest[FIRST.key]), review.Decision("supported"), stored.BY)
        says(db, "ann", newest[FIRST.key], "supported accurate")
        assert review.disagreements(db, BOOK) == []
        held = review.opened(db, coding("ann", second - 1)).held
        assert held is not None
        assert (held.support, held.accuracy, held.rules) == ("supported", "accurate", ())
        assert store.check(db) == []


def test_a_record_marks_what_the_protocol_hides_and_forgets_the_draft(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db, blind=True)
        review.save_draft(db, coding("ann", first), {"support": "supported"}, stored.NOW)
        draft = review.opened(db, coding("ann", first)).draft
        assert draft is not None
        assert draft.content == {"support": "supported"}
        assert review.opened(db, coding("bob", first)).draft is None
        recorded = says(db, "ann", first, basis=Basis.ABSTRACT, rationale="as the abstract says")
        assert recorded.changed
        assert not says(db, "ann", first, basis=Basis.ABSTRACT, rationale="as the abstract says").changed
        assert review.opened(db, coding("ann", first)).draft is None
        for entry in current_judgements(db, reviewer="ann"):
            assert entry.judgement.blinded
            assert entry.judgement.basis is Basis.ABSTRACT
            assert entry.judgement.rationale in {"as the abstract says", None}


def test_what_cannot_be_checked_needs_a_reason_and_no_accuracy(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        why = review.Decision(cannot_check_reason="no study is named")
        assert review.record(db, coding("ann", first), why, stored.BY).is_done
        (entry,) = current_judgements(db)
        assert (entry.judgement.value, entry.judgement.rationale) == (
            "not_checkable",
            "cannot be checked: no study is named",
        )
        paywalled = review.Decision("source_unavailable", "misleading", cannot_check_reason="paywalled")
        assert review.record(db, coding("ann", second), paywalled, stored.BY).is_done
        assert queue(db, "ann") == []


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (review.Decision(), "nothing to record"),
        (review.Decision("not_checkable"), "say why it cannot be checked"),
        (review.Decision("supported", cannot_check_reason="no access"), "'supported' is a check that was made"),
        (review.Decision("good"), "'good' is not on the support axis: choose one of supported,"),
        (review.Decision(accuracy="supported"), "not on the accuracy axis: choose one of accurate,"),
        (review.Decision("supported", rules=("VER001", "XXX999")), "no rule has the code 'XXX999'"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_writes_nothing(
    sqlite_url: str, decision: review.Decision, reason: str
) -> None:
    with store.session(sqlite_url) as db:
        first, _ = project(db)
    with pytest.raises(EvidenceError, match=reason), store.session(sqlite_url) as db:
        review.record(db, coding("ann", first), decision, stored.BY)
    with store.session(sqlite_url) as db:
        assert every_judgement(db) == []


def test_rules_are_replaced_as_a_set_and_none_is_said_out_loud(database_url: str) -> None:
    def rules(db: store.Session) -> tuple[str, ...] | None:
        held = review.opened(db, coding("ann", first)).held
        return None if held is None else held.rules

    with store.session(database_url) as db:
        first, _ = project(db)
        review.record(db, coding("ann", first), review.Decision("supported"), stored.BY)
        assert rules(db) is None
        for told in ((), ("VER001",), ("SRC001", "VER001"), ("SRC001",), (), ("SRC001",)):
            says(db, "ann", first, "supported accurate", *told)
            assert rules(db) == told
        review.record(db, coding("ann", first), review.Decision("overstated"), stored.BY)
        assert rules(db) == ("SRC001",)
        assert store.check(db) == []


def test_a_second_window_is_told_that_the_claim_changed(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        one, two = (review.opened(db, coding("ann", first)).seen for _ in range(2))
        kept = review.record(db, coding("ann", first), review.Decision("supported", "accurate"), stored.BY, seen=one)
        assert kept.changed
    with (
        pytest.raises(review.ReviewError, match=r"was judged by 'ann' at 2026-03-04 05:06 UTC, after you opened it"),
        store.session(database_url) as db,
    ):
        review.record(db, coding("ann", first), review.Decision("overstated"), stored.BY, seen=two)
    with store.session(database_url) as db:
        says(db, "bob", first)
        assert review.opened(db, coding("ann", first)).seen > one, "another coder's record does not disturb"
        again = review.opened(db, coding("ann", first)).seen
        review.record(db, coding("ann", first), review.Decision("overstated"), stored.BY, seen=again)


def test_two_who_record_at_once_lose_nothing_and_the_second_of_one_coder_is_told(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
    start, told, kept = threading.Barrier(4), [], []

    def code(reviewer: str, support: str) -> None:
        start.wait()
        try:
            with store.session(database_url) as db:
                decision = review.Decision(support, "accurate", ())
                review.record(db, coding(reviewer, first), decision, stored.BY, seen=0)
            kept.append(reviewer)
        except review.ReviewError:
            told.append(reviewer)

    work = [("ann", "supported"), ("ann", "overstated"), ("bob", "supported"), ("bob", "overstated")]
    threads = [threading.Thread(target=code, args=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == sorted(told) == ["ann", "bob"]
    with store.session(database_url) as db:
        entries = every_judgement(db)
        assert [(one.reviewer, one.supersedes_id) for one in sorted(entries, key=lambda one: one.reviewer)] == [
            *[("ann", None)] * 3,
            *[("bob", None)] * 3,
        ]
        assert store.check(db) == []


def test_where_claims_are_assigned_others_do_not_code_them(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        review.assign(db, BOOK, ["ann", "bob"], stored.BY, claim_ids=[first])
        for claim_id in (first, second):
            with pytest.raises(review.ReviewError, match="is for others to code, not for 'eve'"):
                says(db, "eve", claim_id)
        number = next(one.id for one in findings_of(db, 1) if one.finding.identity == f"{FIRST.key} VER001")
        with pytest.raises(review.ReviewError, match="is for others to code"):
            review.decide_finding(db, coding("eve", first), number, Weighed(FindingStatus.ACCEPTED, "eve"), stored.BY)
        says(db, "ann", first)
        review.unassign(db, BOOK, "ann", [first], stored.BY)
        assert says(db, "ann", first, "overstated accurate").changed, "who coded it may change it"


def test_an_adjudicator_is_told_of_another(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        store.save_reviewers(db, [ReviewerBase(key="joe", name="Joe")], stored.BY)
        says(db, "ann", first, "overstated accurate")
        says(db, "bob", first)
        at = review.deliberation(db, coding("eve", first)).seen
        review.adjudicate(db, coding("joe", first), review.Decision("overstated"), stored.BY, seen=at)
        with pytest.raises(review.ReviewError, match="was judged by 'joe'"):
            review.adjudicate(db, coding("eve", first), review.Decision("supported"), stored.BY, seen=at)
        assert review.deliberation(db, coding("eve", first)).adjudicators[0].support == "overstated"


def test_a_part_is_coded_twice_after_the_first_began_and_the_choice_sees_no_code(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        says(db, "ann", first, "overstated misleading")
        half = review.Sample(share=0.5, seed=7)
        (chosen,) = review.double_code(db, BOOK, "bob", half, stored.BY)
        assert queue(db, "bob") == [chosen.id]
        assert queue(db, "ann") == [second], "who coded all goes on to code all"
        assert review.double_code(db, BOOK, "bob", half, stored.BY) == [chosen]
        assert queue(db, "bob") == [chosen.id]
        assert [one.id for one in review.double_code(db, BOOK, "eve", review.Sample(number=9), stored.BY)] == [
            first,
            second,
        ]
        assert seen(db, first, "eve") == seen(db, first, "bob") == []
        assert review.unassign(db, BOOK, "eve", [first, second], stored.BY) == 2
        assert queue(db, "eve") == []


def test_the_same_seed_picks_the_same_claims_whatever_was_coded(sqlite_url: str) -> None:
    names = [review.ClaimName("page", f"C{number:03d}") for number in range(200)]
    from evidence.workflow.review.assigning import picked  # noqa: PLC0415  what the law is about

    some = picked(names, review.Sample(share=0.1, seed=3))
    assert len(some) == 20
    assert picked(reversed(names), review.Sample(number=20, seed=3)) == some
    assert picked(names, review.Sample(number=20, seed=4)) != some
    more = picked([*names, review.ClaimName("page", "C200")], review.Sample(number=20, seed=3))
    assert len(set(more) - set(some)) <= 1
    del sqlite_url


@pytest.mark.parametrize("sample", [review.Sample(), review.Sample(share=0.0), review.Sample(0.5, 3)])
def test_a_sample_of_nothing_is_refused(sqlite_url: str, sample: review.Sample) -> None:
    with store.session(sqlite_url) as db:
        project(db)
        review.assign(db, BOOK, ["ann"], stored.BY)
        with pytest.raises(review.ReviewError, match="either a share above 0"):
            review.double_code(db, BOOK, "bob", sample, stored.BY)


def test_a_second_coder_needs_a_first(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        for began in ((), (("bob", first),), (("ann", first), ("eve", second))):
            for reviewer, claim_id in began:
                says(db, reviewer, claim_id)
            with pytest.raises(review.ReviewError, match="it is open who codes what"):
                review.double_code(db, BOOK, "bob", review.Sample(number=1), stored.BY)


def test_findings_follow_one_person_at_once_and_a_team_when_it_is_settled(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        number = next(one.id for one in findings_of(db, 1) if one.finding.identity == f"{FIRST.key} VER001")
        accepted = Weighed(FindingStatus.ACCEPTED, "ann", "the trial says harm")
        review.decide_finding(db, coding("ann", first), number, accepted, stored.BY)
        assert statuses(db) == {"VER001": "open", "SRC001": "open"}
        held = review.opened(db, coding("ann", first)).held
        assert held is not None
        assert held.rules == ("VER001",)
        says(db, "ann", first, "overstated misleading", "VER001")
        assert statuses(db)["VER001"] == "open", "the second coder sees no status before coding"
        says(db, "bob", first, "supported accurate", "VER001")
        assert statuses(db) == {"VER001": "accepted", "SRC001": "open"}
        review.adjudicate(db, coding("eve", first), review.Decision("supported", "accurate", ()), stored.BY)
        assert statuses(db) == {"VER001": "open", "SRC001": "open"}
        assert store.check(db) == []


def test_one_person_at_their_desk_decides_at_once_and_may_take_it_back(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        seat = review.solo_coding(db, "Ann", "page", stored.BY)
        assert seat == review.Seat("ann", review.SOLO)
        head = store.head(db)
        assert review.solo_coding(db, "ann", "page", stored.BY) == seat
        assert store.head(db) == head, "nothing is made twice"
        assert review.solo_coding(db, "Zoë Quist", "page", stored.BY).reviewer == "zoe-quist"
        number = next(one.id for one in findings_of(db, 1) if one.finding.identity == f"{FIRST.key} VER001")
        for status in (FindingStatus.ACCEPTED, FindingStatus.DISMISSED, FindingStatus.ACCEPTED, FindingStatus.OPEN):
            review.decide_finding(db, seat.on(first), number, Weighed(status, "ann", "because"), stored.BY)
            assert statuses(db)["VER001"] == status
            held = review.opened(db, seat.on(first)).held
            assert held is not None
            assert held.rules == (("VER001",) if status is FindingStatus.ACCEPTED else ())
        review.record(db, seat.on(first), review.Decision("supported", "accurate", ("SRC001",)), stored.BY)
        assert statuses(db) == {"VER001": "open", "SRC001": "accepted"}
        with pytest.raises(review.ReviewError, match="is not about claim"):
            review.decide_finding(db, seat.on(second), number, Weighed(FindingStatus.OPEN, "ann"), stored.BY)
        assert store.check(db) == []


def test_an_owner_who_codes_sees_no_more_than_another_coder(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        review.assign(db, BOOK, ["ann", "bob"], stored.BY)
        says(db, "ann", first, "overstated misleading")
        assert seen(db, first, "bob", OWNER) == []
        says(db, "bob", first)
        assert len(seen(db, first, "bob", OWNER)) == 4
        review.assign(db, BOOK, ["eve"], stored.BY)
        assert seen(db, first, "eve", OWNER) == []
        assert len(seen(db, first, "bob", OWNER)) == 2, "until the third is done as well"


def test_history_shows_what_was_superseded_and_no_more_of_others(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "ann", first)
        says(db, "ann", first, "overstated accurate")
        says(db, "bob", first, "supported -")
        past = review.visible_judgements(db, first, "ann", CODER, history=True)
        values = [one.judgement.value for one in past if one.judgement.axis is Axis.SUPPORT]
        assert values == ["supported", "overstated"]
        assert {one.reviewer for one in past} == {"ann"}


def test_the_newest_protocol_is_meant_and_a_missing_one_is_said(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        project(db)
        assert review.codebook_of(db, "trial") == BOOK
        with pytest.raises(store.errors.UnknownKeyError, match="protocol 'trial 4'"):
            review.codebook_of(db, "trial", 4)
        with pytest.raises(store.errors.UnknownKeyError, match="protocol 'trial 4'"):
            review.is_blind(db, review.Codebook("trial", 4))
        with pytest.raises(store.errors.UnknownKeyError, match="claim '99'"):
            review.opened(db, coding("ann", 99))
        from evidence.models import ProjectBase  # noqa: PLC0415  used once

        store.save_projects(db, [ProjectBase(key="bare", title="Bare")], stored.BY)
        with pytest.raises(review.ReviewError, match="has no protocol: add one"):
            review.codebook_of(db, "bare")
