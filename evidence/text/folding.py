"""A text without the differences that are no change of words - blank space, soft hyphens, ligatures - and the way back.

Digits, signs, quotation marks, letter case and accents are kept as they are: they can change what a sentence says.
"""

from bisect import bisect_left
from typing import NamedTuple

from evidence.text.spans import Span

_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_WRITTEN = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2010": "-", "\u2011": "-"}


class Folded(NamedTuple):
    """A text, its folded form, and for each folded character the place of the character it stands for."""

    text: str
    folded: str
    places: list[int]

    def inside(self, span: Span) -> Span:
        """A span of the text as a span of the folded form."""
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))

    def outside(self, span: Span) -> Span:
        """A span of the folded form, not an empty one, as a span of the text.

        >>> page = fold("so  be it")
        >>> page.outside(Span(3, 5)).of("so  be it")
        'be'
        """
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def words(self, span: Span) -> str:
        """The folded form of a span of the text."""
        return self.inside(span).of(self.folded)


def fold(text: str) -> Folded:
    r"""The text folded: runs of blank space are one space, what is not seen is left out.

    >>> fold("eﬃ\u00adcacy\n of  20 %").folded
    'efficacy of 20 %'
    """
    written: list[str] = []
    places: list[int] = []
    blank = False
    for place, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isspace():
            if not blank:
                written.append(" ")
                places.append(place)
            blank = True
            continue
        blank = False
        for letter in _WRITTEN.get(character, character):
            written.append(letter)
            places.append(place)
    return Folded(text, "".join(written), places)
