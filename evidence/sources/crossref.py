"""Ask Crossref for the work under a DOI, and for the notices that say they change it; what they say is read elsewhere.

https://api.crossref.org/swagger-ui: `works/{doi}`, and `works?filter=updates:{doi}`. A notice may stand in the work's
own `updated-by`, in its `update-to`, or only in the notice's `update-to`, so both questions are asked.
"""

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from evidence.sources.cache import Answer
from evidence.sources.client import Client, SourceError

WORKS = "https://api.crossref.org/works"
NOTICES = 50


class Work(NamedTuple):
    """The work under a DOI and the notices about it; `notices` is None where they could not be asked for."""

    answer: Answer
    work: dict[str, Any]
    notices: list[dict[str, Any]] | None


def ask_work(client: Client, doi: str) -> Work | None:
    """The work under a DOI, None where Crossref has none.

    Raises:
        SourceError: Crossref cannot be asked, or its answer is not what its description says.
    """
    polite = {"mailto": client.contact} if client.contact else None
    answer = client.get(f"{WORKS}/{quote(doi, safe='')}", {}, polite)
    if not answer.found:
        return None
    return Work(answer, _message(answer), _notices(client, doi, polite))


def _notices(client: Client, doi: str, polite: dict[str, str] | None) -> list[dict[str, Any]] | None:
    if "," in doi:  # a comma ends a filter, and the question would be another one
        return None
    asked = {"filter": f"updates:{doi}", "rows": str(NOTICES)}
    items = _message(client.get(WORKS, asked, polite)).get("items")
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else None


def _message(answer: Answer) -> dict[str, Any]:
    try:
        message = json.loads(answer.content)["message"]
    except (ValueError, KeyError, TypeError) as fault:
        raise SourceError("api.crossref.org", "its answer cannot be read") from fault
    if not isinstance(message, dict):
        raise SourceError("api.crossref.org", "its answer cannot be read")
    return message
