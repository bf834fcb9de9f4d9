"""Tells nothing but favourable studies, and no limit or doubt anywhere.

Why it matters: for most treatments some studies found nothing. A text in which every one is a win has chosen them.
Instead: "three small trials were positive, two found no difference, and reviewers rate the evidence as low certainty".
Source: the references of this rule.
"""

import re
from collections.abc import Iterable

from evidence.models import Direction, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading
from evidence.rules.wording import STUDY_NOUN
from evidence.text.counting import counted

_ENOUGH = 8
_FAVOURABLE, _NEARLY = 0.95, 0.9
"""Number and shares of directional attributions (rule catalogue, DOC005)."""
_DOUBT = re.compile(
    r"\b(?:uncertain\w*|mixed (?:results|evidence|findings)|no (?:significant )?difference|small (?:stud\w+|trials?|"
    r"samples?)|limitations?|limited evidence|more research|"
    r"further (?:research|studies|trials)|not (?:as )?(?:effective|superior|better|proven)|low[- ](?:quality|"
    r"certainty)|inconclusive|conflicting|did not (?:help|differ|improve)|"
    r"insufficient evidence|weak evidence|no (?:benefit|effect)|unclear)\b",
    re.IGNORECASE,
)
_AGAINST = frozenset({Direction.HARM, Direction.NO_DIFFERENCE})


def _check(reading: Reading) -> Iterable[Hit]:
    credited = [one for one in reading.body if not one.is_heading and STUDY_NOUN.search(one.text) and one.claims]
    doubts = [one for one in reading.body if not one.is_heading and _DOUBT.search(one.text)]
    against = [one for one in credited if one in doubts or any(claim.direction in _AGAINST for claim in one.claims)]
    wins = [one for one in credited if one.benefit and one not in against]
    told = len(wins) + len(against)
    if told < _ENOUGH:
        return
    share = len(wins) / told
    if (share >= _FAVOURABLE and not doubts) or (share >= _NEARLY and len(doubts) <= 1):
        yield Hit(
            f"{len(wins)} of {told} attributions with a direction are favourable, and "
            f"{counted(len(doubts), 'sentence tells', 'sentences tell')} a limit or doubt"
        )


_WINS = " ".join(
    f"Study number {number} found that the mat eases pain."
    for number in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
)

rule = Rule(
    code="DOC005",
    name="one-sided-evidence",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        law.OVERTAKEN,
        references.BOUTRON,
        references.KORENSTEIN,
        law.FTC_TOTALITY,
        instruments.DISCERN_BALANCE,
        instruments.DISCERN_UNCERTAINTY,
    ),
    readings=_check,
    flags=(
        said(_WINS),
        said(_WINS.replace("mat", "drip")),
        said(_WINS.replace("the mat eases pain", "acupuncture improved sleep")),
    ),
    passes=(
        said(_WINS + " More research is needed. A review found mixed results and low-quality trials."),
        said("A study found that the mat eases pain."),
        said("The mat eases pain. " * 9),
        # hard: three small trials against two without a difference
        said(
            "Three trials were positive. Two trials of the mat found no difference. Reviewers rate the evidence as "
            "low certainty."
        ),
    ),
)
