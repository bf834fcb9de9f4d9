"""Read JSON text strictly: no duplicate keys, no NaN, no endless nesting; what the values mean is decided elsewhere."""

import json
import re
from typing import Any


class JsonTextError(ValueError):
    """JSON text that cannot be read; `position` counts characters from 0 where it is known."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        self.position = position
        super().__init__(reason)


class Plain(str):
    """A word that stands without quotation marks: JSON true and false, which a number field would take for 1 and 0."""

    __slots__ = ()


_TRUE, _FALSE = Plain("true"), Plain("false")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonTextError(f"the key '{twice}' occurs twice; keep one of them")
    for name, value in pairs:
        if value is True or value is False:
            members[name] = _TRUE if value else _FALSE
    return members


def _not_a_number(word: str) -> Any:
    raise JsonTextError(f"{word} is not JSON; leave the value out or write null where it is unknown")


def natural_json(value: Any) -> Any:
    """A value with its plain words as what JSON takes them for: truth values and numbers.

    >>> natural_json({"a": [Plain("true"), Plain("12"), "12", Plain("012")]})
    {'a': [True, 12, '12', '012']}
    """
    if isinstance(value, dict):
        return {name: natural_json(part) for name, part in value.items()}
    if isinstance(value, list):
        return [natural_json(part) for part in value]
    if isinstance(value, Plain):
        known = json.loads(value) if _JSON_WORD.fullmatch(value) else str(value)
        return str(value) if known in _INFINITE else known
    return value


_INFINITE = (float("inf"), float("-inf"))
_JSON_WORD = re.compile(r"true|false|-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][-+]?\d{1,3})?")
_DECODER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_not_a_number)


def decoded_json(text: str) -> Any:
    """The value of a JSON text; true and false come back as words, numbers as numbers.

    >>> decoded_json('{"value": 20, "unit": "%"}')
    {'value': 20, 'unit': '%'}

    Raises:
        JsonTextError: the text is not JSON, has a key twice, NaN, or nests deeper than the interpreter follows.
    """
    value, end = decoded_item(text, 0)
    rest = text[end:].strip(" \t\r\n")
    if rest:
        raise JsonTextError(f"something follows the end of the JSON value: {rest[:20]!r}", end)
    return value


def decoded_item(text: str, at: int) -> tuple[Any, int]:
    """The JSON value that begins at or after `at`, and where it ends.

    Raises:
        JsonTextError: as for decoded_json.
    """
    while text[at : at + 1] in {" ", "\t", "\r", "\n"}:
        at += 1
    try:
        value, end = _DECODER.raw_decode(text, at)
        if text.find("\\ud", at, end) >= 0 or text.find("\\uD", at, end) >= 0:
            _refuse_half_characters(value, at)
    except RecursionError as error:
        raise JsonTextError("it is nested too deeply to be read", at) from error
    except json.JSONDecodeError as error:
        raise JsonTextError(f"it is not valid JSON: {error.msg}", error.pos) from error
    except JsonTextError:
        raise
    except ValueError as error:
        raise JsonTextError("a whole number in it has too many digits", at) from error
    return value, end


def _refuse_half_characters(value: Any, at: int) -> None:
    """Half of a surrogate pair is no character, and no database keeps it."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise JsonTextError("it holds half of a surrogate pair, which is no character; remove it", at) from error
