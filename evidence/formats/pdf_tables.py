"""Write an evidence table as an accessible PDF (PDF/UA) without any system library; it decides no content.

The page is set by typst from a template of this package. Texts reach it as JSON, so that no text of a page is ever
taken for markup. No moment and no name of a machine is in the file: the same table gives the same bytes.
"""

import json
from importlib.resources import files
from typing import Any

from evidence.formats.docx_writing import xml_safe
from evidence.formats.extras import MissingExtraError
from evidence.report.presets import Cell, Field, TableDocument, for_page, page_cell, page_columns


def table_pdf(document: TableDocument) -> bytes:
    """The table as a PDF.

    Raises:
        MissingExtraError: typst is not installed.
    """
    return compiled("pdf_table.typ", {"table": json.dumps(_shape(for_page(document)), ensure_ascii=False)})


def compiled(template: str, inputs: dict[str, str]) -> bytes:
    """A template of this package as a PDF.

    Raises:
        MissingExtraError: typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtraError("writing PDF", "pdf") from missing
    source = files("evidence.formats").joinpath(template).read_bytes()
    made = typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a PDF comes as one run of bytes")
    return made


def _shape(document: TableDocument) -> dict[str, Any]:
    columns = page_columns(document.fields)
    rows: list[dict[str, Any]] = []
    group = ""
    for row in document.rows:
        if row.group != group:
            group = row.group
            rows.append({"kind": "group", "text": xml_safe(group)})
        cells = [[_part(*part) for part in page_cell(document, row, column)] for column in columns]
        rows.append({"kind": "row", "cells": cells})
    words = "; ".join(f"{name}, {meaning}" for name, meaning in document.abbreviations)
    return {
        "title": xml_safe(document.title),
        "language": document.language,
        "caption": document.caption,
        "headings": [column.heading for column in columns],
        "shares": [column.share for column in columns],
        "rows": rows,
        "remarks": list(document.remarks),
        "abbreviations": f"{words}." if words else "",
        "notes": [{"mark": note.mark, "text": xml_safe(note.text)} for note in document.footnotes],
        "references": [
            {
                "number": entry.number,
                "pieces": [{"text": xml_safe(piece.text), "italic": piece.italic} for piece in entry.pieces],
            }
            for entry in document.references
        ],
        "provenance": [xml_safe(line) for line in document.provenance],
    }


def _part(label: str, cell: Cell, _field: Field) -> dict[str, Any]:
    return {
        "label": label,
        "text": xml_safe(cell.text),
        "unknown": cell.unknown,
        "tone": cell.tone,
        "marks": ",".join(cell.marks),
    }
