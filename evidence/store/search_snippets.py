"""The stretch of an abstract that shows why a record was found; it marks nothing and adds nothing but `…`."""

import re
from collections.abc import Sequence

from evidence.models import PublicationBase

LONGEST = 180
_SHORTEST_STEM = 4


def snippet(publication: PublicationBase, words: Sequence[str], longest: int = LONGEST) -> str:
    """Some words of the abstract around the first place where most of these words stand; empty without an abstract."""
    text = " ".join(section.text for section in publication.abstract).strip()
    if not text:
        return ""
    start = _best_start(text, words, longest)
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + longest)
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _best_start(text: str, words: Sequence[str], longest: int) -> int:
    """Where the stretch with most different words begins, a little before the first of them."""
    stems = sorted({stem_of(word) for word in words if word})
    if not stems:
        return 0
    found = [
        (match.start(), match[0].lower())
        for match in re.finditer(r"\b(?:" + "|".join(map(re.escape, stems)) + ")", text, re.IGNORECASE)
    ]
    if not found:
        return 0
    best = max(found, key=lambda item: (len({w for at, w in found if item[0] <= at < item[0] + longest}), -item[0]))[0]
    return max(0, best - longest // 6) if best > longest // 3 else 0


def stem_of(word: str) -> str:
    """A beginning of a word that its other forms share too.

    >>> stem_of("infections"), stem_of("pain")
    ('infecti', 'pain')
    """
    return word if len(word) <= _SHORTEST_STEM else word[: max(_SHORTEST_STEM, len(word) - 3)]
