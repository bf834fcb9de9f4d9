"""One's own tokens: make one for a program, list them, end one."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import ConfigDict, StringConstraints

from evidence import store
from evidence.web.inputs import LARGEST, Kept, Sent
from evidence.web.routes.api.common import answers
from evidence.web.routes.api.shapes import MadeToken, TokenShape
from evidence.web.routes.tokens import tokens_of
from evidence.web.who import Reader, ServerSetup
from evidence.workflow import accounts

router = APIRouter(tags=["tokens"])

_EXAMPLE = {"id": 3, "label": "the notebook", "created_at": "2026-03-04T05:06:07+00:00"}


class Named(Sent):
    """What the token is for, in your words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"label": "the notebook"}})

    label: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Kept]


@router.get("/tokens", responses=answers(list[TokenShape], [_EXAMPLE]))
def list_tokens(setup: ServerSetup, who: Reader) -> Any:
    """Your tokens that have not ended; what a token is itself nobody can look up."""
    with store.session(setup.database, read_only=True) as db:
        return [
            {"id": one.id, "label": one.credential.label, "created_at": one.credential.created_at.isoformat()}
            for one in tokens_of(db, who)
        ]


@router.post("/tokens", responses=answers(MadeToken, {"token": "k3Jd…", "label": "the notebook"}))
def make_token(setup: ServerSetup, who: Reader, sent: Named) -> Any:
    """Make a token, which lets a program do what you may; it is shown this once."""
    with store.session(setup.database) as db:
        return {"token": accounts.make_token(db, who.key, sent.label, who.author()), "label": sent.label}


@router.delete("/tokens/{number}", responses=answers(dict[str, int], {"ended": 3}))
def end_token(setup: ServerSetup, who: Reader, number: Annotated[int, Path(ge=1, le=LARGEST)]) -> Any:
    """End a token at once."""
    with store.session(setup.database) as db:
        accounts.end_token(db, who.key, number, who.author())
    return {"ended": number}
