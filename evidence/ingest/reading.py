"""Tell what kind of page some bytes are, and read them with the reader for that kind."""

import email
import email.policy
import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from evidence.ingest import docx, html, pdf, plain
from evidence.ingest.docx import read_docx
from evidence.ingest.encoding import Decoded, decode
from evidence.ingest.errors import EmptyPageError, PageTooLargeError, UnreadablePageError
from evidence.ingest.limits import Limits
from evidence.ingest.metadata import language_of, page_facts
from evidence.ingest.pdf import read_pdf
from evidence.ingest.references import bracketed_marks, find_references, with_targets
from evidence.ingest.writing import TextWriter
from evidence.models import SnapshotBase

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|a|table|section|article|span|b|strong|em)(?:\s[^<>]*)?>|<br\s*/?>", re.IGNORECASE
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdx)$", re.IGNORECASE)
_HTML_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"\.(?:txt|text)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(\w{2,8})$")
_KIND_WORDS = {
    "text/plain": "plain text",
    "text/markdown": "Markdown",
    "text/html": "a web page",
    "multipart/related": "a saved web page",
    "application/pdf": "a PDF",
    docx.MEDIA_TYPE: "a Word document",
}
_SAVED = frozenset({"multipart/related"})
_EXPECTED = {
    "pdf": frozenset({"application/pdf"}),
    **dict.fromkeys(("docx", "docm", "doc"), frozenset({docx.MEDIA_TYPE})),
    **dict.fromkeys(("html", "htm", "xhtml"), frozenset({"text/html"}) | _SAVED),
    **dict.fromkeys(("mhtml", "mht"), _SAVED),
    **dict.fromkeys(("md", "markdown", "mdx"), frozenset({"text/markdown", "text/html"})),
    **dict.fromkeys(("txt", "text"), frozenset({"text/plain"})),
    **dict.fromkeys(("xlsx", "xls", "odt", "rtf", "png", "jpg"), frozenset[str]()),
}
"""What a page may be whose name ends so; of what no page can be, nothing."""

_FOREIGN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
)


class Raw(NamedTuple):
    """What came in: the bytes, what to call them, when they were captured, and how much of them to read."""

    content: bytes
    name: str
    captured_at: datetime
    limits: Limits


Reader = Callable[[Raw], SnapshotBase]


def read_page(content: bytes, *, name: str, captured_at: datetime, limits: Limits | None = None) -> SnapshotBase:
    """Read a page from its bytes, told apart by content; the ending of `name` decides only between kinds of text.

    Raises:
        UnreadablePageError: the bytes hold no text, are too many, or are of no kind that can be read.
    """
    raw = Raw(content, name, captured_at, limits or Limits())
    if len(content) > raw.limits.max_bytes:
        raise PageTooLargeError(name, len(content), raw.limits.max_bytes)
    snapshot = _reader_for(raw)(raw)
    if not snapshot.text.strip():
        raise EmptyPageError(name)
    odd = _misnamed(name, snapshot)
    return snapshot.model_copy(update={"notes": (*snapshot.notes, odd)}) if odd else snapshot


def _misnamed(name: str, snapshot: SnapshotBase) -> str | None:
    """What to say where the ending of the name and the content are of different kinds; None where they agree."""
    ending = _ENDING.search(name)
    expected = _EXPECTED.get(ending[1].lower()) if ending else None
    found = snapshot.media_type
    if found == "text/plain" and _HTML_START.match(snapshot.text[:8192]):
        return "the content is a web page and was read as plain text, tags and all, because the name ends in .txt"
    if ending is None or expected is None or found in expected:
        return None
    return f"the name ends in .{ending[1]} and the content is {_KIND_WORDS[found]}: that is what was read"


def _reader_for(raw: Raw) -> Reader:
    content, name = raw.content, raw.name
    advice = "give the saved page, a PDF or its text"
    for start, what in _FOREIGN:
        if content.startswith(start):
            raise UnreadablePageError(name, f"this is {what}, not a page", advice)
    if content[4:8] == b"ftyp":
        raise UnreadablePageError(name, "this is a video, not a page", advice)
    if b"%PDF-" in content[:1024]:
        return _read_pdf
    if content.startswith(b"PK\x03\x04"):
        return _read_docx
    if b"multipart/related" in content[:4000] and _MIME.search(content[:4000]):
        return _read_mhtml
    return _text_reader(content, name)


def _text_reader(content: bytes, name: str) -> Reader:
    if _PLAIN_NAME.search(name):
        return _read_plain
    head = decode(content[:8192]).text
    if _HTML_START.match(head):
        return _read_html
    if _MARKDOWN_NAME.search(name):
        return _read_markdown
    enough = 1 if _HTML_NAME.search(name) else 2
    return _read_html if len(_HTML_TAG.findall(head)) >= enough else _read_plain


def _read_plain(raw: Raw) -> SnapshotBase:
    decoded = decode(raw.content)
    text = decoded.text
    if "\0" in text:
        raise UnreadablePageError(raw.name, "the file holds NUL characters", "it is not text; give the saved page")
    blocks = plain.blocks_of(text)
    references = find_references(text, blocks)
    return _snapshot(
        raw,
        decoded,
        text=text,
        text_algorithm=plain.ALGORITHM,
        media_type="text/plain",
        language=language_of(text),
        links_visible=False,
        chrome_visible=False,
        blocks=blocks,
        reference_list=references,
        links=tuple(bracketed_marks(text, references)),
    )


def _read_html(raw: Raw) -> SnapshotBase:
    declared = _DECLARED.search(raw.content[:4096])
    decoded = decode(raw.content, declared.group(1).decode("ascii") if declared else None)
    whole = _HTML_START.match(decoded.text[:8192]) is not None
    return _from_html(raw, decoded, decoded.text, chrome_visible=whole)


def _read_markdown(raw: Raw) -> SnapshotBase:
    decoded = decode(raw.content)
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(_without_front_matter(decoded.text))
    snapshot = _from_html(raw, decoded, rendered, chrome_visible=False)
    return snapshot.model_copy(update={"media_type": "text/markdown", "text_algorithm": f"markdown+{html.ALGORITHM}"})


def _read_mhtml(raw: Raw) -> SnapshotBase:
    message = email.message_from_bytes(raw.content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                decoded = decode(body, part.get_content_charset())
                snapshot = _from_html(raw, decoded, decoded.text, chrome_visible=True)
                return snapshot.model_copy(update={"media_type": "multipart/related"})
    raise UnreadablePageError(raw.name, "this saved page has no HTML part", "save the page again as HTML")


def _from_html(raw: Raw, decoded: Decoded, source: str, *, chrome_visible: bool) -> SnapshotBase:
    page = html.parse_html(source.replace("\0", "\ufffd"), name=raw.name, limits=raw.limits)
    facts = page_facts(page.tree)
    references = find_references(page.text, page.writer.blocks)
    return _snapshot(
        raw,
        decoded,
        text=page.text,
        text_algorithm=html.ALGORITHM,
        media_type="text/html",
        language=language_of(page.text, facts.language),
        links_visible=True,
        chrome_visible=chrome_visible,
        images_unread=page.images,
        videos_unread=page.videos,
        title=facts.title,
        byline=facts.byline,
        published=facts.published,
        modified=facts.modified,
        blocks=tuple(page.writer.blocks),
        links=(*with_targets(page.writer.links, page.ids, references), *bracketed_marks(page.text, references)),
        reference_list=references,
    )


def _read_pdf(raw: Raw) -> SnapshotBase:
    writer, notes = read_pdf(raw.content, name=raw.name, limits=raw.limits)
    snapshot = _from_writer(raw, writer, pdf.ALGORITHM, "application/pdf")
    return snapshot.model_copy(update={"notes": notes})


def _read_docx(raw: Raw) -> SnapshotBase:
    writer = read_docx(raw.content, name=raw.name, limits=raw.limits)
    return _from_writer(raw, writer, docx.ALGORITHM, docx.MEDIA_TYPE)


def _from_writer(raw: Raw, writer: TextWriter, algorithm: str, media_type: str) -> SnapshotBase:
    text = writer.finish()
    references = find_references(text, writer.blocks)
    return _snapshot(
        raw,
        Decoded(text, "binary"),
        text=text,
        text_algorithm=algorithm,
        media_type=media_type,
        language=language_of(text),
        links_visible=True,
        chrome_visible=True,
        blocks=tuple(writer.blocks),
        links=(*writer.links, *bracketed_marks(text, references)),
        reference_list=references,
    )


def _snapshot(raw: Raw, decoded: Decoded, *, text: str, **facts: Any) -> SnapshotBase:
    return SnapshotBase(
        sha256=hashlib.sha256(raw.content).hexdigest(),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding=decoded.encoding,
        captured_at=raw.captured_at,
        notes=(decoded.note,) if decoded.note else (),
        **facts,
    )


def _without_front_matter(text: str) -> str:
    found = re.match(r"---\r?\n.*?\r?\n---\r?\n", text, re.DOTALL)
    return text[found.end() :] if found else text
