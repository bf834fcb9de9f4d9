"""Look into the JSON of registries, which promises little: what is missing or of another kind reads as nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from evidence.formats.citations.record import clean


def part(record: Any, *names: str) -> Mapping[str, Any]:
    """The object at the end of these names, empty where there is none.

    >>> part({"a": {"b": {"c": 1}}}, "a", "b"), part({"a": 1}, "a", "b")
    ({'c': 1}, {})
    """
    for name in names:
        record = record.get(name) if isinstance(record, dict) else None
    return record if isinstance(record, dict) else {}


def parts(record: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list.

    >>> list(parts({"a": [{"b": 1}, "x"]}, "a")), list(parts({}, "a"))
    ([{'b': 1}], [])
    """
    found = record.get(name)
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def words(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list.

    >>> words({"a": ["b", 1, None]}, "a")
    ('b', '1')
    """
    found = record.get(name)
    return tuple(text for one in found if (text := plain(one))) if isinstance(found, list) else ()


def text(record: Mapping[str, Any], name: str) -> str | None:
    """A text in one line, None where there is none."""
    return plain(record.get(name)) or None


def plain(value: Any) -> str:
    """A text or number in one line; empty for anything else."""
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def number(record: Mapping[str, Any], name: str) -> float | None:
    """A number, which registries write as text; None for anything else, such as `NA`.

    >>> number({"a": "-1.50"}, "a"), number({"a": "1,204"}, "a"), number({"a": "NA"}, "a"), number({"a": "inf"}, "a")
    (-1.5, 1204.0, None, None)
    """
    said = plain(record.get(name)).replace(",", "")
    try:
        value = float(said)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None
