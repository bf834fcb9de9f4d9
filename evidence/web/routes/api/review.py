"""Judging for programs: what is left, a claim's sheet, recording, adjudicating, and how far coders agree."""

from typing import Any

from fastapi import APIRouter
from pydantic import ConfigDict, Field, JsonValue

from evidence import store
from evidence.models import Basis
from evidence.web.inputs import LARGEST, Key, Sent, Words
from evidence.web.routes.api.common import EXAMPLE_PAGE, Limit, PageKey, PathKey, answers
from evidence.web.routes.api.shapes import JudgementShape
from evidence.web.seats import codebooks, seat_to_write
from evidence.web.who import Adjudicator, Caller, Coder, Reader, ServerSetup
from evidence.workflow.editing import ClaimRef, find_claim
from evidence.workflow.review import (
    Decision,
    Recorded,
    Seat,
    adjudicate,
    agreement,
    codebook_of,
    disagreements,
    mine,
    progress,
    record,
    visible_judgements,
)
from evidence.workflow.review.shapes import (
    agreement_shape,
    claim_shape,
    disagreement_shape,
    progress_shape,
)
from evidence.workflow.review.sheets import sheet
from evidence.workflow.shapes import judgement_json

router = APIRouter(tags=["review"])

EXAMPLE: dict[str, JsonValue] = {
    "page": EXAMPLE_PAGE,
    "claim": "C001",
    "project": "audit",
    "support": "overstated",
    "accuracy": "misleading",
    "rules": ["VER001"],
    "rationale": "the percentages are of adverse events",
    "basis": "abstract",
    "seen": 0,
}


class Verdict(Sent):
    """What somebody decides about a claim; an axis that is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": dict(EXAMPLE)})

    page: Key
    claim: Key
    project: Key | None = None
    support: Key | None = None
    accuracy: Key | None = None
    rules: list[Key] | None = Field(default=None, max_length=100)
    rationale: Words | None = None
    basis: Basis = Basis.UNKNOWN
    cannot_check_reason: Words | None = None
    seen: int | None = Field(default=None, ge=0, le=LARGEST)

    def decision(self) -> Decision:
        """As the workflow takes it."""
        return Decision(
            support=self.support,
            accuracy=self.accuracy,
            rules=None if self.rules is None else tuple(sorted(set(self.rules))),
            rationale=self.rationale,
            basis=self.basis,
            cannot_check_reason=self.cannot_check_reason,
        )


@router.get("/projects")
def list_projects(setup: ServerSetup, _who: Reader) -> Any:
    """The projects that have a codebook, each with its newest version and its pages."""
    with store.session(setup.database, read_only=True) as db:
        known = {project.key: project for project in store.projects(db)}
        return [
            known[book.project].model_dump(mode="json")
            | {"protocol": book.version, "pages": store.pages_of_project(db, book.project)}
            for book in codebooks(db)
        ]


@router.get("/projects/{project}/mine")
def left_for_me(setup: ServerSetup, who: Coder, project: PathKey, limit: Limit = 100) -> Any:
    """The claims that are left for the asker to judge, in order."""
    with store.session(setup.database, read_only=True) as db:
        seat = Seat(who.key, codebook_of(db, project))
        return [claim_shape(one) for one in mine(db, seat, limit=limit)]


@router.get("/projects/{project}/disagreements")
def list_disagreements(setup: ServerSetup, _who: Adjudicator, project: PathKey) -> Any:
    """The claims on which coders differ and nobody decided, with what each holds."""
    with store.session(setup.database, read_only=True) as db:
        return [disagreement_shape(one) for one in disagreements(db, codebook_of(db, project))]


@router.get("/projects/{project}/progress")
def show_progress(setup: ServerSetup, _who: Coder, project: PathKey) -> Any:
    """How far everybody is."""
    with store.session(setup.database, read_only=True) as db:
        return progress_shape(progress(db, codebook_of(db, project)))


@router.get("/projects/{project}/agreement")
def show_agreement(setup: ServerSetup, _who: Adjudicator, project: PathKey) -> Any:
    """Agreement from what coders held before either saw the other's, with every pair behind the figures."""
    with store.session(setup.database, read_only=True) as db:
        return agreement_shape(agreement(db, codebook_of(db, project)))


@router.get("/projects/{project}/sheet")
def show_sheet(setup: ServerSetup, who: Coder, project: PathKey, page: PageKey, claim: Key) -> Any:
    """All that a coder may look at when judging a claim, what they hold of it, and the `seen` to send back."""
    with store.session(setup.database, read_only=True) as db:
        return sheet(db, Seat(who.key, codebook_of(db, project)), find_claim(db, ClaimRef(claim, page)))


@router.get("/judgements", responses=answers(list[JudgementShape], []))
def list_judgements(setup: ServerSetup, who: Reader, page: PageKey, claim: Key, *, history: bool = False) -> Any:
    """The judgements of a claim that the asker may see; with `history` those too that others superseded."""
    with store.session(setup.database, read_only=True) as db:
        claim_id = find_claim(db, ClaimRef(claim, page)).id
        return [judgement_json(one) for one in visible_judgements(db, claim_id, who.key, who.role, history=history)]


@router.post("/judgements")
def judge(setup: ServerSetup, who: Coder, sent: Verdict) -> Any:
    """Record what the asker decides about a claim, whole or not at all."""
    with store.session(setup.database) as db:
        seat = seat_to_write(db, setup, who, sent.page, sent.project)
        claim_id = find_claim(db, ClaimRef(sent.claim, sent.page)).id
        done = record(db, seat.on(claim_id), sent.decision(), who.author(), seen=sent.seen)
        return _recorded(db, who, claim_id, done)


@router.post("/adjudications")
def settle(setup: ServerSetup, who: Adjudicator, sent: Verdict) -> Any:
    """Record what an adjudicator decides where coders differ; what they recorded stays."""
    with store.session(setup.database) as db:
        seat = seat_to_write(db, setup, who, sent.page, sent.project)
        claim_id = find_claim(db, ClaimRef(sent.claim, sent.page)).id
        done = adjudicate(db, seat.on(claim_id), sent.decision(), who.author(), seen=sent.seen)
        return _recorded(db, who, claim_id, done)


def _recorded(db: store.Session, who: Caller, claim_id: int, done: Recorded) -> dict[str, Any]:
    """Whether the asker is done with the claim, and the judgements they may see of it now."""
    shown = visible_judgements(db, claim_id, who.key, who.role)
    return {"done": done.is_done, "changed": done.changed, "judgements": [judgement_json(one) for one in shown]}
