"""Read a page from its bytes with the claims it makes; no database is looked at and nothing is kept."""

from datetime import datetime
from typing import NamedTuple

from evidence.extract import extract_claims
from evidence.ingest import Limits, read_page
from evidence.models import ClaimBase, SnapshotBase
from evidence.vocabulary import Vocabulary


class PageRead(NamedTuple):
    """A page read from its bytes, with the claims the program sees on it; nothing of it is stored yet."""

    name: str
    content: bytes
    snapshot: SnapshotBase
    claims: tuple[ClaimBase, ...]


def read_claims(
    content: bytes, name: str, captured_at: datetime, limits: Limits | None, vocabulary: Vocabulary
) -> PageRead:
    """Read a page and extract its claims; pure, so that many pages can be read at a time.

    Raises:
        UnreadablePageError: the bytes are no page that can be read.
    """
    snapshot = read_page(content, name=name, captured_at=captured_at, limits=limits)
    return PageRead(name, content, snapshot, extract_claims(snapshot, vocabulary))
