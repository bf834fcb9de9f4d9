"""Ask Europe PMC which record a DOI or a PubMed Central number belongs to; it knows both, and the PubMed number.

https://europepmc.org/RestfulWebService: `search` with the fields DOI, PMCID and EXT_ID, as JSON with `resultType=core`.
"""

import json
from typing import Any

from evidence.ids import Identifier
from evidence.sources.cache import Answer
from evidence.sources.client import Client, SourceError

SEARCH = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
FIELDS = {"doi": "DOI", "pmcid": "PMCID", "pmid": "EXT_ID"}


def ask_record(client: Client, identifier: Identifier) -> tuple[Answer, dict[str, Any] | None]:
    """What Europe PMC has under an identifier, None where it has nothing that carries just this identifier.

    Raises:
        SourceError: Europe PMC cannot be asked, or its answer is not what its description says.
    """
    said = {"query": f'{FIELDS[identifier.kind]}:"{identifier.value}"', "format": "json", "resultType": "core"}
    answer = client.get(SEARCH, said, {"email": client.contact} if client.contact else None)
    try:
        found = json.loads(answer.content)["resultList"]["result"] if answer.found else []
        records = [one for one in found if _carries(one, identifier)]
    except (ValueError, KeyError, TypeError) as fault:
        raise SourceError("www.ebi.ac.uk", "its answer cannot be read") from fault
    return answer, next(iter(records), None)


def _carries(record: dict[str, Any], identifier: Identifier) -> bool:
    return str(record.get(identifier.kind, "")).lower() == identifier.value.lower()
