"""Promotes a controlled drug without naming its schedule or its potential for misuse.

Why it matters: that a drug is controlled is the shortest way to say that it can be misused and why it is watched.
Instead: say it once: "a Schedule III controlled substance with potential for misuse".
Source: the fact tables for the page's jurisdiction; a drug without a schedule on record is not checked.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading

_TOLD = re.compile(
    r"\bschedule (?:i{1,3}v?|iv|v|[1-9])\b|\bcontrolled (?:drug|substance|medic)|\babus(?:e|ed)\b|\bmisus|\baddict|"
    r"\bdependen(?:ce|cy)|\bhabit[- ]forming",
    re.IGNORECASE,
)
_PROFESSIONAL = re.compile(r"\bfor (?:healthcare|health care|medical) professionals(?: only)?\b", re.IGNORECASE)
_HOME = re.compile(r"\b(?:at[- ]home|in your (?:own )?home|shipped|mailed|delivered to your door)\b", re.IGNORECASE)
_NOT_ADDICTIVE = re.compile(r"\bnon-?addictive\b|\bnot addictive\b", re.IGNORECASE)


def _check(reading: Reading) -> Iterable[Hit]:
    told = _NOT_ADDICTIVE.sub(" ", " ".join(one.text for one in reading.body))
    if _TOLD.search(told) or _PROFESSIONAL.search(reading.text):
        return
    severity = Severity.MAJOR if _HOME.search(reading.text) else Severity.MINOR
    for code in reading.treatments:
        schedules = [fact for fact in reading.facts.of(code, "schedule", reading.jurisdiction) if fact.seen]
        for fact in schedules[:1]:
            message = (
                f"{code} is {fact.value} ({fact.jurisdiction}); the page does not name that, nor misuse or dependence"
            )
            yield Hit(message, severity=severity, inputs=(f"{fact.value}: {fact.source}",))


rule = Rule(
    code="REG004",
    name="controlled-status-undisclosed",
    severity=Severity.MINOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(law.COMPOUNDED, instruments.COHEN, law.SCHEDULES),
    readings=_check,
    flags=(
        said("Ketamine infusions ease pain.", intervention="ketamine"),
        said("Ketamine at home lifts mood.", intervention="ketamine"),
        said("Ketalar is non-addictive and eases pain.", intervention="Ketalar"),
    ),
    passes=(
        said(
            "Ketamine, a Schedule III controlled substance with potential for misuse, may ease pain.",
            intervention="ketamine",
        ),
        said("Massage eases pain.", intervention="massage therapy"),
        said("Ketamine is an anaesthetic.", intervention="ketamine", direction="neutral", claim_type="definition"),
        # hard: dependence is named without the schedule
        said("Ketamine eases pain; with repeated use dependence can occur.", intervention="ketamine"),
    ),
)
