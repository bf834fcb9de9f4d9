"""`evidence claims`: list and show claims, and change them by hand; each change is on record with what was there."""

from typing import TYPE_CHECKING, Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.groups import RecordGroup, history_option, limit_option, say_edited, say_more, set_option
from evidence.cli.output import json_option, print_json, print_table, say, show
from evidence.cli.review_options import whoever
from evidence.formats.changes import history_words
from evidence.formats.json import record_json
from evidence.models import ClaimBase, ClaimStatus, Dossier
from evidence.store import listing
from evidence.store.dossiers import dossiers as dossiers_with
from evidence.store.editing import Standing, claim_history, judgements_on
from evidence.text.spans import Span
from evidence.workflow import editing
from evidence.workflow.editing import ClaimRef
from evidence.workflow.review import visible_judgements
from evidence.workflow.shapes import shown_claim_json

if TYPE_CHECKING:
    from evidence.workflow.editing import Edited

_NAMED = (
    "claim_type",
    "intervention",
    "condition",
    "comparator",
    "route",
    "dose",
    "outcome",
    "direction",
    "sample_size",
    "species",
    "study_type",
    "study_year",
    "journal",
    "attribution",
    "assertiveness",
    "notes",
)
page_option = click.option("--page", help="The claim's page, where several pages have the key.")


@click.group(cls=RecordGroup)
def claims() -> None:
    """List the claims, show one, or change them by hand.

    Called bare it lists; called with a key it shows that claim. Keys are unique within a page.

    Example: evidence claims C174
    """


@claims.command("list", short_help="List the claims of what pages last said.")
@click.option("--page", help="Only the claims of this page.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in ClaimStatus]),
    default=ClaimStatus.ACTIVE.value,
    show_default=True,
    help="Those that count, those set aside by hand, or those that are gone from their page.",
)
@limit_option
@json_option
@click.pass_obj
def list_claims(settings: Settings, page: str | None, status: str, limit: int, *, as_json: bool) -> None:
    """List the claims of what pages last said.

    Example: evidence claims list --page clinic.html --limit 20
    """
    asked = ClaimStatus(status)
    gone = asked is ClaimStatus.REMOVED
    where = listing.ClaimFilter(pages=(page,) if page else (), statuses=(asked,), every_snapshot=gone)
    with store.session(settings.database, read_only=True) as db:
        shown = listing.claims(db, where, limit=limit)
    if as_json:
        print_json([record_json(entry.claim, {"page": entry.page}) for entry in shown])
        return
    rows = [
        (e.claim.key, e.claim.claim_type, e.claim.condition, e.claim.study_type, e.claim.study_year, e.claim.quote)
        for e in shown
    ]
    none = f"no {status} claim{f' on {page}' if page else ''}: `evidence audit PAGE` reads them off a page"
    print_table(["claim", "type", "condition", "study type", "year", "words"], rows, empty=none)
    say_more(len(shown), limit)


@claims.command("show", short_help="Show a claim, its sources and what reviewers hold.")
@click.argument("key")
@page_option
@history_option
@json_option
@click.pass_obj
def show_claim(settings: Settings, key: str, page: str | None, *, history: bool, as_json: bool) -> None:
    """Show the claim called KEY: its fields and what the program had read, its sources, and what reviewers hold of it.

    Judgements made while an earlier snapshot of the page had the same words count as well. Those of others are shown
    when all who are to code the claim are done.

    Example: evidence claims show C174 --history
    """
    with store.session(settings.database, read_only=True) as db:
        found = editing.find_claim(db, ClaimRef(key, page))
        seen = {one.id for one in visible_judgements(db, found.id, *whoever(db, settings.actor))}
        every = judgements_on(db, found)
        held = [one for one in every if one.id in seen]
        _say_hidden(len(every) - len(held))
        if as_json:
            print_json(shown_claim_json(db, found, history=history, sees=lambda one: one.id in seen))
            return
        dossier = dossiers_with(db, [found.id])[found.id]
        read = editing.extracted_record(db, found)
        log = claim_history(db, found) if history else []
    _print_claim(found, dossier, read)
    if held:
        rows = [
            (j.reviewer, j.judgement.axis, j.judgement.value, _when(j.created_at), j.judgement.rationale) for j in held
        ]
        show()
        print_table(["reviewer", "axis", "judgement", "when", "why"], rows)
    if history:
        show()
        changes = [(_when(r.at), r.actor, r.verb, history_words(r)) for r in log]
        print_table(["when", "who", "did", "what"], changes, empty="nobody changed it")


def _say_hidden(count: int) -> None:
    if count:
        what = "a judgement of another is" if count == 1 else f"{count} judgements of others are"
        say(f"{what} shown when all who are to code the claim are done")


def _when(moment: Any) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _print_claim(found: Standing, dossier: Dossier, read: ClaimBase | None) -> None:
    claim = found.claim
    show(f"{claim.key} on {found.page}, {claim.start}-{claim.end}, {claim.origin}, {claim.status}")
    show(f"“{claim.quote}”\n")
    rows = []
    for name in _NAMED:
        own, first = getattr(claim, name), None if read is None else getattr(read, name)
        if own is not None or first is not None:
            rows.append((name, own, "" if own == first else "no value" if first is None and read else first))
    rows += [("effect", _effect(effect), "") for effect in claim.effects]
    differs = read is not None and any(row[2] for row in rows)
    print_table(
        ["field", "value", "as the program read it"] if differs else ["field", "value"],
        rows if differs else [row[:2] for row in rows],
    )
    if read is not None and read.quote != claim.quote:
        show(f"\nas the program read it: “{read.quote}”")
    show()
    print_table(
        ["source", "status", "study", "suggested"],
        [
            (
                source.publication.key if source.publication else source.citation.attribution,
                source.citation.status,
                source.study.key if source.study else None,
                source.verification.suggested if source.verification else "not checked",
            )
            for source in dossier.sources
        ],
        empty="no source is known of it",
    )


def _effect(effect: Any) -> str:
    number = effect.raw or " ".join(str(part) for part in (effect.value, effect.high, effect.unit) if part is not None)
    return ", ".join(part for part in (number, effect.arm, effect.timepoint) if part)


@claims.command("add", short_help="Add a claim that a page makes.")
@click.option("--page", required=True, help="The page that makes the claim.")
@click.option("--quote", help="The claim's words, which the page says exactly once.")
@click.option("--start", type=int, help="Where the claim begins: characters of the page's text, counted from 0.")
@click.option("--end", type=int, help="Where it ends.")
@click.option("--key", help="Its key.  [default: the next number]")
@set_option
@json_option
@click.pass_obj
def add(
    settings: Settings, /, page: str, key: str | None, fields: dict[str, str], *, as_json: bool, **where: Any
) -> None:
    """Add a claim that the page makes: its words as they stand there, or their span.

    Example: evidence claims add --page clinic.html --quote "It is safe." --set claim_type=safety
    """
    quote, start, end = where["quote"], where["start"], where["end"]
    if (quote is None) == (start is None or end is None) or (quote is not None and (start, end) != (None, None)):
        raise click.UsageError("give --quote, or --start and --end")
    words = quote if quote is not None else Span(start, end)
    with store.session(settings.database) as db:
        edited = editing.add_claim(db, editing.NewClaim(page, words, key), fields, author(settings))
    _end(edited, "added", as_json=as_json)


@claims.command("edit", short_help="Set fields of a claim, or move where it begins or ends.")
@click.argument("key")
@page_option
@set_option
@click.option("--start", type=int, help="A new beginning: characters of the page's text, counted from 0.")
@click.option("--end", type=int, help="A new end.")
@json_option
@click.pass_obj
def edit(
    settings: Settings, /, key: str, page: str | None, fields: dict[str, str], *, as_json: bool, **bounds: int | None
) -> None:
    """Set fields of the claim called KEY, or move where it begins or ends; from then on it is a person's.

    What the program read stays on record: `evidence claims show KEY --history`.

    Example: evidence claims edit C174 --set study_type=rct --set "condition=neuropathic pain"
    """
    start, end = bounds["start"], bounds["end"]
    if not fields and start is None and end is None:
        raise click.UsageError("nothing to change: give --set, --start or --end")
    with store.session(settings.database) as db:
        edited = editing.edit_claim(db, ClaimRef(key, page), fields, author(settings), bounds=(start, end))
    _end(edited, "changed", as_json=as_json)


@claims.command("split", short_help="Cut a claim in parts.")
@click.argument("key")
@click.argument("at", nargs=-1, required=True)
@page_option
@json_option
@click.pass_obj
def split(settings: Settings, key: str, at: tuple[str, ...], page: str | None, *, as_json: bool) -> None:
    """Cut the claim called KEY in parts AT words after which to cut, or at an offset from its first character.

    Example: evidence claims split C174 "20% improvement"
    """
    with store.session(settings.database) as db:
        edited = editing.split_claim(db, ClaimRef(key, page), at, author(settings))
    _end(edited, "split", as_json=as_json)


@claims.command("merge", short_help="Make one claim of two that touch or overlap.")
@click.argument("key")
@click.argument("other")
@page_option
@json_option
@click.pass_obj
def merge(settings: Settings, key: str, other: str, page: str | None, *, as_json: bool) -> None:
    """Make one claim of KEY and OTHER, which touch or overlap: the fields of KEY, the numbers and sources of both.

    Example: evidence claims merge C174 C175
    """
    with store.session(settings.database) as db:
        edited = editing.merge_claims(db, ClaimRef(key, page), ClaimRef(other, page), author(settings))
    _end(edited, f"merged with {other}", as_json=as_json)


@claims.command("reject", short_help="Set a claim aside: audits and tables leave it out.")
@click.argument("key")
@page_option
@click.option("--reason", required=True, help="Why it does not count, for the record.")
@json_option
@click.pass_obj
def reject(settings: Settings, key: str, page: str | None, reason: str, *, as_json: bool) -> None:
    """Set the claim called KEY aside: audits and tables leave it out, the database keeps it.

    Example: evidence claims reject C174 --reason "a heading, not a claim"
    """
    with store.session(settings.database) as db:
        edited = editing.reject_claim(db, ClaimRef(key, page), reason, author(settings))
    _end(edited, "rejected", as_json=as_json)


@claims.command("restore", short_help="Take back that a claim was set aside.")
@click.argument("key")
@page_option
@json_option
@click.pass_obj
def restore(settings: Settings, key: str, page: str | None, *, as_json: bool) -> None:
    """Take back that the claim called KEY was set aside.

    Example: evidence claims restore C174
    """
    with store.session(settings.database) as db:
        edited = editing.restore_claim(db, ClaimRef(key, page), author(settings))
    _end(edited, "restored", as_json=as_json)


@claims.command("carry", short_help="Confirm that a new claim is an old one, reworded.")
@click.argument("old")
@click.argument("new")
@click.option("--page", required=True, help="The page that was captured again.")
@json_option
@click.pass_obj
def carry(settings: Settings, old: str, new: str, page: str, *, as_json: bool) -> None:
    """Confirm that the claim NEW is the claim OLD of the snapshot before, reworded: it gets OLD's fields and sources.

    What hangs on the wording - numbers, direction, dose, sample size, year, strength - stays as NEW has it.

    Example: evidence claims carry C012 C031 --page clinic.html
    """
    with store.session(settings.database) as db:
        edited = editing.carry_claim(db, page, (old, new), author(settings))
    _end(edited, f"carried over from {old}", as_json=as_json)


def _end(edited: "Edited", verb: str, *, as_json: bool) -> None:
    if as_json:
        print_json([record_json(claim, {"page": edited.page}) for claim in edited.claims])
    pages = [edited.page] if edited.audited else []
    say_edited([claim.key for claim in edited.claims], verb, pages, changed=edited.changed)
