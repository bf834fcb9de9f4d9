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
    polite = {"tool": "evidence"} | ({"email": client.contact} if client.contact else {})
    for start in range(0, len(pmids), AT_A_TIME):
        some = ",".join(pmids[start : start + AT_A_TIME])
        yield client.get(EFETCH, {"db": "pubmed", "id": some, "retmode": "xml"}, polite)
