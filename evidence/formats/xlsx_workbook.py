"""Write an evidence table as a workbook that a colleague edits and `evidence load` takes back; it decides no content.

Sheets: the evidence table as it is printed; claims and judgements in the columns that loading reads, with drop-downs
of the permitted values; the codebook; the provenance. A hidden sheet keeps the claims as they were when the workbook
was made, so that loading can tell what the colleague changed from what was changed here meanwhile. Text stands in
string cells, which no spreadsheet runs as a formula.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from evidence.formats.docx_writing import EPOCH, timeless
from evidence.formats.json import record_json
from evidence.formats.rows.cells import cell_of
from evidence.formats.rows.kinds import KINDS, Column, Kind, Shape
from evidence.formats.rows.workbook_write import CELL_CHARACTERS, print_across, written_text
from evidence.formats.tables import Grid
from evidence.formats.xlsx_returned import BASE, CODEBOOK, EVIDENCE, PROVENANCE
from evidence.models import Accuracy, Axis, Record, Support
from evidence.report.citations_style import written
from evidence.report.presets import Cell, Row, TableDocument
from evidence.report.words import VERDICTS

Linked = tuple[Record, Mapping[str, Any]]
Terms = Mapping[str, Sequence[tuple[str, str]]]
"""For a column that holds codes of a vocabulary, the codes and their labels."""

CLAIMS, JUDGEMENTS = KINDS["claims"], KINDS["judgements"]
_HEAD = PatternFill("solid", fgColor="EBE9E3")
_ROOM = 2000
"""How far below the last row drop-downs reach."""
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def workbook(
    document: TableDocument,
    claims: Sequence[Linked] = (),
    judgements: Sequence[Linked] = (),
    terms: Terms | None = None,
) -> bytes:
    """The workbook, byte for byte the same for the same content; sheets of records only where there are claims."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = document.title, "evidence"
    codes = codebook(terms or {})
    _add_table(book, document)
    if claims:
        _add_records(book, CLAIMS, claims, codes)
        _add_records(book, JUDGEMENTS, judgements, codes)
    values = _add_sheet(book, CODEBOOK, ("sheet", "column", "permitted value", "meaning"), codes)
    values.print_area = f"A1:D{1 + len(codebook({}))}"  # not the long vocabulary after what coders choose among
    _add_sheet(book, PROVENANCE, ("about", "mark", "text"), _provenance(document))
    if claims:
        rows = ([record_json(record, links)["page"], json.dumps(_kept(record))] for record, links in claims)
        _add_sheet(book, BASE, ("page", "claim as it was exported"), rows).sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue(), {"docProps/core.xml": _without_clock})


def grid_workbook(grid: Grid, *, title: str) -> bytes:
    """A table as a workbook of one sheet."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "evidence"
    _add_sheet(book, title[:31], grid.headings, grid.lines)
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue(), {"docProps/core.xml": _without_clock})


def _kept(record: Record) -> dict[str, Any]:
    shape: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return shape


def _without_clock(part: bytes) -> bytes:
    """The library writes the moment of saving; the file is to depend on its content alone."""
    moment = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", part)


def _add_sheet(
    book: Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, aside: int = 0
) -> Any:
    """A sheet with a header that stays in view; every text is a string cell, however it begins.

    The last columns, as many as `aside`, make no row higher.
    """
    sheet: Any = book.create_sheet(name)
    held = list(rows)
    widths = []
    for at, heading in enumerate(headings):
        longest = max((len(str(row[at] or "")) for row in held[:_LOOKED_AT]), default=0)
        widths.append(min(max(longest, len(heading), 10), 48) + 2)
        sheet.column_dimensions[get_column_letter(at + 1)].width = widths[-1]
    sheet.freeze_panes = "B2"
    print_across(sheet, sum(widths))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(held) + 1}"
    header = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, heading)
        cell.font, cell.fill, cell.alignment = Font(name="Calibri", size=11, bold=True), _HEAD, _TOP
        header.append(cell)
    sheet.append(header)
    style = _shared_style(sheet)
    put = _styled if len(held) <= _STYLED else _plain
    for at, row in enumerate(held, start=2):
        if put is _styled:
            sheet.row_dimensions[at].height = _height(row[: len(row) - aside], widths)
        sheet.append([put(sheet, value, style) for value in row])
    return sheet


def _height(row: Sequence[Any], widths: Sequence[int]) -> float:
    """How high a row must be to show its texts, up to what may be on a screen; not every program works that out."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str) and (len(value) >= width or "\n" in value):
            lines = max(lines, sum(1 + len(line) // (width - 2) for line in value.split("\n")))
    return _LINE * min(lines, _LINES)


def _shared_style(sheet: Any) -> Any:
    """The style of all cells: setting it for each takes most of the time."""
    model: Any = WriteOnlyCell(sheet, "")
    model.alignment = _TOP
    return model._style  # noqa: SLF001 - the library has no other way to share one


_LINE, _LINES = 15, 20
"""The points of a line, and how many lines a row shows at most."""
_TOP = Alignment(wrap_text=True, vertical="top")
_LOOKED_AT = 500
"""How many rows are looked at for the width of a column."""
_STYLED = 5000
"""Up to how many rows cells are wrapped; more would take longer to write than the rest together."""


def _plain(sheet: Any, value: Any, style: Any) -> Any:
    """A value as it is; text that the library would take for a formula or an error becomes a string cell."""
    if isinstance(value, str):
        text = written_text(value)
        return _styled(sheet, value, style) if text[:1] in {"=", "#"} or len(text) > CELL_CHARACTERS else text
    return value


def _styled(sheet: Any, value: Any, style: Any) -> Any:
    if value is None:
        return None
    is_text = isinstance(value, str)
    cell: Any = WriteOnlyCell(sheet, None if is_text else value)
    if is_text:
        cell._value = written_text(value)[:CELL_CHARACTERS]  # noqa: SLF001 - setting it the usual way guesses a type
        cell.data_type = "s"
    cell._style = style  # noqa: SLF001 - as above
    return cell


def _add_records(book: Workbook, kind: Kind, records: Sequence[Linked], codes: Sequence[tuple[str, ...]]) -> None:
    """A sheet that loading reads, with a drop-down in each column that has a list of permitted values."""
    columns = [column for column in kind.columns.values() if column.name != "capture"]
    shapes = (dict.fromkeys(kind.columns) | record_json(record, links) for record, links in records)
    rows = ([_cell(column, shape[column.name]) for column in columns] for shape in shapes)
    sheet = _add_sheet(book, kind.name, [column.name for column in columns], rows)
    for at, column in enumerate(columns, start=1):
        places = [place for place, code in enumerate(codes, start=2) if code[:2] == (kind.name, column.name)]
        if places:
            offer = DataValidation(type="list", formula1=f"{CODEBOOK}!$C${places[0]}:$C${places[-1]}", allow_blank=True)
            offer.showErrorMessage = True
            offer.errorTitle, offer.error = "Not in the codebook", "Choose one of the list; the codebook explains them."
            letter = get_column_letter(at)
            offer.add(f"{letter}2:{letter}{len(records) + _ROOM}")
            sheet.data_validations.append(offer)


def codebook(terms: Terms) -> tuple[tuple[str, str, str, str], ...]:
    """The permitted values of every column that has a list of them, as sheet, column, value and meaning.

    Terms of the vocabulary, which are many, come last.
    """
    kinds = [(kind, column) for kind in (CLAIMS, JUDGEMENTS) for column in kind.columns.values()]
    return (
        *((k.name, c.name, value, _MEANINGS.get(value, "")) for k, c in kinds for value in _permitted(k, c)),
        *((CLAIMS.name, name, code, label) for name, listed in terms.items() for code, label in listed),
    )


def _permitted(kind: Kind, column: Column) -> tuple[str, ...]:
    if kind is JUDGEMENTS and column.name == "value":
        return tuple(dict.fromkeys((*Support, *Accuracy)))
    return ("true", "false") if column.shape is Shape.TRUTH else column.choices


_MEANINGS: Mapping[str, str] = {
    **{verdict.value: words for verdict, words in VERDICTS.items()},
    Axis.SUPPORT: "Does the cited source support the sentence?",
    Axis.ACCURACY: "Is the claim right, given the body of evidence?",
    Axis.RULE: "A rule the claim breaks; the value is the rule's code",
    Accuracy.ACCURATE: "Right, given the body of evidence",
    Accuracy.MOSTLY_ACCURATE: "Right but for a detail",
    Accuracy.LACKS_CONTEXT: "Right, and leaves out what a reader needs",
    Accuracy.MISLEADING: "Gives a wrong impression",
    Accuracy.UNSUPPORTED: "No evidence for it",
    Accuracy.INACCURATE: "Wrong, given the body of evidence",
}


def _cell(column: Column, value: Any) -> Any:
    if column.shape in {Shape.TEXTS, Shape.NESTED, Shape.FREE}:
        return cell_of(column, value) or None
    if column.shape is Shape.TRUTH and value is not None:
        return "true" if value else "false"
    return None if value == "" and column.empty else value


def _add_table(book: Workbook, document: TableDocument) -> None:
    """The table with a column for each field, and the marks of each row's footnotes in a last column."""
    grouped = any(row.group for row in document.rows)
    headings = [*(["Group"] if grouped else []), *(one.heading for one in document.fields), "Footnotes"]
    rows = (
        [*([row.group] if grouped else []), *map(_shown, row.cells), _marks(document, row)] for row in document.rows
    )
    _add_sheet(book, EVIDENCE, headings, rows, aside=1)


def _shown(cell: Cell) -> str | float:
    number = cell.number
    return cell.text if number is None else int(number) if float(number).is_integer() else number


def _marks(document: TableDocument, row: Row) -> str | None:
    pairs = zip(document.fields, row.cells, strict=True)
    return "; ".join(f"{one.heading}: {', '.join(cell.marks)}" for one, cell in pairs if cell.marks) or None


def _provenance(document: TableDocument) -> Iterator[tuple[str, str | None, str]]:
    yield "title", None, document.title
    yield "caption", None, document.caption
    yield from (("how it was made", None, line) for line in document.provenance)
    yield from (("remark", None, line) for line in document.remarks)
    yield from (("footnote", note.mark, note.text) for note in document.footnotes)
    yield from (("abbreviation", name, meaning) for name, meaning in document.abbreviations)
    yield from (
        ("reference", str(one.number) if one.number else None, written(one.pieces)) for one in document.references
    )
