"""PubMed's MEDLINE text (nbib) to publications, with the same outcome as the same record in PubMed XML.

An own scanner on fixed columns: the readers at hand stop at the first odd line or split a record at a blank line inside
its abstract, and the fast one of them leaves every value as it is printed. Never drops a tag in silence: what has no
field is named in `not_kept`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from evidence.formats.citations.dates import parse_date
from evidence.formats.citations.names import csl_names, in_order, is_plain, tidy, written
from evidence.formats.citations.pubmed_terms import NOTICE_TAGS, PUBLICATION_TYPE_UIS, TRIAL_REGISTRIES
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import (
    clean,
    dated,
    heading,
    publication,
    put_serials,
    sections,
    standing_of,
    stated_tags,
)
from evidence.ids import parse_doi, parse_pmcid, parse_pmid
from evidence.models import Heading, Notice, PublicationBase

Tags = dict[str, list[str]]
Lines = list[tuple[str, str]]

_FIXED = re.compile(r"[A-Z][A-Z0-9 ]{3}")
_TAG = re.compile(r"([A-Z]{2,4}[0-9]?) {0,3}- ?(.*)")
_NAMES = frozenset({"FAU ", "AU  ", "CN  "})
_ONCE = frozenset({"OWN", "STAT", "TI", "DP", "JT", "TA", "VI", "IP", "PG", "JID", "DA", "LR", "SB", "SO", "EDAT"})
_PLAIN = (("VI", "volume"), ("IP", "issue"), ("PG", "pages"), ("TA", "journal_abbreviation"), ("PB", "publisher"))
_READ = frozenset(
    {
        "PMID",
        "TI",
        "BTI",
        "FAU",
        "AU",
        "CN",
        "JT",
        "DP",
        "DEP",
        "LA",
        "IS",
        "ISBN",
        "PMC",
        "LID",
        "AID",
        "SI",
        "AB",
        "PT",
    }
    | {"MH", "OT", "TT", "CTI", "FED", "ED", "EN", "SO"}  # codespell:ignore
    | {tag for tag, _ in _PLAIN}
    | NOTICE_TAGS.keys()
)
_NEXT = re.compile(r"\nPMID {0,2}- ")
_SUFFIX = re.compile(r"(?:Jr|Sr|\d(?:st|nd|rd|th)|III)\.?")
_NOTICE_PMID = re.compile(r"PMID:\s*(\d+)")


def read_medline(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """The publications of a MEDLINE text; None where the reading was told of a record that could not be read."""
    line = 1
    for chunk in _chunks(reading, blocks):
        for at, part in _parts(chunk):
            yield from _record(reading, part, line + at)
        line += chunk.count("\n")


def _chunks(reading: Reading, blocks: Iterator[str]) -> Iterator[str]:
    text = "\n"
    for block in blocks:
        text += block
        start = 1
        while following := _NEXT.search(text, start):
            yield text[start : following.start() + 1]
            start = following.start() + 1
        text = "\n" + text[start:]
        if len(text) > reading.limits.record:
            yield text[1:]
            text = "\n"
    if text.strip():
        yield text[1:]


def _parts(chunk: str) -> Iterator[tuple[int, str]]:
    """The records of a stretch with one PMID at most: one, or more where blank lines part them."""
    if "\n\n" not in chunk.rstrip("\n"):
        yield 0, chunk
        return
    lines = chunk.split("\n")
    start, seen, blank = 0, set[str](), False
    for at, line in enumerate(lines):
        tag = line[:4].rstrip() if line[4:5] == "-" else ""
        if blank and tag and seen and (tag in {"OWN", "STAT"} & (seen | {"OWN"}) or tag in seen & _ONCE):
            yield start, "\n".join(lines[start:at])
            start, seen = at, set()
        if tag:
            seen.add(tag)
        blank = not line.strip()
    yield start, "\n".join(lines[start:])


def _record(reading: Reading, chunk: str, line: int) -> Iterator[PublicationBase | None]:
    if len(chunk) > reading.limits.record:
        reading.lost(f"a record is longer than {reading.limits.record} characters", line=line, raw=chunk)
        yield None
        return
    tags, names, stray = _fixed_tags(chunk) or _irregular_tags(chunk)
    if stray:
        reading.odd("text before the record's first tag was left out", line=line, raw="\n".join(stray))
    if tags:
        yield from_tags(reading, tags, names, line=line, raw=chunk.strip("\n"))


def _fixed_tags(chunk: str) -> tuple[Tags, Lines, list[str]] | None:
    """As `_irregular_tags`, of a record that keeps to the columns; None for any other."""
    tags: Tags = {}
    names: Lines = []
    for line in " ".join(chunk.strip("\n").split("\n      ")).split("\n"):
        tag, mark, value = line.partition("- ")
        if not mark:
            return None
        value = clean(value) if "  " in value or not value.isascii() else value.strip()
        if tag in tags:
            tags[tag].append(value)
        else:
            tags[tag] = [value]
        if tag in _NAMES:
            names.append((tag.rstrip(), value))
    if not all(map(_is_tag, tags)):
        return None
    return {tag.rstrip(): values for tag, values in tags.items()}, names, []


@lru_cache(maxsize=1024)
def _is_tag(text: str) -> bool:
    return _FIXED.fullmatch(text) is not None


def _irregular_tags(chunk: str) -> tuple[Tags, Lines, list[str]]:
    """The values of each tag, each on one line; those of names once more in their order; lines before the first tag."""
    pairs: Lines = []
    stray: list[str] = []
    tag, value = "", ""
    for line in chunk.split("\n"):
        found = None if line.startswith("      ") else _irregular(line)
        if found:
            if tag:
                pairs.append((tag, value))
            tag, value = found
        elif tag:
            value += " " + line.lstrip(" ")
        elif line.strip():
            stray.append(line)
    if tag:
        pairs.append((tag, value))
    tags: Tags = {}
    for tag, value in pairs:
        tags.setdefault(tag, []).append(clean(value))
    return tags, [pair for pair in pairs if pair[0] in {"FAU", "AU", "CN"}], stray


def _irregular(line: str) -> tuple[str, str] | None:
    match = _TAG.fullmatch(line)
    return (match[1], match[2]) if match else None


def from_tags(reading: Reading, tags: Tags, names: Lines, *, line: int, raw: str) -> PublicationBase | None:
    """The publication of a record's tags, and of those of names in their order."""
    values = stated_tags(tags)
    fields: dict[str, Any] = {"source_format": "nbib"}
    _identifiers(fields, values)
    _titles(fields, values)
    _people(fields, names)
    for tag, field in _PLAIN:
        if tag in values:
            fields[field] = values[tag][0]
    if dates := values.get("DP") or values.get("DEP"):
        dated(fields, _date(dates[0]))
    fields["language"] = ";".join(values.get("LA", ())) or None
    if "AB" in values:
        fields["abstract"] = sections(values["AB"][0])
    _terms(fields, values)
    fields["notices"] = _notices(values) if values.keys() & NOTICE_TAGS.keys() else ()
    fields["standing"], fields["standing_source"] = standing_of(
        fields["notices"], fields["publication_types"], fields.get("title")
    )
    fields["not_kept"] = _not_kept(values)
    return publication(reading, fields, line=line, raw=raw)


def _date(text: str) -> Any:
    return parse_date(f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdecimal() else text)


def _identifiers(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    if "PMID" in values:
        fields["pmid"] = parse_pmid(values["PMID"][0].partition(" ")[0])
    if "PMC" in values:
        fields["pmcid"] = parse_pmcid(values["PMC"][0])
    for text in values.get("AID", []) + values.get("LID", []):
        stated, _, kind = text.rpartition("[")
        if kind in {"doi]", "pii]"} and (stated := stated.rstrip()):
            fields[kind[:3]] = fields.get(kind[:3]) or (parse_doi(stated) if kind == "doi]" else stated)
    put_serials(fields, values.get("IS", []) + values.get("ISBN", []))
    _registrations(fields, values.get("SI", ()))


def _registrations(fields: dict[str, Any], sources: Any) -> None:
    numbers = [text.partition("/") for text in sources]
    fields["registry_ids"] = tuple(number for bank, _, number in numbers if number and bank in TRIAL_REGISTRIES)
    if others := [f"{bank}/{number}" for bank, _, number in numbers if number and bank not in TRIAL_REGISTRIES]:
        fields.setdefault("csl", {})["custom"] = {"accession_numbers": others}


def _titles(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    title = values.get("TI", [None])[0]
    book = values.get("BTI", [None])[0]
    fields["title"] = title or book or values.get("TT", [None])[0]
    fields["journal"] = values.get("JT", values.get("TA", [None]))[0]
    if book:
        fields["type"] = "chapter" if title else "book"
        fields["journal"] = book if title else None
    extra = {
        "original-title": values.get("TT", [None])[0] if title else None,
        "collection-title": values.get("CTI", [None])[0],
        "edition": values.get("EN", [None])[0],
        "editor": csl_names(map(tidy, values.get("FED", values.get("ED", ())))),
    }
    if kept := {name: value for name, value in extra.items() if value}:
        fields.setdefault("csl", {}).update(kept)


def _people(fields: dict[str, Any], names: Lines) -> None:
    """FAU where there is one, else AU; a body where it stands."""
    ordered: list[tuple[bool, str]] = []
    full = False
    for tag, value in names:
        if tag == "FAU":
            ordered.append((False, value if is_plain(value) else _full_name(value)))
            full = True
        elif tag == "AU":
            if not full:
                ordered.append((False, tidy(clean(value))))
            full = False
        elif tag == "CN":
            ordered.append((True, clean(value)))
    people, groups, exact = in_order([pair for pair in ordered if pair[1]])
    fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields.setdefault("csl", {})["author"] = exact


@lru_cache(maxsize=16384)
def _full_name(text: str) -> str:
    """A name as PubMed writes it in full: of what stands behind the given names only its own suffixes are suffixes.

    >>> _full_name("Kumar, Anil V"), _full_name("Berg, Jan P 3rd")
    ('Kumar, Anil V', 'Berg, Jan P, 3rd')
    """
    family, _, given = clean(text).partition(", ")
    head, _, last = given.rpartition(" ")
    return written(family, head, last) if head and _SUFFIX.fullmatch(last) else written(family, given)


def _terms(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    fields["publication_types"] = tuple(
        heading(label, PUBLICATION_TYPE_UIS.get(label)) for label in dict.fromkeys(values.get("PT", ()))
    )
    fields["mesh"] = tuple(_mesh(text) for text in values.get("MH", ()))
    fields["keywords"] = tuple(text.removeprefix("*") for text in values.get("OT", ()))  # codespell:ignore


@lru_cache(maxsize=32768)
def _mesh(text: str) -> Heading:
    """A descriptor and its qualifiers, each with its own star.

    >>> _mesh("*Pain/drug therapy").major
    True
    """
    label, *qualifiers = text.split("/")
    return heading(
        label.removeprefix("*"),
        major=label.startswith("*"),
        qualifiers=tuple((name.removeprefix("*"), None, name.startswith("*")) for name in qualifiers),
    )


def _notices(values: Tags) -> tuple[Notice, ...]:
    return tuple(_notice(NOTICE_TAGS[tag], text) for tag in values if tag in NOTICE_TAGS for text in values[tag])


def _notice(kind: str, text: str) -> Notice:
    pmid = _NOTICE_PMID.search(text)
    source = text[: pmid.start()].strip() if pmid else text
    return Notice(kind=kind, source=source or None, pmid=pmid[1] if pmid else None, doi=parse_doi(text))


def _not_kept(values: dict[str, list[str]]) -> tuple[str, ...]:
    left = [tag for tag in values if tag not in _READ]
    located = values.get("AID", []) + values.get("LID", [])
    left += [text for text in located if not text.endswith(("[doi]", "[pii]"))]
    return (
        *left,
        *(
            f"{tag} ({len(found) - 1} more)"
            for tag, found in values.items()
            if len(found) > 1 and tag in _ONCE and len(set(found)) > 1
        ),
    )
