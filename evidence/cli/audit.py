"""`evidence audit`: the whole flow for one page or many; each page is one transaction."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.choice import Choice, choice_of, choice_options
from evidence.cli.common import author
from evidence.cli.fetch import fetched_json, tell
from evidence.cli.limits import limit_options, limits_of
from evidence.cli.online import client_of, online_options
from evidence.cli.output import json_option, print_json, put, say, show
from evidence.cli.reading import read_all, say_notes
from evidence.errors import EvidenceError, printable
from evidence.formats.files import write_text
from evidence.formats.findings import PageFindings, findings_github, findings_sarif, findings_text
from evidence.formats.html import report_html
from evidence.formats.reports import page_report
from evidence.models import Severity
from evidence.report import summarise
from evidence.rules import rules_not_checked
from evidence.rules.balance import fair_balance
from evidence.sources.client import Client
from evidence.sources.web import is_address
from evidence.text.counting import counted
from evidence.version import __version__
from evidence.vocabulary import Vocabulary
from evidence.workflow.audit import Audited, keep_page, vocabulary_of
from evidence.workflow.audit import audit as audit_page
from evidence.workflow.cite import propose_citations
from evidence.workflow.criteria import answer_criteria
from evidence.workflow.fetch import Kept, keep, wanted
from evidence.workflow.gathering import Gathered, gather
from evidence.workflow.reading import PageRead
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


class NoPagesInFolderError(EvidenceError):
    """A folder with nothing to audit, which must not look like pages without findings."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"the folder '{folder}' holds no page: none of its files ends in {', '.join(sorted(PAGES))}")


class Run(NamedTuple):
    """What is the same for all pages: the database, the folder for reports, the rules, and whom to ask."""

    settings: Settings
    out: Path
    choice: Choice
    client: Client | None


class Done(NamedTuple):
    """A page that was audited: its report, and what was fetched for it, None where nobody was to be asked."""

    name: str
    audited: Audited
    report: Path
    kept: Kept | None
    library: bool
    """whether any publication is on record"""


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="Folder for the reports.")
@click.option(
    "--criteria", type=click.Choice(["hnr10"]), help="Answer these criteria for news releases; stores nothing."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Print the findings: text, json, sarif or github.")
@choice_options
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit 1 if a finding is at least this severe.")
@click.option("--online", is_flag=True, help="Fetch what the page names by number and the library does not have.")
@online_options
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

    With --online, the DOIs, PubMed, PMC and NCT numbers on a page that are not in the library are fetched before its
    claims are matched; what cannot be had is named as not checked, and the audit goes on.

    Rules are chosen by code or group with --select and --ignore, or in `evidence.toml` or `[tool.evidence]` of
    `pyproject.toml` in this folder (select, ignore, jurisdiction).

    Example: evidence audit page.html --out reports --ignore DOC
    """
    by = author(settings)
    choice = choice_of(options)
    if options["criteria"]:
        _print_criteria(pages, by, options, choice)
        return
    vocabulary = _prepared(settings, by)
    refused = 0
    done: list[Done] = []
    with client_of(options, by.at.date()) as client:
        run = Run(settings, out, choice, client if options["online"] else None)
        for name, read in read_all(_named(pages), by.at, limits_of(options), vocabulary, jobs=options["jobs"]):
            try:
                done.append(_audit_one(run, name, read))
                if isinstance(read, PageRead):
                    say_notes(name, read)
            except EvidenceError as error:
                refused += 1
                say(f"evidence: {error}")
            else:
                say(_line(done[-1]))
    _print_done(done, "json" if options["as_json"] else options["form"])
    if refused:
        sys.exit(2)
    if options["fail_on"] is not None and _is_as_bad(done, options["fail_on"]):
        sys.exit(1)


def _is_as_bad(done: list[Done], severity: str) -> bool:
    """Whether a finding is at least this severe."""
    worst = [SEVERITIES.index(finding.severity) for one in done for finding in one.audited.findings]
    return max(worst, default=-1) >= SEVERITIES.index(severity)


def _print_done(done: list[Done], form: str | None) -> None:
    """What was found on stdout in the form asked for; nothing where none is. An empty library is said on stderr."""
    if done and not done[-1].library:
        say("the library is empty, so no claim could be held against a study: `evidence load` or --online fills it")
    found = [PageFindings(one.name, one.audited.page, one.audited.findings) for one in done]
    if form == "json":
        print_json([_result(one) for one in done])
    elif form == "sarif":
        print_json(findings_sarif(found, tool_version=__version__))
    elif form is not None:
        put(printable(findings_text(found)) if form == "text" else findings_github(found))


def _print_criteria(pages: tuple[str, ...], by: store.Author, options: Mapping[str, Any], choice: Choice) -> None:
    """One JSON object a line and page with its answers; a page that cannot be read is told on stderr, exit code 2."""
    refused = 0
    vocabulary = Vocabulary.shipped()
    for name, read in read_all(_named(pages), by.at, limits_of(options), vocabulary, jobs=options["jobs"]):
        if not isinstance(read, PageRead):
            refused += 1
            say(f"evidence: {read or NoPageError(name)}")
            continue
        answered = answer_criteria(read, choice.jurisdiction)
        told = {key: decision.answer.value for key, decision in answered.decisions.items()}
        if options["form"] in {None, "text"}:
            show("\n".join((name, *(f"  {key}: {answer}" for key, answer in told.items()))))
        else:
            put(json.dumps({"file": name, "criteria": told}, ensure_ascii=False) + "\n")
    if refused:
        sys.exit(2)


def _named(pages: tuple[str, ...]) -> Iterator[str]:
    for page in pages:
        path = Path(page)
        if path.is_dir():
            found = [str(file) for file in sorted(path.rglob("*")) if _is_page(file)]
            if not found:
                raise NoPagesInFolderError(page)
            yield from found
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


def _audit_one(run: Run, name: str, read: PageRead | EvidenceError | None) -> Done:
    if isinstance(read, EvidenceError):
        raise read
    gathered = _gathered(run, name, read)
    by = author(run.settings)
    with store.session(run.settings.database) as db:
        if read is not None:
            keep_page(db, read, by)
        elif name not in {entry.page.key for entry in store.pages(db)}:
            raise NoPageError(name)
        kept = None if gathered is None else keep(db, gathered, by)
        if read is not None or kept is not None:
            propose_citations(db, name, by)
        choice = run.choice
        audited = audit_page(db, name, by, jurisdiction=choice.jurisdiction, select=choice.select, ignore=choice.ignore)
        head, library = store.head(db), bool(store.publications(db, limit=1))
    for one in kept.fetched if kept is not None else ():
        tell(one, page=name)
    view = page_report(audited.page, audited.findings, head=head, tool_version=__version__, now=by.at)
    report = run.out / f"{_file_name(name)}{REPORT}"
    write_text(report, report_html(view))
    return Done(name, audited, report, kept, library)


def _gathered(run: Run, name: str, read: PageRead | None) -> list[Gathered] | None:
    """What the registries say about the identifiers on a page; None where they are not to be asked."""
    if run.client is None:
        return None
    with store.session(run.settings.database, read_only=True) as db:
        if read is None and name not in {entry.page.key for entry in store.pages(db)}:
            raise NoPageError(name)
        snapshot = read.snapshot if read is not None else store.snapshot(db, store.snapshots_of(db, name)[0])
        asked = wanted(db, snapshot)
    return gather(run.client, asked)


def _file_name(name: str) -> str:
    """A name for the report of a page: the file's own, or an address with only what a file name may hold."""
    if not is_address(name):
        return Path(name).stem or "page"
    return re.sub(r"[^A-Za-z0-9]+", "-", name.partition("://")[2]).strip("-")[:100] or "page"


def _result(done: Done) -> dict[str, object]:
    audited = done.audited
    summary = summarise(audited.page, audited.findings)
    return {
        "page": done.name,
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
        "fetched": None if done.kept is None else [fetched_json(one) for one in done.kept.fetched],
        "report": str(done.report),
    }


def _line(done: Done) -> str:
    audited, kept = done.audited, done.kept
    summary = summarise(audited.page, audited.findings)
    fetched = f"{sum(not one.failed for one in kept.fetched)} of {len(kept.fetched)} fetched, " if kept else ""
    return (
        f"{done.name}: {counted(summary.claims, 'claim')}, {summary.attributed.count} with a source named, {fetched}"
        f"{summary.verified.count} verified, {summary.claims - summary.verified.count} not checked, "
        f"{counted(len(audited.findings), 'finding')}; {done.report}"
    )
