"""Show how one wording became another, word by word, and whether numbers, comparators or a negation changed.

It never says that a change does not matter.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*|\S")
_NUMBER = re.compile(
    r"(?i)\d|[%‰½⅓¼¾⅔²³]|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|million|billion|dozen|half|third|quarter|twice|double|triple|percent)\Z"
)
_COMPARATOR = re.compile(
    r"(?i)[<>≤≥=≈~±+−–]|(?:than|versus|vs|over|under|above|below|more|less|fewer|least|most|about|nearly|almost"
    r"|approximately|least|exceed\w*|up)\Z"
)
_NEGATION = re.compile(r"(?i)(?:no|not|never|none|nor|neither|without|cannot|hardly|\w+n['’]t|lacks?|fail(?:s|ed)?)\Z")
_SIGNS = (("numbers", _NUMBER), ("comparators", _COMPARATOR), ("negation", _NEGATION))


class Edit(NamedTuple):
    """A stretch that differs: what stood there and what stands there now, empty where nothing does."""

    was: str
    now: str


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """The stretches of words in which two wordings differ, in order.

    >>> edits("It cut pain by 20%.", "It did not cut pain by 30%.")
    (Edit(was='', now='did not'), Edit(was='20', now='30'))
    """
    return tuple(Edit(was, now) for same, was, now in stretches(old, new) if not same)


def marked(old: str, new: str) -> str:
    """The new wording with what went in `[-…-]` and what came in `{+…+}`.

    >>> marked("It cut pain by 20%.", "It did not cut pain by 30%.")
    'It {+did not+} cut pain by [-20-]{+30+} %.'
    """
    parts = [
        now if same else (f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else "")
        for same, was, now in stretches(old, new)
    ]
    return " ".join(parts)


def signs_changed(changed: Sequence[Edit]) -> tuple[str, ...]:
    """Which of numbers, comparators and negation the edits touch.

    >>> signs_changed(edits("It cut pain by 20%.", "It did not cut pain by 30%."))
    ('numbers', 'negation')
    """
    tokens = [token for edit in changed for side in edit for token in _TOKEN.findall(side)]
    return tuple(name for name, pattern in _SIGNS if any(pattern.match(token) for token in tokens))


def stretches(old: str, new: str) -> Iterator[tuple[bool, str, str]]:
    """The two wordings cut where they begin or cease to differ: whether it is the same, what was there, what is."""
    was, now = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    matcher = SequenceMatcher(None, [m.group() for m in was], [m.group() for m in now], autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        yield operation == "equal", _between(old, was[a:b]), _between(new, now[c:d])


def _between(text: str, tokens: Sequence[re.Match[str]]) -> str:
    return " ".join(text[tokens[0].start() : tokens[-1].end()].split()) if tokens else ""
