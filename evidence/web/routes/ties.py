"""Which publications a claim is tied to: say of a candidate that it is meant or not, attach another, look for one."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from evidence import store
from evidence.models import CitationStatus
from evidence.store.activity import lock
from evidence.store.citations import ties_of
from evidence.store.search import Hit, SearchIndexBehindError
from evidence.store.search import search as search_library
from evidence.store.search_words import BadSearchError
from evidence.web.inputs import LARGEST, Key, Words
from evidence.web.render import html
from evidence.web.setup import now
from evidence.web.showing import Place, claim_values
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.audit import audit
from evidence.workflow.cite import ClaimPlace, decide
from evidence.workflow.editing import ClaimRef, find_claim

router = APIRouter(include_in_schema=False)

SHOWN = 8
"""Records of the library that one search shows."""
OFFERED = 20
"""Terms that are offered for what was typed."""

PageKey = Annotated[Key, Form()]
Project = Annotated[Key | None, Form()]


@router.post("/ties/decide")
def decide_tie(
    request: Request,
    setup: ServerSetup,
    who: Coder,
    page: PageKey,
    claim: PageKey,
    tie: Annotated[int, Form(ge=1, le=LARGEST)],
    seen: Annotated[CitationStatus, Form()],
    status: Annotated[CitationStatus, Form()],
    project: Project = None,
) -> Response:
    """Say whether a publication is the one that the claim means."""
    with store.session(setup.database) as db:
        lock(db)
        standing = find_claim(db, ClaimRef(claim, page))
        known = next((one for one in ties_of(db, standing.id) if one.id == tie), None)
        if known is None:
            raise store.errors.UnknownKeyError("citation", str(tie))
        is_as_seen = known.citation.status is seen
        if is_as_seen:
            decide(db, ClaimPlace(standing.snapshot_id, claim), known.publication.key, status, who.author())
            audit(db, page, who.author(), claims={claim})
        values = claim_values(db, who, Place(page, project), claim)
    if is_as_seen:
        return html(request, "parts/saved.html.j2", at=now(), **values)
    said = f"somebody has set '{known.publication.key}' to {known.citation.status.value} since you saw it: decide again"
    answer = html(request, "parts/saved.html.j2", status=409, at=None, said=said, **values)
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


@router.post("/ties/attach")
def attach(
    request: Request,
    setup: ServerSetup,
    who: Coder,
    page: PageKey,
    claim: PageKey,
    publication: PageKey,
    project: Project = None,
) -> Response:
    """Tie a claim to a publication of the library."""
    with store.session(setup.database) as db:
        standing = find_claim(db, ClaimRef(claim, page))
        decide(db, ClaimPlace(standing.snapshot_id, claim), publication, CitationStatus.CONFIRMED, who.author())
        audit(db, page, who.author(), claims={claim})
        values = claim_values(db, who, Place(page, project), claim)
    return html(request, "parts/saved.html.j2", at=now(), **values)


@router.get("/ties/search")
def search(
    request: Request, setup: ServerSetup, _who: Reader, page: Key, claim: Key, q: Words = "", project: Key | None = None
) -> Response:
    """Records of the library that a search finds, to attach."""
    said = ""
    try:
        hits = _found(setup.database, q) if q.strip() else []
    except BadSearchError as error:
        hits, said = [], str(error)
    place = {"page": page, "claim": claim, "project": project}
    return html(request, "parts/found.html.j2", hits=hits, asked=q.strip(), said=said, shown=SHOWN, place=place)


def _found(database: str, words: str) -> list[Hit]:
    try:
        with store.session(database, read_only=True) as db:
            return search_library(db, words, limit=SHOWN)
    except SearchIndexBehindError:
        with store.session(database) as db:
            return search_library(db, words, limit=SHOWN)


@router.get("/terms")
def terms(
    request: Request,
    setup: ServerSetup,
    _who: Reader,
    of: Literal["condition", "intervention"],
    condition: Words = "",
    intervention: Words = "",
) -> Response:
    """Names of the vocabulary that have what was typed, those that begin with it first."""
    typed = (condition if of == "condition" else intervention).strip().lower()
    with store.session(setup.database, read_only=True) as db:
        records = store.conditions(db) if of == "condition" else store.interventions(db)
    names = {name for record in records for name in (record.label, *record.synonyms)}
    fitting = [name for name in names if typed in name.lower()] if typed else []
    fitting.sort(key=lambda name: (not name.lower().startswith(typed), len(name), name))
    return html(request, "parts/terms.html.j2", names=fitting[:OFFERED])
