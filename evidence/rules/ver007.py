"""Rests on a study of another condition, or tells prevention as treatment.

Why it matters: a drug given during surgery to prevent later pain has not been tested on pain that is there.
Instead: say what was studied: "given during surgery it lowered the share with pain at three months; it was not tested
as a treatment".
Source: the references of this rule. A study of a narrower condition is the business of VER008.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.CONDITION, "condition_mismatch"): Severity.MAJOR,
    (CheckName.PURPOSE, "prevention_as_treatment"): Severity.MAJOR,
    (CheckName.PURPOSE, "treatment_as_prevention"): Severity.MAJOR,
    (CheckName.OUTCOME, "outcome_not_measured"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the condition, purpose or outcome studied is another")


rule = Rule(
    code="VER007",
    name="condition-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.UNSUPPORTING_LITERATURE, law.OTHER_PATIENTS, law.CONSISTENT_LABEL),
    claims=_check,
    flags=(
        checked(
            "Proven for knee arthritis.",
            differing(
                CheckName.PURPOSE, "prevention_as_treatment", "the study tried to prevent; the claim speaks of treating"
            ),
        ),
        checked(
            "The laser helps sciatica.",
            differing(
                CheckName.CONDITION, "condition_mismatch", "the study was of carpal tunnel syndrome, not of sciatica"
            ),
        ),
        checked(
            "Zinc prevents colds.",
            differing(
                CheckName.PURPOSE, "treatment_as_prevention", "the study treated; the claim speaks of preventing"
            ),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Given during surgery it lowered the share of people with pain.",
            agreeing(CheckName.PURPOSE, "both are about prevention"),
        ),
        checked(
            "The laser helps carpal tunnel syndrome.", agreeing(CheckName.CONDITION, "the study was of this condition")
        ),
        checked("The oil helps.", open_check(CheckName.CONDITION, "the claim names no condition")),
        # hard: two names of one disease
        checked(
            "Needles ease causalgia.",
            agreeing(CheckName.CONDITION, "causalgia is complex regional pain syndrome type II"),
        ),
    ),
)
