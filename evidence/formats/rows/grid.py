"""Turn a header and rows of cells into entries, alike for CSV and XLSX; what a value may be is not decided here."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from evidence.errors import Problem
from evidence.formats.rows.cells import value_of
from evidence.formats.rows.delimited import GridRow
from evidence.formats.rows.jsontext import JsonTextError
from evidence.formats.rows.kinds import Column, Kind, Shape, nearest
from evidence.formats.rows.problems import Entry, RefusedFileError, refused, shown


@dataclass(frozen=True)
class Grid:
    """A table of cells: `label` names it in errors, `hint` is a name that may tell its kind, `bare` undoes a guard."""

    label: str
    hint: str
    header: GridRow
    rows: Iterator[GridRow | Problem]
    bare: Callable[[str], str]

    @property
    def names(self) -> list[str]:
        """The header's names that are not empty."""
        return [name.strip() for name in self.header.cells if name.strip()]


def grid_of(label: str, hint: str, rows: Iterator[GridRow | Problem], bare: Callable[[str], str]) -> Grid:
    """The grid whose header is the first row.

    Raises:
        RefusedFileError: there is no header, or it cannot be read.
    """
    header = next(rows, None)
    if header is None:
        raise refused(label, "the table is empty; nothing can be loaded from it")
    if isinstance(header, Problem):
        raise RefusedFileError([header])
    return Grid(label, hint, header, rows, bare)


IGNORED = Column("", Shape.TEXT)
"""The column of cells that are not to be looked at."""


def columns_of(grid: Grid, kind: Kind, ignored: Collection[str] = ()) -> list[Column | None]:
    """The column of each cell by position, None for a position without a name.

    Raises:
        RefusedFileError: a name is unknown, occurs twice, or a required one is missing; every fault is listed.
    """
    names = [kind.canonical(name) if name.strip() else "" for name in grid.header.cells]
    skipped = {place for place, name in enumerate(grid.header.cells) if name.strip() in ignored}
    names = [IGNORED.name if place in skipped else name for place, name in enumerate(names)]
    problems = [_fault(grid, name, reason) for name, reason in _faults(kind, names)]
    if problems:
        raise RefusedFileError(problems)
    return [IGNORED if place in skipped else kind.columns.get(name) for place, name in enumerate(names)]


def _fault(grid: Grid, name: str, reason: str) -> Problem:
    return Problem(file=grid.label, line=grid.header.line, column=name, reason=reason)


def _faults(kind: Kind, names: list[str]) -> Iterator[tuple[str, str]]:
    for name, count in Counter(filter(None, names)).items():
        if name not in kind.columns:
            yield name, f"{kind.name} have no column '{name}'{nearest(name, [*kind.columns, *kind.aliases])}"
        if count > 1:
            yield name, f"the column stands in the header {count} times; keep one"
    for name in kind.required:
        if name not in names:
            yield name, f"the column '{name}' is missing, and {kind.name} cannot be loaded without it"


def grid_entries(grid: Grid, columns: list[Column | None]) -> Iterator[Entry | Problem]:
    """Each row as an entry, or as the Problem that keeps it from being one."""
    for row in grid.rows:
        yield row if isinstance(row, Problem) else _entry(grid, columns, row)


def _entry(grid: Grid, columns: list[Column | None], row: GridRow) -> Entry | Problem:
    misfit = _misfit(columns, row.cells)
    if misfit:
        return Problem(file=grid.label, line=row.line, reason=misfit, raw=" ".join(row.cells)[:200])
    values: dict[str, Any] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column is None or column is IGNORED or not cell:
            continue
        try:
            value = cell if "\0" in cell else value_of(column, bare) if (bare := grid.bare(cell)) else ""
        except JsonTextError as error:
            return Problem(file=grid.label, line=row.line, column=column.name, reason=str(error), raw=shown(cell))
        if value is not None:
            values[column.name] = value
    return Entry(row.line, values)


def _misfit(columns: list[Column | None], cells: list[str]) -> str | None:
    """Why the row does not fit the header, None where it fits."""
    if len(cells) < len(columns):
        return f"the row has {len(cells)} cells, the header {len(columns)}: add the missing delimiters"
    if any(cell.strip() for cell in cells[len(columns) :]):
        return (
            f"the row has {len(cells)} cells, the header {len(columns)}: put text with a delimiter in quotation marks"
        )
    for column, cell in zip(columns, cells, strict=False):
        if column is None and cell.strip():
            return f"the cell {shown(cell)} stands in a column without a name"
    return None
