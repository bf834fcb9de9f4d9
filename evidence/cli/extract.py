"""`evidence extract`: pages in, claims out, as a filter over files; no database is opened and nothing is fetched."""

import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import ClaimBase, QuantityBase, QuantityKind
from evidence.vocabulary import Vocabulary

_EFFECT_FIELDS = ("unit", "arm", "timepoint", "kind", "comparator", "raw", "start", "end")
_CLAIM_FIELDS = (
    *("start", "end", "quote", "claim_type", "intervention", "intervention_code", "condition", "condition_code"),
    *("comparator", "route", "dose", "outcome", "direction", "effects", "sample_size", "species", "study_type"),
    *("study_year", "journal", "attribution", "assertiveness", "needs_citation", "section", "prefix", "suffix", "cues"),
)
_COLUMNS = ("claim_type", "intervention", "condition", "study_type", "study_year", "quote")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to work in.")
def extract(files: tuple[str, ...], form: str, jobs: int) -> None:
    """List the claims of pages: HTML, PDF, Word, Markdown or plain text.

    One JSON object a line. `start` and `end` count characters of the page's text; for a plain-text file that is the
    file itself. `cues` are the words by which a sentence was taken for a claim.

    Example: evidence extract page.html > claims.jsonl
    """
    count = 0
    for file, rows in _all_rows(files, jobs):
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False) if form == "jsonl" else _line(row, file))
        count += len(rows)
    click.echo(f"{count} claims in {len(files)} files", err=True)


def _all_rows(files: tuple[str, ...], jobs: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    results: Iterable[list[dict[str, Any]]]
    if jobs == 1 or len(files) == 1 or "-" in files:
        yield from zip(files, map(rows_of, files), strict=True)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(files))) as pool:
        results = pool.map(rows_of, files)
        yield from zip(files, results, strict=True)


def rows_of(file: str) -> list[dict[str, Any]]:
    """The claims of one file as rows of the contract."""
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    snapshot = read_page(content, name=file, captured_at=datetime.now(UTC))
    return [_row(file, claim) for claim in extract_claims(snapshot, Vocabulary.shipped())]


def _row(file: str, claim: ClaimBase) -> dict[str, Any]:
    record = claim.model_dump(mode="json")
    record["effects"] = [_effect(effect) for effect in claim.effects]
    return {"file": file, **{field: record[field] for field in _CLAIM_FIELDS}}


def _effect(effect: QuantityBase) -> dict[str, Any]:
    """An effect with its value as a number or a pair, and the sign of a P value in its unit."""
    record = effect.model_dump(mode="json")
    value = effect.value if effect.high is None else [effect.value, effect.high]
    shown = {"value": value, **{field: record[field] for field in _EFFECT_FIELDS}}
    if effect.kind is QuantityKind.P_VALUE:
        shown["unit"] = f"p{effect.comparator or '='}"
    return shown


def _line(row: dict[str, Any], file: str) -> str:
    cells = [
        Path(file).name,
        f"{row['start']}-{row['end']}",
        *(str(row[c] if row[c] is not None else "") for c in _COLUMNS),
    ]
    return "\t".join(" ".join(cell.split()) for cell in cells)
