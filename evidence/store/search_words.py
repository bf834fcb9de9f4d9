"""What a person types into a search, read into a tree; it knows no database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.errors import EvidenceError

FIELDS = {"title": "title", "author": "authors", "authors": "authors", "journal": "journal", "mesh": "mesh"}
"""Fields a word can be looked for in, and the columns of the index they are."""

EXAMPLE = 'ketamine AND title:"complex regional" NOT author:smith*'

DEEPEST = 40
"""Brackets in one search."""


class BadSearchError(EvidenceError):
    """The words of a search cannot be read."""

    def __init__(self, words: str, reason: str) -> None:
        super().__init__(f"the search '{words[:80]}' cannot be read: {reason}; an example: {EXAMPLE}")


@dataclass(frozen=True)
class Leaf:
    """A word or a phrase, looked for in one column or in all; `prefix` where its last word is a beginning."""

    words: tuple[str, ...]
    column: str | None = None
    prefix: bool = False


@dataclass(frozen=True)
class Every:
    """All of `parts` and none of `without`."""

    parts: "tuple[Node, ...]"
    without: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Either:
    """At least one of the parts."""

    parts: "tuple[Node, ...]"


Node = Leaf | Every | Either

_TOKEN = re.compile(r'\s*(?:([()])|(?:([A-Za-z]+):(?=[\w"]))?(?:"([^"]*)"|([^\s()"]+)))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Token:
    kind: str
    """open, close, and, or, not, or leaf"""
    leaf: Leaf | None = None


def read_search(words: str) -> Node:
    """The tree of a search.

    >>> read_search('pain "low back" OR title:ket*')  # doctest: +NORMALIZE_WHITESPACE
    Either(parts=(Every(parts=(Leaf(words=('pain',), column=None, prefix=False),
                               Leaf(words=('low', 'back'), column=None, prefix=False)), without=()),
                  Leaf(words=('ket',), column='title', prefix=True)))

    Raises:
        BadSearchError: a quotation mark or bracket is not closed, a field is unknown, or nothing is left to look for.
    """
    reader = _Reader(words, list(_tokens(words)))
    found = reader.either()
    if reader.tokens:
        raise BadSearchError(words, "a bracket is closed that was not opened")
    return found


def _tokens(words: str) -> Iterator[_Token]:
    if words.count('"') % 2:
        raise BadSearchError(words, "a quotation mark is not closed")
    at = 0
    while match := _TOKEN.match(words, at):
        at = match.end()
        bracket, field, phrase, word = match.groups()
        if bracket:
            yield _Token("open" if bracket == "(" else "close")
        elif word in {"AND", "OR", "NOT"} and not field:
            yield _Token(word.lower())
        else:
            text = phrase if phrase is not None else word
            found = tuple(part.lower() for part in _WORD.findall(text))
            if found:
                yield _Token("leaf", Leaf(found, _column(words, field), phrase is None and text.endswith("*")))


def _column(words: str, field: str | None) -> str | None:
    if field is None:
        return None
    if field.lower() not in FIELDS:
        known = ", ".join(f"{name}:" for name in FIELDS)
        raise BadSearchError(words, f"there is no field '{field}:', only {known}")
    return FIELDS[field.lower()]


class _Reader:
    """Reads tokens from left to right: OR binds least, words side by side are joined by AND."""

    def __init__(self, words: str, tokens: list[_Token]) -> None:
        self.words = words
        self.tokens = tokens
        self.depth = 0

    def kind(self) -> str | None:
        return self.tokens[0].kind if self.tokens else None

    def either(self) -> Node:
        parts = [self.every()]
        while self.kind() == "or":
            self.tokens.pop(0)
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def every(self) -> Node:
        parts: list[Node] = []
        without: list[Node] = []
        while self.kind() not in {None, "or", "close"}:
            if self.kind() == "and":
                self.tokens.pop(0)
            negated = self.kind() == "not"
            if negated:
                self.tokens.pop(0)
            (without if negated else parts).append(self.unit())
        if not parts:
            raise BadSearchError(self.words, "there is no word to look for" if not without else "NOT stands alone")
        return parts[0] if len(parts) == 1 and not without else Every(tuple(parts), tuple(without))

    def unit(self) -> Node:
        token = self.tokens.pop(0) if self.tokens else None
        if token is not None and token.leaf is not None:
            return token.leaf
        if token is None or token.kind != "open":
            raise BadSearchError(self.words, "a word is missing beside AND, OR or NOT")
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadSearchError(self.words, f"there are more than {DEEPEST} brackets")
        inside = self.either()
        if self.kind() != "close":
            raise BadSearchError(self.words, "a bracket is not closed")
        self.tokens.pop(0)
        return inside


def leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases that are looked for, without those that are excluded."""
    if isinstance(node, Leaf):
        yield node
        return
    for part in node.parts:
        yield from leaves(part)


def in_columns(node: Node, columns: str) -> Node:
    """The same search with every word that names no field looked for in these columns; exclusions stay as they are."""
    if isinstance(node, Leaf):
        return node if node.column else Leaf(node.words, columns, node.prefix)
    parts = tuple(in_columns(part, columns) for part in node.parts)
    return Either(parts) if isinstance(node, Either) else Every(parts, node.without)
