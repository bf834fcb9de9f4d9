"""A free sentence about a treatment taken apart: who, against whom, which outcome, which way, with what figures.

It never judges the sentence; what it does not name stays empty.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.cues import CueKind
from evidence.abstracts.figures import Figure, figures
from evidence.abstracts.polarity import lower_is_better
from evidence.abstracts.statements import Way


class Assertion(NamedTuple):
    """The parts of a sentence; `kind` is None where it asserts no direction."""

    intervention: str
    comparator: str
    outcome: str
    kind: CueKind | None
    figures: tuple[Figure, ...]
    absolute: bool
    """says more than a study can: cures, always, completely"""

    def way(self) -> Way:
        """Which way the outcome is said to go for the intervention; better and worse by the outcome's own polarity."""
        if self.kind is None or self.kind is CueKind.DIFFERENT:
            return Way.UNKNOWN
        if self.kind is CueKind.NULL:
            return Way.NO_DIFFERENCE
        if self.kind in {CueKind.BETTER, CueKind.WORSE}:
            less = lower_is_better(self.outcome) == (self.kind is CueKind.BETTER)
            return Way.DECREASED if less else Way.INCREASED
        return Way.INCREASED if self.kind is CueKind.UP else Way.DECREASED


class ShareAssertion(NamedTuple):
    """`12 of 40 in the A group and 20 of 41 in the B group had …`: two arms, their shares, and the outcome."""

    first_arm: str
    first: Figure
    second_arm: str
    second: Figure
    outcome: str


_ADVERB = r"(?:(?:also|significantly|markedly|greatly|substantially|dramatically|clearly|effectively|consistently|reliably|statistically|slightly|strongly|has|have|can|could|may|might|will|is shown to|was shown to|was found to|been shown to|helps?|helped to|helps to|proven to|clinically proven to|to|be|been|further|actually|rapidly|quickly|in fact|even|both|only) )*"
_NOT = r"(?:did not|does not|do not|didn['’]t|doesn['’]t|don['’]t|was not|were not|is not|are not|has not|have not|had not|cannot|can't|failed to|fails to|never|not)"
_VERBS: tuple[tuple[CueKind, str], ...] = (
    (
        CueKind.UP,
        r"increas(?:ed|es|e|ing)|rais(?:ed|es|e)|elevat(?:ed|es|e)|boost(?:ed|s)?|prolong(?:ed|s)?|enhanc(?:ed|es|e)|augment(?:ed|s)?|lengthen(?:ed|s)?|extend(?:ed|s)?|doubl(?:ed|es|e)|tripl(?:ed|es|e)|heighten(?:ed|s)?|strengthen(?:ed|s)?|promot(?:ed|es|e)|stimulat(?:ed|es|e)",
    ),
    (
        CueKind.DOWN,
        r"reduc(?:ed|es|e|ing)|decreas(?:ed|es|e|ing)|lower(?:ed|s|ing)?|cut(?:s)?|diminish(?:ed|es)?|reliev(?:ed|es|e)|alleviat(?:ed|es|e)|eas(?:ed|es|e)|lessen(?:ed|s)?|prevent(?:ed|s)?|shorten(?:ed|s)?|suppress(?:ed|es)?|inhibit(?:ed|s)?|eliminat(?:ed|es|e)|cur(?:ed|es|e)|halv(?:ed|es|e)|curb(?:ed|s)?|block(?:ed|s)?|minimi[sz](?:ed|es|e)|stop(?:ped|s)?|slow(?:ed|s)?|treats?|treated|abolish(?:ed|es)?|blunt(?:ed|s)?|attenuat(?:ed|es|e)|soothes?",
    ),
    (
        CueKind.BETTER,
        r"improv(?:ed|es|e|ing)|ameliorat(?:ed|es|e)|restor(?:ed|es|e)|benefit(?:s|ed)?|helped|helps|optimi[sz](?:ed|es|e)|normali[sz](?:ed|es|e)|works? for|worked for",
    ),
    (
        CueKind.WORSE,
        r"worsen(?:ed|s)?|impair(?:ed|s)?|aggravat(?:ed|es|e)|exacerbat(?:ed|es|e)|harm(?:ed|s)?|deteriorat(?:ed|es|e)",
    ),
    (
        CueKind.NULL,
        r"affect(?:ed|s)?|chang(?:ed|es|e)|alter(?:ed|s)?|influenc(?:ed|es|e)|impact(?:ed|s)?|modif(?:ied|ies|y)",
    ),
)
_VERB = "|".join(f"(?P<v{number}>{pattern})" for number, (_, pattern) in enumerate(_VERBS))
_PLAIN = re.compile(rf"(?i)^(?P<i>.+?) (?P<not>{_NOT} )?(?P<adverb>{_ADVERB})\b(?:{_VERB})\b (?P<o>.+)$")
_MARKED = re.compile(
    rf"(?i)^(?P<i>.+) (?P<not>{_NOT} )?(?P<adverb>significantly |statistically significantly )\b(?:{_VERB})\b (?P<o>.+)$"
)
_NO_DIFFERENCE = (
    re.compile(
        r"(?i)^(?P<i>.+?) (?:made|makes|make|had|has|have|showed|shows|produced|produces|brought|exerted|demonstrated) (?:no|little|little or no|no clear|no real) (?:\w+ ){0,2}?(?:difference|effect|impact|influence|change|benefit|improvement|advantage|reduction|increase)s? (?:to|on|in|for|of|over|at|with respect to|regarding) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?:there (?:was|were|is|are) )?no (?:\w+ ){0,3}?differences? (?:was |were )?(?:\w+ )?(?:in|for|of) (?P<o>.+?) (?:between|among) (?P<i>.+?) (?:and|versus|vs\.?) (?P<c>.+)$"
    ),
    re.compile(
        r"(?i)^(?:there (?:was|were|is|are) )?no (?:\w+ ){0,3}?differences? between (?P<i>.+?) (?:and|versus|vs\.?) (?P<c>.+?) (?:in|for|on|with respect to|regarding) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?P<o>.+?) (?:did not differ|was not (?:significantly )?different|were not (?:significantly )?different|was similar|were similar|was the same|were the same|was comparable|were comparable|was unchanged)(?: significantly)?(?: \w+)? (?:between|with|in|for|among) (?P<i>.+?) (?:and|versus|vs\.?|compared with|compared to|as with|as in) (?P<c>.+)$"
    ),
)
_COMPARED = re.compile(
    r"(?i)^(?P<i>.+?) (?:was|is|were|are|proved|worked|works|performed|performs|did|does|fared) (?:shown to be |found to be |significantly |just |clearly |statistically )*(?P<how>as (?:good|effective|efficacious|safe|well|strong|potent) as|equivalent to|equal to|comparable (?:to|with)|similar to|no (?:more (?:effective|efficacious)|better|worse|different|less effective) than|not (?:significantly )?(?:better|more effective|superior|different|inferior|worse) (?:than|to|from)|non-?inferior to"
    r"|superior to|better than|more (?:effective|efficacious|potent|beneficial) (?:than)|inferior to|worse than|less (?:effective|efficacious) than) (?P<c>.+?)(?: (?:for|in|at|on|with respect to|regarding|in terms of|at relieving|in reducing|at reducing) (?P<o>.+))?$"
)
_OUTCOME_FIRST = re.compile(
    r"(?i)^(?P<o>.+?) (?:was|were|is|are) (?P<not>not )?(?:significantly |markedly |clearly |much |statistically )*(?P<how>higher|greater|larger|longer|more (?:frequent|common)|increased|elevated|lower|smaller|shorter|less (?:frequent|common)|reduced|decreased|fewer|better|improved|worse|poorer|rarer) (?:with|in|for|after|on|among|under|by|following) (?P<i>.+?)(?: (?:than|compared with|compared to|versus|vs\.?|relative to) (?:with |in |for |after |on |among |those (?:on|in|with|receiving) )?(?P<c>.+))?$"
)
_LED_TO = re.compile(
    r"(?i)^(?P<i>.+?) (?P<not>(?:did not|does not|failed to) )?(?:significantly )?(?:led to|leads to|lead to|resulted in|results in|result in|caused|causes|cause|produced|produces|produce|gave|gives|showed|shows|show|provided|provides|provide|brought|achieved|achieves|had|has|was associated with|is associated with|were associated with|delivered|delivers|experienced|saw)"
    r" (?:an? |the )?(?:\w+ly )?(?:significant |statistically significant |marked |dramatic |\d[\d.]* ?%? (?:percent )?|(?P<size>greater|larger|higher|more|lower|smaller|less|fewer|better|worse|longer|shorter|stronger|poorer|faster) )*(?P<noun>reductions?|decreases?|declines?|drops?|increases?|rises?|improvements?|gains?|relief|worsening|benefits?)?(?: (?:in|of|from|for|on) )?(?P<o>.+)$"
)
_COMPARATOR = re.compile(
    r"(?i)[,;]? (?:when )?(?:(?:as )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to|against|rather than|over and above|than (?:with |in |after |for )?(?:those (?:on|in|with|receiving) )?) ?(?P<c>[^,;]+?.*)$"
)
_BY_FIGURE = re.compile(
    r"(?i)\s*\b(?:by|of|up to)? ?(?:about |around |nearly |almost |over |more than |approximately |up to )?\d[\d.,]*\s?(?:%|percent|per cent|points?)?(?: or more)?\s*$|\s+by (?:half|two thirds|a third)\s*$"
)
_TAIL = re.compile(
    r"(?i)\s+(?:in (?:patients|people|adults|women|men|children|participants|a|the|this|most)\b.*|after \w+ (?:weeks?|months?|days?|years?).*|for (?:up to )?\w+ (?:weeks?|months?|days?|years?).*|over \w+ (?:weeks?|months?|days?|years?).*|within \w+ (?:weeks?|months?|days?|hours?).*)$"
)
_ABSOLUTE = re.compile(
    r"(?i)\b(?:cur(?:e|es|ed)|eliminat(?:e|es|ed)|guarante\w+|always|complete(?:ly)?|totally|100 ?%|permanent(?:ly)?|never fails|every (?:patient|person|one)|everyone|all patients|miracul\w+|no side effects|risk-free|definitively|prove[sdn]? (?:that|to))\b"
)
_HOW: dict[str, CueKind] = {
    **dict.fromkeys(
        (
            "higher",
            "greater",
            "larger",
            "longer",
            "increased",
            "elevated",
            "more",
            "gain",
            "gains",
            "rise",
            "rises",
            "increase",
            "increases",
            "stronger",
        ),
        CueKind.UP,
    ),
    **dict.fromkeys(
        (
            "lower",
            "smaller",
            "shorter",
            "less",
            "reduced",
            "decreased",
            "fewer",
            "rarer",
            "reduction",
            "reductions",
            "decrease",
            "decreases",
            "decline",
            "declines",
            "drop",
            "drops",
            "relief",
        ),
        CueKind.DOWN,
    ),
    **dict.fromkeys(
        ("better", "improved", "superior", "improvement", "improvements", "benefit", "benefits", "faster"),
        CueKind.BETTER,
    ),
    **dict.fromkeys(("worse", "poorer", "inferior", "worsening"), CueKind.WORSE),
}
_OPPOSITE_SIZE = {
    CueKind.UP: CueKind.DOWN,
    CueKind.DOWN: CueKind.UP,
    CueKind.BETTER: CueKind.WORSE,
    CueKind.WORSE: CueKind.BETTER,
}


@lru_cache(maxsize=4096)
def read_assertion(sentence: str) -> Assertion:
    """The parts of a free sentence about a treatment.

    >>> a = read_assertion("Ketamine significantly reduced pain compared with placebo.")
    >>> a.intervention, a.comparator, a.outcome, a.kind.value
    ('Ketamine', 'placebo', 'pain', 'down')
    >>> read_assertion("Honey was no more effective than placebo for cough.").kind.value
    'null'
    """
    text = re.sub(r"\s+", " ", sentence).strip().rstrip(".!")
    found = figures(text)
    absolute = bool(_ABSOLUTE.search(text))
    for reader in (_no_difference, _compared, _outcome_first, _marked, _plain, _led_to):
        parts = reader(text)
        if parts is not None:
            who, whom, what, kind = _who(parts[0]), _who(parts[1]), _what(parts[2]), parts[3]
            return Assertion(who, whom, what, kind, _outside(text, found, (who, whom, what)), absolute)
    return Assertion("", "", text, None, found, absolute)


def _outside(text: str, found: tuple[Figure, ...], named: tuple[str, ...]) -> tuple[Figure, ...]:
    """The figures that are no part of a name, such as the `0.9%` of a saline or the `30%` of `ejection fraction <= 30%`."""
    spans = [(text.find(name), text.find(name) + len(name)) for name in named if name and name in text]
    return tuple(one for one in found if not any(start <= one.start < end for start, end in spans))


_Parts = tuple[str, str, str, CueKind] | None


def _no_difference(text: str) -> _Parts:
    for pattern in _NO_DIFFERENCE:
        mark = pattern.match(text)
        if mark is not None:
            outcome, comparator = _cut_comparator(mark["o"])
            return mark["i"], mark.groupdict().get("c") or comparator, outcome, CueKind.NULL
    return None


def _compared(text: str) -> _Parts:
    mark = _COMPARED.match(text)
    if mark is None:
        return None
    how = mark["how"].lower()
    if how.startswith(("as ", "equivalent", "equal", "comparable", "similar", "no ", "not ", "non")):
        kind = CueKind.NULL
    else:
        kind = CueKind.WORSE if how.startswith(("inferior", "worse", "less")) else CueKind.BETTER
    return mark["i"], mark["c"], mark["o"] or "", kind


def _outcome_first(text: str) -> _Parts:
    mark = _OUTCOME_FIRST.match(text)
    if mark is None:
        return None
    kind = CueKind.NULL if mark["not"] else _HOW[mark["how"].lower().split()[0]]
    return mark["i"], mark["c"] or "", mark["o"], kind


def _marked(text: str) -> _Parts:
    return _by_verb(_MARKED.match(text))


def _plain(text: str) -> _Parts:
    return _by_verb(_PLAIN.match(text))


def _by_verb(mark: re.Match[str] | None) -> _Parts:
    if mark is None:
        return None
    kind = next(kind for number, (kind, _) in enumerate(_VERBS) if mark[f"v{number}"])
    if kind is CueKind.NULL and not mark["not"]:
        kind = CueKind.DIFFERENT
    outcome, comparator = _cut_comparator(mark["o"])
    return mark["i"], comparator, outcome, CueKind.NULL if mark["not"] else kind


def _led_to(text: str) -> _Parts:
    mark = _LED_TO.match(text)
    if mark is None or not (mark["noun"] or mark["size"]):
        return None
    size = _HOW.get((mark["size"] or "").lower())
    noun = _HOW.get((mark["noun"] or "").lower())
    kind = noun or size or CueKind.BETTER
    if noun is not None and size in {CueKind.DOWN, CueKind.WORSE}:
        kind = _OPPOSITE_SIZE[noun]
    rest = f"{mark['noun']} {mark['o']}" if mark["noun"] and _JOINS.match(mark["o"]) else mark["o"]
    outcome, comparator = _cut_comparator(rest)
    return mark["i"], comparator, _JOINS_LATER.split(outcome)[0], CueKind.NULL if mark["not"] else kind


_JOINS = re.compile(r"(?i)(?:while|whereas|and|but|with|after|for|when|compared)\b")
_JOINS_LATER = re.compile(r"(?i)\s(?:while|whereas|but)\s")


def _cut_comparator(rest: str) -> tuple[str, str]:
    marks = list(_COMPARATOR.finditer(rest))
    return (rest[: marks[0].start()], marks[0]["c"]) if marks else (rest, "")


def _who(text: str) -> str:
    return re.sub(
        r"(?i)^(?:the|a|an|our|treatment with|therapy with|taking|using|use of|in this study,?|researchers found that|the study (?:found|showed|shows) that|studies (?:show|found) that) ",
        "",
        text.strip(" ,;:"),
    ).strip()


def _what(text: str) -> str:
    outcome = _BY_FIGURE.sub("", text.strip(" ,;:"))
    shorter = _TAIL.sub("", outcome)
    return (shorter or outcome).strip(" ,;:")


_SHARES = re.compile(r"(?i)\b(?P<joint>and|versus|vs\.?|compared (?:with|to)|while|whereas|against|as against|but)\b")
_ARM = re.compile(
    r"(?i)^\s*,?\s*(?:of (?:the )?)?(?:patients|participants|subjects|people|women|men|children|infants|individuals|adults|those|cases|volunteers)?\s*(?:\([^)]*\)\s*)?(?:who (?:were )?(?:received|given|assigned to|took|treated with)|in|on|with|given|receiving|treated with|assigned to|taking|from|under|for|of)\s+(?:the\s+)?(?P<arm>.+?)(?:\s+(?:groups?|arms?))?\s*,?\s*$"
)
_HAD = re.compile(
    r"(?i)\b(?:had|have|experienced|developed|reported|showed|achieved|required|suffered|reached|died|were|was|responded|relapsed|recovered|completed|underwent|met|received|needed|withdrew|discontinued|improved|remained|became|lost|gained|survived|dropped)\b"
)


@lru_cache(maxsize=2048)
def read_shares(sentence: str) -> ShareAssertion | None:
    """Two arms and their counts where the sentence states them so, else None.

    >>> s = read_shares("12 of 40 patients in the ketamine group and 20 of 41 in the placebo group had nausea.")
    >>> s.first_arm, s.first.count, s.second_arm, s.second.total, s.outcome
    ('ketamine', 12, 'placebo', 41, 'nausea')
    """
    text = re.sub(r"\s+", " ", sentence).strip().rstrip(".")
    shares = [figure for figure in figures(text) if figure.count is not None or figure.percent]
    if len(shares) != 2:
        return None
    first, second = shares
    before, between, after = text[: first.start], text[first.end : second.start], text[second.end :]
    joint = list(_SHARES.finditer(between))
    if not joint:
        return None
    had = _HAD.search(after)
    left = _ARM.match(between[: joint[-1].start()])
    right = _ARM.match(after[: had.start()] if had and not before.strip() else after)
    if left is None or right is None:
        return None
    outcome = after[had.start() :] if had and not before.strip() else before
    arm, rest = _arm_and_rest(right["arm"])
    return ShareAssertion(left["arm"], first, arm, second, _bare_outcome(outcome if outcome.strip() else rest))


def _arm_and_rest(arm: str) -> tuple[str, str]:
    """An arm cut from what follows its word `group`."""
    mark = re.match(r"(?i)^(?P<arm>.+?)\s+(?:groups?|arms?)\s+(?P<rest>.+)$", arm)
    return (mark["arm"], mark["rest"]) if mark else (arm, "")


def _bare_outcome(outcome: str) -> str:
    """The outcome without the verb that hangs it on the patients.

    >>> _bare_outcome("had a complete response"), _bare_outcome("Nausea occurred in")
    ('complete response', 'Nausea')
    """
    text = re.sub(r"(?i)^(?:had|have|has|experienced|developed|reported|showed|achieved|suffered|reached|met|were|was|received)\s+(?:from\s+)?(?:an?\s+|the\s+|at least one\s+|any\s+)?", "", outcome.strip(" ,"))
    return re.sub(r"(?i)\s*\b(?:occurred|was (?:seen|reported|observed|found|present)|were (?:seen|reported|observed)|developed|appeared)?\s*(?:in|by|among|with)?\s*$", "", text).strip(" ,")
