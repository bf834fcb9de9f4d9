"""Cites a preprint as published research.

Why it matters: nobody has reviewed a preprint, and what it says may change or vanish.
Instead: say so: "a preprint, not yet peer reviewed, reports better scores in 30 volunteers".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.STANDING, "preprint_undisclosed"): Severity.MINOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the source is a preprint and the claim does not say so")


rule = Rule(
    code="VER011",
    name="preprint-undisclosed",
    severity=Severity.MINOR,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(references.FTC_OBJECTIVE,),
    claims=_check,
    flags=(
        checked(
            "Published research confirms that the serum works.",
            differing(CheckName.STANDING, "preprint_undisclosed", "the source is a preprint"),
        ),
        checked(
            "A new study links the tea with longer life.",
            differing(CheckName.STANDING, "preprint_undisclosed", "the source is a preprint"),
        ),
        checked(
            "Scientists showed that the lamp kills viruses.",
            differing(CheckName.STANDING, "preprint_undisclosed", "the source is a preprint"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("A preprint reports better skin.", agreeing(CheckName.STANDING, "the publication is: preprint only")),
        checked("A study reports better skin.", agreeing(CheckName.STANDING, "the publication is: current")),
        checked(
            "A study reports longer life.",
            open_check(CheckName.STANDING, "nobody has looked up whether the publication still stands"),
        ),
        # hard: disclosed without the word preprint
        checked(
            "A study not yet peer reviewed reports better skin.",
            agreeing(CheckName.STANDING, "the publication is: preprint only"),
        ),
    ),
)
