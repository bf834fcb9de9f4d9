"""How many took part: the number randomised, else enrolled, else analysed, with the sentence it was read from.

It never adds numbers that the text does not call arms of the same study.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.models import SampleSizeBasis
from evidence.text.spans import Span


class SampleSize(NamedTuple):
    """A number of participants, which count it is, and its sentence; all empty where the text does not say."""

    value: int | None
    basis: SampleSizeBasis
    sentence: Sentence | None


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: value for value, word in enumerate(_UNITS, 1)} | {word: value for value, word in enumerate(_TEENS, 10)}
_LARGE = {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SPELLED = (
    rf"(?:(?:(?:{'|'.join(_UNITS)}|a) hundred(?:[ -]and)?[ -]?)?(?:(?:{'|'.join(_TENS)})(?:[ -](?:"
    rf"{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})|(?:{'|'.join(_UNITS)}|a) hundred|(?:"
    rf"{'|'.join(_UNITS)}) thousand)"
)
_COUNT = rf"(?P<count>\d{{1,3}}(?:[,  ]\d{{3}})+|\d{{1,6}}|\b{_SPELLED})"
_WHO = (
    r"(?:patients?|participants?|subjects?|volunteers?|women|men|children|adolescents?|adults?|infants?|"
    r"neonates?|newborns?|persons?|people|individuals?|males?|females?|boys|girls|mothers?|students?|"
    r"nurses?|physicians?|residents?|workers?|athletes?|players|smokers|veterans?|cases"
    r"|outpatients?|inpatients?|couples|dyads|families|caregivers|respondents?|survivors?|households|"
    r"pregnancies|parturients|toddlers|elders|seniors|soldiers|runners|cyclists|swimmers|recipients|eyes|"
    r"teeth|knees|babies|preschoolers|youths?|schoolchildren|employees|clients|teachers|parents|twins|"
    r"donors|users|learners|pairs|primiparas?|nulliparas?|sites|implants|consumers|drinkers|members|"
    r"undergraduates|practitioners|pupils|schoolchildren|doctors|interns|lambs|horses|dogs|cats|pigs|rats|"
    r"mice|rabbits|sheep|"
    r"animals)"
)
_NO_ADJECTIVE = (
    r"(?!(?:were|was|had|have|received|after|before|in|with|for|to|from|at|by|on|during|who|than|years?|weeks?|"
    r"months?|days?|hours?|minutes?|times|groups|arms|doses|injections|sessions|centers|centres|sites|hospitals|"
    r"countries|trials|studies|treatments|mg|ml|kg|versus|vs|per|is|are|of|of which|whom|percent|versions?|"
    r"points?|items?|different|main|schools|periods?|cycles|courses)\b|\d[\d,]*[ ,])"
)
_ADJECTIVES = rf"(?:{_NO_ADJECTIVE}[\w'’/()<>≥≤%.=±+–-]+,? ){{0,7}}?"
_NOT_AFTER = (
    r"(?![.:,]\d)(?! ?(?:%|°|±))(?!-(?!year|old|week))(?!\s?[–/]\s?\d)(?! ?y\.?o)(?! (?:to|or|and) (?:\d|older|"
    r"more|over|above))(?! (?:to|of) \d)"
)
_NOT_BEFORE = (
    r"(?<![\w.,/:–±-])(?<![<>≥≤±] )(?<![<>≥≤])(?<!aged )(?<!group )(?<!day )(?<!week )(?<!month )(?<!phase "
    r")(?<!grade )(?<!type )(?<!stage )(?<!\d )(?<!than )(?<!age )(?<!age of )"
)
_COUNTED = re.compile(rf"(?i){_NOT_BEFORE}{_COUNT}\b{_NOT_AFTER}\s?{_ADJECTIVES}(?P<who>{_WHO})\b")
_WERE = re.compile(
    rf"(?i){_NOT_BEFORE}{_COUNT}\b{_NOT_AFTER} (?:(?:{_NO_ADJECTIVE}\w+ ){{0,3}}?(?:were|was|underwent|"
    rf"met|fulfilled|entered|joined|"
    rf"participated)|(?:randomi[sz]ed))\b"
)
_OF = re.compile(
    rf"(?i){_NOT_BEFORE}{_COUNT} (?:\([^)]*\) )?(?:out )?of (?:the |these )?(?:\d[\d,]*|"
    rf"{_SPELLED})\b[^.;]{{0,60}}?\b(?:participated|were randomi|were enrolled|agreed|consented|"
    rf"were included|took part)"
)
_EQUALS = re.compile(r"\b(?P<n>[Nn])(?:\s?=\s?|(?<=\([Nn]) )(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\b")
_RANDOM_VERB = re.compile(
    r"(?i)\b(?:randomi[sz]ed\b(?!,? (?:controlled|clinical|double|single|placebo|trial|study|cross|open|"
    r"parallel|prospective|multi|pilot|phase|comparative|factorial|experiment|design))|"
    r"randomly (?:and \w+ )?(?:assign|allocat|divid|distribut|receiv|split|plac|separat|group|categor)\w*|"
    r"(?:were|was) (?:\w+ )?(?:assigned|allocated|divided) (?:\w+ )?(?:to|into|in|at)\b|"
    r"underwent randomi[sz]ation|enrolled in the (?:RCT|randomi)|assigned randomly|allocated randomly|"
    r"we (?:assigned|allocated))"
)
_ARMS_LISTED = re.compile(rf"(?i)\((?:[^()]{{0,40}}?[;,:] ?)?(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}) {_WHO}\)")
_TWO_ARMS = re.compile(
    rf"(?i){_NOT_BEFORE}{_COUNT}\b(?! (?:\w+ )?(?:groups?|arms?)\b)"
    rf"[^.;]{{0,90}}?\b(?:received|were given|were (?:randomi[sz]ed|assigned|"
    rf"allocated|treated)|took|underwent)\b[^.;]{{0,90}}?\b(?:and|while|or)\b,? (?P<second>\d[\d,]*|"
    rf"{_SPELLED})\b{_NOT_AFTER}(?: {_ADJECTIVES}{_WHO})?(?: \w+)? (?:to|with|received|were|in|by)\b"
)
_TWO_PLAIN = re.compile(
    rf"(?i)\b(?:comprised|included|consisted of|comprising|including) {_COUNT} {_WHO} "
    rf"(?:on|in|given|assigned to|receiving|treated with)\b[^.;,\d]{{2,60}}\band (?P<second>\d[\d,]*|{_SPELLED})\b"
    rf"(?: {_WHO})? (?:on|in|given|assigned to|receiving|treated with)\b"
)
_YEAR = re.compile(r"(?:19[5-9]\d|20[0-3]\d)\Z")
_YEAR_BEFORE = re.compile(
    r"(?i)(?:jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|in|to|from|"
    r"since|until|till|through|between|and|of|during|by|[–-])[ ,]*\Z"
)
_SEX = re.compile(r"(?i)(?:females?|males?|men|women|boys|girls)\Z")
_PARTS = re.compile(r"(?i)(?:eyes|teeth|knees|sites|implants)\Z")
"""Counted parts of people: the people are the sample, where the sentence counts both."""
_SUBSET_BEFORE = re.compile(r"(?i)(?:[,(;]|including|of whom|and)\s*\Z")
_ENROLLED = re.compile(
    r"(?i)\b(?:enrol\w*|recruit\w*|includ\w*|participat\w*|entered|studied|took part|eligible|conducted|"
    r"performed|carried out|involv\w*|compris\w*|consist\w*|sample|study population|selected|"
    r"consented|were (?:assigned|allocated)|underwent|volunteer\w*|a total of|scheduled|admitted|invited)\b"
)
_ANALYSED = re.compile(
    r"(?i)\b(?:complet\w*|analy[sz]\w*|evaluable|follow-?up|remained|finish\w*|evaluated|assessed|available)\b"
)
_PART = re.compile(
    r"(?i)\b(?:per group|in each group|each group|per arm|each arm|in the (?:\w+[ -]){1,4}(?:group|arm)|"
    r"dropped|withdrew|withdrawn|discontinu\w*|excluded|died|lost to|refus\w*|declin\w* to|adverse|of whom|"
    r"of these|of which|required|developed|experienced|responded|achieved|pilot|age|aged|mean age|"
    r"subset|sub-?group|powered|to detect|not eligible|crossed over|missing|assessed for eligibility|approached|"
    r"were invited)\b"
)
_NOT_RANDOM = re.compile(
    r"(?i)\bnot randomi|\bnon-?randomi|\bwill be|\brandomi[sz]ed (?:controlled )?trials\b|\brandomly select"
)
_DROPPED = re.compile(r"(?i)\b(?:dropped|withdrew|withdrawn|discontinu\w*|excluded|died|lost to|refus\w*|declined)\b")


@lru_cache(maxsize=4096)
def whole_number(text: str) -> int | None:
    """A count in figures or words.

    >>> whole_number("1,204"), whole_number("Sixty-two"), whole_number("two hundred and five"), whole_number("many")
    (1204, 62, 205, None)
    """
    digits = re.sub(r"[,\s  ]", "", text)
    if digits.isdigit():
        return int(digits)
    total = current = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _SMALL or word in _LARGE:
            current += _SMALL.get(word, 0) + _LARGE.get(word, 0)
        elif word == "hundred":
            current = max(1, current) * 100
        elif word == "thousand":
            total, current = total + max(1, current) * 1000, 0
        elif word not in {"and", "a"}:
            return None
    return total + current or None


class _Candidate(NamedTuple):
    value: int
    basis: SampleSizeBasis
    score: float
    sentence: Sentence


def read_size(abstract: Abstract) -> SampleSize:
    """The number randomised, else enrolled, else analysed; unknown where no sentence gives one."""
    found = [one for number, sentence in enumerate(abstract.sentences) for one in _candidates(sentence, number)]
    found = [one for one in found if one.value >= 3]
    if not found:
        return SampleSize(None, SampleSizeBasis.UNKNOWN, None)
    best = max(found, key=lambda one: one.score)
    return SampleSize(best.value, best.basis, best.sentence)


_SECTION = {
    SectionKind.METHODS: 0.6,
    SectionKind.RESULTS: 0.3,
    SectionKind.UNLABELLED: 0.4,
    SectionKind.OBJECTIVE: 0.1,
    SectionKind.TITLE: -0.5,
    SectionKind.BACKGROUND: -1.0,
    SectionKind.CONCLUSION: -0.8,
    SectionKind.OTHER: -1.5,
}


_OR_HIGHER = re.compile(
    r"(?i)\s?(?:points? |years? )?or (?:higher|more|greater|above|over|older|lower|less|below|worse)\b"
)
"""What makes a number the edge of a scale or an age, `a score of 5 or higher`, and no count of people."""


class _Counted(NamedTuple):
    value: int
    start: int
    end: int
    bracketed: bool
    subset: bool


@lru_cache(maxsize=2048)
def _counts(text: str) -> tuple[_Counted, ...]:
    """Every count of living participants in a sentence, in order; years are passed over."""
    found = []
    for pattern in (_COUNTED, _WERE, _OF):
        for mark in pattern.finditer(text):
            value = whole_number(mark["count"])
            before = text[: mark.start()]
            if _OR_HIGHER.match(text, mark.end("count")):
                continue
            if value is None or (_YEAR.match(mark["count"]) and _YEAR_BEFORE.search(before)):
                continue
            bracketed = before.count("(") > before.count(")")
            who = mark.groupdict().get("who") or ""
            subset = bool(_SEX.match(who) and _SUBSET_BEFORE.search(before)) or bool(_PARTS.match(who))
            found.append(_Counted(value, mark.start("count"), mark.end(), bracketed, subset))
    return tuple(sorted(set(found), key=lambda one: one.start))


def _candidates(sentence: Sentence, number: int) -> list[_Candidate]:
    text = sentence.text
    if not any(character.isdigit() for character in text) and not _SPELLED_OUT.search(text):
        return []
    base = _SECTION[sentence.kind] - 0.03 * number
    found = _counted(text, base, sentence)
    random = None if _NOT_RANDOM.search(text) else _RANDOM_VERB.search(text)
    total = _product(text) or _sum_of_arms(text)
    if random is not None:
        value = _randomised_count(text, random)
        if total is not None and (value is None or total > value):
            value = total
        if value is not None:
            score = base + 3.0 - 1.2 * bool(_DROPPED.search(text[: random.start()][-60:]))
            found.append(_Candidate(value, SampleSizeBasis.RANDOMISED, score, sentence))
    elif total is not None and _ARMS.search(text):
        gain = 2.0 if _product(text) or _TWO_PLAIN.search(text) else 1.2
        found.append(_Candidate(total, SampleSizeBasis.ENROLLED, base + gain, sentence))
    return found


_SPELLED_OUT = re.compile(rf"(?i)\b(?:{'|'.join(_TENS)}|{'|'.join(_TEENS)}|hundred|{'|'.join(_UNITS)})")
_ARMS = re.compile(
    r"(?i)\bgroups?\b|\barms?\b|\brandomi[sz]ation to\b|\breceived\b|\bversus\b|\bvs\b|\bplacebo\b|\bcontrols?\b|"
    r"\bassigned\b|\btreated\b|\bcomprised\b"
)


def _randomised_count(text: str, random: re.Match[str]) -> int | None:
    """The count a verb of randomisation has for its subject, else for its object."""
    counts = [one for one in _counts(text) if not one.bracketed]
    before = [one for one in counts if one.start < random.end() and random.start() - one.start <= 260]
    chosen = [one for one in before if not one.subset] or before
    told = [one for one in chosen if not _SCREENED.match(text, one.start)] or chosen
    if told:
        return told[-1].value
    after = [one for one in counts if 0 <= one.start - random.end() <= 60]
    if after:
        return after[0].value
    bracketed = [one.value for one in _counts(text) if one.bracketed and not one.subset]
    return _equals(text) or (bracketed[0] if len(bracketed) == 1 else None)


_SCREENED = re.compile(
    r"(?i)[\d,]*(?:(?!\bof (?:the )?\d)[^,.;]){0,60}\b(?:screened|assessed for eligibility|approached|invited)\b"
)


def _equals(text: str) -> int | None:
    """`n = …` where it stands once: the whole, not an arm."""
    values = [int(mark["count"].replace(",", "")) for mark in _EQUALS.finditer(text)]
    return values[0] if len(values) == 1 else None


def _counted(text: str, base: float, sentence: Sentence) -> list[_Candidate]:
    found = []
    for order, one in enumerate(_counts(text)):
        score = base + 0.6 - 0.25 * order - 0.4 * one.subset - 0.4 * one.bracketed
        found.append(_weighed(one.value, score, Span(one.start, one.end), sentence))
    for order, mark in enumerate(_EQUALS.finditer(text)):
        score = base + (0.7 if mark["n"] == "N" else 0.3) - 0.25 * order
        found.append(_weighed(int(mark["count"].replace(",", "")), score, Span(*mark.span()), sentence))
    return found


def _weighed(value: int, score: float, span: Span, sentence: Sentence) -> _Candidate:
    text = sentence.text
    near = text[max(0, span.start - 60) : span.end + 70]
    basis = SampleSizeBasis.ENROLLED
    score += 0.8 * bool(_ENROLLED.search(near)) - 1.3 * bool(_PART.search(near))
    score -= 1.2 * bool(_SCREENED.match(text, span.start)) + 1.5 * bool(_PLANNED.search(text[: span.start]))
    score += 0.5 * bool(_TOTAL.search(text[: span.start])) + 0.3 * (span.start < 3)
    if _ANALYSED.search(near) and not _ENROLLED.search(near):
        basis, score = SampleSizeBasis.ANALYSED, score - 0.3
    return _Candidate(value, basis, score, sentence)


_PLANNED = re.compile(
    r"(?i)\b(?:powered for|power to \w+|target(?: of)?|required|planned|needed|aimed (?:to|for) \w+)\s*\Z"
)
_TOTAL = re.compile(
    r"(?i)\b(?:a total of|in total,?|total(?: of| number of \w+)?:?|altogether,?|in all,?|overall,?|"
    r"sample (?:size )?(?:of|was)|comprised|consisted of)\s*\Z"
)


_GROUPS_OF = re.compile(
    rf"(?i)\b(?P<groups>two|three|four|five|six|[2-6]) (?:equal )?(?:groups|arms) of {_COUNT}\b(?! ?(?:to|-|"
    rf"–)\s?\d)"
)
_PER_GROUP = re.compile(
    rf"(?i)\b(?:n\s?=\s?)?{_COUNT}(?: {_WHO})? (?:per|in each|in every) (?:group|arm)\b|"
    rf"\(n\s?=\s?(?P<each>\d+) each\)|\beach (?:group |arm )?(?:compos\w+|compris\w+|consist\w+|contain\w+|includ\w+) "
    rf"(?:of )?(?P<each2>\d+)\b"
)
_HOW_MANY = re.compile(
    r"(?i)\b(?P<groups>two|three|four|five|six|[2-6]) (?:\w+ )?(?:groups|arms|diets|treatments|conditions|"
    r"regimens|interventions)\b"
)


def _product(text: str) -> int | None:
    """The sample of `two groups of 25`, or of `35 per group` where the sentence says how many groups, and no total."""
    each = _GROUPS_OF.search(text)
    if each is not None:
        size, groups = whole_number(each["count"]), whole_number(each["groups"])
    else:
        each, many = _PER_GROUP.search(text), _HOW_MANY.search(text)
        if each is None or many is None:
            return None
        size, groups = whole_number(each["count"] or each["each"] or each["each2"]), whole_number(many["groups"])
    return size * groups if size and groups else None


def _sum_of_arms(text: str) -> int | None:
    """The sum where a sentence gives every arm its own count and no total."""
    values = [int(mark["count"].replace(",", "")) for mark in _EQUALS.finditer(text)]
    if len(values) < 2:
        values = [number for mark in _ARMS_LISTED.finditer(text) if (number := whole_number(mark["count"])) is not None]
    if 2 <= len(values) <= 6 and not _REPEATED.search(text):
        largest, rest = max(values), sum(values) - max(values)
        return largest if rest == largest and len(values) > 2 else sum(values)
    mark = _TWO_ARMS.search(text) or _TWO_PLAIN.search(text)
    if mark is None:
        return None
    first, second = whole_number(mark["count"]), whole_number(mark["second"])
    numbers = [int(digits) for digits in re.findall(r"\b\d{1,5}\b", text[mark.start("count") :])]
    if first is not None and second is not None and first - second in numbers[:6] and first > second:
        return first
    return None if first is None or second is None or _YEAR.match(mark["count"]) else first + second


_REPEATED = re.compile(
    r"(?i)\bnumber of (?!patients|participants|subjects)\w+|\bat \d+ (?:months|weeks|days|"
    r"years)\b.*\bat \d+ (?:months|weeks|days|years)\b|\bp\s?[<=]\s?0?\.\d"
)
