"""The outcome numbers of a claim with unit, arm and timepoint; doses, session counts and sample sizes are none."""

import re
from collections.abc import Iterator

from evidence.extract.reading import Reading
from evidence.models import QuantityBase, QuantityKind
from evidence.text.quantities import Reading as NumberReading

_ALWAYS = frozenset(
    {
        QuantityKind.PERCENT,
        QuantityKind.PERCENT_CHANGE,
        QuantityKind.PERCENT_OF_PEOPLE,
        QuantityKind.RATIO,
        QuantityKind.P_VALUE,
        QuantityKind.CONFIDENCE_INTERVAL,
        QuantityKind.SCORE,
        QuantityKind.MEASURE,
    }
)
_NOT_OUTCOME = re.compile(
    r"\s?(?:%|percent)?\s?(?:pure|natural|organic|concentrat\w+|solution|extract|standardi[sz]ed"
    r"|of (?:the )?(?:daily|recommended|its weight|your)|hca|curcuminoids|money|satisfaction|guarantee\w*|off|oxygen"
    r"|vegan|safe|confidence|chance of not|cream|gel|alcohol|interest|ci\b)",
    re.IGNORECASE,
)
_DEVICE_UNITS = frozenset(
    {
        "Hz",
        "kHz",
        "MHz",
        "ATA",
        "atm",
        "psi",
        "W",
        "watts",
        "volts",
        "mA",
        "tesla",
        "T",
        "nm",
        "J/cm2",
        "mW/cm2",
        "joules",
        "kcal",
        "lines",
    }
)
_LASTING = re.compile(
    r"(?:in|within|after|for (?:up to|at least|as long as)?|last(?:s|ed|ing)?(?: for| up to)?|until|by|up to|over|at"
    r"|as little as|persist\w*(?: for)?|under|less than|about|only|just|than|of|to|next|more than|at least|between"
    r"|first)\s(?:(?:about|as little as|just|only|the first|a few|approximately|around|the|up to|at least|less than"
    r"|more than|an?|over|under|nearly|almost|next|first)\s){0,3}\Z",
    re.IGNORECASE,
)
_NOT_TIME_TO_EFFECT = re.compile(
    r"(?:[-\s](?:long\s)?(?:stud|trial|follow|program|course|treatment|period|protocol|supply|plan|research|review"
    r"|experience|intervention|randomi|double|placebo|clinical|old|of age|of (?:treatment|use|experience|research"
    r"|study|therapy|supplementation|training)|sessions?|ago|clinical|history|controlled|per|a (?:week|day)))",
    re.IGNORECASE,
)
_TREATED_FOR = re.compile(
    r"\b(?:took|taken|taking|take|treated|received|used|using|daily|day|followed|exercis\w+|supplement\w*|mg"
    r"|sessions?|spent|trial|study|times|worn|practiced|administered|given|week)\b[^.,;]{0,40}\bfor (?:at least "
    r"|up to |about )?\Z",
    re.IGNORECASE,
)
_OUT_ARM = re.compile(
    r"\b(?:in|on|with|of|for|among) (?:the )?((?:[\w-]+ ){0,2}?(?:group|arm|placebo|controls?|sham))\b", re.IGNORECASE
)
_FURTHER = re.compile(r"\d\s?%|\b(?:versus|vs|compared)\b", re.IGNORECASE)
"""Where the next figure begins, whose arm is not this one's."""
_TIMEPOINT = re.compile(
    r"\b(?:at|after|within|in|by) (?:the )?(?:\w+ )?(\d+(?:[-–]\d+)?[ -](?:minutes?|hours?|days?|weeks?|months?"
    r"|years?))\b",
    re.IGNORECASE,
)


def effects_of(r: Reading, numbers: list[NumberReading]) -> tuple[QuantityBase, ...]:
    """The numbers of a claim that say how large, how often, how soon or how long its effect is."""
    return tuple(_effects(r, numbers))


def _effects(r: Reading, numbers: list[NumberReading]) -> Iterator[QuantityBase]:
    for number in numbers:
        start, end = number.start - r.start, number.end - r.start
        if not (0 <= start < end <= len(r.text)) or not _is_outcome(r, number, start, end):
            continue
        yield QuantityBase(
            value=number.value,
            high=number.high,
            unit=number.unit,
            kind=number.kind,
            comparator=number.comparator,
            arm=_arm(r, end),
            timepoint=_timepoint(r, number, end),
            raw=r.text[start:end],
            start=number.start,
            end=number.end,
        )


def _is_outcome(r: Reading, number: NumberReading, start: int, end: int) -> bool:
    before = r.text[max(0, start - 60) : start]
    if number.kind in _ALWAYS:
        if number.unit in _DEVICE_UNITS or _NOT_OUTCOME.match(r.text, end) or _is_strength(r, number, end):
            return False
        return number.kind is not QuantityKind.MEASURE or not re.search(
            r"\b(?:pressure of|weigh(?:s|ing|ed)?|at)\s\Z", before
        )
    if number.kind is QuantityKind.DURATION:
        return _is_time_of_effect(r, before, end)
    if number.kind in (QuantityKind.COUNT, QuantityKind.OTHER):
        return bool(
            re.search(r"\b(?:from|to)\s\Z", before)
            and re.search(r"\bfrom [\d.]+ to ", before + r.text[start:end] + " to ")
        )
    return False


def _is_strength(r: Reading, number: NumberReading, end: int) -> bool:
    """Whether a percentage stands right before a treatment, `5% minoxidil`, and says how strong it is."""
    at = end + (r.text[end : end + 1] == " ")
    return number.unit == "%" and any(mention.start - r.start == at for mention in r.interventions)


def _is_time_of_effect(r: Reading, before: str, end: int) -> bool:
    if _NOT_TIME_TO_EFFECT.match(r.text, end) or _TREATED_FOR.search(before):
        return False
    return _LASTING.search(before) is not None


def _arm(r: Reading, end: int) -> str | None:
    further = _FURTHER.search(r.text, end)
    match = _OUT_ARM.search(r.text, end, min(further.start() if further else len(r.text), end + 60))
    return match.group(1).strip() if match else None


def _timepoint(r: Reading, number: NumberReading, end: int) -> str | None:
    if number.kind is QuantityKind.DURATION:
        return None
    match = _TIMEPOINT.search(r.text, end) or _TIMEPOINT.search(r.text)
    return match.group(1) if match else None
