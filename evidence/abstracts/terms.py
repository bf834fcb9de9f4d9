"""A named thing (outcome, intervention, comparator) as weighted word stems, and how much of it a sentence mentions.

It never decides what a sentence says about the thing.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from evidence.abstracts.reading import Abstract, Sentence, abbreviations
from evidence.abstracts.words import lowers_and_stems, stem, stem_set

_STOP = stem_set(
    "a an the of in on at for to and or with without by from as is was were be been than into per its "
    "their his her this that these those which who all any both each other others not no after before "
    "during between among within including via using plus versus vs compared compare i ii iii it they we "
    "our would will can may more less nbsp amp"
)
_GENERIC = stem_set(
    "mean median rate rates level levels score scores total number numbers change changes incidence "
    "frequency proportion percentage percent index value values time measure measures measured outcome "
    "outcomes patients patient participants subjects group groups use study overall average amount degree "
    "extent occurrence prevalence baseline week weeks month months day days year years hours first second "
    "scale test questionnaire inventory self reported reporting rated assessed measured function improvement "
    "increase decrease "
    "reduction ratio hazard odds risk significant thickness diameter size intensity severity duration "
    "length response effect effects status concentration "
    "dose doses dosage dosages quantity h hr hrs wk mo d s µg μg mcg iu mmol kcal mu body rank concentrations "
    "units mg ml kg ng dl l g min clinical "
    "general type"
)
_SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in row.split())
    for row in (
        "mortality death deaths died fatal fatality",
        "adverse side ae aes tolerability toxicity safety",
        "hospitalization hospitalizations admission admissions hospitalized admitted rehospitalization readmission",
        "hba1c a1c glycated glycosylated",
        "qol hrqol",
        "bp pressure",
        "hemorrhage bleeding hemorrhagic",
        "nausea vomiting ponv emesis",
        "weight bodyweight",
        "relapse recurrence recurrent relapsed",
        "exacerbation exacerbations attack attacks",
        "depression depressive depressed",
        "analgesia analgesic",
        "anxiety anxious",
        "sleep insomnia",
        "cost costs expenditure cheaper dearer costlier",
        "length duration stay",
        "bmi adiposity",
        "knowledge understanding",
        "adherence compliance",
        "dropout attrition withdrawal discontinuation withdrew discontinued",
        "infarction mi",
        "cesarean section",
        "smoking cessation abstinence quit",
        "tolerated tolerability",
        "lymphocyte lymphocytes cd4",
        "fracture fractures",
        "fever pyrexia",
        "hypoglycemia hypoglycaemia hypoglycemic",
        "surgery operation operative surgical",
        "vas pain nrs",
        "depression depressive madrs hamd hdrs hrsd bdi qids phq",
        "anxiety anxious hama stai bai",
        "insomnia sleep psqi isi",
        "hydration moisture moisturizing hydrated",
        "remission remitter remitters remitted",
        "response responder responders responded",
        "fatigue tiredness",
        "satisfaction satisfied",
        "survival survived",
        "loss lost lose losing",
        "abortion miscarriage",
        "maternal mother mothers",
        "child children",
        "resolution resolved resolve resolves",
        "receipt received receive receiving",
        "hunger hungry",
        "consumption consumed consume intake requirement requirements required need needed needs usage",
        "gain gained",
    )
)
_ALIKE: dict[str, frozenset[str]] = {}
for _row in _SYNONYMS:
    for _stem in _row:
        _ALIKE[_stem] = _ALIKE.get(_stem, frozenset()) | _row


_BY_ANOTHER_NAME = 0.9
"""What a word counts for that a text has only under another name or a short form."""


@dataclass(frozen=True, slots=True)
class Term:
    """Stems with their weights; `covers` maps a short form used in the text to the stems it stands for."""

    text: str
    weights: Mapping[str, float]
    covers: Mapping[str, frozenset[str]]
    expands: Mapping[str, frozenset[str]]
    row: tuple[str, ...] = ()
    """its telling stems in order"""
    reach: frozenset[str] = frozenset()
    """the stems without one of which nothing mentions it"""
    eponyms: frozenset[str] = frozenset()
    """stems of proper names in it, as of `Boston bowel preparation score`"""

    @property
    def head(self) -> str | None:
        """The telling word the name ends in, `pressure` of `systolic blood pressure at rest`."""
        return _head(self.text)

    def mentioned(self, sentence: Sentence) -> float:
        """How much of the term the sentence mentions, 0 to 1."""
        return self.share(sentence.stems)

    def share(self, stems: frozenset[str]) -> float:
        """How much of the term's weight a set of stems covers, 0 to 1.

        >>> read_term("back pain").share(frozenset({"pain"}))
        0.5
        """
        if self.reach.isdisjoint(stems):
            return 0.0
        total = sum(self.weights.values())
        if not self.eponyms.isdisjoint(stems) and not _INSTRUMENTS.isdisjoint(stems):
            return max(_BY_EPONYM, self._told(stems) / total)
        return self._told(stems) / total

    def _told(self, stems: frozenset[str]) -> float:
        return sum(self.weights[one] * (1.0 if one in stems else _BY_ANOTHER_NAME) for one in self._covered(stems))

    def names_head(self, stems: frozenset[str]) -> bool:
        """Whether a set of stems holds the head of the name, or a word or short form that stands for it."""
        return self.head is None or self.head in self._covered(stems)

    def _covered(self, stems: frozenset[str]) -> set[str]:
        covered = {one for one in self.weights if one in stems or (one in _ALIKE and not stems.isdisjoint(_ALIKE[one]))}
        for short, stands_for in self.covers.items():
            if short in stems:
                covered |= stands_for
        for short, long_form in self.expands.items():
            if len(long_form & stems) >= 0.6 * len(long_form):
                covered.add(short)
        return covered

    def places(self, sentence: Sentence) -> list[int]:
        """Numbers of the sentence's words that belong to the term."""
        return [at for at, one in enumerate(sentence.row) if one in self.reach]

    def whole_name(self, sentence: Sentence) -> list[int]:
        """Numbers of the words that have the name word for word, small words apart; empty where none do."""
        row = self.row
        if len(row) < 2 or not sentence.stems.issuperset(row):
            return []
        telling = [at for at, one in enumerate(sentence.row) if says_something(sentence.lowers[at], one)]
        for number in range(len(telling) - len(row) + 1):
            run = telling[number : number + len(row)]
            if all(sentence.row[at] == one for at, one in zip(run, row, strict=True)):
                return run
        return []


@lru_cache(maxsize=4096)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text that carry meaning, in order; marks and small words are left out."""
    return tuple(one for lower, one in zip(*lowers_and_stems(text), strict=True) if says_something(lower, one))


def says_something(lower: str, stemmed: str) -> bool:
    """Whether a word is neither a mark nor one of the small words of any sentence."""
    return bool(stemmed) and lower[0].isalnum() and stemmed not in _STOP


def read_term(text: str, abstract: Abstract | None = None) -> Term:
    """A term with the weights its words deserve in this abstract: generic ones little, ones in every sentence less."""
    weights: dict[str, float] = {}
    row = content_stems(text)
    for one in row:
        base = 0.25 if one in _GENERIC or one.replace(".", "").isdigit() else 1.0
        weights[one] = max(weights.get(one, 0.0), base * _rarity(one, abstract))
    covers, expands = aliases(text, abstract)
    alike = (_ALIKE[one] for one in weights if one in _ALIKE)
    reach = frozenset().union(weights, covers, *alike, *expands.values())
    return Term(text, weights, covers, expands, row, reach, _eponyms(text))


_PROPER = re.compile(r"\b[A-Z][a-z]{3,}\b")
_INSTRUMENTS = stem_set("score scores scale scales index indices questionnaire inventory test")
_BY_EPONYM = 0.6
"""What the proper name of an instrument counts for where the text calls it by that name alone."""


def _eponyms(text: str) -> frozenset[str]:
    """The stems of proper names, in a name that holds more words and one for an instrument."""
    if len(text.split()) < 3 or _INSTRUMENTS.isdisjoint(content_stems(text)):
        return frozenset()
    return frozenset(stem(mark[0].lower()) for mark in _PROPER.finditer(text)) - _GENERIC


def aliases(text: str, abstract: Abstract | None) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Short forms that stand for words of a name, and the words that short forms in it stand for."""
    row = frozenset(content_stems(text))
    covers: dict[str, frozenset[str]] = {}
    expands: dict[str, frozenset[str]] = {}
    known = {**(abstract.abbreviations if abstract else {}), **_own_abbreviations(text)}
    for short, long_form in known.items():
        if not long_form.isdisjoint(row) and len(long_form & row) >= 0.7 * len(long_form):
            covers[short] = long_form & row
        if short in row:
            expands[short] = long_form
    return covers, expands


def _own_abbreviations(text: str) -> Mapping[str, frozenset[str]]:
    """The short form a name carries itself, as in `alanine aminotransferase (ALT)`."""
    if "(" not in text:
        return {}
    known = abbreviations(text)
    mark = _ENDS_IN_SHORT.fullmatch(text)
    if mark is not None and len(mark["short"]) - sum(map(str.islower, mark["short"])) > 1:
        known = {lowers_and_stems(mark["short"])[1][0]: frozenset(content_stems(mark["long"])), **known}
    return known


_ENDS_IN_SHORT = re.compile(r"(?P<long>[^()]{6,}) \((?P<short>[A-Za-z][\w-]{1,9})\)\s*")
"""A name with its short form behind it, whatever letters that takes: `maximal inspiratory pressure (PImax)`."""


_BREAKS = re.compile(
    r"(?i)[,;:(\[]|\b(?:of|in|at|after|before|during|from|for|with|to|per|between|on|by|within|over|and|or)\b"
)


@lru_cache(maxsize=4096)
def _head(text: str) -> str | None:
    """The last telling stem before the first preposition, comma or bracket, else the first one behind it."""
    for part in _BREAKS.split(text):
        telling = [one for one in content_stems(part) if not is_generic(one)]
        if telling:
            return telling[-1]
    return None


def _rarity(one: str, abstract: Abstract | None) -> float:
    if abstract is None:
        return 1.0
    seen = abstract.frequency.get(one, 0)
    return 1.0 / (1.0 + 0.25 * math.log(max(1, seen)))


def is_generic(one: str) -> bool:
    """Whether a stem says little by itself, such as `score` or `mean`."""
    return one in _GENERIC or one in _STOP
