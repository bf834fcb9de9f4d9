"""What two arms' figures, changes or a ratio say of an outcome where no word does.

It never compares figures that are not plainly the two arms' own.
"""

import re

from evidence.abstracts.clauses import Clause
from evidence.abstracts.cues import Cue, CueKind, Mark, is_change, number
from evidence.abstracts.figures import paired_values
from evidence.abstracts.views import WHOM, Statement, View, Way, mark_for


def by_changes(cue: Cue, view: View, home: Clause) -> Statement | None:
    """Both arms changed and the sentence says by how much each: the larger change decides."""
    pair = paired_values(view.sentence, view.mentions, home)
    if (
        pair is None
        or cue.kind not in {CueKind.UP, CueKind.DOWN}
        or not is_change(view.sentence.words[cue.first].lower)
    ):
        return None
    if any(word.lower == "to" for word in view.sentence.words[cue.last : cue.last + 2]):
        return by_numbers(view)
    left, right = abs(pair[0]), abs(pair[1])
    if left == right:
        return Statement(Way.NO_DIFFERENCE, f"both arms changed by {left:g}", 0.0)
    up = (cue.kind is CueKind.UP) == (left > right)
    way = Way.INCREASED if up else Way.DECREASED
    return Statement(way, f"a change of {left:g} with the intervention, of {right:g} with the comparator", 0.0)


_RATIO = re.compile(
    r"(?i)(?:\b(?:a?OR|RR|HR|IRR)\b|(?:odds|hazard|risk|rate) ratio|"
    r"relative risk)[^\d;.]{0,25}(?P<value>\d+(?:[.·]\d+)?)"
)


_DIFFERENCE = re.compile(
    r"(?i)\bdifferences?\b[^.;]{0,110}?(?:\bwas\b|\bwere\b|\bof\b|=|,|:|\()\s?(?P<value>[-−–+]?\s?\d+(?:[.·]\d+)?)"
)
_ONLY = re.compile(r"(?i)\b(?:only|exclusively|solely) (?:in|among|with|by)\b")


def _by_difference(view: View, mark: Mark | None) -> Statement | None:
    """The sign of a significant difference `between A and B`, the first minus the second."""
    found = _DIFFERENCE.search(view.text_of(view.target))
    named = list(dict.fromkeys(m.arm for m in view.mentions if view.target.first <= m.first < view.target.last))
    if found is None or mark is None or len(named) != 2:
        return None
    value = number(found["value"])
    if value == 0:
        return None
    way = Way.INCREASED if (value > 0) == (named[0] == "i") else Way.DECREASED
    return Statement(way, f"a difference of {value:g}, {WHOM[named[0]]} minus {WHOM[named[1]]}", 0.0)


def _by_exclusion(view: View) -> Statement | None:
    """`Only in the drug group`: more there than across."""
    mark = _ONLY.search(view.sentence.text)
    behind = [m for m in view.mentions if mark and view.sentence.words[m.first].start >= mark.end()]
    if not behind:
        return None
    way = Way.INCREASED if behind[0].arm == "i" else Way.DECREASED
    return Statement(way, f"only with {WHOM[behind[0].arm]}", -0.1)


def _by_ratio(view: View) -> Statement | None:
    """A ratio above or below 1 for the one arm the clause names, or for the intervention where it names none."""
    named = {m.arm for m in view.mentions if view.target.first <= m.first < view.target.last}
    mark = _RATIO.search(view.text_of(view.target))
    if mark is None or len(named) == 2:
        return None
    ratio = number(mark["value"])
    if ratio == 1:
        return None
    arm = named.pop() if named else "i"
    way = Way.INCREASED if (ratio > 1) == (arm == "i") else Way.DECREASED
    return Statement(way, f"a ratio of {ratio:g} for {WHOM[arm]}", 0.0)


def by_marked_numbers(view: View) -> Statement | None:
    """The same where a mark of significance stands beside the figures."""
    return None if mark_for(view, None) is None else by_numbers(view)


def by_numbers(view: View) -> Statement | None:
    """Compare the two arms' figures where no word says which way; without two figures the sentence does not say."""
    mark = mark_for(view, None)
    if mark is not None and not mark.significant:
        return Statement(Way.NO_DIFFERENCE, f"{mark.text.strip()} is not significant", 0.1)
    pair = paired_values(view.sentence, view.mentions, view.target) or view.in_usual_order()
    if pair is None:
        return _by_difference(view, mark) or _by_ratio(view) or _by_exclusion(view)
    left, right = pair
    trust = 0.0 if mark is not None else -0.25
    if left == right:
        return Statement(Way.NO_DIFFERENCE, f"both arms have {left:g}", trust)
    way = Way.INCREASED if left > right else Way.DECREASED
    return Statement(way, f"{left:g} with the intervention, {right:g} with the comparator", trust)
