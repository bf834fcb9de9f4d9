"""Publication dates as sources write them, read to the precision they give and no further.

Never completes a date: a season, a range or a date whose day and month cannot be told apart keeps only its year.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple


def _month_names() -> dict[str, int]:
    """Names of months in the languages of the literature, by number."""
    lines = files("evidence.formats.citations").joinpath("months.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: int(number) for number, _, names in (line.partition(",") for line in lines) for name in names.split()}


_MONTHS = _month_names()
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTH_WORD = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_SEASON_WORD = "|".join(_SEASONS)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_NUMERIC = re.compile(
    rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})?(?:[-/.](?P<day>\d{{1,2}})?)?)?(?:[T ][\d:.]+Z?.*)?/?(?P<other>/.*)?"
)
_WORDED = re.compile(rf"{_YEAR},?[\s/-]+(?P<month>{_MONTH_WORD})\.?(?:[\s/-]+(?P<day>\d{{1,2}}))?", re.IGNORECASE)
_WORD_FIRST = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+)?(?P<month>{_MONTH_WORD})\.?"
    rf"(?:[\s]+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?[,\s/-]+{_YEAR}",
    re.IGNORECASE,
)
_MONTH_RANGE = re.compile(
    rf"{_YEAR}\s+(?P<first>{_MONTH_WORD})\.?\s*[-/–]\s*(?:(?P<later>1[5-9]\d\d|20\d\d|21\d\d)\s+)?(?P<last>{_MONTH_WORD})\.?",
    re.IGNORECASE,
)
_DAY_RANGE = re.compile(
    rf"{_YEAR}\s+(?P<month>{_MONTH_WORD})\.?\s+(?P<first>\d{{1,2}})\s*[-/–]\s*(?P<last>\d{{1,2}})", re.IGNORECASE
)
_YEAR_RANGE = re.compile(rf"{_YEAR}\s*[-/–]\s*(?P<later>1[5-9]\d\d|20\d\d|21\d\d)")
_SEASON = re.compile(
    rf"(?:{_YEAR}[\s,/-]+)(?P<season>{_SEASON_WORD})|(?P<first>{_SEASON_WORD})[\s,/-]+(?P<after>1[5-9]\d\d|20\d\d)",
    re.IGNORECASE,
)
_DAY_LAST = re.compile(rf"(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.]{_YEAR}")
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


class Issued(NamedTuple):
    """When something appeared.

    `written` is `2018`, `2018-03` or `2018-03-09`. `csl` is the CSL date where that says more than `written` can: a
    range, a season, the words of a date that has no plain form; else None.
    """

    written: str | None
    year: int | None
    csl: dict[str, Any] | None = None


NO_DATE = Issued(None, None)


@lru_cache(maxsize=8192)
def parse_date(text: str) -> Issued:
    """Read a date.

    >>> parse_date("2018 Mar 9").written, parse_date("2018/03//").written, parse_date("9 March 2018").written
    ('2018-03-09', '2018-03', '2018-03-09')
    >>> parse_date("2018 Mar-Apr")
    Issued(written='2018', year=2018, csl={'date-parts': [[2018, 3], [2018, 4]]})
    >>> parse_date("Winter 2018").csl, parse_date("03/09/2018").written, parse_date("25/12/2018").written
    ({'date-parts': [[2018]], 'season': 4}, '2018', '2018-12-25')
    >>> parse_date("in press"), parse_date("2018 Feb 30").written
    (Issued(written=None, year=None, csl={'literal': 'in press'}), '2018-02')
    """
    text = " ".join(text.split()).strip(" ;,")
    if not text:
        return NO_DATE
    return _numeric(text) or _worded(text) or _ranged(text) or _loose(text)


def _numeric(text: str) -> Issued | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    other = (match["other"] or "").strip("/ ")
    if other and not match["month"]:
        return parse_date(f"{match['year']} {other}")
    return plain_date(int(match["year"]), _int(match["month"]), _int(match["day"]))


def _worded(text: str) -> Issued | None:
    match = _WORDED.fullmatch(text)
    if match is not None:
        return plain_date(int(match["year"]), _MONTHS[match["month"].lower()], _int(match["day"]))
    match = _WORD_FIRST.fullmatch(text)
    if match is not None:
        return plain_date(int(match["year"]), _MONTHS[match["month"].lower()], _int(match["day"] or match["after"]))
    return None


def _ranged(text: str) -> Issued | None:
    match = _MONTH_RANGE.fullmatch(text)
    if match is not None:
        year = int(match["year"])
        last = [int(match["later"] or year), _MONTHS[match["last"].lower()]]
        return Issued(match["year"], year, {"date-parts": [[year, _MONTHS[match["first"].lower()]], last]})
    match = _DAY_RANGE.fullmatch(text)
    if match is not None:
        year, month = int(match["year"]), _MONTHS[match["month"].lower()]
        days = [[year, month, int(match["first"])], [year, month, int(match["last"])]]
        return Issued(f"{year:04}-{month:02}", year, {"date-parts": days})
    match = _YEAR_RANGE.fullmatch(text)
    if match is not None:
        year = int(match["year"])
        return Issued(match["year"], year, {"date-parts": [[year], [int(match["later"])]]})
    match = _SEASON.fullmatch(text)
    if match is not None:
        year = int(match["year"] or match["after"])
        season = _SEASONS[(match["season"] or match["first"]).lower()]
        return Issued(str(year), year, {"date-parts": [[year]], "season": season})
    return None


def _loose(text: str) -> Issued:
    match = _DAY_LAST.fullmatch(text)
    if match is not None:
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        if one > 12 or one == two:
            return plain_date(year, two, one)
        return plain_date(year, one, two) if two > 12 else plain_date(year, None, None)
    years = _ANY_YEAR.findall(text)
    if not years:
        return Issued(None, None, {"literal": text})
    plain = text.strip("[]()?. ").removeprefix("c").removeprefix("©").strip(" .")
    csl = None if plain == years[0] else {"date-parts": [[int(years[0])]], "literal": text}
    return Issued(years[0], int(years[0]), csl)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


@lru_cache(maxsize=8192)
def plain_date(year: int, month: int | None, day: int | None) -> Issued:
    """A date of year, month and day, cut before the first part that cannot be.

    >>> plain_date(2018, 13, 1), plain_date(2018, 2, 29).written
    (Issued(written='2018', year=2018, csl=None), '2018-02')
    """
    if month is None or not 1 <= month <= 12:
        return Issued(f"{year:04}", year)
    if day is None or not 1 <= day <= _days(year, month):
        return Issued(f"{year:04}-{month:02}", year)
    return Issued(f"{year:04}-{month:02}-{day:02}", year)


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def csl_date(issued: str) -> dict[str, Any]:
    """The CSL form of a written date.

    >>> csl_date("2018-03-09")
    {'date-parts': [[2018, 3, 9]]}
    """
    return {"date-parts": [[int(part) for part in issued.split("-")]]}


def read_csl_date(value: Any) -> Issued:
    """Read a CSL date: date-parts, raw, literal, or the plain string that some programs write.

    >>> read_csl_date({"date-parts": [["2018", "3"]]}).written, read_csl_date("2018-03-09").written
    ('2018-03', '2018-03-09')
    """
    if isinstance(value, (str, int)):
        return parse_date(str(value))
    if not isinstance(value, dict):
        return NO_DATE
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _from_parts(value, parts)
    text = value.get("raw") or value.get("literal") or value.get("edtf")
    return parse_date(str(text)) if text else NO_DATE


def _from_parts(value: dict[str, Any], parts: list[list[Any]]) -> Issued:
    numbers = [_whole(part) for part in parts[0][:3]] + [None, None]
    if numbers[0] is None or not 1500 <= numbers[0] <= 2200:
        text = value.get("raw") or value.get("literal")
        return parse_date(str(text)) if text else Issued(None, None, value)
    plain = plain_date(numbers[0], numbers[1], numbers[2])
    more = len(parts) > 1 or any(value.get(name) for name in ("season", "circa", "literal"))
    written = plain.written if len(parts) == 1 else f"{numbers[0]:04}"
    return Issued(written, plain.year, value if more else None)


def _whole(part: Any) -> int | None:
    text = str(part).strip()
    return int(text) if text.isdecimal() and len(text) <= 4 else None
