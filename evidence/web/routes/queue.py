"""What there is to do in a project: my claims, where coders differ, how far everybody is; and sharing it out."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.store.people import Codebook
from evidence.web.addresses import query, reading_address
from evidence.web.forms import SentForm, text_of
from evidence.web.inputs import Key
from evidence.web.render import html
from evidence.web.seats import codebooks, is_reviewer
from evidence.web.who import Adjudicator, Coder, ServerSetup
from evidence.workflow.review import (
    Sample,
    Seat,
    assign,
    codebook_of,
    disagreements,
    double_code,
    is_blind,
    mine,
    progress,
)

router = APIRouter(include_in_schema=False)

SHOWN = 200
"""How many claims of a queue are listed; the rest is counted."""


@router.get("/queue")
def queue(request: Request, setup: ServerSetup, who: Coder, project: str | None = None) -> Response:
    """The queue of a project, the first where none is named."""
    with store.session(setup.database, read_only=True) as db:
        books = codebooks(db)
        book = codebook_of(db, project) if project else next(iter(books), None)
        if book is None or not is_reviewer(db, who):
            return html(request, "queue.html.j2", books=books, book=None)
        todo = mine(db, Seat(who.key, book))
        shown: dict[str, Any] = {
            "todo": todo[:SHOWN],
            "left": len(todo),
            "blind": is_blind(db, book),
            "reviewers": store.reviewers(db),
        }
    return html(request, "queue.html.j2", books=books, book=book, **shown)


@router.get("/queue/differing")
def differing_part(request: Request, setup: ServerSetup, who: Coder, project: Key) -> Response:
    """Where coders of a project differ: the claims for who decides, their number for everybody else."""
    with store.session(setup.database, read_only=True) as db:
        book = codebook_of(db, project)
        found = disagreements(db, book)
    shown = found if who.may("adjudicator") else []
    return html(request, "parts/queue_differing.html.j2", book=book, differing=shown, differing_count=len(found))


@router.get("/queue/progress")
def progress_part(request: Request, setup: ServerSetup, _who: Coder, project: Key) -> Response:
    """How far a project is, and each of its coders."""
    with store.session(setup.database, read_only=True) as db:
        book = codebook_of(db, project)
        found = progress(db, book)
    return html(request, "parts/queue_progress.html.j2", book=book, progress=found)


@router.get("/queue/next")
def next_claim(setup: ServerSetup, who: Coder, project: str) -> Response:
    """Go to the first claim that is left for the person to judge."""
    with store.session(setup.database, read_only=True) as db:
        left = mine(db, Seat(who.key, codebook_of(db, project)), limit=1)
    return RedirectResponse(reading_address(left[0], project) if left else f"/queue?{query(project=project)}", 303)


@router.post("/queue/assign")
def share_out(setup: ServerSetup, who: Adjudicator, form: SentForm) -> Response:
    """Have people code all claims of the project."""
    with store.session(setup.database) as db:
        book = codebook_of(db, text_of(form, "project"))
        reviewers = [str(value) for value in form.getlist("reviewer")]
        assign(db, book, reviewers, who.author())
    return RedirectResponse(f"/queue?{query(project=book.project)}", 303)


@router.post("/queue/double")
def code_twice(setup: ServerSetup, who: Adjudicator, form: SentForm) -> Response:
    """Have a second coder code a part that chance picks."""
    percent = text_of(form, "percent")
    seed = text_of(form, "seed")
    share = float(percent) / 100 if percent.replace(".", "", 1).isdecimal() else None
    sample = Sample(share=share, seed=int(seed) if seed.isdecimal() else 1)
    with store.session(setup.database) as db:
        book: Codebook = codebook_of(db, text_of(form, "project"))
        double_code(db, book, text_of(form, "reviewer"), sample, who.author())
    return RedirectResponse(f"/queue?{query(project=book.project)}", 303)
