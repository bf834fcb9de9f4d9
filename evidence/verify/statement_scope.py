"""Whether a free sentence speaks of the people, condition, route and dose that an abstract says were studied.

Both must say so in words: where the sentence or the abstract is silent, nothing is said.
"""

import re
from functools import cache
from itertools import chain

from evidence.abstracts.assertions import Assertion
from evidence.abstracts.conditions import read_condition
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.models import Check, CheckName, CheckResult, Passage
from evidence.verify.wording import doses, routes
from evidence.vocabulary import Vocabulary

_PEOPLE = {
    "children": r"\b(?:child(?:ren)?|infants?|newborns?|neonates?|toddlers?|adolescents?|teen(?:ager)?s?|youths?|"
    r"p[a]?ediatric|boys|girls|pupils|schoolchildren)\b",
    "adults": r"\b(?:adults?|elderly|older (?:people|persons|patients|women|men)|men|wom[ae]n|m[ou]thers?|veterans|"
    r"seniors|postmenopausal)\b|\baged? (?:(?:over|above|at least|≥|>) ?)?(?:1[89]|[2-9]\d)\b",
    "women": r"\b(?:wom[ae]n|females?|girls?|mothers?|postmenopausal|pregnan\w+|maternal)\b",
    "men": r"\b(?:men|males?|boys?)\b",
    "pregnant people": r"\b(?<!non)(?<!non-)pregnan(?:t|cy|cies)\b|\bgestation\w*|\bantenatal\b|\bin labou?r\b",
    "people who are not pregnant": (
        r"\b(?:non-?pregnant|not pregnant|postmenopausal|pregnan\w+ (?:\w+ ){0,4}excluded)\b"
    ),
}
_WORDS = {name: re.compile(pattern) for name, pattern in _PEOPLE.items()}
_ANYBODY = re.compile("|".join(_PEOPLE.values()))
_ACROSS = (
    ("children", "children", "adults"),
    ("adults", "adults", "children"),
    ("women", "women", "men"),
    ("men", "men", "women"),
    ("pregnant people", "pregnant people", "people who are not pregnant"),
    ("pregnant people", "women", "men"),
)
"""A group a sentence names, one an abstract must not name, and one it must, to be about other people."""
_DESCRIBES = frozenset({SectionKind.TITLE, SectionKind.METHODS, SectionKind.OBJECTIVE, SectionKind.UNLABELLED})
_WITH = re.compile(
    r"(?i)\b(?:patients|people|adults|children|women|men|adolescents|infants|those|individuals|participants|sufferers)"
    r" (?:who have |living )?(?:with|suffering from|who have|diagnosed with) (?P<c>(?:[\w'’-]+ ){0,4}[\w'’-]+)"
)


def scope_checks(read: Abstract, claim: str, assertion: Assertion) -> tuple[Check, ...]:
    """The checks of people, condition, route and dose, each `not_checked` unless both sides say."""
    return _population(read, claim), _condition(read, claim), _route(read, claim, assertion), _dose(read, assertion)


@cache
def _silent(name: CheckName, what: str) -> Check:
    return Check(name=name, result=CheckResult.NOT_CHECKED, reason=f"the claim names no {what}")


def _population(read: Abstract, claim: str) -> Check:
    name = CheckName.POPULATION
    lower = claim.lower()
    claimed = [group for group, pattern in _WORDS.items() if pattern.search(lower)] if _ANYBODY.search(lower) else []
    if not claimed:
        return _silent(name, "group of people")
    for ours, allowed, theirs in _ACROSS:
        if ours not in claimed or theirs in claimed or _told(read, allowed) is not None:
            continue
        sentence = _told(read, theirs)
        if sentence is not None:
            reason = f"the claim speaks of {ours}, the abstract of {theirs}"
            return _differs(name, reason, "population_mismatch", sentence)
    told = {group: _told(read, group) for group in claimed}
    missing = [group for group, sentence in told.items() if sentence is None]
    if missing:
        return _unsaid(name, f"the abstract does not say whether {' or '.join(missing)} took part")
    passages = tuple(sentence.passage() for sentence in dict.fromkeys(told.values()) if sentence is not None)
    return Check(name=name, result=CheckResult.AGREES, reason="the abstract names them", passages=passages)


def _told(read: Abstract, group: str) -> Sentence | None:
    """The first sentence of title, aim, methods or results that names a group."""
    pattern = _WORDS[group]
    first = (one for one in read.sentences if one.kind in _DESCRIBES and pattern.search(one.text.lower()))
    later = (one for one in read.sentences if one.kind is SectionKind.RESULTS and pattern.search(one.text.lower()))
    return next(chain(first, later), None)


def _condition(read: Abstract, claim: str) -> Check:
    name = CheckName.CONDITION
    mark = _WITH.search(claim)
    known = _codes(mark["c"]) if mark else frozenset()
    if mark is None or not known:
        return _silent(name, "condition that is in the vocabulary")
    studied = read_condition(read)
    theirs = _codes(studied[0]) if studied else frozenset()
    if studied is None or not theirs:
        return _unsaid(name, "the abstract names no condition that is in the vocabulary")
    where = (Passage(source="abstract", text=studied[1]),)
    if _related(known, theirs) or _related(known, _codes(f"{read.title}\n{read.text}")):
        return Check(name=name, result=CheckResult.AGREES, reason=f"studied: {studied[0]}", passages=where)
    reason = f"the claim speaks of {mark['c']}, the abstract of {studied[0]}"
    return Check(name=name, result=CheckResult.DIFFERS, reason=reason, code="condition_mismatch", passages=where)


def _codes(text: str) -> frozenset[str]:
    return frozenset(found.code for found in Vocabulary.shipped().find(text) if found.kind == "condition")


def _related(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a condition of one side is a kind of one of the other's."""
    vocabulary = Vocabulary.shipped()
    return any(vocabulary.is_a(a, b) or vocabulary.is_a(b, a) for a in ours for b in theirs)


def _route(read: Abstract, claim: str, assertion: Assertion) -> Check:
    name = CheckName.ROUTE
    claimed = routes(assertion.intervention or claim)
    if not claimed:
        return _silent(name, "route")
    sentence = next((one for one in read.sentences if routes(one.text) & claimed), None)
    if sentence is not None:
        reason = f"studied: {_list(claimed)}"
        return Check(name=name, result=CheckResult.AGREES, reason=reason, passages=(sentence.passage(),))
    told = [(one, found) for one in read.sentences if (found := routes(one.text))]
    if not told:
        return _unsaid(name, "the abstract names no route")
    reason = f"the claim says {_list(claimed)}, the abstract {_list(told[0][1])}"
    return _differs(name, reason, "route_mismatch", told[0][0])


def _dose(read: Abstract, assertion: Assertion) -> Check:
    name = CheckName.DOSE
    claimed = doses(assertion.intervention)
    if not claimed:
        return _silent(name, "dose")
    units = {unit for _, _, unit in claimed}
    given = [(one, found) for one in read.sentences for found in doses(one.text) if found[2] in units]
    if not given:
        return _unsaid(name, "the abstract names no dose in that unit")
    for low, high, unit in claimed:
        near = [one for one, (least, most, theirs) in given if theirs == unit and low <= 2 * most and least <= 2 * high]
        if near:
            passages = (near[0].passage(),)
            return Check(name=name, result=CheckResult.AGREES, reason="the dose is one studied", passages=passages)
    reason = "the claimed dose is more than twofold away from every dose of the abstract"
    return _differs(name, reason, "dose_mismatch", given[0][0])


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


@cache
def _unsaid(name: CheckName, reason: str) -> Check:
    return Check(name=name, result=CheckResult.NOT_CHECKED, reason=reason)


def _differs(name: CheckName, reason: str, code: str, sentence: Sentence) -> Check:
    return Check(name=name, result=CheckResult.DIFFERS, reason=reason, code=code, passages=(sentence.passage(),))
