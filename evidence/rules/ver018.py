"""Leaves out the harms, the limits or the doubts that the source itself reports.

Why it matters: the same paper that found the benefit counted the harms. To take the one and leave the other is to quote
half a sentence.
Instead: "a review sees some short-term benefit, calls the evidence weak, and reports side effects in about a third".
Source: the references of this rule. A study that measured no harms gives no finding.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.HARMS, "omitted_harm"): Severity.MAJOR,
    (CheckName.HARMS, "harms_denied"): Severity.CRITICAL,
    (CheckName.ASSERTIVENESS, "overstated"): Severity.MINOR,
    (CheckName.INTERVENTION, "combination_omitted"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "what the source says against it is left out")


rule = Rule(
    code="VER018",
    name="harms-or-hedges-dropped",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.HANEEF, instruments.GRADE_WORDS, references.SAFER_SELECTION, law.OUT_OF_CONTEXT),
    claims=_check,
    flags=(
        checked(
            "A review says that it works for nerve pain.",
            differing(
                CheckName.HARMS,
                "omitted_harm",
                "the study reports harms that the claim leaves out: dizziness in a third",
            ),
        ),
        checked(
            "The patch is free of side effects.",
            differing(CheckName.HARMS, "harms_denied", "the study reports harms: rash in 12 %"),
        ),
        checked(
            "The tea brings superb sleep.",
            differing(CheckName.ASSERTIVENESS, "overstated", "'superb' goes beyond the design"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("Some had less pain and a third were dizzy.", agreeing(CheckName.HARMS, "the claim speaks of harms")),
        checked("The tea may help.", agreeing(CheckName.ASSERTIVENESS, "stated as possibility")),
        checked("The tea helps.", open_check(CheckName.HARMS, "no harms of this study are on record")),
        # hard: nobody was harmed in the study
        checked("The splint eased pain.", agreeing(CheckName.HARMS, "the study reports no harm")),
    ),
)
