"""`evidence cite`: which publications a page's claims lean on, from the database or as a filter over files.

Never confirms a match by itself: a person accepts or refuses it.
"""

from collections.abc import Sequence
from typing import TextIO, TypedDict, Unpack

import click

from evidence import store
from evidence.cite import Together
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, print_lines, print_table, say
from evidence.models import CitationStatus
from evidence.store.citations import Pointer
from evidence.text.counting import counted
from evidence.workflow.cite import (
    citations_on,
    cite_lines,
    decide,
    find_claim,
    leaning_on,
    propose_citations,
    read_library,
)
from evidence.workflow.shapes import citation_json

Pair = tuple[str, str]


class Options(TypedDict):
    """What the command is told."""

    page: str | None
    only_list: bool
    accept: Sequence[Pair]
    refuse: Sequence[Pair]
    queries: TextIO | None
    library: str | None
    limit: int
    as_json: bool


@click.command()
@click.option("--page", help="Only the claims of this page; every page otherwise.")
@click.option("--list", "only_list", is_flag=True, help="List what is on record and look for nothing new.")
@click.option("--accept", nargs=2, multiple=True, metavar="CLAIM PUBLICATION", help="Stand behind a candidate.")
@click.option(
    "--refuse", nargs=2, multiple=True, metavar="CLAIM PUBLICATION", help="Say that a candidate is not meant."
)
@click.option(
    "--jsonl",
    "queries",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    help="Sentences to resolve, one JSON object a line, - for standard input; needs no database.",
)
@click.option("--library", type=click.Path(exists=True, dir_okay=False), help="Citation file that --jsonl looks in.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Candidates for a sentence.")
@json_option
@click.pass_obj
def cite(settings: Settings, **options: Unpack[Options]) -> None:
    """Resolve what the claims of a page credit to publications, and list the candidates.

    Identifiers and links that the page carries are confirmed; a match by words is a candidate until it is accepted.
    Claims that lean on the same trial are named, so that one trial is not counted as several.

    With --jsonl each line is {"id", "text", "exclude"} and gives {"id", "ranked", "scores", "reasons"}: the ids of
    records of the library, best first, none where none fits.

    Example: evidence cite --page ketamine-clinic-article --accept C174 pickering2020
    """
    if options["queries"] is not None or options["library"] is not None:
        _filter(options["queries"], options["library"], options["limit"])
        return
    by, page = author(settings), options["page"]
    decisions = [(CitationStatus.CONFIRMED, pair) for pair in options["accept"]]
    decisions += [(CitationStatus.REFUSED, pair) for pair in options["refuse"]]
    with store.session(settings.database) as db:
        for status, (claim, publication) in decisions:
            decide(db, find_claim(db, claim, page), publication, status, by)
        keys = [page] if page else [entry.page.key for entry in store.pages(db) if entry.snapshots]
        resting = options["only_list"] or decisions
        found = [(key, citations_on(db, key) if resting else propose_citations(db, key, by)) for key in keys]
        together = [group for key in keys for group in leaning_on(db, key)]
    _show(found, as_json=options["as_json"])
    _say_together(together)


def _filter(queries: TextIO | None, library: str | None, limit: int) -> None:
    if queries is None or library is None:
        raise click.UsageError("--jsonl and --library go together")
    records, problems = read_library(library)
    for problem in problems:
        if not problem.kept:
            say(f"evidence: {problem}")
    say(f"{counted(len(records), 'record')} in the library")
    print_lines(cite_lines(queries, records, limit=limit, file=queries.name))


def _show(found: Sequence[tuple[str, Sequence[Pointer]]], *, as_json: bool) -> None:
    pointers = [(page, pointer) for page, listed in found for pointer in listed]
    if as_json:
        print_json([citation_json(page, pointer) for page, pointer in pointers])
        return
    rows = [
        (p.claim, p.publication, p.citation.status, p.citation.confidence, p.citation.score, p.citation.method, _why(p))
        for _, p in pointers
    ]
    print_table(
        ["claim", "publication", "status", "confidence", "score", "by", "why"], rows, empty="no claim credits a source"
    )
    waiting = sum(p.citation.status is CitationStatus.CANDIDATE for _, p in pointers)
    lost = sum(p.citation.status is CitationStatus.UNRESOLVED for _, p in pointers)
    say(f"{counted(len(rows), 'citation')}, {counted(waiting, 'candidate')} nobody confirmed, {lost:,} unresolved")


def _say_together(groups: Sequence[Together]) -> None:
    for group in groups:
        say(f"{group.sentence}: {', '.join(group.claims)} on {', '.join(group.publications)}")


def _why(pointer: Pointer) -> str:
    return "; ".join(pointer.citation.reasons) or pointer.citation.notes or ""
