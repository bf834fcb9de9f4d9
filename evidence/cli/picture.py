"""`evidence picture`: pictures of the evidence as SVG, PNG or HTML; it reads the database and writes a file."""

from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import say
from evidence.cli.table import VERDICTS, YearRange
from evidence.cli.writing import form_of, refuse_binary_on_terminal, write
from evidence.formats.pictures import picture_png, pictures_html
from evidence.report.pictures import PictureName
from evidence.report.pictures_plots import PICTURES
from evidence.workflow.presets import Asked, gathered_rows
from evidence.workflow.tables import TableRequest

EVERY = "all"
FORMS = ("svg", "png", "html")


@click.command()
@click.argument("name", type=click.Choice([*(name.value for name in PictureName), EVERY]))
@click.option("--condition", multiple=True, help="Name or code of a condition; with all under it in the vocabulary.")
@click.option("--intervention", multiple=True, help="Name or code of an intervention; with all under it.")
@click.option("--study-type", multiple=True, help="Code, as the page states it or as the source really is.")
@click.option("--year", type=YearRange(), help="2018, 2015..2020, 2015.. or ..2020.")
@click.option("--verdict", multiple=True, type=click.Choice(VERDICTS), metavar="VERDICT", help="Suggested verdict.")
@click.option("--page", multiple=True, help="Key of a page.")
@click.option("--advertiser", multiple=True, help="Key of an advertiser.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Form. [default: by the ending of the file; else svg]")
@click.option("--output", "-o", default="-", show_default=True, help="File to write, - for standard output.")
@click.pass_obj
def picture(settings: Settings, /, name: str, **options: Any) -> None:
    """Draw a picture of the evidence: a map, a timeline, numbers claimed and found, or a forest plot.

    Each has a text alternative; the HTML has the data beside each picture. "all" draws every picture in one HTML file.

    Example: evidence picture map --condition pain -o map.html
    """
    form = form_of(options["form"], options["output"], FORMS, "svg")
    if name == EVERY and form != "html":
        raise click.UsageError("all pictures together are written as html; name one for svg or png")
    refuse_binary_on_terminal(form, options["output"])
    names = ("condition", "intervention", "study_type", "verdict", "page")
    request = TableRequest(**{one: options[one] for one in names}, year=options["year"] or (None, None))
    with store.session(settings.database, read_only=True) as db:
        gathered = gathered_rows(db, Asked(request=request, advertisers=options["advertiser"]))
    drawn = [PICTURES[one](gathered.rows) for one in PictureName if name in {one.value, EVERY}]
    if form == "html":
        title = drawn[0].title if len(drawn) == 1 else "Pictures of the evidence"
        write(pictures_html(drawn, title=title, provenance=gathered.provenance), options["output"])
    else:
        write(picture_png(drawn[0]) if form == "png" else drawn[0].svg, options["output"])
    say("; ".join(one.title for one in drawn))
