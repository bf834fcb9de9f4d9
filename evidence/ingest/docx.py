"""Read Word documents: paragraphs, lists and tables in order, with hyperlinks; macros and fields are never run."""

import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import ParseError

from evidence.errors import installing
from evidence.ingest.errors import UnreadablePageError
from evidence.ingest.limits import Limits
from evidence.ingest.writing import Place, TextWriter

ALGORITHM = "docx-1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MISSING = installing("docs")
ADVICE = "open it in a word processor and save it again as .docx or PDF"


def read_docx(content: bytes, *, name: str, limits: Limits) -> TextWriter:
    """Read a Word document, headers and footers last.

    Raises:
        UnreadablePageError: it is no Word document, is damaged, unpacks to too much, or the reader is not installed.
    """
    _refuse_bombs(content, name, limits)
    try:
        import docx  # noqa: PLC0415 - an extra
        from docx.opc.exceptions import OpcError  # noqa: PLC0415
        from lxml.etree import LxmlError  # noqa: PLC0415
    except ImportError as missing:
        raise UnreadablePageError(name, "reading Word documents needs an extra", MISSING) from missing
    writer = TextWriter()
    try:
        document = docx.Document(io.BytesIO(content))
        _write_content(document, writer)
        _write_margins(document, writer)
    except (OpcError, LxmlError, ParseError, KeyError, ValueError, zipfile.BadZipFile) as damage:
        raise UnreadablePageError(name, "the Word document is damaged", ADVICE) from damage
    return writer


def _refuse_bombs(content: bytes, name: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as damage:
        raise UnreadablePageError(name, "the archive is damaged", ADVICE) from damage
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        raise UnreadablePageError(name, "this is a workbook, not a page", "`evidence load` reads the records of one")
    if "word/document.xml" not in names:
        raise UnreadablePageError(name, "this archive is not a Word document", "unpack it and give the pages in it")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked:
        found = f"the document unpacks to {unpacked:,} bytes, the limit is {limits.max_unpacked:,}"
        raise UnreadablePageError(name, found, "raise the limit if this document is meant")


def _write_content(container: Any, writer: TextWriter) -> None:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            _write_table(item, writer)
        else:
            _write_paragraph(item, writer)


def _write_table(table: Any, writer: TextWriter) -> None:
    outer = writer.place
    writer.place = replace(outer, kind="table_cell")
    for row in table.rows:
        seen = set()
        for cell in row.cells:
            if cell._tc in seen:  # noqa: SLF001 - merged cells are given once for each column
                continue
            seen.add(cell._tc)  # noqa: SLF001
            for paragraph in cell.paragraphs:
                _write_runs(paragraph, writer)
                writer.line_break()
            writer.end_block("\t")
        writer.end_block("\n")
    writer.end_block()
    writer.place = outer


def _write_paragraph(paragraph: Any, writer: TextWriter) -> None:
    outer = writer.place
    writer.place = _place_of(paragraph, outer)
    _write_runs(paragraph, writer)
    writer.end_block("\n" if writer.place.kind == "list_item" else "\n\n")
    writer.place = outer


def _place_of(paragraph: Any, outer: Place) -> Place:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style.startswith("heading "):
        digits = "".join(character for character in style if character.isdigit())
        return replace(outer, kind="heading", level=int(digits[:1] or 6))
    if style in {"title", "subtitle"}:
        return replace(outer, kind="heading", level=1)
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None  # noqa: SLF001 - no public way
    if style.startswith("list") or numbered:
        return replace(outer, kind="list_item")
    if "quote" in style or style == "caption":
        return replace(outer, kind="quote" if "quote" in style else "caption")
    return outer


def _write_runs(paragraph: Any, writer: TextWriter) -> None:
    for item in paragraph.iter_inner_content():
        start = writer.mark()
        for number, line in enumerate(item.text.split("\n")):
            if number:
                writer.line_break()
            writer.words(line)
        if getattr(item, "address", None):
            writer.add_link(start, item.address)


def _write_margins(document: Any, writer: TextWriter) -> None:
    for section in document.sections:
        for region, margin in (("header", section.header), ("footer", section.footer)):
            if not margin.is_linked_to_previous:
                writer.place = Place(region=region)
                _write_content(margin, writer)
    writer.place = Place()
