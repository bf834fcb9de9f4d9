"""Sentences that name an outcome and yet report another: its time, its severity, its responders, a composite of it.

It says only that a sentence tells of something else; what was told is read elsewhere.
"""

import re

from evidence.abstracts.polarity import is_a_time
from evidence.abstracts.reading import Sentence
from evidence.abstracts.terms import Term
from evidence.abstracts.words import lowers_and_stems, stem_set

_GRAVE = stem_set("major serious severe")
_SLIGHT = stem_set("minor mild")


def of_other_degree(sentence: Sentence, term: Term) -> bool:
    """Whether a sentence tells of slight events where the outcome is the grave ones, or the other way round."""
    for own, across in ((_GRAVE, _SLIGHT), (_SLIGHT, _GRAVE)):
        if not own.isdisjoint(term.weights):
            return own.isdisjoint(sentence.stems) and not across.isdisjoint(sentence.stems)
    return False


_RESPONDERS = re.compile(
    r"(?i)\b(?:percentages?|proportions?|numbers?|shares?|rates?|fractions?) of (?:\w+ )?(?:\w+) (?:\w+ ){0,4}?"
    r"(?:at least |≥ ?|more than |> ?)?(?:a )?\d+ ?%[^.;,]{0,20} (?:reduc|decreas|improve|increas|loss|gain|drop|fall)"
)
_COUNT = re.compile(r"(?i)\d|\b(?:respon|rate|proportion|percent|number|share)")


def counts_responders(sentence: Sentence, term: Term) -> bool:
    """Whether a sentence counts the people whose change passed a mark, where the outcome is the change itself."""
    return "%" in sentence.text and _COUNT.search(term.text) is None and _RESPONDERS.search(sentence.text) is not None


_COMPOSITE = re.compile(r"(?i)\b(?:composite|combined|primary|end ?points?|events?)\b.*\bor\b")


def is_part_of_composite(sentence: Sentence, term: Term) -> bool:
    """Whether the outcome is named only as one of several that count alike: `worsening or death from any cause`."""
    if " or " in term.text or "composite" in term.text or not _COMPOSITE.search(sentence.text):
        return False
    places = term.whole_name(sentence)
    if not places:
        return False
    beside = sentence.lowers[places[0] - 1 : places[0]] + sentence.lowers[places[-1] + 1 : places[-1] + 2]
    return "or" in beside


_TIME_TO = re.compile(r"(?i)\btimes? (?:from \w+ )?(?:to|until) (?P<what>(?:[\w-]+ ){0,3}[\w-]+)")


def is_time_to_it(sentence: Sentence, term: Term) -> bool:
    """Whether a sentence tells of the time to an outcome that is no time itself: `time to remission` of remission."""
    mark = _TIME_TO.search(sentence.text)
    if mark is None or is_a_time(term.text):
        return False
    return term.share(frozenset(lowers_and_stems(mark["what"])[1])) >= term.mentioned(sentence) > 0
