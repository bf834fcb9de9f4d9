"""Audit rules, one file a rule; they read dossiers and yield findings, and never write, fetch or remember."""

from collections.abc import Collection

from evidence.models import FindingBase, PageDossier
from evidence.rules import (
    pop001,
    saf001,
    src001,
    src002,
    ver001,
    ver002,
    ver003,
    ver004,
    ver005,
    ver006,
    ver007,
    ver008,
    ver009,
    ver010,
    ver011,
    ver012,
    ver013,
    ver014,
    ver015,
    ver016,
    ver018,
)
from evidence.rules.framework import Hit, Lifecycle, Needs, Rule
from evidence.rules.references import Reference

__all__ = ["RULES", "Hit", "Lifecycle", "Needs", "Reference", "Rule", "run_rules"]

RULES: tuple[Rule, ...] = (
    pop001.rule,
    saf001.rule,
    src001.rule,
    src002.rule,
    ver001.rule,
    ver002.rule,
    ver003.rule,
    ver004.rule,
    ver005.rule,
    ver006.rule,
    ver007.rule,
    ver008.rule,
    ver009.rule,
    ver010.rule,
    ver011.rule,
    ver012.rule,
    ver013.rule,
    ver014.rule,
    ver015.rule,
    ver016.rule,
    ver018.rule,
)


def run_rules(page: PageDossier, select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[FindingBase, ...]:
    """What the rules find on a page, in the order of the text, findings about the whole page first.

    `select` and `ignore` take codes or their beginnings, as `VER` for all rules of that group; nothing selected means
    every rule in force.
    """
    chosen = [
        rule
        for rule in RULES
        if rule.lifecycle is not Lifecycle.REMOVED
        and (not select or rule.code.startswith(tuple(select)))
        and not (ignore and rule.code.startswith(tuple(ignore)))
    ]
    found = [finding for rule in chosen for finding in rule.findings(page)]
    return tuple(sorted(found, key=lambda finding: (finding.start if finding.start is not None else -1, finding.rule)))
