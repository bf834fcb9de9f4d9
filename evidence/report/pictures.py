"""Draw pictures of evidence as SVG text, each with a text alternative and the data it shows; nothing is estimated here.

A picture asks nothing of any network, holds no script and no style but attributes, and looks the same on every machine.
Colour never stands alone: a sign or a word says the same.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from evidence.report.presets_records import TabledRow
from evidence.report.view import Tone, Verdict
from evidence.report.words import TONES, design_words
from evidence.text.counting import counted


class PictureName(StrEnum):
    """The pictures there are."""

    MAP = "map"
    TIMELINE = "timeline"
    CLAIMED_FOUND = "claimed-found"
    FOREST = "forest"


@dataclass(frozen=True)
class Picture:
    """A picture with its text alternative and its data as a table of words."""

    name: str
    title: str
    description: str
    svg: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


INK, SOFT, RULE, PAPER = "#1f2023", "#55585e", "#dedad0", "#fcfbf8"
COLOURS: dict[Tone, str] = {
    Tone.CONTRADICTED: "#a3161c",
    Tone.DOUBTFUL: "#7f5200",
    Tone.SUPPORTED: "#12538f",
    Tone.UNCHECKED: "#4d5158",
    Tone.UNSOURCED: "#64418c",
    Tone.BACKGROUND: "#66696e",
}
"""Each has a contrast of at least 4.5 to 1 with white text on it (WCAG 2.2, 1.4.3)."""
SIGNS: dict[Tone, str] = {
    Tone.CONTRADICTED: "×",
    Tone.DOUBTFUL: "≈",
    Tone.SUPPORTED: "✓",
    Tone.UNCHECKED: "?",
    Tone.UNSOURCED: "○",
    Tone.BACKGROUND: "·",
}
TONE_WORDS: dict[Tone, str] = {
    Tone.CONTRADICTED: "contradicted",
    Tone.DOUBTFUL: "overstated or not supported",
    Tone.SUPPORTED: "supported",
    Tone.UNCHECKED: "not checked",
    Tone.UNSOURCED: "no source named",
    Tone.BACKGROUND: "not checkable",
}
_SANS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def number(value: float) -> str:
    """A coordinate with no more digits than it needs.

    >>> number(12.0), number(1 / 3)
    ('12', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def shortened(text: str, most: int) -> str:
    """Text cut at a word where it is too long, which it then shows.

    >>> shortened("refractory neuropathic pain", 18)
    'refractory …'
    """
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[: most - 1].rsplit(" ", 1)[0] if " " in words[: most - 1] else words[: most - 1]
    return f"{cut} …"


@dataclass(frozen=True)
class Font:
    """How words are set."""

    size: int = 12
    bold: bool = False


PLAIN, SMALL, HEADING, SIGN = Font(), Font(11), Font(11, bold=True), Font(10, bold=True)


@dataclass
class Drawing:
    """Marks put down one after the other; coordinates are in pixels."""

    width: float
    marks: list[str] = field(default_factory=list)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, colour: str = RULE, wide: float = 1
    ) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        self.marks.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" stroke="{colour}" '
            f'stroke-width="{number(wide)}"/>'
        )

    def text(
        self, at: tuple[float, float], words: str, *, anchor: str = "start", colour: str = INK, font: Font | None = None
    ) -> None:
        """Words on one line; `anchor` is start, middle or end."""
        used = font or PLAIN
        weight = ' font-weight="600"' if used.bold else ""
        self.marks.append(
            f'<text x="{number(at[0])}" y="{number(at[1])}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{used.size}"{weight}>{_escaped(words)}</text>'
        )

    def circle(
        self, at: tuple[float, float], radius: float, *, colour: str, hollow: bool = False, says: str = ""
    ) -> None:
        """A disc, or a ring; `says` comes up where a pointer rests on it."""
        fill = PAPER if hollow else colour
        said = f"<title>{_escaped(says)}</title>" if says else ""
        self.marks.append(
            f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" fill="{fill}" stroke="{colour}" '
            f'stroke-width="1.5">{said}</circle>'
        )

    def svg(self, height: float, *, name: str, title: str, description: str) -> str:
        """The picture as one SVG element with its text alternative."""
        wide, high = number(self.width), number(height)
        size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{name}-title {name}-text" '
            f'font-family={quoteattr(_SANS)}>\n<title id="{name}-title">{_escaped(title)}</title>\n'
            f'<desc id="{name}-text">{_escaped(description)}</desc>\n'
            f'<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(self.marks) + "\n</svg>\n"
        )


def _escaped(text: str) -> str:
    return escape("".join(character for character in text if character.isprintable() or character == " "))


def legend(drawing: Drawing, top: float, tones: Iterable[Tone]) -> None:
    """What the colours and signs stand for."""
    left = 16.0
    for tone in Tone:
        if tone in set(tones):
            drawing.circle((left + 8, top), 8, colour=COLOURS[tone])
            drawing.text((left + 8, top + 4), SIGNS[tone], anchor="middle", colour="#ffffff", font=HEADING)
            drawing.text((left + 22, top + 4), TONE_WORDS[tone], font=SMALL, colour=SOFT)
            left += 42 + 6.3 * len(TONE_WORDS[tone])


# ---------------------------------------------------------------- the map

_MOST_CONDITIONS = 30
_MOST_DESIGNS = 8
_LEFT, _TOP, _CELL, _ROW = 250.0, 96.0, 120.0, 46.0
NO_STUDY = "no study named"
OTHER_DESIGNS, OTHER_CONDITIONS = "other designs", "other conditions"


def one_a_claim(rows: Sequence[TabledRow]) -> list[TabledRow]:
    """The leading row of each claim."""
    found: dict[tuple[str, str], TabledRow] = {}
    for row in rows:
        found.setdefault((row.capture.page.key, row.claim.key), row)
    return list(found.values())


def _design(row: TabledRow) -> str:
    """What the source really is, else what the page says it is."""
    design = row.row.source.design
    if design and design != "unknown":
        return design_words(design).removesuffix(" (RCT)")
    stated = row.claim.study_type.value
    return f"{design_words(stated).removesuffix(' (RCT)')}, as stated" if stated != "none" else NO_STUDY


def _largest(names: Iterable[str], most: int, rest: str) -> list[str]:
    often = Counter(names)
    ordered = sorted(often, key=lambda name: (-often[name], name))
    return ordered if len(ordered) <= most else [*ordered[: most - 1], rest]


@dataclass(frozen=True)
class _Place:
    condition: str
    design: str


def _among(name: str, known: Sequence[str], rest: str) -> str:
    return name if name in known else rest


def evidence_map(rows: Sequence[TabledRow]) -> Picture:
    """Condition by study design: how many claims there are, as areas, and what was suggested of them, as colours."""
    claims = one_a_claim(rows)
    names = [(row.claim.condition or "condition not stated", _design(row)) for row in claims]
    conditions = _largest((name for name, _ in names), _MOST_CONDITIONS, OTHER_CONDITIONS)
    designs = sorted(
        _largest((name for _, name in names), _MOST_DESIGNS, OTHER_DESIGNS),
        key=lambda name: (name == NO_STUDY, name == OTHER_DESIGNS, name),
    )
    places = [
        _Place(_among(one, conditions, OTHER_CONDITIONS), _among(two, designs, OTHER_DESIGNS)) for one, two in names
    ]
    tones = [TONES[Verdict(row.row.verdict.verdict)] for row in claims]
    discs = Counter(zip(places, tones, strict=True))
    drawing = Drawing(_LEFT + _CELL * max(len(designs), 3) + 16)
    height = _draw_map(drawing, conditions, designs, discs)
    title = f"Evidence map of {counted(len(claims), 'claim')}"
    by_tone = Counter(tones)
    said = "; ".join(f"{TONE_WORDS[tone]} {by_tone[tone]}" for tone in Tone if by_tone[tone])
    description = (
        f"Rows are {counted(len(conditions), 'condition')}, columns {counted(len(designs), 'study design')}, "
        "the area of a disc is the "
        f"number of claims and its sign what was suggested of them: {said or 'no claims'}. The data stand in the table."
    )

    def order(entry: tuple[tuple[_Place, Tone], int]) -> tuple[int, int, int]:
        (place, tone), _ = entry
        return conditions.index(place.condition), designs.index(place.design), list(Tone).index(tone)

    data = [
        (place.condition, place.design, TONE_WORDS[tone], str(count))
        for (place, tone), count in sorted(discs.items(), key=order)
    ]
    svg = drawing.svg(height, name="map", title=title, description=description)
    return Picture("map", title, description, svg, ("Condition", "Study design", "Suggested", "Claims"), tuple(data))


def _draw_map(
    drawing: Drawing, conditions: Sequence[str], designs: Sequence[str], discs: Counter[tuple[_Place, Tone]]
) -> float:
    legend(drawing, 22, {tone for _, tone in discs})
    for at, design in enumerate(designs):
        for line, words in enumerate(_two_lines(design, 19)):
            drawing.text((_LEFT + _CELL * (at + 0.5), _TOP - 34 + 14 * line), words, anchor="middle", font=HEADING)
    most = max(discs.values(), default=1)
    for at, condition in enumerate(conditions):
        middle = _TOP + _ROW * (at + 0.5)
        drawing.line((16, middle + _ROW / 2), (drawing.width - 16, middle + _ROW / 2))
        drawing.text((_LEFT - 12, middle + 4), shortened(condition, 38), anchor="end", font=SMALL)
        for column, design in enumerate(designs):
            place = _Place(condition, design)
            here = [(tone, discs[place, tone]) for tone in Tone if discs[place, tone]]
            _draw_cell(drawing, (_LEFT + _CELL * (column + 0.5), middle), here, most)
    return _TOP + _ROW * len(conditions) + 20


def _draw_cell(drawing: Drawing, middle: tuple[float, float], here: Sequence[tuple[Tone, int]], most: int) -> None:
    radii = [max(20 * math.sqrt(count / most), 6.5) for _, count in here]
    squeeze = min(1.0, (_CELL - 6) / max(sum(2 * radius for radius in radii) + 3 * len(radii), 1))
    left = middle[0] - (sum(2 * radius for radius in radii) + 3 * (len(radii) - 1)) * squeeze / 2
    for (tone, count), radius in zip(here, radii, strict=True):
        size = radius * squeeze
        centre = (left + size, middle[1])
        drawing.circle(centre, size, colour=COLOURS[tone], says=f"{count} {TONE_WORDS[tone]}")
        label = str(count) if size >= 6 else ""
        drawing.text((centre[0], centre[1] + 3.5), label, anchor="middle", colour="#ffffff", font=SIGN)
        left += (2 * radius + 3) * squeeze


def _two_lines(text: str, most: int) -> tuple[str, ...]:
    """A heading on up to two lines."""
    if len(text) <= most:
        return ("", text)
    words = text.split()
    first: list[str] = []
    while words and len(" ".join([*first, words[0]])) <= most:
        first.append(words.pop(0))
    return (" ".join(first), shortened(" ".join(words), most)) if first else ("", shortened(text, most))
