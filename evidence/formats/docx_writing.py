"""What every Word document of this program has: page, styles, language, and tables a screen reader can follow.

It knows no content. Documents come out byte for byte the same for the same content.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from evidence.formats.extras import MissingExtraError

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment every part of a document carries: the first a ZIP archive can hold."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_INK, _SOFT, _RULE = "1F2023", "44474C", "8A8A84"


def xml_safe(text: str) -> str:
    """Text without what XML cannot hold; each such character is shown as a replacement character."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left.

    >>> is_right_to_left("כאב"), is_right_to_left("pain כאב"), is_right_to_left("12")
    (True, False, False)
    """
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") in _RIGHT_TO_LEFT


def new_document(title: str, *, language: str, landscape: bool) -> Any:
    """An empty document with page size, styles, language, page numbers and title set.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - an extra
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415
    except ImportError as missing:
        raise MissingExtraError("writing Word documents", "docs") from missing
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    margin = Mm(10 if landscape else 20)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = Mm(14)
    section.footer_distance = Mm(6)
    _set_styles(made, language)
    section.footer.paragraphs[0].style = made.styles["Table Note"]
    _number_pages(section.footer.paragraphs[0])
    properties = made.core_properties
    properties.title, properties.language = xml_safe(title), language
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = EPOCH
    return made


def _set_styles(made: Any, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415

    normal = made.styles["Normal"]
    _font(normal, "Liberation Sans", 10)
    _language(normal, language)
    normal.paragraph_format.space_after = 0
    for heading, points in (("Title", 18), ("Heading 1", 13), ("Heading 2", 11), ("Heading 3", 10)):
        _font(made.styles[heading], "Liberation Serif", points, bold=True)
        _keep_theme_out(made.styles[heading])
    _font(made.styles["Caption"], "Liberation Sans", 9, colour=_SOFT)
    for name, size, bold in (
        ("Table Text", 7, False),
        ("Table Heading", 7.5, True),
        ("Table Group", 8, True),
        ("Table Note", 7.5, False),
        ("Reference", 8, False),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, "Liberation Sans", size, bold=bold)
        _spaced(style, 1)
    _font(made.styles["Intense Quote"], "Liberation Serif", 11)
    quote = made.styles.add_style("Table Quote", WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = made.styles["Table Text"]
    _font(quote, "Liberation Serif", 8)
    _spaced(quote, 1)
    _hang(made.styles["Reference"])
    _table_style(made)


def _font(style: Any, name: str, size: float, *, bold: bool = False, colour: str = _INK) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    style.font.name, style.font.size, style.font.bold = name, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)


def _keep_theme_out(style: Any) -> None:
    """Headings of the default template take their font from a theme, which would win over ours."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    fonts = style.element.rPr.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    borders = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if borders is not None:
        style.element.pPr.remove(borders)


def _spaced(style: Any, points: float) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    style.paragraph_format.space_before = 0
    style.paragraph_format.space_after = Pt(points)


def _hang(style: Any) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Mm(8), Mm(-8)


def _language(style: Any, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    properties.append(_element("w:lang", val=language))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _table_style(made: Any) -> None:
    """A style with a rule above and below the heading and between rows, as journals print tables."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415

    style = made.styles.add_style("Evidence Table", WD_STYLE_TYPE.TABLE)
    properties = _element("w:tblPr")
    borders = _element("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color=_RULE))
    margins = _element("w:tblCellMar")
    for side, width in (("top", "40"), ("left", "70"), ("bottom", "40"), ("right", "70")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = 2
    paragraph.add_run("Page ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES", "1")


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that a word processor counts itself, with what it shows until then."""
    field = _element("w:fldSimple", instr=instruction)
    run, text = _element("w:r"), _element("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields


_WATERMARK = (
    '<w:r {words} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="draft" type="#_x0000_t136" alt={text} style="position:absolute;width:400pt;height:140pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d9b3b3" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Liberation Sans&quot;;font-size:1pt" string={text}/>'
    "</v:shape></w:pict></w:r>"
)


def watermark(made: Any, word: str, sentence: str) -> None:
    """A word across every page, and a sentence at its head for who cannot see the word."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    for section in made.sections:
        paragraph = section.header.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(12)
        paragraph.add_run(xml_safe(sentence)).bold = True
        drawn = _WATERMARK.format(words=_NAMESPACE, text=_quoted(word))
        paragraph._p.append(parse_xml(drawn))  # noqa: SLF001 - the library draws no shapes


@dataclass(frozen=True)
class Run:
    """A stretch of text that is set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a table cell: the id of its style, its runs, and a tint behind it."""

    style: str
    runs: tuple[Run, ...]
    tint: str = ""


def _run_xml(run: Run) -> str:
    flags = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    flags += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
    flags += "<w:rtl/>" if is_right_to_left(run.text) else ""
    return f'<w:r><w:rPr>{flags}</w:rPr><w:t xml:space="preserve">{_escaped(run.text)}</w:t></w:r>'


def _escaped(text: str) -> str:
    return escape(xml_safe(text)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def _paragraph_xml(paragraph: Paragraph) -> str:
    tint = f'<w:shd w:val="clear" w:color="auto" w:fill="{paragraph.tint}"/>' if paragraph.tint else ""
    longest = max((run.text for run in paragraph.runs), key=len, default="")
    turned = "<w:bidi/>" if is_right_to_left(longest) else ""
    properties = f'<w:pPr><w:pStyle w:val="{paragraph.style}"/>{tint}{turned}</w:pPr>'
    return f"<w:p>{properties}{''.join(map(_run_xml, paragraph.runs))}</w:p>"


def _cell_xml(paragraphs: Sequence[Paragraph], width: int, span: int, tint: str) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    inside = "".join(map(_paragraph_xml, paragraphs)) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{fill}</w:tcPr>{inside}</w:tc>'


class WordTable:
    """A table of a document, written row by row: its first row is its header and is repeated on every page."""

    def __init__(self, made: Any, widths_mm: Sequence[float], *, title: str, description: str) -> None:
        from docx.oxml import parse_xml  # noqa: PLC0415

        self._parse = parse_xml
        self._widths = [round(width * 1440 / 25.4) for width in widths_mm]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        self._table = parse_xml(
            f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblStyle w:val="EvidenceTable"/>'
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/><w:tblCaption w:val={_quoted(title)}/><w:tblDescription w:val={_quoted(description)}/>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>"
        )
        body = made.element.body
        body.insert(list(body).index(body.sectPr), self._table)

    def header(self, headings: Sequence[str]) -> None:
        """The first row."""
        cells = [[Paragraph("TableHeading", (Run(heading),))] for heading in headings]
        self._add(cells, "<w:cantSplit/><w:tblHeader/>")

    def group(self, heading: str) -> None:
        """A row over the whole width that says what the rows below share."""
        cell = _cell_xml([Paragraph("TableGroup", (Run(heading),))], sum(self._widths), len(self._widths), "F4F2EC")
        self._append(cell, "<w:cantSplit/>")

    def row(self, cells: Sequence[Sequence[Paragraph]]) -> None:
        """A row of cells that is kept on one page."""
        self._add(cells, "<w:cantSplit/>")

    def _add(self, cells: Sequence[Sequence[Paragraph]], properties: str) -> None:
        written = (_cell_xml(cell, width, 1, "") for cell, width in zip(cells, self._widths, strict=True))
        self._append("".join(written), properties)

    def _append(self, cells: str, properties: str) -> None:
        self._table.append(self._parse(f"<w:tr {_NAMESPACE}><w:trPr>{properties}</w:trPr>{cells}</w:tr>"))


def _quoted(text: str) -> str:
    return quoteattr(" ".join(xml_safe(text).split()))


def shared_widths(shares: Sequence[int], total_mm: float) -> list[float]:
    """The width of the page divided among columns.

    >>> shared_widths([1, 3], 200)
    [50.0, 150.0]
    """
    return [total_mm * share / sum(shares) for share in shares]


def saved(made: Any) -> bytes:
    """The document as bytes that depend on nothing but its content."""
    stream = io.BytesIO()
    made.save(stream)
    return timeless(stream.getvalue())


def timeless(archive: bytes, changed: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The same archive with every part dated alike, and some parts changed by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            dated = zipfile.ZipInfo(part.filename, EPOCH.timetuple()[:6])
            dated.compress_type, dated.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            change = (changed or {}).get(part.filename, bytes)
            new.writestr(dated, change(old.read(part.filename)))
    return stream.getvalue()
