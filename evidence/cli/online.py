"""The options of commands that may ask registries: who asks, and where answers are kept."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from evidence.sources.cache import Cache
from evidence.sources.client import Client
from evidence.sources.proxies import proxies_of

Command = TypeVar("Command", bound=Callable[..., Any])
_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")


def online_options(command: Command) -> Command:
    """The options `--contact`, `--cache` and `--refresh`."""
    options = (
        click.option(
            "--contact",
            metavar="EMAIL",
            envvar="EVIDENCE_CONTACT",
            callback=_address,
            help="Your address, which registries ask for and are told. [env: EVIDENCE_CONTACT]",
        ),
        click.option(
            "--cache",
            metavar="FOLDER",
            envvar="EVIDENCE_CACHE",
            type=click.Path(file_okay=False, path_type=Path),
            help="Where answers are kept for 30 days. [env: EVIDENCE_CACHE; default: the user's cache folder]",
        ),
        click.option("--refresh", is_flag=True, help="Ask again although an answer is kept."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _address(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value and not _CONTACT.fullmatch(value):
        raise click.BadParameter(f"'{value}' is no e-mail address", ctx=ctx, param=parameter)
    return value or None


def client_of(options: Mapping[str, Any], today: date) -> Client:
    """The connection these options describe; nothing is asked yet."""
    folder = options["cache"] or default_folder(os.environ, sys.platform, Path.home())
    asked = {"contact": options["contact"], "refresh": options["refresh"], "proxies": proxies_of(os.environ)}
    return Client(today=today, cache=Cache(folder), **asked)


def default_folder(environment: Mapping[str, str], platform: str, home: Path) -> Path:
    """Where this kind of machine keeps what can be had again.

    >>> str(default_folder({}, "linux", Path("/home/ng")))
    '/home/ng/.cache/evidence'
    """
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "evidence" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "evidence"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "evidence"
