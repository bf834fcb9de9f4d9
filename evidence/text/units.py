"""The units and counted nouns that may follow a number; they are named here once and never converted."""

import re
from typing import NamedTuple

PEOPLE = (
    r"patients?|participants?|subjects?|people|persons?|individuals?|adults?|women|men|children|kids|adolescents?"
    r"|teens?|teenagers?"
    r"|volunteers?|veterans?|athletes?|users?|clients?|customers?|respondents?|survivors?|sufferers?|cases|controls"
    r"|residents?"
    r"|students?|nurses|workers?|infants?|babies|newborns?|females?|males?|mothers?|boys|girls|seniors|runners"
    r"|smokers|americans"
    r"|couples|consumers?|players|soldiers|recruits|outpatients|inpatients|ladies|moms|nonsmokers|twins|physicians"
    r"|doctors"
    r"|dentists|eyes|knees|shoulders|rats?|mice|rabbits|dogs|animals|horses|pigs"
)
"""Who is counted in a sample, animals and study units such as eyes included."""

MODIFIER = (
    r"(?!(?:of|in|to|and|or|for|with|on|at|by|from|the|a|an|per|is|are|was|were|than|as|that|who|which|weeks?|days?"
    r"|months?|years?"
    r"|hours?|minutes?|mg|g|kg|ml|studies|trials|sessions|treatments|times|percent|points)\b)[A-Za-z][^\s.,;:()]*\s+"
)
"""A word that may stand between a number and the noun it counts."""

COUNTED = (
    r"(?:clinical\s|randomi[sz]ed\s|controlled\s|published\s|scientific\s|human\s|separate\s|different\s"
    r"|peer-reviewed\s|small\s|large\s){0,3}"
    r"(?:studies|trials|RCTs|articles|papers|reviews|publications|sessions?|treatments?|visits?|injections?"
    r"|infusions?|capsules?|tablets?"
    r"|pills?|drops|doses?|servings?|cups?|tablespoons?|teaspoons?|scoops?|grams of|bottles|ingredients|calories"
    r"|steps|clinics"
    r"|locations|ways|reasons|types|groups|arms|sites|countries|centers|centres|hospitals|providers)"
)

_DOSE = (
    r"(?:mg|mcg|µg|μg|ug|ng|g|grams?|milligrams?|micrograms?|IU|units?|mL|ml|cc|mEq|mmol|mM|L)"
    r"(?:\s?/\s?(?:kg|g|day|d|h|hr|hour|min|minute|m2|m²|cm2|cm²|dose|week))*(?:\s(?:per|a)\s(?:kg|kilogram|day|dose"
    r"|hour|minute|week))?"
)
_MEASURE = (
    r"(?:mm\s?Hg|mmHg|mg\s?/\s?d[lL]|ng\s?/\s?d[lL]|ng\s?/\s?m[lL]|pg\s?/\s?m[lL]|mmol\s?/\s?(?:L|mol)|µ?mol\s?/\s?L"
    r"|g\s?/\s?d[lL]|U\s?/\s?L|IU\s?/\s?L"
    r"|J\s?/\s?cm2|J\s?/\s?cm²|mW\s?/\s?cm2|mW\s?/\s?cm²|kg\s?/\s?m2|kg\s?/\s?m²|kilograms?|kg|lbs?\.?|pounds?"
    r"|stones?|ounces?|oz|inch(?:es)?"
    r"|cm|mm|meters?|metres?|feet|miles?|nm|µm|Hz|kHz|MHz|ATA|atm|psi|watts?|W|volts?|mA|tesla|T|bpm|kcal|degrees?"
    r"|°[CF]?|joules?|IQ points"
    r"|ppm|decibels?|dB|breaths|beats|diopters?|letters|lines)"
)
_DURATION = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|mos|years?|yrs?|decades?)"

_UNIT = re.compile(
    r"\s?[-–]?(?:"
    r"(?P<percent>percentage[\s-]points?|%-points?|%|percent\b|per\s?cent\b|pct\b)"
    rf"|(?P<measure>{_MEASURE})(?![A-Za-z])"
    rf"|(?P<duration>{_DURATION}\b)"
    rf"|(?P<dose>{_DOSE})(?![A-Za-z/])"
    r"|(?P<fold>fold\b|[x×](?![A-Za-z0-9])|times?\b)"
    r"|(?P<points>points?\b|pts\b)"
    rf")|\s(?P<counted>{COUNTED})\b|\s(?:of\s(?:the|our|their)\s)?(?:{MODIFIER}){{0,4}}?(?P<people>{PEOPLE})\b"
)
_SPELLINGS = {
    "%": "percent|per cent|pct", "percentage points": "percentage point|percentage-point|percentage-points|%-point",
    "fold": "x|×|times|time", "seconds": "sec|secs|second", "minutes": "min|mins|minute", "hours": "hr|hrs|hour",
    "days": "day", "nights": "night", "weeks": "wk|wks|week", "months": "month|mos", "years": "year|yr|yrs",
    "decades": "decade", "points": "point|pts", "lb": "lbs|lb.|lbs.|pound|pounds", "mm Hg": "mmhg|mm hg",
    "g": "gram|grams", "mg": "milligram|milligrams", "mcg": "microgram|micrograms|µg|μg|ug", "units": "unit",
    "kg": "kilogram|kilograms", "inches": "inch",
}  # fmt: skip
_NAME = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}


class Unit(NamedTuple):
    """A unit as read: its family, its name in one spelling, and where it ends."""

    kind: str
    name: str
    end: int


def read_unit(text: str, at: int) -> Unit | None:
    """The unit that follows position `at`, None where there is none.

    >>> read_unit("40 mmHg", 2)
    Unit(kind='measure', name='mm Hg', end=7)
    """
    match = _UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    word = " ".join(match[match.lastgroup].split())
    return Unit(match.lastgroup, _NAME.get(word.lower(), word), match.end())
