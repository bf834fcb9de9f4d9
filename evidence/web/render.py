"""Turn what a route found into a page or a part of one; everything is escaped, nothing is inlined."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup, escape

from evidence.formats.html import asset, environment
from evidence.report.words import short_citation
from evidence.version import __version__

SHARED = ("base.css", "report.css")
"""Style sheets of the report, which the workbench shares, so that a claim looks the same in both."""

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@cache
def static_files() -> dict[str, bytes]:
    """Every file a page may ask for, by name; there is no path, so none can lead elsewhere."""
    own = files("evidence.web").joinpath("static")
    found = {entry.name: entry.read_bytes() for entry in own.iterdir() if entry.name.rpartition(".")[2] in TYPES}
    return found | {name: asset(name).encode() for name in SHARED}


@cache
def static(name: str) -> str:
    """The address of a static file, with a stamp of its content so that a browser may keep it for good."""
    return f"/static/{name}?v={sha256(static_files()[name]).hexdigest()[:12]}"


def exact(text: str) -> Markup:
    r"""A text that a browser keeps to the character: a carriage return would else become a line feed.

    >>> exact("a\r\n<b>")
    Markup('a&#13;\n&lt;b&gt;')
    """
    return escape(text).replace("\r", Markup("&#13;"))


@cache
def templates() -> Environment:
    """The templates of the workbench over those of the report, whose parts they share."""
    shared = environment()
    loaders = [PackageLoader("evidence.web", "templates"), PackageLoader("evidence.formats", "html")]
    made = shared.overlay(loader=ChoiceLoader(loaders))
    made.globals = {**shared.globals, "static": static, "version": __version__}
    made.filters = {**shared.filters, "exact": exact, "short": short_citation}
    return made


def html(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as an answer; it knows the caller, the settings and the address it answers."""
    known = {
        "caller": getattr(request.state, "caller", None),
        "setup": request.app.state.setup,
        "path": request.url.path,
    }
    return HTMLResponse(templates().get_template(template).render(known | values), status)


def is_part(request: Request) -> bool:
    """Whether a script asks for a part of a page rather than a browser for a whole one."""
    return request.headers.get("hx-request") == "true"
