"""`evidence table`: evidence tables by condition, intervention, study type, year, verdict and page, in seven formats.

It reads the database and writes a table; it checks nothing anew and hides no row that could not be checked.
"""

import difflib
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.errors import EvidenceError
from evidence.formats import tables
from evidence.formats.files import write_bytes, write_text
from evidence.models import (
    ConditionBase,
    Dossier,
    FindingBase,
    FindingStatus,
    InterventionBase,
    PageBase,
    StatedDesign,
    StudyTypeBase,
    Support,
)
from evidence.report import EvidenceRow, Verdict
from evidence.report.rows import claim_rows
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers
from evidence.store.engine import database_url, place
from evidence.store.listing import ClaimEntry, ClaimFilter, claims, counts
from evidence.store.vocabulary import Vocabulary

BATCH = 200
GROUPS = ("condition", "study_type", "year")
VERDICTS = [verdict.value for verdict in Verdict]
FORMATS = ("table", "csv", "json", "markdown", "html", "xlsx")
Term = ConditionBase | InterventionBase | StudyTypeBase
_YEARS = re.compile(r"^(\d{4})?\.\.(\d{4})?$|^(\d{4})$")


class UnknownTermError(EvidenceError):
    """A name that the vocabulary does not have."""

    def __init__(self, kind: str, name: str, near: Sequence[str]) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"the vocabulary has no {kind} '{name}'{hint}")


class YearRange(click.ParamType[tuple[int | None, int | None]]):
    """A year, or a range with two dots that may be open on one side."""

    name = "YEARS"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """Read `2018`, `2015..2020`, `2015..` or `..2020`."""
        if isinstance(value, tuple):
            return value
        found = _YEARS.match(str(value))
        if found is None or str(value) == "..":
            self.fail(f"'{value}' is no year and no range such as 2015..2020, 2015.. or ..2020", param, ctx)
        first, last, only = (int(part) if part else None for part in found.groups())
        if first is not None and last is not None and first > last:
            self.fail(f"'{value}' ends before it begins", param, ctx)
        return (only, only) if only is not None else (first, last)


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _groups(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    names = _names(ctx, param, value)
    for name in names:
        if name not in GROUPS:
            raise click.BadParameter(f"'{name}' is none of {', '.join(GROUPS)}", ctx, param)
    return names


@dataclass(frozen=True)
class Wanted:
    """What was asked for: filters with codes resolved, and how to show the rows."""

    filters: tables.TableFilters
    asked: dict[str, Any]
    base: ClaimFilter
    passes: tuple[ClaimFilter, ...]


@click.command()
@click.option("--condition", multiple=True, help="Name or code of a condition; with all under it in the vocabulary.")
@click.option("--intervention", multiple=True, help="Name or code of an intervention; with all under it.")
@click.option(
    "--study-type", multiple=True, help="Code, as the page states it or as the source really is; with all under it."
)
@click.option(
    "--year", type=YearRange(), help="2018, 2015..2020, 2015.. or ..2020: stated by the page, or of the source."
)
@click.option(
    "--verdict",
    multiple=True,
    type=click.Choice(VERDICTS),
    metavar="VERDICT",
    help=f"Suggested verdict: {', '.join(VERDICTS)}.",
)
@click.option("--page", multiple=True, help="Key of a page.")
@click.option("--columns", callback=_names, help=f"Comma-separated: {', '.join(tables.COLUMNS)}.")
@click.option("--sort", help="A column; with - before it, the other way round.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many rows.")
@click.option("--by", callback=_groups, help="Counts in place of rows, grouped by any of condition,study_type,year.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write it."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", "-o", default="-", show_default=True, help="File to write, - for standard output.")
@click.pass_obj
def table(settings: Settings, /, **options: Any) -> None:
    """Make an evidence table: one row for a claim and a source it leans on.

    Unknown cells say "not reported", "not stated" or "not checked". A match that nobody confirmed says "candidate",
    and its verdict "probably". With --by, claims are counted by what the page states.

    Example: evidence table --condition crps --year 2015..2020 --format html -o crps.html
    """
    form = "json" if options["as_json"] else options["form"]
    if form == "xlsx" and options["output"] == "-" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text: give a file with --output")
    tables.chosen_columns(options["columns"])
    with store.session(settings.database, read_only=True) as db:
        wanted = wanted_of(db, options)
        if options["by"]:
            counted = grouped_counts(db, wanted, options["by"])
            content = render_counts(counted, options["by"], form, wanted, settings.database)
            note = f"{len(counted)} groups"
        else:
            rows = found_rows(db, wanted, limit=options["limit"], sort=options["sort"])
            content = render_rows(rows, options["columns"], form, wanted, settings.database)
            note = f"{len(rows)} rows" if rows else "no row passes these filters; that says nothing about the evidence"
    write(content, options["output"])
    click.echo(note, err=True)


def wanted_of(db: store.Session, options: dict[str, Any]) -> Wanted:
    """The filters with their codes, raises UnknownTermError."""
    codes = {
        "conditions": codes_named(db, "condition", store.conditions(db), options["condition"]),
        "interventions": codes_named(db, "intervention", store.interventions(db), options["intervention"]),
        "study_types": codes_named(db, "studytype", store.study_types(db), options["study_type"]),
    }
    first, last = options["year"] or (None, None)
    filters = tables.TableFilters(
        **{name: frozenset(found) for name, found in codes.items()},
        first_year=first,
        last_year=last,
        verdicts=frozenset(options["verdict"]),
        pages=frozenset(options["page"]),
    )
    base = ClaimFilter(
        conditions=codes["conditions"], interventions=codes["interventions"], pages=tuple(options["page"])
    )
    asked = {name: list(options[name]) for name in ("condition", "intervention", "study_type", "verdict", "page")}
    return Wanted(filters, asked | {"year": [first, last]}, base, _passes(base, codes["study_types"]))


def stated(codes: Sequence[str]) -> tuple[StatedDesign, ...]:
    """Those codes that are also what a page may state."""
    return tuple(StatedDesign(code) for code in codes if code in set(StatedDesign))


def _passes(base: ClaimFilter, study_types: tuple[str, ...]) -> tuple[ClaimFilter, ...]:
    """The queries whose answers together hold every claim with such a study type, stated or real."""
    if not study_types:
        return (base,)
    real = replace(base, designs=study_types)
    return (replace(base, study_types=stated(study_types)), real) if stated(study_types) else (real,)


def codes_named(db: store.Session, kind: Vocabulary, terms: Sequence[Term], names: Sequence[str]) -> tuple[str, ...]:
    """The codes of terms by code, label or synonym, and all that stand under them.

    Raises:
        UnknownTermError: the vocabulary has no such term.
    """
    known: dict[str, str] = {}
    for term in terms:
        synonyms = () if isinstance(term, StudyTypeBase) else term.synonyms
        for word in (*synonyms, term.label, term.code):
            known[word.casefold()] = term.code
    known |= {design: design for design in StatedDesign if kind == "studytype" and design not in known}
    for name in names:
        if name.casefold() not in known:
            near = difflib.get_close_matches(name.casefold(), known, n=3)
            raise UnknownTermError("study type" if kind == "studytype" else kind, name, near)
    return store.codes_under(db, kind, [known[name.casefold()] for name in names]) if names else ()


def found_rows(db: store.Session, wanted: Wanted, *, limit: int | None, sort: str | None) -> list[EvidenceRow]:
    """The rows that pass, in the order claims were entered or by a column; `limit` counts rows after sorting."""
    found: dict[int, list[EvidenceRow]] = {}
    for where in wanted.passes:
        taken = 0
        for claim_id, rows in _rows_of(db, where):
            kept = [row for row in rows if tables.keeps(wanted.filters, row)]
            found.setdefault(claim_id, kept)
            taken += len(kept)
            if limit is not None and sort is None and taken >= limit:
                break
    passing = [row for claim_id in sorted(found) for row in found[claim_id]]
    return (tables.sorted_rows(passing, sort) if sort else passing)[:limit]


def _rows_of(db: store.Session, where: ClaimFilter) -> Iterator[tuple[int, tuple[EvidenceRow, ...]]]:
    findings: dict[int, dict[str, list[FindingBase]]] = {}
    after = 0
    while batch := claims(db, where, after=after, limit=BATCH):
        after = batch[-1].id
        gathered = dossiers(db, [entry.id for entry in batch])
        for entry in batch:
            if entry.snapshot_id not in findings:
                findings[entry.snapshot_id] = _findings(db, entry.snapshot_id)
            yield entry.id, _claim_rows(entry, gathered[entry.id], findings[entry.snapshot_id])


def _claim_rows(entry: ClaimEntry, dossier: Dossier, findings: dict[str, list[FindingBase]]) -> tuple[EvidenceRow, ...]:
    page = PageBase(key=entry.page, address=entry.address)
    return claim_rows(page, dossier, tuple(findings.get(dossier.claim.key, ())))


def _findings(db: store.Session, snapshot_id: int) -> dict[str, list[FindingBase]]:
    by_claim: dict[str, list[FindingBase]] = {}
    for entry in findings_of(db, snapshot_id):
        if entry.finding.claim_key is not None and entry.status is not FindingStatus.DISMISSED:
            by_claim.setdefault(entry.finding.claim_key, []).append(entry.finding)
    return by_claim


def grouped_counts(db: store.Session, wanted: Wanted, by: Sequence[str]) -> list[dict[str, Any]]:
    """How many claims there are by these, as pages state them; counted by the database, summed over the rest."""
    filters = wanted.filters
    unsuggested = filters.verdicts - set(Support)
    if unsuggested:
        raise click.UsageError(f"--by cannot count the verdict {', '.join(sorted(unsuggested))}: leave --by out")
    where = replace(
        wanted.base,
        study_types=stated(sorted(filters.study_types)),
        year_from=filters.first_year,
        year_to=filters.last_year,
        suggested=tuple(Support(verdict) for verdict in sorted(filters.verdicts)),
    )
    total: Counter[tuple[Any, ...]] = Counter()
    for one in counts(db, where):
        study_type = None if one.study_type is StatedDesign.NONE else one.study_type.value
        value = {"condition": one.condition, "study_type": study_type, "year": one.study_year}
        total[tuple(value[name] for name in by)] += one.claims
    ordered = sorted(total.items(), key=lambda entry: tuple((part is None, str(part)) for part in entry[0]))
    return [dict(zip(by, group, strict=True)) | {"count": count} for group, count in ordered]


def _shown_width() -> int:
    return min(max(shutil.get_terminal_size((120, 24)).columns, 60), 200)


def render_rows(
    rows: Sequence[EvidenceRow], columns: Sequence[str], form: str, wanted: Wanted, database: str
) -> str | bytes:
    """The rows in a format; without a choice of columns the terminal shows fewer than a file holds."""
    if form == "json":
        return tables.rows_json(rows, filters=wanted.asked, database=_database_name(database)) + "\n"
    if form == "html":
        return tables.to_html(rows, title="Evidence table", notes=notes_of(wanted), columns=columns or None)
    usual = tables.TERMINAL_COLUMNS if form == "table" else tables.DEFAULT_COLUMNS
    return _write_frame(tables.evidence_frame(rows, columns or usual), form)


def render_counts(
    counted: Sequence[dict[str, Any]], by: Sequence[str], form: str, wanted: Wanted, database: str
) -> str | bytes:
    """Grouped counts in a format."""
    if form == "json":
        return tables.counts_json(counted, filters=wanted.asked, database=_database_name(database)) + "\n"
    frame = tables.counts_frame(counted, by)
    if form == "html":
        return tables.frame_html(frame, title="Claims by " + ", ".join(by), notes=notes_of(wanted))
    return _write_frame(frame, form)


def _write_frame(frame: Any, form: str) -> str | bytes:
    writers: dict[str, Callable[[Any], str | bytes]] = {
        "csv": tables.to_csv,
        "markdown": tables.to_markdown,
        "xlsx": tables.to_xlsx,
        "table": partial(tables.to_terminal, width=_shown_width()),
    }
    content = writers[form](frame)
    return content + "\n" if form == "table" and isinstance(content, str) else content


def notes_of(wanted: Wanted) -> tuple[str, ...]:
    """The filters in words, for the head of a page."""
    shown = [
        f"{name.replace('_', ' ')}: {', '.join(map(str, value))}" for name, value in wanted.asked.items() if any(value)
    ]
    cells = "Cells say “not reported”, “not stated” or “not checked” where nothing is known; “probably” marks verdicts "
    return (
        f"Filters: {'; '.join(shown) or 'none'}.",
        cells + "that rest on a source nobody has confirmed.",
    )


def _database_name(database: str) -> str:
    return place(database_url(database))


def write(content: str | bytes, output: str) -> None:
    """Write to a file, or to standard output."""
    if output == "-":
        click.echo(content, nl=False)
    elif isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write_text(Path(output), content)
