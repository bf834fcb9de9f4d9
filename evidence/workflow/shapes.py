"""The JSON shapes of what the database holds about a record, for the command line and the workbench; they only read."""

from collections import Counter
from typing import Any

from pydantic import JsonValue

from evidence import store
from evidence.formats.changes import Seen, change_json, history_json
from evidence.formats.json import record_json
from evidence.models import ClaimBase, PageDossier
from evidence.store import PageEntry
from evidence.store.accounts import AccountEntry
from evidence.store.citations import Pointer
from evidence.store.conclusions import FindingEntry
from evidence.store.dossiers import dossiers
from evidence.store.duplicates import Listed, pairs
from evidence.store.editing import Standing, claim_history, claims_seen, judgements_on
from evidence.store.other_values import aliases_of, other_values, owner_of
from evidence.store.people import JudgementEntry
from evidence.store.trials import SameTrial, same_trial
from evidence.text.matching import ChangeStatus
from evidence.workflow.editing.finding import extracted_record
from evidence.workflow.gather import SeesJudgement, sees_every_judgement
from evidence.workflow.tracking import Moment, PageChanges, beside_reading, changes_of, moment

Shape = dict[str, JsonValue]


def page_json(entry: PageEntry) -> Shape:
    """A page with its newest snapshot, as a list shows it."""
    return {
        **record_json(entry.page, {"advertiser": entry.advertiser}),
        "snapshots": entry.snapshots,
        "captured_at": entry.captured_at.isoformat() if entry.captured_at else None,
        "claims": entry.claims,
        "findings": entry.findings,
    }


def shown_page_json(db: store.Session, key: str, *, reading: bool = False) -> Shape:
    """A page with its snapshots and what became of each claim; `reading` adds what the program reads there now.

    Raises:
        UnknownKeyError: there is no such page.
    """
    ids = store.snapshots_of(db, key)
    entry = next(one for one in store.pages(db) if one.page.key == key)
    found = changes_of(db, key) if ids else None
    compared = None if found is None or found.old is None else _compared(found, claims_seen(db, key))
    snapshots: list[JsonValue] = [snapshot_json(moment(db, one)) for one in ids]
    shape = page_json(entry) | {"snapshots": snapshots, "compared": compared}
    if reading:
        shape["reading"] = [_pair(*pair) for pair in beside_reading(db, ids[0])] if ids else []
    return shape


def snapshot_json(one: Moment) -> Shape:
    """A snapshot without its text, and how many claims it has."""
    kept = {"sha256", "text_sha256", "text_algorithm", "captured_at", "media_type", "language", "title", "published"}
    return {**one.snapshot.model_dump(mode="json", include=kept), "claims": len(one.claims)}


def counts_of(found: PageChanges) -> dict[str, int]:
    """How many claims were unchanged, moved, reworded, removed and new."""
    counted = Counter(change.status for change in found.changes)
    return {status.value: counted[status] for status in ChangeStatus}


def _compared(found: PageChanges, seen: Seen) -> Shape:
    return {
        "from": found.old.snapshot.sha256 if found.old is not None else None,
        "to": found.new.snapshot.sha256,
        "counts": dict(counts_of(found)),
        "changes": [change_json(change, found.new.snapshot.text, seen) for change in found.changes],
    }


def _pair(kept: ClaimBase | None, read: ClaimBase | None) -> Shape:
    return {
        "claim": None if kept is None else record_json(kept),
        "read": None if read is None else record_json(read),
    }


def shown_claim_json(
    db: store.Session, found: Standing, *, history: bool = False, sees: SeesJudgement = sees_every_judgement
) -> Shape:
    """A claim with its sources, what the program had read, and what reviewers hold of it that may be seen."""
    dossier = dossiers(db, [found.id])[found.id]
    read = extracted_record(db, found)
    shape: Shape = {"page": found.page, **dossier.model_dump(mode="json")}
    shape["claim"] = record_json(found.claim)
    shape["extracted"] = None if read is None else record_json(read)
    shape["judgements"] = [judgement_json(one) for one in filter(sees, judgements_on(db, found))]
    if history:
        shape["history"] = [history_json(row) for row in claim_history(db, found)]
    return shape


def judgement_json(held: JudgementEntry) -> Shape:
    """A judgement with whose it is and under which protocol."""
    where: Shape = {"reviewer": held.reviewer, "project": held.project, "protocol": held.version}
    return {**where, "created_at": held.created_at.isoformat(), **held.judgement.model_dump(mode="json")}


def finding_json(entry: FindingEntry) -> Shape:
    """A finding with its number and what a reviewer did about it."""
    told: Shape = {"id": entry.id, "status": entry.status.value, "reason": entry.reason, "reviewer": entry.reviewer}
    return told | entry.finding.model_dump(mode="json")


def citation_json(page: str, pointer: Pointer) -> Shape:
    """A citation with the claim it belongs to and the publication it leads to."""
    return record_json(pointer.citation, {"page": page, "claim": pointer.claim, "publication": pointer.publication})


def verifications_json(page: PageDossier) -> list[dict[str, Any]]:
    """Each claim of a page held against each study it leans on, where that was done."""
    return [
        {
            "page": page.page.key,
            "claim": dossier.claim.key,
            "study": source.study.key,
            **source.verification.model_dump(mode="json"),
        }
        for dossier in page.dossiers
        for source in dossier.sources
        if source.study is not None and source.verification is not None
    ]


def hit_json(hit: store.Hit) -> Shape:
    """A publication that was found, with where the words stand."""
    return record_json(hit.publication, {"where": hit.where, "snippet": hit.snippet})


def shown_publication_json(db: store.Session, key: str) -> Shape:
    """A publication with the study it reports, what other sources say otherwise, and what it may belong together with.

    The key or identifier of a publication that was merged into another finds that one.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    found = store.publication(db, owner_of(db, key) or key)
    own = record_json(found, {"study": store.study_of_publication(db, found.key)})
    said = [one.model_dump(mode="json") for one in other_values(db, found.key)]
    return {
        **own,
        "other_values": [one for one in said if own.get(one["field"]) != one["value"]],
        "aliases": [one.model_dump(mode="json") for one in aliases_of(db, found.key)],
        "duplicates": [_other_of_pair(one, found.key) for one in pairs(db, of=found.key)],
        "same_trial": [_same_trial_json(one) for one in same_trial(db, found.key)],
    }


def _same_trial_json(one: SameTrial) -> Shape:
    return {"number": one.number, "key": one.publication.key, "title": one.publication.title, "where": one.where.value}


def pair_json(listed: Listed) -> dict[str, Any]:
    """Two publications that may be one, with the reasons and the fields in which they differ."""
    from evidence.cite.differing import differing  # noqa: PLC0415  a stage, which only pairs of publications need

    ends = {name: record_json(getattr(listed, name)) for name in ("first", "second")}
    return {**record_json(listed.pair), **ends, "differing": differing(listed.first, listed.second)}


def _other_of_pair(listed: Listed, key: str) -> Shape:
    other = listed.second if listed.first.key == key else listed.first
    return {"key": other.key, "title": other.title, "score": listed.pair.score, "reasons": list(listed.pair.reasons)}


def account_json(entry: AccountEntry) -> Shape:
    """An account without its password."""
    return {
        "reviewer": entry.reviewer,
        "name": entry.name,
        "role": entry.account.role.value,
        "joined": entry.account.password is not None,
        "disabled": entry.account.disabled,
    }
