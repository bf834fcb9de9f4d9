"""Show an evidence table a screen at a time, so that a screen deep in it costs no more than the first.

Claims as they were entered are walked from one claim to the next, by its id. Sorted or grouped, their places are found
once for a state of the database and kept; so are the tables of the other presets. It writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from evidence import store
from evidence.report.presets import Library, TableDocument, finished
from evidence.report.presets_claims import ALL_COLUMNS, claims_table, place_by
from evidence.report.presets_records import TabledRow
from evidence.workflow.gather import found_places, of_advertisers, table_state, tabled_at, tabled_from
from evidence.workflow.presets import Asked, check_claims, library_of, request_of
from evidence.workflow.tables import Wanted, wanted_of


class Cursor(NamedTuple):
    """Where a screen begins: its first row's number from nought, and the claim that it comes after or before.

    `after` nought is the beginning; with `before` the screen ends there instead.
    """

    start: int = 0
    after: int = 0
    before: int | None = None


class Place(NamedTuple):
    """Which row of a table: the id of its claim and which of the claim's rows that pass it is."""

    claim: int
    nth: int


@dataclass(frozen=True)
class Screen:
    """A part of a table, and where the parts before and after it begin; `of` is how many rows there are, if known."""

    document: TableDocument
    start: int
    earlier: Cursor | None = None
    later: Cursor | None = None
    of: int | None = None


def as_entered(db: store.Session, asked: Asked, cursor: Cursor, size: int) -> Screen:
    """Claims in the order they were entered: whole claims, until there are so many rows.

    Raises:
        UnknownTermError: a filter names something the vocabulary does not have.
        UnknownColumnError: there is no such column.
    """
    check_claims(asked)
    wanted = of_advertisers(wanted_of(db, asked.request), asked.advertisers)
    found = tabled_from(db, wanted, (cursor.after, cursor.before), size + 1, asked.sees)
    if cursor.before is not None and sum(len(rows) for _, rows in found) <= size:
        cursor, found = Cursor(), tabled_from(db, wanted, (0, None), size + 1, asked.sees)
    shown = _whole_claims(found, size, backwards=cursor.before is not None)
    rows = [row for _, rows in shown for row in rows]
    start = cursor.start if cursor.before is None else max(0, cursor.start - len(rows))
    if asked.limit is not None:
        rows = rows[: max(0, asked.limit - start)]
    end = start + len(rows)
    goes_on = cursor.before is not None or len(shown) < len(found)
    later = Cursor(end, after=shown[-1][0]) if goes_on and (asked.limit is None or end < asked.limit) else None
    earlier = Cursor(start, before=shown[0][0]) if shown and start else None
    return Screen(_claims_document(db, asked, wanted, rows), start, earlier, later)


def _whole_claims(
    found: Sequence[tuple[int, list[TabledRow]]], size: int, *, backwards: bool
) -> list[tuple[int, list[TabledRow]]]:
    """The claims, first or last, that hold so many rows; at least one claim, however many rows it has."""
    taken = 0
    shown: list[tuple[int, list[TabledRow]]] = []
    for claim in reversed(found) if backwards else found:
        if taken >= size or (shown and taken + len(claim[1]) > size):
            break
        taken += len(claim[1])
        shown.append(claim)
    return shown[::-1] if backwards else shown


def places(db: store.Session, asked: Asked) -> tuple[Place, ...]:
    """Where each row of a claims table stands that is sorted or grouped: walked through once, none of it held.

    Raises:
        UnknownTermError: a filter names something the vocabulary does not have.
        UnknownColumnError: there is no such column.
    """
    check_claims(asked)
    wanted = of_advertisers(wanted_of(db, asked.request), asked.advertisers)
    place = place_by(asked.sort) if asked.sort else _unsorted
    found = found_places(db, wanted, lambda row: (place(row), _heading(row, asked)), asked.sees)
    if asked.sort:
        found.sort(key=lambda one: one[2][0], reverse=asked.sort.startswith("-"))
    found = found[: asked.limit]
    first = {heading: at for at, heading in reversed([*enumerate(one[2][1] for one in found)])}
    found.sort(key=lambda one: first[one[2][1]])
    return tuple(Place(claim, nth) for claim, nth, _ in found)


def in_places(db: store.Session, asked: Asked, at: Sequence[Place], start: int, size: int) -> Screen:
    """A screen of a claims table whose places are known.

    Raises:
        UnknownTermError: a filter names something the vocabulary does not have.
    """
    wanted = of_advertisers(wanted_of(db, asked.request), asked.advertisers)
    shown = at[start : start + size]
    rows = tabled_at(db, wanted, shown, asked.sees)
    document = _claims_document(db, asked, wanted, rows)
    return _of_all(document, start, len(shown), len(at), size)


def cut(document: TableDocument, start: int, size: int) -> Screen:
    """A screen of a table that is there as a whole."""
    rows = document.rows[start : start + size]
    return _of_all(replace(document, rows=rows), start, len(rows), len(document.rows), size)


def _of_all(document: TableDocument, start: int, shown: int, count: int, size: int) -> Screen:
    later = Cursor(start + size) if start + shown < count else None
    return Screen(document, start, Cursor(max(0, start - size)) if start else None, later, count)


def _claims_document(db: store.Session, asked: Asked, wanted: Wanted, rows: Iterable[TabledRow]) -> TableDocument:
    held = tuple(rows)
    library = library_of(held, asked.style)
    draft = claims_table(held, library, group=asked.group, columns=asked.columns)
    return finished(draft, library, request_of(asked, wanted), table_state(db))


def _unsorted(_row: TabledRow) -> tuple[bool, float, str]:
    return (False, 0, "")


def _heading(row: TabledRow, asked: Asked) -> str:
    return ALL_COLUMNS[asked.group][1](row, Library(asked.style)).text if asked.group else ""
