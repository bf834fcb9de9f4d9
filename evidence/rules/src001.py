"""Credits a finding to one study that nobody could identify.

Why it matters: "one trial found" cannot be looked up, so the reader has to believe it. Of 130 health news items 78%
gave no full reference, and that is where exaggeration hides.
Instead: name the study: authors, year and a link or identifier, and what was found in how many people.
Source: the references of this rule. A year or journal alone is a partial citation and another rule's business.
"""

import re
from collections.abc import Iterable

from evidence.models import Dossier, Link, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, lowered, without_links
from evidence.rules.recipes import ID, JOURNAL, YEAR, is_background, is_benefit, is_linked, place_of, sentence_of

_STUDY = re.compile(
    r"\b(?:an?|another|one|this one|yet another)\s+(?:(?!(?:an?|the|of|to|and|for)\b)[\w’'/-]+,?\s+){0,5}?"
    r"(?:study|trial|review|analysis|meta-analysis|case report|case study|case series|survey|experiment)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:found|finds?|show(?:s|ed|n)?|suggest\w*|report(?:s|ed)?|conclud\w+|reveal\w*|demonstrat\w+|pro(?:ved|ves|"
    r"ven)|declar\w+|"
    r"promot\w+|advocat\w+|propos\w+|indicat\w+|confirm\w*|warrant\w*|conducted|carried out|published|done|saw|"
    r"observed|"
    r"according to|as per|backs?|backed|supports?|supported)\b|\b(?:in|from) (?:an?|another|one)\b",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\b(?:free|risk-free|\d+-day|a) trial (?:offer|period|run|membership|pack|session|week|month)|\bfree trial\b|"
    r"\b(?:review|analysis|survey) of your\b|\bstudy (?:nurse|room|group)\b|\bour (?:own )?(?:\w+ )?(?:survey|"
    r"review)\b",
    re.IGNORECASE,
)


def _check(dossier: Dossier, page: PageDossier) -> Iterable[Hit]:
    claim = dossier.claim
    match = _STUDY.search(claim.quote) or _STUDY.search(claim.attribution or "")
    sentence = sentence_of(page, claim)
    if match is None or not _CREDIT.search(sentence) or _IDIOM.search(sentence):
        return
    if ID.search(sentence) or YEAR.search(sentence) or JOURNAL.search(sentence) or is_linked(page, claim):
        return
    known = "" if not page.snapshot.links_visible else ", and no link stands on it"
    severity = Severity.MAJOR if is_benefit(claim) else Severity.MINOR
    severity = lowered(severity) if is_background(claim) else severity
    severity, caveats = without_links(severity, page)
    message = f"'{match[0]}' names no study: no author, year or identifier{known}"
    message += "; links are not visible in this capture" if caveats else ""
    start, end = place_of(page, claim, match[0])
    yield Hit(message, start, end, severity, caveats=caveats)


_LINKED = "One trial found that the drip cut fatigue."

rule = Rule(
    code="SRC001",
    name="unnamed-study",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        references.JAMA_ATTRIBUTION,
        references.HON_ATTRIBUTION,
        references.HANEEF,
        references.KORENSTEIN,
        references.DISCERN_SOURCES,
    ),
    claims=_check,
    flags=(
        said("One trial found that the drip cut fatigue."),
        said("According to a randomized controlled study, cupping speeds muscle recovery."),
        said("Another review suggests that red light therapy regrows hair.", links_visible=False),
        said("A recent double-blind trial backs our collagen for smoother skin."),
    ),
    passes=(
        said("Lee and Ortiz (2021, doi:10.1000/xyz) randomised 60 adults; fatigue fell."),
        said("In a 2019 study fatigue fell."),  # a partial citation
        said("The study also measured sleep, which improved."),
        said("Book a free trial session and feel the relief."),
        said(_LINKED, links=(Link(start=0, end=9, href="https://doi.org/10.1000/xyz"),)),
        # hard: the mark leads to a list of references on the same page
        said("A trial found less knee pain.[3]\nReferences\n3. Lee A. J Example Med 2021.", direction="benefit"),
    ),
)
