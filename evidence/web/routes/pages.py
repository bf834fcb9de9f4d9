"""The first screen: the pages of the database, each with how far it is."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evidence import store
from evidence.web.render import html
from evidence.web.who import Reader, ServerSetup

router = APIRouter(include_in_schema=False)


@router.get("/")
def pages(request: Request, setup: ServerSetup, _who: Reader) -> Response:
    """The pages by key, each with its newest snapshot."""
    with store.session(setup.database, read_only=True) as db:
        entries = store.pages(db)
    return html(request, "pages.html.j2", entries=entries)
