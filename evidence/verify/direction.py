"""Ask which way the study's results point for the claimed outcome and comparison; it weighs no numbers of the claim."""

import re
from collections.abc import Sequence

from evidence.models import Check, CheckName, Direction, OutcomeKind, ResultBase
from evidence.verify.pair import COMPARABLE, Pair, agrees, differs, not_checked, quoted, shown
from evidence.verify.reported import reported_direction
from evidence.verify.wording import Relation, is_inert, is_null, is_own_baseline

_NAME = CheckName.DIRECTION
_DENIES = re.compile(
    r"\b(?:no (?:statistically )?(?:significant |clear |clinically relevant )?(?:difference|benefit|effect|"
    r"improvement|relief)|"
    r"(?:did|does|do|was|were|is|are|has|have|had) ?(?:not|n['’]t)(?: been)? (?:\w+ )?(?:improve|reduce|differ|"
    r"help|relieve|"
    r"effective|better|superior|work|shown)\w*|failed to|ineffective|without (?:any )?(?:benefit|effect))",
    re.IGNORECASE,
)
_TURNED = {
    Direction.BENEFIT: Direction.HARM,
    Direction.HARM: Direction.BENEFIT,
}
_SECOND = frozenset({OutcomeKind.EXPLORATORY, OutcomeKind.SUBGROUP, OutcomeKind.PROCESS})

Pointer = tuple[Direction, ResultBase]


def check_direction(pair: Pair) -> Check:
    """Whether the results point where the claim says, the primary outcome before any other.

    A comparative claim is held against the contrast of its two treatments at every time reported; any other claim
    against contrasts with placebo or no treatment, and only then against change within the arm. Where nobody has
    entered results, it is the abstract that is asked.
    """
    claim = pair.claim
    if claim.claim_type not in COMPARABLE or claim.direction in {Direction.NEUTRAL, Direction.UNKNOWN}:
        return not_checked(_NAME, "the claim asserts no effect in one direction")
    if pair.abstract is not None:
        return reported_direction(pair, pair.abstract)
    if claim.direction is Direction.BENEFIT and _DENIES.search(claim.quote):
        return not_checked(_NAME, "the claim's words deny what its recorded direction asserts", quoted(pair))
    usable = [result for result in pair.study.results if pair.outcome_relation(result) is Relation.SAME]
    if not usable:
        return not_checked(_NAME, "no result for the claimed outcome is on record")
    if claim.comparator and not is_inert(claim.comparator):
        return _comparison(pair, usable)
    return _effect(pair, usable)


# ---------------------------------------------------------------- who won


def _comparison(pair: Pair, usable: Sequence[ResultBase]) -> Check:
    pointers = [pointer for result in usable if (pointer := _for_claimed_arm(pair, result)) is not None]
    pointers = pointers or [(Direction.NO_DIFFERENCE, one) for one in _primary(usable) if _is_overall_null(pair, one)]
    if not pointers:
        return not_checked(_NAME, f"no result compares the treatment with {pair.claim.comparator}")
    won = [result for way, result in pointers if way is Direction.BENEFIT]
    lost = [result for way, result in pointers if way is Direction.HARM]
    tied = [result for way, result in pointers if way is Direction.NO_DIFFERENCE]
    if pair.claim.direction is Direction.HARM:
        won, lost = lost, won
    if pair.claim.direction is Direction.NO_DIFFERENCE:
        return _claimed_tie(won + lost, tied)
    return _claimed_win(pair, won, lost, tied)


def _claimed_win(pair: Pair, won: list[ResultBase], lost: list[ResultBase], tied: list[ResultBase]) -> Check:
    over = f"over {pair.claim.comparator}"
    if lost and won:
        reason = f"an advantage {over} is reported at one point and the reverse at another"
        return differs(_NAME, "selected_result", reason, quoted(pair), *map(shown, won[:1] + lost))
    if lost:
        reason = f"the study favours {pair.claim.comparator}: {_places(lost)}"
        return differs(_NAME, "comparator_reversed", reason, quoted(pair), *map(shown, lost + tied))
    if won and not (_primary(tied) and not _primary(won)):
        return agrees(_NAME, f"the study reports an advantage {over}: {_places(won)}", *map(shown, won))
    reason = f"the study shows no advantage {over}: {_places(tied)}"
    return differs(_NAME, "no_advantage", reason, quoted(pair), *map(shown, tied))


def _claimed_tie(apart: list[ResultBase], tied: list[ResultBase]) -> Check:
    if apart and not tied:
        return differs(
            _NAME, "difference_denied", f"the study found a difference: {_places(apart)}", *map(shown, apart)
        )
    if tied and not apart:
        return agrees(_NAME, f"the study found no difference: {_places(tied)}", *map(shown, tied))
    return not_checked(
        _NAME, "the study found a difference on some results and none on others", *map(shown, tied + apart)
    )


def _for_claimed_arm(pair: Pair, result: ResultBase) -> Pointer | None:
    """Which way a contrast went for the claimed treatment against the claimed comparator; None for another contrast."""
    if result.comparator is None or (way := _way(result)) is None:
        return None
    ours, theirs = pair.claim.intervention, pair.claim.comparator
    straight = (pair.arm_relation(ours, result.arm), pair.arm_relation(theirs, result.comparator))
    crossed = (pair.arm_relation(ours, result.comparator), pair.arm_relation(theirs, result.arm))
    if straight == (Relation.SAME, Relation.SAME):
        return way, result
    if crossed == (Relation.SAME, Relation.SAME):
        return _TURNED.get(way, way), result
    return None


# ---------------------------------------------------------------- whether it worked


def _effect(pair: Pair, usable: Sequence[ResultBase]) -> Check:
    ours = [result for result in usable if _is_ours(pair, result) and _way(result) is not None]
    contrasts = [result for result in ours if _against_nothing(pair, result)]
    active = [result for result in ours if result.comparator and not is_inert(result.comparator)]
    within = [result for result in ours if result not in contrasts and result not in active]
    if results := _primary(contrasts):
        return _answer(pair, results, primary=True)
    if not contrasts and active:
        reason = "the study compared two active treatments, which does not tell whether either one works"
        return not_checked(_NAME, reason, *map(shown, active))
    if results := _primary(within) or _not_primary(contrasts) or _not_primary(within):
        return _answer(pair, results, primary=bool(_primary(within)))
    return not_checked(_NAME, "no result on record says which way the claimed outcome went")


def _answer(pair: Pair, results: list[ResultBase], *, primary: bool) -> Check:
    harmless = pair.about_harm and pair.claim.direction is Direction.BENEFIT
    agreeing = {pair.claim.direction} | ({Direction.NO_DIFFERENCE} if harmless else set())
    same = [result for result in results if _way(result) in agreeing]
    null = [result for result in results if _way(result) is Direction.NO_DIFFERENCE and result not in same]
    against = [result for result in results if result not in same and result not in null]
    if same and not primary and (failed := _failed_primary(pair)):
        reason = f"the claim tells another outcome than the primary one, which did not differ: {_places(failed)}"
        return differs(_NAME, "secondary_as_headline", reason, quoted(pair), *map(shown, failed + same))
    if same:
        rest = " (other results of the same kind differ)" if null or against else ""
        return agrees(
            _NAME, f"the study reports this direction: {_places(same)}{rest}", *map(shown, same + null + against)
        )
    if against:
        reason = f"the study reports the opposite: {_places(against)}"
        return differs(_NAME, "direction_reversed", reason, quoted(pair), *map(shown, against + null))
    code = "primary_outcome_null" if primary else "outcome_null"
    kind = "primary outcome" if primary else "outcome"
    return differs(_NAME, code, f"the {kind} did not differ: {_places(null)}", quoted(pair), *map(shown, null))


def _failed_primary(pair: Pair) -> list[ResultBase]:
    """The primary contrasts with placebo or no treatment, where the study has some and none showed a difference."""
    if pair.about_harm or pair.claim.direction is not Direction.BENEFIT:
        return []
    helped = [result for result in pair.study.results if result not in pair.harms and _is_ours(pair, result)]
    contrasts = [result for result in _primary(helped) if _against_nothing(pair, result) and _way(result) is not None]
    return contrasts if contrasts and all(map(is_null, contrasts)) else []


def _is_ours(pair: Pair, result: ResultBase) -> bool:
    return pair.arm_relation(pair.claim.intervention, result.arm) is not Relation.OTHER


def _against_nothing(pair: Pair, result: ResultBase) -> bool:
    """A contrast with placebo or no treatment, or a result that says only that all arms were alike."""
    if result.comparator is None:
        return _is_overall_null(pair, result)
    return is_inert(result.comparator) and not is_own_baseline(result.comparator)


def way_for(pair: Pair, result: ResultBase) -> Direction | None:
    """Which way a contrast went for the claim's treatment, whichever side it stands on; None where it is not there."""
    way = _way(result)
    if result.comparator is None or way is None:
        return None
    if pair.arm_relation(pair.claim.intervention, result.arm) is Relation.SAME:
        return way
    if pair.arm_relation(pair.claim.intervention, result.comparator) is Relation.SAME:
        return _TURNED.get(way, way)
    return None


def _is_overall_null(pair: Pair, result: ResultBase) -> bool:
    """Whether a result of no arm in particular says that the groups of a controlled study did not differ."""
    grouped = pair.study.controlled is True or len(pair.study.arms) > 1
    return grouped and result.arm is None and result.comparator is None and is_null(result)


def _way(result: ResultBase) -> Direction | None:
    if is_null(result):
        return Direction.NO_DIFFERENCE
    return result.direction if result.direction in _TURNED else None


def _primary(results: Sequence[ResultBase]) -> list[ResultBase]:
    return [result for result in results if result.kind is OutcomeKind.PRIMARY]


def _not_primary(results: Sequence[ResultBase]) -> list[ResultBase]:
    rest = [result for result in results if result.kind is not OutcomeKind.PRIMARY]
    return [result for result in rest if result.kind not in _SECOND] or rest


def _places(results: Sequence[ResultBase]) -> str:
    return "; ".join(shown(result).text for result in results[:3])
