"""Ask Crossref for the work under a DOI, and for the notices that say they change it; what they say is read elsewhere.

https://api.crossref.org/swagger-ui: `works/{doi}`, and `works?filter=updates:{doi}`. A notice may stand in the work's
own `updated-by`, in its `update-to`, or only in the notice's `update-to`, so both questions are asked.
"""

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from evidence.sources.cache import Answer
from evidence.sources.client import Client

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
    answer = client.get(f"{WORKS}/{quote(doi, safe='')}", {}, client.named("mailto"), readable=_message)
    return Work(answer, _message(answer.content), _notices(client, doi)) if answer.found else None


def _notices(client: Client, doi: str) -> list[dict[str, Any]] | None:
    if "," in doi:  # a comma ends a filter, and the question would be another one
        return None
    asked = {"filter": f"updates:{doi}", "rows": str(NOTICES)}
    answer = client.get(WORKS, asked, client.named("mailto"), readable=_items)
    return _items(answer.content) if answer.found else None


def _message(content: bytes) -> dict[str, Any]:
    try:
        message = json.loads(content)["message"]
    except (KeyError, TypeError) as fault:
        raise ValueError("no message") from fault
    if not isinstance(message, dict):
        raise ValueError("the message is no object")  # noqa: TRY004 - what a reader of answers raises
    return message


def _items(content: bytes) -> list[dict[str, Any]]:
    items = _message(content).get("items")
    if not isinstance(items, list):
        raise ValueError("no list of works")  # noqa: TRY004 - as above
    return [one for one in items if isinstance(one, dict)]
