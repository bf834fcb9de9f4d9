"""Word and PDF documents read in order, and refused in one sentence where they cannot be."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from evidence.ingest import Limits, UnreadablePageError, read_page
from evidence.models import SnapshotBase

docx = pytest.importorskip("docx")
pytest.importorskip("pypdfium2")
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def page(content: bytes, name: str, limits: Limits | None = None) -> SnapshotBase:
    return read_page(content, name=name, captured_at=NOW, limits=limits)


def words(snapshot: SnapshotBase, **wanted: object) -> list[str]:
    return [
        snapshot.text[block.start : block.end]
        for block in snapshot.blocks
        if all(getattr(block, name) == value for name, value in wanted.items())
    ]


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("Laser relief", level=1)
    document.add_paragraph("Our laser helps 85% of patients.")
    document.add_paragraph("Fewer migraines", style="List Bullet")
    document.add_paragraph("Better sleep", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dose", "5 J"
    document.sections[0].footer.paragraphs[0].text = "Not evaluated by the FDA."
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def pdf_document(lines: list[tuple[int, int, int, str]], link: str = "") -> bytes:
    """A PDF of one page written by hand: (x, y, size, text) for each line."""
    drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in lines)
    annotation = f"<</Type/Annot/Subtype/Link/Rect[70 690 110 712]/A<</S/URI/URI({link})>>>>" if link else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[{annotation}]"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ),
        f"<</Length {len(drawn)}>>stream\n{drawn}endstream",
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(body)
    body += f"xref\n0 5\n0000000000 65535 f \n{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return body.encode("latin-1")


def test_a_word_document_keeps_headings_lists_tables_and_footer() -> None:
    snapshot = page(word_document(), "page.docx")
    assert words(snapshot, kind="heading") == ["Laser relief"]
    assert words(snapshot, kind="list_item") == ["Fewer migraines", "Better sleep"]
    assert words(snapshot, kind="table_cell") == ["Dose", "5 J"]
    assert words(snapshot, region="footer") == ["Not evaluated by the FDA."]
    assert next(b for b in snapshot.blocks if b.kind == "list_item").headings == ("Laser relief",)


def test_the_lines_of_a_paragraph_are_joined_and_broken_words_mended() -> None:
    content = pdf_document(
        [
            (70, 740, 24, "Laser therapy"),
            (70, 700, 12, "Our laser therapy has been shown to lower chronic pain in 85% of pa-"),
            (70, 686, 12, "tients for a whole year, and they were treated for only three short weeks."),
            (70, 650, 12, "A second paragraph."),
        ]
    )
    snapshot = page(content, "page.pdf")
    assert words(snapshot, kind="heading") == ["Laser therapy"]
    first = words(snapshot, kind="paragraph")[0]
    assert first.startswith("Our laser therapy")
    assert "85% of patients for a whole year" in first
    assert words(snapshot, kind="paragraph")[1] == "A second paragraph."
    assert {block.page for block in snapshot.blocks} == {1}


def test_a_link_of_a_pdf_keeps_its_words() -> None:
    snapshot = page(pdf_document([(70, 700, 12, "A study of pain")], "https://doi.org/10.1000/x"), "page.pdf")
    assert [(link.href, snapshot.text[link.start : link.end].strip()) for link in snapshot.links] == [
        ("https://doi.org/10.1000/x", "A study")
    ]


def zip_of(**members: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (pdf_document([]), "scan.pdf", "no text layer"),
        (b"%PDF-1.4\nbroken", "a.pdf", "the PDF is damaged"),
        (zip_of(readme=b"x"), "a.zip", "not a Word document"),
        (b"PK\x03\x04broken", "a.docx", "the archive is damaged"),
        (zip_of(**{"word__document.xml": b"<a>" + b" " * 3_000_000}), "bomb.docx", "unpacks to"),
        (zip_of(**{"word__document.xml": b"<a"}), "a.docx", "the Word document is damaged"),
    ],
)
def test_documents_that_cannot_be_read_are_refused_in_one_sentence(content: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadablePageError) as refused:
        page(content, name, Limits(max_unpacked=2_000_000))
    assert says in str(refused.value)
