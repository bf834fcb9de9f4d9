"""Which treatment and which condition a claim is about: named in it, else the sentence before, the heading, the page.

A name the vocabulary does not know stays text without a code.
"""

import re
from typing import NamedTuple

from evidence.extract.lexicon import Sort
from evidence.extract.names import COMMON, GENERIC, GIVEN_UP, is_state
from evidence.extract.page import Page
from evidence.extract.reading import Reading
from evidence.vocabulary import Mention, Vocabulary
from evidence.vocabulary.terms import stem

_MODIFIER = re.compile(
    r"(?:\b(?!(?:the|a|an|of|and|or|in|for|with|to|by|on|that|this|our|your|their|its|these|those|as|is|are|was|were"
    r"|can|may|than|from|at)\b)[A-Za-z][\w'’+-]*[ -])\Z"
)
_KINDS_OF = re.compile(
    r"(?i)\b(?:oral|intravenous|IV|topical|intranasal|low-dose|high-dose|nasal|deep|non-surgical|nonsurgical|medical"
    r"|natural|pure|organic|autologous|liposomal)[ -]\Z"
)
_HEAD = re.compile(
    r"[ -](?:therapy|treatment|injections?|infusions?|supplements?|supplementation|extract|training|oil|tea|device"
    r"|cream|gel|capsules?)\b",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\b(?!homeo|naturo|osteo|diagnos|analys|hypnos|prognos|mitos|apopto|symbio|thrombo)((?:[a-z]{5,}itis"
    r"|[a-z]{4,}osis|[a-z]{4,}algia|[a-z]{4,}opathy|[a-z]{4,}emia)|[a-z]{4,}(?:'s)? (?:disease|syndrome|disorder))\b"
)
_NOT_DISEASE = re.compile(
    r"(?:chronic|other|each|your|this|these|that|certain|many|serious|any|such|some|with|from|cause|treat|cure"
    r"|prevent|every|against"
    r"|related|causes|treats|cures|prevents|their|common|into|rare) (?:disease|syndrome|disorder)"
)


class Named(NamedTuple):
    """A treatment or condition as text, with its code where the vocabulary has one."""

    text: str | None = None
    code: str | None = None


NOBODY = Named()
_PROPER = re.compile(r"[A-Z][\w-]*(?: (?:[A-Z][\w-]*|\d+)){0,2}(?=\s[a-z])")
_ACTS = Sort.BENEFIT | Sort.CHANGE | Sort.MECHANISM
_POINTING = frozenset({"it", "they", "this", "these", "its", "their", "both", "he", "she", "his", "her"})


def intervention_of(r: Reading, page: Page, before: Named) -> Named:
    """The treatment a claim is about: its subject, else one it names, else what was spoken of before."""
    own = [m for m in r.interventions if m.code not in ("placebo", "no_treatment", "usual_care")]
    special = [m for m in own if m.code not in GENERIC and not GIVEN_UP.search(r.low[: m.start - r.start])]
    if _is_contrast(r) and page.intervention:
        return _set_against(r, special, page)
    subject_end = r.start + len(r.subject)
    acting = [m for m in special if m.start < subject_end] or special
    if acting:
        return _named(r, _joined(r, _without_class(r, acting)), page)
    name = unknown_name(r)
    if name is not None:
        return Named(name)
    return _inherited(r, own, page, before)


def _set_against(r: Reading, special: list[Mention], page: Page) -> Named:
    """Of `Unlike A, B …` the B, which is the page's own treatment where it is not named."""
    comma = r.low.find(",")
    after = [m for m in special if m.start - r.start > comma >= 0]
    if after and not _names_page(r, page):
        return _named(r, after[:1], page)
    return Named(page.intervention, page.intervention_code)


def _inherited(r: Reading, own: list[Mention], page: Page, before: Named) -> Named:
    ours = Named(page.intervention, page.intervention_code)
    if ours.text is not None and page.names_subject(r.low):
        return ours
    if before.text is not None and r.first in ("it", "they", "this", "these", "its", "their", "both"):
        return before
    if ours.text is not None and (not own or ours.code not in GENERIC):
        return ours
    return _named(r, own[:1], page) if own else before


def unknown_name(r: Reading) -> str | None:
    """A proper name nobody knows that stands as the subject of a verb of effect: `Slimvia melts …`."""
    match = _PROPER.match(r.text)
    if match is None or r.verb >= len(r.tokens) or not r.sorts[r.verb] & _ACTS:
        return None
    words = match.group().split()
    if (
        len(words) != r.verb
        or any(s & ~Sort.TREATMENT for s in r.sorts[: r.verb])
        or (r.mentions[:1] and r.mentions[0].start == r.start)
    ):
        return None
    plain = len(words) == 1 and (r.first in COMMON or r.sorts[0])
    return None if plain or words[0].lower() in COMMON else match.group()


def _is_contrast(r: Reading) -> bool:
    """Whether it begins with what the treatment is set against: `Unlike retinol, it …`, `Pills only mask …`."""
    return (
        r.first in ("while", "unlike", "whereas", "compared", "instead", "although")
        or " only mask" in r.low
        or " only cover" in r.low
    )


def _names_page(r: Reading, page: Page) -> bool:
    return page.names_subject(r.low) or any(m.code == page.intervention_code for m in r.interventions)


def _without_class(r: Reading, mentions: list[Mention]) -> list[Mention]:
    """Of `receptor antagonists like ketamine` the ketamine."""
    if len(mentions) > 1:
        gap = r.low[mentions[0].end - r.start : mentions[1].start - r.start].strip(" ,(")
        if gap in ("like", "such as", "including", "e.g.", "i.e.", "effect of"):
            return mentions[1:]
    return mentions


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
        name = _widened(r, mention, page)
        if page.intervention_code == mention.code and len(name) <= 5:
            name = long_form(name, mention, page)
        if name not in parts:
            parts.append(long_form(name, mention, page))
    return Named("; ".join(parts), mentions[0].code if len({m.code for m in mentions}) == 1 else None)


def long_form(name: str, mention: Mention, page: Page) -> str:
    """An abbreviation with its long form, the page's or the vocabulary's: `platelet-rich plasma (PRP)`."""
    short = name.split(maxsplit=1)[0]
    if not (short.isupper() and 2 <= len(short) <= 6):
        return name
    known = page.long_forms.get(short)
    if known is None and len(short) > 2 and " " in mention.label and _abbreviates(short, mention.label):
        known = mention.label
    return f"{known} ({short})" if known else name


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the short form stand in the long one in this order, from its first letter on."""
    letters = iter(long.lower())
    return long[:1].lower() == short[:1].lower() and all(
        letter in letters for letter in short.lower() if letter.isalpha()
    )


def _widened(r: Reading, mention: Mention, page: Page) -> str:
    """The name with the words that tell its form: `oral lycopene`, `turmeric extract`."""
    start, end = mention.start - r.start, mention.end - r.start
    usual = page.words.get(mention.code, "")
    if usual.lower() == mention.label.lower() != r.text[start:end].lower() and not r.text[start:end].isupper():
        return usual
    if match := _KINDS_OF.search(r.text[:start]):
        start = match.start()
    if match := _HEAD.match(r.text, end):
        end = match.end()
    return " ".join(r.text[start:end].split())


def condition_of(r: Reading, page: Page, before: Named, heading: Named) -> Named:
    """The condition a claim is about: named in it, else in the sentence before, the heading, or on the page."""
    named = [m for m in r.conditions if not is_state(r.text[m.start - r.start : m.end - r.start])]
    if named:
        return _conditions(r, named, page)
    if (match := _DISEASE.search(r.low)) and not _NOT_DISEASE.search(match.group()):
        return Named(match.group(1).strip())
    if before.text is not None and r.first in _POINTING:
        return before
    for inherited in (heading, Named(page.condition, page.condition_code)):
        if inherited.text is not None and not (r.conditions and _is_pain(r)):
            usual = page.words.get(inherited.code or "", "").lower() == inherited.text.lower()
            return inherited if usual or inherited.code is None else _plain(inherited, page)
    return _conditions(r, r.conditions, page) if r.conditions else NOBODY


def _plain(named: Named, page: Page) -> Named:
    return named._replace(text=page.words.get(named.code or "", named.text))


def _is_pain(r: Reading) -> bool:
    return any(m.label == "pain" for m in r.conditions)


def _conditions(r: Reading, mentions: list[Mention], page: Page) -> Named:
    """All conditions of a list, else the first; of a general and a special one the special one."""
    names: list[str] = []
    last: Mention | None = None
    codes: set[str] = set()
    for mention in mentions:
        gap = "" if last is None else r.text[last.end - r.start : mention.start - r.start]
        if len(gap) > 14 and "\n" not in gap:
            break
        name = _as_page_says(r.text[mention.start - r.start : mention.end - r.start], mention, page)
        if not any(name.lower() in kept.lower() for kept in names):
            names.append(" ".join(name.split()))
            codes.add(mention.code)
        last = mention
    return Named("; ".join(names), mentions[0].code if len(codes) == 1 else None)


def _as_page_says(name: str, mention: Mention, page: Page) -> str:
    """The page's plain name of the condition, so that `autistic symptoms` and `autism` are one."""
    usual = page.words.get(mention.code, name)
    if usual.lower() == mention.label.lower():
        return usual
    return (
        name[:-1]
        if name.endswith("s")
        and stem(name.rsplit(maxsplit=1)[-1]) != name.rsplit(maxsplit=1)[-1].lower()
        and not name.endswith("'s")
        else name
    )


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
    words = re.match(r"(?:the |an? )?(?!\d)((?:[\w-]+\s?){1,4})", r.text[match.end() :])
    return words.group(1).strip() if words else None
