"""`evidence report`: the audit report of a page, or of several pages with an index that leads to them.

It reads the database and writes the report; it checks nothing anew.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import put, say
from evidence.cli.writing import form_of
from evidence.errors import printable
from evidence.formats.files import write_text
from evidence.formats.html import index_html, report_html
from evidence.report import ReportView
from evidence.report.overview import Overview
from evidence.workflow.keys import only_page
from evidence.workflow.reports import Pages, stored_report, stored_reports

INDEX = "index.html"
FORMS = ("html", "text", "json")


@click.command()
@click.argument("pages", nargs=-1, metavar="[PAGE...]")
@click.option("--project", metavar="KEY", help="The pages of a project.")
@click.option("--all", "every", is_flag=True, help="Every page in the database.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="Form. [default: by the ending of the file; else html]"
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output",
    "-o",
    help="File to write, for several pages as html a folder; - for standard output. "
    "[default: report.html, or report/; text and json: standard output]",
)
@click.pass_obj
def report(settings: Settings, /, pages: tuple[str, ...], form: str | None, output: str | None, **options: Any) -> None:
    """Write the audit report of PAGE (its key; may be left out where there is only one page).

    The HTML of a page is one self-contained file: it asks nothing of any network and can be sent or archived as it is.
    Of several pages, or with --project or --all, a folder is written: index.html, which sums them up and leads to each,
    and a file a page.

    Example: evidence report clinic-ketamine -o report.html
    """
    asked = Pages(pages, options["project"], options["every"])
    form = "json" if options["as_json"] else form or _form_named(output, several=asked.several)
    now = datetime.now(UTC)
    if asked.several:
        _several(settings, asked, form, output, now)
        return
    with store.session(settings.database, read_only=True) as db:
        view = stored_report(db, pages[0] if pages else only_page(db), now=now)
    _put(render_report(view, form), output or ("report.html" if form == "html" else "-"), view.summary.headline)


def _form_named(output: str | None, *, several: bool) -> str:
    """The form that the ending of the file names; of several pages html is a folder, whose name has any ending."""
    if output is None or (several and Path(output).suffix.lower() not in {".txt", ".json"}):
        return "html"
    return "text" if output.lower().endswith(".txt") else form_of(None, output, FORMS, "html")


def _several(settings: Settings, asked: Pages, form: str, output: str | None, now: datetime) -> None:
    if form == "html":
        _folder(settings, asked, output or "report", now)
        return
    views: list[ReportView] = []
    with store.session(settings.database, read_only=True) as db:
        overview = stored_reports(db, asked, lambda _file, view: views.append(view), now=now)
    _put(render_reports(overview, views, form), output or "-", overview.headline)


def _folder(settings: Settings, asked: Pages, output: str, now: datetime) -> None:
    if output == "-":
        raise click.UsageError("the HTML of several pages is a folder: name one with --output")
    folder = Path(output)
    if folder.is_file():
        raise click.UsageError(f"{folder} is a file, and the HTML of several pages is a folder: name another")
    with store.session(settings.database, read_only=True) as db:
        overview = stored_reports(
            db, asked, lambda file, view: write_text(folder / file, report_html(view, index=INDEX)), now=now
        )
    _put(index_html(overview), str(folder / INDEX), overview.headline)


def _put(content: str, place: str, headline: str) -> None:
    if place == "-":
        put(content)
        return
    write_text(Path(place), content)
    say(f"{headline}\nreport written to {place}")


def render_report(view: ReportView, form: str) -> str:
    """The report as html, text or json; each ends with a line end."""
    if form == "html":
        return report_html(view)
    if form == "json":
        return _json(asdict(view))
    return printable("\n".join(_text(view)) + "\n")


def render_reports(overview: Overview, views: list[ReportView], form: str) -> str:
    """The reports of several pages after what sums them up, as text or json."""
    if form == "json":
        return _json({"overview": asdict(overview), "pages": [asdict(view) for view in views]})
    lines = [overview.title, "", *overview.lines()]
    for view in views:
        lines += ["", "", *_text(view)]
    return printable("\n".join(lines) + "\n")


def _text(view: ReportView) -> list[str]:
    lines = [view.title, view.address, "", *view.summary.lines()]
    if view.balance:
        lines += ["", "Balance of benefit and risk:"]
        lines += [f"  {fact.label}: {fact.value}" for fact in view.balance]
    return lines


def _json(shape: Any) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=2, default=str) + "\n"
