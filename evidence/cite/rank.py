"""Which record of a library a sentence means: ranked candidates with reasons, or none where none fits.

It never confirms a match: whatever is matched by words stays a candidate until a person accepts it.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from evidence import ids
from evidence.cite.attribution import read_attribution
from evidence.cite.index import LibraryIndex
from evidence.cite.kinds import Kind
from evidence.cite.nearest import BEST, initials_among, telling_among, with_nearest
from evidence.cite.reasons import reasons_for
from evidence.cite.signals import Sentence, Signals, candidates, signals_of
from evidence.models import PublicationBase

WEIGHTS = Signals(
    of_title=4.9,
    nearest=2.4,
    rarest=0.26,
    family=0.29,
    prefix=0.26,
    initials=0.27,
    spelled_out=0.41,
    fragments=1.55,
    medicine=2.1,
    other_medicine=-2.6,
    animals=0.7,
    other_beings=-2.4,
    review=2.9,
    trial=0.65,
    not_a_trial=-1.2,
    gathered=1.5,
    protocol=0.45,
    no_result=-0.8,
    first_author=8.4,
    other_author=2.2,
    year=1.25,
    journal=3.05,
    text=0.15,
    size=1.0,
    numbers=1.0,
)
"""Rounded from a conditional logistic regression over sentences of articles that cite a library of some 300 records, in
which a weight of the wrong sign is left out. `text`, `size` and `numbers`, which those records do not have, are set; so
is `no_result`, of which there are few."""

ENOUGH = 0.17
"""The estimated chance from which a best candidate is offered. Of sentences that name nobody, asked of libraries that
neither weights nor chance were fitted on, fewer than one in five is then answered wrongly, and two in three of those
whose source is not in the library get no answer."""
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
    places = candidates(index, sentence, excluded)
    initials = initials_among(index, sentence, places)
    alone = _best_first(index, ((at, signals_of(index, sentence, at)._replace(initials=initials[at])) for at in places))
    told = telling_among(index, sentence, [found.at for found in alone[:BEST]])
    return _best_first(index, ((found.at, with_nearest(index, told, found.at, found.signals)) for found in alone))


def _best_first(index: LibraryIndex, found: Iterable[tuple[int, Signals]]) -> list[_Scored]:
    """The records by their points; titles, not places in the library, settle a tie."""

    def place(one: _Scored) -> tuple[float, str, str]:
        return -one.points, index.entries[one.at].title, index.publications[one.at].key

    return sorted((_Scored(at, _points(signals), signals) for at, signals in found), key=place)


def _points(signals: Signals) -> float:
    return sum(weight * value for weight, value in zip(WEIGHTS, signals, strict=True))


def _chance(scored: Sequence[_Scored], sentence: Sentence) -> float:
    """The chance that the best is meant: less where another comes near it, or a credited author or review is missing.

    Fitted by logistic regression on what sentences found in libraries that the weights were not fitted on, asked once
    with their source in the library and once without it.
    """
    best = scored[0]
    if not _is_told_apart(best.signals):
        return 0.0
    lead = min(best.points - scored[1].points, 4.0) if len(scored) > 1 else 3.0
    author = bool(sentence.read.credited) and not best.signals.first_author
    review = sentence.read.kind.kind is Kind.REVIEW and not best.signals.review
    points = 0.276 * min(best.points, 14.0) + 0.504 * lead
    return _logistic(points - 2.74 * author - 1.12 * review - 3.81)


def _is_told_apart(signals: Signals) -> bool:
    """Whether anything but ordinary words speaks for a record."""
    names = signals.first_author + signals.other_author + signals.journal + signals.initials + signals.spelled_out
    return signals.rarest + signals.family + signals.text + names > 0


@lru_cache(maxsize=1024)
def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _shares(scored: Sequence[_Scored], chance: float) -> list[float]:
    """The chance of the best, and for the rest what is left to each beside it."""
    top = scored[0].points
    return [chance * math.exp(item.points - top) for item in scored]
