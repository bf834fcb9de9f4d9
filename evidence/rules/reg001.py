"""Promotes a use outside the approved label and does not say so.

Why it matters: off-label use is lawful and common, and nobody has reviewed it. Readers take what a clinic offers for
approved.
Instead: say so: "using lidocaine for tinnitus is off-label: the FDA has not reviewed it for that".
Source: the fact tables for the page's jurisdiction; a treatment without approved uses on record is not checked.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, cut
from evidence.rules.reading import Reading

_DISCLOSED = re.compile(
    r"\boff-?label\b|\bnot (?:been )?(?:\w+[- ])?(?:approved|licensed|authori[sz]ed|cleared)|\bunapproved\b|"
    r"\bunlicensed\b|\bapproved (?:only|as an an)|"
    r"\b(?:only|as an? an(?:a)?esthetic only) approved",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\b(?:volunteers? (?:wanted|needed)|recruiting|taking part in (?:a|the) trial|clinical trial participants)\b",
    re.IGNORECASE,
)


def _check(reading: Reading) -> Iterable[Hit]:
    if _DISCLOSED.search(reading.text) or _TRIAL.search(reading.text):
        return
    for code, claims in reading.treatments.items():
        approved = [fact for fact in reading.facts.of(code, "approved_indication", reading.jurisdiction) if fact.seen]
        conditions = sorted({claim.condition.lower() for claim in claims if claim.condition})
        outside = [condition for condition in conditions if not any(fact.named_in(condition) for fact in approved)]
        if not approved or not outside:
            continue
        label = "; ".join(fact.condition or fact.value for fact in approved)
        message = (
            f"{code.replace('_', ' ')} is promoted for {cut(', '.join(outside))}; approved on record: {cut(label)}; "
            "nothing on the page says off-label or not approved"
        )
        yield Hit(message, inputs=tuple(f"{fact.value}: {fact.source}" for fact in approved))


rule = Rule(
    code="REG001",
    name="off-label-undisclosed",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(law.FTC_STATUS, references.CRANE, law.CONSISTENT_LABEL, law.USES_NOT_IN_LABEL),
    readings=_check,
    flags=(
        said("Ketamine infusions ease fibromyalgia.", intervention="ketamine", condition="fibromyalgia"),
        said("Spravato takes away back pain.", intervention="Spravato", condition="back pain"),
        said("Ketamine lifts depression.", intervention="IV ketamine", condition="depression"),
    ),
    passes=(
        said("Using ketamine for tinnitus is off-label and may help.", intervention="ketamine", condition="tinnitus"),
        said("Spravato lifts mood.", intervention="Spravato", condition="treatment-resistant depression"),
        said("Cupping eases back pain.", intervention="cupping", condition="back pain"),
        # hard: the approved use itself, in other words
        said(
            "Ketamine puts people to sleep for an operation.", intervention="ketamine", condition="general anesthesia"
        ),
    ),
)
