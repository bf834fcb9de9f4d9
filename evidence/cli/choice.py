"""Which rules an audit uses and where: options of the command line before the file of a project, and nothing else."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from evidence.errors import EvidenceError

Command = TypeVar("Command", bound=Callable[..., Any])
JURISDICTIONS = ("US", "UK", "EU", "AU")
_KNOWN = {"select", "ignore", "jurisdiction"}


class Choice(NamedTuple):
    """The rules to use, by codes or their beginnings, and the jurisdiction."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jurisdiction: str = "US"


class ConfigurationError(EvidenceError):
    """The file of a project says what cannot be followed."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}")


def choice_options(command: Command) -> Command:
    """The options that choose rules and jurisdiction."""
    command = click.option("--jurisdiction", type=click.Choice(JURISDICTIONS), help="Whose benchmarks to use. [US]")(
        command
    )
    command = click.option("--ignore", multiple=True, metavar="CODE", help="Leave out a rule or a group; repeatable.")(
        command
    )
    return click.option("--select", multiple=True, metavar="CODE", help="Use this rule or group only; repeatable.")(
        command
    )


def choice_of(options: Mapping[str, Any], folder: Path | None = None) -> Choice:
    """What the options say, else the project's file in the folder, else every rule in the United States.

    Raises:
        ConfigurationError: a code, a place or a key is not known.
    """
    place, told = _configured(folder or Path())
    select = _codes(options["select"] or told.get("select", ()), place)
    ignore = _codes(options["ignore"] or told.get("ignore", ()), place)
    where = options["jurisdiction"] or told.get("jurisdiction", "US")
    if where not in JURISDICTIONS:
        raise ConfigurationError(place, f"jurisdiction '{where}' is not one of {', '.join(JURISDICTIONS)}")
    return Choice(select, ignore, where)


def _codes(codes: Any, place: str) -> tuple[str, ...]:
    if not isinstance(codes, list | tuple) or not all(isinstance(code, str) for code in codes):
        raise ConfigurationError(place, "select and ignore are lists of codes")
    wanted = tuple(part.strip().upper() for code in codes for part in code.split(",") if part.strip())
    if not wanted:
        return wanted
    from evidence.rules import RULES  # noqa: PLC0415  the rules, which need not start where none is named

    for code in wanted:
        if not any(rule.code.startswith(code) for rule in RULES):
            raise ConfigurationError(place, f"no rule has the code '{code}'; run `evidence rules` for the list")
    return wanted


def _configured(folder: Path) -> tuple[str, dict[str, Any]]:
    """The settings of `evidence.toml`, or of `[tool.evidence]` in `pyproject.toml`, with the name of the file."""
    for name, keys in (("evidence.toml", ()), ("pyproject.toml", ("tool", "evidence"))):
        path = folder / name
        if path.is_file():
            told = _inside(_toml(path), keys)
            if told is not None:
                return _checked(name, told)
    return "command line", {}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(path.name, f"this is not TOML: {error}") from error


def _inside(document: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any] | None:
    for key in keys:
        if key not in document:
            return None
        document = document[key]
    return document


def _checked(name: str, told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if unknown := sorted(set(told) - _KNOWN):
        raise ConfigurationError(name, f"'{unknown[0]}' is not a setting; known: {', '.join(sorted(_KNOWN))}")
    return name, told
