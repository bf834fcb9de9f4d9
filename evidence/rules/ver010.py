"""Leans on a publication that was retracted, withdrawn or is under an expression of concern.

Why it matters: a retracted result is no result. It stays in circulation on pages that nobody has checked since.
Instead: say so: "a widely quoted trial was retracted in 2021 and should not be relied on".
Source: the standing of the publication with the day it was looked up; one that nobody has looked up is not checked.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.STANDING, "retracted"): Severity.CRITICAL,
    (CheckName.STANDING, "withdrawn"): Severity.CRITICAL,
    (CheckName.STANDING, "expression_of_concern"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the source no longer stands")


rule = Rule(
    code="VER010",
    name="retracted-or-concern",
    severity=Severity.CRITICAL,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(instruments.QUEST, law.OVERTAKEN, references.UNSUPPORTING_LITERATURE),
    claims=_check,
    flags=(
        checked(
            "As a landmark trial showed, the drug saves lives.",
            differing(CheckName.STANDING, "retracted", "the publication is: retracted on 2024-05-01"),
        ),
        checked(
            "A study backs the implant.", differing(CheckName.STANDING, "withdrawn", "the publication is: withdrawn")
        ),
        checked(
            "A trial favours the serum.",
            differing(CheckName.STANDING, "expression_of_concern", "the publication is: expression of concern"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("A trial favours the serum.", agreeing(CheckName.STANDING, "the publication is: current")),
        checked("A trial favours the diet.", agreeing(CheckName.STANDING, "the publication is: corrected")),
        checked(
            "A trial favours the tape.",
            open_check(CheckName.STANDING, "nobody has looked up whether the publication still stands"),
        ),
        # hard: it was withdrawn and reinstated
        checked("A trial favours the sling.", agreeing(CheckName.STANDING, "the publication is: reinstated")),
    ),
)
