"""Find out in which encoding a text file is written, without holding it in memory; no text is ever replaced or dropped.

The order is: byte order mark, UTF-16 without a mark where every other byte is zero, UTF-8, then Windows-1252, which is
always said aloud because it is a guess.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from evidence.formats.rows.limits import Limits
from evidence.formats.rows.problems import refused

CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextFile:
    """A text file whose encoding is known to fit all of it; `note` says so where it was guessed."""

    path: Path
    encoding: str
    size: int
    note: str | None = None

    def open(self, newline: str | None = None) -> TextIO:
        """The file, opened for reading; the caller closes it."""
        return self.path.open(encoding=self.encoding, newline=newline)

    def head(self, characters: int = 65_536) -> str:
        """The beginning of the text."""
        with self.open() as stream:
            return stream.read(characters)


def marked_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes give away, None where they give none.

    >>> marked_encoding("quote".encode("utf-16-le"))
    'utf-16-le'
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[: len(head) // 2 * 2]
    if len(sample) >= 4 and not any(sample[1::2]) and all(sample[::2]):
        return "utf-16-le"
    if len(sample) >= 4 and not any(sample[::2]) and all(sample[1::2]):
        return "utf-16-be"
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _first_misfit(path: Path, encoding: str) -> int | None:
    """The position of the first byte that the encoding cannot decode, None where all of the file can be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 0
    try:
        for chunk in _chunks(path):
            held = len(decoder.getstate()[0])
            start = before - held
            before += len(chunk)
            decoder.decode(chunk)
        start = before - len(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return start + error.start
    return None


def _line_of_byte(path: Path, position: int) -> int:
    lines, at = 1, 0
    for chunk in _chunks(path):
        lines += chunk[: max(0, position - at)].count(b"\n")
        at += len(chunk)
        if at >= position:
            break
    return lines


def text_file(path: Path, limits: Limits) -> TextFile:
    """The file with the encoding that fits it.

    Raises:
        RefusedFileError: the file is empty, larger than the limit, or in no encoding known here.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(1024)
    if not head.strip():
        raise refused(str(path), "the file is empty; nothing can be loaded from it")
    if size > limits.file_bytes:
        reason = (
            f"the file has {size:,} bytes, more than the limit of {limits.file_bytes:,}; raise the limit to read it"
        )
        raise refused(str(path), reason)
    marked = marked_encoding(head)
    misfit = _first_misfit(path, marked or "utf-8")
    if misfit is None:
        return TextFile(path, marked or "utf-8", size)
    line = _line_of_byte(path, misfit)
    if marked is None and _first_misfit(path, "cp1252") is None:
        note = f"not UTF-8 (byte {misfit:,}, line {line}): read as Windows-1252; check accents and quotation marks"
        return TextFile(path, "cp1252", size, note)
    reason = (
        f"byte {misfit:,} is neither {marked or 'UTF-8'} nor Windows-1252; the file is damaged, cut off or not text"
    )
    raise refused(str(path), reason, line=line)
