"""Find a claim's quote in the text of its page, or say exactly why it is not there; the text is never changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.formats.rows.problems import shown
from evidence.text.spans import Span

_LOOKALIKES = str.maketrans(
    {
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
    }
)
"""Characters that look alike, one for one, so that offsets stay what they are."""


@dataclass(frozen=True)
class Misplaced:
    """Why a quote could not be anchored, and the column to look at."""

    column: str
    reason: str


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Where the quote begins, each time it occurs.

    >>> list(occurrences("pain is pain", "pain"))
    [0, 8]
    """
    at = text.find(quote)
    while at != -1:
        yield at
        at = text.find(quote, at + 1)


def checked_span(text: str, quote: str, start: int, end: int) -> Span | Misplaced:
    """The span, where exactly the quote stands at it."""
    if text[start:end] == quote:
        return Span(start, end)
    if text.encode("utf-8", "replace")[start:end] == quote.encode("utf-8", "replace"):
        places = _where(text, quote)
        return Misplaced("start", f"{start}-{end} count bytes of UTF-8; offsets count characters{places}")
    if not 0 <= start < end or end > len(text):
        reason = f"the span {start}-{end} lies outside the page's text, which has {len(text)} characters"
        return Misplaced("end" if end > len(text) else "start", f"{reason}{_where(text, quote)}")
    reason = f"the page's text has {shown(text[start:end])} at {start}-{end}, not the quote {shown(quote)}"
    return Misplaced("quote", f"{reason}{_where(text, quote)}")


def _where(text: str, quote: str) -> str:
    """What to do about a quote that is not at its offsets."""
    places = list(occurrences(text, quote))
    if len(places) == 1:
        return f"; the quote occurs once, at {places[0]}-{places[0] + len(quote)}: give these, or leave both out"
    if places:
        return f"; the quote occurs {len(places)} times: at {_listed(places)}"
    return f"; {_alike(text, quote)}"


def _listed(places: list[int]) -> str:
    return ", ".join(map(str, places[:5])) + (", …" if len(places) > 5 else "")


def _alike(text: str, quote: str) -> str:
    """Whether only lookalike characters keep the quote from being found."""
    at = text.translate(_LOOKALIKES).find(quote.translate(_LOOKALIKES))
    if at == -1:
        at = text.casefold().find(quote.casefold()) if len(text.casefold()) == len(text) else -1
    if at == -1:
        return "the quote does not occur in the page's text: copy it from there, character by character"
    there = text[at : at + len(quote)]
    return f"the page writes it {shown(there)} at {at}: quotation marks, dashes, spaces and case count"


def found_span(text: str, quote: str, before: str = "", after: str = "") -> Span | Misplaced:
    """The span of a quote that occurs once, or once with this text before and after it.

    >>> found_span("no pain, less pain", "pain", before="less ")
    Span(start=14, end=18)
    >>> found_span("no pain, less pain", "pain").reason
    "the quote 'pain' occurs 2 times, at 3, 14: give start and end, or a prefix and suffix that tell them apart"
    """
    everywhere = list(occurrences(text, quote))
    places = [at for at in everywhere if text.endswith(before, 0, at) and text.startswith(after, at + len(quote))]
    if len(places) == 1:
        return Span(places[0], places[0] + len(quote))
    if not everywhere:
        return Misplaced("quote", _alike(text, quote))
    if not places:
        reason = (
            f"the quote occurs {len(everywhere)} times, at {_listed(everywhere)}, but never with this text around it"
        )
        return Misplaced("prefix" if before else "suffix", reason)
    reason = f"the quote {shown(quote)} occurs {len(places)} times, at {_listed(places)}"
    return Misplaced("quote", f"{reason}: give start and end, or a prefix and suffix that tell them apart")
