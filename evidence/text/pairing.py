"""Put wordings beside the stretches of another text that are most like them, for a person to look at.

Being put beside each other never makes two wordings the same.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from evidence.text.spans import Span

ALIKE = 0.55
"""From what share of common words on two wordings are put beside each other."""

_NEAREST = 20
"""How many stretches with the same words are looked at on either side of where a wording stood."""

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*|[^\w\s]")


class Wording(NamedTuple):
    """Words to find something like, where they stood, and where the other text has some of them, if that is known."""

    words: str
    start: int
    at: Span | None = None


def similarity(one: str, other: str) -> float:
    """The share of common words in the same order, from 0 to 1.

    >>> similarity("It cut pain by 20%.", "It cut pain by 30%.")
    0.857
    """
    return round(Indel.normalized_similarity(_words(one), _words(other)), 3)


def most_alike(asked: Mapping[int, Wording], spans: Sequence[Span], text: str) -> dict[int, int]:
    """For each wording which span of the text is most like it, if any is alike enough.

    The most alike are put together first, then the nearest; a span comes twice only where there is no other.

    >>> spans = [Span(0, 11), Span(12, 24)]
    >>> most_alike({7: Wording("It harms no one.", 0)}, spans, "It is cheap It harms one")
    {7: 1}
    """
    known = _Spans.of(spans, text)
    scored = sorted(row for place, wording in asked.items() for row in known.like(place, wording))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for again in (False, True):
        for _, _, place, number in scored:
            if place not in paired and (again or number not in taken):
                paired[place] = number
                taken.add(number)
    return paired


class _Spans(NamedTuple):
    """Spans by their words, each with its number; `order` has all by where they begin."""

    order: list[tuple[int, int]]
    spans: Sequence[Span]
    alike: dict[tuple[str, ...], list[tuple[int, int]]]

    @classmethod
    def of(cls, spans: Sequence[Span], text: str) -> "_Spans":
        order = sorted((span.start, number) for number, span in enumerate(spans))
        alike: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for start, number in order:
            alike.setdefault(_words(spans[number].of(text)), []).append((start, number))
        return cls(order, spans, alike)

    def like(self, place: int, wording: Wording) -> Iterator[tuple[float, int, int, int]]:
        """What is alike, as rows that sort by likeness, then nearness."""
        own = _words(wording.words)
        for words, members in self.alike.items():
            score = Indel.normalized_similarity(own, words, score_cutoff=ALIKE)
            if score >= ALIKE:
                middle = bisect_left(members, (wording.start, 0))
                for start, number in members[max(0, middle - _NEAREST) : middle + _NEAREST]:
                    yield -score, abs(start - wording.start), place, number
        if wording.at is not None:
            last = bisect_left(self.order, (wording.at.end, 0))
            for start, number in self.order[max(0, last - _NEAREST) : last]:
                if wording.at.start < self.spans[number].end:
                    yield -ALIKE, abs(start - wording.start), place, number


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().casefold() for match in _WORD.finditer(text))
