"""BibTeX's lists of names: split at `and`, each name into its parts, bodies kept whole.

Never guesses at a name with too many commas: what follows the first stays together.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from evidence.formats.citations.latex import decode, encode, is_marked
from evidence.formats.citations.names import is_plain, written

_AND = re.compile(r" and ", re.IGNORECASE)
_WORDS = re.compile(r"[\s~]+")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?")
_EXTENDED = re.compile(r"^(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)


def split_top(text: str, mark: re.Pattern[str]) -> list[str]:
    """The pieces between marks that stand outside of braces.

    >>> split_top("{Barnes and Noble} and Ng, A", _AND)
    ['{Barnes and Noble}', 'Ng, A']
    """
    if "{" not in text:
        return mark.split(text)
    pieces, start = [], 0
    for match in mark.finditer(text):
        if text.count("{", start, match.start()) == text.count("}", start, match.start()):
            pieces.append(text[start : match.start()])
            start = match.end()
    pieces.append(text[start:])
    return pieces


def read_names(text: str) -> list[tuple[bool, str]]:
    r"""Each name with whether it is a body, in the one written form.

    >>> read_names(r"Ludwig van Beethoven and {World Health Organization} and M{\"u}ller, Jr., J{\"o}rg and others")
    [(False, 'van Beethoven, Ludwig'), (True, 'World Health Organization'), (False, 'Müller, Jörg, Jr.')]
    >>> read_names("Smith, A, B, C, D and de la Cruz, Ana and family=Ng, given=Adele, prefix=von")
    [(False, 'Smith, A B C D'), (False, 'de la Cruz, Ana'), (False, 'von Ng, Adele')]
    """
    names = [_name(piece) for piece in split_top(" ".join(text.split()), _AND)]
    return [name for name in names if name[1] and name[1].lower() not in {"others", "et al", "et al."}]


def _name(text: str) -> tuple[bool, str]:
    return (False, text) if is_plain(text) and not is_marked(text) else _marked_name(text)


@lru_cache(maxsize=8192)
def _marked_name(text: str) -> tuple[bool, str]:
    text = text.strip().strip(",").strip()
    family, comma, given = text.partition(", ")
    if comma and "," not in given and "{" not in text and "\\" not in text and "~" not in text:
        return False, f"{decode(family)}, {decode(given.strip())}"
    if text.startswith("{") and text.endswith("}") and _whole(text):
        inner = decode(text[1:-1])
        return (True, inner) if " " in inner or inner.isupper() else (False, inner)
    if _EXTENDED.match(text):
        return False, _extended(text)
    parts = [part.strip() for part in split_top(text, re.compile(","))]
    if len(parts) == 1:
        return False, _natural(parts[0])
    return False, _inverted([decode(part).replace(",", "") for part in parts])


def _inverted(parts: list[str]) -> str:
    """A name with its family name first: `family, given`, or `family, suffix, given`, in either order of the two."""
    family = parts[0]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]) and not _SUFFIX.fullmatch(parts[1]):
        return written(family, parts[1], parts[2])
    if len(parts) == 3:
        return written(family, parts[2], parts[1])
    return written(family, " ".join(part for part in parts[1:] if part))


def _whole(text: str) -> bool:
    """Whether the first brace closes at the end."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return at == len(text) - 1
    return False


def _natural(text: str) -> str:
    """A name in the order it is spoken: given names, particles in small letters, family name."""
    words = [word for word in split_top(text, _WORDS) if word]
    if len(words) < 2:
        return decode(text)
    suffix = decode(words.pop()) if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    first = next((at for at, word in enumerate(words[:-1]) if at and _small(word)), None)
    if first is None:
        first = 0 if _small(words[0]) else len(words) - 1
    given, family = " ".join(map(decode, words[:first])), " ".join(map(decode, words[first:]))
    return written(family.replace(",", ""), given.replace(",", ""), suffix)


def _small(word: str) -> bool:
    """Whether a word begins with a small letter, so that it is a particle; a word in braces is no particle."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = next((character for character in decode(word) if character.isalpha()), "")
    return letter.islower()


def _extended(text: str) -> str:
    parts = dict(piece.strip().partition("=")[::2] for piece in split_top(text, re.compile(",")) if "=" in piece)
    values = {name.strip().lower(): decode(value.strip()).strip('"') for name, value in parts.items()}
    family = " ".join(part for part in (values.get("prefix"), values.get("family")) if part)
    return written(family, values.get("given", ""), values.get("suffix", ""))


def write_names(names: Iterable[tuple[bool, str]]) -> str:
    """A list of (is a body, name) pairs as BibTeX writes it; bodies in braces.

    >>> write_names([(False, "Smith, John A, Jr"), (False, "Plato"), (True, "Study Group")])
    'Smith, Jr, John A and Plato and {Study Group}'
    """
    return " and ".join("{" + encode(name) + "}" if body else _person(name) for body, name in names)


def _person(name: str) -> str:
    family, _, rest = name.partition(", ")
    given, _, suffix = rest.partition(", ")
    if not rest:
        return _safe(family) if " " not in family else _safe(family) + ","
    return ", ".join(_safe(part) for part in (family, suffix, given) if part or part is given)


def _safe(part: str) -> str:
    encoded = encode(part)
    return "{" + encoded + "}" if re.search(r"(?:^|\s)and(?:\s|$)", part, re.IGNORECASE) else encoded
