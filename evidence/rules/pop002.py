"""Puts evidence from emergencies, surgery or acute pain under a chronic condition.

Why it matters: a pain that falls within minutes of an injection in the emergency room says nothing about a pain of
years. The two have different guidelines for that reason.
Instead: say which it was: "emergency use: pain fell within 15 minutes. This says nothing about long-lasting back pain".
Source: the references of this rule. A sentence that names both acute and chronic itself passes.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence

_ACUTE = re.compile(
    r"\b(?:emergency (?:department|room|medicine|care|use)|acute(?:ly)?|trauma(?:tic)? (?:pain|injur\w+)|"
    r"intra-?operativ\w+|peri-?operativ\w+|post-?operativ\w+|post-?surg\w+|"
    r"(?:after|during|following) (?:\w+ ){0,3}?(?:surgery|operations?|mastectomy|caesarean|replacement)|"
    r"in intensive care|one-off|single (?:dose|injection|infusion))\b|\bED\b",
    re.IGNORECASE,
)
_CHRONIC = re.compile(r"\b(?:chronic|long[- ](?:term|lasting|standing)|persistent|chronification)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:says nothing|not (?:tested|shown|known)|different from|unlike chronic|does not (?:mean|apply)|"
    r"acute (?:and|or|to|versus) chronic)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.benefit:
        return
    match = _ACUTE.search(sentence.text) or _before(sentence, reading)
    if match is None or _LIMIT.search(reading.around(sentence)):
        return
    within = match.string == sentence.text
    if _CHRONIC.search(sentence.text) and re.search(r"\bacute\b", sentence.low):
        return
    chronic = (
        _CHRONIC.search(" ".join(sentence.headings))
        or _CHRONIC.search(sentence.about)
        or _CHRONIC.search(reading.paragraph(sentence))
    )
    if chronic is None:
        return
    place = match if within else None
    yield at(
        sentence, place, f"'{match[0]}' is evidence of one moment, told under '{chronic[0]}': '{cut(sentence.text)}'"
    )


def _before(sentence: Sentence, reading: Reading) -> "re.Match[str] | None":
    """The acute setting of the sentence before, where this one goes on from the same study."""
    earlier = reading.before(sentence)
    goes_on = re.match(r"(?:the|this|that) (?:study|trial|same|drug|treatment)|it\b|pain\b|they\b", sentence.low)
    return _ACUTE.search(earlier.text) if earlier and goes_on else None


rule = Rule(
    code="POP002",
    name="acute-to-chronic",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(instruments.SCHWENK, instruments.COHEN, law.OTHER_PATIENTS, instruments.GRADE_INDIRECT),
    sentences=_check,
    flags=(
        said("A trial in the emergency department showed that the spray eased pain.", headings=("Chronic back pain",)),
        said("A nerve block after knee replacement relieved pain, so we use it for chronic pain."),
        said("In acute injury, cold packs reduce swelling.", condition="chronic tendon pain"),
    ),
    passes=(
        said("In the emergency department pain fell within 15 minutes. This says nothing about chronic back pain."),
        said("The gel eases acute and chronic back pain."),
        said("In the emergency department the spray eased pain.", headings=("Broken bones",)),
        # hard: a chronic condition with no acute evidence
        said("In people with chronic back pain, exercise eased pain after six months."),
    ),
)
