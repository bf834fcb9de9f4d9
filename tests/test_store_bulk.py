"""Loading many claims checks what saving one by one checks, and ends with the same rows, indexes and guards."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from evidence import store
from evidence.models import ClaimBase, QuantityBase
from evidence.store import bulk, errors
from tests import stored


def lines(snapshot_id: int, *claims: ClaimBase) -> list[tuple[int, bytes]]:
    return [(snapshot_id, claim.model_dump_json().encode()) for claim in claims]


def numbered(count: int) -> list[ClaimBase]:
    effects = (QuantityBase(value=0.1, unit="%"), QuantityBase(high=1e300))
    return [stored.claim(key=f"k{number}", effects=effects, cues=("é", "up to")) for number in range(count)]


def test_loading_is_saving(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 7)
    with store.session(database_url) as db:
        first, second = stored.save_page(db, "one"), stored.save_page(db, "two")
        rows = lines(first, *numbered(25)) + lines(second, *numbered(18))
        assert vars(store.load_claims(db, rows, stored.BY)) == {
            "added": 43,
            "changed": 0,
            "unchanged": 0,
            "problems": [],
        }
    with store.session(database_url) as db:
        assert store.claims_of(db, first) == numbered(25)
        assert store.claims_of(db, second) == numbered(18)
        assert store.check(db) == []
        again = [*numbered(3)[:2], numbered(3)[2].model_copy(update={"outcome": "pain"}), *numbered(26)[25:]]
        loaded = store.load_claims(db, lines(first, *again), stored.BY)
        assert (loaded.added, loaded.changed, loaded.unchanged) == (1, 1, 2)
    with store.session(database_url) as db:
        assert store.check(db) == []
    with (
        pytest.raises(sa.exc.IntegrityError, match="must be what its snapshot says"),
        store.session(database_url) as db,
    ):
        db.execute(sa.text("UPDATE claim SET quote = 'Ketamine hurts 35% of people 😀'"))


def test_a_bad_line_is_named_and_the_others_go_in(database_url: str) -> None:
    good = stored.claim().model_dump(mode="json")
    bad: list[dict[str, Any]] = [
        good | {"quote": good["quote"][:-1] + "x"},
        good | {"claim_type": "miracle"},
        good | {"key": "z", "end": 900, "quote": stored.TEXT + "x" * (900 - len(stored.TEXT))},
        good | {"start": 3},
    ]
    with store.session(database_url) as db:
        number = stored.save_page(db)
        rows = [(number, json.dumps(each).encode()) for each in [*bad, good]] + [(number, b"{")]
        loaded = store.load_claims(db, rows, stored.BY, file="claims.jsonl")
        assert loaded.added == 1
        assert [(problem.line, problem.column) for problem in loaded.problems] == [
            (1, "quote"),
            (2, "claim_type"),
            (3, "quote"),
            (4, "quote"),
            (6, None),
        ]
        assert str(loaded.problems[0]).startswith("claims.jsonl, line 1, column quote: the page does not say")
        with pytest.raises(errors.UnknownKeyError):
            store.load_claims(db, lines(99, stored.claim()), stored.BY)


def test_an_error_while_loading_leaves_the_guards(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        snapshot_id = stored.save_page(db)
        with pytest.raises(errors.UnknownKeyError):
            store.load_claims(db, lines(snapshot_id, stored.claim()) + lines(99, stored.claim()), stored.BY)
    with store.session(sqlite_url) as db:
        assert store.check(db) == []


values = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 3000), st.text(max_size=3), st.sampled_from(["rct", "fact"])
)


@settings(max_examples=60, deadline=None)
@given(changes=st.dictionaries(st.sampled_from([*ClaimBase.model_fields, "other"]), values, max_size=3), effect=values)
def test_the_fast_reader_takes_and_refuses_what_the_record_does(changes: dict[str, Any], effect: Any) -> None:
    raw = json.dumps(stored.claim().model_dump(mode="json") | {"effects": [{"value": effect}]} | changes).encode()
    try:
        expected = ClaimBase.model_validate_json(raw)
    except ValidationError as error:
        # The length of the span is the one thing that loading checks against the text instead.
        if any("characters long" in each["msg"] for each in error.errors()):
            return
        with pytest.raises(ValidationError):
            bulk.reader()(raw)
        return
    fields = bulk.reader()(raw)[0]
    effects = [effect[0] for effect in fields.pop("effects")]
    assert fields == expected.model_dump(exclude={"effects"})
    assert effects == [each.model_dump() for each in expected.effects]
