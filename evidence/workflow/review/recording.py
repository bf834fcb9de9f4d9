"""Record what a coder or an adjudicator decides about a claim, whole or not at all; what was said before stays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from evidence import store
from evidence.models import Accuracy, Axis, Basis, JudgementBase, ReviewerRole, Support
from evidence.store import activity, assigning
from evidence.store.assigning import Draft
from evidence.store.people import NOT_BROKEN, Coding, JudgementEntry
from evidence.workflow.review.cases import Case, case_of
from evidence.workflow.review.desks import protocol_of
from evidence.workflow.review.duties import refuse_to_adjudicate, refuse_to_code
from evidence.workflow.review.errors import (
    ChangedMeanwhileError,
    NothingDecidedError,
    ReasonNeededError,
    UnknownRuleError,
    UnknownVerdictError,
)
from evidence.workflow.review.findings import settle_findings
from evidence.workflow.review.held import Held

UNCHECKABLE = (Support.NOT_CHECKABLE, Support.SOURCE_UNAVAILABLE)


@dataclass(frozen=True)
class Decision:
    """What a person decides about a claim on its three axes; None leaves an axis as it is.

    `rules` is all rules the claim breaks, empty where it breaks none. With `cannot_check_reason` and no support the
    claim is `not_checkable`, and accuracy need not be given; the reason stands first in the rationale.
    """

    support: str | None = None
    accuracy: str | None = None
    rules: tuple[str, ...] | None = None
    rationale: str | None = None
    basis: Basis = Basis.UNKNOWN
    cannot_check_reason: str | None = None


@dataclass(frozen=True)
class Opened:
    """What a coder holds of a claim when they open it.

    `seen` goes back with what they record, so that they are told when it changed meanwhile. `draft` is what they had
    chosen and not recorded.
    """

    held: Held | None
    seen: int
    draft: Draft | None


@dataclass(frozen=True)
class Recorded:
    """What recording came to, row by row; `is_done` is whether the coder is done with the claim."""

    judgements: tuple[store.Saved, ...]
    is_done: bool

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(saved.outcome is not store.Outcome.UNCHANGED for saved in self.judgements)


def opened(db: store.Session, coding: Coding) -> Opened:
    """What a coder holds of a claim and has in draft; nothing of anybody else.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
    """
    case = case_of(db, coding.codebook, coding.claim_id)
    last = _last_own(case, coding.reviewer)
    held = next((one for one in case.coders if one.reviewer == coding.reviewer), None)
    return Opened(held, last.id if last else 0, assigning.draft_of(db, coding))


def record(
    db: store.Session, coding: Coding, decision: Decision, by: store.Author, *, seen: int | None = None
) -> Recorded:
    """Record what a coder decides, mark it blinded where the protocol is, and forget the draft.

    `seen` is that of `opened`; None asks for no comparison.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
        ChangedMeanwhileError: the same coder recorded something since `seen`, as from a second window.
        OwnAdjudicationError: the coder adjudicated the claim.
        NotAssignedError: claims are assigned, and this one to others.
        ReviewError: the decision says nothing, or not why, or names a rule there is not.
    """
    activity.lock(db)
    case = case_of(db, coding.codebook, coding.claim_id)
    _refuse_changed(case, _last_own(case, coding.reviewer), seen)
    refuse_to_code(db, case, coding)
    return _write(db, case, _Judging(coding, decision, ReviewerRole.CODER), by)


def adjudicate(
    db: store.Session, coding: Coding, decision: Decision, by: store.Author, *, seen: int | None = None
) -> Recorded:
    """Record what an adjudicator decides where coders differ; the coders' judgements stay as they are.

    `seen` is that of `deliberation`; None asks for no comparison.

    Raises:
        UnknownKeyError: claim, reviewer, project or version is not in the database.
        OwnAdjudicationError: the adjudicator coded the claim.
        TooFewCodersError: fewer than two are done, or somebody who is to code it is not.
        ChangedMeanwhileError: anybody judged the claim since `seen`.
        ReviewError: the decision says nothing, or not why, or names a rule there is not.
    """
    activity.lock(db)
    case = case_of(db, coding.codebook, coding.claim_id)
    refuse_to_adjudicate(case, coding.reviewer)
    _refuse_changed(case, case.newest, seen)
    return _write(db, case, _Judging(coding, decision, ReviewerRole.ADJUDICATOR), by)


def _last_own(case: Case, reviewer: str) -> JudgementEntry | None:
    own = (entry for entry in case.entries if entry.reviewer == reviewer)
    return max(own, key=lambda entry: entry.id, default=None)


def _refuse_changed(case: Case, last: JudgementEntry | None, seen: int | None) -> None:
    if seen is not None and last is not None and last.id != seen:
        raise ChangedMeanwhileError(case.name.claim, last.reviewer, f"{last.created_at:%Y-%m-%d %H:%M} UTC")


class _Judging(NamedTuple):
    """Who judges, what, and in what role."""

    coding: Coding
    decision: Decision
    role: ReviewerRole


def _write(db: store.Session, case: Case, judging: _Judging, by: store.Author) -> Recorded:
    coding, decision, role = judging
    protocol = protocol_of(db, coding.codebook)
    _refuse_unknown_rules(decision, protocol.rules)
    values = _verdicts(case.name.claim, decision)
    if not values and decision.rules is None:
        raise NothingDecidedError(case.name.claim)
    template = JudgementBase(axis=Axis.RULE, value=NOT_BROKEN, basis=decision.basis, role=role, blinded=protocol.blind)
    saved = [*_write_rules(db, case, judging, template, by)]
    for axis, value in values.items():
        told = {"axis": axis, "value": value, "rationale": _rationale(decision)}
        judgement = JudgementBase.model_validate(template.model_dump() | told)
        saved.append(store.save_judgement(db, coding, judgement, by))
    assigning.clear_draft(db, coding)
    after = case_of(db, coding.codebook, coding.claim_id)
    settle_findings(db, after, coding, by)
    return Recorded(tuple(saved), coding.reviewer in after.done)


def _verdicts(claim: str, decision: Decision) -> dict[Axis, str]:
    """The values of the two axes that have one, support first."""
    reason = (decision.cannot_check_reason or "").strip()
    support = decision.support or (Support.NOT_CHECKABLE.value if reason else None)
    unexplained = support == Support.NOT_CHECKABLE and not (reason or (decision.rationale or "").strip())
    if unexplained or (reason and support not in UNCHECKABLE):
        raise ReasonNeededError(claim, support)
    told = ((Axis.SUPPORT, support, Support), (Axis.ACCURACY, decision.accuracy, Accuracy))
    for axis, value, scale in told:
        if value is not None and value not in list(scale):
            raise UnknownVerdictError(axis, value, list(scale))
    return {axis: value for axis, value, _ in told if value is not None}


def _rationale(decision: Decision) -> str | None:
    reason, rationale = ((text or "").strip() for text in (decision.cannot_check_reason, decision.rationale))
    return "; ".join(filter(None, (f"cannot be checked: {reason}" if reason else "", rationale))) or None


def _refuse_unknown_rules(decision: Decision, own: tuple[str, ...]) -> None:
    if not decision.rules:
        return
    from evidence.rules import RULES  # noqa: PLC0415  the rules, which need not start for whoever only reads

    known = {rule.code for rule in RULES} | set(own)
    for code in decision.rules:
        if code not in known:
            raise UnknownRuleError(code)


def _write_rules(
    db: store.Session, case: Case, judging: _Judging, template: JudgementBase, by: store.Author
) -> Iterator[store.Saved]:
    """Make the rules of a decision those that the person holds the claim to break."""
    if judging.decision.rules is None:
        return
    coding, rules = judging.coding, set(judging.decision.rules)
    held = case.adjudicators if judging.role is ReviewerRole.ADJUDICATOR else case.coders
    own = [entry for one in held if one.reviewer == coding.reviewer for entry in one.entries]
    there = {entry.judgement.value: entry.claim_id for entry in own if entry.judgement.axis is Axis.RULE}
    for rule in sorted(set(there) - rules - {NOT_BROKEN}):
        taken_back = store.take_back_rule(db, replace(coding, claim_id=there[rule]), rule, by)
        if taken_back is not None:
            yield taken_back
    for rule in sorted(rules - set(there)):
        yield store.save_judgement(db, coding, template.model_copy(update={"value": rule}), by)
    if not rules and not there:
        yield store.save_judgement(db, coding, template, by)
