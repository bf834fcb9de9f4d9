"""Style sheets and scripts, all from this package; the only routes besides the door that ask nobody's name."""

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from evidence.web.render import TYPES, static_files

router = APIRouter(include_in_schema=False)

FOR_GOOD = "public, max-age=31536000, immutable"


@router.get("/static/{name}")
def static_file(name: str) -> Response:
    """One static file."""
    found = static_files().get(name)
    if found is None:
        raise HTTPException(404)
    return Response(found, media_type=TYPES[name.rpartition(".")[2]], headers={"Cache-Control": FOR_GOOD})
