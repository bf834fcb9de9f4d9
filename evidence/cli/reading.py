"""Read many pages at a time, in processes of their own, with progress; one that cannot be read stops no other."""

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from evidence.cli.output import say
from evidence.errors import EvidenceError, one_line
from evidence.ingest import Limits
from evidence.sources.proxies import proxies_of
from evidence.sources.web import fetch_page, is_address
from evidence.vocabulary import Vocabulary
from evidence.workflow.reading import PageRead, read_claims


class Task(NamedTuple):
    """A page to read: its name, when it is captured, how much of it."""

    name: str
    captured_at: datetime
    limits: Limits


class RefusedPageError(EvidenceError):
    """A page that another process could not read; the message is that process's own."""


_shared: dict[str, Vocabulary] = {}


def read_all(
    names: Iterable[str], captured_at: datetime, limits: Limits, vocabulary: Vocabulary, *, jobs: int
) -> Iterator[tuple[str, PageRead | EvidenceError | None]]:
    """Each name with the page read, the error that stopped it, or None where the name is no file and no address."""
    tasks = [Task(name, captured_at, limits) for name in names]
    _share(vocabulary)
    if jobs == 1 or len(tasks) < 2:
        yield from _told(tasks, map(_read, tasks))
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), initializer=_share, initargs=(vocabulary,)) as pool:
        yield from _told(tasks, pool.map(_read, tasks))


def say_notes(name: str, read: PageRead) -> None:
    """Say on stderr what was odd about a page that was read all the same."""
    for note in read.snapshot.notes:
        say(one_line(f"{name}: {note}"))


def _told(
    tasks: list[Task], results: Iterable[PageRead | str | None]
) -> Iterator[tuple[str, PageRead | EvidenceError | None]]:
    pairs = zip(tasks, results, strict=True)
    quiet = len(tasks) < 2 or not sys.stderr.isatty()
    bar = click.progressbar(pairs, length=len(tasks), label="reading", file=sys.stderr, hidden=quiet)
    with bar as shown:
        for task, result in shown:
            yield task.name, RefusedPageError(result) if isinstance(result, str) else result


def _share(vocabulary: Vocabulary) -> None:
    _shared["vocabulary"] = vocabulary


def _read(task: Task) -> PageRead | str | None:
    """Runs in a process of its own: an error travels as its message, because errors with arguments do not pickle."""
    try:
        content = content_of(task.name, task.limits)
        if content is None:
            return None
        return read_claims(content, task.name, task.captured_at, task.limits, _shared["vocabulary"])
    except EvidenceError as error:
        return str(error)


def content_of(name: str, limits: Limits) -> bytes | None:
    """The bytes of an address, of a file or, for `-`, of standard input; None for anything else."""
    if is_address(name):
        return fetch_page(name, max_bytes=limits.max_bytes, proxies=proxies_of(os.environ)).content
    if name == "-":
        return sys.stdin.buffer.read(limits.max_bytes + 1)
    path = Path(name)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(limits.max_bytes + 1)
