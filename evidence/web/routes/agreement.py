"""How far coders agree, from what they held before either saw the other's; and the pairs behind the figures."""

import json
from enum import StrEnum

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evidence import store
from evidence.web.render import html
from evidence.web.scales import LABELS
from evidence.web.seats import codebooks
from evidence.web.who import Adjudicator, ServerSetup
from evidence.workflow.review import agreement, codebook_of
from evidence.workflow.review.shapes import METHOD, agreement_csv, agreement_shape, pairs_csv

router = APIRouter(include_in_schema=False)


class Download(StrEnum):
    """The files of the screen."""

    FIGURES = "agreement.csv"
    PAIRS = "pairs.csv"
    ALL = "agreement.json"


@router.get("/agreement")
def show_agreement(request: Request, setup: ServerSetup, _who: Adjudicator, project: str | None = None) -> Response:
    """The figures of a project, the first where none is named."""
    with store.session(setup.database, read_only=True) as db:
        books = codebooks(db)
        book = codebook_of(db, project) if project else next(iter(books), None)
        found = None if book is None else agreement(db, book)
    return html(request, "agreement.html.j2", books=books, found=found, method=METHOD, labels=LABELS)


@router.get("/agreement/{name}")
def download(setup: ServerSetup, _who: Adjudicator, name: Download, project: str) -> Response:
    """The figures or the pairs as a file."""
    with store.session(setup.database, read_only=True) as db:
        found = agreement(db, codebook_of(db, project))
    as_file = {"Content-Disposition": f'attachment; filename="{name.value}"'}
    if name is Download.ALL:
        text = json.dumps(agreement_shape(found), ensure_ascii=False, indent=1)
        return Response(text, media_type="application/json", headers=as_file)
    text = agreement_csv(found) if name is Download.FIGURES else pairs_csv(found)
    return Response(text, media_type="text/csv; charset=utf-8", headers=as_file)
