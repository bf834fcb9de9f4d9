"""Ask whether the claim's wording is as strong as the study's conduct allows, and what it leaves out."""

import re

from evidence.abstracts.outcomes import is_harm as speaks_of_harm
from evidence.abstracts.reading import Sentence
from evidence.abstracts.sections import SectionKind
from evidence.models import Assertiveness, Check, CheckName, Direction, ResultBase
from evidence.verify.designs import PRECLINICAL, SECOND_HAND, UNCONTROLLED, WITHOUT_DATA, promise
from evidence.verify.outcomes import HARM, families
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted, shown
from evidence.verify.wording import Relation, is_inert, is_own_baseline

# ---------------------------------------------------------------- control

_DISCLOSED = re.compile(
    r"\b(?:uncontrolled|open[- ]label|pilot|case (?:report|series|study)|single[- ]arm|no (?:control|comparison|"
    r"placebo)|"
    r"without (?:a )?(?:control|comparison|placebo)|before[- ]and[- ]after|chart review|cannot (?:show|prove))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d+(?:\.\d+)?\s?%|half|most|some|many|\w+ (?:out )?of \w+|one in \w+)\s?(?:of )?(?:the |these |"
    r"our )?(?:\w+ )?"
    r"(?:patients|participants|people|subjects|women|men|clients)\b",
    re.IGNORECASE,
)


def check_control(pair: Pair) -> Check:
    """Whether change without a comparison group is told as the treatment's effect."""
    name = CheckName.CONTROL
    controlled = _is_controlled(pair)
    if controlled is None:
        return not_checked(name, "whether there was a comparison group is not on record")
    where = (quoted(pair), field("design", pair.study.design_detail or pair.design))
    if controlled:
        return agrees(name, "the study had a comparison group", *where)
    if not pair.claims_benefit:
        return not_checked(name, "the claim promises no benefit that a comparison would have to show", *where)
    if _DISCLOSED.search(pair.wording):
        return agrees(name, "the claim says what kind of study it was", *where)
    if _COUNTED.search(pair.claim.quote) and not _CAUSAL.search(pair.claim.quote):
        return agrees(name, "the claim counts people and asserts no cause", *where)
    reason = "the study had no comparison group; the claim tells the change as the treatment's effect"
    return differs(name, "uncontrolled", reason, *where)


_CAUSAL = re.compile(
    r"\b(?:effective\w*|efficac\w+|works?|provides?|imparts?|leads? to|brings?|causes?|superior|cures?|treats?|"
    r"thanks to)\b",
    re.IGNORECASE,
)


def _is_controlled(pair: Pair) -> bool | None:
    if pair.study.controlled is not None:
        return pair.study.controlled
    if pair.design in UNCONTROLLED:
        return False
    comparators = [one.comparator for one in pair.study.results if one.comparator]
    if comparators:
        return not all(map(is_own_baseline, comparators))
    return True if promise(pair, pair.design) == 2 else None


# ---------------------------------------------------------------- wording

_INTENSE = re.compile(
    r"\b(?:superb|exceptional\w*|impressive\w*|remarkabl\w+|dramatic\w*|very effective(?:ly)?|highly effective|"
    r"potent|solid|evident|"
    r"instant\w*|breakthrough|revolutionary|miracul\w+|complete(?:ly)? (?:relief|cure|recovery|eliminat\w+)|"
    r"all symptoms|"
    r"cur(?:e|es|ed|ative|ing)\b|guarantee\w*|eliminat\w+|100 ?%|permanent\w*|never (?:again|return)|amazing\w*|"
    r"life-?changing|most effective|best|proven?|proved|unparalleled|ultimate)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|unclear|uncertain|premature)\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:can|suggest\w*|appear\w*|seem\w*|linked|associated|likely|probably|help(?:s|ed)?|promising|propos\w+|indicat\w+|"
    r"considered|some)\b",
    re.IGNORECASE,
)
_ORDER = (Assertiveness.POSSIBILITY, Assertiveness.HEDGED, Assertiveness.FACT, Assertiveness.GUARANTEE)


def assertiveness(pair: Pair) -> Assertiveness:
    """How strongly the claim commits itself, by its own field, else by its words."""
    if pair.claim.assertiveness is not None:
        return pair.claim.assertiveness
    quote = pair.claim.quote
    if re.search(r"\b(?:guarantee\w*|always|never fails|100 ?%)", quote, re.IGNORECASE):
        return Assertiveness.GUARANTEE
    if _POSSIBLE.search(quote):
        return Assertiveness.POSSIBILITY
    return Assertiveness.HEDGED if _HEDGED.search(quote) else Assertiveness.FACT


def check_assertiveness(pair: Pair) -> Check:
    """Whether the verb and the adjectives are stronger than the design allows (study-type table, allowed wording)."""
    name = CheckName.ASSERTIVENESS
    if not pair.claims_benefit:
        return not_checked(name, "the claim promises no benefit")
    allowed = _ceiling(pair)
    if allowed is None:
        return not_checked(name, "the design of the source is not known")
    said = assertiveness(pair)
    known = pair.vocabulary.study_type(pair.design)
    wording = known.allowed_wording if known and known.allowed_wording else allowed.value
    where = (quoted(pair), field("strongest wording for this design", wording))
    intense = _INTENSE.search(pair.claim.quote)
    if intense and allowed is not Assertiveness.GUARANTEE:
        return differs(name, "overstated", f"'{intense[0]}' goes beyond the design, which allows '{wording}'", *where)
    counted = _COUNTED.search(pair.claim.quote) and not _CAUSAL.search(pair.claim.quote) and promise(pair, pair.design)
    if said in _ORDER and _ORDER.index(said) > _ORDER.index(allowed) and not counted:
        return differs(name, "overstated", f"stated as {said.value}; the design allows '{wording}'", *where)
    return agrees(name, f"stated as {said.value}; the design allows '{wording}'", *where)


def _ceiling(pair: Pair) -> Assertiveness | None:
    """The strongest verb a design allows: fact for randomised trials and their reviews, possibility for opinion.

    The page's `probably` has no word of its own among the claim's strengths, so a trial is allowed `fact`.
    """
    if pair.design in PRECLINICAL | WITHOUT_DATA.keys() | SECOND_HAND - {"guideline"}:
        return Assertiveness.POSSIBILITY
    rank = promise(pair, pair.design)
    if rank is None:
        return None
    return Assertiveness.FACT if rank <= 2 else Assertiveness.HEDGED


# ---------------------------------------------------------------- harms


def _is_ours(pair: Pair, result: ResultBase) -> bool:
    """Whether a harm befell the claimed treatment's arm, and was not less or alike in it by comparison."""
    if result.value == 0 or pair.arm_relation(pair.claim.intervention, result.arm) is Relation.OTHER:
        return False
    if _is_no_more_than_in_control(pair, result):
        return False
    return result.direction not in {Direction.NO_DIFFERENCE, Direction.BENEFIT}


_DENIES_HARM = re.compile(
    r"\b(?:no|without(?: any)?|zero|free (?:of|from)) (?:\w+ )?(?:side effects?|adverse|risks?|harms?)", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"\b(?:most (?:common|frequent)|common(?:ly)?|frequent(?:ly)?|includ\w+|occurred|experienced|reported|were|had)\b",
    re.IGNORECASE,
)
_NONE_HAPPENED = re.compile(
    r"\b(?:no|not|without|none|nor|absence|free of)\b[^.;]{0,40}\b(?:side[ -]effects?|adverse|complications?|"
    r"toxicit\w+|events?|harms?)|\b(?:side[ -]effects?|adverse \w+|complications?)"
    r" (?:were|was) (?:not|absent|comparable|similar|"
    r"minimal)",
    re.IGNORECASE,
)


def _tells_of_harm(sentence: Sentence) -> bool:
    """Whether a sentence of the results says that harms occurred, and not that there were none or no more than else."""
    if sentence.kind not in {SectionKind.RESULTS, SectionKind.CONCLUSION, SectionKind.UNLABELLED}:
        return False
    harmful = speaks_of_harm(sentence.text) and _HAPPENED.search(sentence.text) is not None
    return harmful and _NONE_HAPPENED.search(sentence.text) is None


def _is_no_more_than_in_control(pair: Pair, result: ResultBase) -> bool:
    """Whether the arm without the treatment has as much of the same harm at the same time."""
    control = [
        one.value
        for one in pair.harms
        if one.arm != result.arm
        and is_inert(one.arm)
        and (one.outcome, one.timepoint, one.text) == (result.outcome, result.timepoint, result.text)
    ]
    return result.value is not None and any(value is not None and value >= result.value for value in control)


def check_harms(pair: Pair) -> Check:
    """Whether harms the study reports for the treatment are mentioned, or denied."""
    name = CheckName.HARMS
    if pair.abstract is not None and _DENIES_HARM.search(pair.claim.quote):
        told = [sentence.passage() for sentence in pair.abstract.sentences if _tells_of_harm(sentence)]
        if told:
            return differs(name, "harms_denied", f"the study reports harms: {told[0].text}", quoted(pair), *told[:3])
    ours = [result for result in pair.harms if _is_ours(pair, result)]
    if not pair.harms:
        return not_checked(name, "no harms of this study are on record, which is not to say that there were none")
    if not ours:
        return agrees(name, "the study reports no harm", *map(shown, pair.harms[:3]))
    where = (quoted(pair), *map(shown, ours[:4]))
    if _DENIES_HARM.search(pair.claim.quote):
        return differs(name, "harms_denied", f"the study reports harms: {shown(ours[0]).text}", *where)
    if HARM in families(pair.claim.quote) or not pair.claims_benefit:
        return agrees(name, "the claim speaks of harms, or promises no benefit", *where)
    return differs(
        name, "omitted_harm", f"the study reports harms that the claim leaves out: {shown(ours[0]).text}", *where
    )
