"""Judgements only grow: a change supersedes, each rule stands alone, nobody adjudicates what they coded."""

import pytest
import sqlalchemy as sa

from evidence import store
from evidence.models import (
    Axis,
    JudgementBase,
    ProjectBase,
    ProtocolBase,
    ReviewerBase,
    ReviewerRole,
)
from evidence.store import assigning, errors
from tests import stored

CODING = store.Coding(claim_id=1, reviewer="ann", project="trial", version=1)
OTHER = store.Coding(claim_id=1, reviewer="bob", project="trial", version=1)


def people(db: store.Session) -> None:
    snapshot_id = stored.save_page(db)
    store.save_claims(db, snapshot_id, [stored.claim(), stored.claim("Magnesium does not")], stored.BY)
    store.save_reviewers(db, [ReviewerBase(key="ann", name="Ann"), ReviewerBase(key="bob", name="Bob")], stored.BY)
    store.save_projects(db, [ProjectBase(key="trial", title="Trial")], stored.BY)
    store.save_protocols(db, "trial", [ProtocolBase(version=1), ProtocolBase(version=2)], stored.BY)
    assert store.add_pages_to_project(db, "trial", ["page"], stored.BY) == 1
    assert store.add_pages_to_project(db, "trial", ["page"], stored.BY) == 0


def support(value: str, role: ReviewerRole = ReviewerRole.CODER) -> JudgementBase:
    return JudgementBase(axis=Axis.SUPPORT, value=value, role=role)


def rule(code: str) -> JudgementBase:
    return JudgementBase(axis=Axis.RULE, value=code)


def test_a_changed_mind_supersedes_and_the_first_stays(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        assert store.save_judgement(db, CODING, support("supported"), stored.BY).outcome == "added"
        assert store.save_judgement(db, CODING, support("supported"), stored.BY).outcome == "unchanged"
        assert store.save_judgement(db, OTHER, support("overstated"), stored.BY).outcome == "added"
        assert store.save_judgement(db, CODING, support("contradicted"), stored.BY).outcome == "changed"
    with store.session(database_url) as db:
        held = store.current_judgements(db, project="trial")
        assert [(one.reviewer, one.judgement.value) for one in held] == [("bob", "overstated"), ("ann", "contradicted")]
        assert (held[0].page, held[0].claim, held[0].version) == ("page", stored.claim().key, 1)
        assert [one.judgement.value for one in store.current_judgements(db, reviewer="ann")] == ["contradicted"]
        assert db.execute(sa.text("SELECT count(*) FROM judgement")).scalar() == 3
        assert store.check(db) == []


def test_rules_are_a_set_and_one_can_be_taken_back_and_given_again(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)

        def held() -> list[str]:
            return [one.judgement.value for one in store.current_judgements(db)]

        for code in ("VER001", "VAG001"):
            assert store.save_judgement(db, CODING, rule(code), stored.BY).outcome == "added"
        assert store.save_judgement(db, CODING, rule("VER001"), stored.BY).outcome == "unchanged"
        assert store.take_back_rule(db, CODING, "SRC001", stored.BY) is None
        assert store.take_back_rule(db, CODING, "VER001", stored.BY) is not None
        assert held() == ["VAG001", store.NOT_BROKEN]
        assert store.save_judgement(db, CODING, rule("VER001"), stored.BY).outcome == "changed"
        assert held() == ["VAG001", "VER001"]
        assert store.check(db) == []


def test_nobody_adjudicates_alone_what_they_coded(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        store.save_judgement(db, CODING, support("supported"), stored.BY)
        verdict = support("overstated", ReviewerRole.ADJUDICATOR)
        with pytest.raises(errors.OwnAdjudicationError, match="'ann' coded claim"):
            store.save_judgement(db, CODING, verdict, stored.BY)
        assert store.save_judgement(db, OTHER, verdict, stored.BY).outcome == "added"


@pytest.mark.parametrize(
    "coding",
    [
        store.Coding(99, "ann", "trial"),
        store.Coding(1, "eve", "trial"),
        store.Coding(1, "ann", "other"),
        store.Coding(1, "ann", "trial", 3),
    ],
)
def test_a_judgement_about_nothing_is_refused(sqlite_url: str, coding: store.Coding) -> None:
    with store.session(sqlite_url) as db:
        people(db)
        with pytest.raises(errors.UnknownKeyError, match="there is no"):
            store.save_judgement(db, coding, support("supported"), stored.BY)


def copied(values: str) -> str:
    same = "basis, role, blinded, claim_id, reviewer_id, protocol_id, created_at"
    return f"INSERT INTO judgement (axis, value, supersedes_id, {same}) SELECT {values}, {same} FROM judgement"  # noqa: S608  a test's own words


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE judgement SET value = 'contradicted'",
        "DELETE FROM judgement",
        copied("axis, 'contradicted', NULL"),
        copied("'accuracy', 'accurate', id"),
    ],
)
def test_the_database_itself_keeps_judgements(database_url: str, statement: str) -> None:
    with store.session(database_url) as db:
        people(db)
        store.save_judgement(db, CODING, support("supported"), stored.BY)
    with pytest.raises(sa.exc.IntegrityError), store.session(database_url) as db:
        db.execute(sa.text(statement))


def left(db: store.Session, reviewer: str, version: int = 1, limit: int | None = None) -> list[int]:
    return [one.id for one in store.unreviewed_claims(db, reviewer, store.Codebook("trial", version), limit=limit)]


def test_unreviewed_claims_are_those_a_reviewer_has_not_judged_on_both_axes(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        store.save_claims(db, stored.save_page(db, "elsewhere"), [stored.claim()], stored.BY)
        store.save_judgement(db, CODING, support("supported"), stored.BY)
        assert left(db, "ann") == [1, 2]
        store.save_judgement(db, CODING, JudgementBase(axis=Axis.ACCURACY, value="accurate"), stored.BY)
        assert left(db, "ann") == [2]
        assert left(db, "ann", version=2) == [1, 2]
        assert left(db, "bob", limit=1) == [1]
        store.save_judgement(db, store.Coding(2, "ann", "trial"), support("not_checkable"), stored.BY)
        assert left(db, "ann") == []
        store.save_judgement(db, store.Coding(2, "ann", "trial"), support("overstated"), stored.BY)
        assert left(db, "ann") == [2]


def test_a_claim_judged_on_an_earlier_snapshot_is_judged_and_only_the_newest_is_listed(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        for value in (support("supported"), JudgementBase(axis=Axis.ACCURACY, value="accurate")):
            store.save_judgement(db, CODING, value, stored.BY)
        text = f"Before all else. {stored.TEXT}"
        again = store.save_snapshot(db, "page", stored.snapshot(text), text.encode(), stored.BY).id
        kept = [stored.claim(text=text, key=stored.claim().key), stored.claim("Magnesium does not", text, key="c9")]
        saved = store.save_claims(db, again, kept, stored.BY)
        assert left(db, "ann") == [saved[1].id]
        assert left(db, "bob") == [saved[0].id, saved[1].id]


def test_where_claims_are_assigned_each_has_their_own_and_follows_the_page(database_url: str) -> None:
    codebook = store.Codebook("trial")
    with store.session(database_url) as db:
        people(db)
        assert assigning.assign_claims(db, codebook, [(1, "ann"), (2, "bob"), (1, "ann")], stored.BY) == 2
        assert assigning.assign_claims(db, codebook, [(1, "ann")], stored.BY) == 0
        assert (left(db, "ann"), left(db, "bob")) == ([1], [2])
        text = f"Before all else. {stored.TEXT}"
        again = store.save_snapshot(db, "page", stored.snapshot(text), text.encode(), stored.BY).id
        kept = store.save_claims(db, again, [stored.claim(text=text, key=stored.claim().key)], stored.BY)[0].id
        assert assigning.assign_claims(db, codebook, [(kept, "ann")], stored.BY) == 0
        assert left(db, "ann") == [kept]
        assert left(db, "bob") == [2], "gone from its page, it is coded as it was captured"
        assert [(one.claim_id, one.reviewer) for one in assigning.assignments(db, codebook)] == [(1, "ann"), (2, "bob")]
        assert assigning.withdraw_assignments(db, codebook, "ann", [kept], stored.BY) == 1
        assert assigning.withdraw_assignments(db, codebook, "ann", [kept], stored.BY) == 0
        assert left(db, "ann") == []
        verbs = (
            db.execute(sa.text("SELECT verb FROM activity WHERE object_key = 'trial 1' ORDER BY id")).scalars().all()
        )
        assert verbs == ["assigned", "unassigned"]
        assert store.check(db) == []


def test_a_draft_is_one_coders_own_replaced_and_forgotten_and_not_in_the_log(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        head = store.head(db)
        assigning.save_draft(db, CODING, {"support": "supported"}, stored.NOW)
        assigning.save_draft(db, CODING, {"support": "overstated"}, stored.NOW)
    with store.session(database_url) as db:
        draft = assigning.draft_of(db, CODING)
        assert draft is not None
        assert (draft.content, draft.saved_at) == ({"support": "overstated"}, stored.NOW)
        assert assigning.draft_of(db, OTHER) is None
        assert assigning.drafts(db, store.Codebook("trial")) == {"ann": 1}
        assigning.clear_draft(db, CODING)
        assert assigning.draft_of(db, CODING) is None
        assert store.head(db) == head


def test_people_and_projects_come_back(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        assert [one.key for one in store.reviewers(db)] == ["ann", "bob"]
        assert [one.key for one in store.projects(db)] == ["trial"]
        assert [one.version for one in store.protocols(db, "trial")] == [1, 2]
        assert store.pages_of_project(db, "trial") == ["page"]
