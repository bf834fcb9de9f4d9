"""`evidence audit`: the whole flow for one page or many; each page is one transaction."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.choice import Choice, choice_of, choice_options
from evidence.cli.common import author, json_option, print_json
from evidence.cli.limits import limit_options, limits_of
from evidence.cli.reading import read_all
from evidence.errors import EvidenceError
from evidence.formats.files import write_text
from evidence.formats.findings import PageFindings, findings_github, findings_sarif, findings_text
from evidence.formats.html import report_html
from evidence.formats.reports import page_report
from evidence.models import Severity
from evidence.report import summarise
from evidence.rules import rules_not_checked
from evidence.rules.balance import fair_balance
from evidence.sources.web import is_address
from evidence.version import __version__
from evidence.vocabulary import Vocabulary
from evidence.workflow.audit import Audited, PageRead, keep_page, vocabulary_of
from evidence.workflow.audit import audit as audit_page
from evidence.workflow.cite import propose_citations
from evidence.workflow.criteria import answer_criteria
from evidence.workflow.seeding import ensure_vocabulary

PAGES = {".html", ".htm", ".mhtml", ".mht", ".pdf", ".docx", ".md", ".markdown", ".txt"}
REPORT = ".report.html"
FORMATS = ("text", "json", "sarif", "github")
SEVERITIES = [severity.value for severity in Severity]


class NoPageError(EvidenceError):
    """What was named is neither a file nor a page of the database."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is neither a file nor a page in the database; give a saved page, a folder of pages, or a key "
            "that `evidence pages` lists"
        )


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="Folder for the reports.")
@click.option(
    "--criteria", type=click.Choice(["hnr10"]), help="Answer these criteria for news releases; stores nothing."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Print the findings: text, json, sarif or github.")
@choice_options
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit 1 if a finding is at least this severe.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=1, show_default=True, help="Pages to read at a time.")
@limit_options
@json_option
@click.pass_obj
def audit(settings: Settings, /, pages: tuple[str, ...], out: Path, **options: Any) -> None:
    """Audit pages, and write a report of each.

    PAGES are saved HTML, MHTML, PDF, DOCX, Markdown or text, folders of them, web addresses, or keys of pages in the
    database.

    Each page is stored with its claims and what was found; a report is written for each. The database is made if
    there is none.

    Rules are chosen by code or group with --select and --ignore, or in `evidence.toml` or `[tool.evidence]` of
    `pyproject.toml` in this folder (select, ignore, jurisdiction).

    Example: evidence audit page.html --out reports --ignore DOC
    """
    by = author(settings)
    choice = choice_of(options)
    if options["criteria"]:
        _print_criteria(pages, by, options, choice)
        return
    fail_on = options["fail_on"]
    vocabulary = _prepared(settings, by)
    refused = 0
    worst: list[Severity] = []
    results: list[dict[str, object]] = []
    found: list[PageFindings] = []
    for name, read in read_all(_named(pages), by.at, limits_of(options), vocabulary, jobs=options["jobs"]):
        try:
            audited, report = _audit_one(settings, name, read, out, choice)
        except EvidenceError as error:
            refused += 1
            click.echo(f"evidence: {error}", err=True)
            continue
        worst += [finding.severity for finding in audited.findings]
        results.append(_result(name, audited, report))
        found.append(PageFindings(name, audited.page, audited.findings))
        click.echo(_line(name, audited, report), err=True)
    if options["as_json"] or options["form"] == "json":
        print_json(results)
    elif options["form"]:
        _print_findings(found, options["form"])
    if refused:
        sys.exit(2)
    if fail_on is not None and any(SEVERITIES.index(s) >= SEVERITIES.index(fail_on) for s in worst):
        sys.exit(1)


def _print_findings(found: list[PageFindings], form: str) -> None:
    if form == "sarif":
        print_json(findings_sarif(found, tool_version=__version__))
    else:
        click.echo(findings_text(found) if form == "text" else findings_github(found), nl=False)


def _print_criteria(pages: tuple[str, ...], by: store.Author, options: Mapping[str, Any], choice: Choice) -> None:
    """One JSON object a line and page with its answers; a page that cannot be read is told on stderr, exit code 2."""
    refused = 0
    vocabulary = Vocabulary.shipped()
    for name, read in read_all(_named(pages), by.at, limits_of(options), vocabulary, jobs=options["jobs"]):
        if not isinstance(read, PageRead):
            refused += 1
            click.echo(f"evidence: {read or NoPageError(name)}", err=True)
            continue
        answered = answer_criteria(read, choice.jurisdiction)
        told = {key: decision.answer.value for key, decision in answered.decisions.items()}
        if options["form"] in {None, "text"}:
            click.echo("\n".join((name, *(f"  {key}: {answer}" for key, answer in told.items()))))
        else:
            click.echo(json.dumps({"file": name, "criteria": told}, ensure_ascii=False))
    if refused:
        sys.exit(2)


def _named(pages: tuple[str, ...]) -> Iterator[str]:
    for page in pages:
        path = Path(page)
        if path.is_dir():
            yield from (str(found) for found in sorted(path.rglob("*")) if _is_page(found))
        else:
            yield page


def _is_page(path: Path) -> bool:
    """Whether a file in a folder is a page by its ending, and no report of an earlier audit."""
    return path.suffix.lower() in PAGES and not path.name.endswith(REPORT)


def _prepared(settings: Settings, by: store.Author) -> Vocabulary:
    """A database with a vocabulary, made if there is none; gives the vocabulary."""
    store.upgrade(settings.database)
    with store.session(settings.database) as db:
        ensure_vocabulary(db, by)
        return vocabulary_of(db)


def _audit_one(
    settings: Settings, name: str, read: PageRead | EvidenceError | None, out: Path, choice: Choice
) -> tuple[Audited, Path]:
    if isinstance(read, EvidenceError):
        raise read
    by = author(settings)
    with store.session(settings.database) as db:
        if read is not None:
            keep_page(db, read, by)
            propose_citations(db, name, by)
        elif name not in {entry.page.key for entry in store.pages(db)}:
            raise NoPageError(name)
        audited = audit_page(db, name, by, jurisdiction=choice.jurisdiction, select=choice.select, ignore=choice.ignore)
        head = store.head(db)
    view = page_report(audited.page, audited.findings, head=head, tool_version=__version__, now=by.at)
    report = out / f"{_file_name(name)}{REPORT}"
    write_text(report, report_html(view))
    return audited, report


def _file_name(name: str) -> str:
    """A name for the report of a page: the file's own, or an address with only what a file name may hold."""
    if not is_address(name):
        return Path(name).stem or "page"
    return re.sub(r"[^A-Za-z0-9]+", "-", name.partition("://")[2]).strip("-")[:100] or "page"


def _result(name: str, audited: Audited, report: Path) -> dict[str, object]:
    summary = summarise(audited.page, audited.findings)
    return {
        "page": name,
        "claims": summary.claims,
        "with_source_named": summary.attributed.count,
        "verified": summary.verified.count,
        "not_checked": summary.claims - summary.verified.count,
        "rules_not_checked": [
            {"rule": rule, "treatment": treatment, "reason": reason}
            for rule, treatment, reason in rules_not_checked(audited.page)
        ],
        "fair_balance": asdict(fair_balance(audited.page, audited.findings)),
        "findings": [finding.model_dump(mode="json") for finding in audited.findings],
        "report": str(report),
    }


def _line(name: str, audited: Audited, report: Path) -> str:
    summary = summarise(audited.page, audited.findings)
    return (
        f"{name}: {summary.claims} claims, {summary.attributed.count} with a source named, "
        f"{summary.verified.count} verified, {summary.claims - summary.verified.count} not checked, "
        f"{len(audited.findings)} findings; {report}"
    )
