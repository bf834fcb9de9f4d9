"""Read the public list of retractions, a CSV with a row for each notice; it never judges what one means.

Columns: `OriginalPaperPubMedID`, `OriginalPaperDOI`, `RetractionPubMedID`, `RetractionDOI`, `RetractionNature`,
`RetractionDate`, `Reason`; others are passed over. A row that names no paper or no known nature is a Problem.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from evidence import ids
from evidence.cite.standing import ListedNotice
from evidence.errors import EvidenceError, Problem
from evidence.models import Standing

COLUMNS = ("OriginalPaperPubMedID", "OriginalPaperDOI", "RetractionNature")
"""Without these a file is no list of retractions."""
LONGEST_CELL = 131_072
"""Characters; a cell of a retraction list is a line at most."""

_NATURES = {
    "retraction": Standing.RETRACTED,
    "retract and replace": Standing.RETRACTED,
    "withdrawal": Standing.WITHDRAWN,
    "expression of concern": Standing.EXPRESSION_OF_CONCERN,
    "correction": Standing.CORRECTED,
    "corrigendum": Standing.CORRECTED,
    "erratum": Standing.CORRECTED,
    "reinstatement": Standing.REINSTATED,
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class NotARetractionListError(EvidenceError):
    """The file lacks the columns of a list of retractions."""

    def __init__(self, name: str, missing: list[str]) -> None:
        super().__init__(f"{name} is no list of retractions: it lacks the column {' and '.join(missing)}")


def is_retraction_list(head: str) -> bool:
    """Whether a file that begins so is a list of retractions.

    >>> is_retraction_list("Record ID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature")
    True
    """
    return all(name.lower() in head.partition("\n")[0].lower() for name in COLUMNS)


def read_retractions(source: Path | bytes, name: str | None = None) -> Iterator[ListedNotice | Problem]:
    """The notices of the list, in order, with the problems met between them.

    Raises:
        NotARetractionListError: a column is missing.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    file = name or ("bytes" if isinstance(source, bytes) else source.name)
    yield from _rows(io.StringIO(_decoded(content), newline=""), file)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(stream: TextIO, name: str) -> Iterator[ListedNotice | Problem]:
    csv.field_size_limit(LONGEST_CELL)  # a setting of the whole process, there is no other
    rows = csv.reader(stream)
    header = [column.strip().lower() for column in next(rows, [])]
    missing = [column for column in COLUMNS if column.lower() not in header]
    if missing:
        raise NotARetractionListError(name, missing)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _notice(dict(zip(header, (cell.strip() for cell in row), strict=False)), name, rows.line_num)
    except csv.Error as error:
        yield Problem(name, f"the rest of the file cannot be read: {error}", rows.line_num)


def _notice(row: dict[str, str], name: str, line: int) -> ListedNotice | Problem:
    nature = row.get("retractionnature", "")
    standing = _NATURES.get(nature.lower())
    if standing is None:
        return Problem(name, f"'{nature}' is no known nature of a notice", line, "RetractionNature", raw=nature)
    pmid, doi = _pmid(row.get("originalpaperpubmedid", "")), ids.parse_doi(row.get("originalpaperdoi", ""))
    if pmid is None and doi is None:
        return Problem(name, "the row names no paper by PubMed number or DOI", line)
    return ListedNotice(
        standing,
        nature,
        pmid,
        doi,
        _pmid(row.get("retractionpubmedid", "")),
        ids.parse_doi(row.get("retractiondoi", "")),
        read_day(row.get("retractiondate", "")),
        _reason(row.get("reason", "")),
    )


def _pmid(cell: str) -> str | None:
    """A PubMed number; the list writes 0 for none.

    >>> _pmid("12345678"), _pmid("0"), _pmid("unavailable")
    ('12345678', None, None)
    """
    return ids.parse_pmid(cell.removesuffix(".0"))


def _reason(cell: str) -> str | None:
    """The reasons as one phrase; the list writes `+A;+B;`.

    >>> _reason("+Error in Data;+Unreliable Results;")
    'Error in Data; Unreliable Results'
    """
    return "; ".join(part.strip().lstrip("+").strip() for part in cell.split(";") if part.strip()) or None


def read_day(text: str) -> date | None:
    """A day as the list writes it, month first; None where it is no day.

    >>> read_day("11/30/2020 0:00"), read_day("2021-02-03"), read_day("?"), read_day("13/45/2020")
    (datetime.date(2020, 11, 30), datetime.date(2021, 2, 3), None, None)
    """
    iso, american = _ISO.match(text), _AMERICAN.match(text)
    if iso:
        parts = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif american:
        parts = (int(american[3]), int(american[1]), int(american[2]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
