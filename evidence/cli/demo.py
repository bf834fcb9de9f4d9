"""`evidence demo`: the product in one command, on the seed article; it touches no database but its own."""

from pathlib import Path

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.demo_set import write_exports, write_set
from evidence.cli.output import show
from evidence.errors import EvidenceError
from evidence.formats.files import write_text
from evidence.formats.html import report_html
from evidence.formats.reports import page_report
from evidence.formats.tables import evidence_grid, to_csv, to_html
from evidence.report import summarise
from evidence.report.rows import evidence_rows
from evidence.version import __version__
from evidence.workflow.audit import audit
from evidence.workflow.seeding import ARTICLE_KEY, load_article, load_vocabulary


class NotADemoDatabaseError(EvidenceError):
    """The file named holds somebody's work."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"{database} holds work that is not the demo's, and the demo starts from an empty database; "
            "name another with --db"
        )


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Folder for the report and the tables.",
)
@click.pass_obj
def demo(settings: Settings, out: Path) -> None:
    """Load the seeds into a fresh database, audit the seed article, and write report, tables, pictures and exports.

    Example: evidence --db demo/evidence.db demo --out demo
    """
    out.mkdir(parents=True, exist_ok=True)
    _start_afresh(settings.database)
    by = author(settings)
    with store.session(settings.database) as db:
        load_vocabulary(db, by)
        load_article(db, by)
        page, findings = audit(db, ARTICLE_KEY, by)
        head = store.head(db)
    view = page_report(page, findings, head=head, tool_version=__version__, now=by.at)
    rows = evidence_rows(page, findings)
    write_text(out / "report.html", report_html(view))
    write_text(out / "evidence_table.csv", to_csv(evidence_grid(rows)))
    write_text(out / "evidence_table.html", to_html(rows, title="Evidence table"))
    with store.session(settings.database, read_only=True) as db:
        missing = list(write_set(db, out))
        write_exports(db, out / "exports")
    for line in summarise(page, findings).lines():
        show(line)
    show()
    show(f"Written: {out / 'report.html'}, {out / 'evidence_table.csv'}, {out / 'evidence_table.html'}")
    show(f"and in {out}: tables/, pictures/, packets/ and exports/")
    for sentence in missing:
        show(f"Left out: {sentence}")
    show(f"Open {out / 'report.html'} in a browser. Then try:")
    show(f"  .venv/bin/evidence --db {settings.database} table --condition 'neuropathic pain'")


def _start_afresh(database: str) -> None:
    """Remove what an earlier demonstration left, and nothing else.

    A demonstration writes its whole log in one moment; a log of several moments holds somebody's work.
    """
    url = store.database_url(database)
    path = Path(str(url.database)) if url.drivername == "sqlite" else None
    there = store.schema_version(database) is not None if path is None else path.exists()
    if there and not (path is not None and _is_a_demo(database)):
        raise NotADemoDatabaseError(database)
    if path is not None:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
    store.upgrade(database)


def _is_a_demo(database: str) -> bool:
    with store.session(database, read_only=True) as db:
        return store.is_of_one_moment(db) and [entry.page.key for entry in store.pages(db)] == [ARTICLE_KEY]
