"""Find the publications a page's claims lean on, and keep what a person decided about each; matches stay candidates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from evidence import store
from evidence.cite import Cited, LibraryIndex, Together, cite_claim, leaning_together, rank
from evidence.errors import EvidenceError, Problem
from evidence.formats.citations import read_citations
from evidence.models import CitationBase, CitationMethod, CitationRole, CitationStatus, MatchConfidence, PublicationBase
from evidence.store.citations import Pointer, attach_citation, citations_of, decide_citation, save_citations
from evidence.store.errors import UnknownKeyError
from evidence.store.library import publication, publications
from evidence.workflow.lines import RowError, read_rows


class AmbiguousClaimError(EvidenceError):
    """Several pages have a claim of this key."""

    def __init__(self, claim: str, pages: Iterable[str]) -> None:
        super().__init__(f"the claim '{claim}' is on several pages, {', '.join(pages)}: name one with --page")


def propose_citations(db: store.Session, page: str, by: store.Author) -> list[Pointer]:
    """Resolve the claims of a page's newest snapshot against the library, keep the candidates, and list all citations.

    A claim whose source a curator gave or a person confirmed is left alone, and what was refused is not proposed again.
    What was proposed before, and the library as it is now no longer suggests, goes.

    Raises:
        UnknownKeyError: there is no such page.
    """
    snapshot_id = store.newest_snapshot(db, page)
    snapshot = store.snapshot(db, snapshot_id)
    index = LibraryIndex(publications(db))
    settled, refused = _decided(citations_of(db, snapshot_id))
    open_claims = [claim for claim in store.claims_of(db, snapshot_id) if claim.key not in settled]
    found = [
        _pointer(cited)
        for claim in open_claims
        for cited in cite_claim(claim, index, snapshot, exclude=refused[claim.key])
    ]
    save_citations(db, snapshot_id, found, by, searched=[claim.key for claim in open_claims])
    return citations_of(db, snapshot_id)


def citations_on(db: store.Session, page: str) -> list[Pointer]:
    """All citations of a page's newest snapshot.

    Raises:
        UnknownKeyError: there is no such page.
    """
    return citations_of(db, store.newest_snapshot(db, page))


def leaning_on(db: store.Session, page: str) -> tuple[Together, ...]:
    """The claims of a page's newest snapshot that lean on the same trial, so that it is not counted twice.

    Raises:
        UnknownKeyError: there is no such page.
    """
    return leaning_together(store.dossiers_of(db, page).dossiers)


class ClaimPlace(NamedTuple):
    """A claim of a snapshot."""

    snapshot: int
    claim: str


def decide(db: store.Session, place: ClaimPlace, key: str, status: CitationStatus, by: store.Author) -> None:
    """Accept or refuse a publication for a claim; one that was not proposed is added as the curator's own.

    Raises:
        UnknownKeyError: there is no such publication.
    """
    publication(db, key)
    for pointer in citations_of(db, place.snapshot):
        if pointer.claim == place.claim and pointer.publication == key and pointer.id is not None:
            decide_citation(db, pointer.id, status, by)
            return
    own = CitationBase(
        role=CitationRole.CITED,
        method=CitationMethod.CURATOR,
        confidence=MatchConfidence.CERTAIN if status is CitationStatus.CONFIRMED else MatchConfidence.POSSIBLE,
        status=status,
    )
    attach_citation(db, place.snapshot, Pointer(place.claim, own, key), by)


def find_claim(db: store.Session, claim: str, page: str | None = None) -> ClaimPlace:
    """A claim of a page's newest snapshot, by its key.

    Raises:
        UnknownKeyError: there is no such page or claim.
        AmbiguousClaimError: several pages have such a claim and no page is named.
    """
    pages = [page] if page else [entry.page.key for entry in store.pages(db) if entry.snapshots]
    having = [key for key in pages if claim in store.claim_ids(db, store.newest_snapshot(db, key))]
    if len(having) > 1:
        raise AmbiguousClaimError(claim, having)
    if not having:
        raise UnknownKeyError("claim", claim)
    return ClaimPlace(store.snapshots_of(db, having[0])[0], claim)


def _decided(pointers: Iterable[Pointer]) -> tuple[set[str], dict[str, set[str]]]:
    """The claims whose source is settled, and what was refused for each claim."""
    settled: set[str] = set()
    refused: dict[str, set[str]] = defaultdict(set)
    for pointer in pointers:
        citation = pointer.citation
        by_hand = citation.method is CitationMethod.CURATOR and citation.role is CitationRole.CITED
        if citation.status is CitationStatus.REFUSED and pointer.publication:
            refused[pointer.claim].add(pointer.publication)
        elif pointer.publication and (by_hand or citation.status is CitationStatus.CONFIRMED):
            settled.add(pointer.claim)
    return settled, refused


def _pointer(cited: Cited) -> Pointer:
    return Pointer(cited.claim, cited.citation, cited.publication)


# ---------------------------------------------------------------- the filter over files


def read_library(file: str) -> tuple[list[PublicationBase], list[Problem]]:
    """The records of a citation file in any format, and what could not be read."""
    records: list[PublicationBase] = []
    problems: list[Problem] = []
    for item in read_citations(file, keep_source=False):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            records.append(item)
    return records, problems


def cite_lines(
    lines: Iterable[str], library: Iterable[PublicationBase], *, limit: int = 5, file: str = "stdin"
) -> Iterator[dict[str, Any] | Problem]:
    """`{id, text, exclude?}` → `{id, ranked, scores, reasons}`, line by line; the library is indexed once.

    >>> from evidence.models import PublicationBase
    >>> books = [PublicationBase(key="a", title="Ketamine for refractory neuropathic pain", authors=("Smith J",))]
    >>> [row["ranked"] for row in cite_lines(['{"id": 1, "text": "Smith et al. gave ketamine."}'], books)]
    [['a']]
    """
    index = LibraryIndex(list(library))

    def answer(row: Any) -> dict[str, Any]:
        text, exclude = row.get("text"), row.get("exclude") or []
        if not isinstance(text, str) or not isinstance(exclude, list):
            raise RowError("the object needs 'text', a string, and may have 'exclude', a list of record ids")
        found = rank(text, index, exclude=[str(key) for key in exclude], limit=limit)
        return {
            "id": row["id"],
            "ranked": [one.record.key for one in found],
            "scores": [one.score for one in found],
            "reasons": [list(one.reasons) for one in found],
        }

    return read_rows(lines, answer, file)
