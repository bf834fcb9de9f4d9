"""Write a complaint packet as one HTML file, with a watermark on every page of a draft; it decides no content."""

from evidence.formats.docx_packet import DRAFT_WORDS
from evidence.formats.html import asset, render
from evidence.report.packet import Packet


def packet_html(packet: Packet) -> str:
    """The packet as one self-contained HTML file."""
    style = asset("base.css") + asset("packet.css")
    return render("packet.html.j2", style=style, script="", packet=packet, draft_words=DRAFT_WORDS)
