"""Offers popularity, fame, novelty or promise as a reason to believe.

Why it matters: popular treatments fail as often as others, and readers take "promising" and "pilot" for praise where
researchers mean "not known yet".
Instead: say what is unknown: "a pilot in 12 people looked favourable; larger trials are needed before it can be
advised".
Source: the references of this rule. A treatment that promotes a process of the body is another matter.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import LIMITED

_PRAISE = re.compile(
    r"\b(?:sweeping the (?:nation|country|world)|going (?:crazy|viral|wild)|(?:doctors?|they) (?:\w+ ){0,6}?banned|"
    r"popular(?:ity)?|famous(?:ly)?|emerging|in modern times|promising|(?:great|huge|real|much) promise|"
    r"pilot (?:study|trial|data)|preliminary|"
    r"advocat(?:e|es|ed|ing)|booming|trending|celebrit(?:y|ies)|a-list\w*|hollywood|millions of (?:people|users)|"
    r"thousands of (?:people|"
    r"patients|clients)|everyone is talking|more and more (?:people|doctors|athletes|clinics)|used for (?:centuries|"
    r"thousands of years)|"
    r"ancient|(?:is|are|was|been) gaining|key role|commonly known for|"
    r"promot(?:e|es|ed|ing) (?:the )?(?:use|usage|application|presence|\w+ (?:in|for) the (?:management|treatment)))\b",
    re.IGNORECASE,
)
_PROFESSION = re.compile(
    r"\bpatient advoca|\badvocate(?:s)? for (?:your|patients|change)|\bancient (?:greece|rome|egypt)\b", re.IGNORECASE
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _PRAISE.search(sentence.text)
    if (
        match is None
        or not (sentence.names_treatment or sentence.benefit)
        or sentence.is_heading
        or sentence.is_call
        or sentence.background
    ):
        return
    if _PROFESSION.search(sentence.text) or LIMITED.search(reading.around(sentence)) or _is_quoted(sentence, match):
        return
    yield at(sentence, match, f"'{match[0]}' praises and does not say what is still unknown: '{cut(sentence.text)}'")


def _is_quoted(sentence: Sentence, match: "re.Match[str]") -> bool:
    """Whether the word stands inside the quoted title of something."""
    before = sentence.text[: match.start()]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


rule = Rule(
    code="EVD005",
    name="popularity-or-promise-as-proof",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.FTC_QUALIFIERS, instruments.HNR_NOVELTY, law.CAP_EVIDENCE),
    sentences=_check,
    gate=(
        "popular",
        "sweeping",
        "going ",
        "banned",
        "famous",
        "emerging",
        "modern times",
        "promis",
        "pilot",
        "preliminary",
        "advoca",
        "boom",
        "trending",
        "celebrit",
        "a-list",
        "hollywood",
        "millions",
        "thousands",
        "everyone",
        "more and more",
        "centuries",
        "ancient",
        "gaining",
        "key role",
        "commonly known",
        "promot",
    ),
    flags=(
        said("IV glutathione is booming and shows great promise."),
        said("Thousands of patients trust our laser for sciatica."),
        said("Cold plunges are gaining popularity in the treatment of depression."),
        said("A review promotes the use of cupping in back pain."),
    ),
    passes=(
        said("A pilot study in 12 people looked favourable; larger trials are needed before it can be advised."),
        said("The serum promotes healing of minor wounds."),
        said("Our café is a popular place to wait.", direction="neutral", claim_type="promotional"),
        # hard: the word belongs to a quoted title
        said("A review titled “Acupuncture: a promising therapy?” pooled nine trials of the treatment."),
    ),
)
