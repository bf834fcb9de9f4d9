"""Gather from the database what a preset of an evidence table is made of; it lays out nothing and writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from evidence import store
from evidence.formats import tables
from evidence.models import Dossier, FindingBase, FindingStatus, PageBase
from evidence.report.presets import TableState
from evidence.report.presets_claims import sorted_rows
from evidence.report.presets_records import Capture, Judged, TabledRow, initials, tabled_rows
from evidence.store.conclusions import FindingEntry, findings_of
from evidence.store.dossiers import dossiers
from evidence.store.listing import ClaimEntry, ClaimFilter, claims
from evidence.store.sizes import sizes
from evidence.version import __version__
from evidence.workflow.tables import BATCH, Wanted

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
    """What was looked up once: captures, findings and names of people, and of judgements those that may be seen."""

    db: store.Session
    sees: SeesJudgement = sees_every_judgement
    captures: dict[int, Capture] = field(default_factory=dict)
    findings: dict[int, tuple[FindingEntry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the people and what they judged; there are few of both beside the claims."""
        names = {one.key: one.name for one in store.reviewers(self.db)}
        self.advertisers = {one.key: one.name for one in store.advertisers(self.db)}
        self.judgements: dict[int, list[Judged]] = {}
        for entry in filter(self.sees, store.current_judgements(self.db)):
            judged = Judged(entry.reviewer, initials(names.get(entry.reviewer, entry.reviewer)), entry.judgement)
            self.judgements.setdefault(entry.claim_id, []).append(judged)

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

    def rows(self, entry: ClaimEntry, dossier: Dossier) -> tuple[TabledRow, ...]:
        """The rows of a claim, one a source."""
        judged = self.judgements.get(entry.id, ())
        return tabled_rows(self.capture(entry), dossier, self.about(entry), tuple(judged))


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


def _rows_of(db: store.Session, where: ClaimFilter, gathered: Gathered) -> Iterator[tuple[int, tuple[TabledRow, ...]]]:
    after = 0
    while batch := claims(db, where, after=after, limit=BATCH):
        after = batch[-1].id
        held = dossiers(db, [entry.id for entry in batch])
        for entry in batch:
            yield entry.id, gathered.rows(entry, held[entry.id])


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
