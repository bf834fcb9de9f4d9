"""Tell efficacy from comparison, mechanism and safety, for a sentence that asserts an effect.

Annotation guideline: a comparison needs another treatment by name; against placebo or nothing it is efficacy.
"""

from evidence.extract import patterns as p
from evidence.extract.lexicon import Sort
from evidence.extract.names import is_state
from evidence.extract.page import Page
from evidence.extract.reading import Reading
from evidence.models import ClaimType
from evidence.text.words import words

CONTROLS = words("placebo no_treatment usual_care")
"""Codes of what a treatment is tested against that is no treatment of its own."""
_BODILY = words(
    "inflammation oxidative_stress toxins immune_function poor_circulation slow_metabolism aging cognitive_function"
)
"""Codes of the vocabulary that name a state of the body rather than something a patient has."""
_CONTRASTS = ("while", "unlike", "instead of", "whereas", "only ", "merely")


def effect_type(r: Reading, page: Page) -> ClaimType:
    """Safety where the sentence opens with it, else comparison, mechanism or efficacy."""
    if r.has(Sort.SAFETY) and not p.RISK_LOWERED.search(r.low):
        match = p.SAFE.search(r.low)
        if match and match.start() < 3:
            return ClaimType.SAFETY
    if is_comparison(r, page):
        return ClaimType.COMPARATIVE_EFFICACY
    return ClaimType.MECHANISM if _is_mechanism(r) else ClaimType.EFFICACY


def is_comparison(r: Reading, page: Page) -> bool:
    """Whether another treatment is named to compare with; placebo, control and no treatment are none."""
    match = p.COMPARISON.search(r.low)
    if match is None:
        return False
    rest = r.low[match.end() :]
    if match.group().startswith(_CONTRASTS):
        rest = r.low
    others = [m for m in r.interventions if m.code not in CONTROLS and not page.is_subject(m.code)]
    if match.group() == "while" and len(p.PERCENT.findall(r.low)) > 1:
        return len({m.code for m in r.interventions if m.code not in CONTROLS}) > 1
    if match.group() in ("better", "while", "whereas", "over"):
        return len({m.code for m in r.interventions if m.code not in CONTROLS}) > 1 and (
            "than" in r.low or "only" in r.low
        )
    named = any(m.start - r.start >= match.start() or match.group().startswith(_CONTRASTS) for m in others)
    if named or p.CONTROL_ONLY.match(rest.lstrip().removeprefix("than ")):
        return named
    return bool(p.OTHER_TREATMENT.search(rest)) or any(
        s & Sort.TREATMENT for (_, at), s in zip(r.tokens, r.sorts, strict=True) if match.end() <= at < match.end() + 30
    )


def _is_mechanism(r: Reading) -> bool:
    """Whether more of the sentence is about what happens in the body than about what a patient gets from it."""
    named = [m for m in r.conditions if m.code not in _BODILY]
    clinical = sum(1 for m in named if not is_state(r.text[m.start - r.start : m.end - r.start]))
    verbs, substrates = len(r.signs(Sort.MECHANISM)), len(r.signs(Sort.SUBSTRATE))
    which = p.BY_WHICH.search(r.low)
    if not (verbs or which or substrates > 1):
        return False
    inside = min(verbs, 2) + min(substrates, 3) / 2 + (2 if which else 0)
    benefit = len(r.signs(Sort.BENEFIT)) - len(r.signs(Sort.MECHANISM & Sort.BENEFIT))
    outside = min(clinical, 2) + min(benefit, 2) / 2 + (1 if r.has(Sort.PEOPLE) and clinical else 0)
    if p.NUMBER_OF_SUCCESS.search(r.low) and clinical:
        outside += 1
    return (inside > outside and substrates > 0) or (which is not None and clinical == 0)
