"""Show a claim, a study or a verification where a notebook shows objects: as HTML with a style of its own, or as text.

The words of a page are hostile until escaped: everything is autoescaped, and a card holds no script and asks nothing of
any network.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evidence.formats.html import asset, environment
from evidence.models import ClaimBase, StudyBase, VerificationBase
from evidence.report.sources import group_results, study_facts
from evidence.report.view import ClaimView, SourceView


@dataclass(frozen=True, repr=False)
class Card:
    """Something of the database with its record; a notebook shows the HTML, anything else the text."""

    record: Any
    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def claim_card(record: ClaimBase, view: ClaimView) -> Card:
    """A claim with each of its sources and the findings about it."""
    lines = [f"{view.key}: “{view.quote}”", f"{view.verdict_label}. {view.verdict_sentence}"]
    lines += [f"  {source.short} ({source.status}): {source.verdict_label}" for source in view.sources]
    lines += [f"  {finding.rule} ({finding.severity}): {finding.message}" for finding in view.findings]
    return Card(record, "\n".join(lines), _html("claim", claim=view))


def verification_card(record: VerificationBase | None, claim: ClaimView, source: SourceView) -> Card:
    """A claim held against one source: what the page says, what the study found, and every check."""
    lines = [f"{claim.key} held against {source.short}: {source.verdict_label}", f"  page: “{claim.quote}”"]
    lines += [f"  found: {source.found}"]
    lines += [f"  {check.name}: {check.result_label}. {check.reason}" for check in source.checks]
    if not source.checks:
        lines.append("  not checked")
    return Card(record, "\n".join(lines), _html("verification", claim=claim, source=source))


def study_card(record: StudyBase) -> Card:
    """A study with its results."""
    facts, groups = study_facts(record, None), group_results(record, frozenset())
    title = record.title or record.key
    lines = [title, *(f"  {fact.label}: {fact.value}" for fact in facts)]
    lines += [f"  {group.kind}: {group.outcome}" for group in groups]
    return Card(
        record, "\n".join(lines), _html("study", title=title, draft=record.draft, facts_of=facts, groups=groups)
    )


def _html(part: str, **values: object) -> str:
    # The style is this package's own file and holds nothing of the page.
    style = Markup(asset("card.css"))  # noqa: S704
    return environment().get_template("card.html.j2").render(part=part, style=style, **values)
