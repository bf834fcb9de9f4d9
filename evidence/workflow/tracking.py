"""Follow the claims of a page from one snapshot to the next: what a person did stays with words that stayed.

Nothing is carried over to words that only look alike: the old claim and the new reading are left beside each other for
a person. What a reading finds never overwrites a person's claim; it is kept in the log beside it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue

from evidence import store
from evidence.models import ClaimBase, ClaimStatus, Origin, QuantityBase, SnapshotBase
from evidence.store.activity import Deed
from evidence.store.editing import (
    Change,
    Standing,
    change_claim,
    citation_spans,
    claim_keys_of_page,
    copy_citations,
    insert_claim,
)
from evidence.text.matching import SAID_BEFORE, SAME, ChangeStatus, ClaimChange, beside, compare_claims
from evidence.text.places import follow
from evidence.text.spans import Span, prefix, suffix
from evidence.vocabulary import Vocabulary
from evidence.workflow.keys import free_keys

LASTING = (
    "claim_type",
    "intervention",
    "intervention_code",
    "condition",
    "condition_code",
    "comparator",
    "route",
    "outcome",
    "species",
    "study_type",
    "journal",
    "needs_citation",
    "notes",
)
"""What a person says of a claim that does not hang on how it is worded."""


class Moment(NamedTuple):
    """A snapshot with its id and all its claims, whatever their status."""

    id: int
    snapshot: SnapshotBase
    claims: tuple[ClaimBase, ...]


class PageChanges(NamedTuple):
    """What happened to each claim between two snapshots; `old` is None where the page was captured once."""

    old: Moment | None
    new: Moment
    changes: tuple[ClaimChange, ...]


class _Step(NamedTuple):
    """From which snapshot to which, on which page, by whom."""

    db: store.Session
    page: str
    old: Moment
    new_id: int
    text: str
    by: store.Author


def take_claims(
    db: store.Session, page: str, snapshot_id: int, read: Sequence[ClaimBase], by: store.Author
) -> tuple[ChangeStatus, ...]:
    """Keep what was read from a snapshot, and carry over what people did to the claims of the one before it.

    A claim whose words stayed keeps its key. One that a person made, changed or rejected is copied with its fields,
    and every claim whose words stayed with its citations; the log says from which claim. A claim that is gone is
    marked `removed` where it stood. Words that a person left alone before are not taken for a claim now. Gives what
    became of each claim; empty for the first snapshot of a page.
    """
    earlier = [one for one in store.snapshots_of(db, page) if one < snapshot_id]
    if not earlier:
        store.save_claims(db, snapshot_id, read, by)
        return ()
    step = _Step(db, page, moment(db, earlier[0]), snapshot_id, store.snapshot(db, snapshot_id).text, by)
    changes = compare_claims(step.old.claims, step.old.snapshot.text, read, step.text)
    kept = [change for change in changes if change.status in SAME and change.old is not None and _by_hand(change.old)]
    beside_hand = _carry(step, kept, read) | _left_alone(step, changes)
    followed = [change for change in changes if change not in kept]
    _save_readings(step, followed, [claim for claim in read if id(claim) not in beside_hand])
    _mark_removed(step, changes)
    statuses = tuple(change.status for change in changes if id(change.new) not in beside_hand or change.old is not None)
    counts: dict[str, JsonValue] = dict(Counter(status.value for status in statuses))
    detail = {"from": step.old.id, "to": snapshot_id, "readings not taken": len(beside_hand), **counts}
    store.record_activity(db, by, Deed("compared", "page", page, detail))
    return statuses


def changes_of(db: store.Session, page: str) -> PageChanges:
    """What happened to the claims of a page between its last two snapshots.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
    """
    ids = store.snapshots_of(db, page)
    if not ids:
        raise store.errors.UnknownKeyError("page with a snapshot", page)
    if len(ids) == 1:
        return PageChanges(None, moment(db, ids[0]), ())
    return changes_between(db, ids[1], ids[0])


def changes_between(db: store.Session, old_id: int, new_id: int) -> PageChanges:
    """What happened to the claims of a page from one of its snapshots to another.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    old, new = moment(db, old_id), moment(db, new_id)
    return PageChanges(old, new, compare_claims(old.claims, old.snapshot.text, new.claims, new.snapshot.text))


def carry_over(db: store.Session, page: str, old_key: str, new_key: str, by: store.Author) -> ClaimBase:
    """Say that a reworded claim is about the same, and give it what a person had found out about the old one.

    It gets the fields that do not hang on how it is worded, and the citations. Its numbers, direction, dose, sample
    size, year, attribution and strength stay those of its own words.

    Raises:
        UnknownKeyError: there is no such page, or one of its last two snapshots has no such claim.
    """
    ids = store.snapshots_of(db, page)[:2]
    if len(ids) < 2:
        raise store.errors.UnknownKeyError("earlier snapshot of page", page)
    old, new = _standing(db, page, ids[1], old_key), _standing(db, page, ids[0], new_key)
    fields = {name: getattr(old.claim, name) for name in LASTING}
    now = new.claim.model_copy(update={**fields, "origin": Origin.CURATED})
    citations = copy_citations(db, old.id, new.id, spans={})
    detail: dict[str, JsonValue] = {"from": {"claim_id": old.id, "snapshot": ids[1]}, "citations": citations}
    if new.claim.origin is Origin.EXTRACTED:
        detail["extracted"] = new.claim.model_dump(mode="json")
    if citations and now == new.claim:
        about = {"claim_id": new.id, "page": page, **detail}
        store.record_activity(db, by, Deed("carried over by hand", "claim", new_key, about))
    return change_claim(db, new, now, Change("carried over by hand", detail), by).claim


def _standing(db: store.Session, page: str, snapshot_id: int, key: str) -> Standing:
    ids = store.claim_ids(db, snapshot_id)
    if key not in ids:
        raise store.errors.UnknownKeyError("claim", key)
    return Standing(ids[key], snapshot_id, page, store.claim(db, ids[key]))


def beside_reading(db: store.Session, snapshot_id: int) -> list[tuple[ClaimBase | None, ClaimBase | None]]:
    """The claims of a snapshot, each with what is read there now at the same span or half of it; nothing is saved.

    Both sides are complete and in the order of the text: None stands where one has nothing beside the other.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    from evidence.extract import extract_claims  # noqa: PLC0415  the stages, which need not start for whoever only reads

    kept = store.claims_of(db, snapshot_id)
    terms = Vocabulary.of(store.conditions(db), store.interventions(db), store.study_types(db))
    read = extract_claims(store.snapshot(db, snapshot_id), terms)
    matched = beside(kept, read)
    pairs: list[tuple[ClaimBase | None, ClaimBase | None]] = [
        (claim, read[matched[place]] if place in matched else None) for place, claim in enumerate(kept)
    ]
    pairs += [(None, claim) for number, claim in enumerate(read) if number not in matched.values()]
    return sorted(pairs, key=lambda pair: min(one.start for one in pair if one is not None))


def moment(db: store.Session, snapshot_id: int) -> Moment:
    """A snapshot with its claims.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    return Moment(snapshot_id, store.snapshot(db, snapshot_id), tuple(store.claims_of(db, snapshot_id)))


def _by_hand(claim: ClaimBase) -> bool:
    """Whether a person made, changed or rejected it."""
    return claim.origin is Origin.CURATED or claim.status is ClaimStatus.REJECTED


def _carry(step: _Step, kept: Sequence[ClaimChange], read: Sequence[ClaimBase]) -> set[int]:
    """Copy what people did; gives the identities of the readings that now stand in the log beside a person's claim."""
    ids = store.claim_ids(step.db, step.old.id)
    copies = [_copy(step, change) for change in kept]
    matched = {place: read[number] for place, number in beside(copies, read).items()}
    for place, (change, copy) in enumerate(zip(kept, copies, strict=True)):
        reading = matched.get(place)
        origin = ids[change.old.key] if change.old is not None else 0
        detail = {**_from(step, change, origin), "extracted": reading.model_dump(mode="json") if reading else None}
        made = insert_claim(step.db, (step.page, step.new_id), copy, Change("carried over", detail), step.by)
        _carry_citations(step, change, origin, made.id)
    return {id(reading) for reading in matched.values()}


def _left_alone(step: _Step, changes: Sequence[ClaimChange]) -> set[int]:
    """The readings of words that the page had before, when a person who went through its claims took none there."""
    if not any(claim.origin is Origin.CURATED for claim in step.old.claims):
        return set()
    return {id(change.new) for change in changes if change.old is None and change.reason == SAID_BEFORE}


def _from(step: _Step, change: ClaimChange, claim_id: int) -> dict[str, JsonValue]:
    """Which claim something was carried over from, and how its words fared."""
    return {"from": {"claim_id": claim_id, "snapshot": step.old.id}, "words": change.status.value}


def _copy(step: _Step, change: ClaimChange) -> ClaimBase:
    """A person's claim where its words stand now."""
    if change.old is None or change.at is None:
        raise ValueError("only words that stayed are copied")
    old, at = change.old, change.at
    moved = (Span(old.start, old.end), at)
    where = {
        "start": at.start,
        "end": at.end,
        "quote": at.of(step.text),
        "prefix": prefix(step.text, at.start),
        "suffix": suffix(step.text, at.end),
        "section": old.section if change.new is None else change.new.section,
        "effects": tuple(_followed(step, effect, moved) for effect in old.effects),
    }
    return old.model_copy(update=where)


def _followed(step: _Step, effect: QuantityBase, moved: tuple[Span, Span]) -> QuantityBase:
    if effect.start is None or effect.end is None:
        return effect
    place = follow(step.old.snapshot.text, step.text, Span(effect.start, effect.end), moved)
    start, end = place or (None, None)
    return effect.model_copy(update={"start": start, "end": end})


def _carry_citations(step: _Step, change: ClaimChange, from_claim: int, to_claim: int) -> int:
    if change.old is None or change.at is None:
        return 0
    moved = (Span(change.old.start, change.old.end), change.at)
    places = {
        citation_id: follow(step.old.snapshot.text, step.text, Span(*span), moved)
        for citation_id, span in citation_spans(step.db, from_claim).items()
    }
    return copy_citations(step.db, from_claim, to_claim, spans=places)


def _save_readings(step: _Step, changes: Sequence[ClaimChange], read: Sequence[ClaimBase]) -> None:
    """Save what was read, under the old key where the words stayed, and give it the citations it had."""
    stayed = {id(c.new): c for c in changes if c.status in SAME and c.new is not None and c.old is not None}
    fresh = free_keys(claim_keys_of_page(step.db, step.page))
    keyed: list[ClaimBase] = []
    for claim in read:
        change = stayed.get(id(claim))
        key = change.old.key if change is not None and change.old is not None else next(fresh)
        keyed.append(claim.model_copy(update={"key": key}))
    store.save_claims(step.db, step.new_id, keyed, step.by)
    old_ids, new_ids = store.claim_ids(step.db, step.old.id), store.claim_ids(step.db, step.new_id)
    for change in stayed.values():
        if change.old is None:
            continue
        key = change.old.key
        citations = _carry_citations(step, change, old_ids[key], new_ids[key])
        if citations:
            about: dict[str, JsonValue] = {"claim_id": new_ids[key], "page": step.page, "citations": citations}
            detail = {**about, **_from(step, change, old_ids[key])}
            store.record_activity(step.db, step.by, Deed("citations carried over", "claim", key, detail))


def _mark_removed(step: _Step, changes: Sequence[ClaimChange]) -> None:
    ids = store.claim_ids(step.db, step.old.id)
    for change in changes:
        old = change.old
        if change.status is ChangeStatus.REMOVED and old is not None and old.status is ClaimStatus.ACTIVE:
            standing = Standing(ids[old.key], step.old.id, step.page, old)
            gone = old.model_copy(update={"status": ClaimStatus.REMOVED})
            change_claim(step.db, standing, gone, Change("gone", {"snapshot": step.new_id}), step.by)
