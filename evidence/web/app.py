"""Build the workbench: the routes, what stands before them, and what an error looks like."""

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from evidence.errors import EvidenceError
from evidence.formats.rules import UnknownRuleError
from evidence.store import errors
from evidence.version import __version__
from evidence.web.guard import Guard
from evidence.web.jobs import Jobs, NoJobError
from evidence.web.kept import Kept
from evidence.web.render import html, is_part
from evidence.web.routes import ROUTERS
from evidence.web.routes.door import Tries
from evidence.web.seeing import BlindError
from evidence.web.setup import Setup
from evidence.web.who import NotAllowedError, NotLoggedInError, caller_of
from evidence.workflow.accounts import UselessSecretError, WrongPasswordError
from evidence.workflow.editing.errors import NoSuchClaimError, StaleClaimError, StalePublicationError, StaleStudyError
from evidence.workflow.findings import NoFindingError

API = "/api/"
MOST_FAULTS = 5
"""How many faults of a request are named; whoever mends those is told of the next."""
STATUS: dict[type[EvidenceError], int] = {
    NotLoggedInError: 401,
    NotAllowedError: 403,
    UselessSecretError: 403,
    WrongPasswordError: 403,
    errors.OwnAdjudicationError: 403,
    errors.UnknownKeyError: 404,
    NoSuchClaimError: 404,
    NoJobError: 404,
    StaleClaimError: 409,
    StalePublicationError: 409,
    StaleStudyError: 409,
    NoFindingError: 404,
    UnknownRuleError: 404,
    BlindError: 403,
    errors.LockedDatabaseError: 503,
    errors.UnreachableServerError: 503,
    errors.DiskFullError: 507,
}
"""What HTTP calls an error; any other that a person can put right is 422."""


TITLES = {404: "There is nothing here", 409: "Somebody came first", 503: "Not just now"}
"""What an error is called on a page, where it is not by what was asked."""


def make_app(setup: Setup) -> FastAPI:
    """The workbench over one database, as an ASGI application."""
    app = FastAPI(title="evidence", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.setup = setup
    app.state.tries = Tries()
    app.state.jobs = Jobs()
    app.state.kept = Kept()
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(Guard, setup=setup)
    app.add_exception_handler(EvidenceError, _evidence_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)
    return app


def _evidence_error(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
    if isinstance(error, NotLoggedInError) and not request.url.path.startswith(API):
        return _to_the_door(request)
    return answer(request, status, str(error))


def _bad_request(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(map(_fault, wrong[:MOST_FAULTS]))
    return answer(request, 422, said or "the request cannot be read")


def _fault(one: dict[str, Any]) -> str:
    """What is wrong with one part of a request, and where."""
    where = ".".join(str(part) for part in one["loc"][1:]) or "the body"
    what = str(one["msg"]).removeprefix("Value error, ")
    return f"{where}: {what[:1].lower()}{what[1:]}"


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = {404: "there is nothing at this address", 405: "this address is not for that"}
    return answer(request, status, said.get(status, str(getattr(error, "detail", ""))))


def answer(request: Request, status: int, sentence: str) -> Response:
    """An error as the asker can read it: JSON for a program, a part for a script, a page for a person."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": sentence}, status)
    if is_part(request):
        part = html(request, "parts/notice.html.j2", status=status, said=sentence)
        part.headers["HX-Reswap"] = "innerHTML"
        return part
    if getattr(request.state, "caller", None) is None:
        request.state.caller = caller_of(request)
    asked = "This cannot be shown" if request.method == "GET" else "This was not done"
    return html(request, "error.html.j2", status=status, said=sentence, title=TITLES.get(status, asked))


def _to_the_door(request: Request) -> Response:
    """Send a person to log in, and back to where they were; a script is told to take them there."""
    if is_part(request):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?then={quote(there)}" if request.method == "GET" else "/login", 303)
