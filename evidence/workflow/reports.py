"""Read reports out of the database: of one page, or of several with the index that leads to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence import store
from evidence.formats.reports import page_report
from evidence.models import FindingStatus
from evidence.report import ReportView
from evidence.report.overview import Overview, PageLine, build_overview, file_names, page_line
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers_of
from evidence.store.errors import UnknownKeyError
from evidence.version import __version__
from evidence.workflow.keys import WhichPageError


@dataclass(frozen=True)
class Pages:
    """Which pages: by their keys, those of a project, or every one."""

    keys: tuple[str, ...] = ()
    project: str | None = None
    every: bool = False

    @property
    def several(self) -> bool:
        """Whether an index is asked for, however many pages there are."""
        return len(self.keys) > 1 or self.project is not None or self.every


def stored_report(db: store.Session, page: str, *, now: datetime) -> ReportView:
    """The report of the newest snapshot of a page as the database has it, without the findings reviewers dismissed.

    Raises:
        UnknownKeyError: there is no such page, or nothing was captured of it.
    """
    snapshots = store.snapshots_of(db, page)
    dossier = dossiers_of(db, snapshots[0] if snapshots else page)
    findings = tuple(
        entry.finding for entry in findings_of(db, snapshots[0]) if entry.status is not FindingStatus.DISMISSED
    )
    return page_report(dossier, findings, head=store.head(db), tool_version=__version__, now=now)


Keep = Callable[[str, ReportView], None]
"""Called with the file name and the report of each page, one after the other, so that not all are held at once."""


def stored_reports(db: store.Session, pages: Pages, keep: Keep, *, now: datetime) -> Overview:
    """The index of several pages, each of which goes to `keep`; one of which nothing was captured has no report.

    Raises:
        UnknownKeyError: there is no such page or project.
        WhichPageError: no page is in the database.
    """
    entries, title = _chosen(db, pages)
    owners = {one.key: one.name for one in store.advertisers(db)}
    lines = []
    for entry, file in zip(entries, file_names(entry.page.key for entry in entries), strict=True):
        owner = owners.get(entry.advertiser or "")
        if entry.snapshot_id is None:
            name = entry.page.title or entry.page.address
            lines.append(PageLine(entry.page.key, "", name, entry.page.address, owner or "not known"))
            continue
        view = stored_report(db, entry.page.key, now=now)
        keep(file, view)
        lines.append(page_line(entry.page.key, owner, view, file))
    return build_overview(title, lines, head=store.head(db), tool_version=__version__, now=now)


def _chosen(db: store.Session, pages: Pages) -> tuple[Sequence[store.PageEntry], str]:
    """The pages, each once in the order they were named, and what they are called together."""
    entries = {entry.page.key: entry for entry in store.pages(db)}
    if not entries:
        raise WhichPageError([])
    keys, title = list(pages.keys), "Pages"
    if pages.project is not None:
        titles = {one.key: one.title for one in store.projects(db)}
        if pages.project not in titles:
            raise UnknownKeyError("project", pages.project)
        keys += store.pages_of_project(db, pages.project)
        title = titles[pages.project]
    elif pages.every:
        keys, title = list(entries), "Every page"
    for key in keys:
        if key not in entries:
            raise UnknownKeyError("page", key)
    return [entries[key] for key in dict.fromkeys(keys)], title
