"""`evidence load`: records from files into the database; counts and problems go to stderr, `--json` to stdout."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, say
from evidence.formats.problems import problem_lines
from evidence.formats.rows import KINDS, Limits
from evidence.text.counting import counted
from evidence.workflow.load import LoadedFile, Options, Progress, load_files
from evidence.workflow.standing import StandingReport, apply_list, holds_retractions

SHOWN = 50
"""lines about problems of a file that are printed; the rest is counted, and listed by --json"""

MEGABYTE = 1_000_000


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--kind", metavar="KIND", help=f"What the files hold, where they do not say: {', '.join(KINDS)}.")
@click.option("--page", metavar="KEY", help="The page of claims, citations or judgements, where the files do not say.")
@click.option("--ignore", "ignored", multiple=True, metavar="COLUMN", help="A column not to be read; may be repeated.")
@click.option("--keep-going", is_flag=True, help="Load the good records of a file that has bad ones.")
@click.option("--dry-run", is_flag=True, help="Check everything, also against the database, and load nothing.")
@click.option("--max-megabytes", type=click.IntRange(min=1), help="Read files up to this size, packed or unpacked.")
@json_option
@click.pass_obj
def load(settings: Settings, /, files: tuple[Path, ...], **options: Any) -> None:
    """Load claims, studies, publications, citations, judgements, pages, advertisers or vocabularies from FILES.

    CSV, XLSX, JSONL, JSON and YAML, and citation files (RIS, nbib, PubMed XML, BibTeX, CSL-JSON …), are told apart by
    content; what they hold by their columns. A file is loaded as a whole or not at all, and loading it again changes
    nothing. Exit code 2 when anything was refused.

    A public list of retractions (CSV) is held against the publications in the database, and the claims that lean on
    one that was retracted are named.

    Example: evidence load claims.csv studies.yaml library.ris
    """
    wanted = Options(
        kind=options["kind"],
        page=options["page"],
        ignored=options["ignored"],
        keep_going=options["keep_going"],
        dry_run=options["dry_run"],
        limits=limits_of(options["max_megabytes"]),
    )
    by = author(settings)
    notices = [file for file in files if holds_retractions(file)]
    records = [file for file in files if file not in notices]
    with progress_bar() as progress, store.session(settings.database) as db:
        loaded = load_files(db, records, by, wanted, progress)
        standings = [] if wanted.dry_run else [apply_list(db, file, by) for file in notices]
    for entry in loaded:
        tell(entry)
    for report in standings:
        tell_standings(report)
    if wanted.dry_run:
        say("dry run: nothing was written")
    if options["as_json"]:
        print_json({"dry_run": wanted.dry_run, "files": [entry.as_json() for entry in loaded]})
    if any(entry.refused for entry in loaded) or any(report.problems for report in standings):
        sys.exit(2)


def limits_of(megabytes: int | None) -> Limits:
    """The limits for files of up to this size; the usual ones where none is given."""
    if megabytes is None:
        return Limits()
    size = megabytes * MEGABYTE
    return Limits(
        file_bytes=size,
        document_bytes=size,
        record_chars=size,
        field_chars=size,
        unpacked_bytes=size,
        unpacked_ratio=size,
    )


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """What shows how far loading is, on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(path: Path, count: int) -> None:
        click.echo(f"\r{path.name}: {counted(count, 'record')}\x1b[K", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)


def tell_standings(report: StandingReport) -> None:
    """Print what a list of retractions changed, and which claims lean on it."""
    for problem in report.problems[:SHOWN]:
        say(str(problem))
    for change in report.changes[:SHOWN]:
        claims = ", ".join(f"{one.page} {one.claim}" for one in change.claims) or "no claim"
        say(f"{change.publication}: {change.was} → {change.now}; {claims} leans on it")
    say(report.sentence)
    if report.audited:
        say(f"audited again: {', '.join(report.audited)}")


def tell(entry: LoadedFile) -> None:
    """Print the notes, the problems and the counts of a file."""
    for line in entry.notes[:SHOWN]:
        say(line if line.startswith(str(entry.path)) else f"{entry.path.name}: {line}")
    if len(entry.notes) > SHOWN:
        say(f"{entry.path.name}: {counted(len(entry.notes) - SHOWN, 'more note')}; see --json")
    lines = problem_lines(entry.problems)
    for line in lines[:SHOWN]:
        say(line)
    if len(lines) > SHOWN or entry.problem_count > len(entry.problems):
        say(f"{entry.path.name}: {counted(entry.problem_count, 'problem')} in all; --json lists them")
    for line in entry.lines():
        say(line)
