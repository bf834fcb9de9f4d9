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
from evidence.report.presets import Preset, TableDocument, page_cell, page_columns
from evidence.report.presets_claims import ALL_COLUMNS
from evidence.web.asking import TableQuery
from evidence.web.inputs import Key
from evidence.web.render import html
from evidence.web.seeing import refuse_blind, sees
from evidence.web.views import whole_report
from evidence.web.who import Caller, Reader, ServerSetup
from evidence.workflow.packet import PacketAsked, made_packet
from evidence.workflow.presets import GatheredRows, Made, gathered_rows, made_table
from evidence.workflow.table_formats import render_preset

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Rows of a table on one screen; files hold all of them."""
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


class Shown(TableQuery):
    """A table on the screen: which preset, and from which row on."""

    preset: Preset = Preset.CLAIMS
    start: Annotated[int, Field(ge=0, le=100_000)] = 0


@router.get("/tables")
def tables(request: Request, setup: ServerSetup, who: Reader, asked: Annotated[Shown, Query()]) -> Response:
    """A table with its filters, footnotes and references, and the files to download."""
    with store.session(setup.database, read_only=True) as db:
        refuse_blind(db, setup, who)
        terms = _terms(db)
        made = _made(db, setup, who, asked)
    document, more = _cut(made.document, asked.start, whole=not _is_gathered_in_part(asked))
    addresses: dict[str, Any] = {
        "more": _here("/tables", asked, start=asked.start + SHOWN) if more else "",
        "before": _here("/tables", asked, start=asked.start - SHOWN) if asked.start >= SHOWN else "",
        "files": {form: _here("/tables/file", asked, form=form) for form in (*FORMATS, METADATA)},
        "pictures": _here("/pictures", asked),
    }
    names = [one.name for one in made.document.fields]
    return html(
        request,
        "tables.html.j2",
        asked=asked,
        presets=PRESETS,
        preset=asked.preset.value,
        document=document,
        columns=page_columns(document.fields),
        cell_of=page_cell,
        names=ALL_COLUMNS if asked.preset is Preset.CLAIMS else names,
        **terms,
        **addresses,
    )


def _made(db: store.Session, setup: ServerSetup, who: Caller, asked: Shown) -> Made:
    """The table; of claims in the order they were entered, no more than the screen shows are gathered."""
    wanted = asked.asked(asked.preset, sees(db, setup, who))
    if _is_gathered_in_part(asked):
        wanted = replace(wanted, first=asked.start + SHOWN + 1)
    return made_table(db, wanted)


def _is_gathered_in_part(asked: Shown) -> bool:
    """Whether the rows of a screen can be known without all before and after them being sorted."""
    return asked.preset is Preset.CLAIMS and not asked.sort and not asked.group


def _cut(document: TableDocument, start: int, *, whole: bool) -> tuple[TableDocument, bool]:
    """The rows of a screen, and whether more follow; of a document that is whole the caption says of how many."""
    rows = document.rows[start : start + SHOWN]
    more = len(document.rows) > start + SHOWN
    of = f" of {len(document.rows):,}" if whole else ""
    caption = f"Rows {start + 1:,} to {start + len(rows):,}{of}." if more or start else document.caption
    return replace(document, rows=rows, caption=caption), more


def _here(path: str, asked: TableQuery, **others: Any) -> str:
    """The same question at another address."""
    kept = [(name, value) for name, value in asked.pairs() if name not in {"start", *others}]
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
