"""`evidence convert`: any citation format to any other, as a filter over files.

Never drops a record in silence: what could not be read is listed on stderr with its place, and counted.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

import click

from evidence.cli.output import is_terminal, say
from evidence.errors import EvidenceError, Problem, printable
from evidence.formats.citations import WRITERS, read_citations, write_citations
from evidence.models import PublicationBase
from evidence.text.counting import counted

SHOWN = 20


class UnreadableCitationsError(EvidenceError):
    """Records were lost and the person asked for that to be an error."""

    def __init__(self, lost: int) -> None:
        super().__init__(f"{lost} records or parts of files could not be read; see the list above")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--to", "form", required=True, type=click.Choice(sorted(WRITERS)), help="Format to write.")
@click.option("--output", "-o", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="File to write.")
@click.option("--no-source", is_flag=True, help="Leave out each record's own text as it stood in the file.")
@click.option("--strict", is_flag=True, help="Exit 2 if any record could not be read.")
def convert(files: tuple[str, ...], form: str, output: TextIO, *, no_source: bool, strict: bool) -> None:
    """Convert citation files: RIS, nbib, PubMed XML, BibTeX, EndNote (XML, enw), CSL-JSON, CSV, XLSX.

    The format of a file is told by its content. What was odd or could not be read is listed on stderr.

    Example: evidence convert library.ris search.nbib --to csl > library.json
    """
    counts: Counter[str] = Counter()
    written = write_citations(_records(files, counts, keep_source=not no_source), form)
    on_terminal = output.name == "-" and is_terminal()
    output.writelines(map(printable, written) if on_terminal else written)
    lost, remarks = counted(counts["lost"], "problem"), counted(counts["kept"], "other remark")
    say(f"{counted(counts['read'], 'record')}, {lost} with loss, {remarks}")
    if strict and counts["lost"]:
        raise UnreadableCitationsError(counts["lost"])


def _records(files: tuple[str, ...], counts: Counter[str], *, keep_source: bool) -> Iterator[PublicationBase]:
    for file in files:
        source = sys.stdin.buffer.read() if file == "-" else file
        for item in read_citations(source, name=file, keep_source=keep_source):
            if isinstance(item, Problem):
                _tell(item, counts)
            else:
                counts["read"] += 1
                yield item


def _tell(problem: Problem, counts: Counter[str]) -> None:
    """Show the problem; of remarks without loss some twenty, of losses all, because no loss goes unsaid."""
    kind = "kept" if problem.kept else "lost"
    counts[kind] += 1
    if not problem.kept or counts[kind] <= SHOWN:
        say(str(problem))
    elif counts[kind] == SHOWN + 1:
        say("further remarks without loss are only counted")
