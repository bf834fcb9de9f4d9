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
from evidence.store import errors
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


def test_unreviewed_claims_are_those_a_reviewer_has_not_judged(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        stored.save_page(db, "elsewhere")
        store.save_judgement(db, CODING, support("supported"), stored.BY)
        assert [number for number, _ in store.unreviewed_claims(db, "ann", ("trial", 1))] == [2]
        assert [number for number, _ in store.unreviewed_claims(db, "ann", ("trial", 2))] == [1, 2]
        assert [number for number, _ in store.unreviewed_claims(db, "bob", ("trial", 1), limit=1)] == [1]
        assert [number for number, _ in store.unreviewed_claims(db, "ann", ("trial", 1), Axis.ACCURACY)] == [1, 2]


def test_people_and_projects_come_back(database_url: str) -> None:
    with store.session(database_url) as db:
        people(db)
        assert [one.key for one in store.reviewers(db)] == ["ann", "bob"]
        assert [one.key for one in store.projects(db)] == ["trial"]
        assert [one.version for one in store.protocols(db, "trial")] == [1, 2]
        assert store.pages_of_project(db, "trial") == ["page"]
