"""`evidence export`: records written to a file that `evidence load` takes back."""

from pathlib import Path

import click

from evidence import store
from evidence.cli import Settings
from evidence.errors import EvidenceError
from evidence.formats.files import whole_file
from evidence.formats.rows import KINDS
from evidence.formats.rows.write import write_csv, write_jsonl, write_xlsx, write_yaml
from evidence.workflow.export import EXPORTED, records

ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".yaml": "yaml", ".yml": "yaml"}
WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "yaml": write_yaml}


class UnknownEndingError(EvidenceError):
    """The file's name does not say what to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: the ending does not say what to write; use one of {', '.join(ENDINGS)}")


@click.command()
@click.argument("kinds", nargs=-1, required=True, type=click.Choice(list(EXPORTED)))
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.pass_obj
def export(settings: Settings, kinds: tuple[str, ...], output: Path) -> None:
    """Write records to a CSV, XLSX, JSONL or YAML file that `evidence load` takes back.

    The ending of the file says which. A workbook holds several kinds, one sheet each; the others hold one.

    Example: evidence export claims studies -o audit.xlsx
    """
    form = ENDINGS.get(output.suffix.lower())
    if form is None:
        raise UnknownEndingError(output)
    if form != "xlsx" and len(kinds) > 1:
        raise click.UsageError(f"a {form} file holds one kind of record; give one, or write a workbook (.xlsx)")
    with store.session(settings.database, read_only=True) as db:
        if form == "xlsx":
            write_xlsx(output, [(KINDS[kind], records(db, kind)) for kind in kinds])
        else:
            with whole_file(output) as new, new.open("w", encoding="utf-8", newline="") as stream:
                WRITERS[form](stream, KINDS[kinds[0]], records(db, kinds[0]))
    click.echo(f"{', '.join(kinds)} written to {output}", err=True)
