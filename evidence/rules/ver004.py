"""Speaks of patients in general where the source is one case or a handful.

Why it matters: one person may recover for any reason. Told in the plural, an anecdote becomes what a reader may expect.
Instead: say how many: "one man regained walking after the injections; a single case cannot show that they caused it".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {(CheckName.CASES, "case_undisclosed"): Severity.MAJOR}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the number of people behind it is not told")


rule = Rule(
    code="VER004",
    name="case-undisclosed",
    severity=Severity.MAJOR,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(references.LARGER_EXPERIENCE, references.OCEBM, references.HANEEF),
    claims=_check,
    flags=(
        checked(
            "Patients walk again after stem-cell injections.",
            differing(
                CheckName.CASES, "case_undisclosed", "the source describes one person; the claim does not say so"
            ),
        ),
        checked(
            "Research shows that fasting reverses diabetes.",
            differing(CheckName.CASES, "case_undisclosed", "the source describes 3 people; the claim does not say so"),
        ),
        checked(
            "Hyperbaric oxygen restores hearing.",
            differing(CheckName.CASES, "case_undisclosed", "the source describes 2 people; the claim does not say so"),
        ),
    ),
    passes=(
        checked(
            "One man regained walking after injections.", agreeing(CheckName.CASES, "the claim speaks of one person")
        ),
        checked("Most of 64 patients slept better.", agreeing(CheckName.CASES, "the source is no single case")),
        checked(
            "Cupping eases tension.", open_check(CheckName.CASES, "neither design nor size of the source is known")
        ),
        # hard: a case study named as such, with a slip in number ("a patients"), is disclosed
        checked(
            "A case study found that a burn patients healed fully.",
            agreeing(CheckName.CASES, "the claim speaks of one person, as the source does"),
        ),
    ),
)
