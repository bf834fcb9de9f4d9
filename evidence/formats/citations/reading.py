"""Bytes of a citation file as text or XML bytes in blocks: unpacked, decoded, with every oddity noted on the way.

Never holds the whole file, and never drops bytes without a Problem that says where.
"""

import codecs
import importlib
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from evidence.errors import EvidenceError, Problem

inflate: ModuleType = zlib
with suppress(ImportError):  # three times as fast; zlib is always there
    inflate = importlib.import_module("isal.isal_zlib")

BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_DECLARED = (
    re.compile(rb"^%\s*Encoding:\s*([\w.-]+)", re.IGNORECASE | re.MULTILINE),
    re.compile(rb"^Content:[^\n]*charset=\"?([\w.-]+)", re.IGNORECASE | re.MULTILINE),
)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']", re.IGNORECASE)
_RAW = 2000
_STEP = 1024
_STEP_OUT = 4096
"""How many bytes go in and come out of decompression at a time: no more than these are lost in front of damage."""


class UnknownCitationFormatError(EvidenceError):
    """The content of a file is none of the citation formats."""

    def __init__(self, file: str, known: Iterable[str]) -> None:
        super().__init__(f"{file}: not a citation format that is read here; known are {', '.join(known)}")


class Inflater(Protocol):
    """What zlib and isal decompressors share."""

    unused_data: bytes
    unconsumed_tail: bytes
    eof: bool

    def decompress(self, data: bytes, /, max_length: int = 0) -> bytes:
        """The bytes that came out."""


@dataclass(frozen=True)
class Limits:
    """How much is read at most before a record is refused; no field or record is ever cut short."""

    record: int = 64 << 20
    """characters or bytes of one record"""
    unpacked: int = 256 << 30
    """bytes that may come out of one compressed file"""


@dataclass
class Reading:
    """One file being read: its name, its limits, and the problems met that have not been handed on yet."""

    file: str
    limits: Limits = field(default_factory=Limits)
    keep_source: bool = True
    source: str | Path | bytes | None = None
    problems: list[Problem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def lost(self, reason: str, *, line: int | None = None, byte: int | None = None, raw: str = "") -> None:
        """Note a record or stretch that could not be read."""
        place = reason if byte is None else f"{reason} (at byte {byte})"
        self.problems.append(Problem(self.file, place, line=line, raw=raw[:_RAW]))

    def odd(self, reason: str, *, line: int | None = None, raw: str = "") -> None:
        """Note something unusual about what was read all the same."""
        self.problems.append(Problem(self.file, reason, line=line, raw=raw[:_RAW], kept=True))

    def odd_once(self, reason: str, *, line: int | None = None) -> None:
        """Note something unusual the first time it is met in this file."""
        if reason not in self.seen:
            self.seen.add(reason)
            self.odd(reason, line=line)

    @cached_property
    def intact(self) -> bool:
        """Whether the file, if it is compressed, unpacks to its end with the right checksum; read again to find out."""
        return self.source is None or is_intact(self.source)

    def taken(self) -> list[Problem]:
        """The problems since the last call."""
        problems, self.problems = self.problems, []
        return problems


def is_intact(source: str | Path | bytes) -> bool:
    """Whether a file, if it is compressed, unpacks to its end with the right checksum."""
    probe = Reading("probe")
    for _ in unpacked(probe, opened(source)):
        pass
    return all(problem.kept for problem in probe.problems)


def opened(source: str | Path | bytes) -> Iterator[bytes]:
    """The bytes of a file, or those given, in blocks."""
    if isinstance(source, bytes):
        for start in range(0, len(source), BLOCK):
            yield source[start : start + BLOCK]
        return
    with Path(source).open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def unpacked(reading: Reading, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo gzip where there is any: members joined end to end, a cut end and junk behind the last one included."""
    first = next(blocks, b"")
    if not first.startswith(_GZIP):
        yield from _chained(first, blocks)
        return
    yield from _members(reading, _chained(first, blocks))


def _chained(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from blocks


def _members(reading: Reading, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What comes out, in blocks; of a damaged file all that can be got before the damage."""
    held: list[bytes] = []
    size = total = 0
    for piece in _pieces(reading, blocks):
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            total += size
            yield b"".join(held)
            held, size = [], 0
            if total > reading.limits.unpacked:
                reading.lost(f"more than {reading.limits.unpacked} bytes come out of this file; reading stopped")
                return
    yield b"".join(held)


def _pieces(reading: Reading, blocks: Iterator[bytes]) -> Iterator[bytes]:
    member: Inflater = inflate.decompressobj(31)
    read = 0
    for packed in (block[start : start + _STEP] for block in blocks for start in range(0, len(block), _STEP)):
        rest = packed
        while rest:
            if member.eof:
                if not rest.startswith(_GZIP[: len(rest)]):
                    reading.odd("what stands behind the end of the compressed part was left out")
                    return
                member = inflate.decompressobj(31)
            try:
                yield from _out(member, rest)
            except (zlib.error, inflate.error) as error:
                reading.lost(f"the compressed file is damaged, what follows is lost: {error}", byte=read)
                return
            rest = member.unused_data
        read += len(packed)
    if not member.eof:
        reading.lost("the compressed file ends before its end; what it held beyond this point is lost", byte=read)


def _out(member: Inflater, packed: bytes) -> Iterator[bytes]:
    """What comes out of these bytes, little by little, so that what stands before damage in them is not lost."""
    while True:
        piece = member.decompress(packed, _STEP_OUT)
        yield piece
        packed = member.unconsumed_tail
        if member.eof or (not packed and len(piece) < _STEP_OUT):
            return


# ---------------------------------------------------------------- text


def encoding_of(head: bytes) -> str | None:
    """The encoding that a byte order mark, or the zeros of UTF-16 without one, give away; None where neither does."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    sample = head[:256]
    if len(sample) >= 8:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if odd > len(sample) // 4 and even == 0:
            return "utf-16-le"
        if even > len(sample) // 4 and odd == 0:
            return "utf-16-be"
    return None


def text_blocks(reading: Reading, blocks: Iterator[bytes]) -> Iterator[str]:
    r"""The file as text in blocks that end at line ends, every line end written `\n`, without NUL characters.

    A line that is not UTF-8 is read in the encoding the file declares, else as Windows-1252, and noted.
    """
    first = next(blocks, b"")
    encoding = encoding_of(first)
    if encoding not in {None, "utf-8-sig"}:
        blocks = _transcoded(reading, _chained(first, blocks), encoding or "")
    else:
        blocks = _chained(first.removeprefix(codecs.BOM_UTF8), blocks)
    declared = _declared(first)
    line = 1
    for piece in _whole_lines(blocks):
        text = _decoded(reading, piece, declared, line)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            reading.odd_once("NUL characters were left out", line=line + text[: text.index("\0")].count("\n"))
            text = text.replace("\0", "")
        line += text.count("\n")
        yield text


def _declared(head: bytes) -> str | None:
    for pattern in _DECLARED:
        match = pattern.search(head[:4096])
        if match:
            try:
                return codecs.lookup(match[1].decode("ascii")).name
            except LookupError:
                return None
    return None


def _transcoded(reading: Reading, blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield _noting(reading, decoder.decode(block), encoding).encode()
    yield _noting(reading, decoder.decode(b"", final=True), encoding).encode()


def _noting(reading: Reading, text: str, encoding: str) -> str:
    if "\N{REPLACEMENT CHARACTER}" in text:
        reading.odd_once(f"bytes that are not {encoding} were replaced by \N{REPLACEMENT CHARACTER}")
    return text


def _whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    for block in blocks:
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
        if not cut:
            waiting.append(block)
            continue
        yield b"".join((*waiting, block[:cut]))
        waiting = [block[cut:]]
    rest = b"".join(waiting)
    if rest:
        yield rest


def _decoded(reading: Reading, piece: bytes, declared: str | None, line: int) -> str:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return "".join(
            _line(reading, part, declared, line + at) for at, part in enumerate(piece.splitlines(keepends=True))
        )


def _line(reading: Reading, part: bytes, declared: str | None, line: int) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        pass
    encoding = declared if declared not in {None, "utf-8"} else "cp1252"
    reading.odd_once(f"text that is not UTF-8 was read as {encoding}", line=line)
    try:
        return part.decode(encoding or "cp1252")
    except UnicodeDecodeError:
        return part.decode("latin-1")


def xml_blocks(reading: Reading, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """An XML file as UTF-8 bytes in blocks, whatever encoding its mark or declaration names."""
    first = next(blocks, b"")
    encoding = encoding_of(first)
    if encoding is None:
        match = _XML_DECLARED.match(first[:1024])
        encoding = _known(match[1].decode("ascii")) if match else None
    if encoding in {None, "utf-8", "ascii", "utf-8-sig"}:
        yield from _chained(first.removeprefix(codecs.BOM_UTF8), blocks)
    else:
        yield from _transcoded(reading, _chained(first, blocks), encoding or "")


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def peeked(blocks: Iterator[bytes], size: int = 1 << 16) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all of them again."""
    held: list[bytes] = []
    length = 0
    while length < size:
        block = next(blocks, None)
        if block is None:
            break
        held.append(block)
        length += len(block)
    head = b"".join(held)
    return head, _chained(head, blocks)


def json_number(text: str) -> Any:
    """A whole number of a JSON file; one too long to be a number of anything stays text."""
    return int(text) if len(text) <= 18 else text
