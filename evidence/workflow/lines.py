"""Read a file of JSON objects, one a line, as the filters do; a bad line is a problem with its place, and no more."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from evidence.errors import Problem

Row = Mapping[str, Any]


class RowError(ValueError):
    """A line that is not what the filter reads; its text says what was found and what was expected."""


def read_rows(
    lines: Iterable[str], read: Callable[[Row], dict[str, Any]], file: str
) -> Iterator[dict[str, Any] | Problem]:
    """What `read` makes of each line, a Problem with its place where it raises RowError; empty lines are left out."""
    for number, line in enumerate(lines, 1):
        text = line.strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            yield read(_row(text))
        except RowError as error:
            raw = text[:200].encode(errors="replace").decode()
            yield Problem(file=file, reason=str(error), line=number, raw=raw)


def _row(text: str) -> Row:
    """The object on a line, whose bytes that are no UTF-8 were read as lone surrogates."""
    try:
        text.encode()
        row = json.loads(text)
    except UnicodeEncodeError as error:
        raise RowError("not UTF-8 text; save the file as JSON lines in UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise RowError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise RowError('a line must be one JSON object such as {"id": …}')
    if "id" not in row:
        raise RowError("the object has no 'id'")
    return row
