"""Make an evidence table of a preset from the database; it writes no file and checks nothing anew."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.tables import UnknownColumnError
from evidence.models import ClaimStatus, FindingStatus
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Draft, Library, Preset, Request, TableDocument, Words, finished, provenance
from evidence.report.presets_claims import ALL_COLUMNS, claims_table
from evidence.report.presets_counts import GROUPS, Audited, Counted, RuleHit, audit_table, by_condition
from evidence.report.presets_discrepancies import discrepancies
from evidence.report.presets_records import TabledRow
from evidence.report.presets_studies import included_studies, summary_of_findings
from evidence.store.conclusions import findings_of
from evidence.workflow.gather import SeesJudgement, found_tabled, of_advertisers, sees_every_judgement, table_state
from evidence.workflow.tables import TableRequest, Wanted, grouped_counts, wanted_of


class UnusableFilterError(EvidenceError):
    """A preset was asked for with a filter that it cannot heed."""

    def __init__(self, preset: Preset, names: Sequence[str]) -> None:
        super().__init__(f"the preset {preset} counts whole pages and cannot be filtered by {', '.join(names)}")


@dataclass(frozen=True)
class Made:
    """A table of a preset, and the rows it was made from where it has any."""

    document: TableDocument
    rows: tuple[TabledRow, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    """the filters as JSON has them"""
    sees: SeesJudgement = sees_every_judgement


@dataclass(frozen=True)
class Asked:
    """A preset with filters, order, grouping, columns and citation style, and which judgements the asker may see.

    `by` is what the preset by-condition counts by.
    """

    preset: Preset = Preset.CLAIMS
    request: TableRequest = field(default_factory=TableRequest)
    advertisers: tuple[str, ...] = ()
    sort: str | None = None
    group: str = ""
    columns: tuple[str, ...] = ()
    limit: int | None = None
    style: CitationStyle = CitationStyle.AMA
    sees: SeesJudgement = sees_every_judgement
    by: tuple[str, ...] = GROUPS


_ROWS: Mapping[Preset, Callable[[Sequence[TabledRow], Library], Draft]] = {
    Preset.INCLUDED_STUDIES: included_studies,
    Preset.GRADE_SOF: summary_of_findings,
    Preset.DISCREPANCIES: discrepancies,
}


def made_table(db: store.Session, asked: Asked) -> Made:
    """The table.

    Raises:
        UnknownTermError: a filter names something the vocabulary does not have.
        UnknownColumnError: the preset has no such column.
        UncountableVerdictError: counts were asked for by a verdict that only rows have.
    """
    wanted = of_advertisers(wanted_of(db, asked.request), asked.advertisers)
    rows: tuple[TabledRow, ...] = ()
    if asked.preset is Preset.CLAIMS:
        check_claims(asked)
        rows = tuple(found_tabled(db, wanted, limit=asked.limit, sort=asked.sort, sees=asked.sees))
        library = library_of(rows, asked.style)
        draft = claims_table(rows, library, group=asked.group, columns=asked.columns)
    else:
        draft, rows, library = _other(db, wanted, asked)
        draft = _arranged(draft, asked)
    return Made(finished(draft, library, request_of(asked, wanted), table_state(db)), rows, wanted.asked, asked.sees)


@dataclass(frozen=True)
class GatheredRows:
    """Rows, and what they were gathered from in words."""

    rows: tuple[TabledRow, ...]
    provenance: tuple[str, ...]


def gathered_rows(db: store.Session, asked: Asked) -> GatheredRows:
    """The rows that pass the filters, for what is no table.

    Raises:
        UnknownTermError: a filter names something the vocabulary does not have.
    """
    wanted = of_advertisers(wanted_of(db, asked.request), asked.advertisers)
    rows = tuple(found_tabled(db, wanted, sees=asked.sees))
    return GatheredRows(rows, provenance(asked.preset, request_of(asked, wanted), table_state(db)))


def check_claims(asked: Asked) -> None:
    """Raise UnknownColumnError where a table of claims has no column that is shown, sorted or grouped by."""
    check_columns([*asked.columns, *filter(None, (asked.group, (asked.sort or "").removeprefix("-")))], ALL_COLUMNS)


def check_columns(names: Iterable[str], known: Collection[str]) -> None:
    """Raise UnknownColumnError for a name that is none of a table's columns."""
    for name in names:
        if name not in known:
            raise UnknownColumnError(name, list(known))


def library_of(rows: Sequence[TabledRow], style: CitationStyle) -> Library:
    """The publications of the rows, to be cited in a style."""
    found = {}
    for row in rows:
        if row.source is not None and row.source.publication is not None:
            found[row.source.publication.key] = row.source.publication
    return Library(style, list(found.values()))


def _other(db: store.Session, wanted: Wanted, asked: Asked) -> tuple[Draft, tuple[TabledRow, ...], Library]:
    if asked.preset in {Preset.BY_CONDITION, Preset.AUDIT}:
        draft = _by_condition(db, wanted, asked.by) if asked.preset is Preset.BY_CONDITION else _audit(db, wanted)
        return draft, (), Library(asked.style)
    rows = tuple(found_tabled(db, wanted, sees=asked.sees))
    library = library_of(rows, asked.style)
    return _ROWS[asked.preset](rows, library), rows, library


def _arranged(draft: Draft, asked: Asked) -> Draft:
    """The rows sorted, grouped and cut, and the columns chosen, as asked."""
    places = {one.name: place for place, one in enumerate(draft.fields)}
    sort = (asked.sort or "").removeprefix("-")
    check_columns([*asked.columns, *filter(None, (asked.group, sort))], places)
    rows = list(draft.rows)
    if sort:
        rows.sort(key=lambda row: _order(row[1][places[sort]]), reverse=(asked.sort or "").startswith("-"))
        rows = [("", cells) for _, cells in rows]
    if asked.group:
        rows = sorted(((cells[places[asked.group]].text, cells) for _, cells in rows), key=lambda row: row[0])
    rows = rows[: asked.limit]
    if asked.columns:
        wanted = [places[name] for name in asked.columns]
        fields = tuple(replace(draft.fields[place], column="") for place in wanted)
        rows = [(group, tuple(cells[place] for place in wanted)) for group, cells in rows]
        return replace(draft, fields=fields, rows=tuple(rows))
    return replace(draft, rows=tuple(rows))


def _order(words: Words) -> tuple[bool, float, str]:
    return (words.number is None, words.number or 0, words.text.casefold())


def request_of(asked: Asked, wanted: Wanted) -> Request:
    """The request in the words of a table's foot."""
    return Request(
        filters=tuple((name.replace("_", " "), _words(value)) for name, value in wanted.asked.items() if any(value)),
        sort=asked.sort or "",
        group=asked.group or (", ".join(asked.by) if asked.by != GROUPS else ""),
        columns=asked.columns,
        limit=asked.limit,
        style=asked.style,
    )


def _words(value: Sequence[Any]) -> str:
    return ", ".join("" if part is None else str(part) for part in value)


def _by_condition(db: store.Session, wanted: Wanted, by: tuple[str, ...]) -> Draft:
    counted = grouped_counts(db, wanted, by)
    labels = {term.code: term.label for term in store.conditions(db)}
    groups = [Counted(one.get("condition"), one.get("study_type"), one.get("year"), one["count"]) for one in counted]
    return by_condition(groups, labels, by)


def _audit(db: store.Session, wanted: Wanted) -> Draft:
    """Counts over the newest snapshot of each page; pages and advertisers can be chosen, claims cannot.

    Raises:
        UnusableFilterError: a filter chooses claims.
    """
    unusable = [name for name, value in wanted.asked.items() if name not in {"page", "advertiser"} and any(value)]
    if unusable:
        raise UnusableFilterError(Preset.AUDIT, [name.replace("_", " ") for name in unusable])
    names = {one.key: one.name for one in store.advertisers(db)}
    hits: list[RuleHit] = []
    held: dict[str, list[store.PageEntry]] = {}
    for entry in store.pages(db):
        if entry.snapshot_id is None or not _chosen(entry, wanted):
            continue
        key = entry.advertiser or ""
        held.setdefault(key, []).append(entry)
        hits += [
            RuleHit(one.finding.rule, key, entry.page.key, one.finding.claim_key, one.status is FindingStatus.ACCEPTED)
            for one in findings_of(db, entry.snapshot_id)
            if one.status is not FindingStatus.DISMISSED
        ]
    audited = [
        Audited(key, names.get(key), len(entries), sum(_active(db, entry) for entry in entries))
        for key, entries in sorted(held.items())
    ]
    from evidence.formats.reports import rule_notes  # noqa: PLC0415  the rules, which no other table needs
    from evidence.rules import RULES  # noqa: PLC0415  as above

    whole = frozenset(rule.code for rule in RULES if rule.claims is None)
    return audit_table(audited, hits, rule_notes(), whole=whole)


def _active(db: store.Session, entry: store.PageEntry) -> int:
    """How many claims of the newest snapshot count."""
    if entry.snapshot_id is None:
        return 0
    return sum(claim.status is ClaimStatus.ACTIVE for claim in store.claims_of(db, entry.snapshot_id))


def _chosen(entry: store.PageEntry, wanted: Wanted) -> bool:
    pages, advertisers = wanted.base.pages, wanted.base.advertisers
    return (not pages or entry.page.key in pages) and (not advertisers or entry.advertiser in advertisers)
