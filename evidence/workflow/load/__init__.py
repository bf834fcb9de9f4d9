"""Load files of records into the database: all or nothing for each file, and the same file twice changes nothing.

Nothing is taken that does not fit: a quote the page does not say, a key nobody knows, a code no vocabulary has. Files
are loaded in an order in which nothing is pointed at before it is there, whatever order they are given in.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from evidence import store
from evidence.errors import Problem
from evidence.formats.citations import UnknownCitationFormatError, read_citations
from evidence.formats.rows import (
    KINDS,
    LIMITS,
    Checked,
    Checker,
    Limits,
    Reading,
    RefusedFileError,
    Table,
    checked_entries,
    read_tables,
)
from evidence.models import PublicationBase
from evidence.store.duplicates import newest_publication
from evidence.text.counting import counted
from evidence.workflow.duplicates import find_duplicates
from evidence.workflow.load.besides import SAVERS_BESIDES
from evidence.workflow.load.conclusions import SAVERS_OF_CONCLUSIONS
from evidence.workflow.load.context import Context
from evidence.workflow.load.recognise import save_found
from evidence.workflow.load.report import LoadedFile, Tally
from evidence.workflow.load.returned import Returned
from evidence.workflow.load.savers import SAVERS, Kept

BATCH = 2000
"""Records that are checked and then saved together; memory does not grow with the file."""

OBJECTS = 100_000
"""Objects made before Python looks for cycles: those of a batch have none, and looking takes a tenth of a load."""

Item = TypeVar("Item")
_ORDER = {name: place for place, name in enumerate(KINDS)}
_SAVERS = SAVERS | SAVERS_BESIDES | SAVERS_OF_CONCLUSIONS


@dataclass(frozen=True)
class Options:
    """How to load: the kind and page for files that do not say, what to leave out, and what to do about faults."""

    kind: str | None = None
    page: str | None = None
    ignored: Collection[str] = ()
    keep_going: bool = False
    dry_run: bool = False
    limits: Limits = LIMITS


Progress = Callable[[Path, int], None]
"""Called with the file and how many of its records have been looked at."""


@contextmanager
def _seldom_collected() -> Iterator[None]:
    usual, *rest = gc.get_threshold()
    if not 0 < usual < OBJECTS:  # switched off, or another load is under way
        yield
        return
    gc.set_threshold(OBJECTS, *rest)
    try:
        yield
    finally:
        gc.set_threshold(usual, *rest)


@_seldom_collected()
def load_files(
    db: store.Session,
    paths: Sequence[Path],
    by: store.Author,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[LoadedFile]:
    """Load the files; the answers stand in the order of the paths.

    A file with anything wrong is left out as a whole, or with `keep_going` without its bad records. With `dry_run`
    everything is checked against the database, and against the other files, and nothing stays.

    Raises:
        FileNotFoundError: one of the files is not there; nothing is loaded then.
    """
    wanted = options or Options()
    tell = progress or (lambda _path, _count: None)
    rehearsal = db.begin_nested() if wanted.dry_run else None
    newest = newest_publication(db)
    loaded = {path: _load_file(db, path, by, wanted, tell) for path in _in_order(paths, wanted)}
    if rehearsal is not None:
        rehearsal.rollback()
    elif pairs := find_duplicates(db, by, after=newest):
        note = f"{counted(pairs, 'pair')} of publications may be one: see `evidence publications duplicates`"
        loaded[paths[-1]].notes.append(note)
    return [loaded[path] for path in paths]


def _in_order(paths: Sequence[Path], options: Options) -> list[Path]:
    """The files, each once, those first that others may point at; one that cannot be read comes first."""
    places = {path: _place(path, options) if len(paths) > 1 else 0 for path in paths}
    return sorted(places, key=lambda path: places[path])


def _place(path: Path, options: Options) -> int:
    try:
        reading = read_tables(path, options.kind, options.limits, ignored=options.ignored)
    except RefusedFileError:
        return -1
    return min((_ORDER[table.kind.name] for table in reading.tables), default=_ORDER["publications"])


def _load_file(db: store.Session, path: Path, by: store.Author, options: Options, tell: Progress) -> LoadedFile:
    report = LoadedFile(path)
    context = Context(db, by, path)
    attempt = db.begin_nested()
    try:
        reading = read_tables(path, options.kind, options.limits, ignored=options.ignored)
        report.layout = str(reading.layout)
        report.notes += reading.notes
        for kind, kept in _load_reading(context, reading, options, report):
            report.tally(kind).count(kept.outcomes)
            report.tally(kind).unchanged += kept.repeated
            tell(path, sum(tally.total for tally in report.tallies.values()))
    except RefusedFileError as error:
        report.refuse(error.problems)
    report.loaded = not report.refused or (options.keep_going and len(report.saved) > 0)
    if report.loaded:
        attempt.commit()
    else:
        attempt.rollback()
        for tally in report.tallies.values():
            tally.leave_out()
    return report


def _load_reading(
    context: Context, reading: Reading, options: Options, report: LoadedFile
) -> Iterator[tuple[str, Kept]]:
    """Save the file's records batch by batch, good ones also after a bad one, so that every fault is found."""
    if reading.citations:
        found = _batches(_found_publications(reading.path, report), BATCH)
        yield from (("publications", kept) for kept in map(partial(save_found, context), found))
        return
    returned = Returned.of(context, reading.path)
    for table in sorted(reading.tables, key=lambda table: _ORDER[table.kind.name]):
        save = partial(_SAVERS[table.kind.name], context, table.label)
        for kept in map(save, _batches(_good(context, table, options, report, returned), BATCH)):
            for problem in kept.refused:
                report.refuse([problem], table.kind.name)
            yield table.kind.name, kept


def _good(
    context: Context, table: Table, options: Options, report: LoadedFile, returned: Returned
) -> Iterator[Checked]:
    """The valid records of a table, merged where a workbook comes back; the others are counted as refused."""
    page_text = context.page_text if table.kind.name == "claims" else None
    checker = Checker(table.kind, table.label, page_text, options.page)
    for outcome in checked_entries(checker, table.entries):
        found = returned.merged(table, outcome) if isinstance(outcome, Checked) else outcome
        if isinstance(found, Checked):
            yield found
        else:
            report.refuse(found, table.kind.name)


def _found_publications(path: Path, report: LoadedFile) -> Iterator[PublicationBase]:
    """The records of a citation file; what was odd is noted, what was lost is refused."""
    try:
        for item in read_citations(path, name=str(path)):
            if not isinstance(item, Problem):
                yield item
            elif item.kept:
                report.notes.append(str(item))
            else:
                report.refuse([item], "publications")
    except UnknownCitationFormatError as error:
        report.refuse([Problem(file=str(path), reason=str(error).removeprefix(f"{path}: "))])


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of so many; nothing here holds one while the next is made, so that only one is in memory."""
    iterator = iter(items)
    return iter(lambda: list(islice(iterator, size)), [])


__all__ = ["LoadedFile", "Options", "Tally", "load_files"]
