"""Prints a study's figures for one outcome, above all for harms, as figures for another.

Why it matters: the numbers are real, so the claim looks checked. A share of people with side effects told as a share of
people helped turns the study into its opposite, and no reader can see it without the paper.
Instead: give the figure with its own outcome ("nausea occurred in 12% and 28%") and the result for the outcome claimed.
Source: the references of this rule; how a figure is traced stands in the numbers check of a verification.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.NUMBERS, "outcome_swapped"): Severity.CRITICAL,
    (CheckName.NUMBERS, "other_outcome"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the source has these figures for another outcome")


rule = Rule(
    code="VER001",
    name="number-from-other-outcome",
    severity=Severity.CRITICAL,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.UNSUPPORTING_LITERATURE,
        references.SAFER_SELECTION,
        references.FTC_RELEVANCE,
    ),
    claims=_check,
    flags=(
        checked(
            "Patients improved: 12% on the drug, 28% on the combination.",
            differing(
                CheckName.NUMBERS,
                "outcome_swapped",
                "the claim's figures are the study's figures for harms: 12 % and 28 % had nausea",
                "nausea, drug: 12 %",
                "nausea, drug + booster: 28 %",
            ),
        ),
        checked(
            "Acupuncture cut hot flushes by 40%.",
            differing(
                CheckName.NUMBERS, "other_outcome", "40 % is the change in sleep disturbance, not in hot flushes"
            ),
        ),
        checked(
            "Our laser gave 9% more hair in 16 weeks.",
            differing(CheckName.NUMBERS, "outcome_swapped", "9 % had scalp irritation at 16 weeks"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Nausea occurred in 12% and 28%.", agreeing(CheckName.NUMBERS, "2 of 2 numbers found for this outcome")
        ),
        checked("Hot flushes fell by 40%.", agreeing(CheckName.NUMBERS, "1 of 1 numbers found for this outcome")),
        checked("Nine in ten clients return.", open_check(CheckName.NUMBERS, "no results of this study are on record")),
        # hard: one figure equals a harm figure, but neither a second figure nor an arm says that it is not chance
        checked("20% felt better.", open_check(CheckName.NUMBERS, "0 of 1 numbers found; 20 %: match_other_outcome")),
    ),
)
