"""Change a publication by hand, as where another source is right; the log keeps what each field was.

What a source had said stays beside what the person set, and no later source takes the person's word away.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from evidence import store
from evidence.formats.json import record_json
from evidence.ids import parse_doi, parse_pmcid, parse_pmid
from evidence.models import ActivityBase, PublicationBase
from evidence.store.activity import lock
from evidence.store.curating import fields_set_by_hand, note_edited
from evidence.store.library import save_publications
from evidence.store.logbook import record_history
from evidence.store.other_values import other_values, owner_of, save_other_values
from evidence.workflow.duplicates import pair_like
from evidence.workflow.editing.errors import BadValueError, StalePublicationError
from evidence.workflow.editing.fields import with_fields
from evidence.workflow.editing.seen import words_of
from evidence.workflow.standing import audit_again

CURATOR = "curator"
"""What a design rests on that a person gave."""
AS_LOADED = "the record as it was loaded"
"""What is said to have had a value that a person changed."""
UNSAID = frozenset({"standing", "standing_source", "standing_checked_on", "design", "design_basis", "notes"})
"""Fields that no source says, or that say themselves who does."""
IDENTIFIERS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "doi": (parse_doi, "a DOI such as 10.1000/abc"),
    "pmid": (parse_pmid, "a PubMed number such as 29404715"),
    "pmcid": (parse_pmcid, "a PubMed Central number such as PMC6009155"),
}


class EditedPublication(NamedTuple):
    """What an edit came to: the publication, and the pages that were audited again because a claim leans on it."""

    publication: PublicationBase
    changed: bool
    audited: tuple[str, ...] = ()
    pairs: int = 0
    """how many publications it may be one with since, as by an identifier that another has too"""


class SincePublication(NamedTuple):
    """What a person saw of a publication and what was done to it since, oldest first.

    `record` is None where the log does not lead back to what they saw.
    """

    record: PublicationBase | None
    deeds: tuple[ActivityBase, ...]


def publication_fingerprint(publication: PublicationBase) -> str:
    """What tells one record of a publication from any other, for a form to carry along."""
    return sha256(publication.model_dump_json().encode()).hexdigest()[:24]


def edit_publication(
    db: store.Session, key: str, changes: Mapping[str, Any], by: store.Author, *, seen: str | None = None
) -> EditedPublication:
    """Set fields of a publication; a design or standing that is set rests on the person who set it, and the day.

    Identifiers are read in any spelling. What a source had said of a field is kept beside. `seen` is the fingerprint of
    the record the person saw; None where it does not matter what it was.

    Raises:
        UnknownKeyError: there is no such publication.
        EditError: a field does not take its value.
        StalePublicationError: it is not what the person saw.
    """
    lock(db)
    was = store.publication(db, owner_of(db, key) or key)
    if seen is not None and seen != publication_fingerprint(was):
        raise StalePublicationError(was.key, words_of(db, publication_since(db, was, seen).deeds))
    now = with_fields(db, "publications", was, _spelled(changes))
    if now.design != was.design and now.design_basis == was.design_basis:
        now = now.model_copy(update={"design_basis": CURATOR})
    if now.standing is not was.standing and now.standing_source == was.standing_source:
        now = now.model_copy(update={"standing_source": by.name, "standing_checked_on": by.at.date()})
    if was == now:
        return EditedPublication(was, changed=False)
    _keep_what_was_said(db, was, now, by)
    save_publications(db, [now], by)
    pairs = pair_like(db, now.key, by) if any(getattr(was, name) != getattr(now, name) for name in IDENTIFIERS) else 0
    return EditedPublication(now, changed=True, audited=audit_again(db, [now.key], by), pairs=pairs)


def publication_since(db: store.Session, record: PublicationBase, seen: str) -> SincePublication:
    """Walk a publication's history back to the record with a fingerprint."""
    later: list[ActivityBase] = []
    for row in reversed(record_history(db, "publication", record.key)):
        if publication_fingerprint(record) == seen:
            break
        changed = {name: pair for name, pair in row.detail.items() if isinstance(pair, dict) and "was" in pair}
        if row.verb == "changed" and changed:
            later.append(row)
            was = {name: pair["was"] for name, pair in changed.items()}
            record = PublicationBase.model_validate(record.model_dump(mode="json") | was)
    found = publication_fingerprint(record) == seen
    return SincePublication(record if found else None, tuple(reversed(later if found else later[:1])))


def _spelled(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with identifiers as they are kept.

    Raises:
        BadValueError: one is none.
    """
    spelled = dict(changes)
    for name in IDENTIFIERS.keys() & changes.keys():
        parse, expected = IDENTIFIERS[name]
        given = changes[name]
        if isinstance(given, str) and given.strip():
            spelled[name] = parse(given)
            if spelled[name] is None:
                raise BadValueError([(name, f"'{given[:80]}' is not {expected}")])
    return spelled


def _keep_what_was_said(db: store.Session, was: PublicationBase, now: PublicationBase, by: store.Author) -> None:
    """Remember what the person set, and what stood there before, unless a person had set that too."""
    before, after = record_json(was), record_json(now)
    fields = [name for name in PublicationBase.model_fields if before[name] != after[name]]
    by_hand = fields_set_by_hand(db, [was.key]).get(was.key, {})
    said = {one.field: one.value for one in other_values(db, was.key) if one.source == AS_LOADED}
    said |= {name: before[name] for name in fields if before[name] and name not in by_hand.keys() | UNSAID}
    note_edited(db, now.key, {name: after[name] for name in fields}, by)
    save_other_values(db, {now.key: said}, AS_LOADED, by)
