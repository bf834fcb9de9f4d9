"""The parts of a PubMed record that are read from its bytes before it is parsed, because they are most of it.

What is not plain stays in the record for the parser: nothing is read by half.
"""

import re
from functools import lru_cache

from evidence.formats.citations.names import is_plain, written
from evidence.formats.citations.record import heading
from evidence.formats.citations.xml_records import parsed
from evidence.models import Heading

_LEFT_OUT = ((b"<ReferenceList", b"</ReferenceList>", "ReferenceList"), (b"<History", b"</History>", "History"))
_NOT_KEPT_INSIDE = ((b"<AffiliationInfo", "AffiliationInfo"), (b"<Identifier", "Identifier"))
_INVALID = re.compile(r"ValidYN\s*=\s*[\"']N")
_PLAIN_AUTHOR = re.compile(
    r"<Author(?: [^>]*)?>\s*<LastName>([^<&]+)</LastName>\s*(?:<ForeName>([^<&]*)</ForeName>\s*)?"
    r"(?:<Initials>([^<&]*)</Initials>\s*)?(?:<Suffix>([^<&]*)</Suffix>\s*)?(?:<Identifier|<AffiliationInfo|</Author>)"
)


def without_bulk(record: bytes) -> tuple[bytes, list[str]]:
    """The record without the parts that have no field and are often most of it, and their names."""
    tail = max(record.rfind(b"<PubmedData>"), 0)
    names = []
    for start, end, name in _LEFT_OUT:
        first = record.find(start, tail)
        last = record.rfind(end, first) if first >= 0 else -1
        if last >= 0:
            record = record[:first] + record[last + len(end) :]
            names.append(name)
    return record, [name for mark, name in _NOT_KEPT_INSIDE if mark in record] + names


def plain_authors(record: bytes) -> tuple[bytes, list[str]]:
    """The record without its list of authors, and their names, if these are plain; else the record as it is.

    Plain are names without markup, entities or bodies among them, as most are: the list with its affiliations is a
    third of a record, and parsing it takes half of the time.
    """
    start = record.find(b"<AuthorList")
    end = record.find(b"</AuthorList>", start)
    if start < 0 or end < 0 or not record.startswith(b"<PubmedArticle>"):
        return record, []
    inside = record[start:end].decode()
    found = _PLAIN_AUTHOR.findall(inside)
    if len(found) != inside.count("<Author ") + inside.count("<Author>") or _INVALID.search(inside):
        return record, []
    names = [_plain_name(*parts) for parts in found]
    return record[:start] + record[end + len(b"</AuthorList>") :], list(filter(None, names))


def _plain_name(family: str, given: str, initials: str, suffix: str) -> str:
    name = f"{family}, {given or initials}"
    if not suffix and is_plain(name):
        return name
    family, given, suffix = (" ".join(part.split()) for part in (family, given or initials, suffix))
    return written(family, given, suffix) if family else given


def mesh_headings(record: bytes) -> tuple[bytes, tuple[Heading, ...]]:
    """The record without its MeSH headings, and these; they are read apart because the same ones come again and again.

    Raises:
        NotWellFormedError: one of them cannot be parsed.
    """
    start = record.find(b"<MeshHeadingList>")
    end = record.find(b"</MeshHeadingList>", start)
    if start < 0 or end < 0:
        return record, ()
    headings = record[start + len(b"<MeshHeadingList>") : end].split(b"</MeshHeading>")
    if headings.pop().strip():
        return record, ()
    return record[:start] + record[end + len(b"</MeshHeadingList>") :], tuple(map(_mesh_heading, headings))


@lru_cache(maxsize=16384)
def _mesh_heading(source: bytes) -> Heading:
    label, ui, major = "", None, None
    element = parsed(source.strip() + b"</MeshHeading>")
    qualifiers = []
    for child in element:
        mark = child.get("MajorTopicYN") == "Y"
        if child.tag == "DescriptorName":
            label, ui, major = (child.text or "").strip(), child.get("UI") or None, mark
        else:
            qualifiers.append(((child.text or "").strip(), child.get("UI") or None, mark))
    return heading(label, ui, major=major, qualifiers=tuple(qualifiers))
