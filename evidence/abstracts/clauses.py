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
        elif word == ";" or word in _TURNS or _starts_statement(read, at, first):
            found.append(Clause(first, at, opened))
            first, opened = at + (word == ";"), word
    found.append(Clause(first, len(read), opened))
    return tuple(clause for clause in found if clause.last > clause.first)


def _starts_statement(read: Sequence[str], at: int, first: int) -> bool:
    """Whether `and` opens a statement of its own: `and there was no …`, `and did not differ …`; or `, no …` does."""
    if at + 2 >= len(read):
        return False
    return _after_comma(read, at) if read[at] == "," else read[at] == "and" and _after_and(read, at, first)


def _after_comma(read: Sequence[str], at: int) -> bool:
    """Whether `, no …`, `, with larger …` or `, and rash with B (9%)` follows."""
    following = read[at + 1], read[at + 2]
    if at <= 4:
        return False
    if following[0] == "and":
        return _lacks_verb(read, at + 2)
    if following[0] == "with":
        return following[1] == "no" or _compares_soon(read, at + 2)
    return following[0] in {"no", "without"} or following in {("there", "was"), ("there", "were")}


def _after_and(read: Sequence[str], at: int, first: int) -> bool:
    following = read[at + 1]
    if following == "no" and read[at + 2] == "-":  # `sham and no-treatment groups`
        return False
    if following in {"there", "no", "neither", "did", "was", "were", "had", "this", "showed"}:
        return True
    ahead = at + 1 + (read[at + 1].endswith("ly"))
    if ahead + 1 < len(read) and read[ahead] in _COMPARES and read[ahead + 1] in _PREPOSITIONS:
        return True  # `and significantly higher in B`
    if read[at - 1] == "," and not _FINITE.isdisjoint(_plain(read[first:at])):
        return not _FINITE.isdisjoint(_plain(read[at + 1 : at + 12])[:8])
    return following in _NEW_SUBJECT and any(word in _AUXILIARY for word in read[at + 2 : at + 7])


_FINITE = word_set("was were is are did had has have does")


def _plain(read: Sequence[str]) -> list[str]:
    """The words outside brackets."""
    depth, kept = 0, []
    for word in read:
        depth += word in _OPENS
        kept += [word] if not depth else []
        depth -= word in _CLOSES and depth > 0
    return kept


_VERBS = word_set(
    "was were is are did had has have do does showed fell rose increased decreased improved remained reported "
    "occurred developed experienced reduced reached could would may might can received declined improvement "
    "improvements reduction reductions increase increases decrease decreases change changes gain decline no"
)
_PREPOSITIONS = word_set("with in on after for by among under")


def _lacks_verb(read: Sequence[str], at: int) -> bool:
    """Whether words go on without a verb to their end, with an arm and its figures: `rash with B (31% v 22%)`."""
    depth, plain, bracket = 0, [], False
    for word in read[at:]:
        if word == ";":
            break
        depth += word in _OPENS
        bracket = bracket or bool(depth)
        plain += [word] if not depth else []
        depth -= word in _CLOSES and depth > 0
    place = next((number for number, word in enumerate(plain) if word in _PREPOSITIONS), 0)
    return bracket and 1 <= place <= 5 and len(plain) - place <= 7 and _VERBS.isdisjoint(plain) and "," not in plain


def is_gapped(read: Sequence[str], clause: Clause) -> bool:
    """Whether a clause has no verb of its own and so shares that of the one before.

    >>> words = "nausea was commoner with a ( 9 % ) , and rash with b ( 8 % )".split()
    >>> [is_gapped(words, one) for one in clauses(words)]
    [False, True]
    """
    return clause.opened_by == "," and read[clause.first + 1] == "and" and _lacks_verb(read, clause.first + 2)


_COMPARES = word_set("greater larger smaller higher lower more less fewer better worse longer shorter faster slower")
_BEFORE_SIZE = word_set("a an the significantly statistically slightly markedly substantially even somewhat much")


def _compares_soon(read: Sequence[str], at: int) -> bool:
    """Whether a comparison opens the words: `, with larger reductions in A`, `, with a significantly greater gain`."""
    while at < len(read) and read[at] in _BEFORE_SIZE:
        at += 1
    return at < len(read) and read[at] in _COMPARES


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
