"""Which treatment and which condition a claim is about: named in it, else the sentence before, the heading, the page.

A name the vocabulary does not know stays text without a code.
"""

import re
from typing import NamedTuple

from evidence.extract.page import GENERIC, Page
from evidence.extract.reading import Reading
from evidence.vocabulary import Mention, Vocabulary

_MODIFIER = re.compile(
    r"(?:\b(?!(?:the|a|an|of|and|or|in|for|with|to|by|on|that|this|our|your|their|its|these|those|as|is|are|was|were|can|may|than|from|at)\b)[A-Za-z][\w'’+-]*[ -])\Z"
)
_KINDS_OF = re.compile(
    r"(?i)\b(?:oral|intravenous|IV|topical|intranasal|low-dose|high-dose|nasal|deep|non-surgical|nonsurgical|medical|natural|pure|organic|autologous|liposomal)[ -]\Z"
)
_HEAD = re.compile(
    r"[ -](?:therapy|treatment|injections?|infusions?|supplements?|supplementation|extract|training|oil|tea|device|cream|gel|capsules?)\b",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\b((?:[a-z][\w-]*\s){0,2}(?:[a-z]+itis|[a-z]+osis|[a-z]+algia|[a-z]+opathy|[a-z]+emia|(?:[a-z-]+\s)(?:disease"
    r"|syndrome|disorder|deficiency|infection|injury|pain)))\b"
)
_NOT_DISEASE = re.compile(
    r"diagnosis|basis|prognosis|osmosis|symbiosis|analysis|metamorphosis|hypnosis|mitosis|apoptosis|kinetic|chronic disease|dose|the disease|this |any |each |other |your |of disease"
)
_RELATION = re.compile(r"(?:for|with|in|of|from|against|treat\w*|reliev\w*|reduc\w*|prevent\w*)\s(?:\w+\s){0,2}\Z")


class Named(NamedTuple):
    """A treatment or condition as text, with its code where the vocabulary has one."""

    text: str | None = None
    code: str | None = None


NOBODY = Named()


def intervention_of(r: Reading, page: Page, before: Named) -> Named:
    """The treatment a claim is about: one named as its subject, else one named at all, else what was spoken of"
    " before.
    """
    own = [m for m in r.interventions if m.code not in ("placebo", "no_treatment", "usual_care")]
    special = [m for m in own if m.code not in GENERIC]
    subject_end = r.start + len(r.subject)
    for mentions in ([m for m in special if m.start < subject_end], special):
        if mentions:
            return _named(r, _joined(r, mentions), page)
    if page.intervention is not None and page.names_subject(r.low):
        return Named(page.intervention, page.intervention_code)
    if before.text is not None and r.first in ("it", "they", "this", "these", "its", "their", "both"):
        return before
    if page.intervention is not None and (not own or page.intervention_code not in GENERIC):
        return Named(page.intervention, page.intervention_code)
    return _named(r, own[:1], page) if own else before


def _joined(r: Reading, mentions: list[Mention]) -> list[Mention]:
    """The first mention, and those that are listed with it: `ketamine and magnesium`, `A, B and C`."""
    joined = mentions[:1]
    for mention in mentions[1:]:
        gap = r.text[joined[-1].end - r.start : mention.start - r.start].lower()
        if gap.strip(" ,") not in ("", "and", "&", "+", "or", "plus") or len(gap) > 8:
            break
        joined.append(mention)
    return joined


def _named(r: Reading, mentions: list[Mention], page: Page) -> Named:
    parts: list[str] = []
    for mention in mentions:
        name = _widened(r, mention)
        if page.intervention_code == mention.code and len(name) <= 5:
            name = long_form(name, mention, page)
        if name not in parts:
            parts.append(long_form(name, mention, page))
    return Named("; ".join(parts), mentions[0].code if len({m.code for m in mentions}) == 1 else None)


def long_form(name: str, mention: Mention, page: Page) -> str:
    """An abbreviation with its long form, in the page's words or else the vocabulary's: `platelet-rich plasma"
    " (PRP)`.
    """
    short = name.split(maxsplit=1)[0]
    if not (short.isupper() and 2 <= len(short) <= 6):
        return name
    known = page.long_forms.get(short) or (
        mention.label if mention.label.upper() != short and " " in mention.label else None
    )
    return f"{known} ({short})" if known else name


def _widened(r: Reading, mention: Mention) -> str:
    """The name with the words that tell its form: `oral lycopene`, `turmeric extract`."""
    start, end = mention.start - r.start, mention.end - r.start
    if match := _KINDS_OF.search(r.text[:start]):
        start = match.start()
    if match := _HEAD.match(r.text, end):
        end = match.end()
    return " ".join(r.text[start:end].split())


def condition_of(r: Reading, page: Page, before: Named, heading: Named) -> Named:
    """The condition a claim is about: named in it, else in the sentence before, the heading, or the page's own."""
    if r.conditions:
        return _conditions(r)
    if (match := _DISEASE.search(r.low)) and not _NOT_DISEASE.search(match.group()):
        return Named(match.group(1).strip())
    for inherited in (before, heading):
        if inherited.text is not None:
            return inherited
    return Named(page.condition, page.condition_code)


def _conditions(r: Reading) -> Named:
    """All conditions of a list, else the first; of a general and a special one the special one."""
    names: list[str] = []
    last: Mention | None = None
    codes: set[str] = set()
    for mention in r.conditions:
        if last is not None and len(r.text[last.end - r.start : mention.start - r.start]) > 14:
            break
        name = r.text[mention.start - r.start : mention.end - r.start]
        if not any(name.lower() in kept.lower() for kept in names):
            names.append(" ".join(name.split()))
            codes.add(mention.code)
        last = mention
    return Named("; ".join(names), r.conditions[0].code if len(codes) == 1 else None)


def heading_condition(section: str | None, vocabulary: Vocabulary) -> Named:
    """The condition a heading names."""
    for mention in vocabulary.find(section or ""):
        if mention.kind == "condition" and section:
            return Named(section[mention.start : mention.end], mention.code)
    return NOBODY


def comparator_of(r: Reading, chosen: Named) -> str | None:
    """The other treatment of a comparison, or the control, as the sentence words it."""
    match = re.search(
        r"\b(?:than|versus|vs\.?|compared (?:to|with)|superior to|alternative to|unlike|instead of|over)\s", r.low
    )
    if match is None:
        return None
    for mention in r.interventions:
        if (
            mention.start - r.start >= match.end()
            and r.text[mention.start - r.start : mention.end - r.start] != chosen.text
        ):
            return r.text[mention.start - r.start : mention.end - r.start]
    words = re.match(r"(?:the |an? )?((?:[\w-]+\s?){1,4})", r.text[match.end() :])
    return words.group(1).strip() if words else None
