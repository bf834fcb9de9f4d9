"""Build the report of a page with the names and grounds of the program's own rules; it renders nothing."""

from collections.abc import Mapping
from datetime import datetime

from evidence.models import FindingBase, PageDossier
from evidence.report import ReportView, RuleNote, build_report
from evidence.rules import RULES, Reference


def ground_words(reference: Reference) -> str:
    """A published ground in one line, which says so where nobody has seen it in its source."""
    unseen = "" if reference.verified else " (not seen in the source)"
    return f"{reference.short}: {reference.says}{unseen}"


def rule_notes() -> Mapping[str, RuleNote]:
    """For each rule code its name and grounds."""
    return {rule.code: RuleNote(rule.name, tuple(ground_words(one) for one in rule.references)) for rule in RULES}


def page_report(
    page: PageDossier, findings: tuple[FindingBase, ...], *, head: str | None, tool_version: str, now: datetime
) -> ReportView:
    """The view of a page's audit, each finding with its rule's name and grounds."""
    return build_report(page, findings, head=head, tool_version=tool_version, now=now, rules=rule_notes())
