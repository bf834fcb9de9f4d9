"""Promises an effect for longer than it was measured, or where it was no longer there.

Why it matters: relief for a day and relief for a year are different treatments. After the last visit nobody knows.
Instead: say how long people were followed: "relief was measured up to 8 weeks; later effect is unknown".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DURATION, "duration_overstated"): Severity.MAJOR,
    (CheckName.TIMEPOINT, "timepoint_null"): Severity.MAJOR,
    (CheckName.NUMBERS, "other_timepoint"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the effect was not shown for that time")


rule = Rule(
    code="VER012",
    name="duration-overstated",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.UNSUPPORTING_LITERATURE,),
    claims=_check,
    flags=(
        checked(
            "One course brings a year of relief.",
            differing(
                CheckName.DURATION, "duration_overstated", "a year claimed; the study looked no further than 56 days"
            ),
        ),
        checked(
            "At 6 months the gel still worked.",
            differing(CheckName.TIMEPOINT, "timepoint_null", "at 6 months the study found no difference"),
        ),
        checked(
            "The shot lasts: 70% better after a year.",
            differing(CheckName.NUMBERS, "other_timepoint", "the claim's figure was measured at another time: 2 weeks"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Relief was measured up to 8 weeks.", agreeing(CheckName.DURATION, "the study looked as far as 8 weeks")
        ),
        checked(
            "At 2 weeks the gel worked.", agreeing(CheckName.TIMEPOINT, "the study measured this outcome at 2 weeks")
        ),
        checked("The gel works.", open_check(CheckName.DURATION, "the claim does not say how long the effect lasts")),
        # hard: the length of a treatment is not the length of its effect
        checked(
            "Treatment takes 12 weeks.",
            open_check(CheckName.DURATION, "the claim does not say how long the effect lasts"),
        ),
    ),
)
