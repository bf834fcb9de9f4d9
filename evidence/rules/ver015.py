"""Tells a share of people as a size of change, or the other way round.

Why it matters: "60% of people improved a little" and "pain fell by 60%" are different promises with the same number.
Instead: say of what: "60% of patients (18 of 30) had at least 30% less pain at one month".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.NUMBERS, "responders_as_reduction"): Severity.MAJOR,
    (CheckName.NUMBERS, "reduction_as_responders"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the percentage is of something else in the source")


rule = Rule(
    code="VER015",
    name="responder-vs-reduction",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.FDA_QUANTITATIVE,
        references.IMMPACT,
        references.STATISTICS,
    ),
    claims=_check,
    flags=(
        checked(
            "Pain fell by 60%.",
            differing(
                CheckName.NUMBERS, "responders_as_reduction", "the claim tells a share of people as a size of change"
            ),
        ),
        checked(
            "35% of women lost their wrinkles.",
            differing(
                CheckName.NUMBERS, "reduction_as_responders", "the claim tells a size of change as a share of people"
            ),
        ),
        checked(
            "Hair loss is cut by 80%.",
            differing(CheckName.NUMBERS, "responders_as_reduction", "80 % of men noticed less hair loss"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("60% of patients had less pain.", agreeing(CheckName.NUMBERS, "1 of 1 numbers found")),
        checked("Wrinkle depth fell by 35%.", agreeing(CheckName.NUMBERS, "1 of 1 numbers found")),
        checked("80% satisfied.", open_check(CheckName.NUMBERS, "no results of this study are on record")),
        # hard: a source that reports both figures
        checked("60% less pain in 60% of patients.", agreeing(CheckName.NUMBERS, "2 of 2 numbers found")),
    ),
)
