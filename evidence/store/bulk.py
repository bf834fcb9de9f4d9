"""Load very many claims from JSON lines: the same checks as one by one, without an object for each.

A line that is not a claim, or whose quote the page does not say, is a problem with its place; the others go in.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from evidence.errors import Problem
from evidence.models import ClaimBase, QuantityBase
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM, save_claims, spans_checked, text_of
from evidence.store.engine import Session
from evidence.store.saving import TABLES, Outcome, columns_of

BATCH = 500
"""Claims checked and sent to a file at a time, few enough to stay in the processor's cache; ten times as many go to a
server, where each batch is a round trip."""

Fields = dict[str, Any]


@dataclass
class Loaded:
    """What loading came to."""

    added: int
    changed: int
    unchanged: int
    problems: list[Problem]


_Line = tuple[int, bytes, Fields]
"""Snapshot, line, and what it says."""


def load_claims(db: Session, lines: Iterable[tuple[int, bytes]], by: Author, *, file: str = "-") -> Loaded:
    """Save claims given as JSON lines, each with the id of its snapshot; saving them again changes nothing.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    activity.lock(db)
    loaded = Loaded(0, 0, 0, [])
    with spans_checked(db), _indexes_aside(db):
        texts: dict[int, str] = {}
        numbered = enumerate(lines, 1)
        for batch in writing.batches(numbered, BATCH if db.dialect.name == "sqlite" else 10 * BATCH):
            wanted = {snapshot_id for _, (snapshot_id, _) in batch}
            texts = {each: texts[each] if each in texts else text_of(db, each) for each in wanted}
            _save(db, list(_checked(batch, texts, file, loaded.problems)), by, loaded)
    if loaded.added:
        activity.record_activity(db, by, Deed("loaded", "claim", file, {"added": loaded.added}))
    return loaded


def _indexes_aside(db: Session) -> AbstractContextManager[None]:
    """Into an empty table it is faster to make the indexes at the end; unique ones stay, they check."""
    is_empty = db.execute(sa.select(CLAIM.c.id).limit(1)).scalar() is None
    if db.dialect.name == "sqlite" and is_empty:
        return writing.set_aside(db, CLAIM, "type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%'")
    return nullcontext()


def _checked(
    batch: Sequence[tuple[int, tuple[int, bytes]]], texts: dict[int, str], file: str, problems: list[Problem]
) -> Iterator[_Line]:
    read = reader()
    for number, (snapshot_id, raw) in batch:
        try:
            fields: Fields = read(raw)[0]
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            column = ".".join(map(str, first["loc"])) or None
            problems.append(Problem(file, first["msg"], number, column, raw.decode(errors="replace")))
            continue
        start, quote = fields["start"], fields["quote"]
        if fields["end"] - start == len(quote) and texts[snapshot_id].startswith(quote, start):
            yield snapshot_id, raw, fields
        else:
            reason = f"the page does not say '{quote[:60]}' at {start}-{fields['end']}"
            problems.append(Problem(file, reason, number, "quote", raw.decode(errors="replace")))


def _save(db: Session, lines: Sequence[_Line], by: Author, loaded: Loaded) -> None:
    """Insert all as new; where one is there already, compare one by one instead."""
    if _all_new(db, lines):
        loaded.added += len(lines)
    else:
        by_snapshot: dict[int, list[ClaimBase]] = {}
        for snapshot_id, raw, _ in lines:
            by_snapshot.setdefault(snapshot_id, []).append(ClaimBase.model_validate_json(raw))
        for snapshot_id, claims in by_snapshot.items():
            outcomes = [one.outcome for one in save_claims(db, snapshot_id, claims, by)]
            loaded.unchanged += outcomes.count(Outcome.UNCHANGED)
            loaded.changed += outcomes.count(Outcome.CHANGED)
            loaded.added += outcomes.count(Outcome.ADDED)


def _all_new(db: Session, lines: Sequence[_Line]) -> bool:
    """Insert all, or none where one is there already."""
    ids = writing.new_ids(db, CLAIM, len(lines))
    if db.dialect.name == "sqlite":  # its savepoints cost more than taking the few back
        if _insert_claims(db, ids, lines) < len(lines):
            db.execute(CLAIM.delete().where(CLAIM.c.id >= ids[0]))
            return False
        _insert_effects(db, ids, lines)
        return True
    try:
        with db.begin_nested():
            _insert_claims(db, ids, lines)
            _insert_effects(db, ids, lines)
    except sa.exc.IntegrityError:
        return False
    return True


def _insert_claims(db: Session, ids: Sequence[int], lines: Sequence[_Line]) -> int:
    plain = [name for name in columns_of(ClaimBase, "claim") if name != "cues"]
    values = itemgetter(*plain)
    rows = (
        (new_id, snapshot_id, json.dumps(fields["cues"]) if fields["cues"] else "[]", *values(fields))
        for new_id, (snapshot_id, _, fields) in zip(ids, lines, strict=True)
    )
    return writing.insert_ready_rows(db, CLAIM, ("id", "snapshot_id", "cues", *plain), rows, final=True)


def _insert_effects(db: Session, ids: Sequence[int], lines: Sequence[_Line]) -> None:
    names = columns_of(QuantityBase, "quantity")
    of_effect = itemgetter(*names)
    effects = (
        (new_id, position, *of_effect(effect[0]))
        for new_id, (_, _, fields) in zip(ids, lines, strict=True)
        for position, effect in enumerate(fields["effects"])
    )
    writing.insert_ready_rows(db, TABLES["quantity"], ("claim_id", "position", *names), effects, final=True)


@cache
def reader() -> Callable[[bytes], Any]:
    """What reads a claim from JSON by the rules of ClaimBase and gives its fields, defaults filled in, words as text.

    It is pydantic's own validator for the fields of the record without the step that makes an object of them, which is
    most of the time. The claim and each of its effects come as pydantic's triple, their fields first.
    """
    schema: Any = ClaimBase.__pydantic_core_schema__
    validators = 0
    while schema["type"] == "function-after":  # the span's length, which loading compares with the text itself
        schema, validators = schema["schema"], validators + 1
    if validators != 1 or schema["type"] != "model":
        raise TypeError("loading many claims does not know all that ClaimBase checks")
    return SchemaValidator(_fields_only(schema), schema["config"]).validate_json


def _fields_only(schema: Any) -> Any:
    """A schema whose records come as fields and whose enumerations come as text."""
    if isinstance(schema, list):
        return [_fields_only(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if isinstance(kind, str) and kind.startswith("function"):
        raise TypeError("loading many claims does not know all that ClaimBase checks")
    if kind == "model":
        return _fields_only(schema["schema"])
    if kind == "enum":
        return {"type": "literal", "expected": [member.value for member in schema["members"]]}
    return {name: value if name in {"default", "metadata"} else _fields_only(value) for name, value in schema.items()}
