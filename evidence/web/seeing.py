"""What the asker may see of others' judgements, and of what the program suggests while a blind protocol binds them."""

from dataclasses import dataclass

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import TeamRole
from evidence.store.logbook import LogEntry
from evidence.store.people import every_judgement
from evidence.web.seats import codebooks
from evidence.web.setup import Setup
from evidence.web.who import Caller
from evidence.workflow.gather import SeesJudgement, sees_every_judgement
from evidence.workflow.review import Seat, is_blind, mine
from evidence.workflow.review.seeing import sees_judgement


class BlindError(EvidenceError):
    """A blind protocol keeps the program's suggestions from a coder who has claims left."""

    def __init__(self, project: str) -> None:
        super().__init__(
            f"the protocol of '{project}' is blind, and this shows what the program suggests: it opens when you have "
            "judged the claims that are left for you"
        )


def sees(db: store.Session, setup: Setup, who: Caller) -> SeesJudgement:
    """A question to ask of judgements: all are seen where one person works alone, else as review has it."""
    return sees_judgement(db, who.key, who.role) if setup.team else sees_every_judgement


def blind_in(db: store.Session, setup: Setup, who: Caller, page: str | None = None) -> str | None:
    """The project whose blind protocol keeps suggestions from a coder, on a page or anywhere; None where none does."""
    if not setup.team or who.role is not TeamRole.CODER:
        return None
    for book in codebooks(db):
        if is_blind(db, book):
            left = mine(db, Seat(who.key, book), limit=None if page else 1)
            if any(page in {None, one.page} for one in left):
                return book.project
    return None


def refuse_blind(db: store.Session, setup: Setup, who: Caller, page: str | None = None) -> None:
    """Keep what shows suggestions from a coder who is to judge without them.

    Raises:
        BlindError: the coder has claims left under a blind protocol.
    """
    project = blind_in(db, setup, who, page)
    if project is not None:
        raise BlindError(project)


@dataclass(frozen=True)
class ShownRow:
    """A row of the log; `is_hidden` where its detail would tell what another coder holds before both are done."""

    entry: LogEntry
    is_hidden: bool


def shown_rows(db: store.Session, setup: Setup, who: Caller, entries: list[LogEntry]) -> list[ShownRow]:
    """The rows with what may not be seen marked as such."""
    if not setup.team:
        return [ShownRow(entry, is_hidden=False) for entry in entries]
    judged = {entry.row.object_key for entry in entries if _tells(entry) and entry.row.object_type == "judgement"}
    may_see = sees(db, setup, who)
    seen = {str(one.id) for one in every_judgement(db) if may_see(one)} if judged else set()
    return [ShownRow(entry, is_hidden=_tells(entry) and not _open_to(entry, who, seen)) for entry in entries]


def _tells(entry: LogEntry) -> bool:
    """Whether a row holds what somebody judged."""
    return (entry.row.object_type, entry.row.verb) in {("judgement", "judged"), ("finding", "weighed")}


def _open_to(entry: LogEntry, who: Caller, seen: set[str]) -> bool:
    if entry.row.actor == who.key:
        return True
    if entry.row.object_type == "judgement":
        return entry.row.object_key in seen
    return who.may(TeamRole.ADJUDICATOR)
