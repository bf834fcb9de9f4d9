"""Carries a result over to other people or another setting than those studied.

Why it matters: what helps in the first hour after an accident, in healthy students or in people whom nothing else
helped may not help the reader.
Instead: name the people: "among inpatients who had failed other drugs, some improved for a few days".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
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
    (CheckName.CONDITION, "condition_narrowed"): Severity.MINOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the people or setting studied are others than the claim speaks of")


rule = Rule(
    code="VER008",
    name="population-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.OTHER_PATIENTS,
        references.HEALTHY_PEOPLE,
    ),
    claims=_check,
    flags=(
        checked(
            "The spray ends chronic headache.",
            differing(CheckName.POPULATION, "acute_to_chronic", "the study was of acute or emergency patients"),
        ),
        checked(
            "Creatine sharpens the ageing mind.",
            differing(CheckName.POPULATION, "healthy_volunteers", "the study was of healthy volunteers"),
        ),
        checked(
            "Stimulation lifts depression.",
            differing(
                CheckName.POPULATION,
                "refractory_only",
                "the study was of people whose condition had resisted treatment",
            ),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "In the emergency room the spray eased pain.",
            agreeing(CheckName.POPULATION, "the study was of emergency patients"),
        ),
        checked(
            "In healthy students creatine helped recall.", agreeing(CheckName.POPULATION, "the study was of students")
        ),
        checked("Stimulation lifts mood.", open_check(CheckName.POPULATION, "the study's population is not on record")),
        # hard: the limit is told in everyday words
        checked(
            "For people whom two drugs failed, stimulation helped.",
            agreeing(CheckName.POPULATION, "the study was of refractory patients"),
        ),
    ),
)
