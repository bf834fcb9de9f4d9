"""How publications stand: a list of retractions applied, what changed since, and which claims lean on it.

Nothing is fetched here.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import JsonValue

from evidence import store
from evidence.cite import ListedNotice, NoticeIndex, StandingFound, standing_of
from evidence.errors import Problem
from evidence.formats.retractions import is_retraction_list, read_retractions
from evidence.models import PublicationBase, Standing
from evidence.store.editing import was_audited
from evidence.store.library import publications, save_publications
from evidence.store.standings import (
    Leaning,
    Turn,
    claims_leaning_on,
    note_looked_up,
    pages_citing,
    publications_standing,
    standing_counts,
    turns,
)
from evidence.text.counting import counted

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
    audited: tuple[str, ...] = ()
    """pages that were audited again because a source of theirs stands otherwise now"""

    @property
    def sentence(self) -> str:
        """The outcome in words, with its denominators."""
        claims = {(leaning.page, leaning.claim) for change in self.changes for leaning in change.claims}
        lean = "leans" if len(claims) == 1 else "lean"
        have = "has" if self.unknown == 1 else "have"
        return (
            f"{len(self.changes):,} of {counted(self.looked_up, 'publication')} changed standing by "
            f"{counted(self.notices, 'notice')}, {counted(len(claims), 'claim')} {lean} on them; "
            f"{counted(self.unknown, 'publication')} {have} no identifier to look up"
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
    telling = [(publication, found) for publication, found in changed if found.standing is not Standing.CURRENT]
    clean = [publication.key for publication, found in changed if found.standing is Standing.CURRENT]
    save_publications(db, [_with(publication, found, source, today) for publication, found in telling], by)
    note_looked_up(db, same, source, today, by)
    note_looked_up(db, clean, source, today, by, standing=Standing.CURRENT)
    pages = audit_again(db, [publication.key for publication, _ in telling], by)
    changes = tuple(_changes(db, telling))
    return StandingReport(notices.size, len(same) + len(changed), unknown, changes, tuple(problems), pages)


def audit_again(db: store.Session, publications: Collection[str], by: store.Author) -> tuple[str, ...]:
    """Audit the pages anew that lean on these publications and were audited before; gives their keys.

    So what rests on a paper that was retracted is flagged at once, and no longer is once the paper is reinstated.
    """
    from evidence.workflow.audit import audit  # noqa: PLC0415  the stages, which need not start for whoever only reads

    pages = tuple(page for page, snapshot_id in pages_citing(db, publications) if was_audited(db, snapshot_id))
    for page in pages:
        audit(db, page, by)
    return pages


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


def _changes(db: store.Session, telling: list[tuple[PublicationBase, StandingFound]]) -> Iterator[Change]:
    """The changes that say something, with their claims; from unknown to current is none."""
    leaning = _by_publication(db, [record.key for record, _ in telling])
    for record, found in telling:
        yield Change(record.key, record.standing, found.standing, found.reason, found.on, leaning[record.key])


def _by_publication(db: store.Session, keys: Collection[str]) -> dict[str, tuple[Leaning, ...]]:
    found: dict[str, list[Leaning]] = {key: [] for key in keys}
    for claim in claims_leaning_on(db, keys):
        found[claim.publication].append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


# ---------------------------------------------------------------- what changed, and what stands flagged

FLAGGED = frozenset(set(Standing) - {Standing.CURRENT, Standing.UNKNOWN, Standing.REINSTATED})
"""The ways to stand that a reader of a claim or a table must know of; reinstated is none, and unknown is counted."""


class Turned(NamedTuple):
    """That a publication came to stand otherwise, and the claims that lean on it."""

    turn: Turn
    claims: tuple[Leaning, ...]

    @property
    def flag(self) -> str:
        """Whether its claims and tables are flagged by that, no longer are, or never were."""
        was, now = self.turn.was in FLAGGED, self.turn.now in FLAGGED
        return "flagged" if now else "un-flagged" if was else "not flagged"


class Flagged(NamedTuple):
    """A publication that stands flagged now, and the claims that lean on it."""

    publication: PublicationBase
    claims: tuple[Leaning, ...]


class StandingNow(NamedTuple):
    """How the library stands: what changed, what is flagged, and how many publications stand how."""

    changes: tuple[Turned, ...]
    flagged: tuple[Flagged, ...]
    counts: dict[Standing, int]


def standing_now(db: store.Session, since: datetime | None = None) -> StandingNow:
    """What came to stand otherwise, by the log, and what stands flagged now, with the claims that lean on each."""
    changes = [turn for turn in turns(db, since) if FLAGGED & {turn.was, turn.now}]
    flagged = publications_standing(db, FLAGGED)
    leaning = _by_publication(db, {turn.publication for turn in changes} | {record.key for record in flagged})
    return StandingNow(
        tuple(Turned(turn, leaning[turn.publication]) for turn in changes),
        tuple(Flagged(record, leaning[record.key]) for record in flagged),
        standing_counts(db),
    )


def standing_json(found: StandingNow) -> dict[str, JsonValue]:
    """How the library stands as JSON."""
    changes: list[JsonValue] = [
        {
            "at": one.turn.at.isoformat(),
            "actor": one.turn.actor,
            "publication": one.turn.publication,
            "was": one.turn.was.value,
            "is": one.turn.now.value,
            "source": one.turn.source,
            "flag": one.flag,
            "claims": _claims_json(one.claims),
        }
        for one in found.changes
    ]
    flagged: list[JsonValue] = [
        {
            "publication": one.publication.key,
            "title": one.publication.title,
            "standing": one.publication.standing.value,
            "source": one.publication.standing_source,
            "checked_on": day.isoformat() if (day := one.publication.standing_checked_on) else None,
            "claims": _claims_json(one.claims),
        }
        for one in found.flagged
    ]
    return {"changes": changes, "flagged": flagged, "counts": {name.value: n for name, n in found.counts.items()}}


def _claims_json(claims: Iterable[Leaning]) -> list[JsonValue]:
    return [{**one._asdict(), "status": one.status.value} for one in claims]
