"""`evidence cite`: which publications a page's claims lean on, from the database or as a filter over files.

Never confirms a match by itself: a person accepts or refuses it.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from evidence.cite import LibraryIndex, rank
from evidence.errors import EvidenceError, Problem
from evidence.formats.citations import read_citations
from evidence.models import PublicationBase


class BadQueryError(EvidenceError):
    """A line of the queries is not what the filter takes."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f'{name}, line {line}: {reason}; a line is {{"id": …, "text": …, "exclude": [record ids]}}')


@click.command()
@click.option("--jsonl", "queries", type=click.File(encoding="utf-8"), help="Sentences to resolve, one JSON a line.")
@click.option("--library", type=click.Path(exists=True, dir_okay=False), help="The library, in any citation format.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Candidates a sentence.")
def cite(queries: TextIO | None, library: str | None, *, limit: int) -> None:
    """Resolve what a page credits to publications.

    Example: evidence cite --jsonl sentences.jsonl --library library.json
    """
    if (queries is None) != (library is None):
        raise click.UsageError("--jsonl and --library go together")
    if queries is None or library is None:
        raise click.UsageError("give --jsonl and --library")
    index = LibraryIndex(_library(library))
    for query in _queries(queries):
        found = rank(query["text"], index, exclude=query["exclude"], limit=limit)
        answer = {
            "id": query["id"],
            "ranked": [one.record.key for one in found],
            "scores": [one.score for one in found],
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _library(file: str) -> list[PublicationBase]:
    records: list[PublicationBase] = []
    lost = 0
    for item in read_citations(file, keep_source=False):
        if isinstance(item, Problem):
            lost += not item.kept
            if not item.kept:
                click.echo(str(item), err=True)
        else:
            records.append(item)
    click.echo(f"{len(records)} records in the library, {lost} could not be read", err=True)
    return records


def _queries(lines: TextIO) -> Iterator[dict[str, Any]]:
    name = getattr(lines, "name", "queries")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _query(name, number, line)


def _query(name: str, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise BadQueryError(name, number, "this is not JSON") from error
    if not isinstance(found, dict) or "id" not in found or not isinstance(found.get("text"), str):
        raise BadQueryError(name, number, "`id` or `text` is missing")
    exclude = found.get("exclude") or []
    if not isinstance(exclude, list):
        raise BadQueryError(name, number, "`exclude` is not a list")
    return {"id": found["id"], "text": found["text"], "exclude": [str(key) for key in exclude]}
