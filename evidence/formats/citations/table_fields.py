"""What the cells of a row mean for a publication.

Never infers a type from how a cell looks: an identifier with zeros in front stays text until it is read as one.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from evidence.formats.citations.columns import TYPE_NAMES, field_of, read_heading, split_list
from evidence.formats.citations.dates import parse_date
from evidence.formats.citations.names import csl_names, split_people
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import clean, dated, publication, sections, standing_of
from evidence.formats.rows.cells import unguarded
from evidence.ids import issns_in, parse_doi, parse_isbn, parse_pmcid, parse_pmid, registry_ids_in
from evidence.models import Notice, PublicationBase, Standing

_PLAIN = {
    "title",
    "journal",
    "journal_abbreviation",
    "volume",
    "issue",
    "pages",
    "publisher",
    "language",
    "pii",
    "url",
} | {"standing_source", "design", "design_basis", "notes", "source_format", "key"}
_CSL = {"publisher-place", "edition", "number-of-pages", "title-short", "source"}
_ABBREVIATED = re.compile(r"[^\d,;]+? (?:[A-ZÀ-Þ]\.?-?){1,4}\.?")


class Header:
    """The headings of a table and the field each means; of two columns of one field the first one filled counts."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.names = [clean(cell) for cell in cells]
        self.fields = [field_of(cell) for cell in cells]
        self.known = any(self.fields)


def from_row(
    reading: Reading, header: Header, cells: list[str], *, line: int | None, raw: str
) -> PublicationBase | None:
    """The publication of a row."""
    values: dict[str, str] = {}
    left: list[str] = []
    for field, name, cell in zip(header.fields, header.names, cells, strict=False):
        text = unguarded(cell.strip()) if cell.startswith("'") else cell.strip()
        if text and (field is None or values.setdefault(field, text) != text):
            left.append(name)
    more = [f"cell {at}" for at, cell in enumerate(cells, 1) if at > len(header.names) and cell.strip()]
    if more:
        left += more
        reading.odd("the row has more cells than there are headings", line=line, raw=raw)
    fields: dict[str, Any] = {"source_format": "csv", "type": _type(values), "csl": {}}
    try:
        for name, text in values.items():
            if read := _READERS.get(name):
                read(fields, text)
    except ValueError as error:
        reading.lost(f"column {name}: {error}", line=line, raw=raw)
        return None
    _finish(fields, values)
    fields["not_kept"] = tuple(left)
    return publication(reading, fields, line=line, raw=raw)


def _type(values: dict[str, str]) -> str:
    stated = values.get("type", "")
    if stated:
        return TYPE_NAMES.get(stated.lower(), stated)
    return "article-journal" if values.get("journal") else "document"


def _plain(name: str) -> Callable[[dict[str, Any], str], None]:
    def read(fields: dict[str, Any], text: str) -> None:
        fields[name] = clean(text) if name != "notes" else text

    return read


def _variable(name: str) -> Callable[[dict[str, Any], str], None]:
    def read(fields: dict[str, Any], text: str) -> None:
        fields["csl"][name] = clean(text)

    return read


def _authors(fields: dict[str, Any], text: str) -> None:
    people, groups, exact = split_people(_names(text))
    fields["authors"] = people
    fields["collective_authors"] = groups + tuple(fields.get("collective_authors", ()))
    if exact is not None:
        fields["csl"]["author"] = exact


def _names(text: str) -> list[str]:
    if ";" in text or text.startswith("["):
        return split_list(text)
    parts = [part.strip() for part in text.rstrip(".").split(",")]
    return parts if len(parts) > 1 and all(_ABBREVIATED.fullmatch(part) for part in parts) else [text]


def _editors(fields: dict[str, Any], text: str) -> None:
    people, groups, exact = split_people(_names(text))
    fields["csl"]["editor"] = exact or csl_names(people, groups)


def _groups(fields: dict[str, Any], text: str) -> None:
    fields["collective_authors"] = tuple(fields.get("collective_authors", ())) + tuple(split_list(text))


def _year(fields: dict[str, Any], text: str) -> None:
    date_read = parse_date(text.removesuffix(".0"))
    if "issued" not in fields:
        dated(fields, date_read)


def _issued(fields: dict[str, Any], text: str) -> None:
    date_read = parse_date(text)
    if date_read.year is not None and fields.get("year") in {None, date_read.year}:
        dated(fields, date_read)


def _identifier(name: str, parse: Callable[[str], str | None]) -> Callable[[dict[str, Any], str], None]:
    def read(fields: dict[str, Any], text: str) -> None:
        text = text.removesuffix(".0")
        found = parse(text) or (parse(f"PMC{text}") if name == "pmcid" else None)
        if found:
            fields[name] = found
        else:
            fields["csl"][name.upper()] = text

    return read


def _issn(fields: dict[str, Any], text: str) -> None:
    fields["issn"] = issns_in(text) or tuple(split_list(text))
    if "isbn" not in fields and not issns_in(text) and (isbn := parse_isbn(text)):
        fields["isbn"], fields["issn"] = isbn, ()


def _listed(name: str, read_item: Callable[[str], Any]) -> Callable[[dict[str, Any], str], None]:
    def read(fields: dict[str, Any], text: str) -> None:
        items = split_list(text) if ";" in text or text.startswith("[") or name != "keywords" else text.split(",")
        fields[name] = tuple(map(read_item, filter(None, map(str.strip, items))))

    return read


def _registrations(fields: dict[str, Any], text: str) -> None:
    fields["registry_ids"] = registry_ids_in(text) or tuple(split_list(text))


def _abstract(fields: dict[str, Any], text: str) -> None:
    fields["abstract"] = sections(clean(text))


def _standing(fields: dict[str, Any], text: str) -> None:
    fields["standing"] = Standing(text.lower())


def _checked(fields: dict[str, Any], text: str) -> None:
    fields["standing_checked_on"] = date.fromisoformat(text)


def _notices(fields: dict[str, Any], text: str) -> None:
    fields["notices"] = tuple(Notice(**notice) for notice in json.loads(text))


def _other(fields: dict[str, Any], text: str) -> None:
    fields["csl"].update(json.loads(text))


def _accessed(fields: dict[str, Any], text: str) -> None:
    if written := parse_date(text).written:
        fields["csl"]["accessed"] = {"date-parts": [[int(part) for part in written.split("-")]]}


def _finish(fields: dict[str, Any], values: dict[str, str]) -> None:
    first, last = values.get("first_page"), values.get("last_page")
    pages = f"{first}-{last}" if first and last and first != last else first or values.get("article_number")
    fields.setdefault("pages", pages)
    if not values.get("notes", "").isdecimal():
        named = [values[name] for name in ("notes", "url", "citation") if name in values]
        for name, parse in (("pmid", parse_pmid), ("pmcid", parse_pmcid), ("doi", parse_doi)) if named else ():
            if name not in fields:
                fields[name] = next(filter(None, map(parse, named)), None)
    if "standing" not in fields:
        types = fields.get("publication_types", ())
        fields["standing"], fields["standing_source"] = standing_of((), types, fields.get("title"))


_READERS: dict[str, Callable[[dict[str, Any], str], None]] = {
    **{name: _plain(name) for name in _PLAIN},
    **{name: _variable(name) for name in _CSL},
    "authors": _authors,
    "collective_authors": _groups,
    "editor": _editors,
    "year": _year,
    "issued": _issued,
    "pmid": _identifier("pmid", parse_pmid),
    "doi": _identifier("doi", parse_doi),
    "pmcid": _identifier("pmcid", parse_pmcid),
    "isbn": _identifier("isbn", parse_isbn),
    "issn": _issn,
    "registry_ids": _registrations,
    "abstract": _abstract,
    "keywords": _listed("keywords", str),
    "publication_types": _listed("publication_types", read_heading),
    "mesh": _listed("mesh", read_heading),
    "standing": _standing,
    "standing_checked_on": _checked,
    "notices": _notices,
    "csl": _other,
    "accessed": _accessed,
}
"""What reads each field's cell; the columns of pages and the citation are read together at the end."""
