"""`evidence rules`: what each audit rule detects, why, and examples; reads nothing but the rules themselves."""

import click

from evidence.cli.output import json_option, print_json, print_table, show
from evidence.formats.rules import example_words, rule_called, rule_json
from evidence.rules import RULES
from evidence.rules.framework import Rule
from evidence.rules.references import Reference


@click.command()
@click.argument("code", required=False)
@json_option
def rules(code: str | None, *, as_json: bool) -> None:
    """List the audit rules, or explain the one called CODE.

    Example: evidence rules VER001
    """
    shown = RULES if code is None else (rule_called(code),)
    if as_json:
        print_json([rule_json(rule) for rule in shown])
    elif code:
        show(_explained(shown[0]))
    else:
        print_table(["code", "name", "severity", "detects"], [(r.code, r.name, r.severity, r.title) for r in shown])


def _explained(rule: Rule) -> str:
    lines = [f"{rule.code} {rule.name} ({rule.severity}; needs {rule.needs})", "", rule.doc.strip(), "", "Grounds:"]
    lines += [f"  {_ground(reference)}" for reference in rule.references]
    lines += ["", "Flags:", *(f"  × {example_words(page)}" for page in rule.flags)]
    lines += ["", "Passes:", *(f"  ✓ {example_words(page)}" for page in rule.passes)]
    return "\n".join(lines)


def _ground(reference: Reference) -> str:
    seen = "" if reference.verified else " [not verified against the source]"
    seen = " [read through a secondary source]" if reference.secondary else seen
    return f"{reference.short}: {reference.says}{seen}"
