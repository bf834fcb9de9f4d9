"""The command `evidence`: a group that imports a command's module only when the command is run.

Start-up stays under a tenth of a second because nothing here imports pandas, SQLModel or SQLAlchemy.
"""

import gc
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import click

from evidence.errors import EvidenceError, one_line, printable
from evidence.version import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("evidence.cli.database:init", "Create or upgrade the database and load the vocabulary."),
    "demo": ("evidence.cli.demo:demo", "Load the seeds, audit the seed article, write a report."),
    "load": ("evidence.cli.load:load", "Load claims, studies, judgements or citations from files."),
    "extract": ("evidence.cli.extract:extract", "List the claims of pages; needs no database."),
    "audit": ("evidence.cli.audit:audit", "Audit pages: claims, sources, checks, findings, report."),
    "search": ("evidence.cli.search:search", "Search the library: full text, filters, identifiers."),
    "fetch": ("evidence.cli.fetch:fetch", "Fetch records from PubMed, Crossref and registries by number."),
    "cite": ("evidence.cli.cite:cite", "Resolve attributions to publications; accept or refuse them."),
    "verify": ("evidence.cli.verify:verify", "Check claims against the studies they lean on."),
    "review": ("evidence.cli.review:review", "Judge claims, compare coders, adjudicate, measure agreement."),
    "table": ("evidence.cli.table:table", "Make an evidence table."),
    "picture": ("evidence.cli.picture:picture", "Draw a map, a timeline, claimed and found, or a forest plot."),
    "report": ("evidence.cli.report:report", "Write the audit report of a page as one HTML file."),
    "packet": ("evidence.cli.packet:packet", "Write a complaint about an advertiser's claims."),
    "claims": ("evidence.cli.claims:claims", "List claims, show one, or change them by hand."),
    "studies": ("evidence.cli.studies:studies", "List studies, show one, change or draft them."),
    "publications": ("evidence.cli.publications:publications", "List publications, or show one."),
    "pages": ("evidence.cli.pages:pages", "List the pages, or show what changed on one."),
    "findings": ("evidence.cli.findings:findings", "List a page's findings; accept or dismiss them."),
    "rules": ("evidence.cli.rules:rules", "Show what each audit rule detects, and why."),
    "convert": ("evidence.cli.convert:convert", "Convert citation files from any format to any other."),
    "export": ("evidence.cli.export:export", "Write records to files that load back."),
    "serve": ("evidence.cli.serve:serve", "Open the workbench in the browser."),
    "team": ("evidence.cli.team:team", "Invite people to the workbench, change roles, lock out."),
    "db": ("evidence.cli.database:db", "Check, back up or upgrade the database."),
}
"""Each command's place and its one line of help, so that the list can be shown without importing any of them."""

HELP_WIDTH = 100


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for: what an import makes stays, and looking through it takes a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Settings(NamedTuple):
    """What every command is told: which database, and who is at work."""

    database: str
    actor: str


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work, not of the alphabet."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name][0].split(":")
        with _uncollected():
            command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can put right becomes one line and exit code 2."""
        try:
            return super().invoke(ctx)
        except EvidenceError as error:
            click.echo(f"evidence: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            raise
        except OSError as error:
            click.echo(f"evidence: {one_line(_plain(error))}", err=True)
            ctx.exit(2)


def _plain(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


def _login() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": HELP_WIDTH})
@click.option(
    "--db",
    "database",
    envvar="EVIDENCE_DB",
    default="evidence.db",
    show_default=True,
    metavar="URL",
    help="Database file, or a postgresql+psycopg:// address. [env: EVIDENCE_DB]",
)
@click.option("--as", "actor", envvar="EVIDENCE_ACTOR", metavar="NAME", help="Who is at work, for the activity log.")
@click.version_option(__version__, prog_name="evidence")
@click.pass_context
def cli(ctx: click.Context, database: str, actor: str | None) -> None:
    """Check what health marketing claims against the studies it leans on.

    Example: evidence demo
    """
    ctx.obj = Settings(database, actor or _login())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: exit 0 done, 1 findings, 2 usage or error or crash, 130 interrupted."""
    try:
        code = cli.main(args=arguments, prog_name="evidence", standalone_mode=False)
    except click.Abort:
        click.echo("evidence: interrupted, nothing was half written", err=True)
        sys.exit(130)
    except click.ClickException as error:
        told = io.StringIO()
        error.show(file=told)
        click.echo(printable(told.getvalue()), err=True, nl=False)
        sys.exit(2)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stops the flush at exit from failing
        sys.exit(141)
    except Exception:  # noqa: BLE001 - a crash must not exit 1, the code that means "findings"
        sys.excepthook(*sys.exc_info())
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
