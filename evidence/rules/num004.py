"""Gives a figure or a duration of benefit with nothing to compare it to.

Why it matters: people get better by themselves, on placebo and over time. A figure without its comparison counts all of
that as the treatment's work.
Instead: give both groups: "relief lasted 6 weeks with the drug and 5 with placebo".
Source: the references of this rule. A comparison with the start alone does not clear it.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import COMPARED, FAULTY_USE

_FIGURE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|percent\b|per cent\b)|\b\d+(?:\.\d+)?[- ]points?\b|"
    r"\b(?:\d+|one|two|three|four|five|six|several) (?:hours|days|weeks|months|years) of (?:\w+ )?(?:relief|"
    r"remission|benefit|freedom|"
    r"improvement|pain[- ]free)\b|\b\d+ (?:out )?of (?:the |our )?\d+\b|\bby half\b|\bin half\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _FIGURE.search(sentence.text)
    if match is None or not sentence.benefit or FAULTY_USE.search(sentence.text) or sentence.is_call:
        return
    if COMPARED.search(reading.around(sentence)):
        return
    severity = Severity.MAJOR if reading.promotes or sentence.attributed else Severity.MINOR
    yield at(sentence, match, f"'{match[0]}' is told as the treatment's effect, with no comparison group", severity)


rule = Rule(
    code="NUM004",
    name="comparator-missing",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.QUANTITATIVE, instruments.HNR_EVIDENCE, law.FTC_QUALITY, law.CONCOMITANT),
    sentences=_check,
    gate=(
        "%",
        "percent",
        "per cent",
        "point",
        "relief",
        "remission",
        "benefit",
        "freedom",
        "improvement",
        " of ",
        "half",
    ),
    flags=(
        said("Drips gave 6 weeks of relief."),
        said("85% of our knee clients improved after the injections."),
        said("The app lowered anxiety scores by 5 points."),
    ),
    passes=(
        said("Relief lasted 6 weeks with the drug and 5 with placebo."),
        said("40% improved with needles, 38% with sham needles."),
        said("Migraine affects 12% of adults.", direction="neutral", claim_type="prevalence"),
        # hard: the comparison stands in the next sentence
        said("Pain fell by 20 points with the splint. In the control group it fell by 17."),
    ),
)
