"""`evidence init` and `evidence db`: make a database, look after it; never changes a record."""

from pathlib import Path

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import say, show
from evidence.errors import EvidenceError
from evidence.text.counting import counted_kind


class DamagedDatabaseError(EvidenceError):
    """The check found something; each problem was printed already."""

    def __init__(self, count: int) -> None:
        found = "1 problem was" if count == 1 else f"{count} problems were"
        super().__init__(f"{found} found; restore a backup, or export what is sound into a new database")


@click.command()
@click.pass_obj
def init(settings: Settings) -> None:
    """Create the database or bring it to the newest layout, and load the vocabulary.

    Running it again changes nothing that is there.

    Example: evidence init
    """
    from evidence.workflow.seeding import load_vocabulary  # noqa: PLC0415  loading, which no other command here needs

    layout = store.upgrade(settings.database)
    with store.session(settings.database) as db:
        counts = load_vocabulary(db, author(settings))
    terms = ", ".join(counted_kind(count, name) for name, count in counts.items())
    say(f"{settings.database}: layout {layout}, {terms}")


@click.group()
def db() -> None:
    """Check, back up or upgrade the database.

    Example: evidence db check
    """


@db.command(short_help="Check constraints, spans, hashes and the activity log.")
@click.pass_obj
def check(settings: Settings) -> None:
    """Check constraints, spans, hashes and the chain of the activity log.

    Exit code 2 when anything is wrong; each problem is one line on stdout.

    Example: evidence db check
    """
    with store.session(settings.database, read_only=True) as opened:
        problems = store.check(opened)
        head = store.head(opened)
    for problem in problems:
        show(str(problem))
    if problems:
        raise DamagedDatabaseError(len(problems))
    say(f"{settings.database}: sound; head of the activity log {head}")


@db.command(short_help="Copy a SQLite database while it is in use.")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Copy a SQLite database to TARGET while it is in use.

    Example: evidence db backup evidence-2026-11-25.db
    """
    store.backup(settings.database, target)
    say(f"{settings.database} copied to {target}")


@db.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the database to the layout of this version.

    Example: evidence db upgrade
    """
    before = store.schema_version(settings.database)
    after = store.upgrade(settings.database)
    was = "created" if before is None else "was already there" if before == after else f"was {before}"
    say(f"{settings.database}: layout {after} ({was})")
