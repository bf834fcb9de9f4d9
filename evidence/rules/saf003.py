"""Calls a treatment safe, free of side effects or non-addictive without exception.

Why it matters: nothing that works is free of risk. A reader who believes it asks no questions and reports no harm.
Instead: say what can happen: "dependence can occur; it is a Schedule III drug".
Source: the references of this rule. It is graver where the fact tables list a serious risk of the treatment.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import MODAL, QUESTION

_SAFE = re.compile(
    r"\b(?:(?:clinically |scientifically )?proven (?:to be )?safe|none of the (?:\w+ ){0,3}?side[- ]effects|"
    r"(?:completely|perfectly|totally|absolutely|entirely|100 ?%|extremely|incredibly|remarkably) safe|"
    r"safe (?:and|,|&) (?:\w+ )?effective|"
    r"(?:no|zero|without(?: any)?|free (?:of|from)) (?:known |harmful |negative |serious |adverse |nasty |dangerous |"
    r"unwanted |long-term )*(?:side[- ]?effects?|risks?|downtime or risk)|"
    r"non-?addictive|not (?:habit[- ]forming|addictive)|risk[- ]free|side[- ]effect[- ]free|harmless|no (?:danger|"
    r"harm)|"
    r"(?:all[- ])?natural(?:,| and| so)+ (?:it is |it's |they are )?(?:safe|harmless|gentle)|safe for (?:everyone|"
    r"all|the whole family))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|n't|nor|isn't|neither|hardly|nothing is|no treatment is|rarely|whether|if|unclear|unknown|"
    r"cannot say|are there|to be shown|must (?:be|prove)|"
    r"does not mean|not necessarily|before) (?:\w+ ){0,6}?(?:completely|perfectly|totally|entirely|safe|free|without|"
    r"harmless|risk[- ]free|non-?addictive)|"
    r"\bnot free of|\b(?:is|are|was) (?:it|there) safe|\bno (?:difference|increase|evidence|more|greater|higher|data|"
    r"information|studies)\b|\bsafety was\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:in this (?:study|trial)|reported no|were no|there were|had no|no \w+ (?:occurred|were (?:seen|reported|"
    r"observed)))\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _SAFE.search(sentence.text)
    if match is None or not (sentence.claims or sentence.names_treatment) or QUESTION.search(sentence.text):
        return
    if _DENIED.search(sentence.text) or _COUNTED.search(sentence.text) or MODAL.search(sentence.text[: match.start()]):
        return
    code = reading.code_of(sentence)
    serious = [fact.value for fact in reading.facts.of(code, "risk") if fact.serious and fact.seen]
    known = f"; serious risks on record: {', '.join(serious)}" if serious else ""
    message = f"'{match[0]}' leaves no room for harm{known}"
    yield at(sentence, match, message, Severity.CRITICAL if serious else Severity.MAJOR)


rule = Rule(
    code="SAF003",
    name="absolute-safety",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(
        law.BROADER_OR_SAFER,
        instruments.CRANE_STATUS,
        law.COMPOUNDED,
        law.TGA_AIMS,
        law.CAP_EVIDENCE,
        law.CAP_GUARANTEE,
    ),
    sentences=_check,
    gate=("safe", "side", "addictive", "habit", "risk", "harm", "danger"),
    flags=(
        said("Low doses of ketamine are non-addictive."),
        said("Our chiropractic neck adjustments are completely safe."),
        said("The herbal capsules have no side effects."),
        said("A risk-free laser treatment for scars."),
    ),
    passes=(
        said("Dependence can occur; it is a Schedule III drug."),
        said("The herbal capsules are not free of side effects."),
        said("Safety was assessed in 40 adults; there were no serious side effects in this trial."),
        said("It is unclear if the tea is completely safe in pregnancy."),
        # hard: natural does not mean safe
        said("Natural does not mean safe: the extract can damage the liver."),
    ),
)
