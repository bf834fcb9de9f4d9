"""Take a merge of two publications back: what the log says was moved goes back, and what came since stays.

Nothing is guessed: a merge whose parts the log does not have, or on which another was built, is left as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.errors import EvidenceError
from evidence.models import ActivityBase, AliasBase, CitationBase, DuplicateBase, OtherValueBase, PublicationBase
from evidence.store import activity, writing
from evidence.store.activity import Author, Deed
from evidence.store.duplicates import mark_distinct
from evidence.store.engine import Session
from evidence.store.joining import CITATION, DUPLICATE, PUBLICATION, STUDY, VERIFICATION, pairs_with
from evidence.store.library import publication, save_publications
from evidence.store.logbook import record_history
from evidence.store.other_values import ALIAS, OTHER_VALUE, add_aliases, owner_of
from evidence.store.saving import ids_of


class CannotSplitError(EvidenceError):
    """Two publications that were made one cannot be made two again."""

    def __init__(self, keep: str, other: str, reason: str) -> None:
        super().__init__(f"'{other}' cannot be split from '{keep}' again: {reason}")


@dataclass(frozen=True)
class Split:
    """What came of a split: citations that went back, those that came since and stay, fields that a person changed."""

    citations: int
    stay: int
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Merge:
    """A merge as the log has it."""

    keep: str
    other: str
    hash: str
    record: PublicationBase
    filled: Mapping[str, Any]
    moved: Mapping[str, Any]


def merged_into(db: Session, keep: str) -> list[str]:
    """The keys of the publications that were made one with this and not split from it again, the last first."""
    merges: list[str] = []
    for row in record_history(db, "publication", keep):
        if row.verb == "merged" and "from" in row.detail:
            merges.insert(0, str(row.detail["from"]))
        elif row.verb == "split" and row.detail.get("from") in merges:
            merges.remove(str(row.detail["from"]))
    return merges


def split_publications(db: Session, keep: str, other: str, by: Author) -> Split:
    """Make `other` a publication of its own again, as it was when it was merged into `keep`.

    Citations, study, names and values that came from it go back, with what people decided about them since; what `keep`
    had from it goes where nobody changed it. The two are remembered as two.

    Raises:
        UnknownKeyError: there is no publication `keep`.
        CannotSplitError: there was no such merge, its parts are not known, or it was built upon.
    """
    activity.lock(db)
    merge = _merge_of(db, keep, other)
    kept = ids_of(db, "publication", [keep])[keep]
    plain, changed = _emptied(publication(db, keep), merge.filled)
    _take_names_away(db, kept, merge)
    save_publications(db, [plain], by)
    save_publications(db, [merge.record], by)
    back = ids_of(db, "publication", [other])[other]
    _return_study(db, kept, back, merge.moved["study"])
    went = _return_citations(db, kept, back, merge.moved["citations"])
    _return_names(db, back, merge)
    _return_pairs(db, kept, back, merge.moved["pairs"])
    mark_distinct(db, keep, other, by)
    left = sa.select(sa.func.count()).select_from(CITATION).where(CITATION.c.publication_id == kept)
    stay = int(db.execute(left).scalar_one())
    detail: dict[str, JsonValue] = {"from": other, "citations": went, "of": merge.hash}
    activity.record_activity(db, by, Deed("split", "publication", keep, detail))
    return Split(went, stay, changed)


def _merge_of(db: Session, keep: str, other: str) -> _Merge:
    gone = owner_of(db, keep)
    if gone is not None:
        raise CannotSplitError(keep, other, f"'{keep}' was itself merged into '{gone}' since: split that first")
    ids_of(db, "publication", [keep])
    rows = record_history(db, "publication", keep)
    merges = [row for row in rows if row.verb == "merged" and row.detail.get("from") == other]
    if not merges or other not in merged_into(db, keep):
        raise CannotSplitError(keep, other, "the log has no merge of the two that is not taken back")
    return _read(db, merges[-1], keep, other)


def _read(db: Session, row: ActivityBase, keep: str, other: str) -> _Merge:
    moved, record = row.detail.get("moved"), row.detail.get("record")
    if not isinstance(moved, dict) or not isinstance(record, dict):
        raise CannotSplitError(keep, other, "they were merged by a version that did not keep what it moved")
    if db.execute(sa.select(PUBLICATION.c.id).where(PUBLICATION.c.key == other)).scalar() is not None:
        raise CannotSplitError(keep, other, f"there is another publication '{other}' by now")
    filled = row.detail.get("kept")
    return _Merge(
        keep, other, row.hash, PublicationBase.model_validate(record), filled if isinstance(filled, dict) else {}, moved
    )


def _emptied(own: PublicationBase, filled: Mapping[str, Any]) -> tuple[PublicationBase, tuple[str, ...]]:
    """The kept record without what it had from the other, and the fields that were changed since and stay."""
    now = own.model_dump(mode="json")
    back = {name: pair["was"] for name, pair in filled.items() if now[name] == pair["is"]}
    return PublicationBase.model_validate(now | back), tuple(sorted(filled.keys() - back.keys()))


def _return_citations(db: Session, kept: int, back: int, moved: list[dict[str, Any]]) -> int:
    """Give citations back that are still there, and put those again that gave way to them; gives how many."""
    went = 0
    for one in moved:
        here = sa.and_(CITATION.c.id == one["id"], CITATION.c.claim_id == one["claim_id"])
        if db.execute(sa.select(CITATION.c.id).where(here, CITATION.c.publication_id == kept)).scalar() is None:
            continue
        if one["is_theirs"]:
            db.execute(CITATION.update().where(here).values(publication_id=back))
        if one["away"] is not None:
            _put_again(db, one, kept if one["is_theirs"] else back)
        went += 1
    return went


def _put_again(db: Session, one: Mapping[str, Any], publication_id: int) -> None:
    """Put a citation again that gave way to another, with what was verified against the study of its publication."""
    record = CitationBase.model_validate(one["away"])
    values = {name: getattr(record, name) for name in CitationBase.model_fields}
    new_id = writing.new_ids(db, CITATION, 1)[0]
    db.execute(CITATION.insert().values(id=new_id, claim_id=one["claim_id"], publication_id=publication_id, **values))
    study = sa.select(PUBLICATION.c.study_id).where(PUBLICATION.c.id == publication_id).scalar_subquery()
    own = sa.and_(VERIFICATION.c.citation_id == one["id"], VERIFICATION.c.study_id == study)
    db.execute(VERIFICATION.update().where(own).values(citation_id=new_id))


def _return_study(db: Session, kept: int, back: int, study: Mapping[str, str | None]) -> None:
    """Link each to the study it had; a link that was changed since stays."""
    theirs, mine = study["theirs"], study["mine"]
    wanted = [key for key in (theirs, mine, study["now"]) if key is not None]
    keys = {
        str(row.key): row.id for row in db.execute(sa.select(STUDY.c.key, STUDY.c.id).where(STUDY.c.key.in_(wanted)))
    }
    if theirs in keys:
        db.execute(PUBLICATION.update().where(PUBLICATION.c.id == back).values(study_id=keys[theirs]))
    now = db.execute(sa.select(PUBLICATION.c.study_id).where(PUBLICATION.c.id == kept)).scalar()
    if study["now"] != mine and study["now"] in keys and now == keys[study["now"]]:
        before = keys.get(mine) if mine is not None else None
        db.execute(PUBLICATION.update().where(PUBLICATION.c.id == kept).values(study_id=before))


def _take_names_away(db: Session, kept: int, merge: _Merge) -> None:
    """The kept publication is no longer found by the other's names, nor said otherwise by it."""
    own = {"key": merge.other} | {name: getattr(merge.record, name) for name in ("pmid", "doi", "pmcid")}
    names = [*own.items(), *((one["kind"], one["value"]) for one in merge.moved["aliases"])]
    for kind, value in names:
        here = sa.and_(ALIAS.c.publication_id == kept, ALIAS.c.kind == kind, ALIAS.c.value == value)
        db.execute(ALIAS.delete().where(here))
    said = sa.and_(OTHER_VALUE.c.publication_id == kept, OTHER_VALUE.c.source == merge.other)
    db.execute(OTHER_VALUE.delete().where(said))


def _return_names(db: Session, back: int, merge: _Merge) -> None:
    add_aliases(db, back, [AliasBase.model_validate(one) for one in merge.moved["aliases"]])
    for one in merge.moved["values"]:
        record = OtherValueBase.model_validate({name: one[name] for name in OtherValueBase.model_fields})
        values = {name: getattr(record, name) for name in OtherValueBase.model_fields}
        db.execute(OTHER_VALUE.insert().values(publication_id=back, **values))
        if one["is_new"]:
            kept = sa.select(PUBLICATION.c.id).where(PUBLICATION.c.key == merge.keep).scalar_subquery()
            here = sa.and_(OTHER_VALUE.c.publication_id == kept, OTHER_VALUE.c.field == record.field)
            db.execute(OTHER_VALUE.delete().where(here, OTHER_VALUE.c.source == record.source))


def _return_pairs(db: Session, kept: int, back: int, moved: list[dict[str, Any]]) -> None:
    """What the other may be, or is not, is known of it again, and of the kept one where that was known before."""
    there = {end for row in pairs_with(db, kept) for end in (row["first_id"], row["second_id"])}
    for one in moved:
        end = db.execute(sa.select(PUBLICATION.c.id).where(PUBLICATION.c.key == one["end"])).scalar()
        if end is None or end == kept:
            continue
        record = DuplicateBase.model_validate({name: one[name] for name in DuplicateBase.model_fields})
        values = {name: getattr(record, name) for name in DuplicateBase.model_fields}
        first, second = sorted((back, end))
        db.execute(DUPLICATE.insert().values(first_id=first, second_id=second, **values))
        if one["is_new"] and end in there:
            low, high = sorted((kept, end))
            here = sa.and_(DUPLICATE.c.first_id == low, DUPLICATE.c.second_id == high)
            db.execute(DUPLICATE.delete().where(here, DUPLICATE.c.status == record.status))
