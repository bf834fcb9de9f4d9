"""The health condition a publication is about, in its own words, with the passage.

It never maps the words to a code and never takes the treatment for the condition.
"""

import re

from evidence.abstracts.reading import Abstract
from evidence.abstracts.sections import SectionKind

_PEOPLE = (
    r"(?:patients?|people|participants|adults|children|women|men|subjects|adolescents|infants|individuals|"
    r"survivors|outpatients|veterans|persons|people)"
)
_STOP = (
    r"(?=\s+(?:who|were|was|are|is|to|at|in|from|after|before|during|that|receiving|undergoing|treated|using|by|"
    r"on|and (?:received|were)|have|had|underwent|versus|vs|of|for|with|compared|aged|participated|recruited|"
    r"randomly|enrolled|attending|presenting|following|scheduled|completed)\b|[,;:.(]|$)"
)
_WITH = re.compile(
    rf"(?i)\b{_PEOPLE} (?:\w+ )?(?:with|suffering from|diagnosed with|affected by|"
    rf"having) (?P<c>(?:[\w'’-]+ ){{0,6}}?[\w'’-]+){_STOP}"
)
_FOR = re.compile(
    rf"(?i)\b(?:treatment|management|therapy|prevention|relief|"
    rf"prophylaxis) of (?P<c>(?:[\w'’-]+ ){{0,5}}?[\w'’-]+){_STOP}"
)
_TITLE_FOR = re.compile(
    rf"(?i)\b(?:for|in) (?:the (?:treatment|management|prevention) of )?(?P<c>(?!patients|adults|children|"
    rf"women|men|people|healthy|the |a |an |older|young)(?:[\w'’-]+ ){{0,4}}?[\w'’-]+){_STOP}"
)
_ADJECTIVE = re.compile(
    rf"(?i)\b(?P<c>(?:diabetic|asthmatic|hypertensive|depressed|obese|epileptic|hiv-infected|critically ill|"
    rf"schizophrenic|dyslipid[a]?emic|septic|hemodialysis|overweight|infertile)) {_PEOPLE}\b"
)
_TRIM = re.compile(
    r"(?i)^(?:an?|the|(?:clinical )?diagnosis of|symptoms of|confirmed|newly diagnosed|established|known|"
    r"severe|suspected|documented|a history of|"
    r"either|at least \w+)\s+"
)
_NOT = re.compile(
    r"(?i)^(?:and|or|a|the|respect|regard|placebo|control|treatment|\d+|either|both|less|more|at least.*|high|low|no)$"
)


def read_condition(abstract: Abstract) -> tuple[str, str] | None:
    """The condition and its sentence: of the title first, then of aim and methods; None where none is named."""
    for sentence in abstract.of_kind(SectionKind.TITLE):
        if found := _first(sentence.text, (_WITH, _FOR, _ADJECTIVE, _TITLE_FOR)):
            return found, sentence.text
    told = (SectionKind.OBJECTIVE, SectionKind.METHODS, SectionKind.UNLABELLED, SectionKind.RESULTS)
    for sentence in abstract.of_kind(*told):
        if not _EXCLUDES.search(sentence.text) and (found := _first(sentence.text, (_WITH, _FOR, _ADJECTIVE))):
            return found, sentence.text
    return None


_EXCLUDES = re.compile(r"(?i)\bexclu(?:ded|sion)|\bcontraindicat")


def _first(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    return next((found for pattern in patterns if (found := _named(pattern, text))), None)


def _named(pattern: re.Pattern[str], text: str) -> str | None:
    mark = pattern.search(text)
    if mark is None:
        return None
    name = mark["c"].strip()
    for _ in range(2):
        name = _TRIM.sub("", name)
    return None if _NOT.match(name) or len(name) < 3 else name
