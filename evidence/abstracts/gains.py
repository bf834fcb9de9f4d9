"""What `improved` and `worsened` mean in figures and by the way a scale runs.

It never says for whom.
"""

import re

from evidence.abstracts.clauses import Clause
from evidence.abstracts.comparisons import near
from evidence.abstracts.cues import (
    Cue,
    CueKind,
)
from evidence.abstracts.marks import marks, number
from evidence.abstracts.pairing import paired_values
from evidence.abstracts.polarity import known_polarity, polarity_told
from evidence.abstracts.views import Statement, View, Way


def by_gains(cue: Cue, view: View, home: Clause) -> Statement | None:
    """Both arms improved and the sentence says by how much each: the larger gain decides, where they are not close."""
    rest = view.sentence.text[view.sentence.ends[cue.last - 1] : view.bounds(home)[1]]
    if cue.kind not in {CueKind.BETTER, CueKind.WORSE} or not _BY_AMOUNT.match(rest):
        return None
    pair = paired_values(view.sentence, view.mentions, home, view.strangers)
    if pair is None:
        return None
    left, right = abs(pair[0]), abs(pair[1])
    if left == right or (not marks(view.sentence.text) and near(left, right)):
        return Statement(Way.NO_DIFFERENCE, f"gains of {left:g} and {right:g}", 0.0)
    less = less_is_better(view) == ((cue.kind is CueKind.BETTER) == (left > right))
    return Statement(Way.DECREASED if less else Way.INCREASED, f"gains of {left:g} and {right:g}", 0.0)


_BY_AMOUNT = re.compile(r"\W+(?:[\w-]+ ){0,4}?by (?:an? |the )?(?:mean |average |median )?(?:of )?\d")


_NUMBER = r"[-−–]?\d+(?:[.·]\d+)?"


_FROM_TO = re.compile(rf"\W+(?:\w+ly )?from (?:a \w+ of )?(?P<before>{_NUMBER})[^;,]{{0,40}}? to (?P<after>{_NUMBER})")


_BY_LESS = re.compile(r"\W+(?:\w+ly )?by [-−–]\s?\d")


def kind_by_values(cue: Cue, view: View, home: Clause) -> CueKind:
    """What a cue of good or bad says in figures: `improved from 9.1 to 7.0` is down, whatever the outcome."""
    if cue.kind not in {CueKind.BETTER, CueKind.WORSE}:
        return cue.kind
    rest = view.sentence.text[view.sentence.ends[cue.last - 1] : view.bounds(home)[1]]
    if _BY_LESS.match(rest):
        return CueKind.DOWN
    mark = _FROM_TO.match(rest)
    if mark is None or number(mark["before"]) == number(mark["after"]):
        return cue.kind
    return CueKind.UP if number(mark["after"]) > number(mark["before"]) else CueKind.DOWN


def less_is_better(view: View) -> bool:
    """Whether less of the outcome is good by its name, or else by what the abstract says of its scores."""
    named = known_polarity(view.term.text)
    told = (
        polarity_told(view.contrast.abstract.text) if named is None and "score" in view.contrast.abstract.text else None
    )
    return told if told is not None else bool(named)
