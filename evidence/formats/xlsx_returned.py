"""Read how the claims of a workbook made here were when it was made; it changes nothing and loads nothing."""

import json
from pathlib import Path

from evidence.formats.rows.workbook import cell_text
from evidence.models import ClaimBase

EVIDENCE, CODEBOOK, PROVENANCE, BASE = "evidence table", "codebook", "provenance", "_base"
"""The sheets by which a workbook describes itself, which loading passes over."""


def exported_claims(path: Path) -> dict[tuple[str, str], ClaimBase]:
    """The claims of a workbook as they were when it was made, by page and key; none where it does not say.

    The workbook was looked at before: it is one, and unpacking it is safe.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  a fifth of a second that only workbooks need pay

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        if BASE not in book.sheetnames:
            return {}
        rows = list(book[BASE].iter_rows(min_row=2, max_col=2, values_only=True))
    finally:
        book.close()
    claims: dict[tuple[str, str], ClaimBase] = {}
    for page, text in rows:
        if text:
            claim = ClaimBase.model_validate(json.loads(cell_text(text)))
            claims[cell_text(page), claim.key] = claim
    return claims
