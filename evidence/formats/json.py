"""The JSON shape of every record, shared by the command line and the workbench; the unknown is null, never left out.

Two things differ from the record's own fields: a claim's effect has `value: [low, high]` for a range, and the keys of
the records it belongs to (`file` or `page` of a claim, `claim` of a citation) stand first.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from evidence.models import ClaimBase, QuantityBase, Record

_ALWAYS = ("value", "unit", "arm", "timepoint")
"""The parts of an effect that every reader relies on; the rest is there where it says something."""


def effect_json(effect: QuantityBase) -> dict[str, JsonValue]:
    """One number of a claim.

    >>> effect_json(QuantityBase(value=40, high=60, unit="%"))
    {'value': [40.0, 60.0], 'unit': '%', 'arm': None, 'timepoint': None}
    """
    known: dict[str, JsonValue] = effect.model_dump(mode="json", exclude_defaults=True)
    shape: dict[str, JsonValue] = {name: known.pop(name, None) for name in _ALWAYS}
    if effect.high is not None and effect.value is not None:
        shape["value"] = [effect.value, known.pop("high")]
    return shape | known


def record_json(record: Record, links: Mapping[str, Any] | None = None) -> dict[str, JsonValue]:
    """A record with everything it holds, after the keys of the records it belongs to.

    >>> record_json(ClaimBase(key="C1", start=0, end=4, quote="Pain", claim_type="safety"), {"page": "p"})["page"]
    'p'
    """
    shape = cast("dict[str, JsonValue]", record.model_dump(mode="json"))
    if isinstance(record, ClaimBase):
        shape["effects"] = [effect_json(effect) for effect in record.effects]
    return dict(links or {}) | shape


def compact_json(record: Record, links: Mapping[str, Any] | None = None) -> dict[str, JsonValue]:
    """The same without what is unknown or the field's default: for files that people read and edit."""
    shape = cast("dict[str, JsonValue]", record.model_dump(mode="json", exclude_defaults=True))
    if isinstance(record, ClaimBase) and record.effects:
        effects: Sequence[dict[str, JsonValue]] = [effect_json(effect) for effect in record.effects]
        shape["effects"] = [{name: part for name, part in effect.items() if part is not None} for effect in effects]
    return {name: value for name, value in (links or {}).items() if value is not None} | shape


def claim_json(claim: ClaimBase, file: str) -> dict[str, JsonValue]:
    """A claim as `evidence extract` prints it: the file it stands in, then its fields."""
    return record_json(claim, {"file": file})
