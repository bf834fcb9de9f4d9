"""Make evidence tables and write them; it never reads a database and never leaves a cell blank.

A table has one row for a claim and a source. Cells say `not reported`, `not stated` or `not checked` where nothing is
known; the JSON form keeps numbers as numbers and the unknown as null.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any, NamedTuple

from evidence.errors import EvidenceError
from evidence.formats.rows.cells import guarded
from evidence.formats.terminal import columns_text
from evidence.report.rows import EvidenceRow, NumberLink
from evidence.report.view import Verdict
from evidence.report.words import NOT_CHECKED, NOT_REPORTED, NOT_STATED, TONES, design_words, spoken

NO_SOURCE = "no source named"
NO_NUMBER = "none claimed"
NOT_TRACED = "not traced"


class UnknownColumnError(EvidenceError):
    """A column that no evidence table has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no column '{name}'; choose among {', '.join(known)}")


@dataclass(frozen=True)
class TableFilters:
    """Which rows to keep; an empty field keeps all. Codes come with everything under them in the vocabulary already."""

    conditions: frozenset[str] = frozenset()
    interventions: frozenset[str] = frozenset()
    study_types: frozenset[str] = frozenset()
    first_year: int | None = None
    last_year: int | None = None
    verdicts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()


_UNKNOWN = frozenset({NOT_CHECKED, NOT_REPORTED, NOT_STATED, NO_SOURCE, NOT_TRACED, NO_NUMBER, "none"})
"""Words for the unknown and for nothing, which a page shows in another hand."""

Cell = str | int


class Grid(NamedTuple):
    """A table as it is written: headings, and lines of cells without a blank one."""

    headings: tuple[str, ...]
    lines: list[list[Cell]]


def _or(value: object, otherwise: str = NOT_REPORTED) -> Cell:
    if value is None or value == "":
        return otherwise
    return value if isinstance(value, int) else str(value)


def _source(row: EvidenceRow, value: object) -> Cell:
    """A cell about the source, which says so where there is none."""
    if row.source.citation_status is None:
        return NO_SOURCE
    if row.source.publication is None:
        return NOT_TRACED
    return _or(value)


def _claimed(row: EvidenceRow) -> Cell:
    shown = [
        " ".join(filter(None, (f"{number.arm}:" if number.arm else "", number.words))) for number in row.claim.claimed
    ]
    return "; ".join(shown) or NO_NUMBER


def _number(link: NumberLink) -> str:
    where = f"{link.found.words} ({link.found.role})" if link.found is not None else spoken(link.match)
    return f"{link.claimed.words} → {where}"


def _numbers(row: EvidenceRow) -> Cell:
    if row.source.numbers:
        return "; ".join(dict.fromkeys(_number(link) for link in row.source.numbers))
    return NOT_CHECKED if row.claim.claimed else NO_NUMBER


def _primary(row: EvidenceRow) -> Cell:
    results = row.source.primary_results
    return _source(row, results[0].words if results else None)


def _match(row: EvidenceRow) -> Cell:
    if row.source.citation_status is None:
        return NO_SOURCE
    words = f"{spoken(row.source.match_confidence or 'unknown')}, {row.source.citation_status}"
    return f"{words}, benchmark" if row.source.citation_role == "benchmark" else words


def _design(row: EvidenceRow) -> Cell:
    design = design_words(row.source.design) if row.source.design else row.source.design_detail
    return _source(row, design)


def _checks(row: EvidenceRow) -> Cell:
    if not row.verdict.checks_total:
        return NOT_CHECKED
    differs = f"; differs: {', '.join(spoken(name) for name in row.verdict.differs)}" if row.verdict.differs else ""
    return f"{row.verdict.checks_decided} of {row.verdict.checks_total} decided{differs}"


def _verified(row: EvidenceRow) -> Cell:
    return f"no: {row.verdict.unchecked_reason}" if row.verdict.unchecked_reason else "yes"


@dataclass(frozen=True)
class Column:
    """A column of the evidence table: its heading and what a row has in it."""

    heading: str
    cell: Callable[[EvidenceRow], Cell]


COLUMNS: dict[str, Column] = {
    "page": Column("Page", lambda row: row.page),
    "claim": Column("Claim", lambda row: row.claim.claim),
    "quote": Column("Words of the page", lambda row: row.claim.quote),
    "claim_type": Column("Claim type", lambda row: spoken(row.claim.claim_type)),
    "condition": Column("Condition", lambda row: _or(row.claim.condition, NOT_STATED)),
    "intervention": Column("Intervention", lambda row: _or(row.claim.intervention, NOT_STATED)),
    "stated_study_type": Column("Study type stated", lambda row: design_words(row.claim.stated_study_type)),
    "stated_year": Column("Year stated", lambda row: _or(row.claim.stated_year, NOT_STATED)),
    "cited_as": Column("Cited as", lambda row: _or(row.claim.cited_as, NO_SOURCE)),
    "publication": Column("Publication", lambda row: _source(row, row.source.publication)),
    "pmid": Column("PMID", lambda row: _source(row, row.source.pmid)),
    "doi": Column("DOI", lambda row: _source(row, row.source.doi)),
    "match": Column("Match", _match),
    "design": Column("Design", _design),
    "participants": Column("Participants", lambda row: _source(row, row.source.participants)),
    "population": Column("Population", lambda row: _source(row, row.source.population)),
    "comparator": Column("Comparator", lambda row: _source(row, row.source.comparator)),
    "primary_outcome": Column("Primary outcome and what it found", _primary),
    "claimed": Column("Numbers claimed", _claimed),
    "numbers": Column("Claimed → found (role)", _numbers),
    "verdict": Column("Verdict suggested", lambda row: row.verdict.verdict_label),
    "checks": Column("Checks", _checks),
    "verified": Column("Verified", _verified),
    "findings": Column("Findings", lambda row: _or(", ".join(row.verdict.findings), "none")),
}
DEFAULT_COLUMNS = tuple(name for name in COLUMNS if name != "page")
GROUPS: dict[str, tuple[str, ...]] = {
    "Claim": ("claim", "quote", "claim_type"),
    "As the page has it": ("condition", "intervention", "stated_study_type", "stated_year", "cited_as"),
    "Source": ("publication", "pmid", "doi", "match"),
    "Study": ("design", "participants", "population", "comparator"),
    "Primary outcome and what it found": ("primary_outcome",),
    "Numbers: claimed → found (role)": ("numbers",),
    "Verdict suggested": ("verdict", "checks", "verified", "findings"),
}
"""How the default columns stand together in HTML."""
TERMINAL_COLUMNS = ("claim", "quote", "publication", "design", "primary_outcome", "numbers", "verdict")


def chosen_columns(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each checked; raises UnknownColumnError."""
    for name in names:
        if name not in COLUMNS:
            raise UnknownColumnError(name, list(COLUMNS))
    return tuple(names)


def _among(wanted: frozenset[str], *values: str | None) -> bool:
    return not wanted or any(value is not None and value.casefold() in wanted for value in values)


def keeps(filters: TableFilters, row: EvidenceRow) -> bool:
    """Whether a row passes; a study type or a year counts as the page states it or as the source has it."""
    claim, source = row.claim, row.source
    years = [year for year in (claim.stated_year, source.year) if year is not None]
    first = filters.first_year if filters.first_year is not None else 0
    last = filters.last_year if filters.last_year is not None else 9999
    dated = filters.first_year is None and filters.last_year is None
    return (
        _among(filters.conditions, claim.condition_code, claim.condition)
        and _among(filters.interventions, claim.intervention_code, claim.intervention)
        and _among(filters.study_types, claim.stated_study_type, source.design)
        and (dated or any(first <= year <= last for year in years))
        and _among(filters.verdicts, row.verdict.verdict)
        and _among(filters.pages, row.page)
    )


def sorted_rows(rows: Sequence[EvidenceRow], by: str) -> list[EvidenceRow]:
    """Rows by a column, numbers before words; `-` before the name turns it round; equal rows keep the text's order."""
    name = by.removeprefix("-")
    cell = COLUMNS[chosen_columns([name])[0]].cell

    def place(row: EvidenceRow) -> tuple[bool, float, str]:
        value = cell(row)
        return (isinstance(value, str), value if isinstance(value, int) else 0, str(value).casefold())

    return sorted(rows, key=place, reverse=by.startswith("-"))


def evidence_grid(rows: Sequence[EvidenceRow], columns: Sequence[str] = DEFAULT_COLUMNS) -> Grid:
    """The table with a heading for each column; every cell has a value."""
    chosen = [COLUMNS[name] for name in chosen_columns(columns)]
    return Grid(tuple(column.heading for column in chosen), [[column.cell(row) for column in chosen] for row in rows])


def counts_grid(
    counts: Sequence[Mapping[str, Any]], by: Sequence[str], labels: Mapping[str, Mapping[str, str]] | None = None
) -> Grid:
    """Grouped counts; a group without a value is `not stated`, and a code among the labels of its column has that."""
    named = labels or {}
    lines = [
        [_or(named.get(name, {}).get(entry[name], entry[name]), NOT_STATED) for name in by] + [int(entry["count"])]
        for entry in counts
    ]
    return Grid((*(spoken(name).capitalize() for name in by), "Claims"), lines)


def to_csv(grid: Grid) -> str:
    """CSV that no spreadsheet runs: text that looks like a formula gets one apostrophe before it."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(grid.headings)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in line] for line in grid.lines)
    return stream.getvalue()


def to_markdown(grid: Grid) -> str:
    """A table for a Markdown page; what Markdown or HTML would take for markup is escaped."""
    lines = [[_markdown(value) for value in line] for line in (grid.headings, *grid.lines)]
    lines.insert(1, ["---"] * len(grid.headings))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown(value: object) -> str:
    text = " ".join(str(value).split())
    for mark in "\\|<>*_`[]":
        text = text.replace(mark, f"\\{mark}")
    return text


def to_terminal(grid: Grid, *, width: int = 100) -> str:
    """The table in columns for a terminal of this width."""
    return columns_text(grid.headings, [[str(value) for value in line] for line in grid.lines], width=width)


@dataclass(frozen=True)
class Part:
    """One value within a cell of the HTML table; without a label where it speaks for itself, `tone` for a verdict."""

    label: str
    value: str
    unknown: bool
    tone: str = ""


_SPEAKS_FOR_ITSELF = frozenset({"quote", "publication", "design", "verdict", "condition"})


def _parts(row: EvidenceRow, names: Sequence[str]) -> tuple[Part, ...]:
    values = [(name, str(COLUMNS[name].cell(row))) for name in names]
    if len({value for _, value in values}) == 1:
        values = values[:1]
    return tuple(
        Part(
            label=COLUMNS[name].heading if at and name not in _SPEAKS_FOR_ITSELF else "",
            value=value,
            unknown=value in _UNKNOWN,
            tone=TONES[Verdict(row.verdict.verdict)] if name == "verdict" else "",
        )
        for at, (name, value) in enumerate(values)
    )


def to_html(
    rows: Sequence[EvidenceRow], *, title: str, notes: Sequence[str] = (), columns: Sequence[str] | None = None
) -> str:
    """The table as one self-contained HTML file that prints on landscape pages.

    Without a choice of columns the default ones stand together in seven groups, so that a row can be read.
    """
    groups = GROUPS if columns is None else {COLUMNS[name].heading: (name,) for name in chosen_columns(columns)}
    cells = [[_parts(row, names) for names in groups.values()] for row in rows]
    return _html_table(list(groups), cells, title=title, notes=notes)


def grid_html(grid: Grid, *, title: str, notes: Sequence[str] = ()) -> str:
    """Any table, such as grouped counts, in the same form."""
    cells = [[(Part("", str(value), value in _UNKNOWN),) for value in line] for line in grid.lines]
    return _html_table(grid.headings, cells, title=title, notes=notes)


def _html_table(
    headings: Sequence[str], rows: Sequence[Sequence[tuple[Part, ...]]], *, title: str, notes: Sequence[str]
) -> str:
    from evidence.formats.html import asset, render  # noqa: PLC0415  jinja2, which no other format needs

    style = asset("base.css") + asset("table.css")
    return render("table.html.j2", style=style, script="", title=title, headings=headings, rows=rows, notes=notes)


def counts_json(counts: Sequence[Mapping[str, Any]], *, filters: Mapping[str, Any], database: str) -> str:
    """Grouped counts as one JSON document of the same shape."""
    shaped = [dict(entry) for entry in counts]
    return json.dumps({"rows": shaped, "filters": dict(filters), "database": database}, ensure_ascii=False, indent=2)


def shaped_rows(rows: Sequence[EvidenceRow]) -> list[dict[str, Any]]:
    """The rows for JSON, numbers as numbers and the unknown as null."""
    return [_shape(row) for row in rows]


def _shape(row: EvidenceRow) -> dict[str, Any]:
    parts = (asdict(row.claim), asdict(row.source), asdict(row.verdict))
    shape = {"page": row.page, "address": row.address}
    for part in parts:
        shape |= part
    return {name: _plain(value) for name, value in shape.items()}


def _plain(value: Any) -> Any:
    """A value for JSON: whole numbers without a decimal point, as a page writes them."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
