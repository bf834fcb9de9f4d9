"""Tells a favourable result that the study did not set out to find, over a main result that was not.

Why it matters: with enough outcomes, times and subgroups something always looks good. The main outcome is the one the
trial can answer.
Instead: give the main result first: "overall there was no effect; an exploratory look suggested one and needs a new
trial".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DIRECTION, "secondary_as_headline"): Severity.MAJOR,
    (CheckName.DIRECTION, "selected_result"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the result told is not the one the study was made for")


rule = Rule(
    code="VER013",
    name="secondary-or-subgroup-as-headline",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.BOUTRON,
        references.AFTER_THE_FACT,
    ),
    claims=_check,
    flags=(
        checked(
            "The supplement improves sleep.",
            differing(CheckName.DIRECTION, "secondary_as_headline", "the primary outcome, fatigue, did not differ"),
        ),
        checked(
            "Ice beats heat for sprains.",
            differing(CheckName.DIRECTION, "selected_result", "an advantage at 1 hour, and the reverse at 1 day"),
        ),
        checked(
            "The app lowers anxiety.",
            differing(CheckName.DIRECTION, "secondary_as_headline", "the primary outcome, depression, did not differ"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "The supplement did not change fatigue; sleep was better.",
            agreeing(CheckName.DIRECTION, "the study reports this direction"),
        ),
        checked(
            "The supplement lifts fatigue.",
            differing(
                CheckName.DIRECTION, "primary_outcome_null", "a null primary outcome told as benefit is another fault"
            ),
        ),
        checked("The app helps.", open_check(CheckName.DIRECTION, "no result for the claimed outcome is on record")),
        # hard: a secondary outcome of a study whose primary one improved as well
        checked("The app improves sleep.", agreeing(CheckName.DIRECTION, "the study reports this direction")),
    ),
)
