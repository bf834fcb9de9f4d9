"""Find the publications a page leans on: links and identifiers exactly, attributions as ranked candidates.

Nothing here is confirmed but an identifier the page itself carries, and nothing is fetched.
"""

from evidence.cite.index import LibraryIndex
from evidence.cite.rank import Candidate, rank
from evidence.cite.resolve import Cited, cite_claim
from evidence.cite.standing import ListedNotice, NoticeIndex, StandingFound, standing_of
from evidence.cite.together import Together, leaning_together

__all__ = [
    "Candidate",
    "Cited",
    "LibraryIndex",
    "ListedNotice",
    "NoticeIndex",
    "StandingFound",
    "Together",
    "cite_claim",
    "leaning_together",
    "rank",
    "standing_of",
]
