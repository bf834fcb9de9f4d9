"""Outcomes as a result sentence names them, and the role of each: primary, secondary, adverse event, baseline.

It never invents a name: an outcome is a stretch of its sentence.
"""

import re
from functools import lru_cache

from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.terms import Term, read_term
from evidence.models import OutcomeKind

_VERB = (
    r"(?:was|were|is|are|did|had|has|have|decreased|increased|improved|fell|rose|declined|dropped|reduced|"
    r"remained|differed|showed|reached|occurred|lasted|averaged|changed|worsened|tended|favou?red|resulted|led|"
    r"lowered|attenuated|enhanced|prolonged|shortened|prevented|reported|experienced|developed|achieved|does|do|"
    r"provided|produced)"
)
_SUBJECT = re.compile(rf"(?i)^(?P<subject>[^,;]*?(?:\([^)]*\)[^,;]*?)?)\s\b{_VERB}\b(?P<rest>.*)$", re.DOTALL)
_LEADING = re.compile(
    r"(?i)^(?:however|overall|moreover|furthermore|in addition|additionally|similarly|finally|also|results?|"
    r"conversely|importantly|notably|interestingly|at (?:the end of )?[\w\s-]{1,40}?|after [\w\s-]{1,40}?|"
    r"(?:when )?compared (?:with|to) [^,]{1,60}|in (?:the )?[\w\s-]{1,60}?(?:groups?|arms?|patients|"
    r"participants)|by [\w\s-]{1,25}|during [\w\s-]{1,40}|for (?:the )?[\w\s-]{1,40}?|while [^,]{1,80}|"
    r"although [^,]{1,80}|on (?:day|week)s? [\w\s-]{1,20}),\s+"
)
_DIFFERENCE = re.compile(
    r"(?i)\b(?:differences?|effects?|changes?|improvements?|reductions?|decreases?|increases?|"
    r"benefits?)\b(?: (?:was|were|between|among|of|from|with|the|two|groups?|treatments?|arms?|found|"
    r"observed|seen|detected|noted|and|placebo|control|significant(?:ly)?|\w+ly)\b)*? (?:in|on|for|of|"
    r"with respect to|regarding) (?P<o>(?!the (?:two|three|both)|either|both|any group|"
    r"all)[^,;.()]{3,90}?)(?=\s+(?:between|among|with|compared|than|in the|at|after|was|were|from|during|"
    r"across|versus|vs|over|for)\b|[,;.(]|$)"
)
_SIZE_OF = re.compile(
    r"(?i)\b(?:improvements?|reductions?|increases?|decreases?|changes?|declines?|gains?|falls?|rises?) of (?:about )?"
    r"[-−]?[\d.]+ ?(?:%|percent|points?|mm|kg|units?)? (?:in|on|for) (?:their |the |mean |average )*"
    r"(?P<o>[a-z][^,;.()]{2,70}?)"
    r"(?=\s+(?:compared|than|in|at|after|versus|vs|by|from|with|between|among|during|over|when|was|were|and)\b|[,;.(]|$)"
)
"""`An improvement of 55.1% in their pain scores` is about the scores."""
_SHARE_OF = re.compile(
    r"(?i)\b(?:reported|experienced|developed|had|showed|achieved|suffered|required|"
    r"presented)(?: by)?\b (?P<o>(?:at least one |an? |any )?[a-z][^,;.()]{2,70}?)(?=\s+(?:in|with|compared|"
    r"than|among|after|at|versus|vs|during)\b|[,;.(]|$)"
)
_OBJECT = re.compile(
    r"(?i)\b(?:reduced|decreased|increased|improved|lowered|prevented|attenuated|enhanced|prolonged|"
    r"shortened|suppressed|relieved|affect|affected|alter|change|influence|improve|reduce|increase|decrease|"
    r"worsened|raised|higher|lower|greater|less|fewer|more|better|shorter|longer)\b (?:significantly |the |"
    r"an? |levels? of |rates? of |\w+ly )*(?P<o>[a-z][^,;.()]{2,80}?)(?=\s+(?:compared|than|in (?:the|"
    r"patients|both)|at|after|versus|vs|by|from|with|between|among|during|over|when)\b|[,;.(]|$)"
)
_TRIM = re.compile(
    r"(?i)^(?:the|an?|no|there|both|any|in|of|for|significant(?:ly)?|that|these|this|and|but|we found|"
    r"mean change in the)\s+"
)
_NO_NAME = re.compile(
    r"(?i)^(?:there|it|we|they|this|that|these|both|all|no|none|patients?|participants?|subjects?|groups?|"
    r"results?|significant|differences?|the|who|which|one|women|men|children|treatment|\W*)$"
)
_WHO_OR_WHAT = re.compile(
    r"(?i)^(?:[\w-]+ )?(?:patients?|participants?|subjects?|children|women|men|adults|infants|students|"
    r"users|cases|carriers|people|those|authors?)\b"
    r"|\b(?:groups?|arms?)$|^(?:treatment|therapy|patients treated) with |^than |^comparison to |^from baseline "
    r"|\b(?:supplementation|intervention|treatment|therapy|administration|injections?|infusions?|surgery|placebo|"
    r"program(?:me)?|training|addition of \w+)$|\banaly[sz]\w+$|^(?:on|in|by|to|addition of) |^at (?!least)|"
    r"\bthat\b|\bfailed\b|\bor$"
)
_HARM = re.compile(
    r"(?i)\badverse (?:events?|effects?|reactions?|drug)\b|\bside[ -]effects?\b|\btoxicit\w+|"
    r"\bcomplications?\b|\btreatment-emergent\b|\btolerab\w+|\btolerated\b|\bsafety\b|"
    r"\bdiscontinued? (?:because|due)|\bnausea\b|\bvomiting\b|\bdizziness\b|\bpsychotomimetic\b|"
    r"\bhallucinat\w+|\bdissociati\w+|\bbleeding events?\b|\bhypoglyc\w+|\bwithdrawals? (?:due|because)"
)
_SERIOUS = re.compile(r"(?i)\bserious adverse|\bsevere adverse|\bSAEs?\b|\blife-threatening")
_PRIMARY = re.compile(
    r"(?i)\bprimary (?:end ?points?|(?:efficacy )?outcomes?|efficacy|measure|variable|objective|analysis)\b"
)
_SECONDARY = re.compile(r"(?i)\bsecondary (?:end ?points?|outcomes?|measures?|analys[ei]s)\b")
_PRIMARY_IS = re.compile(
    r"(?i)\bprimary (?:efficacy )?(?:end ?points?|outcomes?|variable|measure)s?(?: measures?|"
    r" variables?)?(?: (?:was|were|is|are|included|comprised|of the study was)|:|,)\s*(?P<o>[^.;]{4,160})"
)
_AS_PRIMARY = re.compile(
    r"(?i) (?:was|were) (?:defined as |chosen as |set as |considered )?the primary (?:end ?points?|outcomes?|measure)"
)
_SECONDARY_TOO = re.compile(r"(?i)\s+(?:and|with) (?:the )?secondary|, secondary")
_BEFORE = re.compile(r"(?i)[a-z][^.;]{3,100}\Z")
_BASELINE = re.compile(
    r"(?i)\bat baseline\b|\bbaseline (?:characteristics|demographics|data|values|scores?)\b|\bdemographic"
)
_SUBGROUP = re.compile(r"(?i)\bsubgroups?\b|\bsub-?group|\bpost[- ]hoc\b|\bexploratory\b|\bper-protocol\b")


def outcome_of(sentence: Sentence, arm_stems: frozenset[str]) -> str | None:
    """The outcome a result sentence is about, as a stretch of it; None where none can be made out.

    A subject that is an arm (`Ketamine reduced pain`) is passed over for the object.
    """
    text = _LEADING.sub("", _after_label(sentence.text))
    text = _LEADING.sub("", text)
    found = [cleaned for name in _names(text) if (cleaned := _clean(name)) and not _names_an_arm(cleaned, arm_stems)]
    return next((name for name in found if not _WHO_OR_WHAT.search(name)), None)


def _names(text: str) -> list[str]:
    found = [mark["o"] for mark in _SIZE_OF.finditer(text)]
    null = re.match(r"(?i)^(?:there (?:was|were)|no\b|we found no|neither)", text)
    subject = _SUBJECT.match(text)
    if subject is not None and not null:
        found.append(subject["subject"])
    for pattern in (_DIFFERENCE, _SHARE_OF, _OBJECT):
        mark = pattern.search(text)
        if mark is not None:
            found.append(mark["o"])
    return found


def _after_label(text: str) -> str:
    mark = re.match(r"^[A-Z][A-Z ]{3,30}:\s*", text)
    return text[mark.end() :] if mark else text


_TAIL = re.compile(
    r"(?i)(?:\s+(?:of [-−]?\d[\d.]*|who|that|which|when .*|probably|likely|may|might|generally|significantly|"
    r"substantially|slightly|markedly|was associated|were associated))+$"
)
"""What a cut leaves hanging on a name: `score of 72`, `the percentage of patients who`."""


def _clean(name: str) -> str:
    name = re.sub(r"\([^)]*\)?", " ", name)
    name = _TAIL.sub("", re.sub(r"\s+", " ", name).strip(" ,;:."))
    for _ in range(3):
        name = _TRIM.sub("", name)
    name = re.sub(r"(?i)\s+(?:in|of|for|with|at|by|to|and|from|on|among)$", "", name)
    return "" if _NO_NAME.match(name) or len(name) > 120 or not any(character.isalpha() for character in name) else name


def _names_an_arm(name: str, arm_stems: frozenset[str]) -> bool:
    term = read_term(name)
    heavy = [one for one, weight in term.weights.items() if weight >= 1.0]
    return bool(arm_stems) and bool(heavy) and all(one in arm_stems for one in heavy)


def role_of(sentence: Sentence, outcome: str, primary: Term | None) -> OutcomeKind:
    """The role of an outcome by its own words, its sentence, and the primary outcome the abstract names."""
    text = sentence.text
    if _SERIOUS.search(text):
        return OutcomeKind.SERIOUS_ADVERSE_EVENT
    if _HARM.search(outcome) or (_HARM.search(text) and not _PRIMARY.search(text)):
        return OutcomeKind.ADVERSE_EVENT
    if _BASELINE.search(text) and not re.search(r"(?i)from baseline|change", text):
        return OutcomeKind.BASELINE
    for pattern, kind in ((_SUBGROUP, OutcomeKind.SUBGROUP), (_SECONDARY, OutcomeKind.SECONDARY)):
        if pattern.search(text):
            return kind
    is_primary = _PRIMARY.search(text) or _is_named_primary(sentence, outcome, primary)
    return OutcomeKind.PRIMARY if is_primary else OutcomeKind.UNKNOWN


def _is_named_primary(sentence: Sentence, outcome: str, primary: Term | None) -> bool:
    """Whether sentence or outcome hold most of the primary outcome's words, or the outcome only words of it."""
    if primary is None or (_RESPONSE.search(outcome) and not _RESPONSE.search(primary.text)):
        return False
    term = read_term(outcome)
    return primary.share(sentence.stems) >= 0.6 or (
        bool(term.weights) and term.share(frozenset(primary.weights)) >= 0.75
    )


_RESPONSE = re.compile(r"(?i)\b(?:respon[sd]\w*|remission|relapse)\b")
"""What people became is another outcome than the score it was told by: `QIDS response`, `the change in QIDS`."""
_NOT_PLANS = frozenset({SectionKind.RESULTS, SectionKind.CONCLUSION, SectionKind.TITLE})


@lru_cache(maxsize=256)
def primary_outcome(abstract: Abstract) -> tuple[str, Sentence] | None:
    """The primary outcome as the abstract names it before its results, with the sentence."""
    for sentence in abstract.sentences:
        if sentence.kind in _NOT_PLANS or "primary" not in sentence.text.lower():
            continue
        named = _named_primary(sentence.text)
        if named is not None:
            return _SECONDARY_TOO.split(named)[0].strip(), sentence
    return None


def _named_primary(text: str) -> str | None:
    """What `primary outcome was …` or `… was the primary outcome` names, whichever comes first."""
    after, behind = _PRIMARY_IS.search(text), _AS_PRIMARY.search(text)
    before = _BEFORE.search(text[: behind.start()], max(0, behind.start() - 101)) if behind else None
    if before is not None and (after is None or before.start() < after.start()):
        return before[0]
    return after["o"] if after else None


@lru_cache(maxsize=4096)
def is_harm(text: str) -> bool:
    """Whether a text speaks of adverse events.

    >>> is_harm("at least one adverse event"), is_harm("pain relief")
    (True, False)
    """
    return bool(_HARM.search(text))
