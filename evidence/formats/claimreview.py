"""Write what people judged as schema.org ClaimReview; a suggestion of the program is never written as a review.

Only a claim whose accuracy an adjudicator judged, or all coders alike, has a review. Source: https://schema.org/ClaimReview.
"""

import json
from collections.abc import Sequence
from typing import Any

from evidence.formats.webannotation import claim_urn
from evidence.models import Accuracy, Axis
from evidence.report.presets_records import Judged, TabledRow, adjudicated, coded

SCALE: tuple[Accuracy, ...] = (
    Accuracy.INACCURATE,
    Accuracy.UNSUPPORTED,
    Accuracy.MISLEADING,
    Accuracy.LACKS_CONTEXT,
    Accuracy.MOSTLY_ACCURATE,
    Accuracy.ACCURATE,
)
"""From worst, 1, to best, 6."""
_LABELS = {
    Accuracy.INACCURATE: "Inaccurate",
    Accuracy.UNSUPPORTED: "Unsupported",
    Accuracy.MISLEADING: "Misleading",
    Accuracy.LACKS_CONTEXT: "Lacks context",
    Accuracy.MOSTLY_ACCURATE: "Mostly accurate",
    Accuracy.ACCURATE: "Accurate",
}


def agreed_accuracy(judgements: Sequence[Judged]) -> tuple[Accuracy, tuple[Judged, ...]] | None:
    """The accuracy that the adjudicator or all coders gave, with who gave it; None where there is none."""
    final = adjudicated(judgements, Axis.ACCURACY)
    who = (final,) if final is not None else coded(judgements, Axis.ACCURACY)
    values = {one.judgement.value for one in who}
    return (Accuracy(values.pop()), who) if len(values) == 1 else None


def claim_reviews(rows: Sequence[TabledRow]) -> str:
    """The reviews as one JSON-LD document."""
    claims: dict[str, list[TabledRow]] = {}
    for row in rows:
        claims.setdefault(claim_urn(row), []).append(row)
    reviews = [review for urn, held in claims.items() if (review := _review(urn, held)) is not None]
    return json.dumps({"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1) + "\n"


def _review(urn: str, rows: Sequence[TabledRow]) -> dict[str, Any] | None:
    row = rows[0]
    agreed = agreed_accuracy(row.judgements)
    if agreed is None:
        return None
    value, who = agreed
    reasons = [one.judgement.rationale for one in who if one.judgement.rationale]
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": urn,
        "url": urn,
        "claimReviewed": row.claim.quote,
        "author": [{"@type": "Person", "name": one.initials} for one in who],
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": SCALE.index(value) + 1,
            "worstRating": 1,
            "bestRating": len(SCALE),
            "alternateName": _LABELS[value],
        },
        "itemReviewed": _claim(row),
    }
    if reasons:
        review["reviewBody"] = "\n".join(reasons)
    cited = [address for one in rows if (address := _address(one)) is not None]
    return review | ({"citation": list(dict.fromkeys(cited))} if cited else {})


def _claim(row: TabledRow) -> dict[str, Any]:
    appearance = {"@type": "WebPage", "url": row.capture.page.address}
    claim: dict[str, Any] = {"@type": "Claim", "appearance": appearance, "text": row.claim.quote}
    if row.capture.advertiser:
        claim["author"] = {"@type": "Organization", "name": row.capture.advertiser}
    return claim


def _address(row: TabledRow) -> str | None:
    publication = row.source.publication if row.source is not None else None
    if publication is None:
        return None
    if publication.doi:
        return f"https://doi.org/{publication.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{publication.pmid}/" if publication.pmid else publication.url
