"""Tie what a rule found to what people hold: a finding accepted is a judgement on the rule axis.

The finding's own status is the team's. One person at their own desk sets it; in a project it follows when the coders
agree or an adjudicator decided, so that one coder's choice does not show before the other's is made.
"""

from evidence import store
from evidence.models import Axis, FindingStatus, JudgementBase
from evidence.store import activity
from evidence.store.activity import Deed
from evidence.store.conclusions import Decision as Weighed
from evidence.store.conclusions import FindingEntry
from evidence.store.conclusions import decide_finding as set_status
from evidence.store.people import Coding
from evidence.store.weighing import findings_about
from evidence.workflow.review.cases import Case, case_of
from evidence.workflow.review.desks import SOLO, protocol_of
from evidence.workflow.review.duties import refuse_to_code
from evidence.workflow.review.errors import NotThisFindingError


def decide_finding(db: store.Session, coding: Coding, finding_id: int, weighed: Weighed, by: store.Author) -> None:
    """Accept a finding about a claim, dismiss it, or take either back, as one coder's judgement of the rule.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
        NotThisFindingError: the finding is not about this claim.
        OwnAdjudicationError: the reviewer adjudicated the claim.
        NotAssignedError: claims are assigned, and this one to others.
    """
    activity.lock(db)
    case = case_of(db, coding.codebook, coding.claim_id)
    entry = next((one for one in findings_about(db, case.claim_id) if one.id == finding_id), None)
    if entry is None:
        raise NotThisFindingError(finding_id, case.name.claim)
    refuse_to_code(db, case, coding)
    rule = entry.finding.rule
    if weighed.status is FindingStatus.ACCEPTED:
        judgement = JudgementBase(axis=Axis.RULE, value=rule, rationale=weighed.reason)
        blinded = {"blinded": protocol_of(db, coding.codebook).blind}
        store.save_judgement(db, coding, judgement.model_copy(update=blinded), by)
    else:
        store.take_back_rule(db, coding, rule, by)
    if coding.codebook == SOLO:
        set_status(db, finding_id, weighed, by)
        return
    detail = {
        "reviewer": coding.reviewer,
        "project": coding.project,
        "status": weighed.status.value,
        "reason": weighed.reason,
    }
    activity.record_activity(db, by, Deed("weighed", "finding", entry.finding.identity, detail))
    settle_findings(db, case_of(db, coding.codebook, coding.claim_id), coding, by)


def settle_findings(db: store.Session, case: Case, coding: Coding, by: store.Author) -> None:
    """Let the findings about a claim say what is settled about its rules; nothing where it is not settled.

    A finding that is not held any more is open again; dismissed is only what a person dismissed with a reason.
    """
    rules = settled_rules(case, coding)
    if rules is None:
        return
    for entry in findings_about(db, case.claim_id):
        status = _status(entry, rules)
        if status is not entry.status:
            set_status(db, entry.id, Weighed(status, coding.reviewer), by)


def settled_rules(case: Case, coding: Coding) -> frozenset[str] | None:
    """The rules a claim is settled to break: as adjudicated, as two coders agree, or as the only person holds."""
    for held in case.adjudicators:
        if held.rules is not None:
            return frozenset(held.rules)
    told = {held.rules for held in case.coders if held.is_done or coding.codebook == SOLO}
    enough = coding.codebook == SOLO or (len(case.done) > 1 and case.is_coded)
    if not enough or len(told) != 1:
        return None
    rules = told.pop()
    return None if rules is None else frozenset(rules)


def _status(entry: FindingEntry, rules: frozenset[str]) -> FindingStatus:
    if entry.finding.rule in rules:
        return FindingStatus.ACCEPTED
    return FindingStatus.OPEN if entry.status is FindingStatus.ACCEPTED else entry.status
