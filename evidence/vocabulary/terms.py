"""A term, a mention of one, and the key by which spellings of a name meet; no term is listed here."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["condition", "intervention"]

TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*\+?(?:['’]s\b)?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")
_KEEPS_S = ("ss", "us", "is", "as", "os")


class Term(NamedTuple):
    """A condition or an intervention as a row of the vocabulary has it."""

    code: str
    label: str
    kind: Kind
    parent: str | None = None
    synonyms: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A name found in a text: where it stands, and the term it is a name of."""

    start: int
    end: int
    code: str
    kind: Kind
    label: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One form for singular and plural, capital and small, with and without the possessive.

    >>> [stem(w) for w in ("Migraines", "therapies", "Crohn's", "arthritis", "stress")]
    ['migraine', 'therapy', 'crohn', 'arthritis', 'stress']
    """
    capitals = word.isupper()
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if capitals or len(word) < 4 or not word.endswith("s") or word.endswith(_KEEPS_S):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1]


@lru_cache(maxsize=50_000)
def key_of(name: str) -> tuple[str, ...]:
    """The key of a name: its stemmed words without hyphens, accents and marks.

    >>> key_of("Low-Back Pains") == key_of("low back pain")
    True
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(stem(word) for word in TOKEN.findall(name))


def is_acronym(name: str) -> bool:
    """Whether a name is only itself in capitals: `TENS` is a device, `tens` a number.

    >>> is_acronym("TENS"), is_acronym("Botox")
    (True, False)
    """
    return _ACRONYM.fullmatch(name) is not None
