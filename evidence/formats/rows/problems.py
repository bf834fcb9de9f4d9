"""Say why a whole file was refused, and where a record stood in it; nothing is decided here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import EvidenceError, Problem

SHORTENED = 60


class RefusedFileError(EvidenceError):
    """A file of which nothing can be read; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))


def refused(file: str, reason: str, *, line: int | None = None, column: str | int | None = None) -> RefusedFileError:
    """The error for a file refused for one reason."""
    return RefusedFileError([Problem(file=file, reason=reason, line=line, column=column)])


def shown(value: object) -> str:
    """A value as an error quotes it: on one line, and shortened.

    >>> shown("a" * 100)[-5:]
    "aaa…'"
    """
    text = value if isinstance(value, str) else repr(value)
    return repr(text if len(text) <= SHORTENED else text[:SHORTENED] + "…")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as its file has it: values by column, not yet validated, with the line of the record and its parts."""

    line: int
    values: dict[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
