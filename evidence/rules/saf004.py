"""Leaves out known risks of the treatment, or hides them behind a general term.

Why it matters: "mild effects are possible" prepares nobody for what is on the label. The serious risks are those a
reader has to hear.
Instead: name them: "dissociation, raised blood pressure, nausea; with repeated use bladder and liver injury; misuse".
Source: the fact tables, with the label or warning each risk comes from; a treatment without a table is not checked.
"""

from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.harms import NOT_FOR, WATCHED, harm_sentences
from evidence.rules.reading import Reading

_ENOUGH = 0.6
"""Share of the known risks that must be named (rule catalogue, SAF004)."""


def _check(reading: Reading) -> Iterable[Hit]:
    treated = [code for code in reading.treatments if reading.facts.knows(code, "risk")]
    if not treated:
        return
    told = " ".join(sentence.low for sentence in harm_sentences(reading))
    told += " ".join(one.low for one in reading.body if WATCHED.search(one.text) or NOT_FOR.search(one.text))
    for code in treated:
        risks = [fact for fact in reading.facts.of(code, "risk") if fact.seen]
        named = [fact for fact in risks if fact.named_in(told)]
        missing = [fact for fact in risks if fact not in named]
        if not risks or (len(named) >= _ENOUGH * len(risks) and not any(fact.serious for fact in missing)):
            continue
        names = ", ".join(f"{fact.value}{' (serious)' if fact.serious else ''}" for fact in missing)
        message = f"{len(named)} of {len(risks)} known risks of {code.replace('_', ' ')} are named; missing: {names}"
        enough = len(named) >= _ENOUGH * len(risks) and not reading.promotes
        severity = Severity.MINOR if enough else Severity.MAJOR
        yield Hit(message, severity=severity, inputs=tuple(f"{fact.value}: {fact.source}" for fact in missing))


_TOLD = (
    "Testosterone injections lift energy. Side effects include too many red blood cells, and the treatment carries a "
    "risk "
    "of heart attack."
)

rule = Rule(
    code="SAF004",
    name="known-risk-omitted",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(
        references.FAIR_BALANCE,
        law.COMPOUNDED,
        law.RISK_GUIDANCE,
        references.SAFER_SELECTION,
        law.GENERAL_TERM,
    ),
    readings=_check,
    flags=(
        said("Testosterone injections lift energy.", intervention="testosterone"),
        said("The nasal spray lifts mood. Mild effects are possible.", intervention="esketamine"),
        said("Ketamine infusions ease pain. Nausea is a side effect.", intervention="ketamine"),
    ),
    passes=(
        said(_TOLD, intervention="testosterone"),
        said("Cupping eases back pain.", intervention="cupping"),
        said("Testosterone is a hormone.", intervention="testosterone", direction="neutral", claim_type="definition"),
        # hard: every serious risk is named, in the words of patients
        said(
            "The spray lifts mood. Side effects: sleepiness, feeling out-of-body, slow breathing, misuse, and suicidal "
            "thoughts.",
            intervention="Spravato",
        ),
    ),
)
