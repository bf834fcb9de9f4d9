"""`evidence studies`: list and show studies, change them by hand, accept drafts, and draft them from abstracts."""

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.cli.groups import RecordGroup, history_option, limit_option, say_edited, say_more, set_option
from evidence.cli.output import json_option, print_json, print_lines, print_table, show
from evidence.formats.changes import history_json, history_words
from evidence.formats.json import record_json
from evidence.models import ResultBase, StudyBase
from evidence.store import library
from evidence.store.editing import study_history
from evidence.workflow import editing
from evidence.workflow.editing.fields import fields_of_file

if TYPE_CHECKING:
    from evidence.workflow.editing.studies import EditedStudy

NONE = "no study is in the database: `evidence load` and `evidence fetch` bring some in"


@click.group(cls=RecordGroup)
def studies() -> None:
    """List the studies, show one, change them by hand, or draft them from abstracts.

    Called bare it lists; called with a key it shows that study.

    Example: evidence studies pickering2020
    """


@studies.command("list", short_help="List the studies, drafts among them.")
@limit_option
@json_option
@click.pass_obj
def list_studies(settings: Settings, limit: int, *, as_json: bool) -> None:
    """List the studies; a draft is what the program read and no person has accepted.

    Example: evidence studies list --limit 20
    """
    with store.session(settings.database, read_only=True) as db:
        shown = library.studies(db, limit=limit)
    if as_json:
        print_json([record_json(study) for study in shown])
        return
    rows = [
        (s.key, "draft" if s.draft else "", s.design, s.year, s.sample_size, s.condition, len(s.results), s.title)
        for s in shown
    ]
    print_table(["study", "draft", "design", "year", "participants", "condition", "results", "title"], rows, empty=NONE)
    say_more(len(shown), limit)


@studies.command("show", short_help="Show a study with its arms and results.")
@click.argument("key")
@history_option
@json_option
@click.pass_obj
def show_study(settings: Settings, key: str, *, history: bool, as_json: bool) -> None:
    """Show the study called KEY with its arms and results.

    Example: evidence studies show pickering2020 --history
    """
    with store.session(settings.database, read_only=True) as db:
        study = library.study(db, key)
        log = study_history(db, key) if history else []
    if as_json:
        print_json(record_json(study) | ({"history": [history_json(row) for row in log]} if history else {}))
        return
    _print_study(study)
    if history:
        rows = [(f"{r.at:%Y-%m-%d %H:%M}", r.actor, r.verb, history_words(r)) for r in log]
        show()
        print_table(["when", "who", "did", "what"], rows, empty="nobody changed it")


def _print_study(study: StudyBase) -> None:
    show(f"{study.key}: {study.title or 'no title known'}{' (a draft nobody has accepted)' if study.draft else ''}")
    size = "not reported" if study.sample_size is None else study.sample_size
    show(f"{study.design_detail or study.design}; participants: {size}\n")
    rows = [(r.kind, r.outcome, _who(r), r.timepoint, _value(r), r.direction) for r in study.results]
    print_table(["kind", "outcome", "arm", "timepoint", "result", "direction"], rows, empty="no result is on record")


def _who(result: ResultBase) -> str:
    return f"{result.arm} vs {result.comparator}" if result.comparator else result.arm or ""


def _value(result: ResultBase) -> str:
    parts = [f"{result.value:g} {result.unit or ''}".strip() if result.value is not None else ""]
    if result.ci_low is not None and result.ci_high is not None:
        level = "CI" if result.ci_level is None else f"{result.ci_level:g} % CI"
        parts.append(f"{level} {result.ci_low:g} to {result.ci_high:g}")
    if result.p_value is not None:
        parts.append(f"P {result.p_comparator or '='} {result.p_value:g}")
    return "; ".join(part for part in parts if part)


@studies.command("edit", short_help="Set fields of a study, its arms or results.")
@click.argument("key")
@set_option
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON or YAML: a list of results, or fields with their values such as arms and results.",
)
@json_option
@click.pass_obj
def edit(settings: Settings, key: str, fields: dict[str, str], file: Path | None, *, as_json: bool) -> None:
    """Set fields of the study called KEY; a list of arms or results replaces the one there is.

    Example: evidence studies edit pickering2020 --set sample_size=20 --file results.yaml
    """
    changes = {**(fields_of_file(file) if file is not None else {}), **fields}
    if not changes:
        raise click.UsageError("nothing to change: give --set or --file")
    with store.session(settings.database) as db:
        edited = editing.edit_study(db, key, changes, author(settings))
    _end(edited, "changed", as_json=as_json)


@studies.command("accept", short_help="Accept a draft, having read the source.")
@click.argument("key")
@json_option
@click.pass_obj
def accept(settings: Settings, key: str, *, as_json: bool) -> None:
    """Accept the draft called KEY: you have read the source and stand behind what the record says.

    Example: evidence studies accept pickering2020
    """
    with store.session(settings.database) as db:
        edited = editing.accept_study(db, key, author(settings))
    _end(edited, "accepted", as_json=as_json)


def _end(edited: "EditedStudy", verb: str, *, as_json: bool) -> None:
    if as_json:
        print_json(record_json(edited.study))
    say_edited([edited.study.key], verb, edited.audited, changed=edited.changed)


@studies.command("draft", short_help="Draft studies from titles and abstracts.")
@click.option(
    "--jsonl",
    "papers",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    required=True,
    help="A file of papers, one JSON object a line, - for standard input; needs no database.",
)
def draft(papers: TextIO) -> None:
    """Draft studies from titles and abstracts: what each says of design, participants, arms and results.

    Each line is {"id", "title", "abstract"} and gives a draft with the passage each field was read from.

    Example: evidence studies draft --jsonl papers.jsonl
    """
    from evidence.workflow.filters import draft_lines  # noqa: PLC0415  the stages, which no other command here needs

    print_lines(draft_lines(papers, file=papers.name))
