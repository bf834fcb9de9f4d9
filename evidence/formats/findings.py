"""Findings as text, as SARIF 2.1.0, or as annotations beside the lines of a file; nothing is decided here."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evidence.models import FindingBase, PageDossier, Severity
from evidence.report import summarise
from evidence.rules import RULES
from evidence.text.counting import counted


class PageFindings(NamedTuple):
    """A page by its name, and what was found on it."""

    name: str
    page: PageDossier
    findings: Sequence[FindingBase]


_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.INFO: "note"}
_ANNOTATIONS = {"error": "error", "warning": "warning", "note": "notice"}


def account(one: PageFindings) -> str:
    """What stands behind the findings of a page, said with them in every format: few findings are not a pass."""
    summary = summarise(one.page, tuple(one.findings))
    verified = summary.verified.count
    return (
        f"{counted(len(one.findings), 'finding')}; {counted(summary.claims, 'claim')}, "
        f"{verified} held against a study, {summary.claims - verified} not checked, which is not a pass"
    )


def findings_text(pages: Iterable[PageFindings]) -> str:
    """One line a finding: page, line, column, code, severity and message; then what stands behind them."""
    lines = []
    for one in pages:
        name, page, findings = one
        for finding in findings:
            line, column = place(page.snapshot.text, finding.start)
            lines.append(f"{name}:{line}:{column}: {finding.rule} {finding.severity.value}: {finding.message}")
            lines += [f"    note: {caveat}" for caveat in finding.caveats]
        lines.append(f"{name}: {account(one)}")
    return "".join(f"{line}\n" for line in lines)


def findings_github(pages: Iterable[PageFindings]) -> str:
    """One workflow command a finding, and a notice of what stands behind them."""
    lines = []
    for one in pages:
        name, page, findings = one
        for finding in findings:
            line, column = place(page.snapshot.text, finding.start)
            level = _ANNOTATIONS[_LEVELS[finding.severity]]
            where = f"file={_property(name)},line={line},col={column},title={finding.rule}"
            lines.append(f"::{level} {where}::{_data(finding.message)}")
        lines.append(f"::notice file={_property(name)},title=what was checked::{_data(account(one))}")
    return "".join(f"{line}\n" for line in lines)


def findings_sarif(pages: Sequence[PageFindings], *, tool_version: str) -> dict[str, object]:
    """One SARIF log with one run: findings, the rules behind them, and a notification of what was not checked."""
    results = [_result(name, page, finding) for name, page, findings in pages for finding in findings]
    used = {result["ruleId"] for result in results}
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.doc.strip()},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in RULES
        if rule.code in used
    ]
    driver = {"name": "evidence", "version": tool_version, "rules": rules}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    notifications = [{"level": "note", "message": {"text": f"{one.name}: {account(one)}"}} for one in pages]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": notifications}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _result(name: str, page: PageDossier, finding: FindingBase) -> dict[str, object]:
    text = page.snapshot.text
    line, column = place(text, finding.start)
    region: dict[str, object] = {"startLine": line, "startColumn": column}
    if finding.start is not None and finding.end is not None:
        end_line, end_column = place(text, finding.end)
        region |= {"endLine": end_line, "endColumn": end_column, "snippet": {"text": text[finding.start : finding.end]}}
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": name}, "region": region}}],
        "partialFingerprints": {"evidence/v1": finding.identity},
        "properties": {
            "severity": finding.severity.value,
            "probable": finding.probable,
            "caveats": list(finding.caveats),
        },
    }


def place(text: str, offset: int | None) -> tuple[int, int]:
    r"""Line and column of an offset, both from 1; the start for what concerns the whole page.

    >>> place("one\ntwo", 5)
    (2, 2)
    """
    if offset is None:
        return 1, 1
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
