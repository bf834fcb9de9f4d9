"""JSON files of citations as single items: an array, a wrapped array, one object, or one object a line.

Never lets one bad item end the file: what cannot be read is noted and the next thing that looks like an item is sought.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from evidence.formats.citations.csl import from_csl, from_record
from evidence.formats.citations.reading import Reading, json_number
from evidence.models import PublicationBase

_WRAPPED = re.compile(r"\s*\{[^\[\]{}]*\"(?:items|references|records|publications)\"\s*:\s*\[")
_NEXT_ITEM = re.compile(
    r"[,\[\n]\s*(?=\{\s*\"(?:id|type|title|DOI|PMID|key|author|abstract|categories|URL|ISSN|container-title|issued|source)\"\s*:)"
)
_GAP = re.compile(r"[\s,\[\]]*")
_ENDS = re.compile(r"[\s,\]}]*")


def _finite(text: str) -> Any:
    number = float(text)
    return number if math.isfinite(number) else text


class _Repeated(dict[str, Any]):
    """An object that names a member twice; the last value stands, as in every JSON reader."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else _Repeated(members)


_DECODER = json.JSONDecoder(
    parse_int=json_number, parse_float=_finite, parse_constant=lambda _: None, object_pairs_hook=_object
)


class _Buffer:
    """Text of the file from the item at hand on; grows by blocks and forgets what was read."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self.blocks = blocks
        self.text = ""
        self.at = 0
        self.line = 1
        self.ended = False

    def more(self) -> bool:
        """Take in as much again as is held, so that a long item is not scanned once for every block."""
        held = self.text[self.at :]
        self.line += self.text.count("\n", 0, self.at)
        pieces, size = [held], 0
        while size <= len(held):
            piece = next(self.blocks, None)
            if piece is None:
                self.ended = True
                break
            pieces.append(piece)
            size += len(piece)
        self.text, self.at = "".join(pieces), 0
        return size > 0

    def place(self) -> int:
        """The line the item at hand starts in."""
        return self.line + self.text.count("\n", 0, self.at)


def read_json(reading: Reading, blocks: Iterator[str]) -> Iterator[PublicationBase | None]:
    """Items of an array, of `{"items": […]}`, one object, or one object a line; a bad item is not the file's end."""
    buffer = _Buffer(blocks)
    buffer.more()
    if wrapped := _WRAPPED.match(buffer.text):
        buffer.at = wrapped.end()
    while True:
        buffer.at = _GAP.match(buffer.text, buffer.at).end()  # type: ignore[union-attr]
        if buffer.at >= len(buffer.text):
            if buffer.ended or not buffer.more():
                return
        elif buffer.text[buffer.at] != "{":
            if not _skip(reading, buffer, "text that is no item was left out", ends=True):
                return
        else:
            yield from _item(reading, buffer)


def _item(reading: Reading, buffer: _Buffer) -> Iterator[PublicationBase | None]:
    start = buffer.at
    try:
        item, end = _DECODER.raw_decode(buffer.text, start)
    except RecursionError:
        _skip(reading, buffer, "an item is nested too deep to be read")
    except json.JSONDecodeError as error:
        cut = error.pos + 16 >= len(buffer.text) or error.msg.startswith("Unterminated")
        if cut and not buffer.ended and len(buffer.text) - start < reading.limits.record:
            buffer.more()
        else:
            _skip(reading, buffer, f"an item is not JSON: {error.msg}")
    else:
        raw = buffer.text[start:end] if reading.keep_source else ""
        buffer.at = end
        yield from _records(reading, item, buffer, raw)


def _records(reading: Reading, item: dict[str, Any], buffer: _Buffer, raw: str) -> Iterator[PublicationBase | None]:
    inner = next((item[name] for name in ("items", "references", "records") if isinstance(item.get(name), list)), None)
    if inner is not None and not item.get("title"):
        for part in inner:
            if isinstance(part, dict):
                yield from_csl(reading, part, raw=json.dumps(part, ensure_ascii=False))
            else:
                reading.lost("an item is not an object", raw=json.dumps(part))
        return
    line = buffer.place() if isinstance(item, _Repeated) else None
    if line is not None:
        reading.odd("a member is named twice; its last value was taken", line=line, raw=raw)
    if "\\u" in raw:
        item = _whole(item)
    if "key" in item and "id" not in item and item.keys() <= PublicationBase.model_fields.keys():
        yield from_record(reading, item, line=line, raw=raw)
    else:
        yield from_csl(reading, item, line=line, raw=raw)


def _whole(value: Any) -> Any:
    """The value without half surrogates, which no encoding can write."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, dict):
        return {_whole(name): _whole(part) for name, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list) else value


def _skip(reading: Reading, buffer: _Buffer, reason: str, *, ends: bool = False) -> bool:
    """Note what cannot be read and go to the next thing that looks like an item; False where there is none."""
    start, line = buffer.at, buffer.place()
    if ends and (only := _ENDS.match(buffer.text, start)) and only.end() == len(buffer.text):
        buffer.at = len(buffer.text)
        return not buffer.ended
    found = _NEXT_ITEM.search(buffer.text, start + 1)
    buffer.at = found.end() if found else len(buffer.text)
    reading.lost(reason, line=line, raw=buffer.text[start : buffer.at])
    return bool(found) or not buffer.ended
