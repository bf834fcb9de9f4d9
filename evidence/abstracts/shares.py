"""Two arms' shares as a sentence claims them, looked for in an abstract: same, swapped, changed or not there.

It never calls a share wrong that the abstract does not give for that outcome and those arms.
"""

from enum import StrEnum
from typing import NamedTuple

from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.figures import Figure, figures, with_spelled
from evidence.abstracts.mentions import Mention
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.share_assertions import ShareAssertion
from evidence.abstracts.terms import Term, read_term


class ShareFinding(StrEnum):
    """What became of two claimed shares."""

    SAME = "same"
    SWAPPED = "swapped"
    CHANGED = "changed"
    OTHER_OUTCOME = "other_outcome"
    NOT_FOUND = "not_found"


class ShareReading(NamedTuple):
    """The answer, the sentence it was read from, and the reason."""

    finding: ShareFinding
    sentence: Sentence | None
    reason: str


class _Place(NamedTuple):
    sentence: Sentence
    share: float
    found: tuple[Figure, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]


_READ = frozenset({SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.CONCLUSION, SectionKind.METHODS})
_NAMED = 0.3
"""Least share of the outcome's words that makes a sentence one about that outcome."""
_SURELY = 0.6
"""Share from which other figures in a sentence are figures of the claimed outcome."""


def read_shares_in(abstract: Abstract, claimed: ShareAssertion) -> ShareReading:
    """Hold two claimed shares against the sentences of an abstract."""
    term = read_term(claimed.outcome, abstract)
    contrast = read_contrast(claimed.first_arm, claimed.second_arm, abstract)
    places = [_place(sentence, term, claimed) for sentence in abstract.sentences if sentence.kind in _READ]
    both = [place for place in places if _adjacent(place) is not None]
    for place in sorted(both, key=lambda one: -one.share):
        return _both_found(place, contrast, claimed, abstract)
    one_found = [place for place in places if (place.first or place.second) and place.share >= _NAMED]
    for place in sorted(one_found, key=lambda one: -one.share):
        reading = _one_found(place, claimed)
        if reading is not None:
            return reading
    return _neither(places, contrast, claimed)


def _place(sentence: Sentence, term: Term, claimed: ShareAssertion) -> _Place:
    found = with_spelled(sentence, figures(sentence.text))
    return _Place(
        sentence,
        term.mentioned(sentence),
        found,
        tuple(at for at, figure in enumerate(found) if _same(figure, claimed.first)),
        tuple(at for at, figure in enumerate(found) if _same(figure, claimed.second)),
    )


def _same(figure: Figure, claimed: Figure) -> bool:
    """Whether a figure is the claimed share: its counts, or the percentage they make, as precisely as printed."""
    if figure.count is not None and claimed.count is not None:
        return figure.count == claimed.count and claimed.total == (figure.total or claimed.total)
    if figure.percent:
        exact = 100 * claimed.count / claimed.total if claimed.count is not None and claimed.total else claimed.value
        return abs(figure.value - exact) <= (0.51 if figure.value == int(figure.value) else 0.06)
    return claimed.count is not None and claimed.count >= 2 and figure.value == claimed.count


def _adjacent(place: _Place) -> tuple[int, int] | None:
    """The two figures that stand nearest to each other, or None where one of them is not in the sentence."""
    pairs = [(abs(a - b), a, b) for a in place.first for b in place.second if a != b]
    return min(pairs)[1:] if pairs else None


def _order_before(
    place: _Place, pair: tuple[int, int], contrast: Contrast, abstract: Abstract
) -> tuple[str, str] | None:
    """The order of the arms in the sentence before, for two figures side by side in a sentence that names no arm."""
    if contrast.mentions(place.sentence) or abs(pair[0] - pair[1]) != 1:
        return None
    at = abstract.sentences.index(place.sentence)
    for sentence in reversed(abstract.sentences[max(0, at - 2) : at]):
        named = tuple(dict.fromkeys(mention.arm for mention in contrast.mentions(sentence)))
        if len(named) == 2:
            return named[0], named[1]
    return None


def _both_found(place: _Place, contrast: Contrast, claimed: ShareAssertion, abstract: Abstract) -> ShareReading:
    pair = _adjacent(place)
    if pair is None:  # pragma: no cover - the caller has looked
        return ShareReading(ShareFinding.NOT_FOUND, None, "")
    if place.share < _NAMED and _other_outcome(place, claimed):
        reason = f"the abstract gives these figures, but not for '{claimed.outcome}'"
        return ShareReading(ShareFinding.OTHER_OUTCOME, place.sentence, reason)
    order = _order(place, pair, contrast) or _order_before(place, pair, contrast, abstract)
    if order is None:
        reason = "the figures are there, but which arm each belongs to cannot be read"
        return ShareReading(ShareFinding.NOT_FOUND, place.sentence, reason)
    straight = (pair[0] < pair[1]) == (order == ("i", "c"))
    if straight:
        return ShareReading(
            ShareFinding.SAME, place.sentence, "both figures stand with the arms the claim gives them to"
        )
    return ShareReading(ShareFinding.SWAPPED, place.sentence, "the abstract gives each figure to the other arm")


def _other_outcome(place: _Place, claimed: ShareAssertion) -> bool:
    return place.share == 0 and bool(claimed.outcome)


def _order(place: _Place, pair: tuple[int, int], contrast: Contrast) -> tuple[str, str] | None:
    """In which order the sentence names the two arms to which a pair of figures belongs."""
    mentions = contrast.mentions(place.sentence)
    first, last = min(pair), max(pair)
    begin, end = place.found[first].start, place.found[last].end
    between = _arms_within(mentions, place.sentence, begin, end)
    behind = _arms_within(mentions, place.sentence, end, len(place.sentence.text))
    ahead = _arms_within(mentions, place.sentence, 0, begin)
    if between and behind and between[0] != behind[0]:
        return between[0], behind[0]
    if ahead and between and ahead[-1] != between[-1]:
        return ahead[-1], between[-1]
    for named in (behind, ahead):
        order = tuple(dict.fromkeys(named if named is behind else named[-2:]))
        if len(order) == 2:
            return order[0], order[1]
    everywhere = tuple(dict.fromkeys(m.arm for m in mentions))
    if len(everywhere) == 2:
        return everywhere[0], everywhere[1]
    lone = between or behind or ahead
    if not lone:
        return None
    return _by_one(lone[0], between=bool(between), behind=bool(behind))


def _by_one(arm: str, *, between: bool, behind: bool) -> tuple[str, str]:
    """The order where only one arm is named: in between or ahead it has the first figure, behind both the second."""
    across = "c" if arm == "i" else "i"
    return (across, arm) if behind and not between else (arm, across)


def _arms_within(mentions: tuple[Mention, ...], sentence: Sentence, begin: int, end: int) -> list[str]:
    return [m.arm for m in mentions if begin <= sentence.starts[m.first] < end]


def _one_found(place: _Place, claimed: ShareAssertion) -> ShareReading | None:
    """One figure is there: if a different share stands beside it, the other was changed."""
    at = (place.first or place.second)[0]
    sought = claimed.second if place.first else claimed.first
    beside = [place.found[k] for k in (at - 1, at + 1) if 0 <= k < len(place.found)]
    plain = place.found[at].count is None and not place.found[at].percent
    shares = [figure for figure in beside if plain or figure.percent or figure.count is not None]
    alike = [f for f in shares if f.total is None or sought.total is None or f.total == sought.total]
    if not alike:
        return None
    given = alike[-1] if place.first else alike[0]
    if given.count is None and not given.percent and not _is_count(given):
        return None
    stated = f"{given.count} of {given.total}" if given.count is not None and given.total else f"{given.value:g}%"
    stated = f"{given.value:g}" if given.count is None and not given.percent else stated
    reason = f"the abstract gives {stated} where the claim has another figure"
    return ShareReading(ShareFinding.CHANGED, place.sentence, reason)


def _is_count(figure: Figure) -> bool:
    return figure.value == int(figure.value) and figure.value >= 0


def _neither(places: list[_Place], contrast: Contrast, claimed: ShareAssertion) -> ShareReading:
    """Neither figure is there: other figures for this outcome in both arms speak against the claim."""
    for place in sorted(places, key=lambda one: -one.share):
        shares = [figure for figure in place.found if figure.percent or figure.count is not None]
        named = {mention.arm for mention in contrast.mentions(place.sentence)}
        totals = {figure.total for figure in shares if figure.total is not None}
        same_totals = {claimed.first.total, claimed.second.total} <= totals
        if place.share >= _SURELY and len(shares) >= 2 and (named == {"i", "c"} or (same_totals and named)):
            reason = "the abstract gives other figures for this outcome in these arms"
            return ShareReading(ShareFinding.CHANGED, place.sentence, reason)
    return ShareReading(ShareFinding.NOT_FOUND, None, "the abstract does not give these figures")
