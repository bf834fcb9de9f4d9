"""Claims or hints at a cure, a reversal or a remission.

Why it matters: for chronic disease a cure is the rarest of results and the strongest of hopes. People have stopped
treatment that works for one that promises more.
Instead: say what is aimed at: "there is no known cure; this aims at short-term relief".
Source: the references of this rule. Denials, diseases that are cured as a matter of course, and curative surgery pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import NUMBERED, SERIOUS

_CURE = re.compile(
    r"\b(?:cure[sd]?|curing|curative|eliminat(?:es?|ed|ing) (?:\w+ ){0,4}?(?:disease|cancer|pain|symptoms|diabetes|"
    r"arthritis|condition|"
    r"depression|migraines?|tumou?rs?|virus|addiction|root cause)|eradicat\w+|revers(?:es?|ed|ing|"
    r"al of) (?:\w+ ){0,3}?(?:diabet\w+|disease|"
    r"ag(?:e?ing|e)|arthritis|dementia|alzheimer\w*|neuropathy|hair loss|cancer|damage|autism|symptoms|condition|"
    r"multiple sclerosis|heart disease|"
    r"cognitive decline|memory loss|infertility|asthma|lupus|kidney disease)|disease-free|symptom-free|(?:complete|"
    r"full|lasting|total|permanent) remission|remission)\b",
    re.IGNORECASE,
)
_HEAL = re.compile(r"\bheal(?:s|ed|ing)?\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|nothing|nobody|never|cannot|can't|isn't|without|neither|nor|n't|no known|doesn't|lack of|"
    r"search for|towards? a|myth|unproven|rather than|beware|claims? to|"
    r"promis\w+ a|so-called|yet to)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:incurable|curative (?:surgery|intent|resection|radiotherapy|treatment intent)|cured (?:meat|ham)|"
    r"antibiotics?|bacterial|urinary|tuberculosis|scabies|lice|"
    r"h\. ?pylori|hepatitis c|threadworm\w*|malaria|strep\w*|found early|early[- ]stage|caught early|"
    r"if (?:it is )?(?:found|caught|treated) early|transplant|"
    r"surgery|surgical|cataracts?|fungal|antifungal|resin|light-cured|curing light)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.benefit or _DENIED.search(sentence.text) or _USUAL.search(sentence.text):
        return
    serious = SERIOUS.search(f"{sentence.text} {sentence.about}") is not None
    match = _CURE.search(sentence.text) or (_HEAL.search(sentence.text) if serious else None)
    if match is None:
        return
    counted = NUMBERED.search(reading.around(sentence)) or sentence.hedged
    if match[0].lower() == "remission" and counted:
        return
    severity = Severity.CRITICAL if serious and not _HEAL.match(match[0]) else Severity.MAJOR
    yield at(sentence, match, f"'{match[0]}' promises more than relief: '{cut(sentence.text)}'", severity)


rule = Rule(
    code="LNG003",
    name="cure-language",
    severity=Severity.CRITICAL,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.FTC_NET_IMPRESSION, law.CAP_EVIDENCE, law.TGA_RESTRICTED, law.DISEASE_CLAIMS, law.CAP_CURE),
    sentences=_check,
    gate=("cur", "eliminat", "eradicat", "revers", "disease-free", "symptom-free", "remission", "heal"),
    flags=(
        said("Oxygen is a step towards curing fibromyalgia."),
        said("Our fasting plan reverses diabetes."),
        said("The tincture eliminates cancer."),
        said("Energy work heals asthma."),
    ),
    passes=(
        said("There is no known cure; this aims at short-term relief."),
        said("Antibiotics cure most throat infections with streptococci."),
        said("The dressing helps small wounds to heal."),
        said("Nothing cures tinnitus, but the masker may ease it."),
        # hard: remission counted among people is a result, not a promise
        said("Of 60 patients 12 were in remission after a year, and 10 of 60 on usual care."),
    ),
)
