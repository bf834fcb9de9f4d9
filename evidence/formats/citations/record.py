"""What every reader shares: cleaning values, the key, the standing that a record's own notices give, the record itself.

Never fills in what a source does not say: `standing` is `unknown` unless a notice or a publication type speaks.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from evidence.formats.citations.dates import Issued
from evidence.formats.citations.reading import Reading
from evidence.ids import isbns_in, issns_in
from evidence.models import AbstractSection, Heading, Notice, PublicationBase, Record, Standing

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "on", "for", "and", "to", "with", "from", "by", "at", "is", "are"}
)
_LABEL_WORDS = (
    "Background|Objectives?|Aims?|Aims? and Objectives?|Purpose|Introduction|Importance|Context|Methods?|Design"
    "|Materials and Methods|Patients and Methods|Methods and Results|Methods and Findings|Setting|Participants|Patients"
    "|Interventions?|Measurements|Main Outcome Measures?|Results?|Findings|Conclusions?|Discussion|Interpretation"
    "|Limitations|Funding"
)
_LABEL = re.compile(rf"[A-Z][A-Z0-9&/,'() –-]{{1,60}}[A-Z)]|(?i:{_LABEL_WORDS})")
_LABEL_LENGTH = 62

# PubMed publication types by UI (labels of one UI vary), https://www.nlm.nih.gov/mesh/pubtypes.html
_RETRACTED_TYPE = "D016441"
_PREPRINT_TYPE = "D000076942"
_TYPE_LABELS = {"retracted publication": _RETRACTED_TYPE, "preprint": _PREPRINT_TYPE}

_set = object.__setattr__
_UNSTATED = dict(PublicationBase(key="unstated").__dict__)
_HEADING = {"label", "ui", "major", "qualifiers"}
_SECTION = {"label", "text"}
"""All fields of a heading and of a section; the records share the set, as there is nothing to add to it."""
_SUBSTANCE = ("title", "authors", "collective_authors", "doi", "pmid", "pmcid", "journal", "abstract", "csl")

STANDINGS: tuple[tuple[str, Standing], ...] = (
    ("RetractionIn", Standing.RETRACTED),
    ("RetractedandRepublishedIn", Standing.RETRACTED),
    ("ExpressionOfConcernIn", Standing.EXPRESSION_OF_CONCERN),
    ("UpdateIn", Standing.SUPERSEDED),
    ("CorrectedandRepublishedIn", Standing.CORRECTED),
    ("PartialRetractionIn", Standing.CORRECTED),
    ("ErratumIn", Standing.CORRECTED),
)
"""PubMed's RefType names that change how a record stands, the gravest first."""


def clean(text: str) -> str:
    r"""One line, single spaces, no half surrogates.

    >>> clean(" a\n  b\t c ")
    'a b c'
    """
    if "  " not in text and (not any(map(text.__contains__, _BLANK)) if text.isascii() else text.isprintable()):
        return text.strip(" ")
    return " ".join(whole(text).split())


def whole(text: str) -> str:
    """The text without half surrogates, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


Qualifier = tuple[str, str | None, bool | None]
Tags = dict[str, list[str]]
Made = TypeVar("Made", bound=Record)


@lru_cache(maxsize=32768)
def heading(
    label: str, ui: str | None = None, *, major: bool | None = None, qualifiers: tuple[Qualifier, ...] = ()
) -> Heading:
    """A controlled term; the same term is the same object, because libraries repeat their terms by the thousand.

    A qualifier is its label, identifier and mark as a major topic.
    """
    inner = tuple([heading(name, code, major=mark) for name, code, mark in qualifiers])
    return _unvalidated(Heading, {"label": label, "ui": ui, "major": major, "qualifiers": inner}, _HEADING)


def sections(text: str) -> tuple[AbstractSection, ...]:
    """The parts of an abstract that is written in one clean run, at its labels; one part where it has none.

    >>> [part.label for part in sections("BACKGROUND: Pain is common. RESULTS: It fell by 5 %.")]
    ['BACKGROUND', 'RESULTS']
    >>> [part.label for part in sections("We read the DNA: it was short.")]
    [None]
    """
    if not text:
        return ()
    found = _labels(text) if ": " in text else []
    if not found:
        return (section(None, text),)
    parts = []
    end = len(text)
    for start, after, label in reversed(found):
        parts.append(section(label, text[after:end].strip()))
        end = start
    if head := text[:end].strip():
        parts.append(section(None, head))
    return tuple(reversed(parts))


def _labels(text: str) -> list[tuple[int, int, str]]:
    """Where each label begins, where its part begins, and the label; a label begins the text or follows a sentence."""
    found = []
    colon = text.find(": ")
    while colon > 0:
        start = _sentence_start(text, colon)
        if start >= 0 and _is_label(label := text[start:colon]):
            found.append((start, colon + 2, label))
        colon = text.find(": ", colon + 2)
    return found


def _sentence_start(text: str, end: int) -> int:
    """Where the sentence begins that runs on at `end`; -1 where that is farther back than a label is long."""
    first = max(0, end - _LABEL_LENGTH - 2)
    before = text[first:end]
    at = before.rfind(". ")
    if "?" in before or "!" in before:
        at = max(at, before.rfind("? "), before.rfind("! "))
    if at >= 0:
        return first + at + 2 if first + at else 0
    if not first:
        return 0
    at = max(before.rfind(mark) for mark in ('." ', ".) ", '?" ', ".] "))
    return first + at + 3 if at >= 0 else -1


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None


def section(label: str | None, text: str) -> AbstractSection:
    """A part of an abstract, of values that are text already: validating them again would double the time of a record.

    >>> section("AIM", "To see.") == AbstractSection(label="AIM", text="To see.")
    True
    """
    return _unvalidated(AbstractSection, {"label": label, "text": text}, _SECTION)


def abstract_text(parts: Iterable[AbstractSection]) -> str:
    """The abstract in one run, labels before their parts.

    >>> abstract_text([AbstractSection(label="AIM", text="To see."), AbstractSection(text="Seen.")])
    'AIM: To see. Seen.'
    """
    return " ".join(f"{part.label}: {part.text}" if part.label else part.text for part in parts)


def standing_of(notices: Iterable[Notice], types: Iterable[Heading], title: str | None) -> tuple[Standing, str | None]:
    """How the record itself says it stands, and which part of it says so; unknown where none does.

    >>> standing_of([Notice(kind="ErratumIn"), Notice(kind="RetractionIn")], [], None)
    (<Standing.RETRACTED: 'retracted'>, 'RetractionIn')
    >>> standing_of([Notice(kind="RetractionOf")], [heading("Journal Article", "D016428")], "Retraction: Pain")
    (<Standing.UNKNOWN: 'unknown'>, None)
    """
    kinds = {notice.kind for notice in notices}
    uis = {term.ui or _TYPE_LABELS.get(term.label.lower()) for term in types}
    if "RetractionIn" not in kinds and _RETRACTED_TYPE in uis:
        return Standing.RETRACTED, f"publication type {_RETRACTED_TYPE}"
    start = (title or "")[:18].upper().lstrip("[ ")
    for kind, standing in STANDINGS:
        if kind == "ExpressionOfConcernIn" and start.startswith(("WITHDRAWN:", "RETRACTED:", "RETRACTED ARTICLE:")):
            return (Standing.WITHDRAWN if start.startswith("W") else Standing.RETRACTED), "title"
        if kind in kinds:
            return standing, kind
    if _PREPRINT_TYPE in uis:
        return Standing.PREPRINT_ONLY, f"publication type {_PREPRINT_TYPE}"
    return Standing.UNKNOWN, None


def slug(text: str) -> str:
    """Letters and digits of the text, without accents, joined by hyphens.

    >>> slug("Müller-Lüdenscheidt, Évá")
    'muller-ludenscheidt-eva'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_A_WORD.sub("-", plain).strip("-")


def stated_tags(tags: Tags) -> Tags:
    """The tags that have a value, without their empty values.

    >>> stated_tags({"TI": ["Pain"], "AB": [""], "KW": ["", "pain"]})
    {'TI': ['Pain'], 'KW': ['pain']}
    """
    if all(map(all, tags.values())):
        return tags
    return {tag: kept for tag, found in tags.items() if (kept := list(filter(None, found)))}


def key_of(fields: dict[str, Any]) -> str:
    """A key from what identifies the record: PMID, DOI, PMCID, else first author, year, title and a short digest.

    >>> key_of({"pmid": "29404715", "doi": "10.1/x"}), key_of({"doi": "10.1/x"})
    ('pmid:29404715', 'doi:10.1/x')
    >>> key_of({"authors": ("Ng, A",), "year": 2018, "title": "The pain of others"})
    'ng-2018-pain-d2b21b'
    """
    for name in ("pmid", "doi", "pmcid"):
        if value := fields.get(name):
            return f"{name}:{value}"[:200]
    people = fields.get("authors") or fields.get("collective_authors") or ("",)
    title = fields.get("title") or ""
    family = slug(people[0].split(",")[0])[:40] or "anonymous"
    word = next((word for word in slug(title[:300]).split("-") if word and word not in _SMALL_WORDS), "untitled")[:40]
    facts = "\n".join(
        str(fields.get(name) or "")
        for name in ("type", "title", "authors", "year", "journal", "volume", "pages", "publisher")
    )
    digest = hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{family}-{fields.get('year') or 'nd'}-{word}-{digest}"


@lru_cache(maxsize=8192)
def serial_numbers(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ISSNs and ISBNs of a text; what is neither counts as an ISSN that was printed wrong."""
    books = isbns_in(text)
    serials = () if books else issns_in(text)
    return serials or (() if books else (re.sub(r"\s*\(.*", "", text) or text,)), books


def put_serials(fields: dict[str, Any], texts: Iterable[str]) -> None:
    """Put ISSNs and ISBNs into a record's fields; a number whose check digit is wrong stays as it is printed.

    >>> fields = {}
    >>> put_serials(fields, ["2434-561X (Electronic)", "1234-5678 (Print)", "978-0-306-40615-7"])
    >>> fields["issn"], fields["isbn"]
    (('2434-561X', '1234-5678'), '9780306406157')
    """
    issn: list[str] = []
    isbn: list[str] = []
    for text in texts:
        serials, books = serial_numbers(text)
        issn.extend(serials)
        isbn.extend(books)
    fields["issn"] = tuple(dict.fromkeys(number for number in issn if number))
    if isbn:
        fields["isbn"] = isbn[0]
    if len(isbn) > 1:
        fields.setdefault("csl", {})["ISBN"] = ", ".join(dict.fromkeys(isbn))


def dated(fields: dict[str, Any], issued: Issued) -> None:
    """Put a date into a record's fields, and the part of it that the fields cannot hold into the CSL variables."""
    if issued.year is not None:
        fields["year"] = issued.year
        fields["issued"] = issued.written
    if issued.csl is not None:
        fields.setdefault("csl", {})["issued"] = issued.csl


def publication(
    reading: Reading, fields: dict[str, Any], *, line: int | None = None, byte: int | None = None, raw: str = ""
) -> PublicationBase | None:
    """The record of these fields, None where there is nothing in them; the reading is told why.

    The fields fit by the way every reader makes them, which the tests hold it to; they are not validated again.
    """
    if not fields.get("title") and not any(map(fields.get, _SUBSTANCE)):
        reading.lost("the record has no title, no author and no identifier", line=line, byte=byte, raw=raw)
        return None
    fields = {name: value for name, value in fields.items() if value}
    if "key" not in fields:
        fields["key"] = key_of(fields)
    if raw and reading.keep_source and "source_record" not in fields:
        fields["source_record"] = whole(raw)
    return _unvalidated(PublicationBase, {**_UNSTATED, "csl": {}, **fields}, set(fields))


def _unvalidated(kind: type[Made], values: dict[str, Any], stated: set[str]) -> Made:
    """A record of values that fit already: validating them again would take a third of the time of a publication."""
    made = object.__new__(kind)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", stated)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


def standing_stated(text: str) -> tuple[Standing, str | None]:
    """A standing as the writers of RIS and BibTeX put it into words; unknown for any other words.

    >>> standing_stated("retracted (RetractionIn)"), standing_stated("unclear")
    ((<Standing.RETRACTED: 'retracted'>, 'RetractionIn'), (<Standing.UNKNOWN: 'unknown'>, None))
    """
    word, _, reason = text.partition(" (")
    if word not in list(Standing):
        return Standing.UNKNOWN, None
    return Standing(word), reason.removesuffix(")") or None
