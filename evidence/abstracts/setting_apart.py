"""Whether a sentence sets the outcome or the intervention apart from what it tells: `but not anxiety`, `but not by A`.

It never reads which way anything went.
"""

import re

from evidence.abstracts.clauses import Clause
from evidence.abstracts.views import Statement, View, Way


def set_apart(view: View) -> Statement | None:
    """No difference where `but not` sets the outcome or the intervention apart from what else is told."""
    if _outcome_set_apart(view):
        return Statement(Way.NO_DIFFERENCE, "'but not' sets this outcome apart", 0.2)
    if _arm_set_apart(view):
        return Statement(Way.NO_DIFFERENCE, "'but not' sets the intervention apart", 0.2)
    if _alike_among_themselves(view):
        return Statement(Way.NO_DIFFERENCE, "'not from each other' is said of the two", 0.2)
    return None


_EACH_OTHER = re.compile(r"(?i)\bnot (?:differ )?from (?:each other|one another)\b")


def _alike_among_themselves(view: View) -> bool:
    """Whether the two are those that differed from a third `but not from each other`."""
    mark = _EACH_OTHER.search(view.sentence.text)
    if mark is None:
        return False
    lowers, starts = view.sentence.lowers, view.sentence.starts
    before = [m for m in view.mentions if starts[m.first] < mark.start()]
    themselves = {m.arm for m in before if "from" not in lowers[max(0, m.first - 2) : m.first]}
    others = {m.arm for m in before if "from" in lowers[max(0, m.first - 2) : m.first]}
    return themselves == {"i", "c"} and not others


def _outcome_set_apart(view: View) -> bool:
    target = view.target
    if target.opened_by != "but" or view.sentence.lowers[target.first + 1 : target.first + 2] != ("not",):
        return False
    return not any(target.first < mention.first <= target.first + 4 for mention in view.mentions)


_BY = frozenset({"by", "with", "in", "for", "after", "on", "among", "under", "following"})


_MARKERS = frozenset({"vs", "versus", "v", "than", "compared"})


def _compares(clause: Clause, view: View) -> bool:
    return not _MARKERS.isdisjoint(view.sentence.lowers[clause.first : clause.last])


def _arm_set_apart(view: View) -> bool:
    """Whether `but not by A` denies of the intervention what is said of another arm."""
    place = view.parts.index(view.target)
    following = view.parts[place + 1 : place + 2]
    return any(
        clause.opened_by == "but"
        and view.sentence.lowers[clause.first + 1 : clause.first + 2] == ("not",)
        and not _BY.isdisjoint(view.sentence.lowers[clause.first + 2 : clause.first + 3])
        and view.named_in(clause) == ({"i", "c"} if _compares(clause, view) else {"i"})
        and (_compares(clause, view) or view.named_in(view.target) != {"i"})
        for clause in following
    )
