"""A free sentence about a treatment taken apart: who, against whom, which outcome, which way, with what figures.

It never judges the sentence; what it does not name stays empty.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.cues import CueKind
from evidence.abstracts.figures import Figure, figures
from evidence.abstracts.polarity import lower_is_better
from evidence.abstracts.views import Way


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


_ADVERB = (
    r"(?:(?:also|significantly|markedly|greatly|substantially|dramatically|clearly|effectively|consistently|"
    r"reliably|statistically|slightly|strongly|has|have|can|could|may|might|will|"
    r"(?:is|are|was|were) (?:clinically |scientifically )?(?:shown|proven|known|found|said|thought|designed) to|"
    r"been shown to|helps?|helped to|helps to|proven to|clinically proven to|to|be|been|further|"
    r"actually|rapidly|quickly|in fact|even|both|only) )*"
)
_NOT = (
    r"(?:did not|does not|do not|didn['’]t|doesn['’]t|don['’]t|was not|were not|is not|are not|has not|have not|"
    r"had not|cannot|can't|failed to|fails to|never|not)"
)
_VERBS: tuple[tuple[CueKind, str], ...] = (
    (
        CueKind.UP,
        (
            r"increas(?:ed|es|e|ing)|rais(?:ed|es|e)|elevat(?:ed|es|e)|boost(?:ed|s)?|prolong(?:ed|s)?|"
            r"enhanc(?:ed|es|e)|augment(?:ed|s)?|lengthen(?:ed|s)?|extend(?:ed|s)?|doubl(?:ed|es|e)|tripl(?:ed|"
            r"es|e)|heighten(?:ed|s)?|strengthen(?:ed|s)?|re-?gr[eo]w(?:s|n)?|regenerat(?:ed|es|e)|"
            r"rebuil(?:ds?|t)|promot(?:ed|es|e)|stimulat(?:ed|es|e)"
        ),
    ),
    (
        CueKind.DOWN,
        (
            r"reduc(?:ed|es|e|ing)|decreas(?:ed|es|e|ing)|lower(?:ed|s|ing)?|cut(?:s)?|diminish(?:ed|es)?|"
            r"reliev(?:ed|es|e)|heal(?:ed|s)?|alleviat(?:ed|es|e)|eas(?:ed|es|e)|lessen(?:ed|s)?|prevent(?:ed|s)?|"
            r"shorten(?:ed|s)?|suppress(?:ed|es)?|inhibit(?:ed|s)?|eliminat(?:ed|es|e)|cur(?:ed|es|e)|halv(?:ed|"
            r"es|e)|curb(?:ed|s)?|block(?:ed|s)?|minimi[sz](?:ed|es|e)|stop(?:ped|s)?|slow(?:ed|s)?|treats?|"
            r"treated|abolish(?:ed|es)?|blunt(?:ed|s)?|attenuat(?:ed|es|e)|soothes?"
        ),
    ),
    (
        CueKind.BETTER,
        (
            r"improv(?:ed|es|e|ing)|ameliorat(?:ed|es|e)|restor(?:ed|es|e)|benefit(?:s|ed)?|helped|helps|"
            r"optimi[sz](?:ed|es|e)|normali[sz](?:ed|es|e)|works? for|worked for"
        ),
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
    rf"(?i)^(?P<i>.+) (?P<not>{_NOT} )?(?P<adverb>significantly |"
    rf"statistically significantly )\b(?:{_VERB})\b (?P<o>.+)$"
)
_NO_DIFFERENCE = (
    re.compile(
        r"(?i)^(?P<i>.+?) (?:made|makes|make|had|has|have|showed|shows|produced|produces|brought|exerted|"
        r"demonstrated) (?:no|little|little or no|no clear|no real) (?:\w+ ){0,2}?(?:difference|effect|"
        r"impact|influence|change|benefit|improvement|advantage|reduction|increase)s? (?:to|on|in|for|of|"
        r"over|at|with respect to|regarding) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?:there (?:was|were|is|are) )?no (?:\w+ ){0,3}?differences? (?:was |were )?(?:\w+ )?(?:in|"
        r"for|of) (?P<o>.+?) (?:between|among) (?P<i>.+?) (?:and|versus|vs\.?) (?P<c>.+)$"
    ),
    re.compile(
        r"(?i)^(?:there (?:was|were|is|are) )?no (?:\w+ ){0,3}?differences? between (?P<i>.+?) (?:and|"
        r"versus|vs\.?) (?P<c>.+?) (?:in|for|on|with respect to|regarding) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?P<i>.+?) (?:did not (?:\w+ )?differ|does not differ|was not (?:\w+ )?different|is not different) from "
        r"(?P<c>.+?) (?:in|for|on|with respect to|regarding|in terms of) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?P<i>.+?) and (?P<c>.+?) (?:did not (?:\w+ )?differ|were (?:equally effective|similar|comparable|"
        r"equivalent|not (?:\w+ )?different)) (?:in|for|on|with respect to|regarding|in terms of) (?P<o>.+)$"
    ),
    re.compile(
        r"(?i)^(?P<o>.+?) (?:did not differ|was not (?:significantly )?different|"
        r"were not (?:significantly )?different|was similar|were similar|was the same|were the same|"
        r"was comparable|were comparable|was unchanged)(?: significantly)?(?: \w+)? (?:between|with|in|for|"
        r"among) (?P<i>.+?) (?:and|versus|vs\.?|compared with|compared to|as with|as in) (?P<c>.+)$"
    ),
)
_COMPARED = re.compile(
    r"(?i)^(?P<i>.+?) (?:was|is|were|are|proved|worked|works|performed|performs|did|does|"
    r"fared) (?:shown to be |found to be |significantly |just |clearly |statistically )*(?P<how>as (?:good|"
    r"effective|efficacious|safe|well|strong|potent) as|equivalent to|equal to|comparable (?:to|with)|"
    r"similar to|no (?:more (?:effective|efficacious)|better|worse|different|less effective) than|"
    r"not (?:significantly )?(?:better|more effective|superior|different|inferior|worse) (?:than|to|from)|"
    r"non-?inferior to"
    r"|superior to|better than|more (?:effective|efficacious|potent|beneficial) (?:than)|inferior to|"
    r"worse than|less (?:effective|efficacious) than) (?P<c>.+?)(?: (?:for|in|at|on|with respect to|"
    r"regarding|in terms of|at relieving|in reducing|at reducing) (?P<o>.+))?$"
)
_OUTCOME_FIRST = re.compile(
    r"(?i)^(?P<o>.+?) (?:was|were|is|are) (?P<not>not )?(?:significantly |markedly |clearly |much |"
    r"statistically )*(?P<how>higher|greater|larger|longer|more (?:frequent|common)|increased|elevated|"
    r"lower|smaller|shorter|less (?:frequent|common)|reduced|decreased|fewer|better|improved|worse|poorer|"
    r"rarer) (?:with|in|for|after|on|among|under|by|following) (?P<i>.+?)(?: (?:than|compared with|"
    r"compared to|versus|vs\.?|relative to) (?:with |in |for |after |on |among |those (?:on|in|with|"
    r"receiving) )?(?P<c>.+))?$"
)
_LED_TO = re.compile(
    r"(?i)^(?P<i>.+?) (?P<not>(?:did not|does not|failed to) )?(?:significantly )?(?:led to|leads to|"
    r"lead to|resulted in|results in|result in|caused|causes|cause|produced|produces|produce|gave|gives|"
    r"showed|shows|show|provided|provides|provide|brought|achieved|achieves|had|has|was associated with|"
    r"is associated with|were associated with|delivered|delivers|experienced|saw|needed|needs|required|requires|"
    r"used|reported)"
    r" (?:an? |the )?(?:\w+ly )?(?:significant |statistically significant |marked |dramatic |"
    r"\d[\d.]* ?%? (?:percent )?|(?P<size>greater|larger|higher|more|lower|smaller|less|fewer|better|worse|"
    r"longer|shorter|stronger|poorer|faster) )*(?P<noun>reductions?|decreases?|declines?|drops?|increases?|"
    r"rises?|improvements?|gains?|relief|worsening|benefits?)?(?: (?:in|of|from|for|on) )?(?P<o>.+)$"
)
_DID_MORE = re.compile(
    r"(?i)^(?P<i>.+?) (?P<o>[a-z]+ed(?: (?:or|and) [a-z]+ed)?|slept|walked|ran|ate|drank|cried|lived|stayed|fell) "
    r"(?:significantly |much |\d[\d.]* \w+ )*(?P<how>longer|more often|more|less often|less|shorter|faster|"
    r"further) than "
    r"(?:those (?:given|on|with|in|receiving|taking|who (?:had|received|took|were given)) )?(?P<c>.+)$"
)
_COMPARATOR = re.compile(
    r"(?i)[,;]? (?:when )?(?:(?:as )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|"
    r"relative to|against|rather than|over and above|(?<=just as well )as|(?<=as much )as|(?<=effectively )as|"
    r"than (?:with |in |after |for )?(?:those (?:on|in|with|"
    r"receiving) )?) ?(?P<c>[^,;]+?.*)$"
)
_BY_FIGURE = re.compile(
    r"(?i)\s*\b(?:by|of|up to) (?:about |around |nearly |almost |over |more than |approximately |"
    r"up to )?\d[\d.,]*\s?(?:%|percent|per cent|points?)?(?: or more)?\s*$|\s+by (?:half|two thirds|"
    r"a third)\s*$"
)
_TAIL = re.compile(
    r"(?i)\s+(?:in (?:patients|people|adults|women|men|children|participants|a|the|this|most)\b.*|"
    r"after \w+ (?:weeks?|months?|days?|years?).*|for (?:up to )?\w+ (?:weeks?|months?|days?|years?).*|"
    r"over \w+ (?:weeks?|months?|days?|years?).*|within \w+ (?:weeks?|months?|days?|hours?).*)$"
)
_ABSOLUTE = re.compile(
    r"(?i)\b(?:cur(?:e|es|ed)|eliminat(?:e|es|ed)|guarante\w+|always|completely|totally|100 ?%|"
    r"permanent(?:ly)?|never fails|every (?:patient|person|one)|everyone|all patients|miracul\w+|"
    r"no side effects|risk-free|definitively|prove[sdn]? (?:that|to))\b"
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
    text = " ".join(sentence.split()).rstrip(".!")
    found = figures(text)
    for reader in (_no_difference, _compared, _outcome_first, _marked, _plain, _led_to, _did_more):
        parts = reader(text)
        if parts is not None:
            who, whom, what, kind = _who(parts[0]), _who(parts[1]), _what(parts[2]), parts[3]
            spans = _spans(text, (who, whom, what))
            free = tuple(one for one in found if not any(start <= one.start < end for start, end in spans))
            absolute = any(not _lies_in(mark, spans) for mark in _ABSOLUTE.finditer(text))
            return Assertion(who, whom, what, kind, free, absolute)
    return Assertion("", "", text, None, found, bool(_ABSOLUTE.search(text)))


def _spans(text: str, named: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the names stand: a figure or a strong word inside one, as in `0.9% saline`, is no statement."""
    return [(text.find(name), text.find(name) + len(name)) for name in named if name and name in text]


def _lies_in(mark: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= mark.start() < end for start, end in spans)


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
    mark = _MARKED.match(text)
    return None if mark is None or _ENDS_IN_NOT.search(mark["i"]) else _by_verb(mark)


_ENDS_IN_NOT = re.compile(rf"(?i)\b{_NOT}$")


def _plain(text: str) -> _Parts:
    return _by_verb(_PLAIN.match(text))


def _by_verb(mark: re.Match[str] | None) -> _Parts:
    if mark is None:
        return None
    kind = next(kind for number, (kind, _) in enumerate(_VERBS) if mark[f"v{number}"])
    if kind is CueKind.NULL and not mark["not"]:
        kind = CueKind.DIFFERENT
    outcome, comparator = _cut_comparator(mark["o"])
    outcome, kind = _compared_in_degree(outcome, kind)
    return mark["i"], comparator, outcome, CueKind.NULL if mark["not"] else kind


_DEGREE = re.compile(
    r"(?i)\s(?:(?P<equal>no (?:worse|better|more|less|differently)|just as well|"
    r"(?:just )?as (?:much|effectively|often|strongly))|"
    r"(?:\w+ly )?(?P<more>more|better|further|faster|to a greater extent)|(?:\w+ly )?(?P<less>less|worse|"
    r"to a lesser extent))"
    r"(?: (?P<as>as|than) (?P<c>.+))?$"
)


def _compared_in_degree(outcome: str, kind: CueKind) -> tuple[str, CueKind]:
    """The outcome without a comparison of degree behind it, and what that makes of the verb: `pain less` is more."""
    mark = _DEGREE.search(outcome)
    if mark is None:
        return outcome, kind
    if mark["equal"]:
        return outcome[: mark.start()], CueKind.NULL
    return outcome[: mark.start()], _OPPOSITE_SIZE.get(kind, kind) if mark["less"] else kind


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


def _did_more(text: str) -> _Parts:
    """`Infants given A cried longer than those given B`."""
    mark = _DID_MORE.match(text)
    if mark is None:
        return None
    how = mark["how"].lower().split()[0]
    return mark["i"], mark["c"], mark["o"], CueKind.DOWN if how in {"less", "shorter"} else CueKind.UP


_JOINS = re.compile(r"(?i)(?:while|whereas|and|but|with|after|for|when|compared)\b")
_JOINS_LATER = re.compile(r"(?i)\s(?:while|whereas|but)\s")


def _cut_comparator(rest: str) -> tuple[str, str]:
    marks = list(_COMPARATOR.finditer(rest))
    return (rest[: marks[0].start()], marks[0]["c"]) if marks else (rest, "")


def _who(text: str) -> str:
    return re.sub(
        r"(?i)^(?:the|a|an|our|treatment with|therapy with|taking|using|use of|in this study,?|"
        r"researchers found that|the study (?:found|showed|shows) that|studies (?:show|found) that) ",
        "",
        text.strip(" ,;:"),
    ).strip()


def _what(text: str) -> str:
    return _BY_FIGURE.sub("", text.strip(" ,;:")).strip(" ,;:")


def core(outcome: str) -> str:
    """An outcome without what follows of people and time.

    >>> core("pain in patients with arthritis"), core("pain")
    ('pain', 'pain')
    """
    return _TAIL.sub("", outcome).strip(" ,;:") or outcome
