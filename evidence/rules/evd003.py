"""Tells cause and effect from observational data.

Why it matters: people who choose a treatment differ from those who do not. A chart review or a survey cannot tell the
treatment's effect from that difference.
Instead: use the words of association: "men on testosterone fell less often; other differences may explain it".
Source: the references of this rule. A sentence that also rests on a randomised trial passes.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import LIMITED, OBSERVATIONAL

_CAUSE = re.compile(
    r"\b(?:effective(?:ly)?|improves?|improved|prevents?|reduces?|reduced|cuts?|lowers?|provid(?:es|ed|"
    r"ing) (?:\w+[- ]?){0,3}relief|relieves?|"
    r"cures?|reverses?|protects?|works?|boosts?|leads? to|because of|thanks to|causes?|halves|eliminates?|extends?)\b",
    re.IGNORECASE,
)
_RANDOMISED = re.compile(r"\brandomi[sz]ed|\bplacebo|\bdouble-blind|\bmeta-analys", re.IGNORECASE)
_ASSOCIATED = re.compile(
    r"\b(?:associated|association|linked|correlat\w+|may|might|could|suggest\w*|other (?:differences|factors)|cannot|"
    r"tended|less likely|more likely|whether|fewer|lower (?:rates?|risk)|reported)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.benefit or sentence.design not in OBSERVATIONAL:
        return
    match = _CAUSE.search(sentence.text)
    around = reading.around(sentence)
    if (
        match is None
        or _RANDOMISED.search(sentence.text)
        or _ASSOCIATED.search(sentence.text)
        or LIMITED.search(around)
    ):
        return
    design = sentence.design.value.replace("_", " ")
    yield at(sentence, match, f"'{match[0]}' tells a cause from a {design} study: '{cut(sentence.text)}'")


rule = Rule(
    code="EVD003",
    name="causal-from-observational",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(instruments.SUMNER_CAUSE, instruments.HANEEF_SPIN, instruments.GRADE_WORDS),
    sentences=_check,
    flags=(
        said("A chart review shows that testosterone prevents falls."),
        said("In a cohort of 800 nurses, daily walking cuts the risk of stroke."),
        said("A survey of our members shows that the app improves sleep."),
    ),
    passes=(
        said("In a chart review, men on testosterone fell less often; other differences may explain it."),
        said("In a cohort of 800 nurses, daily walking was associated with fewer strokes."),
        said("A randomised trial found that the app improves sleep."),
        # hard: a trial beside the registry carries the verb
        said("A registry study and a randomised trial both found that the valve prevents stroke."),
    ),
)
