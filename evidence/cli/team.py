"""`evidence team`: who may use the workbench, from the machine that holds the database."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, print_table, say, show
from evidence.models import TeamRole
from evidence.store.accounts import accounts as all_accounts
from evidence.workflow import accounts
from evidence.workflow.shapes import account_json

ROLES = [role.value for role in TeamRole]


@click.group()
def team() -> None:
    """Invite people to the workbench, change what they may do, lock them out.

    Example: evidence team list
    """


@team.command("list")
@json_option
@click.pass_obj
def list_team(settings: Settings, *, as_json: bool) -> None:
    """List the accounts.

    Example: evidence team list
    """
    with store.session(settings.database, read_only=True) as db:
        entries = all_accounts(db)
    rows = [account_json(entry) for entry in entries]
    if as_json:
        print_json(rows)
    else:
        none = "no account: `evidence team invite NAME --role owner` makes the first"
        shown = [tuple(row.values()) for row in rows]
        print_table(["reviewer", "name", "role", "joined", "locked out"], shown, empty=none)


@team.command("invite", short_help="Invite someone by a link that works once, for a week.")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="coder", show_default=True, help="What they may do.")
@click.option("--origin", default="", help="The address of the workbench, to print the whole link.")
@click.pass_obj
def invite(settings: Settings, name: str, role: str, origin: str) -> None:
    """Invite NAME; prints a link that works once, for a week.

    Example: evidence team invite "Ana Example" --role owner --origin https://audit.example.org
    """
    with store.session(settings.database) as db:
        secret = accounts.invite(db, name, TeamRole(role), author(settings))
    _show_link(origin, secret)


@team.command("again", short_help="Give someone a new link, for a forgotten password.")
@click.argument("reviewer")
@click.option("--origin", default="", help="The address of the workbench, to print the whole link.")
@click.pass_obj
def again(settings: Settings, reviewer: str, origin: str) -> None:
    """Give REVIEWER a new link, for a forgotten password; the old password and sessions end.

    Example: evidence team again ana-example
    """
    with store.session(settings.database) as db:
        secret = accounts.invite_again(db, reviewer, author(settings))
    _show_link(origin, secret)


@team.command("role", short_help="Change what someone may do.")
@click.argument("reviewer")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_obj
def role_of(settings: Settings, reviewer: str, role: str) -> None:
    """Change what REVIEWER may do.

    Example: evidence team role ana-example adjudicator
    """
    with store.session(settings.database) as db:
        accounts.set_role(db, reviewer, TeamRole(role), author(settings))


@team.command("lock", short_help="Lock someone out at once.")
@click.argument("reviewer")
@click.option("--open", "opened", is_flag=True, help="Let them in again.")
@click.pass_obj
def lock(settings: Settings, reviewer: str, *, opened: bool) -> None:
    """Lock REVIEWER out at once; what they judged stays.

    Example: evidence team lock ana-example
    """
    with store.session(settings.database) as db:
        accounts.set_disabled(db, reviewer, author(settings), disabled=not opened)


def _show_link(origin: str, secret: str) -> None:
    show(f"{origin.rstrip('/')}/join?key={secret}")
    if not origin:
        say("put the address of the workbench before it, or give it with --origin")
