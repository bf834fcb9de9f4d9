"""`evidence table`: evidence tables by condition, intervention, study type, year, verdict and page, in seven formats.

It reads the database and writes a table; it checks nothing anew and hides no row that could not be checked.
"""

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.formats import tables
from evidence.formats.files import write_bytes, write_text
from evidence.models import (
    ConditionBase,
    InterventionBase,
    StudyTypeBase,
)
from evidence.report import EvidenceRow, Verdict
from evidence.store.engine import database_url, place
from evidence.workflow.tables import TableRequest, Wanted, found_rows, grouped_counts, wanted_of

GROUPS = ("condition", "study_type", "year")
VERDICTS = [verdict.value for verdict in Verdict]
FORMATS = ("table", "csv", "json", "markdown", "html", "xlsx")
Term = ConditionBase | InterventionBase | StudyTypeBase
_YEARS = re.compile(r"^(\d{4})?\.\.(\d{4})?$|^(\d{4})$")


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
        wanted = wanted_of(db, _request(options))
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


def _request(options: dict[str, Any]) -> TableRequest:
    names = ("condition", "intervention", "study_type", "verdict", "page")
    return TableRequest(**{name: options[name] for name in names}, year=options["year"] or (None, None))


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
