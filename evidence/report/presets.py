"""Say what an evidence table is made of: fields, cells, footnotes, references, provenance; it reads no record.

Every format writes the same `TableDocument`, so that a table is the same table in all of them. Nothing in it comes
from a clock or from the machine: the same database and the same request give the same bytes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from evidence.models import PublicationBase
from evidence.report.citations_style import CitationStyle, Pieces, in_text, reference, sort_key
from evidence.text.counting import counted_kind


class Preset(StrEnum):
    """The kinds of evidence table."""

    CLAIMS = "claims"
    INCLUDED_STUDIES = "included-studies"
    GRADE_SOF = "grade-sof"
    AUDIT = "audit"
    BY_CONDITION = "by-condition"
    DISCREPANCIES = "discrepancies"


@dataclass(frozen=True)
class Field:
    """One field of every row: its name for programs, its heading, and the column it stands in on a page.

    Fields that share a column stand below one another there; `bare` ones speak for themselves without their heading.
    `share` is how much of the page's width the column wants beside the others, taken from its first field.
    """

    name: str
    heading: str
    column: str = ""
    bare: bool = False
    quoted: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What a preset puts into a cell, before footnotes have marks: words, and what has to be said below about them."""

    text: str
    notes: tuple[str, ...] = ()
    unknown: bool = False
    tone: str = ""
    number: float | None = None
    """the same as a number where the cell is one"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A finished cell; `marks` are the marks of its footnotes."""

    text: str
    marks: tuple[str, ...] = ()
    unknown: bool = False
    tone: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, as many as there are fields; `group` is the heading it stands under, empty where none."""

    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """What a mark in a cell stands for."""

    mark: str
    text: str


@dataclass(frozen=True)
class Entry:
    """An entry of the reference list; `number` is None in a style without numbers."""

    number: int | None
    pieces: Pieces


@dataclass(frozen=True)
class TableState:
    """The state of the database a table was made from, and the program that made it."""

    head: str
    tool_version: str
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Request:
    """What was asked for, in the words a person can ask it again with."""

    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    group: str = ""
    columns: tuple[str, ...] = ()
    limit: int | None = None
    style: CitationStyle = CitationStyle.AMA


@dataclass(frozen=True)
class TableDocument:
    """An evidence table with everything that stands around it."""

    preset: str
    title: str
    caption: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]
    abbreviations: tuple[tuple[str, str], ...]
    references: tuple[Entry, ...]
    provenance: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True)
class PageColumn:
    """A column as a page shows it: its heading and the places of its fields in a row."""

    heading: str
    places: tuple[int, ...]
    share: int


_PLACES = frozenset({"advertiser", "address", "captured"})
"""Fields that say where a row's claim stands."""


def for_page(document: TableDocument) -> TableDocument:
    """The table as a page shows it: where every claim stands in one place, that is said once and not in every row."""
    if len(document.rows) < 2:
        return document
    alone = {column.places[0] for column in page_columns(document.fields) if len(column.places) == 1}
    same = [place for place, one in enumerate(document.fields) if one.name in _PLACES and place not in alone]
    same = [place for place in same if _is_same(document.rows, place)]
    if not same:
        return document
    said = "; ".join(f"{document.fields[place].heading}: {document.rows[0].cells[place].text}" for place in same)
    kept = [place for place in range(len(document.fields)) if place not in same]
    return replace(
        document,
        fields=tuple(document.fields[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in document.rows),
        caption=f"{document.caption} The same in every row: {said}.",
    )


def _is_same(rows: Sequence[Row], place: int) -> bool:
    first = rows[0].cells[place]
    return not first.marks and all(row.cells[place] == first for row in rows)


def page_columns(fields: Sequence[Field]) -> tuple[PageColumn, ...]:
    """The columns of a page: fields that share one stand together, in the order of the first of each."""
    grouped: dict[str, list[int]] = {}
    for place, one in enumerate(fields):
        grouped.setdefault(one.column or one.heading, []).append(place)
    return tuple(PageColumn(name, tuple(places), fields[places[0]].share) for name, places in grouped.items())


def page_cell(document: TableDocument, row: Row, column: PageColumn) -> tuple[tuple[str, Cell, Field], ...]:
    """The lines of a cell as a page shows it: label, cell and field; no label where a field speaks for itself.

    What is unknown for the same reason in several fields is said once, for all of them.
    """
    lines: list[tuple[list[str], Cell, Field]] = []
    for place in column.places:
        one, cell = document.fields[place], row.cells[place]
        same = next((line for line in lines if cell.unknown and line[1] == cell), None)
        if same is not None:
            same[0].append(one.heading)
        else:
            lines.append(([one.heading], cell, one))
    alone = len(lines) == 1
    return tuple(
        ("" if alone or (one.bare and len(names) == 1) else _listed(names), cell, one) for names, cell, one in lines
    )


def _listed(names: Sequence[str]) -> str:
    """Headings in a row, small after the first but for those that are abbreviations.

    >>> _listed(["Support", "Accuracy", "OCEBM level"])
    'Support, accuracy, OCEBM level'
    """
    small = (name if name[:2].isupper() else name[:1].lower() + name[1:] for name in names[1:])
    return ", ".join([*names[:1], *small])


def note_mark(number: int) -> str:
    """The mark of a footnote, counted from nought.

    >>> [note_mark(number) for number in (0, 25, 26, 701, 702)]
    ['a', 'z', 'aa', 'zz', 'aaa']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@dataclass
class Marks:
    """Footnotes as they come up: the same text keeps its mark."""

    known: dict[str, str] = field(default_factory=dict)
    _cells: dict[Words, Cell] = field(default_factory=dict)

    def cell(self, words: Words) -> Cell:
        """The cell with the marks of its notes; the same words with the same notes are one cell, however often."""
        if not words.notes:
            return Cell(words.text, (), words.unknown, words.tone, words.number)
        known = self._cells.get(words)
        if known is None:
            marks = tuple(dict.fromkeys(self._mark(note) for note in words.notes))
            known = self._cells[words] = Cell(words.text, marks, words.unknown, words.tone, words.number)
        return known

    def _mark(self, note: str) -> str:
        return self.known.setdefault(note, note_mark(len(self.known)))

    def footnotes(self) -> tuple[Footnote, ...]:
        """All of them in order."""
        return tuple(Footnote(mark, text) for text, mark in self.known.items())


@dataclass
class Library:
    """The publications a table cites: numbered as they come up, or by the alphabet in a style without numbers.

    `among` are all publications that may be cited, so that those APA would point at alike get letters.
    """

    style: CitationStyle
    among: Sequence[PublicationBase] = ()
    known: dict[str, tuple[int, PublicationBase]] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the letters of works that would be pointed at alike."""
        alike: dict[str, dict[str, PublicationBase]] = {}
        for one in self.among if self.style is CitationStyle.APA else ():
            alike.setdefault(in_text(one, self.style, 0), {})[one.key] = one
        self._letters = {
            one.key: note_mark(at)
            for same in alike.values()
            if len(same) > 1
            for at, one in enumerate(sorted(same.values(), key=sort_key))
        }

    def cite(self, publication: PublicationBase) -> str:
        """How the table points at a publication."""
        if publication.key not in self._words:
            number, _ = self.known.setdefault(publication.key, (len(self.known) + 1, publication))
            letter = self._letters.get(publication.key, "")
            self._words[publication.key] = in_text(publication, self.style, number, letter)
        return self._words[publication.key]

    def entries(self) -> tuple[Entry, ...]:
        """The reference list."""
        found = list(self.known.values())
        if self.style is CitationStyle.APA:
            ordered = sorted((one for _, one in found), key=sort_key)
            return tuple(Entry(None, reference(one, self.style, self._letters.get(one.key, ""))) for one in ordered)
        return tuple(Entry(number, reference(one, self.style)) for number, one in found)


ABBREVIATIONS: Mapping[str, str] = {
    "AMA": "American Medical Association",
    "AUC": "area under the curve",
    "CI": "confidence interval",
    "CRPS": "complex regional pain syndrome",
    "DOI": "digital object identifier",
    "FDA": "US Food and Drug Administration",
    "FTC": "US Federal Trade Commission",
    "GRADE": "Grading of Recommendations Assessment, Development and Evaluation",
    "IV": "intravenous",
    "IM": "intramuscular",
    "MCID": "minimal clinically important difference",
    "NMDA": "N-methyl-D-aspartate",
    "NNT": "number needed to treat",
    "NRS": "numeric rating scale",
    "OCEBM": "Oxford Centre for Evidence-Based Medicine, levels of evidence 2011",
    "OR": "odds ratio",
    "P": "probability of a difference at least this large if there were none",
    "PMID": "PubMed identifier",
    "PTSD": "post-traumatic stress disorder",
    "RCT": "randomised controlled trial",
    "RR": "risk ratio",
    "SD": "standard deviation",
    "TMS": "transcranial magnetic stimulation",
    "VAS": "visual analogue scale",
    "n": "number of participants",
    "vs": "versus",
}
_WORD = re.compile(r"\b[A-Za-z]+\b")


def abbreviations_in(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The abbreviations that occur as words, in the order of the alphabet, with what they stand for.

    >>> abbreviations_in(["95% CI 1 to 2; P = 0.2"])[0]
    ('CI', 'confidence interval')
    """
    words: set[str] = set()
    for text in texts:
        words.update(_WORD.findall(text))
    return tuple((name, ABBREVIATIONS[name]) for name in sorted(ABBREVIATIONS, key=str.casefold) if name in words)


@dataclass(frozen=True)
class Draft:
    """A table before its footnotes have marks."""

    preset: Preset
    title: str
    caption: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, tuple[Words, ...]], ...]
    """each with the heading it stands under"""
    remarks: tuple[str, ...] = ()


def finished(draft: Draft, library: Library, request: Request, state: TableState) -> TableDocument:
    """The table with footnotes marked in the order they are read, references, and what it was made from."""
    marks = Marks()
    rows = tuple(Row(tuple(marks.cell(words) for words in cells), group) for group, cells in draft.rows)
    footnotes = marks.footnotes()
    shown = [*(cell.text for row in rows for cell in row.cells), *(one.heading for one in draft.fields)]
    said = [*shown, *(note.text for note in footnotes), *draft.remarks]
    return TableDocument(
        preset=draft.preset.value,
        title=draft.title,
        caption=draft.caption,
        fields=draft.fields,
        rows=rows,
        footnotes=footnotes,
        abbreviations=abbreviations_in(said),
        references=library.entries(),
        provenance=provenance(draft.preset, request, state),
        remarks=draft.remarks,
    )


def provenance(preset: Preset, request: Request, state: TableState) -> tuple[str, ...]:
    """The request, the state of the database and the program: what it takes to make the table again."""
    filters = "; ".join(f"{name} {value}" for name, value in request.filters) or "none"
    order = f"; sorted by {request.sort}" if request.sort else ""
    group = f"; grouped by {request.group}" if request.group else ""
    limit = f"; at most {request.limit} rows" if request.limit is not None else ""
    columns = f"; columns {', '.join(request.columns)}" if request.columns else ""
    counts = ", ".join(counted_kind(count, name) for name, count in state.counts)
    style = STYLE_NAMES[request.style]
    return (
        f"Request: preset {preset}; filters: {filters}{order}{group}{limit}{columns}; citations in {style} style.",
        f"Database: {counts or 'no counts'}; head of its log {state.head}.",
        f"Made by evidence {state.tool_version}. The same request to a database with this head gives this table again.",
    )


STYLE_NAMES: Mapping[CitationStyle, str] = {
    CitationStyle.AMA: "AMA",
    CitationStyle.VANCOUVER: "Vancouver",
    CitationStyle.APA: "APA",
}
