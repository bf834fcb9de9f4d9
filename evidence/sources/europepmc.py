"""Ask Europe PMC which record a DOI or a PubMed Central number belongs to; it knows both, and the PubMed number.

https://europepmc.org/RestfulWebService: `search` with the fields DOI, PMCID and EXT_ID, as JSON with `resultType=core`.
"""

import json
from typing import Any

from evidence.ids import Identifier
from evidence.sources.cache import Answer
from evidence.sources.client import Client

SEARCH = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
FIELDS = {"doi": "DOI", "pmcid": "PMCID", "pmid": "EXT_ID"}


def ask_record(client: Client, identifier: Identifier) -> tuple[Answer, dict[str, Any] | None]:
    """What Europe PMC has under an identifier, None where it has nothing that carries just this identifier.

    Raises:
        SourceError: Europe PMC cannot be asked, or its answer is not what its description says.
    """
    said = {"query": f'{FIELDS[identifier.kind]}:"{identifier.value}"', "format": "json", "resultType": "core"}
    answer = client.get(SEARCH, said, client.named("email"), readable=_results)
    records = _results(answer.content) if answer.found else []
    return answer, next((one for one in records if _carries(one, identifier)), None)


def _results(content: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(content)["resultList"]["result"]
        return [one for one in found if isinstance(one, dict)]
    except (KeyError, TypeError) as fault:
        raise ValueError("no list of results") from fault


def _carries(record: dict[str, Any], identifier: Identifier) -> bool:
    return str(record.get(identifier.kind, "")).lower() == identifier.value.lower()
