"""Argues from a mechanism, a receptor or a laboratory effect that patients get better.

Why it matters: most treatments that should work by their mechanism do not. How something might work is the start of the
question, not its answer.
Instead: tell them apart: "it raises NAD in blood; whether people feel better is unknown".
Source: the references of this rule. A mechanism told without a patient's benefit passes.
"""

import re
from collections.abc import Iterable

from evidence.models import ClaimType, Severity
from evidence.rules import law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import LIMITED, NUMBERED, QUESTION

_MECHANISM = re.compile(
    r"\b(?:receptors?|NMDA|GABA|pathways?|depolari[sz]\w+|sensiti[sz]ation|neurotransmitters?|serotonin|dopamine|"
    r"mitochondri\w+|"
    r"stem cells? (?:home|repair|migrate|travel)|this property|collagen production|blood flow|circulation|"
    r"oxygenat\w+|ATP|"
    r"at (?:the|a) cellular level|cellular (?:energy|repair)|growth factors?|toxins?|meridians?|nerve signals?|"
    r"cells with|"
    r"antioxidants?|free radicals?|nitric oxide|excitation of pain|inactivates?|stimulat(?:es|ing) (?:the )?(?:cells|"
    r"neurons|nerves|"
    r"follicles|collagen)|electromagnetic|frequenc(?:y|ies)|vagus nerve|lymph\w*)\b",
    re.IGNORECASE,
)
_THEREFORE = re.compile(
    r"\b(?:by|thereby|thus|therefore|hence|so (?:that|you|your|energy|the|pain)|leads? to|leading to|this property|"
    r"prevents|halts|brings?|which (?:helps|"
    r"reduces|relieves|improves|restores|promotes|boosts|heals)|resulting in|results in|through|via|promotes|"
    r"allowing|as a result|"
    r"to (?:relieve|heal|reduce|restore|improve|promote|boost)|role in|making it)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:thought to|believed to|may|might|could|unknown|unclear|not known|hypothes\w+|in theory|theor\w+|"
    r"not (?:fully )?understood|whether)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _MECHANISM.search(sentence.text)
    if match is None or sentence.is_heading or QUESTION.search(sentence.text) or _OPEN.search(sentence.text):
        return
    around = reading.around(sentence)
    if LIMITED.search(around) or NUMBERED.search(around):
        return
    if sentence.benefit and _THEREFORE.search(sentence.text):
        yield at(
            sentence, match, f"'{match[0]}' is a mechanism offered as a reason to get better: '{cut(sentence.text)}'"
        )
    elif _is_uncited_mechanism(sentence):
        yield at(
            sentence, match, f"the mechanism '{match[0]}' is told as settled and credits no source", Severity.MINOR
        )


def _is_uncited_mechanism(sentence: Sentence) -> bool:
    kinds = {claim.claim_type for claim in sentence.claims}
    return kinds == {ClaimType.MECHANISM} and not sentence.attributed and sentence.names_treatment


rule = Rule(
    code="EVD004",
    name="mechanism-as-efficacy",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(references.OCEBM, references.ANIMAL_AS_CLINICAL, law.FTC_SUBSTANTIATION, law.MECHANISM),
    sentences=_check,
    gate=(
        "receptor",
        "nmda",
        "gaba",
        "pathway",
        "depolari",
        "sensiti",
        "neurotransmitter",
        "serotonin",
        "dopamine",
        "mitochondri",
        "stem cell",
        "this property",
        "collagen",
        "blood flow",
        "circulation",
        "oxygen",
        "atp",
        "cell",
        "growth factor",
        "toxin",
        "meridian",
        "nerve signal",
        "antioxidant",
        "radical",
        "nitric",
        "excitation",
        "inactivate",
        "stimulat",
        "magnetic",
        "frequenc",
        "vagus",
        "lymph",
    ),
    flags=(
        said("It floods cells with NAD, so energy returns."),
        said("Laser light stimulates mitochondria, thereby relieving joint pain."),
        said("Foot pads draw out toxins, which relieves fatigue."),
    ),
    passes=(
        said("It raises NAD in blood; whether people feel better is unknown."),
        said("Ibuprofen is thought to relieve pain by acting on the COX pathway."),
        said("NMDA receptors sit on nerve cells.", direction="neutral", claim_type="definition"),
        # hard: the mechanism stands beside a result in people
        said(
            "It blocks a receptor, thereby reducing attacks: in a trial of 300 people attacks fell from 8 to 6 a month."
        ),
    ),
)
