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
from evidence.models import (
    AliasBase,
    CitationBase,
    CitationStatus,
    DuplicateBase,
    DuplicateStatus,
    OtherValueBase,
    PublicationBase,
)
from evidence.store import activity
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.library import save_publications
from evidence.store.other_values import ALIAS, OTHER_VALUE, add_aliases, save_other_values
from evidence.store.saving import TABLES, ids_of, record_of

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


Parts = dict[str, JsonValue]
"""What a merge moved, for the log, so that it can be taken back."""


def join_publications(
    db: Session, keep: PublicationBase, other: PublicationBase, said: Mapping[str, JsonValue], by: Author
) -> Joined:
    """Save `keep` as it is given, move to it all that hangs on `other`, and take `other` away.

    `said` is what the other says otherwise. Of two studies a person's stays before a draft, else the kept one's.
    The log keeps the other record as it was and what was moved.

    Raises:
        UnknownKeyError: one of them is not in the database.
        SettledOtherwiseError: a claim has one accepted and the other refused.
    """
    ids = ids_of(db, "publication", (keep.key, other.key))
    kept, gone = ids[keep.key], ids[other.key]
    activity.lock(db)
    citations = _move_citations(db, kept, gone, (keep.key, other.key))
    study = _move_study(db, kept, gone)
    pairs = _move_pairs(db, kept, gone)
    names = _move_names(db, kept, gone)
    own = {"key": keep.key} | {name: getattr(keep, name) for name in IDENTIFIERS}
    theirs = {"key": other.key} | {name: getattr(other, name) for name in IDENTIFIERS}
    add_aliases(db, kept, [AliasBase(kind=k, value=v) for k, v in theirs.items() if v and v != own[k]])
    left = study.get("left")
    more: dict[str, JsonValue] = {"study": left} if left else {}
    detail: dict[str, JsonValue] = {"from": other.key, "citations": len(citations)}
    detail["record"] = other.model_dump(mode="json", exclude_defaults=True)
    detail["kept"] = _filled_in(db, keep)
    detail["moved"] = {"citations": citations, "study": study, "pairs": pairs, **names}
    activity.record_activity(db, by, Deed("merged", "publication", keep.key, detail | more))
    db.execute(PUBLICATION.delete().where(PUBLICATION.c.id == gone))
    save_publications(db, [keep], by)
    save_other_values(db, {keep.key: {**said, **more}}, other.key, by)
    return Joined(len(citations), None if left is None else str(left))


def _filled_in(db: Session, keep: PublicationBase) -> Parts:
    """What the kept record gets from the other: for each such field what it was and what it is."""
    row = db.execute(sa.select(PUBLICATION).where(PUBLICATION.c.key == keep.key)).mappings().one()
    before, after = record_of(PublicationBase, row).model_dump(mode="json"), keep.model_dump(mode="json")
    return {name: {"was": before[name], "is": after[name]} for name in after if before[name] != after[name]}


def _move_citations(db: Session, kept: int, gone: int, keys: tuple[str, str]) -> list[JsonValue]:
    """Where a claim points at both, one citation stays: the decided one, else the one of what is kept.

    Gives of each what was the other's by id, and the row that was taken away for it with the id of the one that stays.
    """
    query = sa.select(CITATION, CLAIM.c.key.label("claim")).join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
    there = {
        (row["claim_id"], row["role"]): row
        for row in db.execute(query.where(CITATION.c.publication_id == kept)).mappings()
    }
    moved: list[JsonValue] = []
    for row in db.execute(query.where(CITATION.c.publication_id == gone)).mappings().all():
        rival = there.get((row["claim_id"], row["role"]))
        stays = row if rival is None else _better(db, rival, row, keys)
        db.execute(CITATION.update().where(CITATION.c.id == stays["id"]).values(publication_id=kept))
        away = None if rival is None else (row if stays is rival else rival)
        moved.append(
            {
                "id": stays["id"],
                "claim_id": row["claim_id"],
                "status": stays["status"].value,
                "is_theirs": stays is row,
                "away": None if away is None else record_of(CitationBase, away).model_dump(mode="json"),
            }
        )
    return moved


def _better(db: Session, mine: sa.RowMapping, theirs: sa.RowMapping, keys: tuple[str, str]) -> sa.RowMapping:
    """Keep one of two citations of a claim and take the other away; what was verified by it goes with the kept one."""
    decided = {CitationStatus.CONFIRMED, CitationStatus.REFUSED}
    if {mine["status"], theirs["status"]} == decided:
        raise SettledOtherwiseError(mine["claim"], *keys)
    better, worse = (theirs, mine) if theirs["status"] in decided and mine["status"] not in decided else (mine, theirs)
    db.execute(VERIFICATION.update().where(VERIFICATION.c.citation_id == worse["id"]).values(citation_id=better["id"]))
    db.execute(CITATION.delete().where(CITATION.c.id == worse["id"]))
    return better


def _move_study(db: Session, kept: int, gone: int) -> Parts:
    """Link the kept publication to the better known study; `left` is the study that lost its publication by that."""
    query = sa.select(STUDY.c.id, STUDY.c.key, STUDY.c.draft).join(PUBLICATION, PUBLICATION.c.study_id == STUDY.c.id)
    mine = db.execute(query.where(PUBLICATION.c.id == kept)).one_or_none()
    theirs = db.execute(query.where(PUBLICATION.c.id == gone)).one_or_none()
    parts: Parts = {"mine": mine and mine.key, "theirs": theirs and theirs.key, "left": None, "now": mine and mine.key}
    if theirs is None or (mine is not None and mine.id == theirs.id):
        return parts
    if mine is not None and (theirs.draft or not mine.draft):
        return parts | {"left": theirs.key}
    db.execute(PUBLICATION.update().where(PUBLICATION.c.id == kept).values(study_id=theirs.id))
    return parts | {"left": mine and mine.key, "now": theirs.key}


def _move_pairs(db: Session, kept: int, gone: int) -> list[JsonValue]:
    """What the one that goes may be, or is not, holds for the one that stays, unless that is known already."""
    known = {_ends(row): row for row in pairs_with(db, kept)}
    moved: list[JsonValue] = []
    for row in pairs_with(db, gone):
        (end,) = {*_ends(row)} - {gone}
        ends = tuple(sorted((kept, end)))
        db.execute(DUPLICATE.delete().where(DUPLICATE.c.id == row["id"]))
        parts = record_of(DuplicateBase, row).model_dump(mode="json") | {"end": _key(db, end)}
        is_new = end != kept and ends not in known
        moved.append(parts | {"is_new": is_new})
        if is_new:
            values = {name: row[name] for name in ("score", "reasons", "status")}
            db.execute(DUPLICATE.insert().values(first_id=ends[0], second_id=ends[1], **values))
        elif end != kept and row["status"] is DuplicateStatus.DISTINCT:
            db.execute(DUPLICATE.update().where(DUPLICATE.c.id == known[ends]["id"]).values(status=row["status"]))
    return moved


def _key(db: Session, publication_id: int) -> str:
    return str(db.execute(sa.select(PUBLICATION.c.key).where(PUBLICATION.c.id == publication_id)).scalar_one())


def pairs_with(db: Session, publication_id: int) -> Sequence[sa.RowMapping]:
    """The rows of pairs that have a publication."""
    either = sa.or_(DUPLICATE.c.first_id == publication_id, DUPLICATE.c.second_id == publication_id)
    return db.execute(sa.select(DUPLICATE).where(either)).mappings().all()


def _ends(row: sa.RowMapping) -> tuple[int, ...]:
    return row["first_id"], row["second_id"]


def _move_names(db: Session, kept: int, gone: int) -> Parts:
    own = db.execute(sa.select(ALIAS).where(ALIAS.c.publication_id == gone)).mappings().all()
    db.execute(ALIAS.update().where(ALIAS.c.publication_id == gone).values(publication_id=kept))
    theirs = db.execute(sa.select(OTHER_VALUE).where(OTHER_VALUE.c.publication_id == gone)).mappings().all()
    mine = sa.select(OTHER_VALUE.c.field, OTHER_VALUE.c.source).where(OTHER_VALUE.c.publication_id == kept)
    known = {tuple(row) for row in db.execute(mine)}
    values: list[JsonValue] = []
    for row in theirs:
        here = OTHER_VALUE.c.id == row["id"]
        is_new = (row["field"], row["source"]) not in known
        values.append(record_of(OtherValueBase, row).model_dump(mode="json") | {"is_new": is_new})
        if is_new:
            db.execute(OTHER_VALUE.update().where(here).values(publication_id=kept))
        else:
            db.execute(OTHER_VALUE.delete().where(here))
    return {"aliases": [record_of(AliasBase, row).model_dump(mode="json") for row in own], "values": values}
