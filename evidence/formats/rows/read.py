"""Open a file of records, tell what it is and which kind of record it holds, and give back its entries, unchecked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from evidence.errors import Problem
from evidence.formats.rows.cells import unguarded
from evidence.formats.rows.delimited import csv_rows
from evidence.formats.rows.documents import Document, json_documents, jsonl_entries, yaml_runs
from evidence.formats.rows.grid import Grid, columns_of, grid_entries, grid_of
from evidence.formats.rows.kinds import KINDS, Kind, kind_named, kinds_that_fit, nearest
from evidence.formats.rows.limits import LIMITS, Limits
from evidence.formats.rows.problems import Entry, refused
from evidence.formats.rows.sniff import Layout, Sniffed, sniffed
from evidence.formats.rows.workbook import bare_text, workbook_sheets

DESCRIBING = frozenset({"evidence table", "codebook", "provenance", "_base"})
"""Sheets by which a workbook of an evidence table describes itself; there is nothing to load in them."""
LOOKED_AT = 20
"""how many records of a file without a header are looked at to tell its kind"""


@dataclass(frozen=True)
class Table:
    """A run of records of one kind; `label` names the file, and the sheet or list in it, in errors."""

    kind: Kind
    label: str
    entries: Iterator[Entry | Problem]


@dataclass(frozen=True)
class Reading:
    """What a file holds; `citations` is True for a bibliographic format, which has no tables and is read elsewhere."""

    path: Path
    layout: Layout
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()

    @property
    def citations(self) -> bool:
        """Whether the file is to be read by the readers of citation formats."""
        return self.layout is Layout.CITATIONS


@dataclass(frozen=True)
class Wanted:
    """How a file is to be read: the kind that overrides what it says of itself, and columns not to be looked at."""

    kind: str | None = None
    ignored: frozenset[str] = frozenset()


def read_tables(
    path: Path, kind: str | None = None, limits: Limits = LIMITS, *, ignored: Collection[str] = ()
) -> Reading:
    """The tables of a file; `kind` overrides what the file says of itself, columns named in `ignored` are not read.

    Raises:
        RefusedFileError: nothing of the file can be read, or its kind cannot be told.
        FileNotFoundError: there is no such file.
    """
    file = sniffed(path, limits)
    if file.layout is Layout.CITATIONS:
        return Reading(path, file.layout, (), file.notes)
    tables, notes = _tables(file, Wanted(kind, frozenset(ignored)), limits)
    return Reading(path, file.layout, tuple(tables), (*file.notes, *notes))


def _tables(file: Sniffed, wanted: Wanted, limits: Limits) -> tuple[list[Table], tuple[str, ...]]:
    label, stem = str(file.path), file.path.stem
    if file.text is None:
        return _sheet_tables(file.path, wanted, limits)
    if file.layout is Layout.CSV:
        return [_grid_table(grid_of(label, stem, csv_rows(file.text, limits), unguarded), wanted)], ()
    if file.layout is Layout.YAML:
        runs = yaml_runs(file.text, stem, limits)
    elif file.layout is Layout.JSON:
        runs = json_documents(file.text, stem, limits)
    else:
        runs = [Document(label, stem, jsonl_entries(file.text, limits))]
    return [_document_table(run, wanted) for run in runs], ()


def _sheet_tables(path: Path, wanted: Wanted, limits: Limits) -> tuple[list[Table], tuple[str, ...]]:
    """A table for each sheet that holds records; a lone sheet may be named anything."""
    sheets, notes = workbook_sheets(path, limits)
    tables = []
    for sheet in sheets:
        first = next(sheet.rows, None) if sheet.name not in DESCRIBING else None
        if first is None:
            continue
        second = next(sheet.rows, None)
        if second is None and len(sheets) > 1 and kind_named(sheet.name):
            notes = (*notes, f"sheet {sheet.name} has a header and no rows")
            continue
        hint = sheet.name if kind_named(sheet.name) or len(sheets) > 1 else path.stem
        grid = grid_of(
            f"{path}, sheet {sheet.name}",
            hint,
            chain([first], [second] if second is not None else (), sheet.rows),
            bare_text,
        )
        tables.append(_grid_table(grid, wanted))
    if not tables:
        raise refused(str(path), "the workbook is empty; nothing can be loaded from it")
    return tables, notes


def _grid_table(grid: Grid, wanted: Wanted) -> Table:
    names = [name for name in grid.names if name not in wanted.ignored]
    kind = kind_of(grid.label, names, wanted.kind, grid.hint)
    columns = columns_of(grid, kind, wanted.ignored)
    first = next(grid.rows, None)
    if first is None:
        raise refused(grid.label, f"the table of {kind.name} has a header and no rows", line=grid.header.line)
    rows = Grid(grid.label, grid.hint, grid.header, chain([first], grid.rows), grid.bare)
    return Table(kind, grid.label, grid_entries(rows, columns))


def _document_table(document: Document, wanted: Wanted) -> Table:
    found = _without(document.entries, wanted.ignored) if wanted.ignored else document.entries
    first = list(islice(found, LOOKED_AT))
    entries = [entry for entry in first if isinstance(entry, Entry)]
    stated = wanted.kind or document.named or _stated_kind(entries)
    names = {name: None for entry in entries for name in entry.values}
    if not first:
        raise refused(document.label, "the list of records is empty; nothing can be loaded from it")
    if not entries and stated is None:
        raise refused(document.label, f"no record can be read; first: {first[0]}")
    kind = kind_of(document.label, list(names), stated, document.hint)
    return Table(kind, document.label, _without_kind(chain(first, found), kind))


def _stated_kind(entries: list[Entry]) -> str | None:
    """The kind a record itself names in `kind`, unless it is the kind of an intervention or advertiser."""
    stated = entries[0].values.get("kind") if entries else None
    return stated if isinstance(stated, str) and kind_named(stated) else None


def _without(entries: Iterator[Entry | Problem], ignored: Collection[str]) -> Iterator[Entry | Problem]:
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        else:
            kept = {name: value for name, value in entry.values.items() if name not in ignored}
            yield Entry(entry.line, kept, entry.lines)


def _without_kind(entries: Iterator[Entry | Problem], kind: Kind) -> Iterator[Entry | Problem]:
    for entry in entries:
        stated = entry.values.get("kind") if isinstance(entry, Entry) else None
        if isinstance(entry, Entry) and isinstance(stated, str) and kind_named(stated) is kind:
            yield from _without(iter([entry]), ("kind",))
        else:
            yield entry


def kind_of(label: str, names: list[str], named: str | None, hint: str) -> Kind:
    """The kind that is named, else the one that fits the columns; among several that fit, the one the hint names.

    Raises:
        RefusedFileError: no kind is called so, none fits, or several do.
    """
    if named is not None:
        kind = kind_named(named)
        if kind is None:
            raise refused(label, f"there is no kind '{named}'{nearest(named, KINDS)} Kinds: {', '.join(KINDS)}")
        return kind
    guesses = kinds_that_fit(names)
    hinted = kind_named(hint)
    if hinted is not None and hinted in [guess.kind for guess in guesses]:
        return hinted
    if len(guesses) == 1:
        return guesses[0].kind
    permitted = ", ".join(guess.kind.name for guess in guesses) or ", ".join(KINDS)
    found = f"the columns {', '.join(names[:8])} fit {'several kinds' if guesses else 'no kind'} of record"
    raise refused(label, f"{found}; name it with --kind or `kind:`, one of {permitted}", line=1)
