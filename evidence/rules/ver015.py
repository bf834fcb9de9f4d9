"""Confuses the share of people who responded with the size of the change, or the reverse.

Why it matters: "60% of people had less pain" and "pain fell by 60%" are different results, and the second sounds as if
it held for everybody.
Instead: "60% of patients (18 of 30) had at least 30% less pain at one month".
Source: the references of this rule. Studies that report both figures pass.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.NUMBERS, "responders_as_reduction"): Severity.MAJOR,
    (CheckName.NUMBERS, "reduction_as_responders"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "a share of people and a size of change are confused")


rule = Rule(
    code="VER015",
    name="responder-vs-reduction",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(law.QUANTITATIVE, instruments.IMMPACT, law.CLINICAL_MEANING),
    claims=_check,
    flags=(
        checked(
            "Pain fell by 60%.",
            differing(
                CheckName.NUMBERS, "responders_as_reduction", "the claim tells a share of people as a size of change"
            ),
        ),
        checked(
            "30% of clients had less pain.",
            differing(
                CheckName.NUMBERS, "reduction_as_responders", "the claim tells a size of change as a share of people"
            ),
        ),
        checked(
            "Hair grew by 40%.",
            differing(CheckName.NUMBERS, "responders_as_reduction", "40 % of people had more hair"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("60% of patients had at least 30% less pain.", agreeing(CheckName.NUMBERS, "2 of 2 numbers found")),
        checked("Pain fell by 12%.", agreeing(CheckName.NUMBERS, "1 of 1 numbers found")),
        checked(
            "60% of people had less pain.", open_check(CheckName.NUMBERS, "no results of this study are on record")
        ),
        # hard: both figures are in the study
        checked("Pain fell by 60%.", agreeing(CheckName.NUMBERS, "the study reports both figures")),
    ),
)
