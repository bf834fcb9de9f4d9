"""Evidence tables as Word documents, read back by python-docx and by the XML itself."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from evidence.formats.docx_tables import table_docx
from evidence.formats.docx_writing import timeless, xml_safe
from evidence.formats.extras import MissingExtraError
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Cell, Preset, Row, page_columns
from tests.preset_page import document

docx = pytest.importorskip("docx")


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("preset", list(Preset))
def test_a_document_holds_the_whole_table_and_is_the_same_twice(preset: Preset) -> None:
    made = document(preset)
    content = table_docx(made)
    assert content == table_docx(document(preset))
    table = read(content).tables[0]
    groups = len({row.group for row in made.rows if row.group})
    assert len(table.rows) == 1 + len(made.rows) + groups
    assert [cell.text for cell in table.rows[0].cells] == [one.heading for one in page_columns(made.fields)]
    captions = [one.text for one in read(content).paragraphs if one.style.name == "Caption"]
    whole = " ".join([*captions, *(cell.text for row in table.rows for cell in row.cells)])
    for row in made.rows:
        for cell in row.cells:
            assert cell.text in whole


def test_pages_are_landscape_and_the_header_row_is_repeated() -> None:
    content = table_docx(document(Preset.CLAIMS))
    section = read(content).sections[0]
    assert section.page_width > section.page_height
    xml = part(content, "word/document.xml")
    first = xml[xml.index("<w:tr>") : xml.index("</w:tr>")]
    assert "<w:tblHeader/>" in first
    assert xml.count("<w:tblHeader/>") == 1


def test_the_table_has_a_text_alternative_a_caption_and_a_language() -> None:
    content = table_docx(document(Preset.CLAIMS))
    xml = part(content, "word/document.xml")
    assert re.search(r'<w:tblCaption w:val="Claims and the studies they cite"/>', xml)
    assert "<w:tblDescription w:val=" in xml
    assert "SEQ Table" in xml
    assert '<w:lang w:val="en"' in part(content, "word/styles.xml")
    captions = [one.text for one in read(content).paragraphs if one.style.name == "Caption"]
    assert "each with every source it names or is compared with." in captions[0]
    assert captions[0].endswith("Address: https://clinic.example/relief; Captured: 2026-01-02.")


def test_footnotes_references_and_provenance_stand_below_in_their_styles() -> None:
    made = document(Preset.CLAIMS, CitationStyle.VANCOUVER)
    paragraphs = read(table_docx(made)).paragraphs
    notes = [one.text for one in paragraphs if one.style.name == "Table Note"]
    assert f"{made.footnotes[0].mark} {made.footnotes[0].text}" in notes
    assert any(note.startswith("Abbreviations: ") for note in notes)
    assert notes[-1] == made.provenance[-1]
    entries = [one.text for one in paragraphs if one.style.name == "Reference"]
    assert entries[0].startswith("1.\tSmith AB")
    assert [one.text for one in paragraphs if one.style.name == "Heading 1"] == [
        "References",
        "How this table was made",
    ]


def test_no_text_of_a_page_can_break_the_document() -> None:
    made = document(Preset.BY_CONDITION)
    nasty = '</w:t><w:p> & "quotes" \x00\x0b\ufffe כאב 😀 =1+1\nnext'
    rows = (Row((Cell(nasty), *made.rows[0].cells[1:]), group=nasty), *made.rows[1:])
    content = table_docx(replace(made, rows=rows, title=nasty))
    shown = read(content).tables[0].rows[2].cells[0].text
    assert shown == xml_safe(nasty)
    xml = part(content, "word/document.xml")
    assert '<w:tblCaption w:val="&lt;/w:t&gt;' in xml


def test_text_from_right_to_left_is_marked_as_such() -> None:
    made = document(Preset.BY_CONDITION)
    row = Row((Cell("כאב כרוני"), *made.rows[0].cells[1:]))
    xml = part(table_docx(replace(made, rows=(row,))), "word/document.xml")
    assert "<w:bidi/>" in xml
    assert "<w:rtl/>" in xml


def test_an_empty_table_says_that_this_says_nothing_about_the_evidence() -> None:
    made = read(table_docx(replace(document(Preset.CLAIMS), rows=())))
    assert not made.tables
    assert any("says nothing about the evidence" in one.text for one in made.paragraphs)


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"--editable '\.\[docs\]'; elsewhere .*evidence-audit\[docs\]"):
        table_docx(document(Preset.CLAIMS))


def test_an_archive_loses_its_clock_and_nothing_else() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"one")
    with zipfile.ZipFile(io.BytesIO(timeless(stream.getvalue(), {"a": bytes.upper}))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
        assert archive.read("a") == b"ONE"
