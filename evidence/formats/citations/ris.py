"""RIS as its many writers write it (Embase, Cochrane, Ovid, Zotero, EndNote, publishers' sites), to publications.

An own scanner on fixed columns: readers at hand lose a repeated tag, the first record behind a byte order mark, and
every record without an end mark. A third of a record's time goes into its lines, which is all that rispy does; the
rest into names, dates, identifiers and the parts of abstracts (`scripts/bench P4`). Never drops a tag in silence: what
has no field is named in `not_kept`.
"""

import re
from collections.abc import Iterator

from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import clean
from evidence.formats.citations.ris_fields import KNOWN_TAGS, from_tags
from evidence.models import PublicationBase

_LOOSE = re.compile(r"[ \t]*([A-Z][A-Z0-9])[ \t]{0,4}-(?:[ \t](.*)|$)")
_LINES = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$", re.MULTILINE)
_END = re.compile(r"\nER[ \t]{0,4}-[^\n]*\n")
_STARTS = re.compile(r"^[ \t]*TY[ \t]{0,4}-", re.MULTILINE)
_CUTS = re.compile(r"^[ \t]*ER[ \t]{0,4}-[^\n]*\n?|^(?=[ \t]*TY[ \t]{0,4}-)", re.MULTILINE)
_BY_LINE = frozenset({"AU", "A1", "A2", "A3", "A4", "ED", "KW", "UR", "SN", "DE", "L1", "L2"})
"""Tags whose further lines are further values."""

Tags = dict[str, list[str]]


def read_ris(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """The publications of a RIS file; None where the reading was told of a record that could not be read."""
    line = 1
    for chunk, ended in _chunks(reading, blocks):
        if not chunk.isspace():
            yield from _record(reading, chunk, line, ended=ended)
        line += chunk.count("\n")


def _chunks(reading: Reading, blocks: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Stretches of the file that end with an end mark or before the next start, with whether they have the mark."""
    text = "\n"
    for block in blocks:
        text += block
        start = at = 1
        while (at := text.find("\nER", at - 1) + 1) > 0:
            if end := _END.match(text, at - 1):
                yield from _single(text[start : end.end()])
                start = end.end()
            at += 1
        text = "\n" + text[start:]
        if len(text) > reading.limits.record:
            pieces = list(_single(text[1:]))
            yield from pieces[:-1]
            text = "\n" + pieces[-1][0]
    if text.strip():
        yield from _single(text[1:])


def _single(chunk: str) -> Iterator[tuple[str, bool]]:
    head = chunk.lstrip("\n")
    if head.startswith("TY  -") and chunk.find("\nTY", len(chunk) - len(head) + 1) < 0:
        yield chunk, chunk.rfind("\nER") >= 0
        return
    at = 0
    for cut in _CUTS.finditer(chunk):
        end = cut.end()
        if end > at and not chunk[at:end].isspace():
            yield chunk[at:end], cut.end() > cut.start()
            at = end
    if at < len(chunk):
        yield chunk[at:], False


def _record(reading: Reading, chunk: str, line: int, *, ended: bool) -> Iterator[PublicationBase | None]:
    if len(chunk) > reading.limits.record:
        reading.lost(f"a record is longer than {reading.limits.record} characters", line=line, raw=chunk)
        yield None
        return
    tags, stray = _fixed_tags(chunk) or _tags(chunk)
    if not tags:
        if stray and any(text.strip() for text in stray):
            reading.odd("text before or between the records was left out", line=line, raw="\n".join(stray))
        return
    if stray:
        reading.odd("text before the record's first tag was left out", line=line, raw="\n".join(stray))
    if "TY" not in tags:
        reading.odd("the record has no TY; its kind was told from its other tags", line=line, raw=chunk)
    if not ended:
        reading.odd("the record has no ER; it was read up to where it stops", line=line)
    yield from_tags(reading, tags, line=line, raw=chunk.strip("\n"))


def _fixed_tags(chunk: str) -> tuple[Tags, list[str]] | None:
    """The values of each tag of a record that keeps to the columns and to the tags that are known; else None."""
    tags: Tags = {}
    lines = chunk.strip("\n").split("\n")
    for line in lines:
        tag, mark, value = line.partition("  - ")
        if not mark:
            if line != "ER  -":
                return None
        elif tag in tags:
            tags[tag].append(value.strip())
        else:
            tags[tag] = [value.strip()]
    if not tags.keys() <= KNOWN_TAGS:
        return None
    tags.pop("ER", None)
    if "\t" in chunk or "\xa0" in chunk or chunk.count("  ") != len(lines):
        tags = {tag: list(map(clean, values)) for tag, values in tags.items()}
    return tags, []


def _tags(chunk: str) -> tuple[Tags, list[str]]:
    """The values of each tag, and the lines before the first one."""
    pairs = _LINES.findall(chunk)
    if len(pairs) != chunk.strip("\n").count("\n") + 1:
        tags, stray = _irregular_tags(chunk)
    else:
        tags, stray = {}, []
        for tag, value in pairs:
            tags.setdefault(tag, []).append(value)
        tags.pop("ER", None)
    return {tag: list(map(clean, values)) for tag, values in tags.items()}, stray


def _irregular_tags(chunk: str) -> tuple[Tags, list[str]]:
    tags: Tags = {}
    stray: list[str] = []
    loose = not _regular(chunk)
    last: list[str] | None = None
    tag = ""
    for line in chunk.split("\n"):
        if line[2:6] == "  - " and line[:2].isupper():
            tag = line[:2]
            last = tags.setdefault(tag, [])
            last.append(line[6:])
            continue
        found = _irregular(line, loose=loose)
        if found:
            tag, value = found
            last = tags.setdefault(tag, [])
            last.append(value)
        elif last is None:
            stray.append(line)
        elif line and not line.isspace():
            _continue(last, line.strip(), by_line=tag in _BY_LINE)
        elif last[-1] and tag not in _BY_LINE:
            last[-1] += "\n"
    tags.pop("ER", None)
    return tags, [line for line in stray if line.strip()]


def _regular(chunk: str) -> bool:
    start = _STARTS.search(chunk)
    return start is None or start[0] == "TY  -"


def _irregular(line: str, *, loose: bool) -> tuple[str, str] | None:
    """A tag line off the fixed columns: no space behind the dash, or any layout in a file whose TY has it too."""
    if line[2:5] == "  -" and line[:2] in KNOWN_TAGS:
        return line[:2], line[5:].strip()
    if loose and (match := _LOOSE.match(line)) and match[1] in KNOWN_TAGS:
        return match[1], (match[2] or "").strip()
    return None


def _continue(values: list[str], line: str, *, by_line: bool) -> None:
    if by_line and values[-1]:
        values.append(line)
    else:
        values[-1] = f"{values[-1]}{'' if values[-1].endswith(chr(10)) else ' '}{line}".lstrip()
