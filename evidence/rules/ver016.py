"""Names a winner where the data show the other side, or no difference.

Why it matters: a reader who believes that one treatment beats another may give up the better one.
Instead: tell the result at every time: "relief was similar at 15 minutes and greater with ibuprofen at 1 and 2
hours".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DIRECTION, "comparator_reversed"): Severity.CRITICAL,
    (CheckName.DIRECTION, "no_advantage"): Severity.CRITICAL,
    (CheckName.DIRECTION, "difference_denied"): Severity.CRITICAL,
    (CheckName.DIRECTION, "direction_reversed"): Severity.CRITICAL,
    (CheckName.NUMBERS, "sign_reversed"): Severity.CRITICAL,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the comparison came out otherwise")


rule = Rule(
    code="VER016",
    name="comparator-reversed",
    severity=Severity.CRITICAL,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.UNSUPPORTED_COMPARISON,
        references.NO_DIFFERENCE,
    ),
    claims=_check,
    flags=(
        checked(
            "Our spray beats ibuprofen.",
            differing(CheckName.DIRECTION, "comparator_reversed", "the study favours ibuprofen at 1 and 2 hours"),
        ),
        checked(
            "Lasers remove moles better than surgery.",
            differing(CheckName.DIRECTION, "no_advantage", "the study shows no advantage over surgery"),
        ),
        checked(
            "Herbs work as well as statins.",
            differing(
                CheckName.DIRECTION,
                "difference_denied",
                "the study found a difference: statins lowered cholesterol more",
            ),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Ibuprofen did better than the spray.", agreeing(CheckName.DIRECTION, "the study reports this direction")
        ),
        checked("Lasers and surgery did alike.", agreeing(CheckName.DIRECTION, "the study found no difference")),
        checked(
            "Herbs lower cholesterol.", open_check(CheckName.DIRECTION, "the study compared two active treatments")
        ),
        # hard: a true advantage at one time is picking, and another rule
        checked(
            "At 15 minutes the spray was ahead.",
            differing(CheckName.DIRECTION, "selected_result", "an advantage at one point, the reverse at another"),
        ),
    ),
)
