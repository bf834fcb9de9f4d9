"""Gather from the database what a preset of an evidence table is made of; it lays out nothing and writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from evidence import store
from evidence.formats import tables
from evidence.models import FindingBase, FindingStatus, PageBase
from evidence.report.presets import TableState
from evidence.report.presets_claims import sorted_rows
from evidence.report.presets_records import Capture, Judged, TabledRow, initials, tabled_rows
from evidence.store.conclusions import FindingEntry, findings_of
from evidence.store.dossiers import dossiers
from evidence.store.listing import ClaimEntry, ClaimFilter, claims, claims_with_ids
from evidence.store.sizes import sizes
from evidence.version import __version__
from evidence.workflow.tables import BATCH, Wanted

T = TypeVar("T")
SeesJudgement = Callable[[store.JudgementEntry], bool]
"""Whether the person who asks may see a judgement."""


def sees_every_judgement(_entry: store.JudgementEntry) -> bool:
    """For whoever has the database to themselves."""
    return True


def table_state(db: store.Session) -> TableState:
    """The state of the database, for the foot of a table."""
    return TableState(head=store.head(db), tool_version=__version__, counts=sizes(db))


@dataclass
class Gathered:
    """What was looked up once: captures, findings and names of people; judgements are read with the claims."""

    db: store.Session
    sees: SeesJudgement = sees_every_judgement
    captures: dict[int, Capture] = field(default_factory=dict)
    findings: dict[int, tuple[FindingEntry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the people; there are few beside the claims."""
        self.names = {one.key: one.name for one in store.reviewers(self.db)}
        self.advertisers = {one.key: one.name for one in store.advertisers(self.db)}

    def judged(self, claim_ids: Sequence[int]) -> dict[int, list[Judged]]:
        """What people hold of claims, as far as it may be seen."""
        found: dict[int, list[Judged]] = {}
        for entry in filter(self.sees, store.current_judgements(self.db, claim_ids=claim_ids)):
            judged = Judged(entry.reviewer, initials(self.names.get(entry.reviewer, entry.reviewer)), entry.judgement)
            found.setdefault(entry.claim_id, []).append(judged)
        return found

    def capture(self, entry: ClaimEntry) -> Capture:
        """Where a claim stands."""
        if entry.snapshot_id not in self.captures:
            snapshot = store.snapshot(self.db, entry.snapshot_id)
            self.captures[entry.snapshot_id] = Capture(
                page=PageBase(key=entry.page, address=entry.address),
                advertiser=self.advertisers.get(entry.advertiser) if entry.advertiser else None,
                captured_at=snapshot.captured_at,
                sha256=snapshot.sha256,
                language=snapshot.language,
            )
        return self.captures[entry.snapshot_id]

    def finding_entries(self, snapshot_id: int) -> tuple[FindingEntry, ...]:
        """The findings of a snapshot that no reviewer dismissed."""
        if snapshot_id not in self.findings:
            found = findings_of(self.db, snapshot_id)
            self.findings[snapshot_id] = tuple(one for one in found if one.status is not FindingStatus.DISMISSED)
        return self.findings[snapshot_id]

    def about(self, entry: ClaimEntry) -> tuple[FindingBase, ...]:
        """The findings about a claim."""
        entries = self.finding_entries(entry.snapshot_id)
        return tuple(one.finding for one in entries if one.finding.claim_key == entry.claim.key)

    def rows(self, entries: Sequence[ClaimEntry]) -> Iterator[tuple[int, tuple[TabledRow, ...]]]:
        """The rows of each claim, one a source, with the claim's id."""
        ids = [entry.id for entry in entries]
        held, judged = dossiers(self.db, ids), self.judged(ids)
        for entry in entries:
            about = self.about(entry)
            yield entry.id, tabled_rows(self.capture(entry), held[entry.id], about, judged.get(entry.id, ()))


def found_tabled(
    db: store.Session,
    wanted: Wanted,
    *,
    limit: int | None = None,
    sort: str | None = None,
    sees: SeesJudgement = sees_every_judgement,
) -> list[TabledRow]:
    """The rows that pass, in the order claims were entered or by a column; `limit` counts rows after sorting."""
    gathered = Gathered(db, sees)
    found: dict[int, list[TabledRow]] = {}
    for where in wanted.passes:
        taken = 0
        for claim_id, rows in _rows_of(db, where, gathered):
            kept = [row for row in rows if tables.keeps(wanted.filters, row.row)]
            found.setdefault(claim_id, kept)
            taken += len(kept)
            if limit is not None and sort is None and taken >= limit:
                break
    passing = [row for claim_id in sorted(found) for row in found[claim_id]]
    return (sorted_rows(passing, sort) if sort else passing)[:limit]


def tabled_from(
    db: store.Session, wanted: Wanted, between: tuple[int, int | None], count: int, sees: SeesJudgement
) -> list[tuple[int, list[TabledRow]]]:
    """Whole claims with their rows that pass, as entered, until there are so many rows.

    `between` are the ids of two claims: those after the first; or, where the second is given, the last ones before it.
    """
    gathered = Gathered(db, sees)
    found: dict[int, list[TabledRow]] = {}
    for where in wanted.passes:
        taken = 0
        for claim_id, rows in _rows_of(db, where, gathered, between=between, batch=min(BATCH, count)):
            kept = [row for row in rows if tables.keeps(wanted.filters, row.row)]
            if kept:
                found.setdefault(claim_id, kept)
            taken += len(kept)
            if taken >= count:
                break
    return _nearest(found, count, backwards=between[1] is not None)


def _nearest(found: Mapping[int, list[TabledRow]], count: int, *, backwards: bool) -> list[tuple[int, list[TabledRow]]]:
    """As many claims, first or last, as it takes to have so many rows: beyond them a pass may have left some out."""
    taken, nearest = 0, []
    for claim_id in sorted(found, reverse=backwards):
        if taken >= count:
            break
        taken += len(found[claim_id])
        nearest.append((claim_id, found[claim_id]))
    return nearest[::-1] if backwards else nearest


def found_places(
    db: store.Session, wanted: Wanted, mark: Callable[[TabledRow], T], sees: SeesJudgement
) -> list[tuple[int, int, T]]:
    """Of each row that passes, as entered: the id of its claim, which of the claim's it is, and what it is marked by.

    No row is held longer than it takes to mark it.
    """
    gathered = Gathered(db, sees)
    found: dict[int, list[T]] = {}
    for where in wanted.passes:
        for claim_id, rows in _rows_of(db, where, gathered):
            if claim_id not in found:
                found[claim_id] = [mark(row) for row in rows if tables.keeps(wanted.filters, row.row)]
    return [(claim_id, nth, marked) for claim_id in sorted(found) for nth, marked in enumerate(found[claim_id])]


def tabled_at(
    db: store.Session, wanted: Wanted, places: Sequence[tuple[int, int]], sees: SeesJudgement
) -> list[TabledRow]:
    """The rows at these places, in their order, as they are now; one that does not pass any more is left out."""
    entries = claims_with_ids(db, sorted({claim_id for claim_id, _ in places}))
    held = {
        claim_id: [row for row in rows if tables.keeps(wanted.filters, row.row)]
        for claim_id, rows in Gathered(db, sees).rows(entries)
    }
    return [held[claim_id][nth] for claim_id, nth in places if nth < len(held.get(claim_id, ()))]


def _rows_of(
    db: store.Session,
    where: ClaimFilter,
    gathered: Gathered,
    *,
    between: tuple[int, int | None] = (0, None),
    batch: int = BATCH,
) -> Iterator[tuple[int, tuple[TabledRow, ...]]]:
    after, before = between
    while entries := claims(db, where, after=after, before=before, limit=batch):
        if before is None:
            after = entries[-1].id
            yield from gathered.rows(entries)
        else:
            before = entries[0].id
            yield from reversed(list(gathered.rows(entries)))
        batch = min(BATCH, 2 * batch)  # where few rows pass, it is a long walk


def of_advertisers(wanted: Wanted, advertisers: tuple[str, ...]) -> Wanted:
    """The same request for the pages of these advertisers only."""
    if not advertisers:
        return wanted
    return replace(
        wanted,
        base=replace(wanted.base, advertisers=advertisers),
        passes=tuple(replace(where, advertisers=advertisers) for where in wanted.passes),
        asked=wanted.asked | {"advertiser": list(advertisers)},
    )
