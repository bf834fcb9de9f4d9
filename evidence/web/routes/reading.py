"""The reading view: the page as it reads, its claims where they stand, and the chosen claim beside it."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evidence import store
from evidence.web.render import html
from evidence.web.seats import hides_suggestion, hides_suggestions, is_reviewer, seat_at
from evidence.web.views import claim_view, reading_view
from evidence.web.who import Reader, ServerSetup

router = APIRouter(include_in_schema=False)


@router.get("/read")
def read(
    request: Request, setup: ServerSetup, who: Reader, page: str, claim: str | None = None, project: str | None = None
) -> Response:
    """A page with its claims; the claim named in the address is shown beside it, else the first."""
    with store.session(setup.database, read_only=True) as db:
        view = reading_view(db, page)
        chosen = claim or (view.claims[0].key if view.claims else None)
        seat = seat_at(db, who, page, project) if is_reviewer(db, who) else None
        shown = None if chosen is None else claim_view(db, page, chosen)
        hidden = shown is not None and hides_suggestion(db, seat, shown.standing.id)
        blind = hides_suggestions(db, seat, page)
    place: dict[str, Any] = {"page": page, "project": project, "blind": blind, "hidden": hidden}
    return html(request, "reading.html.j2", view=view, shown=shown, **place)


@router.get("/claim")
def claim(
    request: Request, setup: ServerSetup, who: Reader, page: str, claim: str, project: str | None = None
) -> Response:
    """The part that shows one claim."""
    with store.session(setup.database, read_only=True) as db:
        seat = seat_at(db, who, page, project) if is_reviewer(db, who) else None
        shown = claim_view(db, page, claim)
        hidden = hides_suggestion(db, seat, shown.standing.id)
    return html(request, "parts/claim.html.j2", page=page, project=project, hidden=hidden, shown=shown)
