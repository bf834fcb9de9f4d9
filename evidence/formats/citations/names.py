"""Names of authors: one written form (`Family, Given, Suffix`), and the CSL form on the other side.

Never decides who a person is, and never expands initials.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_SUFFIXES = r"(?:Jr|Sr|[2-9](?:nd|rd|th)|1st|III?)\.?"
_SUFFIX = re.compile(_SUFFIXES)
_PLAIN = re.compile(rf"[^\s,;]+, [^\s,;]+(?: (?!{_SUFFIXES}\Z)[^\s,;]+)*")
_INITIALS = re.compile(
    r"(?P<family>[^\d,&]+?)\s+(?P<given>(?:[A-ZÀ-Þ]\.?[ -]?){1,4})(?:\s+(?P<suffix>Jr|Sr|2nd|3rd|4th|II|III)\.?)?"
)
_SHORT_GIVEN = re.compile(r"\s*(?:[A-ZÀ-Þ][.\s-]*){1,4}")
_GROUP_WORD = re.compile(
    r"\b(?:group|collaborat\w+|investigators?|committee|consortium|network|society|association|organi[sz]ation|team"
    r"|study|trial|institute|university|college|department|ministry|agency|council|foundation|centers?|centres?|board|panel"
    r"|task force)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    {"", ",", "-", "anonymous", "anon", "[anonymous]", "et al", "et al.", "others", "no authors listed"}
    | {"[no authors listed]"}
)


def is_plain(name: str) -> bool:
    """Whether a name is `Family, Given` in the one written form already, without particle, suffix or body.

    >>> is_plain("Ng, Adele M"), is_plain("Ng,  A"), is_plain("van Ng, A"), is_plain("Ng, A Jr")
    (True, False, False, False)
    """
    return _PLAIN.fullmatch(name) is not None


def is_no_one(name: str) -> bool:
    """Whether the name only says that there is none: empty, `Anonymous`, `et al.`.

    >>> is_no_one("et al."), is_no_one("Ng, A")
    (True, False)
    """
    return name.strip().lower() in _EMPTY


def is_group(name: str) -> bool:
    """Whether a name without a comma is a body, not a person written `Family GI` or by one name.

    >>> is_group("World Health Organization"), is_group("Pickering G"), is_group("Plato"), is_group("Ng, A")
    (True, False, False, False)
    """
    family, comma, rest = name.partition(",")
    if comma and (" " not in family or _SHORT_GIVEN.fullmatch(rest) or not _GROUP_WORD.search(family)):
        return False
    return bool(_GROUP_WORD.search(name)) or (" " in name.strip() and _INITIALS.fullmatch(name) is None)


def written(family: str, given: str = "", suffix: str = "") -> str:
    """The one written form.

    >>> written("Smith", "John A", "Jr"), written("Kalloo")
    ('Smith, John A, Jr', 'Kalloo')
    """
    if not given and not suffix:
        return family
    return f"{family}, {given}, {suffix}" if suffix else f"{family}, {given}"


@lru_cache(maxsize=16384)
def tidy(name: str) -> str:
    """A personal name in the one written form, whatever order and stops it came in.

    >>> tidy("Smith JA"), tidy("Smith,John A."), tidy("Smith, John A Jr"), tidy("van der Berg, J.")
    ('Smith, JA', 'Smith, John A.', 'Smith, John A, Jr', 'van der Berg, J.')
    """
    family, comma, rest = name.partition(",")
    family = " ".join(family.split())
    if not comma:
        match = _INITIALS.fullmatch(family)
        return written(match["family"], match["given"].strip(), match["suffix"] or "") if match else family
    given, _, suffix = (" ".join(part.split()) for part in rest.partition(","))
    head, _, last = given.rpartition(" ")
    if not suffix and head and _SUFFIX.fullmatch(last):
        given, suffix = head, last
    return written(family, given, suffix)


@lru_cache(maxsize=16384)
def _csl(name: str) -> tuple[tuple[str, str], ...]:
    family, _, rest = name.partition(", ")
    given, _, suffix = rest.partition(", ")
    parts = (("family", family), ("given", given), ("suffix", suffix))
    return tuple(part for part in parts if part[1])


def csl_names(people: Iterable[str], groups: Iterable[str] = ()) -> list[dict[str, str]]:
    """The CSL form of names: people first, bodies after them.

    >>> csl_names(["Smith, John A, Jr"], ["Study Group"])
    [{'family': 'Smith', 'given': 'John A', 'suffix': 'Jr'}, {'literal': 'Study Group'}]
    """
    return [dict(_csl(name)) for name in people] + [{"literal": group} for group in groups]


def ordered_names(people: Sequence[str], groups: Sequence[str], exact: Any) -> list[tuple[bool, str]]:
    """(is a body, name) pairs in the order of the exact CSL list where there is one, else people before bodies.

    >>> ordered_names(["Ng, A"], ["Study Group"], [{"literal": "Study Group"}, {"family": "Ng", "given": "A"}])
    [(True, 'Study Group'), (False, 'Ng, A')]
    """
    if isinstance(exact, list):
        pairs = []
        for name in exact:
            persons, bodies, _ = read_csl_names([name])
            pairs += [(False, person) for person in persons] + [(True, body) for body in bodies]
        if sorted(name for _, name in pairs) == sorted([*people, *groups]):
            return pairs
    return [(False, person) for person in people] + [(True, group) for group in groups]


def read_csl_names(value: Any) -> tuple[tuple[str, ...], tuple[str, ...], list[dict[str, Any]] | None]:
    """People, bodies, and the CSL list itself where it says more than those two can: order, particles, marks.

    >>> read_csl_names([{"family": "Gogh", "non-dropping-particle": "van", "given": "V"}])[0]
    ('van Gogh, V',)
    """
    if plain := _plain_csl(value):
        return plain, (), None
    if isinstance(value, str):
        value = [{"literal": value}]
    if isinstance(value, dict):
        value = [value]
    names = [name for name in value or () if isinstance(name, dict)] if isinstance(value, Sequence) else []
    people, groups = [], []
    for name in names:
        literal = _text(name.get("literal")) or _text(name.get("name"))
        if literal and not _text(name.get("family")):
            groups.append(literal)
        elif person := _person(name):
            people.append(person)
    same = csl_names(people, groups) == names
    return tuple(people), tuple(groups), None if same or not (people or groups) else names


def _plain_csl(value: Any) -> tuple[str, ...]:
    """The people of a CSL list of nothing but family and given names, as most are; nothing of any other."""
    try:
        names = tuple([", ".join((name["family"], name["given"])) for name in value if len(name) == 2])
        return names if len(names) == len(value) and all(map(_PLAIN.fullmatch, names)) else ()
    except (KeyError, TypeError):
        return ()


def _person(name: dict[str, Any]) -> str:
    particles = (
        _text(name.get("dropping-particle")),
        _text(name.get("non-dropping-particle")),
        _text(name.get("family")),
    )
    family = " ".join(part for part in particles if part).replace(",", "")
    given, suffix = _text(name.get("given")), _text(name.get("suffix"))
    if not family:
        return given.replace(",", "")
    return written(family, given, suffix)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def split_people(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...], list[dict[str, Any]] | None]:
    """People and bodies of a list that mixes them, and the CSL list where a body stands before a person.

    >>> split_people(["Smith JA", "Study Group"])
    (('Smith, JA',), ('Study Group',), None)
    >>> split_people(["Study Group", "Ng, A"])[2]
    [{'literal': 'Study Group'}, {'family': 'Ng', 'given': 'A'}]
    """
    listed = tuple(names)
    if all(map(_PLAIN.fullmatch, listed)):
        return listed, (), None
    return in_order([name for name in map(_sorted, listed) if name is not None])


@lru_cache(maxsize=32768)
def _sorted(name: str) -> tuple[bool, str] | None:
    """Whether the name is a body, and its one written form; None where it says that there is no one."""
    plain = " ".join(name.split()).rstrip(",; ")
    if is_no_one(plain):
        return None
    return (True, plain) if is_group(plain) else (False, tidy(plain))


def in_order(
    ordered: Sequence[tuple[bool, str]],
) -> tuple[tuple[str, ...], tuple[str, ...], list[dict[str, Any]] | None]:
    """People and bodies of (is a body, name) pairs, and the CSL list where a body stands before a person."""
    people = tuple([name for group, name in ordered if not group])
    if len(people) == len(ordered):
        return people, (), None
    groups = tuple([name for group, name in ordered if group])
    if not groups or not people or all(group for group, _ in ordered[len(people) :]):
        return people, groups, None
    return people, groups, [{"literal": name} if group else dict(_csl(name)) for group, name in ordered]
