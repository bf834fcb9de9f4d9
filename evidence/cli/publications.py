"""`evidence publications`: list the publications of the library, or show one; it changes nothing."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import json_option, print_json, print_table
from evidence.cli.groups import RecordGroup, limit_option, say_more
from evidence.formats.json import record_json
from evidence.store import library


@click.group(cls=RecordGroup)
def publications() -> None:
    """List the publications of the library, or show one.

    Called bare it lists; called with a key it shows that publication.

    Example: evidence publications --limit 5
    """


@publications.command("list")
@limit_option
@json_option
@click.pass_obj
def list_publications(settings: Settings, limit: int, *, as_json: bool) -> None:
    """List the publications by key.

    Example: evidence publications list --limit 5
    """
    with store.session(settings.database, read_only=True) as db:
        shown = library.publications(db, limit=limit)
    if as_json:
        print_json([record_json(publication) for publication in shown])
        return
    rows = [(p.key, p.year, p.design, p.standing, p.journal, p.doi or p.pmid, p.title) for p in shown]
    print_table(["publication", "year", "design", "standing", "journal", "id", "title"], rows)
    say_more(len(shown), limit)


@publications.command("show")
@click.argument("key")
@json_option
@click.pass_obj
def show_publication(settings: Settings, key: str, *, as_json: bool) -> None:
    """Show the publication called KEY, and which study it reports.

    Example: evidence publications show pickering2020
    """
    with store.session(settings.database, read_only=True) as db:
        found = library.publication(db, key)
        study = library.study_of_publication(db, key)
    shape = record_json(found, {"study": study})
    if as_json:
        print_json(shape)
        return
    print_table(["field", "value"], [(name, value) for name, value in shape.items() if value not in (None, "", [], {})])
