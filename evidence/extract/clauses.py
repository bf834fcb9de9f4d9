"""Where a sentence may be cut into clauses that each can stand alone; whether it is cut, the caller decides."""

import re

from evidence.extract.reading import Reading
from evidence.text.spans import Span, trimmed

_CUT = re.compile(
    r"(?:;|,? (?:and|but|while|whereas|yet)|, (?:with|although|though|however))\s(?=(?:[\w'’-]+\s){0,6}?"
    r"(?:is|are|was|were|has|have|can|may|will|could|helps?|reduc\w+|improv\w+|reliev\w+|experienc\w+|report\w*"
    r"|show\w*|increas\w+|prevent\w*|works?|protect\w*|promot\w+|support\w*|enhanc\w+|boost\w*|causes?|stimulat\w+"
    r"|achieving)\b)"
    r"|,? (?:and )?(?=(?:offering|reducing|improving|providing|relieving|resulting|leading|helping|making)\b)"
)
_SHORTEST = 8
"""A clause of fewer words than this does not stand alone."""


def clauses(r: Reading) -> list[Span]:
    """The clauses of a sentence, as offsets into the snapshot; one where it cannot be cut."""
    cuts = [0]
    ends: list[int] = []
    for match in _CUT.finditer(r.text):
        if len(r.text[cuts[-1] : match.start()].split()) < _SHORTEST or len(r.text[match.end() :].split()) < _SHORTEST:
            continue
        ends.append(match.start())
        cuts.append(match.end())
    ends.append(len(r.text))
    return [
        trimmed(r.text, a, b)._replace(
            start=r.start + trimmed(r.text, a, b).start, end=r.start + trimmed(r.text, a, b).end
        )
        for a, b in zip(cuts, ends, strict=True)
    ]
