"""Where a person sits when they judge a page: under which project's protocol, and what that hides from them."""

from evidence import store
from evidence.errors import EvidenceError
from evidence.store.people import Codebook
from evidence.web.setup import Setup
from evidence.web.who import Caller
from evidence.workflow.review import SOLO, Seat, codebook_of, is_blind, mine, opened, solo_coding


class NoProjectError(EvidenceError):
    """A team judges within projects, and none covers the page."""

    def __init__(self, page: str) -> None:
        super().__init__(f"no project covers the page '{page}': an owner adds it under Projects")


def is_reviewer(db: store.Session, who: Caller) -> bool:
    """Whether a person is known as a reviewer; whoever entered by an account is."""
    return who.key in {reviewer.key for reviewer in store.reviewers(db)}


def projects_of_page(db: store.Session, page: str) -> list[str]:
    """The keys of the projects that cover a page and have a protocol, the desk of one person first."""
    keys = [project.key for project in store.projects(db)]
    found = [key for key in keys if page in store.pages_of_project(db, key) and store.protocols(db, key)]
    return sorted(found, key=lambda key: (key != SOLO.project, key))


def seat_at(db: store.Session, who: Caller, page: str, project: str | None = None) -> Seat | None:
    """The seat of a person at a page: in the project named, else in the first that covers it; None where none does.

    Raises:
        UnknownKeyError: there is no such project.
    """
    if project is not None:
        return Seat(who.key, codebook_of(db, project))
    found = projects_of_page(db, page)
    return Seat(who.key, codebook_of(db, found[0])) if found else None


def seat_to_write(db: store.Session, setup: Setup, who: Caller, page: str, project: str | None) -> Seat:
    """The seat of a person who records something; one who works alone gets a desk when there is none.

    Raises:
        UnknownKeyError: there is no such project or page.
        NoProjectError: a team has no project for the page.
    """
    seat = seat_at(db, who, page, project)
    if seat is not None:
        return seat
    if setup.team:
        raise NoProjectError(page)
    return solo_coding(db, who.key, page, who.author())


def hides_suggestion(db: store.Session, seat: Seat | None, claim_id: int) -> bool:
    """Whether a protocol keeps what the program suggests about a claim from a person who has not judged it yet."""
    if seat is None or not is_blind(db, seat.codebook):
        return False
    held = opened(db, seat.on(claim_id)).held
    return held is None or not held.is_done


def hides_suggestions(db: store.Session, seat: Seat | None, page: str) -> bool:
    """Whether a protocol keeps from a person how the claims of a page look, because some of them are still to judge."""
    if seat is None or not is_blind(db, seat.codebook):
        return False
    return any(standing.page == page for standing in mine(db, seat))


def codebooks(db: store.Session) -> list[Codebook]:
    """The newest protocol of every project that has one."""
    return [codebook_of(db, one.key) for one in store.projects(db) if store.protocols(db, one.key)]
