"""The reading view: the page as it reads, its claims where they stand, and the chosen claim beside it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evidence import store
from evidence.web.inputs import Key
from evidence.web.render import html
from evidence.web.showing import Place, claim_values, page_values
from evidence.web.who import Reader, ServerSetup

router = APIRouter(include_in_schema=False)


@router.get("/read")
def read(
    request: Request, setup: ServerSetup, who: Reader, page: Key, claim: Key | None = None, project: Key | None = None
) -> Response:
    """A page with its claims; the claim named in the address is shown beside it, else the first."""
    place = Place(page, project)
    with store.session(setup.database, read_only=True) as db:
        values = page_values(db, who, place)
        marked = values["view"].claims
        values |= claim_values(db, who, place, claim or (marked[0].key if marked else None))
    return html(request, "reading.html.j2", **values)


@router.get("/claim")
def claim(
    request: Request, setup: ServerSetup, who: Reader, page: Key, claim: Key, project: Key | None = None
) -> Response:
    """The part that shows one claim."""
    with store.session(setup.database, read_only=True) as db:
        values = claim_values(db, who, Place(page, project), claim)
    return html(request, "parts/claim.html.j2", **values)
