"""What kind of publication a sentence credits, and what kind the title of a record says it is.

A title that says nothing has no kind; a sentence that speaks of its own study credits nothing by that.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from evidence.cite.words import folded
from evidence.text.words import words as listed


class Kind(StrEnum):
    """The kinds that both sentences and titles tell apart."""

    REVIEW = "review"
    TRIAL = "trial"
    OBSERVATIONAL = "observational study"
    PROTOCOL = "protocol"
    STUDY = "study"
    """a study of no stated kind"""


class CreditedKind(NamedTuple):
    """The kind of source that is credited, None where no word says it, and whether several are."""

    kind: Kind | None
    several: bool


_NOUN = re.compile(
    r"\b(?:"
    r"(?P<REVIEW>reviews?\b(?! board)|meta-? ?analys[ie]s\b|meta-?regressions?\b|overviews?\b"
    r"|(?:pooled|re)-? ?analys[ie]s\b)"
    r"|(?P<PROTOCOL>protocols?\b|rationale and design)"
    r"|(?P<TRIAL>rcts?\b|trials?\b|(?:randomi[sz]ed|placebo-controlled|double-blind|open-label|cross-?over|pilot"
    r"|phase \w+|interventional?)(?:[ ,-]+\w+){0,4}? stud(?:y|ies)\b)"
    r"|(?P<OBSERVATIONAL>(?:cohort|retrospective|prospective|cross-sectional|observational|longitudinal|case-control"
    r"|population-based)(?:[ ,-]+\w+){0,3}? (?:stud(?:y|ies)|analys[ie]s|data)\b|surveys?\b|cohorts?\b"
    r"|case (?:reports?|series)\b)"
    r"|(?P<STUDY>stud(?:y|ies)\b|reports?\b|research\b|experiments?\b|investigations?\b))"
)
_SEVERAL = re.compile(r"(?:studies|trials|rcts|reviews|overviews|analyses|surveys|reports|cohorts|experiments)$")
_NEAR = 5
"""Words before a noun in which its article or adjective is looked for; the nearest decides."""
_OWN = listed("this that these those our present current same own")
_ANOTHER = listed("a an one another recent recently previous earlier prior subsequent later other single only")
_RESULT = re.compile(
    r"\b(?:show(?:ed|n|s)?|found|demonstrat\w+|report(?:ed|s)|reveal\w+|conclud\w+|indicat\w+|suggest\w*|observ\w+"
    r"|superior|significan\w+|reduc\w+|increas\w+|improv\w+|higher|lower|effective|benefit\w*|result(?:ed|s)"
    r"|associated)\b"
)
_TITLED = re.compile(
    r"(?P<REVIEW>systematic(?:ally)? (?:\w+ )?review|meta-? ?analy|meta-?regression|\breviews?\b|overview|re-?analysis"
    r"|pooled analysis|synthesis)"
    r"|(?P<TRIAL>randomi[sz]\w+|\brcts?\b|\btrials?\b|placebo|double[- ]blind|cross-?over|open[- ]label"
    r"|phase (?:\d|i+)|\bpilot\b)"
    r"|(?P<PROTOCOL>protocol|rationale|design of|study design)"
)
_TRIAL_TOO = re.compile(r"\btrial and (?:\w+ )?(?:systematic|meta)")


def credited_kind(text: str) -> CreditedKind:
    """The kind a sentence credits: by a noun after `a`, `another`, `recent` first, by one of its own study last.

    >>> credited_kind("This trial agrees with a recent review of twelve trials.")
    CreditedKind(kind=<Kind.REVIEW: 'review'>, several=False)
    >>> credited_kind("Ketamine helps.")
    CreditedKind(kind=None, several=False)
    """
    sentence = folded(text)
    best: re.Match[str] | None = None
    for noun in _NOUN.finditer(sentence):
        if best is None or _told(sentence, noun) > _told(sentence, best):
            best = noun
    if best is None or best.lastgroup is None:
        return CreditedKind(None, several=False)
    return CreditedKind(Kind[best.lastgroup], several=_SEVERAL.search(best[0]) is not None)


def _told(sentence: str, noun: re.Match[str]) -> int:
    """How surely a noun is of the source: 2 after `a` or `recent`, 0 for the study the sentence itself reports."""
    for word in reversed(sentence[: noun.start()].split()[-_NEAR:]):
        bare = word.strip(",;:()")
        if bare in _OWN or bare in _ANOTHER:
            return 2 if bare in _ANOTHER else 0
    return 1


def tells_result(text: str) -> bool:
    """Whether a sentence says what came out of a study.

    >>> tells_result("A trial found less pain."), tells_result("The trial has been described elsewhere.")
    (True, False)
    """
    return _RESULT.search(folded(text)) is not None


def titled_kinds(title: str, journal: tuple[str, ...] = ()) -> frozenset[Kind]:
    """The kinds a folded title and its journal name; a review of trials is a review.

    >>> sorted(titled_kinds("exercise for back pain: a review of randomized trials"))
    [<Kind.REVIEW: 'review'>]
    """
    found = {Kind[mark.lastgroup] for mark in _TITLED.finditer(title) if mark.lastgroup}
    if "cochrane" in journal:
        found.add(Kind.REVIEW)
    if Kind.REVIEW in found and not _TRIAL_TOO.search(title):
        found.discard(Kind.TRIAL)
    return frozenset(found)
