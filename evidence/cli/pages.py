"""`evidence pages`: list the pages, or show one with what became of its claims; it changes nothing."""

from collections import Counter

import click
from pydantic import JsonValue

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import json_option, print_json, print_table
from evidence.cli.groups import RecordGroup
from evidence.formats.changes import Seen, change_json, change_words
from evidence.formats.json import record_json
from evidence.models import ClaimBase, Origin
from evidence.store import PageEntry
from evidence.store.editing import claims_seen
from evidence.text.matching import ChangeStatus, ClaimChange
from evidence.workflow.tracking import Moment, PageChanges, beside_reading, changes_of, moment


@click.group(cls=RecordGroup)
def pages() -> None:
    """List the pages in the database, or show one with what changed on it.

    Called bare it lists; called with a key it shows that page.

    Example: evidence pages
    """


@pages.command("list")
@json_option
@click.pass_obj
def list_pages(settings: Settings, *, as_json: bool) -> None:
    """List the pages in the database, each with its newest snapshot.

    Example: evidence pages list
    """
    with store.session(settings.database, read_only=True) as db:
        entries = store.pages(db)
    if as_json:
        print_json([_entry_json(entry) for entry in entries])
        return
    rows = [
        (e.page.key, e.captured_at.date() if e.captured_at else None, e.snapshots, e.claims, e.findings)
        for e in entries
    ]
    print_table(["page", "captured", "snapshots", "claims", "findings"], rows)


def _entry_json(entry: PageEntry) -> dict[str, JsonValue]:
    return {
        **record_json(entry.page, {"advertiser": entry.advertiser}),
        "snapshots": entry.snapshots,
        "captured_at": entry.captured_at.isoformat() if entry.captured_at else None,
        "claims": entry.claims,
        "findings": entry.findings,
    }


@pages.command("show")
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
        ids = store.snapshots_of(db, key)
        entry = next(one for one in store.pages(db) if one.page.key == key)
        snapshots = [moment(db, one) for one in ids]
        found = changes_of(db, key) if ids else None
        seen = claims_seen(db, key)
        pairs = beside_reading(db, ids[0]) if reading and ids else []
    if as_json:
        compared = None if found is None or found.old is None else _compared(found, seen)
        shape = _entry_json(entry) | {"snapshots": [_snapshot(one) for one in snapshots], "compared": compared}
        print_json(shape | ({"reading": [_pair_json(*pair) for pair in pairs]} if reading else {}))
        return
    click.echo(f"{key}: {entry.page.title or 'no title known'}\n{entry.page.address}\n")
    rows = [(f"{m.snapshot.captured_at:%Y-%m-%d %H:%M}", m.snapshot.sha256[:12], len(m.claims)) for m in snapshots]
    print_table(["captured", "sha256 begins", "claims"], rows)
    if found is not None and found.old is not None:
        _print_changes(found, seen, every=every)
    if reading:
        click.echo("")
        print_table(
            ["claim", "words", "as the program reads it now"],
            [(_key(kept), kept and kept.quote, read and read.quote) for kept, read in pairs],
        )


def _pair_json(kept: ClaimBase | None, read: ClaimBase | None) -> dict[str, JsonValue]:
    return {
        "claim": None if kept is None else record_json(kept),
        "read": None if read is None else record_json(read),
    }


def _snapshot(one: Moment) -> dict[str, JsonValue]:
    kept = {"sha256", "text_sha256", "text_algorithm", "captured_at", "media_type", "language", "title", "published"}
    return {**one.snapshot.model_dump(mode="json", include=kept), "claims": len(one.claims)}


def _counts(found: PageChanges) -> dict[str, int]:
    counted = Counter(change.status for change in found.changes)
    return {status.value: counted[status] for status in ChangeStatus}


def _compared(found: PageChanges, seen: Seen) -> dict[str, JsonValue]:
    return {
        "from": found.old.snapshot.sha256 if found.old is not None else None,
        "to": found.new.snapshot.sha256,
        "counts": dict(_counts(found)),
        "changes": [change_json(change, found.new.snapshot.text, seen) for change in found.changes],
    }


def _print_changes(found: PageChanges, seen: Seen, *, every: bool) -> None:
    counts = ", ".join(f"{number} {name}" for name, number in _counts(found).items())
    click.echo(f"\nClaims between the last two snapshots: {counts}\n")
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
    print_table(["what", "was", "is", "last seen", "words"], rows)


def _key(claim: object) -> str:
    key, origin = getattr(claim, "key", ""), getattr(claim, "origin", None)
    return f"{key} (by hand)" if origin is Origin.CURATED else key


def _last_seen(change: ClaimChange, seen: Seen) -> str:
    gone = change.old is not None and change.status in {ChangeStatus.REWORDED, ChangeStatus.REMOVED}
    return f"{seen[change.old.key][1]:%Y-%m-%d}" if gone and change.old is not None else ""
