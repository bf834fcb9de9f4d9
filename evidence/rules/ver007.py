"""Uses a study of another condition, or of prevention where it promises treatment.

Why it matters: an effect on one disease says little about another, and stopping something before it starts is not
curing it.
Instead: name what was studied: "given during surgery it lowered the share of people with pain later; it was not
tested for existing arthritis".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.CONDITION, "condition_mismatch"): Severity.MAJOR,
    (CheckName.CONDITION, "population_reversed"): Severity.CRITICAL,
    (CheckName.PURPOSE, "prevention_as_treatment"): Severity.MAJOR,
    (CheckName.PURPOSE, "treatment_as_prevention"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the condition or purpose studied is another")


rule = Rule(
    code="VER007",
    name="condition-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.UNSUPPORTING_LITERATURE,
        references.OTHER_PATIENTS,
    ),
    claims=_check,
    flags=(
        checked(
            "The drops cure tinnitus.",
            differing(
                CheckName.CONDITION, "condition_mismatch", "the study was of vertigo; the claim speaks of tinnitus"
            ),
        ),
        checked(
            "Zinc treats colds.",
            differing(
                CheckName.PURPOSE, "prevention_as_treatment", "the study tried to prevent; the claim speaks of treating"
            ),
        ),
        checked(
            "The diet shrinks tumours.",
            differing(CheckName.CONDITION, "population_reversed", "the study was of people without cancer"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("The drops eased vertigo.", agreeing(CheckName.CONDITION, "the study was of vertigo")),
        checked("Zinc prevents colds.", agreeing(CheckName.PURPOSE, "both are about prevention")),
        checked("The diet helps.", open_check(CheckName.CONDITION, "the claim names no condition")),
        # hard: a study of a kind of the claimed condition is a matter of population, not another condition
        checked(
            "The exercise helps back pain.", agreeing(CheckName.CONDITION, "the study was of chronic low back pain")
        ),
    ),
)
