"""Gives a relative change without the figures it is relative to.

Why it matters: "half the heart attacks" is true of 2 in 100 against 1 in 100 and of 40 against 20. The same drug sounds
far better in relative numbers.
Instead: give both: "1 of 100 instead of 2 of 100 over five years".
Source: the references of this rule. A baseline, counts of people or points on a scale nearby clear it.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at
from evidence.rules.reading import Reading, Sentence

_RELATIVE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|percent|per cent) (?:\w+ ){0,2}?(?:less|more|lower|higher|fewer|greater|better|faster|"
    r"reduction|reduced|"
    r"improvement|improved|increase|decrease|drop|decline|rise|boost|relief|cut)\b|"
    r"\b(?:by|(?<!rate )(?<!rates )of) (?:up to |about |nearly |almost |over |more than )?"
    r"\d+(?:\.\d+)? ?(?:%|percent|per cent)(?! of )|"
    r"\b(?:reduc\w+|improv\w+|fell|dropped|rose|increas\w+|decreas\w+|lower\w*|cut\w*|boost\w*|risen?|"
    r"shr[iau]nk) (?:\w+ ){0,5}?\d+(?:\.\d+)? ?(?:%|percent)|"
    r"\b(?:twice|double[ds]?|triple[ds]?|halve[ds]?|half (?:the|as)|cut in half|in half)\b|"
    r"\b(?:\d+|two|three|four|five|ten)[- ]?(?:fold|times) (?:more|less|higher|lower|better|faster|as)?",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\bfrom (?:\w+ ){0,3}?\d[\d.,]*\b.{0,40}?\bto (?:\w+ ){0,2}?\d|\b\d[\d,]* (?:out )?(?:of|in) (?:every |the |"
    r"our )?\d|\bvs\.?|\bversus\b|"
    r"\bpoints?\b|\bbaseline\b|\bcompared with \d|\b\d+(?:\.\d+)? ?(?:%|percent|per cent).{0,60}\b(?:and|against|"
    r"compared (?:with|to)|than) "
    r"(?:\w+ ){0,4}?\d+(?:\.\d+)? ?(?:%|percent|per cent)(?! (?:\w+ )?(?:improvement|better|less|more))|"
    r"\bper (?:1,?000|100)\b|\bmm ?Hg\b|\babsolute\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$£€]\d|\b(?:discount|off (?:your|the|all)|price|cost|save|revenue|sales|dose|dosage|strength)\b", re.IGNORECASE
)
_FREQUENCY = re.compile(
    r"\b(?:twice|three times|four times|\d+ times) (?:a|per|each|every|daily|weekly)\b|\bdouble-blind|\bdouble chin",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    text = _FREQUENCY.sub(lambda found: " " * len(found[0]), sentence.text)
    match = _RELATIVE.search(text)
    if match is None or not sentence.benefit or _MONEY.search(text) or _ABSOLUTE.search(reading.around(sentence)):
        return
    yield at(
        sentence,
        match,
        f"'{match[0].strip()}' is relative, and neither the starting figure nor counts of people are given",
    )


rule = Rule(
    code="NUM001",
    name="relative-without-absolute",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.QUANTITATIVE, instruments.HNR_BENEFIT, instruments.IPDAS, instruments.PLAIN),
    sentences=_check,
    gate=("%", "percent", "per cent", "twice", "doubl", "tripl", "halv", "half", "fold", "times"),
    flags=(
        said("The statin means half the heart attacks!"),
        said("Our mattress reduces back pain by 60%."),
        said("The supplement doubles your energy."),
    ),
    passes=(
        said("Heart attacks fell to 1 of 100 instead of 2 of 100 over five years."),
        said("Mean pain fell by 20%, from 7.1 to 5.7 on a 0-10 scale."),
        said("Take the capsule twice a day for relief."),
        said("Save 30% on your first treatment."),
        # hard: a share of people is no relative change, and has its own rule
        said("Acupressure has a success rate of 91% in travel sickness."),
        said("60% of patients had relief with the drug and 55% with placebo."),
    ),
)
