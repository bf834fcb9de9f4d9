"""Gives a percentage that no number of people out of the stated group makes.

Why it matters: 27% of 10 people is nobody's result. A figure that cannot be has been copied, pooled or made up.
Instead: give the count beside the share: "30% of 10 patients (3)".
Source: arithmetic; rounding and words like "about" are allowed for, and groups above 200 are not judged.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence

_OF = re.compile(
    r"(?P<about>\b(?:about|around|nearly|almost|roughly|approximately|over|up to|more than|"
    r"less than) )?(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent) of (?:the |our |all |these )?"
    r"(?P<n>\d{1,4}) (?:\w+ )?(?:patients?|participants?|people|subjects?|adults?|women|men|children|clients?|"
    r"volunteers?|users?|cases?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?P<k>\d{1,4}) (?:(?:out )?of|in|/) (?:the |our |"
    r"all )?(?P<n>\d{1,4})(?: \w+){0,2} ?\(\s?(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|percent)\)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<k>\d{1,4}) (?:out )?of (?:the |our |all )?(?P<n>\d{1,4}) (?:\w+ )?(?:patients?|participants?|people|"
    r"subjects?|women|men|clients?|users?)\b",
    re.IGNORECASE,
)
_LARGE = 200
_LOOSE = 2.0
"""Points of tolerance for "about" and the like."""


def _check(sentence: Sentence, _reading: Reading) -> Iterable[Hit]:
    for match in _OF.finditer(sentence.text):
        n, share = int(match["n"]), float(match["share"])
        if 0 < n <= _LARGE and not _possible(share, n, _slack(match["share"], loose=bool(match["about"]))):
            yield at(sentence, match, f"'{match[0]}': no whole number of {n} people is {match['share']}%")
    for match in _COUNTED.finditer(sentence.text):
        k, n, share = int(match["k"]), int(match["n"]), float(match["share"])
        if n and abs(100 * k / n - share) > _slack(match["share"], loose=False) + 0.01:
            yield at(sentence, match, f"'{match[0]}': {k} of {n} is {100 * k / n:.1f}%")
    for match in _PART.finditer(sentence.text):
        if int(match["k"]) > int(match["n"]):
            yield at(sentence, match, f"'{match[0]}': the part is larger than the whole")


def _possible(share: float, n: int, slack: float) -> bool:
    return any(abs(100 * k / n - share) <= slack for k in range(n + 1))


def _slack(shown: str, *, loose: bool) -> float:
    decimals = len(shown.partition(".")[2])
    return _LOOSE if loose else 0.5 * 10.0**-decimals + 1e-9


rule = Rule(
    code="INT001",
    name="percent-of-n",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.QUANTITATIVE, instruments.KORENSTEIN_ITEMS, instruments.GRIM),
    sentences=_check,
    gate=("%", "percent", " of "),
    flags=(
        said("Pain fell in 27% of 10 patients."),
        said("In the trial 12 of 40 people (40%) slept better."),
        said("Of the group, 14 of 12 patients improved."),
    ),
    passes=(
        said("Pain fell in 30% of 10 patients."),
        said("In the trial 12 of 40 people (30%) slept better."),
        said("About 32% of 10 patients improved."),
        said("Pain fell in 27% of 1200 patients."),
        # hard: rounding to a whole percent
        said("17% of 12 patients had relief."),
    ),
)
