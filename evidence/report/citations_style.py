"""Write a publication as an entry of a reference list in AMA, Vancouver or APA style; nothing unknown is filled in.

An entry is a run of pieces, plain or italic, so that every format can set it. Sources: AMA Manual of Style, 11th
edition, chapter 3; Citing Medicine (NLM), 2nd edition, for Vancouver; Publication Manual of the APA, 7th edition,
chapter 9.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from evidence.models import PublicationBase, Standing
from evidence.report.words import family_name, spoken


class CitationStyle(StrEnum):
    """The styles an evidence table can cite in."""

    AMA = "ama"
    VANCOUVER = "vancouver"
    APA = "apa"


@dataclass(frozen=True)
class Piece:
    """A stretch of an entry that is set alike."""

    text: str
    italic: bool = False


Pieces = tuple[Piece, ...]

_INITIALS = re.compile(r"^[^\W\d_]{1,4}$")
_RANGE = re.compile(r"^([A-Za-z]*)(\d+)\s*[-–]\s*([A-Za-z]*)(\d+)$")
_GLUE = "\u2060"
"""A word joiner at the start of a piece that follows the one before without a space."""
_GONE = frozenset({Standing.RETRACTED, Standing.WITHDRAWN, Standing.EXPRESSION_OF_CONCERN})


def written(pieces: Iterable[Piece]) -> str:
    """The entry as plain text."""
    return "".join(piece.text for piece in pieces)


def reference(publication: PublicationBase, style: CitationStyle, letter: str = "") -> Pieces:
    """The entry of a publication in a style; `letter` tells apart works of one author and year in APA.

    >>> paper = PublicationBase(key="x", title="On pain", authors=("Roe, Jane A",), journal="Pain", year=2020,
    ...     volume="1", issue="2", pages="154-164", doi="10.1/x")
    >>> written(reference(paper, CitationStyle.AMA))
    'Roe JA. On pain. Pain. 2020;1(2):154-164. doi:10.1/x'
    >>> written(reference(paper, CitationStyle.VANCOUVER))
    'Roe JA. On pain. Pain. 2020;1(2):154-64. doi: 10.1/x'
    >>> written(reference(paper, CitationStyle.APA))
    'Roe, J. A. (2020). On pain. Pain, 1(2), 154–164. https://doi.org/10.1/x'
    """
    return _joined(_apa(publication, letter) if style is CitationStyle.APA else _STYLES[style](publication))


def in_text(publication: PublicationBase, style: CitationStyle, number: int, letter: str = "") -> str:
    """How the text points at the entry: author and year, with the number of the entry in the numbered styles.

    `letter` tells apart works that APA would otherwise point at alike.

    >>> in_text(PublicationBase(key="x", authors=("Roe J", "Poe K", "Doe L"), year=2020), CitationStyle.APA, 1)
    'Roe et al. (2020)'
    >>> in_text(PublicationBase(key="x", authors=("Roe J",), year=2020), CitationStyle.AMA, 1)
    'Roe 2020 [1]'
    """
    names = [family_name(name) for name in publication.authors] or list(publication.collective_authors)
    if style is CitationStyle.APA:
        return f"{_apa_in_text(names, publication)} ({_apa_year(publication, letter)})"
    who = names[0] if names else _shortened(publication)
    return f"{who} {publication.year or 'year unknown'} [{number}]"


def _apa_year(publication: PublicationBase, letter: str) -> str:
    return f"{publication.year}{letter}" if publication.year else f"n.d.{f'-{letter}' if letter else ''}"


def _apa_in_text(names: list[str], publication: PublicationBase) -> str:
    if not names:
        return _shortened(publication)
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def _shortened(publication: PublicationBase) -> str:
    words = (publication.title or publication.key).split()
    return f"“{' '.join(words[:5])}{' …' if len(words) > 5 else ''}”"


def sort_key(publication: PublicationBase) -> tuple[str, int, str]:
    """The place of an entry in an alphabetical list: first author, year, title."""
    names = publication.authors or publication.collective_authors
    first = family_name(names[0]) if names else publication.title or publication.key
    return (first.casefold(), publication.year or 9999, (publication.title or "").casefold())


def _split(name: str) -> tuple[str, list[str]]:
    """The family name, and the initials, of `Family, Given` or `Family GI`; no initials where none are known.

    >>> _split("Smith, Anna Bea"), _split("van der Berg JW"), _split("Plato")
    (('Smith', ['A', 'B']), ('van der Berg', ['J', 'W']), ('Plato', []))
    """
    family, comma, given = name.partition(",")
    if comma:
        parts = [part for part in re.split(r"[\s.\-–]+", given.strip()) if part]
        upper = [list(part) if part.isupper() and len(part) <= 4 else [part[0].upper()] for part in parts]
        return family.strip(), [letter for letters in upper for letter in letters]
    words = name.split()
    if len(words) > 1 and _INITIALS.match(words[-1]) and words[-1].isupper():
        return " ".join(words[:-1]), list(words[-1])
    return name.strip(), []


def _short_name(name: str) -> str:
    family, initials = _split(name)
    return f"{family} {''.join(initials)}".strip()


def _apa_name(name: str) -> str:
    family, initials = _split(name)
    return f"{family}, {' '.join(f'{letter}.' for letter in initials)}" if initials else family


def _numbered_authors(publication: PublicationBase, *, most: int, shown: int) -> str:
    """Up to `most` authors, and of more the first `shown` with et al; groups that signed stand last."""
    names = [*(_short_name(name) for name in publication.authors), *publication.collective_authors]
    return ", ".join([*names[:shown], "et al"] if len(names) > most else names)


def _apa_authors(publication: PublicationBase) -> str:
    names = [*(_apa_name(name) for name in publication.authors), *publication.collective_authors]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", … {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def _title(publication: PublicationBase) -> str:
    title = " ".join((publication.title or "").split()).rstrip(".") or "Title unknown"
    return f"{title} [{spoken(publication.standing)}]" if publication.standing in _GONE else title


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "?”", ".”")) else f"{text}."


def _is_article(publication: PublicationBase) -> bool:
    return publication.type in {"article-journal", "article"} or bool(publication.journal)


def _short_range(pages: str) -> str:
    """A range without the digits that repeat (Citing Medicine, chapter 1).

    >>> _short_range("154-164"), _short_range("e12-e19"), _short_range("S1-S9"), _short_range("1205")
    ('154-64', 'e12-9', 'S1-9', '1205')
    """
    found = _RANGE.match(pages.strip())
    if found is None:
        return pages
    lead, first, other, last = found.groups()
    if (other and other != lead) or len(first) != len(last):
        return pages
    same = next((at for at, (one, two) in enumerate(zip(first, last, strict=True)) if one != two), len(last) - 1)
    return f"{lead}{first}-{last[same:]}"


def _issue(publication: PublicationBase, pages: str) -> str:
    """`2020;1(2):3-9.`, with no part that is not known."""
    year = str(publication.year) if publication.year else "Year unknown"
    volume = (publication.volume or "") + (f"({publication.issue})" if publication.issue else "")
    where = f"{volume}:{pages}" if pages else volume
    return f"{year};{where}." if where else f"{year}."


def _journal(publication: PublicationBase) -> str:
    return (publication.journal_abbreviation or publication.journal or "Journal unknown").rstrip(".")


def _numbered(publication: PublicationBase, *, authors: str, pages: str, doi: str, italic: bool) -> list[Piece]:
    lead = [Piece(_ended(authors))] if authors else []
    title = _ended(_title(publication))
    address = [Piece(doi)] if publication.doi else _address(publication)
    if _is_article(publication):
        where = Piece(f"{_journal(publication)}.", italic=italic)
        return [*lead, Piece(title), where, Piece(_issue(publication, pages)), *address]
    known = [publication.publisher or "", str(publication.year) if publication.year else "Year unknown"]
    printed = f"{'; '.join(part for part in known if part)}."
    return [*lead, Piece(title, italic=italic), Piece(printed), *address]


def _address(publication: PublicationBase) -> list[Piece]:
    if publication.pmid:
        return [Piece(f"PMID: {publication.pmid}")]
    return [Piece(publication.url)] if publication.url else []


def _ama(publication: PublicationBase) -> list[Piece]:
    authors = _numbered_authors(publication, most=6, shown=3)
    doi = f"doi:{publication.doi}"
    return _numbered(publication, authors=authors, pages=publication.pages or "", doi=doi, italic=True)


def _vancouver(publication: PublicationBase) -> list[Piece]:
    authors = _numbered_authors(publication, most=6, shown=6)
    pages, doi = _short_range(publication.pages or ""), f"doi: {publication.doi}"
    return _numbered(publication, authors=authors, pages=pages, doi=doi, italic=False)


def _apa(publication: PublicationBase, letter: str) -> list[Piece]:
    authors, year = _apa_authors(publication), f"({_apa_year(publication, letter)})."
    title = _title(publication)
    article = _is_article(publication)
    name = Piece(_ended(title), italic=not article)
    lead = [Piece(_ended(authors)), Piece(year), name] if authors else [name, Piece(year)]
    address = [Piece(f"https://doi.org/{publication.doi}")] if publication.doi else _address(publication)
    if article:
        return [*lead, *_apa_journal(publication), *address]
    return [*lead, *([Piece(_ended(publication.publisher))] if publication.publisher else []), *address]


def _apa_journal(publication: PublicationBase) -> list[Piece]:
    parts = [Piece(publication.journal or _journal(publication), italic=True)]
    if publication.volume:
        parts += [Piece(", "), Piece(publication.volume, italic=True)]
    if publication.issue:
        parts.append(Piece(f"({publication.issue})" if publication.volume else f", ({publication.issue})"))
    pages = re.sub(r"\s*-\s*", "–", publication.pages or "")
    parts.append(Piece(f", {pages}." if pages else "."))
    return [parts[0], *(Piece(_GLUE + part.text, part.italic) for part in parts[1:])]


def _joined(parts: list[Piece]) -> Pieces:
    """The pieces with a space between those that are not glued."""
    shown: list[Piece] = []
    for part in parts:
        if shown and not part.text.startswith(_GLUE):
            shown.append(Piece(" "))
        shown.append(Piece(part.text.removeprefix(_GLUE), part.italic))
    return tuple(shown)


_STYLES: dict[CitationStyle, Callable[[PublicationBase], list[Piece]]] = {
    CitationStyle.AMA: _ama,
    CitationStyle.VANCOUVER: _vancouver,
}
