"""Print a table in columns that fit a terminal, with whole words and no colour; it never cuts a cell short."""

import textwrap
import unicodedata
from collections.abc import Sequence

from evidence.errors import one_line

_GAP = 2
_NARROWEST = 8


def width_of(text: str) -> int:
    """How many columns a text takes in a terminal.

    >>> width_of("pain"), width_of("疼痛")
    (4, 4)
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _shares(natural: Sequence[int], room: int) -> list[int]:
    """Widths that fit the room: narrow columns keep theirs, wide ones share what is left."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= _NARROWEST:
            break
        second = max((width for width in widths if width < widest), default=_NARROWEST)
        count = widths.count(widest)
        spare = sum(widths) - room
        target = max(second, widest - -(-spare // count), _NARROWEST)
        widths = [target if width == widest else width for width in widths]
        if target == widest:
            break
    return widths


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
    widths = _shares(natural, width - _GAP * (len(headings) - 1))
    right = [bool(shown) and all(_is_number(row[at]) for row in shown) for at in range(len(headings))]
    lines = _line(headings, widths, right)
    lines.append((" " * _GAP).join("-" * size for size in widths))
    for row in shown:
        lines += _line(row, widths, right)
    return "\n".join(lines)


def _too_tight(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    wide = sum(any(width_of(row[at]) > 30 for row in rows) for at in range(len(headings)))
    return len(headings) > 5 and wide * 24 + (len(headings) - wide) * 12 > width


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
