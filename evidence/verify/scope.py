"""Compare whom, what, how and against what a study tested with what the claim speaks of (PICO), cell by cell."""

import re

from evidence.models import ArmBase, Check, CheckName, ClaimType
from evidence.verify.designs import PRECLINICAL, SECOND_HAND
from evidence.verify.outcomes import compare_outcomes, families, is_generic
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted
from evidence.verify.wording import Relation, doses, is_inert, parts, routes, stem, words

# ---------------------------------------------------------------- condition

_ALTERNATIVES = re.compile(r"\s*(?:;|/|\bor\b|\band\b|,|\|)\s*", re.IGNORECASE)


def check_condition(pair: Pair) -> Check:
    """Whether the condition studied is the one claimed, a kind of it (agrees), a wider one, or another."""
    name, claimed, studied = CheckName.CONDITION, pair.claim.condition, pair.study.condition or pair.study.population
    if not claimed or not studied:
        return not_checked(name, "the claim or the study names no condition")
    where = (quoted(pair), field("condition", studied))
    if _is_excluded(claimed, pair.study_words):
        return differs(name, "population_reversed", f"the study was of people without {claimed}", *where)
    return _conditions(pair, claimed, studied)


def _conditions(pair: Pair, claimed: str, studied: str) -> Check:
    """The same by the vocabulary's tree."""
    name, where = CheckName.CONDITION, (quoted(pair), field("condition", studied))
    ours = pair.claim.condition_code or pair.vocabulary.condition_code(claimed)
    theirs = _studied_codes(pair, studied)
    if ours is None or not theirs:
        return not_checked(name, f"'{claimed}' or '{studied}' is not in the vocabulary", *where)
    if any(pair.vocabulary.is_a(code, ours) for code in theirs) or words_inside(claimed, pair.study_words):
        return agrees(name, f"the study was of {studied}", *where)
    wider = any(pair.vocabulary.is_a(ours, code) for code in theirs)
    changes = claimed.lower() in (pair.claim.outcome or "").lower()
    if pair.mentions(claimed) or (pair.abstract is not None and changes):
        return not_checked(name, f"the study was of {studied}; it speaks of {claimed} as well, as what changed", *where)
    if not pair.asserts_effect or (wider and pair.design in SECOND_HAND | PRECLINICAL):
        return not_checked(name, f"the source is about {studied}, which may well bear on {claimed}", *where)
    code = "condition_narrowed" if wider else "condition_mismatch"
    told = (
        f"the claim speaks of {claimed}" if pair.names_condition else f"the claim is on record as one about {claimed}"
    )
    return differs(name, code, f"the study was of {studied}; {told}", *where)


def words_inside(phrase: str, text: str) -> bool:
    """Whether a text holds a phrase of at least two words, or one long word, as it stands.

    >>> words_inside("chronic migraine", "Adults with chronic migraine or cluster headache")
    True
    """
    return len(phrase) > 6 and re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE) is not None


def _is_excluded(claimed: str, studied: str) -> bool:
    """Whether the study's words say `non-x` or `without x` of the claim's own condition."""
    telling = [word for word in words(claimed) if len(word) > 3 and word not in {"pain", "chronic", "acute", "disease"}]
    return any(re.search(rf"\b(?:non|without|not)[- ]{re.escape(word)}\b", studied, re.IGNORECASE) for word in telling)


def _studied_codes(pair: Pair, studied: str) -> set[str]:
    if pair.study.condition_code:
        return {pair.study.condition_code}
    pieces = [studied, *_ALTERNATIVES.split(studied)]
    return {code for piece in pieces if (code := pair.vocabulary.condition_code(piece))}


# ---------------------------------------------------------------- population and setting

_GROUPS = {
    "acute": r"(?<![\w-])acute\b|\btrauma(?:tic)? patients|prehospital|post-?operative pain",
    "emergency": r"emergency (?:department|room|care)|\bED\b|prehospital",
    "chronic": r"\bchronic\b|persistent|long-?term pain",
    "perioperative": (
        r"intra-?operat\w+|peri-?operat\w+|during surgery|undergoing (?:\w+ ){0,3}surgery|"
        r"having (?:\w+ ){0,3}surgery"
    ),
    "refractory": (
        r"refractory|intractable|(?:treatment|drug|therapy|opioid)-resistant|unresponsive to|after failed|"
        r"resistant (?:depression|hypertension|epilepsy|pain|migraine|insomnia)|failed (?:\w+ )*treatment"
    ),
    "healthy": r"healthy (?:volunteers?|adults?|men|women|participants|people|subjects)",
    "intensive care": r"intensive care|critically ill|\bICU\b|(?:severe|acute) (?:\w+ )?brain injury|ventilated",
    "children": r"\bchildren\b|p(?:a)?ediatric|adolescents?|infants?",
    "inpatient": r"inpatients?|in hospital|hospitali[sz]ed",
}
_GROUP = {name: re.compile(pattern, re.IGNORECASE if "ED" not in pattern else 0) for name, pattern in _GROUPS.items()}
_FAILED = re.compile(
    r"\bfail\w*|do(?:es)? not respond|non-?respon|last resort|other (?:treatments|therapies)", re.IGNORECASE
)
_WITH_CONTROLS = re.compile(r"healthy (?:controls?|volunteers? (?:for|as))", re.IGNORECASE)


def groups(text: str) -> frozenset[str]:
    """The groups of people and settings a text names.

    >>> sorted(groups("acute trauma patients in an emergency department"))
    ['acute', 'emergency']
    """
    return frozenset(name for name, pattern in _GROUP.items() if pattern.search(text))


def check_population(pair: Pair) -> Check:
    """Whether the people and setting studied are those of the claim; where both are silent, nothing is said."""
    name = CheckName.POPULATION
    if _is_preclinical(pair) and pair.claims_benefit:
        reason = f"the study was of {pair.study.species or 'animals or cells'}; the claim is made to patients"
        return differs(name, "animal_model_only", reason, quoted(pair), field("species", pair.study.species))
    studied = groups(pair.study_words)
    if (not pair.study.population and not pair.study.setting) or not pair.asserts_effect:
        return not_checked(name, "the study's population is not on record, or the claim is not about treating people")
    claimed = groups(f"{pair.wording} {pair.claim.condition or ''} {pair.claim.section or ''}")
    where = (quoted(pair), field("population", pair.study.population or pair.study.setting))
    for group, code, said in _clashes(pair, claimed, studied):
        return differs(
            name, code, f"the study was of {said}; the claim is not limited to them", *where, field("group", group)
        )
    return agrees(name, f"the study was of {pair.study.population or pair.study.setting}", *where)


def _clashes(pair: Pair, claimed: frozenset[str], studied: frozenset[str]) -> list[tuple[str, str, str]]:
    found = []
    urgent = studied & {"acute", "emergency"}
    if "chronic" in claimed and urgent and "chronic" not in studied:
        found.append(("acute", "acute_to_chronic", "acute or emergency patients"))
    if "healthy" in studied - claimed and not _WITH_CONTROLS.search(pair.study_words):
        found.append(("healthy", "healthy_volunteers", "healthy volunteers"))
    if "intensive care" in studied - claimed:
        found.append(("intensive care", "population_mismatch", "patients in intensive care"))
    if "perioperative" in studied - claimed and "surg" not in pair.wording.lower():
        found.append(("perioperative", "perioperative_only", "people having surgery"))
    if "children" in studied - claimed and "adult" not in pair.study_words.lower():
        found.append(("children", "children_only", "children"))
    if "refractory" in studied - claimed and not _FAILED.search(pair.wording):
        found.append(("refractory", "refractory_only", "people whose condition had resisted treatment"))
    return found


def _is_preclinical(pair: Pair) -> bool:
    """Whether animals or cells alone were studied; a study of mice and people is one of people too."""
    return pair.design in PRECLINICAL and (pair.study.species or "").lower() not in {"human", "humans"}


_PLURALS = {"mouse": "mice", "mice": "mouse"}


def _names_species(studied: str, text: str) -> bool:
    name = studied.removesuffix("s")
    forms = "|".join(map(re.escape, {name, f"{name}s", _PLURALS.get(studied, name)}))
    return bool(studied) and re.search(rf"\b(?:{forms})\b", text, re.IGNORECASE) is not None


def check_species(pair: Pair) -> Check:
    """Whether animal or laboratory work is said to be that."""
    name, studied = CheckName.SPECIES, (pair.study.species or "").lower()
    preclinical = _is_preclinical(pair) or (studied not in {"", "human", "humans"})
    if not studied and not preclinical:
        return not_checked(name, "the species studied is not on record")
    if not preclinical:
        return agrees(name, "the study was of people", field("species", studied))
    said = (pair.claim.species or "human").lower()
    if said not in {"human", "humans"} or _names_species(studied, pair.wording):
        return agrees(name, f"the claim says that the study was of {studied or said}", quoted(pair))
    reason = f"the study was of {studied or 'animals or cells'}; the claim does not say so"
    return differs(name, "species_undisclosed", reason, quoted(pair), field("species", studied or pair.design))


# ---------------------------------------------------------------- outcome and purpose

_PREVENT = re.compile(
    r"\bprevent\w*|\bprophyla\w+|\bpre-?empt\w*|reduc\w+ (?:the )?(?:risk|incidence|frequency|number) of", re.IGNORECASE
)


def check_outcome(pair: Pair) -> Check:
    """Whether the study measured what the claim is about."""
    name = CheckName.OUTCOME
    measured = [result for result in pair.study.results if pair.about_harm or result not in pair.harms]
    if not measured:
        return not_checked(name, "no outcome of this study is on record")
    if is_generic(pair.outcome):
        return not_checked(name, f"the claim names no outcome in particular: {pair.outcome}")
    relations = {result.outcome: pair.outcome_relation(result) for result in measured}
    where = (quoted(pair), field("outcomes", "; ".join(relations)))
    same = [outcome for outcome, relation in relations.items() if relation is Relation.SAME]
    if same:
        return agrees(name, f"the study measured {same[0]}", *where)
    if all(relation is Relation.OTHER for relation in relations.values()) and families(pair.outcome):
        if pair.study.draft:
            return not_checked(name, "the outcomes were read from an abstract, which need not name them all", *where)
        reason = f"the claim is about {pair.outcome}; the study measured {'; '.join(relations)}"
        return differs(name, "outcome_not_measured", reason, *where)
    return not_checked(name, f"'{pair.outcome}' could not be told from {'; '.join(relations)}", *where)


_TREATING = frozenset({ClaimType.EFFICACY, ClaimType.COMPARATIVE_EFFICACY})


def check_purpose(pair: Pair) -> Check:
    """Whether a trial of prevention is told as treatment, or the other way round."""
    name, studied = CheckName.PURPOSE, (pair.study.purpose or "").lower()
    title = "" if pair.abstract is not None else pair.study.title or ""
    prevention = studied.startswith("prevent") or (not studied and bool(_PREVENT.search(title)))
    treatment = studied.startswith("treat")
    if not prevention and not treatment:
        return not_checked(name, "whether the study treated or prevented is not on record")
    claimed = bool(_PREVENT.search(f"{pair.wording} {pair.claim.outcome or ''}"))
    where = (quoted(pair), field("purpose", studied or title))
    if prevention and not claimed and pair.claims_benefit:
        return differs(
            name, "prevention_as_treatment", "the study tried to prevent; the claim speaks of treating", *where
        )
    if (
        treatment
        and claimed
        and pair.claim.claim_type in _TREATING
        and compare_outcomes(pair.outcome, title) is not Relation.SAME
    ):
        return differs(name, "treatment_as_prevention", "the study treated; the claim speaks of preventing", *where)
    return agrees(name, f"both are about {'prevention' if prevention else 'treatment'}", *where)


# ---------------------------------------------------------------- intervention, route, dose, comparator


def _treated(pair: Pair) -> list[ArmBase]:
    return [
        arm
        for arm in pair.study.arms
        if arm.role not in {"placebo", "control", "comparator"} and not is_inert(arm.name)
    ]


def check_intervention(pair: Pair) -> Check:
    """Whether the study gave what the claim names, and gave it without another active treatment."""
    name, claimed = CheckName.INTERVENTION, pair.claim.intervention
    labels = [arm.intervention or arm.name for arm in pair.study.arms] or [pair.study.intervention or ""]
    labels = [label for label in labels if pair.keys(label) and not is_inert(label)]
    if not claimed or not labels:
        return not_checked(name, "the claim or the study names no intervention")
    where = (quoted(pair), field("interventions", "; ".join(labels)))
    if any(pair.arm_relation(claimed, label) is Relation.SAME for label in [*labels, pair.study.intervention]):
        return agrees(name, f"the study gave {'; '.join(labels)}", *where)
    together = [label for label in labels if pair.is_part_of(claimed, label) and not _is_told_whole(pair, label)]
    together = [label for label in together if not _is_given_to_all(pair, claimed, label, labels)]
    if together:
        reason = f"the study gave {together[0]}, not {claimed} alone"
        return differs(name, "combination_omitted", reason, *where)
    apart = _both_known(pair, claimed, labels) and not pair.mentions(claimed)
    if any(pair.is_part_of(label, claimed) for label in labels) or not apart:
        return not_checked(name, f"'{claimed}' and '{'; '.join(labels)}' could not be told apart", *where)
    return differs(name, "intervention_mismatch", f"the study gave {'; '.join(labels)}, not {claimed}", *where)


def _is_given_to_all(pair: Pair, claimed: str, label: str, labels: list[str]) -> bool:
    """Whether the rest of a combination was given in another arm as well, so that the study tells the claimed one."""
    rest = pair.keys(label) - pair.keys(claimed)
    return any(other != label and rest <= pair.keys(other) for other in labels)


def _is_told_whole(pair: Pair, label: str) -> bool:
    """Whether the claim's own words name every member of a combination."""
    told = frozenset(map(stem, words(pair.claim.quote)))
    return all(frozenset(map(stem, words(part))) & told for part in parts(label))


def _both_known(pair: Pair, claimed: str, labels: list[str]) -> bool:
    """Whether the vocabulary tells them apart; arms that a program read must all be known to it."""
    known = pair.vocabulary.intervention_code
    enough = all if pair.abstract is not None else any
    return known(claimed) is not None and enough(known(label) is not None for label in labels)


def check_route(pair: Pair) -> Check:
    """Whether the way of giving the treatment is the one studied."""
    name = CheckName.ROUTE
    texts = [pair.study.route, *(text for arm in _treated(pair) for text in (arm.route, arm.name))]
    studied = routes(" ; ".join(text for text in texts if text))
    claimed = routes(pair.claim.route or "") or routes(pair.claim.quote)
    if not studied:
        return not_checked(name, "the route studied is not on record")
    where = (quoted(pair), field("route", ", ".join(sorted(studied))))
    if not claimed:
        offered = routes(pair.claim.section or "")
        if offered and not offered & studied:
            reason = (
                f"studied by {_list(studied)} route under a heading about {_list(offered)}, and the claim is silent"
            )
            return differs(name, "route_omitted", reason, *where)
        return not_checked(name, f"the claim names no route; the study's was {_list(studied)}", *where)
    if claimed & studied:
        return agrees(name, f"the study's route was {_list(studied)}", *where)
    return differs(name, "route_mismatch", f"claimed {_list(claimed)}, studied {_list(studied)}", *where)


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def check_dose(pair: Pair) -> Check:
    """Whether the claimed dose lies within twofold of one studied, in the same unit (rule VER006)."""
    name = CheckName.DOSE
    texts = [pair.study.dose, *(text for arm in _treated(pair) for text in (arm.dose, arm.name))]
    studied = doses(" ; ".join(text for text in texts if text))
    claimed = doses(f"{pair.claim.dose or ''} ; {pair.claim.quote}")
    if not claimed:
        return not_checked(name, "the claim names no dose")
    comparable = [(ours, theirs) for ours in claimed for theirs in studied if ours[2] == theirs[2]]
    if not comparable:
        return not_checked(name, "the study's dose is not on record in the claim's unit")
    where = (quoted(pair), field("dose", "; ".join(f"{low:g}-{high:g} {unit}" for low, high, unit in studied)))
    if any(ours[0] <= theirs[1] * 2 and theirs[0] <= ours[1] * 2 for ours, theirs in comparable):
        return agrees(name, "the claimed dose is one studied", *where)
    return differs(name, "dose_mismatch", "the claimed dose is more than twofold away from every dose studied", *where)
