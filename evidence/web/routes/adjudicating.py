"""Decide where coders differ: their judgements side by side, and the adjudicator's beside them; theirs stay."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.models import Basis
from evidence.web.addresses import query
from evidence.web.forms import SentForm, text_of
from evidence.web.render import html
from evidence.web.scales import ACCURACY, BASES, LABELS, SUPPORT
from evidence.web.views import claim_view
from evidence.web.who import Adjudicator, ServerSetup
from evidence.workflow.review import Decision, Seat, adjudicate, codebook_of, deliberation

router = APIRouter(include_in_schema=False)


@router.get("/adjudicate")
def deliberate(request: Request, setup: ServerSetup, who: Adjudicator, project: str, claim_id: int) -> Response:
    """A claim with what each coder holds of it."""
    with store.session(setup.database, read_only=True) as db:
        book = codebook_of(db, project)
        found = deliberation(db, Seat(who.key, book).on(claim_id))
        shown = claim_view(db, found.standing.page, found.standing.claim.key)
    scales: dict[str, Any] = {"support": SUPPORT, "accuracy": ACCURACY, "bases": BASES, "labels": LABELS}
    return html(request, "adjudicate.html.j2", book=book, found=found, shown=shown, **scales)


@router.post("/adjudicate")
def decide(setup: ServerSetup, who: Adjudicator, form: SentForm) -> Response:
    """Record the adjudicator's verdict, and go on to the next claim on which coders differ."""
    project, claim_id, seen = (text_of(form, name) for name in ("project", "claim_id", "seen"))
    basis = text_of(form, "basis")
    named = text_of(form, "rules").upper().replace(",", " ").split()
    decision = Decision(
        support=text_of(form, "support") or None,
        accuracy=text_of(form, "accuracy") or None,
        rules=tuple(sorted(set(named))) if text_of(form, "rules_judged") else None,
        rationale=text_of(form, "rationale") or None,
        basis=Basis(basis) if basis in list(Basis) else Basis.UNKNOWN,
        cannot_check_reason=text_of(form, "reason") or None,
    )
    with store.session(setup.database) as db:
        coding = Seat(who.key, codebook_of(db, project)).on(int(claim_id) if claim_id.isdecimal() else 0)
        adjudicate(db, coding, decision, who.author(), seen=int(seen) if seen.isdecimal() else None)
    return RedirectResponse(f"/queue?{query(project=project)}#differing", 303)
