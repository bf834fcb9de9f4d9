"""What the commands about records have alike: a bare call lists, a key shows, `--set`, and the end of an edit."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from evidence.cli.output import say

Command = TypeVar("Command", bound=Callable[..., Any])
LIMIT = 50


class RecordGroup(click.Group):
    """A group of commands about one kind of record: called bare it lists, called with a key it shows that record."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` or `show` where neither they nor another command are named."""
        first = args[0] if args else ""
        if not first or (first.startswith("-") and first not in ctx.help_option_names):
            args = ["list", *args]
        elif first not in self.commands and not first.startswith("-"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


def limit_option(command: Command) -> Command:
    """The option `--limit`."""
    return click.option(
        "--limit", default=LIMIT, show_default=True, type=click.IntRange(min=1), help="At most so many."
    )(command)


def history_option(command: Command) -> Command:
    """The option `--history`."""
    return click.option("--history", is_flag=True, help="Also who changed what, from what, and when.")(command)


def set_option(command: Command) -> Command:
    """The option `--set`, given once for each field."""
    return click.option(
        "--set",
        "fields",
        metavar="FIELD=VALUE",
        multiple=True,
        callback=_pairs,
        help="Set a field; an empty value is unknown; lists with bars, effects as JSON. May be repeated.",
    )(command)


def _pairs(ctx: click.Context, parameter: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in value:
        name, equals, text = item.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"'{item}' is not FIELD=VALUE", ctx=ctx, param=parameter)
        if name.strip() in pairs:
            raise click.BadParameter(f"'{name.strip()}' is set twice", ctx=ctx, param=parameter)
        pairs[name.strip()] = text
    return pairs


def say_more(shown: int, limit: int) -> None:
    """Say on stderr that a list may have been cut off."""
    if shown == limit:
        say(f"the first {limit}; --limit shows more")


def say_edited(keys: Sequence[str], verb: str, pages: Sequence[str], *, changed: bool) -> None:
    """Say on stderr what an edit came to, and which pages were audited again."""
    named = ", ".join(keys)
    if not changed:
        say(f"{named}: nothing to change")
        return
    again = f"; audited again: {', '.join(pages)}" if pages else ""
    say(f"{named}: {verb}{again}")
