"""Records and tables as DataFrames with proper dtypes; what is not known is missing, and never a word among numbers."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from evidence.formats.rows.kinds import Column, Kind, Shape
from evidence.formats.tables import Grid
from evidence.models import Record

_DTYPES: Mapping[Shape, str] = {
    Shape.TEXT: "string",
    Shape.INTEGER: "Int64",
    Shape.NUMBER: "Float64",
    Shape.TRUTH: "boolean",
}


def records_frame(kind: Kind, records: Iterable[tuple[Record, Mapping[str, Any]]]) -> pd.DataFrame:
    """Records of a kind, one a row, the keys of what they belong to first; lists and nested records stay objects."""
    columns = [column for column in kind.columns.values() if column.name != "capture"]
    rows = [dict(links) | record.model_dump(mode="json") for record, links in records]
    return pd.DataFrame({one.name: _series(one, [row.get(one.name) for row in rows]) for one in columns})


def _series(column: Column, values: list[Any]) -> "pd.Series[Any]":
    if column.shape is Shape.CHOICE:
        return pd.Series(pd.Categorical(values, categories=list(column.choices)))
    if column.shape is Shape.DATE:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="string"), format="%Y-%m-%d"))
    if column.shape is Shape.MOMENT:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="string"), utc=True, format="ISO8601"))
    dtype: Any = _DTYPES.get(column.shape, "object")
    series: pd.Series[Any] = pd.Series(values, dtype=dtype)
    return series


def grid_frame(grid: Grid) -> pd.DataFrame:
    """A table as it is written, words for the unknown among the numbers, as a DataFrame of objects."""
    return pd.DataFrame(grid.lines, columns=list(grid.headings), dtype=object)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """A table of words and numbers with a dtype for each column: where there are numbers, words for the unknown go.

    >>> frame = pd.DataFrame({"Year": [2020, "not stated"], "Claim": ["C1", "C2"]}, dtype=object)
    >>> [str(dtype) for dtype in typed(frame).dtypes]
    ['Int64', 'string']
    """
    return pd.DataFrame({name: _typed(frame[name]) for name in frame.columns})


def _typed(column: "pd.Series[Any]") -> "pd.Series[Any]":
    numbers = [value for value in column if isinstance(value, int | float)]
    if not numbers:
        return column.astype("string")
    whole = all(float(number).is_integer() for number in numbers)
    known = [value if isinstance(value, int | float) else None for value in column]
    return pd.Series(known, index=column.index, dtype="Int64" if whole else "Float64")
