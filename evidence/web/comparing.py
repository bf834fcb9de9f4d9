"""Lay two snapshots of a page side by side, what happened to each claim marked in both; nothing is decided here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence import store
from evidence.models import ClaimBase
from evidence.text.edits import stretches
from evidence.text.matching import ChangeStatus, ClaimChange
from evidence.text.spans import Span
from evidence.workflow.tracking import Moment, PageChanges, changes_between, moment


@dataclass(frozen=True)
class Stretch:
    """Words that stayed, went or came."""

    kind: str
    """same, was or now"""
    text: str


@dataclass(frozen=True)
class ShownChange:
    """What happened to one claim, its old and new words with what differs."""

    status: ChangeStatus
    old: ClaimBase | None
    new: ClaimBase | None
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    reason: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a snapshot's text, with what happened to the claim that stands there, if one does."""

    text: str
    status: str = ""
    key: str = ""


@dataclass(frozen=True)
class Capture:
    """A snapshot that can be chosen."""

    id: int
    moment: Moment


@dataclass(frozen=True)
class Compared:
    """Two snapshots; of a page that was captured once there is only the new one."""

    captures: tuple[Capture, ...]
    old: Moment | None
    new: Moment
    changes: tuple[ShownChange, ...]
    counts: dict[str, int]
    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]
    are_last: bool = False
    """whether these are the last two of the page, between which a person may carry a claim over"""


def compared(db: store.Session, page: str, old: int | None, new: int | None) -> Compared:
    """The snapshots asked for; the last two where none are.

    Raises:
        UnknownKeyError: there is no such page, nothing of it was captured, or a snapshot is not the page's.
    """
    store.newest_snapshot(db, page)
    ids = store.snapshots_of(db, page)
    for asked in (old, new):
        if asked is not None and asked not in ids:
            raise store.errors.UnknownKeyError("snapshot of this page", str(asked))
    new_id = new or ids[0]
    earlier = [one for one in ids if one < new_id]
    old_id = old or (earlier[0] if earlier else None)
    found = changes_between(db, old_id, new_id) if old_id is not None else PageChanges(None, moment(db, new_id), ())
    counted = Counter(change.status for change in found.changes)
    was = found.old
    return Compared(
        captures=tuple(Capture(one, moment(db, one)) for one in ids),
        old=was,
        new=found.new,
        changes=tuple(_shown(change, found.new.snapshot.text) for change in found.changes),
        counts={status.value: counted[status] for status in ChangeStatus},
        before=_marked(was.snapshot.text, _spans(found.changes, new=False)) if was is not None else (),
        after=_marked(found.new.snapshot.text, _spans(found.changes, new=True)),
        are_last=[new_id, old_id] == ids[:2],
    )


def _shown(change: ClaimChange, text: str) -> ShownChange:
    old = change.old.quote if change.old is not None else ""
    new = change.at.of(text) if change.at is not None else change.new.quote if change.new is not None else ""
    before, after = _sides(old, new) if change.status is ChangeStatus.REWORDED else (_same(old), _same(new))
    return ShownChange(change.status, change.old, change.new, before, after, change.reason)


def _same(text: str) -> tuple[Stretch, ...]:
    return (Stretch("same", text),) if text else ()


def _sides(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    found = list(stretches(old, new))
    before = [("same" if same else "was", was) for same, was, _ in found]
    after = [("same" if same else "now", now) for same, _, now in found]
    return tuple(_in_place(old, before)), tuple(_in_place(new, after))


def _in_place(text: str, parts: Sequence[tuple[str, str]]) -> Iterator[Stretch]:
    """The stretches of a wording with the spaces that stand between them."""
    at = 0
    for kind, words in parts:
        if words:
            place = text.find(words, at)
            if place > at:
                yield Stretch("same", text[at:place])
            yield Stretch(kind, words)
            at = place + len(words)
    if text[at:]:
        yield Stretch("same", text[at:])


def _spans(changes: Sequence[ClaimChange], *, new: bool) -> list[tuple[Span, str, str]]:
    """Where the claims of one side stand, with what happened to each."""
    found = []
    for change in changes:
        claim = change.new if new else change.old
        at = change.at if new and change.at is not None else None
        if claim is not None or at is not None:
            span = at or (Span(claim.start, claim.end) if claim is not None else Span(0, 0))
            key = claim.key if claim is not None else change.old.key if change.old is not None else ""
            found.append((span, change.status.value, key))
    return sorted(found, key=lambda one: (one[0].start, -one[0].end))


def _marked(text: str, spans: Sequence[tuple[Span, str, str]]) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of a text in pieces; of claims that share words the first is marked."""
    pieces = list(_pieces(text, spans))
    paragraphs: list[tuple[Piece, ...]] = []
    held: list[Piece] = []
    for piece in pieces:
        parts = piece.text.split("\n")
        for at, part in enumerate(parts):
            if at and held:
                paragraphs.append(tuple(held))
                held = []
            if part:
                held.append(Piece(part, piece.status, piece.key))
    return (*paragraphs, tuple(held)) if held else tuple(paragraphs)


def _pieces(text: str, spans: Sequence[tuple[Span, str, str]]) -> Iterator[Piece]:
    at = 0
    for span, status, key in spans:
        if span.start < at:
            continue
        yield Piece(text[at : span.start])
        yield Piece(span.of(text), status, key)
        at = span.end
    yield Piece(text[at:])
