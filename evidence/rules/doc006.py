"""Promotes one treatment for many unrelated conditions.

Why it matters: conditions of different organs have different causes. What is offered for all of them has been tested
for few.
Instead: "we offer this for one condition; for other pain the evidence is weaker and we do not advertise it".
Source: the references of this rule; levels of evidence come from the fact tables, where they have them.
"""

import re
from collections.abc import Iterable

from evidence.models import PageDossier, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, cut
from evidence.rules.reading import Reading
from evidence.rules.recipes import is_benefit
from evidence.text.counting import counted

_MANY, _SYSTEMS = 8, 4
"""Distinct conditions, or systems of the body, from which it is a sprawl (rule catalogue, DOC006)."""
_BODY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for name, words in (
        (
            "nerves and brain",
            (
                r"migraine|headache|neuropath|stroke|dementia|alzheimer|parkinson|epilep|sclerosis|autis|adhd|brain|"
                r"concussion|sciatica|nerve"
            ),
        ),
        ("mind", r"depress|anxiety|ptsd|stress|insomnia|addict|alcohol|bipolar|ocd|sleep"),
        (
            "joints and muscles",
            r"arthrit|back pain|neck pain|knee|joint|fibromyalg|muscle|tendon|gout|osteopor|shoulder|sports injur",
        ),
        ("heart and vessels", r"heart|hypertens|blood pressure|cholesterol|circulat|varicose|vascular"),
        ("lungs and throat", r"asthma|copd|bronch|cold|flu|sinus|allerg|hay fever|covid"),
        ("gut and liver", r"bowel|crohn|colitis|constipat|reflux|digest|gut|liver|hepatitis|ulcer"),
        ("hormones and metabolism", r"diabet|thyroid|obes|weight|testosterone|menopaus|adrenal|metaboli|hormon"),
        ("skin and hair", r"skin|acne|eczema|psoriasis|hair|scar|wrinkle|wound|burn"),
        ("cancer", r"cancer|tumou?r|leuk|lymphoma"),
        ("infection and immunity", r"infection|lyme|immun|lupus|hiv|virus"),
        (
            "reproduction and urinary tract",
            r"infertil|fertility|erectile|endometrio|menstru|prostat|urin|kidney|libido",
        ),
        ("senses", r"tinnitus|hearing|vision|macular|eye|vertigo"),
    )
)


def _check(reading: Reading) -> Iterable[Hit]:
    named: dict[str, set[str]] = {}
    for claim in reading.claims:
        if claim.intervention and is_benefit(claim) and claim.condition:
            treated = reading.facts.code_of(claim.intervention_code or claim.intervention) or claim.intervention.lower()
            named.setdefault(treated, set()).update(part.strip().lower() for part in claim.condition.split(";"))
    for treatment, conditions in named.items():
        systems = sorted({system for one in conditions for system, words in _BODY if words.search(one)})
        if len(conditions) < _MANY and len(systems) < _SYSTEMS:
            continue
        weak = [one for one in sorted(conditions) if _is_weak(treatment, one, reading)]
        severity = Severity.MAJOR if weak and len(weak) * 2 >= len(conditions) else Severity.MINOR
        note = f"; at or below weak evidence on record: {', '.join(weak)}" if weak else ""
        listed = cut(", ".join(sorted(conditions)), 300)
        name = treatment.replace("_", " ")
        counts = f"{counted(len(conditions), 'condition')} of {counted(len(systems), 'system')}"
        message = f"{name} is promoted for {counts}: {listed}{note}"
        yield Hit(message, severity=severity)


def _is_weak(treatment: str, condition: str, reading: Reading) -> bool:
    levels = [fact for fact in reading.facts.of(treatment, "evidence_level") if fact.seen and fact.named_in(condition)]
    return bool(levels) and all(fact.value.startswith(("weak", "no", "not")) for fact in levels)


def _treated(treatment: str, *conditions: str) -> PageDossier:
    lines = "\n".join(f"It helps {condition}." for condition in conditions)
    page = said(lines, intervention=treatment)
    dossiers = tuple(
        one.model_copy(update={"claim": one.claim.model_copy(update={"condition": condition})})
        for one, condition in zip(page.dossiers, conditions, strict=True)
    )
    return page.model_copy(update={"dossiers": dossiers})


rule = Rule(
    code="DOC006",
    name="indication-sprawl",
    severity=Severity.MINOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(instruments.TURNER, law.BROADER_OR_SAFER, law.ASA_LISTS, references.CRANE),
    readings=_check,
    flags=(
        _treated("vitamin drip", "autism", "stroke", "infertility", "hair loss", "asthma", "gout"),
        _treated("hyperbaric oxygen", "diabetes", "migraine", "depression", "psoriasis", "tinnitus"),
        _treated("ketamine", "migraine", "fibromyalgia", "depression", "asthma", "low back pain", "cancer pain"),
    ),
    passes=(
        _treated("brace", "knee pain", "ankle sprain"),
        _treated("exercise", "back pain", "neck pain", "knee arthritis"),
        said("We offer this for one condition, complex regional pain syndrome.", intervention="ketamine"),
        # hard: one condition under many names of one system
        _treated("splint", "knee pain", "knee arthritis", "joint stiffness", "shoulder pain", "back pain"),
    ),
)
