"""What speaks for a record beside the other records that were looked at: what tells the best few apart counts.

A word that is rare in the library may be in every title on the subject; among those another word decides.
"""

import math
from collections import Counter
from collections.abc import Sequence

from evidence.cite.abbreviations import stands_for
from evidence.cite.index import LibraryIndex
from evidence.cite.signals import Sentence, Signals

BEST = 15
"""Records among which words are told to be common or rare again."""
LEAST_TOLD = 3.0
"""What the words that tell them apart count for at the least, so that a single one is not all there is."""


def initials_among(index: LibraryIndex, sentence: Sentence, places: Sequence[int]) -> dict[int, float]:
    """For each record the weight of the abbreviations that stand for something in its title, the fewer fit the more."""
    found: dict[int, float] = dict.fromkeys(places, 0.0)
    for abbreviation in sorted(sentence.read.abbreviations):
        there = [at for at in places if abbreviation in index.title_of(at).weights]
        fitting = [at for at in places if at not in there and stands_for(abbreviation, index.entries[at].title)]
        for at in fitting:
            found[at] += index.rarity(len(fitting) + len(there))
    return found


def telling_among(index: LibraryIndex, sentence: Sentence, best: Sequence[int]) -> dict[str, float]:
    """The words of the sentence that some of the best records have, each with how much it tells them apart."""
    counts = Counter(term for at in best for term in index.title_of(at).weights if term in sentence.weights)
    return {term: math.log((len(best) + 1) / (count + 0.5)) for term, count in counts.items()}


def with_nearest(index: LibraryIndex, told: dict[str, float], at: int, signals: Signals) -> Signals:
    """The signals of a record with what it has of the words that tell the best few apart."""
    has = index.title_of(at).weights
    shared = sum(weight for term, weight in told.items() if term in has)
    return signals._replace(nearest=shared / max(sum(told.values()), LEAST_TOLD))
