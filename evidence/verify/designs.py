"""Compare the design a page states with the design a study has; a design nobody knows is never compared."""

import re

from evidence.models import Check, CheckName, StatedDesign
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted

UNCONTROLLED = frozenset({"single_arm", "case_series", "case_report"})
PRECLINICAL = frozenset({"animal", "in_vitro"})
WITHOUT_DATA = {"editorial": "opinion_only", "protocol": "protocol_only"}
SECOND_HAND = frozenset({"narrative_review", "review", "book_chapter", "guideline", "web_page"})
NOT_A_STUDY = SECOND_HAND | WITHOUT_DATA.keys() | PRECLINICAL | {"survey"}

# How much a design promises, strongest first: OCEBM 2011 for treatment benefit; below it, what it leaves out.
_PROMISE = {
    StatedDesign.SYSTEMATIC_REVIEW: 1,
    StatedDesign.META_ANALYSIS: 1,
    StatedDesign.RCT: 2,
    StatedDesign.CLINICAL_TRIAL: 3,
    StatedDesign.COHORT: 3,
    StatedDesign.CASE_CONTROL: 4,
    StatedDesign.CROSS_SECTIONAL: 4,
    StatedDesign.RETROSPECTIVE: 4,
    StatedDesign.SURVEY: 4,
    StatedDesign.CASE_SERIES: 4,
    StatedDesign.CASE_REPORT: 5,
    StatedDesign.REVIEW: 5,
    StatedDesign.GUIDELINE: 5,
    StatedDesign.EXPERT_OPINION: 6,
    StatedDesign.TESTIMONIAL: 6,
    StatedDesign.ANIMAL: 6,
    StatedDesign.IN_VITRO: 6,
}
_REAL_PROMISE = {
    "systematic_review": 1, "meta_analysis": 1, "rct": 2, "clinical_trial": 3, "observational": 3, "review": 5,
    "controlled_trial": 3, "quasi_rct": 3, "single_arm": 4, "case_control": 4, "cross_sectional": 4, "survey": 4,
    "case_series": 4, "case_report": 5, "narrative_review": 5, "guideline": 5, "book_chapter": 6, "editorial": 6,
    "protocol": 6, "web_page": 6, "animal": 6, "in_vitro": 6,
}  # fmt: skip
_STUDY_WORD = re.compile(r"\b(?:study|studies|trials?|research(?:ers)?)\b", re.IGNORECASE)


def promise(pair: Pair, code: str) -> int | None:
    """The place of a real design in the order of promise, through its nearest listed ancestor."""
    seen: str | None = code
    while seen is not None:
        if seen in _REAL_PROMISE:
            return _REAL_PROMISE[seen]
        known = pair.vocabulary.study_type(seen)
        seen = known.parent if known else None
    return None


def check_design(pair: Pair) -> Check:
    """Whether the claim's word for the design fits, says more, says less, or calls something else a study."""
    name, stated = CheckName.DESIGN, pair.claim.study_type
    if stated is StatedDesign.NONE:
        return not_checked(name, "the claim names no design")
    if pair.design == "unknown":
        return not_checked(name, "the design of the source is not known")
    where = (quoted(pair), field("design", pair.study.design_detail or pair.design))
    known = pair.vocabulary.study_type(pair.design)
    label = known.label.lower() if known else pair.design.replace("_", " ")
    if stated is StatedDesign.UNSPECIFIED_STUDY:
        if pair.design in NOT_A_STUDY and _STUDY_WORD.search(pair.wording):
            return differs(name, "design_misnamed", f"called a study, the source is: {label}", *where)
        return agrees(name, f"called a study in general; the source is: {label}", *where)
    if known and stated in known.stated_as:
        return agrees(name, f"called {stated.value.replace('_', ' ')}, the source is: {label}", *where)
    return _measured(pair, stated, label)


def _measured(pair: Pair, stated: StatedDesign, label: str) -> Check:
    name = CheckName.DESIGN
    where = (quoted(pair), field("design", pair.study.design_detail or pair.design))
    said, real = _PROMISE.get(stated), promise(pair, pair.design)
    called = f"called {stated.value.replace('_', ' ')}, the source is: {label}"
    if said is None or real is None:
        return not_checked(name, f"{called}; the two cannot be ranked", *where)
    if said < real:
        return differs(name, "design_overstated", called, *where)
    if said > real:
        return differs(name, "design_understated", called, *where)
    return differs(name, "design_misnamed", called, *where)


def check_evidence(pair: Pair) -> Check:
    """Whether the source has results of its own that could bear a claim."""
    name = CheckName.EVIDENCE
    where = field("design", pair.study.design_detail or pair.design)
    if pair.design in WITHOUT_DATA:
        return differs(name, WITHOUT_DATA[pair.design], "the source reports no results of its own", quoted(pair), where)
    if pair.study.results:
        return agrees(name, f"{len(pair.study.results)} results are on record")
    if pair.design in SECOND_HAND:
        return not_checked(name, "the source passes on the results of others; none are on record", where)
    return not_checked(name, "no results of this study are on record")


_ONE_CASE = re.compile(
    r"\bcases?\b|\b(?:one|single|two|three|four|five|a|an|another) (?:[\w-]+ ){0,4}?(?:patients?|woman|women|"
    r"man|men|person|"
    r"people|child|girl|boy|participants?)\b|\bn[- ]of[- ]1\b|\bn ?= ?\d",
    re.IGNORECASE,
)
_ABOUT_THAT_PATIENT = re.compile(
    r"\b(?:one|single|two|three|four|five|a|an|his|her|the) (?:[\w-]+ ){0,4}?(?:patients?|woman|women|man|men|"
    r"person|child|girl|boy)"
    r" (?:\w+ )?(?:reported|had|was|were|regained|felt|improved|recovered|experienced|became|showed|became|with)\b",
    re.IGNORECASE,
)
FEW = 5  # rule VER004: a series of more than five people is not a single case


def check_cases(pair: Pair) -> Check:
    """Whether one or a few cases are said to be that, and are not told as what happens to patients in general."""
    name, size = CheckName.CASES, pair.study.sample_size
    if pair.design == "unknown" and size is None:
        return not_checked(name, "neither design nor size of the source is known")
    few = (size is not None and size <= FEW and pair.design not in NOT_A_STUDY) or (
        size is None and pair.design == "case_report"
    )
    if not few or not pair.claims_benefit:
        return (
            agrees(name, "the source is no single case") if not few else agrees(name, "the claim promises no benefit")
        )
    where = (quoted(pair), field("participants", size if size is not None else "not stated"))
    people = f"{size} people" if size not in {None, 1} else "one person"
    if not _ONE_CASE.search(pair.wording) and pair.claim.sample_size != size:
        return differs(name, "case_undisclosed", f"the source describes {people}; the claim does not say so", *where)
    if _ABOUT_THAT_PATIENT.search(pair.claim.quote):
        return agrees(name, f"the claim speaks of {people}, as the source does", *where)
    return differs(
        name, "single_case", f"the source describes {people}; the claim speaks of the treatment at large", *where
    )
