"""Vocabularies in memory, ready to look up and to match; they are built once and never change."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache

from evidence.models import ConditionBase, InterventionBase, StatedDesign, StudyTypeBase
from evidence.seeds import seed_file
from evidence.vocabulary.terms import TOKEN, Kind, Mention, Term, is_acronym, key_of, stem

Key = tuple[str, ...]
_Entry = tuple[Key, bool, Term]
"""The words of a name after its first, whether it must stand in capitals, and what it names."""


class Vocabulary:
    """Conditions, interventions and study types, each with its tree. A code names one term in all three."""

    def __init__(self, terms: Iterable[Term], study_types: Iterable[StudyTypeBase] = ()) -> None:
        self._terms: dict[str, Term] = {}
        self._names: dict[Kind, dict[Key, str]] = {"condition": {}, "intervention": {}}
        self._entries: dict[str, list[_Entry]] = {}
        self._study_types = {study_type.code: study_type for study_type in study_types}
        self._parents: dict[str, str | None] = {code: row.parent for code, row in self._study_types.items()}
        for term in terms:
            self._add(term)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._children: dict[str, list[str]] = {}
        for code, parent in self._parents.items():
            if parent:
                self._children.setdefault(parent, []).append(code)

    @classmethod
    def of(
        cls,
        conditions: Iterable[ConditionBase] = (),
        interventions: Iterable[InterventionBase] = (),
        study_types: Iterable[StudyTypeBase] = (),
    ) -> "Vocabulary":
        """A vocabulary of these records, such as those of a database."""
        terms = [Term(c.code, c.label, "condition", c.parent, c.synonyms) for c in conditions]
        terms.extend(Term(i.code, i.label, "intervention", i.parent, i.synonyms) for i in interventions)
        return cls(terms, study_types)

    @staticmethod
    @cache
    def shipped() -> "Vocabulary":
        """The vocabulary that comes with the program, read once from its seed files."""
        terms = [*_shipped_terms("conditions.csv", "condition"), *_shipped_terms("interventions.csv", "intervention")]
        return Vocabulary(terms, _shipped_study_types())

    def _add(self, term: Term) -> None:
        self._terms[term.code] = term
        self._parents[term.code] = term.parent
        for name in (term.label, *term.synonyms):
            key = key_of(name)
            if not key:
                continue
            self._names[term.kind].setdefault(key, term.code)
            self._names[term.kind].setdefault(key_of(name.lower()), term.code)
            self._entries.setdefault(key[0], []).append((key[1:], is_acronym(name), term))

    def condition_code(self, text: str) -> str | None:
        """The code of the condition with this name, None where the whole phrase is not known."""
        return self._names["condition"].get(key_of(text)) or self._names["condition"].get(key_of(text.lower()))

    def intervention_code(self, text: str) -> str | None:
        """The code of the intervention with this name, None where the whole phrase is not known."""
        return self._names["intervention"].get(key_of(text)) or self._names["intervention"].get(key_of(text.lower()))

    def study_type(self, code: str) -> StudyTypeBase | None:
        """The study type of this code."""
        return self._study_types.get(code)

    def study_types(self) -> tuple[StudyTypeBase, ...]:
        """All study types, in the order of the file."""
        return tuple(self._study_types.values())

    def term(self, code: str) -> Term | None:
        """The condition or intervention of this code."""
        return self._terms.get(code)

    def terms(self, kind: Kind) -> tuple[Term, ...]:
        """All terms of a kind, in the order they were given."""
        return tuple(term for term in self._terms.values() if term.kind == kind)

    def label(self, code: str) -> str | None:
        """The preferred name of a code, None where there is no such code."""
        if code in self._terms:
            return self._terms[code].label
        return self._study_types[code].label if code in self._study_types else None

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a code, nearest first; a loop in the table ends the walk."""
        above: list[str] = []
        parent = self._parents.get(code)
        while parent and parent not in above and parent != code:
            above.append(parent)
            parent = self._parents.get(parent)
        return tuple(above)

    def descendants(self, code: str) -> tuple[str, ...]:
        """The codes below a code at any depth, nearest first."""
        below: list[str] = []
        level = [code]
        while level:
            level = [child for parent in level for child in self._children.get(parent, ()) if child not in below]
            below.extend(child for child in level if child != code)
            level = [child for child in level if child != code]
        return tuple(below)

    def is_a(self, code: str, ancestor: str) -> bool:
        """Whether a code is the other one or lies below it in its tree."""
        return code == ancestor or ancestor in self.ancestors(code)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The names in `text[start:end]` from left to right, the longest at each place, none inside another.

        >>> [m.code for m in Vocabulary.shipped().find("Ketamine for CRPS type II and tens of migraines")]
        ['ketamine', 'complex_regional_pain_syndrome_type_ii', 'migraine']
        >>> [m.code for m in Vocabulary.shipped().find("St. John's wort")]
        ['st_johns_wort']
        """
        tokens = list(TOKEN.finditer(text, start, len(text) if end is None else end))
        stems = [stem(token.group()) for token in tokens]
        found: list[Mention] = []
        at = 0
        while at < len(stems):
            entry = self._longest(text, tokens, stems, at)
            if entry is None:
                at += 1
                continue
            last = at + len(entry[0])
            term = entry[2]
            found.append(Mention(tokens[at].start(), tokens[last].end(), term.code, term.kind, term.label))
            at = last + 1
        return found

    def _longest(self, text: str, tokens: list[re.Match[str]], stems: list[str], at: int) -> _Entry | None:
        for entry in self._entries.get(stems[at], ()):
            rest, acronym, _ = entry
            after = at + 1 + len(rest)
            if rest and tuple(stems[at + 1 : after]) != rest:
                continue
            if acronym and not tokens[at].group()[:2].isupper():
                continue
            if not rest or _is_joined(text, tokens, at, after):
                return entry
        return None


def _is_joined(text: str, tokens: list[re.Match[str]], first: int, after: int) -> bool:
    """Whether only blanks, hyphens and slashes stand between the words, so that no name runs across a comma or stop.

    The stop of a shortened word is none: `St. John's wort`, `H. pylori`.
    """
    for place in range(first, after - 1):
        gap = text[tokens[place].end() : tokens[place + 1].start()]
        if len(tokens[place].group()) <= 2:
            gap = gap.removeprefix(".")
        if len(gap) > 3 or gap.strip(" \t\n\r\u00a0-–/"):
            return False
    return True


def _rows(name: str) -> Iterator[dict[str, str]]:
    with seed_file(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _shipped_terms(name: str, kind: Kind) -> Iterator[Term]:
    for row in _rows(name):
        yield Term(row["code"], row["label"], kind, row["parent"] or None, _listed(row["synonyms"]))


def _shipped_study_types() -> Iterator[StudyTypeBase]:
    for row in _rows("study_types.csv"):
        yield StudyTypeBase(
            code=row["code"],
            label=row["label"],
            parent=row["parent"] or None,
            rank=int(row["rank"]) if row["rank"] else None,
            publication_type_uis=_listed(row["publication_type_uis"]),
            mesh_uis=_listed(row["mesh_uis"]),
            stated_as=tuple(StatedDesign(value) for value in _listed(row["stated_as"])),
            ocebm_benefit=int(row["ocebm_benefit"]) if row["ocebm_benefit"] else None,
            allowed_wording=row["allowed_wording"] or None,
            source=row["source"] or None,
        )
