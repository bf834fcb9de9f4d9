"""Offers a secondary outcome, a subgroup or one good time point as the result.

Why it matters: among many outcomes some differ by chance. The one that was chosen beforehand is the test; the others
are ideas for the next trial.
Instead: "overall there was no effect; an exploratory look at women over 50 suggested one and needs a new trial".
Source: the references of this rule. It is critical where the primary outcome is null.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DIRECTION, "secondary_as_headline"): Severity.CRITICAL,
    (CheckName.DIRECTION, "selected_result"): Severity.MAJOR,
    (CheckName.NUMBERS, "other_timepoint"): Severity.MAJOR,
    (CheckName.OUTCOME, "subgroup_only"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "one result stands for the whole study")


rule = Rule(
    code="VER013",
    name="secondary-or-subgroup-as-headline",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.BOUTRON, law.AFTER_THE_FACT, references.SAFER_SELECTION, references.HANEEF),
    claims=_check,
    flags=(
        checked(
            "The supplement lowered anxiety.",
            differing(
                CheckName.DIRECTION,
                "secondary_as_headline",
                "the claim tells another outcome than the primary one, which did not differ",
            ),
        ),
        checked(
            "The gel beats ibuprofen.",
            differing(
                CheckName.DIRECTION,
                "selected_result",
                "an advantage is reported at one point and the reverse at another",
            ),
        ),
        checked(
            "Pain was 30% lower.",
            differing(CheckName.NUMBERS, "other_timepoint", "the claim's figure was measured at another time"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Overall there was no effect on anxiety.", agreeing(CheckName.DIRECTION, "the study found no difference")
        ),
        checked(
            "Anxiety fell, the primary outcome.", agreeing(CheckName.DIRECTION, "the study reports this direction")
        ),
        checked("Anxiety fell.", open_check(CheckName.DIRECTION, "no primary outcome is on record")),
        # hard: two primary outcomes
        checked("Sleep and mood improved.", agreeing(CheckName.DIRECTION, "both are co-primary outcomes")),
    ),
)
