"""Offers a treatment by another route or dose than the one studied.

Why it matters: a tablet is not a drip and a tenth of a dose is not the dose. What a study found it found for the way
and amount it gave.
Instead: name the difference: "the trial used 200 mg capsules; our infusion has not been tested in this way".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.ROUTE, "route_mismatch"): Severity.MAJOR,
    (CheckName.ROUTE, "route_omitted"): Severity.MINOR,
    (CheckName.DOSE, "dose_mismatch"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the route or dose is not the one studied")


rule = Rule(
    code="VER006",
    name="route-or-dose-mismatch",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.FTC_RELEVANCE,
        references.OTHER_DOSES,
        references.OTHER_PATIENTS,
    ),
    claims=_check,
    flags=(
        checked(
            "Trials show that our glutathione drip brightens skin.",
            differing(CheckName.ROUTE, "route_mismatch", "claimed intravenous, studied oral"),
        ),
        checked(
            "Our 25 mg patch eases nerve pain.",
            differing(CheckName.DOSE, "dose_mismatch", "more than twofold away from every dose studied"),
        ),
        checked(
            "Curcumin calms inflamed joints.",
            differing(CheckName.ROUTE, "route_omitted", "studied by injection under a heading about capsules"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("Swallowed as a capsule it eased cramps.", agreeing(CheckName.ROUTE, "the study's route was oral")),
        checked("200 mg a day eased cramps.", agreeing(CheckName.DOSE, "the claimed dose is one studied")),
        checked("Magnesium eases cramps.", open_check(CheckName.ROUTE, "the claim names no route")),
        # hard: an infusion and an intravenous drip are one route
        checked("An infusion eased migraine.", agreeing(CheckName.ROUTE, "the study's route was intravenous")),
    ),
)
