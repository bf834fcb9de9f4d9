"""The ten criteria of HealthNewsReview for news releases, answered by what the words and the rules show.

One table maps each criterion to what speaks for and against it. Nothing is rated by taste: where too little speaks
either way the answer is `not_decided`, which is never a pass.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evidence.models import FindingBase
from evidence.rules.reading import Reading, Sentence
from evidence.rules.signs import (
    ALTERNATIVES,
    AVAILABILITY,
    BENEFITS,
    COSTS,
    EVIDENCE,
    HARMS,
    MONGERING,
    NOVELTY,
    SENSATION,
    SOURCES,
    Cue,
)


class Answer(StrEnum):
    """What can be said about a criterion; `not_applicable` is for texts that are about no treatment, test or habit."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_DECIDED = "not_decided"


@dataclass(frozen=True)
class Criterion:
    """One criterion: its question, its cues, the rules whose findings count against it, and where the lines lie.

    From `met` points on it is met, up to `not_met` it is not; between them nothing is decided.
    """

    key: str
    question: str
    cues: tuple[Cue, ...]
    met: float
    not_met: float
    start: float = 0.0
    rules: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """The answer to a criterion with its points and the names of what gave them."""

    answer: Answer
    points: float
    reasons: tuple[str, ...]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


CRITERIA: tuple[Criterion, ...] = (
    Criterion("costs", "Are the costs of it discussed?", COSTS, met=1.5, not_met=0.5),
    Criterion("benefits", "Is the benefit quantified in absolute terms?", BENEFITS, met=1.75, not_met=1.0),
    Criterion("harms", "Are the harms explained and quantified?", HARMS, met=1.75, not_met=1.0),
    Criterion(
        "evidence",
        "Are the design and the limits of the evidence described?",
        EVIDENCE,
        met=3.25,
        not_met=2.5,
        rules={"EVD001": -0.25, "EVD003": -0.25, "EVD004": -0.25, "POP001": -0.5},
    ),
    Criterion(
        "disease_mongering", "Is it free of exaggeration of the disease?", MONGERING, met=0.5, not_met=-0.25, start=1.0
    ),
    Criterion("sources", "Are funding and conflicts of interest named?", SOURCES, met=2.0, not_met=1.0),
    Criterion("alternatives", "Is it compared with existing alternatives?", ALTERNATIVES, met=2.5, not_met=1.5),
    Criterion("availability", "Is it clear whether it can be had?", AVAILABILITY, met=1.5, not_met=0.75),
    Criterion("novelty", "Is it established what is truly new?", NOVELTY, met=1.5, not_met=0.5),
    Criterion(
        "sensational",
        "Is it free of unjustified, sensational language?",
        SENSATION,
        met=0.25,
        not_met=-0.5,
        start=1.0,
        rules={"LNG001": -0.25, "LNG003": -0.5, "SAF003": -0.25},
    ),
)


def criteria(reading: Reading, findings: Collection[FindingBase] = ()) -> dict[str, Decision]:
    """The answer to each criterion for a page, with what it rests on.

    A text in which nothing is said to help, harm, test or be studied is not a story about a treatment, and the
    criteria do not apply to it.
    """
    sentences = tuple(sentence for sentence in reading.body if sentence.text.strip())
    if not _is_about_a_treatment(reading, sentences):
        return {criterion.key: Decision(Answer.NOT_APPLICABLE, 0.0, ()) for criterion in CRITERIA}
    return {criterion.key: _decided(criterion, sentences, findings) for criterion in CRITERIA}


_HEALTH = _words(
    r"\b(?:patients?|treat\w*|therap\w+|drugs?|medic\w+|diseases?|health\w*|clinical|trial|study|studies|symptoms?|"
    r"diagnos\w+|risk|vaccin\w+|"
    r"surg\w+|screening|cancer|diet\w*|supplement\w*)\b"
)


def _is_about_a_treatment(reading: Reading, sentences: Collection[Sentence]) -> bool:
    return bool(reading.claims) or sum(1 for one in sentences if _HEALTH.search(one.text)) >= 2


def _decided(criterion: Criterion, sentences: Collection[Sentence], findings: Collection[FindingBase]) -> Decision:
    scores = {cue.name: cue.score(sentences) for cue in criterion.cues}
    broken = {finding.rule for finding in findings}
    scores |= {code: points for code, points in criterion.rules.items() if code in broken}
    points = criterion.start + sum(scores.values())
    if points >= criterion.met:
        answer = Answer.MET
    elif points <= criterion.not_met:
        answer = Answer.NOT_MET
    else:
        answer = Answer.NOT_DECIDED
    return Decision(answer, round(points, 2), tuple(name for name, score in scores.items() if score))
