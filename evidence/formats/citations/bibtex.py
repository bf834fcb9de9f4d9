"""BibTeX and biblatex to publications and back.

What BibTeX has no field for is not written: MeSH, publication types, notices, standing, sections of an abstract without
a label in capitals, which journal title is the short one where there is no long one, the original record. All else
reads back the same. LaTeX is decoded on the way in, and only what LaTeX would misread is escaped on the way out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evidence.formats.citations.bibtex_entries import Entry, read_entries
from evidence.formats.citations.bibtex_names import read_names
from evidence.formats.citations.dates import Issued, parse_date
from evidence.formats.citations.latex import decode, verbatim
from evidence.formats.citations.names import csl_names, in_order
from evidence.formats.citations.reading import Reading
from evidence.formats.citations.record import (
    clean,
    dated,
    publication,
    put_serials,
    sections,
    standing_of,
    standing_stated,
)
from evidence.ids import parse_doi, parse_pmcid, parse_pmid, registry_ids_in
from evidence.models import PublicationBase

TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "review": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "webpage": "webpage",
    "patent": "patent",
    "software": "software",
    "dataset": "dataset",
    "standard": "standard",
    "periodical": "periodical",
    "movie": "motion_picture",
    "video": "motion_picture",
    "audio": "song",
    "artwork": "graphic",
    "letter": "personal_communication",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "legal": "legislation",
}
"""BibTeX and biblatex entry types and CSL's; any other is a document."""
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "techreport": "Technical report"}

CSL_FIELDS = (
    ("address", "publisher-place"),
    ("location", "publisher-place"),
    ("edition", "edition"),
    ("chapter", "chapter-number"),
    ("pagetotal", "number-of-pages"),
    ("numpages", "number-of-pages"),
    ("volumes", "number-of-volumes"),
    ("shorttitle", "title-short"),
    ("type", "genre"),
    ("eventtitle", "event-title"),
    ("venue", "event-place"),
    ("origtitle", "original-title"),
    ("howpublished", "medium"),
    ("series", "collection-title"),
    ("version", "version"),
)
"""BibTeX field and the CSL variable it means, as plain text."""
NOTES = ("note", "annote", "annotation")  # codespell:ignore
PEOPLE_FIELDS = (("editor", "editor"), ("translator", "translator"), ("bookauthor", "container-author"))
_READ = frozenset(
    {"title", "subtitle", "author", "journal", "journaltitle", "journalsubtitle", "booktitle", "booksubtitle"}
    | {"maintitle", "shortjournal", "journalabbr", "journal-iso", "volume", "number", "issue", "pages", "eid", "year"}
    | {"month", "day", "date", "urldate", "publisher", "school", "institution", "organization", "doi", "url", "isbn"}
    | {
        "issn",
        "pmid",
        "pmcid",
        "pmc",
        "eprint",
        "eprinttype",
        "archiveprefix",
        *NOTES,
    }
    | {
        "abstract",
        "keywords",
        "keyword",
        "language",
        "langid",
        "registration",
        "standing",
        "pii",
        "crossref",
        "xdata",
        "articleno",
    }
    | {name for name, _ in CSL_FIELDS}
    | {name for name, _ in PEOPLE_FIELDS}
)
_MORE = re.compile(r"\sand\s+others\s*$", re.IGNORECASE)
_LETTERED = re.compile(r"\d{4}[a-z]")
_EITHER = (
    ("journaltitle", "journal", "booktitle", "maintitle"),
    ("publisher", "school", "institution", "organization"),
    ("pages", "eid", "articleno"),
    ("pmcid", "pmc"),
    ("keywords", "keyword"),
    ("language", "langid"),
    ("shortjournal", "journalabbr", "journal-iso"),
    ("address", "location"),
    ("pagetotal", "numpages"),
)
"""Fields of which the first one stated is taken."""
_OTHERS = frozenset(name for group in _EITHER for name in group[1:])
_CSL_NAMES = frozenset(name for name, _ in CSL_FIELDS)
_MONTH_DAY = re.compile(r"(?P<day>\d{1,2})[\s~.]+(?P<month>[A-Za-z]+)\.?")


def read_bibtex(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """The publications of a BibTeX file; None where the reading was told of an entry that could not be read."""
    keys: Counter[str] = Counter()
    for entry in read_entries(reading, blocks):
        if entry is None or (entry.kind in {"xdata", "set"} and entry.key):
            yield None
            continue
        if entry.key:
            keys[entry.key] += 1
            if keys[entry.key] > 1:
                reading.odd(f"the key '{entry.key}' is used again; this entry got a number", line=entry.line)
                entry.key = f"{entry.key}-{keys[entry.key]}"
        yield from_entry(reading, entry)


def from_entry(reading: Reading, entry: Entry) -> PublicationBase | None:
    """The publication of an entry."""
    if entry.repeated:
        reading.odd(f"given twice, the first was taken: {', '.join(entry.repeated)}", line=entry.line, raw=entry.raw)
    if entry.undefined:
        reading.odd(f"no such string, its name was kept: {', '.join(entry.undefined)}", line=entry.line, raw=entry.raw)
    values = {name: value for name, value in entry.fields.items() if value.strip()}
    fields: dict[str, Any] = {"source_format": "bibtex", "key": entry.key[:200], "csl": {}}
    fields["type"] = TYPES.get(entry.kind, "document")
    _titles(fields, values, entry.kind)
    _people(fields, values)
    _numbers(fields, values, entry.kind)
    dated(fields, _issued(values))
    if _LETTERED.fullmatch(values.get("year", "").strip()):
        fields["csl"]["year-suffix"] = values["year"].strip()[-1]
    _identifiers(fields, values)
    _words(fields, values)
    if entry.kind in _THESES:
        fields["csl"].setdefault("genre", _THESES[entry.kind])
    left = [name for name in values if name not in _READ]
    if "others" in (authors := values.get("author", "").lower()) and _MORE.search(authors):
        left.append("author (and others)")
    for group in _EITHER if values.keys() & _OTHERS else ():
        stated = [name for name in group if name in values]
        left += [name for name in stated[1:] if values[name] != values[stated[0]]]
    fields["not_kept"] = (*left, *(f"{name} (repeated)" for name in entry.repeated))
    if "standing" in values:
        fields["standing"], fields["standing_source"] = standing_stated(decode(values["standing"]))
    else:
        fields["standing"], fields["standing_source"] = standing_of((), (), fields.get("title"))
    return publication(reading, fields, line=entry.line, raw=entry.raw)


def _text(values: dict[str, str], *names: str) -> str | None:
    for name in names:
        if name in values:
            return decode(clean(values[name]))
    return None


def _joined(values: dict[str, str], title: str, subtitle: str) -> str | None:
    main, sub = _text(values, title), _text(values, subtitle)
    if not main or not sub:
        return main or sub
    return f"{main} {sub}" if main.endswith((":", "?", "!")) else f"{main}: {sub}"


def _titles(fields: dict[str, Any], values: dict[str, str], kind: str) -> None:
    fields["title"] = _joined(values, "title", "subtitle")
    journal = _joined(values, "journaltitle", "journalsubtitle") or _text(values, "journal")
    fields["journal"] = journal or _joined(values, "booktitle", "booksubtitle") or _text(values, "maintitle")
    fields["journal_abbreviation"] = _text(values, "shortjournal", "journalabbr", "journal-iso")
    if kind in {"inbook", "book"} and not fields["title"]:
        fields["title"], fields["journal"] = fields["journal"], None


def _people(fields: dict[str, Any], values: dict[str, str]) -> None:
    people, groups, exact = in_order(read_names(values.get("author", "")))
    fields["authors"], fields["collective_authors"] = people, groups
    if exact is not None:
        fields["csl"]["author"] = exact
    for name, variable in PEOPLE_FIELDS:
        if name in values:
            others, bodies, listed = in_order(read_names(values[name]))
            fields["csl"][variable] = listed or csl_names(others, bodies)


def _numbers(fields: dict[str, Any], values: dict[str, str], kind: str) -> None:
    fields["volume"] = _text(values, "volume")
    number = _text(values, "number")
    if TYPES.get(kind) in {"article-journal", "periodical"}:
        fields["issue"] = _text(values, "issue") or number
        if number and fields["issue"] != number:
            fields["csl"]["number"] = number
    elif number:
        fields["csl"]["collection-number" if "series" in values else "number"] = number
    pages = _text(values, "pages") or _text(values, "eid", "articleno")
    fields["pages"] = re.sub(r"\s*[–—-]+\s*", "-", pages) if pages else None
    fields["publisher"] = _text(values, "publisher", "school", "institution", "organization")
    for name, variable in CSL_FIELDS if values.keys() & _CSL_NAMES else ():
        if (text := _text(values, name)) and not (name == "howpublished" and "http" in text):
            fields["csl"].setdefault(variable, text)


def _issued(values: dict[str, str]) -> Issued:
    if "date" in values:
        return parse_date(_range(decode(values["date"])))
    year = _year(values)
    month = " ".join(decode(values.get("month", "")).replace(",", " ").split())
    day = decode(values.get("day", ""))
    swapped = _MONTH_DAY.fullmatch(month)
    if swapped:
        month, day = swapped["month"], swapped["day"]
    if not month:
        return parse_date(year)
    return parse_date(f"{year}-{month}-{day}".rstrip("-") if month.isdecimal() else f"{year} {month} {day}")


def _year(values: dict[str, str]) -> str:
    """The year without the letter that tells works of one year apart."""
    year = decode(values.get("year", ""))
    return year[:4] if _LETTERED.fullmatch(year) else year


def _range(text: str) -> str:
    """A biblatex date; of a range the first day is the day of issue."""
    return text.partition("/")[0].replace("~", "").rstrip("?") if re.match(r"\d{4}(?:-\d\d){0,2}/", text) else text


def _identifiers(fields: dict[str, Any], values: dict[str, str]) -> None:
    url = verbatim(values.get("url", "")) or _address(values.get("howpublished", ""))
    eprint, kind = values.get("eprint", ""), values.get("eprinttype", values.get("archiveprefix", "")).lower()
    fields["url"] = url or None
    fields["doi"] = parse_doi(verbatim(values.get("doi", ""))) or (parse_doi(url) if "doi.org" in url else None)
    if named := values.get("pmid", "") or (eprint if kind == "pubmed" else url if "pubmed" in url else ""):
        fields["pmid"] = parse_pmid(named)
    if pmcid := verbatim(values.get("pmcid", values.get("pmc", ""))):
        fields["pmcid"] = parse_pmcid(pmcid) or parse_pmcid(f"PMC{pmcid}")
    put_serials(fields, [decode(values[name]) for name in ("issn", "isbn") if name in values])
    fields["pii"] = _text(values, "pii")
    if "registration" in values:
        fields["registry_ids"] = registry_ids_in(decode(values["registration"]))
    if eprint and kind != "pubmed":
        fields["csl"]["archive_location"] = verbatim(eprint)
        fields["csl"]["archive"] = decode(values.get("eprinttype", values.get("archiveprefix", "arXiv")))
    for name in ("doi", "pmid"):
        if values.get(name) and not fields.get(name):
            fields["csl"][name.upper()] = verbatim(values[name])


def _address(text: str) -> str:
    match = re.search(r"https?://[^\s{}]+", text)
    return verbatim(match[0]) if match else ""


def _words(fields: dict[str, Any], values: dict[str, str]) -> None:
    if abstract := _text(values, "abstract"):
        fields["abstract"] = sections(abstract)
    words = decode(values.get("keywords", values.get("keyword", "")))
    fields["keywords"] = tuple(filter(None, map(str.strip, words.split(";" if ";" in words else ","))))
    notes = [text for name in NOTES if (text := _text(values, name))]
    fields["notes"] = "\n".join(notes) or None
    fields["language"] = _text(values, "language", "langid")
    if "urldate" in values and (accessed := parse_date(verbatim(values["urldate"])).written):
        fields["csl"]["accessed"] = {"date-parts": [[int(part) for part in accessed.split("-")]]}
