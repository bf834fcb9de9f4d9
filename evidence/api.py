"""The verbs of the command line for a notebook: open a database, load, audit, and get tables as DataFrames."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import store
from evidence.extract import extract_claims as extracted
from evidence.formats.files import write_text
from evidence.formats.html import report_html
from evidence.formats.reports import page_report
from evidence.formats.tables import DEFAULT_COLUMNS, counts_frame, evidence_frame
from evidence.ingest import Limits, read_page
from evidence.models import ClaimBase
from evidence.report import Summary, summarise
from evidence.store import library, listing
from evidence.version import __version__
from evidence.vocabulary import Vocabulary
from evidence.workflow.audit import add_page, audit, audited
from evidence.workflow.load import Options, load_files
from evidence.workflow.load.report import LoadedFile
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

    def report(self, page: str, output: str | os.PathLike[str] = "report.html") -> Path:
        """Write the audit report of a page as one HTML file; gives where it is."""
        now = self._by().at
        with store.session(self.url, read_only=True) as db:
            done = audited(db, page)
            head = store.head(db)
        view = page_report(done.page, done.findings, head=head, tool_version=__version__, now=now)
        write_text(Path(output), report_html(view))
        return Path(output)

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
        """The evidence table: a row for a claim and a source it leans on."""
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
        return evidence_frame(rows, columns)

    def counts(self, *by: str) -> "pd.DataFrame":
        """How many claims there are by any of condition, study_type and year."""
        groups = by or ("condition", "study_type", "year")
        with store.session(self.url, read_only=True) as db:
            counted = grouped_counts(db, wanted_of(db, TableRequest()), groups)
        return counts_frame(counted, groups)

    def claims(self, page: str | None = None) -> "pd.DataFrame":
        """The claims, one a row, with typed columns."""
        where = listing.ClaimFilter(pages=(page,) if page else ())
        with store.session(self.url, read_only=True) as db:
            return _frame([entry.claim.model_dump(mode="json") for entry in listing.claims(db, where, limit=10**9)])

    def studies(self) -> "pd.DataFrame":
        """The studies, one a row; arms and results are lists in their cells."""
        with store.session(self.url, read_only=True) as db:
            return _frame([study.model_dump(mode="json") for study in library.studies(db)])

    def publications(self) -> "pd.DataFrame":
        """The publications, one a row."""
        with store.session(self.url, read_only=True) as db:
            return _frame([publication.model_dump(mode="json") for publication in library.publications(db)])

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


def _frame(rows: list[dict[str, Any]]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(rows).convert_dtypes()
