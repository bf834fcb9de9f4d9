"""The decision table from checks to a suggestion on the support axis, as data; the first row that fits wins.

It follows the table of the project's rule catalogue, carried over to the support scale; it suggests and never judges.
"""

from dataclasses import dataclass

from evidence.abstracts.assertions import read_assertion
from evidence.models import (
    Accuracy,
    Assertiveness,
    Basis,
    Check,
    CheckName,
    CheckResult,
    ClaimType,
    Support,
)
from evidence.verify.conduct import assertiveness
from evidence.verify.designs import SECOND_HAND, UNCONTROLLED, promise
from evidence.verify.numbers import asserted_numbers
from evidence.verify.pair import Pair
from evidence.verify.plain import said


@dataclass(frozen=True)
class Row:
    """One row: it fits when any of `codes` was found (if it names any) and all of `traits` hold."""

    key: str
    says: str
    suggests: Support
    codes: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    accuracy: Accuracy | None = None

    def fits(self, codes: frozenset[str], traits: frozenset[str]) -> bool:
        """Whether this row applies to what the checks found."""
        return self.traits <= traits and (not self.codes or bool(self.codes & codes))


def _row(  # noqa: PLR0913, PLR0917 (a row of a table has as many cells as the table)
    key: str, says: str, suggests: Support, codes: str = "", traits: str = "", accuracy: Accuracy | None = None
) -> Row:
    return Row(key, says, suggests, frozenset(codes.split()), frozenset(traits.split()), accuracy)


_MISLEADING = Accuracy.MISLEADING
_MISSING = Accuracy.LACKS_CONTEXT

ROWS: tuple[Row, ...] = (
    _row("nothing-to-check", "a definition, a promotion or a rule: nothing a study could decide",
         Support.NOT_CHECKABLE, traits="no_assertion"),
    _row("harm-told-as-benefit", "the claim's figures are the study's figures for harms",
         Support.CONTRADICTED, "outcome_swapped", accuracy=Accuracy.INACCURATE),
    _row("difference-not-shown", "the figures are the study's, which did not find that they differ between its arms",
         Support.PARTLY_SUPPORTED, "no_advantage outcome_null primary_outcome_null", "only_counted", _MISLEADING),
    _row("winner-reversed", "the study favours the other treatment, or shows no difference where one is claimed",
         Support.CONTRADICTED, "comparator_reversed no_advantage difference_denied", accuracy=Accuracy.INACCURATE),
    _row("direction-reversed", "the study reports the opposite",
         Support.CONTRADICTED, "direction_reversed sign_reversed", accuracy=Accuracy.INACCURATE),
    _row("null-told-as-benefit", "the outcome did not differ, and the claim states a benefit as a fact",
         Support.CONTRADICTED, "primary_outcome_null outcome_null timepoint_null", "unhedged", Accuracy.INACCURATE),
    _row("null-hinted-as-benefit", "the outcome did not differ, and the claim hints at a benefit",
         Support.NOT_SUPPORTED, "primary_outcome_null outcome_null timepoint_null", accuracy=_MISLEADING),
    _row("one-result-picked", "an advantage at one point stands for a study that reports the reverse at another",
         Support.PARTLY_SUPPORTED, "selected_result", accuracy=_MISLEADING),
    _row("secondary-as-headline", "another outcome stands for a study whose primary outcome did not differ",
         Support.PARTLY_SUPPORTED, "secondary_as_headline", accuracy=_MISLEADING),
    _row("conclusion-left-out", "one result is told of a study whose authors conclude that the treatment does not help",
         Support.PARTLY_SUPPORTED, "conclusion_against", accuracy=_MISLEADING),
    _row("support-withdrawn", "the publication was retracted or withdrawn",
         Support.NOT_SUPPORTED, "retracted withdrawn", accuracy=Accuracy.UNSUPPORTED),
    _row("no-data", "the source is a protocol or an opinion without results of its own",
         Support.NOT_SUPPORTED, "protocol_only opinion_only", accuracy=Accuracy.UNSUPPORTED),
    _row("evidence-insufficient", "the authors conclude that the evidence does not tell whether it works",
         Support.NOT_SUPPORTED, "evidence_insufficient", accuracy=Accuracy.UNSUPPORTED),
    _row("species-undisclosed", "animal or laboratory work told as if it were about people",
         Support.NOT_SUPPORTED, "species_undisclosed", accuracy=_MISLEADING),
    _row("other-topic", "the source is about another condition and another treatment",
         Support.IRRELEVANT_SOURCE, "condition_mismatch", "other_intervention"),
    _row("condition-excluded", "the study left out the very people the claim speaks of",
         Support.NOT_SUPPORTED, "population_reversed", accuracy=_MISLEADING),
    _row("other-thing-measured", "the figures or the outcome, purpose, condition or treatment are others",
         Support.NOT_SUPPORTED,
         "other_outcome arm_swapped responders_as_reduction reduction_as_responders comparator_changed "
         "outcome_not_measured prevention_as_treatment treatment_as_prevention condition_mismatch "
         "intervention_mismatch comparator_mismatch harms_denied", accuracy=_MISLEADING),
    _row("animals-disclosed", "the claim says that animals or cells were studied, and offers it to patients",
         Support.OVERSTATED, "animal_model_only", accuracy=_MISSING),
    _row("design-overstated", "the source is of a weaker design than the claim says",
         Support.OVERSTATED, "design_overstated", accuracy=_MISLEADING),
    _row("comparator-left-out", "a comparator that did as well or better is left out",
         Support.OVERSTATED, "omitted_comparator comparator_misstated", accuracy=_MISLEADING),
    _row("narrower-evidence", "fewer, other or differently treated people than the claim speaks of",
         Support.OVERSTATED,
         "case_undisclosed single_case route_mismatch dose_mismatch acute_to_chronic healthy_volunteers "
         "perioperative_only children_only refractory_only population_mismatch combination_omitted condition_narrowed "
         "other_timepoint sample_size_inflated", accuracy=_MISSING),
    _row("stronger-wording", "longer, surer or more causal than the study allows",
         Support.OVERSTATED, "duration_overstated uncontrolled overstated", accuracy=_MISSING),
    _row("doubted-source", "the publication stands under an expression of concern or has been superseded",
         Support.SUPPORTED_WEAK_SOURCE, "expression_of_concern superseded", "decided"),
    _row("number-not-found", "the direction agrees, but a figure the claim states is not on record",
         Support.NOT_CHECKABLE, traits="numbers_open"),
    _row("weak-source", "the study says what the claim says, and is itself weak evidence",
         Support.SUPPORTED_WEAK_SOURCE, traits="decided weak_design"),
    _row("context-missing", "true as far as it goes: harms, route or facts about the source are left out or wrong",
         Support.SUPPORTED,
         "omitted_harm route_omitted design_misnamed design_understated sample_size_differs year_wrong journal_wrong "
         "preprint_undisclosed", "decided", _MISSING),
    _row("agrees", "outcome, direction and figures agree as far as the claim states them",
         Support.SUPPORTED, traits="decided", accuracy=Accuracy.ACCURATE),
    _row("source-not-read", "the source's results are not on record",
         Support.SOURCE_UNAVAILABLE, traits="no_results"),
    _row("not-decided", "no decisive check could be made", Support.NOT_CHECKABLE),
)  # fmt: skip


def decision_table() -> tuple[dict[str, str | list[str] | None], ...]:
    """The rows in order, for people and programs: key, what it says, what it asks for, what it suggests."""
    return tuple(
        {
            "row": row.key,
            "says": row.says,
            "any_of": sorted(row.codes),
            "all_of": sorted(row.traits),
            "suggests": row.suggests.value,
            "accuracy": row.accuracy.value if row.accuracy else None,
        }
        for row in ROWS
    )


def decide(pair: Pair, checks: tuple[Check, ...]) -> Row:
    """The first row that fits; the last one fits everything and suggests nothing."""
    codes = frozenset(check.code for check in checks if check.code and check.result is CheckResult.DIFFERS)
    traits = _traits(pair, {check.name: check for check in checks}, codes)
    return next(row for row in ROWS if row.fits(codes, traits))


_SILENT = frozenset({ClaimType.DEFINITION, ClaimType.PROMOTIONAL, ClaimType.REGULATORY})
_LOOKED_AT = frozenset({Basis.ABSTRACT, Basis.FULL_TEXT, Basis.REGISTRY, Basis.ENTERED_RESULTS})


def _traits(pair: Pair, by_name: dict[CheckName, Check], codes: frozenset[str]) -> frozenset[str]:
    strength = assertiveness(pair)
    numbers = by_name[CheckName.NUMBERS]
    direction = by_name[CheckName.DIRECTION].result is CheckResult.AGREES
    stated = bool(asserted_numbers(pair))
    figures = numbers.result is CheckResult.AGREES
    held = {
        "no_assertion": pair.claim.claim_type in _SILENT,
        "hedged": strength in {Assertiveness.HEDGED, Assertiveness.POSSIBILITY},
        "unhedged": strength not in {Assertiveness.HEDGED, Assertiveness.POSSIBILITY},
        "other_intervention": "intervention_mismatch" in codes,
        "numbers_open": direction and stated and not figures,
        "only_counted": figures and _only_counts(pair, numbers),
        "decided": figures or (direction and not stated),
        "weak_design": _is_weak(pair),
        "no_results": not pair.study.results and pair.study.basis not in _LOOKED_AT,
    }
    return frozenset(name for name, holds in held.items() if holds)


def _only_counts(pair: Pair, numbers: Check) -> bool:
    """Whether a claim tells what was counted, of both arms or of people, and not what the treatment did."""
    arms = {number.found.arm for number in numbers.numbers if number.found}
    return len(arms) > 1 or read_assertion(said(pair.claim.quote)).kind is None


def _is_weak(pair: Pair) -> bool:
    """Uncontrolled, observational below a cohort, or second-hand; a design nobody knows is not called weak."""
    if pair.design in UNCONTROLLED | SECOND_HAND or pair.study.controlled is False:
        return True
    rank = promise(pair, pair.design)
    return rank is not None and rank >= 4
