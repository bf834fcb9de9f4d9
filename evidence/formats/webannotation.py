"""Write claims as W3C Web Annotations, so that annotation tools show them on the page; it judges nothing.

Each claim is found again by its words and their surroundings (TextQuoteSelector) and by its place
(TextPositionSelector). Places are counted in UTF-16 code units, as annotation tools in browsers count them; the same
place in code points stands beside it. Source: https://www.w3.org/TR/annotation-model/.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from evidence.report.presets import TableState
from evidence.report.presets_records import Judged, TabledRow
from evidence.report.view import Verdict
from evidence.report.words import VERDICTS, spoken

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"evidence": "urn:evidence:"}]


def utf16_units(text: str) -> int:
    """How many UTF-16 code units a text has.

    >>> utf16_units("pain"), utf16_units("😀")
    (4, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


def claim_urn(row: TabledRow) -> str:
    """A name for a claim of a capture that stays the same."""
    parts = "\n".join((row.capture.page.key, row.capture.sha256 or "", row.claim.key))
    return f"urn:evidence:claim:{hashlib.sha256(parts.encode('utf-8', 'surrogatepass')).hexdigest()}"


def web_annotations(rows: Sequence[TabledRow], texts: Mapping[str, str], state: TableState) -> str:
    """An annotation page with one annotation for each claim; `texts` are what the pages say, by key."""
    claims: dict[str, list[TabledRow]] = {}
    for row in rows:
        claims.setdefault(claim_urn(row), []).append(row)
    items = [_annotation(urn, held, texts, state) for urn, held in claims.items()]
    page = {
        "@context": CONTEXT,
        "id": f"urn:evidence:annotations:{state.head}",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(urn: str, rows: Sequence[TabledRow], texts: Mapping[str, str], state: TableState) -> dict[str, Any]:
    row = rows[0]
    program = {"type": "Software", "name": f"evidence {state.tool_version}"}
    verdict = VERDICTS[Verdict(row.row.verdict.verdict)]
    suggestion = {
        "type": "TextualBody",
        "purpose": "commenting",
        "value": f"Suggested by the program, judged by nobody: {verdict}.",
        "format": "text/plain",
        "language": "en",
        "creator": program,
    }
    return {
        "id": urn,
        "type": "Annotation",
        "motivation": "assessing",
        "generator": program,
        "body": [*map(_judgement, row.judgements), suggestion],
        "target": _target(row, texts.get(row.capture.page.key, "")),
    }


def _judgement(one: Judged) -> dict[str, Any]:
    judgement = one.judgement
    why = f": {judgement.rationale}" if judgement.rationale else ""
    return {
        "type": "TextualBody",
        "purpose": "classifying",
        "value": f"{judgement.axis}: {spoken(judgement.value)} ({judgement.role}){why}",
        "format": "text/plain",
        "language": "en",
        "creator": {"type": "Person", "nickname": one.initials},
    }


def _target(row: TabledRow, text: str) -> dict[str, Any]:
    claim, capture = row.claim, row.capture
    quote = {"type": "TextQuoteSelector", "exact": claim.quote, "prefix": claim.prefix, "suffix": claim.suffix}
    start = utf16_units(text[: claim.start])
    place = {
        "type": "TextPositionSelector",
        "start": start,
        "end": start + utf16_units(claim.quote),
        "evidence:startCodePoint": claim.start,
        "evidence:endCodePoint": claim.end,
    }
    target: dict[str, Any] = {"source": capture.page.address, "selector": [quote, place] if text else [quote]}
    if capture.captured_at is not None:
        target["state"] = {"type": "TimeState", "sourceDate": capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return target
