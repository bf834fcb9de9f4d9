"""Where a command writes: the form that a file's ending names, and the file or standard output."""

from collections.abc import Sequence
from pathlib import Path

import click

from evidence.cli.output import UnknownEndingError, is_terminal, put
from evidence.formats.files import write_bytes, write_text

BINARY = ("xlsx", "docx", "pdf", "parquet", "png")
ENDINGS = {"md": "markdown", "htm": "html", "txt": "table"}


def form_of(given: str | None, output: str, forms: Sequence[str], default: str) -> str:
    """The form that was asked for, or the one that the ending of the file names, or the default where it has none.

    Raises:
        UnknownEndingError: the ending names no form.
    """
    ending = Path(output).suffix.lower().removeprefix(".")
    named = ENDINGS.get(ending, ending)
    if given or not ending:
        return given or default
    if named in forms:
        return named
    known = [*forms, *(other for other, form in ENDINGS.items() if form in forms)]
    raise UnknownEndingError(Path(output), [f".{one}" for one in known if one not in {"table", "text"}], "--format")


def refuse_binary_on_terminal(form: str, output: str) -> None:
    """Keep bytes that are no text off a terminal."""
    if form in BINARY and output == "-" and is_terminal():
        raise click.UsageError(f"{form} is no text for a terminal: give a file with --output")


def write(content: str | bytes, output: str) -> None:
    """Write to a file, or to standard output."""
    if output == "-":
        put(content)
    elif isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write_text(Path(output), content)
