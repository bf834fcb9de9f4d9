"""The JSON shape of an audit rule; it reads nothing but the rule."""

from evidence.errors import EvidenceError
from evidence.models import PageDossier
from evidence.rules import RULES
from evidence.rules.framework import Rule


class UnknownRuleError(EvidenceError):
    """No rule has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"there is no rule '{code}'; run `evidence rules` for the list")


def rule_called(code: str) -> Rule:
    """The rule of a code, in large or small letters.

    Raises:
        UnknownRuleError: there is none.
    """
    for rule in RULES:
        if rule.code == code.upper():
            return rule
    raise UnknownRuleError(code)


def rule_json(rule: Rule) -> dict[str, object]:
    """A rule with what it rests on and the examples it is tested by."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "needs": rule.needs.value,
        "lifecycle": rule.lifecycle.value,
        "doc": rule.doc.strip(),
        "references": [
            {"ground": r.short, "says": r.says, "url": r.url, "verified": r.verified, "secondary": r.secondary}
            for r in rule.references
        ],
        "flags": [example_words(page) for page in rule.flags],
        "passes": [example_words(page) for page in rule.passes],
    }


def example_words(page: PageDossier) -> str:
    """The words of an example, in one line."""
    return " ".join(page.snapshot.text.split())
