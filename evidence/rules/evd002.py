"""Offers a single case or a few as a reason to expect benefit.

Why it matters: people recover for many reasons, and the cases that did not go well are seldom written up. One of them
says nothing about the next patient.
Instead: say so: "only single cases have been described, so nobody knows whether it works".
Source: the references of this rule. Case reports of harm are another matter and pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import LIMITED

_CASE = re.compile(
    r"\bcase[- ](?:reports?|stud(?:y|ies)|series)\b|\b(?:one|a single) (?:\d+-year-old )?(?:patient|woman|man|boy|"
    r"girl|child|"
    r"athlete|client)\b|\ba patient (?:of ours|at our clinic|with)\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:died|death|injur\w+|harm\w*|adverse|toxicity|overdose|hospitali[sz]ed|side effects?|damage)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:one patient (?:at a time|per)|one in|one patient in|one patient population|in (?:each|every) case)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _CASE.search(sentence.text)
    if match is None or not sentence.benefit or _HARM.search(sentence.text) or _OTHER.search(sentence.text):
        return
    if LIMITED.search(reading.around(sentence)):
        return
    yield at(
        sentence, match, f"'{match[0]}' stands as evidence that it helps, with no word on what one case cannot show"
    )


rule = Rule(
    code="EVD002",
    name="case-report-as-efficacy",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(references.OCEBM, references.LARGER_EXPERIENCE, references.HANEEF),
    sentences=_check,
    gate=("case", "patient", "woman", "man", "boy", "girl", "child", "athlete", "client"),
    flags=(
        said("In a case study, ozone was a strong option for Lyme arthritis."),
        said("A case report describes complete relief of sciatica after spinal decompression."),
        said("One patient regained her hearing after acupuncture."),
    ),
    passes=(
        said("Only single cases exist; a case report cannot show that ozone helps."),
        said("A case report describes liver injury after the green tea extract.", direction="harm"),
        said("We treat one patient at a time, so every massage is unhurried."),
        # hard: a series with its limit in the next sentence
        said("In a case series of nine people the laser reduced scars. Without a comparison this is not proven."),
    ),
)
