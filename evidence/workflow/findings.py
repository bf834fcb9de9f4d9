"""Accept or dismiss a finding of a page; one about a claim is a judgement of its rule."""

from typing import NamedTuple

from evidence import store
from evidence.errors import EvidenceError
from evidence.store.conclusions import Decision, FindingEntry, findings_of
from evidence.store.conclusions import decide_finding as set_status
from evidence.workflow.review import Seat, decide_finding


class NoFindingError(EvidenceError):
    """A page has no finding with this number."""

    def __init__(self, page: str, number: int) -> None:
        super().__init__(f"page '{page}' has no finding {number}; run `evidence findings {page} list`")


class FindingPlace(NamedTuple):
    """A finding of a page, by its number."""

    page: str
    number: int


def finding_on(db: store.Session, place: FindingPlace) -> FindingEntry:
    """A finding of what a page last said.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
        NoFindingError: it has no such finding.
    """
    for entry in findings_of(db, store.newest_snapshot(db, place.page)):
        if entry.id == place.number:
            return entry
    raise NoFindingError(*place)


def weigh_finding(db: store.Session, place: FindingPlace, seat: Seat, weighed: Decision, by: store.Author) -> None:
    """Accept or dismiss a finding.

    Raises:
        UnknownKeyError: there is no such page, reviewer or project.
        NoFindingError: the page has no such finding.
    """
    claim = finding_on(db, place).finding.claim_key
    if claim is None:
        set_status(db, place.number, weighed, by)
        return
    claim_id = store.claim_ids(db, store.newest_snapshot(db, place.page))[claim]
    decide_finding(db, seat.on(claim_id), place.number, weighed, by)
