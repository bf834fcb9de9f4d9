"""The log is a chain: writers take turns, and whatever is changed in it, or past it, is found."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from evidence import store
from evidence.models import Axis, ConditionBase, JudgementBase
from evidence.store.checking.log import log_faults
from tests import stored
from tests.test_store_people import CODING, people


def note(db: store.Session, number: int) -> str:
    return store.record_activity(
        db, stored.BY, store.Deed("noted", "page", f"p{number}", {"n": number, "x": [0.1, "é"]})
    )


def test_a_log_is_whole_and_its_head_is_the_newest_hash(database_url: str) -> None:
    with store.session(database_url) as db:
        assert store.head(db) == "0" * 64
        hashes = [note(db, number) for number in range(5)]
        assert store.head(db) == hashes[-1]
    with store.session(database_url) as db:
        assert store.check(db, known_head=hashes[2]) == []


def test_two_writers_do_not_fork_the_chain(database_url: str) -> None:
    failed: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for number in range(first, first + 10):
                with store.session(database_url) as db:
                    note(db, number)
        except BaseException as error:  # noqa: BLE001  a thread's error would be lost
            failed.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with store.session(database_url) as db:
        assert list(log_faults(db)) == []
        assert db.execute(sa.text("SELECT count(*) FROM activity")).scalar() == 30


def guards_off(db: store.Session) -> None:
    if db.dialect.name == "sqlite":
        for name in db.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for table in ("activity", "judgement", "snapshot", "claim"):
        db.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE activity SET actor = 'somebody' WHERE object_key = 'p2'", "was changed"),
        ("UPDATE activity SET detail = '{\"n\": 7}' WHERE object_key = 'p2'", "was changed"),
        ("UPDATE activity SET at = '2020-01-01 00:00:00.000000' WHERE object_key = 'p2'", "was changed"),
        ("DELETE FROM activity WHERE object_key = 'p1'", "does not follow"),
        ("DELETE FROM activity WHERE object_key = 'p4'", "cut or rewritten"),
        ("UPDATE activity SET hash = replace(hash, '1', '2') WHERE object_key = 'p4'", "was changed"),
    ],
)
def test_tampering_with_the_log_is_found(database_url: str, statement: str, what: str) -> None:
    with store.session(database_url) as db:
        newest = [note(db, number) for number in range(5)][-1]
    with store.session(database_url) as db:
        guards_off(db)
        db.execute(sa.text(statement.replace(":", r"\:")))
    with store.session(database_url) as db:
        assert any(what in fault.what for fault in store.check(db, known_head=newest))


Setup = Callable[[store.Session], None]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE claim SET quote = 'Magnesium aids 35% of people 😀' WHERE id = 1", "the page does not say"),
        ("UPDATE snapshot SET text = 'Other'", "the text is not that of its hash"),
        ("UPDATE original SET content = 'Other'", "the bytes are not those of its hash"),
        ("UPDATE condition SET parent = 'nowhere' WHERE code = 'crps'", "its parent 'nowhere' is not there"),
        ("UPDATE condition SET parent = 'crps' WHERE code = 'pain'", "is its own ancestor"),
        ("UPDATE citation SET attribution = 'another study'", "the page does not say 'another study'"),
        ('UPDATE citation SET start = 900, "end" = 911', "is not inside the text"),
        ("UPDATE judgement SET supersedes_id = id", "the line is a loop"),
        ("UPDATE judgement SET id = 50", "is not in the log"),
    ],
)  # fmt: skip
def test_tampering_with_records_is_found(database_url: str, statement: str, what: str) -> None:
    with store.session(database_url) as db:
        people(db)
        stored.vocabulary(db)
        start = stored.TEXT.index("within")
        words = stored.citation(attribution="within", start=start, end=start + 6)
        store.save_citations(db, 1, [store.Pointer(stored.claim().key, words)], stored.BY)
        store.save_judgement(db, CODING, JudgementBase(axis=Axis.SUPPORT, value="supported"), stored.BY)
    with store.session(database_url) as db:
        assert store.check(db) == []
    with store.session(database_url) as db:
        guards_off(db)
        db.execute(sa.text(statement))
    with store.session(database_url) as db:
        found = store.check(db)
        assert any(what in fault.what for fault in found), found


def test_a_guard_that_was_taken_away_is_missed(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        db.exec_driver_sql("DROP TRIGGER activity_no_delete")
        db.exec_driver_sql("DROP INDEX ix_claim_by_condition")
        assert [str(fault) for fault in store.check(db)] == [
            "activity: the trigger activity_no_delete that guards it is gone",
            "claim: the index ix_claim_by_condition is gone",
        ]


def test_a_row_that_leads_nowhere_or_holds_a_foreign_word_is_found(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        store.save_claims(db, stored.save_page(db), [stored.claim()], stored.BY)
        store.save_vocabulary(db, [ConditionBase(code="pain", label="Pain")], stored.BY)
    with store.session(sqlite_url) as db:
        db.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
        db.exec_driver_sql("UPDATE claim SET claim_type = 'miracle'")
    path = str(sa.make_url(sqlite_url).database)
    raw = sa.create_engine(f"sqlite:///{path}", poolclass=sa.pool.NullPool)
    with raw.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER claim_span_update")
        connection.exec_driver_sql("UPDATE claim SET snapshot_id = 77")
    with store.session(sqlite_url) as db:
        found = [str(fault) for fault in store.check(db)]
    assert "claim: snapshot_id 77 leads to no snapshot" in found
    assert "claim: claim_type holds 'miracle', which is not one of its values" in found
