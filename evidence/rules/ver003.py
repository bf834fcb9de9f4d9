"""Calls a source by a stronger or another design than it has.

Why it matters: "a controlled trial" promises a fair comparison. When the source is a chart review, a narrative review
or an opinion, the reader trusts a comparison that nobody made.
Instead: name the design as it is: "in a chart review of 40 people, most reported less pain; nobody was randomised".
Source: the references of this rule; designs are compared by the order of the OCEBM 2011 table.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.DESIGN, "design_overstated"): Severity.MAJOR,
    (CheckName.DESIGN, "design_misnamed"): Severity.MINOR,
    (CheckName.DESIGN, "design_understated"): Severity.INFO,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the design named is not that of the source")


rule = Rule(
    code="VER003",
    name="design-mislabelled",
    severity=Severity.MAJOR,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(
        references.OCEBM,
        references.FTC_TYPE_OF_EVIDENCE,
        references.INADEQUATE_STUDY,
        references.MORE_AUTHORITATIVE,
    ),
    claims=_check,
    flags=(
        checked(
            "In a controlled trial the patch eased neuropathy.",
            differing(CheckName.DESIGN, "design_overstated", "called rct, the source is: uncontrolled chart review"),
        ),
        checked(
            "A study promotes cupping for athletes.",
            differing(CheckName.DESIGN, "design_misnamed", "called a study, the source is: editorial"),
        ),
        checked(
            "According to meta-analyses, the serum firms skin.",
            differing(CheckName.DESIGN, "design_overstated", "called meta-analysis, the source is: narrative review"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("In a chart review most had less pain.", agreeing(CheckName.DESIGN, "called retrospective")),
        checked("A study of 60 runners found less pain.", agreeing(CheckName.DESIGN, "called a study in general")),
        checked("Our clients love it.", open_check(CheckName.DESIGN, "the claim names no design")),
        # hard: the record carries no publication type but Journal Article, which proves nothing
        checked("In a randomised trial, ice helped.", open_check(CheckName.DESIGN, "the design is not known")),
    ),
)
