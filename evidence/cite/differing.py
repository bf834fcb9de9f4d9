"""What one record of a publication says otherwise than another; how a name or a page is written makes no difference."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import JsonValue

from evidence.cite.index import surname
from evidence.cite.words import folded
from evidence.models import PublicationBase


def plain(text: str | None) -> str:
    """The letters and digits of a text, without case and accents.

    >>> plain("Die Schmerz-Therapie."), plain(None)
    ('dieschmerztherapie', '')
    """
    return re.sub(r"\W+|_", "", folded(text or ""))


def differing(kept: PublicationBase, other: PublicationBase) -> dict[str, JsonValue]:
    """The fields in which both say something, and not the same, with what the other says.

    >>> one = PublicationBase(key="a", title="On pain", authors=("Ng, Ada",), pages="120-9", year=2020)
    >>> differing(one, PublicationBase(key="b", title="On Pain.", authors=("Ng A",), pages="120-129", year=2021))
    {'year': 2021}
    """
    found: dict[str, JsonValue] = {}
    for name, reduced in _REDUCED.items():
        mine, theirs = getattr(kept, name), getattr(other, name)
        if mine and theirs and mine != theirs and reduced(mine) != reduced(theirs):
            found[name] = list(theirs) if isinstance(theirs, tuple) else theirs
    if "journal" in found and _journals(kept) & _journals(other):
        del found["journal"]
    return found


def _journals(record: PublicationBase) -> set[str]:
    return {plain(record.journal), plain(record.journal_abbreviation)} - {""}


def _surnames(authors: tuple[str, ...]) -> list[str]:
    return [surname(author) for author in authors]


def _pages(pages: str) -> tuple[str, ...]:
    """First and last page, the last written out: 120-9 ends on 129."""
    first, _, last = pages.lower().replace("–", "-").replace(" ", "").partition("-")
    if last and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (first,) if last in {"", first} else (first, last)


def _same(value: Any) -> Any:
    return value


_REDUCED: dict[str, Callable[[Any], Any]] = {
    "title": plain,
    "authors": _surnames,
    "journal": plain,
    "year": _same,
    "volume": plain,
    "issue": plain,
    "pages": _pages,
    "pmid": _same,
    "doi": str.lower,
    "pmcid": str.upper,
}
"""The fields that are compared, and what of each counts."""
