"""The verbs of the command line for a notebook: open a database, load, audit, and get tables as DataFrames.

Claims, studies and verifications come as cards, which a notebook shows as HTML.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import store
from evidence.extract import extract_claims as extracted
from evidence.formats.cards import Card, claim_card, study_card, verification_card
from evidence.formats.files import write_text
from evidence.formats.frames import grid_frame, records_frame, typed
from evidence.formats.html import index_html, report_html
from evidence.formats.reports import rule_notes
from evidence.formats.rows import KINDS
from evidence.formats.tables import DEFAULT_COLUMNS, counts_grid, evidence_grid
from evidence.ingest import Limits, read_page
from evidence.models import ClaimBase, Dossier, FindingStatus
from evidence.report import ReportView, Summary, summarise
from evidence.report.build import view_claim
from evidence.report.reading import read_claim
from evidence.report.view import ClaimView
from evidence.store.dossiers import dossiers_of
from evidence.store.errors import UnknownKeyError
from evidence.vocabulary import Vocabulary
from evidence.workflow.audit import add_page, audit
from evidence.workflow.everything import Exported, export_everything, linked_records
from evidence.workflow.keys import only_page
from evidence.workflow.load import Options, load_files
from evidence.workflow.load.report import LoadedFile
from evidence.workflow.reports import Pages, stored_report, stored_reports
from evidence.workflow.seeding import load_article, load_vocabulary
from evidence.workflow.tables import TableRequest, found_rows, grouped_counts, wanted_of

if TYPE_CHECKING:
    import pandas as pd

Names = str | Sequence[str]


def extract_claims(path: str | os.PathLike[str]) -> tuple[ClaimBase, ...]:
    """The claims of a page in a file, by the vocabulary that ships with the package; no database is needed."""
    file = Path(path)
    snapshot = read_page(file.read_bytes(), name=file.name, captured_at=datetime.now(UTC))
    return extracted(snapshot, Vocabulary.shipped())


class Database:
    """An evidence database; every call is one transaction, by the person named when it was opened."""

    def __init__(self, url: str = "evidence.db", *, actor: str = "notebook") -> None:
        """Open the database at a file or a `postgresql+psycopg://` address, and make it if there is none."""
        self.url = url
        self.actor = actor
        fresh = store.schema_version(url) is None
        store.upgrade(url)
        if fresh:
            with store.session(url) as db:
                load_vocabulary(db, self._by())

    def __repr__(self) -> str:
        return f"evidence.open({self.url!r})"

    def load(self, *paths: str | os.PathLike[str], **options: Any) -> list[LoadedFile]:
        """Load files of records; options are those of `evidence load`, such as `keep_going=True`."""
        with store.session(self.url) as db:
            return load_files(db, [Path(path) for path in paths], self._by(), Options(**options))

    def load_demo(self) -> None:
        """Load the article of the demonstration with the studies behind it."""
        with store.session(self.url) as db:
            load_article(db, self._by())

    def audit(self, page: str | os.PathLike[str], *, limits: Limits | None = None) -> Summary:
        """Audit a page in a file, or one that is in the database already by its key; gives the summary."""
        by = self._by()
        name = os.fspath(page)
        path = Path(name)
        content = path.read_bytes() if path.is_file() else None
        with store.session(self.url) as db:
            if content is not None:
                add_page(db, content, name=name, by=by, limits=limits)
            done = audit(db, name, by)
        return summarise(done.page, done.findings)

    def report(self, *pages: str, output: str | os.PathLike[str] = "report.html") -> Path:
        """Write the audit report of a page as one HTML file; of several as a folder with an index. Gives where it is.

        Raises:
            WhichPageError: no page was named and there is not exactly one.
            UnknownKeyError: there is no such page, or nothing was captured of it.
        """
        place, now = Path(output), self._by().at
        with store.session(self.url, read_only=True) as db:
            if len(pages) <= 1:
                write_text(place, report_html(stored_report(db, pages[0] if pages else only_page(db), now=now)))
                return place

            def keep(file: str, view: ReportView) -> None:
                write_text(place / file, report_html(view, index="index.html"))

            index = index_html(stored_reports(db, Pages(pages), keep, now=now))
        write_text(place / "index.html", index)
        return place / "index.html"

    def export(self, folder: str | os.PathLike[str], form: str = "jsonl") -> Exported:
        """Write everything into a folder; loading its files gives an equal database."""
        with store.session(self.url, read_only=True) as db:
            return export_everything(db, Path(folder), form)

    def table(  # noqa: PLR0913 - the filters of the table
        self,
        *,
        condition: Names = (),
        intervention: Names = (),
        study_type: Names = (),
        year: tuple[int | None, int | None] = (None, None),
        verdict: Names = (),
        page: Names = (),
        columns: Sequence[str] = DEFAULT_COLUMNS,
    ) -> "pd.DataFrame":
        """The evidence table: a row for a claim and a source it leans on.

        Words such as "not reported" stand where nothing is known; in a column of numbers the cell is missing.
        """
        request = TableRequest(
            condition=_tuple(condition),
            intervention=_tuple(intervention),
            study_type=_tuple(study_type),
            year=year,
            verdict=_tuple(verdict),
            page=_tuple(page),
        )
        with store.session(self.url, read_only=True) as db:
            rows = found_rows(db, wanted_of(db, request), limit=None, sort=None)
        return typed(grid_frame(evidence_grid(rows, columns)))

    def counts(self, *by: str) -> "pd.DataFrame":
        """How many claims there are by any of condition, study_type and year."""
        groups = by or ("condition", "study_type", "year")
        with store.session(self.url, read_only=True) as db:
            counted = grouped_counts(db, wanted_of(db, TableRequest()), groups)
        return typed(grid_frame(counts_grid(counted, groups)))

    def claims(self, page: str | None = None) -> "pd.DataFrame":
        """The active claims of what pages last said, one a row, with a dtype for each column; of one page or of all."""
        frame = self._frame("claims")
        frame = frame[frame["status"] == "active"]
        return (frame if page is None else frame[frame["page"] == page]).reset_index(drop=True)

    def studies(self) -> "pd.DataFrame":
        """The studies, one a row; arms and results are lists in their cells."""
        return self._frame("studies")

    def publications(self) -> "pd.DataFrame":
        """The publications, one a row."""
        return self._frame("publications")

    def findings(self, page: str | None = None) -> "pd.DataFrame":
        """The findings of the last audit, one a row, with what reviewers did about them; of one page or of all."""
        frame = self._frame("findings")
        return frame if page is None else frame[frame["page"] == page].reset_index(drop=True)

    def judgements(self) -> "pd.DataFrame":
        """Every judgement ever made, one a row, those included that a later one superseded."""
        return self._frame("judgements")

    def claim(self, key: str, page: str | None = None) -> Card:
        """A claim with its sources, the checks and the findings; `page` may be left out where there is only one.

        Raises:
            UnknownKeyError: there is no such claim or page.
        """
        dossier, view = self._claim(key, page)
        return claim_card(dossier.claim, view)

    def study(self, key: str) -> Card:
        """A study with its results.

        Raises:
            UnknownKeyError: there is no such study.
        """
        with store.session(self.url, read_only=True) as db:
            return study_card(store.study(db, key))

    def verifications(self, claim: str, page: str | None = None) -> tuple[Card, ...]:
        """A claim held against each of its sources; one that was not checked says so.

        Raises:
            UnknownKeyError: there is no such claim or page.
        """
        dossier, view = self._claim(claim, page)
        pairs = zip(read_claim(dossier).sources, view.sources, strict=True)
        return tuple(verification_card(source.verification, view, shown) for source, shown in pairs)

    def _claim(self, key: str, page: str | None) -> tuple[Dossier, ClaimView]:
        with store.session(self.url, read_only=True) as db:
            own = page or only_page(db)
            dossier = next((one for one in dossiers_of(db, own).dossiers if one.claim.key == key), None)
            if dossier is None:
                raise UnknownKeyError("claim", key)
            entries = store.findings_of(db, store.snapshots_of(db, own)[0])
        shown = [one for one in entries if one.status is not FindingStatus.DISMISSED]
        about = tuple(one.finding for one in shown if one.finding.claim_key == key)
        return dossier, view_claim(dossier, about, rule_notes())

    def _frame(self, kind: str) -> "pd.DataFrame":
        with store.session(self.url, read_only=True) as db:
            return records_frame(KINDS[kind], linked_records(db, kind))

    def _by(self) -> store.Author:
        return store.Author(self.actor, datetime.now(UTC))


def open_database(url: str = "evidence.db", *, actor: str = "notebook") -> Database:
    """Open a database, and make it if there is none; `evidence.open` is this.

    Raises:
        StoreError: it cannot be opened, or is of a newer version.
    """
    return Database(url, actor=actor)


def _tuple(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
