"""Who is in the team and what they may do; for its owners."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from evidence import store
from evidence.models import TeamRole
from evidence.store.accounts import accounts as all_accounts
from evidence.web.inputs import Line
from evidence.web.render import html
from evidence.web.setup import Setup
from evidence.web.who import Owner, ServerSetup
from evidence.workflow import accounts

router = APIRouter(include_in_schema=False)

Role = Annotated[TeamRole, Form()]


@router.get("/team")
def team(request: Request, setup: ServerSetup, _who: Owner) -> Response:
    """The accounts, with a form to invite somebody."""
    _refuse_alone(setup)
    return _shown(request, setup)


@router.post("/team/invite")
def invite(request: Request, setup: ServerSetup, who: Owner, name: Line, role: Role) -> Response:
    """Invite a person, and show the link this once."""
    _refuse_alone(setup)
    with store.session(setup.database) as db:
        secret = accounts.invite(db, name.strip(), role, who.author())
    return _shown(request, setup, name=name.strip(), link=_link(setup, secret))


@router.post("/team/again")
def again(request: Request, setup: ServerSetup, who: Owner, reviewer: Line) -> Response:
    """Give somebody a new link; their password, sessions and tokens end."""
    _refuse_alone(setup)
    with store.session(setup.database) as db:
        secret = accounts.invite_again(db, reviewer, who.author())
    return _shown(request, setup, name=reviewer, link=_link(setup, secret))


@router.post("/team/role")
def change_role(setup: ServerSetup, who: Owner, reviewer: Line, role: Role) -> Response:
    """Change what somebody may do."""
    _refuse_alone(setup)
    with store.session(setup.database) as db:
        accounts.set_role(db, reviewer, role, who.author())
    return RedirectResponse("/team", 303)


@router.post("/team/lock")
def lock(setup: ServerSetup, who: Owner, reviewer: Line, locked: Line) -> Response:
    """Lock somebody out at once, or let them in again."""
    _refuse_alone(setup)
    with store.session(setup.database) as db:
        accounts.set_disabled(db, reviewer, who.author(), disabled=locked == "yes")
    return RedirectResponse("/team", 303)


def _refuse_alone(setup: Setup) -> None:
    """One person alone has no team to look after."""
    if not setup.team:
        raise HTTPException(404)


def _link(setup: Setup, secret: str) -> str:
    return f"{setup.origin}/join?key={secret}"


def _shown(request: Request, setup: Setup, **invited: Any) -> Response:
    with store.session(setup.database, read_only=True) as db:
        entries = all_accounts(db)
        people = {one.key: one for one in store.reviewers(db)}
    shown = {"name": "", "link": ""} | invited
    days = accounts.INVITATION_DAYS
    return html(request, "team.html.j2", entries=entries, people=people, roles=list(TeamRole), days=days, **shown)
