"""`evidence verify`: check claims against their studies; it stores what it found and judges nothing."""

from typing import TextIO

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, print_lines, print_table, say
from evidence.models import CheckResult, PageDossier
from evidence.text.counting import counted
from evidence.workflow.audit import audit
from evidence.workflow.filters import verify_lines
from evidence.workflow.shapes import verifications_json


@click.command()
@click.option("--page", "page_key", help="Only this page; every page otherwise.")
@click.option(
    "--jsonl",
    "pairs",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    help="A file of claims with abstracts, one JSON object a line, - for standard input; needs no database.",
)
@json_option
@click.pass_obj
def verify(settings: Settings, page_key: str | None, pairs: TextIO | None, *, as_json: bool) -> None:
    """Check every claim against the studies it leans on, and list what differs.

    With --jsonl each line is {"id", "claim", "title", "abstract"} and gives {"id", "verdict", "checks"}; a line with
    "intervention", "comparator" and "outcome" in place of "claim" gives {"id", "direction", "passages"}.

    Example: evidence verify --page ketamine-clinic-article
    """
    if pairs is not None:
        print_lines(verify_lines(pairs, file=pairs.name))
        return
    by = author(settings)
    with store.session(settings.database) as db:
        keys = [page_key] if page_key else [entry.page.key for entry in store.pages(db) if entry.snapshots]
        pages = [audit(db, key, by).page for key in keys]
    if as_json:
        print_json([row for page in pages for row in verifications_json(page)])
        return
    rows = [row for page in pages for row in _differences(page)]
    print_table(
        ["claim", "study", "suggested", "check", "differs"], rows, empty="nothing differs in what could be checked"
    )
    decided = sum(1 for page in pages for row in verifications_json(page))
    say(f"{counted(decided, 'claim-study pair')} held against each other, {counted(len(rows), 'difference')}")


def _differences(page: PageDossier) -> list[tuple[str, ...]]:
    return [
        (
            dossier.claim.key,
            source.study.key,
            f"{'probably ' if source.verification.capped else ''}{source.verification.suggested}",
            check.code or check.name,
            check.reason,
        )
        for dossier in page.dossiers
        for source in dossier.sources
        if source.study is not None and source.verification is not None
        for check in source.verification.checks
        if check.result is CheckResult.DIFFERS
    ]
