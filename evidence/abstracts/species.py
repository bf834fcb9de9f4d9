"""Which living beings a publication studied, by its MeSH headings or its own words, with the passage.

It never takes silence for humans.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from evidence.abstracts.reading import Abstract
from evidence.abstracts.sections import SectionKind
from evidence.models import Heading


class SpeciesReading(NamedTuple):
    """`human`, the animal's plain name, `in vitro`, or None, with the passage it was read from."""

    species: str | None
    passage: str | None


_ANIMALS: tuple[tuple[str, str], ...] = (
    ("rat", r"rats?|wistar|sprague[- ]dawley"),
    ("mouse", r"mice|mouse|murine|c57bl\w*|balb/?c"),
    ("rabbit", r"rabbits?"),
    ("guinea pig", r"guinea[- ]pigs?"),
    ("hamster", r"hamsters?|gerbils?"),
    ("pig", r"pigs?|piglets?|swine|porcine"),
    ("sheep", r"sheep|lambs?|ewes?|ovine"),
    ("goat", r"goats?"),
    ("cow", r"cows?|cattle|calves|heifers?|bovine|steers"),
    ("dog", r"dogs?|canine|beagles?"),
    ("cat", r"cats|feline"),
    ("monkey", r"monkeys?|macaques?|baboons?|marmosets?"),
    ("horse", r"horses?|mares?|equine|trotters|ponies|foals?"),
    ("zebrafish", r"zebrafish"),
    ("fish", r"trout|salmon|tilapia|carp\b"),
    ("fruit fly", r"drosophila"),
    ("worm", r"c\. elegans|caenorhabditis"),
    ("chicken", r"chickens?|broilers?|hens?|poultry"),
)
_ANIMAL = re.compile("|".join(rf"(?P<a{number}>\b(?:{words})\b)" for number, (_, words) in enumerate(_ANIMALS)), re.IGNORECASE)
_HUMAN = re.compile(
    r"(?i)\b(?:patients?|participants?|volunteers?|women|men|children|adolescents?|adults?|infants?|neonates?|newborns?|persons?|people|humans?|students?|pregnant|mothers|outpatients|boys|girls|smokers|residents|veterans|nurses|physicians|individuals)\b"
    r"|\b(?:a|an|the) (?:\d+[- ]year[- ]old )?(?:\w+ )?(?:man|woman|boy|girl)\b"
)
_CELLS = re.compile(r"(?i)\bin vitro\b|\bcell lines?\b|\bcultured \w+|\bcells were\b|\bhela\b|\bhek-?293|\bmcf-?7\b")
_RELEVANT = frozenset({SectionKind.TITLE, SectionKind.METHODS, SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.OBJECTIVE})


def read_species(abstract: Abstract, mesh: Iterable[Heading] = ()) -> SpeciesReading:
    """The species studied: the words of title, aim, methods and results, MeSH where they are silent."""
    people: list[str] = []
    animals: dict[str, list[str]] = {}
    cells: list[str] = []
    for sentence in abstract.of_kind(*_RELEVANT):
        people += [sentence.text for _ in _HUMAN.finditer(sentence.text)]
        for mark in _ANIMAL.finditer(sentence.text):
            name = _ANIMALS[int((mark.lastgroup or "a0")[1:])][0]
            animals.setdefault(name, []).append(sentence.text)
        if _CELLS.search(sentence.text):
            cells.append(sentence.text)
    if animals:
        name, passages = max(animals.items(), key=lambda item: len(item[1]))
        if len(passages) > len(people):
            return SpeciesReading(name, passages[0])
    if people:
        return SpeciesReading("human", people[0])
    if cells:
        return SpeciesReading("in vitro", cells[0])
    return _by_mesh(mesh)


def _by_mesh(mesh: Iterable[Heading]) -> SpeciesReading:
    labels = {heading.label for heading in mesh}
    if "Humans" in labels:
        return SpeciesReading("human", "Humans")
    return SpeciesReading("animal", "Animals") if "Animals" in labels else SpeciesReading(None, None)
