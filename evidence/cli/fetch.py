"""`evidence fetch`: records from PubMed, Europe PMC, Crossref and ClinicalTrials.gov, only when asked."""

import sys
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.online import client_of, online_options
from evidence.cli.output import json_option, print_json, print_table, say
from evidence.ids import Identifier
from evidence.store.standings import cited_identifiers
from evidence.text.counting import counted
from evidence.workflow.fetch import Fetched, Kept, keep
from evidence.workflow.gathering import gather, identifier_of


@click.command()
@click.argument("identifiers", nargs=-1, metavar="[ID]...")
@click.option("--cited", is_flag=True, help="Everything that claims lean on, to see how it stands now.")
@online_options
@json_option
@click.pass_obj
def fetch(settings: Settings, /, identifiers: tuple[str, ...], **options: Any) -> None:
    """Fetch records by PubMed number, DOI, PMCID or NCT number, in any spelling, and keep them in the library.

    What the library has stays as it is: what a registry adds is added, what it says otherwise is shown beside by
    `evidence publications KEY`. How each publication stands is looked up in PubMed and Crossref, with the day. A
    registered study becomes a draft with its outcomes, and its results where these are posted.

    With --cited and --refresh everything that claims lean on is looked up anew, and pages whose sources stand otherwise
    than before are audited again; `evidence publications standing` reports it.

    Behind a proxy set HTTPS_PROXY, http_proxy and NO_PROXY; private addresses are refused as before, but it is the
    proxy that looks names up, and what it can reach behind it is for the proxy to refuse.

    Exit code 2 when anything could not be had; what could be is kept.

    Example: evidence fetch 29404715 10.1097/ALN.0000000000003345 NCT02467517 --contact you@example.org
    """
    wanted = [identifier_of(text) for text in identifiers]
    if not wanted and not options["cited"]:
        raise click.UsageError("nothing to fetch: give identifiers or --cited")
    by = author(settings)
    with store.session(settings.database, read_only=True) as db:  # before anyone is asked
        wanted += cited_identifiers(db) if options["cited"] else []
    with client_of(options, by.at.date()) as client:
        gathered = gather(client, wanted)
    with store.session(settings.database) as db:
        kept = keep(db, gathered, author(settings))
    if options["as_json"]:
        print_json(kept_json(kept))
    else:
        _print(kept)
    for one in kept.fetched:
        tell(one)
    if kept.audited:
        say(f"audited again, because a source stands otherwise now: {', '.join(kept.audited)}")
    if kept.pairs:
        say(f"{counted(kept.pairs, 'pair')} may be one: see `evidence publications duplicates`")
    if any(one.failed for one in kept.fetched):
        sys.exit(2)


def kept_json(kept: Kept) -> dict[str, Any]:
    """What was fetched as JSON."""
    return {"fetched": [fetched_json(one) for one in kept.fetched], "audited": kept.audited, "pairs": kept.pairs}


def fetched_json(one: Fetched) -> dict[str, Any]:
    """What came of one identifier as JSON."""
    checked = one.checked_on.isoformat() if one.checked_on else None
    shape = one._asdict() | {"asked": one.asked.value, "standing": one.standing.value, "checked_on": checked}
    return {"asked": shape.pop("asked"), "kind": one.asked.kind, **shape}


def _print(kept: Kept) -> None:
    rows = [
        (
            named(one.asked),
            ", ".join(one.publications),
            one.study,
            ", ".join(one.sources),
            one.standing if one.asked.kind != "registry" else None,
            one.checked_on,
        )
        for one in kept.fetched
        if not one.failed
    ]
    if rows:
        print_table(["asked", "publication", "study", "from", "standing", "checked on"], rows)


def named(identifier: Identifier) -> str:
    """An identifier as people write it.

    >>> named(Identifier("pmid", "7")), named(Identifier("doi", "10.1000/a"))
    ('PMID 7', '10.1000/a')
    """
    return f"PMID {identifier.value}" if identifier.kind == "pmid" else identifier.value


def tell(one: Fetched, *, page: str | None = None) -> None:
    """Say on stderr what could not be had, and where more is; for a page that is audited, that it was not checked."""
    for note in one.notes:
        if page is not None:
            say(f"{page}: {named(one.asked)} {'not checked' if one.failed else 'in part'}: {note}")
        else:
            ending = "; nothing was changed" if one.failed else ""
            say(f"evidence: {named(one.asked)}: {note}{ending}")
    if one.papers:
        numbers = " ".join(one.papers)
        say(f"{named(one.asked)}: the registry names papers about it: evidence fetch {numbers}")
