"""One's own account: the statement of interests, and tokens for programs that work in one's name."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import StringConstraints

from evidence import store
from evidence.models import CredentialKind
from evidence.store import accounts as stored
from evidence.web.inputs import LARGEST, Kept, Line
from evidence.web.render import html
from evidence.web.setup import Setup
from evidence.web.who import Caller, Reader, ServerSetup
from evidence.workflow import accounts

router = APIRouter(include_in_schema=False)

Label = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Form(), Kept]
Number = Annotated[int, Form(ge=1, le=LARGEST)]


def tokens_of(db: store.Session, who: Caller) -> list[stored.CredentialEntry]:
    """The tokens of a person that have not ended."""
    entry = stored.account_of(db, who.key)
    return [] if entry is None else stored.credentials(db, entry.id, CredentialKind.PROGRAM)


@router.get("/account")
def account(request: Request, setup: ServerSetup, who: Reader) -> Response:
    """What the person declared, and their tokens."""
    return _shown(request, setup, who)


@router.post("/account/interests")
def declare(setup: ServerSetup, who: Reader, interests: Line = "") -> Response:
    """Keep a statement of interests with today's date."""
    with store.session(setup.database) as db:
        accounts.declare_interests(db, who.key, interests, who.author())
    return RedirectResponse("/account", 303)


@router.post("/account/tokens")
def make(request: Request, setup: ServerSetup, who: Reader, label: Label) -> Response:
    """Make a token, and show it this once."""
    with store.session(setup.database) as db:
        token = accounts.make_token(db, who.key, label, who.author())
    return _shown(request, setup, who, token=token, label=label)


@router.post("/account/tokens/end")
def end(setup: ServerSetup, who: Reader, number: Number) -> Response:
    """End a token at once."""
    with store.session(setup.database) as db:
        accounts.end_token(db, who.key, number, who.author())
    return RedirectResponse("/account", 303)


def _shown(request: Request, setup: Setup, who: Caller, **made: Any) -> Response:
    with store.session(setup.database, read_only=True) as db:
        tokens = tokens_of(db, who)
        person = next((one for one in store.reviewers(db) if one.key == who.key), None)
    shown = {"token": "", "label": ""} | made
    return html(request, "account.html.j2", tokens=tokens, person=person, **shown)
