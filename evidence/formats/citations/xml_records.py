"""XML files of citations cut at the ends of their records, each record parsed alone.

One bad record is one failure, and no document type is ever read: entities cannot be declared, expanded or fetched.
"""

import importlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from types import ModuleType
from typing import Any

from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import clean

lxml: ModuleType | None = None
with suppress(ImportError):  # twice as fast; the standard library's parser is always there
    lxml = importlib.import_module("lxml.etree")

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PREFIXED = re.compile(rb"</?([A-Za-z][\w.-]*):[A-Za-z]")
_LONGEST_START = 40
_SHOWN = 4000
_LONG = 80


class NotWellFormedError(ValueError):
    """A record's XML cannot be parsed, or declares entities."""


def cut(reading: Reading, blocks: Iterator[bytes], starts: re.Pattern[bytes]) -> Iterator[tuple[int, str, bytes]]:
    """Each record: its place in bytes, element name and bytes; the first group of `starts` is the name.

    A record that its own end tag does not close is noted as lost where the next one begins.
    """
    buffer, base, at = b"", 0, 0
    for block in blocks:
        base, buffer, at = base + at, buffer[at:] + block, 0
        while found := starts.search(buffer, at):
            end = _end(buffer, found)
            if not end:
                at = found.start()
                break
            yield from _closed(reading, buffer[found.start() : end], base + found.start(), found)
            at = end
        else:
            at = max(at, len(buffer) - _LONGEST_START)
        if len(buffer) - at > reading.limits.record:
            _too_long(reading, buffer[at:], base + at)
            at = len(buffer) - _LONGEST_START
    left = starts.search(buffer, at)
    if left:
        same = [match.start() for match in starts.finditer(buffer, at) if match[1] == left[1]]
        pieces = [*same, len(buffer)]
        for start, end in pairwise(pieces):
            reading.lost("the file ends inside a record", byte=base + start, raw=_text(buffer[start:end]))


def _too_long(reading: Reading, record: bytes, byte: int) -> None:
    reading.lost(f"a record is longer than {reading.limits.record} bytes", byte=byte, raw=_text(record))


def _end(buffer: bytes, found: re.Match[bytes]) -> int:
    mark = b"</" + found[1] + b">"
    end = buffer.find(mark, found.end())
    return end + len(mark) if end >= 0 else 0


def _closed(reading: Reading, record: bytes, byte: int, found: re.Match[bytes]) -> Iterator[tuple[int, str, bytes]]:
    if len(record) > reading.limits.record:
        _too_long(reading, record, byte)
        return
    inner = -1
    if record.find(b"<" + found[1], 1) > 0:
        inner = record.rfind(b"<" + found[1], 1)
    while inner > 0 and record[inner + len(found[1]) + 1 : inner + len(found[1]) + 2] not in {b" ", b">", b"\n", b"\t"}:
        inner = record.rfind(b"<" + found[1], 1, inner)
    if inner > 0:
        reading.lost("the record has no end tag", byte=byte, raw=_text(record[:inner]))
        record, byte = record[inner:], byte + inner
    yield byte, found[1].decode(), record


def _text(record: bytes) -> str:
    return record[:_SHOWN].decode("utf-8", "replace")


def parsed(record: bytes) -> Any:
    """The element of a record.

    Raises:
        NotWellFormedError: with the parser's reason.
    """
    if b"!" in record and _DECLARATION.search(record):
        raise NotWellFormedError("it declares a document type or entities, which are not read")
    parse = _by_standard if lxml is None else _by_lxml
    try:
        return parse(record)
    except NotWellFormedError:
        declared = _with_prefixes(record)
        if declared == record:
            raise
        return parse(declared)


def _by_standard(record: bytes) -> Any:
    try:
        return ET.fromstring(record)  # noqa: S314 - without a document type there is no entity to expand
    except ET.ParseError as error:
        raise NotWellFormedError(str(error)) from error


def _by_lxml(record: bytes) -> Any:
    tree: Any = lxml
    try:
        return tree.fromstring(record, _parser(tree))
    except tree.XMLSyntaxError as error:
        raise NotWellFormedError(str(error)) from error


_PARSERS: dict[str, Any] = {}


def _parser(tree: ModuleType) -> Any:
    if "parser" not in _PARSERS:
        _PARSERS["parser"] = tree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
    return _PARSERS["parser"]


def _with_prefixes(record: bytes) -> bytes:
    """The record with the prefixes it uses declared, where the declaration stood outside of it."""
    prefixes = {match[1] for match in _PREFIXED.finditer(record)}
    missing = [prefix for prefix in sorted(prefixes) if b"xmlns:" + prefix not in record and prefix != b"xml"]
    if not missing:
        return record
    close = record.index(b">")
    cut_at = close - 1 if record[close - 1 : close] == b"/" else close
    declared = b"".join(b' xmlns:%s="urn:%s"' % (prefix, prefix) for prefix in missing)
    return record[:cut_at] + declared + record[cut_at:]


def text_of(element: Any) -> str:
    r"""The words of an element and all in it, on one line.

    >>> text_of(ET.fromstring("<t>H<sub>2</sub>O  and\n more</t>"))
    'H2O and more'
    """
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return clean(text) if len(text) > _LONG else " ".join(text.split())
