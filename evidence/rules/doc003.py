"""Reads as an article and ends in a sale, with no word that it advertises.

Why it matters: a reader weighs an advertisement differently from advice. An article that books appointments after every
heading is the first dressed as the second.
Instead: "this page describes and advertises treatments that we sell".
Source: the references of this rule. Pages plainly labelled as an offer of services pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading

_ENOUGH = 5
"""Claims of benefit from which a text counts as more than a notice (rule catalogue, DOC003)."""
_LABEL = re.compile(
    r"\b(?:advertis\w+|sponsored|we (?:provide|offer|sell)|our clinic (?:offers|provides|sells)|disclosure|"
    r"paid (?:content|partnership)|affiliate|commercial interest|"
    r"conflicts? of interest)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:our (?:treatments|services|prices)|book (?:now|online)|price list|services)\b", re.IGNORECASE
)


def _check(reading: Reading) -> Iterable[Hit]:
    calls = [sentence for sentence in reading.sentences if sentence.is_call]
    count = len(reading.benefits)
    titles = " ".join((reading.page.snapshot.title or "", *(one.text for one in reading.sentences if one.is_heading)))
    if not calls or count < _ENOUGH or _LABEL.search(reading.text) or _SERVICE.search(titles):
        return
    times = "once" if len(calls) == 1 else f"{len(calls)} times"
    message = (
        f"an article with {count} statements of benefit calls to buy or book {times}; nothing says that it advertises"
    )
    yield Hit(message, calls[0].start, calls[0].end)


_FIVE = "The drip lifts mood. The drip eases pain. The drip firms skin. The drip brings sleep. The drip boosts energy. "

rule = Rule(
    code="DOC003",
    name="promotion-unlabelled",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(instruments.HON_COMMERCE, instruments.JAMA_DISCLOSURE, instruments.QUEST, law.FTC_BASIS),
    readings=_check,
    flags=(
        said(_FIVE + "Call us to book."),
        said(_FIVE + "Please call (555) 010-0199 to schedule a visit."),
        said(_FIVE + "Order now while stocks last."),
    ),
    passes=(
        said(_FIVE + "This page advertises treatments that we sell. Call us to book."),
        said("The drip lifts mood. Call us to book."),
        said(_FIVE),
        # hard: the label is a disclosure at the foot, in other words
        said(_FIVE + "Order now. Disclosure: the author owns the shop."),
    ),
)
