"""Gives a statistic or states that a treatment works, with no source.

Why it matters: a figure without a source cannot be checked, and "is effective" is the very thing that needs evidence.
Instead: say where it comes from: "in our 2022 survey of 140 clients 98 reported better sleep; there was no control
group".
Source: the references of this rule. A source named in the sentence before or after counts; on a page that offers
nothing it is one step less grave.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import ATTRIBUTED, FAULTY_USE, NEGATED, QUESTION, RATE

_STATED = re.compile(
    r"\b(?:is|are|was|were|has been|have been|proves?|can be|be)\b (?:\w+ ){0,4}?(?:effective|efficacious|treated|"
    r"managed|potent|"
    r"curative|beneficial|proven|successful|powerful|superior|cured|reversed|able to)\b|"
    r"\b(?:cures?|eliminates?|reverses?|heals?|relieves?|prevents?|stops?|melts?|erases?|works?|superb|potent|"
    r"flush(?:es)?|"
    r"restores?|rebuilds?|regenerates?|detoxif\w+|boosts?|reduces?)\b",
    re.IGNORECASE,
)
_SUPERB = re.compile(r"\b(?:superb|potent|curative|exceptional|remarkable)\b", re.IGNORECASE)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|unclear|suggest\w*|thought to|believed to|appears? to|probably|likely|"
    r"designed to|"
    r"aims? to|intended to|if|whether)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]| (?:in|out of) ")
_OWN_STORY = re.compile(r"\b(?:I|my|me)\b")
_APPEAL = re.compile(r"\b(?:ha(?:s|ve) (?:been )?|clinically |scientifically )(?:shown|proven|tested)\b", re.IGNORECASE)
_POPULAR = re.compile(r"\b(?:popular\w*|famous|well[- ]known)\b", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:off|discount|deposit|save|refund|of (?:the )?(?:price|cost))\b|[$£€]", re.IGNORECASE)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if sentence.is_heading or sentence.is_call or QUESTION.search(sentence.text):
        return
    around = reading.around(sentence)
    figure = RATE.search(sentence.text) if _NUMBER.search(sentence.low) else None
    about_people = sentence.benefit or sentence.counts_people
    if (
        figure
        and about_people
        and not ATTRIBUTED.search(sentence.text)
        and not _PLANS.search(sentence.text)
        and not FAULTY_USE.search(sentence.text)
    ):
        near = reading.neighbours(sentence)
        if not ATTRIBUTED.search(around) and not any(reading.resolvable(one) for one in near):
            grave = Severity.MAJOR if sentence.benefit and reading.promotes else Severity.MINOR
            yield at(sentence, figure, f"'{cut(sentence.text)}' gives '{figure[0]}' and no source", grave)
            return
    if _is_bare(sentence, reading) and not _OWN_STORY.search(sentence.text):
        grave = Severity.MAJOR if reading.promotes else Severity.MINOR
        yield at(sentence, None, f"'{cut(sentence.text)}' states a benefit as a fact and credits no source", grave)


def _is_bare(sentence: Sentence, reading: Reading) -> bool:
    text = sentence.text
    if (
        not sentence.benefit
        or sentence.attributed
        or _APPEAL.search(text)
        or _POPULAR.search(text)
        or reading.resolvable(sentence)
    ):
        return False
    if _POSSIBLE.search(text) or (NEGATED.search(text) and not _SUPERB.search(text)):
        return bool(_SUPERB.search(text)) and not NEGATED.search(text)
    if reading.neighbours(sentence)[0] is not sentence and ATTRIBUTED.search(reading.neighbours(sentence)[0].text):
        return sentence.low.startswith(("therefore", "thus", "so ", "hence"))
    return _STATED.search(text) is not None


rule = Rule(
    code="SRC004",
    name="uncited-claim",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        law.FTC_BASIS,
        references.HON_JUSTIFIABILITY,
        law.CAP_EVIDENCE,
        instruments.HNR_EVIDENCE,
        references.HON_ATTRIBUTION,
    ),
    sentences=_check,
    flags=(
        said("Seven in ten clients sleep better."),
        said("Botulinum injections are effective against tooth grinding."),
        said("The keto plan reverses diabetes."),
        said("Tinnitus affects 15% of adults.", direction="neutral", claim_type="prevalence"),
    ),
    passes=(
        said("In our 2022 survey of 140 clients (method page), 98 reported better sleep; no control group."),
        said("The device may ease tension headaches."),
        said("A trial tested it in 60 runners. 40% felt less pain."),
        said("Get 20% off your first massage."),
        # hard: the sentence goes on from a study told just before it
        said("A randomised trial compared the splint with a sham splint. The splint relieves night pain by 2 points."),
    ),
)
