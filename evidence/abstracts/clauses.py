"""A sentence cut into clauses, by the words that turn from one statement to the next; brackets are never cut.

It never rewrites the sentence: a clause is a range of word numbers.
"""

from collections.abc import Sequence
from typing import NamedTuple

from evidence.abstracts.wordlists import word_set

_TURNS = word_set("whereas while but although however though whilst")
_LEADS = word_set("despite although while whereas though unlike besides except notwithstanding")
_OPENS = frozenset("([")
_CLOSES = frozenset(")]")
_MAY_CUT = _TURNS | _OPENS | _CLOSES | {";", ",", "and"}
_NEW_SUBJECT = word_set("there no neither this these those it they the")
_AUXILIARY = word_set(
    "longer shorter higher lower greater smaller fewer less more better worse similar "
    "was were did had is are has have does do showed increased decreased improved remained"
)


class Clause(NamedTuple):
    """Word numbers: `first` to before `last`, and the word that opened the clause, empty for the first one."""

    first: int
    last: int
    opened_by: str = ""


def clauses(read: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of a sentence in order.

    >>> [c.opened_by for c in clauses("pain fell , whereas sleep did not change ; mood ( n = 3 ; 4 ) rose".split())]
    ['', 'whereas', ';']
    """
    found: list[Clause] = []
    depth, first, opened = 0, 0, ""
    leading = bool(read) and read[0] in _LEADS
    for at, word in enumerate(read):
        if word not in _MAY_CUT:
            continue
        depth += (word in _OPENS) - (word in _CLOSES and depth > 0)
        if depth or at == first:
            continue
        if leading and word == ",":
            found.append(Clause(first, at, opened))
            first, opened, leading = at + 1, word, False
        elif word == ";" or word in _TURNS or _starts_statement(read, at):
            found.append(Clause(first, at, opened))
            first, opened = at + (word == ";"), word
    found.append(Clause(first, len(read), opened))
    return tuple(clause for clause in found if clause.last > clause.first)


def _starts_statement(read: Sequence[str], at: int) -> bool:
    """Whether `and` opens a statement of its own: `and there was no …`, `and did not differ …`; or `, no …` does."""
    if read[at] == "," and at + 2 < len(read) and at > 4:
        return read[at + 1] in {"no", "without"} or (read[at + 1], read[at + 2]) in {
            ("there", "was"),
            ("there", "were"),
            ("with", "no"),
        }
    if read[at] != "and" or at + 2 >= len(read):
        return False
    following = read[at + 1]
    if following in {"there", "no", "neither", "did", "was", "were", "had", "this", "showed"}:
        return True
    return following in _NEW_SUBJECT and any(word in _AUXILIARY for word in read[at + 2 : at + 7])


def pauses_between(read: Sequence[str], first: int, last: int) -> int:
    """How many `and`, `or` and commas outside brackets lie between two words."""
    low, high = min(first, last), max(first, last)
    depth = count = 0
    for at in range(low, high):
        lower = read[at]
        depth += (lower in _OPENS) - (lower in _CLOSES and depth > 0)
        if not depth and lower in {"and", "or", ","}:
            count += 1
    return count


def distance(read: Sequence[str], first: int, last: int) -> int:
    """How many words lie between two words, those inside brackets not counted unless one of the two is there.

    >>> distance("pain ( p = 0.4 ) fell".split(), 0, 6)
    1
    """
    low, high = min(first, last), max(first, last)
    depth = count = 0
    for at in range(low, high):
        lower = read[at]
        depth += (lower in _OPENS) - (lower in _CLOSES and depth > 0)
        count += depth == 0 and lower not in _CLOSES
    return count
