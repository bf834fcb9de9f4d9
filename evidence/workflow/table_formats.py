"""Choose the writer of a table by the name of a format; it reads the database only for what a workbook adds."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence import store
from evidence.formats import tables
from evidence.formats.docx_tables import table_docx
from evidence.formats.parquet_tables import table_parquet
from evidence.formats.pdf_tables import table_pdf
from evidence.formats.preset_html import preset_html
from evidence.formats.preset_tables import (
    json_rows,
    preset_csv,
    preset_json,
    preset_markdown,
    preset_terminal,
)
from evidence.report.presets import Preset, TableDocument
from evidence.report.presets_records import TabledRow
from evidence.workflow.presets import Made
from evidence.workflow.workbook import workbook_of

_WRITERS: dict[str, Callable[[TableDocument], str | bytes]] = {
    "csv": preset_csv,
    "markdown": preset_markdown,
    "html": preset_html,
    "docx": table_docx,
    "pdf": table_pdf,
    "parquet": table_parquet,
}


def render_preset(made: Made, form: str, *, database: str, db: store.Session, width: int) -> str | bytes:
    """The table in a format.

    Raises:
        MissingExtraError: the format needs a package that is not installed.
    """
    if form == "json":
        extra = {"filters": made.asked, "database": database}
        claims = made.document.preset == Preset.CLAIMS.value
        return preset_json(made.document, extra, _typed(made) if claims else None)
    if form == "table":
        return preset_terminal(made.document, width=width)
    if form == "xlsx":
        return workbook_of(db, made)
    return _WRITERS[form](made.document)


def _typed(made: Made) -> Iterator[dict[str, Any]]:
    """For claims the rows with typed values beside the words of their cells."""
    shapes = zip(tables.shaped_rows([row.row for row in made.rows]), made.rows, json_rows(made.document), strict=True)
    for typed, tabled, words in shapes:
        yield typed | _beside(tabled) | words


def _beside(row: TabledRow) -> dict[str, Any]:
    """What a row of the claims table has beyond the program's own columns."""
    moment = row.capture.captured_at
    return {
        "advertiser": row.capture.advertiser,
        "captured_at": moment.isoformat() if moment is not None else None,
        "sha256": row.capture.sha256,
        "judgements": [{"reviewer": one.reviewer} | one.judgement.model_dump(mode="json") for one in row.judgements],
    }
