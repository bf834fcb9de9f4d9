"""`evidence review`: judge claims one by one, adjudicate, share claims out, and measure how far coders agree."""

from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.output import json_option, print_json, say
from evidence.cli.review_asking import ask, show_sheet
from evidence.cli.review_options import decision_of, project_options, seat_of, the_claim, verdict_options
from evidence.cli.review_project import assign, project, protocol, reviewer
from evidence.cli.review_results import agreement, disagreements, progress
from evidence.workflow import review as reviewing
from evidence.workflow.review import Recorded
from evidence.workflow.review.shapes import Shape
from evidence.workflow.review.sheets import sheet


@click.group()
def review() -> None:
    """Judge claims, compare coders, adjudicate, measure agreement.

    Who judges is said with `evidence --as KEY`. Coders see each other's judgements when all who are to code are done.

    Example: evidence --as ana review next --project ketamine
    """


@review.command("next", short_help="Show the next claim you are to judge, and ask.")
@project_options
@json_option
@click.pass_obj
def next_claim(settings: Settings, project: str | None, version: int | None, *, as_json: bool) -> None:
    """Show the next claim you are to judge and ask for your verdict, claim after claim, until you quit.

    With --json the claim is printed and nothing is asked; `evidence review record` takes the verdict then.

    Example: evidence --as ana review next --project ketamine
    """
    skipped: set[int] = set()
    while True:
        found = _open_next(settings, project, version, skipped)
        if as_json:
            print_json(None if found is None else found[1])
            return
        if found is None:
            say("nothing is left for you to judge" if not skipped else f"{len(skipped)} skipped")
            return
        seat, shown = found
        claim_id, seen = int(_of(shown, "claim")["id"]), shown["seen"]
        show_sheet(shown)
        decision = ask(shown)
        if decision == "quit":
            return
        if isinstance(decision, str):
            skipped.add(claim_id)
            continue
        by = author(settings)
        with store.session(settings.database) as db:
            coding = seat.on(claim_id)
            recorded = reviewing.record(db, coding, decision, by, seen=seen if isinstance(seen, int) else None)
            left = len(reviewing.mine(db, seat))
        _say(recorded, _of(shown, "claim")["key"])
        say(f"{left} left\n")


def _open_next(
    settings: Settings, project: str | None, version: int | None, skipped: set[int]
) -> tuple[reviewing.Seat, Shape] | None:
    with store.session(settings.database, read_only=True) as db:
        seat = seat_of(db, settings.actor, project, version)
        for standing in reviewing.mine(db, seat, limit=len(skipped) + 1):
            if standing.id not in skipped:
                return seat, sheet(db, seat, standing)
    return None


def _of(shape: Shape, name: str) -> dict[str, Any]:
    found = shape[name]
    return found if isinstance(found, dict) else {}


@review.command(short_help="Record what you hold of a claim.")
@click.argument("claim")
@project_options
@verdict_options
@json_option
@click.pass_obj
def record(settings: Settings, /, claim: str, **options: Any) -> None:
    """Record what you hold of CLAIM; what is not given stays as it is, and what you said before stays on record.

    Example: evidence --as ana review record C174 --support contradicted --accuracy misleading --rule VER001
    """
    by = author(settings)
    with store.session(settings.database) as db:
        seat, standing = the_claim(db, settings.actor, claim, options, by)
        recorded = reviewing.record(db, seat.on(standing.id), decision_of(options), by)
    _end(recorded, claim, as_json=options["as_json"])


@review.command(short_help="Decide about a claim where its coders differ.")
@click.argument("claim")
@project_options
@verdict_options
@json_option
@click.pass_obj
def adjudicate(settings: Settings, /, claim: str, **options: Any) -> None:
    """Decide about CLAIM where its coders differ; you may not have coded it, and what they said stays.

    Example: evidence --as eve review adjudicate C174 --support overstated --accuracy misleading --rationale "10 %"
    """
    by = author(settings)
    with store.session(settings.database) as db:
        seat, standing = the_claim(db, settings.actor, claim, options, by)
        recorded = reviewing.adjudicate(db, seat.on(standing.id), decision_of(options), by)
    _end(recorded, claim, as_json=options["as_json"])


def _end(recorded: Recorded, claim: str, *, as_json: bool) -> None:
    if as_json:
        rows = [{"id": saved.id, "value": saved.key, "outcome": saved.outcome.value} for saved in recorded.judgements]
        print_json({"claim": claim, "done": recorded.is_done, "judgements": rows})
    _say(recorded, claim)


def _held(value: str) -> str:
    return "no rule broken" if value == store.NOT_BROKEN else value


def _say(recorded: Recorded, claim: str) -> None:
    if not recorded.changed:
        say(f"{claim}: nothing to change")
        return
    told = [f"{_held(saved.key)} ({saved.outcome})" for saved in recorded.judgements]
    say(f"{claim}: {', '.join(told)}")


for command in (disagreements, agreement, progress, assign, project, protocol, reviewer):
    review.add_command(command)
