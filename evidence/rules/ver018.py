"""Leaves out the harms that the source reports, denies them, or leaves out a comparator that did as well.

Why it matters: the same paper that reports the benefit reports its price. A reader who hears half of it cannot weigh
the two.
Instead: tell both: "a review sees some short-term benefit, calls the evidence weak, and reports side effects in about
a third".
Source: the references of this rule. Harms told anywhere on the page count as told.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.recipes import risks_told
from evidence.rules.verified import differing as differing_checks
from evidence.rules.verified import hit

_GRADED = {
    (CheckName.HARMS, "omitted_harm"): Severity.MAJOR,
    (CheckName.HARMS, "harms_denied"): Severity.CRITICAL,
    (CheckName.COMPARATOR, "omitted_comparator"): Severity.MAJOR,
}


def _check(dossier: Dossier, page: PageDossier) -> Iterable[Hit]:
    found = list(differing_checks(dossier, _GRADED))
    told = bool(found) and bool(risks_told(page, [other.claim for other in page.dossiers]))
    for source, check, severity in found:
        if not (told and check.code == "omitted_harm"):
            yield hit(dossier, source, check, severity, "the source says more than the claim")


rule = Rule(
    code="VER018",
    name="harms-or-comparator-dropped",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.HANEEF,
        references.SAFER_SELECTION,
        references.OUT_OF_CONTEXT,
    ),
    claims=_check,
    flags=(
        checked(
            "The pill melts fat.",
            differing(
                CheckName.HARMS, "omitted_harm", "the study reports harms that the claim leaves out: diarrhoea: 30 %"
            ),
        ),
        checked(
            "The pill melts fat with no side effects.",
            differing(CheckName.HARMS, "harms_denied", "the study reports harms: diarrhoea: 30 %"),
        ),
        checked(
            "The splint straightens toes.",
            differing(
                CheckName.COMPARATOR, "omitted_comparator", "a comparator that did as well is left out: no splint"
            ),
            confirmed=False,
        ),
    ),
    passes=(
        checked("The pill melts fat; 30% had diarrhoea.", agreeing(CheckName.HARMS, "the claim speaks of harms")),
        checked(
            "The splint did no better than none.", agreeing(CheckName.COMPARATOR, "the study compared with no splint")
        ),
        checked("The splint helps.", open_check(CheckName.HARMS, "no harms of this study are on record")),
        # hard: the page tells the harms, though not in the sentence that claims the benefit
        checked(
            "The pill melts fat. Side effects of the pill are common.",
            differing(CheckName.HARMS, "omitted_harm", "the study reports harms that the claim leaves out"),
        ),
        # hard: a study that looked for harms and found none
        checked("Swimming eased pain.", agreeing(CheckName.HARMS, "the study reports no harm")),
    ),
)
