"""Which citation format a file is in, told by its first bytes and never by its name."""

import re

from evidence.formats.citations.reading import encoding_of

_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_RIS = re.compile(r"^[ \t]*TY[ \t]{0,4}-(?:[ \t]|$)", re.MULTILINE)
_RIS_LINE = re.compile(r"^(?:ER|AU|A1|T1|TI|JO|JF|PY|Y1|DO|SP|EP|KW)  -(?: |$)", re.MULTILINE)
_NBIB = re.compile(r"^(?:PMID|OWN |STAT|FAU |PT  |MH  |LID |AID |JT  )- ", re.MULTILINE)
_PUBMED = re.compile(
    r"<(?:PubmedArticle|PubmedArticleSet|MedlineCitationSet|MedlineCitation|PubmedBookArticle|DeleteCitation)\b"
)
_ENDNOTE = re.compile(
    r"<(?:ref-type|rec-number|source-app|database)\b|<xml>\s*<records>|<records>\s*<record>", re.IGNORECASE
)
_REFER = re.compile(r"^%([0ATJDB])[ \t]+\S", re.MULTILINE)
_HEADER = re.compile(
    r"[\"']?\s*(title|article title|doi|pmid|authors?|author names?|journal|source title"
    r"|publication year|year|abstract|key)\s*[\"']?",
    re.IGNORECASE,
)


def sniff(head: bytes) -> str | None:
    r"""The name of the format, None where the content is none of them.

    >>> sniff(b"TY  - JOUR\nTI  - Pain\nER  - "), sniff(b"PMID- 1\nTI  - Pain"), sniff(b'[{"id": "a"}]')
    ('ris', 'nbib', 'csl')
    >>> sniff(b"@article{a, title={Pain}}"), sniff(b"title,doi\nPain,10.1/x"), sniff(b"Dear sir")
    ('bibtex', 'csv', None)
    >>> sniff(b"%0 Journal Article\n%T Pain"), sniff(b"%A Ng, A\n%T Pain"), sniff(b"% why\n@book{a, title={Pain}}")
    ('refer', 'refer', 'bibtex')
    """
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    encoding = encoding_of(head) or "utf-8"
    text = (
        head.decode(encoding, errors="replace")
        .replace("\0", "")
        .lstrip("\ufeff \t\r\n")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if text.startswith("<"):
        return _markup(text)
    if text.startswith(("{", "[")):
        return "csl"
    return _tagged(text) or ("csv" if _is_table(text) else None)


def _markup(text: str) -> str | None:
    if _PUBMED.search(text):
        return "pubmed_xml"
    return "endnote_xml" if _ENDNOTE.search(text) else None


def _tagged(text: str) -> str | None:
    places = {
        "bibtex": _BIBTEX.search(text),
        "ris": _RIS.search(text),
        "nbib": _NBIB.search(text),
        "refer": _refer(text),
    }
    found = {name: match.start() for name, match in places.items() if match}
    if found:
        return min(found, key=lambda name: found[name])
    return "ris" if len(_RIS_LINE.findall(text)) >= 2 else None


def _refer(text: str) -> re.Match[str] | None:
    """The first tag of Refer, if the kind of a work or two other tags are there: a lone one may be a remark in TeX."""
    found = list(_REFER.finditer(text))
    tags = {match[1] for match in found}
    return found[0] if "0" in tags or len(tags) > 1 else None


def _is_table(text: str) -> bool:
    header, _, rest = text.partition("\n")
    if header.lower().startswith("sep="):
        header = rest.partition("\n")[0]
    cells = max((header.split(mark) for mark in ",;\t|"), key=len)
    return any(_HEADER.fullmatch(cell) for cell in cells)
