"""`evidence packet`: a complaint about an advertiser's claims as a Word document or HTML; it judges nothing."""

from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import say
from evidence.cli.writing import form_of, refuse_binary_on_terminal, write
from evidence.formats.docx_packet import packet_docx
from evidence.formats.packets import packet_html
from evidence.text.counting import counted
from evidence.workflow.packet import PacketAsked, made_packet

FORMS = ("docx", "html")


@click.command()
@click.argument("advertiser")
@click.option("--claim", "claims", multiple=True, metavar="KEY", help="Only this claim; may be repeated.")
@click.option(
    "--draft", is_flag=True, help="Also what no person has confirmed or adjudicated, with DRAFT across every page."
)
@click.option("--redact-testimonials", "redact", is_flag=True, help="Withhold the words of patients; their hash stays.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="Form. [default: by the ending of the file; else docx]"
)
@click.option("--output", "-o", required=True, help="File to write, - for standard output.")
@click.pass_obj
def packet(settings: Settings, /, **options: Any) -> None:
    """Write a complaint about the claims of ADVERTISER (its key).

    It holds each claim with its address, the date and hash of the capture, what the study found, what people judged and
    which benchmark was not met. Only claims with a confirmed source and an adjudicator's judgement against them go in.

    Example: evidence packet relief-clinics -o complaint.docx
    """
    form = form_of(options["form"], options["output"], FORMS, "docx")
    refuse_binary_on_terminal(form, options["output"])
    asked = PacketAsked(options["advertiser"], options["claims"], draft=options["draft"], redact=options["redact"])
    with store.session(settings.database, read_only=True) as db:
        made = made_packet(db, asked)
    write(packet_docx(made) if form == "docx" else packet_html(made), options["output"])
    say(f"{counted(len(made.items), 'claim')}{', DRAFT' if made.draft else ''}")
