"""Write an evidence table of a preset as CSV, JSON, Markdown or for a terminal; it decides no content.

CSV holds the fields and nothing around them; footnotes and provenance of a CSV stand in a file beside it, as "CSV on
the Web" (W3C 2015) has it.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from evidence.errors import printable
from evidence.formats.rows.cells import guarded
from evidence.formats.terminal import columns_text
from evidence.report.citations_style import written
from evidence.report.presets import Cell, Row, TableDocument, for_page, page_cell, page_columns

EMPTY = "No row passes these filters. That says nothing about the evidence."


def preset_csv(document: TableDocument) -> str:
    """CSV with a heading for each field; text that looks like a formula gets one apostrophe before it."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_headings(document))
    writer.writerows([_csv_cell(cell) for cell in row.cells] for row in document.rows)
    return stream.getvalue()


def _headings(document: TableDocument) -> list[str]:
    return [one.heading for one in document.fields]


def _csv_cell(cell: Cell) -> str | float:
    return _whole(cell.number) if cell.number is not None else guarded(cell.text)


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def csv_metadata(document: TableDocument, file: str) -> str:
    """What stands around the table, in the file `NAME-metadata.json` beside the CSV."""
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": document.title,
        "dc:description": document.caption,
        "dc:language": document.language,
        "tableSchema": {"columns": [{"name": one.name, "titles": one.heading} for one in document.fields]},
        "notes": {**_around(document), "marked": _marked_cells(document)},
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _around(document: TableDocument) -> dict[str, Any]:
    return {
        "remarks": list(document.remarks),
        "abbreviations": dict(document.abbreviations),
        "footnotes": {note.mark: note.text for note in document.footnotes},
        "references": [{"number": one.number, "text": written(one.pieces)} for one in document.references],
        "provenance": list(document.provenance),
    }


def _marked_cells(document: TableDocument) -> list[dict[str, Any]]:
    return [
        {"row": at, "column": one.name, "marks": list(cell.marks)}
        for at, row in enumerate(document.rows, start=1)
        for one, cell in zip(document.fields, row.cells, strict=True)
        if cell.marks
    ]


def preset_json(
    document: TableDocument, extra: Mapping[str, Any] | None = None, rows: Iterable[Mapping[str, Any]] | None = None
) -> str:
    """One JSON document, a row a line: what stands around the table, then its rows; `rows` takes the place of ours.

    A row has the words of its cells by field, and where there are any the names of fields that are unknown, numbers as
    numbers, and the marks of footnotes.
    """
    around = _around(document)
    shape = {
        "preset": document.preset,
        "title": document.title,
        "caption": document.caption,
        "fields": [{"name": one.name, "heading": one.heading} for one in document.fields],
        **around,
        **(extra or {}),
    }
    head = json.dumps(shape, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = map(_encode, json_rows(document) if rows is None else rows)
    return f'{head},\n "rows": [\n' + ",\n".join(lines) + "\n ]\n}\n"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def json_rows(document: TableDocument) -> Iterator[dict[str, Any]]:
    """The rows as JSON has them."""
    names = [one.name for one in document.fields]
    for row in document.rows:
        cells: dict[str, str] = {}
        unknown: list[str] = []
        numbers: dict[str, float] = {}
        notes: dict[str, tuple[str, ...]] = {}
        for name, cell in zip(names, row.cells, strict=True):
            cells[name] = cell.text
            if cell.unknown:
                unknown.append(name)
            if cell.number is not None:
                numbers[name] = _whole(cell.number)
            if cell.marks:
                notes[name] = cell.marks
        shape: dict[str, Any] = {"cells": cells, "unknown": unknown, "numbers": numbers, "notes": notes}
        yield {"group": row.group} | shape if row.group else shape


# ---------------------------------------------------------------- Markdown and terminal


def preset_markdown(document: TableDocument) -> str:
    """The table for a Markdown page, with its notes and references; markup of the page is escaped."""
    document = for_page(document)
    columns = page_columns(document.fields)
    lines = [f"# {_escaped(document.title)}", "", f"*{_escaped(document.caption)}*", ""]
    if not document.rows:
        lines += [EMPTY, ""]
    for at, (group, rows) in enumerate(_grouped(document)):
        lines += [f"## {_escaped(group)}", ""] if group else [""] * bool(at)
        lines += [_line([column.heading for column in columns]), _line(["---"] * len(columns), raw=True)]
        for row in rows:
            cells = ["<br>".join(map(_markdown_part, page_cell(document, row, column))) for column in columns]
            lines.append(_line(cells, raw=True))
        lines.append("")
    return "\n".join([*lines, *_markdown_notes(document)]) + "\n"


def _grouped(document: TableDocument) -> list[tuple[str, list[Row]]]:
    groups: list[tuple[str, list[Row]]] = []
    for row in document.rows:
        if not groups or groups[-1][0] != row.group:
            groups.append((row.group, []))
        groups[-1][1].append(row)
    return groups


def _markdown_part(part: tuple[str, Cell, Any]) -> str:
    label, cell, _ = part
    text = f"*{_escaped(cell.text)}*" if cell.unknown else _escaped(cell.text)
    marks = f"<sup>{','.join(cell.marks)}</sup>" if cell.marks else ""
    return f"{f'**{_escaped(label)}:** ' if label else ''}{text}{marks}"


def _line(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(_escaped, cells))} |"


def _escaped(value: str) -> str:
    text = " ".join(value.split())
    for mark in "\\|<>*_`[]#":
        text = text.replace(mark, f"\\{mark}")
    return text


def _markdown_notes(document: TableDocument) -> list[str]:
    lines = [part for remark in document.remarks for part in (_escaped(remark), "")]
    if document.abbreviations:
        words = "; ".join(f"{name}, {meaning}" for name, meaning in document.abbreviations)
        lines += [f"**Abbreviations:** {_escaped(words)}.", ""]
    for note in document.footnotes:
        lines += [f"<sup>{note.mark}</sup> {_escaped(note.text)}", ""]
    if document.references:
        lines += ["## References", ""]
        for entry in document.references:
            number = f"{entry.number}\\. " if entry.number is not None else ""
            pieces = (f"*{_escaped(one.text)}*" if one.italic else _kept(one.text) for one in entry.pieces)
            lines += [number + "".join(pieces), ""]
    made = "\n\n".join(map(_escaped, document.provenance))
    return [*lines, "## How this table was made", "", made]


def _kept(text: str) -> str:
    """Escaped with the spaces at its ends."""
    return text if not text.strip() else f"{' ' * text.startswith(' ')}{_escaped(text)}{' ' * text.endswith(' ')}"


def preset_terminal(document: TableDocument, *, width: int) -> str:
    """The table in columns for a terminal of this width, with its notes below."""
    rows = [[_marked(cell) for cell in row.cells] for row in document.rows]
    lines = [document.title, document.caption, "", columns_text(_headings(document), rows, width=width), ""]
    lines += document.remarks
    lines += [f"{note.mark}  {note.text}" for note in document.footnotes]
    lines += [f"{f'[{one.number}] ' if one.number else ''}{written(one.pieces)}" for one in document.references]
    return printable("\n".join([*lines, *document.provenance]) + "\n")


def _marked(cell: Cell) -> str:
    return f"{cell.text} ({','.join(cell.marks)})" if cell.marks else cell.text
