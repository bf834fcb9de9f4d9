"""Signs in news releases of what each criterion asks for: patterns with what they are worth; they decide nothing."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from evidence.rules.reading import Sentence


@dataclass(frozen=True)
class Cue:
    """One sign: a pattern, how many points each sentence with it is worth, and at most how many.

    `unless` voids a sentence; `beside` must stand in the same sentence.
    """

    name: str
    pattern: re.Pattern[str]
    points: float = 1.0
    most: float = 1.0
    unless: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None

    def score(self, sentences: Collection[Sentence]) -> float:
        """The points of this cue over the sentences."""
        hits = sum(1 for sentence in sentences if self._stands_in(sentence.text))
        worth = self.points * hits
        return min(worth, self.most) if self.points > 0 else max(worth, -self.most)

    def _stands_in(self, text: str) -> bool:
        if not self.pattern.search(text) or (self.unless and self.unless.search(text)):
            return False
        return self.beside is None or self.beside.search(text) is not None


def words_of(pattern: str) -> re.Pattern[str]:
    """The pattern, whatever the case of the words."""
    return re.compile(pattern, re.IGNORECASE)


THING = (
    r"(?:treatments?|therap(?:y|ies)|drugs?|medications?|medicines?|tests?|screening|devices?|procedures?|surger(?:y|"
    r"ies)|"
    r"vaccines?|supplements?|interventions?|programs?|programmes?|pills?|doses?|implants?|scans?|technolog(?:y|ies)|"
    r"approach)"
)

LIMITS = words_of(
    r"\b(?:limitations?|limited by|cannot (?:prove|establish|show|determine|say)|can't prove|does(?: not|"
    r"n't) (?:prove|establish|mean)|not prove|cause[- ]and[- ]effect|causal(?:ity|ly)?|"
    r"more (?:research|studies|work|data) (?:is|are|will be)? ?(?:needed|required|necessary)|further (?:research|"
    r"stud(?:y|ies)|trials?|investigation|work)|larger (?:\w+ )?(?:stud(?:y|ies)|trials?)|"
    r"small (?:number|sample|study|trial|pilot)|preliminary|caution\w*|caveats?|not (?:yet )?(?:known|clear|"
    r"been (?:tested|studied|peer))|"
    r"observational|pilot study|early[- ]stage|remains? (?:unclear|to be seen|unknown)|need to be (?:confirmed|"
    r"replicated|validated|tested)|self-report\w*|uncertain\w*|"
    r"unclear (?:whether|if|how)|did not (?:account|measure|control|look|include)|may not (?:apply|work|translate|"
    r"be))\b"
)
