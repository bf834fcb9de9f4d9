"""The library: search it, list it, show and change a publication, settle which two are one."""

from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from evidence import store
from evidence.formats.json import record_json
from evidence.models import DuplicateStatus, PublicationBase, Standing
from evidence.store.duplicates import pairs
from evidence.web.finding import found_publications
from evidence.web.inputs import Kept, Key, Sent, Words, Year
from evidence.web.routes.api.common import Limit, PathKey, Seen, answers, link_next, tagged
from evidence.web.routes.api.shapes import HitShape, ShownPublication
from evidence.web.taking import taken
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow import editing
from evidence.workflow.duplicates import merge_publications, split_publications, tell_apart
from evidence.workflow.shapes import hit_json, pair_json, shown_publication_json

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
def show_publication(response: Response, setup: ServerSetup, _who: Reader, key: PathKey) -> Any:
    """A publication, which study it reports, and what other sources say otherwise."""
    with store.session(setup.database, read_only=True) as db:
        shown = shown_publication_json(db, key)
        tagged(response, editing.publication_fingerprint(store.publication(db, str(shown["key"]))))
    return shown


class CitationFile(Sent):
    """A citation file as text: RIS, PubMed, BibTeX, EndNote XML, CSL-JSON or CSV; its kind is told by its content."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"name": "library.ris", "text": "TY  - JOUR\nTI  - …\nER  - "}}
    )

    name: Key = "library"
    text: Annotated[str, Field(min_length=1, max_length=20_000_000)]


_LOADED = {"file": "library.ris", "loaded": True, "kinds": {"publications": {"added": 1}}, "problem_count": 0}


@router.post("/publications", responses=answers(dict[str, Any], _LOADED))
def load_publications(setup: ServerSetup, who: Coder, sent: CitationFile) -> Any:
    """Put a citation file into the library, as a whole or not at all; what is wrong is listed with its line."""
    return taken(setup.database, sent.name, BytesIO(sent.text.encode()), who.author()).as_json()


class ChangedPublication(Sent):
    """Fields to set, by name; an empty text is unknown."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"fields": {"volume": "133"}}})

    fields: dict[str, JsonValue]


@router.patch("/publications/{key:path}", responses=answers(PublicationBase, _EXAMPLE))
def edit_publication(setup: ServerSetup, who: Coder, key: PathKey, sent: ChangedPublication, seen: Seen = None) -> Any:
    """Set fields of a publication, as where another source is right; what a source had said stays beside."""
    with store.session(setup.database) as db:
        return record_json(editing.edit_publication(db, key, sent.fields, who.author(), seen=seen).publication)


_PAIR = {"first": _EXAMPLE, "second": _EXAMPLE, "score": 0.9, "reasons": ["the same title"], "differing": ["pmid"]}


@router.get("/duplicates", responses=answers(list[dict[str, Any]], [_PAIR]))
def list_duplicates(
    setup: ServerSetup,
    _who: Reader,
    status: Annotated[DuplicateStatus, Query()] = DuplicateStatus.CANDIDATE,
    limit: Limit = 50,
) -> Any:
    """Pairs of publications that may be one, the surest first; with `status=distinct` what was told apart."""
    with store.session(setup.database, read_only=True) as db:
        return [pair_json(one) for one in pairs(db, status=status, limit=limit)]


class Two(Sent):
    """Two publications; of a merge the first is kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"first": "smith2018a", "second": "x1"}})

    first: Key
    second: Key


@router.post("/duplicates/merge", responses=answers(dict[str, Any], {"citations": 2, "conflicts": {}}))
def merge(setup: ServerSetup, who: Coder, sent: Two) -> Any:
    """Make two publications one under the key of the first; what the second says otherwise is shown beside."""
    with store.session(setup.database) as db:
        return merge_publications(db, sent.first, sent.second, who.author())._asdict()


_SPLIT = {"citations": 2, "stay": 0, "changed": [], "audited": []}


@router.post("/duplicates/split", responses=answers(dict[str, Any], _SPLIT))
def split(setup: ServerSetup, who: Coder, sent: Two) -> Any:
    """Make two again of publications of which the second was merged into the first; the log keeps both acts."""
    with store.session(setup.database) as db:
        return split_publications(db, sent.first, sent.second, who.author())._asdict()


@router.post("/duplicates/distinct", responses=answers(dict[str, bool], {"changed": True}))
def distinct(setup: ServerSetup, who: Coder, sent: Two) -> Any:
    """Remember that two publications are two, so that they are not paired again."""
    with store.session(setup.database) as db:
        return {"changed": tell_apart(db, sent.first, sent.second, who.author())}
