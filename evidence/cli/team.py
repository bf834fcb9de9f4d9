"""`evidence team`: who may use the workbench, from the machine that holds the database."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author, json_option, print_json, print_table
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
        print_table(["reviewer", "name", "role", "joined", "locked out"], [tuple(row.values()) for row in rows])


@team.command("invite")
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
    click.echo(f"{origin.rstrip('/')}/join?key={secret}")


@team.command("again")
@click.argument("reviewer")
@click.option("--origin", default="", help="The address of the workbench, to print the whole link.")
@click.pass_obj
def again(settings: Settings, reviewer: str, origin: str) -> None:
    """Give REVIEWER a new link, for a forgotten password; the old password and sessions end.

    Example: evidence team again ana-example
    """
    with store.session(settings.database) as db:
        secret = accounts.invite_again(db, reviewer, author(settings))
    click.echo(f"{origin.rstrip('/')}/join?key={secret}")


@team.command("role")
@click.argument("reviewer")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_obj
def role_of(settings: Settings, reviewer: str, role: str) -> None:
    """Change what REVIEWER may do.

    Example: evidence team role ana-example adjudicator
    """
    with store.session(settings.database) as db:
        accounts.set_role(db, reviewer, TeamRole(role), author(settings))


@team.command("lock")
@click.argument("reviewer")
@click.option("--open", "opened", is_flag=True, help="Let them in again.")
@click.pass_obj
def lock(settings: Settings, reviewer: str, *, opened: bool) -> None:
    """Lock REVIEWER out at once; what they judged stays.

    Example: evidence team lock ana-example
    """
    with store.session(settings.database) as db:
        accounts.set_disabled(db, reviewer, author(settings), disabled=not opened)
