"""The JSON shape of what changed between two snapshots of a page, and in a record by hand; nothing is decided here."""

from collections.abc import Callable, Mapping
from datetime import datetime

from pydantic import JsonValue

from evidence.models import ActivityBase, ClaimBase, QuantityBase
from evidence.report.words import quantity_words
from evidence.text.counting import counted
from evidence.text.edits import edits, marked, signs_changed
from evidence.text.matching import ChangeStatus, ClaimChange

Detail = Mapping[str, JsonValue]
Seen = Mapping[str, tuple[datetime, datetime]]
"""When each claim of a page was first and last captured, by its key."""


def change_json(change: ClaimChange, new_text: str, seen: Seen) -> dict[str, JsonValue]:
    """One claim between two snapshots; where it was reworded, what differs word by word, and which signs."""
    known = change.old or change.new
    first, last = seen.get(known.key, (None, None)) if known is not None else (None, None)
    shape: dict[str, JsonValue] = {
        "status": change.status.value,
        "old": _claim(change.old),
        "new": _claim(change.new),
        "at": [change.at.start, change.at.end] if change.at is not None else None,
        "words": change.at.of(new_text) if change.at is not None else None,
        "similarity": change.similarity,
        "reason": change.reason or None,
        "first_seen": None if first is None else first.isoformat(),
        "last_seen": None if last is None else last.isoformat(),
    }
    if change.status is ChangeStatus.REWORDED and change.old is not None and change.at is not None:
        found = edits(change.old.quote, change.at.of(new_text))
        shape["edits"] = [{"was": edit.was, "now": edit.now} for edit in found]
        shape["signs_changed"] = list(signs_changed(found))
    return shape


def _claim(claim: ClaimBase | None) -> JsonValue:
    if claim is None:
        return None
    kept = claim.model_dump(mode="json", include={"key", "quote", "start", "end", "origin", "status"})
    return dict(kept)


def change_words(change: ClaimChange, new_text: str) -> str:
    """What happened to a claim, for a person: its words, and for a reworded one what went and what came."""
    if change.old is None:
        return change.new.quote if change.new is not None else ""
    if change.status is not ChangeStatus.REWORDED:
        return change.old.quote
    if change.at is None or change.at.of(new_text) == change.old.quote:
        return f"{change.old.quote} ({change.reason})"
    return f"{marked(change.old.quote, change.at.of(new_text))} ({change.reason})"


def history_json(row: ActivityBase) -> dict[str, JsonValue]:
    """One row of the log about a record."""
    return {"at": row.at.isoformat(), "actor": row.actor, "verb": row.verb, "detail": row.detail}


def history_words(row: ActivityBase) -> str:
    """What one row of the log says was changed, for a person."""
    told = _TOLD.get((row.object_type, row.verb))
    if told is not None:
        return told(row.detail)
    fields = row.detail.get("fields", row.detail)
    parts = [
        f"{_called(name)}: {_shown(name, pair['was'])} → {_shown(name, pair['is'])}"
        for name, pair in (fields.items() if isinstance(fields, dict) else ())
        if isinstance(pair, dict) and pair.keys() == {"was", "is"}
    ]
    reason = row.detail.get("reason")
    return "; ".join([*([str(reason)] if reason else []), *parts])


def _count(detail: Detail, name: str, what: str) -> str:
    number = detail.get(name)
    return counted(number, what) if isinstance(number, int) else f"some {what}s"


def _set_by_hand(detail: Detail) -> str:
    fields = detail.get("set")
    return "set by hand: " + ", ".join(map(_called, fields)) if isinstance(fields, dict) else ""


_TOLD: Mapping[tuple[str, str], Callable[[Detail], str]] = {
    ("publication", "merged"): lambda detail: (
        f"{detail.get('from')} was merged into it, {_count(detail, 'citations', 'citation')} moved"
    ),
    ("publication", "split"): lambda detail: (
        f"{detail.get('from')} was split from it again, {_count(detail, 'citations', 'citation')} moved back"
    ),
    ("publication", "told apart"): lambda detail: f"{detail.get('from')} is another publication",
    ("publication", "noted"): lambda detail: f"what {detail.get('source')} says otherwise",
    ("publication", "edited"): _set_by_hand,
}
"""What rows say that hold no fields with what each was and is."""


def _called(name: str) -> str:
    return "numbers" if name == "effects" else name


def _of_record(value: JsonValue) -> str:
    """The words of a record in a list, such as a part of an abstract or a heading.

    >>> _of_record({"label": "AIM", "text": "To see."}), _of_record({"label": "Humans", "ui": "D006801"}), _of_record(3)
    ('AIM: To see.', 'Humans', '3')
    """
    if not isinstance(value, dict):
        return str(value)
    words = [str(value[name]) for name in ("label", "kind", "outcome", "name", "text", "source") if value.get(name)]
    return ": ".join(words[:2]) or str(value)


def _shown(name: str, value: JsonValue) -> str:
    if name == "effects" and isinstance(value, list):
        value = "; ".join(quantity_words(QuantityBase.model_validate(one)) for one in value)
    elif isinstance(value, list):
        value = "; ".join(one if isinstance(one, str) else _of_record(one) for one in value)
    text = "–" if value is None or value in ("", []) else str(value)
    return text if len(text) <= 80 else f"{text[:80]}…"
