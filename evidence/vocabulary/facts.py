"""What is known about treatments beside their names: approvals, routes, risks, schedules, levels of evidence.

Read from the fact tables of the seeds, one row a fact with its source; a fact nobody could source is absent, not "no".
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from evidence.seeds import seed_file

SEEN = frozenset({"V", "V2"})
"""Tags of facts whose source was read, itself or through another text; `M` marks background knowledge."""


@dataclass(frozen=True)
class Fact:
    """One row: a treatment, a field, its value, and where that stands. An empty value says that nobody has looked."""

    intervention: str
    field: str
    value: str
    condition: str = ""
    grade: str = ""
    serious: bool = False
    jurisdiction: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    tag: str = ""
    checked_on: str = ""

    @property
    def seen(self) -> bool:
        """Whether the source was read, if only through another text."""
        return self.tag in SEEN

    def named_in(self, text: str) -> bool:
        """Whether lower-case text names this fact by one of its synonyms, which may be beginnings of words.

        >>> Fact("x", "risk", "liver injury", synonyms=("hepat",)).named_in("watch for hepatitis")
        True
        """
        return any(_starts_word(text, word) for word in self.synonyms)


def _starts_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return len(word) > _ABBREVIATION or not text[at + len(word) : at + len(word) + 1].isalnum()
        at = text.find(word, at + 1)
    return False


_ABBREVIATION = 4
"""Words up to this long, such as `iv`, must be whole; longer ones may be the beginning of a word."""


class Facts:
    """The fact tables: look up what is known about a treatment, by its code or by a name in running text."""

    def __init__(self, rows: Iterable[Fact]) -> None:
        self._rows: dict[str, tuple[Fact, ...]] = {}
        for row in rows:
            self._rows[row.intervention] = (*self._rows.get(row.intervention, ()), row)
        names = {
            name.lower(): code
            for code, facts in self._rows.items()
            for fact in facts
            if fact.field == "name"
            for name in (code, fact.value, *fact.synonyms)
        }
        self._names = names
        ordered = sorted(names, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b") if ordered else None

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> "Facts":
        """The tables that come with the program."""
        folder = seed_file("facts")
        files = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
        return Facts(fact for file in files for fact in read_facts(file.read_text(encoding="utf-8")))

    def code_of(self, name: str | None) -> str | None:
        """The treatment that a name, a code or a phrase means; None where no table knows it."""
        if not name or self._pattern is None:
            return None
        low = name.lower()
        if low in self._names:
            return self._names[low]
        match = self._pattern.search(low)
        return self._names[match[0]] if match else None

    def codes_in(self, low: str) -> set[str]:
        """The treatments that lower-case text names."""
        return {self._names[match[0]] for match in self._pattern.finditer(low)} if self._pattern else set()

    def of(self, code: str | None, field: str, jurisdiction: str | None = None) -> tuple[Fact, ...]:
        """The facts of a field that have a value: those of every place and those of the jurisdiction."""
        return tuple(
            fact
            for fact in self._rows.get(code or "", ())
            if fact.field == field and fact.value and (jurisdiction is None or fact.jurisdiction in {"", jurisdiction})
        )

    def knows(self, code: str | None, field: str) -> bool:
        """Whether anything is on record for a field of a treatment."""
        return bool(self.of(code, field))

    @property
    def interventions(self) -> tuple[str, ...]:
        """The codes of all treatments in the tables."""
        return tuple(self._rows)

    @property
    def rows(self) -> tuple[Fact, ...]:
        """Every row, the empty ones too."""
        return tuple(fact for facts in self._rows.values() for fact in facts)


def read_facts(text: str) -> list[Fact]:
    """The facts of one table, given as CSV text."""
    return [
        Fact(
            intervention=row["intervention"],
            field=row["field"],
            value=row["value"],
            condition=row["condition"],
            grade=row["grade"],
            serious=row["serious"] == "yes",
            jurisdiction=row["jurisdiction"],
            synonyms=tuple(word for word in row["synonyms"].split("|") if word),
            source=row["source"],
            url=row["url"],
            tag=row["tag"],
            checked_on=row["checked_on"],
        )
        for row in csv.DictReader(io.StringIO(text))
    ]
