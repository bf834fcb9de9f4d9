"""The JSON shape of an audit rule; it reads nothing but the rule."""

from evidence.models import PageDossier
from evidence.rules.framework import Rule


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
