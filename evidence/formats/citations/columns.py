"""Columns of citation tables: the headings that programs write, the fields they mean, and cells that hold lists.

Never takes a heading it does not know for one it does: such a column is named in `not_kept`.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from evidence.formats.citations.record import heading
from evidence.models import Heading

OWN_COLUMNS = (
    "key",
    "type",
    "title",
    "authors",
    "collective_authors",
    "journal",
    "journal_abbreviation",
    "year",
    "issued",
    "volume",
    "issue",
    "pages",
    "publisher",
    "language",
    "pmid",
    "doi",
    "pmcid",
    "isbn",
    "issn",
    "pii",
    "url",
    "registry_ids",
    "abstract",
    "publication_types",
    "mesh",
    "keywords",
    "standing",
    "standing_source",
    "standing_checked_on",
    "notices",
    "design",
    "design_basis",
    "notes",
    "source_format",
    "csl",
)
"""Columns of a table written here, by the names of the fields."""
LISTS = frozenset({"authors", "collective_authors", "issn", "registry_ids", "keywords"})
TERMS = frozenset({"publication_types", "mesh"})
JSON_COLUMNS = frozenset({"notices", "csl"})

_ALIASES = {
    "title": "article title|document title|primary title|ti|name",
    "authors": "author|author names|author names (first, last)|author full names|author(s)|authors full|au|creators",
    "collective_authors": "corporate author|group authors|book group authors",
    "journal": "journal title|journal/book|source title|publication title|publication name|secondary title|so|jt",
    "journal_abbreviation": "journal abbreviation|abbreviated source title|journal iso abbreviation|iso abbreviation"
    "|abbreviated journal|journal abbrev|ta",
    "year": "publication year|pub year|py|yr|date published year|published year",
    "issued": "date|publication date|pub date|dp|date published|published",
    "volume": "vol|vl|vi",
    "issue": "number|issue number|no|ip|is",
    "pages": "page|page range|page numbers|pp|pg",
    "first_page": "page start|start page|beginning page|sp|bp",
    "last_page": "page end|end page|ending page|ep",
    "article_number": "art. no.|article number|article no",
    "publisher": "publisher name|pb",
    "language": "language of original document|languages|la",
    "pmid": "pubmed id|pubmedid|pubmed|pm id|accession number (pubmed)|ref_pmid",
    "doi": "digital object identifier|doi link|di|do",
    "pmcid": "pmc id|pmc|pubmed central id",
    "issn": "issn/isbn|print issn|eissn|issn (linking)|sn",
    "isbn": "isbns",
    "pii": "publisher item identifier",
    "url": "link|urls|article url|full text url|ur",
    "registry_ids": "trial registration|nct number|registration number|clinical trial numbers|registry id",
    "abstract": "abstract note|abstracts|ab|summary|n2",
    "keywords": "author keywords|keyword|tags|manual tags|index keywords|kw|de",
    "publication_types": "publication type|document type|article type|pt|types",
    "mesh": "mesh terms|mesh headings|mh",
    "type": "item type|reference type|source type|ref type",
    "key": "id|citation key|citekey|bibtexkey|record id|rayyan id",
    "editor": "editors|book editors",
    "publisher-place": "place|city|location|publisher address|place published",
    "edition": "",
    "notes": "note|extra|user notes|comments",
    "number-of-pages": "num pages|number of pages|page count",
    "title-short": "short title",
    "accessed": "access date|accessed date",
    "source": "database|library catalog",
    "citation": "",
}
_FIELD_OF = {alias: field for field, text in _ALIASES.items() for alias in (field, *text.split("|")) if alias}
_FIELD_OF.update({column: column for column in OWN_COLUMNS})
_TERM = re.compile(r"([*-]?)(.*?)(?: \[([A-Z]\d+)\])?", re.DOTALL)
TYPE_NAMES = {
    "journalarticle": "article-journal",
    "journal": "article-journal",
    "journal article": "article-journal",
    "article": "article-journal",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "booksection": "chapter",
    "book section": "chapter",
    "book chapter": "chapter",
    "conferencepaper": "paper-conference",
    "conference paper": "paper-conference",
    "blogpost": "post-weblog",
    "computerprogram": "software",
    "preprint": "article",
    "presentation": "speech",
}
"""Names of kinds in the tables of reference managers and databases, and CSL's."""


def field_of(column: str) -> str | None:
    """The field a heading means, None where it is none that is known.

    >>> field_of("Source title"), field_of("PubMed ID"), field_of("journal_abbreviation"), field_of("Shelf")
    ('journal', 'pmid', 'journal_abbreviation', None)
    """
    name = " ".join(column.strip().strip("\ufeff\"'").lower().split())
    return _FIELD_OF.get(name) or _FIELD_OF.get(name.replace("_", " ")) or _FIELD_OF.get(name.replace(" ", "_"))


def join_list(items: Iterable[str], *, commas_part: bool = False) -> str:
    """A list as one cell: joined by semicolons, or as JSON where that would be read otherwise.

    `commas_part` tells of a column where a cell without a semicolon is parted at commas.

    >>> join_list(["a", "b"]), join_list(["a;b"])
    ('a; b', '["a;b"]')
    """
    kept = list(items)
    if commas_part and len(kept) == 1 and "," in kept[0]:
        return json.dumps(kept, ensure_ascii=False)
    if any(";" in item or item != item.strip() or not item for item in kept) or (kept and kept[0].startswith("[")):
        return json.dumps(kept, ensure_ascii=False)
    return "; ".join(kept)


def split_list(cell: str) -> list[str]:
    """The items of a cell that join_list wrote, or that any program joined by semicolons.

    >>> split_list("a; b"), split_list('["a;b"]')
    (['a', 'b'], ['a;b'])
    """
    if cell.startswith("["):
        try:
            items = json.loads(cell)
        except ValueError:
            items = None
        if isinstance(items, list):
            return [str(item) for item in items]
    return [item for part in cell.split(";") if (item := part.strip())]


def written_heading(term: Heading) -> str:
    """A controlled term as text: identifier in brackets, qualifiers behind bars, a star for a major topic or a dash.

    >>> written_heading(heading("Pain", "D010146", major=True, qualifiers=(("drug therapy", "Q000188", False),)))
    '*Pain [D010146] | -drug therapy [Q000188]'
    """
    return " | ".join(map(_written, (term, *term.qualifiers)))


def _written(term: Heading) -> str:
    star = "*" if term.major else ""
    known = "" if term.major is None or term.major else "-"
    return f"{star or known}{term.label}" + (f" [{term.ui}]" if term.ui else "")


def read_heading(text: str) -> Heading:
    """The controlled term that written_heading wrote; plain words are a label alone.

    >>> read_heading("*Pain [D010146] | -drug therapy [Q000188]").qualifiers[0].ui
    'Q000188'
    """
    parts = [_parts(part) for part in text.split(" | ")]
    label, ui, major = parts[0]
    return heading(label, ui, major=major, qualifiers=tuple(parts[1:]))


def _parts(text: str) -> tuple[str, str | None, bool | None]:
    match = _TERM.fullmatch(text.strip())
    if match is None:
        return text.strip(), None, None
    major: dict[str, Any] = {"*": True, "-": False}
    return match[2], match[3], major.get(match[1])
