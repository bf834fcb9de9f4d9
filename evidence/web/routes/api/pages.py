"""Pages, what they said at each capture, and their reports."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.reports import report_json
from evidence.store.editing import page_called
from evidence.web.inputs import LARGEST, Key, Sent
from evidence.web.routes.api.common import EXAMPLE_PAGE, PageKey, PathKey, answers
from evidence.web.routes.api.shapes import PageShape, SnapshotShape
from evidence.web.seeing import refuse_blind
from evidence.web.views import whole_report
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.audit import audit, keep_page, vocabulary_of
from evidence.workflow.cite import propose_citations
from evidence.workflow.reading import read_claims
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


class NewPage(Sent):
    """A page as it was saved: HTML, Markdown or text; what it is, is told by its name and content."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"name": EXAMPLE_PAGE, "text": "<p>It relieves pain.</p>"}}
    )

    name: Key
    text: Annotated[str, Field(min_length=1, max_length=20_000_000)]
    again: Annotated[bool, Field(description="The page is there already, and this is a new capture of it.")] = False


class PageThereError(EvidenceError):
    """A page of this name is there, and nobody said that it was captured again."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a page '{name}' already: send 'again' for a new capture of it, or another name")


@router.post("/pages", responses=answers(dict[str, Any], {**_EXAMPLE, "snapshots": [], "compared": None}))
def add_page(setup: ServerSetup, who: Coder, sent: NewPage) -> Any:
    """Read a page, match its claims with the library and audit it; all of it is kept or nothing."""
    by = who.author()
    with store.session(setup.database, read_only=True) as db:
        vocabulary = vocabulary_of(db)
    read = read_claims(sent.text.encode(), sent.name, by.at, None, vocabulary)
    with store.session(setup.database) as db:
        if page_called(db, sent.name) is not None and not sent.again:
            raise PageThereError(sent.name)
        keep_page(db, read, by)
        propose_citations(db, sent.name, by)
        audit(db, sent.name, by)
        return shown_page_json(db, sent.name)


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
