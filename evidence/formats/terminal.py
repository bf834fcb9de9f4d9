"""Print a table in columns that fit a terminal, with whole words and no colour; it never cuts a cell short."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

from evidence.errors import one_line

_GAP = 2
UNKNOWN = "–"
"""What stands in a cell of which nothing is known."""
_NARROWEST = 8
_SPARED = 24
"""How wide a column is at least where its words would be broken otherwise."""
_BREAKS = re.compile(r"\s+|(?<=-)")


def width_of(text: str) -> int:
    """How many columns a text takes in a terminal.

    >>> width_of("pain"), width_of("疼痛")
    (4, 4)
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _shares(natural: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """Widths that fit the room: narrow columns keep theirs, wide ones share what is left and keep their words whole.

    `whole` are the widths below which words would be broken; they give way where there is no other room.
    """
    widths = _narrowed(natural, whole, room)
    return widths if sum(widths) <= room else _narrowed(widths, [_NARROWEST] * len(widths), room)


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widest made narrower together until all fit, or none can be narrower."""
    made = list(widths)
    while sum(made) > room:
        wide = [at for at, width in enumerate(made) if width > max(least[at], _NARROWEST)]
        if not wide:
            break
        widest = max(made[at] for at in wide)
        tops = [at for at in wide if made[at] == widest]
        second = max((made[at] for at in wide if made[at] < widest), default=_NARROWEST)
        target = max(second, widest - -(-(sum(made) - room) // len(tops)))
        for at in tops:
            made[at] = max(min(target, widest - 1), least[at], _NARROWEST)
    return made


def _word(text: str) -> int:
    """How wide the longest part of a text is that is not broken where lines are, up to what a column can spare."""
    return min(max((width_of(part) for part in _BREAKS.split(text)), default=0), _SPARED)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * max(width - width_of(text), 0)
    return blank + text if right else text + blank


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    columns = [
        textwrap.wrap(cell, max(width, 1), break_long_words=True) or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(column) for column in columns)
    lines = []
    for row in range(height):
        parts = [
            _padded(column[row] if row < len(column) else "", width, right=is_right)
            for column, width, is_right in zip(columns, widths, right, strict=True)
        ]
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def columns_text(headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 100) -> str:
    """A table as text of at most this width, numbers to the right, cells wrapped at words.

    Where there are more columns than fit side by side, each row is written as a record, one field a line.

    >>> print(columns_text(["claim", "n"], [["pain fell", "20"]], width=40))
    claim       n
    ---------  --
    pain fell  20
    """
    shown = [[one_line(cell) for cell in row] for row in rows]
    if len(headings) * (_NARROWEST + _GAP) > width or _too_tight(headings, shown, width):
        return _records_text(headings, shown, width)
    natural = [max([width_of(head), *(width_of(row[at]) for row in shown)]) for at, head in enumerate(headings)]
    whole = [max([_word(head), *(_word(row[at]) for row in shown)]) for at, head in enumerate(headings)]
    widths = _shares(natural, whole, width - _GAP * (len(headings) - 1))
    right = [_is_of_numbers([row[at] for row in shown]) for at in range(len(headings))]
    lines = _line(headings, widths, right)
    lines.append((" " * _GAP).join("-" * size for size in widths))
    for row in shown:
        lines += _line(row, widths, right)
    return "\n".join(lines)


def _too_tight(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    wide = sum(any(width_of(row[at]) > 30 for row in rows) for at in range(len(headings)))
    return len(headings) > 5 and wide * 24 + (len(headings) - wide) * 12 > width


def _is_of_numbers(cells: Sequence[str]) -> bool:
    """Whether there are numbers in a column and nothing else but dashes for the unknown."""
    known = [cell for cell in cells if cell != UNKNOWN]
    return bool(known) and all(map(_is_number, known))


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).removeprefix("-").isdigit()


def _records_text(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    label = max((width_of(head) for head in headings), default=0)
    indent = " " * (label + _GAP)
    blocks = []
    for row in rows:
        lines = []
        for head, cell in zip(headings, row, strict=True):
            wrapped = textwrap.wrap(cell, max(width - len(indent), 20)) or [""]
            lines.append(_padded(head, label, right=False) + " " * _GAP + wrapped[0])
            lines += [indent + line for line in wrapped[1:]]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
