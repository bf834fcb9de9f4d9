"""Add, change, split, merge, reject and restore claims; each verb is refused whole or done whole, and audited again.

A page that had been audited is audited again at once, so that no conclusion stands that was drawn from other words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from evidence import store
from evidence.formats.rows.anchors import Misplaced, found_span
from evidence.models import ClaimBase, ClaimStatus, ClaimType, Origin, QuantityBase
from evidence.store.activity import lock
from evidence.store.editing import (
    Change,
    Standing,
    change_claim,
    claim_keys_of_page,
    copy_citations,
    insert_claim,
)
from evidence.text.spans import Span, prefix, suffix, trimmed
from evidence.workflow.editing import errors
from evidence.workflow.editing.ending import Edited, edited, refuse_judged
from evidence.workflow.editing.fields import with_fields
from evidence.workflow.editing.finding import ClaimRef, claim_to_change, find_claim
from evidence.workflow.keys import free_keys, part_key
from evidence.workflow.tracking import carry_over


@dataclass(frozen=True)
class NewClaim:
    """A claim to be added; its words are a quote that occurs once, or a span. Without a key it is given one."""

    page: str
    words: str | Span
    key: str | None = None


def add_claim(db: store.Session, new: NewClaim, fields: Mapping[str, Any], by: store.Author) -> Edited:
    """Add a person's claim to the newest snapshot of a page.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
        EditError: the words are not there or not there once, a field does not take its value, or the key is taken.
    """
    lock(db)
    snapshot_id, text = _newest(db, new.page)
    span = new.words if isinstance(new.words, Span) else _only_place(text, new.words)
    _refuse_bad_span(span, text)
    taken = claim_keys_of_page(db, new.page)
    if new.key is not None and new.key in taken:
        raise errors.KeyTakenError(new.key, new.page)
    if "claim_type" not in fields:
        raise errors.BadValueError([("claim_type", f"it must be set, to one of {', '.join(ClaimType)}")])
    blank = ClaimBase(key=new.key or next(free_keys(taken)), start=0, end=1, quote="-", claim_type=ClaimType.EFFICACY)
    claim = with_fields(db, "claims", _respan(blank, text, span), fields)
    _refuse_misplaced(claim)
    return edited(db, by, [insert_claim(db, (new.page, snapshot_id), claim, Change("added by hand"), by)])


def edit_claim(
    db: store.Session,
    ref: ClaimRef,
    fields: Mapping[str, Any],
    by: store.Author,
    *,
    bounds: tuple[int | None, int | None] = (None, None),
) -> Edited:
    """Set fields of a claim, or move its start or end; it counts as a person's from then on.

    Numbers of the claim that stand outside its new boundaries go, and the log keeps them.

    Raises:
        EditError: there is no such claim, a field does not take its value, a number stands outside the claim, the span
            is none, or judgements are about words that would change.
    """
    was = _active(db, ref)
    now = with_fields(db, "claims", was.claim, fields) if fields else was.claim
    _refuse_misplaced(now, known=was.claim.effects)
    start, end = bounds
    span = Span(was.claim.start if start is None else start, was.claim.end if end is None else end)
    if span != (was.claim.start, was.claim.end):
        text = store.snapshot(db, was.snapshot_id).text
        _refuse_bad_span(span, text)
        refuse_judged(db, was)
        now = _respan(now, text, span)
    if now == was.claim:
        return Edited(was.page, (now,), changed=False)
    return edited(db, by, [_as_person(db, was, now, Change("edited"), by)])


def split_claim(db: store.Session, ref: ClaimRef, cuts: Sequence[str], by: store.Author) -> Edited:
    """Cut a claim in parts; the first keeps its key, each keeps the fields and citations, and the numbers it holds.

    A cut is an offset from the claim's first character, or words after which to cut.

    Raises:
        EditError: there is no such claim, a cut leaves a part without words or goes through a number, or judgements
            are about the claim as it is.
    """
    was = _active(db, ref)
    refuse_judged(db, was)
    text = store.snapshot(db, was.snapshot_id).text
    parts = _parts(was.claim, text, cuts)
    taken = claim_keys_of_page(db, was.page)
    first = _as_person(db, was, parts[0], Change("split", {"parts": len(parts)}), by)
    standing = [first]
    for part in parts[1:]:
        key = part_key(was.claim.key, taken)
        taken.add(key)
        record = part.model_copy(update={"key": key, "origin": Origin.CURATED})
        made = insert_claim(db, (was.page, was.snapshot_id), record, Change("split off", {"from": was.claim.key}), by)
        copy_citations(db, was.id, made.id)
        standing.append(made)
    return edited(db, by, standing)


def merge_claims(db: store.Session, ref: ClaimRef, other: ClaimRef, by: store.Author) -> Edited:
    """Make one claim of two that touch or overlap: the fields of the first, the numbers and citations of both.

    The second is set aside as rejected and stays in the database.

    Raises:
        EditError: there are no such claims, they are of different pages, other words stand between them, or
            judgements are about one of them.
    """
    first, second = _active(db, ref), _active(db, other._replace(page=other.page or ref.page))
    if first.snapshot_id != second.snapshot_id or first.id == second.id:
        raise errors.TwoPagesError(ref.key, other.key)
    for one in (first, second):
        refuse_judged(db, one)
    text = store.snapshot(db, first.snapshot_id).text
    left, right = sorted((first.claim, second.claim), key=lambda claim: (claim.start, claim.end))
    between = text[left.end : right.start].strip()
    if any(map(str.isalnum, between)):
        raise errors.NotAdjacentError(ref.key, other.key, between[:60])
    more = [effect for effect in second.claim.effects if effect not in first.claim.effects]
    effects = sorted(
        (*first.claim.effects, *more), key=lambda effect: first.claim.start if effect.start is None else effect.start
    )
    whole = _respan(first.claim, text, Span(left.start, max(left.end, right.end)))
    merged = whole.model_copy(update={"effects": tuple(effects)})
    kept = _as_person(db, first, merged, Change("merged", {"with": other.key}), by)
    copy_citations(db, second.id, first.id)
    aside = second.claim.model_copy(update={"status": ClaimStatus.REJECTED})
    change_claim(db, second, aside, Change("rejected", {"reason": f"merged into {ref.key}"}), by)
    return edited(db, by, [kept], aside=[other.key])


def reject_claim(db: store.Session, ref: ClaimRef, reason: str, by: store.Author) -> Edited:
    """Set a claim aside: audits and tables leave it out, the database and its judgements keep it.

    Raises:
        EditError: there is no such claim.
    """
    return _with_status(db, ref, ClaimStatus.REJECTED, Change("rejected", {"reason": reason}), by)


def restore_claim(db: store.Session, ref: ClaimRef, by: store.Author) -> Edited:
    """Take back that a claim was set aside.

    Raises:
        EditError: there is no such claim.
    """
    return _with_status(db, ref, ClaimStatus.ACTIVE, Change("restored"), by)


def carry_claim(db: store.Session, page: str, keys: tuple[str, str], by: store.Author) -> Edited:
    """Give a reworded claim what was found out about the one it was; `keys` are that of the old and of the new one.

    Raises:
        UnknownKeyError: there is no such page, or one of its last two snapshots has no such claim.
    """
    carry_over(db, page, *keys, by)
    return edited(db, by, [find_claim(db, ClaimRef(keys[1], page))])


def _with_status(db: store.Session, ref: ClaimRef, status: ClaimStatus, change: Change, by: store.Author) -> Edited:
    was = claim_to_change(db, ref)
    if was.claim.status is status:
        return Edited(was.page, (was.claim,), changed=False)
    return edited(db, by, [change_claim(db, was, was.claim.model_copy(update={"status": status}), change, by)])


def _as_person(db: store.Session, was: Standing, now: ClaimBase, change: Change, by: store.Author) -> Standing:
    """Save as a person's, and keep in the log what the program had read."""
    read = was.claim.origin is Origin.EXTRACTED
    more = {"extracted": was.claim.model_dump(mode="json")} if read else {}
    curated = now.model_copy(update={"origin": Origin.CURATED})
    return change_claim(db, was, curated, Change(change.verb, {**change.detail, **more}), by)


def _active(db: store.Session, ref: ClaimRef) -> Standing:
    found = claim_to_change(db, ref)
    if found.claim.status is ClaimStatus.REJECTED:
        raise errors.RejectedClaimError(ref.key)
    return found


def _newest(db: store.Session, page: str) -> tuple[int, str]:
    ids = store.snapshots_of(db, page)
    if not ids:
        raise store.errors.UnknownKeyError("page with a snapshot", page)
    return ids[0], store.snapshot(db, ids[0]).text


def _only_place(text: str, quote: str) -> Span:
    found = found_span(text, quote) if quote else Misplaced("quote", "the quote is empty")
    if isinstance(found, Misplaced):
        raise errors.MisquotedError(found.reason)
    return found


def _refuse_bad_span(span: Span, text: str) -> None:
    if not 0 <= span.start < span.end <= len(text) or not span.of(text).strip():
        raise errors.BadSpanError(span.start, span.end, len(text))


def _refuse_misplaced(claim: ClaimBase, *, known: Sequence[QuantityBase] = ()) -> None:
    """Refuse a number that says it stands where the claim does not; those that were `known` are left as they are."""
    for place, effect in enumerate(claim.effects, 1):
        if effect in known or (effect.start is None and effect.end is None):
            continue
        span = (effect.start, effect.end)
        if effect.start is None or effect.end is None or not claim.start <= effect.start < effect.end <= claim.end:
            raise errors.MisplacedNumberError(place, span, claim)


def _respan(claim: ClaimBase, text: str, span: Span) -> ClaimBase:
    """The claim at other offsets, without the numbers that stand outside them."""
    where = {
        "start": span.start,
        "end": span.end,
        "quote": span.of(text),
        "prefix": prefix(text, span.start),
        "suffix": suffix(text, span.end),
        "effects": tuple(effect for effect in claim.effects if _inside(effect, span)),
    }
    return claim.model_copy(update=where)


def _inside(effect: QuantityBase, span: Span) -> bool:
    if effect.start is None or effect.end is None:
        return True
    return span.start <= effect.start and effect.end <= span.end


def _parts(claim: ClaimBase, text: str, cuts: Sequence[str]) -> list[ClaimBase]:
    places = {cut: claim.start + _cut(claim, cut) for cut in cuts}
    for cut, place in places.items():
        for effect in claim.effects:
            if effect.start is not None and effect.end is not None and effect.start < place < effect.end:
                raise errors.BadCutError(claim.key, cut, f"it would go through '{text[effect.start : effect.end]}'")
    bounds = [claim.start, *sorted(set(places.values())), claim.end]
    spans = [trimmed(text, start, end) for start, end in pairwise(bounds)]
    for span in spans:
        if not any(map(str.isalnum, span.of(text))):
            raise errors.BadCutError(claim.key, ", ".join(cuts), "a part would have no words")
    loose = [effect for effect in claim.effects if effect.start is None or effect.end is None]
    parts = [_respan(claim, text, span) for span in spans]
    for number, part in enumerate(parts):
        held = [e for e in part.effects if e.start is not None and e.end is not None]
        held += [effect for effect in loose if _home(effect, parts) == number]
        parts[number] = part.model_copy(update={"effects": tuple(held)})
    return parts


def _home(effect: QuantityBase, parts: Sequence[ClaimBase]) -> int:
    """Which part a number without offsets belongs to: the only one that has its words, else the first."""
    holding = [number for number, part in enumerate(parts) if effect.raw and effect.raw in part.quote]
    return holding[0] if len(holding) == 1 else 0


def _cut(claim: ClaimBase, cut: str) -> int:
    if cut.isdecimal():
        place = int(cut)
        if not 0 < place < len(claim.quote):
            reason = f"an offset counts from the claim's first character and lies between 1 and {len(claim.quote) - 1}"
            raise errors.BadCutError(claim.key, cut, reason)
        return place
    times = claim.quote.count(cut) if cut else 0
    if times != 1:
        reason = f"the claim has these words {times} times" if times else "the claim does not have these words"
        raise errors.BadCutError(claim.key, cut, f"{reason}; give words it has once, or an offset")
    return claim.quote.index(cut) + len(cut)
