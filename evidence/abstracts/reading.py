"""An abstract read once: sections, sentences, words and abbreviations, for every reader to share.

It never interprets: which way an outcome went or how many took part is for the readers beside it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from evidence.abstracts.sections import SectionKind, kind_of_sentence, sections
from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import LABELLED, lowers_and_stems, placed
from evidence.models import AbstractSection, Passage
from evidence.text.sentences import sentences
from evidence.text.spans import Span

_SHORT_FORM = re.compile(r"[(\[]\s?((?:[A-Za-z0-9][\w+/.&αβγ-]{0,11})(?:\s[A-Z0-9][\w-]{0,3})?)\s?[)\],;]")
_LONG_FORM_AFTER = re.compile(r"\(([a-z][^()]{6,80})\)")
_SHORT_BEFORE = re.compile(r"\b([A-Z][A-Za-z0-9-]{1,9})\s?\Z")
_SMALL = word_set("of the and in for to a an on with by or at from")
_COMMON = {
    "qol": "quality life",
    "hrqol": "quality life",
    "bmi": "body mass index",
    "bp": "blood pressure",
    "sbp": "systolic blood pressure",
    "dbp": "diastolic blood pressure",
    "ldl": "low density lipoprotein",
    "hdl": "high density lipoprotein",
    "vas": "visual analogue scale",
    "hba1c": "glycated hemoglobin",
    "crp": "reactive protein",
    "icu": "intensive care unit",
    "os": "overall survival",
    "pfs": "progression free survival",
    "dfs": "disease free survival",
    "lvef": "left ventricular ejection fraction",
    "mi": "myocardial infarction",
    "hr": "heart rate",
    "adl": "activities daily living",
    "ibs": "irritable bowel syndrome",
    "pain": "pain",
    "tg": "triglycerides",
    "fev1": "forced expiratory volume",
    "egfr": "glomerular filtration rate",
    "rom": "range motion",
    "los": "length stay",
    "copd": "chronic obstructive pulmonary disease",
    "ptsd": "posttraumatic stress disorder",
    "bmd": "bone mineral density",
    "aes": "adverse events",
    "saes": "serious adverse events",
    "ae": "adverse events",
}
_CUT_NUMBER = re.compile(r"\d\.\Z")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence with its place, the section it stands in, and its words."""

    text: str
    start: int
    end: int
    kind: SectionKind
    lowers: tuple[str, ...]
    """its words in lower case, in order"""
    row: tuple[str, ...]
    """their stems, in order"""
    stems: frozenset[str]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where its words begin in its text."""
        return placed(self.text).starts

    @property
    def ends(self) -> tuple[int, ...]:
        """Where its words end in its text."""
        return placed(self.text).ends

    def passage(self) -> Passage:
        """The sentence as what a check looked at."""
        if self.kind is SectionKind.TITLE:
            return Passage(source="title", text=self.text)
        return Passage(source="abstract", text=self.text, start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Abstract:
    """A title and an abstract, cut up; offsets of sentences are offsets into `text`, of the title into `title`."""

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    abbreviations: Mapping[str, frozenset[str]]
    """stem of the short form -> stems of the long form's content words"""
    frequency: Mapping[str, int]
    """stem -> in how many sentences it stands"""

    def of_kind(self, *kinds: SectionKind) -> tuple[Sentence, ...]:
        """The sentences that stand in these sections."""
        return tuple(sentence for sentence in self.sentences if sentence.kind in kinds)


def joined(abstract: tuple[AbstractSection, ...] | str) -> str:
    """The abstract as one text, each printed label before its section.

    >>> joined((AbstractSection(label="RESULTS", text="It fell."),))
    'RESULTS: It fell.'
    """
    if isinstance(abstract, str):
        return abstract
    return "\n".join(f"{part.label}: {part.text}" if part.label else part.text for part in abstract)


def read_abstract(title: str, abstract: tuple[AbstractSection, ...] | str) -> Abstract:
    """Cut a title and an abstract into sentences and words; the same texts are read only once."""
    return _read(title, joined(abstract))


@lru_cache(maxsize=256)
def _read(title: str, text: str) -> Abstract:
    found = [_sentence(title, Span(0, len(title)), SectionKind.TITLE)] if title.strip() else []
    for section in sections(text):
        for span in _whole_numbers(text, sentences(text, section.span.start, section.span.end)):
            kind = section.kind
            if kind is SectionKind.UNLABELLED:
                kind = _after(found, kind_of_sentence(span.of(text)))
            found.append(_sentence(text, span, kind))
    frequency = Counter(chain.from_iterable(sentence.stems for sentence in found))
    explained = _common_abbreviations() | abbreviations(f"{title}\n{text}")
    return Abstract(title, text, tuple(found), explained, frequency)


def _after(found: list[Sentence], kind: SectionKind) -> SectionKind:
    """The kind of a sentence without a label: behind results, what sounds like methods tells of results too."""
    told = kind is SectionKind.METHODS and any(one.kind is SectionKind.RESULTS for one in found)
    return SectionKind.RESULTS if told else kind


def _sentence(text: str, span: Span, kind: SectionKind) -> Sentence:
    piece = span.of(text)
    lowers, row = lowers_and_stems(piece)
    return Sentence(piece, span.start, span.end, kind, lowers, row, frozenset(row))


def _whole_numbers(text: str, found: list[Span]) -> list[Span]:
    """Sentences again, those joined that were cut inside a number such as `0. 003`."""
    whole: list[Span] = found[:1]
    for before, span in pairwise(found):
        if text[span.start].isdigit() and _CUT_NUMBER.search(before.of(text)):
            whole[-1] = Span(whole[-1].start, span.end)
        else:
            whole.append(span)
    return [part for span in whole for part in _ended(text, span)]


_HIDDEN_END = re.compile(
    r"(?:\d\s?(?:wks?|mos?|yrs?|min|hrs?|h|d|sec)|\b(?:and|or|[Gg]roup|than|in|with|vs?|to) [A-Z])\.\s+"
    r"(?=[A-Z][a-z]+[\s,-]|[A-Z]{2,}[\s-])"
)
"""The end of a sentence behind a short unit or the letter of a group: `for 26 wk. Both …`, `than in C. Sleep …`."""


def _ended(text: str, span: Span) -> list[Span]:
    """A stretch cut where a sentence ends in what looks like an abbreviation."""
    if text.find(". ", span.start, span.end) == -1:
        return [span]
    starts = [span.start, *(mark.end() for mark in _HIDDEN_END.finditer(text, span.start, span.end))]
    ends = [*(text.rfind(".", span.start, start) + 1 for start in starts[1:]), span.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


@lru_cache(maxsize=1)
def _common_abbreviations() -> dict[str, frozenset[str]]:
    """Short forms medicine uses without explaining them."""
    return {short: frozenset(lowers_and_stems(long_form)[1]) for short, long_form in _COMMON.items()}


def abbreviations(text: str) -> dict[str, frozenset[str]]:
    """Short forms explained in the text, as `growth hormone (GH)` or `GH (growth hormone)`, by their stems.

    >>> sorted(abbreviations("the visual analogue scale (VAS) fell")["vas"])
    ['analogu', 'scal', 'visu']
    """
    found: dict[str, frozenset[str]] = {}
    for mark in _SHORT_FORM.finditer(text):
        if mark[1].split()[0].lower() in LABELLED:
            continue
        long_form = _long_form(text[max(0, mark.start() - 160) : mark.start()], mark[1])
        if long_form:
            _keep(found, mark[1], long_form)
    for mark in _LONG_FORM_AFTER.finditer(text):
        short = _SHORT_BEFORE.search(text, max(0, mark.start() - 12), mark.start())
        if short is not None and _long_form(mark[1], short[1]):
            _keep(found, short[1], mark[1])
    return found


def _keep(found: dict[str, frozenset[str]], short: str, long_form: str) -> None:
    read = zip(*lowers_and_stems(long_form), strict=True)
    stems = frozenset(stem for lower, stem in read if lower not in _SMALL and lower[0].isalnum())
    short_stems = lowers_and_stems(short)[1]
    if stems and short_stems:
        found.setdefault(short_stems[0], stems)


def _long_form(before: str, short: str) -> str | None:
    """The words before a bracket that spell out the short form (Schwartz and Hearst's backward match), else None."""
    letters = [letter for letter in short.lower() if letter.isalnum()]
    if not 2 <= len(letters) <= 10 or not any(letter.isalpha() for letter in letters) or short.isdigit():
        return None
    if not any(letter.isupper() for letter in short):
        return None
    lowered = before.lower()
    at = len(lowered) - 1
    for position, letter in enumerate(reversed(letters)):
        first = position == len(letters) - 1
        at = lowered.rfind(letter, 0, at + 1)
        while first and at > 0 and lowered[at - 1].isalnum():
            at = lowered.rfind(letter, 0, at)
        if at < 0:
            return None
        at -= 1
    long_form = before[at + 1 :].strip()
    if ")" in long_form:
        return None
    spoken = len(long_form.split())
    return long_form if spoken <= max(2 * len(letters), len(letters) + 5) and len(long_form) > len(short) else None
