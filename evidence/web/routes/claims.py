"""Change claims in the reading view: fields saved as they are set, boundaries, parts, setting aside, taking back.

Every form carries the fingerprint of the record its person saw. Where somebody changed the claim since, nothing is
written: the answer shows the claim as it is, says who did what, and keeps in the form what the person had put there.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import ClaimStatus
from evidence.text.spans import Span
from evidence.web.fields import TYPES, changed_values
from evidence.web.forms import SentForm, text_of
from evidence.web.inputs import LARGEST, Key, Line, Number
from evidence.web.numbers import changed_numbers, sent_rows
from evidence.web.render import html
from evidence.web.setup import Setup, now
from evidence.web.showing import Kept, Place, Values, claim_values, page_values
from evidence.web.who import Caller, Coder, ServerSetup
from evidence.workflow.audit import audit
from evidence.workflow.editing import (
    BadValueError,
    ClaimRef,
    Edited,
    NewClaim,
    StaleClaimError,
    add_claim,
    edit_claim,
    find_claim,
    merge_claims,
    reject_claim,
    restore_claim,
    since,
    split_claim,
    undo,
)

router = APIRouter(include_in_schema=False)

PageKey = Annotated[Key, Form()]
ClaimKey = Annotated[Key, Form()]
Project = Annotated[Key | None, Form()]
Fingerprint = Annotated[str, Form(max_length=64)]
At = Annotated[int, Form(ge=0, le=LARGEST)]

Verb = Callable[[store.Session, ClaimRef], Edited]


class Chosen(NamedTuple):
    """The claim a form is about, as its person saw it, and where they read it."""

    place: Place
    ref: ClaimRef


def chosen_claim(page: PageKey, claim: ClaimKey, seen: Fingerprint, project: Project = None) -> Chosen:
    """What every form about a claim says."""
    return Chosen(Place(page, project), ClaimRef(claim, page, seen))


ChosenClaim = Annotated[Chosen, Depends(chosen_claim)]


class Own(NamedTuple):
    """What a person set in the form of a claim: as an edit takes it, and as the form has it."""

    fields: dict[str, Any]
    kept: Kept


class Desk(NamedTuple):
    """Who asks for a change, of which server, and by which request."""

    request: Request
    setup: Setup
    who: Caller


@router.get("/claims/new")
def new_claim(
    request: Request, setup: ServerSetup, _who: Coder, page: Key, start: Number, end: Number, project: Key | None = None
) -> Response:
    """Ask what kind of claim the chosen words are."""
    with store.session(setup.database, read_only=True) as db:
        text = store.snapshot(db, store.newest_snapshot(db, page)).text
    quote = Span(start, end).of(text)
    place: Values = {"page": page, "project": project, "start": start, "end": end}
    return html(request, "parts/new_claim.html.j2", quote=quote, types=TYPES, **place)


@router.post("/claims/add")
def add(
    request: Request,
    setup: ServerSetup,
    who: Coder,
    page: PageKey,
    start: At,
    end: At,
    claim_type: Line,
    project: Project = None,
) -> Response:
    """Make a claim of a stretch of the page."""
    place = Place(page, project)
    with store.session(setup.database) as db:
        edited = add_claim(db, NewClaim(page, Span(start, end)), {"claim_type": claim_type}, who.author())
        values = _after(db, who, place, edited)
    return _changed(request, values, f"{edited.claims[0].key} added.")


@router.post("/claims/edit")
def edit(request: Request, setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Save what was set in the form; the answer leaves the form alone, so that a person can go on typing."""
    place = Place(text_of(form, "page"), text_of(form, "project") or None)
    ref = ClaimRef(text_of(form, "claim"), place.page, text_of(form, "seen"))
    sent = {name: text_of(form, name) for name in form}
    try:
        with store.session(setup.database) as db:
            own = _own_changes(db, ref, sent)
            edited = edit_claim(db, ref, own.fields, who.author())
            _audit_once(db, who, edited)
            values = claim_values(db, who, place, ref.key)
    except StaleClaimError as error:
        return _stale(Desk(request, setup, who), Chosen(place, ref), error, sent=sent)
    except EvidenceError as error:
        return _not_saved(request, error)
    return html(request, "parts/saved.html.j2", at=now(), **values)


def _own_changes(db: store.Session, ref: ClaimRef, sent: Mapping[str, str]) -> Own:
    """What the person set otherwise than the record they saw, even where that is no longer the record."""
    standing = find_claim(db, ref)
    seen = since(db, standing, ref.seen or "").record or standing.claim
    values, numbers = changed_values(sent, seen), changed_numbers(sent, seen)
    if numbers is None:
        return Own(values, Kept(values))
    return Own({**values, "effects": numbers}, Kept(values, sent_rows(sent)))


@router.post("/claims/bounds")
def move_bounds(request: Request, setup: ServerSetup, who: Coder, chosen: ChosenClaim, start: At, end: At) -> Response:
    """Let a claim begin or end elsewhere."""

    def move(db: store.Session, ref: ClaimRef) -> Edited:
        return edit_claim(db, ref, {}, who.author(), bounds=(start, end))

    return _do(Desk(request, setup, who), chosen, move, "{claim} has other boundaries.")


@router.post("/claims/split")
def split(request: Request, setup: ServerSetup, who: Coder, chosen: ChosenClaim, at: At) -> Response:
    """Cut a claim in two at a place of the page's text."""

    def cut(db: store.Session, ref: ClaimRef) -> Edited:
        within = at - find_claim(db, ref).claim.start
        return split_claim(db, ref, [str(max(within, 0))], who.author())

    return _do(Desk(request, setup, who), chosen, cut, "{claim} is now {claims}.")


@router.post("/claims/merge")
def merge(request: Request, setup: ServerSetup, who: Coder, chosen: ChosenClaim, other: ClaimKey) -> Response:
    """Make one claim of two that touch."""

    def join(db: store.Session, ref: ClaimRef) -> Edited:
        return merge_claims(db, ref, ClaimRef(other, ref.page), who.author())

    said = f"{other} is part of {{claim}} now, with its numbers and sources."
    return _do(Desk(request, setup, who), chosen, join, said)


@router.post("/claims/reject")
def reject(
    request: Request, setup: ServerSetup, who: Coder, chosen: ChosenClaim, reason: Line, then: Line = ""
) -> Response:
    """Set a claim aside, and go on to the claim named in `then`."""

    def set_aside(db: store.Session, ref: ClaimRef) -> Edited:
        return reject_claim(db, ref, reason, who.author())

    return _do(Desk(request, setup, who), chosen, set_aside, "{claim} is set aside.", then=then, reason=reason)


@router.post("/claims/restore")
def restore(request: Request, setup: ServerSetup, who: Coder, chosen: ChosenClaim) -> Response:
    """Let a claim count again that was set aside."""

    def take_back(db: store.Session, ref: ClaimRef) -> Edited:
        return restore_claim(db, ref, who.author())

    return _do(Desk(request, setup, who), chosen, take_back, "{claim} counts again.")


@router.post("/claims/undo")
def undo_last(request: Request, setup: ServerSetup, who: Coder, page: PageKey, project: Project = None) -> Response:
    """Take back what this person did last on the page."""
    place = Place(page, project)
    with store.session(setup.database) as db:
        undone = undo(db, page, who.author())
        values = _shown(db, who, place, undone.claim)
    return _changed(request, values, f"Undone: {undone.words}.", may_undo=False)


def _do(desk: Desk, chosen: Chosen, verb: Verb, said: str, *, then: str = "", reason: str = "") -> Response:
    """Do one thing to one claim and show what came of it."""
    try:
        with store.session(desk.setup.database) as db:
            edited = verb(db, chosen.ref)
            values = _after(db, desk.who, chosen.place, edited, then)
    except StaleClaimError as error:
        return _stale(desk, chosen, error, sent={"reason": reason} if reason else {})
    claims = " and ".join(claim.key for claim in edited.claims)
    done = said.replace("{claims}", claims).replace("{claim}", chosen.ref.key)
    return _changed(desk.request, values, done if edited.changed else "Nothing changed.", may_undo=edited.changed)


def _audit_once(db: store.Session, who: Caller, edited: Edited) -> None:
    """Audit a page that had left nothing to find, and was therefore not audited again by the edit itself."""
    if edited.changed and not edited.audited:
        audit(db, edited.page, who.author())


def _after(db: store.Session, who: Caller, place: Place, edited: Edited, then: str = "") -> Values:
    _audit_once(db, who, edited)
    return _shown(db, who, place, then or edited.claims[0].key)


def _shown(db: store.Session, who: Caller, place: Place, key: str) -> Values:
    """The page, and beside it the claim, or where it does not count the one that follows it."""
    values = page_values(db, who, place)
    claims = values["view"].claims
    gone = find_claim(db, ClaimRef(key, place.page)).claim
    if gone.status is ClaimStatus.REJECTED:
        following = [one.key for one in claims if one.start >= gone.start] or [one.key for one in claims[-1:]]
        return values | claim_values(db, who, place, following[0] if following else None)
    return values | claim_values(db, who, place, key)


def _changed(request: Request, values: Values, said: str, *, may_undo: bool = True) -> Response:
    return html(request, "parts/changed.html.j2", said=said, may_undo=may_undo, alert="", **values)


def _stale(desk: Desk, chosen: Chosen, error: StaleClaimError, *, sent: Mapping[str, str]) -> Response:
    """The claim as it is now, what happened to it, and the person's own input still in the form."""
    place, ref = chosen
    with store.session(desk.setup.database, read_only=True) as db:
        kept = Kept(sent) if "reason" in sent else _own_changes(db, ref, sent).kept
        values = page_values(db, desk.who, place) | claim_values(db, desk.who, place, ref.key, kept=kept)
    answer = html(
        desk.request, "parts/changed.html.j2", status=409, said="", may_undo=False, alert=str(error), **values
    )
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#claim", "innerHTML"
    return answer


def _not_saved(request: Request, error: EvidenceError) -> Response:
    wrong = error.reasons if isinstance(error, BadValueError) else ()
    answer = html(request, "parts/not_saved.html.j2", status=422, said=str(error), wrong=wrong)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#saved", "innerHTML"
    return answer
