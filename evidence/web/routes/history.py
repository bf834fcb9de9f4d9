"""What became of things: the log of every write, a record's past, and a page's snapshots side by side."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from evidence import store
from evidence.formats.changes import history_words
from evidence.models import ActivityBase
from evidence.store.editing import claim_history, study_history
from evidence.store.logbook import LogFilter, log_entries, log_words, pages_of_snapshots, record_history
from evidence.web.addresses import query
from evidence.web.comparing import compared
from evidence.web.inputs import LARGEST, Kept, Key, Line
from evidence.web.render import html
from evidence.web.seeing import shown_rows
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow.editing import ClaimRef, carry_claim, find_claim

router = APIRouter(include_in_schema=False)

SHOWN = 50
Text = Annotated[str, Field(max_length=500), Kept]
Before = Annotated[
    Annotated[int, Field(ge=1, le=LARGEST)] | None, BeforeValidator(lambda value: None if value == "" else value)
]


LONGEST = 20_000
"""Characters of a row's detail that are shown; a row of a large load is longer."""


def _whole(row: ActivityBase) -> str:
    """All that a row of the log holds, readable."""
    text = json.dumps(row.detail, ensure_ascii=False, indent=1)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


TOLD: dict[str, Any] = {"said": history_words, "whole": _whole}
"""How a template puts a row of the log in words."""


class LogForm(BaseModel):
    """Which rows of the log; what is left empty asks nothing."""

    model_config = ConfigDict(extra="ignore")

    actor: Text = ""
    verb: Text = ""
    kind: Text = ""
    key: Text = ""
    page: Text = ""
    before: Before = None


@router.get("/history")
def history(request: Request, setup: ServerSetup, who: Reader, asked: Annotated[LogForm, Query()]) -> Response:
    """The log, newest first; what another coder judged is hidden until both are done."""
    where = LogFilter(asked.actor, asked.verb, asked.kind, asked.key, asked.page)
    with store.session(setup.database, read_only=True) as db:
        entries = log_entries(db, where, before=asked.before, limit=SHOWN + 1)
        rows = shown_rows(db, setup, who, entries[:SHOWN])
        values: dict[str, Any] = {"head": store.head(db), "words": log_words(db)}
        values["snapshots"] = pages_of_snapshots(db, [entry.row for entry in entries])
        values["pages"] = [entry.page.key for entry in store.pages(db)]
    kept = {name: value for name, value in asked.model_dump(exclude={"before"}).items() if value}
    more = f"/history?{query(**kept, before=str(entries[SHOWN - 1].id))}" if len(entries) > SHOWN else ""
    return html(
        request, "history.html.j2", asked=asked, rows=rows, more=more, said=history_words, whole=_whole, **values
    )


@router.get("/history/check")
def check(request: Request, setup: ServerSetup, _who: Coder) -> Response:
    """Check the whole database, its log's chain among the rest, as `evidence db check` does."""
    with store.session(setup.database, read_only=True) as db:
        problems = [str(fault) for fault in store.check(db)]
        head = store.head(db)
    return html(request, "history_check.html.j2", problems=problems, head=head)


@router.get("/history/record")
def record(
    request: Request, setup: ServerSetup, _who: Reader, kind: str, key: Annotated[Key, Query()], page: str | None = None
) -> Response:
    """The past of a claim, a study or a publication, oldest first."""
    with store.session(setup.database, read_only=True) as db:
        rows, at = _past(db, kind, key, page)
    return html(
        request, "history_record.html.j2", kind=kind, key=key, rows=rows, at=at, said=history_words, whole=_whole
    )


def _past(db: store.Session, kind: str, key: str, page: str | None) -> tuple[list[ActivityBase], str]:
    """The rows about a record, and where the record itself is shown.

    Raises:
        UnknownKeyError: there is no such record.
        NoSuchClaimError: there is no such claim.
    """
    if kind == "claim":
        found = find_claim(db, ClaimRef(key, page or None))
        return claim_history(db, found), f"/read?{query(page=found.page, claim=key)}"
    if kind == "study":
        store.study(db, key)
        return study_history(db, key), f"/study?{query(key=key)}"
    store.publication(db, key)
    return record_history(db, "publication", key), f"/publication?{query(key=key)}"


@router.post("/history/carry")
def carry(setup: ServerSetup, who: Coder, page: Line, old: Line, new: Line) -> Response:
    """Confirm that a reworded claim is the one of the snapshot before: it gets that one's fields and sources."""
    with store.session(setup.database) as db:
        carry_claim(db, page, (old, new), who.author())
    return RedirectResponse(f"/history/snapshots?{query(page=page)}", 303)


@router.get("/history/snapshots")
def snapshots(
    request: Request,
    setup: ServerSetup,
    _who: Reader,
    page: Annotated[Key, Query()],
    old: Before = None,
    new: Before = None,
) -> Response:
    """Two snapshots of a page side by side, the last two where none are named, and what happened to each claim."""
    with store.session(setup.database, read_only=True) as db:
        view = compared(db, page, old, new)
    return html(request, "history_snapshots.html.j2", page=page, view=view)
