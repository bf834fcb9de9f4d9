"""Decide whether a sentence, clause, heading or list item asserts something checkable, and of what type.

Every decision keeps the words it rests on; whether the assertion is true is nobody's business here.
"""

from typing import NamedTuple

from evidence.extract import patterns as p
from evidence.extract.lexicon import Sort
from evidence.extract.page import Page
from evidence.extract.reading import Reading
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
_POINTING = frozenset(
    {"it", "this", "these", "they", "both", "that", "such", "its", "their", "he", "she", "those", "i", "we"}
)
_DETERMINERS = frozenset(
    "the a an our your my his her there here what who how if when for to as at on of and but or so no not".split()
)
_SPEAKERS = frozenset("we our you your there here what when if how why who where".split())
_COMPARATIVES = frozenset(
    "faster better improved increased less fewer more reduced deeper greater higher stronger quicker healthier smoother clearer longer lower".split()
)
_CONTRASTS = ("while", "unlike", "instead of", "whereas", "only ", "merely")
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
    if (
        not (r.mask & _ASSERTING or p.NUMBERED.search(r.low) or p.FELT_CHANGE.search(r.low))
        or r.text.rstrip('"”’) ').endswith("?")
        or len(r.tokens) < (1 if r.kind == "list_item" else 2)
    ):
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


# ---------------------------------------------------------------- sentences that do something else than assert


def _does_something_else(r: Reading) -> bool:
    low = r.low
    if (p.PRESENTED.match(low) or p.STUDIED_WHAT.match(low)) and not p.FELT_CHANGE.search(low):
        return True
    if p.NO_ASSERTION.search(low) or p.CALL_TO_ACTION.match(low) or p.INSTRUCTION.match(low):
        return True
    if p.OFFER.search(low) and not (r.has(Sort.BENEFIT) and (r.conditions or p.NUMBER_OF_SUCCESS.search(low))):
        return True
    if p.GUIDANCE.search(low) and not (p.RESULT.search(low) or p.APPROVAL.search(low)) and not _says_effect(r):
        return True
    if p.PROCEDURE.match(low) and not (
        r.has(Sort.BENEFIT | Sort.EFFECT) and (r.conditions or p.NUMBER_OF_SUCCESS.search(low))
    ):
        return not p.SAFE.search(low)
    return (
        r.has(Sort.STUDY | Sort.PEOPLE)
        and bool(p.DESCRIPTION.search(low))
        and not p.RESULT.search(low)
        and not p.ABSENCE.search(low)
        and not p.ASSOCIATION.search(low)
    )


def _says_effect(r: Reading) -> bool:
    if p.EVALUATION.search(r.low) or p.ABSENCE.search(r.low):
        return True
    return (
        r.has(Sort.BENEFIT)
        and r.first not in ("if", "when", "ask", "people", "you")
        and bool(r.conditions or r.has(Sort.OUTCOME))
    )


def _other_act(r: Reading) -> Assertion | None:
    if p.NO_ASSERTION.search(r.low) or p.OFFER.search(r.low):
        return None
    if (match := p.GUIDANCE.search(r.low)) and r.interventions and not r.low.startswith("if you"):
        return Assertion(ClaimType.GUIDANCE, (match.group(),))
    return None


# ---------------------------------------------------------------- headings and items


def _heading(r: Reading, page: Page) -> Assertion | None:
    """A heading asserts only where it has a verb or a verdict of its own."""
    finite = 0 < r.verb < len(r.tokens) and not r.sorts[r.verb] & Sort.FINDING
    first_verb = (
        r.first.endswith("s")
        and bool(r.sorts[0] & Sort.BENEFIT)
        and r.first not in ("benefits", "results", "cures", "helps")
    )
    verdict = (finite or " as a" in r.low) and r.interventions and r.conditions and p.EVALUATION.search(r.low)
    if r.low.startswith(
        ("how ", "why ", "what ", "when ", "who ", "where ", "is ", "are ", "can ", "does ", "do ", "should ")
    ):
        return None
    says = (
        finite
        and r.has(Sort.BENEFIT | Sort.MECHANISM)
        and (r.conditions or r.has(Sort.OUTCOME))
        and _is_anchored(r, page)
    )
    if not (verdict or says or (first_verb and (r.conditions or r.has(Sort.OUTCOME)))):
        return None
    return Assertion(_type(r, page), tuple(r.signs(Sort.BENEFIT | Sort.EFFECT)[:3]) or (r.first,))


def _item(r: Reading, page: Page) -> Assertion | None:
    """An item of a list asserts where it names an effect: `Decreases fatigue`, `Anti-viral`, `Increased libido`."""
    if p.CALL_TO_ACTION.match(r.low) or p.INSTRUCTION.match(r.low) or p.OFFER.search(r.low) or r.first == "benefits":
        return None
    opening = r.sorts[0]
    what = bool(r.conditions) or r.has(Sort.OUTCOME | Sort.SUBSTRATE)
    if (
        opening & Sort.BENEFIT and (what or len(r.tokens) > 2) or opening & Sort.CHANGE and what
    ) and not p.PROCEDURE.match(r.low):
        return Assertion(_type(r, page), (r.first,))
    if r.first.startswith("anti") and len(r.tokens) <= 4:
        return Assertion(_type(r, page), (r.first,))
    named = r.signs(Sort.EFFECT | Sort.FELT)
    if r.first in ("more", "better", "less", "fewer", "greater", "faster", "higher", "lower", "no", "non") and what:
        return Assertion(_type(r, page), (r.first,))
    if (
        named
        and what
        and len(r.tokens) <= 6
        and r.verb >= len(r.tokens)
        and named[0] not in ("treatment", "effects", "results", "loss")
    ):
        return Assertion(_type(r, page), tuple(named[:2]))
    return None


# ---------------------------------------------------------------- sentences


def _sentence(r: Reading, page: Page, *, anchored: bool) -> Assertion | None:
    low = r.low
    anchored = anchored or _is_anchored(r, page)
    if (burden := _burden(r, anchored=anchored)) is not None:
        return burden
    if not anchored:
        return None
    if (
        r.has(Sort.SAFETY)
        and (match := p.SAFE.search(low))
        and not (p.RISK_LOWERED.search(low) and not _leads_with_safety(low))
    ):
        if _is_safety(r, match.start()):
            return Assertion(ClaimType.SAFETY, (match.group(),))
    if p.REVOLUTION.search(low) and not r.has(Sort.BENEFIT):
        return _puffery(r)
    cues = _effect_cues(r)
    if cues:
        return Assertion(_type(r, page), cues)
    return _puffery(r)


def _is_regulatory(r: Reading) -> bool:
    if p.APPROVAL_PREDICATE.search(r.low):
        return True
    return not r.conditions and not r.has(Sort.BENEFIT | Sort.EFFECT)


def _leads_with_safety(low: str) -> bool:
    return low.find("side effect") >= 0 or low.find("safe") >= 0 or low.find("adverse") >= 0


def _is_safety(r: Reading, at: int) -> bool:
    """Whether safety leads: before any effect, or alone, or as harm that the treatment may do."""
    verdict = p.EVALUATION.search(r.low)
    if r.low.startswith("safe and effective", at) or r.low.startswith("safe, effective", at):
        return not (r.conditions or r.has(Sort.STUDY))
    if verdict and verdict.start() < at and not verdict.group().startswith(("safe", "natural")):
        return False
    before = [s for (_, start), s in zip(r.tokens, r.sorts, strict=True) if start < at]
    return not any(s & Sort.BENEFIT for s in before) or not r.conditions


def _burden(r: Reading, *, anchored: bool) -> Assertion | None:
    """How common a condition is: no treatment stands in the sentence."""
    if (
        r.interventions
        or not r.conditions
        or not (r.has(Sort.FREQUENCY) or p.NUMBERED.search(r.low))
        or p.ILL_EFFECTS.search(r.low)
    ):
        return None
    match = p.BURDEN.search(r.low)
    if match is None or (anchored and r.has(Sort.TREATMENT | Sort.BENEFIT) and r.first not in _POINTING):
        return None
    if r.has(Sort.BENEFIT) and r.has(Sort.STUDY):
        return None
    counted = p.NUMBERED.search(r.low)
    return Assertion(ClaimType.PREVALENCE, (match.group(),)) if counted else None


def _is_anchored(r: Reading, page: Page) -> bool:
    """Whether the sentence is about a treatment: named, pointed at, or told by somebody who had it."""
    if r.interventions or page.names_subject(r.low) or (r.has(Sort.SAFETY) and p.ILL_EFFECTS.search(r.low)):
        return True
    if r.has(Sort.TREATMENT) and (any(s & Sort.TREATMENT for s in r.sorts[: r.verb]) or r.has(Sort.BENEFIT)):
        return True
    if r.first in _POINTING or (
        r.first in ("in", "by", "while", "as", "not", "with", "also", "but", "and", "once", "after", "within")
        and _points(r)
    ):
        return True
    if r.verb == 0 or (r.sorts and r.sorts[0] & (Sort.BENEFIT | Sort.CHANGE) and r.kind == "list_item"):
        return True
    if r.has(Sort.BENEFIT | Sort.CHANGE) and _acts_unnamed(r):
        return True
    if r.has(Sort.EFFECT) and p.NUMBER_OF_SUCCESS.search(r.low):
        return True
    if r.has(Sort.STUDY) and r.has(Sort.FINDING) and not (r.conditions and r.subject and _only_condition(r)):
        return True
    if p.FELT_CHANGE.search(r.low) and (r.has(Sort.PEOPLE | Sort.OUTCOME) or r.conditions):
        return True
    if r.has(Sort.PEOPLE) and (p.TESTIMONY.search(r.low) or p.NUMBERED.search(r.low) or p.RESULT.search(r.low)):
        return True
    return page.intervention is not None and not _acts_by_itself(r)


def _acts_by_itself(r: Reading) -> bool:
    """Whether the subject is a disease, an exposure, a part of the body, or those who speak or are spoken to."""
    if r.verb >= len(r.tokens) or r.first in _SPEAKERS:
        return True
    if r.first.endswith("ing") or r.sorts[r.verb] & Sort.FINDING:
        return False
    inside = r.start + len(r.subject)
    if any(m.start < inside for m in r.conditions) or p.EXPOSURE.search(r.subject):
        return True
    return any(s & (Sort.OUTCOME | Sort.SUBSTRATE) and not s & (Sort.EFFECT | Sort.STUDY) for s in r.sorts[: r.verb])


def _acts_unnamed(r: Reading) -> bool:
    """Whether something nobody knows, or something done, is the subject of a verb of benefit: `HEG relieves autism`."""
    if (
        r.verb >= len(r.tokens)
        or not r.subject.strip()
        or any(m.start < r.start + len(r.subject) for m in r.conditions)
    ):
        return False
    if p.EXPOSURE.search(r.subject) or any(
        s & (Sort.SUBSTRATE | Sort.OUTCOME | Sort.PEOPLE) for s in r.sorts[: r.verb]
    ):
        return r.first.endswith("ing")
    named = r.text[:1].isupper() and len(r.tokens[: r.verb]) <= 4 and not r.sorts[0] and r.first not in _DETERMINERS
    acting = Sort.BENEFIT | Sort.CHANGE if named else Sort.BENEFIT
    return bool(r.conditions or r.first.endswith("ing")) and any(s & acting for s in r.sorts[r.verb :])


def _points(r: Reading) -> bool:
    return any(word in _POINTING for word, _ in r.tokens)


def _only_condition(r: Reading) -> bool:
    """Whether the sentence begins with a condition or exposure as what acts."""
    return (bool(r.conditions) and r.conditions[0].start == r.start) or bool(p.EXPOSURE.match(r.subject))


def _effect_cues(r: Reading) -> tuple[str, ...]:
    """The words by which the sentence says that something changes; none where it does not."""
    what = bool(r.conditions) or r.has(Sort.OUTCOME | Sort.FELT)
    defines = p.DEFINES.match(r.low) is not None and not r.has(Sort.BENEFIT)
    signs = r.signs(Sort.BENEFIT)
    acts = any(not sign.endswith("ing") for sign in signs) or r.first.endswith("ing")
    if signs and (what or r.has(Sort.SUBSTRATE | Sort.PEOPLE)) and (acts or r.conditions):
        return tuple(signs[:3])
    if acts and any(not sign.startswith("help") for sign in signs) and len(r.tokens) > 5 and r.first not in _SPEAKERS:
        return tuple(signs[:3])
    for pattern in (p.EVALUATION, p.ASSOCIATION, p.FELT_CHANGE, p.LASTING, p.BY_ARM, p.NOT_WORKING):
        if match := pattern.search(r.low):
            return (match.group(),)
    if defines:
        return ()
    if r.has(Sort.CHANGE | Sort.EFFECT) and (what or r.has(Sort.SUBSTRATE)):
        return tuple(r.signs(Sort.CHANGE | Sort.EFFECT)[:3])
    return _lesser_cues(r)


def _lesser_cues(r: Reading) -> tuple[str, ...]:
    if r.has(Sort.MECHANISM) and (r.has(Sort.SUBSTRATE) or r.conditions):
        return tuple(r.signs(Sort.MECHANISM)[:3])
    if r.has(Sort.FELT) and r.has(Sort.PEOPLE) and (r.conditions or r.has(Sort.OUTCOME)):
        return tuple(r.signs(Sort.FELT)[:3])
    if (match := p.BY_WHICH.search(r.low)) and (
        r.has(Sort.SUBSTRATE) or "absor" in match.group() or "bioavail" in match.group()
    ):
        return (match.group(),)
    if (match := p.ABSENCE.search(r.low)) and (r.has(Sort.FINDING | Sort.STUDY) or "know" in match.group()):
        return (match.group(),)
    if (
        r.has(Sort.COMPARING)
        and (match := p.BETTER_THAN.search(r.low))
        and (r.interventions or r.has(Sort.TREATMENT) or r.first in _POINTING)
    ):
        return (match.group(),)
    if r.has(Sort.PEOPLE) and (match := p.RESULT_NUMBER.search(r.low)) and not r.has(Sort.REGULATORY):
        return (match.group(),)
    if r.has(Sort.EFFECT) and (match := p.VERDICT.search(r.low) or p.NUMBER_OF_SUCCESS.search(r.low)):
        return (match.group(),)
    return _better_outcome(r)


def _better_outcome(r: Reading) -> tuple[str, ...]:
    """`faster recovery`, `less joint pain`, `better sleep`: a comparative beside what it compares."""
    named = {m.start - r.start for m in r.conditions}
    for place, (word, _) in enumerate(r.tokens[:-1]):
        if word in _COMPARATIVES and any(
            self_sorts & Sort.OUTCOME or at in named
            for (_, at), self_sorts in zip(r.tokens[place + 1 : place + 3], r.sorts[place + 1 : place + 3], strict=True)
        ):
            return (word,)
    return ()


def _puffery(r: Reading) -> Assertion | None:
    signs = r.signs(Sort.PUFFERY)
    return Assertion(ClaimType.PROMOTIONAL, tuple(signs[:2])) if signs and r.interventions else None


def _type(r: Reading, page: Page) -> ClaimType:
    """Safety, comparison, mechanism or efficacy, for what asserts an effect."""
    if (
        r.has(Sort.SAFETY)
        and (match := p.SAFE.search(r.low))
        and match.start() < 3
        and not p.RISK_LOWERED.search(r.low)
    ):
        return ClaimType.SAFETY
    if _is_comparison(r, page):
        return ClaimType.COMPARATIVE_EFFICACY
    return ClaimType.MECHANISM if _is_mechanism(r) else ClaimType.EFFICACY


def _is_comparison(r: Reading, page: Page) -> bool:
    """Whether another treatment is named to compare with; placebo, control and no treatment are none."""
    match = p.COMPARISON.search(r.low)
    if match is None:
        return False
    rest = r.low[match.end() :]
    if match.group().startswith(_CONTRASTS):
        rest = r.low
    others = [m for m in r.interventions if m.code not in CONTROLS and not page.is_subject(m.code)]
    if match.group() in ("better", "while", "whereas", "over"):
        return len({m.code for m in r.interventions if m.code not in CONTROLS}) > 1 and (
            "than" in r.low or "only" in r.low
        )
    named = any(m.start - r.start >= match.start() or match.group().startswith(_CONTRASTS) for m in others)
    if named or p.CONTROL_ONLY.match(rest.lstrip()):
        return named
    return bool(p.OTHER_TREATMENT.search(rest)) or any(
        s & Sort.TREATMENT for (_, at), s in zip(r.tokens, r.sorts, strict=True) if match.end() <= at < match.end() + 30
    )


def _is_mechanism(r: Reading) -> bool:
    """Whether more of the sentence is about what happens in the body than about what a patient gets from it."""
    clinical = sum(1 for m in r.conditions if m.code not in _BODILY)
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


CONTROLS = frozenset({"placebo", "no_treatment", "usual_care"})
_BODILY = frozenset(
    {
        "inflammation",
        "oxidative_stress",
        "toxins",
        "immune_function",
        "poor_circulation",
        "slow_metabolism",
        "aging",
        "cognitive_function",
    }
)
"""Codes of the vocabulary that name a state of the body rather than something a patient has."""
