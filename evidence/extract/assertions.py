"""Decide whether a sentence, clause, heading or list item asserts something checkable, and of what type.

Every decision keeps the words it rests on; whether the assertion is true is nobody's business here.
"""

from typing import NamedTuple

from evidence.extract import patterns as p
from evidence.extract.anchors import POINTING, is_anchored
from evidence.extract.kinds import effect_type
from evidence.extract.lexicon import Sort
from evidence.extract.page import Page
from evidence.extract.reading import Reading
from evidence.extract.signs import effect_cues
from evidence.models import ClaimType

_ASSERTING = (
    Sort.COMPARING
    | Sort.BENEFIT
    | Sort.CHANGE
    | Sort.EFFECT
    | Sort.MECHANISM
    | Sort.SAFETY
    | Sort.REGULATORY
    | Sort.FREQUENCY
    | Sort.FELT
)
_QUESTIONS = ("how ", "why ", "what ", "when ", "who ", "where ", "is ", "are ", "can ", "does ", "do ", "should ")
OPENING = 100
"""How many characters of a sentence are looked at for what it sets out to do."""
_LONGEST_ITEM = 14
"""An item of more words than this is read as a sentence."""


class Assertion(NamedTuple):
    """What a stretch asserts, and the words that show it."""

    claim_type: ClaimType
    cues: tuple[str, ...]


def judge(r: Reading, page: Page, *, anchored: bool = False) -> Assertion | None:
    """What this sentence, item or heading asserts, None where it asserts nothing that could be checked.

    `anchored` says that the stretch is a clause of a sentence that is known to be about a treatment.
    """
    if _asserts_nothing(r):
        return None
    if r.kind == "heading":
        return _heading(r, page)
    if r.kind == "list_item" and len(r.tokens) <= _LONGEST_ITEM and (item := _item(r, page)) is not None:
        return item
    if len(r.tokens) < 3:
        return None
    if r.has(Sort.REGULATORY) and (match := p.APPROVAL.search(r.low)) and _is_regulatory(r):
        return Assertion(ClaimType.REGULATORY, (match.group(),))
    return _other_act(r) if _does_something_else(r) else _sentence(r, page, anchored=anchored)


def _asserts_nothing(r: Reading) -> bool:
    if len(r.tokens) < (1 if r.kind == "list_item" else 2) or r.text.rstrip('"”’) ').endswith("?"):
        return True
    return not (r.mentions or r.mask & _ASSERTING or p.NUMBERED.search(r.low) or p.FELT_CHANGE.search(r.low))


# ---------------------------------------------------------------- sentences that do something else than assert


def _does_something_else(r: Reading) -> bool:
    """Whether the sentence invites, instructs, offers, advises, tells a procedure or describes a study."""
    low = r.low
    if p.NO_ASSERTION.search(low) or p.CALL_TO_ACTION.match(low) or p.INSTRUCTION.match(low):
        return True
    if (p.PRESENTED.search(low, 0, OPENING) or p.STUDIED_WHAT.search(low, 0, OPENING)) and not p.FELT_CHANGE.search(
        low
    ):
        return True
    return _offers(r) or _advises(r) or _describes(r)


def _offers(r: Reading) -> bool:
    """Whether it is about the sale or the visit, with no effect on a condition beside it."""
    low = r.low
    effect = r.conditions or p.NUMBER_OF_SUCCESS.search(low)
    if p.OFFER.search(low) and not (r.has(Sort.BENEFIT) and effect):
        return True
    if p.PROCEDURE.match(low) and not (r.has(Sort.BENEFIT | Sort.EFFECT) and effect):
        return not p.SAFE.search(low)
    return False


def _advises(r: Reading) -> bool:
    if not p.GUIDANCE.search(r.low) or p.RESULT.search(r.low) or p.APPROVAL.search(r.low):
        return False
    if p.EVALUATION.search(r.low) or p.ABSENCE.search(r.low):
        return False
    effect = r.has(Sort.BENEFIT) and bool(r.conditions or r.has(Sort.OUTCOME))
    return not effect or r.first in ("if", "when", "ask", "people", "you")


def _describes(r: Reading) -> bool:
    """Whether it says what a study did, and not what came out."""
    if not r.has(Sort.STUDY | Sort.PEOPLE) or not p.DESCRIPTION.search(r.low):
        return False
    return not (p.RESULT.search(r.low) or p.ABSENCE.search(r.low) or p.ASSOCIATION.search(r.low))


def _other_act(r: Reading) -> Assertion | None:
    if p.NO_ASSERTION.search(r.low) or p.OFFER.search(r.low):
        return None
    if (match := p.GUIDANCE.search(r.low)) and r.interventions and not r.low.startswith("if you"):
        return Assertion(ClaimType.GUIDANCE, (match.group(),))
    return None


# ---------------------------------------------------------------- headings and items


def _heading(r: Reading, page: Page) -> Assertion | None:
    """A heading asserts only where it has a verb or a verdict of its own."""
    if r.low.startswith(_QUESTIONS):
        return None
    finite = 0 < r.verb < len(r.tokens) and not r.sorts[r.verb] & Sort.FINDING
    what = r.conditions or r.has(Sort.OUTCOME)
    verdict = (finite or " as a" in r.low) and r.interventions and r.conditions and p.EVALUATION.search(r.low)
    says = finite and r.has(Sort.BENEFIT | Sort.MECHANISM) and what and is_anchored(r, page)
    if not (verdict or says or (what and _opens_with_verb(r))):
        return None
    return Assertion(effect_type(r, page), tuple(r.signs(Sort.BENEFIT | Sort.EFFECT)[:3]) or (r.first,))


def _opens_with_verb(r: Reading) -> bool:
    """Whether a heading opens as `Reduces inflammation` does; nouns of the same form do not count."""
    nouns = ("benefits", "results", "cures", "helps")
    return r.first.endswith("s") and bool(r.sorts[0] & Sort.BENEFIT) and r.first not in nouns


def _item(r: Reading, page: Page) -> Assertion | None:
    """An item of a list asserts where it names an effect: `Decreases fatigue`, `Anti-viral`, `Increased libido`."""
    if p.CALL_TO_ACTION.match(r.low) or p.INSTRUCTION.match(r.low) or p.OFFER.search(r.low) or r.first == "benefits":
        return None
    cues = _item_cues(r)
    return Assertion(effect_type(r, page), cues) if cues else None


def _item_cues(r: Reading) -> tuple[str, ...]:
    what = bool(r.conditions) or r.has(Sort.OUTCOME | Sort.SUBSTRATE)
    opening = r.sorts[0]
    verb = (opening & Sort.BENEFIT and (what or len(r.tokens) > 2)) or (opening & Sort.CHANGE and what)
    if verb and not p.PROCEDURE.match(r.low):
        return (r.first,)
    if r.first.startswith("anti") and len(r.tokens) <= 4:
        return (r.first,)
    if r.first in ("more", "better", "less", "fewer", "greater", "faster", "higher", "lower", "no", "non") and what:
        return (r.first,)
    named = r.signs(Sort.EFFECT | Sort.FELT)
    if not named or not what or len(r.tokens) > 6 or r.verb < len(r.tokens):
        return ()
    return () if named[0] in ("treatment", "effects", "results", "loss") else tuple(named[:2])


# ---------------------------------------------------------------- sentences


def _sentence(r: Reading, page: Page, *, anchored: bool) -> Assertion | None:
    anchored = anchored or is_anchored(r, page)
    if (burden := _burden(r, anchored=anchored)) is not None:
        return burden
    if not anchored:
        return None
    if (safety := _safety(r)) is not None:
        return safety
    if p.REVOLUTION.search(r.low) and not r.has(Sort.BENEFIT):
        return _puffery(r)
    if cues := effect_cues(r):
        return Assertion(effect_type(r, page), cues)
    return _puffery(r)


def _is_regulatory(r: Reading) -> bool:
    if p.APPROVAL_PREDICATE.search(r.low):
        return True
    return not r.conditions and not r.has(Sort.BENEFIT | Sort.EFFECT)


def _safety(r: Reading) -> Assertion | None:
    """Safety where it leads: before any effect, or alone, or as harm that the treatment may do."""
    if not (r.has(Sort.SAFETY) or r.conditions):
        return None
    match = p.SAFE.search(r.low)
    if match is None or (p.RISK_LOWERED.search(r.low) and not p.NAMES_SAFETY.search(r.low)):
        return None
    return Assertion(ClaimType.SAFETY, (match.group(),)) if _safety_leads(r, match.start()) else None


def _safety_leads(r: Reading, at: int) -> bool:
    if r.low.startswith(("safe and effective", "safe, effective"), at):
        return not (r.conditions or r.has(Sort.STUDY))
    verdict = p.EVALUATION.search(r.low)
    if verdict and verdict.start() < at and not verdict.group().startswith(("safe", "natural")):
        return False
    before = [s for (_, start), s in zip(r.tokens, r.sorts, strict=True) if start < at]
    return not any(s & Sort.BENEFIT for s in before) or not r.conditions


def _burden(r: Reading, *, anchored: bool) -> Assertion | None:
    """How common a condition is: no treatment stands in the sentence."""
    if (
        r.interventions
        or not r.conditions
        or p.ILL_EFFECTS.search(r.low)
        or p.SAFE.search(r.low)
        or not p.NUMBERED.search(r.low)
    ):
        return None
    match = p.BURDEN.search(r.low)
    if (
        match is None
        or p.TREATED.search(r.low)
        or (anchored and (r.has(Sort.TREATMENT | Sort.BENEFIT) or r.first in POINTING))
    ):
        return None
    return Assertion(ClaimType.PREVALENCE, (match.group(),))


def _puffery(r: Reading) -> Assertion | None:
    signs = r.signs(Sort.PUFFERY)
    return Assertion(ClaimType.PROMOTIONAL, tuple(signs[:2])) if signs and r.interventions else None
