"""Which record of a library a sentence means: ranked candidates with reasons, or none where none fits.

It never confirms a match: whatever is matched by words stays a candidate until a person accepts it.
"""

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from evidence import ids
from evidence.cite.attribution import read_attribution
from evidence.cite.index import LibraryIndex
from evidence.cite.reasons import reasons_for
from evidence.cite.signals import Sentence, Signals, candidates, signals_of
from evidence.models import PublicationBase

WEIGHTS = Signals(
    matched=0.03,
    of_sentence=2.0,
    of_title=1.0,
    rarest=0.2,
    rare=0.35,
    neighbours=0.05,
    family=0.35,
    prefix=0.2,
    abbreviation=2.0,
    first_author=8.0,
    other_author=1.0,
    year=1.0,
    journal=2.5,
    design=0.4,
    other_design=0.05,
    alike=3.0,
    contained=3.0,
    fragments=2.5,
    text=0.15,
    size=1.0,
    numbers=1.0,
)
"""Rounded from a conditional logistic regression over sentences of articles that cite a library of some 300 records."""

ENOUGH = 0.142
"""The estimated chance from which a best candidate is offered: set so that, of sentences that name nobody, at most one
in five is answered wrongly and two in three of those whose source is not in the library get no answer."""
SHOWN = 10


class Candidate(NamedTuple):
    """A record that may be meant; `score` is the estimated chance, 1 for an identifier of its own."""

    record: PublicationBase
    score: float
    reasons: tuple[str, ...]


class _Scored(NamedTuple):
    at: int
    points: float
    signals: Signals


def rank(
    text: str,
    library: Sequence[PublicationBase] | LibraryIndex,
    *,
    exclude: Collection[str] = (),
    limit: int = SHOWN,
) -> tuple[Candidate, ...]:
    """The records a sentence may mean, best first; empty where none fits well enough.

    Args:
        text: a sentence, or a claim with the words that credit its source.
        library: the records, or an index of them when many sentences are asked.
        exclude: keys of records that are not to be answered.
        limit: how many candidates at most.
    """
    index = library if isinstance(library, LibraryIndex) else LibraryIndex(library)
    exact = _by_identifier(text, index, exclude)
    if exact:
        return exact[:limit]
    sentence = Sentence(index, read_attribution(text))
    scored = _scored(index, sentence, frozenset(index.positions(exclude)))
    if not scored:
        return ()
    chance = _chance(scored, sentence)
    if chance < ENOUGH:
        return ()
    return tuple(
        Candidate(index.publications[found.at], round(share, 4), reasons_for(index, sentence, found.at, found.signals))
        for found, share in zip(scored[:limit], _shares(scored, chance), strict=False)
    )


def _by_identifier(text: str, index: LibraryIndex, exclude: Collection[str]) -> tuple[Candidate, ...]:
    found: dict[int, str] = {}
    for identifier in ids.identifiers_in(text):
        for at in index.by_identifier.get((identifier.kind, identifier.value.lower()), ()):
            if index.publications[at].key not in exclude:
                found.setdefault(at, f"the text carries its {identifier.kind} {identifier.value}")
    return tuple(Candidate(index.publications[at], 1.0, (reason,)) for at, reason in found.items())


def _scored(index: LibraryIndex, sentence: Sentence, excluded: frozenset[int]) -> list[_Scored]:
    found = []
    for at in candidates(index, sentence, excluded):
        signals = signals_of(index, sentence, at)
        points = sum(weight * value for weight, value in zip(WEIGHTS, signals, strict=True))
        found.append(_Scored(at, points, signals))
    return sorted(found, key=lambda item: (-item.points, index.publications[item.at].key, item.at))


def _chance(scored: Sequence[_Scored], sentence: Sentence) -> float:
    """The chance that the best is meant, from its points, its lead, and whether a credited author is missing."""
    best = scored[0]
    if not _is_told_apart(best.signals):
        return 0.0
    lead = min(best.points - scored[1].points, 4.0) if len(scored) > 1 else 3.0
    missing = bool(sentence.read.credited) and not best.signals.first_author
    return _logistic(0.19 * min(best.points, 16.0) + 0.51 * lead - 2.7 * missing - 3.85)


def _is_told_apart(signals: Signals) -> bool:
    """Whether anything but ordinary words speaks for a record."""
    names = signals.first_author + signals.other_author + signals.journal + signals.abbreviation
    return signals.rarest + signals.family + signals.text + names > 0


@lru_cache(maxsize=1024)
def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _shares(scored: Sequence[_Scored], chance: float) -> list[float]:
    """The chance of the best, and for the rest what is left to each beside it."""
    top = scored[0].points
    return [chance * math.exp(item.points - top) for item in scored]
