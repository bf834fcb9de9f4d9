"""Find the words by which a sentence says that something changed, or did not; the first kind of sign found counts.

Whose doing the change is, and whether it is good, is not asked here.
"""

from collections.abc import Callable

from evidence.extract import patterns as p
from evidence.extract.anchors import POINTING, SPEAKERS
from evidence.extract.lexicon import Sort
from evidence.extract.reading import Reading
from evidence.text.words import words

Cues = tuple[str, ...]
_COMPARATIVES = words(
    "better clearer deeper faster fewer greater healthier higher improved increased less longer lower more"
    " quicker reduced smoother stronger"
)


def effect_cues(r: Reading) -> Cues:
    """The words of the first kind of sign that is there; none where the sentence asserts no effect."""
    for sign in _SIGNS:
        if cues := sign(r):
            return cues
    return ()


def _benefit(r: Reading) -> Cues:
    """A verb of benefit; one that only ends in -ing may be an adjective, and `help` alone promises nothing."""
    found = r.signs(Sort.BENEFIT)
    acts = any(not word.endswith("ing") for word in found) or r.first.endswith("ing")
    what = r.conditions or r.has(Sort.OUTCOME | Sort.FELT | Sort.SUBSTRATE | Sort.PEOPLE)
    strong = any(not word.startswith("help") for word in found) and len(r.tokens) > 5 and r.first not in SPEAKERS
    if (what and (acts or r.conditions)) or (acts and strong):
        return tuple(found[:3])
    return ()


def _phrase(r: Reading) -> Cues:
    for pattern in (
        p.EVALUATION,
        p.ASSOCIATION,
        p.FELT_CHANGE,
        p.LASTING,
        p.TREATED_WITH,
        p.BY_ARM,
        p.NOT_WORKING,
        p.NOTICED,
    ):
        if match := pattern.search(r.low):
            return (match.group(),)
    return ()


def _change(r: Reading) -> Cues:
    """A verb or noun of change with something that may change; a definition has such words and asserts none."""
    if r.defines and not r.has(Sort.BENEFIT) and not (r.conditions and r.has(Sort.EFFECT)):
        return ()
    acts = r.first in POINTING and r.verb < 3 and bool(r.sorts[r.verb] & Sort.CHANGE)
    if acts or r.conditions or r.has(Sort.OUTCOME | Sort.FELT | Sort.SUBSTRATE):
        return tuple(r.signs(Sort.CHANGE | Sort.EFFECT)[:3])
    return ()


def _inside(r: Reading) -> Cues:
    """What happens inside the body."""
    if r.defines and not r.has(Sort.BENEFIT) and " that " not in r.low and " which " not in r.low:
        return ()
    if r.has(Sort.MECHANISM) and (r.has(Sort.SUBSTRATE) or r.conditions):
        return tuple(r.signs(Sort.MECHANISM)[:3])
    match = p.BY_WHICH.search(r.low)
    if match and (r.has(Sort.SUBSTRATE) or "absor" in match.group() or "bioavail" in match.group()):
        return (match.group(),)
    return ()


def _felt(r: Reading) -> Cues:
    if r.has(Sort.PEOPLE) and (r.conditions or r.has(Sort.OUTCOME)):
        return tuple(r.signs(Sort.FELT)[:3])
    return ()


def _told(r: Reading) -> Cues:
    """A change as one patient tells it, or as it is told of one."""
    if not p.TELLER.search(r.low):
        return ()
    match = p.TOLD.search(r.low)
    return (match.group(),) if match else ()


def _absence(r: Reading) -> Cues:
    match = p.ABSENCE.search(r.low)
    return (match.group(),) if match and (r.has(Sort.FINDING | Sort.STUDY) or "know" in match.group()) else ()


def _better_than(r: Reading) -> Cues:
    about = r.interventions or r.has(Sort.TREATMENT) or r.first in POINTING
    what = r.conditions or r.has(Sort.OUTCOME | Sort.EFFECT | Sort.FELT) or r.first in POINTING
    if not (r.has(Sort.COMPARING) and about and what):
        return ()
    match = p.BETTER_THAN.search(r.low)
    return (match.group(),) if match else ()


def _number(r: Reading) -> Cues:
    """A number of people helped, or of how well it went."""
    match = p.RESULT_NUMBER.search(r.low) if r.has(Sort.PEOPLE) and not r.has(Sort.REGULATORY) else None
    if match is None and r.has(Sort.EFFECT | Sort.COMPARING):
        match = p.VERDICT.search(r.low) or p.NUMBER_OF_SUCCESS.search(r.low)
    return (match.group(),) if match else ()


def _better_outcome(r: Reading) -> Cues:
    """`faster recovery`, `less joint pain`, `better sleep`: a comparative beside what it compares."""
    named = {m.start - r.start for m in r.conditions}
    for place, (word, _) in enumerate(r.tokens[:-1]):
        if word in _COMPARATIVES and any(
            sort & Sort.OUTCOME or at in named
            for (_, at), sort in zip(r.tokens[place + 1 : place + 3], r.sorts[place + 1 : place + 3], strict=True)
        ):
            return (word,)
    return ()


_DOES = Sort.BENEFIT | Sort.CHANGE | Sort.MECHANISM
_LESS_THAN_DOES = frozenset({"is", "are", "was", "were", "be", "been", "being", "to"})


def _acts(r: Reading) -> Cues:
    """A known treatment that does something to something, in so many words: `ozone kills viruses`."""
    if not r.interventions:
        return ()
    behind = r.interventions[0].end - r.start
    following = [(place, word) for place, (word, at) in enumerate(r.tokens) if at >= behind][:3]
    for place, word in following:
        if word in _LESS_THAN_DOES or r.sorts[place] & (Sort.NEGATION | Sort.REGULATORY):
            return ()
        if r.sorts[place] & _DOES and not word.endswith("ing"):
            return (word,) if place + 1 < len(r.tokens) else ()
    return ()


_SIGNS: tuple[Callable[[Reading], Cues], ...] = (
    _benefit,
    _phrase,
    _change,
    _inside,
    _felt,
    _told,
    _absence,
    _better_than,
    _number,
    _better_outcome,
    _acts,
)
