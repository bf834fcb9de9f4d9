"""Ask ClinicalTrials.gov for a registered study, through its API, version 2; what it says is read elsewhere.

https://clinicaltrials.gov/data-api/api: `studies/{nctId}` gives one study as JSON.
"""

import json
from typing import Any

from evidence.sources.cache import Answer
from evidence.sources.client import Client

STUDIES = "https://clinicaltrials.gov/api/v2/studies"


def ask_study(client: Client, nct: str) -> tuple[Answer, dict[str, Any] | None]:
    """The study under a registration number, None where there is none.

    Raises:
        SourceError: the registry cannot be asked, or its answer is not what its description says.
    """
    answer = client.get(f"{STUDIES}/{nct}", {"format": "json"}, readable=_study)
    return answer, _study(answer.content) if answer.found else None


def _study(content: bytes) -> dict[str, Any]:
    study = json.loads(content)
    if not isinstance(study, dict) or "protocolSection" not in study:
        raise ValueError("no study")
    return study
