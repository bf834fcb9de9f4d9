"""Gets the name of a drug, a disease or a study wrong.

Why it matters: a wrong salt is another substance, and a disease under two names is two diseases to a reader. Slips like
these show text that no expert has read.
Instead: use the names of the label and of the vocabulary: "ketamine hydrochloride", "complex regional pain syndrome".
Source: the references of this rule. Spelling of British and American English, brands and quotations are left alone.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.models import Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading

_SALT = (
    r"(?:hydroxide|oxide|chloride|hydrochloride|hcl|sulphide|sulfide|sulfate|sulphate|citrate|nitrate|acetate|"
    r"phosphate|bromide|carbonate)"
)
_NAME = r"(?:[A-Z][A-Za-z-]+ ?(?:(?:of|and|the|with|for) )?){2,7}"
_DEFINED = re.compile(rf"({_NAME})\(([A-Z]{{3,8}})\)|\b([A-Z]{{3,8}}) \(({_NAME})\)")
_SLIPS: tuple[tuple[str, str], ...] = (
    (r"magnesium sul(?:ph|f)ide", "magnesium sulfate"),
    (r"sodium chlorine", "sodium chloride"),
    (r"obnoxious (?:stimul\w+|signals?|pain)", "noxious"),
    (r"abruptions? (?:in|of) (?:the )?(?:neuro\w+|signals?|hormones?|balance)", "disruption"),
    (r"prostrate (?:cancer|gland|health|problems?)", "prostate"),
    (r"spinal chord", "spinal cord"),
    (r"vocal chords?", "vocal cords"),
    (r"(?:heart|cardiac) palpations?", "palpitations"),
    (r"(?:cardiac|coronary) stints?", "stents"),
    (r"(?:not|isn't) as superior", "not superior"),
    (r"(?:as|is) an? sub-?an(?:a)?esthetic to (?:achieve|give|provide) analgesia", "in sub-anaesthetic doses"),
    (r"(?:very|most) close veins|various veins", "varicose veins"),
    (r"old timers'? disease", "Alzheimer's disease"),
    (r"immaculate degeneration", "macular degeneration"),
    (r"sick as hell anaemia", "sickle cell anaemia"),
    (r"hyperbolic oxygen", "hyperbaric oxygen"),
    (r"trans-?cranial magnet stimulation", "transcranial magnetic stimulation"),
)
_PATTERNS = tuple((re.compile(rf"\b{words}\b", re.IGNORECASE), right) for words, right in _SLIPS)
_TRIAL_NAME = re.compile(
    r"\b(?:Treatment|Trial|Study|Evaluation|Assessment) (?:of|with|"
    r"for) (?:[A-Za-z-]+ ){1,6}\(([A-Z]{3,8})\) (?:therap(?:y|ies)|treatment)\b"
)


def _check(reading: Reading) -> Iterable[Hit]:
    yield from _salts(reading)
    yield from _slips(reading)
    yield from _expansions(reading)
    for match in _TRIAL_NAME.finditer(reading.text):
        yield Hit(f"'{match[1]}' names a study and is told as a therapy", match.start(), match.end())
    for match in re.finditer(
        r"\b([A-Z]{4,8}) \((?:Treatment|Trial|Study|Evaluation) (?:of|with|for) [^)]{5,60}\) (?:therap(?:y|ies)|"
        r"treatment)\b",
        reading.text,
    ):
        yield Hit(f"'{match[1]}' names a study and is told as a therapy", match.start(), match.end())


def _salts(reading: Reading) -> Iterator[Hit]:
    for code in reading.facts.interventions:
        right = [word for fact in reading.facts.of(code, "salt") for word in (fact.value.lower(), *fact.synonyms)]
        if not right or code not in reading.low:
            continue
        for match in re.finditer(rf"\b{re.escape(code)} ({_SALT})\b", reading.text, re.IGNORECASE):
            if match[1].lower() not in right:
                message = f"'{match[0]}' is not a salt of {code} on record; known: {right[0]}"
                yield Hit(message, match.start(), match.end(), Severity.MINOR)


_PARTS = (
    "magnesium sul", "chlorine", "obnoxious", "abruption", "prostrate", "chord", "palpation", "stint", "as superior",
    "esthetic to", "aesthetic to", "close veins", "various veins", "old timer", "immaculate", "sick as", "hyperbolic",
    "magnet stimulation",
)  # fmt: skip
"""One of these stands in every text with such a slip."""


def _slips(reading: Reading) -> Iterator[Hit]:
    if not any(part in reading.low for part in _PARTS):
        return
    for pattern, right in _PATTERNS:
        for match in pattern.finditer(reading.text):
            yield Hit(f"'{match[0]}' is probably meant to be '{right}'", match.start(), match.end())


def _expansions(reading: Reading) -> Iterator[Hit]:
    """Names of several words that differ from a defined one in their first word alone."""
    known: dict[str, str] = {}
    for match in _DEFINED.finditer(reading.text):
        name, letters = (match[1] or match[4]).strip(), match[2] or match[3]
        first, _, rest = name.partition(" ")
        if not rest.count(" ") or not letters.lower().startswith(first[0].lower()):
            continue
        before = known.setdefault(letters, name)
        if before.lower() != name.lower():
            yield Hit(f"'{letters}' is spelt out as '{before}' and as '{name}'", match.start(), match.end())
        other = re.compile(rf"\b({re.escape(first[0])}\w+) {re.escape(rest)}\b", re.IGNORECASE)
        for found in other.finditer(reading.text):
            if found[1].lower() != first.lower():
                yield Hit(f"'{found[0]}' is called '{name}' elsewhere on this page", found.start(), found.end())


rule = Rule(
    code="LNG005",
    name="terminology-or-name-error",
    severity=Severity.INFO,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(law.AMA, references.JAMA_ATTRIBUTION, instruments.DISCERN_AIMS),
    readings=_check,
    flags=(
        said("The magnesium sulphide drip calms the nerves."),
        said("Our laser treats various veins and shrinks the prostrate gland."),
        said("Chronic Fatigue Immune Syndrome (CFIS) is common. The tea eases Complex Fatigue Immune Syndrome."),
        said("Hyperbolic oxygen heals wounds."),
    ),
    passes=(
        said("The magnesium sulfate drip calms the nerves."),
        said("Oestrogen and estrogen are two spellings of one hormone that eases flushes."),
        said("Post-Traumatic Stress Disorder (PTSD) is common. Therapy eases post-traumatic stress disorder."),
        # hard: two diseases that share their last word alone
        said("Irritable Bowel Syndrome (IBS) is not inflammatory bowel disease; the diet eases both."),
    ),
)
