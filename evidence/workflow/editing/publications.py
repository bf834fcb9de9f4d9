"""Change a publication by hand, as where another source is right; the log keeps what each field was."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from evidence import store
from evidence.models import PublicationBase
from evidence.store.activity import lock
from evidence.store.library import save_publications
from evidence.store.other_values import owner_of
from evidence.workflow.editing.fields import with_fields
from evidence.workflow.standing import audit_again

CURATOR = "curator"
"""What a design rests on that a person gave."""


class EditedPublication(NamedTuple):
    """What an edit came to: the publication, and the pages that were audited again because a claim leans on it."""

    publication: PublicationBase
    changed: bool
    audited: tuple[str, ...] = ()


def edit_publication(db: store.Session, key: str, changes: Mapping[str, Any], by: store.Author) -> EditedPublication:
    """Set fields of a publication; a design or standing that is set rests on the person who set it, and the day.

    Raises:
        UnknownKeyError: there is no such publication.
        EditError: a field does not take its value.
    """
    lock(db)
    was = store.publication(db, owner_of(db, key) or key)
    now = with_fields(db, "publications", was, changes)
    if now.design != was.design and now.design_basis == was.design_basis:
        now = now.model_copy(update={"design_basis": CURATOR})
    if now.standing is not was.standing and now.standing_source == was.standing_source:
        now = now.model_copy(update={"standing_source": by.name, "standing_checked_on": by.at.date()})
    if was == now:
        return EditedPublication(was, changed=False)
    save_publications(db, [now], by)
    return EditedPublication(now, changed=True, audited=audit_again(db, [now.key], by))
