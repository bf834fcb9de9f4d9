"""Find the claim a person means, and what the program first read there; nothing is changed here."""

from typing import NamedTuple, cast

from evidence import store
from evidence.models import ClaimBase, Origin
from evidence.store.editing import Standing, claim_history, claims_called
from evidence.workflow.editing.errors import NoSuchClaimError, UnclearClaimError


class ClaimRef(NamedTuple):
    """How a person names a claim: its key, and its page where several pages have the key."""

    key: str
    page: str | None = None


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


def extracted_record(db: store.Session, standing: Standing) -> ClaimBase | None:
    """What the program read before a person changed it; None where a person made the claim."""
    if standing.claim.origin is Origin.EXTRACTED:
        return standing.claim
    for row in claim_history(db, standing):
        kept = row.detail.get("extracted")
        if isinstance(kept, dict):
            return ClaimBase.model_validate(cast("dict[str, object]", kept))
    return None
