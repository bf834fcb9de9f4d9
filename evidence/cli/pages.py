"""`evidence pages`: list the pages, or show one with what became of its claims; it changes nothing."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.groups import RecordGroup
from evidence.cli.output import json_option, print_json, print_table, show
from evidence.formats.changes import Seen, change_words
from evidence.models import Origin
from evidence.store.editing import claims_seen
from evidence.text.matching import ChangeStatus, ClaimChange
from evidence.workflow.shapes import counts_of, page_json, shown_page_json
from evidence.workflow.tracking import PageChanges, beside_reading, changes_of, moment


@click.group(cls=RecordGroup)
def pages() -> None:
    """List the pages in the database, or show one with what changed on it.

    Called bare it lists; called with a key it shows that page.

    Example: evidence pages
    """


@pages.command("list", short_help="List the pages, each with its newest snapshot.")
@json_option
@click.pass_obj
def list_pages(settings: Settings, *, as_json: bool) -> None:
    """List the pages in the database, each with its newest snapshot.

    Example: evidence pages list
    """
    with store.session(settings.database, read_only=True) as db:
        entries = store.pages(db)
    if as_json:
        print_json([page_json(entry) for entry in entries])
        return
    rows = [
        (e.page.key, e.captured_at.date() if e.captured_at else None, e.snapshots, e.claims, e.findings)
        for e in entries
    ]
    none = "no page is in the database: `evidence audit PAGE` puts one in"
    print_table(["page", "captured", "snapshots", "claims", "findings"], rows, empty=none)


@pages.command("show", short_help="Show a page and what became of each claim on it.")
@click.argument("key")
@click.option("--all", "every", is_flag=True, help="List the claims that stayed as they were, too.")
@click.option("--reading", is_flag=True, help="Also what the program reads on the page now, beside its claims.")
@json_option
@click.pass_obj
def show_page(settings: Settings, key: str, *, every: bool, reading: bool, as_json: bool) -> None:
    """Show the page called KEY: its snapshots, and what became of each claim between the last two.

    A claim is unchanged or moved only where its words are the same to the digit and there is one place they can be;
    what only looks alike is reworded, with what differs, for you to judge. What people did to a claim went along with
    unchanged and moved words and with no others.

    Example: evidence pages show clinic.html
    """
    with store.session(settings.database, read_only=True) as db:
        if as_json:
            print_json(shown_page_json(db, key, reading=reading))
            return
        ids = store.snapshots_of(db, key)
        entry = next(one for one in store.pages(db) if one.page.key == key)
        snapshots = [moment(db, one) for one in ids]
        found = changes_of(db, key) if ids else None
        seen = claims_seen(db, key)
        pairs = beside_reading(db, ids[0]) if reading and ids else []
    show(f"{key}: {entry.page.title or 'no title known'}\n{entry.page.address}\n")
    rows = [(f"{m.snapshot.captured_at:%Y-%m-%d %H:%M}", m.snapshot.sha256[:12], len(m.claims)) for m in snapshots]
    print_table(["captured", "sha256 begins", "claims"], rows, empty="nothing was captured of it")
    if found is not None and found.old is not None:
        _print_changes(found, seen, every=every)
    if reading:
        show()
        print_table(
            ["claim", "words", "as the program reads it now"],
            [(_key(kept), kept and kept.quote, read and read.quote) for kept, read in pairs],
        )


def _print_changes(found: PageChanges, seen: Seen, *, every: bool) -> None:
    counts = ", ".join(f"{number} {name}" for name, number in counts_of(found).items())
    show(f"\nClaims between the last two snapshots: {counts}\n")
    rows = [
        (
            change.status,
            _key(change.old),
            _key(change.new),
            _last_seen(change, seen),
            change_words(change, found.new.snapshot.text),
        )
        for change in found.changes
        if every or change.status is not ChangeStatus.UNCHANGED
    ]
    print_table(
        ["what", "was", "is", "last seen", "words"], rows, empty="every claim stayed as it was; --all lists them"
    )


def _key(claim: object) -> str:
    key, origin = getattr(claim, "key", ""), getattr(claim, "origin", None)
    return f"{key} (by hand)" if origin is Origin.CURATED else key


def _last_seen(change: ClaimChange, seen: Seen) -> str:
    gone = change.old is not None and change.status in {ChangeStatus.REWORDED, ChangeStatus.REMOVED}
    return f"{seen[change.old.key][1]:%Y-%m-%d}" if gone and change.old is not None else ""
