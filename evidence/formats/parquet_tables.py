"""Write an evidence table as Parquet where pyarrow is installed; it decides no content."""

import json
from importlib import import_module
from io import BytesIO

from evidence.formats.extras import MissingExtraError
from evidence.formats.preset_tables import csv_metadata
from evidence.report.presets import TableDocument


def table_parquet(document: TableDocument) -> bytes:
    """The table as Parquet: a text column for each field, a number column beside those that count, notes as metadata.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as missing:
        raise MissingExtraError("writing Parquet", "parquet") from missing
    columns: dict[str, object] = {}
    for place, one in enumerate(document.fields):
        cells = [row.cells[place] for row in document.rows]
        columns[one.name] = pa.array([cell.text for cell in cells], pa.string())
        numbers = [cell.number for cell in cells]
        known = [number for number in numbers if number is not None]
        if known:
            whole = all(float(number).is_integer() for number in known)
            columns[f"{one.name}_number"] = pa.array(numbers, pa.int64() if whole else pa.float64())
    around = json.dumps(json.loads(csv_metadata(document, f"{document.preset}.parquet")), ensure_ascii=False)
    stream = BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata({"evidence": around}), stream)
    return stream.getvalue()
