"""Compare what a treatment was measured against with what the claim says it was; it does not weigh the results."""

from evidence.models import ArmBase, Check, CheckName, Direction, OutcomeKind, ResultBase
from evidence.verify.direction import way_for
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted, shown
from evidence.verify.wording import Relation, is_inert, is_own_baseline


def check_comparator(pair: Pair) -> Check:
    """Whether the comparator named is one the study had, and whether one that did as well is left out."""
    known = [arm.name for arm in pair.study.arms] + [one.comparator for one in pair.study.results if one.comparator]
    if not known:
        return not_checked(CheckName.COMPARATOR, "the study's comparators are not on record")
    if pair.claim.comparator:
        return _named(pair, pair.claim.comparator, known)
    return _omitted(pair, known)


def _named(pair: Pair, claimed: str, known: list[str]) -> Check:
    name = CheckName.COMPARATOR
    where = (quoted(pair), field("arms", "; ".join(dict.fromkeys(known))))
    if pair.abstract is not None and not pair.mentions(claimed) and not is_inert(claimed):
        return not_checked(name, "the arms were read from an abstract, which need not name them all", *where)
    relations = {pair.arm_relation(claimed, label) for label in known}
    given = next((arm.intervention for arm in pair.study.arms if _is_given_with_more(pair, claimed, arm)), None)
    if given and pair.abstract is None:
        return differs(name, "comparator_misstated", f"the study compared with more than {claimed}: {given}", *where)
    if Relation.SAME in relations or (is_inert(claimed) and any(map(is_inert, known))):
        return agrees(name, f"the study compared with {claimed}", *where)
    if pair.abstract is None and any(pair.is_part_of(claimed, label) for label in known):
        return differs(name, "comparator_misstated", f"{claimed} was given with something else", *where)
    if relations == {Relation.OTHER} and pair.abstract is None:
        return differs(name, "comparator_mismatch", f"the study did not compare with {claimed}", *where)
    return not_checked(name, f"'{claimed}' could not be told from the study's arms", *where)


def _is_given_with_more(pair: Pair, claimed: str, arm: ArmBase) -> bool:
    if arm.intervention is None or pair.arm_relation(claimed, arm.name) is not Relation.SAME:
        return False
    return pair.is_part_of(claimed, arm.intervention)


def _omitted(pair: Pair, known: list[str]) -> Check:
    """A claim of benefit that leaves out a comparator which did as well or better."""
    name = CheckName.COMPARATOR
    if not pair.claims_benefit or pair.abstract is not None:
        return not_checked(name, "the claim names no comparator")
    contrasts = [result for result in pair.study.results if _is_contrast(pair, result)]
    primary = [result for result in contrasts if result.kind is OutcomeKind.PRIMARY]
    unfavourable = [result for result in primary or contrasts if _did_as_well(pair, result)]
    where = (quoted(pair), *map(shown, unfavourable[:3]))
    if unfavourable:
        reason = f"the claim leaves out a comparator that did as well or better: {shown(unfavourable[0]).text}"
        return differs(name, "omitted_comparator", reason, *where)
    return not_checked(name, "the claim names no comparator", field("arms", "; ".join(dict.fromkeys(known))))


def _is_contrast(pair: Pair, result: ResultBase) -> bool:
    same = pair.outcome_relation(result) is Relation.SAME
    return same and not is_own_baseline(result.comparator) and way_for(pair, result) is not None


def _did_as_well(pair: Pair, result: ResultBase) -> bool:
    return way_for(pair, result) in {Direction.HARM, Direction.NO_DIFFERENCE}
