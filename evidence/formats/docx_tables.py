"""Write an evidence table as a Word document: landscape, real tables with repeated headers; it decides no content.

The same table gives the same bytes: the document holds no moment but those of the data.
"""

from collections.abc import Iterator
from typing import Any

from evidence.formats.docx_writing import (
    Paragraph,
    Run,
    WordTable,
    add_field,
    new_document,
    saved,
    shared_widths,
    xml_safe,
)
from evidence.report.presets import Cell, PageColumn, Row, TableDocument, for_page, page_cell, page_columns

TEXT_WIDTH_MM = 277
"""Landscape A4 between margins of 10 mm."""

_TINTS = {
    "contradicted": "FAE3E0",
    "doubtful": "FBEECD",
    "supported": "DFECF7",
    "unchecked": "EBE9E3",
    "unsourced": "EFE8F6",
}


def table_docx(document: TableDocument) -> bytes:
    """The table as a Word document.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    document = for_page(document)
    made = new_document(document.title, language=document.language, landscape=True)
    made.add_heading(xml_safe(document.title), level=0)
    caption = made.add_paragraph(style="Caption")
    caption.add_run("Table ")
    add_field(caption, "SEQ Table \\* ARABIC", "1")
    caption.add_run(f". {xml_safe(document.caption)}")
    if document.rows:
        _add_table(made, document)
    else:
        made.add_paragraph("No row passes these filters. That says nothing about the evidence.")
    _add_notes(made, document)
    _add_references(made, document)
    made.add_heading("How this table was made", level=1)
    for line in document.provenance:
        made.add_paragraph(xml_safe(line), style="Table Note")
    return saved(made)


def _add_table(made: Any, document: TableDocument) -> None:
    columns = page_columns(document.fields)
    headings = [column.heading for column in columns]
    widths = shared_widths([column.share for column in columns], TEXT_WIDTH_MM)
    description = f"{document.caption} Columns: {', '.join(headings)}."
    table = WordTable(made, widths, title=document.title, description=description)
    table.header(headings)
    group = ""
    for row in document.rows:
        if row.group != group:
            group = row.group
            table.group(group)
        table.row([_paragraphs(document, row, column) for column in columns])


def _paragraphs(document: TableDocument, row: Row, column: PageColumn) -> list[Paragraph]:
    return [
        Paragraph("TableQuote" if spec.quoted else "TableText", tuple(_runs(label, cell)), _TINTS.get(cell.tone, ""))
        for label, cell, spec in page_cell(document, row, column)
    ]


def _runs(label: str, cell: Cell) -> Iterator[Run]:
    if label:
        yield Run(f"{label}: ", bold=True)
    yield Run(cell.text, bold=bool(cell.tone), italic=cell.unknown)
    if cell.marks:
        yield Run(",".join(cell.marks), raised=True)


def _add_notes(made: Any, document: TableDocument) -> None:
    for remark in document.remarks:
        made.add_paragraph(xml_safe(remark), style="Table Note")
    if document.abbreviations:
        words = "; ".join(f"{name}, {meaning}" for name, meaning in document.abbreviations)
        paragraph = made.add_paragraph(style="Table Note")
        paragraph.add_run("Abbreviations: ").bold = True
        paragraph.add_run(f"{words}.")
    for note in document.footnotes:
        paragraph = made.add_paragraph(style="Table Note")
        paragraph.add_run(note.mark).font.superscript = True
        paragraph.add_run(f" {xml_safe(note.text)}")


def _add_references(made: Any, document: TableDocument) -> None:
    if not document.references:
        return
    made.add_heading("References", level=1)
    for entry in document.references:
        paragraph = made.add_paragraph(style="Reference")
        if entry.number is not None:
            paragraph.add_run(f"{entry.number}.\t")
        for piece in entry.pieces:
            paragraph.add_run(xml_safe(piece.text)).italic = piece.italic or None
