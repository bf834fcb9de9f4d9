"""Write an evidence table of a preset as HTML: one file, or for a long table a file for every few thousand rows.

A browser lays out only the leaves in view, and each in one pass: the columns have the same widths in all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from markupsafe import Markup

from evidence.formats.html import asset, environment, render
from evidence.formats.preset_tables import EMPTY
from evidence.report.presets import PageColumn, Row, TableDocument, for_page, page_cell, page_columns

ROWS_ON_A_LEAF = 100
"""How many rows stand together under a header."""
ROWS_IN_A_FILE = 2000
"""How many rows a file holds at most where a table may have several."""
_NARROWEST = 9
"""The width of a column in letters below which a table is scrolled sideways."""


@dataclass(frozen=True)
class Leaf:
    """Rows that stand together in a long HTML table: the numbers of the first and last, and the rows."""

    first: int
    last: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """One of the files of a long table, with the numbers of its first and last row."""

    file: str
    first: int
    last: int


def leaves(rows: Sequence[Row], *, after: int = 0) -> tuple[Leaf, ...]:
    """The rows cut into leaves; `after` is how many rows stand in the files before."""
    cuts = range(0, len(rows), ROWS_ON_A_LEAF)
    return tuple(
        Leaf(
            after + start + 1,
            after + min(start + ROWS_ON_A_LEAF, len(rows)),
            tuple(rows[start : start + ROWS_ON_A_LEAF]),
        )
        for start in cuts
    )


def parts(rows: int, name: str) -> tuple[Part, ...]:
    """The files of a table of so many rows, the first with the name given.

    >>> [part.file for part in parts(4001, "table.html")], parts(4001, "table.html")[2].first
    (['table.html', 'table-2.html', 'table-3.html'], 4001)
    """
    path = PurePath(name)
    starts = range(0, max(rows, 1), ROWS_IN_A_FILE)
    return tuple(
        Part(
            name if number == 1 else f"{path.stem}-{number}{path.suffix}", start + 1, min(start + ROWS_IN_A_FILE, rows)
        )
        for number, start in enumerate(starts, start=1)
    )


def preset_html(document: TableDocument) -> str:
    """The table as one self-contained HTML file that prints on landscape pages, however long it is."""
    shown = for_page(document)
    return _page(shown, leaves(shown.rows), (), None)


def preset_html_files(document: TableDocument, name: str) -> Iterator[tuple[str, str]]:
    """The table as one file or several that lead to each other, each with its name; the notes of its own rows in each.

    The references stand in the last.
    """
    document = for_page(document)
    files = parts(len(document.rows), name)
    for part in files:
        rows = document.rows[part.first - 1 : part.last]
        used = {mark for row in rows for cell in row.cells for mark in cell.marks}
        own = replace(document, footnotes=tuple(note for note in document.footnotes if note.mark in used))
        if part is not files[-1]:
            own = replace(own, references=())
        yield part.file, _page(own, leaves(rows, after=part.first - 1), files, part)


def _page(document: TableDocument, cut: tuple[Leaf, ...], files: tuple[Part, ...], part: Part | None) -> str:
    columns = page_columns(document.fields)
    style = asset("base.css") + asset("table.css") + asset("preset.css") + _widths(columns)
    template = environment().get_template("preset_leaf.html.j2")

    def drawn(leaf: Leaf) -> Markup:
        """A leaf by itself, so that the pieces of a long table are not all held at once; the template escapes."""
        return Markup(  # noqa: S704
            template.render(document=document, columns=columns, leaf=leaf, leaves=cut, cell_of=page_cell)
        )

    return render(
        "preset.html.j2",
        style=style,
        script="",
        document=document,
        leaves=cut,
        drawn=drawn,
        empty=EMPTY,
        files=files if len(files) > 1 else (),
        part=part,
    )


def _widths(columns: Sequence[PageColumn]) -> str:
    """The style of the columns: no attribute may hold one."""
    whole = sum(column.share for column in columns)
    rules = [f".leaf table {{ table-layout: fixed; min-width: {len(columns) * _NARROWEST}rem; }}"]
    rules += [f".w{at} {{ width: {column.share / whole:.3%}; }}" for at, column in enumerate(columns)]
    return "\n".join([*rules, "@media print { .leaf table { min-width: 0; } }", ""])
