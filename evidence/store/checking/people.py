"""Check that judgements form lines: one root, one successor each, no loop, all about the same."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from evidence.models import Axis
from evidence.store.checking.faults import Fault
from evidence.store.engine import Session
from evidence.store.saving import TABLES

_JUDGEMENT = TABLES["judgement"]


def judgement_faults(db: Session) -> Iterator[Fault]:
    """What is wrong with the lines of judgements."""
    names = ("id", "claim_id", "axis", "value", "reviewer_id", "protocol_id", "supersedes_id")
    plain = [sa.type_coerce(_JUDGEMENT.c[name], sa.String).label(name) for name in ("axis", "value")]
    columns = [_JUDGEMENT.c[name] for name in names if name not in {"axis", "value"}]
    rows = {row["id"]: row for row in db.execute(sa.select(*columns, *plain).order_by(_JUDGEMENT.c.id)).mappings()}
    roots: set[tuple[Any, ...]] = set()
    superseded: set[int] = set()
    for row in rows.values():
        about = _about(row)
        earlier = row["supersedes_id"]
        if earlier is None:
            root = (*about, row["value"]) if row["axis"] == Axis.RULE else about
            if root in roots:
                yield Fault(
                    "judgement", str(row["id"]), "a second first judgement of one claim, axis, reviewer, protocol"
                )
            roots.add(root)
            continue
        if earlier in superseded:
            yield Fault("judgement", str(row["id"]), f"supersedes {earlier}, which another supersedes too")
        superseded.add(earlier)
        if earlier in rows and _about(rows[earlier]) != about:
            yield Fault("judgement", str(row["id"]), f"supersedes {earlier}, which is about something else")
        if earlier >= row["id"]:
            yield Fault("judgement", str(row["id"]), f"supersedes {earlier}, which is not older: the line is a loop")


def _about(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("claim_id", "axis", "reviewer_id", "protocol_id"))
