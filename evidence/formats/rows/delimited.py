"""Read and write CSV as rows of cells with their lines; which columns there should be is decided elsewhere."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from evidence.errors import Problem
from evidence.formats.rows.decoding import TextFile
from evidence.formats.rows.kinds import KINDS
from evidence.formats.rows.limits import Limits
from evidence.formats.rows.problems import refused

DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*$")
"""Excel's own first line that names the delimiter."""


class GridRow(NamedTuple):
    """One row of cells and the line it begins on."""

    line: int
    cells: list[str]


def best_delimiter(header: str) -> str:
    """The delimiter under which the header names most columns that are known.

    >>> best_delimiter("key;quote;claim_type")
    ';'
    """
    known = {name for kind in KINDS.values() for name in (*kind.columns, *kind.aliases)}

    def fit(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        plain = {"_".join(name.replace("-", " ").split()).lower() for name in names}
        return len(plain & known), len(names)

    return max(DELIMITERS, key=fit)


class _Lines:
    """The lines of a stream, none longer than the limit, counting how much one record has taken so far."""

    def __init__(self, stream: TextIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit + 1)
        self._taken += len(line)
        if not line:
            raise StopIteration
        if self._taken > self._limit:
            raise csv.Error(f"a record of more than {self._limit:,} characters")
        return line

    def record_ended(self) -> None:
        """Start counting afresh."""
        self._taken = 0


def csv_rows(file: TextFile, limits: Limits) -> Iterator[GridRow | Problem]:
    """The rows that are not blank, header first; a row that cannot be read is a Problem and the rest goes on."""
    csv.field_size_limit(limits.field_chars)  # a setting of the whole process, there is no other
    with file.open(newline="") as stream:
        first = stream.readline(limits.record_chars)
        named = _SEPARATOR_LINE.match(first)
        while first and not first.strip():
            first = stream.readline(limits.record_chars)
        delimiter = named.group(1) if named else best_delimiter(first)
        stream.seek(0)
        lines = _Lines(stream, limits.record_chars)
        if named:
            next(lines)
        yield from _rows(str(file.path), lines, delimiter, skipped=1 if named else 0)


def _rows(file: str, lines: _Lines, delimiter: str, *, skipped: int) -> Iterator[GridRow | Problem]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1 + skipped
        lines.record_ended()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(file=file, line=begins, reason=_reason(error, begins, reader.line_num + skipped))
            continue
        if any(cell.strip() for cell in cells):
            yield GridRow(begins, cells)


def _reason(error: csv.Error, begins: int, ends: int) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        swallowed = f"; lines {begins}-{ends} were taken for one record" if ends > begins else ""
        return f"a quotation mark is opened here and never closed{swallowed}: close it, or double it inside text"
    if "field larger" in said:
        return f"a field is larger than the limit ({said}): a quotation mark may be missing, else raise the limit"
    if "expected after" in said:
        return "text follows a closing quotation mark: double a quotation mark that belongs to the text"
    return f"the row cannot be read: {said}"


def write_csv_rows(stream: TextIO, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write rows so that csv_rows gives them back; the cells are guarded already.

    The stream must be opened with `newline=""`.

    Raises:
        RefusedFileError: a text holds a NUL byte.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        if any("\0" in cell for cell in row):
            raise refused(getattr(stream, "name", "CSV"), f"record {number} holds a NUL byte, which no table can keep")
        writer.writerow(row)


__all__ = ["DELIMITERS", "GridRow", "best_delimiter", "csv_rows", "write_csv_rows"]
