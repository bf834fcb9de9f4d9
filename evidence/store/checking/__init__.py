"""Check a whole database: what its constraints should have kept true, and what none can say. It changes nothing."""

from collections.abc import Callable, Iterator

from evidence.store.checking.faults import Fault
from evidence.store.checking.log import log_faults
from evidence.store.checking.people import judgement_faults
from evidence.store.checking.rows import constraint_faults, guard_faults, parent_faults
from evidence.store.checking.texts import original_faults, span_faults
from evidence.store.engine import Session

_CHECKS: tuple[Callable[[Session], Iterator[Fault]], ...] = (
    guard_faults,
    constraint_faults,
    parent_faults,
    original_faults,
    span_faults,
    judgement_faults,
)


def check(db: Session, *, known_head: str | None = None) -> list[Fault]:
    """All that is wrong with a database; an empty list is a database in which every check was made and passed.

    `known_head` is a head of the log noted elsewhere, such as on a printed report: it must still be in the log, which
    shows that its end was not cut off or rewritten.
    """
    return [*(fault for each in _CHECKS for fault in each(db)), *log_faults(db, known_head)]


__all__ = ["Fault", "check"]
