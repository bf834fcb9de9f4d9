r"""Turn the text of one table cell into a value and back; whether the value is allowed is decided elsewhere.

The rules, the same for CSV and XLSX:

- An empty cell is an unknown value; the field keeps its default.
- A list is written with bars: `neuropathic pain | CRPS`. Space around an item does not count. `\|` is a bar inside an
  item, `\\` a backslash, a backslash before a space keeps the space, and `""` is an empty item.
- Nested records (`effects`, `arms`, `results` …) are JSON in the cell.
- In CSV, text that begins with `= + - @`, a tab, a carriage return or `'` is written with one `'` before it, so that no
  spreadsheet runs it as a formula; reading takes exactly that one away. A cell that is only `'` is the empty text.
- In XLSX text is written as string cells, which no spreadsheet runs; only text made of nothing but `'`, or of nothing
  at all, gets one `'`.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from evidence.formats.rows.jsontext import JsonTextError, decoded_json
from evidence.formats.rows.kinds import Column, Shape

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), and the guard itself."""

_JSON = frozenset({Shape.NESTED, Shape.FREE})
_ITEM_END = re.compile(r'\\[\\|"\s]|\|', re.DOTALL)


def guarded(text: str) -> str:
    """Text as a CSV cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("'tis"), guarded("pain"), guarded("")
    ("'=1+1", "''tis", 'pain', "'")
    """
    return "'" + text if not text or text.startswith(FORMULA_STARTS) else text


def unguarded(cell: str) -> str:
    """The text of a CSV cell: the one guard taken away where there is one.

    >>> unguarded("'=1+1"), unguarded("''tis"), unguarded("'tis"), unguarded("'")
    ('=1+1', "'tis", "'tis", '')
    """
    return cell[1:] if cell == "'" or (cell.startswith("'") and cell[1:2] in FORMULA_STARTS) else cell


def joined(items: Iterable[str]) -> str:
    r"""A list as one cell.

    >>> joined(["pain", "a|b", ""])
    'pain | a\\|b | ""'
    """
    return " | ".join(map(_escaped, items))


def _escaped(item: str) -> str:
    if not item:
        return '""'
    text = item.replace("\\", "\\\\").replace("|", "\\|")
    if text[0].isspace() or text[0] == '"':
        text = "\\" + text
    if text[-1].isspace() and not text.endswith("\\" + text[-1]):
        text = text[:-1] + "\\" + text[-1]
    return text


def split(cell: str) -> tuple[str, ...]:
    r"""The items of a list cell.

    >>> split('pain | a\\|b | ""')
    ('pain', 'a|b', '')
    """
    if not cell.strip():
        return ()
    items, at = [], 0
    for mark in _ITEM_END.finditer(cell):
        if mark.group() == "|":
            items.append(cell[at : mark.start()])
            at = mark.end()
    items.append(cell[at:])
    return tuple(map(_item, items))


def _item(raw: str) -> str:
    text = raw.lstrip()
    bare = text.rstrip()
    if len(bare) < len(text) and _escapes_last(bare):
        bare = text[: len(bare) + 1]
    return "" if bare == '""' else re.sub(r'\\([\\|"\s])', r"\1", bare, flags=re.DOTALL)


def _escapes_last(text: str) -> bool:
    """Whether the text ends in a backslash that is not itself escaped."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def value_of(column: Column, cell: str) -> Any:
    """What a cell's text says for this column; None where it is empty.

    Raises:
        JsonTextError: the cell should hold JSON and does not.
    """
    if not cell or (column.shape is not Shape.TEXT and not cell.strip()):
        return None
    if column.shape is Shape.TEXT:
        return cell
    if column.shape is Shape.TEXTS:
        return split(cell)
    return decoded_json(cell) if column.shape in _JSON else cell.strip()


def cell_of(column: Column, value: Any) -> str:
    """The value of a record, as `model_dump(mode="json")` gives it, as the text of a cell; empty for unknown."""
    if value is None:
        return ""
    if column.shape is Shape.TEXTS:
        return joined(value)
    if column.shape is Shape.FREE:
        return "" if value == {} else json.dumps(value, ensure_ascii=False)
    if column.shape is Shape.NESTED:
        return json.dumps(value, ensure_ascii=False) if value else ""
    if column.shape is Shape.TRUTH:
        return "true" if value else "false"
    return repr(value) if column.shape is Shape.NUMBER else str(value)


__all__ = ["FORMULA_STARTS", "JsonTextError", "cell_of", "guarded", "joined", "split", "unguarded", "value_of"]
