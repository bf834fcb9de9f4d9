"""Refer files, EndNote's `.enw` and those of BibIX and old libraries, to publications.

Each tag is read as the RIS tag that means the same, so that one set of rules decides what a tag means for a kind of
work. Never drops a tag in silence: what has no field is named in `not_kept`, as the file calls it.
"""

import re
from collections.abc import Iterator

from evidence.formats.citations.endnote_xml import TYPES
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import clean
from evidence.formats.citations.ris_fields import Dialect, from_tags, ris_type
from evidence.models import PublicationBase

MEANING = {
    "%A": "AU",
    "%B": "T2",
    "%C": "CY",
    "%D": "PY",
    "%E": "ED",
    "%F": "ID",
    "%G": "LA",
    "%I": "PB",
    "%J": "JF",
    "%K": "KW",
    "%L": "CN",
    "%M": "AN",
    "%N": "IS",
    "%O": "J2",
    "%P": "SP",
    "%R": "DO",
    "%S": "T3",
    "%T": "TI",
    "%U": "UR",
    "%V": "VL",
    "%W": "DP",
    "%X": "AB",
    "%Y": "A3",
    "%Z": "N1",
    "%2": "C2",
    "%6": "NV",
    "%7": "ET",
    "%8": "DA",
    "%9": "M3",
    "%?": "A4",
    "%@": "SN",
    "%!": "ST",
    "%&": "SE",
    "%(": "OP",
    "%<": "N1",
    "%[": "Y2",
    "%~": "DB",
}
"""What each tag means in RIS, by EndNote's own export of both; tags that are not here have no field."""
_REFER = Dialect("refer", {meaning: tag for tag, meaning in reversed(MEANING.items())})
_TAG = re.compile(r"%[A-Z0-9@!#$&()*+?<>=\[\]^~](?=[ \t]|$)")
_CUT = re.compile(r"\n[ \t]*\n(?=%\S[ \t])|\n(?=%0[ \t])")
_BY_LINE = frozenset({"%A", "%E", "%K", "%U", "%Y", "%?", "%@"})
"""Tags whose further lines are further values."""

Tags = dict[str, list[str]]


def read_refer(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """The publications of a Refer file; None where the reading was told of a record that could not be read."""
    line = 1
    for chunk in _chunks(reading, blocks):
        if not chunk.isspace():
            yield from _record(reading, chunk, line)
        line += chunk.count("\n")


def _chunks(reading: Reading, blocks: Iterator[str]) -> Iterator[str]:
    """Whole records: from one `%0` to the next, or between blank lines in a file that has none."""
    held = ""
    for piece in _pieces(reading, blocks):
        if held and not _goes_on(held, piece):
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _pieces(reading: Reading, blocks: Iterator[str]) -> Iterator[str]:
    """The file cut at every place where a record may begin."""
    text = ""
    for block in blocks:
        text += block
        start = 0
        while cut := _CUT.search(text, start):
            yield text[start : cut.end()]
            start = cut.end()
        text = text[start:]
        if len(text) > reading.limits.record:
            yield text
            text = ""
    yield text


def _goes_on(record: str, piece: str) -> bool:
    """Whether what follows a blank line is more of a record that began with its kind, and not the next title."""
    if not record.lstrip().startswith("%0") or piece.startswith("%0"):
        return False
    return not ("\n%T" in record and ("\n%T" in piece or piece.startswith("%T")))


def _record(reading: Reading, chunk: str, line: int) -> Iterator[PublicationBase | None]:
    if len(chunk) > reading.limits.record:
        reading.lost(f"a record is longer than {reading.limits.record} characters", line=line, raw=chunk)
        yield None
        return
    tags, stray = _tags(chunk)
    if stray:
        where = "the record's first tag" if tags else "or between the records"
        reading.odd(f"text before {where} was left out", line=line, raw="\n".join(stray))
    if tags:
        yield from_tags(reading, _as_ris(tags), line=line, raw=chunk.strip("\n"), dialect=_REFER)


def _tags(chunk: str) -> tuple[Tags, list[str]]:
    """The values of each tag, and the lines before the first one."""
    tags: Tags = {}
    stray: list[str] = []
    tag = ""
    for line in chunk.split("\n"):
        if _TAG.match(line):
            tag = line[:2]
            tags.setdefault(tag, []).append(line[3:])
        elif not line.strip():
            continue
        elif not tag:
            stray.append(line)
        elif tag in _BY_LINE:
            tags[tag].append(line)
        else:
            tags[tag][-1] += f"\n{line}"
    return tags, stray


def _as_ris(tags: Tags) -> Tags:
    """The same values under RIS tags; EndNote's alternate journal is a note in files without kinds of works."""
    read: Tags = {}
    for tag, values in tags.items():
        meaning = "N1" if tag == "%O" and "%0" not in tags else MEANING.get(tag, tag)
        read.setdefault(meaning, []).extend(map(clean, values))
    kinds = read.pop("%0", [""])
    read["TY"] = [ris_type(TYPES.get(kinds[0].lower(), "document")) if kinds[0] else _kind(tags)]
    return read


def _kind(tags: Tags) -> str:
    """The kind of a work that does not state it, by the tags that only some kinds have."""
    if "%J" in tags:
        return "JOUR"
    if "%B" in tags or "%I" in tags:
        return "CHAP" if "%B" in tags and "%T" in tags else "BOOK"
    return "GEN"
