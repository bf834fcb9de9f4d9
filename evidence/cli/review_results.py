"""`evidence review disagreements|agreement|progress`: what coders came to, to read or to download."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import print_json, print_table, put, say, show
from evidence.cli.review_options import codebook_asked, project_options
from evidence.stats import Estimate
from evidence.text.counting import counted
from evidence.workflow import review
from evidence.workflow.review import Agreement, Measure, shapes

Command = TypeVar("Command", bound=Callable[..., Any])


def form_options(command: Command) -> Command:
    """The options `--format` and `--json`."""
    forms = click.Choice(["table", "csv", "json"])
    form = click.option("--format", "form", type=forms, default="table", show_default=True, help="How it is written.")
    return form(click.option("--json", "form", flag_value="json", help="The same as --format json.")(command))


@click.command(short_help="List the claims on which coders differ.")
@project_options
@form_options
@click.pass_obj
def disagreements(settings: Settings, project: str | None, version: int | None, form: str) -> None:
    """List the claims on which coders differ and nobody adjudicated; all who were to code them are done.

    Example: evidence review disagreements --project ketamine --format csv
    """
    with store.session(settings.database, read_only=True) as db:
        found = review.disagreements(db, codebook_asked(db, project, version))
    if form == "json":
        print_json([shapes.disagreement_shape(one) for one in found])
    elif form == "csv":
        put(shapes.disagreements_csv(found))
    else:
        rows = [
            (one.standing.claim.key, held.reviewer, held.support, held.accuracy, " ".join(held.rules or ()), quote)
            for one in found
            for held, quote in zip(one.coders, [one.standing.claim.quote, *[""] * len(one.coders)], strict=False)
        ]
        print_table(
            ["claim", "coder", "support", "accuracy", "rules", "words"],
            rows,
            empty="coders differ on no claim that all of them have done",
        )
        say(f"{counted(len(found), 'claim')} to adjudicate")


@click.command(short_help="Measure how far coders agree: percent, kappa, AC1.")
@project_options
@click.option("--pairs", is_flag=True, help="Every pair of codes instead of the figures.")
@form_options
@click.pass_obj
def agreement(settings: Settings, project: str | None, version: int | None, form: str, *, pairs: bool) -> None:
    """Measure how far coders agree: percentage, kappa and Gwet's AC1 with 95 % intervals, each axis and rule.

    Counted is what the first two coders of a claim held when the second was first done, before they could see each
    other's; later changes and adjudication count for nothing.

    Example: evidence review agreement --project ketamine --format csv > agreement.csv
    """
    with store.session(settings.database, read_only=True) as db:
        found = review.agreement(db, codebook_asked(db, project, version))
    if form == "json":
        print_json(shapes.agreement_shape(found))
    elif form == "csv":
        put(shapes.pairs_csv(found) if pairs else shapes.agreement_csv(found))
    elif pairs:
        rows = [(*one.name, one.field, *one.values, "yes" if one.agree else "no") for one in found.pairs]
        print_table(["page", "claim", "field", "first coder", "second coder", "agree"], rows)
    else:
        _print_agreement(found)


def _print_agreement(found: Agreement) -> None:
    rows = [_row(measure) for measure in found.measures]
    print_table(["field", "coders", "n", "agree (95% CI)", "kappa (95% CI)", "AC1 (95% CI)"], rows)
    notes = {figure.note for one in found.measures for figure in (one.percent, one.kappa, one.ac1) if figure.note}
    for note in sorted(notes):
        say(f"– {note}")
    say(f"{counted(found.coded, 'claim')} coded, {found.double_coded} of them by two coders\n{shapes.METHOD}")


def _row(measure: Measure) -> tuple[object, ...]:
    coders = "all pairs" if measure.coders is None and measure.percent.n else ", ".join(measure.coders or ())
    kind = "" if measure.kappa_is == "Cohen" else f" {measure.kappa_is}"
    percent, kappa, ac1 = _words(measure.percent, scale=100), _words(measure.kappa), _words(measure.ac1)
    return measure.field, coders, measure.percent.n, percent, kappa and f"{kappa}{kind}", ac1


def _words(figure: Estimate, *, scale: int = 1) -> str:
    if figure.value is None:
        return ""
    digits, unit = (0, "%") if scale == 100 else (2, "")
    value, *limits = (
        f"{number * scale:.{digits}f}" for number in (figure.value, figure.low, figure.high) if number is not None
    )
    return f"{value}{unit} ({' to '.join(limits)})" if limits else f"{value}{unit} (no interval)"


@click.command(short_help="Show how far each coder is.")
@project_options
@form_options
@click.pass_obj
def progress(settings: Settings, project: str | None, version: int | None, form: str) -> None:
    """Show how far each coder is, and how many claims are coded, in dispute and adjudicated.

    Example: evidence review progress --project ketamine
    """
    with store.session(settings.database, read_only=True) as db:
        found = review.progress(db, codebook_asked(db, project, version))
    if form == "json":
        print_json(shapes.progress_shape(found))
        return
    if form == "csv":
        put(shapes.progress_csv(found))
        return
    rows = [(one.reviewer, one.to_code, one.done, one.begun, one.drafts) for one in found.coders]
    print_table(["coder", "to code", "done", "begun", "drafts"], rows)
    counts = {name.replace("_", " "): value for name, value in vars(found).items() if name != "coders"}
    show()
    print_table(["claims", "count"], list(counts.items()))
