"""The words of a sentence that say which way something went, with negation, and its marks of significance.

It never says for whom or for which outcome: that is orientation's and direction's business.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.timepoints import NUMBER_WORDS
from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import Word, lowered, words


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


class Mark(NamedTuple):
    """A p value or a confidence interval: where its words begin, and whether it speaks for a difference."""

    at: int
    significant: bool
    text: str
    is_p: bool = True


_KINDS: dict[CueKind, str] = {
    CueKind.UP: r"increas\w*|higher|highest|greater|greatest|more|most|larger|largest|longer|longest|elevat\w*|"
    r"rais(?:ed|es?|ing)|rise|rises|rose"
    r"|risen|rising|enhanc\w*|prolong\w*|augment\w*|gained|boost\w*|exceed\w*|stronger|upregulat\w*|heavier|"
    r"doubl(?:ed|ing)|tripled|induc(?:ed|es)"
    r"|promot(?:ed|es)|stimulat(?:ed|es)|accelerat\w*|deeper|taller|thicker|wider|extended|excess|"
    r"potentiat\w*|escalat\w*|grew|warmer|louder|older|frequenter|predominan\w*",
    CueKind.DOWN: r"decreas\w*|reduc\w*|lower|lowest|lower(?:ed|ing|s)|fewer|fewest|less|least|smaller|smallest|"
    r"shorter|"
    r"shortest|shorten\w*|declin\w*|diminish\w*|fell|fall|falls|fallen"
    r"|drop(?:s|ped)?|attenuat\w*|suppress(?:e[sd]|ing|ion)?|inhibit(?:s|ed|ing|ion)?|prevent(?:ed|s|ing)|"
    r"alleviat\w*|reliev\w*|minimi[sz]\w*|downregulat\w*|lessen\w*|blunt\w*"
    r"|weaker|limited|lost|halved|abolish\w*|eliminat\w*|depleted|mitigat\w*|curtail\w*|slower|slowed|"
    r"lighter|thinner|milder|delay(?:ed|s)|weaned|rarer|lacked|spared|younger|abrogat\w*",
    CueKind.BETTER: r"improv\w*|better|best|superior\w*|favou?r(?:ed|ing|s)?|ameliorat\w*|benefi(?:t|ts|ted|tted|cial)|"
    r"recover(?:ed|y)|faster|quicker|earlier|sooner"
    r"|healthier|advantage(?:s|ous)?|outperform\w*|restor(?:ed|es)|protect(?:ed|s|ive)|effective(?:ly)?|"
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
_ADVERB = (
    r"(?:\w+ly |any |an? |the |clear |clinically |major |other |further |such |overall |apparent |added |"
    r"additional |beneficial |adverse |group |between[ -]group |between[ -]treatment |inter[ -]?group |"
    r"treatment |real |relevant |meaningful |important |substantial |material |measurable |notable |marked |"
    r"main |statistical |discernible |detectable |appreciable |consistent |significant |meaningfully |serious |"
    r"net |independent |favou?rable |long-term |short-term |intervention |acute |evidence (?:of|for|that) ){0,4}"
)
_NULLS = re.compile(
    rf"\b(?:no {_ADVERB}(?:differen\w+|effects?|changes?|improvements?|benefits?|increases?|decreases?|"
    rf"reductions?|impact|influence|associations?|advantages?|interactions?|relationship|correlations?|"
    rf"evidence|significance|superiority|alterations?|variations?|response)\b"
    r"|(?:did|do|does|was|were|is|are|has|have|had|been|could|can|would)(?: not|n['’]t)(?: be| been| show|"
    r" find| found| demonstrate[d]?| detect(?:ed)?| observe[d]?| have| reveal(?:ed)?| exhibit| produce[d]?|"
    r" lead to| result in| cause| differ(?:ent)?)?"
    r"(?: (?:\w+ly|statistical|any|an?|the|significant|appear to|seem to|tend to|in a|clinically))*"
    r" (?:differ\w*|chang\w*|affect\w*|influenc\w*|improv\w*|reduc\w*|increas\w*|decreas\w*|alter\w*|"
    r"significan\w+|superior\w*|reach\w*|achiev\w*|attain\w*|associat\w*|prevent\w*|more|less|better|"
    r"wors\w*|higher|lower|greater|inferior|modif\w*|enhanc\w*|benefi\w*|confer\w*|impact\w*|effect\w*|"
    r"statistical\w*|vary|varied|effective|add\w*|correlat\w*|attenuat\w*|lower\w*|delay\w*|favou?r\w*|meet|"
    r"met|support|impair\w*|prolong\w*|shorten\w*|translat\w*|inhibit\w*|suppress\w*|stimulat\w*|relat\w*|"
    r"predict\w*|elevat\w*|exceed|respond)"
    r"|not (?:statistically |clinically |significantly |markedly |meaningfully |to be )*(?:significan\w+|"
    r"different|differ|superior|inferior|better|more|associated|affected|influenced|improved|increased|"
    r"decreased|reduced|altered|changed|statistically|related|higher|lower)"
    r"|(?:statistically )?non-? ?significant(?:ly)?\b|insignificant(?:ly)?\b|"
    r"\bwithout (?:any )?(?:\w+ly )?(?:significant |relevant |a )*(?:difference|change|effect|increase|"
    r"improvement|increasing|affecting|compromising|altering|change|impairing)\w*"
    r"|(?:was|were|is|are|remained|remain|and|with|had|showed|equally|a|very|in|of|for|at|to|broadly|"
    r"largely|generally|the|be|both|occurred|produced|has) (?:\w+ly )?(?:similar(?:ly)?|comparable|"
    r"equivalent|equal|identical|the same|alike|unchanged|unaffected|indistinguishable|unaltered)\b"
    r"|(?:similar(?:ly)?|comparable|equivalent|equally|no-difference)\b|unchanged\b|unaffected\b"
    r"|fail(?:ed|s|ure)? to\b(?: \w+ly)? (?:\w+)|just failed\b|(?:non-?inferior\w*|not inferior)\b|"
    r"\bno (?:better|more|less|worse|greater|higher|lower|longer|faster)\b"
    r"|lack(?:ed|s)? (?:of )?(?:\w+ )?(?:effect|efficacy|difference|benefit|significance|improvement)|"
    r"\bas (?:effective|efficacious|good|safe|potent) as\b|(?:was|were|is|are|performed|worked|"
    r"tolerated) (?:\w+ )?as well as\b|no\b(?: [\w-]+){1,8}? (?:in|for|with|between) (?:either|any|both|"
    r"the two)(?: of the)?(?: \w+){0,2} (?:groups?|arms?|treatments?)\b"
    r"|ineffective\b|remained (?:\w+ly )?(?:stable|constant|unchanged|the same)\b|no (?:one|group|arm|"
    r"treatment) (?:was|were) (?:better|superior)|neither\b|none of\b|ns\b|n\.s\.|equivalence\b|"
    r"\bnot affect\w*|tend(?:ed|s|ency)? (?:to|toward)|trend(?:s|ed)? (?:to|toward|for|in favou?r)|"
    r"\bapproach(?:ed|ing) (?:statistical )?significance|numerically\b|marginal(?:ly)?\b|"
    r"\bnon-?significantly\b|little (?:or no )?(?:\w+ )?(?:difference|effect|change|impact|evidence|"
    r"benefit|influence)|(?:irrespective|regardless|independent(?:ly)?) of (?:the )?(?:treatment|group|"
    r"allocation|intervention|study arm)|no longer\b|(?:un)?likely to be due to chance\b|nullif\w*|"
    r"\bnil effect"
    r"|(?:did|do|does|was|were|is|are|has|have) not(?=\s*[.,;)]|\s*\Z))"
)
_NOT_NULL = re.compile(
    r"\bsimilar (?:improve|increas|reduc|decreas|in magnitude)|\bthe same (?:time|day|period|way|dose|"
    r"patients|trend|direction|study)|\bsimilarly,|\bequal(?:ly)? (?:doses|volumes?|parts?|numbers?)"
)
_GOOD_QUALITY = word_set(
    "effective efficacious successful beneficial favorable favourable satisfied efficient tolerable potent accurate"
)
_FAVOUR = word_set("favor favour")
_LOSES = word_set("lost lose loses losing")
_COUNTED = re.compile(r"\d ?%|\d+ (?:of|/) ?\d+")
_NEGATORS = word_set("not no nor neither without never none cannot didn't wasn't weren't")
_STOPS_NEGATION = frozenset({",", ";", ":", ")", "but", "although", "whereas", "while", "however", "than"})
_P_VALUE = re.compile(
    r"(?i)\bp(?:[ -]?values?)?\s?(?:for \w+(?: \w+){0,2} ?)?(?:of|was|were|is|:)?\s?(?P<sign>[<>=≤≥]|&lt;|"
    r"&gt;|less than|greater than)?\s?(?:=\s?)?(?P<value>(?:0?[.,·]\s?\d+|"
    r"[01](?:[.,]0+)?)(?:\s?[×x]\s?10[-−–]\d+)?)(?![\d%])"
)
_NOT_SIGNIFICANT = re.compile(r"(?=[Nn(])(?:\bNS\b|\bn\.s\.|(?i:\bnon-?significant\b|\(not significant\)))")
_NUMBER = r"[-−–+]?\s?\d+(?:[.,·]\d+)?"
_INTERVAL = re.compile(
    rf"(?i)\b(?:CI\b|C\.I\.|confidence intervals?\b|credible intervals?\b|CrI\b)[\s\[\]():,=%]*(?:of |from |"
    rf"between |was )?(?P<low>{_NUMBER})\s?%?\s?(?:,|;|to|-|–|−|and|—)\s?(?P<high>{_NUMBER})"
)
_PLAIN_PERCENT = re.compile(r"\d\s?%\s?[\[(,;]\s?(?:9[059](?:\.\d)?\s?%\s?)?\Z")
_RATIO = re.compile(r"(?i)(?:\b(?:a?OR|RR|HR|IRR|PR|aHR|aRR)\b|ratio|relative risk)")
_DIFFERENCE = re.compile(
    r"(?i)differen|efficacy|\b(?:W?MD|SMD|ES|ARR|RD)\b|effect size|\bd\s?=|\bbeta\b|β|reduction|increase|decrease|"
    r"change|lower|higher|greater|improvement|less|more"
)
_P_WORDS = re.compile(r"(?i)\bstatistically significant\b|\bsignificant(?:ly)?\b")
_BOTH = re.compile(
    r"\b(?:in|for|within|across|by|with|with|under|during|after) (?:both|all|each|either|the (?:two|"
    r"three|four)|all (?:two|three|four))(?: of the)?(?: \w+)? (?:groups?|arms?|treatments?|conditions?|"
    r"interventions?|cohorts?|therapies|regimens?|drugs?|sessions?|trials?|diets?)\b"
    r"|\bboth (?:\w+ ){0,2}(?:resulted|led|improved|showed|reduced|increased|produced|decreased|"
    r"significantly|had)\b|\bover time\b"
    r"|\bcompared (?:to|with) (?:the )?(?:\w+ )?(?:weeks?|days?|months?|pre-?\w*) "
    r"|\b(?:in|for|with|by|under|after) both [\w/+-]+(?: [\w/+-]+){0,3} and\b"
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
    """The cues of a sentence in order, negated ones turned into `null`; word numbers are those of `words(sentence)`."""
    read, lower = words(sentence), lowered(sentence)
    nulls = _null_cues(lower, read)
    covered = {at for cue in nulls for at in range(cue.first, cue.last)}
    found = list(nulls)
    found.extend(_effects(lower, read, covered))
    covered |= {at for cue in found for at in range(cue.first, cue.last)}
    for at, word in enumerate(read):
        cue = _cue_of_word(read, at, free=at not in covered) if _may_tell(word.lower) else None
        if cue is not None:
            found.append(cue)
    found.sort(key=lambda cue: cue.first)
    return tuple(found)


@lru_cache(maxsize=16384)
def _may_tell(lower: str) -> bool:
    return _kind_of(lower) is not None or lower in _FAVOUR


def _cue_of_word(read: tuple[Word, ...], at: int, *, free: bool) -> Cue | None:
    """The cue that one word is; a word inside a longer cue is not `free` and is one only in an idiom of its own."""
    lower = read[at].lower
    before, after = [one.lower for one in read[at - 1 : at]], [one.lower for one in read[at + 1 : at + 2]]
    if lower in _FAVOUR and before == ["in"] and after == ["of"]:
        return Cue(CueKind.NULL if _negated(read, at) else CueKind.BETTER, at, at + 2)
    kind = None if not free or _is_threshold(read, at) else _kind_of(lower)
    if lower in {"more", "less"}:
        if before and before[0] in _LOSES:
            return Cue(CueKind.DOWN if lower == "more" else CueKind.UP, at - 1, at + 1)
        if after and after[0] in _GOOD_QUALITY:
            kind = CueKind.BETTER if lower == "more" else CueKind.WORSE
    if kind is None:
        return None
    return Cue(CueKind.NULL if _negated(read, at) else kind, at, at + 1, noun=bool(_NOUN.match(lower)))


_EFFECTS = re.compile(
    r"\b(?:(?P<against>efficacy (?:against|in preventing)|protective (?:effect|efficacy)[^.;]{0,40}? against)"
    r"|(?:(?P<good>positive|beneficial|favou?rable|protective)|(?P<bad>negative|deleterious|detrimental|harmful|"
    r"unfavou?rable)) (?:\w+ )?(?:effects?|impact|influence|changes?))\b"
)


def _effects(sentence: str, read: tuple[Word, ...], covered: set[int]) -> list[Cue]:
    """`A positive effect on …` and its opposite."""
    found = []
    for mark in _EFFECTS.finditer(sentence):
        inside = [at for at, word in enumerate(read) if mark.start() <= word.start < mark.end() and at not in covered]
        if inside:
            kind = CueKind.DOWN if mark["against"] else CueKind.BETTER if mark["good"] else CueKind.WORSE
            found.append(Cue(CueKind.NULL if _negated(read, inside[0]) else kind, inside[0], inside[-1] + 1))
    return found


def _is_threshold(read: tuple[Word, ...], at: int) -> bool:
    """Whether the word belongs to a figure: `less than 6 months`, `more than one`, `difference 7%`."""
    if read[at].lower.startswith("difference"):
        return any(word.lower[0].isdigit() for word in read[at + 1 : at + 3])
    if at + 2 >= len(read) or read[at + 1].lower != "than":
        return False
    after = read[at + 2].lower
    return after[0].isdigit() or after in NUMBER_WORDS or after == "half"


@lru_cache(maxsize=16384)
def _kind_of(lower: str) -> CueKind | None:
    if _LIMITED.match(lower):
        return None
    return next((kind for kind, pattern in _EXACT.items() if pattern.match(lower)), None)


def _null_cues(sentence: str, read: tuple[Word, ...]) -> list[Cue]:
    found = []
    for mark in _NULLS.finditer(sentence):
        if mark[0] == "none of" and _COUNTED.search(sentence, mark.end()):
            continue
        if _NOT_NULL.match(sentence, mark.start()) or _NOT_NULL.match(sentence, mark.end() - 7):
            continue
        inside = [at for at, word in enumerate(read) if mark.start() <= word.start < mark.end()]
        if inside:
            found.append(Cue(CueKind.NULL, inside[0], inside[-1] + 1))
    return found


def _negated(read: tuple[Word, ...], at: int) -> bool:
    for before in range(at - 1, max(-1, at - 14), -1):
        lower = read[before].lower
        if lower in _STOPS_NEGATION:
            return False
        if at - before > 4 and lower not in {"neither", "none"}:
            continue
        if lower in _NEGATORS:
            return not (lower == "not" and before + 1 < len(read) and read[before + 1].lower == "only")
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
def marks(sentence: str) -> tuple[Mark, ...]:
    """P values and intervals of a sentence in order, each with what it says; offsets into the sentence.

    >>> [(m.significant, m.text) for m in marks("OR 1.13 (95% CI 0.68-1.89); fell (P < .01)")]
    [(False, 'CI 0.68-1.89'), (True, 'P < .01')]
    """
    found = [Mark(m.start(), _is_significant(m["sign"], m["value"]), m[0]) for m in _P_VALUE.finditer(sentence)]
    found += [Mark(m.start(), significant=False, text=m[0]) for m in _NOT_SIGNIFICANT.finditer(sentence)]
    for interval in _INTERVAL.finditer(sentence):
        crosses = _crosses(
            sentence[max(0, interval.start() - 140) : interval.start()], interval["low"], interval["high"]
        )
        if crosses is not None:
            found.append(Mark(interval.start(), not crosses, interval[0], is_p=False))
    return tuple(sorted(found))


def _is_significant(sign: str | None, value: str) -> bool:
    """P below 0.05 speaks for a difference, 0.05 itself and `> …` against it."""
    if sign in {">", "≥", "&gt;", "greater than"}:
        return False
    if re.search(r"[×x]", value):
        return True
    number = float(re.sub(r"\s", "", value).replace(",", ".").replace("·", "."))
    return number < 0.05 or (number == 0.05 and sign in {"<", "≤", "&lt;", "less than"})


def number(text: str) -> float:
    """A printed number with its sign, whatever mark stands for minus or for the decimal point.

    >>> number("− 0·5"), number("1,2")
    (-0.5, 1.2)
    """
    plain = re.sub(r"\s", "", text).replace(",", ".").replace("·", ".")
    negative = plain[0] in "-−–"
    return -float(plain.lstrip("-−–+")) if negative else float(plain.lstrip("+"))


def _crosses(before: str, low: str, high: str) -> bool | None:
    """Whether an interval contains the value of no difference; None for one of neither a ratio nor a difference."""
    if _PLAIN_PERCENT.search(before) and not _DIFFERENCE.search(before[-45:]):
        return None
    lower, upper = number(low), number(high)
    if upper < 0 and lower >= 0:  # `0.68-1.89`: the dash is a range, not a minus
        upper = -upper
    if lower > upper:
        lower, upper = upper, lower
    ratio = [m.end() for m in _RATIO.finditer(before)]
    difference = [m.end() for m in _DIFFERENCE.finditer(before)]
    if ratio and (not difference or ratio[-1] >= difference[-1] - 40) and lower >= 0:
        return lower <= 1 <= upper
    return lower <= 0 <= upper if difference else None


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
