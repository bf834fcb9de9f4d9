"""`evidence extract`: pages in, claims out, as a filter over files; no database is opened and nothing is fetched."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from evidence.cli.limits import limit_options, limits_of
from evidence.cli.output import put, say
from evidence.cli.reading import read_all, say_notes
from evidence.errors import EvidenceError, printable
from evidence.formats.json import claim_json
from evidence.models import ClaimBase, QuantityBase, QuantityKind
from evidence.text.counting import counted
from evidence.vocabulary import Vocabulary
from evidence.workflow.reading import PageRead

_COLUMNS = ("claim_type", "intervention", "condition", "study_type", "study_year", "quote")


class UnreadPagesError(EvidenceError):
    """Some files were no pages; each was named already."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{counted(count, 'file')} could not be read; see above")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True, help="How to write."
)
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=1, show_default=True, help="Files to read at a time.")
@limit_options
def extract(files: tuple[str, ...], form: str, jobs: int, **options: Any) -> None:
    """List the claims of pages: HTML, PDF, Word, Markdown or plain text.

    One JSON object a line. `start` and `end` count characters of the page's text; for a plain-text file that is the
    file itself. `cues` are the words by which a sentence was taken for a claim. A file that cannot be read is named
    and the rest goes on; the exit code is then 2.

    Example: evidence extract page.html > claims.jsonl
    """
    claims = refused = 0
    pages = read_all(files, datetime.now(UTC), limits_of(options), Vocabulary.shipped(), jobs=jobs)
    for file, read in pages:
        if not isinstance(read, PageRead):
            refused += 1
            say(f"evidence: {read}")
            continue
        say_notes(file, read)
        claims += len(read.claims)
        for claim in read.claims:
            row = _row(file, claim)
            put(json.dumps(row, ensure_ascii=False) + "\n" if form == "jsonl" else printable(_line(row, file)) + "\n")
    say(f"{counted(claims, 'claim')} in {counted(len(files) - refused, 'file')}")
    if refused:
        raise UnreadPagesError(refused)


def _row(file: str, claim: ClaimBase) -> dict[str, Any]:
    """The JSON of a claim, with the sign of a P value in its unit, as scorers of claims read it."""
    signed = tuple(_signed(effect) for effect in claim.effects)
    return claim_json(claim.model_copy(update={"effects": signed}), file)


def _signed(effect: QuantityBase) -> QuantityBase:
    if effect.kind is not QuantityKind.P_VALUE:
        return effect
    return effect.model_copy(update={"unit": f"p{effect.comparator or '='}"})


def _line(row: dict[str, Any], file: str) -> str:
    cells = [
        Path(file).name,
        f"{row['start']}-{row['end']}",
        *(str(row[c] if row[c] is not None else "") for c in _COLUMNS),
    ]
    return "\t".join(" ".join(cell.split()) for cell in cells)
