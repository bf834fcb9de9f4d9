"""Read XLSX as rows of cells, values only; formulas are never calculated and macros never run."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from evidence.errors import Problem
from evidence.formats.rows.delimited import GridRow
from evidence.formats.rows.limits import MEGABYTE, Limits
from evidence.formats.rows.problems import refused, shown

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
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
    from openpyxl import load_workbook  # noqa: PLC0415  a fifth of a second that only workbooks need pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415  as above

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
