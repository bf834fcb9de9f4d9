"""Claims an effect for longer than the study looked, or tells the longest as the usual.

Why it matters: nobody knows what happens after the last measurement. "Up to three months" in one person becomes "three
months" for all.
Instead: "relief was measured up to 8 weeks; later effect is unknown".
Source: the references of this rule. How long a treatment lasts is not how long its effect does.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DURATION, "duration_overstated"): Severity.MAJOR,
    (CheckName.TIMEPOINT, "duration_overstated"): Severity.MAJOR,
    (CheckName.TIMEPOINT, "timepoint_null"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the time claimed is not what the study found")


rule = Rule(
    code="VER012",
    name="duration-overstated",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(law.FTC_QUALITY, references.UNSUPPORTING_LITERATURE, instruments.IPDAS),
    claims=_check,
    flags=(
        checked(
            "One course brings a year of relief.",
            differing(
                CheckName.DURATION, "duration_overstated", "a year claimed; the study looked no further than 56 days"
            ),
        ),
        checked(
            "The filler keeps wrinkles away for good.",
            differing(
                CheckName.DURATION, "duration_overstated", "'for good', but the study looked no further than 6 months"
            ),
        ),
        checked(
            "At five weeks the drip still relieves pain.",
            differing(CheckName.TIMEPOINT, "timepoint_null", "at 5 weeks the study found no difference"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Relief was measured up to 8 weeks.", agreeing(CheckName.DURATION, "the study looked as far as 8 weeks")
        ),
        checked(
            "At 12 weeks knees were better.", agreeing(CheckName.TIMEPOINT, "the study found a difference at 12 weeks")
        ),
        checked("Relief lasts.", open_check(CheckName.DURATION, "the follow-up is not on record")),
        # hard: a course is no follow-up
        checked(
            "A ten-week course eases pain.", agreeing(CheckName.DURATION, "the length of the course, not of the effect")
        ),
    ),
)
