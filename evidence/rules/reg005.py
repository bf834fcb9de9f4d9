"""Says that a supplement acts on a disease, or advertises a prescription medicine to the public where that is banned.

Why it matters: a product sold as food has not been tested as a medicine, and a line of small print does not change what
the reader was told.
Instead: say what it is: "supplies fibre". For prescription medicines: describe the service, not the product.
Source: the references of this rule and the fact tables. The usual disclaimer is noted and does not clear the claim.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import NEGATED
from evidence.text.counting import counted

_PRODUCT = re.compile(
    r"\b(?:(?:dietary|food|herbal|nutritional|natural) supplements?|supplements?|capsules?|gumm(?:y|ies)|softgels?|"
    r"tinctures?|herbal (?:tea|remedy|formula|extract)|"
    r"extracts?|multivitamins?|probiotics?|superfoods?|mushroom powder|detox tea)\b",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\b(?:cancers?|tumou?rs?|diabetes|infections?|covid(?:-19)?|flu|influenza|alzheimer\w*|dementia|parkinson\w*|"
    r"arthritis|osteoporosis|depression|asthma|"
    r"hypertension|heart disease|stroke|hepatitis|crohn\w*|colitis|psoriasis|eczema|epilepsy|autism|adhd|lupus|"
    r"fibromyalgia|migraines?|gout|lyme disease|"
    r"kidney disease|fatty liver|multiple sclerosis|hiv|neuropathy|endometriosis|pcos)\b",
    re.IGNORECASE,
)
_GRAVE = re.compile(r"\b(?:cancers?|tumou?rs?|diabetes|infections?|covid|hiv|hepatitis)", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"\bnot (?:been )?evaluated by the (?:food and drug|fda)|\bnot intended to diagnose", re.IGNORECASE
)
_SMALL_PRINT = re.compile(
    r"\(?\*.*$|\bnot (?:been )?evaluated.*$|\bnot intended to diagnose.*$", re.IGNORECASE | re.DOTALL
)
_ADVICE = re.compile(
    r"\b(?:a (?:balanced|healthy|varied) diet|fruits? and vegetables|deficien\w+|folic acid|vaccin\w+)\b", re.IGNORECASE
)
_SOFT = re.compile(
    r"\b(?:may|might|could|probably|unclear|whether|no|not|never|little|trials?|stud(?:y|ies)|reviews?)\b",
    re.IGNORECASE,
)
_BANNED = frozenset({"UK", "AU", "EU"})


def _check(reading: Reading) -> Iterable[Hit]:
    yield from _supplements(reading)
    if reading.jurisdiction not in _BANNED or reading.page.page.audience != "public":
        return
    for code, claims in reading.treatments.items():
        for fact in reading.facts.of(code, "prescription_only", reading.jurisdiction)[:1]:
            count = f"{counted(len(claims), 'claim')} of benefit"
            message = f"{code} is a prescription-only medicine and the page advertises it to the public: {count}"
            yield Hit(message, severity=Severity.MAJOR, inputs=(fact.source,))


def _supplements(reading: Reading) -> Iterator[Hit]:
    disclaimed = _DISCLAIMER.search(reading.text) is not None
    for sentence in reading.benefits:
        match = _DISEASE.search(sentence.text)
        if (
            match is None
            or _ADVICE.search(sentence.text)
            or (_SOFT.search(_SMALL_PRINT.sub(" ", sentence.text)) and not reading.promotes)
        ):
            continue
        if not (_is_supplement(sentence, reading) or _PRODUCT.search(sentence.text)) or _is_denied(sentence):
            continue
        severity = Severity.CRITICAL if _GRAVE.search(match[0]) else Severity.MAJOR
        note = "; the disclaimer on the page does not cure the claim" if disclaimed else ""
        message = f"'{cut(sentence.text)}' claims that a supplement acts on '{match[0]}'{note}"
        yield Hit(message, sentence.start, sentence.end, severity, claim=sentence.claim)


def _is_supplement(sentence: Sentence, reading: Reading) -> bool:
    code = reading.code_of(sentence)
    return any(fact.value == "supplement" for fact in reading.facts.of(code, "product_class"))


def _is_denied(sentence: Sentence) -> bool:
    return NEGATED.search(_SMALL_PRINT.sub(" ", sentence.text)) is not None


rule = Rule(
    code="REG005",
    name="disease-claim-with-disclaimer",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(
        law.DISEASE_CLAIMS,
        law.FTC_NET_IMPRESSION,
        law.CAP_PRESCRIPTION,
        law.TGA_PRESCRIPTION,
        law.EU_CLAIMS,
        law.EU_SPECIFIC,
    ),
    readings=_check,
    flags=(
        said("Berberine lowers diabetes* (*not evaluated by the FDA).", intervention="berberine"),
        said("Our mushroom capsules fight cancer."),
        said("The herbal tea for gout and arthritis relieves attacks."),
        said("Zinc gummies prevent flu.", intervention="zinc"),
    ),
    passes=(
        said("Psyllium supplies fibre."),
        said("A balanced diet lowers the risk of diabetes."),
        said("Trials of fish oil capsules found no fewer heart attacks.", direction="no_difference"),
        said("Insulin injections lower blood sugar in diabetes.", intervention="insulin"),
        # hard: a supplement that acts on no disease
        said("Magnesium tablets add to the magnesium in your food and ease cramps.", intervention="magnesium"),
    ),
)
