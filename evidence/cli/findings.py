"""`evidence findings`: list what the rules found on a page, and accept or dismiss a finding with a reason."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author, json_option, print_json, print_table
from evidence.models import FindingStatus
from evidence.store.conclusions import Decision, findings_of
from evidence.workflow.findings import FindingPlace, finding_on, weigh_finding
from evidence.workflow.review import solo_coding
from evidence.workflow.shapes import finding_json


@click.group()
@click.argument("page")
@click.pass_context
def findings(ctx: click.Context, page: str) -> None:
    """What the rules found on PAGE, and what reviewers did about it.

    Example: evidence findings page.html list
    """
    ctx.obj = (ctx.obj, page)


@findings.command("list")
@click.option("--status", type=click.Choice([one.value for one in FindingStatus]), help="Only those with this status.")
@json_option
@click.pass_obj
def list_findings(at: tuple[Settings, str], status: str | None, *, as_json: bool) -> None:
    """List the findings in the order of the text.

    Example: evidence findings page.html list --status open
    """
    settings, page = at
    with store.session(settings.database, read_only=True) as db:
        entries = findings_of(db, store.newest_snapshot(db, page))
    shown = [entry for entry in entries if status in {None, entry.status.value}]
    if as_json:
        print_json([finding_json(entry) for entry in shown])
    else:
        rows = [
            (one.id, one.finding.rule, one.finding.severity.value, one.status.value, one.finding.message)
            for one in shown
        ]
        print_table(["id", "rule", "severity", "status", "message"], rows)


@findings.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--reason", help="Why it stands.")
@click.pass_obj
def accept(at: tuple[Settings, str], number: int, reason: str | None) -> None:
    """Accept finding ID: it stands.

    Example: evidence findings page.html accept 12
    """
    _decide(at, number, FindingStatus.ACCEPTED, reason)


@findings.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--reason", required=True, help="Why it does not stand; it is kept in the activity log.")
@click.pass_obj
def dismiss(at: tuple[Settings, str], number: int, reason: str) -> None:
    """Dismiss finding ID with a reason; it stays dismissed when the page is audited again.

    Example: evidence findings page.html dismiss 12 --reason "the source is linked in the footer"
    """
    _decide(at, number, FindingStatus.DISMISSED, reason)


def _decide(at: tuple[Settings, str], number: int, status: FindingStatus, reason: str | None) -> None:
    settings, page = at
    by = author(settings)
    with store.session(settings.database) as db:
        place = FindingPlace(page, number)
        finding_on(db, place)
        seat = solo_coding(db, by.name, page, by)
        weigh_finding(db, place, seat, Decision(status, seat.reviewer, reason), by)
    click.echo(f"finding {number}: {status.value}", err=True)
