"""Studies: list, show, edit, accept a draft."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, JsonValue

from evidence import store
from evidence.formats.changes import history_json
from evidence.formats.json import record_json
from evidence.models import StudyBase
from evidence.store.editing import study_history
from evidence.web.inputs import Kept, Sent
from evidence.web.routes.api.common import Limit, PathKey, Seen, answers, link_next, tagged
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow import editing

router = APIRouter(tags=["studies"])

_EXAMPLE = {
    "key": "smith2020",
    "design": "rct",
    "sample_size": 60,
    "draft": False,
    "results": [{"outcome": "pain at 4 weeks", "kind": "primary", "p_value": 0.296}],
}


@router.get("/studies", responses=answers(list[StudyBase], [_EXAMPLE]))
def list_studies(
    request: Request,
    response: Response,
    setup: ServerSetup,
    _who: Reader,
    after: Annotated[str, Query(max_length=200), Kept] = "",
    limit: Limit = 50,
) -> Any:
    """The studies by key, with arms and results; a draft is what the program read and no person has accepted."""
    with store.session(setup.database, read_only=True) as db:
        shown = store.studies(db, after=after, limit=limit)
    if len(shown) == limit:
        link_next(request, response, {"after": shown[-1].key})
    return [record_json(one) for one in shown]


@router.post("/studies/{key:path}/accept", responses=answers(StudyBase, _EXAMPLE))
def accept_study(setup: ServerSetup, who: Coder, key: PathKey, seen: Seen = None) -> Any:
    """Accept a draft: you have read the source and stand behind what the record says."""
    with store.session(setup.database) as db:
        return record_json(editing.accept_study(db, key, who.author(), seen=seen).study)


@router.get("/studies/{key:path}", responses=answers(StudyBase, _EXAMPLE))
def show_study(response: Response, setup: ServerSetup, _who: Reader, key: PathKey, *, history: bool = False) -> Any:
    """A study with its arms and results, and with `history` its past."""
    with store.session(setup.database, read_only=True) as db:
        study = store.study(db, key)
        tagged(response, editing.study_fingerprint(study))
        log: list[JsonValue] = [history_json(row) for row in study_history(db, key)] if history else []
    return record_json(study) | ({"history": log} if history else {})


class ChangedStudy(Sent):
    """Fields to set, by name; an empty text is unknown, a list of arms or results replaces the one there is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"fields": {"sample_size": 60, "results": [{"outcome": "pain"}]}}},
    )

    fields: dict[str, JsonValue]


@router.patch("/studies/{key:path}", responses=answers(StudyBase, _EXAMPLE))
def edit_study(setup: ServerSetup, who: Coder, key: PathKey, sent: ChangedStudy, seen: Seen = None) -> Any:
    """Set fields of a study; the pages with a claim that leans on it are audited again."""
    with store.session(setup.database) as db:
        return record_json(editing.edit_study(db, key, sent.fields, who.author(), seen=seen).study)
