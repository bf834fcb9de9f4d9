"""The workbench for programs: the same verbs and questions as JSON, in the shapes of the command line's `--json`."""

from fastapi import APIRouter, Depends
from fastapi.security import HTTPBearer

from evidence.web.routes.api import (
    activity,
    checks,
    citations,
    claims,
    pages,
    publications,
    review,
    studies,
    tables,
    tokens,
)
from evidence.web.routes.api.common import REFUSALS, VERSION

bearer = HTTPBearer(
    scheme_name="token", auto_error=False, description="A token made on your account page, or by POST /tokens."
)
router = APIRouter(prefix=VERSION, dependencies=[Depends(bearer)], responses=REFUSALS)
for part in (pages, claims, publications, studies, citations, checks, review, tables, activity, tokens):
    router.include_router(part.router)
