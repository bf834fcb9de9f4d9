"""Points in time that a text names, in one spelling, so that `eight weeks` and `week 8` meet.

It never converts one unit into another.
"""

import re
from functools import lru_cache

from evidence.abstracts.wordlists import word_row

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        word_row(
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
        )
    )
}
_UNIT = {"h": "hour", "hr": "hour", "min": "minute", "wk": "week", "mo": "month", "yr": "year", "d": "day"}
_VALUE = r"(?:\d+(?:\.\d+)?|" + "|".join(NUMBER_WORDS) + r")"
_AFTER = re.compile(
    rf"(?i)\b(?P<value>{_VALUE})[- ]?(?P<unit>minutes?|min|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mo|years?|yrs?)\b"
)
_BEFORE = re.compile(rf"(?i)\b(?P<unit>day|week|month|year|hour)s?\s(?P<value>{_VALUE})\b")


@lru_cache(maxsize=8192)
def timepoints(text: str) -> frozenset[str]:
    """Every point or span of time, as `8 week`.

    >>> sorted(timepoints("at eight weeks and at month 12"))
    ['12 month', '8 week']
    """
    found = set()
    for pattern in (_AFTER, _BEFORE):
        for mark in pattern.finditer(text):
            value, unit = mark["value"].lower(), mark["unit"].lower().rstrip("s") or "s"
            found.add(f"{NUMBER_WORDS.get(value, value)} {_UNIT.get(unit, unit)}")
    return frozenset(found)


def place_behind(text: str, wanted: frozenset[str]) -> tuple[int, int] | None:
    """Where the first of the wanted points in time ends in a text, and where the next other one begins.

    >>> place_behind("40% at 1 month and 50% at 3 months", frozenset({"1 month"}))
    (14, 26)
    """
    found = sorted(mark.span() for pattern in (_AFTER, _BEFORE) for mark in pattern.finditer(text))
    at = next((span for span in found if timepoints(text[slice(*span)]) & wanted), None)
    if at is None:
        return None
    return at[1], next((low for low, _ in found if low >= at[1]), len(text))


_AT = re.compile(
    rf"(?i)\b(?:at|after|by|on|within|over|during|"
    rf"for) (?:the )?(?:end of )?(?P<when>(?:{_VALUE}[- ]?(?:minutes?|min|hours?|h|days?|weeks?|wk|months?|"
    rf"years?)|(?:day|week|month|year|hour)s? {_VALUE})\b)"
)


def first_timepoint(text: str) -> str | None:
    """The first point in time as the text writes it.

    >>> first_timepoint("Pain was lower at 12 weeks than at 6 weeks")
    '12 weeks'
    """
    mark = _AT.search(text)
    return mark["when"] if mark else None
