"""Speaks of people in general where the study was of particular people or settings.

Why it matters: what worked in an emergency room, in healthy volunteers, in children or in people for whom all else had
failed need not work for the reader.
Instead: say who: "among inpatients who had failed other drugs, some improved for a few days".
Source: the references of this rule. Groups that the study reports separately, and claims limited to them, pass.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.POPULATION, "acute_to_chronic"): Severity.MAJOR,
    (CheckName.POPULATION, "healthy_volunteers"): Severity.MAJOR,
    (CheckName.POPULATION, "perioperative_only"): Severity.MAJOR,
    (CheckName.POPULATION, "children_only"): Severity.MAJOR,
    (CheckName.POPULATION, "refractory_only"): Severity.MAJOR,
    (CheckName.POPULATION, "population_mismatch"): Severity.MAJOR,
    (CheckName.POPULATION, "population_reversed"): Severity.MAJOR,
    (CheckName.CONDITION, "population_reversed"): Severity.MAJOR,
    (CheckName.CONDITION, "condition_narrowed"): Severity.MINOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the people studied are not those the claim speaks of")


rule = Rule(
    code="VER008",
    name="population-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.OCEBM, law.OTHER_PATIENTS, law.HEALTHY_PEOPLE, instruments.GRADE_INDIRECT),
    claims=_check,
    flags=(
        checked(
            "Helps anyone with headaches.",
            differing(
                CheckName.POPULATION,
                "refractory_only",
                "the study was of people whose condition had resisted treatment; the claim is not limited to them",
            ),
        ),
        checked(
            "The herb sharpens the memory of people with dementia.",
            differing(CheckName.POPULATION, "healthy_volunteers", "the study was of healthy volunteers"),
        ),
        checked(
            "Ice eases long-standing back pain.",
            differing(CheckName.POPULATION, "acute_to_chronic", "the study was of acute or emergency patients"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Among inpatients who had failed other drugs, some improved.",
            agreeing(CheckName.POPULATION, "the study was of refractory inpatients"),
        ),
        checked("In children the syrup eased coughs.", agreeing(CheckName.POPULATION, "the study was of children")),
        checked("The syrup eases coughs.", open_check(CheckName.POPULATION, "the population is not on record")),
        # hard: a mixed population that reports the group claimed
        checked("Adults slept better.", agreeing(CheckName.POPULATION, "the study was of adults and children")),
    ),
)
