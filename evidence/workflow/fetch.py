"""Keep what registries said: added to what the library has, never over it, with where and when standing was asked."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from evidence import store
from evidence.cite import standing_of
from evidence.cite.differing import differing
from evidence.cite.same import filled
from evidence.formats.registries.clinicaltrials import SOURCE as TRIALS
from evidence.formats.registries.clinicaltrials import Registered
from evidence.ids import Identifier, identifiers_in
from evidence.models import SnapshotBase, Standing, StudyBase
from evidence.store.duplicates import newest_publication
from evidence.store.errors import UnknownKeyError
from evidence.store.library import save_publications, save_studies, study_of_publication
from evidence.store.other_values import save_other_values
from evidence.store.recognising import not_in_library, publications_like, publications_with_keys
from evidence.store.standings import note_looked_up
from evidence.workflow.designs import worded
from evidence.workflow.duplicates import find_duplicates
from evidence.workflow.gathering import Gathered, can_be_fetched
from evidence.workflow.load.recognise import save_recognised
from evidence.workflow.standing import audit_again

STUDY_FIELDS = ("design", "sample_size", "condition", "intervention", "year", "registry_id")
"""What of a person's study is held against the registry's."""


class Fetched(NamedTuple):
    """What came of one identifier: where it is kept, who said so, how it stands, and what could not be asked."""

    asked: Identifier
    publications: tuple[str, ...] = ()
    study: str | None = None
    sources: tuple[str, ...] = ()
    standing: Standing = Standing.UNKNOWN
    checked_on: date | None = None
    papers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing was kept."""
        return not self.publications


class Kept(NamedTuple):
    """Everything that was kept, the pages audited again because a source of theirs stands otherwise, and new pairs."""

    fetched: tuple[Fetched, ...]
    audited: tuple[str, ...] = ()
    pairs: int = 0


def keep(db: store.Session, gathered: Iterable[Gathered], by: store.Author) -> Kept:
    """Save what was gathered: what is known stays, what is new is added, what differs stands beside with its source."""
    newest = newest_publication(db)
    fetched: list[Fetched] = []
    changed: list[str] = []
    for one in gathered:
        if one.trial is not None:
            fetched.append(_keep_trial(db, one, one.trial, by))
        elif one.records:
            kept, stands_otherwise = _keep_paper(db, one, by)
            fetched.append(kept)
            changed += kept.publications if stands_otherwise else ()
        else:
            fetched.append(Fetched(one.asked, notes=tuple(one.notes)))
    pages = audit_again(db, changed, by)
    return Kept(tuple(fetched), pages, find_duplicates(db, by, after=newest))


def _keep_paper(db: store.Session, one: Gathered, by: store.Author) -> tuple[Fetched, bool]:
    """The paper as kept, and whether one that was in the library stands otherwise now."""
    before = {known.key: known.standing for known in publications_like(db, [record for _, record in one.records])}
    keys = [save_recognised(db, [record], source, by).keys[0] for source, record in one.records]
    save_publications(db, [worded(store.publication(db, key)) for key in dict.fromkeys(keys)], by)
    for key in dict.fromkeys(keys):
        _look_up(db, key, one, by)
    record = store.publication(db, keys[0])
    sources = tuple(source for source, _ in one.records)
    fetched = Fetched(
        one.asked,
        tuple(dict.fromkeys(keys)),
        study_of_publication(db, keys[0]),
        sources,
        record.standing,
        record.standing_checked_on,
        notes=tuple(one.notes),
    )
    return fetched, before.get(keys[0], record.standing) is not record.standing


def _look_up(db: store.Session, key: str, one: Gathered, by: store.Author) -> None:
    """Keep how a publication stands by all its notices, and that it was looked up, unless that was done later."""
    if not one.looked_up or one.on is None:
        return
    record = store.publication(db, key)
    source = " and ".join(one.looked_up)
    found = standing_of(record, looked_up=True).standing
    if found is not record.standing:
        changed = {"standing": found, "standing_source": source, "standing_checked_on": one.on}
        save_publications(db, [record.model_copy(update=changed)], by)
    elif record.standing_checked_on is None or record.standing_checked_on <= one.on:
        note_looked_up(db, [key], source, one.on, by)


def _keep_trial(db: store.Session, one: Gathered, trial: Registered, by: store.Author) -> Fetched:
    """Save the draft of a registered study, and the registry's entry as a publication that reports it."""
    number = one.asked.value
    notes = [*one.notes, *_keep_draft(db, trial.study, by)]
    known = next(iter(publications_with_keys(db, [number])), None)
    entry = trial.entry if known is None else filled(known, trial.entry)
    link = None if known is not None and study_of_publication(db, number) else [number]
    save_publications(db, [entry], by, studies=link)
    save_other_values(db, {number: differing(entry, trial.entry)}, TRIALS, by)
    study = study_of_publication(db, number)
    return Fetched(one.asked, (number,), study, (TRIALS,), checked_on=one.on, papers=trial.papers, notes=tuple(notes))


def _keep_draft(db: store.Session, draft: StudyBase, by: store.Author) -> list[str]:
    """Save a draft, or say where a person's study differs from it, which stays as it is."""
    known = _study(db, draft.key)
    if known is None or known.draft:
        save_studies(db, [draft], by)
        return []
    said = [
        f"{name} is {getattr(known, name)}, the registry says {getattr(draft, name)}"
        for name in STUDY_FIELDS
        if getattr(draft, name) and getattr(known, name) != getattr(draft, name)
    ]
    return [f"the study {draft.key} is a person's and stays as it is" + (f": {'; '.join(said)}" if said else "")]


def _study(db: store.Session, key: str) -> StudyBase | None:
    try:
        return store.study(db, key)
    except UnknownKeyError:
        return None


def identifiers_on(snapshot: SnapshotBase) -> list[Identifier]:
    """The identifiers on a page that a registry can be asked for: in its links, then in its words."""
    places = [link.href for link in snapshot.links] + [snapshot.text]
    found = dict.fromkeys(one for place in places for one in identifiers_in(place))
    return [one for one in found if can_be_fetched(one)]


def wanted(db: store.Session, snapshot: SnapshotBase) -> Sequence[Identifier]:
    """The identifiers on a page that are not in the library."""
    return not_in_library(db, identifiers_on(snapshot))
