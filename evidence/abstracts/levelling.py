"""Whether a sentence takes a difference back in a later clause: `… , without difference between the groups`.

It never reads another sentence: that is direction's business.
"""

import re

from evidence.abstracts.clauses import Clause
from evidence.abstracts.subjects import follows_marker
from evidence.abstracts.views import View

_LEVELS = re.compile(
    r"(?i)\b(?:no|without) (?:\w+ ){0,3}?differences? (?:between|among) (?P<them>them\b|either\b|the two\b)|"
    r"\b(?:no|without) (?:\w+ ){0,3}?differences? (?:between|among) (?:the )?(?:two |three |study |"
    r"treatment )?(?:groups?|arms?|treatments?|conditions?|interventions?)\b(?!\s(?-i:[A-Z0-9]))"
    r"|\b(?:did not|not) (?:\w+ )?differ\w* between (?:the )?(?:two |three |study |treatment )?(?:groups?|"
    r"arms?|treatments?|conditions?)\b(?!\s(?-i:[A-Z0-9]))"
)


def _compares_the_arms(view: View) -> bool:
    """Whether the clause of the outcome sets one of the arms behind `than` or `compared with`."""
    return any(
        follows_marker(m, view.sentence) for m in view.mentions if view.target.first <= m.first < view.target.last
    )


_LEVELS_NAMED = re.compile(
    r"(?i)(?:,|and|but|with|although|while|whereas|;|\s)*(?:it |this |they )?(?:did not (?:\w+ )?differ|"
    r"was not (?:\w+ )?different|no (?:\w+ ){0,3}?differences?(?: was| were)?(?: \w+)?) between\b"
)


_LEVELS_PAIR = re.compile(
    r"(?i)^.{0,60}\band\b.{0,60}\b(?:did not (?:\w+ )?differ|were (?:\w+ )?(?:similar|comparable|equivalent|"
    r"not (?:\w+ )?different))\b[^a-z]*(?:\(.*)?$"
)
_DIFFERS_FROM = re.compile(
    r"(?i)(?:,|and|but|with|although|while|whereas|;|\s)*[^,;()]{2,50} (?:did not (?:\w+ )?differ|(?:was|"
    r"were) not (?:\w+ )?"
    r"(?:different|superior|better)|(?:was|were) (?:similar|comparable|equivalent|no better)) (?:from|to|"
    r"than) [^,;()]{2,50}"
    r"(?:\([^)]*\))?[\s.]*"
)
_NOT_MORE = re.compile(
    r"(?i)[,\s]*but not (?:\w+ly )?(?:\w+er|more \w+|less \w+|more|less|different) "
    r"(?:than|from|to)\b"
)
_DID_NOT = re.compile(
    r"(?i)(?:,|whereas|while|but|although|and|\s)*(?:.{0,60}\s)?(?:did|was|were) not\b\s*(?:\([^)]*\))?[\s.]*"
)
"""`Whereas B did not`, with nothing but a bracket behind."""


def is_levelled(view: View) -> bool:
    """Whether the clause behind the one that tells of the outcome says that the two arms did not differ in it."""
    following = [clause for clause in view.parts if clause.first > view.target.first]
    return any(_levels(clause, view) for clause in following[:1]) or any(
        view.named_in(clause) == {"i", "c"} and _DIFFERS_FROM.fullmatch(view.text_of(clause)) for clause in following
    )


def tells_of_a_third(view: View) -> bool:
    """Whether the clause of the outcome names a further arm and not both of the two, so that `the two` are others."""
    target = view.target
    return view.named_in(target) != {"i", "c"} and any(target.first <= at < target.last for at in view.strangers)


def _levels(clause: Clause, view: View) -> bool:
    text, named = view.text_of(clause), view.named_in(clause)
    if named != {"i", "c"} and tells_of_a_third(view):
        return False
    own = sum(1 for one in view.sentence.row[clause.first : clause.last] if len(one) > 3)
    level = _LEVELS.search(text)
    if level and own <= 7 and not (level["them"] and _compares_the_arms(view)):
        return True
    if named == {"i", "c"} and (_LEVELS_NAMED.match(text) or _LEVELS_PAIR.search(text)):
        return True
    if named == {"c"} and _NOT_MORE.match(text):
        return True
    return named == {"i"} and own <= 5 and view.named_in(view.target) == {"i", "c"} and bool(_DID_NOT.fullmatch(text))
