"""What the program concluded about a page: claims held against studies, findings, and the rules themselves."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import ConfigDict, Field

from evidence import store
from evidence.formats.rules import rule_called, rule_json
from evidence.models import FindingStatus
from evidence.rules import RULES
from evidence.store.conclusions import Decision
from evidence.web.inputs import LARGEST, Key, Sent, Words
from evidence.web.routes.api.citations import OfAPage
from evidence.web.routes.api.common import EXAMPLE_PAGE, PageKey, PathKey, answers
from evidence.web.routes.api.shapes import FindingShape, VerificationShape
from evidence.web.seats import seat_to_write
from evidence.web.seeing import refuse_blind
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.audit import audit
from evidence.workflow.findings import FindingPlace, finding_on, weigh_finding
from evidence.workflow.shapes import finding_json, verifications_json

router = APIRouter(tags=["checks"])

_VERIFIED = {"page": EXAMPLE_PAGE, "claim": "C001", "study": "smith2020", "suggested": "overstated", "checks": []}
_RULE = {"code": "VER001", "name": "wrong-outcome", "severity": "critical"}
_FINDING = {"id": 12, "status": "open", "rule": "VER001", "severity": "major", "message": "…", "claim_key": "C001"}
FindingNumber = Annotated[int, Path(ge=1, le=LARGEST)]


@router.get("/verifications", responses=answers(list[VerificationShape], [_VERIFIED]))
def list_verifications(setup: ServerSetup, who: Reader, page: PageKey) -> Any:
    """Each claim of a page held against each study it leans on, as last checked."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who, page)
        return verifications_json(store.dossiers_of(db, page))


@router.post("/verifications", responses=answers(list[VerificationShape], [_VERIFIED]))
def verify(setup: ServerSetup, who: Coder, sent: OfAPage) -> Any:
    """Hold every claim of a page against its studies again, and run the rules."""
    with store.session(setup.database) as db:
        refuse_blind(db, setup, who, sent.page)
        store.newest_snapshot(db, sent.page)
        return verifications_json(audit(db, sent.page, who.author()).page)


@router.get("/findings", responses=answers(list[FindingShape], [_FINDING]))
def list_findings(
    setup: ServerSetup, who: Reader, page: PageKey, status: Annotated[FindingStatus | None, Query()] = None
) -> Any:
    """What the rules found on a page, in the order of the text, and what reviewers did about it."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who, page)
        entries = store.findings_of(db, store.newest_snapshot(db, page))
    return [finding_json(entry) for entry in entries if status in {None, entry.status}]


class Accepted(Sent):
    """That a finding stands; within a team in a project, the first that covers the page where none is named."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"page": EXAMPLE_PAGE}})

    page: Key
    project: Key | None = None
    reason: Words | None = None


class Dismissed(Accepted):
    """That a finding does not stand, and why."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"page": EXAMPLE_PAGE, "reason": "the source is linked in the footer"}},
    )

    reason: Annotated[Words, Field(min_length=1)]


@router.post("/findings/{number}/accept", responses=answers(FindingShape, {**_FINDING, "status": "accepted"}))
def accept(setup: ServerSetup, who: Coder, number: FindingNumber, sent: Accepted) -> Any:
    """Accept a finding: it stands. About a claim it is your judgement of the rule."""
    return _weighed(setup, who, number, sent, FindingStatus.ACCEPTED)


@router.post("/findings/{number}/dismiss", responses=answers(FindingShape, {**_FINDING, "status": "dismissed"}))
def dismiss(setup: ServerSetup, who: Coder, number: FindingNumber, sent: Dismissed) -> Any:
    """Dismiss a finding with a reason; it stays dismissed when the page is audited again."""
    return _weighed(setup, who, number, sent, FindingStatus.DISMISSED)


def _weighed(setup: ServerSetup, who: Coder, number: int, sent: Accepted, status: FindingStatus) -> Any:
    with store.session(setup.database) as db:
        place = FindingPlace(sent.page, number)
        finding_on(db, place)
        seat = seat_to_write(db, setup, who, sent.page, sent.project)
        weigh_finding(db, place, seat, Decision(status, who.key, sent.reason), who.author())
        return finding_json(finding_on(db, place))


@router.get("/rules", responses=answers(list[dict[str, Any]], [_RULE]))
def list_rules(_who: Reader) -> Any:
    """The audit rules, what each rests on, and the examples it is tested by."""
    return [rule_json(rule) for rule in RULES]


@router.get("/rules/{key}", responses=answers(dict[str, Any], _RULE))
def show_rule(_who: Reader, key: PathKey) -> Any:
    """One rule, by its code."""
    return rule_json(rule_called(key))
