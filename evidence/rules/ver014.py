"""Tells the change in a study without a comparison group as the treatment's effect.

Why it matters: people enter studies when they are at their worst and get better by themselves. Without a comparison
group all of that counts as effect.
Instead: "pain scores were about half as high afterwards, but there was no comparison group".
Source: the references of this rule. Plain counts of people who improved pass.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.CONTROL, "uncontrolled"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "there was no comparison group")


rule = Rule(
    code="VER014",
    name="uncontrolled-as-comparative",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.OCEBM, law.FTC_QUALITY, law.CONCOMITANT),
    claims=_check,
    flags=(
        checked(
            "The device cuts pain by half.",
            differing(
                CheckName.CONTROL,
                "uncontrolled",
                "the study had no comparison group; the claim tells the change as the treatment's effect",
            ),
        ),
        checked(
            "Stem cells provide relief of knee arthritis.",
            differing(CheckName.CONTROL, "uncontrolled", "the study had no comparison group"),
        ),
        checked(
            "The diet leads to weight loss.",
            differing(CheckName.CONTROL, "uncontrolled", "the study had no comparison group"),
            confirmed=False,
        ),
    ),
    passes=(
        checked(
            "The device cut pain by half against a sham device.",
            agreeing(CheckName.CONTROL, "the study had a comparison group"),
        ),
        checked(
            "In an uncontrolled study knees felt better.",
            agreeing(CheckName.CONTROL, "the claim says what kind of study it was"),
        ),
        checked(
            "The diet helps.", open_check(CheckName.CONTROL, "whether there was a comparison group is not on record")
        ),
        # hard: a count asserts no cause
        checked(
            "Half of the patients improved.",
            agreeing(CheckName.CONTROL, "the claim counts people and asserts no cause"),
        ),
    ),
)
