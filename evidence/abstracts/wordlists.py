"""Rows of words as tuples and sets, so that a word list reads as prose; it holds no list itself."""


def word_row(text: str) -> tuple[str, ...]:
    """The words of a row in order.

    >>> word_row("one two")
    ('one', 'two')
    """
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a row as a set.

    >>> sorted(word_set("b a b"))
    ['a', 'b']
    """
    return frozenset(text.split())
