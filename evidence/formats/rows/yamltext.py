"""Read YAML as records with line numbers, strictly: no tags, no duplicate keys, no alias bombs, no guessed types.

Plain words stay text (`no` is not false, `012` is not ten); only an empty value, `null` and `~` mean unknown. What a
value becomes is decided by its column, as in a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from evidence.formats.rows.jsontext import Plain
from evidence.formats.rows.limits import Limits

_UNKNOWN = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE_TAGS = frozenset({"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


class YamlTextError(ValueError):
    """YAML that is refused or cannot be read, with the line to look at."""

    def __init__(self, reason: str, line: int | None) -> None:
        self.line = line
        super().__init__(reason)


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the line it begins at and the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


@dataclass
class _Anchored:
    """A value with a name, and how many nodes it stands for."""

    value: Any
    nodes: int


class _Builder:
    """Builds values from YAML events, counting what aliases stand for."""

    def __init__(self, events: Iterator[Any], limits: Limits) -> None:
        self._events = events
        self._limits = limits
        self._anchors: dict[str, _Anchored] = {}
        self._aliased = 0
        self._nodes = 0

    def documents(self) -> Iterator[Any]:
        """Every document of the stream."""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
                yield self._value(next(self._events), 0)

    def _value(self, event: Any, depth: int) -> Any:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor, line)
        if depth > self._limits.depth:
            raise YamlTextError(f"nested more than {self._limits.depth} deep", line)
        if event.tag is not None and event.tag not in _CORE_TAGS:
            raise YamlTextError(f"the tag {event.tag} is not allowed; write the plain value", line)
        before = self._nodes
        self._nodes += 1
        value = self._plain_value(event, depth, line)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, self._nodes - before)
        return value

    def _plain_value(self, event: Any, depth: int, line: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            if event.style or event.tag is not None:
                return event.value
            return None if event.value in _UNKNOWN else Plain(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth)
        return self._mapping(depth, line)

    def _alias(self, name: str | None, line: int) -> Any:
        anchored = self._anchors.get(name or "")
        if anchored is None:
            raise YamlTextError(f"*{name} names nothing that was given before it", line)
        self._aliased += anchored.nodes
        self._nodes += anchored.nodes
        if self._aliased > self._limits.aliased_nodes:
            reason = f"aliases stand for more than {self._limits.aliased_nodes:,} values; write the values out"
            raise YamlTextError(reason, line)
        return anchored.value

    def _sequence(self, depth: int) -> list[Any]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int, line: int) -> Mapping:
        mapping = Mapping(line)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            at = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlTextError("a key must be a word", at)
            if event.value in mapping:
                first = mapping.lines[event.value]
                raise YamlTextError(f"the key '{event.value}' occurs twice, first on line {first}; keep one", at)
            mapping.lines[event.value] = at
            mapping[event.value] = self._value(next(self._events), depth + 1)
        return mapping


def yaml_documents(text: str, limits: Limits) -> list[Any]:
    """The values of all documents in the text.

    Raises:
        YamlTextError: the text is not YAML, or uses something that is refused.
    """
    try:
        return list(_Builder(iter(yaml.parse(text, Loader=_LOADER)), limits).documents())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise YamlTextError(f"it is not valid YAML: {reason}", mark.line + 1 if mark else None) from error
