"""Judge the chosen claim: three axes and why, kept as a draft while it is chosen, recorded when it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from evidence import store
from evidence.formats.reports import rule_notes
from evidence.models import Axis, Basis, FindingStatus, ProtocolBase
from evidence.report.words import spoken
from evidence.store.conclusions import Decision as Weighed
from evidence.store.conclusions import FindingEntry
from evidence.store.people import JudgementEntry
from evidence.store.weighing import findings_about
from evidence.web.forms import SentForm, text_of
from evidence.web.render import html
from evidence.web.scales import ACCURACY, BASES, LABELS, SUPPORT
from evidence.web.seats import hides_suggestion, is_reviewer, seat_at, seat_to_write
from evidence.web.setup import Setup, now
from evidence.web.who import Caller, Coder, ServerSetup
from evidence.workflow.editing import ClaimRef, find_claim
from evidence.workflow.review import (
    Decision,
    Opened,
    Seat,
    decide_finding,
    opened,
    record,
    save_draft,
    visible_judgements,
)
from evidence.workflow.review.desks import protocol_of

router = APIRouter(include_in_schema=False)

LONGEST = 10_000
"""Characters of a rationale."""

RULE = "rule:"
BREAKS, BREAKS_NOT = "yes", "no"


@dataclass(frozen=True)
class Sheet:
    """The judging form of one claim: what the person chose or holds, what they may see, and what the form offers."""

    page: str
    claim: str
    project: str | None
    protocol: ProtocolBase | None
    opened: Opened
    chosen: Mapping[str, str]
    findings: tuple[FindingEntry, ...]
    others: tuple[JudgementEntry, ...]
    is_hidden: bool


def sheet(db: store.Session, who: Caller, page: str, claim: str, project: str | None) -> Sheet:
    """The form as the person left it.

    Raises:
        NoSuchClaimError: the page has no such claim.
        UnknownKeyError: there is no such project.
    """
    standing = find_claim(db, ClaimRef(claim, page))
    seat = seat_at(db, who, page, project)
    blank = Opened(None, 0, None)
    seen = blank if seat is None or not is_reviewer(db, who) else opened(db, seat.on(standing.id))
    is_hidden = hides_suggestion(db, seat, standing.id)
    shown = visible_judgements(db, standing.id, who.key, who.role)
    return Sheet(
        page=page,
        claim=claim,
        project=seat.codebook.project if seat else None,
        protocol=protocol_of(db, seat.codebook) if seat else None,
        opened=seen,
        chosen=_chosen(seen),
        findings=() if is_hidden else tuple(findings_about(db, standing.id)),
        others=tuple(entry for entry in shown if entry.reviewer != who.key),
        is_hidden=is_hidden,
    )


def _chosen(seen: Opened) -> Mapping[str, str]:
    """The values of the form: the draft, else what was recorded."""
    if seen.draft is not None:
        return {name: str(value) for name, value in seen.draft.content.items()}
    if seen.held is None:
        return {}
    last = {entry.judgement.axis: entry.judgement for entry in seen.held.entries}
    spoken = last.get(Axis.SUPPORT) or last.get(Axis.ACCURACY)
    chosen = {
        "support": seen.held.support or "",
        "accuracy": seen.held.accuracy or "",
        "rationale": (spoken.rationale or "") if spoken else "",
        "basis": spoken.basis.value if spoken else Basis.UNKNOWN.value,
    }
    return chosen | {f"{RULE}{rule}": BREAKS for rule in seen.held.rules or ()}


@router.get("/judge")
def judge(
    request: Request, setup: ServerSetup, who: Coder, page: str, claim: str, project: str | None = None
) -> Response:
    """The form for one claim, with what the person chose before."""
    with store.session(setup.database, read_only=True) as db:
        shown = sheet(db, who, page, claim, project)
    return _form(request, shown)


@router.post("/judge/draft")
def keep_draft(setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Keep what is chosen so far; nobody else sees it. A draft that was overtaken by a record is dropped."""
    with store.session(setup.database) as db:
        seat, claim_id = _place(db, setup, who, form)
        coding = seat.on(claim_id)
        if text_of(form, "seen") == str(opened(db, coding).seen):
            save_draft(db, coding, _content(form), now())
    return Response(status_code=204)


@router.post("/judge")
def record_judgement(request: Request, setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Record what is chosen."""
    answer = _form(request, _record(setup, who, form), said="Recorded.")
    answer.headers["HX-Trigger-After-Settle"] = "recorded"
    return answer


def _record(setup: Setup, who: Caller, form: FormData) -> Sheet:
    by = who.author()
    with store.session(setup.database) as db:
        seat, claim_id = _place(db, setup, who, form)
        content = _content(form)
        seen = text_of(form, "seen")
        coding = seat.on(claim_id)
        record(db, coding, _decision(content), by, seen=int(seen) if seen.isdecimal() else None)
        reason = content.get("rationale", "")
        if reason:
            refused = {rule.removeprefix(RULE) for rule, value in content.items() if value == BREAKS_NOT}
            for entry in findings_about(db, claim_id):
                if entry.finding.rule in refused and entry.status is FindingStatus.OPEN:
                    decide_finding(db, coding, entry.id, Weighed(FindingStatus.DISMISSED, who.key, reason), by)
        return sheet(db, who, text_of(form, "page"), text_of(form, "claim"), seat.codebook.project)


def _place(db: store.Session, setup: Setup, who: Caller, form: FormData) -> tuple[Seat, int]:
    page, claim, project = (text_of(form, name) for name in ("page", "claim", "project"))
    standing = find_claim(db, ClaimRef(claim, page))
    return seat_to_write(db, setup, who, page, project or None), standing.id


def _content(form: FormData) -> dict[str, str]:
    """The choices of a form, without where they belong and without what was left open."""
    own = {"support", "accuracy", "rationale", "basis", "reason", "other"}
    told = ((name, text_of(form, name, longest=LONGEST)) for name in form if name in own or name.startswith(RULE))
    return {name: value for name, value in told if value}


def _decision(content: Mapping[str, str]) -> Decision:
    listed = {name.removeprefix(RULE) for name, value in content.items() if name.startswith(RULE) and value == BREAKS}
    named = set(content.get("other", "").upper().replace(",", " ").split())
    answered = any(name.startswith(RULE) for name in content)
    return Decision(
        support=content.get("support"),
        accuracy=content.get("accuracy"),
        rules=tuple(sorted(listed | named)) if answered or named else None,
        rationale=content.get("rationale"),
        basis=Basis(content["basis"]) if content.get("basis") in list(Basis) else Basis.UNKNOWN,
        cannot_check_reason=content.get("reason"),
    )


def _form(request: Request, shown: Sheet, said: str = "") -> Response:
    scales: dict[str, Any] = {"support": SUPPORT, "accuracy": ACCURACY, "bases": BASES, "labels": LABELS}
    names = {code: spoken(note.name.replace("-", " ")) for code, note in rule_notes().items()}
    return html(request, "parts/judge.html.j2", sheet=shown, said=said, names=names, **scales)
