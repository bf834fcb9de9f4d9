"""BibTeX files as entries with their fields: strings joined, macros put in, cross-references followed.

An own scanner on `str.find`, because readers at hand lose an entry with a repeated key or field, without a key or in
another encoding: bibtexparser a quarter of the entries of JabRef's test files, pybtex two fifths unless it is told to
pass over errors. With names parted and LaTeX decoded it takes less than a fiftieth of bibtexparser's time, and about
the time in which that one finds the fields alone (`scripts/bench P6`). Runs in time proportional to the file: after an
entry that never closes it goes on at the next line that starts one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.formats.citations.reading import Reading

_START = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])")
_BOUNDARY = re.compile(r"\n[ \t]*@[ \t]*[A-Za-z]+\s*[{(]")
_KEY = re.compile(r"\s*([^\s,={}\"#()%]*(?:[ \t]+[^\s,={}\"#()%]+)*)\s*(?=[,})]|$)")
_SIMPLE = re.compile(r"[\s,]*([A-Za-z][^\s=,{}\"#%()]*)\s*=\s*\{([^{}]*)\}\s*(?=([,})])|)")
_NAME = re.compile(r"[\s,]*([A-Za-z_][^\s=,{}\"#%()]*)\s*=\s*")
_BARE = re.compile(r"[^\s,#}{\"()=]+")
_JOIN = re.compile(r"\s*#\s*")
_END = re.compile(r"[\s,]*([})])")
_LOOKAHEAD = 3
"""How many lines that look like a start may stand inside an entry before it counts as never closed."""
_PARENTS = frozenset(
    {"proceedings", "book", "collection", "periodical", "set", "reference", "xdata"}
    | {"mvbook", "mvcollection", "mvproceedings", "mvreference"}
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OWN = frozenset(
    {
        "crossref",
        "xdata",
        "ids",
        "title",
        "subtitle",
        "shorttitle",
        "author",
        "doi",
        "pages",
        "label",
        "abstract",
        "note",
    }
    | {"keywords", "file"}
)
"""Fields that an entry does not take over from the one it refers to."""


class BrokenEntryError(ValueError):
    """An entry that cannot be read, with the reason."""


@dataclass
class Entry:
    """One entry: its kind, key, fields by lower-case name, and what was odd about it."""

    kind: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    undefined: list[str] = field(default_factory=list)
    line: int = 1
    raw: str = ""


def read_entries(reading: Reading, blocks: Iterator[str]) -> Iterator[Entry | None]:
    """Entries in order; one that refers to a later one comes when that is read. None where one was lost."""
    macros = {name: name for name in _MONTHS}
    parents: dict[str, Entry] = {}
    waiting: dict[str, list[Entry]] = {}
    for entry in _entries(reading, blocks, macros):
        if entry is None:
            yield None
            continue
        parent = entry.fields.get("crossref") or entry.fields.get("xdata")
        if parent and parent.lower() not in parents:
            waiting.setdefault(parent.lower(), []).append(entry)
            continue
        yield _inheriting(entry, parents[parent.lower()]) if parent else entry
        if entry.kind in _PARENTS or entry.key.lower() in waiting:
            parents[entry.key.lower()] = entry
            for child in waiting.pop(entry.key.lower(), ()):
                yield _inheriting(child, entry)
    for name, children in waiting.items():
        for child in children:
            reading.odd(f"the entry refers to '{name}', which is not in the file", line=child.line, raw=child.raw)
            yield child


def _inheriting(entry: Entry, parent: Entry) -> Entry:
    """The entry with what it lacks taken from the one it refers to (BibTeX's crossref, biblatex's xdata)."""
    taken = {name: value for name, value in parent.fields.items() if name not in _OWN or parent.kind == "xdata"}
    if parent.kind != "xdata":
        taken["booktitle"] = parent.fields.get("booktitle") or parent.fields.get("title", "")
    entry.fields = {**taken, **entry.fields}
    return entry


def _entries(reading: Reading, blocks: Iterator[str], macros: dict[str, str]) -> Iterator[Entry | None]:
    line = 1
    for chunk, last in _chunks(reading, blocks):
        at = 0
        del last
        while start := _START.search(chunk, at):
            here = line + chunk.count("\n", 0, start.start())
            kind = start[1].lower()
            if kind in {"comment", "preamble"}:
                at = _past(chunk, start)
                continue
            try:
                entry, at = _entry(chunk, start, macros)
            except BrokenEntryError as error:
                reading.lost(f"the entry cannot be read: {error}", line=here, raw=chunk[start.start() :])
                yield None
                break
            if kind != "string":
                entry.line, entry.raw = here, chunk[start.start() : at]
                yield entry
        line += chunk.count("\n")


def _chunks(reading: Reading, blocks: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Stretches that hold whole entries, each cut before a line that starts one."""
    text = ""
    for block in blocks:
        text += block
        at = 0
        while True:
            end = _balanced_end(text, at)
            if end <= 0:
                break
            yield text[at:end], False
            at = end
        text = text[at:]
        if len(text) > reading.limits.record:
            first = _BOUNDARY.search(text, 1)
            cut = first.start() + 1 if first else len(text)
            yield text[:cut], False
            text = text[cut:]
    while text:
        end = _balanced_end(text, 0, final=True)
        yield text[:end], end == len(text)
        text = text[end:]


def _balanced_end(text: str, at: int, *, final: bool = False) -> int:
    """Where the stretch from `at` ends: before the next start at which its braces balance; 0 while not in sight."""
    first, boundary, opened = 0, at, 0
    for _ in range(_LOOKAHEAD):
        match = _BOUNDARY.search(text, boundary + 1)
        if match is None:
            if final and not first:
                return len(text)
            if final and opened + text.count("{", boundary) == text.count("}", boundary):
                return len(text)
            return first if final else 0
        opened += text.count("{", boundary, match.start() + 1) - text.count("}", boundary, match.start() + 1)
        boundary = match.start() + 1
        if opened <= 0:
            return boundary
        first = first or boundary
    return first


def _past(chunk: str, start: re.Match[str]) -> int:
    """Behind a comment or preamble; a comment that does not close ends with its line, as in BibTeX."""
    try:
        return _closing(chunk, start.end()) if start[2] == "{" else chunk.index(")", start.end()) + 1
    except (BrokenEntryError, ValueError):
        end = chunk.find("\n", start.end())
        return end if end >= 0 else len(chunk)


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes the group opened just before `at`."""
    depth = 1
    while depth:
        close = text.find("}", at)
        if close < 0:
            raise BrokenEntryError("a brace is opened and never closed")
        depth += text.count("{", at, close) - 1
        at = close + 1
    return at


def _entry(text: str, start: re.Match[str], macros: dict[str, str]) -> tuple[Entry, int]:
    entry = Entry(start[1].lower(), "")
    at = start.end()
    if entry.kind != "string":
        key = _KEY.match(text, at)
        if key:
            entry.key, at = key[1].strip(), key.end()
    while True:
        simple = _SIMPLE.match(text, at)
        if simple and simple[3]:
            name, value, at = simple[1].lower(), simple[2], simple.end()
        elif end := _END.match(text, at):
            return entry, end.end()
        else:
            name, value, at = _field(text, at, macros, entry)
        if entry.kind == "string":
            macros[name] = value
        elif name in entry.fields:
            entry.repeated.append(name)
        else:
            entry.fields[name] = value


def _field(text: str, at: int, macros: dict[str, str], entry: Entry) -> tuple[str, str, int]:
    name = _NAME.match(text, at)
    if name is None:
        shown = " ".join(text[at : at + 30].split())
        raise BrokenEntryError(f"expected a field, found '{shown}'" if shown else "it ends before its closing brace")
    parts, at = [], name.end()
    while True:
        part, at = _value(text, at, macros, entry)
        parts.append(part)
        join = _JOIN.match(text, at)
        if join is None:
            return name[1].lower(), "".join(parts), at
        at = join.end()


def _value(text: str, at: int, macros: dict[str, str], entry: Entry) -> tuple[str, int]:
    mark = text[at : at + 1]
    if mark == "{":
        end = _closing(text, at + 1)
        return text[at + 1 : end - 1], end
    if mark == '"':
        end = _quote_end(text, at + 1)
        return text[at + 1 : end], end + 1
    bare = _BARE.match(text, at)
    if bare is None:
        return "", at
    word = bare[0]
    if not word[0].isdigit() and word.lower() not in macros:
        entry.undefined.append(word)
    return macros.get(word.lower(), word), bare.end()


def _quote_end(text: str, at: int) -> int:
    depth, begun = 0, at
    while True:
        close = text.find('"', at)
        if close < 0:
            raise BrokenEntryError("a quotation mark is opened and never closed")
        depth += text.count("{", at, close) - text.count("}", at, close)
        if depth < 0:
            raise BrokenEntryError("a brace closes inside quotation marks without being opened")
        if depth == 0 and (close == begun or text[close - 1] != "\\"):
            return close
        at = close + 1
