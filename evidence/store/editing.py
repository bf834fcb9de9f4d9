"""Write what a person changes about one claim, and say what hangs on it; whether it may be changed is not decided here.

Every write is one row of the log that names the claim's id and page, and for each field what it was and what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from evidence.models import ActivityBase, ClaimBase, PageBase
from evidence.store import activity, errors, writing
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM, EFFECTS, claims_from, text_of
from evidence.store.conclusions import CITATION, FINDING, PUBLICATION, STUDY, VERIFICATION
from evidence.store.engine import Session
from evidence.store.pages import PAGE, SNAPSHOT
from evidence.store.people import JudgementEntry, current_judgements
from evidence.store.saving import TABLES, columns_of, ids_of, insert_children, record_of

_ACTIVITY = TABLES["activity"]


@dataclass(frozen=True)
class Standing:
    """A claim with its id and where it stands."""

    id: int
    snapshot_id: int
    page: str
    claim: ClaimBase


@dataclass(frozen=True)
class Change:
    """What is done to a claim: a verb for the log, and what the log keeps beside the fields that changed."""

    verb: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def page_called(db: Session, key: str) -> PageBase | None:
    """The page with this key, None where there is none."""
    row = db.execute(sa.select(PAGE).where(PAGE.c.key == key)).mappings().one_or_none()
    return None if row is None else record_of(PageBase, row)


def claims_called(db: Session, key: str, *, page: str | None = None) -> list[Standing]:
    """The claims with this key on the newest snapshots, whatever their status; on one page only where it is named."""
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    query = (
        sa.select(CLAIM, PAGE.c.key.label("page"))
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .where(CLAIM.c.key == key, CLAIM.c.snapshot_id.in_(newest))
        .order_by(PAGE.c.key)
    )
    rows = db.execute(query if page is None else query.where(PAGE.c.key == page)).mappings().all()
    return [
        Standing(row["id"], row["snapshot_id"], row["page"], claim)
        for row, claim in zip(rows, claims_from(db, rows), strict=True)
    ]


def claim_keys_of_page(db: Session, page: str) -> set[str]:
    """The keys of all claims a page ever had, on whichever snapshot.

    Raises:
        UnknownKeyError: there is no such page.
    """
    page_id = ids_of(db, "page", [page])[page]
    query = sa.select(CLAIM.c.key).join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
    return set(db.execute(query.where(SNAPSHOT.c.page_id == page_id)).scalars())


def judgements_on(db: Session, standing: Standing) -> list[JudgementEntry]:
    """What reviewers hold of a claim, on this snapshot of its page or on an earlier one that had the same words.

    A claim keeps its key from one snapshot to the next only while its words stay, so the key says which those are.
    """
    return [one for one in current_judgements(db, page=standing.page) if one.claim == standing.claim.key]


def change_claim(db: Session, was: Standing, now: ClaimBase, change: Change, by: Author) -> Standing:
    """Save a claim in place of what it was; nothing is written, not even to the log, where both are the same.

    Raises:
        QuoteNotInTextError: the quote is not what the snapshot says at its span.
    """
    changed = {name for name in ClaimBase.model_fields if getattr(was.claim, name) != getattr(now, name)}
    if not changed:
        return was
    _refuse_misquote(db, was.snapshot_id, now)
    activity.lock(db)
    columns = {name: getattr(now, name) for name in columns_of(ClaimBase, "claim") if name in changed}
    if columns:
        db.execute(CLAIM.update().where(CLAIM.c.id == was.id).values(**columns))
    if EFFECTS.field in changed:
        effects = TABLES[EFFECTS.table]
        db.execute(effects.delete().where(effects.c.claim_id == was.id))
        insert_children(db, EFFECTS, "claim", [(was.id, now.effects)])
    before, after = was.claim.model_dump(mode="json"), now.model_dump(mode="json")
    fields = {name: {"was": before[name], "is": after[name]} for name in sorted(changed)}
    changed_claim = Standing(was.id, was.snapshot_id, was.page, now)
    _log(db, changed_claim, Change(change.verb, {"fields": fields, **change.detail}), by)
    return changed_claim


def insert_claim(db: Session, where: tuple[str, int], claim: ClaimBase, change: Change, by: Author) -> Standing:
    """Save a new claim of a page's snapshot; `where` is the page's key and the snapshot's id.

    Raises:
        QuoteNotInTextError: the quote is not what the snapshot says at its span.
        RepeatedKeyError: the snapshot has a claim of this key.
    """
    page, snapshot_id = where
    _refuse_misquote(db, snapshot_id, claim)
    activity.lock(db)
    there = sa.select(CLAIM.c.id).where(CLAIM.c.snapshot_id == snapshot_id, CLAIM.c.key == claim.key)
    if db.execute(there).scalar() is not None:
        raise errors.RepeatedKeyError("claim", claim.key)
    columns = columns_of(ClaimBase, "claim")
    new_id = writing.new_ids(db, CLAIM, 1)[0]
    row = (new_id, snapshot_id, *(getattr(claim, name) for name in columns))
    writing.insert_rows(db, CLAIM, ("id", "snapshot_id", *columns), [row])
    insert_children(db, EFFECTS, "claim", [(new_id, claim.effects)])
    added = Standing(new_id, snapshot_id, page, claim)
    _log(db, added, Change(change.verb, {"record": claim.model_dump(mode="json"), **change.detail}), by)
    return added


def _refuse_misquote(db: Session, snapshot_id: int, claim: ClaimBase) -> None:
    if text_of(db, snapshot_id)[claim.start : claim.end] != claim.quote:
        raise errors.QuoteNotInTextError(claim.key, claim.start, claim.end, claim.quote)


def _log(db: Session, standing: Standing, change: Change, by: Author) -> None:
    detail = {"claim_id": standing.id, "page": standing.page, **change.detail}
    activity.record_activity(db, by, Deed(change.verb, "claim", standing.claim.key, detail))


def copy_citations(db: Session, from_claim: int, to_claim: int, *, spans: Mapping[int, Any] | None = None) -> int:
    """Give a claim the citations of another as well, as they are; gives how many it did not have yet.

    `spans` says where in the other claim's text the words of a citation stand, by the citation's id; what is not in it
    loses its offsets. None leaves all offsets as they are. Logging is the caller's.
    """
    columns = [name for name in CITATION.c.keys() if name not in {"id", "claim_id"}]  # noqa: SIM118  no mapping
    query = sa.select(CITATION).where(CITATION.c.claim_id == to_claim)
    known = {_pointed_at(row) for row in db.execute(query).mappings()}
    rows = []
    for row in db.execute(
        sa.select(CITATION).where(CITATION.c.claim_id == from_claim).order_by(CITATION.c.id)
    ).mappings():
        if _pointed_at(row) in known:
            continue
        known.add(_pointed_at(row))
        values = {name: row[name] for name in columns} | {"claim_id": to_claim}
        if spans is not None:
            values["start"], values["end"] = spans.get(row["id"]) or (None, None)
        rows.append(values)
    if rows:
        db.execute(CITATION.insert(), rows)
    return len(rows)


def _pointed_at(row: sa.RowMapping) -> tuple[Any, ...]:
    """What tells two citations of a claim apart."""
    where = row["publication_id"]
    return (where, row["role"]) if where is not None else (None, row["role"], row["attribution"], row["href"])


def citation_spans(db: Session, claim_id: int) -> dict[int, tuple[int, int]]:
    """Where the words of a claim's citations stand, by the citations' ids; those without offsets are left out."""
    query = sa.select(CITATION.c.id, CITATION.c.start, CITATION.c.end).where(
        CITATION.c.claim_id == claim_id, CITATION.c.start.is_not(None), CITATION.c.end.is_not(None)
    )
    return {row[0]: (row[1], row[2]) for row in db.execute(query)}


def was_audited(db: Session, snapshot_id: int) -> bool:
    """Whether anything was concluded about a snapshot."""
    found = sa.select(FINDING.c.id).where(FINDING.c.snapshot_id == snapshot_id).limit(1)
    verified = sa.select(VERIFICATION.c.id).join(CLAIM).where(CLAIM.c.snapshot_id == snapshot_id).limit(1)
    return any(db.execute(query).scalar() is not None for query in (found, verified))


def pages_leaning_on(db: Session, study: str) -> list[tuple[str, int]]:
    """The pages whose newest snapshot has a claim that points at a study, each with that snapshot's id."""
    newest = sa.select(sa.func.max(SNAPSHOT.c.id)).group_by(SNAPSHOT.c.page_id)
    query = (
        sa.select(PAGE.c.key, SNAPSHOT.c.id)
        .join(SNAPSHOT, SNAPSHOT.c.page_id == PAGE.c.id)
        .join(CLAIM, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(CITATION, CITATION.c.claim_id == CLAIM.c.id)
        .join(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
        .join(STUDY, PUBLICATION.c.study_id == STUDY.c.id)
        .where(STUDY.c.key == study, SNAPSHOT.c.id.in_(newest))
        .distinct()
        .order_by(PAGE.c.key)
    )
    return [(str(key), int(snapshot_id)) for key, snapshot_id in db.execute(query)]


def claim_history(db: Session, standing: Standing) -> list[ActivityBase]:
    """The rows of the log about one claim, oldest first.

    A row that names only the key counts where no other claim in the database has that key.
    """
    query = sa.select(_ACTIVITY).where(_ACTIVITY.c.object_type == "claim").order_by(_ACTIVITY.c.id)
    others = sa.select(sa.func.count()).select_from(CLAIM).where(CLAIM.c.key == standing.claim.key)
    alone = db.execute(others).scalar_one() == 1
    found = []
    for row in db.execute(query.where(_ACTIVITY.c.object_key == standing.claim.key)).mappings():
        about = row["detail"].get("claim_id")
        if about == standing.id or (about is None and alone):
            found.append(record_of(ActivityBase, row))
    return found


LOOKED_BACK = 400
"""How many deeds of a person are looked through for those on one page."""


def deeds_on(db: Session, page: str, actor: str) -> list[ActivityBase]:
    """What a person did of late to the claims of a page as last captured and to their citations, newest first.

    Raises:
        UnknownKeyError: there is no such page.
    """
    page_id = ids_of(db, "page", [page])[page]
    newest = db.execute(sa.select(sa.func.max(SNAPSHOT.c.id)).where(SNAPSHOT.c.page_id == page_id)).scalar()
    claims = sa.select(CLAIM.c.id).where(CLAIM.c.snapshot_id == newest)
    claim_ids = set(db.execute(claims).scalars())
    citation_ids = set(db.execute(sa.select(CITATION.c.id).where(CITATION.c.claim_id.in_(claims))).scalars())
    query = sa.select(_ACTIVITY).where(_ACTIVITY.c.actor == actor).order_by(_ACTIVITY.c.id.desc()).limit(LOOKED_BACK)
    rows = (record_of(ActivityBase, row) for row in db.execute(query).mappings())
    return [row for row in rows if _is_on(row, str(newest), claim_ids, citation_ids)]


def _is_on(row: ActivityBase, newest: str, claim_ids: set[int], citation_ids: set[int]) -> bool:
    if row.object_type == "claim":
        return row.detail.get("claim_id") in claim_ids
    if row.object_type == "citation":
        known = row.object_key.isdecimal() and int(row.object_key) in citation_ids
        return known or row.detail.get("claim_id") in claim_ids
    return row.object_type == "snapshot" and row.verb == "cited" and row.object_key == newest


def study_history(db: Session, key: str) -> list[ActivityBase]:
    """The rows of the log about one study, oldest first."""
    query = sa.select(_ACTIVITY).where(_ACTIVITY.c.object_type == "study", _ACTIVITY.c.object_key == key)
    return [record_of(ActivityBase, row) for row in db.execute(query.order_by(_ACTIVITY.c.id)).mappings()]


def claims_seen(db: Session, page: str) -> dict[str, tuple[datetime, datetime]]:
    """When each claim of a page was first and last captured, by its key, which it keeps while its words stay.

    Raises:
        UnknownKeyError: there is no such page.
    """
    page_id = ids_of(db, "page", [page])[page]
    first, last = sa.func.min(SNAPSHOT.c.captured_at), sa.func.max(SNAPSHOT.c.captured_at)
    query = sa.select(CLAIM.c.key, first, last).join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
    rows = db.execute(query.where(SNAPSHOT.c.page_id == page_id).group_by(CLAIM.c.key))
    return {str(row[0]): (row[1], row[2]) for row in rows}
