"""The projects of a team: what each covers, and the versions of its codebook; a version is never changed."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import ProjectBase, ProtocolBase
from evidence.web.forms import SentForm, text_of
from evidence.web.render import html
from evidence.web.setup import now
from evidence.web.who import Owner, Reader, ServerSetup
from evidence.workflow.accounts import key_of

router = APIRouter(include_in_schema=False)


class NoTitleError(EvidenceError):
    """A project without a name."""

    def __init__(self) -> None:
        super().__init__("a project needs a title: say what it covers")


@router.get("/projects")
def projects(request: Request, setup: ServerSetup, _who: Reader) -> Response:
    """The projects, each with its pages and the versions of its protocol."""
    with store.session(setup.database, read_only=True) as db:
        found = [
            (project, store.pages_of_project(db, project.key), store.protocols(db, project.key))
            for project in store.projects(db)
        ]
        pages = store.pages(db)
    return html(request, "projects.html.j2", found=found, pages=pages)


@router.post("/projects")
def make_project(setup: ServerSetup, who: Owner, form: SentForm) -> Response:
    """Make a project with the first version of its protocol."""
    title = text_of(form, "title", longest=300)
    if not title:
        raise NoTitleError
    project = ProjectBase(
        key=key_of(title),
        title=title,
        sampling_frame=text_of(form, "frame") or None,
        jurisdiction=text_of(form, "jurisdiction", longest=20) or "US",
    )
    by = who.author()
    with store.session(setup.database) as db:
        if project.key in {one.key for one in store.projects(db)}:
            raise store.errors.RepeatedKeyError("project", project.key)
        store.save_projects(db, [project], by)
        store.save_protocols(db, project.key, [_protocol(form, 1, project.jurisdiction)], by)
    return RedirectResponse("/projects", 303)


@router.post("/projects/pages")
def add_pages(setup: ServerSetup, who: Owner, form: SentForm) -> Response:
    """Put pages into a project."""
    pages = [str(value) for value in form.getlist("page")]
    with store.session(setup.database) as db:
        store.add_pages_to_project(db, text_of(form, "project"), pages, who.author())
    return RedirectResponse("/projects", 303)


@router.post("/projects/protocol")
def new_version(setup: ServerSetup, who: Owner, form: SentForm) -> Response:
    """Add a version to a project's protocol; judgements stay with the version they were made under."""
    key = text_of(form, "project")
    with store.session(setup.database) as db:
        versions = store.protocols(db, key)
        last = max((one.version for one in versions), default=0)
        jurisdiction = versions[-1].jurisdiction if versions else "US"
        store.save_protocols(db, key, [_protocol(form, last + 1, jurisdiction)], who.author())
    return RedirectResponse("/projects", 303)


def _protocol(form: SentForm, version: int, jurisdiction: str) -> ProtocolBase:
    """A version as a form describes it: a question a line, with what it asks after a colon."""
    lines = (line.partition(":") for line in text_of(form, "questions").splitlines() if line.strip())
    return ProtocolBase(
        version=version,
        questions={name.strip(): asks.strip() for name, _, asks in lines},
        jurisdiction=jurisdiction,
        blind=text_of(form, "blind") == "yes",
        effective_from=now().date(),
    )
