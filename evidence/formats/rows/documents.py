"""Read JSONL, JSON and YAML as entries with their lines; what the entries mean is decided elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from evidence.errors import Problem
from evidence.formats.rows.decoding import TextFile
from evidence.formats.rows.jsontext import JsonTextError, decoded_item, decoded_json
from evidence.formats.rows.kinds import KINDS, kind_named
from evidence.formats.rows.limits import Limits
from evidence.formats.rows.problems import Entry, refused, shown
from evidence.formats.rows.yamltext import Mapping, YamlTextError, yaml_documents


@dataclass(frozen=True)
class Document:
    """A run of entries: `label` names it in errors, `named` is the kind the file itself names, if any."""

    label: str
    hint: str
    entries: Iterator[Entry | Problem]
    named: str | None = None


def jsonl_entries(file: TextFile, limits: Limits) -> Iterator[Entry | Problem]:
    """One entry a line; blank lines do not count, a bad line is a Problem and the rest goes on."""
    with file.open() as stream:
        for number, line in enumerate(_lines(stream, limits.record_chars), start=1):
            if line.isspace():
                continue
            yield _entry_of_line(str(file.path), number, line, limits)


def _lines(stream: TextIO, limit: int) -> Iterator[str]:
    """The lines, an overlong one cut off just beyond the limit."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith("\n"):
            line = stream.readline(limit + 1)


def _entry_of_line(file: str, number: int, line: str, limits: Limits) -> Entry | Problem:
    if len(line) > limits.record_chars:
        return Problem(file=file, line=number, reason=f"a record of more than {limits.record_chars:,} characters")
    try:
        value = decoded_json(line)
    except JsonTextError as error:
        cut = "" if line.endswith("\n") else " (it is the last line: is the file cut off?)"
        column = None if error.position is None else error.position + 1
        return Problem(file=file, line=number, column=column, reason=f"{error}{cut}", raw=shown(line.strip()))
    return _entry(file, value, number)


def _entry(file: str, value: Any, line: int) -> Entry | Problem:
    if isinstance(value, Mapping):
        return Entry(value.line, dict(value), value.lines)
    if isinstance(value, dict):
        return Entry(line, value)
    return Problem(file=file, line=line, reason=f"expected a record with named values, found {shown(value)}")


def json_documents(file: TextFile, hint: str, limits: Limits) -> list[Document]:
    """The runs of entries of one JSON document: a list of records, or an object with a list for each kind.

    Raises:
        RefusedFileError: it is not JSON, or holds no list of records.
    """
    text = _whole_text(file, limits)
    try:
        if text.lstrip().startswith("["):
            return [Document(str(file.path), hint, iter([_entry(str(file.path), *i) for i in _array_items(text)]))]
        value = decoded_json(text)
    except JsonTextError as error:
        line = None if error.position is None else text.count("\n", 0, error.position) + 1
        raise refused(str(file.path), f"{error}; nothing of the file can be read", line=line) from error
    return _documents(str(file.path), hint, value)


def _whole_text(file: TextFile, limits: Limits) -> str:
    if file.size > limits.document_bytes:
        reason = f"a document of {file.size:,} bytes is read whole, and the limit is {limits.document_bytes:,}"
        raise refused(str(file.path), f"{reason}: write it as JSONL or CSV, or raise the limit")
    with file.open() as stream:
        return stream.read()


def _array_items(text: str) -> list[tuple[Any, int]]:
    """The items of a JSON array with the lines they begin on."""
    items: list[tuple[Any, int]] = []
    at, counted, line = text.index("[") + 1, 0, 1
    while True:
        at = _blank_end(text, at)
        if text.startswith("]", at) and not items:
            break
        line += text.count("\n", counted, at)
        counted = at
        value, at = decoded_item(text, at)
        items.append((value, line))
        at = _blank_end(text, at)
        if not text.startswith(",", at):
            break
        at += 1
    if not text.startswith("]", at) or text[at + 1 :].strip():
        raise JsonTextError("the list is not closed, or something follows it (is the file cut off?)", at)
    return items


def _blank_end(text: str, at: int) -> int:
    while text[at : at + 1] in {" ", "\t", "\r", "\n"}:
        at += 1
    return at


def yaml_runs(file: TextFile, hint: str, limits: Limits) -> list[Document]:
    """The runs of entries of a YAML file: a list of records, a mapping with a list for each kind, or several documents.

    Raises:
        RefusedFileError: it is not YAML, uses tags, duplicate keys or too many aliases, or holds no list of records.
    """
    try:
        values = yaml_documents(_whole_text(file, limits), limits)
    except YamlTextError as error:
        raise refused(str(file.path), str(error), line=error.line) from error
    runs = [run for value in values if value is not None for run in _documents(str(file.path), hint, value)]
    if not runs:
        raise refused(str(file.path), "the file holds no records")
    return runs


def _documents(label: str, hint: str, value: Any) -> list[Document]:
    """The runs of one document: `[…]`, `{kind: claims, records: […]}`, `{claims: […], studies: […]}`, or one record."""
    if isinstance(value, list):
        return [Document(label, hint, iter([_entry(label, item, 1) for item in value]))]
    if not isinstance(value, dict):
        raise refused(label, f"expected a list of records, found {shown(value)}")
    lists = {name: items for name, items in value.items() if isinstance(items, list) and _holds_records(name, value)}
    if not lists:
        return [Document(label, hint, iter([_entry(label, value, 1)]))]
    stray = sorted(value.keys() - lists.keys() - {"kind", "version"})
    if stray:
        permitted = "a list of records under 'records' or under each of " + ", ".join(KINDS)
        raise refused(label, f"'{stray[0]}' is not expected beside lists of records; expected {permitted}")
    kind = value.get("kind")
    return [
        Document(
            f"{label}, {name}", hint, iter([_entry(label, i, 1) for i in items]), kind if name == "records" else name
        )
        for name, items in lists.items()
    ]


def _holds_records(name: str, beside: dict[str, Any]) -> bool:
    """Whether a list under this name is a list of records: not where it is a field of the one record around it."""
    return name == "records" or (kind_named(name) is not None and not {"key", "id", "quote", "code"} & beside.keys())
