"""The door: start at one's own machine, join by invitation, log in, log out; a session is new each time one enters."""

from collections import deque
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.errors import EvidenceError
from evidence.web.render import html
from evidence.web.setup import Setup, now
from evidence.web.who import COOKIE, ServerSetup
from evidence.workflow import accounts

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2000)]

TRIES, WINDOW = 10, 600.0
"""How many wrong passwords one address may try for one name in how many seconds."""


class TooManyTriesError(EvidenceError):
    """Somebody guesses passwords."""

    def __init__(self) -> None:
        super().__init__("too many wrong passwords: wait ten minutes and try again")


class Tries:
    """The wrong passwords of the last minutes, by who tried which name; kept in memory, bounded."""

    def __init__(self) -> None:
        self._wrong: deque[tuple[float, str]] = deque(maxlen=10_000)

    def refuse_guessing(self, who: str, at: float) -> None:
        """Refuse a further try where there were too many.

        Raises:
            TooManyTriesError: there were.
        """
        while self._wrong and self._wrong[0][0] < at - WINDOW:
            self._wrong.popleft()
        if sum(one == who for _, one in self._wrong) >= TRIES:
            raise TooManyTriesError

    def note(self, who: str, at: float) -> None:
        """Remember a wrong password."""
        self._wrong.append((at, who))


@router.get("/start")
def start(setup: ServerSetup, key: str) -> Response:
    """Let the person in who started the server on this machine."""
    with store.session(setup.database) as db:
        session = accounts.started(db, key, now())
    return _enter(setup, session, "/")


@router.get("/join")
def join_form(request: Request, setup: ServerSetup, key: str) -> Response:
    """Ask the invited person for a password and a statement of interests."""
    with store.session(setup.database, read_only=True) as db:
        entry = accounts.invited(db, key, now())
    return html(request, "join.html.j2", entry=entry, key=key, shortest=accounts.SHORTEST_PASSWORD)


@router.post("/join")
def join(setup: ServerSetup, key: Text, password: Text, interests: Text = "") -> Response:
    """Use the invitation."""
    with store.session(setup.database) as db:
        entry = accounts.invited(db, key, now())
        session = accounts.join(db, key, password, interests, store.Author(entry.reviewer, now()))
    return _enter(setup, session, "/")


@router.get("/login")
def login_form(request: Request, then: str = "/") -> Response:
    """Ask for name and password; at one's own machine say how to come in."""
    return html(request, "login.html.j2", then=_inside(then), said="", name="")


@router.post("/login")
def login(request: Request, setup: ServerSetup, name: Text, password: Text, then: Text = "/") -> Response:
    """Open a session by a password."""
    tries: Tries = request.app.state.tries
    who = f"{request.client.host if request.client else ''} {accounts.key_of(name)}"
    at = now().timestamp()
    tries.refuse_guessing(who, at)
    try:
        with store.session(setup.database) as db:
            session = accounts.log_in(db, accounts.key_of(name), password, now())
    except accounts.WrongPasswordError as error:
        tries.note(who, at)
        return html(request, "login.html.j2", status=403, then=_inside(then), said=str(error), name=name)
    return _enter(setup, session, _inside(then))


@router.post("/logout")
def logout(request: Request, setup: ServerSetup) -> Response:
    """End the session here and in the database."""
    secret = request.cookies.get(COOKIE)
    if secret:
        with store.session(setup.database) as db:
            accounts.log_out(db, secret, now())
    left = RedirectResponse("/login", 303)
    left.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=setup.is_https)
    return left


def _inside(then: str) -> str:
    """Where to go after the door: only to an address of this workbench."""
    parts = urlsplit(then)
    is_own = not parts.scheme and not parts.netloc and then.startswith("/") and then.isascii() and then.isprintable()
    return then if is_own and not then.startswith("//") and "\\" not in then else "/"


def _enter(setup: Setup, session: str, then: str) -> Response:
    entered = RedirectResponse(then, 303)
    lasts = accounts.SESSION_DAYS * 24 * 3600
    entered.set_cookie(COOKIE, session, max_age=lasts, httponly=True, samesite="strict", secure=setup.is_https)
    return entered
