"""The shapes of answers, for their description: a record's own fields, and the keys of what it belongs to."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, JsonValue

from evidence.models import (
    AliasBase,
    CitationBase,
    ClaimFields,
    FindingBase,
    FindingStatus,
    JudgementBase,
    OtherValueBase,
    PageBase,
    PublicationBase,
    SnapshotBase,
    VerificationBase,
)


class EffectShape(BaseModel):
    """A number of a claim; a range is a list of two."""

    value: float | list[float] | None
    unit: str | None
    arm: str | None
    timepoint: str | None


class ClaimRecord(ClaimFields):
    """A claim with its numbers."""

    effects: tuple[EffectShape, ...] = ()


class ClaimShape(ClaimRecord):
    """A claim of a list."""

    page: str


class JudgementShape(JudgementBase):
    """A judgement with whose it is."""

    reviewer: str
    project: str
    protocol: int
    created_at: datetime


class ShownClaim(BaseModel):
    """A claim with all that hangs on it."""

    page: str
    claim: ClaimRecord
    sources: list[dict[str, Any]]
    extracted: ClaimRecord | None
    judgements: list[JudgementShape]
    history: list[dict[str, Any]] = []


class PageShape(PageBase):
    """A page with its newest snapshot."""

    advertiser: str | None
    snapshots: int
    captured_at: datetime | None
    claims: int
    findings: int


class SnapshotShape(SnapshotBase):
    """A snapshot with its number."""

    id: int


class HitShape(PublicationBase):
    """A publication that a search found."""

    where: str
    snippet: str


class ShownPublication(PublicationBase):
    """A publication with the study it reports, and what stands beside it."""

    study: str | None
    other_values: tuple[OtherValueBase, ...] = ()
    aliases: tuple[AliasBase, ...] = ()
    duplicates: tuple[dict[str, Any], ...] = ()
    same_trial: tuple[dict[str, Any], ...] = ()


class CitationShape(CitationBase):
    """How a claim points at a publication."""

    page: str
    claim: str
    publication: str | None


class VerificationShape(VerificationBase):
    """A claim held against a study."""

    page: str
    claim: str
    study: str


class FindingShape(FindingBase):
    """A finding with what a reviewer did about it."""

    id: int
    status: FindingStatus
    reason: str | None
    reviewer: str | None


class LogShape(BaseModel):
    """A row of the log; `detail` is null where it may not be seen yet."""

    id: int
    at: datetime
    actor: str
    verb: str
    object_type: str
    object_key: str
    detail: dict[str, JsonValue] | None
    tool_version: str
    previous_hash: str
    hash: str


class TokenShape(BaseModel):
    """What is known of a token."""

    id: int
    label: str | None
    created_at: datetime


class MadeToken(BaseModel):
    """A token, shown this once."""

    token: str
    label: str
