"""The words of a text with light stems, so that `infections` and `infected` meet.

It never looks a word up in a language model: a stem is the word without its common endings.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.wordlists import word_row, word_set

_WORD = re.compile(r"[^\W\d_]\w*(?:['’][a-z]+)?|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\s?\d+)?|[<>=≤≥±%;:,()\[\]/+–—−-]")
_ENDINGS = tuple(
    sorted(
        word_row(
            "ivity ivities ization isation ational fulness ousness iveness ations ation ities ators ator "
            "ments ment ances "
            "ance ences ence ingly edly ings ing ies ied ions ion ives ive ally ical ics ic als al ers er "
            "ors or ness est able ible ably ibly ously ous ly ity ed es s e y ary ate ates ated ating ious "
            "atic etic ety esia esic"
        ),
        key=len,
        reverse=True,
    )
)
_WHOLE = word_set("during between versus increase increases decrease decreases less diabetes series group")
_SPELLINGS = (
    (re.compile(r"haem"), "hem"),
    (re.compile(r"oedema"), "edema"),
    (re.compile(r"oesoph"), "esoph"),
    (re.compile(r"oestr"), "estr"),
    (re.compile(r"anaesth"), "anesth"),
    (re.compile(r"anaem|naem"), "anem"),
    (re.compile(r"aemi"), "emi"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"noea"), "nea"),
    (re.compile(r"rrhoe"), "rrhe"),
    (re.compile(r"foet"), "fet"),
    (re.compile(r"faec"), "fec"),
    (re.compile(r"caesar"), "cesar"),
    (re.compile(r"coel"), "cel"),
    (re.compile(r"leuco"), "leuko"),
    (re.compile(r"(?<=[a-z]{3})our\b"), "or"),
    (re.compile(r"(?<=avi)our"), "or"),
    (re.compile(r"(?<=[a-z]{2})yse"), "yze"),
    (re.compile(r"(?<=[a-z]{3})is(?=ed|ing|ation|es?\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})tre\b"), "ter"),
)
_BRITISH = re.compile(r"ae|oe|our|is(?:ed|ing|ation|es?\b)|yse|tre\b|leuco")
_GREEK = {
    "\N{GREEK SMALL LETTER ALPHA}": "alpha",
    "\N{GREEK SMALL LETTER BETA}": "beta",
    "\N{GREEK SMALL LETTER GAMMA}": "gamma",
    "\N{GREEK SMALL LETTER DELTA}": "delta",
    "\N{GREEK SMALL LETTER KAPPA}": "kappa",
    "\N{GREEK SMALL LETTER OMEGA}": "omega",
    "\N{MICRO SIGN}": "mu",
    "\N{GREEK SMALL LETTER MU}": "mu",
}
_LABELLED = word_set("group groups arm arms cohort drug diet formula regimen treatment vaccine condition protocol")
_LABEL = re.compile(r"[a-z]|[1-6]|i{1,3}|iv|v")


def lowered(text: str) -> str:
    """A text in lower case with every character at its place, the few that would grow left as they are.

    >>> lowered("NS, P"), len(lowered("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"))
    ('ns, p', 1)
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(small := one.lower()) > 1 else small for one in text)


@lru_cache(maxsize=65536)
def stem(lower: str) -> str:
    """A word without its common endings, at least four letters long.

    >>> stem("infections"), stem("infected"), stem("pain"), stem("3.5")
    ('infec', 'infec', 'pain', '3.5')
    """
    if lower in _GREEK:
        return _GREEK[lower]
    if lower[-2:] in {"'s", "’s"}:
        lower = lower[:-2]
    if _BRITISH.search(lower):
        for pattern, spelling in _SPELLINGS:
            lower = pattern.sub(spelling, lower)
    if len(lower) <= 4 or lower in _WHOLE or not lower.isalpha():
        return lower[:-1] if len(lower) == 4 and lower[-1] == "s" and lower[-2] not in "sui" else lower
    lower = _without_ending(_without_ending(lower))
    if lower.endswith("ct"):
        lower = lower[:-1]
    return lower.rstrip("i") if len(lower) > 4 else lower


class _Stems(dict[str, str]):
    """Stems by word, emptied when full: a look-up costs less than a call."""

    def __missing__(self, lower: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[lower] = stem(lower)
        return found


_MOST_STEMS = 65_536
_STEMS = _Stems()


def _without_ending(lower: str) -> str:
    if not lower.endswith(_ENDINGS):
        return lower
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= 4:
            return lower[: -len(ending)]
    return lower


def stem_set(text: str) -> frozenset[str]:
    """The stems of a row of words.

    >>> sorted(stem_set("infections infected pain"))
    ['infec', 'pain']
    """
    return frozenset(stem(word) for word in text.split())


LABELLED = frozenset(map(stem, _LABELLED))
"""The stems beside which a single letter or number may be a label, as in `group A`."""


class Placed(NamedTuple):
    """The words, numbers and marks of a text in lower case, and where each begins and ends."""

    lowers: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=4096)
def placed(text: str) -> Placed:
    """The words, numbers and marks of a text in order with their places.

    >>> placed("Pain fell by 1,204 (P = 0.03)").lowers
    ('pain', 'fell', 'by', '1,204', '(', 'p', '=', '0.03', ')')
    """
    marks = list(_WORD.finditer(lowered(text)))
    lowers = tuple([mark[0] for mark in marks])
    return Placed(lowers, tuple([mark.start() for mark in marks]), tuple([mark.end() for mark in marks]))


def lowers_and_stems(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same words and their stems, without their places: quicker where those do not matter.

    >>> lowers_and_stems("Group A fell")
    (('group', 'a', 'fell'), ('group', 'group:a', 'fell'))
    """
    lowers = _WORD.findall(lowered(text))
    return tuple(lowers), tuple(_stems(lowers))


def _stems(lowers: list[str]) -> list[str]:
    stems = list(map(_STEMS.__getitem__, lowers))
    return stems if _LABELLED.isdisjoint(lowers) else _with_labels(lowers, stems)


def _with_labels(lowers: list[str], stems: list[str]) -> list[str]:
    """The stems with `A` of `group A` or `A group` as `group:a`, so that it is told from the article."""
    labelled = stems.copy()
    for at, lower in enumerate(lowers):
        if lower not in _LABELLED:
            continue
        for beside in (at + 1, at - 1):
            if 0 <= beside < len(lowers) and _LABEL.fullmatch(lowers[beside]):
                if beside < at and (lowers[beside] == "a" or (beside and lowers[beside - 1] in {"/", "-"})):
                    continue
                labelled[beside] = f"group:{lowers[beside]}"
                if beside > at:
                    _label_more(lowers, labelled, beside)
                break
    return labelled


def _label_more(lowers: list[str], labelled: list[str], at: int) -> None:
    """Label the rest of a row such as `groups A, B and C`."""
    while at + 2 < len(lowers) and lowers[at + 1] in {",", "and", "or", "/"}:
        at += 2 if lowers[at + 2] not in {"and", "or"} else 3
        if at >= len(lowers) or not _LABEL.fullmatch(lowers[at]) or lowers[at] in {"a", "n"}:
            return
        labelled[at] = f"group:{lowers[at]}"
