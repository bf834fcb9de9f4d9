"""Change a study by hand and accept a draft as a person's; the log keeps what each field was."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from evidence import store
from evidence.models import StudyBase
from evidence.store.activity import Deed
from evidence.store.editing import pages_leaning_on, was_audited
from evidence.workflow.audit import audit
from evidence.workflow.editing.fields import with_fields


class EditedStudy(NamedTuple):
    """What an edit came to: the study, and the pages that were audited again because a claim leans on it."""

    study: StudyBase
    changed: bool
    audited: tuple[str, ...] = ()


def edit_study(db: store.Session, key: str, changes: Mapping[str, Any], by: store.Author) -> EditedStudy:
    """Set fields of a study; arms and results are replaced whole. A draft stays one until it is accepted.

    The passage a field was read from goes with the value that was read.

    Raises:
        UnknownKeyError: there is no such study.
        EditError: a field does not take its value.
    """
    was = store.study(db, key)
    now = with_fields(db, "studies", was, changes)
    fields = [name for name in StudyBase.model_fields if getattr(was, name) != getattr(now, name)]
    passages = {name: words for name, words in was.passages.items() if name not in fields}
    return _saved(db, was, now.model_copy(update={"passages": passages}), by)


def accept_study(db: store.Session, key: str, by: store.Author) -> EditedStudy:
    """Make a draft a person's: someone has read the source and stands behind what the record says.

    Raises:
        UnknownKeyError: there is no such study.
    """
    was = store.study(db, key)
    if not was.draft:
        return EditedStudy(was, changed=False)
    store.record_activity(db, by, Deed("accepted", "study", key, {"draft": {"was": True, "is": False}}))
    return _saved(db, was, was.model_copy(update={"draft": False}), by)


def _saved(db: store.Session, was: StudyBase, now: StudyBase, by: store.Author) -> EditedStudy:
    if was == now:
        return EditedStudy(was, changed=False)
    store.save_studies(db, [now], by)
    pages = [page for page, snapshot_id in pages_leaning_on(db, now.key) if was_audited(db, snapshot_id)]
    for page in pages:
        audit(db, page, by)
    return EditedStudy(now, changed=True, audited=tuple(pages))
