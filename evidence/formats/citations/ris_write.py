"""Publications to RIS.

What RIS cannot carry: MeSH and identifiers of publication types, notices, a season or a range of months, parts of an
abstract whose labels are not in capitals, CSL variables beyond the ones below, a body among the authors whose name is
one word. All else reads back the same. Never writes a line end inside a value.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from evidence.formats.citations.dates import read_csl_date
from evidence.formats.citations.names import is_group, ordered_names
from evidence.formats.citations.record import abstract_text
from evidence.formats.citations.ris_fields import CSL_TAGS, PEOPLE_TAGS, ris_type
from evidence.models import PublicationBase, Standing

Lines = Iterator[tuple[str, str]]

_PEOPLE = {variable: tag for tag, variable in reversed(PEOPLE_TAGS)}
_VARIABLES = {variable: tag for tag, variable in reversed(CSL_TAGS)}


def write_ris(publications: Iterable[PublicationBase]) -> Iterator[str]:
    """RIS, one record at a time."""
    for record in publications:
        lines = [("TY", ris_type(record.type)), *_lines(record)]
        yield "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in lines if text) + "ER  - \r\n\r\n"


def _lines(record: PublicationBase) -> Lines:
    yield "ID", record.key
    yield "TI", record.title or ""
    for body, name in ordered_names(record.authors, record.collective_authors, record.csl.get("author")):
        yield "AU", f"{name}," if body and ("," in name or not is_group(name)) else name
    yield from _others(record)
    yield "T2", record.journal or str(record.csl.get("collection-title") or "")
    yield "JA", record.journal_abbreviation or ""
    yield from _date(record)
    yield "VL", record.volume or ""
    yield "IS", record.issue or ""
    yield "SP", record.pages or str(record.csl.get("number-of-pages") or "")
    yield "PB", record.publisher or ""
    yield from _csl(record)
    yield from _identifiers(record)
    yield "LA", record.language or ""
    yield "AB", abstract_text(record.abstract)
    for word in record.keywords:
        yield "KW", word
    yield "PT", "; ".join(term.label for term in record.publication_types)
    for note in (record.notes or "").split("\n"):
        yield "N1", note


def _others(record: PublicationBase) -> Lines:
    for variable, tag in _PEOPLE.items():
        for name in _names(record.csl.get(variable)):
            yield tag, name


def _names(value: Any) -> Iterator[str]:
    for name in value if isinstance(value, list) else ():
        if isinstance(name, dict):
            parts = [name.get("family"), name.get("given"), name.get("suffix")]
            yield ", ".join(str(part) for part in parts if part) or str(name.get("literal") or "")


def _date(record: PublicationBase) -> Lines:
    yield "PY", "" if record.year is None else str(record.year)
    if record.issued and "-" in record.issued:
        yield "DA", "/".join([*record.issued.split("-"), "", ""][:4])
    accessed = read_csl_date(record.csl.get("accessed")).written
    if accessed:
        yield "Y2", "/".join([*accessed.split("-"), "", ""][:4])


def _csl(record: PublicationBase) -> Lines:
    for variable, tag in _VARIABLES.items():
        value = record.csl.get(variable)
        if isinstance(value, (str, int)) and not (variable == "collection-title" and record.journal is None):
            yield tag, str(value)


def _identifiers(record: PublicationBase) -> Lines:
    yield "DO", record.doi or ""
    yield "U1", f"{record.pmid}[pmid]" if record.pmid else ""
    yield "U2", f"{record.pmcid}[pmcid]" if record.pmcid else ""
    yield "U3", f"{record.pii}[pii]" if record.pii else ""
    for serial in (*record.issn, record.isbn or ""):
        yield "SN", serial
    for number in record.registry_ids:
        yield "C1", number
    yield "UR", record.url or ""
    if record.standing is not Standing.UNKNOWN:
        because = f" ({record.standing_source})" if record.standing_source else ""
        yield "C4", f"standing: {record.standing}{because}"
