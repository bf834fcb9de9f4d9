"""Which publications of a library may be one though nothing proves it: candidates for a person, with score and reasons.

Two records in one year by one first author under near the same title may be one; so may two that share one identifier
and differ in another. Two PubMed numbers are two records, and a part, a reply or a correction is a work of its own.
Nothing is compared with everything: only records that share an identifier, a whole title (a short one with volume and
first page), or the family name of the first author with the first two or the last two words of the title are looked at.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from evidence.cite.index import surname
from evidence.cite.lexicon import STOP
from evidence.cite.words import tokens
from evidence.text.words import words

IDENTIFIERS = ("pmid", "doi", "pmcid")
ALIKE = 90.0
"""Per cent of two titles that must agree."""
SPELLING = 70.0
"""Per cent of two words that must agree for one to be another spelling of the other."""
LEAST = 0.7
"""The score from which a pair is offered."""
CROWD = 300
"""More records than this under one mark, such as `letter to the editor`, and the mark tells nothing."""
TELLING = 4
"""Words from which a title tells one work from others; shorter ones need the same volume and first page."""
_NAMES = {"pmid": "PMID", "doi": "DOI", "pmcid": "PMCID"}
_NOTICE = re.compile(r"^(?:retracted|withdrawn)(?: article| chapter| paper)? ")
_OTHER_WORK = words("""
abstract addendum answer author authors comment commentary comments corrected correction corrections corrigenda
corrigendum discussion editorial errata erratum letter notice poster preface protocol re rejoinder remarks reply
response retraction summary supplement update updated
""")
_PARTS = words("i ii iii iv v vi vii viii ix x b c one two three first second third")


class Sketch(NamedTuple):
    """What of a publication is compared; `title` is its folded words, `page` its first page."""

    id: int
    title: str
    author: str
    year: int | None
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    volume: str | None = None
    page: str | None = None


class Pair(NamedTuple):
    """Two publications that may be one, the older first."""

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


def title_words(title: str) -> str:
    """The words of a title as they are compared, without the mark of a retraction before them.

    >>> title_words("RETRACTED: Ketamine for Pain – a Randomised Trial.")
    'ketamine for pain a randomised trial'
    """
    return _NOTICE.sub("", " ".join(tokens(title)))


def first_page(pages: str | None) -> str | None:
    """The page an article begins on.

    >>> first_page("S123-30"), first_page(None)
    ('s123', None)
    """
    found = re.match(r"\w+", (pages or "").strip().lower())
    return found[0] if found else None


def first_author(name: str | None) -> str:
    """The family name of an author, empty where there is none."""
    return surname(name) if name else ""


class SketchIndex:
    """Sketches by what two records of one publication have in common."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._sketches: list[Sketch] = []
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, sketch in enumerate(sketches):
            self._sketches.append(sketch)
            for mark in marks_of(sketch):
                self._places[mark].append(place)

    def within(self) -> Iterator[Pair]:
        """The pairs among the sketches of the index, each once."""
        seen: set[tuple[int, int]] = set()
        for places in self._places.values():
            if 1 < len(places) <= CROWD:
                for ends in combinations(places, 2):
                    if ends not in seen:
                        seen.add(ends)
                        yield from _paired(*(self._sketches[place] for place in ends))

    def like(self, sketch: Sketch) -> Iterator[Pair]:
        """The pairs of another sketch with those of the index, each once."""
        found = (self._places.get(mark, ()) for mark in marks_of(sketch))
        for place in sorted({place for places in found if len(places) <= CROWD for place in places}):
            yield from _paired(self._sketches[place], sketch)


def _paired(one: Sketch, other: Sketch) -> Iterator[Pair]:
    pair = compared(one, other)
    if pair is not None:
        yield pair


def marks_of(sketch: Sketch) -> Iterator[tuple[str, ...]]:
    """What two records of one publication have in common: only those that share a mark are compared."""
    for name in IDENTIFIERS:
        if value := getattr(sketch, name):
            yield name, value
    title = sketch.title.split()
    if len(title) >= TELLING:
        yield "title", sketch.title
    elif title and sketch.volume and sketch.page:
        yield "placed", sketch.title, sketch.volume, sketch.page
    if title and sketch.author:
        telling = [word for word in title if word not in STOP] or title
        yield "begins", sketch.author, *telling[:2]
        yield "ends", sketch.author, *telling[-2:]


def compared(one: Sketch, other: Sketch) -> Pair | None:
    """The pair, if the two may be one publication.

    >>> pain = Sketch(1, "ketamine for chronic pain a randomised trial", "ng", 2020, doi="10.1/x")
    >>> compared(pain, Sketch(2, "ketamine for chronic pain a randomized trial", "ng", 2020))
    ... # doctest: +NORMALIZE_WHITESPACE
    Pair(first=1, second=2, score=0.98, reasons=('their titles are 98% alike', 'both are of 2020',
         'both name ng first', 'only one has a DOI'))
    >>> compared(pain, Sketch(3, "ketamine for chronic pain a randomised trial ii", "ng", 2020)) is None
    True
    """
    first, second = (one, other) if one.id < other.id else (other, one)
    shared = [name for name in IDENTIFIERS if getattr(one, name) and getattr(one, name) == getattr(other, name)]
    if shared:
        return _sharing(first, second, shared)
    if (one.pmid and other.pmid) or _differ(one.author, other.author) or _years_apart(one, other) > 1:
        return None
    likeness = fuzz.ratio(first.title, second.title, score_cutoff=ALIKE)
    if not likeness or not _agree(first, second, likeness):
        return None
    faults = _faults(first, second)
    score = round(likeness / 100 - sum(weight for weight, _ in faults), 2)
    if score < LEAST:
        return None
    alike = "their titles agree" if likeness == 100 else f"their titles are {likeness:.0f}% alike"
    return Pair(first.id, second.id, score, (alike, *_agreeing(first, second), *(reason for _, reason in faults)))


def _sharing(first: Sketch, second: Sketch, shared: Sequence[str]) -> Pair:
    """Two with an identifier in common: one publication, unless one of the identifiers is wrong."""
    differing = [name for name in IDENTIFIERS if _differ(getattr(first, name), getattr(second, name))]
    likeness = fuzz.ratio(first.title, second.title)
    reasons = [f"they have the same {_NAMES[name]}" for name in shared]
    reasons += [f"they have another {_NAMES[name]}" for name in differing]
    score = 1.0 - 0.1 * len(differing)
    if first.title and second.title and likeness < ALIKE:
        reasons.append(f"their titles are only {likeness:.0f}% alike")
        score -= 0.2
    return Pair(first.id, second.id, round(score, 2), tuple(reasons))


def _differ(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _years_apart(one: Sketch, other: Sketch) -> int:
    return abs(one.year - other.year) if one.year and other.year else 0


def _agree(first: Sketch, second: Sketch, likeness: float) -> bool:
    """Whether the titles agree well enough, for what else is known, and give no sign of two works."""
    if likeness < (97 if _years_apart(first, second) else ALIKE if first.year and second.year else 100):
        return False
    placed = bool(first.volume and first.page) and (first.volume, first.page) == (second.volume, second.page)
    if min(len(first.title.split()), len(second.title.split())) < TELLING and not placed:
        return False
    return likeness == 100 or not _two_works(first.title, second.title)


def _two_works(one: str, other: str) -> bool:
    """Whether titles differ by a number, a part, a word such as reply, or a word that is no other spelling.

    >>> _two_works("ketamine for pain", "lidocaine for pain"), _two_works("randomised trial", "randomized trial")
    (True, False)
    """
    mine, theirs = set(one.split()), set(other.split())
    apart = mine ^ theirs
    if any(word in _OTHER_WORK or word in _PARTS or any(map(str.isdigit, word)) for word in apart):
        return True
    fewer, more = sorted((mine - theirs, theirs - mine), key=len)
    return any(max(fuzz.ratio(word, rival) for rival in more) < SPELLING for word in fewer)


def _agreeing(first: Sketch, second: Sketch) -> Iterator[str]:
    if first.year and first.year == second.year:
        yield f"both are of {first.year}"
    if first.author and first.author == second.author:
        yield f"both name {first.author} first"


def _faults(first: Sketch, second: Sketch) -> list[tuple[float, str]]:
    """What speaks against it, with what each takes off the score."""
    found: list[tuple[float, str]] = []
    if not (first.author and second.author):
        found.append((0.1, "an author is wanting"))
    if not (first.year and second.year):
        found.append((0.1, "a year is wanting"))
    elif first.year != second.year:
        found.append((0.05, f"they are of {first.year} and {second.year}"))
    if _differ(first.volume, second.volume) or _differ(first.page, second.page):
        found.append((0.1, "they stand in another volume or on other pages"))
    for name in IDENTIFIERS:
        one, other = getattr(first, name), getattr(second, name)
        if _differ(one, other):
            found.append((0.1, f"they have another {_NAMES[name]}: one may be a preprint or a reprint of the other"))
        elif bool(one) != bool(other):
            found.append((0.0, f"only one has a {_NAMES[name]}"))
    return found
