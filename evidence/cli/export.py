"""`evidence export`: records that `evidence load` takes back, the cited publications, and what other systems read."""

from collections.abc import Callable
from pathlib import Path

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.output import UnknownEndingError, say
from evidence.cli.writing import write
from evidence.formats.citations import write_citations
from evidence.formats.claimreview import claim_reviews
from evidence.formats.fhir import fhir_bundle
from evidence.formats.files import whole_file
from evidence.formats.rows import KINDS
from evidence.formats.rows.write import write_csv, write_jsonl, write_xlsx, write_yaml
from evidence.formats.webannotation import web_annotations
from evidence.text.counting import counted, counted_kind
from evidence.workflow.everything import EXPORTED, FORMS, cited_publications, export_everything, linked_records
from evidence.workflow.gather import found_tabled, table_state
from evidence.workflow.tables import TableRequest, wanted_of

ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".yaml": "yaml", ".yml": "yaml"}
WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "yaml": write_yaml}
CITED_ENDINGS = {".json": "csl", ".ris": "ris", ".bib": "bibtex", ".csv": "csv", ".jsonl": "jsonl"}
ALL, CITED = "all", "cited"
OTHERS = ("annotations", "claimreview", "fhir")
"""What other systems read: W3C Web Annotations, schema.org ClaimReview, FHIR R5."""


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WHAT...")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File to write; for all, the folder.")
@click.option(
    "--form", type=click.Choice(FORMS), default="jsonl", show_default=True, help="For all: the kind of files."
)
@click.pass_obj
def export(settings: Settings, what: tuple[str, ...], output: Path | None, form: str) -> None:
    """Write records that load back, or what other systems read.

    \b
    all DIR                      everything, one file a kind; load gives an equal database
    claims studies ...           records as CSV, XLSX, JSONL or YAML, by the ending of the file
    cited                        the publications cited, as .ris, .bib, .json (CSL) or .csv
    annotations                  W3C Web Annotations (JSON-LD)
    claimreview                  schema.org ClaimReview: only what people judged
    fhir                         FHIR R5 bundle: ArtifactAssessment, Evidence, Citation

    A workbook holds several kinds of record, one sheet each; other files hold one.

    Example: evidence export all copy/
    """  # noqa: D301 - the backslash keeps the list from being wrapped
    if what[0] == ALL:
        _everything(settings, what, output, form)
        return
    if output is None:
        raise click.UsageError(
            f"name a file, whose ending says the form: evidence export {' '.join(what)} -o {_likely(what)}"
        )
    if what == (CITED,):
        count = _cited(settings, output)
    elif len(what) == 1 and what[0] in OTHERS:
        count = _for_others(settings, what[0], output)
    else:
        count = _records(settings, what, output)
    say(f"{', '.join(what)} written to {output}{count}")


def _likely(what: tuple[str, ...]) -> str:
    """A file that would do for these."""
    return {CITED: "cited.ris", **dict.fromkeys(OTHERS, f"{what[0]}.json")}.get(what[0], f"{what[0]}.csv")


def _everything(settings: Settings, what: tuple[str, ...], output: Path | None, form: str) -> None:
    if len(what) > 2 or (len(what) == 2) == (output is not None):
        raise click.UsageError("name one folder: evidence export all DIR")
    folder = output or Path(what[1])
    with store.session(settings.database, read_only=True) as db:
        done = export_everything(db, folder, form)
    counts = ", ".join(counted_kind(count, kind) for kind, count in done.counts.items())
    say(f"{counts or 'nothing'} written to {folder}")


def _records(settings: Settings, kinds: tuple[str, ...], output: Path) -> str:
    for kind in kinds:
        if kind not in EXPORTED:
            raise click.UsageError(f"'{kind}' is none of {', '.join((ALL, CITED, *OTHERS, *EXPORTED))}")
    form = ENDINGS.get(output.suffix.lower())
    if form is None:
        raise UnknownEndingError(output, list(ENDINGS))
    if form != "xlsx" and len(kinds) > 1:
        raise click.UsageError(f"a {form} file holds one kind of record; give one, or write a workbook (.xlsx)")
    with store.session(settings.database, read_only=True) as db:
        if form == "xlsx":
            write_xlsx(output, [(KINDS[kind], linked_records(db, kind)) for kind in kinds])
        else:
            with whole_file(output) as new, new.open("w", encoding="utf-8", newline="") as stream:
                WRITERS[form](stream, KINDS[kinds[0]], linked_records(db, kinds[0]))
    return ""


def _cited(settings: Settings, output: Path) -> str:
    form = CITED_ENDINGS.get(output.suffix.lower())
    if form is None:
        raise UnknownEndingError(output, list(CITED_ENDINGS))
    with store.session(settings.database, read_only=True) as db:
        found = cited_publications(db)
    with whole_file(output) as new, new.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(write_citations(found, form))
    return f": {counted(len(found), 'publication')}"


def _for_others(settings: Settings, what: str, output: Path) -> str:
    with store.session(settings.database, read_only=True) as db:
        rows = found_tabled(db, wanted_of(db, TableRequest()))
        state = table_state(db)
        texts = {
            entry.page.key: store.snapshot(db, entry.snapshot_id).text
            for entry in store.pages(db)
            if entry.snapshot_id is not None
        }
    writers: dict[str, Callable[[], str]] = {
        "annotations": lambda: web_annotations(rows, texts, state),
        "claimreview": lambda: claim_reviews(rows),
        "fhir": lambda: fhir_bundle(rows, state),
    }
    write(writers[what](), str(output))
    return ""
