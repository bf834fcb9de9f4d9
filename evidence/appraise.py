"""Give a study its OCEBM 2011 starting level, with what would raise or lower it; it never rates certainty (GRADE).

A level follows from the design alone and is only where a person begins: quality, precision, directness, consistency and
the size of the effect move it (https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence).
"""

import re
from collections.abc import Iterator

from evidence.models import (
    AppraisalBase,
    AppraisalTool,
    ResultBase,
    SampleSizeBasis,
    StudyBase,
    StudyTypeBase,
)

TREATMENT_BENEFIT = "treatment_benefit"
UNKNOWN = "unknown"
_SMALL = 100  # participants; below it one or two people can turn a result, so imprecision is worth a look
_POOLED = frozenset({"systematic_review_meta_analysis", "meta_analysis", "systematic_review"})
_NOT_ONLY_RANDOMISED = re.compile(
    r"\b(?:cohort|observational|non-?randomi[sz]ed|before-after|case series)\w*", re.IGNORECASE
)
_LARGE_RATIO = 5.0  # a risk ratio beyond 5 counts as a very large effect (Cochrane Handbook, chapter 14)


def starting_level(
    study: StudyBase, study_type: StudyTypeBase | None, *, question: str = TREATMENT_BENEFIT
) -> AppraisalBase:
    """The level at which the design of a study starts for a question, with the reasons to move it.

    `rating` is `1` to `5`, or `unknown` where the design is not known, has no level, or the question is not about the
    benefit of a treatment: the table of study types holds levels for that question only.
    """
    if question != TREATMENT_BENEFIT:
        return _unknown(question, f"no starting levels are kept for the question '{question}'")
    if study_type is None or study.design == UNKNOWN:
        return _unknown(question, "the design of the study is not known")
    if study_type.ocebm_benefit is None:
        return _unknown(question, f"OCEBM 2011 gives no level to this design: {study_type.label}")
    reasons = (
        f"level {study_type.ocebm_benefit} is where this design starts: {study_type.label}",
        *(f"may lower it: {reason}" for reason in _lowering(study)),
        *(f"may raise it: {reason}" for reason in _raising(study)),
        "risk of bias, inconsistency and directness are for a person to judge",
    )
    return AppraisalBase(
        tool=AppraisalTool.OCEBM_2011,
        question=question,
        rating=str(study_type.ocebm_benefit),
        starting=True,
        reasons=reasons,
    )


def _unknown(question: str, reason: str) -> AppraisalBase:
    return AppraisalBase(
        tool=AppraisalTool.OCEBM_2011, question=question, rating=UNKNOWN, starting=True, reasons=(reason,)
    )


def _lowering(study: StudyBase) -> Iterator[str]:
    size, basis = study.sample_size, study.sample_size_basis
    if size is None:
        yield "the number of participants is not on record"
    elif size < _SMALL and basis is not SampleSizeBasis.PLANNED:
        yield f"imprecision, with {size} participants"
    if study.design in _POOLED and _NOT_ONLY_RANDOMISED.search(study.design_detail or ""):
        yield "the pooled studies are not all randomised trials"
    if study.design in _POOLED and study.controlled is False:
        yield "the pooled effect is change against the participants' own baseline"
    if (study.species or "human").lower() not in {"human", "humans"}:
        yield f"indirectness, since the study was of another species: {study.species}"
    if not study.results:
        yield "no results are on record"
    if study.draft:
        yield "the record was read by the program and nobody has accepted it"


def _raising(study: StudyBase) -> Iterator[str]:
    for result in study.results:
        if _is_large(result):
            yield f"a very large effect on {result.outcome}: {result.measure} {result.value:g}"
            return


def _is_large(result: ResultBase) -> bool:
    ratio = result.measure is not None and "ratio" in result.measure
    if not ratio or result.value is None or result.value <= 0 or not result.significant:
        return False
    return result.value >= _LARGE_RATIO or result.value <= 1 / _LARGE_RATIO
