"""Tell what kind of page some bytes are, and read them with the reader for that kind."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from evidence.ingest import plain
from evidence.ingest.encoding import decode
from evidence.ingest.errors import EmptyPageError, PageTooLargeError
from evidence.ingest.limits import Limits
from evidence.models import SnapshotBase

Reader = Callable[[bytes, str, datetime, Limits], SnapshotBase]


def read_page(content: bytes, *, name: str, captured_at: datetime, limits: Limits | None = None) -> SnapshotBase:
    """Read a page from its bytes, told apart by content; `name` is only used to speak of it.

    Raises:
        UnreadablePageError: the bytes hold no text, are too many, or are of no kind that can be read.
    """
    limits = limits or Limits()
    if len(content) > limits.max_bytes:
        raise PageTooLargeError(name, len(content), limits.max_bytes)
    snapshot = _reader_for(content)(content, name, captured_at, limits)
    if not snapshot.text.strip():
        raise EmptyPageError(name)
    return snapshot


def _reader_for(content: bytes) -> Reader:
    del content
    return _read_plain


def _read_plain(content: bytes, name: str, captured_at: datetime, limits: Limits) -> SnapshotBase:
    del name, limits
    decoded = decode(content)
    return SnapshotBase(
        sha256=hashlib.sha256(content).hexdigest(),
        text=decoded.text,
        text_sha256=hashlib.sha256(decoded.text.encode()).hexdigest(),
        text_algorithm=plain.ALGORITHM,
        media_type="text/plain",
        encoding=decoded.encoding,
        language="en",
        captured_at=captured_at,
        links_visible=False,
        chrome_visible=False,
        blocks=plain.blocks_of(decoded.text),
        notes=(decoded.note,) if decoded.note else (),
    )
