"""Evidence tables as PDF, read back by an extractor that is not ours; and Parquet where it can be written."""

import sys
from dataclasses import replace

import pytest

from evidence.formats.extras import MissingExtraError
from evidence.formats.parquet_tables import table_parquet
from evidence.formats.pdf_tables import table_pdf
from evidence.report.presets import Cell, Preset, Row
from tests.preset_page import document


def text_of(content: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2")
    read = pdfium.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in read).split())
    finally:
        read.close()


@pytest.mark.parametrize("preset", [Preset.CLAIMS, Preset.AUDIT])
def test_a_pdf_holds_the_table_and_is_the_same_twice(preset: Preset) -> None:
    pytest.importorskip("typst")
    made = document(preset)
    content = table_pdf(made)
    assert content.startswith(b"%PDF-")
    assert content == table_pdf(made)
    text = text_of(content)
    for words in (made.title, made.fields[0].heading, made.provenance[0][:40]):
        assert words in text


def test_a_pdf_is_tagged_titled_and_in_a_language() -> None:
    pytest.importorskip("typst")
    content = table_pdf(document(Preset.BY_CONDITION))
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert b"/MarkInfo" in content
    assert b"pdfuaid" in content


def test_no_text_of_a_page_is_taken_for_markup() -> None:
    pytest.importorskip("typst")
    made = document(Preset.BY_CONDITION)
    nasty = '#panic("no") $x$ *bold* = heading \\ `code` @ref <label> //'
    content = table_pdf(replace(made, rows=(Row((Cell(nasty), *made.rows[0].cells[1:])),)))
    assert '#panic("no") $x$ *bold* = heading' in text_of(content)


def test_an_empty_table_is_a_page_that_says_so() -> None:
    pytest.importorskip("typst")
    assert "says nothing about the evidence" in text_of(table_pdf(replace(document(Preset.CLAIMS), rows=())))


@pytest.mark.parametrize(("module", "extra"), [("typst", "pdf"), ("pyarrow", "parquet")])
def test_without_its_package_a_format_names_the_extra(monkeypatch: pytest.MonkeyPatch, module: str, extra: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    write = table_pdf if module == "typst" else table_parquet
    with pytest.raises(MissingExtraError, match=rf"evidence-audit\[{extra}\]"):
        write(document(Preset.CLAIMS))
