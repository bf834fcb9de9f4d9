"""CSL-JSON and JSON lines: publications to items and back.

A CSL item carries PMID, PMCID and DOI in their standard fields; what CSL has no variable for stands under `custom`, so
that reading an item that was written here gives the same record. Never drops a variable: what has no field goes to
`PublicationBase.csl`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from evidence.formats.citations.dates import csl_date, read_csl_date
from evidence.formats.citations.names import csl_names, read_csl_names
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import abstract_text, clean, dated, heading, publication, sections, standing_of
from evidence.ids import isbns_in, issns_in, parse_doi, parse_isbn, parse_pmcid, parse_pmid
from evidence.models import AbstractSection, Heading, Notice, PublicationBase, Standing

_PLAIN = (
    ("title", "title"),
    ("container-title", "journal"),
    ("container-title-short", "journal_abbreviation"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("page", "pages"),
    ("publisher", "publisher"),
    ("language", "language"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("URL", "url"),
    ("note", "notes"),
)
"""CSL variable and the field that means the same, as plain text on both sides."""
_CUSTOM_PLAIN = ("pii", "standing_source", "design", "design_basis", "source_format")
_TAKEN = frozenset(
    {name for name, _ in _PLAIN}
    | {"id", "type", "author", "ISSN", "issued", "abstract", "keyword", "custom", "journalAbbreviation"}
)
_NOTE_LINE = re.compile(r"^(PMID|PMCID|DOI):\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)
_OTHER_TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "monograph": "book",
    "dissertation": "thesis",
}
"""Crossref's own type names, which its JSON uses in place of CSL's."""


def to_csl(publication: PublicationBase) -> dict[str, Any]:
    """The CSL-JSON item of a publication."""
    item: dict[str, Any] = {"id": publication.key, "type": publication.type}
    for variable, field in _PLAIN:
        if value := getattr(publication, field):
            item[variable] = value
    issued = publication.issued or (None if publication.year is None else str(publication.year))
    derived = {
        "author": csl_names(publication.authors, publication.collective_authors),
        "ISSN": ", ".join(publication.issn),
        "issued": csl_date(issued) if issued else None,
        "abstract": abstract_text(publication.abstract),
        "keyword": ", ".join(publication.keywords),
    }
    item.update({name: value for name, value in derived.items() if value})
    extra = dict(publication.csl)
    custom = _custom(publication, extra.pop("custom", {}))
    return {**item, **extra, "custom": custom}


def _custom(publication: PublicationBase, extra: Any) -> dict[str, Any]:
    checked = publication.standing_checked_on
    structured = len(publication.abstract) > 1 or any(part.label for part in publication.abstract)
    ambiguous = any(mark in word for word in publication.keywords for mark in ",;")
    optional: dict[str, Any] = {field: getattr(publication, field) for field in _CUSTOM_PLAIN}
    optional |= {
        "standing_checked_on": checked.isoformat() if checked else None,
        "abstract": [_stated(part) for part in publication.abstract] if structured else None,
        "keywords": list(publication.keywords) if ambiguous else None,
        "notices": [_stated(notice) for notice in publication.notices],
        "not_kept": list(publication.not_kept),
        "source_record": publication.source_record,
    }
    return {
        **(extra if isinstance(extra, dict) else {}),
        "publication_types": [_term(term) for term in publication.publication_types],
        "mesh": [_term(term) for term in publication.mesh],
        "registry_ids": list(publication.registry_ids),
        "standing": str(publication.standing),
        **{name: value for name, value in optional.items() if value},
    }


def _stated(part: AbstractSection | Notice) -> dict[str, Any]:
    return {name: value for name, value in part.__dict__.items() if value is not None}


def _term(term: Heading) -> dict[str, Any]:
    written: dict[str, Any] = {"label": term.label}
    if term.ui is not None:
        written["ui"] = term.ui
    if term.major is not None:
        written["major"] = term.major
    if term.qualifiers:
        written["qualifiers"] = [_term(qualifier) for qualifier in term.qualifiers]
    return written


def write_csl(publications: Iterable[PublicationBase]) -> Iterator[str]:
    """A CSL-JSON array, piece by piece, one item a line."""
    start = "["
    for record in publications:
        yield start + "\n" + json.dumps(to_csl(record), ensure_ascii=False)
        start = ","
    yield "[]\n" if start == "[" else "\n]\n"


def write_jsonl(publications: Iterable[PublicationBase]) -> Iterator[str]:
    """The records themselves, one JSON object a line, fields at their defaults left out."""
    for record in publications:
        yield record.model_dump_json(exclude_defaults=True) + "\n"


# ---------------------------------------------------------------- reading


def from_csl(
    reading: Reading, item: dict[str, Any], *, line: int | None = None, raw: str = ""
) -> PublicationBase | None:
    """The publication of a CSL item, None where the reading was told why there is none."""
    fields: dict[str, Any] = {"source_format": "csl", "type": _type(item)}
    more = {name: value for name, value in item.items() if name not in _TAKEN and value is not None}
    more |= _plain_values(fields, item)
    if more:
        fields["csl"] = more
    if (key := item.get("id")) not in (None, ""):
        fields["key"] = clean(str(key))[:200]
    for variable, read in _READERS:
        if (value := item.get(variable)) is not None:
            read(fields, value)
    _identifiers(fields)
    if "standing" not in fields:
        fields["standing"], fields["standing_source"] = standing_of(
            fields.get("notices", ()), fields.get("publication_types", ()), fields.get("title")
        )
    return publication(reading, fields, line=line, raw=raw)


def _plain_values(fields: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Put the plain variables into the fields; what says more than a field holds comes back as it is."""
    more = {}
    for variable, field in _PLAIN:
        value = item.get(variable)
        if value is None:
            continue
        if text := _text(value):
            fields[field] = text
        if isinstance(value, (dict, list)) and value not in ([], [text]):
            more[variable] = value
    return more


def _type(item: dict[str, Any]) -> str:
    kind = item.get("type")
    if isinstance(kind, str) and kind:
        return _OTHER_TYPES.get(kind, kind)
    return "article-journal" if item.get("container-title") else "document"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return "" if isinstance(value, (dict, bool)) or value is None else str(value)


def _untagged(text: str) -> str:
    return re.sub(r"</?(?:jats:)?(?:p|i|b|sup|sub|sec|title|italic|bold)\b[^<>]*>", "", text) if "<" in text else text


def _authors(fields: dict[str, Any], names: Any) -> None:
    people, groups, exact = read_csl_names(names)
    fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields.setdefault("csl", {})["author"] = exact


def _abstract(fields: dict[str, Any], value: Any) -> None:
    fields["abstract"] = sections(_untagged(_text(value)))


def _issued(fields: dict[str, Any], value: Any) -> None:
    dated(fields, read_csl_date(value))


def _identifiers(fields: dict[str, Any]) -> None:
    for field, parse in (("doi", parse_doi), ("pmid", parse_pmid), ("pmcid", parse_pmcid), ("isbn", parse_isbn)):
        if text := fields.get(field):
            fields[field] = parse(text) or (parse(f"PMC{text}") if field == "pmcid" else None)
            if fields[field] is None or (field == "isbn" and len(isbns_in(text)) > 1):
                fields.setdefault("csl", {})[field.upper()] = text
    if "doi" not in fields and (url := fields.get("url")) and "doi.org/" in url:
        fields["doi"] = parse_doi(url)


def _note(fields: dict[str, Any], value: Any) -> None:
    """Identifiers that reference managers keep as lines of the note."""
    for name, identifier in _NOTE_LINE.findall(value) if isinstance(value, str) else ():
        parse = {"pmid": parse_pmid, "pmcid": parse_pmcid, "doi": parse_doi}[name.lower()]
        fields[name.lower()] = fields.get(name.lower()) or parse(identifier)


def _short(fields: dict[str, Any], value: Any) -> None:
    fields.setdefault("journal_abbreviation", _text(value))


def _issn(fields: dict[str, Any], value: Any) -> None:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    fields["issn"] = _issns(text)


@lru_cache(maxsize=8192)
def _issns(text: str) -> tuple[str, ...]:
    return issns_in(text) or tuple(part for part in map(str.strip, re.split(r"[,;]", text)) if part)


def _keywords(fields: dict[str, Any], value: Any) -> None:
    parts = value if isinstance(value, list) else re.split(";" if ";" in str(value) else ",", str(value))
    fields["keywords"] = tuple(word for word in (clean(str(part)) for part in parts) if word)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in value)


def _from_custom(fields: dict[str, Any], custom: Any) -> None:
    if not isinstance(custom, dict):
        fields.setdefault("csl", {})["custom"] = custom
        return
    rest = dict(custom)
    for name, value in custom.items():
        read = _CUSTOM.get(name)
        if value is None or read is None:
            continue
        try:
            fields[name] = read(value)
        except (TypeError, ValueError, KeyError, AttributeError):
            continue
        del rest[name]
    if rest:
        fields.setdefault("csl", {})["custom"] = rest


def _terms(value: Any) -> tuple[Heading, ...]:
    return tuple(
        heading(label, ui, major=major, qualifiers=tuple(_term_of(part)[:3] for part in parts))
        for label, ui, major, parts in map(_term_of, value if isinstance(value, list) else [value])
    )


def _term_of(term: Any) -> tuple[str, str | None, bool | None, list[Any]]:
    if isinstance(term, str):
        return term, None, None, []
    ui, major = term.get("ui"), term.get("major")
    if not (ui is None or isinstance(ui, str)) or not (major is None or isinstance(major, bool)):
        raise TypeError(f"a term's identifier is text and its mark true or false, not {ui!r} and {major!r}")
    return str(term["label"]), ui, major, term.get("qualifiers") or []


def from_record(reading: Reading, item: dict[str, Any], *, line: int | None, raw: str) -> PublicationBase | None:
    """The publication of a line that was written as JSON lines."""
    try:
        return PublicationBase.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        reading.lost(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", line=line, raw=raw)
        return None


_READERS: tuple[tuple[str, Callable[[dict[str, Any], Any], None]], ...] = (
    ("author", _authors),
    ("issued", _issued),
    ("abstract", _abstract),
    ("keyword", _keywords),
    ("note", _note),
    ("journalAbbreviation", _short),
    ("ISSN", _issn),
    ("custom", _from_custom),
)
"""What reads each CSL variable that is not plain text; `custom` last, because it is what was written here."""

_CUSTOM: dict[str, Callable[[Any], Any]] = {
    "publication_types": _terms,
    "mesh": _terms,
    "registry_ids": _texts,
    "standing": Standing,
    "standing_checked_on": date.fromisoformat,
    "source_record": str,
    "keywords": _texts,
    "not_kept": _texts,
    "abstract": lambda value: tuple(AbstractSection(**part) for part in value),
    "notices": lambda value: tuple(Notice(**notice) for notice in value),
    **dict.fromkeys(_CUSTOM_PLAIN, str),
}
