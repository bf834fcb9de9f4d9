"""Write a complaint packet as a Word document, with a watermark on every page of a draft; it decides no content."""

from collections.abc import Iterable
from typing import Any

from evidence.formats.docx_writing import new_document, saved, watermark, xml_safe
from evidence.report.packet import Packet, PacketItem
from evidence.text.counting import counted

DRAFT_WORDS = (
    "DRAFT – holds claims that nobody has adjudicated or whose source nobody has confirmed; not for submission"
)


def packet_docx(packet: Packet) -> bytes:
    """The packet as a Word document.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    made = new_document(packet.title, language="en", landscape=False)
    if packet.draft:
        watermark(made, "DRAFT", DRAFT_WORDS)
    made.add_heading(xml_safe(packet.title), level=0)
    count = len(packet.items)
    made.add_paragraph(f"{counted(count, 'claim')}, each as it stood on the page when it was captured.")
    for item in packet.items:
        _add_item(made, item)
    _add_left_out(made, packet)
    made.add_heading("How this was made", level=1)
    for line in packet.provenance:
        made.add_paragraph(xml_safe(line), style="Table Note")
    return saved(made)


def _add_item(made: Any, item: PacketItem) -> None:
    made.add_heading(f"{item.number}. Claim {xml_safe(item.key)}", level=1)
    if item.reason:
        made.add_paragraph().add_run(f"Only in a draft: {item.reason}.").bold = True
    quote = made.add_paragraph(style="Intense Quote")
    quote.add_run(xml_safe(item.quote if item.redacted else f"“{item.quote}”"))
    for label, value in item.facts:
        _labelled(made, label, value)
    _section(made, "What the study found", ())
    if item.source:
        cited = made.add_paragraph()
        for piece in item.source:
            cited.add_run(xml_safe(piece.text)).italic = piece.italic or None
    _bullets(made, item.found)
    if item.numbers:
        _section(made, "Numbers: claimed → in the source (role)", item.numbers)
    _section(made, "What people judged", item.judgements)
    _section(made, "Benchmark not met", () if item.benchmarks else ("No rule was judged broken.",))
    for benchmark in item.benchmarks:
        _labelled(made, f"{benchmark.code} {benchmark.name}", benchmark.who)
        _bullets(made, benchmark.grounds)


def _section(made: Any, heading: str, lines: Iterable[str]) -> None:
    made.add_heading(heading, level=2)
    _bullets(made, lines)


def _bullets(made: Any, lines: Iterable[str]) -> None:
    for line in lines:
        made.add_paragraph(xml_safe(line), style="List Bullet")


def _labelled(made: Any, label: str, value: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(f"{xml_safe(label)}: ").bold = True
    paragraph.add_run(xml_safe(value))


def _add_left_out(made: Any, packet: Packet) -> None:
    if not packet.left_out:
        return
    made.add_heading("Claims that are not in this packet", level=1)
    _bullets(made, (f"{count}: {reason}" for reason, count in packet.left_out))
