"""Rests on a study of another route or dose than the one claimed or sold.

Why it matters: a capsule, an infusion and a cream of one drug are three treatments. What one dose did, a tenth of it
need not do.
Instead: say what was tested: "the trial used 200 mg capsules; our infusion has not been tested in this way".
Source: the references of this rule. A claim silent on its route is graded lower; a dose counts from twice as much.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.ROUTE, "route_mismatch"): Severity.MAJOR,
    (CheckName.ROUTE, "route_omitted"): Severity.MINOR,
    (CheckName.DOSE, "dose_mismatch"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the route or dose studied is another")


rule = Rule(
    code="VER006",
    name="route-or-dose-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(law.ASA_DRIPS, references.UNSUPPORTING_LITERATURE, law.OTHER_DOSES, references.FTC_RELEVANCE),
    claims=_check,
    flags=(
        checked(
            "Trials show that our 25 mg infusion works.",
            differing(
                CheckName.DOSE, "dose_mismatch", "the claimed dose is more than twofold away from every dose studied"
            ),
        ),
        checked(
            "The glutathione drip brightens skin.",
            differing(CheckName.ROUTE, "route_mismatch", "claimed intravenous, studied oral"),
        ),
        checked(
            "Capsaicin relieves nerve pain.",
            differing(CheckName.ROUTE, "route_omitted", "the study gave it on the skin; the claim names no route"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("The trial used 200 mg capsules.", agreeing(CheckName.DOSE, "the study gave 200 mg")),
        checked("The infusion eased pain.", agreeing(CheckName.ROUTE, "both intravenous")),
        checked("The balm eases pain.", open_check(CheckName.ROUTE, "the route is not on record")),
        checked("The drip eases pain.", open_check(CheckName.DOSE, "the claim names no dose")),
        # hard: both words name the same route
        checked("The injection eases pain.", agreeing(CheckName.ROUTE, "an injection into a muscle is one")),
    ),
)
