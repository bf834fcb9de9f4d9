"""`evidence verify`: check claims against their studies; it stores what it found and judges nothing."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author, json_option, print_json, print_table
from evidence.models import CheckResult, PageDossier
from evidence.workflow.audit import audit


@click.command()
@click.option("--page", "page_key", help="Only this page; every page otherwise.")
@json_option
@click.pass_obj
def verify(settings: Settings, page_key: str | None, *, as_json: bool) -> None:
    """Check every claim against the studies it leans on, and list what differs.

    Example: evidence verify --page ketamine-clinic-article
    """
    by = author(settings)
    with store.session(settings.database) as db:
        keys = [page_key] if page_key else [entry.page.key for entry in store.pages(db) if entry.snapshots]
        pages = [audit(db, key, by).page for key in keys]
    if as_json:
        print_json([row for page in pages for row in _verifications(page)])
        return
    rows = [row for page in pages for row in _differences(page)]
    print_table(["claim", "study", "suggested", "check", "differs"], rows)
    decided = sum(1 for page in pages for row in _verifications(page))
    click.echo(f"{decided} claim-study pairs held against each other, {len(rows)} differences", err=True)


def _verifications(page: PageDossier) -> list[dict[str, object]]:
    return [
        {
            "page": page.page.key,
            "claim": dossier.claim.key,
            "study": source.study.key,
            **source.verification.model_dump(mode="json"),
        }
        for dossier in page.dossiers
        for source in dossier.sources
        if source.study is not None and source.verification is not None
    ]


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
