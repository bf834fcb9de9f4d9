"""What a page is about as a whole: its main treatment and condition, and the long forms of its abbreviations.

Counted over the whole page, titles weighing more; it never looks outside the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence.extract.lexicon import SORTS, Sort
from evidence.extract.names import COMMON, GENERIC, GIVEN_UP, is_state
from evidence.models import SnapshotBase
from evidence.vocabulary import Mention, Vocabulary

_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9+-]{1,7})s?\)")
_PRODUCT = re.compile(r"\b[A-Z][A-Za-z0-9]+(?:[- ](?:[A-Z][A-Za-z0-9]*|\d+)){0,3}(?P<mark>®|™)?(?:\s(?P<next>[a-z]+))?")
_TAKEN = re.compile(r"\b(?:taking|takes?|took|taken|prescribed|prescription|on|medications?)\s(?:\w+\s){0,2}\Z")
_AS_TREATMENT = re.compile(r"(?:therapy|treatments?|injections?|infusions?|sessions?|transplants?)\b", re.IGNORECASE)
READ = 50_000
"""How many characters of a page are searched for the name of its product."""
_ACTS = Sort.BENEFIT | Sort.CHANGE | Sort.MECHANISM
TITLE_WEIGHT = 4
EARLY_WEIGHT = 1
EARLY = 400
"""How many characters count as the opening of a page."""
HEADING_WEIGHT = 3
SHARE = 0.34
SHARE_OF_CONDITION = 0.25
"""What is named less often than this, among all that is named of its kind, is not what the page is about."""


class Page(NamedTuple):
    """A page's subject: main intervention and condition as its words have them, with codes where they are known."""

    intervention: str | None
    intervention_code: str | None
    condition: str | None
    condition_code: str | None
    codes: frozenset[str]
    """the main intervention's code and those under and above it"""
    names: tuple[str, ...]
    """words that mean the main intervention, in lower case"""
    long_forms: dict[str, str]
    words: dict[str, str]
    """for each code named on the page, the page's own words, the label where the page uses it"""

    def names_subject(self, low: str) -> bool:
        """Whether a text in lower case names the main intervention."""
        return any(name in low for name in self.names)

    def is_subject(self, code: str) -> bool:
        """Whether this code is the main intervention or a kind of it."""
        return code in self.codes


def read_page(snapshot: SnapshotBase, mentions: Iterable[Mention], vocabulary: Vocabulary) -> Page:
    """What the page is about."""
    text = snapshot.text
    weights = _weights(snapshot)
    counts: dict[str, Counter[str]] = {"intervention": Counter(), "condition": Counter()}
    words: dict[str, str] = {}
    named = [*mentions]
    for mention in named:
        name = text[mention.start : mention.end]
        words.setdefault(mention.code, name)
        if name.lower() == mention.label.lower():
            words[mention.code] = name
        if mention.kind == "condition" and is_state(name):
            continue
        weight = next((w for start, end, w in weights if start <= mention.start < end), 1)
        if mention.kind == "intervention":
            before = text[max(0, mention.start - 40) : mention.start].lower()
            if GIVEN_UP.search(before) or _TAKEN.search(before):
                continue
            weight += 1 if _AS_TREATMENT.search(text, mention.start, mention.end + 12) else 0
        counts[mention.kind][mention.code] += weight + (EARLY_WEIGHT if mention.start < EARLY else 0)
    for mention in vocabulary.find(snapshot.title or ""):
        counts[mention.kind][mention.code] += TITLE_WEIGHT
        words.setdefault(mention.code, (snapshot.title or "")[mention.start : mention.end])
    long_forms = dict(_long_forms(text))
    code = _main(counts["intervention"], vocabulary, general=GENERIC, share=SHARE)
    if code is None or code in GENERIC:
        code = _first(counts["intervention"], GENERIC) or next(
            (c for c in counts["intervention"] if c not in GENERIC), code
        )
    subject, names = _name_of(text, code, words, counts["intervention"])
    condition = _condition(counts["condition"], snapshot, named, vocabulary)
    codes = frozenset({code, *vocabulary.descendants(code)}) if code else frozenset[str]()
    return Page(
        subject,
        code if subject and subject == words.get(code or "") else None,
        words.get(condition or ""),
        condition,
        codes,
        names,
        long_forms,
        words,
    )


def _condition(
    counts: Counter[str], snapshot: SnapshotBase, named: list[Mention], vocabulary: Vocabulary
) -> str | None:
    """The code of the condition the page is about; None where it names each only in passing."""
    general = frozenset({"pain", "inflammation", "quality_of_life", "infection", "injury"})
    code = _main(counts, vocabulary, general=general, share=SHARE_OF_CONDITION) or _first(counts, frozenset())
    return None if code is None or _in_passing(code, snapshot, named, vocabulary) else code


def _in_passing(code: str, snapshot: SnapshotBase, named: list[Mention], vocabulary: Vocabulary) -> bool:
    """Whether a page of several sentences names a condition, or a kind of it, once only and in no heading or title."""
    if len(snapshot.blocks) < _SEVERAL or any(found.code == code for found in vocabulary.find(snapshot.title or "")):
        return False
    places = [mention.start for mention in named if vocabulary.is_a(mention.code, code)]
    headings = [(block.start, block.end) for block in snapshot.blocks if block.kind == "heading"]
    return len(places) == 1 and not any(start <= places[0] < end for start, end in headings)


_SEVERAL = 4
"""Blocks from which on a page may have more than one topic."""


def _weights(snapshot: SnapshotBase) -> list[tuple[int, int, int]]:
    return [(b.start, b.end, HEADING_WEIGHT) for b in snapshot.blocks if b.kind == "heading"]


def _main(counts: Counter[str], vocabulary: Vocabulary, general: frozenset[str], share: float) -> str | None:
    """The code the page is about: named most, with its kinds and what it is a kind of, by more than a third of all."""
    best: str | None = None
    score = 0.0
    for code, count in counts.items():
        family = sum(n for other, n in counts.items() if other != code and vocabulary.is_a(other, code))
        total = (count + family / 2) * (0.1 if code in general else 1.0)
        if total > score:
            best, score = code, total
    if best is None:
        return None
    kin = sum(n for code, n in counts.items() if vocabulary.is_a(code, best) or vocabulary.is_a(best, code))
    everything = sum(n for code, n in counts.items() if code not in general or code == best)
    return best if kin >= 2 and kin / max(everything, 1) > share else None


def _first(counts: Counter[str], general: frozenset[str]) -> str | None:
    """The first that is named more than once, of those that are not general."""
    special = [code for code in counts if code not in general]
    return next((code for code in special if counts[code] >= 2), None)


def _name_of(
    text: str, code: str | None, words: dict[str, str], counts: Counter[str]
) -> tuple[str | None, tuple[str, ...]]:
    """The main intervention in the page's words; a product nobody knows where it is named as often as any treatment."""
    product, times = _product(text)
    if product and (code is None or code in GENERIC or times >= counts[code]):
        return product, (product.lower(),)
    return (words[code], (words[code].lower(),)) if code is not None else (None, ())


def _product(text: str) -> tuple[str | None, int]:
    """The proper name that is most often the subject of a verb of effect, and how often it is named at all."""
    counts: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    for match in _PRODUCT.finditer(text[:READ]):
        name = match.group().removesuffix(match["next"] or "").strip().rstrip("®™")
        while name and name.split()[0].lower() in COMMON:
            name = name.partition(" ")[2]
        if len(name) < 4 or (" " not in name and (name.lower() in SORTS or name.isupper())):
            continue
        counts[name] += 1
        if match["mark"] or SORTS.get(match["next"] or "", 0) & _ACTS:
            acting[name] += 1
    best = max(acting, key=lambda name: (counts[name], len(name)), default=None)
    return (best, counts[best]) if best and counts[best] >= 2 else (None, 0)


def _long_forms(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations in brackets with the words before them, where those have the right initials."""
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        words = text[max(0, match.start() - 80) : match.start()].rpartition("\n")[2].split()[-len(short) - 1 :]
        for size in range(min(len(words), len(short)), 0, -1):
            parts = [part for word in words[-size:] for part in word.split("-") if part]
            if parts and "".join(part[0] for part in parts).lower() == short.lower():
                yield short, " ".join(words[-size:])
                break
