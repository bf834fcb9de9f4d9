"""The reading view: the page as it reads, its claims where they stand, and the chosen claim beside it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evidence import store
from evidence.web.render import html
from evidence.web.views import claim_view, reading_view
from evidence.web.who import Reader, ServerSetup

router = APIRouter(include_in_schema=False)


@router.get("/read")
def read(request: Request, setup: ServerSetup, _who: Reader, page: str, claim: str | None = None) -> Response:
    """A page with its claims; the claim named in the address is shown beside it, else the first."""
    with store.session(setup.database, read_only=True) as db:
        view = reading_view(db, page)
        chosen = claim or (view.claims[0].key if view.claims else None)
        shown = None if chosen is None else claim_view(db, page, chosen)
    return html(request, "reading.html.j2", page=page, view=view, shown=shown)


@router.get("/claim")
def claim(request: Request, setup: ServerSetup, _who: Reader, page: str, claim: str) -> Response:
    """The part that shows one claim."""
    with store.session(setup.database, read_only=True) as db:
        shown = claim_view(db, page, claim)
    return html(request, "parts/claim.html.j2", page=page, shown=shown)
