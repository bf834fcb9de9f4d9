"""Find the words of one text again in a later one, or say why no place is certain; similar words never count."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from evidence.text.folding import Folded
from evidence.text.spans import CONTEXT, Span

_WIDTHS = (CONTEXT, 128, 512)
"""How many characters on either side tell two places with the same words apart, tried in turn."""


class Found(NamedTuple):
    """Where words stand in the new text; without `at` they are not there, or `reason` says why it is not certain.

    `whole` is True where the new text is the old one with something put in, so that nothing else can be meant.
    """

    at: Span | None
    reason: str = ""
    same_before: bool = False
    same_after: bool = False
    whole: bool = False


class Insertion(NamedTuple):
    """Where something was put into the old text: at `at`, or as well anywhere from `first` to `last`."""

    at: int
    first: int
    last: int


def insertion(old: str, new: str) -> Insertion | None:
    """Where something was put into the old text to make the new one, nothing else changed; None for other texts.

    >>> insertion("It helps.", "It always helps.")
    Insertion(at=3, first=2, last=3)
    """
    if len(new) < len(old):
        return None
    first, last = len(old) - _common(reversed(old), reversed(new)), _common(old, new)
    if first > last:
        return None
    # Between lines rather than within one: there the words on either side are whole.
    line = old.rfind("\n", max(first - 1, 0), last) + 1
    at = len(old) if last == len(old) else line if line or first == 0 else last
    return Insertion(at, first, last)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts have in common from where they begin."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def find_again(old: Folded, new: Folded, span: Span, inserted: Insertion | None = None) -> Found:
    """Where the words of a span of the old text stand in the new one.

    One place is certain if the words occur once in each text, or if they are the only ones in each with the same text
    around them; or if the new text is the old one with something put in elsewhere.

    >>> from evidence.text.folding import fold
    >>> find_again(fold("It helps. It harms."), fold("Now it harms. It helps."), Span(0, 9)).at
    Span(start=14, end=23)
    """
    inside = old.inside(span)
    shifted = None if inserted is None else _shifted(old, new, span, inserted)
    if shifted is not None:
        return _found(old, new, span, shifted, whole=True)
    quote = inside.of(old.folded)
    there = _places(new.folded, quote)
    if not there:
        return Found(None)
    here = _places(old.folded, quote)
    at = there[0] if len(here) == len(there) == 1 else _told_apart(old.folded, new.folded, inside.start, quote)
    if at is None:
        times = "once" if len(there) == 1 else f"{len(there)} times"
        return Found(None, f"the words occur {times} now and {len(here)} times before: which is meant is not certain")
    return _found(old, new, span, new.outside(Span(at, at + len(quote))), whole=False)


def follow(old: str, new: str, span: Span, moved: tuple[Span, Span]) -> Span | None:
    """Where a span beside or inside of words that moved stands now; None where the same words are not there.

    `moved` is where the words were and where they are.

    >>> follow("It cut pain by 20%.", "Now it cut pain by 20%.", Span(15, 18), (Span(3, 19), Span(7, 23)))
    Span(start=19, end=22)
    """
    was, now = moved
    for shift in dict.fromkeys((now.start - was.start, now.end - was.end)):
        there = Span(span.start + shift, span.end + shift)
        if there.start >= 0 and span.start < span.end and there.of(new) == span.of(old):
            return there
    return None


def _found(old: Folded, new: Folded, span: Span, at: Span, *, whole: bool) -> Found:
    before, after = _around(old.folded, *old.inside(span), CONTEXT)
    new_before, new_after = _around(new.folded, *new.inside(at), CONTEXT)
    return Found(at, "", before == new_before, after == new_after, whole)


def _shifted(old: Folded, new: Folded, span: Span, inserted: Insertion) -> Span | None:
    """The span beside what was put in; None where it was put into the span itself."""
    shift = len(new.text) - len(old.text)
    if span.end <= inserted.at or (span.start < inserted.at and span.end <= inserted.last):
        return span
    if span.start >= inserted.at or span.start >= inserted.first:
        return Span(span.start + shift, span.end + shift)
    return None


@lru_cache(maxsize=256)
def _places(text: str, quote: str) -> tuple[int, ...]:
    """Where the quote begins, each time it stands as words of its own."""
    found = []
    at = text.find(quote) if quote.strip() else -1
    while at != -1:
        end = at + len(quote)
        joined_before = at > 0 and text[at - 1].isalnum() and quote[0].isalnum()
        joined_after = end < len(text) and text[end].isalnum() and quote[-1].isalnum()
        if not joined_before and not joined_after:
            found.append(at)
        at = text.find(quote, at + 1)
    return tuple(found)


def _told_apart(old: str, new: str, start: int, quote: str) -> int | None:
    for width in _WIDTHS:
        around = _around(old, start, start + len(quote), width)
        there = _by_context(new, quote, width).get(around, [])
        if len(there) == 1 and len(_by_context(old, quote, width)[around]) == 1:
            return there[0]
    return None


@lru_cache(maxsize=256)
def _by_context(text: str, quote: str, width: int) -> dict[tuple[str, str], list[int]]:
    """The places of a quote by what stands around them."""
    found: dict[tuple[str, str], list[int]] = {}
    for at in _places(text, quote):
        found.setdefault(_around(text, at, at + len(quote), width), []).append(at)
    return found


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    return text[max(0, start - width) : start], text[end : end + width]
