"""Read and write tables of records; nothing here knows a database, and a record is never repaired in silence.

A file is told by its content, not its name: CSV (comma, semicolon or tab), XLSX, JSONL, JSON or YAML. The kind of
record is told by its columns, or by `kind:` in the file, a sheet's name, or `--kind`.

- CSV and XLSX: one record a row under a header. Lists, nested records, formula guards: see `cells`.
- JSONL: one JSON object a line. JSON: a list of objects. YAML: a list of mappings. Both also take
  `{kind: claims, records: […]}` or a list under each kind's name: `{claims: […], studies: […]}`.
- An effect may say `value: [low, high]` for a range.
- Links name other records by key: `page` (also `file`) of a claim, `claim` and `publication` of a citation.
"""

from evidence.formats.rows.check import Checked, Checker, PageText, checked_entries
from evidence.formats.rows.kinds import KINDS, Kind
from evidence.formats.rows.limits import LIMITS, Limits
from evidence.formats.rows.problems import Entry, RefusedFileError
from evidence.formats.rows.read import Reading, Table, read_tables

__all__ = [
    "KINDS",
    "LIMITS",
    "Checked",
    "Checker",
    "Entry",
    "Kind",
    "Limits",
    "PageText",
    "Reading",
    "RefusedFileError",
    "Table",
    "checked_entries",
    "read_tables",
]
