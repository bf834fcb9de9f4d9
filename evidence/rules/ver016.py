"""Names a winner where the study favours the other treatment or shows no difference.

Why it matters: a reader who believes it gives up the treatment that did better.
Instead: "relief was similar at 15 minutes and greater with ibuprofen at 1 and 2 hours".
Source: the references of this rule. An advantage at one time point alone is the business of VER013.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DIRECTION, "comparator_reversed"): Severity.CRITICAL,
    (CheckName.DIRECTION, "no_advantage"): Severity.CRITICAL,
    (CheckName.DIRECTION, "difference_denied"): Severity.CRITICAL,
    (CheckName.COMPARATOR, "omitted_comparator"): Severity.MAJOR,
    (CheckName.COMPARATOR, "comparator_mismatch"): Severity.MAJOR,
    (CheckName.COMPARATOR, "comparator_misstated"): Severity.MAJOR,
    (CheckName.NUMBERS, "arm_swapped"): Severity.CRITICAL,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the comparison did not come out as claimed")


rule = Rule(
    code="VER016",
    name="comparator-reversed",
    severity=Severity.CRITICAL,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(law.COMPARISON, references.UNSUPPORTING_LITERATURE, references.NO_DIFFERENCE),
    claims=_check,
    flags=(
        checked(
            "Beats ibuprofen.",
            differing(CheckName.DIRECTION, "comparator_reversed", "the study favours ibuprofen: pain at 1 and 2 hours"),
        ),
        checked(
            "The brace is better than tape.",
            differing(CheckName.DIRECTION, "no_advantage", "the study shows no advantage over tape"),
        ),
        checked(
            "Works as well as surgery.",
            differing(CheckName.DIRECTION, "difference_denied", "the study found a difference"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("Relief was similar at 15 minutes.", agreeing(CheckName.DIRECTION, "the study found no difference")),
        checked(
            "The tablet was better than the cream.",
            agreeing(CheckName.DIRECTION, "the study reports an advantage over the cream"),
        ),
        checked("Better than tape.", open_check(CheckName.DIRECTION, "no result compares the treatment with tape")),
        # hard: a trial of non-inferiority
        checked(
            "No worse than the standard drug.", agreeing(CheckName.DIRECTION, "the margin of non-inferiority was met")
        ),
    ),
)
