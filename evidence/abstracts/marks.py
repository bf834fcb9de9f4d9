"""The marks of significance in a sentence: p values and confidence intervals, each with what it speaks for.

It never says to which outcome a mark belongs: that is for the readers of sentences.
"""

import re
from functools import lru_cache
from typing import NamedTuple


class Mark(NamedTuple):
    """A p value or a confidence interval: where its words begin, and whether it speaks for a difference."""

    at: int
    significant: bool
    text: str
    is_p: bool = True


_P_VALUE = re.compile(
    r"(?i)\bp(?:[ -]?values?)?\s?(?:for \w+(?: \w+){0,2} ?)?(?:of|was|were|is|:)?\s?(?P<sign>[<>=≤≥]|&lt;|"
    r"&gt;|less than|greater than)?\s?(?:=\s?)?(?P<value>(?:0?[.,·]\s?\d+|"
    r"[01](?:[.,]0+)?)(?:\s?[×x]\s?10[-−–]\d+)?)(?![\d%A-Za-z])"
)
_NOT_SIGNIFICANT = re.compile(r"(?=[Nn(])(?:\bNS\b|\bn\.s\.|(?i:\bnon-?significant\b|\(not significant\)))")
_NUMBER = r"[-−–+]?\s?\d+(?:[.,·]\d+)?"
_INTERVAL = re.compile(
    rf"(?i)\b(?:B?CI\b|C\.I\.|confidence intervals?\b|credible intervals?\b|CrI\b)[\s\[\]():,=%]*"
    rf"(?:(?:of|for) (?P<of>the (?:\w+ )?difference) )?(?:of |from |"
    rf"between |was )?(?P<low>{_NUMBER})\s?%?\s?(?:,|;|to|-|–|−|and|—)\s?(?P<high>{_NUMBER})"
)
_BARE_INTERVAL = re.compile(
    rf"(?i)(?:(?:(?-i:\b(?:a?(?:OR|RR|HR|IRR|PR)|W?MD|SMD)\b)|\bratio|\brisk|"
    rf"\bdifference)[^;()\d<>=]{{0,30}}[=:]?\s?{_NUMBER}"
    rf"\s?(?:%|[a-zµ]{{1,5}}(?:/[a-z]{{1,4}})?)?\s?[;,(\[]\s?|\d\s?%?\s(?:lower|higher|greater|less|fewer|"
    rf"reduction|increase|decrease)\s?[(\[])(?P<low>{_NUMBER})\s?%?\s?(?:to|-|–|−|"
    rf",)\s?(?P<high>{_NUMBER})\s?%?\s?[);,\]]"
)
_TWO_NUMBERS = re.compile(r"[;,(\[]\s?[-−–+]?\s?\d[\d.,·]*\s?%?\s?(?:to|-|–|−|,)\s?[-−–+]?\s?\d")
"""What every bare interval holds; quicker to look for."""
_PLAIN_PERCENT = re.compile(r"\d\s?%\s?[\[(,;]\s?(?:9[059](?:\.\d)?\s?%\s?)?\Z")
_RATIO = re.compile(r"(?:\ba?(?:OR|RR|HR|IRR|PR)\b|(?i:\bratios?\b|relative risks?))")
_DIFFERENCE = re.compile(
    r"(?i)differen|efficacy|\b(?:W?MD|SMD|ES|ARR|RD)\b|effect size|\beffect (?:on|of)\b|\bd\s?=|\bbeta\b|β|"
    r"reduction|increase|decrease|"
    r"change|lower|higher|greater|improvement|less|more"
)


_OF_EACH_ARM = re.compile(
    r"[-−–]\s?\d[^;]*?\b(?:CI|interval)\b[^;]*?[-−–]\s?\d[^;]*?\b(?:CI|interval)\b[^;]*?[-−–]\s?\d"
)
_TELLS_A_DIFFERENCE = re.compile(r"(?i)differen|\brelative to\b|\bcompared\b|\bthan\b|\bless\b|\bmore\b|ratio|\bB\b|β")


@lru_cache(maxsize=4096)
def marks(sentence: str) -> tuple[Mark, ...]:
    """P values and intervals of a sentence in order, each with what it says; offsets into the sentence.

    >>> [(m.significant, m.text) for m in marks("OR 1.13 (95% CI 0.68-1.89); fell (P < .01)")]
    [(False, 'CI 0.68-1.89'), (True, 'P < .01')]
    """
    found = [Mark(m.start(), _is_significant(m["sign"], m["value"]), m[0]) for m in _P_VALUE.finditer(sentence)]
    found += [Mark(m.start(), significant=False, text=m[0]) for m in _NOT_SIGNIFICANT.finditer(sentence)]
    for interval in _INTERVAL.finditer(sentence):
        if interval["low"][0] in "-−–" and _own_of_an_arm(sentence):
            continue
        before = interval["of"] or sentence[max(0, interval.start() - 140) : interval.start()]
        crosses = _crosses(before, interval["low"], interval["high"])
        if crosses is not None:
            found.append(Mark(interval.start(), not crosses, interval[0], is_p=False))
    bare_ones = _BARE_INTERVAL.finditer(sentence) if _TWO_NUMBERS.search(sentence) else ()
    for bare in bare_ones:
        if not any(mark.at <= bare.start("low") < mark.at + len(mark.text) for mark in found):
            crosses = _crosses(bare[0][: bare.start("low") - bare.start()], bare["low"], bare["high"])
            if crosses is not None:
                text = f"{bare['low']} to {bare['high']}"
                found.append(Mark(bare.start("low"), not crosses, text, is_p=False))
    return tuple(sorted(found))


def _is_significant(sign: str | None, value: str) -> bool:
    """P below 0.05 speaks for a difference, 0.05 itself and `> …` against it."""
    if sign in {">", "≥", "&gt;", "greater than"}:
        return False
    if re.search(r"[×x]", value):
        return True
    number = float(re.sub(r"\s", "", value).replace(",", ".").replace("·", "."))
    return number < 0.05 or (number == 0.05 and sign in {"<", "≤", "&lt;", "less than"})


def number(text: str) -> float:
    """A printed number with its sign, whatever mark stands for minus or for the decimal point.

    >>> number("− 0·5"), number("1,2")
    (-0.5, 1.2)
    """
    plain = re.sub(r"\s", "", text).replace(",", ".").replace("·", ".")
    negative = plain[0] in "-−–"
    return -float(plain.lstrip("-−–+")) if negative else float(plain.lstrip("+"))


def _own_of_an_arm(sentence: str) -> bool:
    """Whether intervals of changes stand one for each arm: `-8 kg (95% CI -10 to -6) in A and -6 kg (…) in B`."""
    return _OF_EACH_ARM.search(sentence) is not None and _TELLS_A_DIFFERENCE.search(sentence) is None


def _crosses(before: str, low: str, high: str) -> bool | None:
    """Whether an interval contains the value of no difference; None for one of neither a ratio nor a difference."""
    if _PLAIN_PERCENT.search(before) and not _DIFFERENCE.search(before[-45:]):
        return None
    lower, upper = number(low), number(high)
    if upper < 0 and lower >= 0:  # `0.68-1.89`: the dash is a range, not a minus
        upper = -upper
    if lower > upper:
        lower, upper = upper, lower
    if lower < 0 and not _DIFFERENCE.search(before) and not _PLAIN_PERCENT.search(before):
        return upper >= 0  # neither a ratio nor a level falls below nought
    ratio = [m.end() for m in _RATIO.finditer(before)] if lower >= 0 else []
    if ratio and all(ratio[-1] >= m.end() - 40 for m in _DIFFERENCE.finditer(before)):
        return lower <= 1 <= upper
    return lower <= 0 <= upper if _DIFFERENCE.search(before) else None
