"""`evidence claims`, `studies`, `publications`, `pages`: list records, or show one; they change nothing."""

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import json_option, print_json, print_table
from evidence.formats.json import record_json
from evidence.models import ResultBase, StudyBase
from evidence.store import library, listing
from evidence.store.dossiers import dossiers as dossiers_with
from evidence.store.errors import UnknownKeyError

LIMIT = 50


@click.command()
@click.argument("key", required=False)
@click.option("--page", help="Only the claims of this page.")
@click.option("--limit", default=LIMIT, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@json_option
@click.pass_obj
def claims(settings: Settings, key: str | None, page: str | None, limit: int, *, as_json: bool) -> None:
    """List the claims, or show the one called KEY with its sources.

    Example: evidence claims C174
    """
    where = listing.ClaimFilter(pages=(page,) if page else ())
    with store.session(settings.database, read_only=True) as db:
        if key is not None:
            shown = [entry for entry in listing.claims(db, where, limit=10**9) if entry.claim.key == key]
            if not shown:
                raise UnknownKeyError("claim", key)
            dossiers = dossiers_with(db, [entry.id for entry in shown])
            print_json([dossier.model_dump(mode="json") for dossier in dossiers.values()])
            return
        shown = listing.claims(db, where, limit=limit)
    if as_json:
        print_json([record_json(entry.claim, {"page": entry.page}) for entry in shown])
        return
    rows = [
        (e.claim.key, e.claim.claim_type, e.claim.condition, e.claim.study_type, e.claim.study_year, e.claim.quote)
        for e in shown
    ]
    print_table(["claim", "type", "condition", "study type", "year", "words"], rows)
    _more(len(shown), limit)


@click.command()
@click.argument("key", required=False)
@click.option("--limit", default=LIMIT, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@json_option
@click.pass_obj
def studies(settings: Settings, key: str | None, limit: int, *, as_json: bool) -> None:
    """List the studies, or show the one called KEY with its arms and results.

    Example: evidence studies pickering2020
    """
    with store.session(settings.database, read_only=True) as db:
        shown = [library.study(db, key)] if key else library.studies(db, limit=limit)
    if as_json:
        print_json([record_json(study) for study in shown])
    elif key:
        _show_study(shown[0])
    else:
        rows = [(s.key, s.design, s.year, s.sample_size, s.condition, len(s.results), s.title) for s in shown]
        print_table(["study", "design", "year", "participants", "condition", "results", "title"], rows)
        _more(len(shown), limit)


def _show_study(study: StudyBase) -> None:
    click.echo(f"{study.key}: {study.title or 'no title known'}")
    click.echo(f"{study.design_detail or study.design}; participants: {study.sample_size or 'not reported'}")
    click.echo("")
    rows = [(r.kind, r.outcome, _who(r), r.timepoint, _value(r), r.direction) for r in study.results]
    print_table(["kind", "outcome", "arm", "timepoint", "result", "direction"], rows)


def _who(result: ResultBase) -> str:
    return f"{result.arm} vs {result.comparator}" if result.comparator else result.arm or ""


def _value(result: ResultBase) -> str:
    parts = [f"{result.value:g} {result.unit or ''}".strip() if result.value is not None else ""]
    if result.ci_low is not None and result.ci_high is not None:
        parts.append(f"{result.ci_level or 95:g} % CI {result.ci_low:g} to {result.ci_high:g}")
    if result.p_value is not None:
        parts.append(f"P {result.p_comparator or '='} {result.p_value:g}")
    return "; ".join(part for part in parts if part)


@click.command()
@click.argument("key", required=False)
@click.option("--limit", default=LIMIT, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@json_option
@click.pass_obj
def publications(settings: Settings, key: str | None, limit: int, *, as_json: bool) -> None:
    """List the publications, or show the one called KEY.

    Example: evidence publications --limit 5
    """
    with store.session(settings.database, read_only=True) as db:
        shown = [library.publication(db, key)] if key else library.publications(db, limit=limit)
    if as_json or key:
        print_json([record_json(publication) for publication in shown])
        return
    rows = [(p.key, p.year, p.design, p.standing, p.journal, p.doi or p.pmid, p.title) for p in shown]
    print_table(["publication", "year", "design", "standing", "journal", "id", "title"], rows)
    _more(len(shown), limit)


@click.command()
@json_option
@click.pass_obj
def pages(settings: Settings, *, as_json: bool) -> None:
    """List the pages in the database, each with its newest snapshot.

    Example: evidence pages
    """
    with store.session(settings.database, read_only=True) as db:
        entries = store.pages(db)
    if as_json:
        print_json(
            [
                {
                    **record_json(e.page, {"advertiser": e.advertiser}),
                    "snapshots": e.snapshots,
                    "captured_at": e.captured_at.isoformat() if e.captured_at else None,
                    "claims": e.claims,
                    "findings": e.findings,
                }
                for e in entries
            ]
        )
        return
    rows = [(e.page.key, e.captured_at.date() if e.captured_at else None, e.claims, e.findings) for e in entries]
    print_table(["page", "captured", "claims", "findings"], rows)


def _more(shown: int, limit: int) -> None:
    if shown == limit:
        click.echo(f"the first {limit}; --limit shows more", err=True)
