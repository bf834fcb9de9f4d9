"""Which living beings a publication studied, by its MeSH headings or its own words, with the passage.

It never takes silence for humans.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.wordlists import word_set
from evidence.models import Heading


class SpeciesReading(NamedTuple):
    """`human`, the animal's plain name, `in vitro`, or None, with the passage it was read from."""

    species: str | None
    passage: str | None


_ANIMALS: dict[str, str] = {
    word: name
    for name, row in {
        "rat": "rat rats wistar sprague",
        "mouse": "mice mouse murine c57bl balb",
        "rabbit": "rabbit rabbits",
        "guinea pig": "guinea",
        "hamster": "hamster hamsters gerbil gerbils",
        "pig": "pig pigs piglet piglets swine porcine",
        "sheep": "sheep lambs ewe ewes ovine",
        "goat": "goat goats",
        "cow": "cow cows cattle calves heifers bovine steers",
        "dog": "dog dogs canine beagle beagles",
        "cat": "cats feline",
        "monkey": "monkey monkeys macaque macaques baboon baboons marmoset marmosets",
        "horse": "horse horses mare mares equine trotters ponies foals",
        "zebrafish": "zebrafish",
        "fish": "trout salmon tilapia carp",
        "fruit fly": "drosophila",
        "worm": "caenorhabditis elegans",
        "chicken": "chicken chickens broiler broilers hens poultry",
    }.items()
    for word in row.split()
}
_HUMAN = word_set(
    "patient patients participant participants volunteer volunteers women woman men man children child "
    "adolescent adolescents adult adults infant infants neonate neonates newborn newborns person persons "
    "people human humans student students pregnant mothers outpatients inpatients boy boys girl girls "
    "smokers residents veterans nurses physicians individuals"
)
_BEINGS = _HUMAN | _ANIMALS.keys() | {"subjects"}
_NAMED = _HUMAN | _ANIMALS.keys() | {"animal", "animals", "rodent", "rodents"}
_CELLS = re.compile(r"(?i)\bin vitro\b|\bcell lines?\b|\bcultured \w+|\bcells were\b|\bhela\b|\bhek-?293|\bmcf-?7\b")
_RELEVANT = frozenset(
    {SectionKind.TITLE, SectionKind.METHODS, SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.OBJECTIVE}
)


def beings_in(words: Iterable[str]) -> frozenset[str]:
    """The living beings that words in lower case name: `human`, or an animal's plain name.

    >>> sorted(beings_in(["murine", "cells", "of", "two", "patients", "and", "animals"]))
    ['animal', 'human', 'mouse']
    """
    named = {"human" if word in _HUMAN else _ANIMALS.get(word, "animal") for word in words if word in _NAMED}
    return frozenset(named)


def read_species(abstract: Abstract, mesh: Iterable[Heading] = ()) -> SpeciesReading:
    """The species studied: the words of title, aim, methods and results, MeSH where they are silent."""
    sentences = abstract.of_kind(*_RELEVANT)
    told = [
        (lower, sentence.text)
        for sentence in sentences
        if not _BEINGS.isdisjoint(sentence.lowers)
        for lower in sentence.lowers
        if lower in _BEINGS
    ]
    people = [text for lower, text in told if lower in _HUMAN]
    animals: dict[str, list[str]] = {}
    for lower, text in told:
        if lower in _ANIMALS:
            animals.setdefault(_ANIMALS[lower], []).append(text)
    if animals:
        name, passages = max(animals.items(), key=lambda item: len(item[1]))
        if len(passages) > len(people):
            return SpeciesReading(name, passages[0])
    elif not people:
        people = [text for lower, text in told if lower == "subjects"]
    if people:
        return SpeciesReading("human", people[0])
    return _in_cells(sentences) or _by_mesh(mesh)


def _in_cells(sentences: tuple[Sentence, ...]) -> SpeciesReading | None:
    cells = next((sentence.text for sentence in sentences if _CELLS.search(sentence.text)), None)
    return None if cells is None else SpeciesReading("in vitro", cells)


def _by_mesh(mesh: Iterable[Heading]) -> SpeciesReading:
    labels = {heading.label for heading in mesh}
    if "Humans" in labels:
        return SpeciesReading("human", "Humans")
    return SpeciesReading("animal", "Animals") if "Animals" in labels else SpeciesReading(None, None)
