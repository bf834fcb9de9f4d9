"""Share claims out among coders, and pick those that are coded twice; who coded what, not how, is all it looks at."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from evidence import store
from evidence.models import ReviewerRole
from evidence.store import assigning
from evidence.store.assigning import ClaimName
from evidence.store.editing import Standing
from evidence.store.people import Codebook, every_judgement
from evidence.store.queues import active_claims, active_names
from evidence.workflow.review.errors import BadSampleError, NoFirstCoderError


@dataclass(frozen=True)
class Sample:
    """How many claims to pick by chance: a share of all or a number; the same seed picks the same claims."""

    share: float | None = None
    number: int | None = None
    seed: int = 1

    def size(self, of: int) -> int:
        """How many of so many claims.

        >>> Sample(share=0.2).size(11), Sample(number=5).size(3)
        (3, 3)

        Raises:
            BadSampleError: it is neither a share nor a number, or both, or nothing.
        """
        if self.number is not None and self.share is None and self.number >= 1:
            return min(self.number, of)
        if self.share is not None and self.number is None and 0 < self.share <= 1:
            return math.ceil(round(self.share * of, 9))
        raise BadSampleError


def picked(names: Iterable[ClaimName], sample: Sample) -> list[ClaimName]:
    """The claims that a seed picks: those whose hash comes first, on every machine the same.

    A claim that is added later takes the place of one at most.
    """
    ranked = sorted(set(names), key=lambda name: _rank(name, sample.seed))
    return ranked[: sample.size(len(ranked))]


def _rank(name: ClaimName, seed: int) -> bytes:
    return hashlib.sha256("\0".join((str(seed), *name)).encode()).digest()


def assign(
    db: store.Session,
    codebook: Codebook,
    reviewers: Sequence[str],
    by: store.Author,
    *,
    claim_ids: Sequence[int] | None = None,
) -> int:
    """Have each of the reviewers code these claims, or all of the project's; gives how many assignments are new.

    Whoever began while nothing was assigned keeps the claims they judged.

    Raises:
        UnknownKeyError: a claim, a reviewer, the project or its version is not in the database.
    """
    ids = list(active_names(db, codebook.project).values()) if claim_ids is None else list(claim_ids)
    assigning.assign_claims(db, codebook, _begun(db, codebook), by)
    pairs = [(claim_id, reviewer) for reviewer in reviewers for claim_id in ids]
    return assigning.assign_claims(db, codebook, pairs, by)


def unassign(db: store.Session, codebook: Codebook, reviewer: str, claim_ids: Sequence[int], by: store.Author) -> int:
    """Take claims back from a reviewer who will not code them; what they judged stays. Gives how many there were.

    Raises:
        UnknownKeyError: a claim, the reviewer, the project or its version is not in the database.
    """
    return assigning.withdraw_assignments(db, codebook, reviewer, claim_ids, by)


def double_code(
    db: store.Session, codebook: Codebook, reviewer: str, sample: Sample, by: store.Author
) -> list[Standing]:
    """Have a second coder code claims picked by chance among all that another is to code; gives those picked.

    It may be asked for when the first coder has begun or is done: the choice looks at no code, and the second coder
    sees none. Asked again with the same seed it adds nothing.

    Raises:
        UnknownKeyError: the reviewer, the project or its version is not in the database.
        NoFirstCoderError: nothing is assigned, and not exactly one other person has begun.
        BadSampleError: the sample says no number.
    """
    if not assigning.is_assigned(db, codebook):
        began = {coder for _, coder in _begun(db, codebook)}
        if len(began) != 1 or reviewer in began:
            raise NoFirstCoderError(codebook.project)
        assign(db, codebook, sorted(began), by)
    first_coded = {one.name for one in assigning.assignments(db, codebook) if one.reviewer != reviewer}
    active = {ClaimName(one.page, one.claim.key): one for one in active_claims(db, codebook.project)}
    chosen = [active[name] for name in picked(first_coded & set(active), sample)]
    how: dict[str, JsonValue] = {"share": sample.share, "number": sample.number, "seed": sample.seed}
    assigning.assign_claims(db, codebook, [(one.id, reviewer) for one in chosen], by, how=how)
    return sorted(chosen, key=lambda one: (one.page, one.claim.start, one.id))


def _begun(db: store.Session, codebook: Codebook) -> set[tuple[int, str]]:
    """Which claims who coded while nothing was assigned; none where something is."""
    if assigning.is_assigned(db, codebook):
        return set()
    entries = every_judgement(db, codebook=codebook)
    return {(one.claim_id, one.reviewer) for one in entries if one.judgement.role is ReviewerRole.CODER}
