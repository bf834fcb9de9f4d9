"""Agreement is computed from what two coders held before either could see the other's, and says what it rests on."""

import csv
import io
import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from evidence import store
from evidence.models import Axis, ClaimStatus, JudgementBase, ReviewerRole
from evidence.stats import cohen_kappa, gwet_ac1, percent_agreement
from evidence.store.people import JudgementEntry
from evidence.workflow import review
from evidence.workflow.review import shapes
from evidence.workflow.review.held import current, originals
from tests import stored
from tests.reviewed import BOOK, FIRST, SECOND, capture_again, coding, project, says

TEXT = " ".join(f"Claim {number:02d} says so." for number in range(20))


def many(db: store.Session) -> list[int]:
    """The ids of twenty claims of one more page of the project."""
    project(db)
    snapshot_id = stored.save_page(db, "many", TEXT)
    claims = [stored.claim(f"Claim {number:02d} says so.", TEXT, key=f"C{number:02d}") for number in range(20)]
    store.add_pages_to_project(db, "trial", ["many"], stored.BY)
    return [saved.id for saved in store.save_claims(db, snapshot_id, claims, stored.BY)]


def measured(db: store.Session, field: str) -> review.Measure:
    return next(one for one in review.agreement(db, BOOK).measures if one.field == field)


def test_figures_are_those_of_the_pairs_with_their_number(database_url: str) -> None:
    with store.session(database_url) as db:
        ids = many(db)
        for at, claim_id in enumerate(ids[:12]):
            says(db, "ann", claim_id, "supported accurate", *(["VER001"] if at < 4 else []))
            says(db, "bob", claim_id, f"{'supported' if at < 9 else 'overstated'} accurate", *["VER001"][: at < 2])
        says(db, "ann", ids[12])
        found = review.agreement(db, BOOK)
        assert (found.coded, found.double_coded, len(found.pairs)) == (13, 12, 48)
        assert [one.field for one in found.measures] == ["support", "accuracy", "any rule", "VER001"]
        pairs = [("supported", "supported")] * 9 + [("supported", "overstated")] * 3
        support = measured(db, "support")
        assert (support.coders, support.kappa_is, support.categories) == (("ann", "bob"), "Cohen", 10)
        assert support.percent == percent_agreement(pairs)
        assert (support.kappa, support.ac1) == (cohen_kappa(pairs), gwet_ac1(pairs, 10))
        rules = [("yes", "yes")] * 2 + [("yes", "no")] * 2 + [("no", "no")] * 8
        assert measured(db, "VER001").kappa == measured(db, "any rule").kappa == cohen_kappa(rules)
        accuracy = measured(db, "accuracy")
        assert (accuracy.percent.value, accuracy.kappa.value, accuracy.percent.n) == (1.0, None, 12)
        assert "only one category" in accuracy.kappa.note


def test_what_is_changed_after_the_second_was_done_does_not_count(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = project(db)
        says(db, "ann", first, "supported accurate")
        says(db, "ann", first, "overstated accurate", "VER001")
        says(db, "bob", first, "supported -")
        says(db, "ann", first, "contradicted inaccurate", "VER001")
        says(db, "bob", first, "supported misleading")
        before = review.agreement(db, BOOK)
        values = {rated.field: rated.values for rated in before.pairs}
        assert values == {
            "support": ("contradicted", "supported"),
            "accuracy": ("inaccurate", "misleading"),
            "any rule": ("yes", "no"),
            "VER001": ("yes", "no"),
        }
        says(db, "bob", first, "contradicted inaccurate", "VER001")
        says(db, "eve", first, "supported accurate")
        says(db, "ann", second)
        assert review.agreement(db, BOOK).pairs == before.pairs


def test_who_takes_a_verdict_back_before_the_second_is_done_is_not_done(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "bob", first, "not_checkable -", rationale="no source")
        says(db, "bob", first, "supported -")
        says(db, "ann", first, "overstated accurate")
        assert review.agreement(db, BOOK).double_coded == 0
        says(db, "bob", first, "- misleading")
        (rated,) = [one for one in review.agreement(db, BOOK).pairs if one.field == "support"]
        assert rated.values == ("overstated", "supported")


def test_neither_adjudication_nor_rejection_nor_another_capture_changes_the_figures(database_url: str) -> None:
    from evidence.workflow.editing import ClaimRef, reject_claim  # noqa: PLC0415  used once

    with store.session(database_url) as db:
        first, second = project(db)
        for claim_id in (first, second):
            says(db, "ann", claim_id, "overstated misleading")
            says(db, "bob", claim_id)
        before = review.agreement(db, BOOK)
        review.adjudicate(db, coding("eve", first), review.Decision("overstated", "misleading"), stored.BY)
        assert review.agreement(db, BOOK) == before
        reject_claim(db, ClaimRef(SECOND.key), "no claim", stored.BY)
        assert store.claim(db, second).status is ClaimStatus.REJECTED
        assert review.agreement(db, BOOK) == before
        capture_again(db)
        assert review.agreement(db, BOOK) == before


def test_pairs_may_be_made_on_different_snapshots_of_a_page(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "ann", first, "overstated misleading")
        newest = capture_again(db)
        says(db, "bob", newest[FIRST.key])
        (rated,) = [one for one in review.agreement(db, BOOK).pairs if one.field == "support"]
        assert (rated.name.claim, rated.values) == (FIRST.key, ("overstated", "supported"))


def test_different_pairs_of_coders_get_fleiss_over_all_and_cohen_each(database_url: str) -> None:
    with store.session(database_url) as db:
        ids = many(db)
        for at, claim_id in enumerate(ids[:10]):
            says(db, "ann" if at < 5 else "eve", claim_id, f"{'supported' if at % 2 else 'overstated'} accurate")
            says(db, "bob", claim_id, f"{'supported' if at % 3 else 'overstated'} accurate")
        own = [one for one in review.agreement(db, BOOK).measures if one.field == "support"]
        assert [(one.coders, one.kappa_is, one.percent.n) for one in own] == [
            (None, "Fleiss", 10),
            (("ann", "bob"), "Cohen", 5),
            (("bob", "eve"), "Cohen", 5),
        ]


def test_rules_that_a_coder_left_unjudged_are_no_disagreement_and_no_agreement(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "ann", first, "supported accurate", "VER001")
        review.record(db, coding("bob", first), review.Decision("supported", "accurate"), stored.BY)
        assert {one.field: one.percent.n for one in review.agreement(db, BOOK).measures} == {
            "support": 1,
            "accuracy": 1,
            "any rule": 0,
            "VER001": 0,
        }


def test_nothing_is_computed_where_no_claim_was_judged_by_two(database_url: str) -> None:
    with store.session(database_url) as db:
        first, _ = project(db)
        says(db, "ann", first)
        found = review.agreement(db, BOOK)
        assert (found.coded, found.double_coded, found.pairs) == (1, 0, ())
        for measure in found.measures:
            for figure in (measure.percent, measure.kappa, measure.ac1):
                assert (figure.value, figure.low, figure.n) == (None, None, 0)
                assert figure.note == "no claim was judged by both"


def test_tables_to_download_hold_every_figure_with_its_number_and_leave_the_unknown_empty(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        ids = many(db)
        for at, claim_id in enumerate(ids[:9]):
            says(db, "ann", claim_id, f"{'supported' if at < 6 else 'overstated'} accurate")
            says(db, "bob", claim_id, f"{'supported' if at < 4 else 'overstated'} accurate")
        found = review.agreement(db, BOOK)
    support, accuracy, _ = csv.DictReader(io.StringIO(shapes.agreement_csv(found)))
    assert (support["field"], support["n"], support["percent"], support["kappa_kind"]) == (
        "support",
        "9",
        "0.7778",
        "Cohen",
    )
    assert float(support["kappa_low"]) < float(support["kappa"]) < float(support["kappa_high"])
    assert (accuracy["kappa"], accuracy["kappa_low"]) == ("", "")
    assert "only one category" in accuracy["kappa_note"]
    pairs = list(csv.DictReader(io.StringIO(shapes.pairs_csv(found))))
    assert len(pairs) == 27
    assert pairs[0] == {
        "page": "many",
        "claim": "C00",
        "field": "support",
        "first_coder": "ann",
        "first": "supported",
        "second_coder": "bob",
        "second": "supported",
        "agree": "yes",
    }
    document = json.loads(json.dumps(shapes.agreement_shape(found)))
    assert document["double_coded"] == 9
    assert document["measures"][1]["kappa"] == {
        "value": None,
        "low": None,
        "high": None,
        "note": "undefined: only one category was used, so chance alone would agree",
        "kind": "Cohen",
    }
    assert len(document["pairs"]) == 27
    assert "first two coders" in document["method"]


SCALES = {Axis.SUPPORT: ("supported", "overstated", "not_checkable"), Axis.ACCURACY: ("accurate", "misleading")}
made = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", "eve"]),
        st.sampled_from([Axis.SUPPORT, Axis.ACCURACY]),
        st.integers(0, 2),
        st.sampled_from([ReviewerRole.CODER, ReviewerRole.CODER, ReviewerRole.ADJUDICATOR]),
    ),
    max_size=20,
)


def entries_of(steps: list[tuple[str, Axis, int, ReviewerRole]]) -> list[JudgementEntry]:
    """Judgements in order, each superseding what the same person said in the same role on the same axis."""
    last: dict[tuple[str, Axis, ReviewerRole], int] = {}
    entries = []
    for number, (reviewer, axis, at, role) in enumerate(steps, start=1):
        judgement = JudgementBase(axis=axis, value=SCALES[axis][at % len(SCALES[axis])], role=role)
        moment = stored.NOW + timedelta(seconds=number)
        where = (number, 1, "c", "page", reviewer, "trial", 1, moment, judgement)
        entries.append(JudgementEntry(*where, supersedes_id=last.get((reviewer, axis, role))))
        last[reviewer, axis, role] = number
    return entries


@given(steps=made, later=made)
def test_originals_never_change_once_there_are_two(
    steps: list[tuple[str, Axis, int, ReviewerRole]], later: list[tuple[str, Axis, int, ReviewerRole]]
) -> None:
    entries = entries_of(steps + later)
    before, after = originals(entries[: len(steps)]), originals(entries)
    if before is not None:
        assert after == before
        assert all(held.is_done for held in before)
        assert before[0].reviewer < before[1].reviewer


@given(steps=made)
def test_each_person_holds_one_value_an_axis(steps: list[tuple[str, Axis, int, ReviewerRole]]) -> None:
    held = [(one.reviewer, one.judgement.axis, one.judgement.role) for one in current(entries_of(steps))]
    assert len(held) == len(set(held)) == len({(step[0], step[1], step[3]) for step in steps})


def test_a_claim_that_cannot_be_checked_is_a_pair_on_support_alone(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        first, _ = project(db)
        for reviewer in ("ann", "bob"):
            says(db, reviewer, first, "not_checkable -", rationale="no source")
        found = review.agreement(db, BOOK)
        assert {one.field: one.percent.n for one in found.measures} == {"support": 1, "accuracy": 0, "any rule": 1}
