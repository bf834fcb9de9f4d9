"""CSV and XLSX of citations to publications and back: one record a row, columns told by their headings.

Every cell is text and stays so. Not written to CSV: the record's source text and the list of what it lost; an abstract
comes back in parts where their labels are in capitals. Never takes for a record what an unclosed quotation mark
swallowed: the row is noted, and reading goes on at the line after.
"""

import csv
import io
import json
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evidence.errors import Problem
from evidence.formats.citations.columns import (
    JSON_COLUMNS,
    LISTS,
    OWN_COLUMNS,
    TERMS,
    field_of,
    join_list,
    written_heading,
)
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import abstract_text
from evidence.formats.citations.table_fields import Header, from_row
from evidence.formats.rows.cells import guarded
from evidence.formats.rows.limits import Limits as TableLimits
from evidence.formats.rows.workbook import workbook_sheets
from evidence.models import PublicationBase

Row = tuple[int, list[str], str]


def read_csv(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """The publications of a table; None where the reading was told of a row that could not be read."""
    rows = _Rows(reading, blocks)
    first = next(rows, None)
    if first is None:
        return
    header = Header(first[1])
    if not header.known:
        reading.lost("none of the columns' headings is known", line=first[0], raw=first[2])
        return
    for line, cells, raw in rows:
        yield from_row(reading, header, cells, line=line, raw=raw)


class _Rows:
    """Rows of cells with their line and text; a row whose quotation marks do not fit is noted and left out."""

    def __init__(self, reading: Reading, blocks: Iterator[str]) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), reading.limits.record))  # one setting for the whole process
        self.reading = reading
        self.lines = _lines(blocks)
        self.again: deque[str] = deque()
        self.taken: list[str] = []
        self.line = 1
        self.delimiter = self._delimiter()
        self.reader = self._reader()

    def _delimiter(self) -> str:
        for line in self.lines:
            self.again.append(line)
            if line.strip():
                named = line.strip().lower().removeprefix("sep=")
                if len(named) == 1 and line.lower().startswith("sep="):
                    self.again.pop()
                    self.line += 1
                    return named
                return max(",;\t|", key=lambda mark: _known(line, mark))
        return ","

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self.delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self.again.popleft() if self.again else next(self.lines, None)
            if line is None:
                return
            self.taken.append(line)
            yield line

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        while True:
            try:
                cells = next(self.reader)
            except csv.Error as error:
                repaired = self._repaired(str(error))
                if repaired is None:
                    continue
                cells = repaired
            line, raw = self.line, "".join(self.taken)
            self.line += len(self.taken)
            self.taken.clear()
            if any(map(str.strip, cells)):
                return line, cells, raw.rstrip("\n")

    def _repaired(self, reason: str) -> list[str] | None:
        """The cells of the row that stopped the reader, if it is one line that can be split all the same."""
        first, rest = self.taken[0], self.taken[1:]
        self.again.extendleft(reversed(rest))
        self.taken[:] = [first]
        self.reader = self._reader()
        if first.count('"') % 2 == 0:
            cells = next(csv.reader([first], delimiter=self.delimiter), [])
            self.reading.odd("a quotation mark stands inside a cell", line=self.line, raw=first)
            return cells
        self.reading.lost(f"a quotation mark is not closed ({reason})", line=self.line, raw=first)
        self.line += 1
        self.taken.clear()
        return None


def _known(line: str, mark: str) -> tuple[int, int]:
    cells = next(csv.reader([line], delimiter=mark), [])
    return sum(field_of(cell) is not None for cell in cells), len(cells)


def _lines(blocks: Iterator[str]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(block)


def read_xlsx(reading: Reading, blocks: Iterator[bytes]) -> Iterator[PublicationBase | None]:
    """The publications of a workbook's sheets; None where the reading was told of a row that could not be read."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table.xlsx"
        with copy.open("wb") as file:
            file.writelines(blocks)
        sheets, notes = workbook_sheets(copy, TableLimits(record_chars=reading.limits.record))
        for note in notes:
            reading.odd(note)
        for sheet in sheets:
            yield from _sheet(reading, sheet.name, sheet.rows)


def _sheet(reading: Reading, name: str, rows: Iterator[Any]) -> Iterator[PublicationBase | None]:
    header: Header | None = None
    for row in rows:
        if isinstance(row, Problem):
            reading.lost(f"sheet {name}: {row.reason}", line=row.line, raw=row.raw)
            yield None
        elif header is None:
            header = Header(row.cells)
            if not header.known:
                reading.odd(f"sheet {name} was left out: none of its headings is known", line=row.line)
                return
        else:
            raw = json.dumps(dict(zip(header.names, row.cells, strict=False)), ensure_ascii=False)
            yield from_row(reading, header, row.cells, line=row.line, raw=raw)


# ---------------------------------------------------------------- writing


def write_csv(publications: Iterable[PublicationBase]) -> Iterator[str]:
    """A CSV table with a header; no cell can be taken for a formula, lists are joined by semicolons."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(OWN_COLUMNS)
    for record in publications:
        writer.writerow([_cell(record, column) for column in OWN_COLUMNS])
        yield sink.getvalue()
        sink.seek(0)
        sink.truncate()
    yield sink.getvalue()


def _cell(record: PublicationBase, column: str) -> str:
    value = getattr(record, column)
    if value is None or value in ((), {}):
        return ""
    if column in LISTS:
        return guarded(join_list(value, commas_part=column == "keywords"))
    if column in TERMS:
        return guarded(join_list(map(written_heading, value)))
    if column == "abstract":
        return guarded(abstract_text(value))
    if column == "notices":
        return json.dumps([notice.model_dump(exclude_none=True) for notice in value], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False) if column in JSON_COLUMNS else guarded(str(value))
