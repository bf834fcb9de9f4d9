"""Tell problems of a file to a person, many of one kind in one line; it finds none and drops none uncounted."""

import re
from collections.abc import Iterable, Sequence

from evidence.errors import Problem, one_line
from evidence.text.counting import counted

FEW = 3
"""Up to how many problems of one kind have a line each, and how many of more are named."""
_QUOTED = re.compile(r"'[^']*'")


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """A line for each problem; those that differ in what they quote alone are summed up where they are many.

    >>> problem_lines([Problem("a.csv", f"there is no study 's{n}': load it first", n, "study") for n in range(2, 8)])
    ["a.csv, column study, lines 2, 3, 4 and 3 more: there is no study 's2', 's3', 's4' and 3 more: load it first"]
    """
    kinds: dict[tuple[str, str | int | None, str], list[Problem]] = {}
    for problem in problems:
        column = problem.column if isinstance(problem.column, str) else None
        kinds.setdefault((problem.file, column, _QUOTED.sub("''", problem.reason)), []).append(problem)
    return [line for alike in kinds.values() for line in _lines(alike)]


def _lines(alike: Sequence[Problem]) -> list[str]:
    if len(alike) <= FEW:
        return [str(problem) for problem in alike]
    first = alike[0]
    quotes = list(zip(*(_QUOTED.findall(problem.reason) for problem in alike), strict=True))
    varying = [place for place, quoted in enumerate(quotes) if len(set(quoted)) > 1]
    if len(varying) > 1:
        more = f"{first.file}: {counted(len(alike) - 1, 'more problem')} like the one before; --json lists them"
        return [str(first), one_line(more)]
    parts = iter(_named(list(dict.fromkeys(quoted))) for quoted in quotes)
    reason = _QUOTED.sub(lambda _: next(parts), first.reason)
    column = f", column {first.column}" if isinstance(first.column, str) else ""
    numbers = [str(problem.line) for problem in alike if problem.line is not None]
    lines = f", lines {_named(numbers)}" if numbers else ""
    return [one_line(f"{first.file}{column}{lines}: {reason}")]


def _named(names: Sequence[str]) -> str:
    left = len(names) - FEW
    return ", ".join(names[:FEW]) + (f" and {left:,} more" if left > 0 else "")
