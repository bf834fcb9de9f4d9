"""Evidence tables and pictures, with the filters of the command line and the same files to download."""

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BeforeValidator, Field
from starlette.exceptions import HTTPException

from evidence import store
from evidence.formats.docx_packet import packet_docx
from evidence.formats.html import report_html
from evidence.formats.packets import packet_html
from evidence.formats.pictures import picture_png, pictures_html
from evidence.formats.preset_tables import csv_metadata
from evidence.report import Verdict
from evidence.report.citations_style import CitationStyle
from evidence.report.pictures import Picture, PictureName
from evidence.report.pictures_plots import PICTURES
from evidence.report.presets import STYLE_NAMES, Preset, TableDocument, page_cell, page_columns
from evidence.report.presets_claims import ALL_COLUMNS
from evidence.web.asking import TableQuery
from evidence.web.inputs import LARGEST, Key
from evidence.web.render import html
from evidence.web.seeing import refuse_blind, sees
from evidence.web.views import whole_report
from evidence.web.who import Caller, Reader, ServerSetup, setup_of
from evidence.workflow.packet import PacketAsked, made_packet
from evidence.workflow.presets import GatheredRows, gathered_rows, made_table
from evidence.workflow.screens import Cursor, Screen, as_entered, cut, in_places, places
from evidence.workflow.table_formats import render_preset

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Rows of a table on one screen; files hold all of them."""
STATE = 16
"""Characters of the log's newest hash that tell one state of the database from others."""
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
METADATA = "csv-metadata"
"""What stands around the table of a CSV, in a file beside it."""

SVG_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""What a picture may do where somebody opens it by itself: nothing."""

PRESETS = {
    Preset.CLAIMS: "Claims and sources",
    Preset.DISCREPANCIES: "Discrepancies",
    Preset.INCLUDED_STUDIES: "Included studies",
    Preset.GRADE_SOF: "Summary of findings",
    Preset.BY_CONDITION: "By condition",
    Preset.AUDIT: "Rules by advertiser",
}


Id = Annotated[int, Field(ge=0, le=LARGEST)]


class Shown(TableQuery):
    """A table on the screen: which preset, and from where on.

    Claims as they were entered go on `after` a claim or end `before` one; all else is known by the number of a row.
    """

    preset: Preset = Preset.CLAIMS
    start: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    after: Id = 0
    before: Id | None = None
    state: Annotated[str, Field(max_length=64)] = ""
    """the state of the database in which the rows were put in order, for as long as that order is kept"""

    @property
    def cursor(self) -> Cursor:
        """Where the screen begins."""
        return Cursor(self.start, self.after, self.before)

    @property
    def is_walked(self) -> bool:
        """Whether a screen can be found from the claim it comes after, without all rows being looked at."""
        walked = self.preset is Preset.CLAIMS and not self.sort and not self.group
        return walked and (not self.start or bool(self.after) or self.before is not None)


@router.get("/tables")
def tables(request: Request, setup: ServerSetup, who: Reader, asked: Annotated[Shown, Query()]) -> Response:
    """A table with its filters, footnotes and references, and the files to download."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        terms = _terms(db)
        head = store.head(db)[:STATE]
        screen, state = _screen(db, request, who, asked)
    addresses: dict[str, Any] = {
        "more": _here("/tables", asked, **_at(screen.later, state)) if screen.later is not None else "",
        "before": _here("/tables", asked, **_at(screen.earlier, state)) if screen.earlier is not None else "",
        "anew": _here("/tables", asked) if state not in {"", head} else "",
        "files": {form: _here("/tables/file", asked, form=form) for form in (*FORMATS, METADATA)},
        "pictures": _here("/pictures", asked),
    }
    document = _captioned(screen)
    names = [one.name for one in document.fields]
    return html(
        request,
        "tables.html.j2",
        asked=asked,
        presets=PRESETS,
        preset=asked.preset.value,
        document=document,
        is_part=screen.earlier is not None or screen.later is not None,
        columns=page_columns(document.fields),
        cell_of=page_cell,
        names=ALL_COLUMNS if asked.preset is Preset.CLAIMS else names,
        **terms,
        **addresses,
    )


def _screen(db: store.Session, request: Request, who: Caller, asked: Shown) -> tuple[Screen, str]:
    """The part of the table that is shown; what takes a walk through all rows is found once for a state of the data.

    Who goes on from screen to screen stays in the state they began in, so that others who write meanwhile neither make
    them wait nor move rows under them. Gives that state too, empty where rows are in no order but their own.
    """
    setup, kept = setup_of(request), request.app.state.kept
    person = (who.key, who.role) if setup.team else None
    head = store.head(db)[:STATE]
    wanted = asked.asked(asked.preset, kept.get(head, ("sees", person), lambda: sees(db, setup, who)))
    if asked.is_walked:
        return as_entered(db, wanted, asked.cursor, SHOWN), ""
    question = (person, *_pairs(asked))
    state = asked.state if kept.has(asked.state, question) else head
    if asked.preset is Preset.CLAIMS:
        at = kept.get(state, question, lambda: places(db, wanted))
        return in_places(db, wanted, at, asked.start, SHOWN), state
    document = kept.get(state, question, lambda: made_table(db, wanted).document)
    return cut(document, asked.start, SHOWN), state


def _captioned(screen: Screen) -> TableDocument:
    """The rows of a screen, with which of how many they are; where all are shown the caption is the table's own."""
    document, start = screen.document, screen.start
    if screen.earlier is None and screen.later is None:
        return document
    of = f" of {screen.of:,}" if screen.of is not None else ""
    return replace(document, caption=f"Rows {start + 1:,} to {start + len(document.rows):,}{of}.")


def _at(cursor: Cursor, state: str) -> dict[str, Any]:
    """A cursor as an address has it."""
    return {name: value for name, value in (cursor._asdict() | {"state": state}).items() if value}


def _pairs(asked: TableQuery) -> list[tuple[str, Any]]:
    """What is asked, without where in the table."""
    return [(name, value) for name, value in asked.pairs() if name not in {"start", "after", "before", "state"}]


def _here(path: str, asked: TableQuery, **others: Any) -> str:
    """The same question at another address."""
    kept = [(name, value) for name, value in _pairs(asked) if name not in others]
    return f"{path}?{urlencode([*kept, *others.items()])}"


def _terms(db: store.Session) -> dict[str, Any]:
    """What the filters can choose among."""
    return {
        "conditions": store.conditions(db),
        "interventions": store.interventions(db),
        "study_types": store.study_types(db),
        "pages": [entry.page.key for entry in store.pages(db)],
        "advertisers": store.advertisers(db),
        "verdicts": list(Verdict),
        "styles": list(CitationStyle),
        "style_names": STYLE_NAMES,
    }


class FileQuery(TableQuery):
    """A table as a file."""

    preset: Preset = Preset.CLAIMS
    form: str = "csv"


@router.get("/tables/file")
def table_file(setup: ServerSetup, who: Reader, asked: Annotated[FileQuery, Query()]) -> Response:
    """The whole table as a file, the same as the command line writes."""
    if asked.form not in {*FORMATS, METADATA}:
        raise HTTPException(404)
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        made = made_table(db, asked.asked(asked.preset, sees(db, setup, who)))
        name = f"evidence-{asked.preset.value}"
        if asked.form == METADATA:
            return _file(csv_metadata(made.document, f"{name}.csv"), f"{name}.csv-metadata.json", FORMATS["json"])
        content = render_preset(made, asked.form, database=setup.origin, db=db, width=0)
    ending = "md" if asked.form == "markdown" else asked.form
    return _file(content, f"{name}.{ending}", FORMATS[asked.form])


def _file(content: str | bytes, name: str, media_type: str) -> Response:
    """Something to keep; a browser is told not to show it here."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


# ---------------------------------------------------------------- pictures


KEPT = ("svg", "png", "html")


class PictureQuery(TableQuery):
    """Which picture, from which rows."""

    name: PictureName = PictureName.MAP
    form: str = "svg"


@router.get("/pictures")
def pictures(request: Request, setup: ServerSetup, who: Reader, asked: Annotated[PictureQuery, Query()]) -> Response:
    """A picture with its text alternative and its data, and the filters."""
    with store.session(setup.database, read_only=True) as db:
        terms = _terms(db)
        gathered = _gathered(db, setup, who, asked)
    picture = PICTURES[asked.name](gathered.rows)
    tabs = [(one, _here("/pictures", asked, name=one.value)) for one in PictureName]
    return html(
        request,
        "pictures_of.html.j2",
        asked=asked,
        picture=picture,
        provenance=gathered.provenance,
        tabs=tabs,
        source=_here("/pictures/file", asked, name=asked.name.value),
        files={form: _here("/pictures/file", asked, name=asked.name.value, form=form, keep="true") for form in KEPT},
        tables=_here("/tables", asked),
        **terms,
    )


@router.get("/pictures/file")
def picture_file(
    setup: ServerSetup, who: Reader, asked: Annotated[PictureQuery, Query()], *, keep: bool = False
) -> Response:
    """The picture: SVG for the page to show, or a file to keep as SVG, PNG, or HTML with its data."""
    with store.session(setup.database, read_only=True) as db:
        gathered = _gathered(db, setup, who, asked)
    picture = PICTURES[asked.name](gathered.rows)
    name = f"evidence-{asked.name.value}"
    if asked.form == "svg":
        shown = _file(picture.svg, f"{name}.svg", "image/svg+xml")
        if not keep:
            del shown.headers["Content-Disposition"]
        shown.headers["Content-Security-Policy"] = SVG_POLICY
        return shown
    return _other_form(picture, gathered, asked.form, name)


def _other_form(picture: Picture, gathered: GatheredRows, form: str, name: str) -> Response:
    if form == "png":
        return _file(picture_png(picture), f"{name}.png", "image/png")
    if form == "html":
        whole = pictures_html([picture], title=picture.title, provenance=gathered.provenance)
        return _file(whole, f"{name}.html", FORMATS["html"])
    raise HTTPException(404)


def _gathered(db: store.Session, setup: ServerSetup, who: Caller, asked: PictureQuery) -> GatheredRows:
    refuse_blind(db, setup, who)
    return gathered_rows(db, asked.asked(Preset.CLAIMS, sees(db, setup, who)))


# ---------------------------------------------------------------- reports and packets


@router.get("/report")
def report(setup: ServerSetup, who: Reader, page: Annotated[Key, Query()]) -> Response:
    """The report of a page as one HTML file to keep."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who, page)
        content = report_html(whole_report(db, page))
    return _file(content, "report.html", FORMATS["html"])


Truth = Annotated[bool, BeforeValidator(lambda value: value not in {"", "no", "false", "0"})]


@router.get("/packets")
def packets(request: Request, setup: ServerSetup, who: Reader) -> Response:
    """Ask for whose complaint packet."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        advertisers = store.advertisers(db)
        pages = [entry for entry in store.pages(db) if entry.snapshots]
    return html(request, "packets.html.j2", advertisers=advertisers, pages=pages)


@router.get("/packets/file")
def packet_file(
    setup: ServerSetup,
    who: Reader,
    advertiser: Annotated[Key, Query()],
    claims: Annotated[str, Query(max_length=2000)] = "",
    form: str = "docx",
    *,
    draft: Truth = False,
    redact: Truth = False,
) -> Response:
    """A complaint about an advertiser's claims; only what people confirmed and adjudicated, or a watermarked draft."""
    if form not in {"docx", "html"}:
        raise HTTPException(404)
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        asked = PacketAsked(advertiser, tuple(claims.split()), draft=draft, redact=redact, sees=sees(db, setup, who))
        made = made_packet(db, asked)
    content = packet_docx(made) if form == "docx" else packet_html(made)
    return _file(content, f"complaint{'-draft' if draft else ''}.{form}", FORMATS[form])
