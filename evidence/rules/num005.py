"""Gives the size of an effect without saying when it was measured.

Why it matters: pain that is lower after ten minutes tells nothing about next month. Without a time the reader takes the
effect for lasting.
Instead: say when: "joint pain was 45% lower at 4 weeks; later follow-up was not done".
Source: the references of this rule. A schedule of treatments is no time of measurement.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import FAULTY_USE, TIME

_EFFECT = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|percent\b|per cent\b)|\b\d+(?:\.\d+)?[- ]points?\b|"
    r"\bsignificant(?:ly)? (?:\w+ ){0,2}?(?:reduc\w+|improv\w+|"
    r"relief|lower\w*|less|decreas\w+|better)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|ten|twelve)[- ](?:weekly |daily )?(?:sessions|infusions|visits|treatments|"
    r"injections)\b"
    r"(?: (?:over|in|across) \d+ \w+)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:follow-up|at (?:discharge|the end)|after (?:treatment|surgery|the (?:trial|course))|overnight|lasting|"
    r"long-term)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _EFFECT.search(sentence.text)
    if match is None or not sentence.benefit or sentence.is_call or FAULTY_USE.search(sentence.text):
        return
    around = _COURSE.sub(" ", reading.around(sentence))
    if TIME.search(around) or _WHEN.search(around):
        return
    severity = Severity.MAJOR if "chronic" in f"{sentence.about} {sentence.low}" else Severity.MINOR
    yield at(sentence, match, f"'{match[0]}' has no time of measurement and no duration", severity)


rule = Rule(
    code="NUM005",
    name="timepoint-missing",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.FTC_QUALITY, references.HEALTH_NEWS_HARMS, instruments.DISCERN_BENEFITS, instruments.IPDAS),
    sentences=_check,
    gate=("%", "percent", "per cent", "point", "significant"),
    flags=(
        said("Joint pain dropped 45%."),
        said("After 10 infusions fatigue was 30% lower."),
        said("The pillow brings significant relief.", condition="chronic neck pain"),
    ),
    passes=(
        said("Joint pain was 45% lower at 4 weeks; later follow-up was not done."),
        said("In 15 minutes pain fell by 2 points."),
        said("Eczema affects 20% of children.", direction="neutral", claim_type="prevalence"),
        # hard: the time stands in the sentence before
        said("People were seen again after three months. Sleep was 12% longer."),
    ),
)
