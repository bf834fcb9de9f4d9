"""Turn the bytes of a page into a snapshot: text, blocks, links, and what the capture could see.

It never fetches anything, never runs anything from a page, and never drops a visible sentence.
"""

from evidence.ingest.errors import UnreadablePageError
from evidence.ingest.limits import Limits
from evidence.ingest.reading import read_page

__all__ = ["Limits", "UnreadablePageError", "read_page"]
