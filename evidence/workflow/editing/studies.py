"""Change a study by hand and accept a draft as a person's; the log keeps what each field was."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from evidence import store
from evidence.draft import draft_study
from evidence.models import PublicationBase, StudyBase
from evidence.store.activity import Deed, lock
from evidence.store.editing import pages_leaning_on, was_audited
from evidence.workflow.audit import audit
from evidence.workflow.editing.errors import HasStudyError, StaleStudyError
from evidence.workflow.editing.fields import with_fields


class EditedStudy(NamedTuple):
    """What an edit came to: the study, and the pages that were audited again because a claim leans on it."""

    study: StudyBase
    changed: bool
    audited: tuple[str, ...] = ()


def add_study(db: store.Session, publication: str, by: store.Author) -> StudyBase:
    """Start the study that a publication reports, as a draft of what its abstract says; without one it says nothing.

    Raises:
        UnknownKeyError: there is no such publication.
        HasStudyError: its study is there already.
    """
    found = store.publication(db, publication)
    there = store.study_of_publication(db, publication)
    if there is not None:
        raise HasStudyError(publication, there)
    try:
        study = store.study(db, publication)
    except store.errors.UnknownKeyError:
        study = _drafted(found)
        store.save_studies(db, [study], by)
    store.save_publications(db, [found], by, studies=[study.key])
    return study


def _drafted(publication: PublicationBase) -> StudyBase:
    read = draft_study(
        publication.key,
        title=publication.title or "",
        abstract=publication.abstract,
        publication_types=publication.publication_types,
        mesh=publication.mesh,
    )
    known = {"year": publication.year, "journal": publication.journal}
    return read.model_copy(update={name: value for name, value in known.items() if getattr(read, name) is None})


def study_fingerprint(study: StudyBase) -> str:
    """What tells one record of a study from any other, for a form to carry along."""
    return sha256(study.model_dump_json().encode()).hexdigest()[:24]


def edit_study(
    db: store.Session, key: str, changes: Mapping[str, Any], by: store.Author, *, seen: str | None = None
) -> EditedStudy:
    """Set fields of a study; arms and results are replaced whole. A draft stays one until it is accepted.

    The passage a field was read from goes with the value that was read.

    Args:
        db: the open transaction.
        key: the study's key.
        changes: values by field.
        by: who changes it.
        seen: the fingerprint of the record the person saw; None where it does not matter what it was.

    Raises:
        UnknownKeyError: there is no such study.
        EditError: a field does not take its value.
        StaleStudyError: it is not what the person saw.
    """
    was = _as_seen(db, key, seen)
    now = with_fields(db, "studies", was, changes)
    fields = [name for name in StudyBase.model_fields if getattr(was, name) != getattr(now, name)]
    passages = {name: words for name, words in was.passages.items() if name not in fields}
    return _saved(db, was, now.model_copy(update={"passages": passages}), by)


def accept_study(db: store.Session, key: str, by: store.Author, *, seen: str | None = None) -> EditedStudy:
    """Make a draft a person's: someone has read the source and stands behind what the record says.

    `seen` is the fingerprint of the record the person read; None where it does not matter.

    Raises:
        UnknownKeyError: there is no such study.
        StaleStudyError: it is not what the person read.
    """
    was = _as_seen(db, key, seen)
    if not was.draft:
        return EditedStudy(was, changed=False)
    store.record_activity(db, by, Deed("accepted", "study", key, {"draft": {"was": True, "is": False}}))
    return _saved(db, was, was.model_copy(update={"draft": False}), by)


def _as_seen(db: store.Session, key: str, seen: str | None) -> StudyBase:
    """The study, with no other writer at work until the transaction ends."""
    lock(db)
    found = store.study(db, key)
    if seen is not None and seen != study_fingerprint(found):
        raise StaleStudyError(key)
    return found


def _saved(db: store.Session, was: StudyBase, now: StudyBase, by: store.Author) -> EditedStudy:
    if was == now:
        return EditedStudy(was, changed=False)
    store.save_studies(db, [now], by)
    pages = [page for page, snapshot_id in pages_leaning_on(db, now.key) if was_audited(db, snapshot_id)]
    for page in pages:
        audit(db, page, by)
    return EditedStudy(now, changed=True, audited=tuple(pages))
