"""Stretches of a text by code-point offsets, and quote selectors to find them again; the text itself is never held."""

from typing import NamedTuple

CONTEXT = 32
"""How many characters of prefix and suffix a quote keeps (the W3C model leaves the number open)."""


class Span(NamedTuple):
    """A half-open stretch of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span.

        >>> Span(2, 5).of("xxabcxx")
        'abc'
        """
        return text[self.start : self.end]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blank space at either end; empty where nothing else is in it.

    >>> trimmed("  a b ", 0, 6)
    Span(start=2, end=5)
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def prefix(text: str, start: int) -> str:
    """The characters just before a quote, as a W3C TextQuoteSelector keeps them."""
    return text[max(0, start - CONTEXT) : start]


def suffix(text: str, end: int) -> str:
    """The characters just after a quote."""
    return text[end : end + CONTEXT]


def _common_end(left: str, right: str) -> int:
    length = 0
    for a, b in zip(reversed(left), reversed(right), strict=False):
        if a != b:
            break
        length += 1
    return length


def _common_start(left: str, right: str) -> int:
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length


def find_quote(text: str, quote: str, before: str = "", after: str = "", near: int | None = None) -> Span | None:
    """Where a quote stands in a text: the occurrence whose surroundings agree best, then the one nearest to `near`.

    >>> find_quote("a pain b pain c", "pain", before="b ")
    Span(start=9, end=13)
    """
    if not quote:
        return None
    best: tuple[int, int] | None = None
    found: int | None = None
    at = text.find(quote)
    while at != -1:
        context = _common_end(text[max(0, at - len(before)) : at], before)
        context += _common_start(text[at + len(quote) : at + len(quote) + len(after)], after)
        score = (context, 0 if near is None else -abs(at - near))
        if best is None or score > best:
            best, found = score, at
        at = text.find(quote, at + 1)
    return None if found is None else Span(found, found + len(quote))
