"""Hold entries against the records they should be: a valid record comes back as such, anything else as Problems.

Nothing is repaired in silence: what is filled in is the offsets and context of a quote that occurs once, a key for a
claim without one, and the status that follows from a citation's confidence.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from evidence.errors import Problem
from evidence.formats.rows.anchors import Misplaced, checked_span, found_span
from evidence.formats.rows.jsontext import natural_json
from evidence.formats.rows.kinds import Column, Kind, Shape, nearest
from evidence.formats.rows.problems import Entry, shown
from evidence.models import Axis, CitationStatus, ClaimBase, MatchConfidence, Record
from evidence.text.spans import prefix, suffix

PageText = Callable[[str | None, str | None], str | Misplaced]
"""Gives the text of the page with this key (None: the file does not say) as a capture has it (None: the newest)."""

_AS_THEY_ARE = frozenset({Shape.CHOICE, Shape.INTEGER, Shape.NUMBER, Shape.TRUTH})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_STATUS = {
    MatchConfidence.CERTAIN: CitationStatus.CONFIRMED,
    MatchConfidence.NOT_FOUND: CitationStatus.UNRESOLVED,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A valid record with its place and the keys of the records it points at."""

    record: Record
    line: int
    links: dict[str, Any]


@dataclass
class Checker:
    """Checks the entries of one table; it remembers what it has seen in order to refuse a second one."""

    kind: Kind
    label: str
    page_text: PageText | None = None
    default_page: str | None = None
    _seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _columns: dict[str, tuple[str, Column | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._adapter: TypeAdapter[Record] = TypeAdapter(self.kind.record)

    def checked(self, entry: Entry) -> Checked | list[Problem]:
        """The entry as a record, or everything that is wrong with it."""
        values = self._named(entry)
        if isinstance(values, list):
            return values
        links, problems = self._links(entry, values)
        if problems:
            return problems
        fields, filled = self._filled(values)
        try:
            record = self._adapter.validate_python(fields)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            own = [fault for fault in faults if not filled.intersection(map(str, fault["loc"][:1]))]
            return [self._problem(entry, fault) for fault in own or faults]
        placed = self._placed(record, filled, links)
        if isinstance(placed, Misplaced):
            return [self._fault(entry, placed.column, placed.reason)]
        return self._first(entry, placed, links)

    def _named(self, entry: Entry) -> dict[str, Any] | list[Problem]:
        """The values under their columns' own names, with what a file may leave to the reader made plain."""
        values: dict[str, Any] = {}
        for name, value in entry.values.items():
            own, column = self._columns.get(name) or self._column(name)
            if value is None and column is not None:
                continue
            if own in values:
                return [self._fault(entry, name, f"'{own}' is given twice; keep one of them")]
            if column is None or column.shape in _AS_THEY_ARE:
                values[own] = value
            elif reason := _wrong(column, value):
                return [self._fault(entry, name, reason, value)]
            else:
                values[own] = _plain(column, value)
        return values

    def _column(self, name: str) -> tuple[str, Column | None]:
        own = self.kind.canonical(name)
        return self._columns.setdefault(name, (own, self.kind.columns.get(own)))

    def _links(self, entry: Entry, values: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """Takes the links out of the values."""
        links = {name: values.pop(name) for name in self.kind.links if name in values}
        if self.default_page is not None and "page" in self.kind.links:
            links.setdefault("page", self.default_page)
        missing = [name for name in self.kind.required_links if not links.get(name)]
        return links, [self._fault(entry, name, f"'{name}' is missing") for name in missing]

    def _filled(self, values: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
        """The values with room made for what loading fills, and the names of what it has to fill."""
        filled = {name for name in self.kind.filled if name not in values}
        if self.kind.record is ClaimBase:
            _make_room(values, filled)
        elif "status" in filled and "confidence" in values:
            values["status"] = _STATUS.get(values["confidence"], CitationStatus.CANDIDATE)
        return values, filled

    def _placed(self, record: Record, filled: set[str], links: dict[str, Any]) -> Record | Misplaced:
        if not isinstance(record, ClaimBase):
            return record
        if self.page_text is None:
            if {"start", "end"} <= filled:
                return Misplaced("start", "there are no offsets, and no page to look for the quote in: name its page")
            return _keyed(record, filled, record.start, record.end)
        text = self.page_text(links.get("page"), links.get("capture"))
        return text if isinstance(text, Misplaced) else _anchored(record, filled, text)

    def _first(self, entry: Entry, record: Record, links: dict[str, Any]) -> Checked | list[Problem]:
        identity = tuple(_part(name, record, links) for name in self.kind.identity)
        before = self._seen.get(identity)
        if before is not None:
            named = ", ".join(filter(None, identity))
            return [self._fault(entry, self.kind.identity[-1], f"'{named}' stands already on line {before}; keep one")]
        self._seen[identity] = entry.line
        return Checked(record, entry.line, links)

    def _fault(self, entry: Entry, column: str, reason: str, raw: object = "") -> Problem:
        line = entry.lines.get(column, entry.line)
        return Problem(file=self.label, line=line, column=column, reason=reason, raw=shown(raw) if raw else "")

    def _problem(self, entry: Entry, error: ErrorDetails) -> Problem:
        where = error["loc"]
        column = str(where[0]) if where else None
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where[1:])
        inside = f" ({column}{path})" if path else ""
        line = entry.lines.get(column or "", entry.line)
        reason = explained(error, self.kind) + inside
        return Problem(file=self.label, line=line, column=column, reason=reason, raw=shown(error["input"]))


def _part(name: str, record: Record, links: dict[str, Any]) -> str | None:
    """One part of what identifies a record: a link, a field, or what tells apart those that share all of these."""
    if name == "rule":
        return str(getattr(record, "value", "")) if getattr(record, "axis", None) is Axis.RULE else None
    if name in {"attribution", "start", "href"} and links.get("publication"):
        return None
    value = links.get(name, getattr(record, name, None))
    return None if value is None else str(value)


def _make_room(values: dict[str, Any], filled: set[str]) -> None:
    """Stand-in offsets and key for a claim that leaves them out, so that the rest of it can be validated."""
    length = len(values["quote"]) if isinstance(values.get("quote"), str) else 0
    start, end = (_whole(values.get("start")), _whole(values.get("end"))) if filled else (None, None)
    if "start" in filled:
        values["start"] = 0 if end is None else end - length
    if "end" in filled:
        values["end"] = length + (start or 0)
    values.setdefault("key", "-")


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, str | int) and str(value).strip().isdecimal() else None


def _anchored(claim: ClaimBase, filled: set[str], text: str) -> ClaimBase | Misplaced:
    if {"start", "end"} <= filled:
        span = found_span(text, claim.quote, claim.prefix, claim.suffix)
    else:
        span = checked_span(text, claim.quote, claim.start, claim.end)
    if isinstance(span, Misplaced):
        return span
    if not text.endswith(claim.prefix, 0, span.start):
        found = shown(text[max(0, span.start - len(claim.prefix)) : span.start])
        return Misplaced("prefix", f"the page has {found} before the quote, not {shown(claim.prefix)}")
    if not text.startswith(claim.suffix, span.end):
        found = shown(text[span.end : span.end + len(claim.suffix)])
        return Misplaced("suffix", f"the page has {found} after the quote, not {shown(claim.suffix)}")
    if not filled and claim.prefix and claim.suffix:
        return claim
    context = {
        "prefix": claim.prefix or prefix(text, span.start),
        "suffix": claim.suffix or suffix(text, span.end),
    }
    return _keyed(claim, filled, span.start, span.end).model_copy(update=context)


def _keyed(claim: ClaimBase, filled: set[str], start: int, end: int) -> ClaimBase:
    """The claim with its offsets, and with a key made of them where the file gives none."""
    if not filled:
        return claim
    key = f"{start}-{end}" if "key" in filled else claim.key
    return claim.model_copy(update={"start": start, "end": end, "key": key})


def _wrong(column: Column, value: Any) -> str | None:
    """What no column accepts and pydantic would let pass: NUL bytes, lone numbers for dates."""
    if _holds_nul(value):
        return "it holds a NUL byte; the file is damaged, or not text"
    if column.shape is Shape.DATE and not (isinstance(value, str) and _DATE.match(value)):
        return f"expected {Shape.DATE}, found {shown(value)}"
    if column.shape is Shape.MOMENT and moment_of(value) is None:
        return f"expected {Shape.MOMENT}, found {shown(value)}"
    return None


def moment_of(value: object) -> datetime | None:
    """The moment a text names; None where it names none, or leaves its time zone open.

    >>> moment_of("2026-03-09T14:00:00Z").hour, moment_of("2026-03-09T14:00:00"), moment_of("noon")
    (14, None, None)
    """
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(map(_holds_nul, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_nul, value))


def _plain(column: Column, value: Any) -> Any:
    if column.shape is Shape.TEXT and type(value) is int:
        return str(value)
    if column.shape is Shape.FREE:
        return natural_json(value)
    if column.shape is Shape.NESTED and isinstance(value, list):
        return [_ranged(item) for item in value]
    return value


def _ranged(item: Any) -> Any:
    """An effect written with `value: [low, high]` in the words of the record."""
    value = item.get("value") if isinstance(item, dict) else None
    if isinstance(value, list) and len(value) == 2 and item.get("high") is None:
        return {**item, "value": value[0], "high": value[1]}
    return item


_EXPECTED = {
    "int": Shape.INTEGER.value,
    "float": Shape.NUMBER.value,
    "bool": Shape.TRUTH.value,
    "date": Shape.DATE.value,
    "tuple": "a list",
    "dict": "names with values",
    "model": "a record with named parts",
    "string": "text; put a number that is text in quotation marks",
}
"""What was expected, by the first word of pydantic's error types."""


def explained(error: ErrorDetails, kind: Kind) -> str:
    """A validation error in plain words: what was found, what was expected, what to do."""
    cause, found, context = error["type"], error["input"], error.get("ctx", {})
    if cause == "missing":
        return f"'{error['loc'][-1]}' is missing"
    if cause == "extra_forbidden":
        names = (*kind.columns, *kind.aliases) if len(error["loc"]) == 1 else ()
        return f"there is no column '{error['loc'][-1]}'{nearest(str(error['loc'][-1]), names)}"
    if cause in {"enum", "literal_error"}:
        permitted = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return f"{shown(found)} is not one of {', '.join(permitted)}{nearest(str(found), permitted)}"
    if cause == "value_error":
        return str(context.get("error", error["msg"]))
    expected = _EXPECTED.get(cause.split("_", maxsplit=1)[0])
    if expected and cause.endswith(("_type", "_parsing", "_from_float", "_size", "_sub", "_unicode")):
        return f"expected {expected}, found {shown(found)}"
    return f"{error['msg'][0].lower()}{error['msg'][1:]}, found {shown(found)}"


def checked_entries(checker: Checker, entries: Iterable[Entry | Problem]) -> Iterator[Checked | list[Problem]]:
    """Every entry checked, in order; one that could not even be read comes back as its Problem."""
    for entry in entries:
        yield [entry] if isinstance(entry, Problem) else checker.checked(entry)
