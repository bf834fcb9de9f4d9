"""Pages, what they said at each capture, and their reports."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response

from evidence import store
from evidence.formats.reports import report_json
from evidence.web.inputs import LARGEST
from evidence.web.routes.api.common import PageKey, PathKey, answers
from evidence.web.routes.api.shapes import PageShape, SnapshotShape
from evidence.web.seeing import refuse_blind
from evidence.web.views import whole_report
from evidence.web.who import Reader, ServerSetup
from evidence.workflow.shapes import page_json, shown_page_json

router = APIRouter(tags=["pages"])

_EXAMPLE = {
    "advertiser": "relief-clinics",
    "key": "clinic.html",
    "address": "https://clinic.example/ketamine",
    "title": "Ketamine",
    "audience": "public",
    "snapshots": 2,
    "captured_at": "2026-03-04T05:06:07+00:00",
    "claims": 31,
    "findings": 12,
}


@router.get("/pages", responses=answers(list[PageShape], [_EXAMPLE]))
def list_pages(setup: ServerSetup, _who: Reader) -> Any:
    """The pages by key, each with its newest snapshot."""
    with store.session(setup.database, read_only=True) as db:
        return [page_json(entry) for entry in store.pages(db)]


@router.get("/pages/{key:path}", responses=answers(dict[str, Any], {**_EXAMPLE, "snapshots": [], "compared": None}))
def show_page(setup: ServerSetup, _who: Reader, key: PathKey, *, reading: bool = False) -> Any:
    """A page with its snapshots and what became of each claim between the last two.

    With `reading` also what the program reads on it now, beside its claims.
    """
    with store.session(setup.database, read_only=True) as db:
        return shown_page_json(db, key, reading=reading)


@router.get("/snapshots", responses=answers(list[int], [2, 1]))
def list_snapshots(setup: ServerSetup, _who: Reader, page: PageKey) -> Any:
    """The numbers of a page's snapshots, the newest first."""
    with store.session(setup.database, read_only=True) as db:
        return store.snapshots_of(db, page)


@router.get("/snapshots/{number}", responses={200: {"model": SnapshotShape}})
def show_snapshot(setup: ServerSetup, _who: Reader, number: Annotated[int, Path(ge=1, le=LARGEST)]) -> Any:
    """What a page said at one moment: its text, to which all offsets refer, and what the capture could see."""
    with store.session(setup.database, read_only=True) as db:
        return {"id": number, **store.snapshot(db, number).model_dump(mode="json")}


@router.get("/report", responses=answers(dict[str, Any], {"title": "Ketamine", "claims": []}))
def report(setup: ServerSetup, who: Reader, page: PageKey) -> Response:
    """The audit report of a page's newest snapshot."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who, page)
        return Response(report_json(whole_report(db, page)), media_type="application/json")
