"""The description of the JSON interface, for programs that read one."""

from typing import Any

from fastapi import APIRouter, Request

from evidence.web.who import Reader

router = APIRouter(include_in_schema=False)


@router.get("/api/openapi.json")
def openapi(request: Request, _who: Reader) -> dict[str, Any]:
    """The OpenAPI description of every route under /api."""
    described: dict[str, Any] = request.app.openapi()
    return described
