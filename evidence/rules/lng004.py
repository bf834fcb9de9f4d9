"""Calls a treatment better, safer or easier than another without a comparison of the two.

Why it matters: to know which of two treatments is better they must have been tried side by side. "Safer" and "better"
move people away from a treatment that works.
Instead: give the trial: "in one trial of 52 people pain relief did not differ from morphine at 30 minutes".
Source: the references of this rule. Ease offered in place of effect ("not as good, but easier") is flagged as well.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import NEGATED, NUMBERED, QUESTION, STUDY_NOUN

_BETTER = re.compile(
    r"\b(?:superior|better|more (?:effective|powerful|potent|reliable|successful|efficient)|safer|faster|gentler|"
    r"healthier|stronger|easier|"
    r"outperform\w*|beats?|less (?:difficult|invasive|risky|painful|harmful|toxic|expensive)|fewer side effects)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\bsuperior (?:\w+ ){0,2}to\b|\b(?:than|to (?:morphine|surgery|opioids?|drugs|medication|other|traditional|"
    r"conventional|standard|any)|over (?:other|traditional|conventional)|"
    r"outperform\w*|beats?|alternatives?|traditional|conventional|competitors?|other (?:treatments|therapies|brands|"
    r"products|options)|compared (?:to|with))\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\bwithout (?:the |any )?(?:\w+ )?(?:side effects|risks|downsides|dangers) of\b|\bthe (?:best|most effective|"
    r"safest) (?:treatment|therapy|"
    r"option|remedy|alternative|way|method|medicine|drug|supplement|solution)\b",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\bnot (?:as|quite as) (?:\w+ )?as\b.*\b(?:less|more|easier|cheaper|simpler|faster)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:no|not|never|neither|n't|nor|isn't|whether|if) (?:\w+ ){0,3}?(?:superior|better|more effective|safer|"
    r"faster|easier|stronger)|"
    r"\b(?:better|faster|more) than (?:ever|before|expected|half|usual|\d)|\brather than\b|"
    r"\bbetter (?:safe )?than (?:sorry|nothing|never|one|two)|"
    r"\bbetter (?:sleep|quality|understand\w*|know\w*|control)\b(?!.*\bthan (?!before))",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:may|might|could|probably|likely|unclear|unknown|not clear|slightly)\b", re.IGNORECASE)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.claims or sentence.is_call or QUESTION.search(sentence.text):
        return
    trade = _TRADE.search(sentence.text)
    match = trade or _superior(sentence)
    if match is None or not (sentence.names_treatment or sentence.benefit) or _OPEN.search(sentence.text):
        return
    around = reading.around(sentence)
    if _is_compared(sentence, reading, around):
        return
    note = "ease is offered in place of effect" if trade else "no study with both arms is named"
    yield at(sentence, match, f"'{match[0]}' ranks treatments and {note}: '{cut(sentence.text)}'")


def _superior(sentence: Sentence) -> "re.Match[str] | None":
    if not sentence.benefit:
        return None
    without = _WITHOUT.search(sentence.text)
    if without and not NEGATED.search(sentence.text[: without.start()]):
        return without
    match = _BETTER.search(sentence.text)
    return match if match and _AGAINST.search(sentence.text) and not _NONE.search(sentence.text) else None


def _is_compared(sentence: Sentence, reading: Reading, around: str) -> bool:
    """Whether a source that can be found, or a study with a count of people or placebo, carries the comparison."""
    if any(reading.resolvable(one) for one in reading.neighbours(sentence)):
        return True
    studied = STUDY_NOUN.search(around) is not None
    return studied and (
        NUMBERED.search(around) is not None or re.search(r"\bplacebo|\bsham", around, re.IGNORECASE) is not None
    )


rule = Rule(
    code="LNG004",
    name="unsupported-superiority",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.COMPARISON, law.CAP_EVIDENCE, instruments.HNR_ALTERNATIVES, law.ABSENCE_CLAIM),
    sentences=_check,
    gate=(
        "superior",
        "better",
        "more ",
        "safer",
        "faster",
        "gentler",
        "healthier",
        "stronger",
        "easier",
        "outperform",
        "beat",
        "less ",
        "fewer",
        "without",
        "the best",
        "most effective",
        "safest",
        "not as",
        "not quite",
    ),
    flags=(
        said("The block works better than opioids."),
        said("Our bioidentical hormones are safer than conventional drugs."),
        said("Laser treatment gives you a flat stomach without the risks of surgery."),
        said("The patch is not as strong as the injection, but it is easier."),
    ),
    passes=(
        said("In one trial of 52 people pain relief with the drug did not differ from morphine at 30 minutes."),
        said("The treatment brings better sleep."),
        said("The gel is no better than placebo for back pain."),
        said("In a trial of 300 people the tablet was more effective than the cream."),
        # hard: a probability is no ranking
        said("Exercise therapy is probably better than rest for back pain."),
    ),
)
