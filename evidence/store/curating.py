"""Answer what a person set of publications by hand, from the log; what they cleared counts as set."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.store.activity import _ACTIVITY as ACTIVITY
from evidence.store.activity import Author, Deed, record_activity
from evidence.store.engine import Session

EDITED = "edited"
"""The verb of a change by a person; the row after it, `changed`, has what each field was and is."""


class SetByHand(NamedTuple):
    """Who set a field, when, and to what."""

    actor: str
    at: datetime
    value: JsonValue


def note_edited(db: Session, key: str, fields: Mapping[str, JsonValue], by: Author) -> None:
    """Remember that a person set these fields of a publication."""
    record_activity(db, by, Deed(EDITED, "publication", key, {"set": dict(fields)}))


def fields_set_by_hand(db: Session, keys: Iterable[str]) -> dict[str, dict[str, SetByHand]]:
    """The fields of publications that a person set, by publication and field, as they set them last."""
    found: dict[str, dict[str, SetByHand]] = {key: {} for key in keys}
    query = sa.select(ACTIVITY).where(ACTIVITY.c.verb == EDITED, ACTIVITY.c.object_type == "publication")
    for row in db.execute(query.order_by(ACTIVITY.c.id)).mappings():  # people's changes are few beside publications
        values = row["detail"].get("set", {})
        if row["object_key"] in found:
            made = {name: SetByHand(row["actor"], row["at"], value) for name, value in values.items()}
            found[row["object_key"]] |= made
    return found
