"""Build the report of a page with the names and grounds of the program's own rules; it renders nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from evidence.models import FindingBase, PageDossier
from evidence.report import ReportView, RuleNote, build_report
from evidence.report.view import Fact
from evidence.rules import RULES, Reference, Rule
from evidence.rules.balance import Balance, fair_balance

_GIVEN = {None: "not decided", 0: "absent", 1: "in part", 2: "in full"}


def ground_words(reference: Reference) -> str:
    """A published ground in one line, which says so where nobody has seen it in its source."""
    unseen = "" if reference.verified else " (not seen in the source)"
    return f"{reference.short}: {reference.says}{unseen}"


def rule_notes(text: str | None = None) -> Mapping[str, RuleNote]:
    """For each rule code its name and grounds; of those about one treatment the ones that bear on a text, if given."""
    return {rule.code: RuleNote(rule.name, tuple(map(ground_words, _bearing(rule, text)))) for rule in RULES}


def _bearing(rule: Rule, text: str | None) -> Iterator[Reference]:
    return (one for one in rule.references if text is None or one.bears_on(text))


def page_report(
    page: PageDossier, findings: tuple[FindingBase, ...], *, head: str | None, tool_version: str, now: datetime
) -> ReportView:
    """The view of a page's audit, each finding with its rule's name and grounds."""
    view = build_report(
        page, findings, head=head, tool_version=tool_version, now=now, rules=rule_notes(page.snapshot.text)
    )
    return replace(view, balance=balance_facts(fair_balance(page, findings)))


def balance_facts(balance: Balance) -> tuple[Fact, ...]:
    """A fair-balance score in words: the figure, what it was counted from, and every item, decided or not."""
    ratios = balance.ratios
    scored = balance.score is not None
    score = f"{balance.score} of 100, {balance.band}" if scored else "not scored: the page offers no treatment"
    statements = (
        f"{ratios.benefit_statements} of benefit ({ratios.benefit_quantified} with figures), "
        f"{ratios.risk_statements} of risk ({ratios.risk_quantified} with figures)"
    )
    sources = f"{ratios.attributions_resolvable} of {ratios.attributions} attributions can be looked up"
    return (
        Fact("Score (FB-20)", score, known=scored),
        *(Fact("Band held down", cap) for cap in balance.caps),
        Fact("Statements", statements),
        Fact("Sources", sources),
        *(Fact(item.asks, f"{_GIVEN[item.points]}: {item.why}", known=item.decided) for item in balance.items),
        Fact("About the score", balance.note),
    )


def report_json(view: ReportView) -> str:
    """The report as one JSON document."""
    return json.dumps(asdict(view), ensure_ascii=False, indent=2, default=str) + "\n"
