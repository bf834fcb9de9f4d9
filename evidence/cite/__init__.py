"""Find the publications a page leans on: links and identifiers exactly, attributions as ranked candidates.

Nothing here is confirmed but an identifier the page itself carries, and nothing is fetched.
"""

from evidence.cite.index import LibraryIndex
from evidence.cite.rank import Candidate, rank

__all__ = ["Candidate", "LibraryIndex", "rank"]
