"""Write XLSX as rows of cells, text in string cells, sheets that print landscape; it runs and calculates nothing."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.properties import PageSetupProperties

from evidence.formats.rows.problems import RefusedFileError, refused

CELL_CHARACTERS = 32_767
"""What one cell of a workbook can hold (Excel specifications and limits)."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


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
