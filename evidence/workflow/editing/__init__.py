"""What a person changes by hand: claims and studies, whole or not at all, and on record with what was there.

The program's own reading of a claim is never lost: the first change by a person keeps all of it in the log.
What is named here is imported when it is first used: whoever only finds a claim waits for no stage of an audit.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.workflow.editing.claims import (
        NewClaim,
        add_claim,
        carry_claim,
        edit_claim,
        merge_claims,
        reject_claim,
        restore_claim,
        split_claim,
    )
    from evidence.workflow.editing.ending import Edited
    from evidence.workflow.editing.errors import BadValueError, EditError, StaleClaimError, StalePublicationError
    from evidence.workflow.editing.finding import ClaimRef, extracted_record, find_claim
    from evidence.workflow.editing.publications import edit_publication, publication_fingerprint, publication_since
    from evidence.workflow.editing.seen import Since, fingerprint, refuse_stale, since
    from evidence.workflow.editing.studies import accept_study, add_study, edit_study, study_fingerprint
    from evidence.workflow.editing.undoing import Undone, undo

__all__ = [
    "BadValueError",
    "ClaimRef",
    "EditError",
    "Edited",
    "NewClaim",
    "Since",
    "StaleClaimError",
    "StalePublicationError",
    "Undone",
    "accept_study",
    "add_claim",
    "add_study",
    "carry_claim",
    "edit_claim",
    "edit_publication",
    "edit_study",
    "extracted_record",
    "find_claim",
    "fingerprint",
    "merge_claims",
    "publication_fingerprint",
    "publication_since",
    "refuse_stale",
    "reject_claim",
    "restore_claim",
    "since",
    "split_claim",
    "study_fingerprint",
    "undo",
]

_PLACES = {
    "claims": (
        "NewClaim",
        "add_claim",
        "carry_claim",
        "edit_claim",
        "merge_claims",
        "reject_claim",
        "restore_claim",
        "split_claim",
    ),
    "ending": ("Edited",),
    "errors": ("BadValueError", "EditError", "StaleClaimError", "StalePublicationError"),
    "finding": ("ClaimRef", "extracted_record", "find_claim"),
    "publications": ("edit_publication", "publication_fingerprint", "publication_since"),
    "seen": ("Since", "fingerprint", "refuse_stale", "since"),
    "studies": ("accept_study", "add_study", "edit_study", "study_fingerprint"),
    "undoing": ("Undone", "undo"),
}
"""The module of each name."""


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
