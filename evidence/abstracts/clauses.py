"""A sentence cut into clauses, by the words that turn from one statement to the next; brackets are never cut.

It never rewrites the sentence: a clause is a range of word numbers.
"""

from collections.abc import Sequence
from typing import NamedTuple

from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import Word

_TURNS = word_set("whereas while but although however though whilst")
_LEADS = word_set("despite although while whereas though unlike besides except notwithstanding")
_OPENS = frozenset("([")
_CLOSES = frozenset(")]")
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


def clauses(read: Sequence[Word]) -> tuple[Clause, ...]:
    """The clauses of a sentence in order.

    >>> from evidence.abstracts.words import words
    >>> [c.opened_by for c in clauses(words("Pain fell, whereas sleep did not change; mood (n = 3; 4) rose"))]
    ['', 'whereas', ';']
    """
    found: list[Clause] = []
    depth, first, opened = 0, 0, ""
    leading = bool(read) and read[0].lower in _LEADS
    for at, word in enumerate(read):
        depth += (word.lower in _OPENS) - (word.lower in _CLOSES and depth > 0)
        if depth or at == first:
            continue
        if leading and word.lower == ",":
            found.append(Clause(first, at, opened))
            first, opened, leading = at + 1, word.lower, False
        elif word.lower == ";" or word.lower in _TURNS or _starts_statement(read, at):
            found.append(Clause(first, at, opened))
            first, opened = at + (word.lower == ";"), word.lower
    found.append(Clause(first, len(read), opened))
    return tuple(clause for clause in found if clause.last > clause.first)


def _starts_statement(read: Sequence[Word], at: int) -> bool:
    """Whether `and` opens a statement of its own: `and there was no …`, `and did not differ …`; or `, no …` does."""
    if read[at].lower == "," and at + 2 < len(read) and at > 4:
        return read[at + 1].lower in {"no", "without"} or (read[at + 1].lower, read[at + 2].lower) in {
            ("there", "was"),
            ("there", "were"),
            ("with", "no"),
        }
    if read[at].lower != "and" or at + 2 >= len(read):
        return False
    following = read[at + 1].lower
    if following in {"there", "no", "neither", "did", "was", "were", "had", "this", "showed"}:
        return True
    return following in _NEW_SUBJECT and any(word.lower in _AUXILIARY for word in read[at + 2 : at + 7])


def pauses_between(read: Sequence[Word], first: int, last: int) -> int:
    """How many `and`, `or` and commas outside brackets lie between two words."""
    low, high = min(first, last), max(first, last)
    depth = count = 0
    for at in range(low, high):
        lower = read[at].lower
        depth += (lower in _OPENS) - (lower in _CLOSES and depth > 0)
        if not depth and lower in {"and", "or", ","}:
            count += 1
    return count


def distance(read: Sequence[Word], first: int, last: int) -> int:
    """How many words lie between two words, those inside brackets not counted unless one of the two is there.

    >>> from evidence.abstracts.words import words
    >>> distance(words("pain (P = 0.4) fell"), 0, 6)
    1
    """
    low, high = min(first, last), max(first, last)
    depth = count = 0
    for at in range(low, high):
        lower = read[at].lower
        depth += (lower in _OPENS) - (lower in _CLOSES and depth > 0)
        count += depth == 0 and lower not in _CLOSES
    return count
