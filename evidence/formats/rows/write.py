"""Write records as CSV, XLSX, JSONL or YAML so that reading gives equal records back; no file is left half written.

CSV and XLSX have a column for every field; JSONL too. YAML, which people edit, leaves out what is unknown.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import yaml

from evidence.formats.files import whole_file
from evidence.formats.json import compact_json, record_json
from evidence.formats.rows.cells import cell_of, guarded
from evidence.formats.rows.delimited import write_csv_rows
from evidence.formats.rows.kinds import Column, Kind, Shape
from evidence.formats.rows.problems import refused
from evidence.models import Record

Linked = tuple[Record, Mapping[str, Any]]
"""A record with the keys of the records it belongs to, such as `{"page": "clinic"}`."""

_EXPONENT = re.compile(r"[-+]?[0-9._]+[eE][-+]?[0-9]+")


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # the base is chosen at run time
    """Quotes a text such as 1e5, which YAML 1.1 leaves plain and a reader of YAML 1.2 takes for a number."""


def _text(dumper: Any, text: str) -> Any:
    style = "'" if _EXPONENT.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_GUARDED = frozenset({Shape.TEXT, Shape.TEXTS, Shape.NESTED, Shape.FREE})


def write_csv(stream: TextIO, kind: Kind, records: Iterable[Linked]) -> None:
    """Write CSV (RFC 4180) into a stream opened with `newline=""`.

    Raises:
        RefusedFileError: a text holds a NUL byte.
    """
    columns = list(kind.columns.values())
    rows = ([_csv_cell(column, shape[column.name]) for column in columns] for shape in _shapes(kind, records))
    write_csv_rows(stream, [column.name for column in columns], rows)


def _shapes(kind: Kind, records: Iterable[Linked]) -> Iterator[dict[str, Any]]:
    """Each record's JSON shape, its links first, with every column there."""
    for record, links in records:
        yield dict.fromkeys(kind.columns) | record_json(record, links)


def _csv_cell(column: Column, value: Any) -> str:
    """None is an empty cell; a text, empty or not, is guarded."""
    cell = cell_of(column, value)
    unknown = value is None or (not cell and (column.empty or column.shape is not Shape.TEXT))
    return cell if unknown or column.shape not in _GUARDED else guarded(cell)


def write_xlsx(path: Path, tables: Iterable[tuple[Kind, Iterable[Linked]]]) -> None:
    """Write a workbook with one sheet for each kind, named after it.

    Raises:
        RefusedFileError: a text holds a NUL byte or is longer than a cell can hold; nothing is written then.
    """
    from evidence.formats.rows.workbook_write import write_sheets  # noqa: PLC0415  a fifth of a second that only workbooks need pay

    with whole_file(path) as new:
        write_sheets(new, ((kind.name, list(kind.columns), _xlsx_rows(kind, records)) for kind, records in tables))


def _xlsx_rows(kind: Kind, records: Iterable[Linked]) -> Iterator[list[Any]]:
    for shape in _shapes(kind, records):
        yield [_xlsx_cell(column, shape[column.name]) for column in kind.columns.values()]


def _xlsx_cell(column: Column, value: Any) -> Any:
    if column.shape in {Shape.TEXTS, Shape.NESTED, Shape.FREE}:
        return cell_of(column, value) or None
    return None if value == "" and column.empty else value


def write_jsonl(stream: TextIO, kind: Kind, records: Iterable[Linked]) -> None:
    """Write one JSON object a line.

    Raises:
        RefusedFileError: a text holds a NUL byte.
    """
    for number, (record, links) in enumerate(records, start=1):
        line = json.dumps(record_json(record, links), ensure_ascii=False)
        if "\\u0000" in line and _holds_nul(record):
            raise refused(
                getattr(stream, "name", kind.name), f"record {number} holds a NUL byte, which cannot be loaded"
            )
        stream.write(line + "\n")


def _holds_nul(record: Record) -> bool:
    return "\\x00" in repr(record.model_dump())


def write_yaml(stream: TextIO, kind: Kind, records: Iterable[Linked]) -> None:
    """Write a list under the kind's name, without what is unknown."""
    stream.write(f"{kind.name}:\n")
    empty = True
    for record, links in records:
        empty = False
        stream.write(_yaml_item(compact_json(record, links)))
    if empty:
        stream.write("  []\n")


def _yaml_item(shape: Mapping[str, Any]) -> str:
    text = io.StringIO()
    yaml.dump([dict(shape)], text, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text.getvalue()
