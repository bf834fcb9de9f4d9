"""Tell what a file is from its content; its suffix is compared with the answer and never decides it."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evidence.formats.rows.decoding import TextFile, text_file
from evidence.formats.rows.jsontext import JsonTextError, decoded_item
from evidence.formats.rows.limits import LIMITS, Limits
from evidence.formats.rows.problems import refused


class Layout(StrEnum):
    """How a file is laid out; `citations` stands for every bibliographic format, which is read elsewhere."""

    CSV = "CSV"
    XLSX = "XLSX"
    JSONL = "JSONL"
    JSON = "JSON"
    YAML = "YAML"
    CITATIONS = "citations"


SUFFIXES = {
    ".csv": Layout.CSV,
    ".tsv": Layout.CSV,
    ".xlsx": Layout.XLSX,
    ".xlsm": Layout.XLSX,
    ".jsonl": Layout.JSONL,
    ".ndjson": Layout.JSONL,
    ".yaml": Layout.YAML,
    ".yml": Layout.YAML,
    ".ris": Layout.CITATIONS,
    ".nbib": Layout.CITATIONS,
    ".bib": Layout.CITATIONS,
    ".xml": Layout.CITATIONS,
}
"""What each suffix promises; `.json` may be anything, and `.txt` promises nothing."""

_CITATION_TEXT = re.compile(
    r"\s*(?:<\?xml|<!DOCTYPE|<[A-Za-z]|TY  ?- |PMID ?- |%0 |%[A-Z] |@[A-Za-z]+\s*[{(]|%.*\n\s*@[A-Za-z]+\s*[{(])"
)
_CITATION_KEYS = frozenset({"DOI", "PMID", "PMCID", "container-title", "citation-key", "given", "ISSN", "URL"})
_YAML_START = re.compile(r"(?:---(?:\s|$)|%YAML |- |-$|[\w .-]+:(?:\s|$)|\"[^\"\n]+\":\s|&|!)", re.MULTILINE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sniffed:
    """What a file is, with its text where it has one, and what is worth saying about it."""

    path: Path
    layout: Layout
    text: TextFile | None = None
    notes: tuple[str, ...] = ()


def sniffed(path: Path, limits: Limits = LIMITS) -> Sniffed:
    """What the file is.

    Raises:
        RefusedFileError: it is empty, too large, in no known encoding, or something that cannot be loaded.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(b"PK"):
        _refuse_other_archives(path)
        return _with_notes(path, Layout.XLSX, None)
    if head.startswith(_OLD_OFFICE):
        raise refused(str(path), "an old or encrypted Excel workbook; save it as .xlsx without a password")
    if head.startswith(b"\x1f\x8b"):
        return Sniffed(path, Layout.CITATIONS)
    if head.startswith(b"%PDF"):
        raise refused(str(path), "a PDF; records are loaded from tables, and pages are audited with `evidence audit`")
    text = text_file(path, limits)
    return _with_notes(path, _layout_of_text(text), text)


def _refuse_other_archives(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise refused(str(path), "a workbook that is cut off or damaged; save it again in its program") from error
    if "xl/workbook.xml" not in names:
        what = (
            "an OpenDocument or binary workbook" if {"content.xml", "xl/workbook.bin"} & set(names) else "a zip archive"
        )
        raise refused(str(path), f"{what}, not an XLSX workbook; save it as .xlsx")


def _with_notes(path: Path, layout: Layout, text: TextFile | None) -> Sniffed:
    notes = [text.note] if text and text.note else []
    promised = SUFFIXES.get(path.suffix.lower())
    if promised is not None and promised is not layout:
        notes.append(f"named {path.suffix}, but its content is {layout}: read as {layout}")
    return Sniffed(path, layout, text, tuple(notes))


def _layout_of_text(text: TextFile) -> Layout:
    head = text.head()
    if _CITATION_TEXT.match(head):
        return Layout.CITATIONS
    start = head.lstrip()
    if start.startswith(("{", "[")):
        return _layout_of_json(start)
    lines = (line for line in head.splitlines() if line.strip() and not line.startswith("#"))
    return Layout.YAML if _YAML_START.match(next(lines, "")) else Layout.CSV


def _layout_of_json(start: str) -> Layout:
    """One object a line, one document, or a bibliography in CSL-JSON."""
    inside = start[1:].lstrip() if start.startswith("[") else start
    try:
        item, end = decoded_item(inside, 0)
    except JsonTextError:
        first_line = start.splitlines()[0]
        return Layout.JSONL if first_line.startswith("{") and len(first_line) > 1 else Layout.JSON
    if isinstance(item, dict) and _is_citation(item):
        return Layout.CITATIONS
    if start.startswith("["):
        return Layout.JSON
    return Layout.JSONL if "\n" not in inside[:end] and _only_records(item, inside[end:]) else Layout.JSON


def _only_records(item: object, rest: str) -> bool:
    """Whether this object is itself a record: more follow it, or none of its values is a list of records."""
    if rest.strip() or not isinstance(item, dict):
        return True
    return not any(isinstance(value, list) and name == "records" for name, value in item.items())


def _is_citation(item: dict[str, object]) -> bool:
    issued = item.get("issued")
    return bool(_CITATION_KEYS & item.keys()) or isinstance(issued, dict) or isinstance(item.get("items"), list)
