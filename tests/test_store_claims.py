"""A page with its claims goes in and comes out the same on both kinds of database; a wrong span never gets in."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import store
from evidence.models import ClaimBase, ClaimType, QuantityBase
from evidence.store import errors
from tests import stored


def test_a_claim_comes_back_as_it_went_in(database_url: str) -> None:
    claim = stored.claim(
        effects=(QuantityBase(value=0.1 + 0.2, high=1e-300, unit="%", raw="35%"), QuantityBase(value=None)),
        study_year=2020,
        cues=("helps", "percent 😀"),
        needs_citation=True,
    )
    other = stored.claim("Magnesium does not — at 20 mg.")
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db)
        saved = store.save_claims(db, snapshot_id, [claim, other], stored.BY)
        assert [one.outcome for one in saved] == ["added", "added"]
    with store.session(database_url, read_only=True) as db:
        assert store.claims_of(db, snapshot_id) == [claim, other]
        assert store.claim(db, saved[1].id) == other
        assert store.snapshot(db, snapshot_id) == stored.snapshot()
        assert store.original(db, stored.snapshot().sha256) == stored.TEXT.encode()


def test_saving_again_changes_nothing_and_a_change_is_named(database_url: str) -> None:
    claim, other = stored.claim(), stored.claim("Magnesium does not — at 20 mg.")
    changed = claim.model_copy(update={"outcome": "pain", "effects": (QuantityBase(value=35.0),)})
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db)
        store.save_claims(db, snapshot_id, [claim, other], stored.BY)
        before = store.head(db)
        again = store.save_claims(db, snapshot_id, [other, claim, other], stored.BY)
        assert [(one.key, one.outcome) for one in again] == [
            (other.key, "unchanged"),
            (claim.key, "unchanged"),
            (other.key, "unchanged"),
        ]
        assert store.head(db) == before
        (edited,) = store.save_claims(db, snapshot_id, [changed], stored.BY)
        assert (edited.outcome, edited.fields) == ("changed", ("outcome", "effects"))
        assert store.head(db) != before
        assert store.claims_of(db, snapshot_id) == [changed, other]


def test_an_error_rolls_everything_back(database_url: str) -> None:
    wrong = stored.claim().model_copy(update={"quote": "Ketamine helps 35% of people 🙁"})
    with pytest.raises(errors.QuoteNotInTextError, match="does not say"), store.session(database_url) as db:
        store.save_claims(db, stored.save_page(db), [wrong], stored.BY)
    with store.session(database_url) as db:
        assert store.pages(db) == []


def test_two_different_claims_under_one_key_are_refused(database_url: str) -> None:
    with pytest.raises(errors.RepeatedKeyError, match="comes twice"), store.session(database_url) as db:
        store.save_claims(db, stored.save_page(db), [stored.claim(), stored.claim(outcome="pain")], stored.BY)


def test_the_same_key_on_another_page_is_another_claim(database_url: str) -> None:
    with store.session(database_url) as db:
        first, second = stored.save_page(db, "one"), stored.save_page(db, "two")
        store.save_claims(db, first, [stored.claim(outcome="pain")], stored.BY)
        (saved,) = store.save_claims(db, second, [stored.claim()], stored.BY)
        assert saved.outcome == "added"
        assert store.claims_of(db, first) == [stored.claim(outcome="pain")]


def copied_claim(values: str) -> str:
    same = "snapshot_id, direction, study_type, origin, status, prefix, suffix, cues"
    return f'INSERT INTO claim (key, start, "end", quote, claim_type, {same}) SELECT {values}, {same} FROM claim'  # noqa: S608  a test's own words


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET quote = 'Ketamine cures 35% of people 😀'",
        'UPDATE claim SET start = start + 1, "end" = "end" + 1',
        'UPDATE claim SET "end" = "end" + 1',
        "UPDATE snapshot SET text = 'Other words'",
        copied_claim("'x', 0, 3, 'Kex', claim_type"),
        copied_claim("'x', 0, 3, 'Ket', 'miracle'"),
        "DELETE FROM snapshot",
        "UPDATE activity SET actor = 'somebody'",
        "DELETE FROM activity",
    ],
)
def test_the_database_itself_refuses(database_url: str, statement: str) -> None:
    with store.session(database_url) as db:
        store.save_claims(db, stored.save_page(db), [stored.claim()], stored.BY)
    with pytest.raises(sa.exc.IntegrityError), store.session(database_url) as db:
        db.execute(sa.text(statement))


def test_log_rows_cannot_be_replaced(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        stored.save_page(db)
    with pytest.raises(sa.exc.IntegrityError, match="never changed"), store.session(sqlite_url) as db:
        db.exec_driver_sql("INSERT OR REPLACE INTO activity SELECT * FROM activity WHERE id = 1")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_a_text_no_database_keeps_is_refused(sqlite_url: str, text: str) -> None:
    snapshot = stored.snapshot().model_copy(update={"text": text, "text_sha256": store.text_sha256(text)})
    with store.session(sqlite_url) as db:
        stored.save_page(db)
    with pytest.raises(errors.UnstorableTextError, match="at 1"), store.session(sqlite_url) as db:
        store.save_snapshot(db, "page", snapshot, stored.TEXT.encode(), stored.BY)


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, value=st.floats(allow_nan=False, allow_infinity=False), spans=st.data())
def test_quotes_and_numbers_round_trip(database_url: str, text: str, value: float, spans: st.DataObject) -> None:
    start = spans.draw(st.integers(0, len(text) - 1))
    end = spans.draw(st.integers(start + 1, len(text)))
    claim = ClaimBase(
        key=f"{start}-{end}",
        start=start,
        end=end,
        quote=text[start:end],
        claim_type=ClaimType.SAFETY,
        effects=(QuantityBase(value=value, raw=text),),
        cues=(text,),
    )
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db, text=text)
        store.save_claims(db, snapshot_id, [claim], stored.BY)
        assert store.claims_of(db, snapshot_id) == [claim]
        db.rollback()
