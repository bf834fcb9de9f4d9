"""A library made ready for looking up: words, authors, identifiers and journals to records, built once.

It never reads a file and never changes a record.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evidence import ids
from evidence.abstracts.species import beings_in
from evidence.cite.families import families
from evidence.cite.kinds import Kind, titled_kinds
from evidence.cite.lexicon import DESIGN_WEIGHT, ORDINARY_WEIGHT, design_words, ordinary
from evidence.cite.medicines import medicines_in
from evidence.cite.words import abbreviations_in, folded, numbers_in, terms, tokens
from evidence.models import PublicationBase

FITTED_ON = 300
"""Records in the libraries that the weights of the ranking were fitted on."""
NUMBER_WEIGHT = 0.3
"""What a number counts for, of one: titles have few, sentences many."""


@dataclass(slots=True)
class Entry:
    """What the ranking keeps of a record besides the record itself."""

    title: str
    terms: tuple[str, ...]
    first_author: str
    other_authors: tuple[str, ...]
    journal: tuple[str, ...]
    year: int | None


def plain_address(href: str) -> str:
    """An address without what does not change where it leads.

    >>> plain_address("http://www.Example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    rest = href.strip().partition("#")[0].partition("?utm_")[0].partition("://")[2] or href.strip()
    host, slash, path = rest.partition("/")
    return (host.lower().removeprefix("www.") + slash + path).rstrip("/?")


def surname(author: str) -> str:
    """The family name of an author as the source has it, folded.

    >>> surname("Pickering G"), surname("van Berge Henegouwen, Mark"), surname("Tønnesen")
    ('pickering', 'van berge henegouwen', 'tonnesen')
    """
    family = author.partition(",")[0] if "," in author else _without_initials(author)
    return " ".join(tokens(family))


def _without_initials(author: str) -> str:
    head, _, last = author.strip().rpartition(" ")
    return head if head and last.replace(".", "").isupper() and len(last.replace(".", "")) <= 4 else author


@dataclass
class LibraryIndex:
    """The records of a library with what leads to them; positions are those of the sequence given."""

    publications: Sequence[PublicationBase]
    entries: list[Entry] = field(init=False, default_factory=list)
    in_title: dict[str, "array[int]"] = field(init=False)
    in_text: dict[str, "array[int]"] = field(init=False)
    by_author: dict[str, list[int]] = field(init=False)
    by_identifier: dict[tuple[str, str], list[int]] = field(init=False)
    _weights: dict[str, float] = field(init=False, default_factory=dict, repr=False)
    _titles: dict[int, "Title"] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.in_title, self.in_text = {}, {}
        self.by_author, self.by_identifier = defaultdict(list), defaultdict(list)
        for at, publication in enumerate(self.publications):
            self._add(at, publication)

    def _add(self, at: int, publication: PublicationBase) -> None:
        title = publication.title or ""
        words = terms(title)
        authors = [surname(author) for author in publication.authors]
        self.entries.append(
            Entry(
                folded(title),
                tuple(words),
                authors[0] if authors else "",
                tuple(authors[1:]),
                tuple(tokens(publication.journal or "")),
                publication.year,
            )
        )
        self._post(self.in_title, set(words), at)
        self._post(self.in_text, set(_text_terms(publication)).difference(words), at)
        for author in dict.fromkeys(authors):
            if author:
                self.by_author[author].append(at)
        for identifier in _identifiers(publication):
            self.by_identifier[identifier].append(at)

    @staticmethod
    def _post(postings: dict[str, "array[int]"], words: Iterable[str], at: int) -> None:
        for word in words:
            places = postings.get(word)
            if places is None:
                places = postings[word] = array("I")
            places.append(at)

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The stems of each family that occur in titles."""
        found: dict[str, list[str]] = defaultdict(list)
        for word, names in families().items():
            if word in self.in_title:
                for name in names:
                    found[name].append(word)
        return {name: tuple(words) for name, words in found.items()}

    def positions(self, keys: Collection[str]) -> list[int]:
        """Where the records with these keys stand; keys that are not there are passed over."""
        return [at for key in keys for at in self._by_key.get(key, ())]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, publication in enumerate(self.publications):
            found[publication.key].append(at)
        return dict(found)

    def keys_by_identifier(self, identifier: ids.Identifier) -> list[str]:
        """The keys of the records that have an identifier, each once."""
        places = self.by_identifier.get((identifier.kind, identifier.value.lower()), ())
        return list(dict.fromkeys(self.publications[at].key for at in places))

    def keys_by_address(self, href: str) -> list[str]:
        """The keys of the records whose own address a link goes to."""
        return self._by_address.get(plain_address(href), [])

    @cached_property
    def _by_address(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for publication in self.publications:
            if publication.url:
                found[plain_address(publication.url)].append(publication.key)
        return dict(found)

    def text_terms(self, at: int) -> frozenset[str]:
        """The words of a record's abstract, keywords and MeSH headings."""
        return frozenset(_text_terms(self.publications[at]))

    def numbers(self, at: int) -> frozenset[str]:
        """The numbers in a record's title and abstract."""
        publication = self.publications[at]
        parts = [publication.title or "", *(section.text for section in publication.abstract)]
        return frozenset().union(*map(numbers_in, parts))

    def weight(self, term: str) -> float:
        """How much a term tells records apart: its rarity among the titles, less for ordinary words and numbers."""
        known = self._weights.get(term)
        if known is None:
            known = self._weights[term] = self.rarity(len(self.in_title.get(term, ()))) * _kind(term)
        return known

    def rarity(self, count: int) -> float:
        """The information of something that occurs in so many records, as BM25 counts it.

        In a library larger than the one the ranking was fitted on it is scaled to that size, so that a score means the
        same in both.
        """
        size = len(self.publications)
        return self._scale * math.log(1 + (size - min(count, size) + 0.5) / (count + 0.5))

    @cached_property
    def _scale(self) -> float:
        return min(1.0, math.log(2 * FITTED_ON + 2) / math.log(2 * len(self.publications) + 2))

    def title_of(self, at: int) -> "Title":
        """What a record's title is weighed by; worked out when it is first asked for."""
        known = self._titles.get(at)
        if known is None:
            known = self._titles[at] = self._title(self.entries[at], self.publications[at].title or "")
        return known

    def _title(self, entry: Entry, title: str) -> "Title":
        words = tokens(entry.title)
        weights = {term: self.weight(term) for term in entry.terms}
        return Title(
            weights,
            sum(weights.values()) or 1.0,
            self.fragments_of(entry.terms),
            titled_kinds(entry.title, entry.journal),
            medicines_in(words),
            beings_in(words),
            abbreviations_in(title),
        )

    def fragments_of(self, words: Sequence[str]) -> dict[str, float]:
        """Four-letter pieces of the words with what each weighs, so that words of one root meet."""
        counts = Counter(piece for word in words for piece in pieces(word))
        rarity = self._fragment_rarity
        return {piece: rarity[piece] * (1 + math.log(count)) for piece, count in counts.items() if piece in rarity}

    @cached_property
    def _fragment_rarity(self) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for word, places in self.in_title.items():
            for piece in set(pieces(word)):
                counts[piece] += len(places)
        size = len(self.publications)
        return {piece: self._scale * math.log(1 + size / count) for piece, count in counts.items()}


@dataclass(slots=True, frozen=True)
class Title:
    """A title as the ranking looks at it."""

    weights: dict[str, float]
    total: float
    fragments: dict[str, float]
    kinds: frozenset[Kind]
    medicines: frozenset[str]
    beings: frozenset[str]
    abbreviations: frozenset[str]


def pieces(word: str) -> list[str]:
    """The four-letter pieces of a word with its ends marked.

    >>> pieces("pain")
    ['^pai', 'pain', 'ain$']
    """
    marked = f"^{word}$"
    return [marked[at : at + 4] for at in range(max(1, len(marked) - 3))]


def _kind(term: str) -> float:
    if term[0].isdigit():
        return NUMBER_WEIGHT
    if term in design_words():
        return DESIGN_WEIGHT
    return ORDINARY_WEIGHT if term in ordinary() else 1.0


def _text_terms(publication: PublicationBase) -> list[str]:
    parts = [section.text for section in publication.abstract]
    parts += [heading.label for heading in publication.mesh]
    parts += publication.keywords
    return [term for part in parts for term in terms(part)]


def _identifiers(publication: PublicationBase) -> list[tuple[str, str]]:
    found = [("doi", publication.doi), ("pmid", publication.pmid), ("pmcid", publication.pmcid)]
    named = [(kind, value.lower()) for kind, value in found if value]
    named += [("registry", value.lower()) for value in publication.registry_ids]
    arxiv = ids.parse_arxiv(publication.url or "")
    return [*named, ("arxiv", arxiv.lower())] if arxiv else named
