"""PubMed XML to publications: articles and books, sets of any year, baseline and update files, any encoding.

Cuts the file at record ends instead of parsing it whole: the readers at hand lose every record of a file with one bad
byte, the DOI where a PII follows it, and bodies among the authors. Never reads a document type or an entity of one.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from evidence.formats.citations.dates import parse_date
from evidence.formats.citations.names import csl_names, in_order, written
from evidence.formats.citations.pubmed_bulk import mesh_headings, plain_authors, without_bulk
from evidence.formats.citations.pubmed_terms import TRIAL_REGISTRIES
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import (
    dated,
    heading,
    publication,
    put_serials,
    section,
    sections,
    serial_numbers,
    standing_of,
)
from evidence.formats.citations.xml_records import NotWellFormedError, cut, parsed, text_of
from evidence.ids import parse_doi, parse_pmcid
from evidence.models import Notice, PublicationBase

_STARTS = re.compile(rb"<(PubmedArticle|PubmedBookArticle|MedlineCitation|DeleteCitation|DeleteDocument)(?=[\s>])")
_PMIDS = re.compile(rb"<PMID[^>]*>\s*(\d+)")

Fields = dict[str, Any]
Part = Callable[[Fields, Any], None]


def read_pubmed_xml(reading: Reading, blocks: Iterator[bytes]) -> Iterator[PublicationBase | None]:
    """The publications of a PubMed XML file; None where the reading was told of a record that could not be read."""
    for byte, name, record in cut(reading, blocks, _STARTS):
        if name.startswith("Delete"):
            numbers = [number.decode() for number in _PMIDS.findall(record)]
            reading.odd(f"the file says that PubMed deleted {len(numbers)} records", raw=" ".join(numbers))
            yield None
            continue
        read = _record(reading, record, byte)
        yield read
        if read is None and not reading.intact:
            reading.lost(
                "the compressed file is damaged about here: what follows cannot be trusted and is left out", byte=byte
            )
            return


def _record(reading: Reading, record: bytes, byte: int) -> PublicationBase | None:
    try:
        source = record.decode()
        small, left_out = without_bulk(record)
        small, mesh = mesh_headings(small)
        small, names = plain_authors(small)
        element = parsed(small)
    except UnicodeDecodeError as error:
        reading.lost(
            f"the record is not UTF-8: {error.reason}", byte=byte + error.start, raw=record.decode(errors="replace")
        )
        return None
    except NotWellFormedError as error:
        reading.lost(f"the record is not XML: {error}", byte=byte, raw=source)
        return None
    fields: Fields = {"source_format": "pubmed_xml", "not_kept": left_out, "authors": (), "publication_types": ()}
    if mesh:
        fields["mesh"] = mesh
    if names:
        fields["authors"] = tuple(names)
    _walk(fields, [element], _TOP)
    _finish(fields)
    return publication(reading, fields, byte=byte, raw=source)


def _walk(fields: Fields, element: Any, readers: dict[str, Part]) -> None:
    for child in element:
        readers.get(child.tag, _unread)(fields, child)


def _unread(fields: Fields, element: Any) -> None:
    if element.tag not in fields["not_kept"]:
        fields["not_kept"].append(element.tag)


def _plain(name: str) -> Part:
    def read(fields: Fields, element: Any) -> None:
        text = text_of(element)
        if text:
            fields.setdefault(name, text)

    return read


def _within(readers: dict[str, Part]) -> Part:
    def read(fields: Fields, element: Any) -> None:
        _walk(fields, element, readers)

    return read


def _extra(variable: str) -> Part:
    def read(fields: Fields, element: Any) -> None:
        if text := text_of(element):
            fields.setdefault("csl", {}).setdefault(variable, text)

    return read


# ---------------------------------------------------------------- parts of a record


def _issn(fields: Fields, element: Any) -> None:
    text = text_of(element)
    known = fields.get("issn", ())
    fields["issn"] = known + tuple(issn for issn in serial_numbers(text)[0] if issn and issn not in known)


def _pub_date(fields: Fields, element: Any) -> None:
    parts = {child.tag: text_of(child) for child in element}
    text = parts.get("MedlineDate") or _date_text(parts)
    if text and "date" not in fields:
        fields["date"] = text


def _date_text(parts: dict[str, str]) -> str:
    year, month, day = parts.get("Year", ""), parts.get("Month", parts.get("Season", "")), parts.get("Day", "")
    return f"{year}/{month}/{day}" if month.isdecimal() else " ".join(part for part in (year, month, day) if part)


def _article_date(fields: Fields, element: Any) -> None:
    if text := _date_text({child.tag: text_of(child) for child in element}):
        fields.setdefault("electronic_date", text)


def _pagination(fields: Fields, element: Any) -> None:
    parts = {child.tag: text_of(child) for child in element}
    first, last = parts.get("StartPage"), parts.get("EndPage")
    fields["pages"] = parts.get("MedlinePgn") or (f"{first}-{last}" if first and last and first != last else first)


def _location(fields: Fields, element: Any) -> None:
    kind, text = element.get("EIdType"), text_of(element)
    if element.get("ValidYN") != "N" and kind in {"doi", "pii"} and text:
        fields.setdefault(f"location_{kind}", text)
    elif text:
        _unread(fields, element)


def _article_ids(fields: Fields, element: Any) -> None:
    for child in element:
        kind, text = child.get("IdType"), text_of(child)
        if kind in {"doi", "pii", "pmc", "pmcid"} and text:
            fields.setdefault({"pmcid": "pmc"}.get(kind, kind), text)


def _abstract(fields: Fields, element: Any) -> None:
    parts = []
    for child in element:
        if child.tag != "AbstractText":
            _unread(fields, child)
        elif text := text_of(child):
            parts.append(section(child.get("Label") or None, text))
    if len(parts) == 1 and parts[0].label is None:
        fields["abstract"] = sections(parts[0].text)
    elif parts:
        fields["abstract"] = tuple(parts)


def _name_authors(fields: Fields, names: list[tuple[bool, str]]) -> None:
    people, groups, exact = in_order(names)
    if people or groups:
        fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields.setdefault("csl", {})["author"] = exact


def _authors(fields: Fields, element: Any) -> None:
    valid = [author for author in element if author.get("ValidYN") != "N"]
    if len(valid) < len(element):
        fields["not_kept"].append("Author ValidYN=N")
    names = [name for name in map(_name, valid) if name[1]]
    if element.get("Type") == "editors":
        people, groups, exact = in_order(names)
        fields.setdefault("csl", {}).setdefault("editor", exact or csl_names(people, groups))
        return
    _name_authors(fields, names)


def _name(element: Any) -> tuple[bool, str]:
    family = given = initials = suffix = ""
    for child in element:
        tag = child.tag
        if tag == "LastName":
            family = text_of(child)
        elif tag == "ForeName":
            given = text_of(child)
        elif tag == "Initials":
            initials = child.text or ""
        elif tag == "Suffix":
            suffix = text_of(child)
        elif tag == "CollectiveName":
            return True, text_of(child)
    return False, written(family, given or initials, suffix) if family else given


def _language(fields: Fields, element: Any) -> None:
    if text := text_of(element):
        fields["language"] = f"{fields['language']};{text}" if "language" in fields else text


def _data_banks(fields: Fields, element: Any) -> None:
    for bank in element:
        name = next((text_of(child) for child in bank if child.tag == "DataBankName"), "")
        numbers = [text_of(number) for child in bank if child.tag == "AccessionNumberList" for number in child]
        if name in TRIAL_REGISTRIES:
            fields["registry_ids"] = fields.get("registry_ids", ()) + tuple(number for number in numbers if number)
        elif numbers:
            custom = fields.setdefault("csl", {}).setdefault("custom", {})
            custom.setdefault("accession_numbers", []).extend(f"{name}/{number}" for number in numbers)


def _publication_types(fields: Fields, element: Any) -> None:
    for child in element:
        _publication_type(fields, child)


def _publication_type(fields: Fields, element: Any) -> None:
    term = heading(text_of(element), element.get("UI") or None)
    if all(term is not known for known in fields["publication_types"]):
        fields["publication_types"] += (term,)


def _keywords(fields: Fields, element: Any) -> None:
    fields["keywords"] = fields.get("keywords", ()) + tuple(text for text in map(text_of, element) if text)


def _notices(fields: Fields, element: Any) -> None:
    fields["notices"] = tuple(_notice(child) for child in element if child.get("RefType") not in {None, "Cites"})


def _notice(element: Any) -> Notice:
    parts = {child.tag: text_of(child) for child in element}
    source = parts.get("RefSource") or None
    return Notice(kind=element.get("RefType"), source=source, pmid=parts.get("PMID"), doi=parse_doi(source or ""))


def _other_id(fields: Fields, element: Any) -> None:
    text = text_of(element).split(" ")[0]
    if element.get("Source") == "NLM" and text.startswith("PMC"):
        fields.setdefault("pmc", text)
    else:
        _unread(fields, element)


def _isbn(fields: Fields, element: Any) -> None:
    fields.setdefault("isbns", []).append(text_of(element))


# ---------------------------------------------------------------- the whole record


def _finish(fields: Fields) -> None:
    """Decide between places that say the same thing: the list of ids before the electronic location, and so on."""
    date = fields.pop("date", None) or fields.get("electronic_date")
    fields.pop("electronic_date", None)
    if date:
        dated(fields, parse_date(date))
    doi, pii = fields.pop("location_doi", None), fields.pop("location_pii", None)
    fields["doi"] = parse_doi(fields.get("doi") or doi or "")
    fields["pii"] = fields.get("pii") or pii
    fields["pmcid"] = parse_pmcid(fields.pop("pmc", None) or "")
    short = fields.pop("iso_abbreviation", None)
    fields.setdefault("journal_abbreviation", short)
    fields.setdefault("journal", fields["journal_abbreviation"])
    _book(fields)
    if "title" not in fields:
        fields["title"] = fields.get("csl", {}).pop("original-title", None)
    fields["standing"], fields["standing_source"] = standing_of(
        fields.get("notices", ()), fields["publication_types"], fields.get("title")
    )
    fields["not_kept"] = tuple(fields["not_kept"])


def _book(fields: Fields) -> None:
    book = fields.pop("book_title", None)
    if isbns := fields.pop("isbns", None):
        put_serials(fields, isbns)
    if book is None:
        return
    if fields.get("title"):
        fields["type"], fields["journal"] = "chapter", book
    else:
        fields["type"], fields["title"] = "book", book


_ISSUE: dict[str, Part] = {"Volume": _plain("volume"), "Issue": _plain("issue"), "PubDate": _pub_date}
_JOURNAL: dict[str, Part] = {
    "ISSN": _issn,
    "JournalIssue": _within(_ISSUE),
    "Title": _plain("journal"),
    "ISOAbbreviation": _plain("iso_abbreviation"),
}
_ARTICLE: dict[str, Part] = {
    "Journal": _within(_JOURNAL),
    "ArticleTitle": _plain("title"),
    "Pagination": _pagination,
    "ELocationID": _location,
    "Abstract": _abstract,
    "AuthorList": _authors,
    "Language": _language,
    "DataBankList": _data_banks,
    "PublicationTypeList": _publication_types,
    "VernacularTitle": _extra("original-title"),
    "ArticleDate": _article_date,
}
_JOURNAL_INFO: dict[str, Part] = {"MedlineTA": _plain("journal_abbreviation"), "ISSNLinking": _issn}
_CITATION: dict[str, Part] = {
    "PMID": _plain("pmid"),
    "Article": _within(_ARTICLE),
    "MedlineJournalInfo": _within(_JOURNAL_INFO),
    "CommentsCorrectionsList": _notices,
    "KeywordList": _keywords,
    "OtherID": _other_id,
}
_PUBMED: dict[str, Part] = {"ArticleIdList": _article_ids}
_PUBLISHER: dict[str, Part] = {"PublisherName": _plain("publisher"), "PublisherLocation": _extra("publisher-place")}
_BOOK: dict[str, Part] = {
    "Publisher": _within(_PUBLISHER),
    "BookTitle": _plain("book_title"),
    "PubDate": _pub_date,
    "AuthorList": _authors,
    "Volume": _plain("volume"),
    "Edition": _extra("edition"),
    "CollectionTitle": _extra("collection-title"),
    "Isbn": _isbn,
    "ELocationID": _location,
}
_BOOK_DOCUMENT: dict[str, Part] = {
    "PMID": _plain("pmid"),
    "ArticleIdList": _article_ids,
    "Book": _within(_BOOK),
    "ArticleTitle": _plain("title"),
    "VernacularTitle": _extra("original-title"),
    "Pagination": _pagination,
    "Language": _language,
    "AuthorList": _authors,
    "PublicationType": _publication_type,
    "Abstract": _abstract,
    "KeywordList": _keywords,
}
_PARTS: dict[str, Part] = {"MedlineCitation": _within(_CITATION), "PubmedData": _within(_PUBMED)}
_BOOK_PARTS: dict[str, Part] = {"BookDocument": _within(_BOOK_DOCUMENT), "PubmedBookData": _within(_PUBMED)}
_TOP: dict[str, Part] = {
    "PubmedArticle": _within(_PARTS),
    "MedlineCitation": _within(_CITATION),
    "PubmedBookArticle": _within(_BOOK_PARTS),
}
