"""`evidence publications`: list and show publications; settle which two are one; what became of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.groups import RecordGroup, limit_option, say_edited, say_more, set_option
from evidence.cli.output import json_option, print_json, print_table, say, show
from evidence.formats.json import record_json
from evidence.models import DuplicateStatus
from evidence.store import library
from evidence.store.duplicates import count_pairs, pairs
from evidence.store.standings import Leaning
from evidence.text.counting import counted
from evidence.workflow import editing
from evidence.workflow.designs import read_designs
from evidence.workflow.duplicates import find_duplicates, merge_publications, split_publications, tell_apart
from evidence.workflow.shapes import pair_json, shown_publication_json
from evidence.workflow.standing import StandingNow, standing_json, standing_now

NONE = "no publication is in the library: `evidence load` and `evidence fetch` bring some in"


@click.group(cls=RecordGroup)
def publications() -> None:
    """List the publications of the library, show one, change it, or settle which two are one.

    Called bare it lists; called with a key it shows that publication.

    Example: evidence publications --limit 5
    """


@publications.command("list", short_help="List the publications by key.")
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
    print_table(["publication", "year", "design", "standing", "journal", "id", "title"], rows, empty=NONE)
    say_more(len(shown), limit)


@publications.command("show", short_help="Show a publication and what other sources say of it.")
@click.argument("key")
@json_option
@click.pass_obj
def show_publication(settings: Settings, key: str, *, as_json: bool) -> None:
    """Show the publication called KEY, which study it reports, and what other sources say of it.

    Example: evidence publications show pickering2020
    """
    with store.session(settings.database, read_only=True) as db:
        shape = shown_publication_json(db, key)
    if as_json:
        print_json(shape)
        return
    beside = {name: cast("list[dict[str, Any]]", shape.pop(name)) for name in _BESIDE}
    print_table(["field", "value"], [(name, value) for name, value in shape.items() if value not in (None, "", [], {})])
    if beside["other_values"]:
        show()
        rows = [(one["field"], one["value"], one["source"], one["seen_on"]) for one in beside["other_values"]]
        print_table(["field", "another value", "said by", "on"], rows)
    for one in beside["aliases"]:
        say(f"it is also found as {one['kind']} {one['value']}")
    for one in beside["duplicates"]:
        say(f"it may be one with {one['key']}: {'; '.join(one['reasons'])}")
    for one in beside["same_trial"]:
        say(f"{one['number']}: {one['key']} {_HAS_NUMBER[one['where']]}")


_BESIDE = ("other_values", "aliases", "duplicates", "same_trial")
_HAS_NUMBER = {
    "entry": "is the registry's own entry",
    "record": "carries this number too",
    "study": "reports a study that is registered under this number",
    "words": "names this number in its title or abstract",
}


@publications.command("edit", short_help="Set fields of a publication.")
@click.argument("key")
@set_option
@json_option
@click.pass_obj
def edit(settings: Settings, key: str, fields: dict[str, str], *, as_json: bool) -> None:
    """Set fields of the publication called KEY, as where another source is right.

    Example: evidence publications edit pmid:29404715 --set volume=133
    """
    if not fields:
        raise click.UsageError("nothing to change: give --set")
    with store.session(settings.database) as db:
        edited = editing.edit_publication(db, key, fields, author(settings))
    if as_json:
        print_json(record_json(edited.publication))
    say_edited([edited.publication.key], "changed", edited.audited, changed=edited.changed)


@publications.command("duplicates", short_help="List pairs of publications that may be one.")
@click.option("--find", is_flag=True, help="First hold every publication against every other.")
@click.option("--distinct", is_flag=True, help="List what was told apart instead.")
@limit_option
@json_option
@click.pass_obj
def duplicates(settings: Settings, limit: int, *, find: bool, distinct: bool, as_json: bool) -> None:
    """List pairs of publications that may be one, the surest first, with the reasons.

    Loading and fetching find them by themselves: records with the same title, year and first author whose identifiers
    are missing or differ, and records that share one identifier and differ in another. Nothing is merged until a person
    says so.

    Example: evidence publications duplicates
    """
    status = DuplicateStatus.DISTINCT if distinct else DuplicateStatus.CANDIDATE
    with store.session(settings.database, read_only=not find) as db:
        if find:
            say(counted(find_duplicates(db, author(settings)), "new pair"))
        shown = pairs(db, status=status, limit=limit)
        waiting = count_pairs(db)
    if as_json:
        print_json([pair_json(one) for one in shown])
        return
    rows = [
        (one.first.key, one.second.key, f"{one.pair.score:.2f}", one.first.title, "; ".join(one.pair.reasons))
        for one in shown
    ]
    none = "no pair was told apart" if distinct else "no pair waits for a decision"
    print_table(["publication", "may be one with", "score", "title", "because"], rows, empty=none)
    if waiting:
        waits = counted(waiting, "pair waits", "pairs wait")
        say(f"{waits} for a decision: `evidence publications merge KEEP OTHER` or `distinct A B`")


@publications.command("merge", short_help="Make two publications one.")
@click.argument("keep")
@click.argument("other")
@json_option
@click.pass_obj
def merge(settings: Settings, keep: str, other: str, *, as_json: bool) -> None:
    """Make KEEP and OTHER one publication under the key KEEP.

    Citations and the link to a study move to it. Its values stay, what only OTHER says is added, and what OTHER says
    otherwise is shown beside. OTHER's key and identifiers find it from then on.

    Example: evidence publications merge pmid:29404715 smith-2018-ketamine-1a2b3c
    """
    with store.session(settings.database) as db:
        merged = merge_publications(db, keep, other, author(settings))
    if as_json:
        print_json(merged._asdict())
    for field, value in merged.conflicts.items():
        say(f"{keep}: {field} is kept; {other} says {value}")
    if merged.study_left:
        say(f"{keep}: its study is kept; the study {merged.study_left} has no publication now")
    say_edited(
        [keep], f"merged with {other}, {counted(merged.citations, 'citation')} moved", merged.audited, changed=True
    )


@publications.command("split", short_help="Make two publications of a merged one again.")
@click.argument("keep")
@click.argument("other")
@json_option
@click.pass_obj
def split(settings: Settings, keep: str, other: str, *, as_json: bool) -> None:
    """Make OTHER, which was merged into KEEP, a publication of its own again.

    Citations, study, names and values that came from it go back, with what was decided about them since; what came
    since stays with KEEP. They are remembered as two, and the log keeps the merge and the split.

    Example: evidence publications split pmid:29404715 smith-2018-ketamine-1a2b3c
    """
    with store.session(settings.database) as db:
        done = split_publications(db, keep, other, author(settings))
    if as_json:
        print_json(done._asdict())
    for field in done.changed:
        say(f"{keep}: {field} came from {other} and was changed since: it stays as it is")
    if done.stay:
        stay = counted(done.stay, "citation")
        say(f"{keep}: {stay}, its own or new since, not moved: look whether one means {other}")
    back = f"split, {counted(done.citations, 'citation')} moved back"
    say_edited([keep, other], back, done.audited, changed=True)


@publications.command("distinct", short_help="Remember that two publications are two.")
@click.argument("one")
@click.argument("other")
@click.pass_obj
def distinct(settings: Settings, one: str, other: str) -> None:
    """Remember that ONE and OTHER are two publications, so that they are not paired again.

    Example: evidence publications distinct smith2018a smith2018b
    """
    with store.session(settings.database) as db:
        changed = tell_apart(db, one, other, author(settings))
    say_edited([one, other], "told apart", (), changed=changed)


@publications.command("designs", short_help="Read the study design where none is on record.")
@click.pass_obj
def designs(settings: Settings) -> None:
    """Read the study design of publications that have none on record, from their titles and abstracts.

    Publication types and MeSH headings are read when a publication is loaded; this reads the words of those whose types
    say nothing, and keeps what the design was read from. What no word tells stays unknown.

    Example: evidence publications designs
    """
    with store.session(settings.database) as db:
        found = read_designs(db, author(settings))
        left = library.count_without_design(db)
    say(f"{counted(found, 'design')} read; {counted(left, 'publication')} without one")


@publications.command("standing", short_help="Report what was retracted, corrected or reinstated.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only changes from this day on (UTC).")
@json_option
@click.pass_obj
def standing(settings: Settings, since: datetime | None, *, as_json: bool) -> None:
    """Report which publications came to stand otherwise, and which claims and tables lean on those that are flagged.

    Flagged are retracted, withdrawn, corrected, superseded, expressions of concern and preprints; a reinstatement takes
    the flag away. Standing is looked up by loading a list of retractions and by `evidence fetch`; what nobody looked up
    is counted as unknown, never as clean.

    Example: evidence publications standing --since 2026-01-01
    """
    moment = since.replace(tzinfo=UTC) if since is not None else None
    with store.session(settings.database, read_only=True) as db:
        found = standing_now(db, moment)
    if as_json:
        print_json(standing_json(found))
        return
    if found.changes:
        print_table(["when", "publication", "was", "is", "by", "so its claims are", "claims"], _turned(found))
        show()
    if found.flagged:
        print_table(["flagged", "standing", "by", "checked on", "claims", "tables of"], _flagged(found))
    standings = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in found.counts.items() if count)
    say(f"{counted(sum(found.counts.values()), 'publication')}: {standings or 'none'}")


def _turned(found: StandingNow) -> list[tuple[object, ...]]:
    turned = [(one.turn, one.flag, _claims(one.claims)) for one in found.changes]
    return [(f"{t.at:%Y-%m-%d}", t.publication, t.was, t.now, t.source, flag, claims) for t, flag, claims in turned]


def _flagged(found: StandingNow) -> list[tuple[object, ...]]:
    stood = [(one.publication, _claims(one.claims), _tables(one.claims)) for one in found.flagged]
    return [(p.key, p.standing, p.standing_source, p.standing_checked_on, *leaning) for p, *leaning in stood]


def _claims(claims: Sequence[Leaning]) -> str:
    return ", ".join(f"{one.page} {one.claim}" for one in claims) or "none"


def _tables(claims: Sequence[Leaning]) -> str:
    """The conditions in whose evidence tables the claims stand."""
    return ", ".join(sorted({one.condition or "no condition" for one in claims}))
