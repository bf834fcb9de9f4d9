"""`evidence search`: the library by words, fields and identifiers; it changes nothing but the search index."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import json_option, print_json, print_table, say
from evidence.models import Standing
from evidence.store.library import count_without_design
from evidence.text.counting import counted
from evidence.workflow.shapes import hit_json


class Options(TypedDict):
    """What the command is told."""

    year: tuple[int | None, int | None] | None
    design: str | None
    condition: str | None
    journal: str | None
    standing: str | None
    limit: int
    offset: int
    as_json: bool


class YearRange(click.ParamType[tuple[int | None, int | None]]):
    """A year, or a range of which either end may be open: 2020, 2015-2020, 2015-, -2020."""

    name = "YEAR"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """The first and the last year."""
        first, dash, last = str(value).partition("-")
        ends = (first, last if dash else first)
        if not any(ends) or not all(end == "" or (end.isdecimal() and len(end) == 4) for end in ends):
            self.fail(f"'{value}' is no year and no range of years such as 2015-2020", param, ctx)
        return int(ends[0]) if ends[0] else None, int(ends[1]) if ends[1] else None


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--year", type=YearRange(), help="A year or a range: 2020, 2015-2020, 2015-, -2020.")
@click.option("--design", help="A study type; those under it count.")
@click.option("--condition", help="A condition's code; those under it count.")
@click.option("--journal", help="Part of the journal's name.")
@click.option("--standing", type=click.Choice([standing.value for standing in Standing]), help="Standing on record.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many hits.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="How many to pass over.")
@json_option
@click.pass_obj
def search(settings: Settings, words: tuple[str, ...], **options: Unpack[Options]) -> None:
    """Search the library: words are joined by AND; "a phrase", begin*, OR, NOT, title:, author:, journal:, mesh:.

    A DOI, PubMed number or trial number in any spelling finds its record. Hits in title or subject headings stand
    before hits in the rest of the text.

    Example: evidence search 'ketamine "neuropathic pain" NOT title:protocol' --year 2015-
    """
    filters: store.Filters = {
        "year": options["year"],
        "design": options["design"],
        "condition": options["condition"],
        "journal": options["journal"],
        "standing": Standing(options["standing"]) if options["standing"] else None,
    }
    limit = options["limit"]
    with store.session(settings.database, read_only=True) as db:
        behind = store.index_is_behind(db)
    with store.session(settings.database, read_only=not behind) as db:
        hits = store.search(db, " ".join(words), limit=limit, offset=options["offset"], **filters)
        unread = count_without_design(db) if options["design"] else 0
    _show(hits, limit, as_json=options["as_json"])
    if unread:
        hint = "`evidence publications designs` reads it from their words"
        many = counted(
            unread, "publication without a design on record was", "publications without a design on record were"
        )
        say(f"{many} passed over: {hint}")


def _show(hits: Sequence[store.Hit], limit: int, *, as_json: bool) -> None:
    if as_json:
        print_json([hit_json(hit) for hit in hits])
        return
    rows = [
        (
            hit.publication.key,
            hit.publication.year,
            hit.publication.design,
            hit.where,
            hit.publication.title,
            hit.snippet,
        )
        for hit in hits
    ]
    print_table(
        ["publication", "year", "design", "found in", "title", "abstract"],
        rows,
        empty="nothing in the library has these words",
    )
    more = "; there may be more, see --limit and --offset" if len(hits) == limit else ""
    say(f"{counted(len(hits), 'hit')}{more}")
