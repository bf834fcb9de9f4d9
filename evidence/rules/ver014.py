"""Tells change without a comparison group as the effect of the treatment.

Why it matters: people seek help when they feel worst, and most feel better later. Without a comparison nobody can
tell recovery from effect.
Instead: say so: "pain scores were about half as high afterwards, but there was no comparison group".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.CONTROL, "uncontrolled"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "there was no comparison group, and the claim speaks of an effect")


rule = Rule(
    code="VER014",
    name="uncontrolled-as-comparative",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(
        references.OCEBM,
        references.CONCOMITANT,
    ),
    claims=_check,
    flags=(
        checked(
            "The device cuts pain by half.",
            differing(CheckName.CONTROL, "uncontrolled", "the study had no comparison group"),
        ),
        checked(
            "Cord blood restores speech in children.",
            differing(CheckName.CONTROL, "uncontrolled", "the study had no comparison group"),
        ),
        checked(
            "Fasting works against arthritis.",
            differing(CheckName.CONTROL, "uncontrolled", "the study had no comparison group"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "Half of the patients had less pain afterwards.",
            agreeing(CheckName.CONTROL, "the claim counts people and asserts no cause"),
        ),
        checked(
            "An uncontrolled study saw better speech.",
            agreeing(CheckName.CONTROL, "the claim says what kind of study it was"),
        ),
        checked(
            "Fasting helps.", open_check(CheckName.CONTROL, "whether there was a comparison group is not on record")
        ),
        # hard: no placebo, but a comparison group all the same
        checked(
            "Fasting eased pain more than a usual diet.",
            agreeing(CheckName.CONTROL, "the study had a comparison group"),
        ),
    ),
)
