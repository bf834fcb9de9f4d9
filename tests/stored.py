"""Records the store's tests save: plain builders with defaults, so that a test names only what it is about."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from evidence import store
from evidence.models import (
    CitationBase,
    CitationStatus,
    ClaimBase,
    ClaimType,
    ConditionBase,
    MatchConfidence,
    PageBase,
    PublicationBase,
    ResultBase,
    SnapshotBase,
    StudyBase,
)

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
BY = store.Author("tester", NOW)
TEXT = "Ketamine helps 35% of people 😀 within 4 weeks. Magnesium does not — at 20 mg."


def snapshot(text: str = TEXT, content: bytes | None = None, **fields: Any) -> SnapshotBase:
    return SnapshotBase.model_validate(
        {
            "sha256": hashlib.sha256(text.encode() if content is None else content).hexdigest(),
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text_algorithm": "plain/1",
            "media_type": "text/plain",
            "captured_at": NOW,
            "links_visible": False,
            "chrome_visible": False,
        }
        | fields
    )


def claim(quote: str = "Ketamine helps 35% of people 😀", text: str = TEXT, **fields: Any) -> ClaimBase:
    start = text.index(quote)
    values = {"key": f"c{start}", "start": start, "end": start + len(quote), "claim_type": ClaimType.EFFICACY}
    return ClaimBase.model_validate(values | {"quote": quote} | fields)


def save_page(db: store.Session, key: str = "page", text: str = TEXT) -> int:
    store.save_pages(db, [PageBase(key=key, address=f"https://{key}.example/")], BY)
    return store.save_snapshot(db, key, snapshot(text), text.encode(), BY).id


def publication(key: str = "pub", **fields: Any) -> PublicationBase:
    return PublicationBase.model_validate({"key": key, "title": f"About {key}", "year": 2020} | fields)


def study(key: str = "study", **fields: Any) -> StudyBase:
    return StudyBase.model_validate(
        {"key": key, "design": "rct", "results": (ResultBase(outcome="pain", value=0.1),)} | fields
    )


def citation(**fields: Any) -> CitationBase:
    return CitationBase.model_validate(
        {"attribution": "a study", "confidence": MatchConfidence.POSSIBLE, "status": CitationStatus.CANDIDATE} | fields
    )


def vocabulary(db: store.Session) -> None:
    pain = ConditionBase(code="pain", label="Pain")
    store.save_vocabulary(db, [pain, ConditionBase(code="crps", label="CRPS", parent="pain")], BY)
