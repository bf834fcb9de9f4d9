"""What several commands do alike: the author of a write, JSON on stdout, a table for people."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from evidence import store
from evidence.cli import Settings
from evidence.errors import Problem
from evidence.formats.terminal import columns_text

Command = TypeVar("Command", bound=Callable[..., Any])


def author(settings: Settings) -> store.Author:
    """Who writes, now: the one place where the command line reads the clock."""
    return store.Author(settings.actor, datetime.now(UTC))


def json_option(command: Command) -> Command:
    """The option `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_lines(rows: Iterable[Mapping[str, Any] | Problem]) -> None:
    """One JSON object a line on stdout; a problem goes to stderr with its place, and the exit code is then 2."""
    problems = 0
    for row in rows:
        if isinstance(row, Problem):
            problems += 1
            click.echo(f"evidence: {row}", err=True)
        else:
            click.echo(json.dumps(row, ensure_ascii=False))
    if problems:
        sys.exit(2)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout, as wide as the terminal; the unknown is a dash."""
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 200))
    shown = [["–" if cell is None or cell == "" else str(cell) for cell in row] for row in rows]
    click.echo(columns_text(headings, shown, width=width))
