"""Citation files and publications: told apart by content, read record by record, written back.

Never loses a record in silence: what cannot be read comes out as a Problem with its place and its words, in its turn.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evidence.errors import Problem
from evidence.formats.citations import (
    bibtex,
    bibtex_write,
    csl,
    endnote_xml,
    json_items,
    medline,
    pubmed_xml,
    refer,
    ris,
    ris_write,
    table,
)
from evidence.formats.citations.reading import (
    Limits,
    Reading,
    UnknownCitationFormatError,
    opened,
    peeked,
    text_blocks,
    unpacked,
    xml_blocks,
)
from evidence.formats.citations.sniffing import sniff
from evidence.models import PublicationBase

__all__ = [
    "READERS",
    "WRITERS",
    "Limits",
    "UnknownCitationFormatError",
    "read_citations",
    "sniff",
    "write_citations",
]

SNIFFED = 1 << 16
Records = Iterator[PublicationBase | None]

_TEXT: dict[str, Callable[[Reading, Iterator[str]], Records]] = {
    "ris": ris.read_ris,
    "nbib": medline.read_medline,
    "csl": json_items.read_json,
    "bibtex": bibtex.read_bibtex,
    "csv": table.read_csv,
    "refer": refer.read_refer,
}
_BYTES: dict[str, Callable[[Reading, Iterator[bytes]], Records]] = {
    "pubmed_xml": pubmed_xml.read_pubmed_xml,
    "endnote_xml": endnote_xml.read_endnote_xml,
    "xlsx": table.read_xlsx,
}

READERS = (*_TEXT, *_BYTES)
"""Names of the formats that are read."""

WRITERS: dict[str, Callable[[Iterable[PublicationBase]], Iterator[str]]] = {
    "csl": csl.write_csl,
    "jsonl": csl.write_jsonl,
    "ris": ris_write.write_ris,
    "bibtex": bibtex_write.write_bibtex,
    "csv": table.write_csv,
}
"""Names of the formats that are written, and what writes them piece by piece."""


def read_citations(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    form: str | None = None,
    limits: Limits | None = None,
    keep_source: bool = True,
) -> Iterator[PublicationBase | Problem]:
    """Publications of a file or of its bytes, in order, with the problems met between them.

    The format is told by content unless `form` names one of READERS; gzip is undone; text may be UTF-8, UTF-16 or, with
    a problem that says so, Windows-1252. A Problem with `kept` tells of something odd that was read all the same; one
    without tells of a record, or the rest of a file, that is lost. Memory does not grow with the file.
    `keep_source` keeps each record's own text in `source_record`.

    Raises:
        UnknownCitationFormatError: the content is none of the formats.
    """
    file = name or (str(source) if not isinstance(source, bytes) else "bytes")
    reading = Reading(file, limits or Limits(), keep_source=keep_source, source=source)
    head, blocks = peeked(unpacked(reading, opened(source)))
    if not head.strip():
        reading.odd("the file is empty")
        yield from reading.taken()
        return
    form = form or sniff(head[:SNIFFED])
    if form is None:
        raise UnknownCitationFormatError(file, READERS)
    found = False
    for record in _records(reading, form, blocks):
        found = True
        if reading.problems:
            yield from reading.taken()
        if record is not None:
            yield record
    if not found and all(problem.kept for problem in reading.problems):
        reading.lost("there is no record in this file", raw=head[:200].decode(errors="replace"))
    yield from reading.taken()


def _records(reading: Reading, form: str, blocks: Iterator[bytes]) -> Records:
    if form in _BYTES:
        return _BYTES[form](reading, blocks if form == "xlsx" else xml_blocks(reading, blocks))
    return _TEXT[form](reading, text_blocks(reading, blocks))


def write_citations(publications: Iterable[PublicationBase], form: str) -> Iterator[str]:
    """The text of the publications in one of WRITERS, piece by piece."""
    return WRITERS[form](publications)
