"""Take back what a person did last to the claims of a page, step by step; never what somebody built upon since.

Taking back is a change like any other: the log keeps the deed and that it was undone.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, cast

from evidence import store
from evidence.models import ActivityBase, CitationStatus, ClaimBase, ClaimStatus
from evidence.store.activity import Deed, lock
from evidence.store.citations import Pointer, citations_of, decide_citation, remove_citation
from evidence.store.editing import Change, change_claim, deeds_on
from evidence.workflow.audit import audit
from evidence.workflow.editing.ending import refuse_judged
from evidence.workflow.editing.errors import CannotUndoError, NothingToUndoError
from evidence.workflow.editing.finding import ClaimRef, find_claim
from evidence.workflow.editing.seen import before

UNDONE = "undone"
MADE = frozenset({"added by hand", "split off"})
UNSAID = frozenset({"origin", "condition_code", "intervention_code", "effects"})
"""Fields that change along with others."""
ABOUT = ("claim", "claim_id", "page", "publication")
"""What a row of the log about a citation says of it."""
CHANGED = frozenset({"edited", "split", "merged", "rejected", "restored"})


class Undone(NamedTuple):
    """What was taken back, in words, and the claim it was about."""

    claim: str
    words: str


def undo(db: store.Session, page: str, by: store.Author) -> Undone:
    """Take back the last deed of this person on a page that they have not taken back yet, and audit the page again.

    Raises:
        UnknownKeyError: there is no such page.
        NothingToUndoError: there is no deed of theirs.
        CannotUndoError: the claim was changed again since, or the deed is not of a kind that can be taken back.
        JudgedClaimError: judgements are about the words that would go.
    """
    lock(db)
    deeds = _last(deeds_on(db, page, by.name))
    if not deeds:
        raise NothingToUndoError(page)
    claims = [_undo_one(db, page, deed, by) for deed in deeds]
    audit(db, page, by, claims=set(claims))
    return Undone(claims[-1], _words(deeds, claims))


def _last(deeds: Iterable[ActivityBase]) -> list[ActivityBase]:
    """The deeds of the last moment that were not undone, newest first."""
    undone: set[object] = set()
    for _, at_once in groupby(deeds, key=lambda row: row.at):
        rows = list(at_once)
        undone |= {row.detail.get("of") for row in rows if row.verb == UNDONE}
        if not any(row.verb == UNDONE or row.hash in undone for row in rows):
            return rows
    return []


def _undo_one(db: store.Session, page: str, deed: ActivityBase, by: store.Author) -> str:
    """Take one deed back; the key of the claim it was about."""
    if deed.object_type == "citation":
        return _undo_decision(db, page, deed, by)
    if deed.object_type != "claim":
        raise CannotUndoError(deed.verb, f"page '{page}'", "refuse or detach the sources that are wrong")
    if deed.verb not in MADE | CHANGED:
        raise CannotUndoError(deed.verb, deed.object_key, "change the claim by hand")
    standing = find_claim(db, ClaimRef(deed.object_key, page))
    _refuse_changed(deed, standing.claim)
    was = _record_before(deed, standing.claim)
    if (was.start, was.end) != (standing.claim.start, standing.claim.end):
        refuse_judged(db, standing)
    change_claim(db, standing, was, Change(UNDONE, {"of": deed.hash, "deed": deed.verb}), by)
    return deed.object_key


def _record_before(deed: ActivityBase, claim: ClaimBase) -> ClaimBase:
    """What the claim was; one that there was not is set aside."""
    if deed.verb in MADE:
        return claim.model_copy(update={"status": ClaimStatus.REJECTED})
    return before(claim, deed)


def _refuse_changed(deed: ActivityBase, claim: ClaimBase) -> None:
    now = claim.model_dump(mode="json")
    fields = cast("dict[str, dict[str, object]]", deed.detail.get("fields") or {})
    left = {name: pair["is"] for name, pair in fields.items()} or deed.detail.get("record")
    if isinstance(left, dict) and any(now[name] != value for name, value in left.items()):
        raise CannotUndoError(deed.verb, deed.object_key, "the claim was changed again since")


def _undo_decision(db: store.Session, page: str, deed: ActivityBase, by: store.Author) -> str:
    pointer = _pointer(db, page, deed)
    status = cast("dict[str, str | None]", deed.detail["status"])
    if pointer.citation.status != status["is"]:
        raise CannotUndoError(deed.verb, f"a source of {pointer.claim}", "somebody decided otherwise since")
    if status["was"] is None:
        remove_citation(db, int(deed.object_key))
    else:
        decide_citation(db, int(deed.object_key), CitationStatus(status["was"]), by)
    about = {name: deed.detail[name] for name in ABOUT if name in deed.detail}
    store.record_activity(db, by, Deed(UNDONE, "citation", deed.object_key, {"of": deed.hash, **about}))
    return pointer.claim


def _pointer(db: store.Session, page: str, deed: ActivityBase) -> Pointer:
    pointers = citations_of(db, store.snapshots_of(db, page)[0])
    found = next((pointer for pointer in pointers if str(pointer.id) == deed.object_key), None)
    if found is None:
        raise CannotUndoError(
            deed.verb, f"a source of {deed.detail.get('claim', 'a claim')}", "it is not there any more"
        )
    return found


def _words(deeds: Sequence[ActivityBase], claims: Sequence[str]) -> str:
    """What it comes to, in a clause for each claim."""
    said = [words for deed, claim in zip(deeds, claims, strict=True) if (words := _clause(deed, claim))]
    return "; ".join(reversed(said))


def _clause(deed: ActivityBase, claim: str) -> str:
    if deed.verb == "edited":
        return f"{claim} is again as it was ({_fields(deed)})"
    if deed.verb == "rejected" and str(deed.detail.get("reason", "")).startswith("merged into"):
        return f"{claim} is a claim of its own again"
    clauses = {
        "rejected": f"{claim} counts again",
        "restored": f"{claim} is set aside again",
        "added by hand": f"{claim} is set aside",
        "split": f"{claim} is one claim again",
        "merged": f"{claim} is as it was; sources that came to it stay",
        "decided": f"the source of {claim} is as it was",
        "attached": f"{deed.detail.get('publication')} is no source of {claim} any more",
    }
    return clauses.get(deed.verb, "")


def _fields(deed: ActivityBase) -> str:
    """The fields that were changed, in a person's words, with what they are again."""
    fields = cast("dict[str, dict[str, object]]", deed.detail.get("fields") or {})
    if "quote" in fields:
        return "its boundaries"
    told = {name: pair["was"] for name, pair in fields.items() if name not in UNSAID}
    words = [f"{name.replace('_', ' ')}: {'nothing' if was is None else was}" for name, was in told.items()]
    return ", ".join([*words, "its numbers"] if "effects" in fields else words)
