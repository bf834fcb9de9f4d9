"""Ask ClinicalTrials.gov for a registered study, through its API, version 2; what it says is read elsewhere.

https://clinicaltrials.gov/data-api/api: `studies/{nctId}` gives one study as JSON.
"""

import json
from typing import Any

from evidence.sources.cache import Answer
from evidence.sources.client import Client, SourceError

STUDIES = "https://clinicaltrials.gov/api/v2/studies"


def ask_study(client: Client, nct: str) -> tuple[Answer, dict[str, Any] | None]:
    """The study under a registration number, None where there is none.

    Raises:
        SourceError: the registry cannot be asked, or its answer is not what its description says.
    """
    answer = client.get(f"{STUDIES}/{nct}", {"format": "json"})
    if not answer.found:
        return answer, None
    try:
        study = json.loads(answer.content)
    except ValueError as fault:
        raise SourceError("clinicaltrials.gov", "its answer cannot be read") from fault
    if not isinstance(study, dict) or "protocolSection" not in study:
        raise SourceError("clinicaltrials.gov", "its answer cannot be read")
    return answer, study
