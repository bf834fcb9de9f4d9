"""What speaks for one record being the one a sentence means, as numbers; nothing is decided here.

It looks only at records that share a word, an author or an abbreviation with the sentence.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from evidence.cite.abbreviations import meant_by, spelled_out
from evidence.cite.attribution import Attribution
from evidence.cite.families import families
from evidence.cite.index import Entry, LibraryIndex, Title
from evidence.cite.kinds import Kind
from evidence.cite.lexicon import ordinary
from evidence.cite.words import tellingness
from evidence.text.words import words as listed

LOOKED_AT = 60
"""Records that are looked at closely."""
POSTINGS = 4000
"""Places of words in titles that are walked before the commoner words are left out."""
TEXT_SHARE = 0.4
"""What a word in abstract, keywords or MeSH counts for, of what it counts for in the title, when records are chosen."""
KIN_SHARE = 0.5
"""What a word of the same meaning counts for then."""
FIRST_AUTHOR = 12.0
_PEOPLE = frozenset({"human"})
PREFIX = 5
_LITTLE_OF_JOURNALS = listed(
    "journal the of and in for american british european international clinical medicine research annals"
)


class Signals(NamedTuple):
    """What speaks for a record, each 0 where nothing does."""

    of_title: float = 0.0
    """weight of the words shared with the title, as a share of the title's weight"""
    nearest: float = 0.0
    """weight of the words shared, as a share of what tells the best few records apart from each other"""
    rarest: float = 0.0
    family: float = 0.0
    """weight of words of the same meaning, none of which is shared as it stands"""
    prefix: float = 0.0
    """weight of words with the same beginning"""
    initials: float = 0.0
    """weight of the sentence's abbreviations that are letters of the title, by how few titles fit"""
    spelled_out: float = 0.0
    """weight of what one has in full and the other as a common abbreviation"""
    fragments: float = 0.0
    """likeness of the pieces that the words are made of"""
    medicine: float = 0.0
    """1 where both name a medicine"""
    other_medicine: float = 0.0
    """1 where both name medicines, and not one the same"""
    animals: float = 0.0
    """1 where both speak of animals"""
    other_beings: float = 0.0
    """1 where only one speaks of animals: the title, or the sentence while the title speaks of people"""
    review: float = 0.0
    """1 where a review is credited and the record is one"""
    trial: float = 0.0
    """1 where one study or trial is credited and the title calls itself a trial"""
    not_a_trial: float = 0.0
    """1 where a trial is credited and the record is a review"""
    gathered: float = 0.0
    """1 where several studies are credited and the record is a review"""
    protocol: float = 0.0
    """1 where no result is told and the title calls itself a protocol"""
    no_result: float = 0.0
    """1 where a result is told and the title calls itself a protocol"""
    first_author: float = 0.0
    other_author: float = 0.0
    year: float = 0.0
    """1 where a stated year agrees, -1 where it differs by more than one"""
    journal: float = 0.0
    text: float = 0.0
    """weight of the words shared with abstract, keywords and MeSH alone"""
    size: float = 0.0
    """1 where a stated number of participants is in the title or abstract"""
    numbers: float = 0.0
    """weight of the other numbers that are in the title or abstract"""


class Sentence:
    """A sentence with its words weighed for one library."""

    def __init__(self, index: LibraryIndex, read: Attribution) -> None:
        self.read = read
        self.weights = {term: index.weight(term) for term in dict.fromkeys(read.terms)}
        self.meant = meant_by(read.abbreviations).difference(self.weights)
        self.families: dict[str, dict[str, float]] = defaultdict(dict)
        self.prefixes: dict[str, float] = {}
        for term, weight in self.weights.items():
            for name in families().get(term, ()):
                self.families[name][term] = weight
            if len(term) >= PREFIX and term.isalpha():
                self.prefixes[term[:PREFIX]] = max(self.prefixes.get(term[:PREFIX], 0.0), weight)
        self.fragments = index.fragments_of(read.terms)
        self.ordinary = ordinary().intersection(self.weights)
        self.length = math.sqrt(sum(weight * weight for weight in self.fragments.values())) or 1.0


def candidates(index: LibraryIndex, sentence: Sentence, excluded: frozenset[int] = frozenset()) -> list[int]:
    """The records worth a closer look: those that share the rarest words, and those by an author who is named."""
    found: dict[int, float] = defaultdict(float)
    for weight, places in _postings(index, sentence):
        for at in places:
            found[at] += weight
    for name in sentence.read.capitals:
        for at in index.by_author.get(name, ()):
            found[at] += FIRST_AUTHOR if index.entries[at].first_author == name else 1.0
    for at in excluded:
        found.pop(at, None)
    return heapq.nsmallest(LOOKED_AT, found, key=lambda at: (-found[at], index.entries[at].title, at))


def _postings(index: LibraryIndex, sentence: Sentence) -> Iterable[tuple[float, Iterable[int]]]:
    """The places of the sentence's words, rarest first, until enough have been walked."""
    walked = 0
    for term, weight in sorted(sentence.weights.items(), key=lambda item: (-item[1], item[0])):
        for places, share in ((index.in_title.get(term, ()), 1.0), (index.in_text.get(term, ()), TEXT_SHARE)):
            walked += len(places)
            if walked > POSTINGS:
                return
            yield weight * share, places
    for term, weight in _kin(index, sentence):
        places = index.in_title[term]
        walked += len(places)
        if walked > POSTINGS:
            return
        yield KIN_SHARE * weight, places


def _kin(index: LibraryIndex, sentence: Sentence) -> Iterable[tuple[str, float]]:
    """Words of titles that mean the same as words or abbreviations of the sentence, with what each weighs."""
    for term in sorted(sentence.meant):
        if term in index.in_title:
            yield term, index.weight(term)
    for name, weights in sorted(sentence.families.items()):
        for term in index.members.get(name, ()):
            if term not in sentence.weights:
                yield term, min(max(weights.values()), index.weight(term))


def signals_of(index: LibraryIndex, sentence: Sentence, at: int) -> Signals:
    """What speaks for the record at this position by itself; what it is beside others is told in `nearest`."""
    entry, read, title = index.entries[at], sentence.read, index.title_of(at)
    shared = [(term, weight) for term, weight in title.weights.items() if term in sentence.weights]
    matched = sum(weight for _, weight in shared)
    telling = [weight for term, weight in shared if term not in sentence.ordinary]
    other = {term: weight for term, weight in title.weights.items() if term not in sentence.weights}
    stated = index.numbers(at) if read.sizes or read.numbers else frozenset()
    medicines = bool(title.medicines and read.medicines)
    return Signals(
        of_title=matched / title.total,
        rarest=max(telling, default=0.0),
        family=_family(title, other, sentence),
        prefix=_prefix(other, sentence),
        spelled_out=_spelled_out(index, title, sentence),
        fragments=_fragments(title, sentence),
        medicine=float(medicines and not title.medicines.isdisjoint(read.medicines)),
        other_medicine=float(medicines and title.medicines.isdisjoint(read.medicines)),
        **_beings(title.beings, read.beings),
        **_kinds(title, read),
        first_author=_first_author(entry, read),
        other_author=float(not read.capitals.isdisjoint(entry.other_authors)),
        year=_year(entry, read),
        journal=_journal(entry, read),
        text=_text(index, at, sentence, title.weights),
        size=float(not read.sizes.isdisjoint(stated)),
        numbers=sum(tellingness(number) for number in read.numbers & stated),
    )


def _beings(titled: frozenset[str], read: frozenset[str]) -> dict[str, float]:
    animals, named = titled - _PEOPLE, read - _PEOPLE
    apart = not named if animals else bool(named and titled)
    return {"animals": float(bool(animals and named)), "other_beings": float(apart)}


def _kinds(title: Title, read: Attribution) -> dict[str, float]:
    kind, several = read.kind
    one = kind in {Kind.TRIAL, Kind.STUDY} and not several
    many = kind in {Kind.TRIAL, Kind.STUDY, Kind.OBSERVATIONAL} and several
    return {
        "review": float(kind is Kind.REVIEW and Kind.REVIEW in title.kinds),
        "trial": float(one and Kind.TRIAL in title.kinds),
        "not_a_trial": float(kind is Kind.TRIAL and one and Kind.REVIEW in title.kinds),
        "gathered": float(many and Kind.REVIEW in title.kinds),
        "protocol": float(Kind.PROTOCOL in title.kinds and not read.tells_result),
        "no_result": float(Kind.PROTOCOL in title.kinds and read.tells_result),
    }


def _spelled_out(index: LibraryIndex, title: Title, sentence: Sentence) -> float:
    """The weight of the rarest word that only one of the two has in full, the other as an abbreviation."""
    found: set[str] = set()
    if sentence.read.abbreviations:
        found = spelled_out(sentence.read.abbreviations - title.weights.keys(), title.weights.keys())
    if title.abbreviations:
        found |= spelled_out(title.abbreviations - sentence.weights.keys(), sentence.weights.keys())
    return max(
        (index.weight(term) for term in found if (term in title.weights) != (term in sentence.weights)), default=0.0
    )


def _family(title: Title, other: dict[str, float], sentence: Sentence) -> float:
    """The weight of words of one family on either side, each family once, where neither is on the other side."""
    found: dict[str, float] = {}
    for term, weight in other.items():
        for name in families().get(term, ()):
            kin = sentence.families.get(name, {})
            nearest = max((mine for word, mine in kin.items() if word not in title.weights), default=0.0)
            found[name] = max(found.get(name, 0.0), min(weight, nearest))
    return sum(found.values())


def _prefix(other: dict[str, float], sentence: Sentence) -> float:
    return sum(
        min(weight, sentence.prefixes[term[:PREFIX]])
        for term, weight in other.items()
        if len(term) >= PREFIX and term[:PREFIX] in sentence.prefixes
    )


def _fragments(title: Title, sentence: Sentence) -> float:
    shared = title.fragments.keys() & sentence.fragments.keys()
    return sum(title.fragments[piece] * sentence.fragments[piece] for piece in shared) / sentence.length / 10


def _first_author(entry: Entry, read: Attribution) -> float:
    if not entry.first_author or entry.first_author not in read.capitals:
        return 0.0
    return 1.0 if entry.first_author in read.credited else 0.8


def _year(entry: Entry, read: Attribution) -> float:
    if not read.years or entry.year is None:
        return 0.0
    nearest = min(abs(year - entry.year) for year in read.years)
    return {0: 1.0, 1: 0.0}.get(nearest, -1.0)


def _journal(entry: Entry, read: Attribution) -> float:
    if not entry.journal:
        return 0.0
    if any(same_journal(entry.journal, words) for words in read.journals):
        return 1.0
    telling = [word for word in entry.journal if len(word) > 3 and word not in _LITTLE_OF_JOURNALS]
    return 0.5 if any(word in read.capitals for word in telling) else 0.0


def same_journal(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are of the same journal, one of them perhaps abbreviated.

    >>> same_journal(("am", "j", "psychiatry"), ("american", "journal", "of", "psychiatry"))
    True
    >>> same_journal(("pain",), ("pain", "medicine"))
    False
    """
    small = {"of", "the", "and", "for", "in", "on"}
    left, right = [w for w in one if w not in small], [w for w in other if w not in small]
    return len(left) == len(right) and all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True))


def _text(index: LibraryIndex, at: int, sentence: Sentence, title: dict[str, float]) -> float:
    if not index.in_text:
        return 0.0
    places = index.text_terms(at)
    return sum(weight for term, weight in sentence.weights.items() if term not in title and term in places)
