"""Read the text layer of a PDF in reading order, with links; a page that is only a picture has none, and says so.

Words broken at a line's end are joined, ligatures are spelled out. Each block keeps its printed page, which with the
bytes leads back to the glyphs.
"""

import ctypes
import itertools
import re
import statistics
from dataclasses import dataclass, field
from typing import Any

from evidence.ingest.docx import MISSING
from evidence.ingest.errors import UnreadablePageError
from evidence.ingest.limits import Limits
from evidence.ingest.writing import Place, TextWriter

ALGORITHM = "pdf-1"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLET = re.compile(r"[•‣▪◦●·∙–-]\s+")
_HYPHENS = "-\u00ad\u2010\x02\ufffe"
HEADING_RATIO = 1.18
"""How much larger than the page's usual size a line must be set to be a heading."""
WIDEST_LEADING = 1.5
"""The widest distance of lines within a paragraph, in parts of the type size."""
GAP_RATIO = 1.45
"""How much wider than the usual line distance a gap must be to part two paragraphs."""


@dataclass
class _Line:
    text: str = ""
    top: float = 0.0
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    hyphen: bool = False
    href: list[str | None] = field(default_factory=list)


def read_pdf(content: bytes, *, name: str, limits: Limits) -> tuple[TextWriter, tuple[str, ...]]:
    """The text of a PDF and notes on pages without a text layer.

    Raises:
        UnreadablePageError: it is damaged, encrypted, too long, has no text layer, or the reader is not installed.
    """
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415 - an extra
        import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402
    except ImportError as missing:
        raise UnreadablePageError(name, "reading PDF files needs an extra", MISSING) from missing
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as refusal:
        locked = "password" in str(refusal).lower()
        found = "the PDF is encrypted" if locked else "the PDF is damaged"
        advice = "save a copy without a password" if locked else "open it in a viewer and save it again"
        raise UnreadablePageError(name, found, advice) from refusal
    with document:
        return _read_document(document, raw, name, limits)


def _read_document(document: Any, raw: Any, name: str, limits: Limits) -> tuple[TextWriter, tuple[str, ...]]:
    if len(document) > limits.max_pages:
        found = f"the PDF has {len(document):,} pages, the limit is {limits.max_pages:,}"
        raise UnreadablePageError(name, found, "raise the limit if this document is meant")
    writer = TextWriter()
    empty = []
    for number, page in enumerate(document, start=1):
        lines = _lines(page, raw)
        if not any(line.text.strip() for line in lines):
            empty.append(number)
        writer.place = Place(page=number)
        _write_lines(lines, writer)
    if len(empty) == len(document):
        advice = "run text recognition on it first, or give the page it was printed from"
        raise UnreadablePageError(name, "the PDF has no text layer, it may be a scan", advice)
    return writer, tuple(f"page {number} has no text layer" for number in empty)


def _lines(page: Any, raw: Any) -> list[_Line]:
    textpage = page.get_textpage()
    links = _link_areas(page, raw)
    lines = [_Line()]
    for index in range(textpage.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        if character in "\r\n":
            if character == "\n" or lines[-1].text:
                lines.append(_Line())
            continue
        left, bottom, right, top = textpage.get_charbox(index)
        line = lines[-1]
        if character.strip() and not line.text.strip():
            line.top, line.left = top, left
            line.size = raw.FPDFText_GetFontSize(textpage.raw, index)
        line.right = max(line.right, right)
        line.hyphen = raw.FPDFText_IsHyphen(textpage.raw, index) == 1 or character in _HYPHENS[1:]
        middle = ((left + right) / 2, (bottom + top) / 2)
        href = next((target for area, target in links if _inside(middle, area)), None)
        spelled = "" if line.hyphen and character in "\x02\ufffe\u00ad" else _LIGATURES.get(character, character)
        line.text += spelled
        line.href.extend([href] * len(spelled))
    return [line for line in lines if line.text.strip()]


def _inside(point: tuple[float, float], area: tuple[float, float, float, float]) -> bool:
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def _link_areas(page: Any, raw: Any) -> list[tuple[tuple[float, float, float, float], str]]:
    areas = []
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        rectangle = raw.FS_RECTF()
        if not action or not raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            continue
        size = raw.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
        if size <= 1:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, size)
        area = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        areas.append((area, buffer.value.decode("utf-8", "replace")))
    return areas


def _write_lines(lines: list[_Line], writer: TextWriter) -> None:
    if not lines:
        return
    usual_size = statistics.median(line.size for line in lines) or 1.0
    steps = [before.top - after.top for before, after in itertools.pairwise(lines) if before.top > after.top]
    usual_step = sorted(steps)[(len(steps) - 1) // 3] if steps else 0.0
    page = writer.place.page
    before: _Line | None = None
    for line in lines:
        kind = _kind(line, usual_size)
        if (
            before is None
            or kind == "list_item"
            or kind != writer.place.kind
            or _parts(before, line, lines, min(usual_step / usual_size, WIDEST_LEADING))
        ):
            writer.end_block()
            writer.place = Place(kind=kind, level=2 if kind == "heading" else None, page=page)
        _write_line(line, joined=before is not None and before.hyphen, writer=writer)
        before = line
    writer.end_block()


def _kind(line: _Line, usual_size: float) -> str:
    if line.size > usual_size * HEADING_RATIO and len(line.text) < 200:
        return "heading"
    return "list_item" if _BULLET.match(line.text.lstrip()) else "paragraph"


def _parts(before: _Line, line: _Line, lines: list[_Line], leading: float) -> bool:
    """Whether a new paragraph begins: another size, a wide gap, or a line that ended although the next word fitted."""
    step = before.top - line.top
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return True
    if leading and step > leading * line.size * GAP_RATIO:
        return True
    if before.hyphen:
        return False
    rights = sorted(other.right for other in lines if abs(other.left - before.left) < 4 * before.size)
    edge = rights[int(0.8 * (len(rights) - 1))]  # a running foot may be wider than the column
    glyph = (before.right - before.left) / len(before.text)
    next_word = line.text.split(maxsplit=1)[0]
    return edge - before.right > (len(next_word) + 2) * glyph


def _write_line(line: _Line, *, joined: bool, writer: TextWriter) -> None:
    text = line.text.rstrip()
    if line.hyphen:
        text = text.rstrip(_HYPHENS)
    start = 0 if joined else len(text) - len(text.lstrip())
    if not joined:
        writer.words(" ")
    position = start
    while position < len(text):
        href = line.href[position]
        end = position
        while end < len(text) and line.href[end] == href:
            end += 1
        begin = writer.mark()
        writer.words(text[position:end])
        if href:
            writer.add_link(begin, href)
        position = end
