"""What each group of a trial got, where sentences tell it group by group: `The control group received X`.

It never names a group that the text does not call one.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from evidence.abstracts.reading import Sentence
from evidence.abstracts.size import whole_number

_PEOPLE = (
    r"(?:patients|participants|subjects|women|men|children|individuals|those|volunteers|infants|animals|rats|mice|eyes)"
)
_ROLE = (
    r"(?:intervention|treatment|treated|experimental|control|placebo|study|trial|test|other|comparison|comparator|"
    r"second|first|third|active|sham|reference)"
)
_MARK = r"(?-i:[A-Z]{1,3}\d?|[1-6]|I{1,3}|IV|one|two|three)"
_LABEL = (
    rf"(?:(?:group|arm|cohort) {_MARK}\b|(?:the |an? )?{_ROLE} (?:group|arm|cohort|participants|patients|subjects)\b|"
    r"(?-i:[A-Z][A-Z-]{0,5}[A-Z0-9]) (?:group|arm)\b)"
)
_GOT = (
    r"(?:received|was given|were given|was offered|were offered|was administered|were administered|underwent|took|"
    r"performed|consumed|ingested|used|drank|ate|attended|completed|continued|followed|practi[sc]ed|had|got|"
    r"(?:was|were) \w+ed (?:with|by|using|on))"
)
_WORDS = r"(?:[^;:.]|\.\d)"
_RECEIVED = re.compile(
    rf"(?i)\b(?P<label>{_LABEL})(?: ?[(\[](?P<inside>[^()\[\]]*)[)\]])?,?:? ?(?:{_PEOPLE} )?(?:initially |only |also )?"
    rf"(?:{_GOT}|:)\s(?P<name>{_WORDS}{{2,140}}?)(?=,? (?:while|whereas|but)\b|,? and (?:the |those |patients |group )|"
    r"[;:]|\.(?!\d)|\Z)"
)
_EXPLAINED = re.compile(
    rf"(?i)\b(?P<label>(?:group|arm|cohort) {_MARK})"
    r"(?: ?\((?P<name>[a-z][^()]{3,90})\)|,? ?[:=] ?(?P<after>[a-z][^;:.,]{2,90}))"
)
_GIVEN_TO = re.compile(
    rf"(?i)(?P<name>[^.;,]{{3,90}}?) (?:was|were) (?:given|administered|applied|offered|provided) to (?:the )?"
    rf"(?P<label>{_LABEL})"
)
_LABELLED_AFTER = re.compile(
    rf"(?i)\b(?:received|given|underwent|treated with|had|took|to) (?P<name>{_WORDS}{{3,160}}?) "
    rf"\((?P<label>(?:group|arm|cohort) {_MARK})\b[^()]*\)"
)
_NUMBER = r"(?<![\d.,])(?P<n>\d[\d,]*)(?![.\d%])"
_COUNTED = (
    re.compile(rf"(?i)(?P<label>{_LABEL})\s?[,(\[]\s?(?:[\w-]+[,;]? )?n\s?=\s?{_NUMBER}"),
    re.compile(rf"(?i)(?P<label>{_LABEL})\s?[,(\[]\s?{_NUMBER}(?: {_PEOPLE}\b\s?[,.)\]]|\s?[)\]])"),
    re.compile(
        rf"(?i){_NUMBER}(?: {_PEOPLE})?(?: were)?(?: randomi[sz]ed| assigned| allocated)? (?:in|to|into) "
        rf"(?:the |an? )?(?P<label>{_ROLE})\b(?! \d)"
    ),
    re.compile(rf"(?i){_NUMBER} {_PEOPLE} (?:\w+ )?(?:in|to) (?:the |an? )?(?P<label>{_LABEL})"),
)
_DROPS = re.compile(r"(?i)^(?:the|an?)\s|\s(?:group|arm|cohort|participants|patients|subjects)$")


class GroupReading(NamedTuple):
    """A group by its label, what it got in the words of the text, and how many were in it."""

    label: str
    got: str
    participants: int | None
    sentence: Sentence


def read_groups(sentences: Iterable[Sentence]) -> tuple[GroupReading, ...]:
    """The groups the sentences describe one by one, in order; fewer than two are none."""
    told: dict[str, GroupReading] = {}
    counts: dict[str, int] = {}
    for sentence in sentences:
        if not speaks_of_groups(sentence.text):
            continue
        for label, got in _described(sentence.text):
            told.setdefault(label, GroupReading(label, got, None, sentence))
        for label, count in _counts(sentence.text):
            counts.setdefault(label, count)
    found = tuple(one._replace(participants=counts.get(label)) for label, one in told.items())
    return found if len(found) >= 2 else ()


def counted_groups(sentence: Sentence) -> tuple[GroupReading, ...]:
    """Groups of which a sentence gives only the label and the number: `213 in the intervention group`."""
    counts = dict(_counts(sentence.text))
    return (
        tuple(GroupReading(label, "", count, sentence) for label, count in counts.items()) if len(counts) >= 2 else ()
    )


_ELIDED = re.compile(
    rf"(?i), and (?:the )?(?P<label>{_LABEL}) ?\([^()]*\) (?P<name>(?!was|were|had|did|showed)[a-z][^,;.]{{3,90}})"
)
"""`The study group performed X, and the control group (n = 24) Y`."""


def _described(text: str) -> list[tuple[str, str]]:
    found = [(_plain(mark["label"]), mark["name"]) for mark in _RECEIVED.finditer(text)]
    found += [(_plain(mark["label"]), mark["name"] or mark["after"]) for mark in _EXPLAINED.finditer(text)]
    found += [(_plain(mark["label"]), mark["name"]) for mark in _ELIDED.finditer(text)]
    for sign, pattern in ((_GIVES, _GIVEN_TO), (_IN_BRACKET, _LABELLED_AFTER)):
        if sign.search(text):
            found += [(_plain(mark["label"]), mark["name"]) for mark in pattern.finditer(text)]
    return found


_GIVES = re.compile(r"(?:given|administered|applied|offered|provided) to")
_IN_BRACKET = re.compile(r"\((?i:group|arm|cohort) ")


def speaks_of_groups(text: str) -> bool:
    """Whether a text may tell of a group: a quick look before a slow one."""
    return (
        "roup" in text
        or "ohort" in text
        or " arm" in text
        or "Arm " in text
        or any(who in text for who in _ROLE_PEOPLE)
    )


_ROLE_PEOPLE = tuple(
    f"{role} {people}"
    for role in ("control", "placebo", "intervention", "treatment")
    for people in ("participants", "patients", "subjects")
)


def _counts(text: str) -> list[tuple[str, int]]:
    found = []
    for pattern in _COUNTED:
        for mark in pattern.finditer(text):
            count = whole_number(mark["n"])
            if count is not None:
                found.append((_plain(mark["label"]), count))
    return found


def _plain(label: str) -> str:
    """A label without article and the word for a group.

    >>> _plain("The control group"), _plain("group A")
    ('control', 'group a')
    """
    return _DROPS.sub("", _DROPS.sub("", label.strip())).lower()
