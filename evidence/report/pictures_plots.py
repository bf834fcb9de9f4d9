"""Draw the timeline of cited studies, numbers claimed beside numbers found, and forest plots; nothing is pooled."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evidence.models import NumberCheck, NumberMatch, ResultBase
from evidence.report.pictures import (
    COLOURS,
    INK,
    SIGN,
    SIGNS,
    SMALL,
    SOFT,
    TONE_WORDS,
    Drawing,
    Font,
    Picture,
    PictureName,
    evidence_map,
    legend,
    shortened,
)
from evidence.report.presets_records import TabledRow
from evidence.report.presets_studies import CitedStudy, cited_studies
from evidence.report.sources import numbers_of
from evidence.report.view import Tone, Verdict
from evidence.report.words import (
    MATCHES,
    NOT_REPORTED,
    OUTCOME_KINDS,
    TONES,
    design_words,
    number_words,
    p_words,
    quantity_words,
    result_sentence,
    short_citation,
    value_words,
)
from evidence.text.counting import counted

_WIDTH = 980.0


def _name(cited: CitedStudy) -> str:
    if cited.publications:
        return short_citation(cited.publications[0])
    return f"{cited.study.key}{f' ({cited.study.year})' if cited.study.year else ''}"


# ---------------------------------------------------------------- timeline


def timeline(rows: Sequence[TabledRow]) -> Picture:
    """Each cited study at its year, with the worst that was suggested of the claims that lean on it."""
    worst: dict[str, Tone] = {}
    for row in rows:
        study = row.source.study if row.source is not None else None
        if study is not None:
            tone = TONES[Verdict(row.row.verdict.verdict)]
            worst[study.key] = min(tone, worst.get(study.key, tone), key=list(Tone).index)
    studies = [(cited, _year(cited)) for cited in cited_studies(rows)]
    dated = sorted(
        ((cited, year) for cited, year in studies if year is not None), key=lambda one: (one[1], _name(one[0]))
    )
    drawing = Drawing(_WIDTH)
    height = _draw_timeline(drawing, dated, worst)
    title = f"Timeline of {counted(len(studies), 'cited study', 'cited studies')}"
    undated = len(studies) - len(dated)
    missing = f" {undated} without a known year: only in the table." if undated else ""
    span = f"from {dated[0][1]} to {dated[-1][1]}" if dated else "none with a known year"
    description = f"Studies that claims lean on by year, {span}; the sign is the worst suggestion for a claim.{missing}"
    data = [
        (
            _name(cited),
            str(year or "year unknown"),
            design_words(cited.study.design),
            _size(cited),
            TONE_WORDS[worst[cited.study.key]],
        )
        for cited, year in sorted(studies, key=lambda one: (one[1] is None, one[1] or 0, _name(one[0])))
    ]
    svg = drawing.svg(height, name="timeline", title=title, description=description)
    headings = ("Study", "Year", "Design", "Participants", "Worst suggestion")
    return Picture("timeline", title, description, svg, headings, tuple(data))


def _year(cited: CitedStudy) -> int | None:
    known = [publication.year for publication in cited.publications if publication.year]
    return min(known) if known else cited.study.year


def _size(cited: CitedStudy) -> str:
    return f"{cited.study.sample_size:,}" if cited.study.sample_size is not None else NOT_REPORTED


def _draw_timeline(drawing: Drawing, dated: Sequence[tuple[CitedStudy, int]], worst: Mapping[str, Tone]) -> float:
    legend(drawing, 22, worst.values())
    if not dated:
        drawing.text((16, 60), "No cited study has a known year.", colour=SOFT)
        return 80
    first, last = dated[0][1], dated[-1][1]
    step = (_WIDTH - 220) / max(last - first, 1)
    for at, (cited, year) in enumerate(dated):
        x, y = 40 + step * (year - first), 56 + 19 * at
        tone = worst[cited.study.key]
        drawing.line((x, y), (x, 56 + 19 * len(dated)), wide=0.5)
        words = f"{_name(cited)}: {shortened(design_words(cited.study.design), 40)}"
        drawing.circle((x, y), 7, colour=COLOURS[tone], says=f"{words}, {TONE_WORDS[tone]}")
        drawing.text((x, y + 3.5), SIGNS[tone], anchor="middle", colour="#ffffff", font=SIGN)
        left = x > _WIDTH * 0.62
        drawing.text((x - 12 if left else x + 12, y + 4), words, anchor="end" if left else "start", font=SMALL)
    base = 56 + 19 * len(dated)
    drawing.line((30, base), (_WIDTH - 30, base), colour=INK)
    ticks = range(first, last + 1, max(1, math.ceil((last - first) / 12)))
    for year in ticks:
        drawing.text((40 + step * (year - first), base + 18), str(year), anchor="middle", font=SMALL, colour=SOFT)
    return base + 34


# ---------------------------------------------------------------- an axis


@dataclass(frozen=True)
class Axis:
    """A scale from a value to a place on the page."""

    low: float
    high: float
    left: float
    right: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the edge."""
        inside = min(max(value, self.low), self.high)
        if self.logarithmic:
            share = math.log(inside / self.low) / math.log(self.high / self.low)
        else:
            share = (inside - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> tuple[float, ...]:
        """Round values along the scale."""
        if self.logarithmic:
            return tuple(tick for tick in (0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100) if self.low <= tick <= self.high)
        step = _round_step((self.high - self.low) / 6)
        first = math.ceil(self.low / step)
        return tuple(round(step * at, 10) for at in range(first, math.floor(self.high / step) + 1))


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5 times a power of ten.

    >>> _round_step(13), _round_step(0.3)
    (20.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough * 0.999)


def _draw_axis(drawing: Drawing, axis: Axis, top: float, bottom: float, *, null: float | None = None) -> None:
    drawing.line((axis.left, bottom), (axis.right, bottom), colour=INK)
    for tick in axis.ticks():
        x = axis.place(tick)
        drawing.line((x, top), (x, bottom), wide=0.5)
        drawing.text((x, bottom + 16), number_words(tick), anchor="middle", font=SMALL, colour=SOFT)
    if null is not None and axis.low <= null <= axis.high:
        drawing.line((axis.place(null), top), (axis.place(null), bottom), colour=INK, wide=1.2)


# ---------------------------------------------------------------- claimed and found

_MATCH_TONES = {
    NumberMatch.MATCH: Tone.SUPPORTED,
    NumberMatch.ROUNDED: Tone.SUPPORTED,
    NumberMatch.DERIVED: Tone.SUPPORTED,
    NumberMatch.MATCH_OTHER_OUTCOME: Tone.CONTRADICTED,
    NumberMatch.MATCH_OTHER_ARM: Tone.DOUBTFUL,
    NumberMatch.MATCH_OTHER_TIMEPOINT: Tone.DOUBTFUL,
}
_MOST_NUMBERS = 60


@dataclass(frozen=True)
class _Pair:
    row: TabledRow
    check: NumberCheck

    @property
    def tone(self) -> Tone:
        return _MATCH_TONES.get(self.check.match, Tone.UNCHECKED)


def _pairs(rows: Sequence[TabledRow]) -> list[_Pair]:
    found = [
        _Pair(row, number)
        for row in rows
        if row.source is not None
        for number in numbers_of(row.source)
        if number.quantity.value is not None
    ]
    return sorted(found, key=lambda pair: (list(Tone).index(pair.tone), pair.row.claim.start, pair.row.claim.key))


def _is_percent(pair: _Pair) -> bool:
    return bool(pair.check.quantity.unit and pair.check.quantity.unit.startswith("%"))


def claimed_found(rows: Sequence[TabledRow]) -> Picture:
    """The percentages of claims beside the same numbers in the studies, with their intervals and roles there."""
    pairs = _pairs(rows)
    shown = [pair for pair in pairs if _is_percent(pair)][:_MOST_NUMBERS]
    drawing = Drawing(_WIDTH)
    height = _draw_pairs(drawing, shown)
    title = "Claimed and found: numbers of the page beside the same numbers in the studies"
    elsewhere = sum(pair.tone in {Tone.CONTRADICTED, Tone.DOUBTFUL} for pair in pairs)
    lost = sum(pair.check.found is None for pair in pairs)
    description = (
        f"{counted(len(pairs), 'number')} held against a study: {elsewhere} of another outcome, arm or time there, "
        f"{lost} not found in the text that was read. The picture shows {counted(len(shown), 'percentage')}; a ring is "
        "what the page claims, a disc what the study has, a line its confidence interval."
    )
    data = tuple(_pair_words(pair) for pair in pairs)
    svg = drawing.svg(height, name="claimed-found", title=title, description=description)
    return Picture(
        "claimed-found", title, description, svg, ("Claim", "Claimed", "In the source", "Role there", "Match"), data
    )


def _pair_words(pair: _Pair) -> tuple[str, ...]:
    found = pair.check.found
    arm = f"{pair.check.quantity.arm}: " if pair.check.quantity.arm else ""
    return (
        pair.row.claim.key,
        arm + quantity_words(pair.check.quantity),
        result_sentence(found) if found is not None else "not found in the text that was read",
        OUTCOME_KINDS[found.kind] if found is not None else "unknown",
        MATCHES[pair.check.match],
    )


def _draw_pairs(drawing: Drawing, pairs: Sequence[_Pair]) -> float:
    if not pairs:
        drawing.text((16, 30), "No percentage of a claim was held against a study.", colour=SOFT)
        return 50
    values = [value for pair in pairs for value in _values(pair)]
    axis = Axis(min(0.0, *values), max(100.0, *values), 250, 620)
    bottom = 44 + 26 * len(pairs)
    legend(drawing, 18, {pair.tone for pair in pairs})
    _draw_axis(drawing, axis, 36, bottom)
    for at, pair in enumerate(pairs):
        _draw_pair(drawing, axis, pair, 52 + 26 * at)
    drawing.text(((axis.left + axis.right) / 2, bottom + 34), "per cent", anchor="middle", font=SMALL, colour=SOFT)
    return bottom + 46


def _values(pair: _Pair) -> list[float]:
    found = pair.check.found
    ends = (found.value, found.ci_low, found.ci_high) if found is not None else ()
    return [value for value in (pair.check.quantity.value, pair.check.quantity.high, *ends) if value is not None]


def _draw_pair(drawing: Drawing, axis: Axis, pair: _Pair, y: float) -> None:
    claimed, found, colour = pair.check.quantity, pair.check.found, COLOURS[pair.tone]
    arm = f" {claimed.arm}" if claimed.arm else ""
    drawing.text(
        (axis.left - 14, y + 4), shortened(f"{pair.row.claim.key}{arm}: {quantity_words(claimed)}", 34), anchor="end"
    )
    if claimed.value is not None:
        drawing.circle((axis.place(claimed.value), y), 8, colour=INK, hollow=True, says="claimed")
    if found is not None:
        if found.ci_low is not None and found.ci_high is not None:
            drawing.line((axis.place(found.ci_low), y), (axis.place(found.ci_high), y), colour=colour, wide=2)
        if found.value is not None:
            drawing.circle((axis.place(found.value), y), 4.5, colour=colour, says=result_sentence(found))
    words = f"{OUTCOME_KINDS[found.kind]}: {found.outcome}" if found is not None else MATCHES[pair.check.match]
    drawing.text((axis.right + 14, y + 4), shortened(f"{SIGNS[pair.tone]} {words}", 54), colour=colour, font=SMALL)


# ---------------------------------------------------------------- forest plots


@dataclass(frozen=True)
class _Effect:
    study: str
    result: ResultBase

    @property
    def panel(self) -> str:
        measure = (self.result.measure or "effect").replace("_", " ")
        unit = self.result.unit
        return f"{measure} ({unit})" if unit and unit not in measure and not self.is_ratio else measure

    @property
    def is_ratio(self) -> bool:
        return "ratio" in (self.result.measure or "") and (self.result.value or 0) > 0


def forest(rows: Sequence[TabledRow]) -> Picture:
    """The effects of studies with their intervals, a panel for each measure; no summary effect is worked out."""
    contrasts = [
        _Effect(_name(cited), result)
        for cited in cited_studies(rows)
        for result in cited.study.results
        if result.comparator and (result.value is not None or result.p_value is not None)
    ]
    shown = [one for one in contrasts if _has_interval(one.result)]
    panels: dict[str, list[_Effect]] = {}
    for effect in shown:
        panels.setdefault(effect.panel, []).append(effect)
    drawing, y = Drawing(_WIDTH), 20.0
    for heading in sorted(panels):
        y = _draw_panel(drawing, heading, panels[heading], y)
    if not panels:
        drawing.text((16, 30), "No study on record gives an effect with an interval.", colour=SOFT)
    title = "Effects the cited studies report, with their intervals"
    description = (
        f"{counted(len(shown), 'effect')} of {counted(len({one.study for one in shown}), 'study', 'studies')} with an "
        f"interval, drawn in {counted(len(panels), 'panel')}, one a measure. "
        f"{counted(len(contrasts) - len(shown), 'contrast')} without one, in the table only. Effects are not pooled."
    )
    data = tuple(map(_effect_words, contrasts))
    svg = drawing.svg(max(y, 50), name="forest", title=title, description=description)
    return Picture("forest", title, description, svg, ("Study", "Outcome", "Contrast", "Effect", "P"), data)


def _effect_words(one: _Effect) -> tuple[str, ...]:
    result = one.result
    return (
        one.study,
        f"{result.outcome}{f', {result.timepoint}' if result.timepoint else ''}",
        f"{result.arm or 'arm not said'} vs {result.comparator}",
        value_words(result) or "no size reported",
        p_words(result) or "no P reported",
    )


def _has_interval(result: ResultBase) -> bool:
    return None not in (result.value, result.ci_low, result.ci_high)


def _draw_panel(drawing: Drawing, heading: str, effects: Sequence[_Effect], top: float) -> float:
    ratio = all(one.is_ratio and (one.result.ci_low or 0) > 0 for one in effects)
    null = 1.0 if ratio or all(one.is_ratio for one in effects) else 0.0
    ends = [value for one in effects for value in (one.result.ci_low, one.result.ci_high, null) if value is not None]
    margin = 0.0 if ratio else (max(ends) - min(ends)) * 0.06 or 1.0
    low, high = (min(ends) / 1.2, max(ends) * 1.2) if ratio else (min(ends) - margin, max(ends) + margin)
    axis = Axis(low, high, 430, 730, logarithmic=ratio)
    bottom = top + 30 + 34 * len(effects)
    drawing.text((16, top + 6), heading[:1].upper() + heading[1:], font=Font(13, bold=True))
    _draw_axis(drawing, axis, top + 14, bottom, null=null)
    for at, one in enumerate(effects):
        _draw_effect(drawing, axis, one, top + 34 + 34 * at)
    return bottom + 42


def _draw_effect(drawing: Drawing, axis: Axis, effect: _Effect, y: float) -> None:
    result = effect.result
    when = f", {result.timepoint}" if result.timepoint else ""
    drawing.text((16, y), shortened(f"{effect.study}: {result.outcome}{when}", 66), font=SMALL)
    contrast = f"{result.arm or 'arm not said'} vs {result.comparator}"
    drawing.text((16, y + 14), shortened(contrast, 66), font=SMALL, colour=SOFT)
    if result.value is None or result.ci_low is None or result.ci_high is None:
        return
    drawing.line((axis.place(result.ci_low), y), (axis.place(result.ci_high), y), colour=INK, wide=1.6)
    drawing.circle((axis.place(result.value), y), 4.5, colour=INK, says=result_sentence(result))
    level = number_words(result.ci_level if result.ci_level is not None else 95)
    words = (
        f"{number_words(result.value)} ({level}% CI {number_words(result.ci_low)} to {number_words(result.ci_high)})"
    )
    drawing.text((axis.right + 14, y + 4), words, font=SMALL, colour=SOFT)


PICTURES: Mapping[PictureName, Callable[[Sequence[TabledRow]], Picture]] = {
    PictureName.MAP: evidence_map,
    PictureName.TIMELINE: timeline,
    PictureName.CLAIMED_FOUND: claimed_found,
    PictureName.FOREST: forest,
}
"""Every picture by name."""
