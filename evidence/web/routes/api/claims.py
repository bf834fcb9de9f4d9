"""Claims: list, show, and every change a person can make to one; each change is on record with what was there."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.json import record_json
from evidence.models import ClaimStatus, Origin, StatedDesign, Support
from evidence.store.listing import ClaimFilter
from evidence.text.spans import Span
from evidence.web.inputs import LARGEST, Key, Sent, Words, Year
from evidence.web.routes.api.common import EXAMPLE_PAGE, PathKey, Seen, answers, link_next, tagged
from evidence.web.routes.api.shapes import ClaimShape, ShownClaim
from evidence.web.seeing import blind_in, refuse_blind, sees
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow import editing
from evidence.workflow.editing import ClaimRef, Edited, NewClaim
from evidence.workflow.shapes import shown_claim_json
from evidence.workflow.tables import codes_named

router = APIRouter(tags=["claims"])

Fields = dict[str, JsonValue]
Place = Annotated[int, Field(ge=0, le=LARGEST)]
OfPage = Annotated[Key | None, Query(description="The claim's page, where several pages have the key.")]
_EXAMPLE = {
    "page": EXAMPLE_PAGE,
    "key": "C001",
    "start": 0,
    "end": 26,
    "quote": "It relieves pain in 35% of",
    "claim_type": "efficacy",
    "condition": "pain",
    "study_type": "rct",
    "effects": [{"value": 35.0, "unit": "%", "arm": None, "timepoint": None}],
}
EDITED = answers(list[ClaimShape], [_EXAMPLE])


class WhereError(EvidenceError):
    """A claim to be added stands neither by its words nor by its span."""

    def __init__(self) -> None:
        super().__init__("give the claim's words as 'quote', or its span as 'start' and 'end'")


class ClaimQuery(BaseModel):
    """Which claims; what is left out asks nothing. Conditions and interventions count with all under them."""

    model_config = ConfigDict(extra="forbid")

    page: list[Key] = []
    advertiser: list[Key] = []
    condition: list[Key] = []
    intervention: list[Key] = []
    study_type: list[StatedDesign] = []
    suggested: list[Support] = []
    origin: list[Origin] = []
    status: ClaimStatus = ClaimStatus.ACTIVE
    year_from: Year = None
    year_to: Year = None
    after: Annotated[int, Field(ge=0, le=LARGEST, description="Where the list goes on: see the Link header.")] = 0
    limit: Annotated[int, Field(ge=1, le=1000, description="At most so many.")] = 50


@router.get("/claims", responses=EDITED)
def list_claims(
    request: Request, response: Response, setup: ServerSetup, who: Reader, asked: Annotated[ClaimQuery, Query()]
) -> Any:
    """The claims of what pages last said, in the order they were entered; the Link header leads to the next ones."""
    with store.session(setup.database, read_only=True) as db:
        if asked.suggested:
            refuse_blind(db, setup, who)
        entries = store.claims(db, _filter(db, asked), after=asked.after, limit=asked.limit)
    if len(entries) == asked.limit:
        link_next(request, response, {"after": entries[-1].id})
    return [record_json(entry.claim, {"page": entry.page}) for entry in entries]


def _filter(db: store.Session, asked: ClaimQuery) -> ClaimFilter:
    return ClaimFilter(
        conditions=codes_named(db, "condition", asked.condition),
        interventions=codes_named(db, "intervention", asked.intervention),
        study_types=tuple(asked.study_type),
        year_from=asked.year_from,
        year_to=asked.year_to,
        suggested=tuple(asked.suggested),
        advertisers=tuple(asked.advertiser),
        pages=tuple(asked.page),
        origins=tuple(asked.origin),
        statuses=(asked.status,),
        every_snapshot=asked.status is ClaimStatus.REMOVED,
    )


class Added(Sent):
    """A claim that a page makes: its words as they stand there once, or their span."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"page": EXAMPLE_PAGE, "quote": "It is safe.", "fields": {"claim_type": "safety"}}
        },
    )

    page: Key
    quote: Annotated[str | None, Field(max_length=20_000)] = None
    start: Place | None = None
    end: Place | None = None
    key: Key | None = None
    fields: Fields = Field(default_factory=dict)


@router.post("/claims", responses=EDITED)
def add_claim(setup: ServerSetup, who: Coder, sent: Added) -> Any:
    """Add a claim to what a page last said."""
    words: str | Span
    if sent.quote is not None and sent.start is None and sent.end is None:
        words = sent.quote
    elif sent.quote is None and sent.start is not None and sent.end is not None:
        words = Span(sent.start, sent.end)
    else:
        raise WhereError
    with store.session(setup.database) as db:
        return _shape(editing.add_claim(db, NewClaim(sent.page, words, sent.key), sent.fields, who.author()))


class ChangedClaim(Sent):
    """Fields to set, by name; an empty text is unknown. `start` and `end` move the claim's bounds."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"fields": {"study_type": "rct", "condition": "pain"}}}
    )

    page: Key | None = None
    fields: Fields = Field(default_factory=dict)
    start: Place | None = None
    end: Place | None = None


class Cut(Sent):
    """Words after which to cut, or offsets from the claim's first character as text."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"at": ["20% improvement"]}})

    page: Key | None = None
    at: Annotated[list[Words], Field(min_length=1, max_length=50)]


class Joined(Sent):
    """The other claim."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"other": "C002"}})

    page: Key | None = None
    other: Key


class Rejected(Sent):
    """Why a claim does not count."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"reason": "a heading, not a claim"}})

    page: Key | None = None
    reason: Annotated[Words, Field(min_length=1)]


class Restored(Sent):
    """The claim's page, where several pages have the key."""

    page: Key | None = None


@router.post("/claims/{key:path}/split", responses=EDITED)
def split_claim(setup: ServerSetup, who: Coder, key: PathKey, sent: Cut, seen: Seen = None) -> Any:
    """Cut a claim in parts."""
    with store.session(setup.database) as db:
        return _shape(editing.split_claim(db, ClaimRef(key, sent.page, seen), sent.at, who.author()))


@router.post("/claims/{key:path}/merge", responses=EDITED)
def merge_claims(setup: ServerSetup, who: Coder, key: PathKey, sent: Joined, seen: Seen = None) -> Any:
    """Make one claim of two that touch or overlap."""
    with store.session(setup.database) as db:
        ref, other = ClaimRef(key, sent.page, seen), ClaimRef(sent.other, sent.page)
        return _shape(editing.merge_claims(db, ref, other, who.author()))


@router.post("/claims/{key:path}/reject", responses=EDITED)
def reject_claim(setup: ServerSetup, who: Coder, key: PathKey, sent: Rejected, seen: Seen = None) -> Any:
    """Set a claim aside: audits and tables leave it out, the database keeps it."""
    with store.session(setup.database) as db:
        return _shape(editing.reject_claim(db, ClaimRef(key, sent.page, seen), sent.reason, who.author()))


@router.post("/claims/{key:path}/restore", responses=EDITED)
def restore_claim(setup: ServerSetup, who: Coder, key: PathKey, sent: Restored, seen: Seen = None) -> Any:
    """Take back that a claim was set aside."""
    with store.session(setup.database) as db:
        return _shape(editing.restore_claim(db, ClaimRef(key, sent.page, seen), who.author()))


class Carried(Sent):
    """The claim of the snapshot before that this one is, reworded."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"page": EXAMPLE_PAGE, "old": "C012"}})

    page: Key
    old: Key


@router.post("/claims/{key:path}/carry", responses=EDITED)
def carry_claim(setup: ServerSetup, who: Coder, key: PathKey, sent: Carried) -> Any:
    """Confirm that a claim is one of the snapshot before, reworded: it gets that one's fields and sources."""
    with store.session(setup.database) as db:
        return _shape(editing.carry_claim(db, sent.page, (sent.old, key), who.author()))


@router.get("/claims/{key:path}", responses=answers(ShownClaim, {"page": EXAMPLE_PAGE, "claim": _EXAMPLE}))
def show_claim(
    response: Response, setup: ServerSetup, who: Reader, key: PathKey, page: OfPage = None, *, history: bool = False
) -> Any:
    """A claim with its sources, what the program had read, the judgements you may see, and with `history` its past."""
    with store.session(setup.database, read_only=True) as db:
        found = editing.find_claim(db, ClaimRef(key, page))
        tagged(response, editing.fingerprint(found.claim))
        shown = shown_claim_json(db, found, history=history, sees=sees(db, setup, who))
        return _unsuggested(shown) if blind_in(db, setup, who, found.page) is not None else shown


def _unsuggested(shown: dict[str, Any]) -> dict[str, Any]:
    """The same without what the program concluded, for a coder who is to judge without it."""
    sources = [{**source, "verification": None} for source in shown["sources"]]
    return {**shown, "sources": sources}


@router.patch("/claims/{key:path}", responses=EDITED)
def edit_claim(setup: ServerSetup, who: Coder, key: PathKey, sent: ChangedClaim, seen: Seen = None) -> Any:
    """Set fields of a claim, or move where it begins or ends; from then on it is a person's."""
    with store.session(setup.database) as db:
        ref = ClaimRef(key, sent.page, seen)
        return _shape(editing.edit_claim(db, ref, sent.fields, who.author(), bounds=(sent.start, sent.end)))


def _shape(edited: Edited) -> list[Any]:
    return [record_json(claim, {"page": edited.page}) for claim in edited.claims]
