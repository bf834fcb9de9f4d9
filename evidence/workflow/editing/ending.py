"""How every change of claims begins and ends: not where judgements hang on the words, and with a new audit."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence import store
from evidence.models import ClaimBase
from evidence.store.editing import Standing, judgements_on, was_audited
from evidence.workflow.audit import audit
from evidence.workflow.editing.errors import JudgedClaimError


@dataclass(frozen=True)
class Edited:
    """What an edit came to: the page, its claims that were touched, and whether the page was audited again."""

    page: str
    claims: tuple[ClaimBase, ...]
    changed: bool = True
    audited: bool = False


def edited(db: store.Session, by: store.Author, standing: Sequence[Standing], *, aside: Sequence[str] = ()) -> Edited:
    """End an edit: audit the page again where it had been audited; `aside` are keys of claims that went with it."""
    page, snapshot_id = standing[0].page, standing[0].snapshot_id
    again = was_audited(db, snapshot_id)
    if again:
        audit(db, page, by, claims={*aside, *(one.claim.key for one in standing)})
    return Edited(page, tuple(one.claim for one in standing), audited=again)


def refuse_judged(db: store.Session, standing: Standing) -> None:
    """Refuse to change words that somebody judged.

    Raises:
        JudgedClaimError: there are judgements.
    """
    judgements = judgements_on(db, standing)
    if judgements:
        raise JudgedClaimError(standing.claim.key, len(judgements))
