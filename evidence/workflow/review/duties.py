"""Who may code a claim and who may adjudicate it; nothing is written here."""

from evidence import store
from evidence.store import assigning
from evidence.store.people import Coding
from evidence.workflow.review.cases import Case
from evidence.workflow.review.errors import NotAssignedError, TooFewCodersError


def refuse_to_code(db: store.Session, case: Case, coding: Coding) -> None:
    """Refuse whoever adjudicated the claim, and whom it is not assigned to where claims are, unless they coded it.

    Raises:
        OwnAdjudicationError: the coder adjudicated the claim.
        NotAssignedError: others are to code it.
    """
    if coding.reviewer in {held.reviewer for held in case.adjudicators}:
        raise store.errors.OwnAdjudicationError(coding.reviewer, case.name.claim)
    own = case.assigned | {held.reviewer for held in case.coders}
    if coding.reviewer not in own and assigning.is_assigned(db, coding.codebook):
        raise NotAssignedError(coding.reviewer, case.name.claim)


def refuse_to_adjudicate(case: Case, reviewer: str) -> None:
    """Refuse whoever coded the claim, and whoever comes before two coders, and all who are to code it, are done.

    Raises:
        OwnAdjudicationError: the adjudicator coded the claim.
        TooFewCodersError: it is too early.
    """
    if reviewer in {held.reviewer for held in case.coders}:
        raise store.errors.OwnAdjudicationError(reviewer, case.name.claim)
    if len(case.done) < 2 or not case.is_coded:
        raise TooFewCodersError(case.name.claim, case.done, case.expected - case.done)
