"""Gives a percentage without the number of people it is of.

Why it matters: "83%" may be five of six friends or 830 of a thousand patients, and only one of them means anything.
Instead: give the count: "25 of 30 (83%) felt better; nobody served as control".
Source: the references of this rule. A count in the sentence before or after clears it.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import NUMBERED, PERCENT

_NOT_PEOPLE = re.compile(
    r"\bp ?[<=>]|\bconfidence\b|\bCI\b|\b\d+(?:\.\d+)? ?% (?:solution|cream|gel|oxygen|strength|pure|natural|organic|"
    r"alcohol|"
    r"acid|cotton|discount|off|satisfaction|humidity|daily value|concentration|vegan|saline|salicylic|retinol|"
    r"minoxidil|glycolic)\b|"
    r"\b(?:daily value|saturation|concentration|discount)\b|\bof (?:the|your) (?:price|cost|body|dose|tablets|weight|"
    r"calories)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = PERCENT.search(sentence.text)
    if match is None or not sentence.claims or _NOT_PEOPLE.search(sentence.text) or sentence.is_call:
        return
    if not (sentence.benefit or sentence.counts_people):
        return
    near = reading.neighbours(sentence)
    if NUMBERED.search(reading.around(sentence)) or (sentence.background and any(map(reading.resolvable, near))):
        return
    graver = sentence.benefit or sentence.background
    severity = Severity.MAJOR if graver else Severity.MINOR
    yield at(sentence, match, f"'{match[0].strip()}' is given without the number of people behind it", severity)


rule = Rule(
    code="NUM002",
    name="percent-without-denominator",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.QUANTITATIVE, instruments.EQIP, instruments.IPDAS, law.POOLED_COUNTS),
    sentences=_check,
    gate=("%", "percent", "per cent"),
    flags=(
        said("83% felt better."),
        said("The lens implant has a 98 percent success rate."),
        said("Tinnitus affects 15% of adults.", direction="neutral", claim_type="prevalence"),
    ),
    passes=(
        said("25 of 30 (83%) felt better; nobody served as control."),
        said("We asked 140 clients. Of them 60% slept better."),
        said("The 2% minoxidil solution regrows hair."),
        # hard: the percentages belong to a test of significance
        said("Walking improved more than with usual care (95% confidence interval 2 to 9 metres)."),
    ),
)
