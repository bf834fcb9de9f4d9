"""`evidence findings`: list what the rules found on a page, and accept or dismiss a finding with a reason."""

from typing import NamedTuple

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, print_table, say
from evidence.models import FindingStatus
from evidence.store.conclusions import Decision, findings_of
from evidence.workflow.findings import FindingPlace, finding_on, weigh_finding
from evidence.workflow.keys import only_page
from evidence.workflow.review import solo_coding
from evidence.workflow.shapes import finding_json

ONLY = ""
"""In place of a page: the only one there is."""


class PageGroup(click.Group):
    """A group of commands about one page: it lists where no command is named, and the only page needs no naming."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the page and `list` where they are left out."""
        first = args[0] if args else ""
        if first in ctx.help_option_names:
            return super().parse_args(ctx, args)
        if not first or first.startswith("-") or (first in self.commands and not set(args[1:]) & set(self.commands)):
            args = [ONLY, *args]
        if len(args) == 1 or args[1].startswith("-"):
            args = [args[0], "list", *args[1:]]
        return super().parse_args(ctx, args)


@click.group(cls=PageGroup)
@click.argument("page")
@click.pass_context
def findings(ctx: click.Context, page: str) -> None:
    """What the rules found on PAGE, and what reviewers did about it.

    Without a command the findings are listed; PAGE may be left out where there is only one.

    Example: evidence findings page.html
    """
    ctx.obj = At(ctx.obj, page)


class At(NamedTuple):
    """The database, and the page whose findings are meant."""

    settings: Settings
    page: str

    def key(self, db: store.Session) -> str:
        """The key of the page: the one that was named, or the only one there is."""
        return only_page(db) if self.page == ONLY else self.page


@findings.command("list", short_help="List the findings in the order of the text.")
@click.option("--status", type=click.Choice([one.value for one in FindingStatus]), help="Only those with this status.")
@json_option
@click.pass_obj
def list_findings(at: At, status: str | None, *, as_json: bool) -> None:
    """List the findings in the order of the text.

    Example: evidence findings page.html list --status open
    """
    with store.session(at.settings.database, read_only=True) as db:
        entries = findings_of(db, store.newest_snapshot(db, at.key(db)))
    shown = [entry for entry in entries if status in {None, entry.status.value}]
    if as_json:
        print_json([finding_json(entry) for entry in shown])
    else:
        rows = [
            (one.id, one.finding.rule, one.finding.severity.value, one.status.value, one.finding.message)
            for one in shown
        ]
        none = "no finding with this status" if status else "no finding; that is not a pass for what was not checked"
        print_table(["id", "rule", "severity", "status", "message"], rows, empty=none)


@findings.command(short_help="Accept a finding: it stands.")
@click.argument("number", type=int, metavar="ID")
@click.option("--reason", help="Why it stands.")
@click.pass_obj
def accept(at: At, number: int, reason: str | None) -> None:
    """Accept finding ID: it stands.

    Example: evidence findings page.html accept 12
    """
    _decide(at, number, FindingStatus.ACCEPTED, reason)


@findings.command(short_help="Dismiss a finding with a reason.")
@click.argument("number", type=int, metavar="ID")
@click.option("--reason", required=True, help="Why it does not stand; it is kept in the activity log.")
@click.pass_obj
def dismiss(at: At, number: int, reason: str) -> None:
    """Dismiss finding ID with a reason; it stays dismissed when the page is audited again.

    Example: evidence findings page.html dismiss 12 --reason "the source is linked in the footer"
    """
    _decide(at, number, FindingStatus.DISMISSED, reason)


def _decide(at: At, number: int, status: FindingStatus, reason: str | None) -> None:
    by = author(at.settings)
    with store.session(at.settings.database) as db:
        page = at.key(db)
        place = FindingPlace(page, number)
        finding_on(db, place)
        seat = solo_coding(db, by.name, page, by)
        weigh_finding(db, place, seat, Decision(status, seat.reviewer, reason), by)
    say(f"finding {number}: {status.value}")
