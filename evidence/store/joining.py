"""Make two rows of one publication into one: what points at the one that goes points at the one that stays.

Nothing is lost: the record that goes is in the log as it was, its key and identifiers find the one that stays, and what
it said otherwise stands beside what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.cite.duplicates import IDENTIFIERS
from evidence.errors import EvidenceError
from evidence.models import AliasBase, CitationStatus, DuplicateStatus, PublicationBase
from evidence.store import activity
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.library import save_publications
from evidence.store.other_values import ALIAS, OTHER_VALUE, add_aliases, save_other_values
from evidence.store.saving import TABLES, ids_of

PUBLICATION, STUDY, DUPLICATE = TABLES["publication"], TABLES["study"], TABLES["duplicate"]
CITATION, VERIFICATION, CLAIM = TABLES["citation"], TABLES["verification"], TABLES["claim"]


class SettledOtherwiseError(EvidenceError):
    """A person accepted one of two publications for a claim and refused the other."""

    def __init__(self, claim: str, keep: str, other: str) -> None:
        super().__init__(
            f"the claim '{claim}' had one of '{keep}' and '{other}' accepted and the other refused: decide for one "
            "with `evidence cite` first, then merge"
        )


@dataclass(frozen=True)
class Joined:
    """What came of a merge: how many citations moved, and the key of a study that was left because one was there."""

    citations: int
    study_left: str | None = None


def join_publications(
    db: Session, keep: PublicationBase, other: PublicationBase, said: Mapping[str, JsonValue], by: Author
) -> Joined:
    """Save `keep` as it is given, move to it all that hangs on `other`, and take `other` away.

    `said` is what the other says otherwise. Of two studies a person's stays before a draft, else the kept one's.

    Raises:
        UnknownKeyError: one of them is not in the database.
        SettledOtherwiseError: a claim has one accepted and the other refused.
    """
    ids = ids_of(db, "publication", (keep.key, other.key))
    kept, gone = ids[keep.key], ids[other.key]
    activity.lock(db)
    moved = _move_citations(db, kept, gone, (keep.key, other.key))
    left = _move_study(db, kept, gone)
    _move_pairs(db, kept, gone)
    _move_names(db, kept, gone)
    own = {"key": keep.key} | {name: getattr(keep, name) for name in IDENTIFIERS}
    names = {"key": other.key} | {name: getattr(other, name) for name in IDENTIFIERS}
    add_aliases(db, kept, [AliasBase(kind=k, value=v) for k, v in names.items() if v and v != own[k]])
    more: dict[str, JsonValue] = {"study": left} if left else {}
    detail: dict[str, JsonValue] = {"from": other.key, "citations": moved}
    detail["record"] = other.model_dump(mode="json", exclude_defaults=True)
    activity.record_activity(db, by, Deed("merged", "publication", keep.key, detail | more))
    db.execute(PUBLICATION.delete().where(PUBLICATION.c.id == gone))
    save_publications(db, [keep], by)
    save_other_values(db, {keep.key: {**said, **more}}, other.key, by)
    return Joined(moved, left)


def _move_citations(db: Session, kept: int, gone: int, keys: tuple[str, str]) -> int:
    """Where a claim points at both, one citation stays: the decided one, else the one of what is kept."""
    query = sa.select(CITATION, CLAIM.c.key.label("claim")).join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
    there = {
        (row["claim_id"], row["role"]): row
        for row in db.execute(query.where(CITATION.c.publication_id == kept)).mappings()
    }
    moving = db.execute(query.where(CITATION.c.publication_id == gone)).mappings().all()
    for row in moving:
        rival = there.get((row["claim_id"], row["role"]))
        stays = row if rival is None else _better(db, rival, row, keys)
        db.execute(CITATION.update().where(CITATION.c.id == stays["id"]).values(publication_id=kept))
    return len(moving)


def _better(db: Session, mine: sa.RowMapping, theirs: sa.RowMapping, keys: tuple[str, str]) -> sa.RowMapping:
    """Keep one of two citations of a claim and take the other away; what was verified by it goes with the kept one."""
    decided = {CitationStatus.CONFIRMED, CitationStatus.REFUSED}
    if {mine["status"], theirs["status"]} == decided:
        raise SettledOtherwiseError(mine["claim"], *keys)
    better, worse = (theirs, mine) if theirs["status"] in decided and mine["status"] not in decided else (mine, theirs)
    db.execute(VERIFICATION.update().where(VERIFICATION.c.citation_id == worse["id"]).values(citation_id=better["id"]))
    db.execute(CITATION.delete().where(CITATION.c.id == worse["id"]))
    return better


def _move_study(db: Session, kept: int, gone: int) -> str | None:
    """Link the kept publication to the better known study; gives the key of the study that lost its publication."""
    query = sa.select(STUDY.c.id, STUDY.c.key, STUDY.c.draft).join(PUBLICATION, PUBLICATION.c.study_id == STUDY.c.id)
    mine = db.execute(query.where(PUBLICATION.c.id == kept)).one_or_none()
    theirs = db.execute(query.where(PUBLICATION.c.id == gone)).one_or_none()
    if theirs is None or (mine is not None and mine.id == theirs.id):
        return None
    if mine is not None and (theirs.draft or not mine.draft):
        return str(theirs.key)
    db.execute(PUBLICATION.update().where(PUBLICATION.c.id == kept).values(study_id=theirs.id))
    return None if mine is None else str(mine.key)


def _move_pairs(db: Session, kept: int, gone: int) -> None:
    """What the one that goes may be, or is not, holds for the one that stays, unless that is known already."""
    known = {_ends(row): row for row in _pairs_of(db, kept)}
    for row in _pairs_of(db, gone):
        ends = tuple(sorted({kept if end == gone else end for end in _ends(row)}))
        db.execute(DUPLICATE.delete().where(DUPLICATE.c.id == row["id"]))
        if len(ends) == 2 and ends not in known:
            values = {name: row[name] for name in ("score", "reasons", "status")}
            db.execute(DUPLICATE.insert().values(first_id=ends[0], second_id=ends[1], **values))
        elif len(ends) == 2 and row["status"] is DuplicateStatus.DISTINCT:
            db.execute(DUPLICATE.update().where(DUPLICATE.c.id == known[ends]["id"]).values(status=row["status"]))


def _pairs_of(db: Session, publication_id: int) -> Sequence[sa.RowMapping]:
    either = sa.or_(DUPLICATE.c.first_id == publication_id, DUPLICATE.c.second_id == publication_id)
    return db.execute(sa.select(DUPLICATE).where(either)).mappings().all()


def _ends(row: sa.RowMapping) -> tuple[int, ...]:
    return row["first_id"], row["second_id"]


def _move_names(db: Session, kept: int, gone: int) -> None:
    db.execute(ALIAS.update().where(ALIAS.c.publication_id == gone).values(publication_id=kept))
    theirs = db.execute(sa.select(OTHER_VALUE).where(OTHER_VALUE.c.publication_id == gone)).mappings().all()
    mine = sa.select(OTHER_VALUE.c.field, OTHER_VALUE.c.source).where(OTHER_VALUE.c.publication_id == kept)
    known = {tuple(row) for row in db.execute(mine)}
    for row in theirs:
        here = OTHER_VALUE.c.id == row["id"]
        if (row["field"], row["source"]) in known:
            db.execute(OTHER_VALUE.delete().where(here))
        else:
            db.execute(OTHER_VALUE.update().where(here).values(publication_id=kept))
