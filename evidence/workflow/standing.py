"""Apply a list of retractions to the library: what changed, and which claims lean on it; nothing is fetched."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from evidence import store
from evidence.cite import ListedNotice, NoticeIndex, StandingFound, standing_of
from evidence.errors import Problem
from evidence.formats.retractions import is_retraction_list, read_retractions
from evidence.models import PublicationBase, Standing
from evidence.store.library import publications, save_publications
from evidence.store.standings import Leaning, claims_leaning_on, note_looked_up

BATCH = 500


class Change(NamedTuple):
    """A publication whose standing is another now, why, and the claims that lean on it."""

    publication: str
    was: Standing
    now: Standing
    reason: str
    on: date | None
    claims: tuple[Leaning, ...]


class StandingReport(NamedTuple):
    """What applying a list came to; `unknown` publications have nothing the list could know them by."""

    notices: int
    looked_up: int
    unknown: int
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """The outcome in words, with its denominators."""
        claims = {(leaning.page, leaning.claim) for change in self.changes for leaning in change.claims}
        return (
            f"{len(self.changes)} of {self.looked_up} publications changed their standing by {self.notices} notices,"
            f" {len(claims)} claims lean on them; {self.unknown} publications have no identifier to look up"
        )


HEAD_BYTES = 4_000


def holds_retractions(file: Path) -> bool:
    """Whether a file is a public list of retractions, by its header."""
    with file.open("rb") as opened:
        return is_retraction_list(opened.read(HEAD_BYTES).decode("utf-8-sig", "replace"))


def apply_list(db: store.Session, file: Path, by: store.Author) -> StandingReport:
    """Apply a list of retractions in a file; its name is kept as the source."""
    return apply_standings(db, read_retractions(file), file.name, by)


def apply_standings(
    db: store.Session, rows: Iterable[ListedNotice | Problem], source: str, by: store.Author
) -> StandingReport:
    """Look every publication up in a list and keep the standing it has now, with source and date.

    A publication without PubMed number and DOI cannot be looked up and stays as it is. A reinstatement takes the flag
    of an earlier retraction away; that a record is gone from the list does not.
    """
    problems: list[Problem] = []
    notices = NoticeIndex(_kept(rows, problems))
    changed: list[tuple[PublicationBase, StandingFound]] = []
    same: list[str] = []
    unknown = 0
    for publication in _library(db):
        if not (publication.pmid or publication.doi):
            unknown += 1
            continue
        found = standing_of(publication, notices.about(publication), looked_up=True)
        if found.standing is publication.standing:
            same.append(publication.key)
        else:
            changed.append((publication, found))
    today = by.at.date()
    save_publications(db, [_with(publication, found, source, today) for publication, found in changed], by)
    note_looked_up(db, same, source, today, by)
    changes = tuple(_changes(db, changed))
    return StandingReport(notices.size, len(same) + len(changed), unknown, changes, tuple(problems))


def _kept(rows: Iterable[ListedNotice | Problem], problems: list[Problem]) -> Iterator[ListedNotice]:
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
        else:
            yield row


def _library(db: store.Session) -> Iterator[PublicationBase]:
    after = ""
    while batch := publications(db, after=after, limit=BATCH):
        yield from batch
        after = batch[-1].key


def _with(publication: PublicationBase, found: StandingFound, source: str, on: date) -> PublicationBase:
    return publication.model_copy(
        update={"standing": found.standing, "standing_source": source, "standing_checked_on": on}
    )


def _changes(db: store.Session, changed: list[tuple[PublicationBase, StandingFound]]) -> Iterator[Change]:
    """The changes that say something: from unknown to current is none."""
    telling = [(record, found) for record, found in changed if found.standing is not Standing.CURRENT]
    leaning: dict[str, list[Leaning]] = {}
    for claim in claims_leaning_on(db, [record.key for record, _ in telling]):
        leaning.setdefault(claim.publication, []).append(claim)
    for record, found in telling:
        claims = tuple(leaning.get(record.key, ()))
        yield Change(record.key, record.standing, found.standing, found.reason, found.on, claims)
