"""Audit rules, one file a rule; they read dossiers and yield findings, and never write, fetch or remember."""

from collections.abc import Collection

from evidence.models import FindingBase, PageDossier
from evidence.rules import (
    doc001,
    doc002,
    doc003,
    doc004,
    doc005,
    doc006,
    evd001,
    evd002,
    evd003,
    evd004,
    evd005,
    evd006,
    int001,
    int002,
    int003,
    lng001,
    lng002,
    lng003,
    lng004,
    lng005,
    num001,
    num002,
    num003,
    num004,
    num005,
    pop001,
    pop002,
    reg001,
    reg002,
    reg003,
    reg004,
    reg005,
    saf001,
    saf002,
    saf003,
    saf004,
    src001,
    src002,
    src003,
    src004,
    src005,
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
    ver017,
    ver018,
    ver019,
)
from evidence.rules.framework import Hit, Lifecycle, Needs, Rule
from evidence.rules.reading import Reading
from evidence.rules.recipes import is_benefit
from evidence.rules.references import Reference
from evidence.vocabulary.facts import Facts

__all__ = [
    "RULES",
    "Facts",
    "Hit",
    "Lifecycle",
    "Needs",
    "Reading",
    "Reference",
    "Rule",
    "rules_not_checked",
    "run_rules",
]

RULES: tuple[Rule, ...] = (
    doc001.rule,
    doc002.rule,
    doc003.rule,
    doc004.rule,
    doc005.rule,
    doc006.rule,
    evd001.rule,
    evd002.rule,
    evd003.rule,
    evd004.rule,
    evd005.rule,
    evd006.rule,
    int001.rule,
    int002.rule,
    int003.rule,
    lng001.rule,
    lng002.rule,
    lng003.rule,
    lng004.rule,
    lng005.rule,
    num001.rule,
    num002.rule,
    num003.rule,
    num004.rule,
    num005.rule,
    pop001.rule,
    pop002.rule,
    reg001.rule,
    reg002.rule,
    reg003.rule,
    reg004.rule,
    reg005.rule,
    saf001.rule,
    saf002.rule,
    saf003.rule,
    saf004.rule,
    src001.rule,
    src002.rule,
    src003.rule,
    src004.rule,
    src005.rule,
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
    ver017.rule,
    ver018.rule,
    ver019.rule,
)


def run_rules(
    page: PageDossier,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    *,
    facts: Facts | None = None,
) -> tuple[FindingBase, ...]:
    """What the rules find on a page, in the order of the text, findings about the whole page first.

    `select` and `ignore` take codes or their beginnings, as `VER` for all rules of that group; nothing selected means
    every rule in force. `facts` are what rules may know about treatments: the tables shipped, unless others are given.
    """
    reading = Reading(page, Facts.shipped() if facts is None else facts)
    found = [finding for rule in chosen(page, select, ignore) for finding in rule.findings(page, reading)]
    return tuple(sorted(found, key=lambda finding: (finding.start if finding.start is not None else -1, finding.rule)))


def chosen(page: PageDossier, select: Collection[str] = (), ignore: Collection[str] = ()) -> list[Rule]:
    """The rules in force for a page: selected, not ignored, not removed, and of its jurisdiction."""
    return [
        rule
        for rule in RULES
        if rule.lifecycle is not Lifecycle.REMOVED
        and (not rule.jurisdictions or page.jurisdiction in rule.jurisdictions)
        and (not select or rule.code.startswith(tuple(select)))
        and not (ignore and rule.code.startswith(tuple(ignore)))
    ]


_OF_FACTS = {
    "SAF004": "risk",
    "REG001": "approved_indication",
    "REG002": "approved_indication",
    "REG003": "unapproved_route",
    "REG004": "schedule",
}
"""Which field of the fact tables a rule cannot do without."""


def rules_not_checked(page: PageDossier, facts: Facts | None = None) -> tuple[tuple[str, str, str], ...]:
    """Rule, treatment and reason where a rule could not be applied because no fact is on record; never a pass."""
    known = Facts.shipped() if facts is None else facts
    places = {"risk": None} | dict.fromkeys(("approved_indication", "unapproved_route", "schedule"), page.jurisdiction)
    sold = {
        known.code_of(claim.intervention_code) or known.code_of(claim.intervention) or claim.intervention.lower()
        for claim in (dossier.claim for dossier in page.dossiers)
        if claim.intervention and is_benefit(claim)
    }
    return tuple(
        (code, treatment, f"no {field.replace('_', ' ')} of {treatment.replace('_', ' ')} is on record")
        for code, field in _OF_FACTS.items()
        for treatment in sorted(sold)
        if not any(fact.seen for fact in known.of(treatment, field, places[field]))
    )
