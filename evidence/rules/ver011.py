"""Leans on a preprint without saying that it is one.

Why it matters: nobody independent has read a preprint before it appears. Some change their result when they are
published, many never are.
Instead: say so: "a preprint, not yet peer reviewed, reports better skin scores in 30 volunteers".
Source: the standing of the publication; author copies of published papers pass.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import instruments, law
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.STANDING, "preprint_undisclosed"): Severity.MINOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the claim does not say that the source is a preprint")


rule = Rule(
    code="VER011",
    name="preprint-undisclosed",
    severity=Severity.MINOR,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(law.FTC_SUBSTANTIATION, instruments.QUEST, instruments.SENSE, instruments.PLAIN),
    claims=_check,
    flags=(
        checked(
            "Published research confirms that the serum works.",
            differing(
                CheckName.STANDING, "preprint_undisclosed", "the source is a preprint; the claim does not say so"
            ),
        ),
        checked(
            "A study shows that the app cures insomnia.",
            differing(
                CheckName.STANDING, "preprint_undisclosed", "the source is a preprint; the claim does not say so"
            ),
        ),
        checked(
            "Scientists found that the mat eases pain.",
            differing(
                CheckName.STANDING, "preprint_undisclosed", "the source is a preprint; the claim does not say so"
            ),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "A preprint, not yet peer reviewed, reports better skin scores.",
            agreeing(CheckName.STANDING, "the publication is: preprint only"),
        ),
        checked("A trial backs the app.", agreeing(CheckName.STANDING, "the publication is: current")),
        checked(
            "A trial backs the mat.",
            open_check(CheckName.STANDING, "nobody has looked up whether the publication still stands"),
        ),
        # hard: the copy in a repository is of a published paper
        checked("A paper backs the cap.", agreeing(CheckName.STANDING, "the publication is: current")),
    ),
)
