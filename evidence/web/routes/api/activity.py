"""The log of every write: a page of it, its head, and whether the database is sound."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from evidence import store
from evidence.store.logbook import LogFilter, log_entries
from evidence.web.inputs import LARGEST, Words
from evidence.web.routes.api.common import answers, link_next
from evidence.web.routes.api.shapes import LogShape
from evidence.web.seeing import ShownRow, shown_rows
from evidence.web.who import Coder, Reader, ServerSetup

router = APIRouter(tags=["activity"])

_ROW = {
    "id": 7,
    "at": "2026-03-04T05:06:07+00:00",
    "actor": "ana",
    "verb": "edited",
    "object_type": "claim",
    "object_key": "C001",
    "detail": {"fields": {"study_type": {"was": "none", "is": "rct"}}},
}


class LogQuery(BaseModel):
    """Which rows; what is left out asks nothing."""

    model_config = ConfigDict(extra="forbid")

    actor: Words = ""
    verb: Words = ""
    kind: Words = ""
    key: Words = ""
    page: Words = ""
    before: Annotated[int | None, Field(ge=1, le=LARGEST, description="Where the list goes on.")] = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100

    def where(self) -> LogFilter:
        """The filter."""
        return LogFilter(self.actor, self.verb, self.kind, self.key, self.page)


@router.get("/activity", responses=answers(list[LogShape], [_ROW]))
def list_activity(
    request: Request, response: Response, setup: ServerSetup, who: Reader, asked: Annotated[LogQuery, Query()]
) -> Any:
    """The log, newest first; `detail` is null where it would tell what another coder holds before both are done."""
    with store.session(setup.database, read_only=True) as db:
        rows = shown_rows(db, setup, who, log_entries(db, asked.where(), before=asked.before, limit=asked.limit))
    if len(rows) == asked.limit:
        link_next(request, response, {"before": rows[-1].entry.id})
    return [_shape(row) for row in rows]


def _shape(shown: ShownRow) -> dict[str, Any]:
    row = shown.entry.row.model_dump(mode="json")
    return {"id": shown.entry.id, **row} | ({"detail": None} if shown.is_hidden else {})


@router.get("/activity/head", responses=answers(dict[str, str], {"head": "5f0c…"}))
def head(setup: ServerSetup, _who: Reader) -> Any:
    """The hash of the newest row, to be compared with one kept elsewhere."""
    with store.session(setup.database, read_only=True) as db:
        return {"head": store.head(db)}


@router.get("/activity/check", responses=answers(dict[str, Any], {"sound": True, "problems": [], "head": "5f0c…"}))
def check(setup: ServerSetup, _who: Coder) -> Any:
    """Check constraints, spans, hashes and the chain of the log, as `evidence db check` does."""
    with store.session(setup.database, read_only=True) as db:
        problems = [str(fault) for fault in store.check(db)]
        return {"sound": not problems, "problems": problems, "head": store.head(db)}
