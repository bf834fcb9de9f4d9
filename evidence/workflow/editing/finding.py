"""Find the claim a person means, as they saw it, and what the program first read there; nothing is changed here."""

from typing import NamedTuple, cast

from evidence import store
from evidence.models import ClaimBase, Origin
from evidence.store.activity import lock
from evidence.store.editing import Standing, claim_history, claims_called
from evidence.workflow.editing.errors import NoSuchClaimError, UnclearClaimError
from evidence.workflow.editing.seen import refuse_stale


class ClaimRef(NamedTuple):
    """How a person names a claim: its key, and its page where several pages have the key.

    `seen` is the fingerprint of the record they saw; None where it does not matter what the claim was.
    """

    key: str
    page: str | None = None
    seen: str | None = None


def find_claim(db: store.Session, ref: ClaimRef) -> Standing:
    """The claim on the newest snapshot of its page, whatever its status.

    Raises:
        NoSuchClaimError: there is none.
        UnclearClaimError: several pages have one and none was named.
    """
    found = claims_called(db, ref.key, page=ref.page)
    if not found:
        raise NoSuchClaimError(ref.key, ref.page)
    if len(found) > 1:
        raise UnclearClaimError(ref.key, [one.page for one in found])
    return found[0]


def claim_to_change(db: store.Session, ref: ClaimRef) -> Standing:
    """The claim, with no other writer at work until the transaction ends.

    Raises:
        NoSuchClaimError: there is none.
        UnclearClaimError: several pages have one and none was named.
        StaleClaimError: it is not what the person saw.
    """
    lock(db)
    found = find_claim(db, ref)
    if ref.seen is not None:
        refuse_stale(db, found, ref.seen)
    return found


def extracted_record(db: store.Session, standing: Standing) -> ClaimBase | None:
    """What the program read before a person changed it; None where a person made the claim."""
    if standing.claim.origin is Origin.EXTRACTED:
        return standing.claim
    for row in claim_history(db, standing):
        kept = row.detail.get("extracted")
        if isinstance(kept, dict):
            return ClaimBase.model_validate(cast("dict[str, object]", kept))
    return None
