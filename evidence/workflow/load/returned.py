"""Merge a workbook that a colleague edited with what changed here meanwhile; a field that both changed is a conflict.

Nothing is decided for either side: a conflict is a Problem that shows all three values.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence import store
from evidence.errors import Problem
from evidence.formats.json import record_json
from evidence.formats.rows import Checked, Table
from evidence.formats.xlsx_returned import exported_claims
from evidence.models import ClaimBase
from evidence.workflow.load.context import Context, Moment

Known = dict[tuple[str, str], ClaimBase]
"""Claims by page and key."""


@dataclass
class Returned:
    """The claims of a workbook as they were when it was made, and as the database has them now."""

    context: Context
    base: Known
    _current: dict[str, dict[str, ClaimBase]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context, path: Path) -> "Returned":
        """What a workbook kept of its own making; nothing for any other file."""
        return cls(context, exported_claims(path) if path.suffix.lower() == ".xlsx" else {})

    def merged(self, table: Table, item: Checked) -> Checked | list[Problem]:
        """A claim with the colleague's changes and those made here, or the conflicts between them."""
        claim = item.record
        if not self.base or not isinstance(claim, ClaimBase):
            return item
        moment = self.context.moment(item.links.get("page"), item.links.get("capture"))
        if not isinstance(moment, Moment):
            return item
        before, current = self.base.get((moment.page, claim.key)), self._now(moment).get(claim.key)
        if before is None or current is None:
            return item
        return _merged(table.label, item, claim, _Sides(before, current))

    def _now(self, moment: Moment) -> dict[str, ClaimBase]:
        if moment.page not in self._current:
            held = store.claims_of(self.context.db, moment.snapshot_id)
            self._current[moment.page] = {claim.key: claim for claim in held}
        return self._current[moment.page]


@dataclass(frozen=True)
class _Sides:
    before: ClaimBase
    current: ClaimBase


def _merged(label: str, item: Checked, claim: ClaimBase, sides: _Sides) -> Checked | list[Problem]:
    theirs, ours, before = (dict(record_json(one)) for one in (claim, sides.current, sides.before))
    changed_here = [name for name in before if ours[name] != before[name] and theirs[name] != ours[name]]
    conflicts = [name for name in changed_here if theirs[name] != before[name]]
    if conflicts:
        return [_conflict(label, item.line, name, (before[name], ours[name], theirs[name])) for name in conflicts]
    kept = {name: getattr(sides.current, name) for name in changed_here}
    return Checked(claim.model_copy(update=kept), item.line, item.links) if kept else item


def _conflict(label: str, line: int, name: str, values: tuple[Any, Any, Any]) -> Problem:
    before, ours, theirs = values
    reason = (
        f"changed here and in the workbook: exported as {before!r}, now {ours!r} in the database and {theirs!r} in the "
        "workbook; put the value to keep into both, or export again"
    )
    return Problem(file=label, line=line, column=name, reason=reason, raw=str(theirs))
