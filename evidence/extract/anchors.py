"""Decide whether a sentence is about a treatment: named, pointed at, implied by the page, or told by one who had it.

What it says about the treatment is not asked here.
"""

from evidence.extract import patterns as p
from evidence.extract.lexicon import Sort
from evidence.extract.page import Page
from evidence.extract.reading import Reading
from evidence.text.words import words

POINTING = words("it this these they both that such its their he she those i we")
"""Words that point back to what was spoken of."""
SPEAKERS = words("here how if our there we what when where who why you your")
"""Words that open a sentence about who speaks or is spoken to."""
_DETERMINERS = words(
    "a an and as at but for her here his how if my no not of on or our so the there to what when who your"
)
_MAY_POINT_LATER = words("in by while as not with also but and once after within")


def is_anchored(r: Reading, page: Page) -> bool:
    """Whether the sentence is about a treatment."""
    if not page.names_subject(r.low) and _is_of_the_illness(r):
        return False
    return (
        _names_one(r, page)
        or _points(r)
        or _does_something(r)
        or _reports(r)
        or (page.intervention is not None and not _acts_by_itself(r))
    )


def _names_one(r: Reading, page: Page) -> bool:
    if r.interventions or page.names_subject(r.low) or (r.has(Sort.SAFETY) and p.ILL_EFFECTS.search(r.low)):
        return True
    return r.has(Sort.TREATMENT) and (any(s & Sort.TREATMENT for s in r.sorts[: r.verb]) or r.has(Sort.BENEFIT))


def _is_of_the_illness(r: Reading) -> bool:
    """Whether it goes on about the illness: `Such pain arises from …`, `60% of migraine patients experience auras`."""
    if r.interventions or r.has(Sort.TREATMENT) or r.has(Sort.EFFECT | Sort.BENEFIT) or p.TELLER.search(r.low):
        return False
    if p.OF_THE_ILLNESS.match(r.low):
        return True
    if r.conditions and p.CAUSE.search(r.low) and r.first not in ("it", "they") and not p.ILL_EFFECTS.search(r.low):
        return not any(c.isdigit() for c in r.low)
    return bool(r.conditions) and not p.TREATED.search(r.low) and p.OF_THE_ILL.search(r.low) is not None


def _points(r: Reading) -> bool:
    if r.first in POINTING:
        return True
    return r.first in _MAY_POINT_LATER and any(word in POINTING for word, _ in r.tokens)


def _does_something(r: Reading) -> bool:
    """Whether it opens with a verb, as items do, or somebody unknown does good in it."""
    if r.verb == 0 or (r.sorts and r.sorts[0] & (Sort.BENEFIT | Sort.CHANGE) and r.kind == "list_item"):
        return True
    return r.has(Sort.BENEFIT | Sort.CHANGE) and _acts_unnamed(r)


def _reports(r: Reading) -> bool:
    """Whether a study, a number or a patient says how it went."""
    if r.has(Sort.EFFECT) and p.NUMBER_OF_SUCCESS.search(r.low):
        return True
    if r.has(Sort.STUDY) and r.has(Sort.FINDING) and not (r.conditions and r.subject and _only_condition(r)):
        return True
    if p.FELT_CHANGE.search(r.low) and (r.has(Sort.PEOPLE | Sort.OUTCOME) or r.conditions):
        return True
    told = r.has(Sort.PEOPLE) and (p.TESTIMONY.search(r.low) or p.NUMBERED.search(r.low) or p.RESULT.search(r.low))
    return bool(told)


def _acts_by_itself(r: Reading) -> bool:
    """Whether the subject is a disease, an exposure, a part of the body, or those who speak or are spoken to."""
    if r.first in SPEAKERS:
        return True
    if r.verb >= len(r.tokens):
        return any(s & (Sort.OUTCOME | Sort.SUBSTRATE) for s in r.sorts[:3]) or bool(p.EXPOSURE.search(r.low[:40]))
    if r.first.endswith("ing") or r.sorts[r.verb] & Sort.FINDING:
        return False
    inside = r.start + len(r.subject)
    if any(m.start < inside for m in r.conditions) or p.EXPOSURE.search(r.subject):
        return True
    return any(s & (Sort.OUTCOME | Sort.SUBSTRATE) and not s & (Sort.EFFECT | Sort.STUDY) for s in r.sorts[: r.verb])


def _acts_unnamed(r: Reading) -> bool:
    """Whether something nobody knows, or something done, is the subject of a verb of benefit: `HEG relieves autism`."""
    if (
        r.verb >= len(r.tokens)
        or not r.subject.strip()
        or any(m.start < r.start + len(r.subject) for m in r.conditions)
    ):
        return False
    if p.EXPOSURE.search(r.subject) or any(
        s & (Sort.SUBSTRATE | Sort.OUTCOME | Sort.PEOPLE) for s in r.sorts[: r.verb]
    ):
        return r.first.endswith("ing")
    named = r.text[:1].isupper() and len(r.tokens[: r.verb]) <= 4 and not r.sorts[0] and r.first not in _DETERMINERS
    acting = Sort.BENEFIT | Sort.CHANGE if named else Sort.BENEFIT
    return bool(r.conditions or r.first.endswith("ing")) and any(s & acting for s in r.sorts[r.verb :])


def _only_condition(r: Reading) -> bool:
    """Whether the sentence begins with a condition or exposure as what acts."""
    return (bool(r.conditions) and r.conditions[0].start == r.start) or bool(p.EXPOSURE.match(r.subject))
