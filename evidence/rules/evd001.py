"""Uses a verb of proof that the kind of study cannot carry.

Why it matters: one open study, a review of opinions or a single case cannot prove that a treatment works. The verb
tells the reader that the question is closed.
Instead: let the verb follow the design: "one patient improved", "was associated with", "may reduce".
Source: the references of this rule. "Can be effective" counts as hedged and is only noted.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity, StatedDesign
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import CASES, CERTAIN, LIMITED, POOLED, PRECLINICAL

_PROOF = re.compile(
    r"\b(?:pro(?:ve[sdn]?|ving)\b(?! to be)|confirm(?:s|ed)?|establish(?:es|ed)|guarantee\w*|definitely|undoubtedly|"
    r"cures?|declar\w+|"
    r"conclusive\w*|beyond doubt)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|can't|no|neither|fail\w*|without)\b (?:\w+ ){0,3}?(?:pro(?:ve|ven|ved)|show|confirm|"
    r"establish|"
    r"demonstrat|reveal|effective|lead|bring|cure|prevent)",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:can|suggest\w*|may|might|could|appears?|seems?|possibl\w+|likely|probably|linked|associated)\b",
    re.IGNORECASE,
)
_TRIALS = POOLED | {StatedDesign.RCT}
_SINGLE = CASES | PRECLINICAL
_AIM = re.compile(r"\b(?:whether|if|aim\w*|designed to|investigat\w+|looked at|test(?:s|ed|ing)?)\b", re.IGNORECASE)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    design = sentence.design if sentence.benefit else StatedDesign.NONE
    if design in {StatedDesign.NONE, StatedDesign.GUIDELINE}:
        return
    pattern = _PROOF if design in _TRIALS else CERTAIN
    match = pattern.search(sentence.text) or (_found_to_be(sentence) if design not in _TRIALS else None)
    if match is None or _DENIED.search(sentence.text) or _AIM.search(sentence.text):
        return
    said = design.value.replace("_", " ").replace("unspecified study", "study of unknown design")
    message = f"'{match[0]}' says more than a {said} can show: '{cut(sentence.text)}'"
    if _SAYING.search(sentence.text) and not _PROOF.search(sentence.text):
        yield at(sentence, match, message, Severity.INFO)
    elif LIMITED.search(reading.around(sentence)):
        yield at(sentence, match, message, Severity.MINOR)
    else:
        yield at(sentence, match, message, Severity.CRITICAL if design in _SINGLE else Severity.MAJOR)


def _found_to_be(sentence: Sentence) -> "re.Match[str] | None":
    return re.search(
        r"\b(?:provid\w+|impart\w+) (?:\w+ )?(?:exceptional|effective|sufficient|solid)\b", sentence.text, re.IGNORECASE
    )


rule = Rule(
    code="EVD001",
    name="certainty-exceeds-design",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        instruments.GRADE_WORDS,
        references.OCEBM,
        references.FTC_TYPE_OF_EVIDENCE,
        references.INADEQUATE_STUDY,
    ),
    sentences=_check,
    flags=(
        said("A case report proves that hyperbaric oxygen reverses neuropathy."),
        said("One randomised trial proved that the collagen drink firms skin."),
        said("A study revealed that cupping leads to faster recovery."),
        said("A retrospective analysis found that the insole is effective for heel pain."),
    ),
    passes=(
        said("One patient improved during hyperbaric oxygen; that cannot show the cause."),
        said("A randomised trial found less pain with the insole than with a flat one."),
        said("A study suggests that cupping may ease soreness."),
        said("A trial did not prove that the drink firms skin."),
        # hard: "prove to be" is no proof
        said("According to a study, the patch can prove to be a promising option."),
    ),
)
