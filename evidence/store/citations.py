"""Keep how claims point at publications; what a person confirmed or refused is never overwritten by a match."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import JsonValue

from evidence.models import CitationBase, CitationMethod, CitationRole, CitationStatus, PublicationBase
from evidence.store import activity, errors, writing
from evidence.store.activity import Author, Deed
from evidence.store.claims import CLAIM
from evidence.store.engine import Session
from evidence.store.merging import Merge, Merged, Row, merge_rows, rows
from evidence.store.saving import TABLES, columns_of, ids_of, record_of

CITATION, PUBLICATION, VERIFICATION = TABLES["citation"], TABLES["publication"], TABLES["verification"]
SNAPSHOT, PAGE = TABLES["snapshot"], TABLES["page"]
_DECIDED = {CitationStatus.CONFIRMED, CitationStatus.REFUSED}


@dataclass(frozen=True)
class Pointer:
    """A citation with the keys of its claim and of the publication it leads to, None where it leads to none."""

    claim: str
    citation: CitationBase
    publication: str | None = None
    id: int | None = None


def save_citations(
    db: Session, snapshot_id: int, pointers: Sequence[Pointer], by: Author, *, searched: Collection[str] = ()
) -> Merged:
    """Save the citations of a snapshot's claims; one that was unresolved goes when its attribution is resolved.

    Two are the same if claim, publication and role are, or if neither leads anywhere and the words are the same. Where
    somebody wrote why words lead nowhere, a match that leads nowhere either adds nothing.

    Args:
        db: the session.
        snapshot_id: the snapshot the claims are of.
        pointers: the citations.
        by: who saves them.
        searched: keys of claims that were looked up in the whole library: what was proposed for them before, that
            nobody decided and that was not found again, goes with the verifications that lean on it.

    Raises:
        UnknownKeyError: a claim or publication is not in the database.
    """
    activity.lock(db)
    claims = ids_of(db, "claim", (pointer.claim for pointer in pointers), snapshot_id=snapshot_id)
    known = ids_of(db, "publication", (pointer.publication for pointer in pointers if pointer.publication is not None))
    columns = columns_of(CitationBase, "citation")
    wanted: list[Row] = [
        {
            "claim_id": claims[pointer.claim],
            "publication_id": None if pointer.publication is None else known[pointer.publication],
            **{name: getattr(pointer.citation, name) for name in columns},
        }
        for pointer in pointers
    ]
    resolved = {(row["claim_id"], row["attribution"]) for row in wanted if row["publication_id"] is not None}
    anew = set(ids_of(db, "claim", searched, snapshot_id=snapshot_id).values())

    def removable(row: Row) -> bool:
        answered = _is_bare(row) and (row["claim_id"], row["attribution"]) in resolved
        return answered or (row["claim_id"] in anew and _is_proposal(row))

    merge = Merge(
        "citation",
        _identity,
        settled=_is_settled,
        removable=removable,
    )
    present = rows(db, sa.select(CITATION).join(CLAIM).where(CLAIM.c.snapshot_id == snapshot_id))
    explained = {
        (row["claim_id"], row["attribution"]) for row in present if row["publication_id"] is None and row["notes"]
    }
    wanted = [row for row in wanted if not (_is_bare(row) and (row["claim_id"], row["attribution"]) in explained)]
    kept = set(map(_identity, wanted))
    _forget_verifications(db, [row["id"] for row in present if _identity(row) not in kept and removable(row)])
    merged = merge_rows(db, merge, present, wanted)
    if merged.wrote:
        activity.record_activity(db, by, Deed("cited", "snapshot", str(snapshot_id), merged.detail))
    return merged


def _is_settled(row: Row, new: Row) -> bool:
    """Whether a person's decision, or what one wrote of a source not found, would be lost to a machine's word."""
    decided = row["status"] in _DECIDED and new["status"] not in _DECIDED
    return decided or (row["publication_id"] is None and not _is_bare(row) and new["notes"] is None)


def _is_bare(row: Row) -> bool:
    """Whether a citation leads nowhere and nobody wrote why."""
    return row["publication_id"] is None and row["notes"] is None


def _is_proposal(row: Row) -> bool:
    """Whether a citation is a machine's, which writes no notes, and nobody decided about it."""
    by_hand = row["method"] is CitationMethod.CURATOR or row["notes"] is not None
    return not by_hand and row["status"] not in _DECIDED and row["role"] is CitationRole.CITED


def _forget_verifications(db: Session, citation_ids: Sequence[int]) -> None:
    for batch in writing.batches(citation_ids, 500):
        db.execute(VERIFICATION.delete().where(VERIFICATION.c.citation_id.in_(batch)))


def _identity(row: Row) -> tuple[object, ...]:
    if row["publication_id"] is not None:
        return (row["claim_id"], row["publication_id"], row["role"])
    return (row["claim_id"], None, row["role"], row["attribution"], row["start"], row["href"])


def citations_of(db: Session, snapshot_id: int) -> list[Pointer]:
    """The citations of a snapshot's claims, in the order they were found."""
    query = (
        sa.select(CITATION, CLAIM.c.key.label("claim"), PUBLICATION.c.key.label("publication"))
        .join(CLAIM, CITATION.c.claim_id == CLAIM.c.id)
        .outerjoin(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
        .where(CLAIM.c.snapshot_id == snapshot_id)
        .order_by(CITATION.c.id)
    )
    return [
        Pointer(row["claim"], record_of(CitationBase, row), row["publication"], row["id"])
        for row in db.execute(query).mappings()
    ]


@dataclass(frozen=True)
class Tie:
    """A citation of a claim that leads to a publication."""

    id: int
    citation: CitationBase
    publication: PublicationBase


def ties_of(db: Session, claim_id: int) -> list[Tie]:
    """The publications a claim is tied to, those that were refused as well, in the order they were found."""
    query = sa.select(CITATION).where(CITATION.c.claim_id == claim_id, CITATION.c.publication_id.is_not(None))
    found = db.execute(query.order_by(CITATION.c.id)).mappings().all()
    wanted = sa.select(PUBLICATION).where(PUBLICATION.c.id.in_([row["publication_id"] for row in found]))
    records = {row["id"]: record_of(PublicationBase, row) for row in db.execute(wanted).mappings()}
    return [Tie(row["id"], record_of(CitationBase, row), records[row["publication_id"]]) for row in found]


def attach_citation(db: Session, snapshot_id: int, pointer: Pointer, by: Author) -> int:
    """Tie a claim to a publication that it did not point at, as a person says; gives the citation's id.

    Raises:
        UnknownKeyError: the claim or the publication is not in the database.
    """
    activity.lock(db)
    claim_id = ids_of(db, "claim", [pointer.claim], snapshot_id=snapshot_id)[pointer.claim]
    publication = pointer.publication or ""
    columns = columns_of(CitationBase, "citation")
    values = {name: getattr(pointer.citation, name) for name in columns}
    values |= {"claim_id": claim_id, "publication_id": ids_of(db, "publication", [publication])[publication]}
    new_id = writing.new_ids(db, CITATION, 1)[0]
    db.execute(CITATION.insert().values(id=new_id, **values))
    detail: dict[str, JsonValue] = {"status": {"was": None, "is": pointer.citation.status.value}}
    activity.record_activity(db, by, Deed("attached", "citation", str(new_id), _about(db, new_id) | detail))
    return new_id


def remove_citation(db: Session, citation_id: int) -> None:
    """Take a citation away, and what was verified by it; logging is the caller's."""
    activity.lock(db)
    _forget_verifications(db, [citation_id])
    db.execute(CITATION.delete().where(CITATION.c.id == citation_id))


def decide_citation(db: Session, citation_id: int, status: CitationStatus, by: Author) -> None:
    """Set whether a person stands behind a citation; nothing is written where that is so already.

    Raises:
        UnknownKeyError: there is no such citation.
    """
    was = db.execute(sa.select(CITATION.c.status).where(CITATION.c.id == citation_id)).scalar()
    if was is None:
        raise errors.UnknownKeyError("citation", str(citation_id))
    if was is status:
        return
    db.execute(CITATION.update().where(CITATION.c.id == citation_id).values(status=status))
    detail: dict[str, JsonValue] = {"status": {"was": was.value, "is": status.value}}
    activity.record_activity(db, by, Deed("decided", "citation", str(citation_id), _about(db, citation_id) | detail))


def _about(db: Session, citation_id: int) -> dict[str, JsonValue]:
    """For the log: which claim of which page, and which publication."""
    query = (
        sa.select(CLAIM.c.key.label("claim"), CLAIM.c.id.label("claim_id"), PAGE.c.key.label("page"))
        .add_columns(PUBLICATION.c.key.label("publication"))
        .join(CITATION, CITATION.c.claim_id == CLAIM.c.id)
        .join(SNAPSHOT, CLAIM.c.snapshot_id == SNAPSHOT.c.id)
        .join(PAGE, SNAPSHOT.c.page_id == PAGE.c.id)
        .outerjoin(PUBLICATION, CITATION.c.publication_id == PUBLICATION.c.id)
    )
    return dict(db.execute(query.where(CITATION.c.id == citation_id)).mappings().one())
