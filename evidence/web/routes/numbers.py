"""Offer a number of a claim to be filled in: an empty one, or what the words that were selected say."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import QuantityBase
from evidence.text.spans import Span
from evidence.web.inputs import LARGEST, Key, Number
from evidence.web.numbers import NUMBER_FORM, NumberedRow, number_row, numbers_in
from evidence.web.render import html
from evidence.web.who import Coder, ServerSetup
from evidence.workflow.editing import ClaimRef, find_claim

router = APIRouter(include_in_schema=False)

At = Annotated[int | None, Query(ge=0, le=LARGEST)]


class OtherWordsError(EvidenceError):
    """The selected words are not those of the claim."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the selected words are not in claim '{key}': select words of the claim, or none")


@router.get("/claims/number")
def new_numbers(
    request: Request,
    setup: ServerSetup,
    _who: Coder,
    page: Key,
    claim: Key,
    row: Number,
    start: At = None,
    end: At = None,
) -> Response:
    """Rows of the form that are not saved yet, counted from `row`."""
    with store.session(setup.database, read_only=True) as db:
        found = find_claim(db, ClaimRef(claim, page)).claim
    chosen = None if start is None or end is None else Span(start, end)
    numbers = [QuantityBase()] if chosen is None else numbers_in(found, chosen)
    if not numbers:
        raise OtherWordsError(claim)
    rows = [NumberedRow(at, number_row(number)) for at, number in enumerate(numbers, row)]
    return html(request, "parts/number_rows.html.j2", numbers=rows, number_form=NUMBER_FORM)
