"""The library: search it, list it, show a publication."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from evidence import store
from evidence.formats.json import record_json
from evidence.models import Standing
from evidence.web.finding import found_publications
from evidence.web.inputs import Kept, Key, Words, Year
from evidence.web.routes.api.common import Limit, PathKey, answers, link_next
from evidence.web.routes.api.shapes import HitShape, ShownPublication
from evidence.web.who import Reader, ServerSetup
from evidence.workflow.shapes import hit_json, shown_publication_json

router = APIRouter(tags=["publications"])

_EXAMPLE = {
    "key": "pmid:33059357",
    "title": "A trial of magnesium for migraine",
    "year": 2020,
    "journal": "Headache",
    "design": "rct",
    "standing": "unknown",
}


class SearchQuery(BaseModel):
    """What to look for: words are joined by AND; "a phrase", begin*, OR, NOT, title:, author:, journal:, mesh:."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Words, Field(min_length=1, examples=['ketamine "neuropathic pain" NOT title:protocol'])]
    year_from: Year = None
    year_to: Year = None
    design: Key | None = None
    condition: Key | None = None
    journal: Key | None = None
    standing: Standing | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 20
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0

    def filters(self) -> store.Filters:
        """The conditions on the record itself."""
        return {
            "year": (self.year_from, self.year_to),
            "design": self.design,
            "condition": self.condition,
            "journal": self.journal,
            "standing": self.standing,
        }


@router.get("/search", responses=answers(list[HitShape], [{**_EXAMPLE, "where": "title", "snippet": "…"}]))
def search(setup: ServerSetup, _who: Reader, asked: Annotated[SearchQuery, Query()]) -> Any:
    """The publications that a search finds, title hits first; an identifier in any spelling finds its record."""
    hits = found_publications(setup.database, asked.q, asked.filters(), (asked.limit, asked.offset))
    return [hit_json(hit) for hit in hits]


@router.get("/publications", responses=answers(list[ShownPublication], [_EXAMPLE]))
def list_publications(
    request: Request,
    response: Response,
    setup: ServerSetup,
    _who: Reader,
    after: Annotated[str, Query(max_length=200), Kept] = "",
    limit: Limit = 50,
) -> Any:
    """The publications by key; the Link header leads to the next ones."""
    with store.session(setup.database, read_only=True) as db:
        shown = store.publications(db, after=after, limit=limit)
    if len(shown) == limit:
        link_next(request, response, {"after": shown[-1].key})
    return [record_json(one) for one in shown]


@router.get("/publications/{key:path}", responses=answers(ShownPublication, {**_EXAMPLE, "study": "smith2020"}))
def show_publication(setup: ServerSetup, _who: Reader, key: PathKey) -> Any:
    """A publication, and which study it reports."""
    with store.session(setup.database, read_only=True) as db:
        return shown_publication_json(db, key)
