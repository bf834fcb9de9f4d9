"""Ask PubMed for records by their numbers, through its E-utilities; what they say is read elsewhere.

https://www.ncbi.nlm.nih.gov/books/NBK25499/: efetch gives PubMed XML for up to some hundreds of numbers at a time.
"""

from collections.abc import Iterator, Sequence

from evidence.sources.cache import Answer
from evidence.sources.client import Client

EFETCH = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
AT_A_TIME = 100


def ask_records(client: Client, pmids: Sequence[str]) -> Iterator[Answer]:
    """PubMed XML for these numbers, some at a time; a number PubMed does not have is missing from it.

    Raises:
        SourceError: PubMed cannot be asked.
    """
    for start in range(0, len(pmids), AT_A_TIME):
        asked = {"db": "pubmed", "id": ",".join(pmids[start : start + AT_A_TIME]), "retmode": "xml"}
        yield client.get(EFETCH, asked, {"tool": "evidence", **client.named("email")}, readable=_whole)


def _whole(content: bytes) -> None:
    """Refuse what is no set of articles, or the beginning of one."""
    if b"<PubmedArticleSet" not in content or not content.rstrip().endswith((b"</PubmedArticleSet>", b"/>")):
        raise ValueError("no PubmedArticleSet")
