"""The words of a sentence that say which way something went, with negation.

It never says for whom or for which outcome: that is orientation's and direction's business.
"""

import re
from bisect import bisect_left
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.nulls import null_spans
from evidence.abstracts.reading import Sentence
from evidence.abstracts.timepoints import NUMBER_WORDS
from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import Placed, lowered, placed


class CueKind(StrEnum):
    """What a cue says of an outcome; better and worse need the outcome's own polarity to become up or down."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    NULL = "null"
    DIFFERENT = "different"


OPPOSITE = {
    CueKind.UP: CueKind.DOWN,
    CueKind.DOWN: CueKind.UP,
    CueKind.BETTER: CueKind.WORSE,
    CueKind.WORSE: CueKind.BETTER,
    CueKind.NULL: CueKind.NULL,
    CueKind.DIFFERENT: CueKind.DIFFERENT,
}


class Cue(NamedTuple):
    """A cue with the first word and the word after its last; `change` is what it does to a change noun after it."""

    kind: CueKind
    first: int
    last: int
    noun: bool = False
    """a change noun such as `reduction`, whose size another word may compare"""
    within: bool = False
    """about both groups alike, or about a group against its own baseline"""


_KINDS: dict[CueKind, str] = {
    CueKind.UP: r"increas\w*|higher|highest|greater|greatest|more|most|larger|largest|longer|longest|elevat\w*|"
    r"rais(?:ed|es?|ing)|rise|rises|rose"
    r"|risen|rising|enhanc\w*|prolong\w*|augment\w*|gained|boost\w*|exceed\w*|stronger|upregulat\w*|heavier|"
    r"doubl(?:ed|ing)|tripled|induc(?:ed|es)"
    r"|promot(?:ed|es)|stimulat(?:ed|es)|accelerat\w*|deeper|taller|thicker|wider|extended|excess|"
    r"climb\w*|surg(?:ed|es)|soar\w*|jumped|lengthen\w*|widen(?:ed|s)|heighten\w*|strengthen\w*|intensif\w*|"
    r"commoner|likelier|dearer|costlier|pricier|potentiat\w*|escalat\w*|grew|warmer|louder|older|frequenter|"
    r"predominan\w*",
    CueKind.DOWN: r"decreas\w*|reduc\w*|lower|lowest|lower(?:ed|ing|s)|fewer|fewest|less|least|smaller|smallest|"
    r"shorter|"
    r"shortest|shorten\w*|declin\w*|diminish\w*|fell|fall|falls|fallen"
    r"|drop(?:s|ped)?|attenuat\w*|suppress(?:e[sd]|ing|ion)?|inhibit(?:s|ed|ing|ion)?|prevent(?:ed|s|ing)|"
    r"alleviat\w*|reliev\w*|minimi[sz]\w*|downregulat\w*|lessen\w*|blunt\w*"
    r"|cut|cuts|slash\w*|shr[aiu]nk|sank|dipped|plummet\w*|dwindl\w*|narrowed|curb(?:ed|s)|subsided|abated|waned"
    r"|eased|dampen\w*|tempered|weaker|limited|lost|halved|abolish\w*|eliminat\w*|depleted|mitigat\w*|curtail\w*|"
    r"slower|slowed|"
    r"lighter|thinner|milder|cheaper|delay(?:ed|s)|weaned|rarer|lacked|spared|younger|abrogat\w*",
    CueKind.BETTER: r"improv\w*|better|best|superior\w*|favou?r(?:ed|ing|s)?|ameliorat\w*|benefi(?:t|ts|ted|tted|cial)|"
    r"recover(?:ed|y)|faster|quicker|earlier|sooner"
    r"|healthier|advantage(?:s|ous)?|outperform\w*|bested|bettered|outscor\w*|outdid|surpass\w*|excelled|"
    r"restor(?:ed|es)|protect(?:ed|s|ive)|effective(?:ly)?|"
    r"efficacious|successful\w*|satisfactory|optimi[sz]ed",
    CueKind.WORSE: r"wors(?:e|en\w*|t)|deteriorat\w*|inferior\w*|impair\w*|poorer|poorest|aggravat\w*|exacerbated|"
    r"harmful|"
    r"detrimental|unfavou?rabl\w*|disadvantage\w*",
    CueKind.DIFFERENT: r"differ(?:s|ed|ent|ence|ences|ently)?|distinct",
}
_EXACT = {kind: re.compile(rf"(?:{pattern})\Z") for kind, pattern in _KINDS.items()}
_NOUN = re.compile(
    r"(?:increases?|decreases?|reductions?|declines?|drops?|falls?|rises?|gains?|improvements?|recovery|"
    r"elevations?|prolongation|worsening|deterioration|enhancements?|impairments?"
    r"|decrements?|increments?|relief|loss|benefits?)\Z"
)
_LIMITED = re.compile(
    r"(?:limited|extended|excess|most|least|lost|best|effective|effectively|fall|falls|recovered|older|"
    r"younger|successful|favou?r)\Z"
)
_LARGER = re.compile(
    r"(?:greater|larger|higher|more|better|stronger|longer|increased|enhanced|superior|bigger|faster|"
    r"earlier|augmented)\Z"
)
_SMALLER = re.compile(
    r"(?:smaller|less|lower|fewer|slower|attenuat(?:ed|es|ing)|blunt(?:ed|s)|reduced|reduces|weaker|shorter|"
    r"diminished|prevent(?:ed|s|ing)|limit(?:ed|s)|decreased|inhibit(?:ed|s)|suppress(?:ed|es)|minimi[sz]ed|"
    r"abolished|mitigated|slowed|delayed|inferior|poorer)\Z"
)
_GOOD_QUALITY = word_set(
    "effective efficacious successful beneficial favorable favourable satisfied efficient tolerable potent accurate"
)
_FAVOUR = word_set("favor favour")
_LOSES = word_set("lost lose loses losing")
_NEGATORS = word_set("not no nor neither without never none cannot didn't wasn't weren't")
_STOPS_NEGATION = frozenset({",", ";", ":", ")", "but", "although", "whereas", "while", "however", "than"})
_BOTH = re.compile(
    r"\b(?:in|for|within|across|by|with|with|under|during|after) (?:both|all|each|either|the (?:two|"
    r"three|four)|all (?:two|three|four))(?: of the)?(?: \w+)? (?:groups?|arms?|treatments?|conditions?|"
    r"interventions?|cohorts?|therapies|regimens?|drugs?|sessions?|trials?|diets?)\b"
    r"|\bboth (?:\w+ ){0,2}(?:resulted|led|improved|showed|reduced|increased|produced|decreased|"
    r"significantly|had)\b|\bover time\b"
    r"|\bcompared (?:to|with) (?:the )?(?:\w+ )?(?:weeks?|days?|months?|pre-?\w*) "
    r"|\b(?:in|for|with|by|under|after) both [\w/+-]+(?: [\w/+-]+){0,3} and\b"
    r"|\ball (?:of the )?(?:(?:two|three|four|five|study|treatment) ){0,2}"
    r"(?:groups|arms|treatments|conditions|regimens|diets)\b"
    r"|\bboth (?:groups?|arms?|treatments?|interventions?|conditions?|drugs|regimens|therapies|diets|"
    r"programs?)\b|\bwithin[ -](?:each )?(?:groups?|treatment)\b|\ball (?:groups|arms|treatments|"
    r"participants|patients) (?:showed|had|improved|reported)"
)
_OWN_BASELINE = re.compile(
    r"\b(?:from|than|to|with|over|versus|vs\.?|at|the) (?:the )?(?:their )?(?:own )?(?:baseline|"
    r"pre-?(?:treatment|intervention|test|operative)|before treatment|initial)\b"
)


@lru_cache(maxsize=4096)
def cues(sentence: str) -> tuple[Cue, ...]:
    """The cues of a sentence in order, negated ones turned into `null`; words are numbered as `placed` has them."""
    read, lower = placed(sentence), lowered(sentence)
    nulls = _null_cues(lower, read)
    covered = {at for cue in nulls for at in range(cue.first, cue.last)}
    found = list(nulls)
    found.extend(_effects(lower, read, covered))
    covered |= {at for cue in found for at in range(cue.first, cue.last)}
    for at, word in enumerate(read.lowers):
        cue = _cue_of_word(read, at, free=at not in covered) if _may_tell(word) else None
        if cue is not None:
            found.append(cue)
    found.sort(key=lambda cue: cue.first)
    reach = {*_neither_nor(read.lowers), *_refuted(lower, read)}
    return tuple(cue._replace(kind=CueKind.NULL) if cue.first in reach else cue for cue in found)


REFUTES = re.compile(
    r"\b(?:refut\w+|disprov\w+|reject\w*|contradict\w*|(?:not|no|neither|fail\w* to|unable to|cannot) (?:\w+ ){0,2}?"
    r"(?:support\w*|confirm\w*|prove|corroborate)|(?:evidence|argues?|arguing) against)"
    r" (?:for )?(?:the |our |this |that |a |any )?(?!null )(?:\w+ ){0,2}?(?:hypothes[ie]s|ideas?|notion|assumption|"
    r"claims?|view|belief|concept|contention|theory|use|efficacy|effectiveness)\b[^.;]*"
)
"""What an author turns down, to the end of the clause: `refuted the hypothesis that ketamine relieves pain`."""


_TURNS_DOWN = ("refut", "disprov", "reject", "contradict", "support", "confirm", "prove", "corrobor", "against")
"""One of these stands in whatever REFUTES finds."""


def _refuted(lower: str, read: Placed) -> range:
    """The words of a hypothesis that a sentence says is refuted or not supported."""
    mark = REFUTES.search(lower) if any(word in lower for word in _TURNS_DOWN) else None
    if mark is None or "null hypothesis" in mark[0]:
        return range(0)
    return range(*_words_within(read, *mark.span()))


def _neither_nor(lowers: tuple[str, ...]) -> range:
    """How far `neither A nor B` at the head of a sentence denies what follows: to the next turn, else to the end."""
    if lowers[:1] != ("neither",) or "nor" not in lowers:
        return range(0)
    first = lowers.index("nor")
    turn = next(
        (at for at in range(first, len(lowers)) if lowers[at] in {";", "but", "whereas", "although"}), len(lowers)
    )
    return range(first, turn)


def has_cue(sentence: Sentence) -> bool:
    """Whether a sentence holds a cue; a plain word of change spares the reading."""
    return any(map(_surely_tells, sentence.lowers)) or bool(cues(sentence.text))


@lru_cache(maxsize=16384)
def _surely_tells(lower: str) -> bool:
    return _kind_of(lower) not in {None, CueKind.DIFFERENT} and lower not in {"more", "less", "greater"}


@lru_cache(maxsize=16384)
def _may_tell(lower: str) -> bool:
    return _kind_of(lower) is not None or lower in _FAVOUR or lower in _BY_NEIGHBOURS


_TIME_UNITS = word_set("minutes hours days weeks months years min h day week month year")


def _is_time(before: tuple[str, ...]) -> bool:
    return bool(before) and (before[0] in _TIME_UNITS or before[0][0].isdigit())


_FOR_WHOM = word_set("with in after among for on under by")


_BY_NEIGHBOURS = word_set("best worst later most least")


def _kind_by_neighbours(lower: str, before: tuple[str, ...], after: tuple[str, ...]) -> CueKind | None:
    """What a word says that is a cue only between certain others: `best for A`, `later in B`, `least with C`."""
    for_whom = bool(after) and after[0] in _FOR_WHOM
    if lower in {"best", "worst"}:
        return (CueKind.BETTER if lower == "best" else CueKind.WORSE) if for_whom else None
    if lower == "later":
        return CueKind.WORSE if (for_whom or after == ("than",)) and not _is_time(before) else None
    changed = bool(before) and before[0].endswith("ed") and is_change(before[0])
    if changed or (before and before[0] in {"was", "were"} and for_whom):
        return CueKind.UP if lower == "most" else CueKind.DOWN
    return None


def _cue_of_word(read: Placed, at: int, *, free: bool) -> Cue | None:
    """The cue that one word is; a word inside a longer cue is not `free` and is one only in an idiom of its own."""
    lowers = read.lowers
    lower, before, after = lowers[at], lowers[at - 1 : at], lowers[at + 1 : at + 2]
    if lower in _FAVOUR and before == ("in",) and after == ("of",):
        return Cue(CueKind.NULL if _negated(lowers, at) else CueKind.BETTER, at, at + 2)
    kind = None if not free or _is_threshold(lowers, at) or _in_compound(read, at) else _kind_of(lower)
    if lower in _BY_NEIGHBOURS:
        kind = _kind_by_neighbours(lower, before, after) if free else None
    if lower in {"more", "less"}:
        if before and before[0] in _LOSES:
            return Cue(CueKind.DOWN if lower == "more" else CueKind.UP, at - 1, at + 1)
        if after and after[0] in _GOOD_QUALITY:
            kind = CueKind.BETTER if lower == "more" else CueKind.WORSE
    if kind is None:
        return None
    denied = _negated(lowers, at) or after == ("neither",)
    return Cue(CueKind.NULL if denied else kind, at, at + 1, noun=bool(_NOUN.match(lower)))


_EFFECTS = re.compile(
    r"\b(?:(?:went|came|go|goes|going|gone|come) (?P<up>up|down)\b|(?:was|were) (?P<by>up|down) (?:by )?(?=\d)|"
    r"(?:brought|drove|pushed|sent) (?:[\w-]+ ){1,6}?(?P<brought>up|down)\b|"
    r"(?:associated with|result(?:ed|s) in|led to|caused|produced|had|experienced) (?:an? |the |\w+ly |mean |average |"
    r"significant |modest )*\w+ (?P<change>gain|loss)\b|"
    r"(?P<times>half|a third|one third|a quarter|twice|double|treble) (?:that|those|as (?:much|many|often|likely))\b|"
    r"(?P<against>efficacy (?:against|in preventing)|protective (?:effect|efficacy)[^.;]{0,40}? against)"
    r"|(?:(?P<good>positive|beneficial|favou?rable|protective)|(?P<bad>negative|deleterious|detrimental|harmful|"
    r"unfavou?rable)) (?:\w+ )?(?:effects?|impact|influence|changes?))\b"
)


def _effects(sentence: str, read: Placed, covered: set[int]) -> list[Cue]:
    """`A positive effect on …` and its opposite."""
    found = []
    for mark in _EFFECTS.finditer(sentence):
        first, last = _words_within(read, *mark.span())
        inside = [at for at in range(first, last) if at not in covered]
        if inside:
            kind = _effect_of(mark)
            found.append(Cue(CueKind.NULL if _negated(read.lowers, inside[0]) else kind, inside[0], inside[-1] + 1))
    return found


def _effect_of(mark: re.Match[str]) -> CueKind:
    way = mark["up"] or mark["brought"] or mark["by"]
    if way:
        return CueKind.UP if way == "up" else CueKind.DOWN
    if mark["times"]:
        return CueKind.UP if mark["times"] in {"twice", "double", "treble"} else CueKind.DOWN
    if mark["change"]:
        return CueKind.UP if mark["change"] == "gain" else CueKind.DOWN
    if mark["against"]:
        return CueKind.DOWN
    return CueKind.BETTER if mark["good"] else CueKind.WORSE


def _in_compound(read: Placed, at: int) -> bool:
    """Whether the word ends a compound such as `exercise-induced` or begins one such as `cut-off`."""
    lowers, starts, ends = read
    hyphens = [other for other in (at - 1, at + 1) if 0 <= other < len(lowers) and lowers[other] == "-"]
    return any(starts[other] == ends[at] or ends[other] == starts[at] for other in hyphens)


def _is_threshold(lowers: tuple[str, ...], at: int) -> bool:
    """Whether the word belongs to a figure: `less than 6 months`, `more than one`, `difference 7%`."""
    if lowers[at].startswith("difference"):
        return any(word[0].isdigit() for word in lowers[at + 1 : at + 3])
    if at + 2 >= len(lowers) or lowers[at + 1] != "than":
        return False
    after = lowers[at + 2]
    return after[0].isdigit() or after in NUMBER_WORDS or after == "half"


@lru_cache(maxsize=16384)
def _kind_of(lower: str) -> CueKind | None:
    if _LIMITED.match(lower):
        return None
    return next((kind for kind, pattern in _EXACT.items() if pattern.match(lower)), None)


def _null_cues(lower: str, read: Placed) -> list[Cue]:
    found = []
    for start, end in null_spans(lower):
        first, last = _words_within(read, start, end)
        if first < last:
            found.append(Cue(CueKind.NULL, first, last))
    return found


def _words_within(read: Placed, start: int, end: int) -> tuple[int, int]:
    """Numbers of the first word that begins in a stretch of the text and of the first one behind it."""
    return bisect_left(read.starts, start), bisect_left(read.starts, end)


_DENIALS = word_set("no not without little insufficient unlikely failed fails unable neither nor unclear unknown")
_SAYINGS = word_set(
    "evidence indication proof suggestion sign signs support show shown showed find found demonstrate demonstrated "
    "confirm confirmed conclude establish established likely unlikely unclear unknown clear data hypothesis"
)


def _denied(lowers: tuple[str, ...], at: int) -> bool:
    """Whether a cue stands in what is said not to be so: `no evidence that X reduced …`."""
    for before in range(at - 1, max(0, at - 16), -1):
        lower = lowers[before]
        if lower in {";", ":", "but"}:
            return False
        if lower in {"that", "whether"}:
            opens = lowers[max(0, before - 6) : before]
            return not _DENIALS.isdisjoint(opens) and not _SAYINGS.isdisjoint(opens)
    return False


_TENDENCIES = word_set("tended tends tend tendency trend trended")


def _tends(lowers: tuple[str, ...], at: int) -> bool:
    """Whether a cue is only what something `tended` to do."""
    for before in range(at - 1, max(-1, at - 9), -1):
        if lowers[before] in _STOPS_NEGATION or lowers[before] == "and":
            return False
        if lowers[before] in _TENDENCIES:
            return True
    return False


def _negated(lowers: tuple[str, ...], at: int) -> bool:
    if _denied(lowers, at) or _tends(lowers, at):
        return True
    for before in range(at - 1, max(-1, at - 14), -1):
        lower = lowers[before]
        if lower in _STOPS_NEGATION:
            return False
        if at - before > 4 and lower not in {"neither", "none"}:
            continue
        if lower in _NEGATORS:
            return not (lower == "not" and before + 1 < len(lowers) and lowers[before + 1] == "only")
    return False


_CHANGE = re.compile(
    r"(?:increas|decreas|reduc|lost|lose|declin|diminish|elevat|rais|ris|rose|fell|fall|drop|attenuat|suppress|"
    r"inhibit|prevent|alleviat|reliev|prolong|shorten|lower(?:ed|ing|s)|enhanc|augment)"
)


def is_change(lower: str) -> bool:
    """Whether a cue is a change (`reduced`) and not a comparison (`lower`).

    >>> is_change("reduced"), is_change("lower")
    (True, False)
    """
    return bool(_CHANGE.match(lower))


def size_word(lower: str) -> int:
    """1 for a word that makes a change larger, -1 for one that makes it smaller, 0 for neither.

    >>> size_word("greater"), size_word("attenuated"), size_word("pain")
    (1, -1, 0)
    """
    if _LARGER.match(lower):
        return 1
    return -1 if _SMALLER.match(lower) else 0


@lru_cache(maxsize=4096)
def is_within(clause: str) -> bool:
    """Whether a clause speaks of every group alike or of a group against its own baseline.

    >>> is_within("Pain fell in both groups"), is_within("Pain fell more with the drug")
    (True, False)
    """
    lower = clause.lower()
    return bool(_BOTH.search(lower) or _OWN_BASELINE.search(lower))


def says_both(clause: str) -> bool:
    """Whether a clause speaks of every group alike.

    >>> says_both("Pain fell in both groups"), says_both("Pain fell from baseline")
    (True, False)
    """
    return bool(_BOTH.search(clause.lower()))
