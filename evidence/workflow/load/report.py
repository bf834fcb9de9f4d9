"""What loading a file came to, counted and with every problem in its place; nothing is printed here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from evidence.errors import Problem
from evidence.store import Outcome
from evidence.text.counting import counted_kind

KEPT_PROBLEMS = 1000
"""how many problems of a file are kept with their place; all are counted"""


@dataclass
class Tally:
    """How many records were added, changed, there already just so, and refused; its length is how many were taken.

    `left_out` are good ones that were not loaded because others of their file were refused.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    left_out: int = 0

    def __len__(self) -> int:
        """The records that are in the database now."""
        return self.added + self.changed + self.unchanged

    def count(self, outcomes: Iterable[Outcome]) -> None:
        """Add what saving some records came to."""
        for outcome in outcomes:
            setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def leave_out(self) -> None:
        """Nothing was kept after all."""
        self.left_out += len(self)
        self.added = self.changed = self.unchanged = 0

    @property
    def total(self) -> int:
        """All records that were looked at."""
        return len(self) + self.refused + self.left_out

    def __str__(self) -> str:
        """`205 added, 0 changed, 0 unchanged, 0 refused`."""
        return f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, {self.refused:,} refused"


@dataclass
class LoadedFile:
    """One file: `loaded` is False where nothing of it was kept, because something was refused."""

    path: Path
    layout: str = ""
    tallies: dict[str, Tally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    notes: list[str] = field(default_factory=list)
    loaded: bool = True

    @property
    def refused(self) -> bool:
        """Whether anything of the file was refused."""
        return self.problem_count > 0

    @property
    def saved(self) -> Tally:
        """All kinds together."""
        counts = [vars(tally) for tally in self.tallies.values()]
        return Tally(**{name: sum(count[name] for count in counts) for name in vars(Tally())})

    def tally(self, kind: str) -> Tally:
        """The count of one kind."""
        return self.tallies.setdefault(kind, Tally())

    def refuse(self, problems: Iterable[Problem], kind: str | None = None) -> None:
        """Count a record as refused, for these reasons."""
        found = list(problems)
        self.problem_count += len(found)
        self.problems += found[: KEPT_PROBLEMS - len(self.problems)]
        if kind is not None:
            self.tally(kind).refused += 1

    def lines(self) -> list[str]:
        """A line for each kind: `claims.yaml: 205 claims: 205 added, 0 changed, 0 unchanged, 0 refused`."""
        if not self.loaded:
            return [f"{self.path.name}: nothing loaded: {self._why()}"]
        return [f"{self.path.name}: {counted_kind(tally.total, kind)}: {tally}" for kind, tally in self.tallies.items()]

    def _why(self) -> str:
        counts = [
            f"{tally.refused:,} of {counted_kind(tally.total, kind)} refused"
            for kind, tally in self.tallies.items()
            if tally.refused
        ]
        return ", ".join(counts) or "the file could not be read"

    def as_json(self) -> dict[str, JsonValue]:
        """The shape of `evidence load --json`, one for each file."""
        kinds: dict[str, JsonValue] = {kind: {**vars(tally)} for kind, tally in self.tallies.items()}
        problems: list[JsonValue] = [{**vars(problem)} for problem in self.problems]
        notes: list[JsonValue] = [*self.notes]
        return {
            "file": str(self.path),
            "layout": self.layout or None,
            "loaded": self.loaded,
            "kinds": kinds,
            "problem_count": self.problem_count,
            "problems": problems,
            "notes": notes,
        }
