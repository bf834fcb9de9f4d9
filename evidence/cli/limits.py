"""The options that bound how much of a page is read, shared by the commands that read pages."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from evidence.ingest import Limits

Command = TypeVar("Command", bound=Callable[..., Any])
_HELP = {
    "max_bytes": "Largest page to read, in bytes.",
    "max_unpacked": "Most that a Word document may unpack to, in bytes.",
    "max_depth": "Deepest nesting of HTML elements.",
    "max_pages": "Most pages of a PDF.",
}


def limit_options(command: Command) -> Command:
    """An option for each limit."""
    for name, text in reversed(_HELP.items()):
        default = Limits._field_defaults[name]
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, type=click.IntRange(min=1), default=default, show_default=True, help=text)(
            command
        )
    return command


def limits_of(options: Mapping[str, Any]) -> Limits:
    """The limits among a command's options."""
    return Limits(**{name: options[name] for name in _HELP})
