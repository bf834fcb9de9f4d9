"""Read and write XLSX as rows of cells, values only; formulas are never calculated and macros never run."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.properties import PageSetupProperties

from evidence.errors import Problem
from evidence.formats.rows.delimited import GridRow
from evidence.formats.rows.limits import MEGABYTE, Limits
from evidence.formats.rows.problems import RefusedFileError, refused, shown

CELL_CHARACTERS = 32_767
"""What one cell of a workbook can hold (Excel specifications and limits)."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows that are not blank."""

    name: str
    rows: Iterator[GridRow | Problem]


def checked_archive(path: Path, limits: Limits) -> bool:
    """Whether any sheet holds formulas, once it is sure that unpacking the workbook is safe.

    Raises:
        RefusedFileError: it unpacks to more than the limits allow, or is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(path, parts, limits)
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(_holds_formula(archive, part) for part in sheets)
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise refused(str(path), "a workbook that is cut off or damaged; save it again in its program") from error


def _refuse_bomb(path: Path, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > limits.unpacked_bytes:
        reason = f"the workbook unpacks to {unpacked:,} bytes, more than the limit of {limits.unpacked_bytes:,}"
        raise refused(str(path), f"{reason}; raise the limit to read it")
    if unpacked > MEGABYTE and unpacked / packed > limits.unpacked_ratio:
        reason = f"the workbook unpacks to {unpacked / packed:.0f} times its size, more than {limits.unpacked_ratio}"
        raise refused(str(path), f"{reason} times: it looks made to exhaust memory; raise the limit if you trust it")


def _holds_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(MEGABYTE):
            if _FORMULA.search(tail + chunk):
                return True
            tail = chunk[-20:]
    return False


def workbook_sheets(path: Path, limits: Limits) -> tuple[list[Sheet], tuple[str, ...]]:
    """The sheets that hold anything, and notes on what was left out.

    Raises:
        RefusedFileError: the workbook cannot be read, or is made to exhaust memory.
    """
    formulas = checked_archive(path, limits)
    notes = ["formulas were not calculated: the values stored with them were read"] if formulas else []
    if path.suffix.lower() == ".xlsm":
        notes.append("macros were neither run nor kept")
    with _book(path, values=True) as book:
        names = [sheet.title for sheet in book.worksheets]
    return [Sheet(name, _sheet_rows(path, name, formulas=formulas)) for name in names], tuple(notes)


@contextmanager
def _book(path: Path, *, values: bool) -> Iterator[Any]:
    """The workbook, with the values or with the formulas of its cells."""
    with path.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=values, keep_links=False)
        except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
            raise refused(str(path), f"the workbook cannot be read: {error}") from error
        try:
            yield book
        finally:
            book.close()


def _sheet_rows(path: Path, name: str, *, formulas: bool) -> Iterator[GridRow | Problem]:
    """The rows that are not blank, every row as wide as the first."""
    label = f"{path}, sheet {name}"
    width = 0
    with ExitStack() as open_books:
        ways = (True, False) if formulas else (True,)
        books = [open_books.enter_context(_book(path, values=values)) for values in ways]
        rows = [book[name].iter_rows() for book in books]
        for number, cells in enumerate(zip(*rows, strict=True), start=1):
            texts, problem = _texts(label, number, cells[0], cells[-1])
            if problem is not None:
                yield problem
            elif any(text.strip() for text in texts):
                width = width or len(texts)
                yield GridRow(number, texts + [""] * (width - len(texts)))


def _texts(label: str, number: int, values: Any, sources: Any) -> tuple[list[str], Problem | None]:
    """The row's cells as text, or why one of them cannot be read."""
    texts = []
    for cell, source in zip(values, sources, strict=True):
        if cell.data_type == "e":
            reason = f"the cell holds the error {cell.value}; put the value in its place"
            return [], Problem(file=label, line=number, column=cell.column_letter, reason=reason)
        if cell.value is None and source.data_type == "f":
            reason = (
                f"the formula {shown(source.value)} has no stored value: open and save the workbook, or paste values"
            )
            return [], Problem(file=label, line=number, column=source.column_letter, reason=reason)
        texts.append(cell_text(cell.value, cell.number_format if type(cell.value) is int else ""))
    return texts, None


def cell_text(value: Any, number_format: str = "") -> str:
    """A cell's value as text: whole numbers without a point, zeros that the format shows kept, dates as YYYY-MM-DD.

    >>> cell_text(42.0), cell_text(True), cell_text(123, "00000000")
    ('42', 'true', '00000123')
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value).zfill(len(number_format)) if number_format and set(number_format) == {"0"} else str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, date | time):
        midnight = isinstance(value, datetime) and value.time() == time()
        return value.isoformat().removesuffix("T00:00:00") if midnight else value.isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), str(value))


def bare_text(cell: str) -> str:
    """The text of a string cell; one made of nothing but apostrophes loses one, so that the empty text can be kept.

    >>> bare_text("'"), bare_text("''"), bare_text("'tis")
    ('', "'", "'tis")
    """
    return cell[1:] if cell and not cell.strip("'") else cell


def written_text(text: str) -> str:
    """Text as a string cell, control characters in the escapes of the format (ECMA-376 part 1, ST_Xstring)."""
    kept = "'" + text if not text.strip("'") else text
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", kept)


def print_across(sheet: Any, width: int) -> None:
    """Print landscape, on as many pages side by side as can be read, with header, first column and page number.

    Args:
        sheet: a sheet to which nothing has been written yet.
        width: how many characters its columns are wide together.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = 1 + width // _ACROSS
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P of &N"


_ACROSS = 220
"""How many characters fit across a page that can be read."""
_A4 = 9
"""How a workbook names the size of paper (ECMA-376, ST_PageSetup)."""
_USUAL_WIDTH = 10
"""How many characters wide a column is of which nothing is said."""


def write_sheets(path: Path, sheets: Iterable[tuple[str, list[str], Iterable[list[Any]]]]) -> None:
    """Write sheets of name, header and rows; text goes into string cells, which no program takes for formulas.

    Raises:
        RefusedFileError: a text is longer than a cell can hold, or holds a NUL byte.
    """
    book = Workbook(write_only=True)
    try:
        for name, header, rows in sheets:
            sheet = book.create_sheet(name)
            sheet.freeze_panes = "B2"
            print_across(sheet, sum(max(len(heading), _USUAL_WIDTH) for heading in header))
            sheet.append(header)
            for number, row in enumerate(rows, start=2):
                sheet.append([_cell(path, sheet, value, number) for value in row])
    except RefusedFileError:
        book.save(io.BytesIO())  # lets the library close and remove its own scratch files
        raise
    book.save(path)


def _cell(path: Path, sheet: Any, value: Any, number: int) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _typed_cell(sheet, repr(value), "n")  # as a number, openpyxl would write 16 digits of up to 17
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = written_text(value)
    if len(text) > CELL_CHARACTERS or "\0" in value:
        what = "a NUL byte" if "\0" in value else f"{len(text):,} characters, more than a cell's {CELL_CHARACTERS:,}"
        raise refused(f"{path}, sheet {sheet.title}", f"a text holds {what}; write JSONL instead", line=number)
    return _typed_cell(sheet, text, "s")


def _typed_cell(sheet: Any, text: str, data_type: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = data_type
    return cell
