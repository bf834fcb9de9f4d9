"""Evidence tables of every preset as JSON, and counts; the filters are those of the command line."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from evidence import store
from evidence.formats import tables
from evidence.report.presets import Preset
from evidence.web.asking import TableQuery
from evidence.web.routes.api.common import answers
from evidence.web.seeing import refuse_blind, sees
from evidence.web.who import Reader, ServerSetup
from evidence.workflow.gather import of_advertisers
from evidence.workflow.presets import made_table
from evidence.workflow.table_formats import render_preset
from evidence.workflow.tables import grouped_counts, wanted_of

router = APIRouter(tags=["tables"])

Group = Literal["condition", "study_type", "year"]
_EXAMPLE = {
    "preset": "claims",
    "title": "Claims and the studies they cite",
    "fields": [{"name": "claim", "heading": "Claim"}],
    "rows": [{"cells": {"claim": "C001"}, "unknown": [], "numbers": {}, "notes": {}}],
}


@router.get("/tables/{preset}", responses=answers(dict[str, Any], _EXAMPLE))
def table(setup: ServerSetup, who: Reader, preset: Preset, asked: Annotated[TableQuery, Query()]) -> Response:
    """An evidence table: its rows, footnotes, references, and how it was made; judgements are those you may see."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        made = made_table(db, asked.asked(preset, sees(db, setup, who)))
        content = render_preset(made, "json", database=setup.origin, db=db, width=0)
    return Response(content, media_type="application/json")


class CountQuery(TableQuery):
    """Filters, and what to group by."""

    by: Annotated[list[Group], Field(min_length=1)]


@router.get("/counts", responses=answers(dict[str, Any], {"rows": [{"condition": "pain", "count": 3}], "filters": {}}))
def counts(setup: ServerSetup, who: Reader, asked: Annotated[CountQuery, Query()]) -> Response:
    """How many claims there are by condition, study type and year, as pages state them."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        wanted = of_advertisers(wanted_of(db, asked.request()), tuple(asked.advertiser))
        counted = grouped_counts(db, wanted, list(dict.fromkeys(asked.by)))
    content = tables.counts_json(counted, filters=wanted.asked, database=setup.origin)
    return Response(content, media_type="application/json")
