"""EndNote's XML to publications.

Never reads a document type or an entity of one; what has no field is named in `not_kept`.
"""

import re
from collections.abc import Iterator
from typing import Any

from evidence.formats.citations.dates import Issued, parse_date
from evidence.formats.citations.names import csl_names, split_people
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import clean, dated, publication, put_serials, sections, standing_of
from evidence.formats.citations.xml_records import NotWellFormedError, cut, parsed, text_of
from evidence.ids import parse_doi, parse_pmcid, parse_pmid, registry_ids_in
from evidence.models import PublicationBase

_STARTS = re.compile(rb"<(record)(?=[\s>])", re.IGNORECASE)

TYPES = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "serial": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference proceedings": "paper-conference",
    "conference paper": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "standard": "standard",
    "pamphlet": "pamphlet",
    "web page": "webpage",
    "blog": "post-weblog",
    "patent": "patent",
    "computer program": "software",
    "dataset": "dataset",
    "aggregated database": "dataset",
    "online database": "dataset",
    "unpublished work": "manuscript",
    "manuscript": "manuscript",
    "personal communication": "personal_communication",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "film or broadcast": "motion_picture",
    "audiovisual material": "motion_picture",
    "map": "map",
    "bill": "bill",
    "case": "legal_case",
    "statute": "legislation",
    "hearing": "hearing",
    "artwork": "graphic",
    "figure": "figure",
    "music": "musical_score",
}
"""EndNote reference types and CSL's; any other is a document."""
_NUMBERS = {
    "17": "journal article",
    "43": "electronic article",
    "19": "magazine article",
    "23": "newspaper article",
    "6": "book",
    "28": "edited book",
    "44": "electronic book",
    "5": "book section",
    "60": "electronic book section",
    "10": "conference proceedings",
    "47": "conference paper",
    "32": "thesis",
    "27": "report",
    "46": "government document",
    "12": "web page",
    "25": "patent",
    "59": "dataset",
    "34": "unpublished work",
    "36": "manuscript",
}
_PERIODICAL = {"article-journal", "article-magazine", "article-newspaper"}
_PEOPLE = (
    ("secondary-authors", "editor"),
    ("tertiary-authors", "collection-editor"),
    ("subsidiary-authors", "translator"),
    ("translated-authors", "translator"),
)
_PLAIN = (("volume", "volume"), ("publisher", "publisher"), ("language", "language"))
_CSL = (
    ("pub-location", "publisher-place"),
    ("edition", "edition"),
    ("tertiary-title", "collection-title"),
    ("short-title", "title-short"),
    ("num-vols", "number-of-volumes"),
    ("section", "section"),
    ("call-num", "call-number"),
    ("work-type", "genre"),
    ("remote-database-name", "source"),
    ("remote-database-provider", "archive"),
    ("accession-num", "archive_location"),
    ("orig-pub", "original-title"),
    ("translated-title", "original-title"),
)
_READ = frozenset(
    {
        "ref-type",
        "contributors",
        "authors",
        "titles",
        "title",
        "secondary-title",
        "alt-title",
        "periodical",
        "full-title",
    }
    | {
        "abbr-1",
        "abbr-2",
        "alt-periodical",
        "pages",
        "number",
        "issue",
        "keywords",
        "keyword",
        "dates",
        "year",
        "pub-dates",
    }
    | {"date", "isbn", "issn", "abstract", "notes", "research-notes", "urls", "related-urls", "web-urls", "url"}
    | {"electronic-resource-num", "access-date", "custom2", "custom7", "custom5", "author", "style"}
    | {name for name, _ in (*_PLAIN, *_CSL, *_PEOPLE)}
)
_BOOKKEEPING = frozenset({"database", "source-app", "rec-number", "foreign-keys", "key"})


def read_endnote_xml(reading: Reading, blocks: Iterator[bytes]) -> Iterator[PublicationBase | None]:
    """The publications of an EndNote XML file; None where the reading was told of a record that could not be read."""
    for byte, _, record in cut(reading, blocks, _STARTS):
        try:
            source = record.decode()
            element = parsed(record)
        except UnicodeDecodeError as error:
            reading.lost(f"the record is not UTF-8: {error.reason}", byte=byte, raw=record.decode(errors="replace"))
            yield None
        except NotWellFormedError as error:
            reading.lost(f"the record is not XML: {error}", byte=byte, raw=source)
            yield None
        else:
            yield _record(reading, element, byte, source)


def _record(reading: Reading, element: Any, byte: int, source: str) -> PublicationBase | None:
    values = _values(element)
    kind = _type(element)
    fields: dict[str, Any] = {"source_format": "endnote_xml", "type": kind, "csl": {}}
    _titles(fields, values, kind)
    _people(fields, element)
    dated(fields, _issued(values))
    for name, field in _PLAIN:
        fields[field] = _first(values, name)
    for name, variable in _CSL:
        if text := _first(values, name):
            fields["csl"].setdefault(variable, text)
    _pages(fields, values, kind)
    _identifiers(fields, values)
    _words(fields, element, values)
    fields["not_kept"] = _not_kept(values, fields)
    fields["standing"], fields["standing_source"] = standing_of((), (), fields["title"])
    return publication(reading, fields, byte=byte, raw=source)


def _not_kept(values: dict[str, list[str]], fields: dict[str, Any]) -> tuple[str, ...]:
    left = [name for name in values if name not in _READ | _BOOKKEEPING]
    if "electronic-resource-num" in values and not fields["doi"]:
        left.append("electronic-resource-num")
    known = {fields["doi"], fields["pmid"], fields["pmcid"]} - {None}
    others = set(values.get("url", [])) - {fields["url"]}
    if more := [url for url in others if not known & {parse_doi(url), parse_pmid(url), parse_pmcid(url)}]:
        left.append(f"url ({len(more)} more)")
    return tuple(left)


def _values(element: Any) -> dict[str, list[str]]:
    """The words of every element by its name; an element that holds others than `style` is left to them."""
    values: dict[str, list[str]] = {}
    for child in element.iter():
        leaf = child.tag != "style" and all(inner.tag == "style" for inner in child)
        if leaf and (text := text_of(child)):
            values.setdefault(child.tag, []).append(text)
    return values


def _type(element: Any) -> str:
    for child in element.iter("ref-type"):
        name = (child.get("name") or "").lower() or _NUMBERS.get(text_of(child), "")
        return TYPES.get(name, "document")
    return "document"


def _first(values: dict[str, list[str]], *names: str) -> str | None:
    return next((values[name][0] for name in names if name in values), None)


def _titles(fields: dict[str, Any], values: dict[str, list[str]], kind: str) -> None:
    fields["title"] = _first(values, "title", "full-title" if kind not in _PERIODICAL else "title")
    journal = _first(values, "secondary-title", "full-title")
    short = _first(values, "abbr-1", "alt-title", "abbr-2")
    if kind == "book" and journal:
        fields["csl"]["collection-title"] = journal
        return
    fields["journal"] = journal or short
    fields["journal_abbreviation"] = short if short != fields["journal"] else None


def _people(fields: dict[str, Any], element: Any) -> None:
    people, groups, exact = split_people(_names(element, "authors"))
    fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields["csl"]["author"] = exact
    for name, variable in _PEOPLE:
        if names := _names(element, name):
            others, bodies, listed = split_people(names)
            fields["csl"].setdefault(variable, []).extend(listed or csl_names(others, bodies))


def _names(element: Any, kind: str) -> list[str]:
    return [text_of(name) for names in element.iter(kind) for name in names.iter("author")]


def _issued(values: dict[str, list[str]]) -> Issued:
    year, day = _first(values, "year"), _first(values, "date")
    whole = parse_date(year or "")
    if not day:
        return whole
    stated = parse_date(day)
    if stated.year is None and year:
        stated = parse_date(f"{year} {day}")
    return stated if stated.year is not None and whole.year in {None, stated.year} else whole


def _pages(fields: dict[str, Any], values: dict[str, list[str]], kind: str) -> None:
    pages = _first(values, "pages", "custom7")
    if pages and kind in {"book", "thesis", "report"} and not re.search(r"\d[-–]\d", pages):
        fields["csl"]["number-of-pages"] = pages
    else:
        fields["pages"] = pages
    fields["issue"] = _first(values, "number", "issue")
    accessed = parse_date(_first(values, "access-date") or "").written
    if accessed:
        fields["csl"]["accessed"] = {"date-parts": [[int(part) for part in accessed.split("-")]]}


def _identifiers(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    addresses = values.get("url", [])
    web = [address for address in addresses if not address.startswith(("internal-pdf:", "file:"))]
    fields["url"] = web[0] if web else None
    numbers = " ; ".join(values.get("electronic-resource-num", []))
    fields["doi"] = parse_doi(numbers) or next((doi for url in web if (doi := parse_doi(url))), None)
    provider = " ".join(values.get("remote-database-provider", []) + values.get("remote-database-name", []))
    accession = _first(values, "accession-num") or ""
    named = re.search(r"nlm|pubmed|medline", provider, re.IGNORECASE)
    fields["pmid"] = parse_pmid(accession) if named or not accession.isdecimal() else None
    if fields["pmid"] is None:
        candidates = [*web, *values.get("notes", [])]
        fields["pmid"] = next(
            (pmid for text in candidates if not text.isdecimal() and (pmid := parse_pmid(text))), None
        )
    fields["pmcid"] = next((pmc for text in [*values.get("custom2", []), *web] if (pmc := parse_pmcid(text))), None)
    put_serials(fields, values.get("isbn", []) + values.get("issn", []))
    fields["registry_ids"] = registry_ids_in(accession)


def _words(fields: dict[str, Any], element: Any, values: dict[str, list[str]]) -> None:
    if abstract := _first(values, "abstract"):
        fields["abstract"] = sections(abstract)
    words = values.get("keyword", [])
    if len(words) == 1:
        raw = "".join(next(element.iter("keyword")).itertext())
        words = [word for part in re.split(r"[;\r\n]", raw) if (word := clean(part))]
    fields["keywords"] = tuple(words)
    fields["notes"] = "\n".join(values.get("notes", []) + values.get("research-notes", [])) or None
