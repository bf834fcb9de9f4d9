"""What the routes for programs have alike: the shape of an error, examples, and the link to the next page of a list."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Header, Path, Query, Request, Response
from pydantic import AfterValidator, BaseModel, StringConstraints

from evidence.web.inputs import Kept

VERSION = "/api/v1"
EXAMPLE_PAGE = "clinic.html"

Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
PageKey = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    Kept,
    Query(description="Key of a page.", examples=[EXAMPLE_PAGE]),
]
PathKey = Annotated[str, StringConstraints(min_length=1, max_length=200), Kept, Path(description="Key of the record.")]


def _unquoted(tag: str | None) -> str | None:
    """The fingerprint in an entity tag; `*` stands for any."""
    return None if tag is None or tag == "*" else tag.strip().strip('"')


Seen = Annotated[
    Annotated[str, StringConstraints(max_length=100)] | None,
    AfterValidator(_unquoted),
    Header(alias="If-Match", description="The ETag of the record you saw: refused with 409 if it is another by now."),
]


def tagged(response: Response, fingerprint: str) -> None:
    """Give the fingerprint of the record in the answer, to be sent back as If-Match."""
    response.headers["ETag"] = f'"{fingerprint}"'


class Refusal(BaseModel):
    """Why a request was refused, in one sentence."""

    error: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Refusal, "description": "Nobody is known to be asking."},
    403: {"model": Refusal, "description": "The role of the asker is not enough."},
    404: {"model": Refusal, "description": "There is no such record."},
    409: {"model": Refusal, "description": "The record is not the one you saw (If-Match)."},
    422: {"model": Refusal, "description": "What was sent cannot be used; nothing was changed."},
}


def answers(model: Any, example: Any) -> dict[int | str, dict[str, Any]]:
    """How a route's answer looks, for its description; the answer itself is not checked again."""
    return {200: {"model": model, "content": {"application/json": {"example": example}}}}


def link_next(request: Request, response: Response, after: Mapping[str, object]) -> None:
    """Say in the Link header (RFC 8288) where the list goes on, so that the body stays what the command line prints."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in after]
    address = f"{request.url.path}?{urlencode([*kept, *after.items()])}"
    response.headers["Link"] = f'<{address}>; rel="next"'
