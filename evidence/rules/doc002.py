"""Appeals to research again and again without one reference that can be found.

Why it matters: nine times "a study" and no list looks like a well-sourced text and gives the reader nothing to check.
Instead: number each statement and give the list, with DOIs.
Source: the references of this rule. Links and numbered marks on the sentence count.
"""

from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, without_links
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import STUDY_NOUN

_MANY = 3
_SHARE = 0.2
"""At least so many attributions, and fewer than this share that can be found (rule catalogue, DOC002)."""


def _check(reading: Reading) -> Iterable[Hit]:
    credited = [one for one in reading.body if not one.is_heading and (STUDY_NOUN.search(one.text) or _carries(one))]
    found = [sentence for sentence in credited if reading.resolvable(sentence)]
    if len(credited) < _MANY or len(found) >= _SHARE * len(credited) or not reading.sells:
        return
    severity, caveats = without_links(Severity.MAJOR, reading.page)
    yield Hit(
        f"{len(credited)} sentences appeal to research and {len(found)} of them can be traced",
        severity=severity,
        caveats=caveats,
    )


def _carries(sentence: Sentence) -> bool:
    return any(claim.attribution for claim in sentence.claims)


_THREE = (
    "A study found less pain with the mat. Another study found more sleep. Research shows that the mat eases stiffness."
)
_LISTED = (
    "A study found less pain with the mat.[1] Another study found more sleep.[2] Research shows less stiffness.[3]\n"
    "References\n1. Lee A. Sleep 2021.\n"
    "2. Roe J. Sleep 2020.\n3. Khan B. Sleep 2019."
)

rule = Rule(
    code="DOC002",
    name="references-missing",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        references.JAMA_ATTRIBUTION,
        references.HON_ATTRIBUTION,
        instruments.QUEST,
        instruments.KAMINSKI,
        references.HANEEF,
    ),
    readings=_check,
    flags=(
        said(_THREE),
        said(_THREE, links_visible=False),
        said("Studies back the diet. One trial showed less weight. Experts reviewed the research and a review agrees."),
        said("Research on the drip is old. Studies of the drip agree. Reviews of the drip, too. It lifts mood."),
    ),
    passes=(
        said("A study found less pain with the mat."),
        said(_LISTED),
        said("Our mat eases pain. It is blue. It rolls up."),
        # hard: authors with years are references without a list
        said(
            "A study (Lee et al. 2021) found less pain. A trial by Roe (2020) found none. Research goes on at the "
            "mat's maker."
        ),
    ),
)
