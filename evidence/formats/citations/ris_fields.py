"""What each RIS tag means for a publication of each kind, in the dialects of those who write it.

Never guesses which of two meanings a tag has where the kind of reference decides it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from evidence.formats.citations.dates import Issued, parse_date
from evidence.formats.citations.names import csl_names, split_people
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import (
    dated,
    heading,
    publication,
    put_serials,
    sections,
    standing_of,
    standing_stated,
    stated_tags,
)
from evidence.ids import issns_in, parse_doi, parse_pmcid, parse_pmid, registry_ids_in
from evidence.models import PublicationBase

TYPES = {
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "ABST": "article-journal",
    "JOURNAL": "article-journal",
    "JOURNAL ARTICLE": "article-journal",
    "BOOK SECTION": "chapter",
    "THESIS": "thesis",
    "REPORT": "report",
    "ARTICLE": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CLSWK": "classic",
    "ANCIENT": "classic",
    "SER": "book",  # codespell:ignore
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",  # codespell:ignore
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "standard",
    "PAMP": "pamphlet",
    "ELEC": "webpage",
    "ICOMM": "webpage",
    "BLOG": "post-weblog",
    "PAT": "patent",
    "COMP": "software",
    "DATA": "dataset",
    "AGGR": "dataset",
    "DBASE": "dataset",
    "VIDEO": "motion_picture",
    "MPCT": "motion_picture",
    "ADVS": "motion_picture",
    "SOUND": "song",
    "MUSIC": "musical_score",
    "SLIDE": "speech",
    "HEAR": "hearing",
    "BILL": "bill",
    "UNBILL": "bill",
    "STAT": "legislation",
    "CASE": "legal_case",
    "LEGAL": "legislation",
    "MAP": "map",
    "ART": "graphic",
    "FIGURE": "figure",
    "CHART": "figure",
    "PCOMM": "personal_communication",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "MANSCPT": "manuscript",
    "GEN": "document",
    "UNPBT": "manuscript",
    "PREPRINT": "article",
}
"""RIS reference types and CSL's."""
_WRITTEN_AS = {
    **{csl: ris for ris, csl in reversed(TYPES.items())},
    "post": "BLOG",
    "broadcast": "VIDEO",
    "review": "JOUR",
    "article": "UNPB",
}
_PERIODICAL = {"article-journal", "article-magazine", "article-newspaper"}
_NUMBERED = {"report", "patent", "standard", "legislation", "bill"}
"""Kinds whose SN is a number of their own where it is no ISSN or ISBN."""
_WHOLE = {"book", "thesis", "report", "pamphlet", "standard", "manuscript"}
_TITLES = ("TI", "T1", "CT", "BT")
_PLAIN = (("VL", "volume"), ("PB", "publisher"), ("LA", "language"))
CSL_TAGS = (
    ("CY", "publisher-place"),
    ("PP", "publisher-place"),
    ("ET", "edition"),
    ("T3", "collection-title"),
    ("ST", "title-short"),
    ("NV", "number-of-volumes"),
    ("SE", "section"),
    ("CN", "call-number"),
    ("DB", "source"),
    ("DP", "archive"),
    ("C7", "number"),
    ("OP", "original-title"),
)
PEOPLE_TAGS = (
    ("A2", "editor"),
    ("ED", "editor"),
    ("A3", "collection-editor"),
    ("A4", "translator"),
    ("TA", "translator"),
)
_CSL_KEYS = frozenset(tag for tag, _ in CSL_TAGS)
_READ = frozenset(
    {
        "TY",
        "ER",
        "ID",
        "AU",
        "A1",
        "JF",
        "JO",
        "JA",
        "J1",
        "J2",
        "T2",
        "PY",
        "Y1",
        "Y2",
        "DA",
        "IS",
        "CP",
        "SP",
        "EP",
        "DO",
    }
    | {"UR", "L3", "M3", "SN", "KW", "AB", "N2", "N1", "AN", "PT", "C2", "C5", "C3", "LK", "PM", "U1", "U2", "C1", "M1"}
    | {tag for tag, _ in (*_PLAIN, *CSL_TAGS, *PEOPLE_TAGS)}
    | set(_TITLES)
)
_MANY = frozenset(
    {"AU", "A1", "SN", "KW", "DE", "N1", "PT", "M3", "C1", "C2", "C3", "C5", "U1", "U2", "AN"}
    | {tag for tag, _ in (*_PLAIN, *CSL_TAGS, *PEOPLE_TAGS)}
)
"""Tags all of whose values are read."""
_ALSO_KNOWN = (
    "AD AV BN C1 C4 C6 C8 CA CR DE DI DS EM IP JC L1 L2 L4 LB LO M1 M2 NO OA PA RD RI RN RP SF SR SV T4 TT"
    " U1 U2 U3 U4 U5 U6 U7 U8 U9 VO WP WT WV XT"
)
KNOWN_TAGS = _READ | frozenset(_ALSO_KNOWN.split(" "))
_REGISTERED = ("AN", "N1", "C1", "C3", "C4", "M1", "U1", "U3", "CT")
"""Tags in which writers put the number of a trial."""
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_MARKED = re.compile(r"(\d+)\s*\[pmid\]", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,8}")
_SHORT = re.compile(r"\.(?:\s|$)|^[A-Z]{2,}$")


def ris_type(csl_type: str) -> str:
    """The RIS reference type of a CSL type.

    >>> ris_type("article-journal"), ris_type("interview")
    ('JOUR', 'GEN')
    """
    return _WRITTEN_AS.get(csl_type, "GEN")


class Dialect(NamedTuple):
    """The name of a format that is read by way of RIS, and its own names for the tags."""

    form: str
    names: Mapping[str, str]


RIS = Dialect("ris", {})


def from_tags(
    reading: Reading, tags: dict[str, list[str]], *, line: int, raw: str, dialect: Dialect = RIS
) -> PublicationBase | None:
    """The publication of a record's tags."""
    values = stated_tags(tags)
    fields: dict[str, Any] = {"source_format": dialect.form, "type": _type(values)}
    kind = fields["type"]
    _titles(fields, values, kind)
    _people(fields, values)
    _date(fields, values)
    _pages(fields, values, kind)
    for tag, field in _PLAIN:
        if tag in values:
            fields[field] = "; ".join(values[tag])
    for tag, variable in CSL_TAGS if values.keys() & _CSL_KEYS else ():
        if tag in values and (tag != "ET" or kind not in _PERIODICAL):
            fields.setdefault("csl", {}).setdefault(variable, "; ".join(values[tag]))
    _identifiers(fields, values)
    _words(fields, values)
    left = _not_kept(values, kind, doi=bool(fields["doi"]))
    fields["not_kept"] = tuple([dialect.names.get(tag[:2], tag[:2]) + tag[2:] for tag in left])
    _standing(fields, values)
    return publication(reading, fields, line=line, raw=raw)


def _type(values: dict[str, list[str]]) -> str:
    stated = values.get("TY")
    if stated:
        return TYPES.get(stated[0].strip().upper(), "document")
    return "article-journal" if values.keys() & {"JO", "JF", "JA", "T2"} else "document"


def _titles(fields: dict[str, Any], values: dict[str, list[str]], kind: str) -> None:
    order = ("TI", "T1", "CT") if kind not in _WHOLE else ("TI", "T1", "BT", "CT")
    title = _first(values, order)
    container, short = _container(values, kind)
    if title is None and kind not in _PERIODICAL:
        title = _first(values, ("BT", "T2"))
        container = None if title == container else container
    fields["title"], fields["journal"], fields["journal_abbreviation"] = title, container, short
    if kind == "paper-conference" and "C3" in values:
        fields["journal"] = values["C3"][0]
        if "T2" in values:
            fields.setdefault("csl", {})["event-title"] = values["T2"][0]
    if kind == "book" and "T2" in values and title != values["T2"][0]:
        fields["journal"] = None
        fields.setdefault("csl", {})["collection-title"] = values["T2"][0]


def _container(values: dict[str, list[str]], kind: str) -> tuple[str | None, str | None]:
    full = _first(values, ("JF", "T2") if kind in _PERIODICAL else ("BT", "T2", "JF"))
    if kind == "book" and full == _first(values, ("BT",)):
        full = None
    short = _first(values, ("JA", "J2", "J1"))
    other = _first(values, ("JO",))
    if full is None:
        full, other = other, None
    if full is None:
        full = short
    return full, short or (other if other != full else None)


def _first(values: dict[str, list[str]], tags: Iterable[str]) -> str | None:
    for tag in tags:
        if tag in values:
            return values[tag][0]
    return None


def _people(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    people, groups, exact = split_people(_names(values, ("AU", "A1")))
    fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields.setdefault("csl", {})["author"] = exact
    for tag, variable in PEOPLE_TAGS:
        if tag in values:
            others, bodies, listed = split_people(_names(values, (tag,)))
            names = fields.setdefault("csl", {}).setdefault(variable, [])
            names.extend(listed or csl_names(others, bodies))


def _names(values: dict[str, list[str]], tags: Iterable[str]) -> list[str]:
    written = [name for tag in tags for name in values.get(tag, ())]
    return [part for name in written for part in name.split(";")] if ";" in "".join(written) else written


def _date(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    dates = [parse_date(values[tag][0]) for tag in ("PY", "Y1", "DA") if tag in values]
    if dates and "DA" in values and dates[-1].year is None:
        dates[-1] = parse_date(f"{dates[0].year or ''} {values['DA'][0]}")
    year = next((date.year for date in dates if date.year is not None), None)
    same = [date for date in dates if date.year == year]
    if same:
        dated(fields, max(same, key=_precision))
    if "Y2" in values and (accessed := parse_date(values["Y2"][0])).written:
        fields.setdefault("csl", {})["accessed"] = {"date-parts": [[int(part) for part in accessed.written.split("-")]]}


def _precision(date: Issued) -> int:
    return len(date.written or "") * 2 + (date.csl is not None and "date-parts" in date.csl)


def _pages(fields: dict[str, Any], values: dict[str, list[str]], kind: str) -> None:
    first, last = _first(values, ("SP",)), _first(values, ("EP",))
    if first and not last and kind in _WHOLE:
        fields.setdefault("csl", {})["number-of-pages"] = first
    elif first and last and not first.endswith(last):
        fields["pages"] = f"{first.rstrip('-–')}-{last.lstrip('-–')}"
    else:
        fields["pages"] = first or last or (_first(values, ("C7",)) if kind in _PERIODICAL else None)
    fields["issue"] = _first(values, ("IS", "CP"))
    number = _first(values, ("M1",))
    if number and kind in _PERIODICAL and fields["issue"] is None and re.fullmatch(r"\d{1,4}[A-Za-z]?", number):
        fields["issue"] = number
    elif number:
        fields.setdefault("csl", {}).setdefault("number", number)


def _identifiers(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    addresses = values.get("UR", []) + values.get("LK", [])
    fields["url"] = addresses[0] if addresses else None
    fields["doi"] = _parsed(parse_doi, values, ("DO", "DI", "M3", "L3", "UR", "LK", "N1", "AN"))
    fields["pmid"] = _pmid(values, addresses)
    fields["pmcid"] = _parsed(parse_pmcid, values, ("C2", "U2", "AN", "UR", "LK", "N1", "PM", "ID"))
    put_serials(fields, values.get("SN", ()))
    if fields["type"] in _NUMBERED and fields["issn"] and not issns_in(fields["issn"][0]):
        fields.setdefault("csl", {}).setdefault("number", fields["issn"][0])
        fields["issn"] = fields["issn"][1:]
    if "AN" in values:
        fields.setdefault("csl", {})["archive_location"] = values["AN"][0]
    name = _first(values, ("ID",))
    if name and re.search(r"[^\W\d_]", name):
        fields["key"] = name[:200]
    stated = " ; ".join(text for tag in _REGISTERED if tag in values for text in values[tag])
    fields["pii"] = next((text[:-5] for text in values.get("U3", ()) if text.endswith("[pii]")), None)
    fields["registry_ids"] = registry_ids_in(stated) if stated else ()


def _standing(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    """What a record written here states, else what its types and title say."""
    stated = next((text for text in values.get("C4", ()) if text.startswith("standing: ")), None)
    if stated is not None:
        fields["standing"], fields["standing_source"] = standing_stated(stated.removeprefix("standing: "))
    else:
        types = fields.get("publication_types", ())
        fields["standing"], fields["standing_source"] = standing_of((), types, fields.get("title"))


def _parsed(parse: Callable[[str], str | None], values: dict[str, list[str]], tags: Iterable[str]) -> str | None:
    for tag in tags:
        for text in values.get(tag, ()):
            if found := parse(text):
                return found
    return None


def _pmid(values: dict[str, list[str]], addresses: list[str]) -> str | None:
    source = " ".join(values.get("DB", []) + values.get("DP", []))
    bare = ["PM", "C5"] if "embase" in source.lower() else ["PM"]
    if _PUBMED.search(source):
        bare.append("AN")
    for tag in bare:
        for text in values.get(tag, ()):
            if _DIGITS.fullmatch(text):
                return parse_pmid(text)
    named = addresses + [
        text for tag in ("N1", "AN", "C2", "C5", "C3", "M1", "U1", "ID") for text in values.get(tag, ())
    ]
    named = [match[1] if (match := _MARKED.fullmatch(text)) else text for text in named if not _DIGITS.fullmatch(text)]
    return next((found for text in named if (found := parse_pmid(text))), None)


def _words(fields: dict[str, Any], values: dict[str, list[str]]) -> None:
    abstract = _first(values, ("AB", "N2"))
    if abstract:
        fields["abstract"] = sections(abstract)
    words = values.get("KW", []) + values.get("DE", [])
    if len(words) == 1 and ";" in words[0]:
        words = [part for text in words[0].split(";") if (part := text.strip())]
    fields["keywords"] = tuple(dict.fromkeys(words))
    notes = list(values.get("N1", ())) + (values.get("N2", []) if "AB" in values else [])
    if notes:
        fields["notes"] = "\n".join(notes)
    kinds = values.get("PT", []) + [text for text in values.get("M3", ()) if parse_doi(text) is None]
    if kinds and fields["type"] == "article-journal":
        labels = [part for text in kinds for label in text.split(";") if (part := label.strip())]
        fields["publication_types"] = tuple(heading(label) for label in dict.fromkeys(labels))
    elif kinds:
        fields.setdefault("csl", {})["genre"] = "; ".join(kinds)


def _not_kept(values: dict[str, list[str]], kind: str, *, doi: bool) -> tuple[str, ...]:
    left = [tag for tag in values if tag not in _READ and tag != "DE"]
    if kind in _PERIODICAL and "ET" in values:
        left.append("ET")
    if "DO" in values and not doi:
        left.append("DO")
    for tag, found in values.items():
        if len(found) > 1 and tag in _READ and tag not in _MANY and len(set(found)) > 1:
            left.append(f"{tag} ({len(set(found)) - 1} more)")
    if "TI" in values and "T1" in values and values["TI"][0] != values["T1"][0]:
        left.append("T1")
    return tuple(left)
