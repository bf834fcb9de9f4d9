"""Says "improvement", "response" or "significant" without saying of what, by what measure.

Why it matters: "40% improvement" can mean anything from a questionnaire about mood to fewer deaths, and "significant"
in a test need not matter to anybody.
Instead: name the measure and the size: "mean pain fell from 7.1 to 5.9 on a 0-10 scale".
Source: the references of this rule; the pain thresholds are those of IMMPACT 2008.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import MEASURE

_VAGUE = re.compile(
    r"\b(?:improvements?|improved?|improves|better|responses?|responded|respond|success(?: rate)?|successful|"
    r"effective|results?|relief|benefit(?:ed|s)?|"
    r"help(?:ed|s)?)\b",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(
    r"\bsignificant(?:ly)?\b|\b(?:solid|good|excellent|great|marked|considerable|substantial) (?:improvements?|"
    r"responses?|results|outcomes?|relief)\b",
    re.IGNORECASE,
)
_IMPORTANT = re.compile(
    r"\bsignificant (?:others?|problem|burden|cause|role|number|challenge|risk|part)\b|\bnot significant|"
    r"\bno significant",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\b\d+(?:\.\d+)? ?(?:%|percent|per cent)", re.IGNORECASE)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.benefit or MEASURE.search(reading.around(sentence)):
        return
    figure, vague = _FIGURE.search(sentence.text), _VAGUE.search(sentence.text)
    if figure and vague:
        yield at(sentence, vague, f"'{figure[0]}' with '{vague[0]}' names no measure and no threshold", Severity.MAJOR)
        return
    match = _SIGNIFICANT.search(sentence.text)
    if match and not _IMPORTANT.search(sentence.text):
        yield at(sentence, match, f"'{match[0]}' gives neither a measure nor a size of the effect", Severity.MINOR)


rule = Rule(
    code="NUM003",
    name="outcome-unspecified",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(instruments.IMMPACT, law.FTC_QUALITY, law.QUANTITATIVE, law.CLINICAL_MEANING),
    sentences=_check,
    gate=(
        "%",
        "percent",
        "per cent",
        "significant",
        "solid",
        "good",
        "excellent",
        "great",
        "marked",
        "consider",
        "substantial",
    ),
    flags=(
        said("Patients improved 40%."),
        said("The brace led to a significant reduction in pain."),
        said("Our thyroid protocol has a 92% success rate."),
        said("Most clients see excellent results with the laser."),
    ),
    passes=(
        said("Mean pain fell by 17%, from 7.1 to 5.9 on a 0-10 scale."),
        said("A significant number of people live with eczema.", direction="neutral", claim_type="prevalence"),
        said("With the brace people walked 40 metres further."),
        # hard: a threshold makes a response a measure
        said("60% responded, that is had at least 30% less pain."),
    ),
)
