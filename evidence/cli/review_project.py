"""`evidence review project|protocol|reviewer|assign`: what is reviewed by which codebook, and who codes what."""

from datetime import date
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.choice import JURISDICTIONS
from evidence.cli.common import author
from evidence.cli.output import say
from evidence.cli.review_options import claim_meant, codebook_asked, project_options
from evidence.models import ProjectBase, ProtocolBase, ReviewerBase
from evidence.store.queues import active_claims
from evidence.text.counting import counted
from evidence.workflow import review


@click.command(short_help="Make a project, or add to it.")
@click.argument("key")
@click.option("--title", help="What it is called; its key where this is not given.")
@click.option("--page", "pages", multiple=True, help="A page that belongs to it, by its key; may be repeated.")
@click.option("--sampling-frame", help="How its pages were chosen.")
@click.option("--jurisdiction", type=click.Choice(JURISDICTIONS), help="Whose rules it is judged by. [US]")
@click.pass_obj
def project(settings: Settings, /, key: str, pages: tuple[str, ...], **fields: str | None) -> None:
    """Make the project KEY, or add to it what is given.

    Example: evidence review project ketamine --title "Ketamine clinics" --page clinic.html
    """
    by = author(settings)
    given = {name: value for name, value in fields.items() if value is not None}
    with store.session(settings.database) as db:
        there = next((one for one in store.projects(db) if one.key == key), None)
        was = there.model_dump() if there else {"key": key, "title": key}
        (saved,) = store.save_projects(db, [ProjectBase.model_validate(was | given)], by)
        added = store.add_pages_to_project(db, key, pages, by)
        total = len(store.pages_of_project(db, key))
    say(f"project {key}: {saved.outcome}; {counted(added, 'page')} added, {total:,} in all")


@click.command(short_help="Add the next version of a project's codebook.")
@click.argument("key", metavar="PROJECT")
@click.option("--blind", is_flag=True, help="Coders see neither checks nor suggestions nor findings.")
@click.option("--rule", "rules", multiple=True, metavar="CODE", help="A rule of this codebook; may be repeated.")
@click.option("--jurisdiction", type=click.Choice(JURISDICTIONS), help="Whose rules it goes by. [the project's]")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="The day from which it holds.")
@click.pass_obj
def protocol(settings: Settings, /, key: str, **options: Any) -> None:
    """Add the next version of the codebook of PROJECT; judgements stay under the version they were made by.

    Example: evidence review protocol ketamine --blind
    """
    by = author(settings)
    with store.session(settings.database) as db:
        versions = [one.version for one in store.protocols(db, key)]
        where = next(one.jurisdiction for one in store.projects(db) if one.key == key)
        made = ProtocolBase(
            version=max(versions, default=0) + 1,
            rules=tuple(code.upper() for code in options["rules"]),
            jurisdiction=options["jurisdiction"] or where,
            blind=options["blind"],
            effective_from=None if options["start"] is None else options["start"].date(),
        )
        store.save_protocols(db, key, [made], by)
    say(f"project {key}: protocol {made.version}{', blind' if made.blind else ''}")


@click.command(short_help="Enter a reviewer, or change what is given.")
@click.argument("key")
@click.option("--name", help="The reviewer's name; the key where this is not given.")
@click.option("--orcid", help="The reviewer's ORCID iD.")
@click.option("--interests", help='The statement of interests, such as "none".')
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="The day of the statement. [today]")
@click.pass_obj
def reviewer(settings: Settings, /, key: str, **options: Any) -> None:
    """Enter the reviewer KEY, or change what is given.

    Example: evidence review reviewer ana --name "Ana Ruiz" --interests none
    """
    by = author(settings)
    given = {name: options[name] for name in ("name", "orcid", "interests") if options[name] is not None}
    if options["interests"] is not None or options["dated"] is not None:
        day: date = options["dated"].date() if options["dated"] else by.at.date()
        given["interests_dated"] = day
    with store.session(settings.database) as db:
        there = next((one for one in store.reviewers(db) if one.key == key), None)
        was = there.model_dump() if there else {"key": key, "name": key}
        (saved,) = store.save_reviewers(db, [ReviewerBase.model_validate(was | given)], by)
    say(f"reviewer {key}: {saved.outcome}")


@click.command(short_help="Say who codes which claims, or a part of them twice.")
@project_options
@click.option("--reviewer", "reviewers", multiple=True, required=True, metavar="KEY", help="Who codes; repeatable.")
@click.option("--claim", "claims", multiple=True, metavar="KEY", help="Only this claim; may be repeated.")
@click.option("--page", help="Only claims of this page.")
@click.option("--share", type=float, help="Have this share, from 0 to 1, of what others code coded again.")
@click.option("--number", type=int, help="Have so many of what others code coded again.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed picks the same claims.")
@click.option("--withdraw", is_flag=True, help="Take the claims back from the reviewers; what they judged stays.")
@click.pass_obj
def assign(settings: Settings, /, project: str | None, version: int | None, **options: Any) -> None:
    """Say who codes which claims: all of the project, some by name, or a part picked by chance to be coded twice.

    While nothing is assigned every claim is everybody's. A part to be coded twice may be picked when coding has begun.

    Example: evidence review assign --project ketamine --reviewer bob --share 0.2 --seed 7
    """
    by = author(settings)
    with store.session(settings.database) as db:
        codebook = codebook_asked(db, project, version)
        if options["share"] is not None or options["number"] is not None:
            _refuse_more(options)
            sample = review.Sample(options["share"], options["number"], options["seed"])
            for who in options["reviewers"]:
                chosen = review.double_code(db, codebook, who, sample, by)
                say(f"{who}: {counted(len(chosen), 'claim')} to code as second coder")
            return
        ids = _claims(db, codebook, options)
        if options["withdraw"]:
            count = sum(review.unassign(db, codebook, who, ids, by) for who in options["reviewers"])
        else:
            count = review.assign(db, codebook, options["reviewers"], by, claim_ids=ids)
    done = f"{counted(count, 'assignment')} {'withdrawn' if options['withdraw'] else 'made'}"
    say(f"{done}, of {counted(len(ids), 'claim')}")


def _refuse_more(options: dict[str, Any]) -> None:
    if options["claims"] or options["page"] or options["withdraw"]:
        raise click.UsageError("--share and --number pick among all claims: leave out --claim, --page and --withdraw")


def _claims(db: store.Session, codebook: review.Codebook, options: dict[str, Any]) -> list[int]:
    page = options["page"]
    if options["claims"]:
        return [claim_meant(db, codebook, claim, page).id for claim in options["claims"]]
    return [one.id for one in active_claims(db, codebook.project) if page in {None, one.page}]
