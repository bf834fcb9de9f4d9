"""Sentences that give two arms their shares, taken apart: `12 of 40 in the A group and 20 of 41 in the B group had …`.

It never judges the shares; a sentence of another shape is none of its business.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.figures import Figure, figures


class ShareAssertion(NamedTuple):
    """`12 of 40 in the A group and 20 of 41 in the B group had …`: two arms, their shares, and the outcome."""

    first_arm: str
    first: Figure
    second_arm: str
    second: Figure
    outcome: str


_SHARES = re.compile(r"(?i)\b(?P<joint>and|versus|vs\.?|compared (?:with|to)|while|whereas|against|as against|but)\b")
_ARM = re.compile(
    r"(?i)^\s*,?\s*(?:of (?:the )?)?(?:patients|participants|subjects|people|women|men|children|infants|"
    r"individuals|adults|those|cases|volunteers)?\s*(?:\([^)]*\)\s*)?(?:who (?:were )?(?:received|given|"
    r"assigned to|took|treated with)|in|on|with|given|receiving|treated with|assigned to|taking|from|under|"
    r"for|of)\s+(?:the\s+)?(?P<arm>.+?)(?:\s+(?:groups?|arms?))?\s*,?\s*$"
)
_HAD = re.compile(
    r"(?i)\b(?:had|have|experienced|developed|reported|showed|achieved|required|suffered|reached|died|were|"
    r"was|responded|relapsed|recovered|completed|underwent|met|received|needed|withdrew|discontinued|"
    r"improved|remained|became|lost|gained|survived|dropped)\b"
)


_BOUND = re.compile(
    r"(?i)(?:\b(?:more|less|greater|fewer) than|\bat (?:least|most)|\bover|\bunder|\babove|\bbelow|[<>≤≥])\s*\Z"
)
"""Words before a figure that make a bound of it, part of an outcome's name."""


_OR_MORE = re.compile(r"(?i)\s?(?:%\s?)?or (?:more|less|greater|higher|lower|above|below|fewer|better)\b")


@lru_cache(maxsize=2048)
def read_shares(sentence: str) -> ShareAssertion | None:
    """Two arms and their counts where the sentence states them so, else None.

    >>> s = read_shares("12 of 40 patients in the ketamine group and 20 of 41 in the placebo group had nausea.")
    >>> s.first_arm, s.first.count, s.second_arm, s.second.total, s.outcome
    ('ketamine', 12, 'placebo', 41, 'nausea')
    """
    text = " ".join(sentence.split()).rstrip(".")
    shares = [figure for figure in figures(text) if figure.count is not None or figure.percent]
    if len(shares) > 2:
        shares = [one for one in shares if not _BOUND.search(text[: one.start]) and not _OR_MORE.match(text, one.end)]
    if len(shares) != 2:
        return None
    first, second = shares
    before, between, after = text[: first.start], text[first.end : second.start], text[second.end :]
    joint = list(_SHARES.finditer(between))
    if not joint:
        return None
    had = _HAD.search(after)
    left = _ARM.match(between[: joint[-1].start()])
    right = _ARM.match(after[: had.start()] if had and not before.strip() else after)
    if left is None or right is None:
        return None
    outcome = after[had.start() :] if had and not before.strip() else before
    arm, rest = _arm_and_rest(right["arm"])
    return ShareAssertion(left["arm"], first, arm, second, _bare_outcome(outcome if outcome.strip() else rest))


def _arm_and_rest(arm: str) -> tuple[str, str]:
    """An arm cut from what follows its word `group`."""
    mark = re.match(r"(?i)^(?P<arm>.+?)\s+(?:groups?|arms?)\s+(?P<rest>.+)$", arm)
    return (mark["arm"], mark["rest"]) if mark else (arm, "")


def _bare_outcome(outcome: str) -> str:
    """The outcome without the verb that hangs it on the patients.

    >>> _bare_outcome("had a complete response"), _bare_outcome("Nausea occurred in")
    ('complete response', 'Nausea')
    """
    text = re.sub(
        r"(?i)^(?:had|have|has|experienced|developed|reported|showed|achieved|suffered|reached|met|were|was|"
        r"received)\s+(?:from\s+)?(?:an?\s+|the\s+|at least one\s+|any\s+)?",
        "",
        outcome.strip(" ,"),
    )
    return re.sub(
        r"(?i)\s*\b(?:occurred|was (?:seen|reported|observed|found|present)|were (?:seen|reported|observed)|"
        r"developed|appeared)?\s*(?:in|by|among|with)?\s*$",
        "",
        text,
    ).strip(" ,")
