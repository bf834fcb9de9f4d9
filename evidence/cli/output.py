"""How commands speak: messages on stderr, documents, JSON and tables on stdout; it knows no database."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from evidence.errors import EvidenceError, Problem, printable
from evidence.formats.terminal import UNKNOWN, columns_text

Command = TypeVar("Command", bound=Callable[..., Any])


class UnknownEndingError(EvidenceError):
    """The file's name does not say what to write."""

    def __init__(self, path: Path, endings: Sequence[str], option: str = "") -> None:
        instead = f", or say it with {option}" if option else ""
        super().__init__(f"{path}: the ending does not say what to write; use one of {', '.join(endings)}{instead}")


def say(text: str) -> None:
    """A message on stderr; nothing of a page or a file that is quoted in it steers the terminal."""
    click.echo(printable(text), err=True)


def show(text: str = "") -> None:
    """Text for people on stdout; nothing of a page or a file that is quoted in it steers the terminal."""
    click.echo(printable(text))


def is_terminal() -> bool:
    """Whether a person reads stdout, and no file or program."""
    return sys.stdout.isatty()


def put(content: str | bytes) -> None:
    """A document on stdout, byte for byte for a program that reads it; a terminal gets nothing that steers it."""
    if isinstance(content, str) and is_terminal():
        content = printable(content.replace("\r\n", "\n"))
    click.echo(content.encode(errors="surrogateescape") if isinstance(content, str) else content, nl=False)


def json_option(command: Command) -> Command:
    """The option `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    put(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def print_lines(rows: Iterable[Mapping[str, Any] | Problem]) -> None:
    """One JSON object a line on stdout; a problem goes to stderr with its place, and the exit code is then 2."""
    problems = 0
    for row in rows:
        if isinstance(row, Problem):
            problems += 1
            say(f"evidence: {row}")
        else:
            put(json.dumps(row, ensure_ascii=False) + "\n")
    if problems:
        sys.exit(2)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str = "") -> None:
    """A table on stdout, as wide as the terminal; the unknown is a dash. Where there is no row, `empty` on stderr."""
    if not rows and empty:
        say(empty)
        return
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 200))
    click.echo(columns_text(headings, [[_cell(cell) for cell in row] for row in rows], width=width))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return UNKNOWN if value is None or value == "" else str(value)
