"""A record as Europe PMC's JSON has it (`resultType=core`) to a publication."""

import re
from collections.abc import Mapping
from typing import Any

from evidence.formats.citations.dates import parse_date
from evidence.formats.citations.names import written
from evidence.formats.citations.record import clean, key_of, sections
from evidence.ids import issns_in, parse_doi, parse_pmcid, parse_pmid
from evidence.models import Heading, Notice, PublicationBase

SOURCE = "Europe PMC"
_PREPRINT = Heading(label="Preprint", ui="D000076942")


def read_europepmc(record: Mapping[str, Any]) -> PublicationBase | None:
    """The publication of a record, None where it has neither title nor identifier.

    >>> found = read_europepmc({"pmid": "7", "doi": "10.1000/A", "title": "Tea.", "authorString": "Ng A, Ito B."})
    >>> found.key, found.doi, found.authors
    ('pmid:7', '10.1000/a', ('Ng A', 'Ito B'))
    """
    place = _part(record, "journalInfo")
    journal = _part(place, "journal")
    issued = parse_date(_text(record.get("firstPublicationDate")) or _text(record.get("pubYear")))
    people, groups = _authors(record)
    fields: dict[str, Any] = {
        "title": _plain(record.get("title")),
        "authors": people,
        "collective_authors": groups,
        "journal": _text(journal.get("title")),
        "journal_abbreviation": _text(journal.get("isoabbreviation") or journal.get("medlineAbbreviation")),
        "issn": issns_in(f"{journal.get('issn', '')} {journal.get('essn', '')}"),
        "year": _year(place, record) or issued.year,
        "volume": _text(place.get("volume")),
        "issue": _text(place.get("issue")),
        "pages": _text(record.get("pageInfo")),
        "pmid": parse_pmid(_text(record.get("pmid"))),
        "doi": parse_doi(_text(record.get("doi"))),
        "pmcid": parse_pmcid(_text(record.get("pmcid"))),
        "abstract": sections(_plain(record.get("abstractText"))),
        "keywords": tuple(map(_text, _list(_part(record, "keywordList"), "keyword"))),
        "publication_types": _types(record),
        "notices": _notices(record),
        "source_format": "europepmc",
    }
    known = {name: value for name, value in fields.items() if value}
    if not any(known.get(name) for name in ("title", "pmid", "doi", "pmcid")):
        return None
    return PublicationBase.model_validate({"key": key_of(known), **known})


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    found = record.get(name)
    return found if isinstance(found, list) else []


def _text(value: Any) -> str:
    return clean(str(value)) if isinstance(value, str | int) else ""


def _plain(value: Any) -> str:
    """A text without its marks; a heading becomes a label."""
    text = re.sub(r"<h4>\s*([^<]+?):?\s*</h4>", r" \1: ", value if isinstance(value, str) else "")
    return clean(re.sub(r"</?[A-Za-z][^<>]*>", "", text))


def _year(place: Mapping[str, Any], record: Mapping[str, Any]) -> int | None:
    said = _text(place.get("yearOfPublication")) or _text(record.get("pubYear"))
    return int(said) if re.fullmatch(r"1[5-9]\d\d|20\d\d", said) else None


def _authors(record: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = [one for one in _list(_part(record, "authorList"), "author") if isinstance(one, dict)]
    groups = tuple(name for one in listed if (name := _text(one.get("collectiveName"))))
    people = [
        written(_text(one.get("lastName")), _text(one.get("firstName")) or _text(one.get("initials")))
        for one in listed
        if one.get("lastName")
    ]
    if not people and not groups:
        people = [name for name in _text(record.get("authorString")).rstrip(".").split(", ") if name]
    return tuple(people), groups


def _types(record: Mapping[str, Any]) -> tuple[Heading, ...]:
    if record.get("source") == "PPR":
        return (_PREPRINT,)
    listed = _list(_part(record, "pubTypeList"), "pubType")
    return tuple(Heading(label=name) for one in listed if (name := _text(one)))


def _notices(record: Mapping[str, Any]) -> tuple[Notice, ...]:
    """Corrections and retractions; Europe PMC writes PubMed's kinds as words, `Retraction in`."""
    found = []
    for one in _list(_part(record, "commentCorrectionList"), "commentCorrection"):
        kind = "".join(word[:1].upper() + word[1:] for word in _text(one.get("type")).split())
        if kind:
            number = parse_pmid(_text(one.get("id"))) if one.get("source") == "MED" else None
            found.append(Notice(kind=kind, source=_text(one.get("reference")) or None, pmid=number))
    return tuple(found)
