"""Which publications claims lean on: look for candidates, accept or refuse one by one."""

from typing import Any

from fastapi import APIRouter
from pydantic import ConfigDict

from evidence import store
from evidence.models import CitationStatus
from evidence.store.citations import Pointer
from evidence.web.inputs import Key, Sent
from evidence.web.routes.api.common import EXAMPLE_PAGE, PageKey, answers
from evidence.web.routes.api.shapes import CitationShape
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.cite import citations_on, decide, find_claim, propose_citations
from evidence.workflow.shapes import citation_json

router = APIRouter(tags=["citations"])

_EXAMPLE = {
    "page": EXAMPLE_PAGE,
    "claim": "C001",
    "publication": "pmid:33059357",
    "status": "candidate",
    "confidence": "possible",
    "reasons": ["the year and the condition are the same"],
}
SHOWN = answers(list[CitationShape], [_EXAMPLE])


class OfAPage(Sent):
    """A page."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"page": EXAMPLE_PAGE}})

    page: Key


class Pair(Sent):
    """A claim of a page, and a publication."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"page": EXAMPLE_PAGE, "claim": "C001", "publication": "pmid:33059357"}},
    )

    page: Key
    claim: Key
    publication: Key


@router.get("/citations", responses=SHOWN)
def list_citations(setup: ServerSetup, _who: Reader, page: PageKey) -> Any:
    """All citations of what a page last said; one that nobody confirmed is a candidate."""
    with store.session(setup.database, read_only=True) as db:
        return _shape(page, citations_on(db, page))


@router.post("/citations/propose", responses=SHOWN)
def propose(setup: ServerSetup, who: Coder, sent: OfAPage) -> Any:
    """Look for the publications that a page's claims credit, keep the candidates, and list all citations."""
    with store.session(setup.database) as db:
        return _shape(sent.page, propose_citations(db, sent.page, who.author()))


@router.post("/citations/accept", responses=SHOWN)
def accept(setup: ServerSetup, who: Coder, sent: Pair) -> Any:
    """Stand behind a publication as the source of a claim; one that was not proposed is added as yours."""
    return _decided(setup.database, who.author(), sent, CitationStatus.CONFIRMED)


@router.post("/citations/refuse", responses=SHOWN)
def refuse(setup: ServerSetup, who: Coder, sent: Pair) -> Any:
    """Say that a publication is not the source of a claim; it is not proposed again."""
    return _decided(setup.database, who.author(), sent, CitationStatus.REFUSED)


def _decided(database: str, by: store.Author, sent: Pair, status: CitationStatus) -> list[Any]:
    with store.session(database) as db:
        decide(db, find_claim(db, sent.claim, sent.page), sent.publication, status, by)
        own = [pointer for pointer in citations_on(db, sent.page) if pointer.claim == sent.claim]
    return _shape(sent.page, own)


def _shape(page: str, pointers: list[Pointer]) -> list[Any]:
    return [citation_json(page, pointer) for pointer in pointers]
