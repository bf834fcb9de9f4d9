"""Claims a benefit from a study whose primary outcome showed no significant difference.

Why it matters: a trial is planned to answer one question. When the answer is "no difference", a benefit told from it
rests on chance, on a comparison with the start, or on an outcome picked afterwards.
Instead: say so: "a randomised trial found no clear difference between the drug and placebo (P = .41)".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import Assertiveness, CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, claim, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule, lowered
from evidence.rules.recipes import HEDGE
from evidence.rules.verified import differing as differing_checks
from evidence.rules.verified import hit

_GRADED = {(CheckName.DIRECTION, "primary_outcome_null"): Severity.CRITICAL}
_HEDGED = frozenset({Assertiveness.HEDGED, Assertiveness.POSSIBILITY})
_NULL = "primary_outcome_null"


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    strength = dossier.claim.assertiveness
    hedged = strength in _HEDGED if strength else HEDGE.search(dossier.claim.quote) is not None
    for source, check, severity in differing_checks(dossier, _GRADED):
        graded = lowered(severity) if hedged else severity
        yield hit(dossier, source, check, graded, "the primary outcome of the source showed no difference")


rule = Rule(
    code="VER002",
    name="primary-outcome-null",
    severity=Severity.CRITICAL,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(references.BOUTRON, references.NO_DIFFERENCE, references.HANEEF),
    claims=_check,
    flags=(
        checked(
            "A randomised trial backs this brace for back pain.",
            differing(CheckName.DIRECTION, _NULL, "the primary outcome did not differ: disability, P = 0.41"),
        ),
        checked(
            "Trials show our probiotic prevents colds.",
            differing(CheckName.DIRECTION, _NULL, "the primary outcome did not differ: days with a cold, P = 0.7"),
        ),
        checked(
            claim("Light therapy may ease tinnitus.", assertiveness=Assertiveness.POSSIBILITY),
            differing(CheckName.DIRECTION, _NULL, "the primary outcome did not differ: loudness"),
        ),
    ),
    passes=(
        checked("The brace eased back pain.", agreeing(CheckName.DIRECTION, "the study reports this direction")),
        checked("Our probiotic prevents colds.", open_check(CheckName.DIRECTION, "no result for the claimed outcome")),
        checked(
            "The trial favours the gel over tablets.",
            differing(CheckName.DIRECTION, "comparator_reversed", "the study favours tablets"),
        ),
        # hard: no better than an active treatment is not the same as no effect
        checked(
            "The spray relieves hay fever.",
            open_check(CheckName.DIRECTION, "the study compared two active treatments"),
        ),
    ),
)
