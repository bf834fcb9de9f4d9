"""The words of a title or a sentence as they are looked up: folded, without endings, numbers marked.

It never weighs a word; that depends on the library.
"""

import re
import unicodedata
from functools import lru_cache

from evidence.abstracts.words import stem
from evidence.cite.lexicon import STOP
from evidence.text.words import words as listed

_WORD = re.compile(r"[a-z0-9]+")
_GREEK = {0x3B1: "alpha", 0x3B2: "beta", 0x3B3: "gamma", 0x3B4: "delta", 0x3BA: "kappa", 0x3C9: "omega", 0x3BC: "mu"}
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_NUMBER = re.compile(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:[.·]\d+)?(?![\w]|[.,·]\d)")
_COMMON_NUMBERS = listed("95 0.05 0.01 0.001")
_CAPITALS = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z][A-Za-z0-9]{1,9}\b")


def folded(text: str) -> str:
    """The text in lower case without accents.

    >>> folded("Tønnesen, β-Carotene é")
    'tonnesen, beta-carotene e'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).translate(_GREEK).translate(_LETTERS)


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text.

    >>> tokens("Wii-Fit (35%)")
    ['wii', 'fit', '35']
    """
    return _WORD.findall(folded(text))


def terms(text: str) -> list[str]:
    """The stems of the words that say something, in order; single letters are dropped.

    >>> terms("Treatments of infections, a review")
    ['treat', 'infec', 'review']
    """
    return [_stem(token) for token in tokens(text) if token not in STOP and len(token) > 1]


@lru_cache(maxsize=131072)
def _stem(token: str) -> str:
    return stem(token)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text as they are compared: no commas, no trailing zeros, none that belongs to a name.

    >>> sorted(numbers_in("1,250 women (35.0% and 0·6 of them; 95% CI) on IL-6"))
    ['0.6', '1250', '35']
    """
    found = (number.replace(",", "").replace("·", ".") for number in _NUMBER.findall(text))
    return frozenset(_shortest(number) for number in found if number not in _COMMON_NUMBERS)


def _shortest(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def tellingness(number: str) -> float:
    """How much a number tells studies apart, of one: the more digits, the rarer.

    >>> tellingness("7"), tellingness("35"), tellingness("35.4"), tellingness("1250")
    (0.1, 0.4, 1.0, 1.0)
    """
    return {1: 0.1, 2: 0.4}.get(len(number.replace(".", "")), 1.0)


def abbreviations_in(text: str) -> frozenset[str]:
    """Words with two capitals or more, folded.

    >>> sorted(abbreviations_in("the ERAS bundle and eF in IVGs"))
    ['eras', 'ivg']
    """
    return frozenset(
        word[:-1].lower() if word.endswith("s") and word[:-1].isupper() else word.lower()
        for word in _CAPITALS.findall(text)
    )


def initials_of(title: str) -> frozenset[str]:
    """The initials of each run of two to six words of a title, with and without the small words.

    >>> "eras" in initials_of("The enhanced recovery after surgery pathway")
    True
    """
    words = tokens(title)
    found: set[str] = set()
    for kept in (words, [word for word in words if len(word) > 3 or word.isdigit()]):
        letters = "".join(word[0] for word in kept)
        found.update(letters[at : at + size] for size in range(2, 7) for at in range(len(letters) - size + 1))
    return frozenset(found)
