"""What there is to do: my claims, the claims on which coders differ, and how far everybody is."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence import store
from evidence.models import Axis
from evidence.store import assigning
from evidence.store.editing import Standing
from evidence.store.people import Codebook, Coding
from evidence.store.queues import active_names, unreviewed_claims
from evidence.workflow.review.cases import Case, case_of, cases_of
from evidence.workflow.review.desks import Seat
from evidence.workflow.review.duties import refuse_to_adjudicate
from evidence.workflow.review.held import Held


@dataclass(frozen=True)
class Disagreement:
    """A claim on which coders differ and nobody adjudicated: on which axes, and what each holds."""

    standing: Standing
    axes: tuple[Axis, ...]
    coders: tuple[Held, ...]


@dataclass(frozen=True)
class Deliberation:
    """A claim before its adjudicator: what each coder and any adjudicator holds.

    `seen` goes back with the verdict, so that the adjudicator is told when somebody judged the claim meanwhile.
    """

    standing: Standing
    axes: tuple[Axis, ...]
    coders: tuple[Held, ...]
    adjudicators: tuple[Held, ...]
    seen: int


@dataclass(frozen=True)
class CoderProgress:
    """How far a coder is: claims they are to code, those done, those begun, and drafts."""

    reviewer: str
    to_code: int
    done: int
    begun: int
    drafts: int


@dataclass(frozen=True)
class Progress:
    """How far a project is under a protocol.

    `claims` counts the active claims of its pages as last captured, `unassigned` those of them nobody is to code where
    claims are assigned at all; the rest counts cases, which may be of claims that have left their page.
    """

    claims: int
    unassigned: int
    coded_by_nobody: int
    coded_by_one: int
    coded_by_more: int
    disagreements: int
    adjudicated: int
    coders: tuple[CoderProgress, ...]


def mine(db: store.Session, seat: Seat, *, limit: int | None = None) -> list[Standing]:
    """The claims a coder is to code and has not: those assigned, or all of the project where none ever was.

    Raises:
        UnknownKeyError: the reviewer, the project or its version is not in the database.
    """
    return unreviewed_claims(db, seat.reviewer, seat.codebook, limit=limit)


def disagreements(db: store.Session, codebook: Codebook) -> list[Disagreement]:
    """The claims that all who were to code did, on which they differ, and that nobody adjudicated there.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    open_cases = {case.claim_id: case for case in cases_of(db, codebook) if case.unsettled}
    return [
        Disagreement(standing, open_cases[standing.id].unsettled, open_cases[standing.id].coders)
        for standing in assigning.standings(db, list(open_cases))
    ]


def deliberation(db: store.Session, coding: Coding) -> Deliberation:
    """What an adjudicator sees of a claim.

    Raises:
        UnknownKeyError: claim, project or version is not in the database.
        OwnAdjudicationError: the adjudicator coded the claim.
        TooFewCodersError: fewer than two are done, or somebody who is to code it is not.
    """
    case = case_of(db, coding.codebook, coding.claim_id)
    refuse_to_adjudicate(case, coding.reviewer)
    newest = case.newest
    return Deliberation(
        standing=assigning.standings(db, [case.claim_id])[0],
        axes=case.unsettled,
        coders=case.coders,
        adjudicators=case.adjudicators,
        seen=newest.id if newest else 0,
    )


def progress(db: store.Session, codebook: Codebook) -> Progress:
    """How far everybody is.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    cases = cases_of(db, codebook)
    active = active_names(db, codebook.project)
    assigned = {case.name for case in cases if case.assigned}
    done = [len(case.done) for case in cases if case.is_open_work or case.entries]
    return Progress(
        claims=len(active),
        unassigned=len(set(active) - assigned) if assigned else 0,
        coded_by_nobody=sum(count == 0 for count in done),
        coded_by_one=sum(count == 1 for count in done),
        coded_by_more=sum(count > 1 for count in done),
        disagreements=sum(bool(case.unsettled) for case in cases),
        adjudicated=sum(bool(case.adjudicators) for case in cases),
        coders=_coders(cases, assigning.drafts(db, codebook), everybodys=not assigned),
    )


def _coders(cases: Sequence[Case], drafts: dict[str, int], *, everybodys: bool) -> tuple[CoderProgress, ...]:
    began = {held.reviewer for case in cases for held in case.coders}
    names = began | set(drafts) | {reviewer for case in cases for reviewer in case.assigned}
    return tuple(
        CoderProgress(
            reviewer=name,
            to_code=sum(case.is_open_work and (everybodys or name in case.assigned) for case in cases),
            done=sum(name in case.done for case in cases),
            begun=sum(any(held.reviewer == name and not held.is_done for held in case.coders) for case in cases),
            drafts=drafts.get(name, 0),
        )
        for name in sorted(names)
    )
