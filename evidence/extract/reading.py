"""A sentence as the later steps see it: its words with what each may be a sign of, and the names found in it.

It reads and never decides.
"""

import re
from functools import cached_property, lru_cache, reduce
from operator import or_

from evidence.extract.lexicon import SORTS, Sort
from evidence.extract.passages import Passage
from evidence.extract.patterns import DEFINES
from evidence.text.quantities import Reading as Number
from evidence.text.quantities import read_numbers
from evidence.text.words import words
from evidence.vocabulary import Mention

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_AUXILIARY = words(
    "are aren't be been being can can't cannot could did didn't do does doesn't don't had has hasn't have haven't"
    " is isn't may might must shall should was wasn't were weren't will won't would"
)
_VERB = Sort.BENEFIT | Sort.CHANGE | Sort.MECHANISM | Sort.FINDING
_IN_NAME = ~(Sort.TREATMENT | Sort.STUDY)
_IN_CONDITION = Sort.SUBSTRATE | Sort.MECHANISM | Sort.SAFETY | Sort.HARM | Sort.BENEFIT | Sort.CHANGE
_NOUN_TOO = words(
    "act aid attack balance benefit benefits block boost build burn calm cause clear complete concentrate"
    " contract contribute control cool cure cut cuts damage decrease drive drop effects fall finds firm form fuel"
    " function functions gain guard harm help impact increase influence lead mean press process quiet recruit"
    " regulate release remedy repair report reports research respond result results return rise save signal slow"
    " state study supply support target tone transport treatment work"
)


_ANTI = re.compile(
    r"anti(?:-[a-z]{4,}|viral|bacterial|fungal|microbial|septic|cancer|tumou?r|ag(?:e)?ing|inflammatory|spasmodic"
    r"|parasitic|bacterials|virals)\b"
)


@lru_cache(maxsize=20_000)
def sorts_of(word: str) -> int:
    """What a word in lower case may be a sign of; of a compound, what its parts are signs of."""
    known = SORTS.get(word)
    if known is not None:
        return known
    if _ANTI.match(word):
        return Sort.EFFECT
    if "-" in word:
        head, *rest = word.split("-")
        if rest[-1] == "free":
            return Sort.FELT if SORTS.get(head, 0) & Sort.OUTCOME else 0
        return reduce(or_, (SORTS.get(part, 0) for part in (head, *rest)))
    return 0


_FIRST_PART = re.compile(r"[^,;:]{2,90}")
_OF_THE_BODY = re.compile(r"[\s-](?:receptors?|levels?|deficien\w+|channels?|production|synthesis|pathways?)\b")
"""After a name that the body knows as well: `GABA receptors` and `testosterone levels` are no treatments."""


def _is_one_word(mention: Mention, r: "Reading") -> bool:
    """Whether the name is one plain word, such as collagen, which the body has as well."""
    return mention.kind == "intervention" and " " not in r.text[mention.start - r.start : mention.end - r.start]


class Reading:
    """One sentence, or one clause of it, with everything that is asked of it more than once."""

    def __init__(self, text: str, passage: Passage, mentions: list[Mention]) -> None:
        self.text = text[passage.start : passage.end]
        self.start, self.end = passage.start, passage.end
        self.kind, self.section, self.block = passage.kind, passage.section, passage.block
        self.mentions = mentions
        self.low = self.text.lower().replace("’", "'")
        self.tokens = [(m.group(), m.start()) for m in _WORD.finditer(self.low)]
        self.sorts = self._sorts()
        self.mask = 0
        for sort in self.sorts:
            self.mask |= sort

    def _sorts(self) -> list[int]:
        """The sorts of the words; inside a name only those the name means: `stem cell therapy` is no cell."""
        sorts = [sorts_of(word) for word, _ in self.tokens]
        named = iter(self.mentions)
        mention = next(named, None)
        for place, (_, at) in enumerate(self.tokens):
            while mention is not None and mention.end - self.start <= at:
                mention = next(named, None)
            if mention is not None and mention.start - self.start <= at and not _is_one_word(mention, self):
                sorts[place] &= ~(_IN_NAME if mention.kind == "intervention" else _IN_CONDITION)
        return sorts

    @cached_property
    def conditions(self) -> list[Mention]:
        """The conditions named, in order."""
        return [m for m in self.mentions if m.kind == "condition"]

    @cached_property
    def interventions(self) -> list[Mention]:
        """The interventions named, in order."""
        named = [m for m in self.mentions if m.kind == "intervention"]
        return [m for m in named if not _OF_THE_BODY.match(self.text, m.end - self.start)]

    @cached_property
    def verb(self) -> int:
        """The place among the words of the first finite verb, the number of words where none is seen."""
        for place, (word, _) in enumerate(self.tokens):
            if word in _AUXILIARY and not (place == 0 and word not in ("is", "has", "can", "may", "does", "will")):
                return place
            if place and self.sorts[place] & _VERB and self._is_finite(place, word):
                return place
            if place == 1 and self._is_act_of_a_name(word):
                return place
        return len(self.tokens)

    def _is_act_of_a_name(self, word: str) -> bool:
        """Whether the second word is a verb because the first is a name nobody knows: `KneeMax takes`."""
        name = self.text[: len(self.first)]
        return (
            word.endswith("s") and not word.endswith("ss") and any(c.isupper() for c in name[1:]) and not name.isupper()
        )

    def _is_finite(self, place: int, word: str) -> bool:
        if word.endswith("ing"):
            return False
        before = self.tokens[place - 1][0]
        if before in (
            "to",
            "of",
            "a",
            "an",
            "the",
            "for",
            "in",
            "with",
            "and",
            "or",
            "by",
            "on",
            "your",
            "our",
            "its",
            "their",
            "no",
            "from",
        ):
            return False
        if word in _NOUN_TOO and not (before.endswith("s") and not word.endswith("s") and len(before) > 4):
            return before in (
                "it",
                "they",
                "we",
                "you",
                "i",
                "that",
                "which",
                "also",
                "not",
                "patients",
                "people",
                "supplements",
                "studies",
            )
        return True

    def has(self, sort: int) -> bool:
        """Whether any word may be a sign of this."""
        return bool(self.mask & sort)

    def signs(self, sort: int) -> list[str]:
        """The words that may be signs of this, in order."""
        return [word for (word, _), sorts in zip(self.tokens, self.sorts, strict=True) if sorts & sort]

    @cached_property
    def defines(self) -> bool:
        """Whether it opens as a definition does, before any comma: `Magnesium is a mineral …`."""
        opening = _FIRST_PART.match(self.low)
        return opening is not None and DEFINES.search(self.low, 0, opening.end()) is not None

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers in it, with offsets into the snapshot."""
        return [n._replace(start=n.start + self.start, end=n.end + self.start) for n in read_numbers(self.text)]

    @cached_property
    def subject(self) -> str:
        """What stands before the first finite verb, in lower case."""
        return self.low if self.verb >= len(self.tokens) else self.low[: self.tokens[self.verb][1]]

    @cached_property
    def first(self) -> str:
        """The first word, empty where there is none."""
        return self.tokens[0][0] if self.tokens else ""
