"""`evidence report`: the audit report of a page, as one HTML file or as a summary in words.

It reads the database and writes the report; it checks nothing anew.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from evidence import store
from evidence.cli import Settings
from evidence.errors import EvidenceError
from evidence.formats.files import write_text
from evidence.formats.html import report_html
from evidence.formats.reports import page_report, report_json
from evidence.models import FindingStatus
from evidence.report import ReportView
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers_of
from evidence.version import __version__


class WhichPageError(EvidenceError):
    """No page was named and there is not exactly one."""

    def __init__(self, keys: list[str]) -> None:
        if not keys:
            super().__init__("the database holds no audited page: run 'evidence audit PAGE' first")
        else:
            super().__init__(f"the database holds {len(keys)} pages, name one: {', '.join(keys[:20])}")


@click.command()
@click.argument("page", required=False)
@click.option(
    "--format", "form", type=click.Choice(["html", "text", "json"]), default="html", show_default=True, help="Form."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output",
    "-o",
    help="File to write, - for standard output. [default: report.html; text and json: standard output]",
)
@click.pass_obj
def report(settings: Settings, page: str | None, form: str, output: str | None, *, as_json: bool) -> None:
    """Write the audit report of PAGE (its key; may be left out where there is only one page).

    The HTML is one self-contained file: it asks nothing of any network and can be sent or archived as it is.

    Example: evidence report clinic-ketamine -o report.html
    """
    form = "json" if as_json else form
    view = stored_report(settings.database, page, now=datetime.now(UTC))
    written = render_report(view, form)
    place = output or ("report.html" if form == "html" else "-")
    if place == "-":
        click.echo(written, nl=False)
        return
    write_text(Path(place), written)
    click.echo(f"{view.summary.headline}\nreport written to {place}", err=True)


def stored_report(database: str, page: str | None, *, now: datetime) -> ReportView:
    """The view of the newest snapshot of a page as the database has it.

    Raises:
        WhichPageError: no page was named and there is not exactly one.
        UnknownKeyError: there is no such page, or nothing was captured of it.
    """
    with store.session(database, read_only=True) as db:
        key = page or _only_page(db)
        snapshots = store.snapshots_of(db, key)
        dossier = dossiers_of(db, snapshots[0] if snapshots else key)
        findings = tuple(
            entry.finding for entry in findings_of(db, snapshots[0]) if entry.status is not FindingStatus.DISMISSED
        )
        return page_report(dossier, findings, head=store.head(db), tool_version=__version__, now=now)


def render_report(view: ReportView, form: str) -> str:
    """The report as html, text or json; each ends with a line end."""
    if form == "html":
        return report_html(view)
    if form == "json":
        return report_json(view)
    return "\n".join((view.title, view.address, "", *view.summary.lines())) + "\n"


def _only_page(db: store.Session) -> str:
    keys = [entry.page.key for entry in store.pages(db) if entry.snapshot_id is not None]
    if len(keys) != 1:
        raise WhichPageError(keys)
    return keys[0]
