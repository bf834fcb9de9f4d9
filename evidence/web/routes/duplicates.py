"""Pairs of publications that may be one: a person says which is kept, or that they are two, or takes a merge back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.cite.differing import differing
from evidence.store.duplicates import count_pairs, pairs
from evidence.web.addresses import query
from evidence.web.inputs import Key, Line
from evidence.web.render import html
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.duplicates import find_duplicates, merge_publications, split_publications, tell_apart

router = APIRouter(include_in_schema=False)

SHOWN = 20
Verdict = Annotated[Literal["first", "second", "two"], Form()]


@router.get("/library/duplicates")
def duplicates(
    request: Request, setup: ServerSetup, _who: Reader, of: Annotated[Key | None, Query()] = None
) -> Response:
    """The pairs that wait for a decision, the surest first; those of one publication where it is named."""
    with store.session(setup.database, read_only=True) as db:
        shown = pairs(db, of=of, limit=SHOWN)
        waiting = count_pairs(db)
    views = [(one, differing(one.first, one.second)) for one in shown]
    return html(request, "library_duplicates.html.j2", views=views, waiting=waiting, of=of)


@router.post("/library/duplicates/find")
def find(setup: ServerSetup, who: Coder) -> Response:
    """Hold every publication against every other."""
    with store.session(setup.database) as db:
        find_duplicates(db, who.author())
    return RedirectResponse("/library/duplicates", 303)


@router.post("/library/duplicates")
def decide(setup: ServerSetup, who: Coder, first: Line, second: Line, verdict: Verdict) -> Response:
    """Make two publications one under the key of the one that is kept, or remember that they are two."""
    with store.session(setup.database) as db:
        if verdict == "two":
            tell_apart(db, first, second, who.author())
            return RedirectResponse("/library/duplicates", 303)
        keep, other = (first, second) if verdict == "first" else (second, first)
        merge_publications(db, keep, other, who.author())
    return RedirectResponse(f"/publication?{query(key=keep)}", 303)


@router.post("/publication/split")
def split(setup: ServerSetup, who: Coder, key: Line, other: Line) -> Response:
    """Make a publication that was merged into this one a publication of its own again."""
    with store.session(setup.database) as db:
        split_publications(db, key, other, who.author())
    return RedirectResponse(f"/publication?{query(key=other)}", 303)
