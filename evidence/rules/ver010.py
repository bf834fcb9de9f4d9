"""Rests on a publication that was retracted, withdrawn, or stands under an expression of concern.

Why it matters: a retracted paper is no evidence, however often it is quoted, and the page lends it new life.
Instead: drop it, or say so: "a widely quoted trial was retracted in 2021 and should not be relied on".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.STANDING, "retracted"): Severity.CRITICAL,
    (CheckName.STANDING, "withdrawn"): Severity.CRITICAL,
    (CheckName.STANDING, "expression_of_concern"): Severity.MAJOR,
    (CheckName.STANDING, "superseded"): Severity.MINOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the source no longer stands as published")


rule = Rule(
    code="VER010",
    name="retracted-or-concern",
    severity=Severity.CRITICAL,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(
        references.OVERTAKEN,
        references.QUEST,
    ),
    claims=_check,
    flags=(
        checked(
            "A landmark trial proved that the drug saves lives.",
            differing(CheckName.STANDING, "retracted", "the publication is: retracted"),
        ),
        checked(
            "Studies back our protocol for infection.",
            differing(CheckName.STANDING, "withdrawn", "the publication is: withdrawn"),
        ),
        checked(
            "The injection regrows cartilage.",
            differing(CheckName.STANDING, "expression_of_concern", "the publication is: expression of concern"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("A trial found fewer deaths.", agreeing(CheckName.STANDING, "the publication is: current")),
        checked(
            "A trial, since corrected, found less pain.", agreeing(CheckName.STANDING, "the publication is: corrected")
        ),
        checked(
            "A trial found less pain.",
            open_check(CheckName.STANDING, "nobody has looked up whether the publication still stands"),
        ),
        # hard: a paper that was retracted by mistake and reinstated stands again
        checked("A reinstated paper reports relief.", agreeing(CheckName.STANDING, "the publication is: reinstated")),
    ),
)
