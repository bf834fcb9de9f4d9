"""Add a page: a file, pasted text or an address; it is read, matched and checked while the person is told how far."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from evidence import store
from evidence.errors import EvidenceError
from evidence.ingest import Limits
from evidence.report.words import moment_words
from evidence.sources.proxies import Proxies
from evidence.sources.web import PageNotFetchedError, fetch_page, is_address
from evidence.store.editing import page_called
from evidence.web.addresses import query
from evidence.web.inputs import Kept, Key, Line
from evidence.web.jobs import Job, Jobs, Outcome, Step, Tell, Work
from evidence.web.render import html, is_part
from evidence.web.setup import Setup, now
from evidence.web.who import Caller, Coder, ServerSetup
from evidence.workflow.audit import audit, keep_page, vocabulary_of
from evidence.workflow.cite import propose_citations
from evidence.workflow.reading import read_claims

router = APIRouter(include_in_schema=False)

LONGEST_NAME = 150
Pasted = Annotated[str, Form(max_length=20_000_000), Kept]
Content = Callable[[], bytes]


class NoPageGivenError(EvidenceError):
    """A form came without what it is for."""

    def __init__(self, what: str) -> None:
        super().__init__(f"there is no {what} to add: choose one and add it again")


class TooLargePageError(EvidenceError):
    """A page of more bytes than are read."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            f"'{name}' is larger than {limit:,} bytes, the most that is read: save the page without pictures"
        )


class NameTakenError(EvidenceError):
    """A page under another name was to be added, and that name is taken too."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a page '{name}' already: give another name")


@router.get("/add")
def add_form(request: Request, setup: ServerSetup, who: Coder, job: str = "") -> Response:
    """Where a page is added."""
    shown = _jobs(request).of(job, who.key) if job else None
    return html(request, "add.html.j2", job=shown, limit=_limit(setup))


@router.post("/add/file")
def add_file(
    request: Request, setup: ServerSetup, who: Coder, file: UploadFile | None = None, name: Line = ""
) -> Response:
    """Add a file; its name is a label and nothing is opened by it."""
    if file is None or not file.filename:
        raise NoPageGivenError("file")
    label = label_of(name or file.filename)
    content = file.file.read(_limit(setup) + 1)
    if len(content) > _limit(setup):
        raise TooLargePageError(label, _limit(setup))
    return _added(request, setup, who, label, lambda: content)


@router.post("/add/text")
def add_text(request: Request, setup: ServerSetup, who: Coder, text: Pasted = "", name: Line = "") -> Response:
    """Add pasted text as a page of its own."""
    if not text.strip():
        raise NoPageGivenError("text")
    label = label_of(name or text.strip().splitlines()[0][:60])
    content = text.replace("\r\n", "\n").encode()
    return _added(request, setup, who, label if label.endswith(".txt") else f"{label}.txt", lambda: content)


@router.post("/add/address")
def add_address(request: Request, setup: ServerSetup, who: Coder, address: Annotated[Key, Form()]) -> Response:
    """Fetch a page from its address, now and once; one that is known is captured anew."""
    if not is_address(address.strip()):
        raise PageNotFetchedError(address, "give an address that begins with https:// or http://")
    there = address.strip()
    work = partial(_work, setup, who, partial(_fetched, there, _limit(setup), setup.proxies), there)
    return _progress(request, _jobs(request).start(who.key, there, work))


@router.get("/add/{key}")
def progress(request: Request, who: Coder, key: str) -> Response:
    """How far a page is; when it is done the browser is led to it."""
    return _progress(request, _jobs(request).of(key, who.key))


@router.post("/add/{key}")
def go_on(
    request: Request, setup: ServerSetup, who: Coder, key: str, choice: Annotated[str, Form()], name: Line = ""
) -> Response:
    """Answer the question whether a page of a known name is a new capture of it, or another page."""
    job = _jobs(request).of(key, who.key)
    settled = job.name if choice == "capture" else label_of(name)
    if choice != "capture" and _is_known(setup, settled):
        raise NameTakenError(settled)
    return _progress(request, _jobs(request).answer(key, who.key, settled))


def label_of(name: str) -> str:
    r"""A name to call a page by: the last part of what a browser sent, without what cannot be shown.

    >>> label_of("C:\\pages\\clinic.html"), label_of("../../etc/passwd"), label_of("a\x00\x1b[1m.txt"), label_of("/")
    ('clinic.html', 'passwd', 'a[1m.txt', 'page')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = " ".join("".join(character for character in last if character.isprintable()).split())
    return shown[-LONGEST_NAME:].strip(". ") or "page"


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _limit(setup: Setup) -> int:
    return min(setup.max_upload, Limits().max_bytes)


def _is_known(setup: Setup, name: str) -> bool:
    with store.session(setup.database, read_only=True) as db:
        return page_called(db, name) is not None


def _added(request: Request, setup: Setup, who: Caller, name: str, content: Content) -> Response:
    """Begin to read a page, or ask first where there is one of its name."""
    jobs = _jobs(request)
    if not _is_known(setup, name):
        return _progress(request, jobs.start(who.key, name, partial(_work, setup, who, content, "")))
    work: Work = partial(_work, setup, who, content, name)
    question = f"There is a page '{name}' already. Is this a new capture of it, or another page?"
    return _progress(request, jobs.ask(who.key, name, work, question))


def _fetched(address: str, limit: int, proxies: Proxies) -> bytes:
    return fetch_page(address, max_bytes=limit, proxies=proxies).content


def _work(setup: Setup, who: Caller, content: Content, known_as: str, name: str, tell: Tell) -> Outcome:
    """Read a page, keep it, match its claims with the library and audit it; all of it is kept or nothing.

    `known_as` is the name of a page that the person knows to be there; only that one is captured anew.
    """
    by = store.Author(who.key, now())
    with store.session(setup.database, read_only=True) as db:
        vocabulary = vocabulary_of(db)
        known = store.snapshots_of(db, name) if page_called(db, name) is not None else []
    read = read_claims(content(), name, by.at, Limits(max_bytes=_limit(setup)), vocabulary)
    tell(Step.MATCHING)
    with store.session(setup.database) as db:
        if name != known_as and page_called(db, name) is not None:
            raise NameTakenError(name)
        keep_page(db, read, by)
        propose_citations(db, name, by)
        tell(Step.CHECKING)
        audit(db, name, by)
        newest = store.newest_snapshot(db, name)
        captured = store.snapshot(db, newest).captured_at
    if newest in known:
        return Outcome(name, f"The page says what it said on {moment_words(captured)}: there is no new capture.")
    return Outcome(name)


def _progress(request: Request, job: Job) -> Response:
    there = f"/read?{query(page=job.page)}"
    if not is_part(request):
        is_there = job.step is Step.DONE and not job.said
        return RedirectResponse(there if is_there else f"/add?{query(job=job.key)}", 303)
    answer = html(request, "parts/progress.html.j2", job=job, there=there)
    if job.step is Step.DONE and not job.said:
        answer.headers["HX-Redirect"] = there
    return answer
