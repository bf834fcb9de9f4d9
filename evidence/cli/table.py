"""`evidence table`: evidence tables of six presets, filtered, sorted and grouped, in nine formats.

It reads the database and writes a table; it checks nothing anew and hides no row that could not be checked.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import say, show
from evidence.cli.writing import form_of, refuse_binary_on_terminal, write
from evidence.formats import tables
from evidence.formats.files import write_text
from evidence.formats.preset_html import ROWS_IN_A_FILE, preset_html_files
from evidence.formats.preset_tables import csv_metadata
from evidence.models import (
    ConditionBase,
    InterventionBase,
    StudyTypeBase,
)
from evidence.report import Verdict
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Preset, TableDocument
from evidence.report.presets_claims import ALL_COLUMNS
from evidence.report.presets_counts import GROUPS
from evidence.store.engine import database_url, place
from evidence.text.counting import counted
from evidence.workflow.gather import of_advertisers
from evidence.workflow.presets import Asked, made_table
from evidence.workflow.table_formats import render_preset
from evidence.workflow.tables import TableRequest, Wanted, grouped_counts, labels_of_groups, wanted_of

VERDICTS = [verdict.value for verdict in Verdict]
COUNT_FORMATS = ("table", "csv", "json", "markdown", "html", "xlsx")
FORMATS = (*COUNT_FORMATS, "docx", "pdf", "parquet")
DATA = ("csv", "json")
"""Forms that keep codes as they are; people read the others."""
TERMINAL_COLUMNS = ("claim", "quote", "source", "design", "found", "numbers", "verdict")
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
@click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    default=Preset.CLAIMS.value,
    show_default=True,
    help="Kind of table.",
)
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
@click.option("--advertiser", multiple=True, help="Key of an advertiser.")
@click.option("--columns", callback=_names, help="Comma-separated; 'evidence table --columns list' names them.")
@click.option("--sort", help="A column; with - before it, the other way round.")
@click.option("--group", default="", help="A column whose values become headings within the table.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many rows.")
@click.option("--by", callback=_groups, help="Counts in place of rows, grouped by any of condition,study_type,year.")
@click.option(
    "--style",
    type=click.Choice([style.value for style in CitationStyle]),
    default=CitationStyle.AMA.value,
    show_default=True,
    help="Style of citations.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write it. [default: by the ending of the file; table on standard output]",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", "-o", default="-", show_default=True, help="File to write, - for standard output.")
@click.pass_obj
def table(settings: Settings, /, **options: Any) -> None:
    """Make an evidence table: by default one row for a claim and a source it leans on.

    \b
    claims            what the page says beside what the study found, suggested and judged
    included-studies  characteristics of the studies cited, as Cochrane reviews have them
    grade-sof         summary of findings; certainty only as a person entered it
    audit             rule by advertiser, k of n
    by-condition      condition by study type and year
    discrepancies     claimed and found, the worst first

    Unknown cells say "not reported", "not stated" or "not checked" and a footnote says why. A match that nobody
    confirmed says "candidate", and its verdict "probably". The request and the state of the database stand below each
    table, so that it can be made again byte for byte; those of a CSV in a file beside it. An HTML file holds 2,000 rows
    at most: a longer table is written as several that lead to each other.

    Example: evidence table --condition crps --year 2015..2020 -o crps.docx
    """  # noqa: D301 - the backslash keeps the list of presets from being wrapped
    form = "json" if options["as_json"] else form_of(options["form"], options["output"], FORMATS, "table")
    refuse_binary_on_terminal(form, options["output"])
    if options["columns"] == ("list",):
        show("\n".join(ALL_COLUMNS))
        return
    if options["by"] and form in COUNT_FORMATS:
        content, note = _counts(settings, options, form)
    else:
        content, note = _preset(settings, options, form)
    write(content, options["output"])
    say(note)


def _preset(settings: Settings, options: dict[str, Any], form: str) -> tuple[str | bytes, str]:
    asked = Asked(
        preset=Preset.BY_CONDITION if options["by"] else Preset(options["preset"]),
        request=_request(options),
        advertisers=options["advertiser"],
        sort=options["sort"],
        group=options["group"],
        columns=_columns(options, form),
        limit=options["limit"],
        style=CitationStyle(options["style"]),
        by=options["by"] or GROUPS,
    )
    with store.session(settings.database, read_only=True) as db:
        made = made_table(db, asked)
        if form == "html" and options["output"] != "-" and len(made.document.rows) > ROWS_IN_A_FILE:
            return _many_files(made.document, Path(options["output"]))
        content = render_preset(made, form, database=_database_name(settings.database), db=db, width=_shown_width())
    document = made.document
    if form == "csv" and options["output"] != "-":
        place = Path(options["output"])
        write_text(place.with_name(f"{place.name}-metadata.json"), csv_metadata(document, place.name))
    count = len(document.rows)
    empty = "no row passes these filters; that says nothing about the evidence"
    return content, counted(count, "row") if count else empty


def _many_files(document: TableDocument, place: Path) -> tuple[str | bytes, str]:
    """Write a long table as files beside each other; gives the first, which is written as any other."""
    files = preset_html_files(document, place.name)
    _, first = next(files)
    count = 1
    for name, content in files:
        write_text(place.with_name(name), content)
        count += 1
    return first, f"{counted(len(document.rows), 'row')} in {counted(count, 'file')}, {place.name} the first"


def _columns(options: dict[str, Any], form: str) -> tuple[str, ...]:
    """The columns asked for; a terminal shows fewer of the claims table than a file holds."""
    chosen: tuple[str, ...] = options["columns"]
    usual = form == "table" and options["preset"] == Preset.CLAIMS.value
    return chosen or (TERMINAL_COLUMNS if usual else ())


def _counts(settings: Settings, options: dict[str, Any], form: str) -> tuple[str | bytes, str]:
    with store.session(settings.database, read_only=True) as db:
        wanted = of_advertisers(wanted_of(db, _request(options)), options["advertiser"])
        counts = grouped_counts(db, wanted, options["by"])
        labels = {} if form in DATA else labels_of_groups(db)
    if form == "json":
        content = tables.counts_json(counts, filters=wanted.asked, database=_database_name(settings.database)) + "\n"
        return content, counted(len(counts), "group")
    grid = tables.counts_grid(counts, options["by"], labels)
    return render_grid(grid, form, options["by"], notes_of(wanted)), counted(len(counts), "group")


def _request(options: dict[str, Any]) -> TableRequest:
    names = ("condition", "intervention", "study_type", "verdict", "page")
    return TableRequest(**{name: options[name] for name in names}, year=options["year"] or (None, None))


def _shown_width() -> int:
    return min(max(shutil.get_terminal_size((120, 24)).columns, 60), 200)


def render_grid(grid: tables.Grid, form: str, by: Sequence[str], notes: Sequence[str]) -> str | bytes:
    """Grouped counts in a format for people, or as CSV."""
    title = "Claims by " + ", ".join(name.replace("_", " ") for name in by)
    writers: dict[str, Callable[[], str | bytes]] = {
        "csv": lambda: tables.to_csv(grid),
        "markdown": lambda: tables.to_markdown(grid),
        "html": lambda: tables.grid_html(grid, title=title, notes=notes),
        "xlsx": lambda: _workbook(grid),
        "table": lambda: tables.to_terminal(grid, width=_shown_width()) + "\n",
    }
    return writers[form]()


def _workbook(grid: tables.Grid) -> bytes:
    from evidence.formats.xlsx_workbook import grid_workbook  # noqa: PLC0415  a fifth of a second that only workbooks need pay

    return grid_workbook(grid, title="claims counted")


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
