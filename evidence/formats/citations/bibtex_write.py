r"""Publications to BibTeX.

What BibTeX cannot carry: MeSH, publication types, notices, a season or a range of months, parts of an abstract whose
labels are not in capitals, CSL variables beyond the ones below. All else reads back the same. Letters stay Unicode;
only what LaTeX would misread is escaped. Never writes a key that breaks the entry.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from evidence.formats.citations.bibtex import CSL_FIELDS, PEOPLE_FIELDS
from evidence.formats.citations.bibtex_names import write_names
from evidence.formats.citations.dates import read_csl_date
from evidence.formats.citations.latex import encode
from evidence.formats.citations.names import ordered_names, read_csl_names
from evidence.formats.citations.record import abstract_text
from evidence.models import PublicationBase, Standing

_KINDS = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "inreference",
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "webpage": "online",
    "patent": "patent",
    "software": "software",
    "dataset": "dataset",
    "standard": "standard",
    "periodical": "periodical",
    "motion_picture": "movie",
    "song": "audio",
    "graphic": "artwork",
    "personal_communication": "letter",
    "legislation": "legislation",
    "legal_case": "jurisdiction",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNFIT = re.compile(r"[\s,{}()=\"#%\\~@']+")
_PERIODICAL = ("article-journal", "article-magazine", "article-newspaper", "periodical")

Fields = Iterator[tuple[str, str]]


def write_bibtex(publications: Iterable[PublicationBase]) -> Iterator[str]:
    """BibTeX, one entry at a time."""
    for record in publications:
        kind = _KINDS.get(record.type, "misc")
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(record) if value not in {"", "{}", "{{}}"})
        yield f"@{kind}{{{_UNFIT.sub('-', record.key)},\n{fields}}}\n\n"


def _fields(record: PublicationBase) -> Fields:
    periodical = record.type in _PERIODICAL
    yield "title", "{{" + encode(record.title or "") + "}}"
    yield (
        "author",
        "{" + write_names(ordered_names(record.authors, record.collective_authors, record.csl.get("author"))) + "}",
    )
    for name, variable in PEOPLE_FIELDS:
        people, groups, _ = read_csl_names(record.csl.get(variable) or [])
        yield name, "{" + write_names(ordered_names(people, groups, None)) + "}"
    yield "journal" if periodical else "booktitle", _value(record.journal)
    yield "shortjournal", _value(record.journal_abbreviation)
    yield from _date(record)
    yield "volume", _value(record.volume)
    yield "number" if periodical else "issue", _value(record.issue)
    yield "pages", "{" + encode(record.pages or "").replace("-", "--") + "}"
    yield "publisher", _value(record.publisher)
    yield from _csl(record)
    yield from _identifiers(record)
    yield "language", _value(record.language)
    yield "abstract", _value(abstract_text(record.abstract))
    mark = "; " if any("," in word for word in record.keywords) else ", "
    words = mark.join(record.keywords)
    yield "keywords", _value(words + ";" if mark == "; " and len(record.keywords) == 1 else words)
    yield "note", _value(record.notes)


def _value(text: Any) -> str:
    return "{" + encode(" ".join(str(text).split())) + "}" if text else ""


def _date(record: PublicationBase) -> Fields:
    parts = (record.issued or ("" if record.year is None else str(record.year))).split("-")
    yield "year", "{" + parts[0] + "}"
    if len(parts) > 1:
        yield "month", _MONTHS[int(parts[1]) - 1]
    if len(parts) > 2:
        yield "day", "{" + str(int(parts[2])) + "}"
    yield "urldate", "{" + (read_csl_date(record.csl.get("accessed")).written or "") + "}"


def _csl(record: PublicationBase) -> Fields:
    done: set[str] = set()
    for name, variable in CSL_FIELDS:
        value = record.csl.get(variable)
        if isinstance(value, (str, int)) and variable not in done:
            done.add(variable)
            yield name, _value(value)
    number = record.csl.get("number") or record.csl.get("collection-number")
    if number and record.type not in _PERIODICAL:
        yield "number", _value(number)


def _identifiers(record: PublicationBase) -> Fields:
    yield "doi", _plain(record.doi)
    yield "pmid", _plain(record.pmid)
    yield "pmcid", _plain(record.pmcid)
    yield "pii", _value(record.pii)
    yield "issn", _plain(", ".join(record.issn))
    yield "isbn", _plain(record.isbn)
    yield "url", _plain(record.url)
    yield "registration", _value(", ".join(record.registry_ids))
    if record.standing is not Standing.UNKNOWN:
        yield (
            "standing",
            _value(f"{record.standing}" + (f" ({record.standing_source})" if record.standing_source else "")),
        )


def _plain(text: str | None) -> str:
    r"""An address or identifier as biblatex wants it: as it is, with braces and backslashes as per cent codes."""
    if not text:
        return ""
    return "{" + re.sub(r"[{}\\]", lambda match: f"%{ord(match[0]):02X}", text) + "}"
