"""Who is asking, and whether they may: the dependency that every route but those of the door names in its signature."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import CredentialKind, TeamRole
from evidence.store.accounts import AccountEntry
from evidence.web.inputs import NotKeepableError
from evidence.web.setup import Setup, now
from evidence.workflow import accounts

COOKIE = "evidence_session"
BEARER = "Bearer "
RANKS = tuple(TeamRole)


class NotLoggedInError(EvidenceError):
    """Nobody is known to be asking."""

    def __init__(self) -> None:
        super().__init__("log in first; a program sends a token: Authorization: Bearer TOKEN")


class NotAllowedError(EvidenceError):
    """Somebody is known, and may not do this."""

    def __init__(self, role: TeamRole, needed: TeamRole) -> None:
        super().__init__(f"this needs the role {needed.value}, yours is {role.value}: ask an owner of the team")


@dataclass(frozen=True)
class Caller:
    """The person a request comes from."""

    key: str
    name: str
    role: TeamRole

    def may(self, role: TeamRole | str) -> bool:
        """Whether they may do what the role may."""
        return RANKS.index(self.role) >= RANKS.index(TeamRole(role))

    def author(self) -> store.Author:
        """Who writes, now."""
        return store.Author(self.key, now())


def setup_of(request: Request) -> Setup:
    """The settings of the server that answers."""
    setup: Setup = request.app.state.setup
    return setup


def caller_of(request: Request) -> Caller | None:
    """The person a request comes from; None where nobody is known."""
    entry = _entry(request)
    return None if entry is None else Caller(entry.reviewer, entry.name, entry.account.role)


@dataclass(frozen=True)
class Needs:
    """A dependency: the caller, refused where they may not do what the role may."""

    role: TeamRole

    def __call__(self, request: Request) -> Caller:
        """Find out who asks.

        Raises:
            NotLoggedInError: nobody known.
            NotAllowedError: somebody whose role is lower.
            NotKeepableError: the address has a character that no database keeps.
        """
        caller = caller_of(request)
        if caller is None:
            raise NotLoggedInError
        if "%00" in request.url.query or "\x00" in request.url.path:
            raise NotKeepableError("the address")
        request.state.caller = caller
        if not caller.may(self.role):
            raise NotAllowedError(caller.role, self.role)
        return caller


def _entry(request: Request) -> AccountEntry | None:
    given = request.headers.get("authorization", "")
    is_program = given.startswith(BEARER)
    secret = given.removeprefix(BEARER) if is_program else request.cookies.get(COOKIE)
    if not secret:
        return None
    kind = CredentialKind.PROGRAM if is_program else CredentialKind.SESSION
    with store.session(setup_of(request).database, read_only=True) as db:
        return accounts.who(db, secret, kind, now())


Reader = Annotated[Caller, Depends(Needs(TeamRole.READER))]
Coder = Annotated[Caller, Depends(Needs(TeamRole.CODER))]
Adjudicator = Annotated[Caller, Depends(Needs(TeamRole.ADJUDICATOR))]
Owner = Annotated[Caller, Depends(Needs(TeamRole.OWNER))]
ServerSetup = Annotated[Setup, Depends(setup_of)]
