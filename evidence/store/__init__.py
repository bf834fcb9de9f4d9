"""The only SQL: databases opened, records saved and questions answered; it never decides what a record means."""

from evidence.store.activity import Author, Deed, head, record_activity
from evidence.store.claims import claim, claim_ids, claims_of, save_claims
from evidence.store.engine import Session, session
from evidence.store.pages import (
    PageEntry,
    advertisers,
    original,
    pages,
    save_advertisers,
    save_pages,
    save_snapshot,
    snapshot,
    snapshots_of,
    text_sha256,
)
from evidence.store.saving import Outcome, Saved
from evidence.store.schema import schema_version, upgrade
from evidence.store.vocabulary import codes_under, conditions, interventions, save_vocabulary, study_types

__all__ = [
    "Author",
    "Deed",
    "Outcome",
    "PageEntry",
    "Saved",
    "Session",
    "advertisers",
    "claim",
    "claim_ids",
    "claims_of",
    "codes_under",
    "conditions",
    "head",
    "interventions",
    "original",
    "pages",
    "record_activity",
    "save_advertisers",
    "save_claims",
    "save_pages",
    "save_snapshot",
    "save_vocabulary",
    "schema_version",
    "session",
    "snapshot",
    "snapshots_of",
    "study_types",
    "text_sha256",
    "upgrade",
]
